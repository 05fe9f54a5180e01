"""What the preview asks of the process that builds for it."""

from __future__ import annotations

import json
from pathlib import Path

from msgspec import Struct
from msgspec.structs import asdict


class Order(Struct, frozen=True):
    """One build: the project's root, the new folder it goes to, and the last one, from which unchanged pages come.

    Problems met are written beside the folder, as JSON; what the build prints as it fails, too.
    """

    root: str
    folder: str
    last: str | None = None

    @property
    def findings(self) -> Path:
        """The file of the problems."""
        return Path(f"{self.folder}.json")

    @property
    def settings(self) -> Path:
        """The file of the settings that the site was built with."""
        return Path(f"{self.folder}.settings")

    @property
    def printed(self) -> Path:
        """The file of what was printed to standard error."""
        return Path(f"{self.folder}.txt")

    def line(self) -> str:
        """The order as it is given."""
        return json.dumps(asdict(self)) + "\n"
