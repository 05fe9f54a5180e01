"""The schemas and the field dictionary: fresh, sound, and of one mind with the declarations and the records."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from atlas import forms, ids, schema
from atlas.cli import main
from atlas.dictionary import CHINESE, meaning
from atlas.load.nodes import Node, Numeral, read
from atlas.records import RECORD_TYPES
from atlas.records.commitment import Commitment
from atlas.records.parts import Claim, Part
from atlas.records.shape import declared
from atlas.records.types import Term

ROOT = Path(__file__).parent.parent
VOCABULARIES = schema.read_vocabularies(ROOT)
SCHEMAS = {folder: schema.schema(cls, VOCABULARIES) for folder, cls in RECORD_TYPES.items()}
# What the schemas lead to: the ids, in a file beside them.
BESIDE: Registry[Any] = Registry().with_resource(
    ids.NAME, Resource.from_contents(ids.ids(ROOT), default_specification=DRAFT202012)
)
RECORDS = sorted(path for folder in RECORD_TYPES for path in (ROOT / "data" / folder).glob("*.yaml"))
GUIDE = (ROOT / schema.GUIDE).read_text("utf-8")
PARTS = tuple(dict.fromkeys(part for cls in RECORD_TYPES.values() for part in schema._reached(cls)))
HAN, LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]{2}")


def plain(node: Node) -> Any:
    """A file's value as an editor's YAML reader sees it: bare numbers are numbers."""
    value = node.value
    if isinstance(value, dict):
        return {key: plain(child) for key, child in value.items()}
    if isinstance(value, list):
        return [plain(child) for child in value]
    if isinstance(value, Numeral):
        return float(value) if "." in value else int(value)
    return value


def record(text: str) -> Any:
    """A record spelled out in a test."""
    node, faults = read("test.yaml", text.encode())
    assert node is not None and not faults
    return plain(node)


def faults(folder: str, value: Any) -> list[str]:
    """Where a schema finds fault with a value, as paths."""
    return [
        "/".join(map(str, error.absolute_path))
        for error in Draft202012Validator(SCHEMAS[folder], registry=BESIDE).iter_errors(value)
    ]


def descriptions(found: Any) -> Iterator[str]:
    """Every `description` of a schema, however deep."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key == "description" and isinstance(value, str):
                yield value
            else:
                yield from descriptions(value)
    elif isinstance(found, list):
        for value in found:
            yield from descriptions(value)


PROJECT = """
id: shed
names: {zh: 棚, en: Shed}
summary: {zh: 一座棚。, en: A shed., cite: hongqiao-report#p4}
kind: building
district: hongqiao
history:
  - {stage: started, on: 2024, cite: [hongqiao-report#p4]}
figures:
  - {value: 60000, unit: m2, qualifier: over, basis: planned, as_of: 2025?, measure: floor_area, cite: hongqiao-report#p4}
"""


def changed(*path: str | int, **value: Any) -> Any:
    """The sample project with fields set or, where the value is None, deleted beneath a path."""
    whole = copy.deepcopy(record(PROJECT))
    here = whole
    for step in path:
        here = here[step]
    for key, new in value.items():
        if new is None:
            del here[key]
        else:
            here[key] = new
    return whole


def test_generated_files_are_fresh() -> None:
    assert schema.stale(ROOT) == [], "run: atlas schema"


