"""Stage 6, publish: bytes become files, whole or not at all. Changes no byte."""
