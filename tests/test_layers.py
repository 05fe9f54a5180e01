"""The stages: each imports only what comes before it, and the libraries stay where they belong."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "atlas").rglob("*.py"))

STAGES = ["load", "records", "check", "link", "diff", "view", "render", "publish"]
# Beside the stages: what any of them may use, and what stands at the rim and may use them.
SHARED = {"message", "problem", "rules", "fingerprint", "settings", "trace"}
RIM = {
    "pipeline", "plugin", "build", "cli", "report", "schema", "ids", "forms", "dictionary", "commands", "edit", "article",
    "preview", "history", "incremental", "cluster", "addresses", "rename", "__main__",
}  # fmt: skip


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def own(path: Path) -> set[str]:
    """The modules of the atlas that a module imports, without the package's name."""
    return {name.removeprefix("atlas.") for name in imports(path) if name.startswith("atlas.")}


def libraries(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imports(path)}


def room(path: Path) -> str:
    """The stage a module belongs to, or its own name beside the stages."""
    inside = path.relative_to(ROOT / "atlas")
    return inside.parts[0] if len(inside.parts) > 1 else inside.stem


def named(paths: list[Path]) -> list:
    return [pytest.param(path, id=path.relative_to(ROOT / "atlas").as_posix()) for path in paths]


def of(*rooms: str) -> list:
    return named([path for path in MODULES if room(path) in rooms])


def test_every_module_has_its_room():
    assert {room(path) for path in MODULES} <= {*STAGES, *SHARED, *RIM, "__init__"}


@pytest.mark.parametrize("path", of(*STAGES))
def test_stage_imports_only_from_stages_before_it(path):
    earlier = set(STAGES[: STAGES.index(room(path)) + 1])
    assert {name.split(".")[0] for name in own(path)} <= earlier | SHARED


@pytest.mark.parametrize("path", of(*SHARED))
def test_what_all_share_imports_no_stage(path):
    assert {name.split(".")[0] for name in own(path)} <= SHARED


@pytest.mark.parametrize("path", of("records"))
def test_declarations_know_nothing_of_files(path):
    assert {name for name in own(path) if name.startswith("load")} <= {"load.nodes", "load.nodes.Numeral"}


@pytest.mark.parametrize("path", of("view"))
def test_view_knows_no_html(path):
    assert not libraries(path) & {"jinja2", "markupsafe", "markdown", "nh3", "lxml"}


@pytest.mark.parametrize("path", of("load", "records", "check", "link", "diff", "view", "render", *SHARED))
def test_only_the_rim_touches_processes_and_clocks(path):
    assert not libraries(path) & {"subprocess", "time", "random", "locale", "click", "sys"}


@pytest.mark.parametrize("path", named([path for path in MODULES if room(path) != "plugin"]))
def test_only_the_plugin_imports_pelican(path):
    assert "pelican" not in libraries(path)


@pytest.mark.parametrize("path", named([path for path in MODULES if room(path) != "pipeline"]))
def test_only_the_pipeline_knows_the_order_of_the_stages(path):
    """No other module runs one stage after another: of load, check and link, it imports at most its own neighbour's types."""
    runs = {"load.tree.load", "check.record.check", "link.atlas.link"}
    assert len(own(path) & runs) <= 1


@pytest.mark.parametrize("path", named(MODULES))
def test_module_can_be_read_in_one_sitting(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", named(MODULES))
def test_module_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
