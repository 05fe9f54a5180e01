"""Whole or not at all: whatever happens to a build, a reader sees one build, and the next one succeeds."""

from __future__ import annotations

import ctypes
import os
import random
import resource
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.commands.interrupt import publishing
from atlas.publish import lock, output
from atlas.publish.output import Output
from tests import generations
from tests.workshop import (
    WHOLE,
    build,
    copied,
    cut_exchanges,
    files_in,
    kill_builds,
    kill_edits,
    left_behind,
    mixed,
    told_to_end,
    toy_project,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills and handles to folders are those of POSIX")

SEED = "whole"
KILLS = 5
# Of the some 250 files of a build; the first of them come soonest.
MOST_FILES = 40
EXCHANGES_CUT = 20
EDITS_KILLED = 2


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that has published a small site, into a folder that `output` links to."""
    folder = toy_project(tmp_path / "project")
    (tmp_path / "elsewhere").mkdir()
    (folder / "output").symlink_to(tmp_path / "elsewhere" / "site")
    generations.publish(folder, "the last site")
    return folder


def strange(folder: Path) -> list[str]:
    """What a build has left behind beside its output."""
    beside = (folder / "output").resolve().parent
    return left_behind(folder) + sorted({path.name for path in beside.iterdir()} - {"site", ".site-previous"})


def test_a_build_killed_at_any_moment_leaves_one_whole_site_and_the_next_succeeds(project):
    """The clock has been set back as well: everything was written in a year to come."""
    for path in [*project.rglob("*"), project]:
        os.utime(path, (4e9, 4e9), follow_symlinks=False)
    last = copied(project / "output")
    with (project / "output" / "part-0" / "0.txt").open() as opened:
        kill_builds(project, KILLS, random.Random(SEED), MOST_FILES)
        assert opened.read() == "the last site 0\n"
    assert copied(Output(project / "output").previous) == last
    assert (project / "output").is_symlink() and not strange(project)


def test_a_build_killed_after_an_edit_leaves_nothing_that_the_next_would_take_for_right(tmp_path):
    kill_edits(toy_project(tmp_path), EDITS_KILLED, random.Random(SEED))


def test_an_exchange_cut_short_at_any_moment_is_mended(tmp_path):
    """Many small sites in quick succession, so that kills fall between any two steps of an exchange."""
    cut_exchanges(tmp_path, EXCHANGES_CUT, random.Random(SEED))


def test_a_reader_that_is_slow_still_reads_one_site_after_a_build_was_cut_short(tmp_path, monkeypatch):
    generations.publish(tmp_path, "first")
    handle = os.open(tmp_path / "output", os.O_RDONLY | os.O_DIRECTORY)
    monkeypatch.setattr(output, "_remove", lambda folder: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):  # after the exchange, before the old site has its name
        generations_published(tmp_path, "second")
    monkeypatch.undo()
    Output(tmp_path / "output").begin()
    inner = os.open("part-0/0.txt", os.O_RDONLY, dir_fd=handle)
    assert os.read(inner, 40) == b"first 0\n"
    os.close(inner)
    os.close(handle)


def generations_published(folder: Path, name: str) -> None:
    """As `generations.publish`, with the staging folder made by hand, since `_remove` cannot run."""
    made = Output(folder / "output")
    made.lock.take()
    made.staging.mkdir()
    made.write("part-0/0.txt", name.encode())
    try:
        made.commit()
    finally:
        made.lock.release()


@pytest.mark.parametrize("lost", ["the first rename", "the second rename"])
def test_where_folders_cannot_be_exchanged_a_build_cut_short_is_mended(tmp_path, monkeypatch, lost):
    generations.publish(tmp_path, "first")
    made = Output(tmp_path / "output")
    os.rename(made.target, made.previous)
    if lost == "the second rename":
        generations_published(tmp_path, "second")
        os.rename(made.target, made.ready)
    made.begin()
    made.abandon()
    assert copied(tmp_path / "output")["part-0/0.txt"].startswith(b"second" if "second" in lost else b"first")


def test_where_folders_cannot_be_exchanged_two_renames_do(tmp_path, monkeypatch):
    monkeypatch.setattr(output, "exchange", lambda first, second: False)
    generations.publish(tmp_path, "first")
    generations.publish(tmp_path, "second")
    assert mixed(copied(tmp_path / "output")) == []
    assert copied(tmp_path / ".output-previous")["part-0/0.txt"] == b"first 0\n"


@pytest.mark.parametrize("steps", [1, 2, 3])
def test_a_folder_that_another_program_holds_keeps_the_last_site(tmp_path, monkeypatch, steps):
    """As on Windows, where a folder cannot be renamed while somebody has a file of it open."""
    generations.publish(tmp_path, "first")
    rename, left = os.rename, [steps - 1]

    def held(source: Path, target: Path) -> None:
        if left[0] == 0 and "previous" not in Path(source).name:
            raise PermissionError(13, "held", str(source))
        left[0] = max(0, left[0] - 1)
        rename(source, target)

    monkeypatch.setattr(output, "exchange", lambda first, second: False)
    monkeypatch.setattr(os, "rename", held)
    made = Output(tmp_path / "output")
    made.begin()
    made.write("part-0/0.txt", b"second")
    with pytest.raises(PermissionError):
        made.commit()
    made.abandon()
    assert copied(tmp_path / "output")["part-0/0.txt"] == b"first 0\n"
    assert {path.name for path in tmp_path.iterdir()} <= {"output", ".output-previous"}


# What stops a build, and what it then says


def refused(project: Path, said: str, locale: str, limit: Callable[[], None] | None = None) -> None:
    """A build that ends with status 1, says why in the editor's language, and changes nothing."""
    last = copied(project / "output")
    done = build(project, limit, LC_ALL=locale)
    assert done.returncode == 1, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert copied(project / "output") == last


def test_the_second_of_two_builds_says_that_another_is_under_way(project):
    holder = lock.Lock(Output(project / "output").lock.path)
    holder.take()
    refused(project, f"另一次生成正在进行（进程 {os.getpid()}），等它结束后再试", "zh_CN.UTF-8")
    holder.release()
    assert not strange(project)


def test_a_build_that_gives_up_leaves_the_other_alone(tmp_path):
    first, second = Output(tmp_path / "output"), Output(tmp_path / "output")
    first.begin()
    first.write("index.html", b"whole")
    with pytest.raises(lock.Busy):
        second.begin()
    second.abandon()
    first.commit()
    assert copied(tmp_path / "output") == {"index.html": b"whole"}


def test_a_lock_that_a_killed_build_left_locks_nobody_out(tmp_path):
    Output(tmp_path / "output").lock.path.write_text("1\n")
    generations.publish(tmp_path, "first")
    assert {path.name for path in tmp_path.iterdir()} == {"output"}


def test_a_lock_is_held_by_one_of_many(tmp_path):
    held, most, together = [0], [0], threading.Barrier(4)

    def work() -> None:
        together.wait()
        for _ in range(200):
            mine = lock.Lock(tmp_path / "lock")
            try:
                mine.take()
            except lock.Busy:
                continue
            held[0] += 1
            most[0] = max(most[0], held[0])
            held[0] -= 1
            mine.release()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert most == [1] and not list(tmp_path.iterdir())


def test_a_disk_that_takes_no_more_keeps_the_last_site(project):
    """Every file may have 40 KB and no more, which stops the build at its first large one."""
    refused(
        project,
        "the file would be too large\nnothing was published; output/ is as it was",
        "C.UTF-8",
        lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000)),
    )
    assert not strange(project)


