"""The commands of the editor's tools, one module each."""
