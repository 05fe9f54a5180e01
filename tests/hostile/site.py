"""The toy atlas with hostile texts in every text field, past every check, and what a browser makes of its pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec.structs import replace
from playwright.sync_api import Page

from atlas import pipeline
from atlas.link.atlas import Atlas
from atlas.records.parts import Part
from atlas.records.shape import Declared, declared
from atlas.records.types import _prose
from atlas.settings import Settings
from tests.browser import listening, survey
from tests.hostile.payloads import SHOWN
from tests.overlay import AS_OF, HERE, dressed, lay

LOUD = """
window.alert = window.confirm = window.prompt = () => console.log("a script ran");
addEventListener("securitypolicyviolation", (event) => console.log("violation of " + event.violatedDirective));
"""
# Far taller than any page of the toy with words as long.
TALLEST = 120_000


def plain(root: Path) -> Atlas:
    """The toy atlas, whose stages are those of the theme."""
    lay(root)
    shutil.copyfile(HERE.parent / "data/vocabulary/stages.yaml", root / "data/vocabulary/stages.yaml")
    found = pipeline.linked(root, Settings(AS_OF))
    assert found.atlas is not None, found.problems
    return found.atlas


def takes_text(field: Declared) -> bool:
    """Whether a field holds words that somebody wrote, as its declaration says."""
    return _prose.__name__ in f"{field.info.annotation!r} {field.info.metadata!r}"


def poisoned(part: Part, texts: Iterator[str], met: set[tuple[str, str, str]]) -> Part:
    """A record with the next text in each of its text fields; which text met which field is noted."""
    changed: dict[str, Any] = {}
    for field in declared(type(part)).values():
        value = getattr(part, field.attribute)
        if isinstance(value, Part):
            changed[field.attribute] = poisoned(value, texts, met)
        elif isinstance(value, tuple):
            changed[field.attribute] = tuple(
                poisoned(one, texts, met) if isinstance(one, Part) else one for one in value
            )
        elif isinstance(value, str) and takes_text(field):
            text = next(texts)
            met.add((type(part).__name__, field.key, text))
            changed[field.attribute] = text
    return part.model_copy(update=changed)


def hostile_files(atlas: Atlas, start: int, met: set[tuple[str, str, str]]) -> dict[str, bytes]:
    """Every file of the site, its texts being the payloads in order from one of them, over and over."""
    texts = (SHOWN[(start + number) % len(SHOWN)] for number in range(1_000_000))
    records = {
        folder: {name: poisoned(record, texts, met) for name, record in found.items()}
        for folder, found in atlas.records.items()
        if folder != "vocabulary"
    }
    attacked = replace(atlas, records={**atlas.records, **records})
    theme = dressed(HERE.parent / "theme", attacked, Settings(AS_OF, "https://example.org/"))
    return dict(pipeline.rendered(theme, pipeline.Timings()))


def faults(files: dict[str, bytes], folder: Path) -> list[str]:
    """What a browser, or a reader of JSON and XML, makes of a site that it should not."""
    found = []
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        try:
            if name.endswith(".json"):
                json.loads(content)
            elif name.endswith((".xml", ".svg")):
                etree.fromstring(content)
        except (ValueError, etree.XMLSyntaxError) as error:
            found.append(f"{name}: {error}")
    base = folder.as_uri()

    def look(page: Page, address: str) -> list[str]:
        with listening(page, base) as heard:
            page.goto(f"{base}/{address}")
            over, height = page.evaluate(
                "[document.documentElement.scrollWidth - innerWidth, document.body.scrollHeight]"
            )
        if over > 0:
            heard.append(f"scrolls {over} px sideways")
        if height > TALLEST:
            heard.append(f"is {height} px tall")
        return [f"{address}: {what}" for what in heard]

    # What the gallery shows is no record's text, and a page not found asks the host it was built for.
    pages = [
        name for name in files if name.endswith(".html") and "gallery" not in name and not name.endswith("404.html")
    ]
    return found + survey(pages, look, LOUD, viewport={"width": 390, "height": 844})
