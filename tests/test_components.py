"""Every component, in every state its contract shows: it renders, parses, escapes, and needs no script."""

from __future__ import annotations

import dataclasses
import re
import types
import typing
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree, html

from atlas.render.templates import environment
from atlas.view import charts, lists, map_model, model, quoted, reference
from atlas.view.strings import load_strings

THEME = Path(__file__).parent.parent / "theme"
COMPONENTS = THEME / "templates" / "components"
HOSTILE = "<script>alert(1)</script>\"'&"
LANGUAGES = ("zh", "en")

ITEMS: dict[str, Any] = {
    "areas": model.Area,
    "cautions": model.Said,
    "commitments": model.CommitmentRow,
    "comparison": reference.CompareRow,
    "downloads": model.Pair,
    "facts": model.FigureRow,
    "glossary": reference.Term,
    "headline": model.FigureRow,
    "history": model.Milestone,
    "index": model.IndexEntry,
    "ladder": charts.Rung,
    "lanes": charts.YearLane,
    "listing": lists.Listing,
    "map": map_model.MapView,
    "letters": model.Link,
    "pairs": model.Pair,
    "paragraphs": model.ParagraphRow,
    "pipeline": charts.Lane,
    "prose": model.Said,
    "records": model.RecordRow,
    "strip": model.Cell,
    "structure": model.StructurePart,
    "totals": model.CountedSet,
    "track": model.Step,
    "unknowns": model.Open,
}


ENVIRONMENTS = {language: environment(THEME, load_strings(THEME), language) for language in LANGUAGES}


