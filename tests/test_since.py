"""What was published stays: each breach of it is reported as it should be, and what is allowed passes."""

# ruff: noqa: E501 (a case a line reads as a table)

from __future__ import annotations

import pytest
from click.testing import CliRunner

from atlas.cli import main
from atlas.history.states import breaches
from atlas.report import headline
from atlas.rules import SINCE
from atlas.settings import Settings
from tests.commits import Commits
from tests.overlay import AS_OF, TOY

BESIDE = ("vocabulary", "exceptions", "redirects")
PUBLISHED_TOY = [path for path in TOY.glob("data/*/*.yaml") if path.parent.name not in BESIDE]
BRIDGE = "commitments/bridge-opening.yaml"
SHOPS = "commitments/quay-shops.yaml"
PROJECT = "projects/alder-bridge.yaml"


def correction(field: str, old: str, new: str) -> str:
    return (
        f"corrections:\n  - on: 2026-10-01\n    field: {field}\n    old: {old}\n    new: {new}\n"
        "    reason:\n      zh: 抄错了。\n      en: It was copied wrongly.\n"
    )


def found(repository: Commits) -> list[str]:
    return [headline(problem) for problem in breaches(repository.root, Settings(AS_OF), repository.first)]


@pytest.fixture
def repository(tmp_path) -> Commits:
    return Commits(tmp_path)


