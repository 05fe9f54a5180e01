"""`atlas new source`: a source's record prepared from its article, paragraph by paragraph."""

from __future__ import annotations

from typing import Any

import click

from atlas.article.paragraphs import Article
from atlas.article.prepared import language, prepared
from atlas.commands.article import article_options, held
from atlas.commands.record import Session, record_command
from atlas.edit.questions import Question
from atlas.message import Text, say, say_count
from atlas.records import Record
from atlas.records.source import Source


class SourceSession(Session):
    """A source on its way into a file, with its article where the editor holds it."""

    article: Article | None = None

    @staticmethod
    def example(cls: type[Record]) -> str:
        """What may stand behind the command."""
        return '--text article.txt --lines 1-17 --zh 和平路报道 --en "Report on Heping Road"'

    def take(self, given: dict[str, Any]) -> None:
        """The article, and the answers that came as options."""
        text, lines = given.pop("text"), given.pop("lines")
        if lines and not text:
            raise self.misuse(say("--lines needs --text, the file with the article"))
        super().take(given)
        if text:
            said = self.interview.answers.get(("language",))
            self.article = held(text, lines, self.lang, str(said or "zh"))
            if not said:
                self.article = Article(self.article.paragraphs, language(self.article))
                self.interview.answers["language",] = self.article.language

    def ask_one(self, question: Question) -> None:
        """A question; what the article itself says of its publisher and its day stands in its first paragraph."""
        if not question.is_citation:
            super().ask_one(question)

    def prepare(self) -> None:
        """Puts in the paragraphs, and cites the first for whatever was said without a citation."""
        answers = self.interview.answers
        for group in ("publisher", "published"):
            said = {path[1] for path in answers if path[0] == group}
            if said and not said & {"cite", "unknown"}:
                answers[group, "cite"] = f"{self.interview.name}#p1"
        if self.article:
            self.interview.prepared = prepared(self.interview.name, self.article)

    def next(self, file: str) -> Text:
        """What to do with the file."""
        if self.article is None:
            return super().next(file)
        return say_count(
            "Next: open {file} and write what its {count} paragraph says, in your own words (gist).",
            "Next: open {file} and write what each of its {count} paragraphs says, in your own words (gist).",
            len(self.article.paragraphs),
            file=file,
        )


def source_command() -> click.Command:
    """The command that starts a source."""
    return record_command(Source, SourceSession, article_options())