@pytest.mark.parametrize("folder", RECORD_TYPES)
def test_schema_is_valid(folder: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[folder])
    assert SCHEMAS[folder]["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_real_record_passes(path: Path) -> None:
    assert faults(path.parent.name, record(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_real_record_names_its_schema(path: Path) -> None:
    first = path.read_text("utf-8").splitlines()[0]
    assert first == f"# yaml-language-server: $schema=../schema/{path.parent.name}.json"


@pytest.mark.parametrize("folder", RECORD_TYPES)
def test_descriptions_carry_both_languages(folder: str) -> None:
    for text in descriptions(SCHEMAS[folder]):
        zh, _, en = text.partition(" / ")
        assert HAN.search(zh) and LATIN.search(en), text


@pytest.mark.parametrize("cls", PARTS, ids=lambda cls: cls.__name__)
def test_every_field_has_its_meaning(cls: type[Part]) -> None:
    assert cls.__name__ in CHINESE
    for field in declared(cls).values():
        zh, en, _ = meaning(field)
        assert HAN.search(zh) and LATIN.search(en), f"{cls.__name__}.{field.key}"


def test_no_name_is_left_over() -> None:
    assert set(CHINESE) == {cls.__name__ for cls in PARTS}


@pytest.mark.parametrize("cls", PARTS, ids=lambda cls: cls.__name__)
def test_fields_stand_in_canonical_order_and_in_the_dictionary(cls: type[Part]) -> None:
    found = schema._object(cls, VOCABULARIES)
    assert list(found["properties"]) == list(declared(cls))
    assert found["required"] == [key for key in declared(cls) if key in found["required"]]
    table = re.search(rf"#### [^\n]* {CHINESE[cls.__name__]}\n(.*?)(?=\n####? |\Z)", GUIDE, re.S)
    assert table is not None
    assert re.findall(r"^\| `(\w+)` \|", table.group(1), re.M) == list(declared(cls))


@pytest.mark.parametrize("cls", [cls for cls in PARTS if issubclass(cls, Claim)], ids=lambda cls: cls.__name__)
def test_a_claim_needs_its_citation(cls: type[Part]) -> None:
    assert "cite" in schema._object(cls, VOCABULARIES)["required"]


@pytest.mark.parametrize("cls", PARTS, ids=lambda cls: cls.__name__)
def test_terms_are_those_of_the_vocabulary(cls: type[Part]) -> None:
    properties = schema._object(cls, VOCABULARIES)["properties"]
    for field in declared(cls).values():
        if isinstance(field.marker, Term):
            found = properties[field.key].get("items", properties[field.key])
            assert found["enum"] == [term.id for term in VOCABULARIES[field.marker.vocabulary].terms]
            assert len(found["enumDescriptions"]) == len(found["enum"])


def test_fields_are_named_as_in_files() -> None:
    commitment = schema.schema(Commitment, VOCABULARIES)
    assert "class" in commitment["properties"]
    assert "field" in commitment["$defs"]["Restatement"]["properties"]
    assert not [key for part in commitment["$defs"].values() for key in part["properties"] if key.endswith("_")]


def test_sample_passes() -> None:
    assert faults("projects", changed()) == []


@pytest.mark.parametrize(
    "value, path",
    [
        pytest.param(changed(colour="red"), "", id="unknown field"),
        pytest.param(changed("figures", 0, colour="red"), "figures/0", id="unknown field of a part"),
        pytest.param(changed(names=None), "", id="missing field"),
        pytest.param(changed("figures", 0, cite=None), "figures/0", id="claim without a citation"),
        pytest.param(changed("summary", cite=[]), "summary/cite", id="empty citation"),
        pytest.param(changed("summary", cite="hongqiao-report"), "summary/cite", id="citation without a paragraph"),
        pytest.param(changed("summary", en=None), "summary", id="one language"),
        pytest.param(changed("figures", 0, qualifier="more"), "figures/0/qualifier", id="word of no list"),
        pytest.param(changed("history", 0, stage="begun"), "history/0/stage", id="term of no vocabulary"),
        pytest.param(changed("figures", 0, value="60000"), "figures/0/value", id="number in quotes"),
        pytest.param(changed(id="Shed_1"), "id", id="id of the wrong form"),
        pytest.param(changed(district={"unknown": "lost"}), "district", id="unknown of no kind"),
        pytest.param(changed(kind=["building"]), "kind", id="list for one value"),
        pytest.param(
            changed("history", 0, wording="一二三四五六七八九十一二三"), "history/0/wording", id="wording too long"
        ),
    ],
)
def test_fault_is_refused(value: Any, path: str) -> None:
    assert path in faults("projects", value)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(changed(district={"unknown": "not_stated"}), id="an unknown in place of a value"),
        pytest.param(changed("history", 0, on="2025?-06-12"), id="an inferred year"),
        pytest.param(changed("names", zh=764), id="a number that is a name"),
        pytest.param(changed("summary", said_by={"organisation": "hongqiao-drc"}), id="one speaker"),
        pytest.param(changed("summary", said_by=[{"organisation": "hongqiao-drc"}]), id="speakers"),
        pytest.param(changed("summary", cite=["hongqiao-report#p4", "hongqiao-report#p10-p11"]), id="two citations"),
    ],
)
def test_variant_passes(value: Any) -> None:
    assert faults("projects", value) == []


def test_coordinates_have_a_range() -> None:
    lat = SCHEMAS["places"]["$defs"]["Coordinates"]["properties"]["lat"]
    assert (lat["minimum"], lat["maximum"]) == (-90, 90)


def copied(target: Path) -> Path:
    """A project with the vocabularies and the guide, and no schema yet."""
    (target / "data").mkdir()
    guide = (ROOT / schema.GUIDE).read_text("utf-8")
    (target / schema.GUIDE).write_text(guide, "utf-8")
    (target / "data" / "vocabulary").mkdir()
    for path in (ROOT / "data" / "vocabulary").glob("*.yaml"):
        (target / "data" / "vocabulary" / path.name).write_bytes(path.read_bytes())
    return target


def test_command_writes_then_finds_nothing_to_do(tmp_path: Path) -> None:
    root = copied(tmp_path)
    run = CliRunner().invoke
    before = run(main, ["schema", "--check", "--root", str(root)])
    assert before.exit_code == 1
    assert before.output.count("not fresh") == len(RECORD_TYPES) + len(forms.files(VOCABULARIES))
    assert not (root / schema.FOLDER).exists(), "--check writes nothing"
    assert run(main, ["schema", "--root", str(root)]).exit_code == 0
    after = run(main, ["schema", "--check", "--root", str(root)])
    assert (after.exit_code, after.output) == (0, "")
    for folder in RECORD_TYPES:
        assert json.loads((root / schema.FOLDER / f"{folder}.json").read_text("utf-8")) == SCHEMAS[folder]


def test_every_id_can_be_completed() -> None:
    lists = ids.ids(ROOT)["$defs"]
    found = {
        name: {entry["body"]: entry["description"] for entry in offered["defaultSnippets"]}
        for name, offered in lists.items()
    }
    for path in RECORDS:
        folder = path.parent.name
        if folder in found:
            assert path.stem in found[folder] and f"{folder}/{path.stem}" in found[ids.ANY]
    assert {"hexi-briefing#p1", "117-inspection#p12"} <= found[ids.PARAGRAPHS].keys()
    for words in (words for entries in found.values() for words in entries.values()):
        zh, _, en = words.partition(" / ")
        assert HAN.search(zh) and LATIN.search(en), words


def test_ids_lag_behind_the_records_without_harm(tmp_path: Path) -> None:
    """A record may name one that the file of ids does not list yet."""
    assert faults("projects", changed(district="not-yet-listed")) == []
    assert "district" in faults("projects", changed(district="Not listed"))[0]
    root = copied(tmp_path)
    schema.write(root)
    (root / "data" / "places").mkdir()
    (root / "data" / "places" / "new.yaml").write_text("id: [half written", "utf-8")
    assert schema.stale(root) == []
    assert schema.FOLDER / ids.NAME in schema.write(root)


def test_command_names_the_file_that_was_edited(tmp_path: Path) -> None:
    root = copied(tmp_path)
    schema.write(root)
    guide = root / schema.GUIDE
    guide.write_text(guide.read_text("utf-8").replace("| `id` |", "| `ID` |", 1), "utf-8")
    result = CliRunner().invoke(main, ["schema", "--check", "--root", str(root)])
    assert result.exit_code == 1
    assert result.output == "data/README.md: not fresh; run: atlas schema\n"


def test_command_wants_a_place_for_the_dictionary(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / schema.GUIDE).write_text("# no marks\n", "utf-8")
    result = CliRunner().invoke(main, ["schema", "--root", str(root)])
    assert result.exit_code == 1
    assert schema.START in result.output


def test_command_names_a_faulty_vocabulary(tmp_path: Path) -> None:
    root = copied(tmp_path)
    (root / "data" / "vocabulary" / "stages.yaml").write_text("id: stages\nid: twice\n", "utf-8")
    result = CliRunner().invoke(main, ["schema", "--root", str(root)])
    assert result.exit_code == 1
    assert "data/vocabulary/stages.yaml" in result.output