BROKEN = {
    "due date edited": (
        [(SHOPS, "duration: P5Y", "duration: P6Y")],
        "data/commitments/quay-shops.yaml:26:13: error: 'due/duration' was published as 'P5Y', and is 'P6Y' now"
        " [published-edited]",
    ),
    "due date taken out": (
        [(BRIDGE, "due:\n  date: 2026-06\n  cite: alder-gazette#p2\n", "")],
        "data/commitments/bridge-opening.yaml:1:1: error: 'due/date' was published as '2026-06' and is gone"
        " [published-edited]",
    ),
    "value edited": (
        [(SHOPS, "value: 50", "value: 40")],
        "data/commitments/quay-shops.yaml:17:10: error: 'measure/value' was published as '50', and is '40' now"
        " [published-edited]",
    ),
    "qualifier edited": (
        [(SHOPS, "qualifier: over", "qualifier: about")],
        "data/commitments/quay-shops.yaml:24:14: error: 'measure/qualifier' was published as 'over', and is 'about' now"
        " [published-edited]",
    ),
    "wording edited": (
        [(BRIDGE, "en: Alder Bridge opens.", "en: Alder Bridge may open.")],
        "data/commitments/bridge-opening.yaml:4:7: error: 'what/en' was published as 'Alder Bridge opens.',"
        " and is 'Alder Bridge may open.' now [published-edited]",
    ),
    "finding removed": (
        [(BRIDGE, "  - on: 2026-06-01\n    outcome: partly\n", "  - on: 2026-07-01\n    outcome: done\n")],
        "data/commitments/bridge-opening.yaml:40:5: error: entry 1 of 'findings', which was published, is gone or says"
        " something else [entry-removed]",
    ),
    "restatement edited": (
        [(BRIDGE, "    new: 2026-12\n", "    new: 2027-01\n")],
        "data/commitments/bridge-opening.yaml:31:5: error: entry 1 of 'restated', which was published, is gone or says"
        " something else [entry-removed]",
    ),
    "correction of what never stood": (
        [(PROJECT, "value: 764", "value: 765"), (PROJECT, "id: alder-bridge\n", "id: alder-bridge\n" + correction("figures/1/value", "763", "765"))],
        "data/projects/alder-bridge.yaml:5:10: error: 'figures/1/value' was published as '764', not '763'"
        " [correction-unfounded]",
    ),
    "correction of nothing": (
        [(PROJECT, "    wording: 开工\n", "    wording: 开工\n    note: {zh: 甲, en: A}\n"), (PROJECT, "id: alder-bridge\n", "id: alder-bridge\n" + correction("history/2/note/en", "B", "A"))],
        "data/projects/alder-bridge.yaml:5:10: error: nothing was published at 'history/2/note/en' [correction-unfounded]",
    ),
    "id given to another place": (
        [("places/birch-station.yaml", "zh: 桦城站\n  en: Birch Station", "zh: 榆树场\n  en: Elm Square")],
        "data/places/birch-station.yaml:3:3: error: 'birch-station' was the id of '桦城站' [id-reused]",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BROKEN)
def test_breach_of_what_was_published_is_reported(case, repository):
    edits, expected = BROKEN[case]
    for edit in edits:
        repository.edit(*edit)
    assert found(repository) == [expected]


def test_record_that_is_gone_is_reported(repository):
    repository.remove(SHOPS)
    assert found(repository) == [
        "data/commitments/quay-shops.yaml: error: 'commitments/quay-shops' was published and is gone [record-lost]"
    ]


def mv(repository: Commits, *arguments: str) -> None:
    done = CliRunner().invoke(main, ["mv", *arguments, "--root", str(repository.root)])
    assert done.exit_code == 0, done.output


@pytest.fixture
def listed(repository, monkeypatch) -> Commits:
    """The repository with its addresses on file."""
    monkeypatch.setenv("ATLAS_AS_OF", AS_OF.isoformat())
    keys = sorted(path.relative_to(repository.root / "data") for path in repository.root.glob("data/*/*.yaml"))
    pages = [f"{key.with_suffix('').as_posix()}/\n" for key in keys if key.parts[0] not in BESIDE]
    repository.write("addresses.txt", "".join(sorted(pages)))
    repository.first = repository.commit()
    return repository


@pytest.mark.parametrize("move", [("source", "alder-gazette", "elm-gazette"), ("commitment", "quay-shops", "shops")])
def test_a_record_renamed_by_mv_is_not_lost_and_no_entry_that_cites_it_is_edited(move, listed):
    mv(listed, *move)
    assert found(listed) == []


def test_a_record_joined_to_another_is_not_lost(listed):
    twin = (listed.root / "data" / PROJECT).read_text("utf-8").replace("id: alder-bridge", "id: twin")
    listed.write("projects/twin.yaml", twin)
    listed.first = listed.commit()
    mv(listed, "project", "twin", "alder-bridge", "--merge")
    assert found(listed) == []


def test_a_renamed_record_is_held_to_what_it_said_under_its_old_id(listed):
    mv(listed, "commitment", "quay-shops", "shops")
    listed.edit("commitments/shops.yaml", "value: 50", "value: 40")
    assert found(listed) == [
        "data/commitments/shops.yaml:17:10: error: 'measure/value' was published as '50', and is '40' now"
        " [published-edited]"
    ]


def test_evidence_of_a_record_that_is_joined_to_another_goes_with_it(listed):
    twin = (listed.root / "data" / BRIDGE).read_text("utf-8").replace("id: bridge-opening", "id: twin")
    listed.write("commitments/twin.yaml", twin)
    entry = "  - on: 2026-06-01\n    outcome: partly\n    by: self_reported\n    note:\n      zh: 桥面已铺。\n"
    entry += "      en: The deck is laid.\n    cite: alder-gazette#p2\n"
    listed.edit(BRIDGE, "findings:\n" + entry, "findings: []\n")
    listed.first = listed.commit()
    mv(listed, "commitment", "twin", "bridge-opening", "--merge")
    assert found(listed) == [
        "data/commitments/bridge-opening.yaml:39:11: error: evidence of a record that was joined to this one was published"
        " and is gone [entry-removed]"
    ]
    listed.edit(BRIDGE, "findings: []\n", "findings:\n" + entry)
    assert found(listed) == []


def test_no_line_leaves_the_list_of_addresses(listed):
    mv(listed, "place", "birch", "birch-town")
    file = listed.root / "data" / "addresses.txt"
    file.write_text(file.read_text("utf-8").replace("places/birch/\n", ""), "utf-8")
    assert found(listed) == [
        "data/addresses.txt: error: /places/birch/ was on the list of addresses and is gone [lost-address]"
    ]
    file.unlink()
    assert found(listed) == [
        f"data/addresses.txt: error: /commitments/bridge-opening/ and others, {len(PUBLISHED_TOY)} in all, were on the list of"
        " addresses and are gone [lost-address]"
    ]


def test_every_rule_has_a_case():
    said = " ".join(expected for _, expected in BROKEN.values()) + "[record-lost]"
    assert [rule.id for rule in SINCE if f"[{rule.id}]" not in said] == []


ALLOWED = {
    "restated": [
        (
            SHOPS,
            "due:\n",
            "restated:\n  - {on: 2026-08, field: value, old: 50, new: 40, cite: alder-gazette#p2}\ndue:\n",
        )
    ],
    "evidence added": [
        (BRIDGE, "findings:\n", "findings:\n  - {on: 2026-03-01, outcome: not_done, by: independent, cite: alder-gazette#p1}\n")
    ],
    "evidence withdrawn with a reason": [
        (BRIDGE, "    by: self_reported\n", "    by: self_reported\n    withdrawn: {zh: 误记。, en: A mistake., cite: alder-gazette#p2}\n")
    ],
    "due date corrected in the open": [
        (BRIDGE, "due:\n  date: 2026-06", "due:\n  date: 2026-07"),
        (BRIDGE, "id: bridge-opening\n", "id: bridge-opening\n" + correction("due/date", "2026-06", "2026-07")),
    ],
    "evidence corrected in the open": [
        (BRIDGE, "on: 2026-06-01", "on: 2026-06-02"),
        (BRIDGE, "id: bridge-opening\n", "id: bridge-opening\n" + correction("findings/1/on", "2026-06-01", "2026-06-02")),
    ],
    "corrected twice": [
        (PROJECT, "value: 764", "value: 766"),
        (
            PROJECT,
            "id: alder-bridge\n",
            "id: alder-bridge\n" + correction("figures/1/value", "764", "765") + correction("figures/1/value", "765", "766").removeprefix("corrections:\n"),
        ),
    ],
    "named anew, the old name kept": [
        (
            "places/birch-station.yaml",
            "zh: 桦城站\n  en: Birch Station\n",
            "zh: 桦城东站\n  en: Birch East\naliases: [{zh: 桦城站, cite: alder-gazette#p1}]\n",
        )
    ],
    "citation added": [(BRIDGE, "due:\n  date: 2026-06\n  cite: alder-gazette#p2", "due:\n  date: 2026-06\n  cite: [alder-gazette#p2, alder-gazette#p1]")],
    "figure of a project brought up to date": [(PROJECT, "value: 764", "value: 800")],
}  # fmt: skip


@pytest.mark.parametrize("case", ALLOWED)
def test_what_the_ledger_allows_passes(case, repository):
    for edit in ALLOWED[case]:
        repository.edit(*edit)
    assert found(repository) == []


def test_correction_that_was_published_stays(repository):
    repository.edit(PROJECT, "value: 764", "value: 765")
    repository.edit(PROJECT, "id: alder-bridge\n", "id: alder-bridge\n" + correction("figures/1/value", "764", "765"))
    repository.first = repository.commit()
    repository.edit(PROJECT, correction("figures/1/value", "764", "765"), "")
    assert found(repository) == [
        "data/projects/alder-bridge.yaml:1:1: error: entry 1 of 'corrections', which was published, is gone or says"
        " something else [entry-removed]"
    ]


def test_check_since_reports_both_kinds_of_problem_and_exits_1(repository, monkeypatch):
    monkeypatch.setenv("ATLAS_AS_OF", AS_OF.isoformat())
    repository.edit(SHOPS, "value: 50", "value: 40")
    repository.edit(PROJECT, "kind: facility", "kind: castle")
    done = CliRunner().invoke(main, ["check", "--since", repository.first, "--root", str(repository.root)])
    assert done.exit_code == 1
    assert "[published-edited]" in done.output and "[unknown-term]" in done.output
    assert "    17 |   value: 40\n       |          ^^\n" in done.output


@pytest.mark.parametrize("revision", ["no-such-branch", "--help", ""])
def test_check_since_nothing_known_is_misuse(revision, repository):
    done = CliRunner().invoke(main, ["check", f"--since={revision}", "--root", str(repository.root)])
    assert done.exit_code == 2
    assert "no commit is called" in done.output and "Traceback" not in done.output
