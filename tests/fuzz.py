"""Files that nobody would write: seeded damage to real records, and bombs; each read and checked under watch."""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from atlas.check.record import check
from atlas.load.nodes import MAX_BYTES
from atlas.load.tree import parsed
from atlas.message import spoken
from atlas.problem import has_errors
from atlas.records import RECORD_TYPES
from atlas.report import report
from tests.mutation import slip

ROOT = Path(__file__).parent.parent
RECORDS = sorted(path for folder in RECORD_TYPES for path in (ROOT / "data" / folder).glob("*.yaml"))
# What YAML, Unicode and Python make much of.
PIECES = (
    b"&a [*a, *a]", b"<<: *a", b"!!python/object/apply:os.system ['id']", b"!<tag:yaml.org,2002:str>", b"---\n", b"...\n",
    b"%YAML 9.9\n", b"? ", b"? [a, b]\n: c\n", b"{", b"}", b"[", b"]", b"|2\n", b">-\n", b"\t", b"\r", b"\0", b"\xff",
    b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xc0\xaf", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xf0\x9f\x92\xa9",
    b'"\\ud800"', b'"\\x00"', b'"\\U0010FFFF"', b"''", b"~", b".nan", b"-.inf", b"1e999", b"0x1f", b"9" * 400, b"-", b": ",
    b"#", b"#p", b"#p99999999999999999999", b"2024-13-45", b"9999999-01", b"P99999999999Y", b"0/0", b"../../etc/passwd",
    b"CON", b"data:text/html,<script>", b"]]>", b"*", b"&", b"!", b"\n" * 50, b"a" * 5000, "年".encode() * 2000, b"(" * 300,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """A file to read: where it is said to lie, and its bytes."""

    name: str
    folder: str
    stem: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Taken:
    """What reading one file took: seconds of the processor, and the most memory the process has had, in bytes."""

    name: str
    seconds: float
    memory: int


def damaged(seed: str, number: int) -> Case:
    """One real record, damaged in a few places."""
    dice = random.Random(f"{seed} {number}")
    path = dice.choice(RECORDS)
    raw = path.read_bytes()
    for _ in range(dice.choice((1, 1, 2, 3, 8))):
        raw = dice.choice((_slipped, _byte, _piece, _piece, _cut, _repeated, _value))(raw, dice)
    return Case(f"{seed} {number}: {path.parent.name}/{path.name}", path.parent.name, path.stem, raw)


def _slipped(raw: bytes, dice: random.Random) -> bytes:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw
    return slip(text, dice).text.encode("utf-8") if text.strip() else raw


def _byte(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + bytes([dice.randrange(256)]) + raw[at + 1 :]


def _piece(raw: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(raw) + 1)
    return raw[:at] + dice.choice(PIECES) + raw[at:]


def _cut(raw: bytes, dice: random.Random) -> bytes:
    first, last = sorted((dice.randrange(len(raw) + 1), dice.randrange(len(raw) + 1)))
    return raw[:first] + raw[last:] if last - first < 400 else raw[:first]


def _repeated(raw: bytes, dice: random.Random) -> bytes:
    first = dice.randrange(len(raw) + 1)
    return raw[:first] + raw[first : first + dice.randrange(1, 200)] * dice.choice((2, 20, 200)) + raw[first:]


def _value(raw: bytes, dice: random.Random) -> bytes:
    """Something else in the place of one field's value."""
    lines = raw.split(b"\n")
    at = dice.randrange(len(lines))
    name, colon, _ = lines[at].partition(b":")
    lines[at] = name + colon + b" " + dice.choice(PIECES)
    return b"\n".join(lines)


def bombs() -> Iterator[Case]:
    """Files as large as any that is read, each of which costs some reader of YAML, Unicode or numbers dear."""
    full = MAX_BYTES - 200
    half = full // 2
    aliases = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" if n else "a0: &a0 [x]\n" for n in range(20))
    bodies = {
        "lists in lists": b"a: " + b"[" * full,
        "groups in groups": b"{a: " * (full // 4),
        "lists in lists, closed": b"a: " + b"[" * half + b"]" * half,
        "block lists in lists": b"- " * half,
        "indented ever deeper": b"".join(b" " * n + b"a:\n" for n in range(980)),
        "keys that are groups": b"? " * half,
        "aliases of aliases": aliases.encode(),
        "an anchor a line": b"".join(b"- &a%d x\n" % n for n in range(full // 14)),
        "one long number": b"id: " + b"9" * full,
        "one long number with separators": b"id: " + b"1_" * half,
        "one long time": b"id: 1" + b":1" * half,
        "one long quoted number": b'kind: "' + b"9" * full + b'"',
        "one long date": b"checked: " + b"2024-" * (full // 5),
        "one long id": b"id: " + b"a-" * half + b"a",
        "an id that nearly fits": b"id: " + b"a-" * half + b"!",
        "one long word": b"id: " + "津".encode() * (full // 3),
        "markup without end": b"summary: {zh: '" + b"<" * full + b"', en: x}",
        "markup nearly": b"summary: {zh: '" + b"< " * half + b"', en: x}",
        "links nearly": b"summary: {zh: '" + b"](" * half + b"', en: x}",
        "addresses nearly": b"summary: {zh: '" + b"javascript " * (full // 11) + b"', en: x}",
        "blank text": b"summary: {zh: '" + b" " * full + b"', en: x}",
        "control characters": b"id: x\n" + b"\x01 " * half,
        "invisible characters": b"id: x\n" + b"\xe2\x80\x8b " * (full // 4),
        "escaped characters": b'id: "' + b"\\u202e" * (full // 6) + b'"',
        "one key over and over": b"id: x\n" * (full // 6),
        "many keys": b"".join(b"k%d: x\n" % n for n in range(full // 12)),
        "many unlike fields": b"".join(b"summarx%d: {zh: x}\n" % n for n in range(full // 26)),
        "many empty values": b"".join(b"k%d:\n" % n for n in range(full // 9)),
        "many ambiguous words": b"cautions: [" + b"no, " * (full // 4) + b"no]",
        "many figures": b"figures:\n" + b"- {}\n" * (full // 5),
        "many citations": b"cautions: {cite: [" + b"x#p1, " * (full // 6) + b"x#p1]}",
        "many documents": b"---\na\n" * (full // 6),
        "only comments": b"#\n" * half,
        "only line ends": b"\r\n" * half,
        "quotation without end": b"id: '" + b"'' " * (full // 3),
        "folded without end": b"id: >\n" + b" x\n\n" * (full // 4),
        "tags": b"- !" + b"a" * full,
        "directives": b"%TAG ! tag:x,2000:\n" * (full // 20),
        "nothing": b"",
        "zeros": b"\0" * full,
        "every byte": bytes(range(256)) * (full // 256),
        "UTF-16": "id: x\n".encode("utf-16") * (full // 14),
        "an archive": b"PK\x03\x04" + bytes(random.Random("zip").randbytes(full)),
        "too large by one": b"#" * (MAX_BYTES + 1),
    }  # fmt: skip
    for name, raw in bodies.items():
        for folder in ("projects", "commitments"):
            yield Case(f"{name} in {folder}", folder, "x", raw)


def read(case: Case) -> Taken:
    """Reads, checks and reports one file; what is accepted must be a record, what is refused must say where."""
    start = time.process_time()
    document, faults = parsed(case.folder, case.stem, case.raw)
    record, problems = check(document)
    everything = [*faults, *problems]
    assert record is not None or has_errors(everything), case.name
    assert all(problem.place.file == document.file for problem in everything), case.name
    text = report(everything[:200], ROOT, lang="zh") + "".join(spoken(problem.what, "en") for problem in everything)
    taken = time.process_time() - start
    assert "Traceback" not in text, case.name
    return Taken(case.name, taken, _peak())


def _peak() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
