"""A build with nothing to do is noticed by the content of its inputs, and by nothing less."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from atlas.incremental.current import Current
from tests.workshop import toy_project

ENVIRONMENT = {"ATLAS_AS_OF": "2026-11-22"}


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A project with an output, for what the build is told to be of it."""
    root = toy_project(tmp_path_factory.mktemp("current") / "toy")
    shutil.rmtree(root / "atlas")
    (root / "output" / "places").mkdir(parents=True)
    (root / "output" / "index.html").write_text("page")
    (root / "output" / "places" / "index.html").write_text("page")
    return root


@pytest.fixture
def project(original, tmp_path):
    root = shutil.copytree(original, tmp_path / "toy")
    Current(root, ENVIRONMENT).keep(root / "theme", root / "content", root / "output")
    return root


def test_nothing_changed(project):
    assert Current(project, ENVIRONMENT).holds()


def same_size(root: Path) -> None:
    path = root / "data/places/birch.yaml"
    at = path.stat()
    path.write_bytes(path.read_bytes().replace(b"birch", b"beech", 1))
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))


def output_same_size(root: Path) -> None:
    path = root / "output/index.html"
    at = path.stat()
    path.write_text("egap")
    os.utime(path, ns=(at.st_atime_ns, at.st_mtime_ns))


def cut(root: Path) -> None:
    path = root / ".cache/build/current"
    path.write_bytes(path.read_bytes()[:-3])


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(same_size, id="a record of the same size, its time put back"),
        pytest.param(lambda root: (root / "data/places/birch.yaml").unlink(), id="a record gone"),
        pytest.param(lambda root: (root / "data/places/new.yaml").write_text(""), id="a record more"),
        pytest.param(
            lambda root: (root / "data/places/birch.yaml").rename(root / "data/places/beech.yaml"), id="renamed"
        ),
        pytest.param(lambda root: (root / "content/en/about.md").write_text("Title: x\n"), id="prose"),
        pytest.param(lambda root: (root / "theme/templates/record.html").write_text(""), id="a template"),
        pytest.param(lambda root: (root / "pelicanconf.py").write_text("SITENAME = 'x'"), id="the settings"),
        pytest.param(lambda root: (root / "more.py").write_text(""), id="a program beside the settings"),
        pytest.param(output_same_size, id="the output, of the same size, its time put back"),
        pytest.param(lambda root: (root / "output/places/index.html").unlink(), id="a page gone"),
        pytest.param(lambda root: shutil.rmtree(root / "output"), id="no output"),
        pytest.param(cut, id="the cache damaged"),
    ],
)
def test_whatever_changed_is_noticed(project, change: Callable[[Path], object]):
    change(project)
    assert not Current(project, ENVIRONMENT).holds()


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"ATLAS_AS_OF": "2026-11-23"}, id="another day"),
        pytest.param({**ENVIRONMENT, "SITE_URL": "https://example.org/"}, id="an address"),
        pytest.param({**ENVIRONMENT, "ATLAS_ICP": "1"}, id="a setting"),
        pytest.param({**ENVIRONMENT, "ATLAS_SHARE_PICTURES": "1"}, id="a font, which is not looked at"),
    ],
)
def test_another_environment_is_noticed(project, environment):
    assert not Current(project, environment).holds()


def test_a_variable_that_no_build_asks_for_does_not_count(project):
    assert Current(project, {**ENVIRONMENT, "TERM": "dumb"}).holds()


def test_a_commit_is_noticed(original, tmp_path):
    root = shutil.copytree(original, tmp_path / "toy")
    git = ["git", "-C", str(root), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "first"]):
        subprocess.run([*git, *command], check=True)
    Current(root, ENVIRONMENT).keep(root / "theme", root / "content", root / "output")
    assert Current(root, ENVIRONMENT).holds()
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "second"], check=True)
    assert not Current(root, ENVIRONMENT).holds()


def test_what_changed_while_it_was_built_is_not_kept(original, tmp_path):
    root = shutil.copytree(original, tmp_path / "toy")
    before = Current(root, ENVIRONMENT)
    same_size(root)
    before.keep(root / "theme", root / "content", root / "output")
    assert not Current(root, ENVIRONMENT).holds()


def test_a_theme_that_lies_elsewhere_is_not_kept(original, tmp_path):
    root = shutil.copytree(original, tmp_path / "toy")
    Current(root, ENVIRONMENT).keep(root / "other", root / "content", root / "output")
    assert not Current(root, ENVIRONMENT).holds()


def test_to_look_takes_none_of_the_libraries_that_a_build_does():
    heavy = ("pelican", "jinja2", "pydantic", "shapely", "yaml", "markdown", "babel")
    program = (
        "import sys, atlas.cli; from atlas.commands.build import build_command;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
