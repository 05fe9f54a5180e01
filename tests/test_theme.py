"""The theme as a whole: its budget, its layers, its strings, its colours, and what it must never contain."""

from __future__ import annotations

import gzip
import re
import typing
from pathlib import Path

import pytest
import yaml

from atlas.render.assets import scripts, squeezed, styles
from atlas.view import marks, model

THEME = Path(__file__).parent.parent / "theme"
STATIC = THEME / "static" / "css"
TEMPLATES = THEME / "templates"
COMPONENTS = TEMPLATES / "components"
LAYERS = ("reset", "tokens", "base", "layout", "utilities")
BUDGET = 12 * 1024
PAPER_BUDGET = 2 * 1024

STYLES = (
    [STATIC / f"{name}.css" for name in LAYERS[:-1]] + sorted(COMPONENTS.glob("*/*.css")) + [STATIC / "utilities.css"]
)
# What only paper needs, in a sheet of its own that browsers load for print; and what only the gallery does.
PAPER, GALLERY = STATIC / "print.css", STATIC / "gallery.css"
MARKUP = sorted(TEMPLATES.rglob("*.html"))
SCRIPTS = sorted((THEME / "static" / "js").glob("*.js"))
SCRIPT = '<script src="{{ shell.script }}" defer></script>'
STRINGS = [THEME / "strings" / f"{name}.yaml" for name in ("search", "ui")]
FILES = [*STYLES, PAPER, GALLERY, *MARKUP, *SCRIPTS, *sorted(COMPONENTS.glob("*/*.yaml")), *STRINGS]


def name(path: Path) -> str:
    return path.relative_to(THEME).as_posix()


def style(path: Path) -> str:
    """The file without its comments."""
    return re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL).strip()


def literal(template: str) -> str:
    """What a template prints of itself: its text without expressions, statements, comments and tags."""
    bare = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", template, flags=re.DOTALL)
    return re.sub(r"<[^>]*>|&#\d+;|\s", "", bare)


# Style sheets


def test_style_sheets_fit_the_budget() -> None:
    assert len(gzip.compress(styles(THEME), 9)) <= BUDGET
    assert len(gzip.compress(PAPER.read_bytes(), 9)) <= PAPER_BUDGET


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ('/* why */\n.a { content: "/* ; */  }" / "" }\n', '.a{content: "/* ; */  }" / ""}\n'),
        (".a  .b,\n  .c { inset: calc(1px - .5px); color: red; }", ".a .b,.c{inset: calc(1px - .5px);color: red}\n"),
        ("@media print, (min-width: 48rem) { :is(a, b) + c { } }", "@media print,(min-width: 48rem){:is(a,b) + c{}}\n"),
    ],
    ids=["comments go and strings stay", "space that means something stays", "queries and selectors"],
)
def test_style_sheets_are_published_without_comments_and_idle_space(written: str, published: str) -> None:
    assert squeezed(written) == published


@pytest.mark.parametrize("path", [*STYLES, PAPER, GALLERY], ids=name)
def test_each_style_sheet_wraps_in_its_layer(path: Path) -> None:
    text = style(path)
    if path.stem == "reset":
        order = "@layer reset, tokens, base, layout, components, utilities;"
        assert text.startswith(order)
        text = text.removeprefix(order).strip()
    layer = path.stem if path.parent == STATIC and path != GALLERY else "components"
    assert text.startswith(f"@layer {layer} {{")
    depths = [text[: at + 1].count("{") - text[: at + 1].count("}") for at, char in enumerate(text) if char == "}"]
    assert depths[-1] == 0 and all(depth > 0 for depth in depths[:-1]), "something stands outside the layer"


@pytest.mark.parametrize("path", [*STYLES, PAPER, GALLERY], ids=name)
def test_style_sheets_keep_the_rules(path: Path) -> None:
    text = style(path)
    assert "!important" not in text
    assert not re.search(r"@import|@font-face|url\(", text)
    assert not re.search(r"#[\w-]+[^;{}]*\{", text), "an id is styled"
    boxes = r"(?:margin|padding|border)-(?:left|right|top|bottom)"
    physical = rf"(?<![\w-])(?:{boxes}|left|right|top|bottom|(?:min-|max-)?(?:width|height))\s*:"
    assert not re.findall(physical, re.sub(r"@(?:media|container)[^{]*", "", text)), "use logical properties"


