"""The live preview as its parts: what wakes it, what it sends, and what it makes of a build that fails."""

from __future__ import annotations

import http.client
import json
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from atlas.preview import page
from atlas.preview.board import Board
from atlas.preview.builder import Folder, Outcome
from atlas.preview.server import Server
from atlas.preview.session import Session
from atlas.preview.trouble import failure, troubles
from atlas.preview.watch import State, state
from atlas.problem import Place, Problem, Severity
from tests.overlay import TOY
from tests.preview import PATIENCE, Listener

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'none'"
PAGE = f"""<!doctype html><html lang="zh-CN"><head>
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
</head><body><main id="main">雪松</main></body></html>"""


class Builds:
    """A builder that says when it builds, and gives what it is told to."""

    def __init__(self, *outcomes: Outcome | None) -> None:
        self.outcomes = list(outcomes)
        self.begun = threading.Semaphore(0)
        self.go = threading.Event()
        self.go.set()
        self.count = 0
        self.root: Path | None = None
        self.seen: State = {}

    def build(self) -> Outcome | None:
        self.count += 1
        self.seen = state(self.root) if self.root else {}
        self.begun.release()
        assert self.go.wait(PATIENCE)
        return self.outcomes.pop(0) if self.outcomes else Outcome(None)

    def close(self) -> None:
        self.go.set()

    def expect(self) -> None:
        assert self.begun.acquire(timeout=PATIENCE), "no build began"


class Running:
    """A session over a small project, with a builder of the test's."""

    def __init__(self, root: Path, builder: Builds) -> None:
        self.root = root
        self.builder = builder
        builder.root = root
        self.board = Board()
        self.session = Session(root, self.board, builder, "en")
        self.thread = threading.Thread(target=self.session.run, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.session.close()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()

    def catch_up(self) -> None:
        """Waits until a build has seen the files as they now are."""
        while self.builder.seen != state(self.root):
            self.builder.expect()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    shutil.copytree(TOY / "data", folder / "data")
    for name in ("content/en", "theme/templates", "atlas"):
        (folder / name).mkdir(parents=True)
        (folder / name / "one.txt").write_text("x\n", encoding="utf-8")
    (folder / "pelicanconf.py").write_text("x = 1\n", encoding="utf-8")
    return folder


@pytest.fixture
def running(root: Path) -> Iterator[Running]:
    found = Running(root, Builds())
    found.catch_up()
    yield found
    found.close()


def saved(path: Path, text: str = "changed\n") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def saved_beside(path: Path) -> None:
    """As careful editors save: written beside, then put in place."""
    beside = path.with_name(f"{path.name}~")
    saved(beside)
    beside.replace(path)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda root: saved(root / "data/places/birch.yaml"), id="record saved"),
        pytest.param(lambda root: saved_beside(root / "data/places/birch.yaml"), id="record put in place"),
        pytest.param(lambda root: saved(root / "data/places/larch.yaml"), id="new record"),
        pytest.param(lambda root: saved(root / "data/routes/larch.yaml"), id="new folder"),
        pytest.param(lambda root: (root / "data/places/birch.yaml").unlink(), id="record deleted"),
        pytest.param(
            lambda root: (root / "data/places/birch.yaml").rename(root / "data/places/elm.yaml"), id="record renamed"
        ),
        pytest.param(lambda root: saved(root / "content/en/one.txt"), id="prose"),
        pytest.param(lambda root: saved(root / "theme/templates/one.txt"), id="template"),
        pytest.param(lambda root: saved(root / "atlas/one.txt"), id="program"),
        pytest.param(lambda root: saved(root / "pelicanconf.py"), id="settings"),
        pytest.param(lambda root: saved_beside(root / "pelicanconf.py"), id="settings put in place"),
        pytest.param(lambda root: (root / "pelicanconf.py").unlink(), id="settings gone"),
        pytest.param(lambda root: shutil.rmtree(root / "data"), id="whole folder gone"),
    ],
)
def test_a_change_is_built(running: Running, change: Callable[[Path], object]) -> None:
    before = state(running.root)
    change(running.root)
    assert state(running.root) != before
    running.catch_up()


def test_what_nothing_is_built_from_builds_nothing(root: Path) -> None:
    before = state(root)
    saved(root / "data/places/.birch.yaml.swp")
    saved(root / "data/places/birch.yaml~")
    saved(root / "data/schema/places.json")
    saved(root / "atlas/__pycache__/one.pyc")
    saved(root / "output/index.html")
    saved(root / "notes.txt")
    assert state(root) == before


def test_a_folder_taken_away_and_brought_back_is_watched_again(running: Running) -> None:
    (running.root / "data").rename(running.root / "elsewhere")
    running.catch_up()
    (running.root / "elsewhere").rename(running.root / "data")
    running.catch_up()
    saved(running.root / "data/places/birch.yaml")
    running.catch_up()


def test_another_branch_is_built(root: Path) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)

    git("init")
    git("add", "-A")
    git("commit", "-m", "one")
    git("checkout", "-b", "empty")
    git("rm", "-r", "data", "theme")
    git("commit", "-m", "two")
    running = Running(root, Builds())
    for branch in ("main", "empty", "main"):
        git("checkout", branch)
        running.catch_up()
    running.close()


