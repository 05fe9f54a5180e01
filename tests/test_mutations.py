"""300 slips of the pen in the real records: each is either harmless or reported where the editor has to look."""

from __future__ import annotations

import json
import random
import re
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from atlas.check.record import check
from atlas.link.atlas import link
from atlas.load.geography import Geography, load_geography
from atlas.load.tree import Document, load
from atlas.problem import Place, Problem
from atlas.records import RECORD_TYPES
from atlas.records.base import Record
from atlas.records.shape import references
from atlas.report import report
from tests.mutation import SLIPS, Slip, slip
from tests.overlay import AS_OF
from tests.test_cli import atlas

ROOT = Path(__file__).parent.parent
SEED = "atlas"
CASES = range(300)
# Far beyond what one takes: a case that gets here hangs.
PATIENCE = 60
# What every record is held against, whatever it is.
CONTEXT = ("vocabulary", "sources", "indicators", "districts")

RECORDS = sorted(path for folder in RECORD_TYPES for path in (ROOT / "data" / folder).glob("*.yaml"))


@dataclass(frozen=True)
class Real:
    """The real records, read and checked once."""

    documents: tuple[Document, ...]
    pairs: dict[str, tuple[Document, Record]]
    geography: Geography
    neighbours: dict[str, set[str]]


@pytest.fixture(scope="module")
def real() -> Real:
    documents, faults = load(ROOT, tuple(RECORD_TYPES))
    geography, more = load_geography(ROOT)
    assert not faults and not more
    pairs: dict[str, tuple[Document, Record]] = {}
    neighbours: dict[str, set[str]] = {}
    for document in documents:
        record, problems = check(document)
        assert record is not None and not problems
        pairs[record.key] = (document, record)
        for _, folder, name in references(record):
            neighbours.setdefault(record.key, set()).add(f"{folder}/{name}")
            neighbours.setdefault(f"{folder}/{name}", set()).add(record.key)
    return Real(documents, pairs, geography, neighbours)


@pytest.fixture(autouse=True)
def guard() -> Iterator[None]:
    """Ends a case that hangs, where the system can."""

    def hangs(number: int, frame: object) -> None:
        raise AssertionError("this case does not come to an end")

    if not hasattr(signal, "alarm"):
        yield
        return
    before = signal.signal(signal.SIGALRM, hangs)
    signal.alarm(PATIENCE)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def mutated(number: int) -> tuple[Path, str, Slip]:
    """One case: the record's path, its text, and the slip made in it."""
    dice = random.Random(f"{SEED} {number}")
    path = dice.choice(RECORDS)
    text = path.read_text(encoding="utf-8")
    return path, text, slip(text, dice)


def found(real: Real, root: Path, path: Path) -> list[Problem]:
    """What check reports of one record under `root`, the rest being as it really is."""
    folders = tuple(folder for folder in RECORD_TYPES if folder == path.parent.name)
    (document,), faults = load(root, folders)
    record, problems = check(document)
    if faults or problems:
        # All together go through the link as well, below.
        return [*faults, *problems]
    key = f"{path.parent.name}/{path.stem}"
    around = {name for name in real.pairs if name.partition("/")[0] in CONTEXT} | real.neighbours.get(key, set())
    pairs = [real.pairs[name] for name in sorted(around - {key})] + ([(document, record)] if record else [])
    documents = tuple(document if one.file == document.file else one for one in real.documents)
    _, everything = link(documents, pairs, [*faults, *problems], real.geography, None, AS_OF, 12)
    return everything


# Where to look


def indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def field_of(lines: list[str], number: int) -> int:
    """The line on which the top-level field of a line begins."""
    while number > 1 and (number > len(lines) or not lines[number - 1].strip() or lines[number - 1][0] in " -#"):
        number -= 1
    return number


def group(lines: list[str], first: int, last: int, depth: int) -> set[int]:
    """The lines around some lines that stand no further out than `depth`, with the line they belong to."""
    while first > 1 and indent(lines[first - 1]) >= depth:
        first -= 1
    while last < len(lines) and indent(lines[last]) >= depth:
        last += 1
    return set(range(first, last + 1))