@pytest.mark.parametrize(
    ("number", "files", "jobs"), [(signal.SIGINT, 0, 1), (signal.SIGINT, 60, 2), (signal.SIGTERM, 60, 2)], ids=str
)
def test_a_build_that_is_interrupted_says_so_and_leaves_nothing_behind(project, number, files, jobs):
    """Ctrl-C, which reaches the workers too, or being told to end: at the start, and amid the pages."""
    last, staging = copied(project / "output"), Output(project / "output").staging
    command = (*WHOLE, "--jobs", str(jobs))
    done = told_to_end(command, project, lambda: files_in(staging) >= files, number, LC_ALL="zh_CN.UTF-8")
    assert (done.returncode, done.stdout) == (128 + number, ""), done.stderr
    # Pelican may complain of the locale first.
    assert done.stderr.splitlines()[-1] == "已中断，没有发布，output/ 保持原样"
    assert "Traceback" not in done.stderr
    assert copied(project / "output") == last
    assert not strange(project)


def test_an_interruption_while_sites_are_exchanged_is_heard_when_the_new_one_is_in_place(tmp_path, monkeypatch, capsys):
    generations.publish(tmp_path, "first")
    exchange = output.exchange

    def interrupted(one: Path, other: Path) -> bool:
        os.kill(os.getpid(), signal.SIGINT)
        return exchange(one, other)

    monkeypatch.setattr(output, "exchange", interrupted)
    # Tests may have been started by something that ignores it for them.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    with pytest.raises(SystemExit) as ended, publishing(tmp_path / "output"):
        generations.publish(tmp_path, "second")
    monkeypatch.undo()
    signal.signal(signal.SIGINT, before)
    assert ended.value.code == 130
    assert capsys.readouterr().err == "interrupted; the new site is in place\n"
    assert mixed(copied(tmp_path / "output")) == []
    assert copied(tmp_path / ".output-previous")["part-0/0.txt"] == b"first 0\n"
    assert {path.name for path in tmp_path.iterdir()} == {"output", ".output-previous"}


def test_a_folder_that_may_not_be_written_keeps_the_last_site(project):
    beside = (project / "output").resolve().parent
    beside.chmod(0o555)
    try:
        refused(project, "没有写入权限\n没有发布，output/ 保持原样", "zh_CN.UTF-8", without_privileges)
    finally:
        beside.chmod(0o755)
    assert not strange(project)


def without_privileges() -> None:
    """Root, who may write everywhere, gives that up for the program it is about to run."""
    drop_from_what_may_be_had, may_write_anywhere = 24, 1
    if os.geteuid() == 0:
        ctypes.CDLL(None).prctl(drop_from_what_may_be_had, may_write_anywhere, 0, 0, 0)


def test_a_file_where_the_folder_should_be_is_left_alone(tmp_path):
    (tmp_path / "output").write_text("mine")
    with pytest.raises(NotADirectoryError):
        Output(tmp_path / "output").begin()
    assert (tmp_path / "output").read_text() == "mine"
    assert {path.name for path in tmp_path.iterdir()} == {"output"}


def test_links_in_a_circle_are_refused(tmp_path):
    (tmp_path / "output").symlink_to(tmp_path / "output")
    with pytest.raises(OSError):
        Output(tmp_path / "output").begin()
    assert {path.name for path in tmp_path.iterdir()} == {"output"}
