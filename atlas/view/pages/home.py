"""The home page: the question, the areas, what falls due, the figures, how far projects are, how to read the site."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from msgspec.structs import replace

from atlas.diff.told import History
from atlas.link.standing import Status
from atlas.records.commitment import Commitment, CommitmentClass
from atlas.records.district import District
from atlas.records.project import Project
from atlas.view import areas, changes, facts, ledger, maps, metadata, tally
from atlas.view.composer import Composer
from atlas.view.marks import Link, Said, Words
from atlas.view.model import Block, Names, Page
from atlas.view.page import page as put_together
from atlas.view.rows import FigureRow, Pair

MOST_AREAS = 9
MOST_ROWS = 8
MOST_HEADLINES = 6


def blocks(c: Composer, history: History) -> Iterator[Block]:
    """The page's parts, in order."""
    commitments = list(c.atlas.all(Commitment).values())
    yield _areas(c)
    yield maps.areas(c)
    yield tally.by_due(c, commitments)
    due = [item for item in ledger.in_order(c, commitments) if item.class_ is CommitmentClass.COMMITMENT]
    rows = tuple(ledger.row(c, item) for item in _first(c, due))
    more = Link(c.t("home.all-commitments", n=len(commitments)), c.href("commitments/"))
    yield Block("due", c.t("block.due"), "commitments", rows, remark=_state(c, due), more=more)
    yield Block("headlines", c.t("block.headlines"), "headline", tuple(_headlines(c)))
    projects = list(c.atlas.all(Project).values())
    stages = tally.by_stage(c, projects)
    all_projects = Link(c.t("home.all-projects", n=len(projects)), c.href("projects/"))
    yield replace(stages, more=all_projects)
    yield changes.lately(c, history)
    yield Block(
        "reading", c.t("block.reading"), "pairs", tuple(_reading(c)), more=Link(c.t("nav.method"), c.href("method/"))
    )


def _areas(c: Composer) -> Block:
    """The areas; where they are many, those with most on record and the way to all."""
    every, commitments = c.atlas.all(District), c.indexes.commitments
    shown, more, remark = list(every.values()), None, ""
    if len(every) > MOST_AREAS:
        shown.sort(key=lambda item: -len(c.indexes.projects.get(item.id, ())) - len(commitments.get(item.id, ())))
        shown = sorted(shown[:MOST_AREAS], key=lambda item: item.id)
        more = Link(c.t("home.all-areas", n=len(every)), c.href("districts/"))
        remark = c.t("home.areas.remark", n=len(shown))
    return Block(
        "areas", c.t("block.areas"), "areas", tuple(areas.in_full(c, item) for item in shown), remark=remark, more=more
    )


def _first(c: Composer, due: list[Commitment]) -> list[Commitment]:
    """The longest overdue and the next to fall due, half and half where there are enough of both."""
    ahead = [item for item in due if c.atlas.standings[item.id].status is Status.OPEN]
    rest = [item for item in due if c.atlas.standings[item.id].status is not Status.OPEN]
    half = MOST_ROWS // 2
    past = rest[: max(half, MOST_ROWS - len(ahead))]
    return past + ahead[: MOST_ROWS - len(past)]


def _state(c: Composer, due: list[Commitment]) -> str:
    """The ledger's state in a sentence."""
    unverified = sum(c.atlas.standings[item.id].status is Status.NOT_VERIFIED for item in due)
    date = c.day(c.atlas.as_of).text
    return c.t("home.ledger-state", date=date, n=unverified, total=len(due))


def _headlines(c: Composer) -> Iterator[FigureRow]:
    """The first figures of each district and of its projects, in the order the records give them, taken in turn."""
    queues = []
    for district in c.atlas.all(District).values():
        own = [(district.key, item) for item in (*district.observations, *district.figures, *district.totals)]
        projects = c.indexes.projects.get(district.id, ())
        queues.append(own + [(item.key, item.figures[0]) for item in projects if item.figures])
    turns = (pair for turn in itertools.zip_longest(*queues) for pair in turn if pair is not None)
    for key, figure in itertools.islice(turns, MOST_HEADLINES):
        yield facts.figure_row(c, figure, subject=key)


def _reading(c: Composer) -> Iterator[Pair]:
    """How to read the site: marks, stages, statuses, words."""
    for key in ("marks", "qualifiers", "basis", "unknowns", "status", "stages"):
        yield Pair(Words(c.t(f"reading.{key}")), (Said(Words(c.t(f"reading.{key}.text"))),))


def page(c: Composer, history: History) -> Page:
    """The home page."""
    return put_together(
        c, "home", Names(Words(c.t("home.question"))), blocks(c, history), title="",
        description=c.t("site.description"), lead=Said(Words(c.t("home.lead"))), linked_data=metadata.home(c),
    )  # fmt: skip
