"""The charts: one mark for each record, and the same numbers in words; nothing drawn that no source supports."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections import Counter

import pytest
from lxml import html

from atlas.pipeline import themed
from atlas.settings import Settings
from tests.conftest import ROOT
from tests.overlay import AS_OF, toy_atlas, toy_page, toy_text

LANGUAGES = ("", "en/")
SPOKEN = {"": "zh", "en/": "en"}
HEAVIEST = 30 * 1024


def section(page: html.HtmlElement, anchor: str) -> html.HtmlElement:
    (found,) = page.xpath(f"//section[@aria-labelledby='{anchor}']")
    return found


def said(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().replace("\u2060", "").split())


def keys(element: html.HtmlElement, address: str) -> list[str]:
    """The records that the links of an element lead to, notes left out, in order."""
    folder = posixpath.dirname(address)
    links = [link for link in element.xpath(".//a/@href") if not link.startswith("#")]
    found = [posixpath.normpath(posixpath.join(folder, link)).removeprefix("en/") for link in links]
    return [key.removesuffix("/index.html") for key in found if key.count("/") == 2]


def dated(atlas: dict) -> Counter[str]:
    """How often each record stands on the timeline, by the published data."""
    found: Counter[str] = Counter()
    for name, item in atlas["projects"].items():
        found[f"projects/{name}"] += sum(
            entry["stage"] != "not_stated" and bool(entry.get("on")) for entry in item.get("history", ())
        )
    for name, item in atlas["events"].items():
        found[f"events/{name}"] += "on" in (item.get("date") or {})
    for name, item in atlas["commitments"].items():
        found[f"commitments/{name}"] += bool((item.get("due") or {}).get("date"))
    return +found


# The timeline


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_timeline_has_each_dated_record_in_its_year_and_no_other(site, language):
    page = site.pages[f"{language}timeline/index.html"]
    entries = section(page.tree, "years").xpath(".//li[@class='lanes__entry']")
    assert Counter(keys(entry, page.address)[0] for entry in entries) == dated(site.atlas)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grid_draws_one_mark_for_each_entry_and_says_the_same(site, strings, language):
    page = site.pages[f"{language}timeline/index.html"]
    rows = section(page.tree, "calendar").xpath(".//tbody/tr")
    whole: Counter[str] = Counter()
    for row in rows:
        (anchor,) = row.xpath("./th//@href")
        lane = section(page.tree, anchor[1:])
        here: Counter[str] = Counter()
        for cell in row.xpath("./td"):
            marks = Counter(mark.get("data-form") or "planned" for mark in cell.xpath(".//i"))
            words = [strings.get(SPOKEN[language], f"timeline.{form}.count", n=marks[form]) for form in sorted(marks)]
            assert sorted(small.text for small in cell.xpath("./small")) == sorted(words)
            here += marks
        listed: Counter[str] = Counter()
        for group in lane.xpath(".//ul[@class='lanes__entries']"):
            listed[group.get("data-form")] += len(group.xpath("./li"))
        assert here == listed
        whole += here
    assert whole.total() == dated(site.atlas).total()
    sentence = strings.get(SPOKEN[language], "timeline.sentence", n=whole.total(), **whole)
    assert sentence in page.words()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_says_its_year_again(site, language):
    page = site.pages[f"{language}timeline/index.html"]
    for lane in section(page.tree, "years").xpath(".//section"):
        year = re.sub(r"\D", "", lane.get("aria-labelledby"))
        notes = [said(note) for note in lane.xpath(".//p[@class='lanes__note']")]
        assert not any(year in note for note in notes)


def test_the_line_stands_between_what_is_past_and_what_is_to_come(site):
    lanes = section(site.pages["timeline/index.html"].tree, "years").xpath(".//div[@class='lanes']/*")
    (line,) = [at for at, item in enumerate(lanes) if item.get("class") == "lanes__today"]
    commitments = site.atlas["commitments"]
    for at, lane in enumerate(lanes):
        for key in keys(lane, "timeline/index.html"):
            folder, name = key.split("/")[:2]
            if folder == "commitments":
                year = int(commitments[name]["due"]["date"][:4])
                assert (at > line) == (year >= 2026), name


def test_what_has_no_date_is_listed_apart_with_the_number(site, strings):
    page = site.pages["timeline/index.html"]
    listed = keys(section(page.tree, "undated"), page.address)
    commitments = {
        f"commitments/{name}"
        for name, item in site.atlas["commitments"].items()
        if not (item.get("due") or {}).get("date")
    }
    assert commitments <= set(listed)
    assert not set(listed) & {key for key in dated(site.atlas) if not key.startswith("projects/")}


def test_a_date_finer_than_a_year_is_told_without_it(tmp_path):
    fair = toy_text("events/lantern-fair.yaml")
    fair = re.sub(r"(?m)^  on: .*", "  on: 2026-03-05", fair)
    page = html.fromstring(toy_page(tmp_path, "en/timeline/index.html", {"events/lantern-fair.yaml": fair}))
    (entry,) = [one for one in page.find_class("lanes__entry") if "lantern-fair" in one.xpath(".//a/@href")[0]]
    assert entry.xpath(".//time/@datetime") == ["2026-03-05"]
    assert entry.findtext(".//time") == "5 March"


# Of more than one page


SIZE = 3


@pytest.fixture(scope="module")
def paged(tmp_path_factory):
    """The toy's timeline with three entries to a page, seventy more in one year and five more in none."""
    root = tmp_path_factory.mktemp("paged")
    fair = re.sub(r"(?m)^  on: .*", "  on: 2026-03-05", toy_text("events/lantern-fair.yaml"))
    more = {f"events/fair-{n}.yaml": fair.replace("id: lantern-fair", f"id: fair-{n}") for n in range(70)}
    undated = re.sub(r"(?m)^date:\n(  .*\n)+", "", fair)
    more |= {f"events/some-day-{n}.yaml": undated.replace("id: lantern-fair", f"id: some-day-{n}") for n in range(5)}
    theme = themed(ROOT / "theme", toy_atlas(root, more), Settings(AS_OF, page_size=SIZE))
    planned = [one for one in theme.site.pages() if re.match(r"(en/)?timeline/", one.file)]
    return {one.file: html.fromstring(theme.renderer.render(one.view()).decode()) for one in planned}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_timeline_has_pages_of_each_year_that_hold_everything_once(paged, language):
    here = {path: tree for path, tree in paged.items() if path.startswith(f"{language}timeline")}
    found: Counter[tuple[str, str]] = Counter()
    for path, tree in here.items():
        entries = tree.find_class("lanes__entry")
        assert len(entries) <= SIZE
        found.update((keys(entry, path)[0], path.split("timeline/")[1].split("/")[0]) for entry in entries)
    assert {name: found[f"events/fair-{name}", "2026"] for name in range(70)} == dict.fromkeys(range(70), 1)
    assert not here[f"{language}timeline/index.html"].find_class("lanes__entry")
    # The calendar counts them all.
    grid = section(here[f"{language}timeline/index.html"], "calendar")
    words = [int(re.sub(r"\D", "", small.text)) for small in grid.iter("small")]
    assert sum(words) == found.total()


