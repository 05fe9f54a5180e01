"""Prose is taken from the last build where all that Pelican makes it from is the same, and made again where it is not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from atlas.build.inputs import Inputs
from atlas.build.options import Options
from tests.site import BuiltSite
from tests.test_build import PELICAN, run, small

ABOUT = Path("output/en/about/index.html")
BRIDGE = Path("data/projects/alder-bridge.yaml")
Edit = Callable[[Path], dict[str, str]]


def built(project: Path, *options: str, **environment: str) -> bool:
    """Builds the project; whether Pelican was needed."""
    done = run(project, "-X", "importtime", "-m", "atlas", "build", *options, **environment)
    assert done.returncode == 0, done.stderr
    return bool(re.search(r"\| +pelican\n", done.stderr))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A project that was built, in which one figure has changed."""
    made = small(tmp_path_factory.mktemp("prose") / "toy")
    assert built(made)
    replaced(made / BRIDGE, r"value: \d+", "value: 31")
    return made


def replaced(path: Path, old: str, new: str) -> None:
    text, many = re.subn(old, new, path.read_text("utf-8"), count=1)
    assert many, path
    path.write_text(text, "utf-8")


def test_a_figure_does_not_need_pelican(project):
    assert not built(project)
    after = BuiltSite(project / "output").files
    assert built(project, "--no-cache")
    assert BuiltSite(project / "output").files == after


def reworded(project: Path) -> dict[str, str]:
    """A word of the page itself."""
    path = project / "content/en/about.md"
    path.write_text(f"{path.read_text('utf-8')}\nMarmalade.\n", "utf-8")
    return {}


def retitled(project: Path) -> dict[str, str]:
    """A string that surrounds the page."""
    for path in sorted((project / "theme/strings").glob("*.yaml")):
        if re.search(r"(?m)^nav\.projects:", text := path.read_text("utf-8")):
            path.write_text(re.sub(r"(?m)^(nav\.projects:.*)Projects", r"\1Marmalade", text), "utf-8")
    return {}


def reset(project: Path) -> dict[str, str]:
    """A setting in the file of settings."""
    replaced(project / "pelicanconf.py", r'os\.environ\.get\("ATLAS_ICP", ""\)', '"Marmalade"')
    return {}


def asked(project: Path) -> dict[str, str]:
    """A setting in the environment."""
    return {"ATLAS_ICP": "Marmalade"}


def damaged(project: Path) -> dict[str, str]:
    """The page in the output is no longer what was written; `Marmalade` stands in the source meanwhile."""
    replaced(project / "content/en/about.md", r"\n\n", "\n\nMarmalade.\n\n")
    assert built(project)
    (project / ABOUT).write_text("something else", "utf-8")
    return {}


@pytest.mark.parametrize("edit", [reworded, retitled, reset, asked, damaged], ids=lambda edit: edit.__name__)
def test_what_a_prose_page_is_made_from_has_changed(project, tmp_path, edit: Edit):
    copy = shutil.copytree(project, tmp_path / "toy")
    # A copy lies elsewhere, of which nothing is known yet.
    built(copy)
    assert "Marmalade" not in (copy / ABOUT).read_text("utf-8")
    environment = edit(copy)
    assert built(copy, **environment)
    assert "Marmalade" in (copy / ABOUT).read_text("utf-8")
    previous = (copy / ".output-previous" / ABOUT.relative_to("output")).read_text("utf-8")
    assert "Marmalade" not in previous or previous == "something else"


def test_one_more_record_changes_no_prose(project, tmp_path):
    """It is made again all the same: the page of corrections asks every record for its own."""
    copy = shutil.copytree(project, tmp_path / "toy")
    built(copy)
    before = (copy / ABOUT).read_text("utf-8")
    text = (copy / BRIDGE).read_text("utf-8").replace("id: alder-bridge", "id: second-bridge", 1)
    (copy / BRIDGE).with_name("second-bridge.yaml").write_text(text, "utf-8")
    assert built(copy)
    assert (copy / ABOUT).read_text("utf-8") == before
    assert (copy / "output/projects/second-bridge/index.html").is_file()


def test_what_pelican_itself_has_built_is_no_harm(project, tmp_path):
    copy = shutil.copytree(project, tmp_path / "toy")
    built(copy)
    assert run(copy, PELICAN, ATLAS_ICP="Marmalade").returncode == 0
    assert "Marmalade" in (copy / ABOUT).read_text("utf-8")
    replaced(copy / BRIDGE, r"value: \d+", "value: 32")
    built(copy)
    assert "Marmalade" not in (copy / ABOUT).read_text("utf-8")


def test_settings_that_changed_meanwhile_are_not_kept(tmp_path):
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'one'", "utf-8")
    inputs = Inputs(tmp_path, {}, {})
    name = inputs.prose(tmp_path / "content")
    (tmp_path / "pelicanconf.py").write_text("SITENAME = 'two'", "utf-8")
    assert inputs.prose(tmp_path / "content") != name
    inputs.keep(None)  # type: ignore[arg-type]
    assert not (tmp_path / ".cache").exists()


def test_prose_is_the_same_in_whatever_folder_somebody_wants_it(tmp_path):
    """The preview has every build made into a folder of its own."""

    def inputs(**given: str) -> Inputs:
        return Inputs(tmp_path, given, {})

    options = Options(tmp_path, tmp_path / "theme", tmp_path / "content", tmp_path / "one", ())
    inputs(OUTPUT_PATH=str(options.output)).keep(options)
    other = inputs(OUTPUT_PATH=str(tmp_path / "two"))
    assert other.options() == replace(options, output=tmp_path / "two")
    assert other.prose(options.prose) == inputs(OUTPUT_PATH=str(options.output)).prose(options.prose)
    # Nobody else's build goes there.
    assert inputs().options() is None
