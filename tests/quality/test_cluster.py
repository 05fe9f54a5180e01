"""Pages made by the workers of a cluster of Dask are those that a build makes by itself, to the byte."""

from __future__ import annotations

import socket
import subprocess
from pathlib import Path

import pytest

from atlas.publish.output import Output
from tests.cluster import Cluster
from tests.workshop import BUILD, build, copied, files_in, surroundings, toy_project

# Some 300 pages, in ten turns.
PROJECTS = 100


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return toy_project(tmp_path_factory.mktemp("cluster") / "toy", projects=PROJECTS)


@pytest.fixture(scope="module")
def serial(project: Path) -> dict[str, bytes]:
    """The site as one process makes it, keeping nothing for later builds."""
    command = (*BUILD, "--no-cache", "--jobs", "1")
    done = subprocess.run(command, cwd=project, env=surroundings(), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return copied(project / "output")


@pytest.mark.parametrize("lost", [1, 2], ids=["one worker of two", "every worker"])
def test_workers_that_are_killed_cost_nothing_but_time(project, serial, lost):
    staging = Output(project / "output").staging
    command = (*BUILD, "--no-cache")
    with Cluster(project, workers=2) as cluster:
        building = subprocess.Popen(
            command, cwd=project, env=surroundings(**cluster.variable), stderr=subprocess.PIPE, text=True
        )
        # The first of its pages are there, the last not begun.
        while building.poll() is None and files_in(staging) < len(serial) // 4:
            pass
        assert building.poll() is None, "the build ended before a worker could be killed"
        for worker in cluster.workers[:lost]:
            worker.kill()
        _, said = building.communicate()
    assert building.returncode == 0, said
    assert "Traceback" not in said
    assert copied(project / "output") == serial


def test_cluster_of_another_state_of_the_project_is_refused(project, serial, tmp_path):
    """Its workers have been started from a copy that has a program of its own."""
    other = toy_project(tmp_path / "other")
    (other / "atlas" / "more.py").write_text('"""More."""\n', "utf-8")
    with Cluster(other, workers=1) as cluster:
        done = build(project, **cluster.variable)
    assert done.returncode == 1
    assert "the program or its packages" in done.stderr and "Traceback" not in done.stderr
    assert copied(project / "output") == serial


def test_cluster_that_cannot_import_the_program_is_refused(project, serial, tmp_path):
    with Cluster(tmp_path, workers=1) as cluster:
        done = build(project, **cluster.variable)
    assert done.returncode == 1
    assert "cannot import the program" in done.stderr and "Traceback" not in done.stderr


def test_scheduler_that_is_not_there_is_said_to_be_missing(project, serial):
    with socket.create_server(("127.0.0.1", 0)) as mute:
        done = build(project, ATLAS_EXECUTOR=f"dask://127.0.0.1:{mute.getsockname()[1]}", LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 1
    assert "没有 Dask 调度器应答" in done.stderr and "Traceback" not in done.stderr
    assert copied(project / "output") == serial
