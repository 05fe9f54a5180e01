"""The records as an editor opens them."""