def test_changes_during_a_build_make_one_more(running: Running) -> None:
    running.builder.go.clear()
    saved(running.root / "data/places/birch.yaml", "one\n")
    running.catch_up()
    before = running.builder.count
    for number in range(20):
        saved(running.root / f"data/places/larch-{number}.yaml")
    running.builder.go.set()
    running.catch_up()
    assert running.builder.count == before + 1


def test_a_failure_over_a_file_half_written_is_not_shown(root: Path) -> None:
    trouble = failure("a file vanished", root)
    builder = Builds(Outcome(None, (trouble,)), Outcome(Folder("2", root)))
    builder.go.clear()
    running = Running(root, builder)
    builder.expect()
    saved(root / "data/places/birch.yaml")
    builder.go.set()
    seen, states = -1, []
    while not states or not states[-1]["version"]:
        news = running.board.news(seen, PATIENCE)
        assert news is not None
        seen = news[0]
        states.append(json.loads(news[1]))
    running.close()
    assert [state["troubles"] for state in states if state["troubles"]] == []


# What is sent


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Board, int]]:
    board = Board()
    server = Server(0, board, "zh")
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield board, server.server_port
    board.close()
    server.shutdown()
    server.server_close()


def site(folder: Path, version: str, **files: str) -> Folder:
    for name, text in {"index.html": PAGE, "en/index.html": PAGE, "404.html": PAGE, **files}.items():
        saved(folder / name, text)
    return Folder(version, folder)


def get(port: int, address: str, host: str = "localhost:8000", method: str = "GET") -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request(method, address, headers={"Host": host})
    return connection.getresponse()


def test_a_page_is_sent_with_the_preview_in_it(served, tmp_path: Path) -> None:
    board, port = served
    board.end(Outcome(site(tmp_path, "a-1")))
    answer = get(port, "/")
    body = answer.read().decode()
    assert (answer.status, answer.getheader("Cache-Control")) == (200, "no-store")
    script = (
        f'<script src="/-/preview.js" data-version="a-1" data-digest="{page.digest(PAGE.encode())}" defer></script>\n'
    )
    assert f"{script}</head>" in body
    assert answer.getheader("ETag") == f'"{page.digest(PAGE.encode())}"'
    assert f"content=\"{POLICY}; connect-src 'self'\"" in body
    without = body.replace(script, "")
    assert without.replace("; connect-src 'self'", "") == PAGE


def test_a_policy_that_already_lets_things_in_keeps_them() -> None:
    given = PAGE.replace(POLICY, "default-src 'none'; connect-src 'none'; script-src 'self' 'wasm-unsafe-eval'")
    found = page.previewed(given.encode(), "1").decode()
    assert "connect-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'\"" in found


@pytest.mark.parametrize("address", ["/-/preview.js", "/-/preview.css"])
def test_the_preview_brings_its_own_files(served, address: str) -> None:
    answer = get(served[1], address)
    assert answer.status == 200
    assert answer.getheader("Content-Type") in ("text/javascript; charset=utf-8", "text/css; charset=utf-8")
    assert b"http" not in answer.read().replace(b"http-equiv", b"")


def test_other_files_are_sent_as_they_are(served, tmp_path: Path) -> None:
    board, port = served
    board.end(Outcome(site(tmp_path, "1", **{"data/atlas.json": "{}", "assets/site.css": "a{}"})))
    answer = get(port, "/data/atlas.json")
    assert (answer.read(), answer.getheader("Content-Type")) == (b"{}", "application/json; charset=utf-8")
    assert get(port, "/assets/site.css").read() == b"a{}"
    head = get(port, "/assets/site.css", method="HEAD")
    assert (head.getheader("Content-Length"), head.read()) == ("3", b"")


def test_a_folder_without_its_slash_leads_to_its_page(served, tmp_path: Path) -> None:
    board, port = served
    board.end(Outcome(site(tmp_path, "1")))
    answer = get(port, "/en")
    assert (answer.status, answer.getheader("Location")) == (301, "/en/")


def test_a_page_that_is_gone_is_the_sites_own_404_and_listens_on(served, tmp_path: Path) -> None:
    board, port = served
    board.end(Outcome(site(tmp_path, "1")))
    answer = get(port, "/projects/gone/")
    assert answer.status == 404
    assert "/-/preview.js" in answer.read().decode()


@pytest.mark.parametrize(
    "address",
    ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//secret.txt", "/en/../../secret.txt", "/a%00b",
     "/..%5csecret.txt"],
)  # fmt: skip
def test_nothing_beside_the_site_is_sent(served, tmp_path: Path, address: str) -> None:
    board, port = served
    saved(tmp_path / "secret.txt", "secret")
    board.end(Outcome(site(tmp_path / "site", "1")))
    answer = get(port, address)
    assert answer.status in (400, 404)
    assert b"secret" not in answer.read().replace(b"secret.txt", b"")


