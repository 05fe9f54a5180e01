"""Two states held against each other: every change found, told for what it is, in words of both languages."""

# ruff: noqa: E501 (a case a line reads as a table)

from __future__ import annotations

import json
from collections import Counter

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from atlas.cli import main
from atlas.diff.changes import Kind, Verb, apply, comparable, diff
from atlas.diff.effects import affected, effects
from atlas.diff.facts import Fact
from atlas.diff.snapshot import Snapshot
from atlas.diff.told import SHORT, Told, excerpts
from atlas.link.standing import Status
from atlas.load.nodes import Numeral
from atlas.load.tree import parsed
from atlas.pipeline import Reader
from atlas.records import PUBLISHED
from atlas.records.shape import declared
from atlas.settings import Settings
from atlas.view.telling import Teller
from tests.commits import Commits
from tests.overlay import AS_OF, TOY

FILES = {path.relative_to(TOY).as_posix(): path.read_bytes() for path in sorted((TOY / "data").glob("*/*.yaml"))}
READER = Reader(Settings(AS_OF))
BRIDGE = "data/projects/alder-bridge.yaml"
OPENING = "data/commitments/bridge-opening.yaml"
SHOPS = "data/commitments/quay-shops.yaml"


def state(**changed: tuple[str, str] | list[tuple[str, str]] | None) -> Snapshot:
    """The toy atlas with pieces of some files replaced; None leaves a file out."""
    return snapshot({_path(name): edits for name, edits in changed.items()})


def _path(name: str) -> str:
    return {"bridge": BRIDGE, "opening": OPENING, "shops": SHOPS}[name]


def snapshot(changed: dict[str, object]) -> Snapshot:
    files = dict(FILES)
    for name, edits in changed.items():
        if edits is None:
            del files[name]
            continue
        text = files[name].decode()
        for old, new in edits if isinstance(edits, list) else [edits]:
            assert text.count(old) == 1, (old, text.count(old))
            text = text.replace(old, new)
        files[name] = text.encode()
    return READER.snapshot(files)


def told(strings, after: Snapshot, *, whole: bool = True) -> tuple[Told, ...]:
    before = snapshot({})
    return Teller(before, after, strings).told(diff(before, after), effects(before, after), whole=whole)


# What kind of change it is

KINDS = {
    "a later stage": (
        "bridge",
        ("    wording: 开工\n", "    wording: 开工\n    cite: alder-gazette#p1\n  - stage: under_construction\n    on: 2026-05\n"),
        [(Verb.ADDED, Kind.WORLD, "history")],
    ),
    "an earlier stage, recorded late": (
        "bridge",
        ("history:\n", "history:\n  - {stage: proposed, on: 2024, cite: alder-gazette#p1}\n"),
        [(Verb.ADDED, Kind.NEW, "history")],
    ),
    "another value, same paragraph": (
        "bridge",
        ("value: 764", "value: 765"),
        [(Verb.CHANGED, Kind.CORRECTION, "figures")],
    ),
    "a newer value": (
        "bridge",
        [
            ("    value: 764\n", "    as_of: 2026-05\n    value: 800\n"),
            ("    basis: planned\n    cite: alder-gazette#p1\n", "    basis: planned\n    cite: alder-gazette#p2\n"),
        ],
        [(Verb.CHANGED, Kind.NEW, "figures")],
    ),
    "another paragraph, same value": (
        "bridge",
        ("    basis: planned\n    cite: alder-gazette#p1\n", "    basis: planned\n    cite: alder-gazette#p2\n"),
        [(Verb.CHANGED, Kind.NEW, "figures")],
    ),
    "a figure not given before": (
        "bridge",
        ("figures:\n", "figures:\n  - {measure: length, value: 40, unit: m, qualifier: exact, basis: planned, cite: alder-gazette#p1}\n"),
        [(Verb.ADDED, Kind.NEW, "figures")],
    ),
    "other words": (
        "bridge",
        ("en: A footbridge between the two banks.", "en: A bridge on foot from bank to bank."),
        [(Verb.CHANGED, Kind.WORDING, "summary")],
    ),
    "another number among the words": (
        "bridge",
        [("zh: 桥头亭", "zh: 桥头亭4座"), ("en: a pavilion at", "en: 5 pavilions at")],
        [(Verb.CHANGED, Kind.WORDING, "components")],
    ),
    "a party taken out": (
        "bridge",
        ("parties:\n  - organisation: alder-works\n    roles:\n      - developer\n    cite: alder-gazette#p1\n", ""),
        [(Verb.REMOVED, Kind.CORRECTION, "parties")],
    ),
    "another party in its place": (
        "bridge",
        ("  - organisation: alder-works\n    roles:", "  - organisation: alder-council\n    roles:"),
        [(Verb.ADDED, Kind.NEW, "parties"), (Verb.REMOVED, Kind.CORRECTION, "parties")],
    ),
    "new evidence": (
        "opening",
        ("findings:\n", "findings:\n  - {on: 2026-10, outcome: done, by: independent, cite: alder-gazette#p2}\n"),
        [(Verb.ADDED, Kind.WORLD, "findings")],
    ),
    "a restatement": (
        "shops",
        ("due:\n", "restated:\n  - {on: 2026-08, field: value, old: 50, new: 40, cite: alder-gazette#p2}\ndue:\n"),
        [(Verb.ADDED, Kind.WORLD, "restated")],
    ),
    "nothing but order and quotes": ("bridge", ("id: alder-bridge\n", 'id: "alder-bridge"\n'), []),
}  # fmt: skip


