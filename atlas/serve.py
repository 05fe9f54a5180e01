"""The site served on this machine, for reading it over HTTP before it is published."""

from __future__ import annotations

import functools
import http.server
from pathlib import Path

import click

from atlas.commands.options import misuse
from atlas.message import say, spoken


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files as they are; what is missing gets the site's own page for it."""

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: a reader's clicks are no news."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def serve(folder: Path, port: int) -> None:
    """Serves a folder until interrupted.

    Raises:
        SystemExit: with status 2 where the port is taken.
    """
    handler = functools.partial(_Handler, directory=str(folder))
    try:
        server = http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        words = say("port {port} cannot be used ({reason}); try --port {other}",
                    port=port, reason=error.strerror, other=port + 1)  # fmt: skip
        raise misuse(words) from None
    with server:
        click.echo(spoken(say("{address} (Ctrl-C ends it)", address=f"http://localhost:{port}/")))
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo()