@pytest.mark.parametrize("path", [path for path in [*STYLES, GALLERY] if path.stem != "tokens"], ids=name)
def test_colours_come_from_tokens(path: Path) -> None:
    assert not re.search(r"#[0-9a-f]{3,8}\b", style(path))


@pytest.mark.parametrize("path", [*sorted(COMPONENTS.glob("*/*.css")), PAPER, GALLERY], ids=name)
def test_no_class_is_styled_that_no_template_has(path: Path) -> None:
    markup = "".join(one.read_text("utf-8") for one in MARKUP)
    for wanted in set(re.findall(r"\.([a-z][\w-]*)", style(path))):
        assert wanted in markup, f".{wanted}"


# Colours


def tokens(text: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6});", text))


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def schemes() -> dict[str, dict[str, str]]:
    text = (STATIC / "tokens.css").read_text("utf-8")
    light_text, rest = text.split("@media (prefers-color-scheme: dark)")
    dark_text, rest = rest.split("@media (prefers-contrast: more)")
    light, printed = tokens(light_text), tokens(PAPER.read_text("utf-8"))
    return {"light": light, "dark": light | tokens(dark_text), "print": light | printed}


SCHEMES = schemes()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("ground", ["paper", "tint", "seal-wash"])
@pytest.mark.parametrize("text", ["ink", "ink-2", "link", "seal", "met", "unverified"])
def test_text_is_legible(scheme: str, ground: str, text: str) -> None:
    assert contrast(SCHEMES[scheme][text], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("shape", "ground", "least"),
    [
        ("edge", "paper", 3),
        ("edge", "tint", 3),
        ("area-1", "paper", 3),
        ("area-2", "paper", 3),
        ("area-3", "paper", 3),
        ("on-seal", "seal", 4.5),
    ],
)
def test_shapes_can_be_seen(scheme: str, shape: str, ground: str, least: float) -> None:
    assert contrast(SCHEMES[scheme][shape], SCHEMES[scheme][ground]) >= least


def test_both_schemes_define_the_same_colours() -> None:
    text = (STATIC / "tokens.css").read_text("utf-8")
    light, dark = text.split("@media (prefers-color-scheme: dark)")
    assert tokens(light).keys() == tokens(dark.split("@media (prefers-contrast: more)")[0]).keys()


def test_nothing_moves() -> None:
    """Whoever asks for less motion need not be served apart."""
    for path in [*STYLES, GALLERY]:
        assert not re.search(r"\b(?:transition|animation|scroll-behavior)\b", style(path)), name(path)


def test_no_state_is_told_by_colour_alone() -> None:
    """Colours of forms only repeat what a shape says: forced colours and paper take them away."""
    for kind in ("stage", "status", "basis"):
        text = style(COMPONENTS / kind / f"{kind}.css")
        assert "background" not in text, kind
    forced = style(STATIC / "tokens.css").split("@media (forced-colors: active)")[1]
    colours = set(re.findall(r"--([\w-]+):", style(STATIC / "tokens.css").split("--sans-zh")[0]))
    assert colours - {"found"} <= set(re.findall(r"--([\w-]+):", forced))


def test_paper_is_black_on_white_in_every_scheme() -> None:
    dark = style(STATIC / "tokens.css").split("@media (prefers-color-scheme: dark)")[1]
    changed = set(tokens(dark.split("@media (prefers-contrast: more)")[0]))
    printed = tokens(style(PAPER))
    assert changed <= printed.keys()
    assert printed["paper"] == "#fff" and printed["ink"] == "#000"


# Templates


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_comes_from_elsewhere(path: Path) -> None:
    assert not re.search(r"(?:https?:)?//[\w-]+\.(?!example\b)", path.read_text("utf-8"))


@pytest.mark.parametrize("path", MARKUP, ids=name)
def test_templates_say_nothing_themselves(path: Path) -> None:
    text = path.read_text("utf-8")
    assert literal(text) == "", "text a reader sees belongs in strings/ui.yaml"
    assert not re.search(r'\b(?:aria-label|title|alt|placeholder)="(?!\{\{|")', text)


