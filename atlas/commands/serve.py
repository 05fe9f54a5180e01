"""`atlas serve`: the site as it is being written, in a browser on this machine."""

from __future__ import annotations

from pathlib import Path

import click

from atlas.commands.options import misuse
from atlas.message import editor_language, say


@click.command("serve")
@click.option(
    "--port",
    default=8000,
    show_default=True,
    type=click.IntRange(0, 65535),
    help="The port to listen on; 0 takes any that is free.",
)
@click.option(
    "--root", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("."), show_default=True,
    help="The project's folder.",
)  # fmt: skip
def serve_command(port: int, root: Path) -> None:
    """Show the site at http://localhost:8000 while you write: save a file, and the open page shows it.

    Problems lie over the page until they are mended, with the last good page beneath. Ctrl-C ends it.

    Example: atlas serve --port 8080
    """
    from atlas.preview.session import PortTaken, preview

    lang = editor_language()
    if not (root / "pelicanconf.py").is_file():
        raise misuse(say("there is no pelicanconf.py here; run the command in the project's folder"))
    try:
        preview(root.resolve(), port, lang)
    except PortTaken as taken:
        words = say(
            "port {port} cannot be used ({why}); choose another: atlas serve --port {other}",
            port=port,
            why=taken.why,
            other=port + 1 if port < 65535 else 8000,
        )
        click.echo(words.said(lang), err=True)
        raise SystemExit(2) from None
