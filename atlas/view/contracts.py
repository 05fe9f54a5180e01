"""The contracts of the theme's components: their parameters and examples, and views made from examples.

A contract stands beside its component, as `components/<name>/<name>.yaml`. The gallery shows every example,
and the tests print each, so that no state of a component goes unseen.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from msgspec import Struct, structs

from atlas.message import Complaint, say
from atlas.view import (
    charts,
    exhibit,
    lists,
    map_model,
    marks,
    model,
    plan_model,
    quoted,
    reference,
    rows,
    series,
    summaries,
    years,
)

# What a block's items are, by its kind.
ITEMS: dict[str, type] = {
    "areas": model.Area,
    "balance": summaries.Balance,
    "calendar": years.CalendarRow,
    "cautions": marks.Said,
    "commitments": rows.CommitmentRow,
    "comparison": reference.CompareRow,
    "cooperation": reference.Tie,
    "downloads": rows.Pair,
    "due-tally": charts.DueTally,
    "facts": rows.FigureRow,
    "glossary": reference.Term,
    "groups": summaries.Group,
    "headline": rows.FigureRow,
    "history": rows.Milestone,
    "index": rows.IndexEntry,
    "industries": reference.IndustryClass,
    "ladder": charts.Rung,
    "lanes": years.YearLane,
    "letters": marks.Link,
    "listing": lists.Listing,
    "map": map_model.MapView,
    "pages": marks.Link,
    "pairs": rows.Pair,
    "paragraphs": rows.ParagraphRow,
    "pipeline": charts.Lane,
    "prose": marks.Said,
    "ranks": series.RankRow,
    "records": rows.RecordRow,
    "roster": charts.Roster,
    "rules": reference.RuleRow,
    "series": series.SeriesGroup,
    "stage-tally": charts.StageTally,
    "standings": summaries.StandingRow,
    "strip": model.Cell,
    "structure": plan_model.StructurePart,
    "totals": rows.CountedSet,
    "track": rows.Step,
    "tree": plan_model.TreeNode,
    "unknowns": rows.Open,
    "wall": summaries.WallRow,
}
# Every name that a contract may use as a type.
TYPES: dict[str, Any] = {
    name: value
    for module in (
        marks,
        rows,
        model,
        quoted,
        reference,
        lists,
        charts,
        map_model,
        plan_model,
        summaries,
        series,
        years,
        exhibit,
    )
    for name, value in vars(module).items()
}
# By libyaml where it is there: there are many contracts, and every build reads them.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_KEYS = {"summary", "macro", "takes", "params", "examples"}
# Where a component is a part of a list, its contract also says of which.
_MAY = {"within"}
_PARAMETER = {"name", "type", "meaning"}


class ContractError(Complaint):
    """A contract that cannot be used; the message names its file and what is wrong in it."""


class Contract(Struct, frozen=True):
    """One component's contract, as its file has it."""

    name: str
    summary: str
    macro: str
    takes: str
    params: tuple[Mapping[str, Any], ...]
    examples: tuple[Mapping[str, Any], ...]
    within: str = ""

    def types(self) -> dict[str, Any]:
        """The type of each parameter."""
        written = type("Parameters", (), {"__annotations__": {one["name"]: one["type"] for one in self.params}})
        return typing.get_type_hints(written, TYPES)


def load_contracts(theme: Path) -> tuple[Contract, ...]:
    """The contracts of a theme in the order of their components' names.

    Raises:
        ContractError: a contract is not complete.
    """
    return tuple(_contract(path) for path in sorted((theme / "templates" / "components").glob("*/*.yaml")))


