"""Every component, in every state its contract shows: it renders, parses, escapes, and needs no script."""

from __future__ import annotations

import re
import types
import typing
from pathlib import Path
from typing import Any

import pytest
from lxml import etree, html
from msgspec.structs import replace

from atlas.render.templates import environment
from atlas.view import map_model, marks, model, rows
from atlas.view.contracts import ITEMS, TYPES, Builder, Contract, load_contracts
from atlas.view.strings import load_strings

THEME = Path(__file__).parent.parent / "theme"
COMPONENTS = THEME / "templates" / "components"
HOSTILE = "<script>alert(1)</script>\"'&"
LANGUAGES = ("zh", "en")

ENVIRONMENTS = {language: environment(THEME, load_strings(THEME), language) for language in LANGUAGES}


def hostile(kind: Any, data: Any) -> Any:
    """The same data with every free text replaced by markup that must not take effect."""
    if isinstance(data, dict):
        return {
            key: value if key == "kind" and "items" in data else hostile(None, value) for key, value in data.items()
        }
    if isinstance(data, list):
        return [hostile(None, value) for value in data]
    if isinstance(data, str) and data and data not in FIXED:
        return HOSTILE
    return data


CHOICES = ("StageForm", "StatusForm", "BasisForm", "BlockKind", "MilestoneForm", "QuotedForm")
FIXED = {choice for name in CHOICES for choice in typing.get_args(TYPES[name])} | {
    "done",
    "now",
    "ahead",
    "unknown",
    "known",
    "open",
    "full",
    "part",
    "nothing",
    "past",
    "undated",
    "zh",
    "en",
    *(
        choice
        for name in ("ShapeForm", "PointForm", "LabelForm", "KeyForm", "Anchor")
        for choice in typing.get_args(getattr(map_model, name))
    ),
}


CONTRACTS = {contract.name: contract for contract in load_contracts(THEME)}
build = Builder().build

CASES = [
    pytest.param(contract, example["args"], id=f"{contract.name}: {example['name']}")
    for contract in CONTRACTS.values()
    for example in contract.examples
]


def render(contract: Contract, args: dict[str, Any], language: str) -> str:
    template = ENVIRONMENTS[language].get_template(f"components/{contract.name}/{contract.name}.html")
    given = Builder().arguments(contract, {"name": "", "args": args})
    return str(getattr(template.module, contract.macro)(**given))


def parse(fragment: str) -> html.HtmlElement:
    """The fragment as a tree; it must be well-formed to the letter, which HTML itself would forgive."""
    closed = re.sub(r"(<(?:br|hr|img|input|wbr)\b[^>]*)>", r"\1/>", fragment)
    etree.fromstring(f"<body>{closed}</body>")
    return html.fragment_fromstring(fragment, create_parent="body")


def assert_inert(tree: html.HtmlElement) -> None:
    for element in tree.iter(etree.Element):
        assert element.tag not in {"script", "style", "iframe", "object"}, element.tag
        for attribute in element.attrib:
            assert attribute != "style" and not attribute.startswith("on"), f"{element.tag} {attribute}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("contract", "args"), CASES)
def test_example_renders(contract: Contract, args: dict[str, Any], language: str) -> None:
    rendered = render(contract, args, language)
    assert_inert(parse(rendered))
    assert "None" not in rendered


@pytest.mark.parametrize(("contract", "args"), CASES)
def test_hostile_text_has_no_effect(contract: Contract, args: dict[str, Any]) -> None:
    plain = parse(render(contract, args, "zh"))
    attacked = parse(render(contract, hostile(None, args), "zh"))
    assert_inert(attacked)
    names = lambda tree: {(element.tag, key) for element in tree.iter(etree.Element) for key in element.attrib}  # noqa: E731
    assert names(attacked) <= names(plain)


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=lambda contract: contract.name)
def test_contract_says_what_the_macro_takes(contract: Contract) -> None:
    template = ENVIRONMENTS["zh"].get_template(f"components/{contract.name}/{contract.name}.html")
    assert tuple(param["name"] for param in contract.params) == getattr(template.module, contract.macro).arguments


