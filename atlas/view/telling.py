"""Changes in words: each fact as a reader would say it, in both languages, before and after."""

from __future__ import annotations

from collections.abc import Iterable

from atlas.diff.changes import Change, Kind, Verb
from atlas.diff.effects import Effects, StatusChange
from atlas.diff.facts import Fact
from atlas.diff.snapshot import Moved, Snapshot
from atlas.diff.told import STATUS, WHOLE, Both, Told
from atlas.settings import Settings
from atlas.view.fact_words import fact_words
from atlas.view.lenient import LenientComposer
from atlas.view.strings import Strings
from atlas.view.volume import Volume


class Teller:
    """Puts changes between two states into words; each side is worded by its own records."""

    def __init__(self, before: Snapshot, after: Snapshot, strings: Strings) -> None:
        self.before, self.after = before, after
        self.strings = strings
        self.old, self.new = (
            (
                LenientComposer(Volume(side.atlas, Settings(side.atlas.as_of), strings, "zh"), ""),
                LenientComposer(Volume(side.atlas, Settings(side.atlas.as_of), strings, "en"), ""),
            )
            for side in (before, after)
        )

    def told(self, changes: Iterable[Change], effects: Effects, *, whole: bool = True) -> tuple[Told, ...]:
        """The changes and their effect on statuses, by record.

        Args:
            whole: a record that is new or gone is told in one line; else each of its facts follows.
        """
        grouped: dict[str, list[Change]] = {}
        for change in changes:
            grouped.setdefault(change.record, []).append(change)
        statuses = {item.record: item for item in effects.status_changes}
        moved: dict[str, list[Moved]] = {}
        for item in effects.moved:
            moved.setdefault(item.new, []).append(item)
        found: list[Told] = []
        for key in sorted({*grouped, *statuses, *moved}):
            group = grouped.get(key, [])
            found.extend(map(self._moved, moved.get(key, [])))
            is_whole = key in effects.added or key in effects.removed
            if is_whole:
                found.append(self._whole(key, group))
            if not (is_whole and whole):
                found.extend(self._change(change) for change in group)
            if not is_whole and key in statuses:
                found.append(self._status(statuses[key]))
        return tuple(found)

    def _t(self, key: str, **values: object) -> Both:
        return Both(self.strings.get("zh", key, **values), self.strings.get("en", key, **values))

    def name(self, key: str) -> Both:
        """What a record is called, now or last."""
        zh, en = self.new if key in self.after.keys else self.old
        return Both(zh.title(key).text, en.title(key).text)

    def _whole(self, key: str, changes: list[Change]) -> Told:
        verb = changes[0].verb
        cites = tuple(sorted({cite for change in changes for cite in change.fact.cites}))
        return Told(
            key, self.name(key), WHOLE, self._t(f"changes.record.{key.partition('/')[0]}"), verb,
            Kind.NEW if verb is Verb.ADDED else Kind.CORRECTION,
            old_cites=() if verb is Verb.ADDED else cites, new_cites=cites if verb is Verb.ADDED else (),
            facts=len(changes),
        )  # fmt: skip

    def _moved(self, moved: Moved) -> Told:
        verb = Verb.JOINED if moved.is_joined else Verb.MOVED
        return Told(
            moved.new, self.name(moved.new), WHOLE, self._t(f"changes.record.{moved.new.partition('/')[0]}"), verb,
            Kind.MOVED, Both(moved.old, moved.old), Both(moved.new, moved.new),
        )  # fmt: skip

    def _change(self, change: Change) -> Told:
        old = self._words(change.old, self.old) if change.old is not None else None
        new = self._words(change.new, self.new) if change.new is not None else None
        remark = self._remark(change, old, new) if old is not None and new is not None else None
        return Told(
            change.record, self.name(change.record), change.fact.field, self._label(change.fact.field), change.verb,
            change.kind, old, new, change.old.cites if change.old else (), change.new.cites if change.new else (),
            remark,
        )  # fmt: skip

    def _words(self, fact: Fact, side: tuple[LenientComposer, LenientComposer]) -> Both:
        zh, en = side
        return Both(fact_words(zh, fact), fact_words(en, fact))

    def _label(self, field: str) -> Both:
        key = f"changes.field.{field}"
        return self._t(key) if key in self.strings.texts else Both(field, field)

    def _remark(self, change: Change, old: Both, new: Both) -> Both | None:
        """What changed, where the words of one language or of both do not show it."""
        if old.zh != new.zh and old.en != new.en:
            return None
        if old == new:
            assert change.old is not None and change.new is not None
            return self._t("changes.recited" if change.old.cites != change.new.cites else "changes.unseen")
        return self._t("changes.english-only" if old.zh == new.zh else "changes.chinese-only")

    def _status(self, change: StatusChange) -> Told:
        old, new = (self._t(f"status.{status}") if status else None for status in (change.old, change.new))
        verb = Verb.CHANGED if old and new else Verb.ADDED if new else Verb.REMOVED
        return Told(change.record, self.name(change.record), STATUS, self._t("ledger.status"), verb, None, old, new)
