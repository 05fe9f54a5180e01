"""The search box and the index: every name is found, in both languages and however it is typed, and little is loaded."""

from __future__ import annotations

import gzip
import json
import posixpath
import random
import re

import pytest
from lxml import html

from atlas.pipeline import linked
from atlas.records import PUBLISHED, NamedRecord
from atlas.settings import Settings, as_of
from atlas.view import fold, names, shards, urls
from atlas.view.fold import folded, pinyin, spoken, streams, tokens
from atlas.view.names import Entry, search
from atlas.view.pages import search as index_page
from tests.conftest import DAY, ROOT
from tests.overlay import AS_OF, dressed, toy_atlas

LANGUAGES = [("zh", ""), ("en", "en/")]


@pytest.fixture(scope="module")
def atlas():
    return linked(ROOT, Settings(as_of({"ATLAS_AS_OF": DAY}))).atlas


@pytest.fixture(scope="module")
def entries(atlas):
    return names.entries(atlas)


def made(*texts: tuple[str, str], folder: int = 1, number: int = 0) -> Entry:
    return Entry(number, folder, f"record-{number:05}", tuple((text, sound) for text, sound in texts))


# Folding


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“117项目”周边", ["117", "项", "目", "周", "边"]),
        ("Xi’an Rd. No.2B", ["xian", "rd", "no", "2", "b"]),
        ("Hóngqiáo ＡＢ１", ["hongqiao", "ab", "1"]),
        ("lǜdào Lü", ["lvdao", "lv"]),
        ("七〇七所", ["七", "〇", "七", "所"]),
        ("——", []),
    ],
)
def test_tokens(text, expected):
    assert list(tokens(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("七〇七所", "707所"), ("一轴两带", "一轴两带"), (" West  Station ", "weststation")]
)
def test_folded(text, expected):
    assert folded(text) == expected


def test_streams_of_a_mixed_name():
    found = [(stream.form, stream.chars, stream.starts) for stream in streams("764产业园", "chan ye yuan")]
    assert found == [
        ("words", "764产业园", (0, 3, 4, 5)),
        ("pinyin", "764chanyeyuan", (0, 3, 7, 9)),
        ("initials", "764cyy", (0, 3, 4, 5)),
    ]


def test_pinyin_reads_words_and_keeps_abreast_of_the_characters():
    assert pinyin("重庆银行") == "chong qing yin hang"
    assert pinyin("绿道") == "lv dao"
    assert pinyin("七〇七研究所") == "qi ling qi yan jiu suo"
    assert len(pinyin("𠀀乐园").split()) == 3
    assert pinyin("Sam’s Club") == ""
    assert spoken("A座西站2") == ("a", "zuo", "xi", "zhan", "2")


# Ranking


def test_better_matches_come_first():
    ordered = [
        made(("西站", "xi zhan"), ("", "")),
        made(("西站南", "xi zhan nan"), ("", "")),
        made(("车站", "che zhan"), ("", ""), ("西站", "xi zhan")),
        made(("天津西站", "tian jin xi zhan"), ("", "")),
    ]
    items = [item.__class__(at, item.folder, f"r{at}", item.texts) for at, item in enumerate(reversed(ordered))]
    assert [item.texts[0][0] for item in search(items, "西站")] == ["西站", "西站南", "车站", "天津西站"]


@pytest.mark.parametrize(
    ("query", "tier"),
    [
        ("红旗新里", 0), ("Hongqi Xinli", 0), ("红旗", 1), ("hong", 1), ("老里", 2), ("laol", 3), ("hqxl", 4),
        ("新里", 5), ("xinli", 5),
        ("qixin", 6), ("旗里", None), ("ongqi", None), ("qxl", None),
    ],
)  # fmt: skip
def test_tiers(query, tier):
    entry = made(("红旗新里", "hong qi xin li"), ("Hongqi Xinli", ""), ("老里", "lao li"))
    rank = entry.rank(folded(query))
    assert (rank.tier if rank else None) == tier


# Real names


def test_every_name_finds_its_record(atlas, entries):
    found, missing = {entry.key: entry for entry in entries}, []
    assert found.keys() == {record.key for record in atlas.published()}
    for record in atlas.published():
        texts = [*names.own_names(record), *(text for pair in names.aliases(record) for text in pair)]
        for text in filter(None, texts):
            sounds = "".join(spoken(text)) if isinstance(record, NamedRecord) else text
            for query in (text, text.upper(), text[: len(text) // 2 + 1], sounds):
                if found[record.key].rank(folded(query)) is None:
                    missing.append(f"{record.key}: {query}")
    assert missing == []


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("117", "projects/117-project"),
        ("1247", "plans/hexi-1247-layout"),
        ("707", "organisations/cssc-707-institute"),
        ("七〇七", "organisations/cssc-707-institute"),
        ("hexiqu", "districts/hexi"),
        ("hxq", "districts/hexi"),
        ("Hongqiao", "districts/hongqiao"),
        ("hóng qiáo", "districts/hongqiao"),
        ("西站", "places/tianjin-west-station"),
        ("津医保", "projects/jin-medical-insurance-platform"),
    ],
)
def test_what_readers_type(entries, query, key):
    assert key in [entry.key for entry in search(entries, query)]


