"""The site on the hosts that docs/publishing tells of, as far as one machine has them.

Tried: nginx with the file of this project, at the root and beneath a path; a host that reads `_headers`; a folder
that is opened without any server. nginx must be installed (Debian: apt install nginx); it runs as a process of its
own, on this machine's loopback alone.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

import pytest
from playwright.sync_api import Page

from atlas.publish.headers import EVERYWHERE, WITHIN
from tests.browser import listening, survey
from tests.conftest import ROOT, _build
from tests.quality.server import answering
from tests.site import BuiltSite

CONF = (ROOT / "docs" / "publishing" / "nginx.conf").read_text("utf-8")
PAGES = ("", "en/", "projects/", "projects/xiyuzhuang-plot-6/", "en/commitments/", "map/", "search/", "changes/")
# Beneath a path, as docs/publishing/README.md says: the paths of the locations, and that of the page for 404.
BENEATH = [("root /srv/www/atlas;", "root /srv/www;"), (" /404.html;", " /atlas/404.html;")]
BENEATH += [(f"location {path} {{", f"location /atlas{path} {{") for path in ("/", "/assets/", "/data/")]


@dataclass(frozen=True, slots=True)
class Host:
    """A site, and where it is served."""

    site: BuiltSite
    port: int
    path: str

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}{self.path}"

    def get(self, address: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(
                "GET", self.path + address, headers={name.replace("_", "-"): v for name, v in headers.items()}
            )
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


def configuration(folder: Path, served: Path, port: int, path: str) -> Path:
    """nginx's own settings around the project's, with nothing outside the folder."""
    server = CONF
    for old, new in BENEATH if path != "/" else []:
        assert server.count(old) == 1, old
        server = server.replace(old, new)
    server = re.sub(r"root /srv/www\b(/atlas)?;", f'root "{served}";', server)
    server = server.replace("listen 80;", f"listen 127.0.0.1:{port};")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    scratch = "".join(f"  {kind}_temp_path {folder}/{kind};\n" for kind in kinds)
    file = folder / "nginx.conf"
    file.write_text(
        f"user root;\ndaemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log {folder}/error.log;\nevents {{}}\n"
        f"http {{\n  include /etc/nginx/mime.types;\n  access_log off;\n{scratch}{server}\n}}\n",
        "utf-8",
    )
    return file


@pytest.fixture(scope="module", params=["/", "/atlas/"], ids=["at the root", "beneath a path"])
def nginx(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin:/opt/homebrew/bin")
    assert program, "nginx is needed, and this test never passes without. Debian and Ubuntu: apt install nginx"
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    site = _build(folder / "www" / "atlas", SITE_URL=f"http://localhost:{port}{request.param}".rstrip("/"))
    served = folder / "www" if request.param != "/" else folder / "www" / "atlas"
    command = [program, "-p", str(folder), "-c", str(configuration(folder, served, port, request.param))]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            wait_for(port, process)
            yield Host(site, port, request.param)
        finally:
            process.terminate()


def wait_for(port: int, process: subprocess.Popen[str]) -> None:
    for _ in range(200):
        assert process.poll() is None, process.stderr and process.stderr.read()
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer")


def test_nginx_gives_every_file_as_it_was_built(nginx: Host) -> None:
    listed = json.loads(nginx.site.files["data/manifest.json"])["files"]
    assert listed
    for name, entry in listed.items():
        answer, body = nginx.get(name)
        assert (answer.status, hashlib.sha256(body).hexdigest()) == (200, entry["sha256"]), name


@pytest.mark.parametrize(
    ("address", "folder", "cache"),
    [
        ("", None, "public, max-age=0, must-revalidate"),
        ("en/commitments/", None, "public, max-age=0, must-revalidate"),
        ("assets/", "assets/", "public, max-age=31536000, immutable"),
        ("data/manifest.json", "data/", "public, max-age=0, must-revalidate"),
    ],
)
def test_nginx_sends_the_headers(nginx: Host, address: str, folder: str | None, cache: str) -> None:
    if address == "assets/":
        address = next(name for name in nginx.site.files if name.startswith("assets/"))
    answer, _ = nginx.get(address)
    expected = {**EVERYWHERE, **(WITHIN[folder] if folder else {}), "Cache-Control": cache}
    assert answer.status == 200
    assert {name: answer.getheader(name) for name in expected} == expected


def test_nginx_says_what_is_not_there_in_words(nginx: Host) -> None:
    answer, body = nginx.get("projects/none/")
    assert (answer.status, body) == (404, nginx.site.files["404.html"])
    assert answer.getheader("Content-Security-Policy") == EVERYWHERE["Content-Security-Policy"]


def test_nginx_compresses_and_tells_the_kind(nginx: Host) -> None:
    answer, _ = nginx.get("", Accept_Encoding="gzip")
    assert answer.getheader("Content-Encoding") == "gzip"
    assert answer.getheader("Content-Type") == "text/html; charset=utf-8"


def test_nginx_shows_pages_without_a_fault(nginx: Host) -> None:
    assert seen([nginx.url + page for page in PAGES], nginx.url) == []


@contextmanager
def host_of_headers(folder: Path, port: int) -> Iterator[None]:
    """A server that knows a folder and its `_headers`, as Netlify's and Cloudflare's read it."""
    rules = []
    for block in (folder / "atlas" / "_headers").read_text("utf-8").strip().split("\n\n"):
        path, *lines = block.splitlines()
        rules.append((re.escape(path).replace(r"\*", ".*"), [line.strip().split(": ", 1) for line in lines]))

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(folder))  # type: ignore[arg-type]

        def end_headers(self) -> None:
            for path, headers in rules:
                if re.fullmatch(path, self.path):
                    for name, value in headers:
                        self.send_header(name, value)
            super().end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: the tests say what is wrong."""

    with answering(Handler, port):
        yield


def test_a_host_that_reads_headers_shows_pages_without_a_fault(tmp_path: Path) -> None:
    port = free_port()
    site = _build(tmp_path / "atlas", SITE_URL=f"http://localhost:{port}/atlas")
    with host_of_headers(tmp_path, port):
        host = Host(site, port, "/atlas/")
        answer, _ = host.get("en/")
        assert {name: answer.getheader(name) for name in EVERYWHERE} == dict(EVERYWHERE)
        assert host.get("data/atlas.json")[0].getheader("Access-Control-Allow-Origin") == "*"
        assert seen([host.url + page for page in PAGES], host.url) == []


def test_a_folder_on_a_share_shows_pages_without_a_fault(site: BuiltSite, tmp_path: Path) -> None:
    share = tmp_path / "共享 资料 #1" / "天津发展图志"
    shutil.copytree(site.folder, share)
    pages = [(share / page / "index.html").as_uri() for page in PAGES]
    assert seen(pages, tmp_path.as_uri()) == []


def seen(urls: list[str], within: str) -> list[str]:
    """What a browser finds wrong with pages: errors it prints, answers that fail, requests to elsewhere."""

    def look(page: Page, url: str) -> list[str]:
        with listening(page, within) as heard:
            page.goto(url)
            assert page.locator("h1").count() == 1, url
            assert page.evaluate("document.styleSheets.length") >= 1, url
        return [f"{url}: {line}" for line in heard]

    return survey(urls, look)
