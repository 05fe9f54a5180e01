"""A site staged in the generation before the last: what is published is what was staged, and nothing else."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

import pytest

from atlas.publish.output import Output
from tests.workshop import copied

Site = Mapping[str, str]
FIRST = {"index.html": "home 1", "a/index.html": "a 1", "b/index.html": "b 1", "b/c/index.html": "c 1", "d": "d 1"}


def publish(root: Path, site: Site) -> Output:
    """One generation, staged as a build does it: what is as it was is taken, the rest is written."""
    output = Output(root / "output")
    output.begin()
    last = copied(output.target) if output.target.exists() else {}
    for address, text in site.items():
        content = text.encode()
        if last.get(address) == content:
            output.recycle()
            assert output.reuse(address, sha256(content).hexdigest())
    for address, text in site.items():
        if address not in output.written:
            output.write(address, text.encode())
    output.sweep()
    output.commit()
    return output


def told(folder: Path) -> dict[str, str]:
    return {name: content.decode() for name, content in copied(folder).items()}


def inodes(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_ino for path in folder.rglob("*")}


def test_each_generation_is_what_was_staged_and_the_one_before_stays(tmp_path):
    """A file changed, one gone with its folder, one come in a folder of its own, a folder where a file was, and back."""
    sites: list[Site] = [
        FIRST,
        {**FIRST, "a/index.html": "a 2"},
        {name: text for name, text in FIRST.items() if not name.startswith("b/")} | {"a/index.html": "a 2", "e/f": "f"},
        {"index.html": "home 1", "d/index.html": "d 2", "a": "a file"},
        FIRST,
        {"index.html": "home 1"},
    ]
    for number, site in enumerate(sites):
        output = publish(tmp_path, site)
        assert told(output.target) == site
        assert number == 0 or told(output.previous) == sites[number - 1]
        assert not output.staging.exists()
    folders = [path for path in output.target.rglob("*") if path.is_dir()]
    assert folders == []


def test_what_stays_is_left_where_it_lies(tmp_path):
    publish(tmp_path, FIRST)
    publish(tmp_path, {**FIRST, "d": "d 2"})
    before = inodes(tmp_path / ".output-previous")
    output = publish(tmp_path, {**FIRST, "d": "d 3"})
    after = inodes(output.target)
    assert before["b/c"] == after["b/c"] and before["b/c/index.html"] == after["b/c/index.html"]
    assert told(output.target)["d"] == "d 3"


def another(previous: Path, outside: Path) -> None:
    (previous / "a/index.html").unlink()
    (previous / "a/index.html").write_text("somebody's")


def stray(previous: Path, outside: Path) -> None:
    (previous / "a/stray.html").write_text("somebody's")
    (previous / "stray/deeper").mkdir(parents=True)
    (previous / "stray/deeper/stray.html").write_text("somebody's")


def linked_file(previous: Path, outside: Path) -> None:
    (previous / "d").unlink()
    (previous / "d").symlink_to(outside / "mine")


def linked_folder(previous: Path, outside: Path) -> None:
    for name in ("b/c/index.html", "b/index.html"):
        (previous / name).unlink()
    (previous / "b/c").rmdir()
    (previous / "b").rmdir()
    (previous / "b").symlink_to(outside, target_is_directory=True)


def pipe(previous: Path, outside: Path) -> None:
    os.mkfifo(previous / "a/pipe")


def gone(previous: Path, outside: Path) -> None:
    (previous / "a/index.html").unlink()
    (previous / "a").rmdir()


@pytest.mark.skipif(os.name != "posix", reason="links and pipes are those of POSIX")
@pytest.mark.parametrize("meddle", [another, stray, linked_file, linked_folder, pipe, gone], ids=lambda f: f.__name__)
def test_what_somebody_did_to_the_generation_before_is_not_published(tmp_path, meddle: Callable[[Path, Path], None]):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "mine").write_text("mine")
    publish(tmp_path, FIRST)
    second = publish(tmp_path, {**FIRST, "index.html": "home 2"})
    meddle(second.previous, outside)
    third = publish(tmp_path, {**FIRST, "index.html": "home 3", "d": "d 3", "b/index.html": "b 3"})
    assert told(third.target) == {**FIRST, "index.html": "home 3", "d": "d 3", "b/index.html": "b 3"}
    assert told(third.previous) == {**FIRST, "index.html": "home 2"}
    assert copied(outside) == {"mine": b"mine"}


def test_a_build_that_is_given_up_leaves_the_last_site(tmp_path):
    publish(tmp_path, FIRST)
    publish(tmp_path, {**FIRST, "d": "d 2"})
    output = Output(tmp_path / "output")
    output.begin()
    output.recycle()
    output.write("d", b"d 3")
    output.abandon()
    assert told(tmp_path / "output") == {**FIRST, "d": "d 2"}
    assert {path.name for path in tmp_path.iterdir()} == {"output"}
    assert told(publish(tmp_path, FIRST).target) == FIRST


def test_who_lets_others_write_into_the_folder_begins_with_nothing(tmp_path):
    publish(tmp_path, FIRST)
    publish(tmp_path, {**FIRST, "d": "d 2"})
    output = Output(tmp_path / "output")
    output.begin()
    output.recycle()
    assert output.reuse("index.html", sha256(b"home 1").hexdigest())
    output.clear()
    assert not any(output.staging.iterdir())
    (output.staging / "index.html").write_text("another program's")
    assert list(output.found()) == ["index.html"]
    output.sweep()
    output.commit()
    assert told(tmp_path / "output") == {"index.html": "another program's"}
    assert told(tmp_path / ".output-previous") == {**FIRST, "d": "d 2"}
