"""`python -m atlas`."""

import atexit
import os
import sys
from contextlib import suppress


def _leave() -> None:
    """Ends well, at once: the system takes back the memory of a large build whole, Python piece by piece, in a second."""
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        # What could not be printed was said already, or nobody listens.
        with suppress(OSError):
            stream.flush()
    os._exit(0)


if __name__ == "__main__":
    try:
        from atlas.cli import main

        main(prog_name="atlas")
    except KeyboardInterrupt:  # before there was a command to be interrupted
        sys.exit(130)
    except SystemExit as end:
        # What was broken off has still to close what it holds, workers among it.
        if end.code:
            raise
    _leave()
