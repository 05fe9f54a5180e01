"""Stage 1, load: bytes become nodes with line and column. Knows nothing of records."""
