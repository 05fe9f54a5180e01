"""The preview's server: pages of the last good site, and a stream of events for each open page.

From the standard library, a thread a connection: for one reader on one machine nothing more is needed, and
server-sent events are plain HTTP that a browser renews by itself.
"""

from __future__ import annotations

import http.server
import mimetypes
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from atlas.message import Lang, say
from atlas.preview import page
from atlas.preview.board import Board

CLIENT = Path(__file__).parent / "client"
HOSTS = ("localhost", "127.0.0.1")
# How often a silent stream shows that it lives, so that one whose page is gone comes to an end.
_BREATH = 10.0
# The machine's own table may know these differently, or not at all.
_TYPES = {
    ".css": "text/css",
    ".csv": "text/csv",
    ".geojson": "application/geo+json",
    ".html": "text/html",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".xml": "application/xml",
}


class Server(http.server.ThreadingHTTPServer):
    """Listens on this machine only."""

    daemon_threads = True
    # Threads of open streams end with the board; nobody waits for a browser that hangs.
    block_on_close = False

    def __init__(self, port: int, board: Board, lang: Lang) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.board = board
        self.lang = lang

    def handle_error(self, request: object, client_address: object) -> None:
        """Quiet: a browser that hangs up in the middle is no news."""


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    server_version = "atlas-preview"

    def log_message(self, format: str, *args: object) -> None:
        """Quiet: a reader's clicks are no news."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        # Another site's page may lead a browser here under a name of its own; it gets nothing.
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in HOSTS:
            self._send(421, b"", "text/plain")
            return
        path = unquote(urlsplit(self.path).path)
        if path == page.EVENTS:
            self._stream()
        elif path in (page.SCRIPT, page.STYLE):
            self._send(200, (CLIENT / path.rpartition("/")[2]).read_bytes(), _type(path))
        else:
            self._page(path.lstrip("/"))

    def _page(self, address: str) -> None:
        site = self.server.board.site
        if site is None:
            self._wait()
            return
        if not address or address.endswith("/"):
            address += "index.html"
        body = site.read(address)
        if body is None and site.read(f"{address}/index.html") is not None:
            self.send_response(301)
            self.send_header("Location", quote(f"/{address}/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        status = 200 if body is not None else 404
        if body is None:
            address, body = "404.html", site.read("404.html") or b""
        mark = page.digest(body)
        if address.endswith(".html"):
            body = page.previewed(body, site.version)
        self._send(status, body, _type(address), mark)

    def _wait(self) -> None:
        """While there is no site: a page that says so, and becomes the page asked for once there is one."""
        lang = self.server.lang
        words = say("The first build is under way, or has found problems.").said(lang)
        body = page.waiting(say("Preview").said(lang), words, "zh-CN" if lang == "zh" else "en")
        self._send(503, page.previewed(body, ""), "text/html; charset=utf-8")

    def _stream(self) -> None:
        """What the board knows, now and at every change, until the page or the preview is closed."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream; charset=utf-8")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command == "HEAD":
            return
        seen = -1
        try:
            while (news := self.server.board.news(seen, _BREATH)) is not None:
                count, state = news
                self.wfile.write(b": here\n\n" if count == seen else f"data: {state}\n\n".encode())
                self.wfile.flush()
                seen = count
        except OSError:
            return

    def _send(self, status: int, body: bytes, kind: str, mark: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if mark:
            self.send_header("ETag", f'"{mark}"')
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@cache
def _type(address: str) -> str:
    """The media type of a file, by its name."""
    ending = Path(address).suffix.lower()
    kind = _TYPES.get(ending) or mimetypes.guess_type(address)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or ending in _TYPES
    return f"{kind}; charset=utf-8" if is_text else kind
