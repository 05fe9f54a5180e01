"""Checks that need more than Python: a browser, a language server."""
