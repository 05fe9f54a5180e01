"""What a build is told: by Pelican's settings, what the site is to be; by whoever starts it, how to go about it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import Struct

from atlas.incremental.current import Current
from atlas.problem import Problem
from atlas.settings import Settings, as_of, history_since, page_size, report_address, share_font

# Who is told of problems as they are met.
Tell = Callable[[Iterable[Problem]], None]
# The settings that say something of the atlas.
_NAMES = (
    "SITEURL", "ATLAS_REPORT_URL", "ATLAS_PAGE_SIZE", "ATLAS_MAP_APPROVAL", "ATLAS_ICP", "ATLAS_SHARE_PICTURES",
    "ATLAS_SHARE_FONT", "ATLAS_HISTORY_SINCE",
)  # fmt: skip


class Choices(Struct, frozen=True):
    """How a build is to go about it; nothing of it changes a byte of the site."""

    jobs: int | None = None
    """Processes that share the work; one a core where it is None."""
    current: Current | None = None
    """Where to keep that the output is what the inputs give."""
    is_kept: bool = True
    """Whether anything is taken from the last build and kept for the next."""
    is_timed: bool = False
    """Whether the summary names what took how long."""
    last: Path | None = None
    """The folder of the last generation, where it is not the one that is replaced."""


class Options(Struct, frozen=True):
    """What Pelican's settings say of the site: where everything lies, and the settings of the atlas by name."""

    root: Path
    theme: Path
    prose: Path
    output: Path
    values: tuple[tuple[str, object], ...]

    @classmethod
    def of(cls, given: Mapping[str, object], theme: Path, output: Path) -> Options:
        """The options that Pelican's settings give."""
        values = tuple((name, given[name]) for name in _NAMES if name in given)
        return cls(Path(str(given["ATLAS_ROOT"])), theme, Path(str(given["PATH"])), output, values)

    def settings(self) -> Settings:
        """The settings of the site, on the day that it is built.

        Raises:
            SettingError: one of them cannot be used.
        """
        values = dict(self.values)

        def text(name: str) -> str:
            return str(values.get(name) or "")

        site_url = text("SITEURL") or None
        return Settings(
            as_of(),
            site_url,
            report_url=report_address(text("ATLAS_REPORT_URL")),
            page_size=page_size(values.get("ATLAS_PAGE_SIZE")),
            map_approval=text("ATLAS_MAP_APPROVAL").strip(),
            icp=text("ATLAS_ICP").strip(),
            share_font=share_font(text("ATLAS_SHARE_PICTURES"), text("ATLAS_SHARE_FONT"), site_url),
            history_since=history_since(text("ATLAS_HISTORY_SINCE").strip()),
        )
