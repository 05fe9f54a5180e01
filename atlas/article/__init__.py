"""Articles held by an editor: their paragraphs, what they say literally, and whether the records say the same."""
