"""The rules page of the editing guide: every rule with its anchor, reason, remedy and examples, in both languages."""

from __future__ import annotations

import pytest
from lxml import html

from atlas.load.explanation import explanation
from atlas.message import Lang
from atlas.rules import RULES
from tests.overlay import toy_page


@pytest.mark.parametrize(("lang", "prefix"), [("zh", ""), ("en", "en/")])
def test_every_rule_has_an_anchor_a_reason_a_remedy_and_both_examples(tmp_path, lang: Lang, prefix: str) -> None:
    tree = html.fromstring(toy_page(tmp_path, f"{prefix}edit/rules/index.html"))
    shown = {item.get("id"): item for item in tree.find_class("rule__body")}
    assert list(shown) == list(RULES)
    for name, item in shown.items():
        found = explanation(name)
        text = item.getparent().text_content()
        for words in (RULES[name].name, RULES[name].why, found.mend):
            assert words.said(lang).replace("`", "").replace("*", "") in text.replace("*", ""), name
        assert [block.text_content() for block in item.findall(".//pre")] == [
            found.wrong.rstrip(),
            found.right.rstrip(),
        ]


def test_a_rule_is_folded_and_what_leads_to_it_opens_it(site) -> None:
    """The anchor is inside the fold, where a browser opens what hides it."""
    body = site.pages["edit/rules/index.html"].tree.find_class("rule__body")[0]
    fold = body.getparent()
    assert fold.tag == "details" and fold.get("open") is None
    assert fold[0].tag == "summary" and body.get("id") in fold[0].text_content()


@pytest.mark.parametrize("prefix", ["", "en/"])
def test_the_page_leads_back_to_the_guide(tmp_path, prefix: str) -> None:
    tree = html.fromstring(toy_page(tmp_path, f"{prefix}edit/rules/index.html"))
    assert "../index.html" in tree.xpath("//*[contains(@class, 'breadcrumb')]//a/@href")