def is_right(problem: Problem, original: str, case: Slip) -> bool:
    """Whether a problem stands in the field that was touched or the one before it, or says what was lost from where."""
    lines = case.text.splitlines()
    touched = range(max(1, case.first - 1), case.last + 2)
    begins = {field_of(lines, number) for number in touched}
    begins |= {field_of(lines, number - 1) for number in begins if number > 1}
    if field_of(lines, problem.place.line) in begins:
        return True
    said = str(problem.what)
    if any(int(number) in touched for number in re.findall(r"line (\d+)", said)):
        return True
    lost = original.splitlines()[max(0, case.first - 2) : case.last + 1]
    named = re.match(r"'(\w+)' is missing", said)
    return bool(named and any(re.match(rf"\W*{named[1]}\b", line) for line in lost))


def is_near(problem: Problem, case: Slip) -> bool:
    """Whether a problem stands in the smallest group of lines around the slip, or names a line of it."""
    lines = case.text.splitlines()
    if any(case.first <= int(number) <= case.last for number in re.findall(r"line (\d+)", str(problem.what))):
        return True
    first, last = max(1, case.first - 1), min(len(lines), case.last + 1)
    depth = min(indent(lines[number - 1]) for number in range(first, last + 1))
    return problem.place.line in group(lines, first, last, max(1, depth))


def is_lost(problem: Problem) -> bool:
    """Whether a problem is that a field of the record is missing, which can stand at its beginning only."""
    return problem.rule == "missing-field" and problem.place.line <= 2


@pytest.mark.parametrize("number", CASES)
def test_a_slip_is_harmless_or_reported_at_its_place(real: Real, tmp_path: Path, number: int) -> None:
    path, text, case = mutated(number)
    copy = tmp_path / "data" / path.parent.name / path.name
    copy.parent.mkdir(parents=True)
    copy.write_text(case.text, encoding="utf-8")
    problems = found(real, tmp_path, path)
    here = [problem for problem in problems if problem.place.file == f"data/{path.parent.name}/{path.name}"]
    elsewhere = [problem for problem in problems if problem not in here]
    what = f"{case.how}, lines {case.first} to {case.last}:\n" + report(problems, tmp_path)
    assert "Traceback" not in what
    # Another file is to blame only for asking this one for what it no longer has.
    assert all(path.stem in f"{problem.what} {problem.fix}" for problem in elsewhere), what
    assert all(is_right(problem, text, case) for problem in here), what
    assert not here or any(is_near(problem, case) or is_lost(problem) for problem in here), what


def test_another_place_would_not_do() -> None:
    """The judge itself: a fault moved to the file's end, or to its beginning, is wrong in nearly every case."""
    cases = [(text, case) for _, text, case in map(mutated, CASES) if len(case.text.splitlines()) > 40]
    assert len(cases) > 50
    for line in (1, 10_000):
        elsewhere = Problem(Place("x.yaml", line, 1), "what", "unknown-field")
        right = [case for text, case in cases if is_right(elsewhere, text, case) and is_near(elsewhere, case)]
        assert len(right) < len(cases) / 10


def test_slips_are_of_every_kind() -> None:
    cases = [mutated(number) for number in CASES]
    assert {case.how for _, _, case in cases} == set(SLIPS)
    assert len({path for path, _, _ in cases}) > 150
    assert {path.parent.name for path, _, _ in cases} >= {"projects", "commitments", "sources", "vocabulary", "places"}


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_all_slips_together_are_one_report_and_nothing_is_written(tmp_path: Path, form: str) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    changed = set()
    for number in CASES:
        path, _, case = mutated(number)
        (tmp_path / path.relative_to(ROOT)).write_text(case.text, encoding="utf-8")
        changed.add(path.relative_to(ROOT).as_posix())
    before = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    done = atlas("check", "--format", form, "--root", str(tmp_path))
    assert (done.returncode, done.stderr) == (1, "")
    assert "Traceback" not in done.stdout
    assert {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()} == before
    if form == "json":
        assert len({problem["file"] for problem in json.loads(done.stdout)} & changed) > 100