def test_the_order_does_not_depend_on_the_order_of_the_records(entries):
    for query in ("x", "天津", "park", "1"):
        assert search(entries, query) == search(tuple(reversed(entries)), query)


# The files


def data(content: bytes) -> tuple[str, dict]:
    """What one file hands over."""
    call = re.fullmatch(r"atlasNames\((.*)\)\n", content.decode("utf-8"), re.DOTALL)
    assert call
    key, body = json.loads(f"[{call[1]}]")
    return key, body


def words(entry: Entry) -> shards.Words:
    return shards.Words(("类", "kind"), ("", ""))


def looked_up(files: dict[str, bytes], query: str) -> tuple[list[str], int]:
    """What the script finds for a query: ids in order, and their number."""
    query = folded(query)
    _, body = data(files[shards.ADDRESS])
    at = 0
    while "table" in body:
        file = next((file for chars, file in body["table"] if query[at] in chars), None)
        if file is None:
            return [], 0
        key, body = data(files[f"search/{file}"])
        assert key.startswith(query[:at] + "|") and query[at] in key
        at += 1
        if "table" in body and at >= len(query):
            return [row[1] for row in body["rows"]], body["total"]
    items = [
        Entry(n, row[0], row[1], tuple(zip(row[4::2], row[5::2], strict=True))) for n, row in enumerate(body["rows"])
    ]
    found = [entry.id for entry in search(items, query)]
    return found, len(found)


def invented(entries, count: int) -> list[Entry]:
    """So many projects with names of the same characters and words as the real ones."""
    chance = random.Random(4)
    pairs = [text[at : at + 2] for entry in entries for text, _ in entry.texts[:1] for at in range(0, len(text) - 1, 2)]
    english = [word for entry in entries for text, _ in entry.texts[1:2] for word in text.split()]
    found = []
    for number in range(count):
        name = "".join(chance.choices(pairs, k=chance.randint(2, 5)))
        other = " ".join(chance.choices(english, k=chance.randint(2, 5)))
        sounds = " ".join(sound for sound, part in zip(spoken(name), tokens(name), strict=True) if sound != part)
        found.append(made((name, sounds), (other, ""), number=number))
    return found


def test_a_small_atlas_is_one_file(entries):
    files = shards.files(entries, words)
    assert list(files) == [shards.ADDRESS]
    assert len(gzip.compress(files[shards.ADDRESS], 9)) <= 30 * 1024


@pytest.mark.parametrize("most", [2_000, 20_000])
def test_cut_files_find_what_the_whole_finds(entries, most):
    files = shards.files(entries, words, most)
    assert len(files) > 3
    queries = {text[:length] for entry in entries for text, _ in entry.texts if text for length in (1, 2, 4)}
    queries |= {"".join(spoken(entry.texts[0][0]))[:length] for entry in entries for length in (1, 2, 3, 5)}
    # Every twentieth, and whatever is short: each costs a reading of its files.
    for query in [one for at, one in enumerate(sorted(queries)) if at % 20 == 0 or len(one) == 1]:
        if not folded(query):
            continue
        expected = [entry.id for entry in search(entries, query)]
        found, total = looked_up(files, query)
        assert total == len(expected), query
        assert found == expected[: len(found)] and len(found) >= min(total, shards.BEST), query
    assert looked_up(files, "qqqq")[0] == []


def test_the_first_key_costs_little_at_ten_thousand_projects(entries):
    files = shards.files(invented(entries, 10_000), words)
    table = data(files[shards.ADDRESS])[1]["table"]
    assert {"x", "t", "1", "天"} <= {char for chars, _ in table for char in chars}
    sizes = [
        len(gzip.compress(files[address], 9)) for address in [shards.ADDRESS, *(f"search/{name}" for _, name in table)]
    ]
    assert sizes[0] + max(sizes[1:]) <= 60 * 1024


def test_files_are_named_by_their_content(entries):
    files = shards.files(entries, words, 20_000)
    assert shards.files(entries, words, 20_000) == files
    changed = [
        *entries[:-1],
        Entry(entries[-1].number, entries[-1].folder, entries[-1].id, (("改了", "gai le"), ("", ""))),
    ]
    other = shards.files(changed, words, 20_000)
    assert files.keys() != other.keys()
    # A file in which nothing changed keeps its name, and a reader its copy.
    assert files.keys() & other.keys()


# The site


def test_the_names_lie_in_the_site_with_both_languages(site, atlas):
    _, body = data(site.files[shards.ADDRESS])
    assert len(body["rows"]) == body["total"] == len(atlas.published())
    assert all(len(pair) == 2 and all(pair) for pair in body["kinds"])
    for folder, name, kind, area, *_ in body["rows"]:
        assert f"{body['folders'][folder]}/{name}/index.html" in site.pages
        assert body["kinds"][kind] and body["areas"][area]