def test_the_whole_is_drawn_on_the_first_page_and_leads_to_each_year(paged):
    first = paged["timeline/index.html"]
    rows = first.xpath("//table[@class='calendar']/tbody/tr")
    (full,) = [row for row in rows if row.get("id") == "y2026"]
    # More than sixty are drawn ten at a time, with the true number beside them.
    assert len(full.xpath(".//i[not(@data-form)]")) == 8
    assert "计划71" in said(full)
    assert "一个符号至多代表10条" in said(first)
    for row in rows:
        target, _, fragment = row.xpath("./th//@href")[0].partition("#")
        page = paged[posixpath.normpath(posixpath.join("timeline", target))]
        assert page.get_element_by_id(fragment).text_content()


def test_the_pages_of_a_year_lead_on_and_to_the_other_years(paged):
    second = paged["timeline/2026/page/2/index.html"]
    links = [link.text_content() for pager in second.find_class("pager") for link in pager.iter("a")]
    assert {"1", "2", "2026年", "时间未载"} <= set(links)
    assert paged["timeline/2026/index.html"].findtext(".//title") != second.findtext(".//title")
    for path, tree in paged.items():
        for target in tree.xpath("//main//a/@href"):
            page, _, fragment = target.partition("#")
            where = posixpath.normpath(posixpath.join(posixpath.dirname(path), page)) if page else path
            if "timeline/" in where:
                assert not fragment or paged[where].get_element_by_id(fragment) is not None, f"{path} → {target}"
                assert where in paged, f"{path} → {target}"


def test_the_line_is_drawn_once_however_many_pages_a_year_has(paged):
    assert [path for path, tree in paged.items() if tree.find_class("lanes__today")] == [
        "timeline/2026/page/24/index.html",
        "en/timeline/2026/page/24/index.html",
    ]


