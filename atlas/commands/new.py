"""`atlas new`: one command for each record type."""

from __future__ import annotations

import click


class _Types(click.Group):
    """Finds the command of a record type when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        from atlas.commands.record import TYPES

        return sorted(TYPES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        from atlas.commands.record import TYPES, Session, record_command
        from atlas.commands.source import source_command

        if name == "source":
            return source_command()
        return record_command(TYPES[name], Session) if name in TYPES else None


@click.group("new", cls=_Types, no_args_is_help=True)
def new_command() -> None:
    """Start a record: asks for what is required, and writes the file with hints for the rest.

    Example: atlas new project --zh 和平路骑楼 --en "Heping Road Arcade" --district 红桥区
    """
