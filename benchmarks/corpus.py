"""A made-up atlas: records of the real schema in any number, the same bytes for the same number and seed.

N projects bring N/50 districts, N/5 organisations, N/5 sources, N/2 commitments and N/10 places. Each project
is told of by one or two sources, built by bodies, lies at a place, and is promised something every other time.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from atlas.edit.comments import Comments
from atlas.edit.writer import written
from atlas.load.nodes import Node, Numeral
from benchmarks import words

SEED = 7
# The templates of benchmarks/hugo name the same day.
AS_OF = date(2026, 11, 22)
PARAGRAPHS = 8
# What an atlas holds beside its records; the made-up one takes the real one's.
FIXED = ("vocabulary", "exceptions", "redirects")

Value = Any
Fields = dict[str, Value]


def write(root: Path, project: Path, number: int, seed: int = SEED) -> int:
    """Writes the records of a made-up atlas to `root`/data; gives how many there are.

    Args:
        project: the project's own root, whose vocabulary is taken.
        number: how many projects.
    """
    records = Corpus(number, Random(f"{seed}/{number}")).records()
    data = root / "data"
    for folder in FIXED:
        shutil.copytree(project / "data" / folder, data / folder)
    for (folder, name), record in records.items():
        path = data / folder / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(canonical(folder, record), encoding="utf-8", newline="\n")
    return len(records)


def canonical(folder: str, record: Fields) -> str:
    """A record's file as `atlas fmt` leaves it."""
    return written(folder, _node(record), Comments())


def _node(value: Value) -> Node:
    if isinstance(value, Mapping):
        return Node({key: _node(child) for key, child in value.items()}, 0, 0, 1)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return Node([_node(child) for child in value], 0, 0, 1)
    return Node(Numeral(value) if isinstance(value, int | float) else value, 0, 0, 1)


@dataclass(frozen=True)
class Name:
    """The two forms of a name, and the id made of it."""

    id: str
    zh: str
    en: str

    def names(self) -> Fields:
        """The name as a record has it."""
        return {"zh": self.zh, "en": self.en}