@pytest.mark.parametrize("case", KINDS)
def test_change_is_told_for_what_it_is(case):
    name, edits, expected = KINDS[case]
    after = state(**{name: edits})
    assert not after.misfits
    changes = diff(snapshot({}), after)
    assert [(change.verb, change.kind, change.fact.field) for change in changes] == expected


def test_number_put_right_within_words_is_a_correction():
    before = state(bridge=("zh: 桥头亭", "zh: 桥头亭4座"))
    after = state(bridge=("zh: 桥头亭", "zh: 桥头亭5座"))
    assert [change.kind for change in diff(before, after)] == [Kind.CORRECTION]


def test_state_does_not_differ_from_itself():
    assert diff(snapshot({}), snapshot({})) == ()


# What is left when changes are applied

MUTATIONS = st.lists(
    st.tuples(st.integers(0, 10_000), st.sampled_from(["drop", "double", "number", "word", "date"])), max_size=12
)


def plain(node: object) -> object:
    """A node's value as JSON can hold it, which is YAML as well."""
    if isinstance(node, dict):
        return {key: plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [plain(value) for value in node]
    return (float(node) if "." in node else int(node)) if isinstance(node, Numeral) else node


def places(node: object) -> list[tuple[object, object]]:
    """Every spot of a record: what holds it, and its key there."""
    keys = list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
    return [spot for key in keys for spot in ((node, key), *places(node[key]))]


def mutated(record: object, mutations: list[tuple[int, str]]) -> object:
    for number, how in mutations:
        spots = places(record)
        if not spots:
            break
        holder, key = spots[number % len(spots)]
        if how == "drop":
            del holder[key]
        elif how == "double" and isinstance(holder, list):
            holder.insert(key, json.loads(json.dumps(holder[key])))
        else:
            holder[key] = {"number": number, "word": f"words {number}", "date": "2026-07"}.get(how, holder[key])
    return record


@given(name=st.sampled_from([name for name in FILES if "/vocabulary/" not in name]), before=MUTATIONS, after=MUTATIONS)
def test_changes_applied_to_one_state_give_the_other(name, before, after):
    """Whatever is done to a record, and whether or not it still fits its declaration."""
    _, folder, file = name.split("/")
    states = []
    for mutations in (before, after):
        document, _ = parsed(folder, file.removesuffix(".yaml"), FILES[name])
        record = mutated(plain(document.node.plain()), mutations)
        text = json.dumps(record, ensure_ascii=False).encode()
        states.append(READER.snapshot({**FILES, name: text}))
    one, other = states
    changes = diff(one, other)
    old, new = Counter[Fact](), Counter[Fact]()
    for key in one.keys | other.keys:
        here, there = comparable(key, one, other)
        old.update(here)
        new.update(there)
    assert apply(old.elements(), changes) == new
    assert (changes == ()) == (old == new)


def test_record_of_an_older_shape_is_compared_node_by_node(strings):
    before = state(bridge=("kind: facility\n", "sort: facility\nkind: facility\n"))
    after = state(bridge=("value: 764", "value: 765"))
    assert set(before.misfits) == {"projects/alder-bridge"}
    said = Teller(before, after, strings).told(diff(before, after), effects(before, after))
    found = {item.field: item for item in said}
    assert (found["sort"].verb, found["sort"].old.en, found["sort"].label.zh) == (Verb.REMOVED, "facility", "sort")
    assert "764" in found["figures"].old.zh and "765" in found["figures"].new.zh
    assert set(found) == {"sort", "figures"}


def test_file_that_cannot_be_read_ends_nothing(strings):
    after = snapshot({BRIDGE: ("id: alder-bridge", "id: [alder-bridge")})
    assert "projects/alder-bridge" in after.misfits
    assert {item.verb for item in told(strings, after)} <= set(Verb)


# Words


def test_figure_is_told_with_all_it_needs(strings):
    (item,) = told(strings, state(bridge=("value: 764", "value: 60000")))
    assert (item.name.zh, item.label.zh, item.label.en) == ("桤木桥", "数字", "Figure")
    assert (item.old.zh, item.new.zh) == (
        "建筑面积：764平方米（计划、年份未载）",
        "建筑面积：6万平方米（计划、年份未载）",
    )
    assert item.new.en == "floor area: 60,000 m² (planned, year not stated)"
    assert item.cites == ("alder-gazette#p1",)


def test_change_of_one_language_is_said_to_be_that(strings):
    (item,) = told(strings, state(bridge=("en: A footbridge between the two banks.", "en: A bridge on foot.")))
    assert item.old.zh == item.new.zh and item.remark.zh == "只改了英文"


def test_change_of_citation_is_said_to_be_that(strings):
    (item,) = told(
        strings,
        state(bridge=("basis: planned\n    cite: alder-gazette#p1", "basis: planned\n    cite: alder-gazette#p2")),
    )
    assert item.remark.en == "the citation changed"
    assert (item.old_cites, item.new_cites) == (("alder-gazette#p1",), ("alder-gazette#p2",))


def test_record_that_is_gone_is_told_in_one_line_by_its_last_name(strings):
    found = [item for item in told(strings, state(shops=None)) if item.record == "commitments/quay-shops"]
    assert [(item.field, item.verb, item.name.zh) for item in found] == [("", Verb.REMOVED, "码头商铺超过五十家")]
    assert found[0].facts > 5


def test_told_comes_back_from_json_as_it_was(strings):
    for item in told(strings, state(shops=None, bridge=("value: 764", "value: 1")), whole=False):
        assert msgspec.json.decode(msgspec.json.encode(item), type=Told) == item


def test_every_field_has_a_name(strings):
    for cls in PUBLISHED:
        for key in declared(cls):
            assert key == "id" or f"changes.field.{key}" in strings.texts, key


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_fact_of_the_atlas_has_words(lang, strings):
    """Nothing shows through of how the program holds it."""
    empty = Reader(Settings(AS_OF)).snapshot({})
    full = snapshot({})
    for item in Teller(empty, full, strings).told(diff(empty, full), effects(empty, full), whole=False):
        words = getattr(item.new, lang) if item.new else "whole"
        assert words and not any(mark in words for mark in ("None", "object at", "='", "_")), item


@given(st.text("ab 。", max_size=120), st.text("ab 。", max_size=120))
def test_excerpts_keep_what_differs(old, new):
    shown = excerpts(old, new)
    assert (shown[0] == shown[1]) == (old == new)
    if max(len(old), len(new)) <= SHORT:
        assert shown == (old, new)


# Effects


def test_effects_on_statuses_counts_and_addresses():
    before = snapshot({})
    after = state(
        opening=(
            "findings:\n",
            "findings:\n  - {on: 2026-10, outcome: done, by: independent, cite: alder-gazette#p2}\n",
        ),
        shops=None,
    )
    found = effects(before, after)
    assert [(item.record, item.old, item.new) for item in found.status_changes] == [
        ("commitments/bridge-opening", Status.OPEN, Status.MET),
        ("commitments/quay-shops", Status.OPEN, None),
    ]
    assert found.counts == {"commitments": (4, 3)}
    assert found.statuses == {Status.MET: (0, 1), Status.OPEN: (2, 0)}
    assert (found.added, found.removed) == ((), ("commitments/quay-shops",))


def test_pages_affected_are_those_that_show_the_change():
    before = snapshot({})
    after = state(bridge=("value: 764", "value: 765"))
    assert affected(before, after, diff(before, after), effects(before, after)) == ("projects/alder-bridge",)
    after = state(bridge=("zh: 桤木桥\n  en: Alder Bridge", "zh: 桤木大桥\n  en: Alder Great Bridge"))
    pages = affected(before, after, diff(before, after), effects(before, after))
    assert {"projects/alder-bridge", "commitments/bridge-opening"} < set(pages)


# The command


@pytest.fixture
def repository(tmp_path) -> Commits:
    repository = Commits(tmp_path)
    repository.edit("projects/alder-bridge.yaml", "value: 764", "value: 60000")
    repository.remove("commitments/quay-shops.yaml")
    return repository


def run(repository: Commits, *arguments: str):
    (repository.root / "theme").exists() or (repository.root / "theme").symlink_to(TOY.parents[1] / "theme")
    return CliRunner().invoke(main, ["diff", *arguments, "--root", str(repository.root)])


def test_working_tree_is_compared_where_one_commit_is_named(repository, monkeypatch):
    monkeypatch.setenv("ATLAS_AS_OF", AS_OF.isoformat())
    done = run(repository, "HEAD", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert (
        "Alder Bridge (projects/alder-bridge)\n"
        "  ~ Figure: floor area: 764 m² (planned, year not stated) → floor area: 60,000 m² (planned, year not stated)"
        " · put right [alder-gazette#p1]\n"
    ) in done.output
    assert (
        "Addresses lost: each needs a redirect\n  /commitments/quay-shops/\n  /en/commitments/quay-shops/\n"
        in done.output
    )
    assert "  Commitments: 4 → 3\n" in done.output


def test_two_commits_are_compared_in_chinese_and_as_json(repository, monkeypatch):
    monkeypatch.setenv("ATLAS_AS_OF", AS_OF.isoformat())
    second = repository.commit()
    done = run(repository, repository.first, second, "--lang", "zh")
    assert "桤木桥 (projects/alder-bridge)\n  ~ 数字：建筑面积：764平方米" in done.output
    data = json.loads(run(repository, repository.first, second, "--format", "json").output)
    (change,) = [item for item in data["changes"] if item["record"] == "projects/alder-bridge"]
    assert change["kind"] == "correction" and change["new"]["en"].endswith("60,000 m² (planned, year not stated)")
    assert data["addresses"] == {"added": [], "removed": ["commitments/quay-shops"], "redirected": {}}


def test_markdown_cannot_be_broken_by_a_record(repository):
    repository.edit("projects/alder-bridge.yaml", "en: A footbridge between the two banks.", 'en: "A `b` *z* # h."')
    done = run(repository, "HEAD", "--format", "markdown", "--lang", "en")
    assert r"A \`b\` \*z\* \# h." in done.output


def test_nothing_differs_is_said(repository):
    assert "no fact differs" in run(repository, "HEAD", "HEAD", "--lang", "en").output


@pytest.mark.parametrize("arguments", [["no-such"], ["HEAD", "no-such"], []])
def test_unknown_commit_is_misuse(arguments, repository):
    done = run(repository, *arguments, "--lang", "en")
    assert done.exit_code == 2
    assert "Traceback" not in done.output


def test_folder_without_git_is_misuse(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    done = CliRunner().invoke(main, ["diff", "HEAD", "--root", str(tmp_path), "--lang", "en"])
    assert (done.exit_code, "cannot compare: " in done.output) == (2, True)


# Records that move


def mv(repository: Commits, *arguments: str) -> None:
    done = CliRunner().invoke(main, ["mv", *arguments, "--root", str(repository.root)])
    assert done.exit_code == 0, done.output


@pytest.fixture
def moved(tmp_path, monkeypatch) -> Commits:
    """A repository in which the bridge has been given another id, and a figure of it corrected."""
    monkeypatch.setenv("ATLAS_AS_OF", AS_OF.isoformat())
    repository = Commits(tmp_path)
    mv(repository, "project", "alder-bridge", "long-bridge")
    repository.edit("projects/long-bridge.yaml", "value: 764", "value: 765")
    return repository


def test_renamed_record_is_told_to_have_moved_and_compared_across_the_move(moved):
    done = run(moved, "HEAD", "--lang", "en")
    assert done.output == (
        "Alder Bridge (projects/long-bridge)\n"
        "  > Moved: projects/alder-bridge is now projects/long-bridge\n"
        "  ~ Figure: floor area: 764 m² (planned, year not stated) → floor area: 765 m² (planned, year not stated)"
        " · put right [alder-gazette#p1]\n\n"
        "In short\n"
        "  1 record has moved\n"
        "  0 added, 1 changed, 0 removed, in 1 record\n"
        "  newly recorded 0, corrected 1, changed in the world 0, reworded 0\n\n"
        "Addresses redirected\n"
        "  /projects/alder-bridge/ → /projects/long-bridge/\n"
        "  /en/projects/alder-bridge/ → /en/projects/long-bridge/\n\n"
        "Pages to look at, beside the lists\n"
        "  /projects/long-bridge/\n"
    )


def test_renamed_record_is_told_in_markdown_and_json(moved):
    text = run(moved, "HEAD", "--format", "markdown", "--lang", "zh").output
    assert "- **>** 编号由 projects/alder-bridge 改为 projects/long-bridge\n" in text
    assert "### 转到新址的网址\n\n- /projects/alder-bridge/ → /projects/long-bridge/\n" in text
    data = json.loads(run(moved, "HEAD", "--format", "json").output)
    assert data["addresses"] == {
        "added": [],
        "removed": [],
        "redirected": {"projects/alder-bridge": "projects/long-bridge"},
    }
    assert [(item["record"], item["verb"], item["kind"]) for item in data["changes"]] == [
        ("projects/long-bridge", "moved", "moved"),
        ("projects/long-bridge", "changed", "correction"),
    ]


def test_renamed_commitment_keeps_its_status(moved):
    moved.commit()
    mv(moved, "commitment", "quay-shops", "shops")
    data = json.loads(run(moved, "HEAD", "--format", "json").output)
    assert [item["verb"] for item in data["changes"]] == ["moved"]
    assert (data["counts"], data["statuses"]) == ({}, {})


def test_record_joined_to_another_is_told_by_what_was_not_carried_over(tmp_path, monkeypatch):
    monkeypatch.setenv("ATLAS_AS_OF", AS_OF.isoformat())
    repository = Commits(tmp_path)
    twin = (tmp_path / "data/commitments/bridge-opening.yaml").read_text("utf-8")
    twin = twin.replace("id: bridge-opening", "id: twin").replace("stage: in_operation", "stage: started")
    repository.write("commitments/twin.yaml", twin)
    repository.commit()
    mv(repository, "commitment", "twin", "bridge-opening", "--merge")
    done = run(repository, "HEAD", "--lang", "en").output
    assert done.startswith(
        "Alder Bridge opens (commitments/bridge-opening)\n"
        "  > Joined: commitments/twin is now part of commitments/bridge-opening\n"
        "  - What counts as done: Alder Bridge reaches “work started” · put right\n"
    )
    assert "  Commitments: 5 → 4\n" in done
    assert "  /commitments/twin/ → /commitments/bridge-opening/\n" in done
    assert "Addresses lost" not in done


def test_two_moves_at_once_follow_each_other(tmp_path, monkeypatch):
    """A project that is renamed, and then joined to one that names an organisation which is renamed too."""
    monkeypatch.setenv("ATLAS_AS_OF", AS_OF.isoformat())
    repository = Commits(tmp_path)
    twin = (tmp_path / "data" / "projects" / "alder-bridge.yaml").read_text("utf-8")
    repository.write("projects/twin.yaml", twin.replace("id: alder-bridge", "id: twin"))
    repository.commit()
    mv(repository, "project", "twin", "third")
    mv(repository, "project", "third", "alder-bridge", "--merge")
    mv(repository, "organisation", "alder-council", "council")
    data = json.loads(run(repository, "HEAD", "--format", "json").output)
    assert {(item["record"], item["verb"]) for item in data["changes"]} == {
        ("projects/alder-bridge", "joined"),
        ("organisations/council", "moved"),
    }
    assert data["addresses"]["removed"] == [] == data["addresses"]["added"]
