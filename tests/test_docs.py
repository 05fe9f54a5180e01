"""The documentation is true: commands, rules, folders, links and examples in it are those of the project."""

from __future__ import annotations

import re
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown.extensions.toc import slugify_unicode

from atlas.check.record import check
from atlas.cli import main
from atlas.link.standing import Status
from atlas.load.tree import load
from atlas.message import Lang
from atlas.publish.headers import EVERYWHERE, WITHIN
from atlas.publish.manifest import manifest
from atlas.publish.output import Output
from atlas.records import PUBLISHED, RECORD_TYPES
from atlas.records.parts import UnknownKind
from atlas.records.quantity import Basis, Qualifier
from atlas.report import report
from atlas.schema import END, START, read_vocabularies
from atlas.view.changes import PATH
from atlas.view.pages.single import BLOCKS

ROOT = Path(__file__).parent.parent
LANGUAGES = ("zh", "en")
README = (ROOT / "README.md").read_text("utf-8")
PUBLISHING = (ROOT / "docs" / "publishing" / "README.md").read_text("utf-8")
GUIDE = (ROOT / "data" / "README.md").read_text("utf-8")
MARKDOWN = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSES/README.md", "data/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
PAGES = sorted((ROOT / "content").glob("*/*.md"))
CODE = re.compile(r"```.*?```|`[^`]*`", re.S)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def front(path: Path) -> dict[str, str]:
    """A page's front matter."""
    head, _, _ = path.read_text("utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.splitlines())


def headings(text: str) -> set[str]:
    """The fragments of a page's headings, as Pelican writes them."""
    return {slugify_unicode(heading, "-") for heading in re.findall(r"^#+ (.+)$", text, re.M)}


# Commands and rules


@pytest.mark.parametrize(("lang", "example"), [("en", "Example: "), ("zh", "示例：")])
@pytest.mark.parametrize("command", sorted(main.commands))
def test_command_has_help_with_an_example(command: str, lang: str, example: str) -> None:
    shown = CliRunner().invoke(main, [command, "--help", "--lang", lang])
    assert shown.exit_code == 0
    assert f"{example}atlas {command}" in shown.output
    assert f"| `atlas {command}` |" in README


@pytest.mark.parametrize("path", [*MARKDOWN, *PAGES], ids=name)
def test_commands_shown_exist(path: Path) -> None:
    text = path.read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`?make ([a-z]+)(?=[` ])", " ".join(CODE.findall(text)))) <= targets
    assert set(re.findall(r"`(?:\.venv/bin/python -m )?atlas ([a-z-]+)", text)) <= set(main.commands)


def test_settings_are_told() -> None:
    code = (ROOT / "atlas" / "settings.py").read_text("utf-8") + (ROOT / "pelicanconf.py").read_text("utf-8")
    read = set(re.findall(r"""environ(?:ment)?\.get\("([A-Z_]+)\"""", code))
    assert read
    assert read <= set(re.findall(r"^\| `([A-Z_]+)` \|", README, re.M))


# The tree and the links


def tree() -> Iterator[str]:
    """Every folder that the README's tree names, from the project's root."""
    block = re.search(r"## Where things live.*?```\n(.*?)```", README, re.S)
    assert block is not None
    above = ""
    for line in block.group(1).splitlines():
        folders = re.match(r"\s*((?:[\w-]+/\s+)+)", line)
        for folder in folders.group(1).split() if folders else []:
            above = above if line.startswith(" ") else folder
            yield folder if folder == above else above + folder


@pytest.mark.parametrize("folder", [*tree()])
def test_folder_of_the_tree_exists(folder: str) -> None:
    assert (ROOT / folder).is_dir()


def test_tree_names_every_folder_of_data() -> None:
    assert {f"data/{path.name}/" for path in (ROOT / "data").iterdir() if path.is_dir() and path.name != "geo"} <= set(
        tree()
    )


