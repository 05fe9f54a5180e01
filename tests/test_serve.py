"""`atlas serve` itself, building for real: what is saved is shown, what is broken is said, and nothing is left behind."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.preview import PATIENCE, ROOT, Listener, Preview, project

RECORD = "data/places/birch.yaml"
PAGE = "/en/places/birch/"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    running = Preview(project(tmp_path_factory.mktemp("preview") / "project"))
    yield running
    running.process.kill()
    running.process.communicate()


@pytest.fixture
def page(preview: Preview) -> Iterator[Listener]:
    """An open page, once the site in it is up to date and without fault."""
    listener = preview.listen()
    listener.until(lambda state: state["version"] and not state["building"] and not state["troubles"])
    yield listener
    listener.close()


def edit(preview: Preview, file: str, old: str, new: str) -> None:
    path = preview.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_saved_record_is_in_the_page(preview: Preview, page: Listener) -> None:
    status, _, before = preview.get(PAGE)
    assert status == 200 and "<h1>Birch" in re.sub(r"<h1[^>]*>", "<h1>", before)
    version = re.search(r'data-version="([^"]+)"', before)
    assert version
    edit(preview, RECORD, "en: Birch", "en: Birchwood")
    state = page.until(lambda state: state["version"] not in ("", version[1]))
    assert state["troubles"] == []
    _, _, after = preview.get(PAGE)
    assert "Birchwood" in after and f'data-version="{state["version"]}"' in after


def test_a_fault_is_said_with_place_why_and_fix_and_the_page_stays(preview: Preview, page: Listener) -> None:
    before = preview.get(PAGE)[2]
    edit(preview, RECORD, "kind: city", "kind: citty")
    state = page.until(lambda state: state["troubles"])
    (trouble,) = state["troubles"]
    assert trouble["place"] == f"{RECORD}:5:7"
    assert trouble["rule"] == "unknown-term"
    assert (trouble["before"], trouble["at"]) == ("kind: ", "citty")
    assert all(trouble[name]["en"] for name in ("what", "why", "fix"))
    assert preview.get(PAGE)[2] == before
    edit(preview, RECORD, "kind: citty", "kind: [")
    assert page.until(lambda state: state["troubles"] and state["digest"])["troubles"][0]["file"] == RECORD
    edit(preview, RECORD, "kind: [", "kind: city")


def test_a_broken_template_or_setting_is_named_by_file_and_line(preview: Preview) -> None:
    page = preview.listen()
    edit(preview, "theme/templates/record.html", "{% block main %}", "{% block main %}{% fo %}")
    state = page.until(lambda state: any(one["file"].startswith("theme/") for one in state["troubles"]))
    (trouble,) = state["troubles"]
    assert trouble["file"] == "theme/templates/record.html" and trouble["line"] > 0
    assert "'fo'" in trouble["what"]["zh"]
    edit(preview, "pelicanconf.py", "SITENAME =", "SITENAME ==")
    state = page.until(lambda state: any(one["file"] == "pelicanconf.py" for one in state["troubles"]))
    assert state["troubles"][0]["line"] > 0 and "SITENAME ==" in state["troubles"][0]["at"]
    assert preview.get(PAGE)[0] == 200
    page.close()


def gone(number: int) -> bool:
    """Whether a process has ended, or is only waited for."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see the processes")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
def test_it_ends_in_the_middle_of_a_build_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    running = Preview(project(tmp_path / "project"))
    listener = running.listen()
    listener.until(lambda state: state["building"])
    deadline = time.monotonic() + PATIENCE
    while not (children := running.children()):
        assert time.monotonic() < deadline, "no build began"
    status, _, err = running.end(number)
    assert (status, err) == (0, "")
    assert all(gone(child) for child in children)
    assert list(running.temporary.iterdir()) == []
    assert not (running.root / "output").exists()
    with pytest.raises(OSError):
        running.get("/")


@pytest.mark.skipif(os.name == "nt", reason="needs pipes that break")
def test_it_ends_when_whoever_started_it_is_gone(tmp_path: Path) -> None:
    running = Preview(project(tmp_path / "project"))
    assert running.process.stdout is not None and running.process.stderr is not None
    running.process.stdout.close()
    assert running.process.wait(PATIENCE) is not None
    assert list(running.temporary.iterdir()) == []
    assert "Traceback" not in running.process.stderr.read()


@pytest.mark.parametrize(("locale", "words"), [("C.UTF-8", "choose another"), ("zh_CN.UTF-8", "请换一个")])
def test_a_taken_port_is_said_in_one_line(tmp_path: Path, locale: str, words: str) -> None:
    (tmp_path / "pelicanconf.py").touch()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "atlas", "serve", "--port", str(port), "--root", str(tmp_path)],
            env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": locale},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE,
        )
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert words in done.stderr and "--port" in done.stderr
