"""What a build says when it is done: what was built, the time by stage, and what to open."""

from __future__ import annotations

from atlas.incremental.timings import Timings
from atlas.message import Joined, say, spoken
from atlas.publish.output import Output
from atlas.view.site import Site


def summary(site: Site, output: Output, timings: Timings, *, is_timed: bool) -> str:
    """The lines that end a build; with `is_timed` also its slowest pages."""
    pages = sum(1 for address in output.written if address.endswith(".html"))
    records, day = len(site.atlas.published()), site.settings.as_of.isoformat()
    opened = site.settings.site_url or str(output.target / "index.html")
    lines = (
        say("built {pages:,} pages of {records:,} records, as of {day}", pages=pages, records=records, day=day),
        timings.line(),
        *((timings.report(),) if is_timed else ()),
        say("open {address}", address=opened),
    )
    return spoken(Joined(lines, "\n"))