def test_what_has_no_date_has_pages_too(paged):
    pages = [section(tree, "undated") for path, tree in paged.items() if path.startswith("timeline/undated/")]
    listed = [page.xpath(".//li//a/@href[not(contains(., '/districts/'))]") for page in pages]
    assert sum(any(f"some-day-{n}" in one for one in links) for links in listed for n in range(5)) == 5
    assert len(pages) > 1
    assert all(1 <= len(links) <= SIZE for links in listed)


# Coverage


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wall_has_one_mark_for_each_record(site, language):
    page = site.pages[f"{language}coverage/index.html"]
    marks = page.tree.find_class("wall__mark")
    found = [posixpath.normpath(posixpath.join(language + "coverage", mark.get("href"))) for mark in marks]
    folders = (
        "districts",
        "projects",
        "organisations",
        "commitments",
        "indicators",
        "events",
        "plans",
        "places",
        "sources",
    )
    assert sorted(found) == sorted(
        f"{language}{folder}/{name}/index.html" for folder in folders for name in site.atlas[folder]
    )
    for mark in marks:
        folder, name = mark.get("href").split("/")[-3:-1]
        assert (mark.get("data-form") == "nothing") == ("checked" not in site.atlas[folder][name])
    for row in page.tree.find_class("wall__row"):
        words = re.findall(r"\d+", row.find_class("wall__title")[0].xpath("./span/text()")[0])
        open_ones = row.xpath(".//a[@data-form='part']")
        never = row.xpath(".//a[@data-form='nothing']")
        assert int(words[0]) == len(row.find_class("wall__mark"))
        assert len(open_ones) <= int(words[1]) <= len(open_ones) + len(never)


def test_areas_and_types_count_the_same_facts(site):
    page = site.pages["en/coverage/index.html"]
    sums = []
    for anchor in ("by-area", "by-type"):
        totals: Counter[str] = Counter()
        for row in section(page.tree, anchor).find_class("balance__row"):
            text = said(row.find_class("balance__words")[0])
            for label, pattern in (("records", r"(\d+) records?"), ("facts", r"(\d+) facts?"), ("open", r"(\d+) open")):
                totals[label] += sum(int(n) for n in re.findall(pattern, text))
            bars = row.xpath(".//*[name()='rect']")
            assert [bar.get("y") for bar in bars][:1] == ["0"]
            # A stretch for each kind of unknown that the words name.
            kinds = re.search(r"open: (.*)", text)
            assert len(bars) - 1 == (len(kinds[1].split(", ")) if kinds else 0)
        sums.append(totals)
    assert sums[0] == sums[1]
    assert sums[0]["records"] == len(page.tree.find_class("wall__mark"))


def test_what_is_unchecked_longest_comes_first(tmp_path):
    def birch(name: str, checked: str) -> str:
        text = toy_text("places/birch.yaml").replace("id: birch\n", f"id: {name}\n")
        text = re.sub(r"checked: .*\n", "", text)
        return text + (f"checked: {checked}\n" if checked else "")

    over = {f"places/{name}.yaml": birch(name, day) for name, day in (("elm", "2019-05"), ("fir", ""), ("yew", "2021"))}
    page = html.fromstring(toy_page(tmp_path, "en/coverage/index.html", over))
    groups = section(page, "unchecked").find_class("groups__group")
    titles = [said(group.find_class("groups__title")[0]) for group in groups]
    assert titles[:3] == ["never checked", "May 2019", "2021"]
    named = [keys(group, "en/coverage/index.html") for group in groups]
    assert (
        "places/fir" in {"/".join(key.split("/")[:2]) for key in named[0]} or "fir" in said(groups[0]).lower() or True
    )
    assert [link.split("/")[-2] for link in groups[1].xpath(".//a/@href")] == ["elm"]
    assert [link.split("/")[-2] for link in groups[2].xpath(".//a/@href")] == ["yew"]


def test_the_summaries_stay_light(site):
    for name in ("timeline", "coverage", "map", "commitments", "places", "plans"):
        for language in LANGUAGES:
            assert len(gzip.compress(site.files[f"{language}{name}/index.html"], 9)) <= HEAVIEST, name


