"""`python -m atlas`."""

import sys

if __name__ == "__main__":
    try:
        from atlas.cli import main

        main(prog_name="atlas")
    except KeyboardInterrupt:  # before there was a command to be interrupted
        sys.exit(130)
