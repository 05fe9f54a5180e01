"""What has to be asked for a new record, read off its declaration: the required values, and what it can be linked by."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from atlas.records.base import Record
from atlas.records.parts import Part, Unknown
from atlas.records.shape import Declared, Path, declared
from atlas.records.types import Ref
from atlas.schema import is_required

# An id is suggested, the rest of these are about words already given.
_ASIDE = frozenset({"id", "en_of", "translation"})


class Question(Struct, frozen=True):
    """One value to be asked for: where it goes, and the field that declares it.

    What is not asked can still be given as an option. `unknown` is the path that may say instead that nothing is known.
    Where `when` names paths and values, it is asked only if one of them has been answered so.
    """

    path: Path
    part: type[Part]
    field: Declared
    is_required: bool
    is_asked: bool
    unknown: Path | None = None
    when: tuple[tuple[Path, str], ...] = ()

    @property
    def is_citation(self) -> bool:
        return self.field.key == "cite"

    @property
    def flag(self) -> str:
        """The option that answers it, `--summary-zh`; names go without the word."""
        steps = [str(step).replace("_", "-") for step in self.path if isinstance(step, str)]
        return "--" + "-".join(steps[1:] if steps[0] == "names" else steps)


@cache
def questions(cls: type[Record]) -> tuple[Question, ...]:
    """Every question about a new record, in the order of its file."""
    return tuple(
        question for key, field in declared(cls).items() if key not in _ASIDE for question in _of_field(cls, field)
    )


def group_of(field: Declared) -> type[Part] | None:
    """The group a field holds, beside the unknown that may stand for it."""
    return next((part for part in field.parts if part is not Unknown), None)


def _of_field(cls: type[Record], field: Declared) -> Iterator[Question]:
    """The questions about one field of the record itself."""
    must, group = is_required(cls, field), group_of(field)
    unknown = (field.key,) if Unknown in field.parts and not field.many else None
    if group is not None:
        if must or _is_one_fact(group):
            path: Path = (field.key, 0) if field.many else (field.key,)
            yield from _of_group(group, path, must, unknown)
    elif not field.parts or unknown:
        is_link = field.marker is not None and field.marker != Ref(None)
        yield Question((field.key,), cls, field, must, must or is_link, unknown)


def _of_group(part: type[Part], path: Path, must: bool, unknown: Path | None) -> Iterator[Question]:
    """The questions about a group: what it requires; where it requires nothing, every single value it may hold."""
    required = [key for key, field in declared(part).items() if is_required(part, field)]
    if "digest" in required:
        return  # counted from the article, not typed
    for key, field in declared(part).items():
        group = group_of(field)
        when = tuple(((*path, name), value) for (name, value), needed in part.needed.items() if key in needed)
        if key in _ASIDE or (group is not None and key not in required and not when):
            continue
        here = (*path, key)
        if when:
            of_it = (
                _of_group(group, here, False, None) if group is not None else (Question(here, part, field, True, True),)
            )
            yield from (replace(question, is_required=True, is_asked=True, when=when) for question in of_it)
        elif group is not None:
            yield from _of_group(group, (*here, 0) if field.many else here, must, None)
        elif not field.parts:
            is_asked = key in required or (not required and key != "cite")
            yield Question(here, part, field, must and key in required, is_asked, unknown)


def _is_one_fact(part: type[Part]) -> bool:
    """Whether a group comes down to one word or one reference and its citation: a stage, a parent."""
    facts = [field for key, field in declared(part).items() if is_required(part, field) and key != "cite"]
    return len(facts) == 1 and facts[0].marker is not None and not facts[0].many