@pytest.mark.parametrize("path", MARKUP, ids=name)
def test_templates_keep_the_rules(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\{%-?\s*include\b", text)
    # Data for programs is no script: the browser does not run it.
    running = text.replace('<script type="application/ld+json">', "")
    assert text.count(SCRIPT) == (1 if path.name == "base.html" else 0)
    script = r'<script(?! defer="defer" src="\{\{ \w+ \}\}"></script>)'
    assert not re.search(rf"\bstyle=|\son\w+=|{script}|<style|javascript:", running.replace(SCRIPT, ""))
    assert not re.search(r"\|\s*(?:sort|groupby|dictsort|sum|length|count)\b", text)
    assert text.count("|safe") == (1 if path.name == "page.html" else 0)
    for imported in re.findall(r"\{%-?\s*(?:from|import|extends)\s+(\S+)", text):
        assert imported.startswith('"'), "a template is named, never computed"


@pytest.mark.parametrize("folder", sorted(path for path in COMPONENTS.iterdir()), ids=lambda folder: folder.name)
def test_each_component_has_its_macro_and_contract(folder: Path) -> None:
    assert {path.name for path in folder.iterdir()} <= {f"{folder.name}.{ending}" for ending in ("html", "yaml", "css")}
    contract = yaml.safe_load((folder / f"{folder.name}.yaml").read_text("utf-8"))
    assert f"{{% macro {contract['macro']}(" in (folder / f"{folder.name}.html").read_text("utf-8")


@pytest.mark.parametrize("kind", typing.get_args(model.BlockKind))
def test_each_kind_of_block_has_a_component(kind: str) -> None:
    assert f'block.kind == "{kind}"' in (COMPONENTS / "block" / "block.html").read_text("utf-8")


@pytest.mark.parametrize(
    "symbol",
    [f"stage-{form}" for form in typing.get_args(marks.StageForm)]
    + [f"status-{form}" for form in typing.get_args(marks.StatusForm)]
    + [f"coverage-{form}" for form in ("full", "part", "nothing")],
)
def test_each_form_has_its_symbol(symbol: str) -> None:
    assert f'id="sym-{symbol}"' in (COMPONENTS / "symbols" / "symbols.html").read_text("utf-8")


# Scripts


def test_scripts_fit_the_budget() -> None:
    assert len(gzip.compress(scripts(THEME), 9)) <= 5 * 1024


@pytest.mark.parametrize("path", SCRIPTS, ids=name)
def test_scripts_keep_the_rules(path: Path) -> None:
    """Classic, shut in, nothing made of text but text, and no words of their own."""
    text = re.sub(r"/\*.*?\*/|(?m:^\s*//[^\n]*$)", "", path.read_text("utf-8"), flags=re.DOTALL)
    assert text.strip().startswith("(() => {") and text.strip().endswith("})();")
    assert not re.search(r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|eval|Function|import|export|fetch)\b", text)
    assert not re.search(r"\.style\b|setAttribute\(\"(?:style|on)", text)
    quoted = re.findall(r'"([^"\n]*)"', text)
    assert [
        words for words in quoted if re.search(r"[A-Za-z]+ [a-z]|[A-Z][a-z]+ ", words) and words != "use strict"
    ] == []
    han = re.findall(r"[\u4e00-\u9fff]+", text)
    assert set("".join(han)) <= set("零一二三四五六七八九")


# Strings


def test_strings_are_used_and_complete() -> None:
    strings, search = (yaml.safe_load(path.read_text("utf-8")) for path in reversed(STRINGS))
    used = {key for path in MARKUP for key in re.findall(r'\bt\("([^"]+)"\)', path.read_text("utf-8"))}
    assert strings.keys() == {key for key in used if not key.startswith(("search.", "gallery."))}
    view = (THEME.parent / "atlas" / "view" / "pages" / "search.py").read_text("utf-8")
    view += (THEME.parent / "atlas" / "view" / "site.py").read_text("utf-8")
    made = set(re.findall(r'\bt\("(search\.[^"]+)"', view)) | {"nav.search"}
    assert search.keys() == {key for key in used if key.startswith("search.")} | made
    strings |= search
    for key, words in strings.items():
        assert words.keys() == {"zh", "en"} and all(
            isinstance(word, str) and word.strip() for word in words.values()
        ), key