@pytest.mark.parametrize("path", MARKDOWN, ids=name)
def test_link_between_documents_resolves(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", CODE.sub("", path.read_text("utf-8"))):
        if not target.startswith("http"):
            assert (path.parent / target).exists(), target


def test_fragment_in_the_guide_resolves() -> None:
    # As repositories make them: punctuation dropped, each space a hyphen.
    fragments = {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in re.findall(r"^#+ (.+)$", GUIDE, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", CODE.sub("", GUIDE))) <= fragments


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=name)
def test_readme_leads_to_every_document(path: Path) -> None:
    assert f"]({name(path)})" in README


def test_rolling_back_as_told_brings_back_the_last_site(tmp_path: Path) -> None:
    for generation in ("first", "second"):
        output = Output(tmp_path / "output")
        output.begin()
        output.write("index.html", generation.encode())
        output.write("data/manifest.json", manifest(output.staging, "2026-11-22", None))
        output.commit()
    (command, *_) = re.findall(r"`(mv output [^`]+)`", PUBLISHING)
    subprocess.run(["sh", "-ec", command], cwd=tmp_path, check=True)
    assert CliRunner().invoke(main, ["verify", str(tmp_path / "output")]).exit_code == 0
    assert (tmp_path / "output" / "index.html").read_text("utf-8") == "first"


def test_every_header_has_its_loss_told() -> None:
    sent = {*EVERYWHERE, *(header for found in WITHIN.values() for header in found)} - {"Content-Security-Policy"}
    told = set(re.findall(r"^\| `([A-Z][\w-]+)", PUBLISHING, re.M))
    assert told == sent


def test_picture_is_light() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert pictures
    assert all((ROOT / picture).stat().st_size <= 200 * 1024 for picture in pictures)


# The prose of the site


def test_pages_exist_in_both_languages() -> None:
    slugs = {language: {path.stem for path in PAGES if path.parent.name == language} for language in LANGUAGES}
    assert slugs["zh"] == slugs["en"] == {"about", "method", "edit", "corrections", "licence"}


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_front_matter_is_whole(path: Path) -> None:
    meta = front(path)
    assert set(meta) == {"title", "slug", "lang", "description"}
    assert (meta["slug"], meta["lang"]) == (path.stem, path.parent.name)
    assert 10 <= len(meta["description"]) <= 160


def test_pages_of_a_pair_have_the_same_parts() -> None:
    for path in (page for page in PAGES if page.parent.name == "zh"):
        levels = [
            re.findall(r"^(#+) ", (ROOT / "content" / language / path.name).read_text("utf-8"), re.M)
            for language in LANGUAGES
        ]
        assert levels[0] == levels[1], path.name


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_prose_holds_no_html(path: Path) -> None:
    assert not re.findall(r"<[a-zA-Z/!][^>]*>", CODE.sub("", path.read_text("utf-8")))


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_internal_link_leads_to_a_page(path: Path) -> None:
    text = path.read_text("utf-8")
    site = {
        "",
        *(f"{cls.folder}/" for cls in PUBLISHED),
        *BLOCKS,
        *("compare/", "map/", "coverage/", "timeline/"),
        PATH,
        *(f"{page.stem}/" for page in PAGES),
    }
    prefix = "/en/" if path.parent.name == "en" else "/"
    for target in re.findall(r"\]\(([^)]+)\)", CODE.sub("", text)):
        if target.startswith("#"):
            assert target[1:] in headings(text), target
        elif not target.startswith("http"):
            assert target.startswith(prefix) and target.removeprefix(prefix) in site, target


@pytest.mark.parametrize("language", LANGUAGES)
def test_method_tells_every_state(language: str, strings) -> None:
    text = (ROOT / "content" / language / "method.md").read_text("utf-8").casefold()
    told = [strings.get(language, f"unknown.{kind}") for kind in UnknownKind]
    told += [strings.get(language, f"basis.{basis}") for basis in Basis]
    told += [strings.get(language, f"qualifier.{item}") for item in Qualifier if item is not Qualifier.EXACT]
    told += [strings.get(language, f"status.{status}") for status in Status if status is not Status.NOT_APPLICABLE]
    told += [getattr(term, language) for term in read_vocabularies(ROOT)["stages"].terms]
    assert [word for word in told if word.casefold() not in text] == []


# Examples


def fenced(text: str) -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", text, re.S | re.M)


def indented(text: str) -> list[str]:
    """The code blocks of a prose page."""
    blocks = re.findall(r"(?:^ {4,}\S.*\n(?:\n(?= {4,}))?)+", text, re.M)
    return [textwrap.dedent(block).strip("\n") + "\n" for block in blocks]


def of_pages() -> Iterator[str]:
    for path in PAGES:
        for block in indented(path.read_text("utf-8")):
            if re.match(r"# yaml|\w+:\n", block):
                yield block


# Where a piece of a record shown by itself belongs.
HOME = {
    "figures": "projects/heping-road-arcade",
    "restated": "commitments/arcade-opening",
    "findings": "commitments/arcade-opening",
}


def address(block: str) -> str:
    """The record an example belongs to, as `folder/id`."""
    if said := re.match(r"# data/([\w-]+/[\w-]+)\.yaml\n", block):
        return said.group(1)
    schema = re.match(r"# yaml-language-server: \$schema=\.\./schema/(\w+)\.json\n", block)
    own = re.search(r"^id: (\S+)", block, re.M)
    return f"{schema.group(1)}/{own.group(1)}" if schema and own else HOME[block.partition(":")[0]]


WHOLE = {address(block): block for block in fenced(GUIDE) if re.search(r"^id:", block, re.M)}


def completed(block: str) -> str:
    """An example as a whole record: its fields in place of those of the record it belongs to."""
    if re.search(r"^id:", block, re.M):
        return block
    file = ROOT / "data" / f"{address(block)}.yaml"
    base = WHOLE.get(address(block)) or file.read_text("utf-8")
    fields = re.split(r"(?m)^(?=\w+:)", base)
    own = set(re.findall(r"^(\w+):", block, re.M))
    return "".join(field for field in fields if field.partition(":")[0] not in own) + block


def problems(root: Path, key: str, text: str, lang: Lang = "en") -> str:
    """What check reports of one record."""
    path = root / "data" / f"{key}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, "utf-8")
    (document,), faults = load(root, tuple(RECORD_TYPES))
    _, found = check(document)
    return report((*faults, *found), root, lang=lang)


@pytest.mark.parametrize("block", [*fenced(GUIDE.partition(START)[0]), *of_pages()])
def test_example_is_sound(block: str, tmp_path: Path) -> None:
    assert problems(tmp_path, address(block), completed(block)) == "no problems\n"


def unnumbered(text: str) -> str:
    """A report without its line numbers, which move with the record."""
    return re.sub(r"^ *\d+ \|", "  |", re.sub(r"\.yaml:\d+:", ".yaml:", text), flags=re.M)


def test_message_shown_is_the_message_printed(tmp_path: Path) -> None:
    """That of the README; those of the editing guide are held by tests/test_guide.py."""
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = [textwrap.dedent(block) for block in re.findall(r"^ *```\w*\n(.*?)^ *```$", text, re.S | re.M)]
    shown = next(block for block in blocks if re.match(r"data/\S+: error: ", block))
    key = shown.partition(":")[0].removeprefix("data/").removesuffix(".yaml")
    record = (ROOT / "data" / f"{key}.yaml").read_text("utf-8")
    assert record.count("value: 60000\n") == 1
    printed = problems(tmp_path, key, record.replace("value: 60000\n", "value: 6万\n"))
    assert unnumbered(printed).startswith(unnumbered(shown))


def test_dictionary_stands_in_the_guide() -> None:
    assert START in GUIDE and END in GUIDE
