"""The site over HTTP as a good host would serve it: compressed, cached, with the headers a page cannot set itself."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from atlas.publish.headers import EVERYWHERE, WITHIN

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".xml": "application/xml",
}


@contextmanager
def serving(folder: Path, port: int) -> Iterator[None]:
    """Serves a folder on this machine alone. It may still be empty when this begins."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            file = folder / unquote(urlsplit(self.path).path).lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            found = file.is_file() and file.resolve().is_relative_to(folder.resolve())
            self._send(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND, file if found else folder / "404.html")

        def _send(self, status: HTTPStatus, file: Path) -> None:
            body = _compressed(file)
            self.send_response(status)
            # What is named by its content never changes; the rest is asked for again.
            named = file.parent == folder / "assets"
            self.send_header("Cache-Control", "public, max-age=31536000, immutable" if named else "no-cache")
            self.send_header("Content-Type", TYPES.get(file.suffix, "application/octet-stream"))
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Vary", "Accept-Encoding")
            for name, value in self._policies(file):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def _policies(self, file: Path) -> Iterator[tuple[str, str]]:
            """The headers that the site asks its host to send, as in its file _headers."""
            yield from EVERYWHERE.items()
            for inner, found in WITHIN.items():
                if file.is_relative_to(folder / inner):
                    yield from ((name, value) for name, value in found.items() if name != "Cache-Control")

        def log_message(self, *_: object) -> None:
            """Nothing: the tests say what is wrong."""

    with answering(Handler, port):
        yield


@contextmanager
def answering(handler: type[BaseHTTPRequestHandler], port: int) -> Iterator[None]:
    """A server on this machine alone, in a thread of its own."""
    with ThreadingHTTPServer(("localhost", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()


@lru_cache(maxsize=4096)
def _compressed(file: Path) -> bytes:
    return gzip.compress(file.read_bytes())