def test_marks_are_bound_to_the_words_before_them() -> None:
    """A word joiner stands before every mark that follows text, and a Chinese stop stays with it."""
    text = {"words": {"text": "今年要盘活25个项目。"}, "marks": [{"number": 2, "note": "n2", "label": "来源2"}]}
    rendered = render(CONTRACTS["said"], {"said": text}, "zh")
    assert re.search(
        r'项<span class="nb" data-stop="true">目&#8288;<span class="source-mark">.*</span>。</span>', rendered
    )


@pytest.mark.parametrize(
    ("language", "amount", "expected"),
    [
        ("zh", {"before": "超", "number": "51", "unit": "万平方米"}, "超51万平方米"),
        ("en", {"before": "over", "number": "60,000", "unit": "m²"}, "over 60,000\u00a0m²"),
        ("en", {"before": "over", "number": "94", "unit": "%"}, "over 94%"),
        ("en", {"number": "6"}, "6"),
    ],
)
def test_amounts_are_spaced_as_their_language_wants(language: str, amount: dict[str, str], expected: str) -> None:
    rendered = render(CONTRACTS["amount"], {"amount": amount}, language)
    assert parse(rendered).text_content() == expected


def shell(language: str) -> model.Shell:
    data = CONTRACTS["site-header"].examples[0]["args"]["shell"]
    built = build(model.Shell, data)
    return replace(built, language=language, html_lang={"zh": "zh-Hans", "en": "en"}[language])


def page(layout: str, language: str) -> model.Page:
    """A page with a block of every kind, from the components' own examples."""
    blocks = [build(model.Block, example["args"]["block"]) for example in CONTRACTS["block"].examples]
    known = {
        kind: build(tuple[item, ...], contract.examples[0]["args"][contract.params[0]["name"]])
        for kind, item in ITEMS.items()
        for contract in CONTRACTS.values()
        if contract.takes == f"tuple[{item.__name__}, ...]"
    }
    blocks += [model.Block(f"block-{kind}", kind, kind, items) for kind, items in known.items()]
    return model.Page(
        layout=layout,
        shell=shell(language),
        names=model.Names(marks.Words("名称"), "Name", "en"),
        kind="项目",
        lead=marks.Said(marks.Words("一句话。"), (marks.Mark(1, "n1", "来源1"),)),
        stale=("旧。", "没有更新。"),
        blocks=tuple(blocks),
        aside=(rows.Pair(marks.Words("区"), links=(marks.Link("红桥区", "x/"),)),),
        notes=(model.Note(1, "n1", marks.Words("来源"), "x/#p1", "报纸", marks.Words("概述。"), "开头", "zh-Hans"),),
    )


def assert_sound(text: str, language: str) -> html.HtmlElement:
    """What holds for every whole page."""
    tree = html.document_fromstring(text)
    assert text.lstrip().lower().startswith("<!doctype html>")
    assert tree.get("lang") == {"zh": "zh-Hans", "en": "en"}[language]
    assert len(tree.findall(".//h1")) == 1
    assert "default-src 'none'" in tree.find(".//meta[@http-equiv]").get("content")
    for script in tree.findall(".//script"):
        # The theme's one script: deferred, and nothing in it.
        assert set(script.attrib) == {"src", "defer"} and not script.text
        script.getparent().remove(script)
    assert_inert(tree)
    for section in tree.iterfind(".//section"):
        assert tree.get_element_by_id(section.get("aria-labelledby")) is not None
    for use in re.findall(r'<use href="#([^"]+)"', text):
        assert f'id="{use}"' in text, use
    return tree


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("layout", ["record", "list", "home", "search", "error"])
def test_page_renders(layout: str, language: str) -> None:
    view = page(layout, language)
    text = ENVIRONMENTS[language].get_template(f"{layout}.html").render(shell=view.shell, view=view)
    assert_sound(text, language)


def test_prose_page_renders() -> None:
    prose = types.SimpleNamespace(title="方法与更正", content="<p>怎样<em>核对</em>。</p>")
    made = environment(THEME, load_strings(THEME), "zh")
    made.globals["prose_shell"] = lambda page: shell("zh")
    made.globals["prose_parts"] = lambda page: ((), ())
    tree = assert_sound(made.get_template("page.html").render(page=prose), "zh")
    assert tree.findtext(".//h1") == "方法与更正"
    assert tree.findtext(".//main//em") == "核对"