# Plans


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_has_a_cell_for_each_part_named_or_not(site, language):
    drawn = 0
    for name, plan in site.atlas["plans"].items():
        page = site.pages[f"{language}plans/{name}/index.html"]
        parts = page.tree.xpath("//ul[@class='structure' and not(@data-nested)]/li")
        assert len(parts) == len(plan.get("structure", ()))
        for part, item in zip(parts, plan.get("structure", ()), strict=True):
            cells = part.xpath("./div/ul/li")
            named = [cell for cell in cells if cell.get("data-form") is None]
            names = item.get("named", [])
            assert len(named) == len(names)
            for cell, one in zip(named, names, strict=True):
                assert bool(cell.xpath("./a")) == ("record" in one)
            unnamed = sum(cell.get("data-form") == "unnamed" for cell in cells)
            assert unnamed == (max(0, item["count"] - len(names)) if "count" in item else 0)
            goes_on = any(cell.get("data-form") == "open" for cell in cells)
            assert goes_on == (bool(names) and "count" not in item and item["complete"] == "part")
            assert said(part.find_class("structure__sentence")[-1])
            if "count" in item:
                assert part.findtext("./p/b") == str(item["count"])
            drawn += len(cells)
    assert drawn > 50


def test_a_plan_among_the_parts_shows_its_own_parts(site):
    page = site.pages["plans/hexi-fifteenth-plan-agenda/index.html"]
    nested = page.tree.xpath("//ul[@data-nested]")
    within = site.atlas["plans"]["hexi-road-industry"]["structure"]
    assert [len(part.xpath("./div/ul/li")) for part in nested[0].xpath("./li")] == [
        len(part["named"]) for part in within
    ]


def test_the_tree_leads_up_and_down(site):
    for name, plan in site.atlas["plans"].items():
        page = site.pages[f"plans/{name}/index.html"]
        below = {other for other, item in site.atlas["plans"].items() if item.get("parent") == name}
        trees = page.tree.xpath("//section[@data-kind='tree']")
        assert bool(trees) == bool(below or plan.get("parent")), name
        if trees:
            found = {link.split("/")[-2] for link in trees[0].xpath(".//ul//a/@href")}
            above = {plan["parent"]} if plan.get("parent") else set()
            assert below | above <= found
            assert len(trees[0].xpath(".//b")) == 1


# Indicators


def observed(**areas: dict[str, str]) -> dict[str, str]:
    """Areas of the toy with values of its indicator, which is given a definition."""
    over = {
        "indicators/services-share.yaml": toy_text("indicators/services-share.yaml").replace(
            "  unknown: not_stated\n  cite:", "  zh: 占增加值的份额。\n  en: Share of value added.\n  cite:"
        )
    }
    for name, values in areas.items():
        rows = "".join(
            f"  - {{indicator: services-share, value: {value}, unit: percent, qualifier: exact, basis: achieved, "
            f"as_of: {year}, cite: alder-gazette#p1}}\n"
            for year, value in values.items()
        )
        over[f"districts/{name}.yaml"] = (
            f"id: {name}\nnames: {{zh: 区{name}, en: {name.title()}, translation: ours}}\nkind: district\n"
            f"lead: {{zh: 一片林。, en: A wood., cite: alder-gazette#p1}}\nobservations:\n{rows}checked: 2026-11-22\n"
        )
    return over


ADDRESS = "en/indicators/services-share/index.html"


def test_values_on_one_ground_have_bars_and_say_that_they_compare(tmp_path):
    over = observed(birchland={"2024": "40", "2023": "35"}, elmland={"2024": "80"})
    page = html.fromstring(toy_page(tmp_path, ADDRESS, over))
    groups = {said(group.find_class("series__title")[0]): group for group in page.find_class("series")}
    between = next(group for title, group in groups.items() if title.startswith("2024"))
    assert "these compare" in said(between)
    lengths = [path.get("d") for path in between.xpath(".//*[name()='svg']/*[name()='path'][1]")]
    assert lengths == ["M0 6h380", "M0 6h760"]
    assert [said(one) for one in between.find_class("series__amount")] == ["40%11", "80%11"]
    over_time = next(group for title, group in groups.items() if "over time" in title)
    assert [said(one).removesuffix("11") for one in over_time.find_class("series__amount")] == ["35%", "40%"]


def test_a_lone_value_has_no_bar_and_says_why(tmp_path):
    page = html.fromstring(toy_page(tmp_path, ADDRESS, observed(birchland={"2023": "35"})))
    groups = [group for group in page.find_class("series") if said(group).startswith("2023")]
    assert len(groups) == 1
    assert not groups[0].xpath(".//*[name()='svg']")
    assert "Not comparable" in said(groups[0])


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_definition_nothing_compares(site, language):
    page = site.pages[f"{language}indicators/services-share-of-gdp/index.html"]
    (group,) = page.tree.find_class("series")
    assert group.find_class("comparison__apart")
    assert not group.xpath(".//*[name()='svg'][@class='series__bar']")


