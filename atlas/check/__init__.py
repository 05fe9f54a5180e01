"""Stage 2, check: nodes become a typed record, or problems. Reads no other file."""
