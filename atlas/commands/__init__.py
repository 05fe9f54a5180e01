"""The commands of the editor's tools, one module each.

A module holds one click command; `cli.py` registers it. What it has to do for the editor's language:

- Its docstring is the help, and ends with `Example: atlas …`; docstring and options' help are English, and
  their Chinese stands in `locale/zh/*.po` under the very same words. `main` puts the help into the language
  and gives every command `--lang`, so that no command declares it.
- What it prints are messages: `click.echo(spoken(say("…")))`; `spoken` knows the language, by `--lang` or locale.
- Misuse is `raise misuse(say("…"))`: status 2, with the usage. Problems go through `report`.
- `options` has `FORM` (`--format text|json|github`), `ROOT` (`--root`) and `LANG`, for the rare command that has to
  know the language itself.
"""
