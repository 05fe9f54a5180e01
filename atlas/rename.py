"""A record given another id, or joined to another: every change of text that follows, worked out before any is made."""

from __future__ import annotations

import re
from pathlib import Path

from msgspec import Struct, field

from atlas.edit.layout import laid_out
from atlas.load.tree import Document, record_name
from atlas.message import Message, say
from atlas.pipeline import checked
from atlas.problem import Place, has_errors, nearest
from atlas.records import PUBLISHED
from atlas.records.base import Record
from atlas.records.redirects import MoveKind, Redirects
from atlas.records.shape import Path as Steps
from atlas.records.shape import citations, references

FOLDERS = {cls.folder.removesuffix("s"): cls.folder for cls in PUBLISHED}
REDIRECTS = Path("data/redirects/list.yaml")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class CannotMove(Exception):
    """Why a record cannot be moved so, for whoever asked."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Plan(Struct):
    """The files to write with their new text, those to remove, and the references that change, by path from the root."""

    texts: dict[Path, str] = field(default_factory=dict)
    removed: set[Path] = field(default_factory=set)
    references: int = 0


def planned(root: Path, folder: str, old: str, new: str, kind: MoveKind, day: str, reason: str | None) -> Plan:
    """What moving `folder/old` to `folder/new` changes.

    Raises:
        CannotMove: there is no such record, the new id cannot be had, or a file cannot be read.
    """
    found = checked(root)
    if has_errors(found.problems):
        raise CannotMove(say("the records have problems; mend them first: atlas check"))
    pairs = found.pairs
    _refuse(pairs, folder, old, new, kind)
    plan = Plan()
    own, target = (Path("data") / folder / f"{name}.yaml" for name in (old, new))
    for document, record in pairs:
        path = Path(document.file)
        if path == own and kind is MoveKind.MERGED:
            continue
        text = (root / path).read_text(encoding="utf-8")
        places = [document.place(steps)[0] for steps in mentions(record, folder, old)]
        if path == own:
            places.append(document.place(("id",))[0])
        if places:
            plan.references += len(places) - (path == own)
            plan.texts[target if path == own else path] = replaced(text, places, old, new)
    plan.removed.add(own)
    _prose(root, folder, old, new, plan)
    entry = _entry(f"{folder}/{old}", f"{folder}/{new}", kind, day, reason)
    plan.texts[REDIRECTS] = _appended(plan.texts.get(REDIRECTS, _text(root / REDIRECTS)), entry)
    for path, text in plan.texts.items():
        plan.texts[path] = _formatted(text, path, root / (own if path == target else path))
    return plan


def _formatted(text: str, path: Path, source: Path) -> str:
    """A changed record as `atlas fmt` leaves it, where it stood so before: a longer id may break a line elsewhere."""
    if record_name(path.as_posix()) is None:
        return text
    before = source.read_bytes() if source.exists() else b""
    if before and _laid_out(source, before) != before.decode("utf-8"):
        return text
    return _laid_out(path, text.encode("utf-8")) or text


def _laid_out(path: Path, raw: bytes) -> str | None:
    return laid_out(path.parent.name, path.stem, raw).text


def write(root: Path, plan: Plan) -> None:
    """Makes the changes: each file whole, the removals last."""
    for path, text in plan.texts.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = target.with_name(f".{target.name}.new")
        staged.write_text(text, encoding="utf-8", newline="\n")
        staged.replace(target)
    for path in plan.removed:
        (root / path).unlink()


def replaced(text: str, places: list[Place], old: str, new: str) -> str:
    """A file's text with an id replaced at some places; each is where the value that names it begins."""
    lines = text.splitlines(keepends=True)
    for place in sorted(set(places), key=lambda found: (found.line, found.column), reverse=True):
        line = lines[place.line - 1]
        start = place.column - 1
        found = re.compile(rf"(?<![a-z0-9-]){re.escape(old)}(?![a-z0-9-])").search(line, start)
        if found is None:
            raise CannotMove(
                say("{file}:{line}: '{id}' does not stand where it was read", file=place.file, line=place.line, id=old)
            )
        lines[place.line - 1] = line[: found.start()] + new + line[found.end() :]
    return "".join(lines)


def _refuse(pairs: tuple[tuple[Document, Record], ...], folder: str, old: str, new: str, kind: MoveKind) -> None:
    ids = {record.id for _, record in pairs if record.folder == folder}
    if old not in ids:
        near = nearest(old, ids)
        hint = say("; did you mean '{near}'?", near=near) if near else ""
        raise CannotMove(say("no {type} has id '{id}'{hint}", type=folder.removesuffix("s"), id=old, hint=hint))
    if not _ID.fullmatch(new):
        raise CannotMove(say("'{id}' is no id: a-z, 0-9 and single hyphens, such as west-station", id=new))
    if old == new:
        raise CannotMove(say("'{id}' is its id already", id=old))
    if kind is MoveKind.MERGED and new not in ids:
        raise CannotMove(say("there is no record '{key}' to join it to", key=f"{folder}/{new}"))
    if kind is MoveKind.RENAMED and new in ids:
        raise CannotMove(say("'{key}' is a record already; to join the two, add --merge", key=f"{folder}/{new}"))
    gone = {move.from_ for _, record in pairs if isinstance(record, Redirects) for move in record.moved}
    if kind is MoveKind.RENAMED and f"{folder}/{new}" in gone:
        raise CannotMove(
            say("'{key}' was the address of another record; an id is never used again", key=f"{folder}/{new}")
        )


def mentions(record: Record, folder: str, name: str) -> list[Steps]:
    """The paths of every value that names a record: references, and citations of a source."""
    found = [found.path for found, of, named in references(record) if (of, named) == (folder, name)]
    if folder == "sources":
        found += [found.path for found, citation in citations(record) if citation.source == name]
    if isinstance(record, Redirects):
        # Where it came from is history, and stays.
        found = [path for path in found if path[-1] != "from"]
    return found


def _prose(root: Path, folder: str, old: str, new: str, plan: Plan) -> None:
    """Links of the prose in content/ to the record's page."""
    for path in sorted((root / "content").rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        changed, count = re.subn(rf"(/{folder}/){re.escape(old)}(?=[/)#])", rf"\g<1>{new}", text)
        if count:
            plan.texts[path.relative_to(root)] = changed
            plan.references += count


def _entry(old: str, new: str, kind: MoveKind, day: str, reason: str | None) -> str:
    lines = [f"  - from: {old}", f"    to: {new}", f"    kind: {kind}", f"    on: {day}"]
    if reason:
        quoted = reason.replace("\\", "\\\\").replace('"', '\\"')
        lines.append(f'    reason: "{quoted}"')
    return "\n".join(lines) + "\n"


def _appended(text: str, entry: str) -> str:
    text = text or "id: list\n"
    return text + ("" if "\nmoved:" in text else "moved:\n") + entry


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