def test_another_sites_name_gets_nothing(served, tmp_path: Path) -> None:
    board, port = served
    board.end(Outcome(site(tmp_path, "1")))
    assert get(port, "/", host="atlas.example.org").status == 421
    assert get(port, "/", host=f"127.0.0.1:{port}").status == 200


def test_the_server_listens_on_this_machine_only(served) -> None:
    server = Server(0, Board(), "en")
    assert server.server_address[0] == "127.0.0.1"
    server.server_close()


def test_before_the_first_build_the_page_waits(served, tmp_path: Path) -> None:
    board, port = served
    answer = get(port, "/projects/")
    body = answer.read().decode()
    assert answer.status == 503
    assert 'lang="zh-CN"' in body and "正在第一次生成" in body and 'data-version=""' in body
    listener = Listener(port)
    assert listener.until(lambda found: True)["version"] == ""
    board.end(Outcome(site(tmp_path, "1")))
    assert listener.until(lambda found: found["version"])["version"] == "1"
    listener.close()


def test_every_open_page_is_told_of_every_build(served, tmp_path: Path) -> None:
    board, port = served
    board.end(Outcome(site(tmp_path, "1")))
    pages = [Listener(port) for _ in range(5)]
    for listener in pages:
        listener.until(lambda found: found["version"] == "1")
    board.begin()
    for listener in pages:
        assert listener.until(lambda found: found["building"])["version"] == "1"
    board.end(Outcome(site(tmp_path, "2")))
    for listener in pages:
        assert not listener.until(lambda found: found["version"] == "2")["building"]
        listener.close()


def test_a_failed_build_leaves_the_last_good_page(served, tmp_path: Path) -> None:
    board, port = served
    board.end(Outcome(site(tmp_path, "1")))
    board.end(Outcome(None, (failure("broken", tmp_path),)))
    assert "雪松" in get(port, "/").read().decode()
    state = Listener(port).until(lambda found: found["troubles"])
    assert state["version"] == "1"
    assert state["words"]["en"]["title"] == "1 error"
    assert state["words"]["en"]["beneath"] == "The page beneath is the last good one."
    assert state["words"]["zh"]["title"] == "1处错误"


def test_warnings_stand_over_a_fresh_page(served, tmp_path: Path) -> None:
    board, port = served
    warning = Problem(Place("data/x.yaml", 1, 1), "what", "stale-translation", severity=Severity.WARNING)
    board.end(Outcome(site(tmp_path, "1"), troubles([warning], tmp_path)))
    words = Listener(port).until(lambda found: found["troubles"])["words"]
    assert (words["en"]["title"], words["zh"]["beneath"]) == ("1 warning", "下面的网页已是最新。")


# What a build says


def test_a_problem_is_shown_with_its_line(tmp_path: Path) -> None:
    saved(tmp_path / "data/places/a.yaml", "id: a\nkind: 车站\n")
    (found,) = troubles([Problem(Place("data/places/a.yaml", 2, 7), "wrong", "unknown-term", "mend", 2)], tmp_path)
    assert (found.place, found.before, found.at, found.after) == ("data/places/a.yaml:2:7", "kind: ", "车站", "")
    assert found.why["en"].startswith("kinds, units and stages")


def test_a_long_line_is_cut_around_the_fault(tmp_path: Path) -> None:
    saved(tmp_path / "a.yaml", "x" * 5000 + "HERE" + "y" * 5000)
    (found,) = troubles([Problem(Place("a.yaml", 1, 5001), "wrong", "unknown-term", "", 4)], tmp_path)
    assert found.at == "HERE"
    assert found.before.startswith("…x") and found.after.endswith("y…")
    assert len(found.before + found.after) < 200


def test_a_trace_becomes_one_place_of_the_project(tmp_path: Path) -> None:
    saved(tmp_path / "theme/base.html", "one\n{% fo %}\n")
    printed = (
        "Traceback (most recent call last):\n"
        f'  File "{tmp_path}/.venv/lib/jinja2/x.py", line 9, in x\n    raise\n'
        f'  File "{tmp_path}/theme/base.html", line 2, in template\n    {{% fo %}}\n'
        '  File "/usr/lib/python/y.py", line 7, in y\n    raise\n'
        "jinja2.exceptions.TemplateSyntaxError: Encountered unknown tag 'fo'.\n"
    )
    found = failure(printed, tmp_path)
    assert (found.place, found.at) == ("theme/base.html:2", "{% fo %}")
    assert found.what["zh"] == "TemplateSyntaxError: Encountered unknown tag 'fo'."
    assert "Traceback" not in json.dumps(found.fields())


@pytest.mark.parametrize(
    ("printed", "what"),
    [
        pytest.param("ATLAS_PAGE_SIZE is 'x'; write a number\n", "ATLAS_PAGE_SIZE is 'x'; write a number", id="a line"),
        pytest.param("", "the build ended without saying why", id="nothing"),
    ],
)
def test_a_build_that_ends_without_a_trace_says_its_last_line(tmp_path: Path, printed: str, what: str) -> None:
    found = failure(printed, tmp_path)
    assert (found.place, found.what["en"]) == ("", what)
