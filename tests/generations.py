"""A publisher to be killed: one small site after another, each as soon as a reader has had time for one copy.

Called as `python -m tests.generations FOLDER PIPE`; a byte comes through the pipe for each copy made.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from atlas.publish import manifest
from atlas.publish.output import Output

FILES = 12


def publish(folder: Path, name: str) -> None:
    """A small site whose every file names it."""
    output = Output(folder / "output")
    output.begin()
    for number in range(FILES):
        output.write(f"part-{number % 3}/{number}.txt", f"{name} {number}\n".encode())
    output.write(manifest.ADDRESS, manifest.manifest(output.staging, name, None))
    output.commit()


def main(folder: Path, pipe: Path) -> None:
    with pipe.open("rb", buffering=0) as told:
        number = 0
        while True:
            # Not before a copy is complete: whoever opened the site two generations ago was promised nothing.
            os.set_blocking(told.fileno(), False)
            while told.read(4096):
                pass
            os.set_blocking(told.fileno(), True)
            told.read(1)
            publish(folder, f"{os.getpid()}-{number}")
            number += 1


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