def build(kind: Any, data: Any) -> Any:
    """A view of type `kind` from plain data."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if data is None:
            return None
        choices = [choice for choice in arguments if choice is not type(None)]
        fits = [
            one for one in choices if dataclasses.is_dataclass(one) and isinstance(data, dict) and accepts(one, data)
        ]
        return build((fits or choices)[0], data)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return tuple(build(arguments[0], one) for one in data)
        return tuple(build(one, value) for one, value in zip(arguments, data, strict=True))
    if origin is typing.Literal:
        assert data in arguments, f"{data!r} is none of {arguments}"
        return data
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        if kind is model.Block:
            hints["items"] = tuple[ITEMS[data["kind"]], ...]
        return kind(**{key: build(hints[key], value) for key, value in data.items()})
    assert isinstance(data, kind), f"{data!r} is no {kind}"
    return data


def accepts(kind: Any, data: dict[str, Any]) -> bool:
    """Whether `data` has every field of `kind` that has no default, and no other field."""
    fields = dataclasses.fields(kind)
    needed = {field.name for field in fields if field.default is dataclasses.MISSING}
    return needed <= data.keys() <= {field.name for field in fields}


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
TYPES = vars(model) | vars(quoted) | vars(reference) | vars(lists) | vars(charts) | vars(map_model)
FIXED = {choice for name in CHOICES for choice in typing.get_args(TYPES[name])} | {
    "done",
    "now",
    "ahead",
    "unknown",
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


def contracts() -> list[tuple[str, dict[str, Any]]]:
    return [(path.stem, yaml.safe_load(path.read_text("utf-8"))) for path in sorted(COMPONENTS.glob("*/*.yaml"))]


CASES = [
    pytest.param(name, contract, example, id=f"{name}: {example['name']}")
    for name, contract in contracts()
    for example in contract["examples"]
]


def type_of(name: str) -> Any:
    """The type a contract names."""
    return eval(name, dict(TYPES))  # our own contracts, not a reader's words


def render(name: str, contract: dict[str, Any], args: dict[str, Any], language: str) -> str:
    kinds = {param["name"]: type_of(param["type"]) for param in contract["params"]}
    macro = getattr(ENVIRONMENTS[language].get_template(f"components/{name}/{name}.html").module, contract["macro"])
    return str(macro(**{key: build(kinds[key], value) for key, value in args.items()}))


def parse(fragment: str) -> html.HtmlElement:
    """The fragment as a tree; it must be well-formed to the letter, which HTML itself would forgive."""
    etree.fromstring(f"<body>{fragment}</body>")
    return html.fragment_fromstring(fragment, create_parent="body")


def assert_inert(tree: html.HtmlElement) -> None:
    for element in tree.iter(etree.Element):
        assert element.tag not in {"script", "style", "iframe", "object"}, element.tag
        for attribute in element.attrib:
            assert attribute != "style" and not attribute.startswith("on"), f"{element.tag} {attribute}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("name", "contract", "example"), CASES)
def test_example_renders(name: str, contract: dict[str, Any], example: dict[str, Any], language: str) -> None:
    rendered = render(name, contract, example["args"], language)
    assert_inert(parse(rendered))
    assert "None" not in rendered


@pytest.mark.parametrize(("name", "contract", "example"), CASES)
def test_hostile_text_has_no_effect(name: str, contract: dict[str, Any], example: dict[str, Any]) -> None:
    plain = parse(render(name, contract, example["args"], "zh"))
    attacked = parse(render(name, contract, hostile(None, example["args"]), "zh"))
    assert_inert(attacked)
    names = lambda tree: {(element.tag, key) for element in tree.iter(etree.Element) for key in element.attrib}  # noqa: E731
    assert names(attacked) <= names(plain)


@pytest.mark.parametrize(("name", "contract"), [pytest.param(*pair, id=pair[0]) for pair in contracts()])
def test_contract_says_what_the_macro_takes(name: str, contract: dict[str, Any]) -> None:
    assert contract.keys() == {"summary", "macro", "takes", "params", "examples"}
    macro = getattr(ENVIRONMENTS["zh"].get_template(f"components/{name}/{name}.html").module, contract["macro"])
    assert tuple(param["name"] for param in contract["params"]) == macro.arguments
    assert all(
        {"name", "type", "meaning"} <= param.keys() <= {"name", "type", "meaning", "default"}
        for param in contract["params"]
    )
    assert contract["examples"]


def test_marks_are_bound_to_the_words_before_them() -> None:
    """A word joiner stands before every mark that follows text, and a Chinese stop stays with it."""
    text = {"words": {"text": "今年要盘活25个项目。"}, "marks": [{"number": 2, "note": "n2", "label": "来源2"}]}
    contract = dict(contracts())["said"]
    rendered = render("said", contract, {"said": text}, "zh")
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
    rendered = render("amount", dict(contracts())["amount"], {"amount": amount}, language)
    assert parse(rendered).text_content() == expected


def shell(language: str) -> model.Shell:
    data = dict(contracts())["site-header"]["examples"][0]["args"]["shell"]
    built = build(model.Shell, data)
    return dataclasses.replace(built, language=language, html_lang={"zh": "zh-Hans", "en": "en"}[language])


def page(layout: str, language: str) -> model.Page:
    """A page with a block of every kind, from the components' own examples."""
    by_macro = {contract["macro"]: contract for _, contract in contracts()}
    blocks = [build(model.Block, example["args"]["block"]) for example in by_macro["block"]["examples"]]
    known = {
        kind: build(tuple[item, ...], args)
        for kind, item in ITEMS.items()
        for contract in by_macro.values()
        if contract["takes"] == f"tuple[{item.__name__}, ...]"
        for args in [next(iter(contract["examples"][0]["args"][param["name"]] for param in contract["params"][:1]))]
    }
    blocks += [model.Block(f"block-{kind}", kind, kind, items) for kind, items in known.items()]
    return model.Page(
        layout=layout,
        shell=shell(language),
        names=model.Names(model.Words("名称"), "Name", "en"),
        kind="项目",
        lead=model.Said(model.Words("一句话。"), (model.Mark(1, "n1", "来源1"),)),
        stale=("旧。", "没有更新。"),
        blocks=tuple(blocks),
        aside=(model.Pair(model.Words("区"), links=(model.Link("红桥区", "x/"),)),),
        notes=(model.Note(1, "n1", model.Words("来源"), "x/#p1", "报纸", model.Words("概述。"), "开头", "zh-Hans"),),
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