@dataclass
class Corpus:
    """The records of one made-up atlas."""

    number: int
    random: Random
    made: dict[tuple[str, str], Fields] = field(default_factory=dict)
    told: dict[str, list[Name]] = field(default_factory=dict)
    """The projects that each source tells of."""

    def records(self) -> dict[tuple[str, str], Fields]:
        """Every record by folder and id."""
        few = max(2, self.number // 50)
        fifth = max(2, self.number // 5)
        self.districts = [self._name(i, [("district", "区", "District")])[1] for i in range(few)]
        self.sources = [self._name(i, words.SOURCE_KINDS) for i in range(fifth)]
        self.bodies = [self._name(i, words.ORGANISATION_KINDS) for i in range(fifth)]
        self.places = [self._name(i, words.PLACE_KINDS) for i in range(max(2, self.number // 10))]
        self.projects = [self._name(i, words.PROJECT_KINDS) for i in range(self.number)]
        for at, (kind, name) in enumerate(self.projects):
            self._project(at, kind, name)
        for at in range(self.number // 2):
            self._commitment(at, self.projects[2 * at][1])
        for at, district in enumerate(self.districts):
            self._district(at, district)
        for at, (kind, name) in enumerate(self.bodies):
            self._organisation(at, kind, name)
        for at, (kind, name) in enumerate(self.places):
            self._place(at, kind, name)
        for at, (kind, name) in enumerate(self.sources):
            self._source(at, kind, name)
        return self.made

    # words

    def _name(self, at: int, kinds: Sequence[tuple[str, str, str]]) -> tuple[str, Name]:
        """The name of the n-th thing of its type, and its kind; the number keeps ids apart."""
        (a, b), (c, d) = self.random.choice(words.FIRST), self.random.choice(words.SECOND)
        kind, zh, en = self.random.choice(kinds)
        stem = f"{b}{d}"
        return kind, Name(f"{stem}-{en.split()[-1].lower()}-{at + 1}", f"{a}{c}{zh}", f"{stem.capitalize()} {en}")

    def _text(self, pairs: Sequence[tuple[str, str]], **gaps: Name | int) -> Fields:
        zh, en = self.random.choice(pairs)

        def filled(text: str, lang: str) -> str:
            return text.format(**{key: getattr(gap, lang, gap) for key, gap in gaps.items()})

        return {"zh": filled(zh, "zh"), "en": filled(en, "en")}

    def _day(self, first: int, last: int) -> str | int:
        """A date between two years: a day, a month or a year."""
        day = date(first, 1, 1) + timedelta(days=self.random.randrange(365 * (last - first + 1)))
        return self.random.choice([day.isoformat(), day.isoformat()[:7], day.year])

    def _cite(self, at: int, many: int = 1) -> str | list[str]:
        """Paragraphs of the source that the n-th project is told of in, one or several."""
        source = self.sources[at % len(self.sources)][1].id
        found = sorted({1 + self.random.randrange(PARAGRAPHS) for _ in range(many)})
        cites = [f"{source}#p{paragraph}" for paragraph in found]
        return cites if len(cites) > 1 else cites[0]

    # records

    def _put(self, folder: str, name: str, record: Fields) -> None:
        self.made[folder, name] = {"id": name, **record}

    def _project(self, at: int, kind: str, name: Name) -> None:
        district = self.districts[at % len(self.districts)]
        self.told.setdefault(self.sources[at % len(self.sources)][1].id, []).append(name)
        what = next(Name("", zh, en.lower()) for term, zh, en in words.PROJECT_KINDS if term == kind)
        record: Fields = {"names": name.names()}
        if self.random.random() < 0.2:
            record["aliases"] = [{"zh": f"{name.zh}项目", "cite": self._cite(at)}]
        record |= {
            "summary": self._text(words.SUMMARIES, area=district, kind=what) | {"cite": self._cite(at, 2)},
            "kind": kind,
            "district": district.id,
            "sectors": self.random.sample(words.SECTORS, self.random.randint(1, 2)),
            "history": self._history(at),
            "parties": [
                {
                    "organisation": body.id,
                    "roles": self.random.sample(words.ROLES, self.random.randint(1, 2)),
                    "cite": self._cite(at),
                }
                for _, body in self.random.sample(self.bodies, self.random.randint(1, min(3, len(self.bodies))))
            ],
            "figures": self._figures(at, self.random.randint(2, 4)),
            "details": self._details(at, 2),
            "location": {"place": self.places[at % len(self.places)][1].id, "cite": self._cite(at)},
            "related": self._related(at),
            **self._doubts(at),
        }
        self._put("projects", name.id, record)

    def _history(self, at: int) -> list[Fields]:
        first = self.random.randrange(3)
        stages = words.STAGES[first : first + self.random.randint(2, 4)]
        year = self.random.randint(2019, 2022)
        entries = []
        for step, stage in enumerate(stages):
            entry: Fields = {"stage": stage, "on": self._day(year + step, year + step)}
            if self.random.random() < 0.5:
                entry["note"] = self._text(words.NOTES)
            entries.append(entry | {"cite": self._cite(at)})
        return entries

    def _figures(self, at: int, many: int) -> list[Fields]:
        found = []
        for measure, unit, counted, least, most, step in self.random.sample(words.MEASURES, many):
            figure: Fields = {"measure": measure, "value": self.random.randrange(least, most, step), "unit": unit}
            if counted is not None:
                figure["counted"] = dict(zip(("zh", "en", "en_one", "zh_unit"), counted, strict=True))
            figure |= {"qualifier": self.random.choice(words.QUALIFIERS), "basis": self.random.choice(words.BASES)}
            if self.random.random() < 0.8:
                figure["as_of"] = self.random.randint(2021, 2025)
            found.append(figure | {"cite": self._cite(at)})
        return found

    def _details(self, at: int, many: int) -> list[Fields]:
        pairs = self.random.sample(words.DETAILS, many)
        return [{"zh": zh, "en": en, "cite": self._cite(at)} for zh, en in pairs]

    def _related(self, at: int) -> list[Fields]:
        """One or two projects that come later, so that no two records say the same link twice."""
        chosen = {at + self.random.randint(1, 60) for _ in range(2)}
        return [
            {
                "record": f"projects/{self.projects[other][1].id}",
                "kind": self.random.choice(words.RELATIONS),
                "reason": self._text(words.REASONS),
                "cite": self._cite(at),
            }
            for other in sorted(chosen)
            if other < len(self.projects)
        ]

    def _doubts(self, at: int) -> Fields:
        return {
            "cautions": [self._text(words.CAUTIONS) | {"cite": self._cite(at)}],
            "unknowns": [{"unknown": "not_stated", "what": self._text(words.UNKNOWNS), "cite": self._cite(at)}],
            "checked": AS_OF.isoformat(),
        }

    def _commitment(self, number: int, project: Name) -> None:
        at = 2 * number
        district = self.districts[at % len(self.districts)]
        made, target = self.random.randint(2022, 2025), self.random.randrange(20, 400, 10)
        is_stage = self.random.random() < 0.5
        zh, en = words.PROMISES[0 if is_stage else 1]
        cite = self._cite(at)
        record: Fields = {
            "what": self._text([(zh, en)], name=project, n=target) | {"cite": cite},
            "class": self.random.choices(["commitment", "forecast"], [4, 1])[0],
            "strength": self.random.choice(["statement", "plan"]),
            "made_by": [{"district": district.id, "capacity": dict(zip(("zh", "en"), words.CAPACITY, strict=True))}],
            "made_on": self._day(made, made),
            "district": district.id,
            "projects": [project.id],
        }
        if is_stage:
            record["measure"] = {"kind": "stage", "project": project.id, "stage": "in_operation"}
        else:
            counted = dict(zip(("zh", "en", "en_one", "zh_unit"), words.MEASURES[4][2] or (), strict=True))
            record["measure"] = {
                "kind": "threshold", "measure": "companies", "value": target, "unit": "count", "counted": counted,
                "qualifier": "over",
            }  # fmt: skip
        record["due"] = {"date": self._day(made + 1, made + 3), "cite": cite}
        if record["class"] == "commitment" and self.random.random() < 0.6:
            shown = {"outcome": self.random.choice(["done", "partly"])} if is_stage else {"value": target + 5}
            record["findings"] = [
                {
                    "on": self._day(made + 1, 2025) if made < 2025 else "2026-03",
                    **shown,
                    "by": self.random.choice(["self_reported", "independent"]),
                    "note": self._text(words.NOTES),
                    "cite": self._cite(at),
                }
            ]
        self._put("commitments", f"{project.id}-promise", record | {"checked": AS_OF.isoformat()})

    def _district(self, at: int, name: Name) -> None:
        lead = {"zh": f"{name.zh}近年的建设、承诺与结果。", "en": f"What {name.en} builds, promised and reached."}
        details = self._details(at, 3)
        self._put("districts", name.id, {
            "names": name.names(), "kind": "district", "lead": lead | {"cite": self._cite(at)},
            "figures": self._figures(at, 4), "details": details, **self._doubts(at),
        })  # fmt: skip

    def _organisation(self, at: int, kind: str, name: Name) -> None:
        district = self.districts[at % len(self.districts)]
        summary = {"zh": f"在{district.zh}参与建设的单位。", "en": f"A body that takes part in works in {district.en}."}
        details = self._details(at, 2)
        self._put("organisations", name.id, {
            "names": name.names(), "summary": summary | {"cite": self._cite(at)}, "kind": kind,
            "district": district.id, "figures": self._figures(at, 1), "details": details, **self._doubts(at),
        })  # fmt: skip

    def _place(self, at: int, kind: str, name: Name) -> None:
        district = self.districts[at % len(self.districts)]
        point = {
            "lat": round(self.random.uniform(38.9, 39.3), 5), "lon": round(self.random.uniform(117.0, 117.6), 5),
            "datum": "WGS-84", "precision": "site", "source": f"made up {at + 1}", "licence": "CC-BY-4.0",
        }  # fmt: skip
        details = self._details(at, 2)
        self._put("places", name.id, {
            "names": name.names(), "kind": kind, "district": district.id, "coordinates": point, "details": details,
            **self._doubts(at),
        })  # fmt: skip

    def _source(self, at: int, kind: str, name: Name) -> None:
        told = self.told.get(name.id) or [self.projects[at % len(self.projects)][1]]
        publisher = self.bodies[at % len(self.bodies)][1]
        day = f"2026-{self.random.randint(5, 10):02}-{self.random.randint(1, 28):02}"
        gists = [self._text(words.GISTS, name=told[number % len(told)]) for number in range(PARAGRAPHS)]
        self._put("sources", name.id, {
            "names": name.names(),
            "summary": self._text(words.GISTS, name=told[0]) | {"cite": f"{name.id}#p1"},
            "kind": kind, "title_is": "ours", "publisher": {"organisation": publisher.id, "cite": f"{name.id}#p1"},
            "published": {"earliest": day, "latest": day, "cite": f"{name.id}#p1"}, "language": "zh",
            "address": f"https://example.org/news/{at + 1}",
            "paragraphs": [
                {
                    "p": number, "gist": gist, "locator": self.random.choice(words.LOCATORS), "recorded": "full",
                    "digest": hashlib.sha256(f"{name.id}/{number}".encode()).hexdigest()[:12],
                }
                for number, gist in enumerate(gists, start=1)
            ],
            "digest": hashlib.sha256(name.id.encode()).hexdigest()[:12],
            "checked": AS_OF.isoformat(),
        })  # fmt: skip
