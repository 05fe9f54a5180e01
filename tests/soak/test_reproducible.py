"""The same commit and day give the same bytes: on another path, by another user, under another Python."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.site import BuiltSite

ROOT = Path(__file__).parent.parent.parent
DAY = "2026-11-22"
NOBODY = 65534
# All that a build is given; nothing of this environment leaks in.
PLAIN = {
    "PATH": os.environ["PATH"],
    "LANG": "C.UTF-8",
    "ATLAS_AS_OF": DAY,
    "PYTHONHASHSEED": "0",
    "HOME": "/nonexistent",
}
SETTINGS = {"SITE_URL": "https://example.org/atlas"}


def clone(folder: Path, origin: str = f"file://{ROOT}") -> Path:
    """A fresh clone of the last commit."""
    subprocess.run(["git", "clone", "--quiet", origin, str(folder)], check=True)
    return folder


def beside(reference: BuiltSite, folder: Path) -> Path:
    """A fresh clone of the commit that the reference was built from, whatever has been committed since."""
    return clone(folder, f"file://{reference.folder.parent}")


def build(folder: Path, *python: str, before: Callable[[], object] | None = None, **environment: str) -> BuiltSite:
    done = subprocess.run(
        [*(python or (sys.executable,)), "-m", "atlas", "build"],
        cwd=folder,
        env={**PLAIN, **SETTINGS, **environment},
        preexec_fn=before,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(folder / "output")


def manifest(site: BuiltSite) -> dict[str, object]:
    return json.loads(site.files["data/manifest.json"])


def modes(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    folder = clone(tmp_path_factory.mktemp("reference") / "atlas")
    return build(folder, before=partial(os.umask, 0o022))


def assert_same(site: BuiltSite, reference: BuiltSite) -> None:
    assert manifest(site) == manifest(reference)
    assert site.files.keys() == reference.files.keys()
    assert [name for name in site.files if site.files[name] != reference.files[name]] == []


def test_the_manifest_names_the_commit_and_the_day(reference: BuiltSite) -> None:
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=reference.folder.parent, capture_output=True, text=True, check=True
    )
    told = manifest(reference)
    assert (told["commit"], told["as_of"]) == (head.stdout.strip(), DAY)


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
        {"LANG": "C", "LC_ALL": "C", "TZ": "America/Los_Angeles", "PYTHONHASHSEED": "random", "PYTHONUTF8": "0"},
        {"LANG": "zh_CN.GB18030", "TZ": "Asia/Kathmandu", "PYTHONHASHSEED": "4294967295", "PYTHONOPTIMIZE": "2"},
    ],
    ids=["Turkish, the earliest zone", "C, a late zone", "GB18030, a zone of three quarters, optimised"],
)
def test_locale_zone_and_seed(tmp_path: Path, reference: BuiltSite, environment: Mapping[str, str]) -> None:
    assert_same(build(beside(reference, tmp_path / "atlas"), **environment), reference)


def test_another_path(tmp_path: Path, reference: BuiltSite) -> None:
    assert_same(build(beside(reference, tmp_path / "另一处 (2)" / ("long-" * 20) / "it's")), reference)


def test_umask_settles_who_may_read_and_no_byte(tmp_path: Path, reference: BuiltSite) -> None:
    site = build(beside(reference, tmp_path / "atlas"), before=partial(os.umask, 0o077))
    assert_same(site, reference)
    assert (modes(site.folder), modes(reference.folder)) == ({0o600}, {0o644})


def as_nobody(python: Sequence[str]) -> list[str]:
    return ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *python]


def interpreter_for_nobody() -> tuple[list[str], dict[str, str]]:
    """A Python that another user may run, and where it finds this environment's packages."""
    packages = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("-packages"))}
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        command = as_nobody([python])
        tried = subprocess.run(
            [*command, "-c", "import pelican, shapely"], env={**PLAIN, **packages}, capture_output=True
        )
        if tried.returncode == 0:
            return command, packages
    pytest.skip(f"no {version} here that another user may run with these packages")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another user")
def test_another_user(reference: BuiltSite) -> None:
    command, packages = interpreter_for_nobody()
    folder = Path("/var/tmp") / f"atlas-nobody-{os.getpid()}"
    folder.mkdir()
    try:
        beside(reference, folder / "atlas")
        subprocess.run(["chown", "-R", f"{NOBODY}:{NOBODY}", str(folder)], check=True)
        site = build(folder / "atlas", *command, **packages)
        assert {path.stat().st_uid for path in site.folder.rglob("*")} == {NOBODY}
        assert_same(site, reference)
    finally:
        shutil.rmtree(folder)


def interpreter(version: str) -> str:
    """A Python of this version: on the path, or one that pyenv keeps."""
    kept = sorted(Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
    found = [str(path) for path in kept] or [which for which in [shutil.which(f"python{version}")] if which]
    if not found:
        pytest.skip(f"no Python {version} on this machine")
    return found[-1]


@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13", "3.14"])
def test_another_python(tmp_path: Path, reference: BuiltSite, version: str) -> None:
    if version == f"{sys.version_info.major}.{sys.version_info.minor}":
        pytest.skip("the reference's own version")
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([interpreter(version), "-m", "venv", str(tmp_path / "venv")], check=True)
    lock = str(ROOT / "requirements" / "build.txt")
    subprocess.run([str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock], check=True)
    assert_same(build(beside(reference, tmp_path / "atlas"), str(python)), reference)
