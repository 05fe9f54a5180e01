"""The declarations: complete in both languages, true to their own examples, and strict about numbers and names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import pytest
from pydantic import TypeAdapter

from atlas.check.record import check
from atlas.load.nodes import read
from atlas.load.tree import Document
from atlas.records import PUBLISHED, RECORD_TYPES
from atlas.records.parts import Part
from atlas.records.place import Place
from atlas.records.shape import Declared, declared


def parts() -> list[type[Part]]:
    """Every part that any record can hold, records included."""
    found: dict[type[Part], None] = {}
    waiting: list[type[Part]] = list(RECORD_TYPES.values())
    while waiting:
        part = waiting.pop()
        if part not in found:
            found[part] = None
            waiting.extend(inner for field in declared(part).values() for inner in field.parts)
    return sorted(found, key=lambda part: part.__name__)


def fields() -> Iterator[tuple[type[Part], Declared]]:
    for part in parts():
        for field in declared(part).values():
            yield part, field


FIELDS = [pytest.param(part, field, id=f"{part.__name__}.{field.key}") for part, field in fields()]
WITH_EXAMPLE = [item for item in FIELDS if item.values[1].info.examples]


def document(folder: str, text: str) -> Document:
    node, problems = read(f"data/{folder}/cedar.yaml", text.encode())
    assert not problems, problems
    return Document(folder, "cedar", f"data/{folder}/cedar.yaml", node)


@pytest.mark.parametrize(("part", "field"), FIELDS)
def test_field_has_a_meaning_in_both_languages(part, field):
    chinese = field.info.json_schema_extra["description_zh"]
    assert any("\u4e00" <= character <= "\u9fff" for character in chinese)
    assert any("a" <= character <= "z" for character in field.info.description)


@pytest.mark.parametrize(("part", "field"), WITH_EXAMPLE)
def test_example_is_valid_for_its_own_field(part, field):
    info = part.model_fields[field.attribute]
    adapter = TypeAdapter(Annotated[(info.annotation, *info.metadata)] if info.metadata else info.annotation)
    for example in info.examples:
        text = str(example).lower() if isinstance(example, bool) else str(example)
        if isinstance(example, list):
            text = f"[{', '.join(example)}]"
        node, problems = read("data/x.yaml", f"field: {text}\n".encode())
        assert not problems
        adapter.validate_python(node.plain()["field"])


@pytest.mark.parametrize("folder", sorted(RECORD_TYPES))
def test_a_record_begins_with_its_id(folder):
    assert next(iter(declared(RECORD_TYPES[folder]))) == "id"


@pytest.mark.parametrize("cls", PUBLISHED, ids=lambda cls: cls.folder)
def test_doubts_come_last_in_a_record(cls):
    assert list(declared(cls))[-4:] == ["cautions", "unknowns", "checked", "corrections"]


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.__name__)
def test_citation_comes_after_what_it_supports(part):
    names = list(declared(part))
    if {"cite", "said_by"} <= set(names):
        assert names[-2:] == ["cite", "said_by"]


def test_every_type_of_the_architecture_is_published():
    assert [cls.folder for cls in PUBLISHED] == [
        "districts",
        "projects",
        "organisations",
        "commitments",
        "indicators",
        "events",
        "plans",
        "places",
        "sources",
    ]


@pytest.mark.parametrize("name", ["764", "117", "1247", "七〇七"])
def test_number_that_is_a_name_stays_a_name(name):
    record, problems = check(document("places", f"id: cedar\nnames: {{zh: {name}, en: {name}}}\nkind: city\n"))
    assert problems == ()
    assert (record.names.zh, record.names.en) == (name, name)
    assert type(record.names.zh) is str


@pytest.mark.parametrize(
    ("written", "value"),
    [("42", 42), ("42.0", 42), ("42.50", "42.50"), ("4200000000", 4200000000), ("0.1", "0.1"), ("-5", -5)],
)
def test_bare_number_is_read_exactly(written, value):
    text = (
        f"id: cedar\nwhat: {{zh: 一, en: One, cite: a#p1}}\nmeasure: {{kind: threshold, value: {written}, unit: m2}}\n"
    )
    record, _ = check(document("commitments", text))
    assert str(record.measure.value) == str(value)


@pytest.mark.parametrize("written", ['"42"', "'42'"])
def test_number_in_quotes_is_no_figure(written):
    text = f"id: cedar\nmeasure: {{kind: threshold, value: {written}, unit: m2}}\n"
    _, problems = check(document("commitments", text))
    assert "'42' is in quotes" in [str(problem.what) for problem in problems]


def test_order_of_keys_does_not_matter():
    one, _ = check(document("places", "id: cedar\nnames: {zh: 雪松, en: Cedar}\nkind: city\n"))
    other, _ = check(document("places", "kind: city\nnames: {en: Cedar, zh: 雪松}\nid: cedar\n"))
    assert one == other


def test_one_citation_may_stand_without_a_list():
    one, _ = check(document("places", "id: cedar\ndetails: [{zh: 一, en: One, cite: a#p1}]\n"))
    many, _ = check(document("places", "id: cedar\ndetails: [{zh: 一, en: One, cite: [a#p1]}]\n"))
    assert one.details[0].cite == many.details[0].cite


def test_record_cannot_be_changed_once_read():
    record = Place.model_validate({"id": "cedar", "names": {"zh": "雪松", "en": "Cedar"}, "kind": "city"})
    with pytest.raises(Exception, match="frozen"):
        record.kind = "station"
