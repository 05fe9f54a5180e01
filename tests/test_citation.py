"""Citations: the paragraphs they name, and what is no citation."""

from __future__ import annotations

import pytest

from atlas.records.citation import Citation, CitationError, parse


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("hexi-briefing#p4", [4]),
        ("hexi-briefing#p10-p11", [10, 11]),
        ("117-inspection#p12", [12]),
        ("a#p3-p3", [3]),
    ],
)
def test_citation_names_its_paragraphs(text, paragraphs):
    citation = parse(text)
    assert citation.source == text.partition("#")[0]
    assert list(citation.paragraphs) == paragraphs


@pytest.mark.parametrize("text", ["hexi-briefing#p4", "hexi-briefing#p10-p11"])
def test_citation_is_written_as_it_was_read(text):
    assert str(parse(text)) == text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hexi-briefing", "no paragraph"),
        ("hexi-briefing#p4-p2", "backwards"),
        ("hexi-briefing#p0", "not a citation"),
        ("hexi-briefing#p04", "not a citation"),
        ("hexi-briefing#4", "not a citation"),
        ("hexi-briefing#p4-5", "not a citation"),
        ("hexi-briefing #p4", "not a citation"),
        ("Hexi#p4", "not a citation"),
        ("#p4", "not a citation"),
        ("hexi-briefing#p4\n", "not a citation"),
        ("", "not a citation"),
    ],
)
def test_what_is_no_citation_is_refused(text, said):
    with pytest.raises(CitationError) as caught:
        parse(text)
    assert said in str(caught.value)


def test_citations_sort_by_source_and_paragraph():
    texts = ["b#p1", "a#p10", "a#p2-p3", "a#p2"]
    assert [str(item) for item in sorted(map(parse, texts))] == ["a#p2", "a#p2-p3", "a#p10", "b#p1"]


def test_one_citation_equals_another_of_the_same_paragraphs():
    assert parse("a#p2") == Citation("a", 2, 2)
