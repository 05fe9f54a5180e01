"""The page of an organisation: its roles, what it said and promised, and where it is seated."""

from __future__ import annotations

from collections.abc import Iterator

from atlas.records.event import Event
from atlas.records.organisation import Organisation
from atlas.records.project import Project
from atlas.view import facts, ledger, relations
from atlas.view.composer import Composer
from atlas.view.marks import Said, Words
from atlas.view.model import Block
from atlas.view.rows import Pair


def blocks(c: Composer, organisation: Organisation) -> Iterator[Block]:
    """The page's parts, in order."""
    yield _roles(c, organisation)
    yield facts.figures(c, organisation.figures)
    yield facts.statements(c, "details", "block.details", organisation.details)
    yield from ledger.commitments(c, ledger.naming(c.atlas, organisation.key))
    yield _events(c, organisation)
    yield from relations.location(c, organisation.seat)
    yield relations.related(c, organisation.key, organisation.related)
    yield _children(c, organisation)
    shown = frozenset({"parties", "commitments", "events.participants", "organisations.parent"})
    yield from relations.referring(c, organisation.key, without=shown)
    yield facts.aliases(c, organisation.aliases)
    yield facts.cautions(c, organisation.cautions)
    yield facts.unknowns(c, organisation.unknowns)


def _roles(c: Composer, organisation: Organisation) -> Block:
    """The projects it takes part in, with its role in each."""
    projects = c.atlas.all(Project)
    pairs = []
    for reference in c.atlas.referring.get(organisation.key, ()):
        folder, _, name = reference.key.partition("/")
        if folder != Project.folder or reference.field != "parties":
            continue
        for party in projects[name].parties:
            if party.organisation == organisation.id:
                roles = c.join(c.term("roles", role) for role in party.roles)
                words = [Said(Words(roles), c.marks(party.cite), c.speaker(party.said_by))]
                if party.note is not None:
                    words.append(c.plain(party.note))
                pairs.append(Pair(Words(""), tuple(words), links=(c.link(reference.key),)))
    return Block("roles", c.t("block.roles"), "pairs", tuple(pairs), empty=c.t("roles.none"))


def _events(c: Composer, organisation: Organisation) -> Block:
    keys = [
        reference.key
        for reference in c.atlas.referring.get(organisation.key, ())
        if reference.key.startswith(f"{Event.folder}/") and reference.field == "participants"
    ]
    return relations.records(c, keys, "events", "block.events")


def _children(c: Composer, organisation: Organisation) -> Block:
    keys = [
        reference.key
        for reference in c.atlas.referring.get(organisation.key, ())
        if reference.key.startswith(f"{Organisation.folder}/") and reference.field == "parent"
    ]
    return relations.records(c, keys, "children", "block.children")


def aside(c: Composer, organisation: Organisation) -> Iterator[Pair]:
    """The facts beside the page: what it belongs to, and its district."""
    if organisation.parent is not None:
        above = c.link(f"organisations/{organisation.parent.organisation}")
        yield Pair(Words(c.t("aside.parent")), links=(above,), marks=c.marks(organisation.parent.cite))
    if organisation.district is not None:
        yield Pair(Words(c.t("aside.district")), links=(c.link(f"districts/{organisation.district}"),))