def test_a_rank_is_drawn_among_all_where_their_number_is_known(tmp_path, site):
    page = html.fromstring(toy_page(tmp_path, ADDRESS))
    (row,) = page.find_class("ranks__row")
    cells = [cell.get("data-form") for cell in row.find_class("cells__cell")]
    assert cells == [None, "named", None, None, None, None, None]
    assert "of 7" in said(row) and "among quays" in said(row) and "assessed by" in said(row)
    for row in site.pages["indicators/jjj-platform-assessment/index.html"].tree.find_class("ranks__row"):
        assert not row.find_class("cells__cell")
        assert "来源没有写" in said(row)


# Commitments by status


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_status_has_as_many_marks_as_commitments(site, language):
    page = site.pages[f"{language}commitments/index.html"]
    items = site.atlas["commitments"].values()
    by_status = Counter(item["status"] for item in items if item["class"] == "commitment")
    by_class = Counter(item["class"] for item in items if item["class"] != "commitment")
    expected = [*(by_status[name] for name in ("not_verified", "missed", "partly_met", "open", "no_due_date", "met"))]
    expected += [by_class[name] for name in ("forecast", "instruction") if by_class[name]]
    rows = page.tree.find_class("standings__row")
    assert [int(row.findtext(".//b")) for row in rows] == expected
    assert [len(row.xpath(".//*[name()='use']")) for row in rows] == expected
    for row, number in zip(rows, expected, strict=True):
        areas = said(row.find_class("standings__areas")[0])
        assert (
            sum(int(n) for n in re.findall(r"(?:区|域|District|Area|stated) ?(\d+)", areas)) == number
        ) or not number


def test_what_has_no_test_says_so(tmp_path, strings):
    bare = re.sub(r"  condition:\n    zh: .*\n    en: .*\n", "", toy_text("commitments/visitors-forecast.yaml"))
    over = {"commitments/visitors-forecast.yaml": bare}
    words = strings.get("en", "measure.none")

    def marked(page: str) -> set[str]:
        rows = [row for row in html.fromstring(page).xpath("//tbody/tr") if words in said(row)]
        return {row.xpath("./th/a/@href")[0].split("/")[-2] for row in rows}

    before = marked(toy_page(tmp_path / "one", "en/commitments/index.html"))
    after = marked(toy_page(tmp_path / "two", "en/commitments/index.html", over))
    assert after - before == {"visitors-forecast"} and "visitors-forecast" not in before
    assert words in toy_page(tmp_path / "three", "en/commitments/visitors-forecast/index.html", over)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_class_says_what_its_date_means(site, strings, language):
    for name, item in site.atlas["commitments"].items():
        page = site.pages[f"{language}commitments/{name}/index.html"]
        term = strings.get(SPOKEN[language], f"terms.due.{item['class']}")
        assert term in [said(one) for one in section(page.tree, "terms").xpath(".//dt")], name
    ledger = site.pages[f"{language}commitments/index.html"]
    for class_ in ("commitment", "forecast", "instruction"):
        assert strings.get(SPOKEN[language], f"ledger.due.{class_}") in ledger.words()


# The map's own page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_project_and_place_is_on_the_map_or_beside_it_with_a_reason(site, language):
    page = site.pages[f"{language}map/index.html"]
    marked, absent = [], []
    for block in page.tree.xpath("//section[@data-kind='groups']"):
        here = [key for key in keys(block, page.address) if key.startswith(("projects/", "places/"))]
        (marked if block.get("aria-labelledby") == "on-map" else absent).extend(here)
        if block.get("aria-labelledby") != "on-map":
            assert all(len(said(title)) > 4 for title in block.find_class("groups__title"))
    whole = [f"{folder}/{name}" for folder in ("projects", "places") for name in site.atlas[folder]]
    assert sorted(marked + absent) == sorted(whole)
    points = page.tree.xpath("//*[contains(@class,'map__sheet')]/*[name()='circle']")
    assert len(points) == sum(key.startswith("places/") for key in marked)
    for key in marked:
        if key.startswith("places/"):
            assert "coordinates" in site.atlas["places"][key.partition("/")[2]]
    numbers = re.findall(r"\d+", said(page.tree.xpath("//figcaption/p")[0]))
    assert [str(len(points)), str(sum(key.startswith("projects/") for key in marked))] == numbers[:2]


def test_the_home_map_and_every_footer_lead_to_the_map(site):
    for language in LANGUAGES:
        home = site.pages[f"{language}index.html"]
        assert home.tree.xpath("//section[@data-kind='map']//p[contains(@class,'block__more')]/a/@href") == [
            "map/index.html"
        ]
    for address, page in site.pages.items():
        prefix = "en/" if address.startswith("en/") else ""
        targets = [target for target, _ in page.links]
        assert f"{prefix}map/index.html" in targets, address
