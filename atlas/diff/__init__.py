"""Two states of the atlas held against each other, fact by fact."""
