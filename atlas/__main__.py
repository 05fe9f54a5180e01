"""`python -m atlas`."""

from atlas.cli import main

main(prog_name="atlas")