def _contract(path: Path) -> Contract:
    data = yaml.load(path.read_text("utf-8"), _Loader)
    if not isinstance(data, dict) or data.keys() - _MAY != _KEYS or not data["examples"]:
        words = say(
            "{file}: a contract has {keys}, and an example at least", file=path.name, keys=", ".join(sorted(_KEYS))
        )
        raise ContractError(words)
    if any(not _PARAMETER <= one.keys() <= _PARAMETER | {"default"} for one in data["params"]):
        raise ContractError(say("{file}: a parameter has name, type, meaning, and may have a default", file=path.name))
    return Contract(
        path.stem,
        data["summary"],
        data["macro"],
        data["takes"],
        tuple(data["params"]),
        tuple(data["examples"]),
        data.get("within", ""),
    )


class Builder(Struct, frozen=True):
    """Makes views from an example's plain data.

    In the gallery `elsewhere` stands for every address, since an example's lead nowhere, and `search` for every
    search box, since there is one set of names.
    """

    elsewhere: str | None = None
    search: model.SearchBox | None = None

    def arguments(self, contract: Contract, example: Mapping[str, Any]) -> dict[str, object]:
        """What an example gives its component, by parameter.

        Raises:
            ContractError: the data do not fit the types.
        """
        kinds = contract.types()
        try:
            return self._values(kinds, example["args"])
        except (KeyError, TypeError, ValueError) as error:
            words = say(
                "{file}: example '{example}': {error}",
                file=f"{contract.name}.yaml",
                example=example["name"],
                error=f"`{error}`",
            )
            raise ContractError(words) from error

    def build(self, kind: Any, data: Any) -> Any:
        """A value of type `kind` from plain data.

        Raises:
            TypeError, ValueError: it is none.
        """
        origin, arguments = typing.get_origin(kind), typing.get_args(kind)
        if origin in (typing.Union, types.UnionType):
            return None if data is None else self.build(_choice(arguments, data), data)
        if origin is tuple and arguments[1:] == (Ellipsis,):
            return tuple(self.build(arguments[0], one) for one in data)
        if origin is tuple:
            return tuple(self.build(one, value) for one, value in zip(arguments, data, strict=True))
        if origin is typing.Literal:
            if data not in arguments:
                raise ValueError(f"{data!r} is none of {arguments}")
            return data
        if _is_view(kind):
            return self._view(kind, data)
        if not isinstance(data, kind):
            raise TypeError(f"{data!r} is no {kind.__name__}")
        return data

    def _view(self, kind: Any, data: Mapping[str, Any]) -> Any:
        if kind is model.SearchBox and self.search is not None:
            return self.search
        hints = _hints(kind)
        if kind is model.Block:
            hints = {**hints, "items": tuple.__class_getitem__((ITEMS[data["kind"]], ...))}
        return kind(**self._values(hints, data))

    def _values(self, kinds: Mapping[str, Any], data: Mapping[str, Any]) -> dict[str, object]:
        values = {key: self.build(kinds[key], value) for key, value in data.items()}
        if self.elsewhere is not None:
            values |= {key: self.elsewhere for key, value in values.items() if key.endswith("href") and value}
        return values


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    """The types of a view's fields."""
    return typing.get_type_hints(kind)


def _is_view(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Struct)


def _choice(kinds: tuple[Any, ...], data: Any) -> Any:
    """Which of several types the data are: the view whose fields they have, else the first."""
    kinds = tuple(kind for kind in kinds if kind is not type(None))
    if isinstance(data, dict):
        for kind in kinds:
            if _is_view(kind) and _accepts(kind, data):
                return kind
    return kinds[0]


def _accepts(kind: Any, data: Mapping[str, Any]) -> bool:
    """Whether the data have every field of `kind` that has no default, and no other field."""
    fields = structs.fields(kind)
    needed = {field.name for field in fields if field.required}
    return needed <= data.keys() <= {field.name for field in fields}


def walk(data: Any) -> Iterator[Any]:
    """Every value inside an example's data, itself included."""
    yield data
    if isinstance(data, (dict, list)):
        for inner in data.values() if isinstance(data, dict) else data:
            yield from walk(inner)
