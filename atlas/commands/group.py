"""The group of all commands: it speaks the editor's language, and gives every command `--lang`."""

from __future__ import annotations

import copy
import gettext
import inspect
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

import click

from atlas.commands.interrupt import end
from atlas.message import CATALOGUES, LANGS, Complaint, Lang, Message, catalogue, editor_language, say, speaking, spoken

# Where click's words are, in the place gettext keeps them; `{lang}` is the language.
CLICK = "LC_MESSAGES/click.po"
LANG = "--lang"


class Deferred(Mapping[str, click.Command]):
    """Commands by name, each imported when it is asked for: `atlas build` need not read what `atlas audit` does."""

    def __init__(
        self, places: Mapping[str, str], dress: Callable[[click.Command], click.Command] = lambda command: command
    ) -> None:
        """`places` says where each is, as `module:attribute`; `dress` makes of a command the one that is given."""
        self._places = places
        self._dress = dress
        self._known: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._known:
            module, _, attribute = self._places[name].partition(":")
            self._known[name] = self._dress(getattr(import_module(module), attribute))
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def dressed(self, dress: Callable[[click.Command], click.Command]) -> Deferred:
        """The same commands, each made into another when it is asked for."""
        return Deferred(self._places, lambda command: dress(self._dress(command)))


class Commands(click.Group):
    """A group that is put into the editor's language as a whole before anything of it is read."""

    def main(self, args: Sequence[str] | None = None, *rest: Any, **extra: Any) -> Any:
        """Runs the command line in the language it asks for, else in the locale's."""
        given = sys.argv[1:] if args is None else list(args)
        lang = editor_language(_asked(given))
        if os.environ.get("NO_COLOR"):
            extra.setdefault("color", False)
        with speaking(lang), _click_speaking(lang):
            try:
                return click.Group.main(put_into(self, lang), given, *rest, **extra)
            except Complaint as error:
                _end(say("error: {what}", what=error.words), 2)
            except OSError as error:
                where, why = error.filename or say("the output"), error.strerror or str(error)
                _end(say("error: {where} cannot be read or written ({why})", where=where, why=why), 1)
            except UnicodeEncodeError:
                _end(say("error: the words given are not in the locale's encoding; try again with LC_ALL=C.UTF-8"), 2)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command that was asked for, and ends in words where that is interrupted."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as told:
            end(told)


def _end(words: Message, status: int) -> NoReturn:
    """Ends with a message in place of a traceback."""
    with suppress(OSError):
        click.echo(spoken(words), err=True)
    with suppress(OSError):  # what could not be printed is not printed again when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(status)


def _asked(args: Sequence[str]) -> str | None:
    """The language that a command line asks for, read before click reads it: help and misuse speak it too."""
    for at, word in enumerate(args):
        if word == LANG:
            return args[at + 1] if at + 1 < len(args) else None
        if word.startswith(f"{LANG}="):
            return word.partition("=")[2]
    return None


def _words(english: str | None, lang: Lang) -> str | None:
    """A help text in a language; English where the catalogue has no words for it."""
    if english is None or lang == "en":
        return english
    text = inspect.cleandoc(english)
    return catalogue(lang).get(text, text)


def put_into(command: click.Command, lang: Lang) -> click.Command:
    """A copy of a command, with all beneath it, whose help is in a language and which takes `--lang`."""
    made = copy.copy(command)
    made.help, made.epilog = _words(command.help, lang), _words(command.epilog, lang)
    made.short_help = _words(command.short_help, lang)
    made.options_metavar = _words(command.options_metavar, lang)
    made.params = [_option(param, lang) for param in command.params]
    if not any(LANG in param.opts for param in made.params):
        made.params.append(_option(_lang(), lang))
    if isinstance(command, click.Group) and isinstance(made, click.Group):
        made.subcommand_metavar = str(_words(command.subcommand_metavar, lang))
        inner = command.commands
        made.commands = (
            inner.dressed(lambda one: put_into(one, lang))  # type: ignore[assignment]
            if isinstance(inner, Deferred)
            else {name: put_into(one, lang) for name, one in inner.items()}
        )
    return made


def _lang() -> click.Option:
    return click.Option(
        [LANG], type=click.Choice(LANGS), expose_value=False, help="The language to speak; otherwise the locale's."
    )


def _option(param: click.Parameter, lang: Lang) -> click.Parameter:
    made = copy.copy(param)
    for name in ("help", "prompt", "metavar"):
        text = getattr(param, name, None)
        if isinstance(text, str):
            setattr(made, name, _words(text, lang))
    name = gettext.gettext(param.type.name)
    if name != param.type.name and isinstance(made, click.Option):
        made.type, made.metavar = copy.copy(param.type), made.metavar or param.type.name.upper()
        made.type.name = name
    return made


@contextmanager
def _click_speaking(lang: Lang) -> Iterator[None]:
    """Lets click's own words (Usage, Options, what is wrong with an argument) be in a language.

    Click asks gettext, and gettext wants a compiled catalogue in a folder and the language in the environment.
    """
    words = CATALOGUES / lang / CLICK
    try:
        place = TemporaryDirectory(prefix="atlas-") if words.is_file() else None
    except OSError:  # nowhere to compile it to: click's words stay English
        place = None
    if place is None:
        yield
        return
    domain, before = gettext.textdomain(), os.environ.get("LANGUAGE")
    with place as folder:
        _compile(words, lang, Path(folder, lang, "LC_MESSAGES", "click.mo"))
        gettext.bindtextdomain("click", folder)
        gettext.textdomain("click")
        os.environ["LANGUAGE"] = lang
        try:
            yield
        finally:
            gettext.textdomain(domain)
            os.environ.pop("LANGUAGE")
            if before is not None:
                os.environ["LANGUAGE"] = before


def _compile(source: Path, lang: Lang, target: Path) -> None:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as file:
        found = read_po(file, locale=lang)
    target.parent.mkdir(parents=True)
    with target.open("wb") as file:
        write_mo(file, found)
