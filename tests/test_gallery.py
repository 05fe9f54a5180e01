"""The gallery: every component in every state, on one page that nothing leads to."""

from __future__ import annotations

import typing
from collections import defaultdict
from pathlib import Path

import pytest
from msgspec import Struct, structs

from atlas.view.contracts import Builder, ContractError, load_contracts
from atlas.view.model import Block, Shell
from tests.overlay import toy_page

THEME = Path(__file__).parent.parent / "theme"
CONTRACTS = load_contracts(THEME)
LANGUAGES = ["", "en/"]


def shown(value: typing.Any, seen: dict[type, dict[str, set]]) -> None:
    """Notes what every field of every view inside a value holds: the value itself, or whether there is one."""
    if isinstance(value, Struct):
        for name in value.__struct_fields__:
            inner = getattr(value, name)
            seen[type(value)][name].add(inner if isinstance(inner, (str, int, type(None))) else bool(inner))
            shown(inner, seen)
    elif isinstance(value, tuple):
        for inner in value:
            shown(inner, seen)


def states() -> dict[type, dict[str, set]]:
    seen: dict[type, dict[str, set]] = defaultdict(lambda: defaultdict(set))
    for contract in CONTRACTS:
        for example in contract.examples:
            for value in Builder().arguments(contract, example).values():
                shown(value, seen)
    return seen


STATES = states()


@pytest.mark.parametrize("kind", [kind for kind in STATES if kind is not Shell], ids=lambda kind: kind.__name__)
def test_every_state_has_an_example(kind: type) -> None:
    """Each form a view can take is shown, and each field that may be empty is shown both ways."""
    hints = typing.get_type_hints(kind)
    for field in structs.fields(kind):
        held, hint = STATES[kind][field.name], hints[field.name]
        forms = [hint, *typing.get_args(hint)]
        forms = [one for form in forms if typing.get_origin(form) is typing.Literal for one in typing.get_args(form)]
        if forms and not (kind is Block and field.name == "kind"):  # each of those is a component with examples
            assert set(forms) <= held, f"{kind.__name__}.{field.name}: no example has {set(forms) - held}"
        elif not field.required:
            # A tuple is noted as whether it holds anything, and so is any view.
            absent = {field.default if isinstance(field.default, (str, int, type(None))) else False}
            assert held & absent, f"{kind.__name__}.{field.name}: no example does without it"
            assert held - absent, f"{kind.__name__}.{field.name}: no example has it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_shows_every_component_in_every_state(site, language):
    page = site.pages[f"{language}gallery/index.html"]
    sections = {item.get("aria-labelledby"): item for item in page.tree.find_class("exhibit")}
    assert list(sections) == [f"c-{contract.name}" for contract in CONTRACTS]
    for contract in CONTRACTS:
        section = sections[f"c-{contract.name}"]
        assert [item.text for item in section.find_class("exhibit__title")] == [
            one["name"] for one in contract.examples
        ]
        names = section.xpath(".//div[@class='exhibit__parameters']/table/tbody/tr/th//text()")
        assert names == [param["name"] for param in contract.params]


def test_example_is_printed_in_its_own_language(site):
    for language in LANGUAGES:
        page = site.pages[f"{language}gallery/index.html"]
        texts = [item.text_content() for item in page.tree.find_class("exhibit__case")]
        assert "over 60,000\u00a0m²" in texts and "超51万平方米" in texts


def test_nothing_leads_to_it(site, published_site):
    for address, page in site.pages.items():
        if "gallery/" not in address:
            assert not [target for target, _ in page.links if "gallery/" in target], address
    assert b"gallery" not in published_site.files["sitemap.xml"]
    for language in LANGUAGES:
        page = published_site.pages[f"{language}gallery/index.html"]
        assert page.tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_its_style_sheet_is_loaded_nowhere_else(site):
    for address, page in site.pages.items():
        sheets = [item for item in page.tree.xpath("//link[@rel='stylesheet']/@href") if "gallery" in item]
        assert len(sheets) == ("gallery/" in address), address


def test_example_leads_nowhere_and_opens_a_note(site):
    page = site.pages["gallery/index.html"]
    for case in page.tree.find_class("exhibit__case"):
        for target in case.xpath(".//a/@href"):
            assert target.startswith("#") and target[1:] in page.ids, target


def test_page_is_the_same_with_other_records(tmp_path):
    first, second = (toy_page(tmp_path / name, "gallery/index.html") for name in ("one", "two"))
    assert first == second


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("summary: x\n", "a contract has"),
        (
            "summary: x\nmacro: x\ntakes: Mark\nparams: [{name: a}]\nexamples: [{name: b, args: {}}]\n",
            "a parameter has",
        ),
    ],
)
def test_contract_that_is_not_whole_is_refused_by_name(tmp_path, text, complaint):
    folder = tmp_path / "templates" / "components" / "x"
    folder.mkdir(parents=True)
    (folder / "x.yaml").write_text(text)
    with pytest.raises(ContractError, match=rf"x\.yaml: {complaint}"):
        load_contracts(tmp_path)


@pytest.mark.parametrize("data", [{"form": "9", "label": "x"}, {"form": "1"}, {"form": "1", "label": 2}])
def test_example_that_does_not_fit_is_refused_by_name(data):
    (contract,) = (one for one in CONTRACTS if one.name == "stage")
    with pytest.raises(ContractError, match=r"stage\.yaml: example 'wrong'"):
        Builder().arguments(contract, {"name": "wrong", "args": {"stage": data}})