@pytest.mark.parametrize(("language", "prefix"), LANGUAGES)
def test_the_index_names_and_leads_to_every_record(site, atlas, language, prefix):
    page = site.pages[f"{prefix}search/index.html"]
    lines = {}
    for line in page.tree.xpath("//ul[@class='index']/li"):
        (href,) = line.xpath("a/@href")
        lines.setdefault(href.removeprefix("../").removesuffix("/index.html"), []).append(line.text_content())
    assert lines.keys() == {record.key for cls in PUBLISHED for record in atlas.all(cls).values()}
    for record in atlas.published():
        texts = [*names.own_names(record), *(text for pair in names.aliases(record) for text in pair)]
        assert all(text in "\n".join(lines[record.key]) for text in texts), record.key


@pytest.mark.parametrize(("language", "prefix"), LANGUAGES)
def test_the_index_is_in_order_and_light(site, language, prefix):
    page = site.pages[f"{prefix}search/index.html"]
    letters = list(page.tree.xpath("//ul[@class='letters']//a/@href"))
    assert letters == sorted(letters) and {"#l-h", "#l-t", "#l-0"} <= set(letters)
    for href in letters:
        (block,) = page.tree.xpath(f"//section[@aria-labelledby='{href[1:]}']")
        sounds = [spoken(line.text_content()) for line in block.xpath(".//li/a")]
        assert sounds == sorted(sounds)
        assert href == "#l-0" or all(sound[0][0] == href[-1] for sound in sounds)
    assert len(gzip.compress(site.files[f"{prefix}search/index.html"], 9)) <= 30 * 1024


@pytest.mark.parametrize(("language", "prefix"), LANGUAGES)
def test_an_index_of_several_pages_holds_every_name_once_and_its_letters_lead_there(
    tmp_path, monkeypatch, language, prefix
):
    monkeypatch.setattr(index_page, "MOST_ENTRIES", 5)
    theme = dressed(ROOT / "theme", toy_atlas(tmp_path), Settings(AS_OF))
    found = [planned for planned in theme.site.pages() if planned.file.startswith(f"{prefix}search/")]
    assert len(found) > 2
    pages = {planned.file: html.fromstring(theme.renderer.render(planned.view())) for planned in found}
    assert list(pages) == [f"{prefix}search/{f'{n}/' if n > 1 else ''}index.html" for n in range(1, len(found) + 1)]
    at = list(urls.PREFIX).index(language)
    wanted = []
    for record in theme.site.atlas.published():
        own = names.own_names(record)
        wanted.append(own[at] or own[1 - at])
        wanted += [alias[at] for alias in names.aliases(record) if alias[at] and alias[at] != own[at]]
    shown = [link.text for page in pages.values() for link in page.xpath("//ul[@class='index']/li/a")]
    assert sorted(shown) == sorted(wanted)
    assert all(page.xpath("//ul[@class='index']/li") for page in pages.values())
    for address, page in pages.items():
        for href in page.xpath("//ul[@class='letters']//a/@href"):
            path, _, anchor = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(address), path)) if path else address
            assert pages[target].xpath(f"//*[@id='{anchor}']"), f"{address} → {href}"


@pytest.mark.parametrize("kind", ["site", "published_site"])
def test_the_box_of_every_page_leads_to_the_index(request, kind):
    built = request.getfixturevalue(kind)
    for address, page in built.readers.items():
        prefix = "en/" if address.startswith("en/") else ""
        (form,) = page.tree.xpath("//header[@class='site-header']//form")
        assert form.get("method") == "get" and form.xpath(".//input/@name") == ["q"]
        (label,) = form.xpath(".//label/@for")
        assert form.xpath(".//input/@id") == [label]
        root = "https://example.org/atlas/" if kind == "published_site" else ""
        if kind == "published_site" and address.endswith("404.html"):
            assert form.get("action") == f"/atlas/{prefix}search/"
            assert form.get("data-names") == "/atlas/search/names.js" and form.get("data-base") == f"/atlas/{prefix}"
            continue
        folder = posixpath.dirname(address)
        assert posixpath.normpath(posixpath.join(folder, form.get("data-names"))) == "search/names.js"
        assert form.get("data-base") == "../" * address.count("/") + prefix
        assert form.get("data-ending") == ("" if root else "index.html")
        action = posixpath.normpath(posixpath.join(folder, form.get("action")))
        assert action == (f"{prefix}search" if root else f"{prefix}search/index.html")


def test_pinyin_known_from_a_run_before_is_taken_and_only_more_of_it_is_news(monkeypatch):
    monkeypatch.setattr(fold, "_known", {})
    monkeypatch.setattr(fold, "_readings", {})
    fold.know({"重庆银行": "from before", "Alder Bridge": ""})
    assert (pinyin("重庆银行"), pinyin("Alder Bridge")) == ("from before", "")
    assert fold.readings() is None
    assert pinyin("绿道") == "lv dao"
    assert fold.readings() == {"重庆银行": "from before", "Alder Bridge": "", "绿道": "lv dao"}
