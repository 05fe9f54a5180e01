"""What tests share: the strings, and the repository's own site, built once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from atlas.view.strings import Strings, load_strings
from tests.site import BuiltSite

ROOT = Path(__file__).parent.parent
DAY = "2026-11-22"

# Whoever runs the tests, in whatever locale: English, unless a test asks for another language.
os.environ["LC_ALL"] = "C.UTF-8"

# The same examples on every run, and no test that depends on how fast the machine is.
settings.register_profile("atlas", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("atlas")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-expected", action="store_true", help="rewrite the reports in tests/broken")


@pytest.fixture(scope="session")
def strings() -> Strings:
    return load_strings(ROOT / "theme")


def _build(output: Path, **environment: str) -> BuiltSite:
    command = [str(Path(sys.executable).with_name("pelican")), "-o", str(output)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, "ATLAS_AS_OF": DAY, **environment}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(output)


def shared(factory: pytest.TempPathFactory, name: str, **environment: str) -> BuiltSite:
    """A site that all workers of a run read: the first to want it builds it, the others wait."""
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    output = folder / name / "output"
    with FileLock(folder / f"{name}.lock"):
        return BuiltSite(output) if output.is_dir() else _build(output, **environment)


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> BuiltSite:
    """The real site, to be opened from a folder."""
    return shared(tmp_path_factory, "site", SITE_URL="")


@pytest.fixture(scope="session")
def published_site(tmp_path_factory) -> BuiltSite:
    """The real site, as it is published beneath a path."""
    return shared(tmp_path_factory, "published", SITE_URL="https://example.org/atlas")
