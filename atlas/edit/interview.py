"""The answers about a new record, taken one at a time: names become ids, and what `check` would refuse is refused at once."""

from __future__ import annotations

import re
from typing import Any

from atlas.edit.choices import Choice, Known, closest, meant
from atlas.edit.naming import suggested
from atlas.edit.questions import Question, questions
from atlas.edit.scaffold import complaint, document, scaffold
from atlas.message import Joined, Lang, Text, say
from atlas.problem import Problem, has_errors
from atlas.records.numerals import spelled
from atlas.records.parts import UnknownKind
from atlas.records.shape import Path

# What an editor types where the source is silent.
UNSTATED = "?"

_SHOWN = 12
_ANY_NAME = "new-record"


class Refusal(ValueError):
    """An answer that cannot be taken, and why."""

    def __init__(self, why: Text) -> None:
        super().__init__(str(why))
        self.why = why


class Interview:
    """What has been answered so far about a new record of one type."""

    def __init__(self, known: Known, lang: Lang) -> None:
        self.known = known
        self.lang: Lang = lang
        self.name = ""
        self.answers: dict[Path, str | list[str]] = {}
        self.last_cited = ""
        self.prepared: dict[str, Any] = {}

    @property
    def questions(self) -> tuple[Question, ...]:
        return questions(self.known.cls)

    @property
    def words(self) -> Path:
        """The path of the words that name the record: its names, or what it is about."""
        return self.questions[0].path[:1]

    def choices(self, question: Question) -> tuple[Choice, ...]:
        return self.known.choices(question.part, question.field)

    def is_open(self, question: Question) -> bool:
        """Whether a question is still worth asking: a group left out, said to be unknown, or already linked, is not."""
        if not question.is_asked or question.path in self.answers:
            return False
        if question.unknown and (*question.unknown, "unknown") in self.answers:
            return False
        if question.when and not any(self.answers.get(path) == value for path, value in question.when):
            return False
        group = [each for each in self.questions if len(each.path) > 1 and each.path[:-1] == question.path[:-1]]
        before = group[: group.index(question)] if question in group else []
        if question.is_required or not before:
            return True
        answered = [each for each in before if each.path in self.answers]
        if any(each.field.marker for each in answered) and question.field.marker:
            return False  # a body, or a district, or a place: one of them is enough
        return bool(answered) or not question.is_citation

    def suggestion(self) -> str | None:
        """An id, from the words in either language."""
        zh, en = (self.answers.get((*self.words, language)) for language in ("zh", "en"))
        taken = {path.stem for path in (self.known.root / "data" / self.known.cls.folder).glob("*.yaml")}
        return suggested(str(zh or ""), str(en or ""), taken)

    def call(self, name: str) -> None:
        """Gives the record its id.

        Raises:
            Refusal: it is no id, or another record has it.
        """
        path = self.known.root / "data" / self.known.cls.folder / f"{name}.yaml"
        if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) and path.exists():
            raise Refusal(say("there is a record '{name}' already; choose another id", name=name))
        if problem := complaint(self.known, name, self.answers, ("id",)):
            raise Refusal(_said(problem))
        self.name = name

    def take(self, question: Question, answer: str | list[str]) -> None:
        """Takes one answer.

        Raises:
            Refusal: it names nothing that is known, or `check` would find fault with it.
        """
        if question.unknown and answer == UNSTATED:
            self.answers[(*question.unknown, "unknown")] = UnknownKind.NOT_STATED
            return
        given = answer if isinstance(answer, list) else self.parted(question, answer)
        found = [self.meant(question, each.strip()) for each in given]
        value: str | list[str] = found if question.field.many and not question.is_citation else found[0]
        if question.is_citation and len(found) > 1:
            value = found
        problem = complaint(self.known, self.name or _ANY_NAME, {**self.answers, question.path: value}, question.path)
        if problem and (number := spelled(str(value))) is not None:
            value = f"{number:f}"
            problem = complaint(
                self.known, self.name or _ANY_NAME, {**self.answers, question.path: value}, question.path
            )
        if problem:
            raise Refusal(_said(problem))
        self.answers[question.path] = value
        if question.is_citation:
            self.last_cited = ", ".join(found)

    def parted(self, question: Question, answer: str) -> list[str]:
        """One answer, or several with commas between them where the field holds a list."""
        if not question.field.many and not question.is_citation:
            return [answer]
        return [part for part in re.split(r"[,，、;；]", answer) if part.strip()] or [answer]

    def meant(self, question: Question, answer: str) -> str:
        """An answer as the file holds it: the id of what it names."""
        known = self.choices(question)
        if question.is_citation:
            source, mark, place = answer.partition("#")
            place = re.sub(r"(?<![0-9p])(?=[0-9])", "p", place)
            is_itself = source == self.name or self.known.cls.folder == "sources"
            return (source if is_itself else self.one(source, known)) + mark + place
        return self.one(answer, known) if known else answer

    def one(self, answer: str, known: tuple[Choice, ...]) -> str:
        found = meant(answer, known)
        if len(found) == 1:
            return found[0].id
        if found:
            names = "; ".join(f"{each.id} ({each.named(self.lang)})" for each in found[:_SHOWN])
            raise Refusal(say("'{answer}' may be any of these: {names}", answer=answer, names=names))
        near = closest(answer, known)
        if near:
            raise Refusal(say("nothing is called '{answer}'; did you mean '{near}'?", answer=answer, near=near.id))
        raise Refusal(say("nothing is called '{answer}'", answer=answer))

    def text(self) -> tuple[str, tuple[Problem, ...]]:
        """The file, and what is still to be filled in."""
        text = scaffold(self.known, self.name, self.answers, self.lang, self.prepared)
        _, problems = document(self.known, self.name, text)
        return text, problems if has_errors(problems) else ()


def _said(problem: Problem) -> Text:
    return Joined((problem.what, problem.fix), "; ") if problem.fix else problem.what
