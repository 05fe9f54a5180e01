"""A difference printed: for a terminal, for a merge request, for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator

from msgspec import Struct

from atlas.diff.changes import Kind, Verb
from atlas.diff.effects import Effects
from atlas.diff.told import SHORT, WHOLE, Both, Told, by_record, clipped, excerpts
from atlas.message import Lang, Message, say, say_count
from atlas.report import one_line
from atlas.view import urls
from atlas.view.telling import Teller

_SIGNS = {Verb.ADDED: "+", Verb.CHANGED: "~", Verb.REMOVED: "-", Verb.MOVED: ">", Verb.JOINED: ">"}
MOST_PAGES = 20


class Difference(Struct, frozen=True):
    """What differs between two states: what is told of it, what follows from it, and the pages that show it."""

    told: tuple[Told, ...]
    effects: Effects
    affected: tuple[str, ...]


def report(found: Difference, teller: Teller, form: str, lang: Lang) -> str:
    """The difference in one of the forms; JSON holds both languages."""
    if form == "json":
        return json.dumps(_data(found), ensure_ascii=False, indent=2) + "\n"
    lines = list((_markdown if form == "markdown" else _text)(found, teller, lang))
    return "\n".join(lines).rstrip("\n") + "\n"


def _text(found: Difference, teller: Teller, lang: Lang) -> Iterator[str]:
    for key, group in by_record(found.told).items():
        yield one_line(f"{_in(group[0].name, lang)} ({key})")
        for item in group:
            yield f"  {_SIGNS[item.verb]} {_sentence(item, lang, teller)}{_cites(item)}"
        yield ""
    for heading, lines in _summary(found, teller, lang):
        yield heading
        yield from (f"  {line}" for line in lines)
        yield ""


def _markdown(found: Difference, teller: Teller, lang: Lang) -> Iterator[str]:
    for heading, lines in _summary(found, teller, lang):
        yield f"### {_escaped(heading)}\n"
        yield from (f"- {_escaped(line)}" for line in lines)
        yield ""
    for key, group in by_record(found.told).items():
        yield f"#### {_escaped(_in(group[0].name, lang))} · `{key}`\n"
        for item in group:
            yield f"- **{_SIGNS[item.verb]}** {_escaped(_sentence(item, lang, teller) + _cites(item))}"
        yield ""


def _sentence(item: Told, lang: Lang, teller: Teller) -> str:
    """What changed, on one line: its name, what it was and is, and what kind of change it is."""
    t = teller.strings.get
    kind = t(lang, f"changes.kind.{item.kind or 'status'}")
    old, new = (_in(side, lang) if side is not None else "" for side in (item.old, item.new))
    if item.field == WHOLE:
        return t(lang, f"changes.record.{item.verb}", type=_in(item.label, lang), n=item.facts, old=old, new=new)
    if item.verb is Verb.CHANGED and old == new:
        old = new = clipped(new, SHORT)
    words = " → ".join(excerpts(old, new)) if item.verb is Verb.CHANGED and old != new else new or old
    remark = t(lang, "text.in-brackets", text=_in(item.remark, lang)) if item.remark is not None else ""
    label = t(lang, "figures.measure-of", measure=_in(item.label, lang), part=words)
    return one_line(f"{label}{remark} · {kind}")


def _cites(item: Told) -> str:
    """The citations in brackets; both, where they are not the same."""
    old, new = ", ".join(item.old_cites), ", ".join(item.new_cites)
    if item.verb is Verb.CHANGED and old != new:
        return " " + one_line(f"[{old or '–'} → {new or '–'}]")
    return " " + one_line(f"[{new or old}]") if new or old else ""


def _summary(found: Difference, teller: Teller, lang: Lang) -> Iterator[tuple[str, list[str]]]:
    """What it comes to, part by part; a part without anything is left out."""

    def heading(message: Message) -> str:
        return message.said(lang)

    yield heading(say("In short")), [line.said(lang) for line in _counts(found.told)]
    counts = [
        f"{teller.strings.get(lang, f'nav.{folder}')}: {old} → {new}"
        for folder, (old, new) in found.effects.counts.items()
    ] + [
        f"{teller.strings.get(lang, f'status.{status}')}: {old} → {new}"
        for status, (old, new) in found.effects.statuses.items()
    ]
    if counts:
        yield heading(say("Counts that change")), counts
    for message, keys in (
        (say("Addresses gained"), found.effects.added),
        (say("Addresses lost: each needs a redirect"), found.effects.removed),
    ):
        if keys:
            yield heading(message), [f"/{prefix}{key}/" for key in keys for prefix in urls.PREFIX.values()]
    if found.effects.moved:
        yield (
            heading(say("Addresses redirected")),
            [
                f"/{prefix}{item.old}/ → /{prefix}{item.new}/"
                for item in found.effects.moved
                for prefix in urls.PREFIX.values()
            ],
        )
    if found.affected:
        shown = [f"/{key}/" for key in found.affected[:MOST_PAGES]]
        more = len(found.affected) - len(shown)
        rest = [say_count("and {count} more page", "and {count} more pages", more).said(lang)] if more else []
        yield heading(say("Pages to look at, beside the lists")), shown + rest


def _counts(told: tuple[Told, ...]) -> Iterator[Message]:
    facts = [item for item in told if item.kind is not None and item.field != WHOLE]
    if moved := sum(item.kind is Kind.MOVED for item in told):
        yield say_count("{count} record has moved", "{count} records have moved", moved)
    if not facts:
        yield say("no fact differs")
        return
    records = len({item.record for item in facts})
    yield say(
        "{added} added, {changed} changed, {removed} removed, in {records}",
        added=sum(item.verb is Verb.ADDED for item in facts),
        changed=sum(item.verb is Verb.CHANGED for item in facts),
        removed=sum(item.verb is Verb.REMOVED for item in facts),
        records=say_count("{count} record", "{count} records", records),
    )
    yield say(
        "newly recorded {new}, corrected {correction}, changed in the world {world}, reworded {wording}",
        **{str(kind): sum(item.kind is kind for item in facts) for kind in Kind if kind is not Kind.MOVED},
    )


def _in(words: Both, lang: Lang) -> str:
    return words.zh if lang == "zh" else words.en


def _escaped(text: str) -> str:
    """A text as Markdown prints it, whatever a record holds."""
    return "".join(f"\\{char}" if char in "\\`*_{}[]<>#|~&" else char for char in one_line(text))


def _data(found: Difference) -> dict[str, object]:
    return {
        "changes": [item.data() for item in found.told],
        "counts": found.effects.counts,
        "statuses": found.effects.statuses,
        "addresses": {
            "added": found.effects.added,
            "removed": found.effects.removed,
            "redirected": {item.old: item.new for item in found.effects.moved},
        },
        "affected": found.affected,
    }
