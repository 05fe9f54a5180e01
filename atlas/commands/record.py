"""`atlas new` for one record type: asks on a terminal or takes options, and writes the file in canonical form."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from atlas.commands.group import put_into
from atlas.commands.options import LANG, ROOT
from atlas.commands.terminal import painted
from atlas.dictionary import meaning
from atlas.edit.choices import Known
from atlas.edit.files import create_text
from atlas.edit.interview import UNSTATED, Interview, Refusal
from atlas.edit.questions import Question, questions
from atlas.message import Joined, Lang, Text, editor_language, say, spoken
from atlas.records import PUBLISHED, Record
from atlas.records.nouns import CHINESE, english
from atlas.records.parts import Names
from atlas.records.quantity import Counted
from atlas.records.shape import declared
from atlas.report import report
from atlas.schema import SchemaError, refresh_ids

_LISTED = 20

TYPES: dict[str, type[Record]] = {cls.__name__.lower(): cls for cls in PUBLISHED}


def record_command(cls: type[Record], session: type[Session], more: Sequence[click.Parameter] = ()) -> click.Command:
    """The command that starts a record of one type; `more` are options that only its session knows."""
    options: list[click.Parameter] = [
        click.Option(["--id", "given_id"], help=spoken(say("Its id; otherwise suggested from its name."))),
        *(_option(cls, index, question) for index, question in enumerate(questions(cls))),
        click.Option(
            ["--ask/--no-ask", "is_asking"],
            default=None,
            help=spoken(say("Ask for what no option gives; the rule where the input is a terminal.")),
        ),
        *more,
    ]

    def run(given_id: str | None, is_asking: bool | None, lang: str | None, root: Path, **given: Any) -> None:
        started = session(cls, root, editor_language(lang))
        started.take(given)
        if sys.stdin.isatty() if is_asking is None else is_asking:
            started.ask(given_id)
        started.finish(given_id)

    what = f"{CHINESE[cls.__name__]} · {english(cls)}"
    about = say(
        "Start a record: {what}.\n\nAn option may name a record or a term by its id or by its name; `?` says that the "
        "sources do not state it.\n\nExample: {example}",
        what=what,
        example=f"atlas new {cls.__name__.lower()} {session.example(cls)}",
    )
    command = click.Command(
        cls.__name__.lower(),
        callback=LANG(ROOT(run)),
        params=options,
        short_help=english(cls),
        help=spoken(about),
    )
    command.params.extend(reversed(getattr(command.callback, "__click_params__", [])))
    return put_into(command, editor_language())


def _option(cls: type[Record], index: int, question: Question) -> click.Option:
    return click.Option(
        [question.flag, f"answer_{index}"],
        help=_means(cls, question, editor_language()),
        multiple=question.field.many and not question.is_citation,
    )


def _means(cls: type[Record], question: Question, lang: Lang) -> str:
    """What a question is about: the field of the record, and the field within it."""
    fields = [declared(cls)[str(question.path[0])]] + ([question.field] if len(question.path) > 1 else [])
    return " · ".join(dict.fromkeys(meaning(field)[0 if lang == "zh" else 1] for field in fields))


class Session:
    """One record on its way into a file."""

    @staticmethod
    def example(cls: type[Record]) -> str:
        """What may stand behind the command."""
        first = questions(cls)[0].flag.removesuffix("zh")
        return f'{first}zh 和平路骑楼 {first}en "Heping Road Arcade"'

    def __init__(self, cls: type[Record], root: Path, lang: Lang) -> None:
        self.root = root
        self.lang: Lang = lang
        try:
            self.interview = Interview(Known(root, cls), lang)
        except SchemaError as error:
            self.say(say("error: {what}", what=error.words))
            sys.exit(1)

    def say(self, text: Text) -> None:
        click.echo(text if isinstance(text, str) else text.said(self.lang), err=True)

    def misuse(self, text: Text) -> click.UsageError:
        return click.UsageError(text if isinstance(text, str) else text.said(self.lang))

    def take(self, given: dict[str, Any]) -> None:
        """The answers that came as options."""
        for index, question in enumerate(self.interview.questions):
            answer = given[f"answer_{index}"]
            if answer:
                try:
                    self.interview.take(question, list(answer) if isinstance(answer, tuple) else answer)
                except Refusal as refusal:
                    raise self.misuse(Joined((question.flag, refusal.why), ": ")) from None

    def ask(self, given_id: str | None) -> None:
        """Every open question, and the id as soon as there is a name."""
        self.say(say("Enter leaves a question open; {mark} says that the sources do not state it", mark=UNSTATED))
        for question in self.interview.questions:
            if question.path[:1] != self.interview.words and not self.interview.name:
                self.ask_id(given_id)
            if self.interview.is_open(question):
                self.ask_one(question)

    def ask_id(self, given_id: str | None) -> None:
        suggestion = given_id or self.interview.suggestion()
        while not self.interview.name:
            answer = click.prompt(_shown(say("id"), self.lang), default=suggestion, err=True)
            try:
                self.interview.call(str(answer).strip())
            except Refusal as refusal:
                self.say(Joined(("  ", refusal.why)))

    def ask_one(self, question: Question) -> None:
        known = () if question.is_citation else self.interview.choices(question)
        if len(known) > _LISTED:
            self.say(Joined(("  ", say("a part of its name is enough; there are {count}", count=len(known)))))
        else:
            for number, each in enumerate(known, 1):
                click.echo(f"  {number:>2} {each.id:24} {each.named(self.lang)}", err=True)
        default = self.interview.last_cited if question.is_citation else ""
        while True:
            answer = click.prompt(self.label(question), default=default, show_default=bool(default), err=True).strip()
            if not answer:
                return
            if answer.isdigit() and 1 <= int(answer) <= len(known) <= _LISTED:
                answer = known[int(answer) - 1].id
            try:
                self.interview.take(question, answer)
            except Refusal as refusal:
                self.say(Joined(("  ", refusal.why)))
            else:
                return

    def label(self, question: Question) -> str:
        """What is asked for, with an example."""
        parts = [_means(self.interview.known.cls, question, self.lang)]
        examples = question.field.info.examples
        is_free = question.field.key in ("zh", "en") and not issubclass(question.part, Names | Counted)
        if examples and not is_free and not self.interview.choices(question):
            parts.append(_shown(say("such as {example}", example=str(examples[0])), self.lang))
        parts += [] if question.is_required else [_shown(say("may be left out"), self.lang)]
        return " · ".join(parts)

    def finish(self, given_id: str | None) -> None:
        """Writes the file, and says what is left to do."""
        name = self.interview.name or given_id or self.interview.suggestion()
        if not name:
            flags = " / ".join(each.flag for each in self.interview.questions if each.path[:1] == self.interview.words)
            raise self.misuse(say("give its name ({flags}), or --id", flags=flags))
        try:
            self.interview.call(name)
        except Refusal as refusal:
            raise self.misuse(refusal.why) from None
        self.prepare()
        text, problems = self.interview.text()
        file = f"data/{self.interview.known.cls.folder}/{name}.yaml"
        try:
            create_text(self.root / file, text)
        except FileExistsError:
            raise self.misuse(say("{file} is there already, and is left as it is", file=file)) from None
        except OSError as error:
            self.say(say("{file}: cannot be written ({reason})", file=file, reason=error.strerror))
            sys.exit(1)
        refresh_ids(self.root)
        click.echo(file)
        problems = tuple(problem for problem in problems if problem.rule != "empty-value")
        if problems:
            self.say(Joined(("\n", say("Still to be filled in:"))))
            click.echo(painted(report(problems, self.root)), err=True, nl=False)
        self.say(Joined(("\n", self.next(file))))
        self.say(say("Then: atlas fmt {file}, and atlas check", file=file))

    def prepare(self) -> None:
        """Puts in what the record's type lets be said before the editor says anything; the record has its id."""

    def next(self, file: str) -> Text:
        """What to do with the file."""
        return say("Next: open {file}. A line with # is a hint; take away the # to use it.", file=file)


def _shown(text: Text, lang: Lang) -> str:
    return text if isinstance(text, str) else text.said(lang)
