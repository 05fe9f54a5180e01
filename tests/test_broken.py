"""Every broken case gives exactly the report on file.

A case is a folder under broken/: what is laid over the toy atlas (`data/`, `content/`), what is taken out of it (`removed.txt`),
and the report expected in English (`expected.txt`) and in Chinese (`expected.zh.txt`). After a deliberate change,
`pytest --update-expected` rewrites the reports; read what it wrote.
"""

from __future__ import annotations

import re

import pytest

from atlas.message import Lang
from atlas.pipeline import linked
from atlas.problem import has_errors
from atlas.report import report
from atlas.rules import RENDER, RULES, SINCE
from atlas.settings import Settings
from tests.overlay import AS_OF, BROKEN, lay

CASES = sorted(path for path in BROKEN.iterdir() if path.is_dir())
REPORTS: dict[Lang, str] = {"en": "expected.txt", "zh": "expected.zh.txt"}
WARNINGS_ONLY = {"translation-stale", "finding-in-future", "address-not-listed"}
# What pydantic, libyaml or Python would say, and no editor should ever read.
JARGON = re.compile(
    r"[Ii]nput|pydantic|Field required|NoneType|tuple|dict\b|Traceback|_type|token|scalar|object at|cannot be read as it stands"
)


def _reported(text: str) -> set[str]:
    return set(re.findall(r"^data.*: (?:error|warning): .* \[([a-z0-9-]+)\]$", text, re.MULTILINE))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_case_is_reported_exactly(case, tmp_path, request):
    root = lay(tmp_path, case)
    found = linked(root, Settings(AS_OF))
    for lang, name in REPORTS.items():
        text = report(found.problems, root, lang=lang)
        expected = case / name
        if request.config.getoption("--update-expected"):
            expected.write_text(text, encoding="utf-8")
        assert text == expected.read_text(encoding="utf-8")
    assert has_errors(found.problems) == (case.name not in WARNINGS_ONLY)
    assert (found.atlas is None) == has_errors(found.problems)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_report_speaks_to_editors(case):
    text = (case / "expected.txt").read_text(encoding="utf-8")
    for said in re.findall(r"^data.*?: (?:error|warning): (.*) \[[a-z0-9-]+\]$|^  fix: (.*)$", text, re.MULTILINE):
        assert not JARGON.search(" ".join(said))


def test_there_are_enough_cases():
    assert len(CASES) >= 80


def test_every_rule_has_a_broken_case():
    # Faults of prose and theme, which the site's tests provoke, and of one state held against another (test_since).
    elsewhere = {rule.id for rule in (*RENDER, *SINCE)}
    reported = set().union(*(_reported((case / "expected.txt").read_text(encoding="utf-8")) for case in CASES))
    assert set(RULES) - elsewhere - reported == set()


def test_every_rule_reported_is_known():
    for case in CASES:
        assert _reported((case / "expected.txt").read_text(encoding="utf-8")) <= set(RULES), case.name
