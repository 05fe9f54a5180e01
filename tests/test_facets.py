"""The lists that filter: counts, slots, the rules that hide rows without a script, orders and pages."""

from __future__ import annotations

import gzip
import posixpath
import re
from collections import Counter

import pytest
from lxml import html

from atlas.pipeline import Timings, rendered
from atlas.records.project import Project
from atlas.settings import Settings
from atlas.view import facets
from atlas.view.pages.explorer import ORDERS
from tests.conftest import ROOT
from tests.overlay import AS_OF, TOY, dressed, toy_atlas, toy_text
from tests.site import BuiltSite

LISTS = {
    "projects": ("", "by-stage/", "by-newest/"),
    "commitments": ("", "by-due/", "by-district/"),
}
PAGES = [
    f"{language}{folder}/{order}index.html"
    for language in ("", "en/")
    for folder, orders in LISTS.items()
    for order in orders
]
RULE = re.compile(
    r'\.listing:has\(input\[data-(\w)="(\d+)"\]:checked\) \.listing__items \[data-\1\]:not\(\[data-\1~="\2"\]\)'
)


def rows(page):
    return page.tree.xpath("//div[@class='listing']//tbody/tr")


def keys(page) -> list[str]:
    """The records a list holds, in order."""
    here = posixpath.dirname(page.address)
    links = [row.xpath("./th/a/@href")[0] for row in rows(page)]
    found = [posixpath.normpath(posixpath.join(here, link)).removeprefix("en/") for link in links]
    return [key.removesuffix("/index.html") for key in found]


def letter(element) -> str:
    (found,) = [name.removeprefix("data-") for name in element.attrib if re.fullmatch(r"data-[a-e]", name)]
    return found


def options(page):
    """Facet name, letter, and each choice: its value, slot and count."""
    for facet in page.tree.xpath("//form[@class='facets']/fieldset"):
        inputs = facet.xpath(".//input[@type='radio']")
        name = letter(inputs[0])
        counts = [int(count) for count in facet.xpath(".//small[@class='facets__count']/text()")]
        choices = [(one.get("value"), one.get(f"data-{name}")) for one in inputs]
        yield inputs[0].get("name"), name, list(zip(choices, counts, strict=True))


def values(record: dict, name: str) -> list[str]:
    """A record's values of a facet, read from the published data."""
    value = {
        "district": lambda: record.get("district"),
        "stage": lambda: record["stage"],
        "sector": lambda: record.get("sectors") or None,
        "status": lambda: record["status"],
        "class": lambda: record["class"],
        "strength": lambda: record["strength"],
    }[name]()
    found = value if isinstance(value, list) else [value]
    return [one if isinstance(one, str) else "-" for one in found]


@pytest.fixture(scope="module")
def rules(site):
    """The style sheet's rules, as letter and slot."""
    (sheet,) = [body for name, body in site.files.items() if name.startswith("assets/atlas.") and name.endswith(".css")]
    return set(RULE.findall(sheet.decode()))


@pytest.mark.parametrize("address", PAGES)
def test_each_count_is_the_number_of_rows_with_that_slot(site, address):
    page = site.pages[address]
    assert rows(page)
    for name, at, choices in options(page):
        assert choices[0] == (("", "0"), len(rows(page))), name
        slots = Counter(slot for row in rows(page) for slot in row.get(f"data-{at}").split())
        assert [count for _, count in choices[1:]] == [slots[slot] for (_, slot), _ in choices[1:]], name


@pytest.mark.parametrize("folder", LISTS)
def test_each_row_carries_the_values_of_its_record(site, folder):
    page = site.pages[f"{folder}/index.html"]
    tested = 0
    for name, at, choices in options(page):
        if name == "due":
            continue
        slots = {value: slot for (value, slot), _ in choices}
        for key, row in zip(keys(page), rows(page), strict=True):
            record = site.atlas[folder][key.partition("/")[2]]
            assert row.get(f"data-{at}").split() == [slots[value] for value in values(record, name)], key
            tested += 1
    assert tested >= 3 * len(site.atlas[folder])


def test_due_years_are_those_the_rows_show(site):
    page = site.pages["en/commitments/index.html"]
    (at, slots) = next(
        (at, {slot: value for (value, slot), _ in choices}) for name, at, choices in options(page) if name == "due"
    )
    seen = set()
    for row in rows(page):
        year = slots[row.get(f"data-{at}")]
        seen.add(year)
        shown = " ".join(" ".join(cell.text_content() for cell in row.xpath("./td")).split())
        assert year in shown if year != "-" else not re.search(r"\b20\d\d\b", shown)
        # Said once, by the date or by the status.
        assert shown.count("no due date") <= 1
    assert len(seen) > 2


@pytest.mark.parametrize("address", PAGES)
def test_every_choice_has_its_rule(site, rules, address):
    for name, at, choices in options(site.pages[address]):
        assert {(at, slot) for (value, slot), _ in choices if value} <= rules, name
        assert (at, "0") not in rules


@pytest.mark.parametrize("folder", LISTS)
def test_without_a_script_a_choice_leaves_its_rows_and_no_others(site, rules, folder):
    """Applies the style sheet's rules as a browser would: they see nothing but letters and slots."""
    page = site.pages[f"{folder}/index.html"]
    (items,) = page.tree.xpath("//div[@class='listing__items']")
    for name, at, choices in options(page):
        carriers = items.xpath(f".//*[@data-{at}]")
        for (value, slot), count in choices[1:]:
            assert (at, slot) in rules
            left = [one for one in carriers if slot in one.get(f"data-{at}").split()]
            assert sum(one.tag == "tr" for one in left) == count, (name, value)
            messages = [one for one in left if one.tag == "p"]
            groups = [one for one in left if one.tag == "div"]
            assert bool(messages) == (count == 0) != bool(groups), (name, value)


def test_a_state_without_commitments_is_shown_and_explained(site, strings):
    page = site.pages["commitments/index.html"]
    (form,) = page.tree.xpath("//form[@class='facets']")
    assert len(form.xpath(".//input[@name='status']")) == 1 + 7
    for _, at, choices in [one for one in options(page) if one[0] == "status"]:
        for (value, slot), count in choices[1:]:
            said = page.tree.xpath(f"//p[contains(@class, 'listing__none')][@data-{at}='{slot}']")
            assert len(said) == (count == 0)
            if said:
                assert strings.get("zh", f"status.{value}.why") in said[0].text_content()


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("folder", LISTS)
def test_every_order_holds_the_same_rows_and_leads_to_the_others(site, folder, language):
    pages = [site.pages[f"{language}{folder}/{order}index.html"] for order in LISTS[folder]]
    found = [keys(page) for page in pages]
    assert all(sorted(one) == sorted(f"{folder}/{name}" for name in site.atlas[folder]) for one in found)
    # Where nothing is met yet, the overdue come first by due date as well.
    assert len({tuple(one) for one in found}) > 1
    for page in pages:
        ways = page.tree.xpath("//nav[contains(@class, 'listing__orders')]//a")
        assert len(ways) == len(pages)
        (current,) = [way for way in ways if way.get("aria-current")]
        assert posixpath.normpath(posixpath.join(posixpath.dirname(page.address), current.get("href"))) == page.address
    assert len({page.tree.findtext(".//title") for page in pages}) == len(pages)


def test_the_ledger_puts_what_is_overdue_first_and_keeps_the_classes_apart(site):
    page = site.pages["commitments/index.html"]
    groups = page.tree.xpath("//div[@class='listing__group']")
    classes = []
    for group in groups:
        here = [site.atlas["commitments"][key.partition("/")[2]] for key in keys_of(page, group)]
        classes.append({record["class"] for record in here})
        order = ["not_verified", "missed", "partly_met", "open", "no_due_date", "met", "not_applicable"]
        places = [order.index(record["status"]) for record in here]
        assert places == sorted(places)
    assert classes == [{"commitment"}, {"forecast"}, {"instruction"}]


def keys_of(page, group) -> list[str]:
    inside = set(group.iter())
    return [key for key, row in zip(keys(page), rows(page), strict=True) if row in inside]


def test_the_lists_and_their_script_stay_small(site):
    for address in PAGES:
        assert len(gzip.compress(site.files[address], 9)) <= 30 * 1024, address
    (script,) = [body for name, body in site.files.items() if name.startswith("assets/filters.")]
    assert len(gzip.compress(script, 9)) <= 3 * 1024
    (sheet,) = [body for name, body in site.files.items() if name.startswith("assets/atlas.") and name.endswith(".css")]
    assert len(gzip.compress(sheet, 9)) <= 12 * 1024


def test_only_the_lists_that_filter_have_the_script_and_the_script_has_no_words(site):
    for address, page in site.pages.items():
        scripts = [src for src in page.tree.xpath("//script/@src") if "/filters." in src]
        assert len(scripts) == (address in PAGES), address
    text = (ROOT / "theme" / "static" / "js" / "filters.js").read_text("utf-8")
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    assert code.isascii()
    assert not re.search(r"innerHTML|insertAdjacent|document\.write|eval|fetch|import\b", code)


# Pages, on a toy atlas


QUAY = (TOY / "data" / "projects" / "alder-quay.yaml").read_text("utf-8")
EXTRA = {f"projects/quay-{n}.yaml": QUAY.replace("id: alder-quay", f"id: quay-{n}") for n in range(1, 22)}
# The stage track of a project's page names stages that the toy's own short list leaves out.
EXTRA["vocabulary/stages.yaml"] = (ROOT / "data" / "vocabulary" / "stages.yaml").read_text("utf-8")
SIZE = 3


@pytest.fixture(scope="module")
def paged(tmp_path_factory):
    """The toy atlas with 23 projects, three rows to a page."""
    root = tmp_path_factory.mktemp("paged")
    atlas = toy_atlas(root, EXTRA)
    theme = dressed(ROOT / "theme", atlas, Settings(AS_OF, page_size=SIZE))
    for address, body in rendered(theme, Timings()):
        path = root / "output" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return BuiltSite(root / "output")


def sheet(language: str, order: str, number: int) -> str:
    return f"{language}projects/{order}{f'page/{number}/' if number > 1 else ''}index.html"


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("order", LISTS["projects"])
def test_pages_hold_every_row_once(paged, language, order):
    found = [keys(paged.pages[sheet(language, order, number)]) for number in range(1, 9)]
    assert [len(one) for one in found] == [SIZE] * 7 + [2]
    assert sorted(key for one in found for key in one) == sorted(f"projects/{name}" for name in paged.atlas["projects"])
    assert sheet(language, order, 9) not in paged.pages


@pytest.mark.parametrize("number", [1, 2, 5, 8])
def test_pages_lead_back_and_on_and_say_that_filters_act_on_them_alone(paged, strings, number):
    page = paged.pages[sheet("", "", number)]
    links = page.tree.xpath("//nav[contains(@class, 'pager')]//a")
    words = [link.text for link in links]
    assert (strings.get("zh", "facets.back") in words) == (number > 1)
    assert (strings.get("zh", "facets.on") in words) == (number < 8)
    assert {"1", "8", str(number)} <= set(words)
    assert [link.text for link in links if link.get("aria-current")] == [str(number)]
    shown = SIZE if number < 8 else 2
    remark = strings.get("zh", "facets.page-remark", shown=shown, total=23, n=number, pages=8)
    assert remark in page.words()
    for name, at, choices in options(page):
        assert choices[0][1] == shown, name
        assert all(
            sum(slot in row.get(f"data-{at}").split() for row in rows(page)) == n for (_, slot), n in choices[1:]
        )


def test_a_value_that_only_other_pages_have_says_so(paged, strings):
    page = paged.pages[sheet("", "", 8)]
    said = {one.text_content() for one in page.tree.xpath("//p[contains(@class, 'listing__none')]")}
    alder = paged.atlas["districts"]["alder"]["names"]["zh"]
    assert strings.get("zh", "facets.none.page", option=alder) in said


def test_links_between_pages_resolve(paged):
    prose = {"about", "method", "corrections", "edit", "licence"}
    for address in [one for one in paged.pages if "/page/" in one or "/by-" in one]:
        for target, fragment in paged.pages[address].links:
            if target.removeprefix("en/").split("/")[0] not in prose:
                assert target in paged.files, f"{address} → {target}"
                assert not fragment or fragment in paged.pages[target].ids, f"{address} → {target}#{fragment}"


PLAIN = ("organisations", "places", "events", "plans", "sources", "indicators", "districts")


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """The toy atlas with three records of every other type and one row to a page."""
    over = {}
    for folder in PLAIN:
        for path in sorted((TOY / "data" / folder).glob("*.yaml"))[:1]:
            text = path.read_text("utf-8")
            name = path.stem
            over |= {f"{folder}/more-{n}.yaml": text.replace(f"id: {name}\n", f"id: more-{n}\n") for n in (1, 2)}
    root = tmp_path_factory.mktemp("plain")
    theme = dressed(
        ROOT / "theme",
        toy_atlas(root, over | {"vocabulary/stages.yaml": EXTRA["vocabulary/stages.yaml"]}),
        Settings(AS_OF, page_size=1),
    )
    for address, body in rendered(theme, Timings()):
        path = root / "output" / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return BuiltSite(root / "output")


# Where a record's name stands in a list; areas have one of their own.
NAMED = "//p[@class='records__name' or @class='areas__name']"


@pytest.mark.parametrize("language", ["", "en/"])
@pytest.mark.parametrize("folder", PLAIN)
def test_lists_without_facets_have_pages_too(plain, strings, folder, language):
    records = sorted(plain.atlas[folder])
    assert len(records) >= 3
    found = []
    for number in range(1, len(records) + 1):
        page = plain.pages[f"{language}{folder}/{f'page/{number}/' if number > 1 else ''}index.html"]
        here = page.tree.xpath(f"{NAMED}/a/@href")
        found += [posixpath.basename(posixpath.dirname(link)) for link in here]
        assert len(here) == 1
        (pager,) = page.tree.xpath("//nav[contains(@class, 'pager')]")
        assert [link.text for link in pager.xpath(".//a[@aria-current]")] == [str(number)]
        words = [link.text for link in pager.xpath(".//a")]
        spoken = "en" if language else "zh"
        assert (strings.get(spoken, "facets.back") in words) == (number > 1)
        assert (strings.get(spoken, "facets.on") in words) == (number < len(records))
        whole = strings.get(spoken, f"count.{folder}", n=len(records))
        assert strings.get(spoken, "list.page", n=number, pages=len(records), whole=whole) in page.words()
    assert sorted(found) == records
    assert f"{language}{folder}/page/{len(records) + 1}/index.html" not in plain.pages


def test_a_list_that_fits_a_page_has_no_pager(site):
    for folder in PLAIN:
        assert not site.pages[f"{folder}/index.html"].tree.xpath("//nav[contains(@class, 'pager')]")
        assert len(site.pages[f"{folder}/index.html"].tree.xpath(NAMED)) == len(site.atlas[folder])


def test_what_draws_one_symbol_for_each_record_is_left_out_where_a_list_has_pages(paged, site):
    assert not paged.pages["projects/index.html"].tree.xpath("//ol[@class='pipeline']")
    assert site.pages["projects/index.html"].tree.xpath("//ol[@class='pipeline']")


def test_the_folders_of_orders_and_pages_can_be_no_records():
    """The check refuses such ids; see the rule reserved-id."""
    for orders in ORDERS.values():
        assert all(order == "" or order.startswith("by-") for order in orders)


def test_slots_cover_the_longer_of_the_lists(tmp_path):
    atlas = toy_atlas(tmp_path)
    found = facets.slots(atlas)
    for fields in facets.FIELDS.values():
        for at, field in zip(facets.LETTERS, fields, strict=False):
            assert len(field.values(atlas)) <= found[at]


AREAS = facets.MOST + 5


@pytest.fixture(scope="module")
def wide(tmp_path_factory):
    """The projects' lists of a toy with more areas than can be taken in, of which the last has a project."""
    names = [f"wood-{number:02}" for number in range(AREAS)]
    wood = "id: {0}\nnames: {{zh: {0}, en: {0}}}\nkind: district\nlead: {{zh: 林。, en: A wood., cite: alder-gazette#p1}}\n"
    over = {f"districts/{name}.yaml": wood.format(name) for name in names}
    bridge = toy_text("projects/alder-bridge.yaml").replace("id: alder-bridge", "id: wood-hut")
    over["projects/wood-hut.yaml"] = bridge.replace("district: alder", f"district: {names[-1]}")
    atlas = toy_atlas(tmp_path_factory.mktemp("wide"), over)
    theme = dressed(ROOT / "theme", atlas, Settings(AS_OF))
    planned = {page.file: page for page in theme.site.pages()}
    lists = {f"{language}projects/index.html" for language in ("", "en/")}
    return atlas, {file: html.fromstring(theme.renderer.render(planned[file].view())) for file in lists}


@pytest.mark.parametrize("language", ["", "en/"])
def test_of_more_areas_than_can_be_taken_in_a_page_offers_those_of_its_rows(wide, strings, language):
    atlas, pages = wide
    (area, *_) = pages[f"{language}projects/index.html"].xpath("//form[@class='facets']/fieldset")
    offered = area.xpath(".//input/@value")
    area_of = facets.FIELDS[Project][0].of
    held = {value for project in atlas.records["projects"].values() for value in area_of(atlas, project)}
    assert held <= set(offered) and f"wood-{AREAS - 1:02}" in offered and "wood-00" not in offered
    assert len(offered) == len(held) + 1  # and all of them
    (more,) = area.xpath(".//span[@class='facets__more']/a")
    left = len(atlas.records["districts"]) + 1 - len(held)
    assert more.text == strings.get("en" if language else "zh", "facets.more", n=left)
    assert more.get("href").endswith("districts/index.html")
    # Each row still carries the slot of its own area.
    slots = dict(zip(offered, area.xpath(".//input/@data-a"), strict=True))
    for row in pages[f"{language}projects/index.html"].xpath("//div[@class='listing']//tbody/tr"):
        name = posixpath.basename(posixpath.dirname(row.xpath("./th/a/@href")[0]))
        assert [row.get("data-a")] == [slots[value] for value in area_of(atlas, atlas.records["projects"][name])]


def test_more_areas_need_no_more_rules(wide):
    atlas, _ = wide
    assert max(facets.slots(atlas).values()) <= facets.MOST


def test_of_more_areas_in_the_rows_too_the_most_frequent_are_offered(wide):
    atlas, _ = wide
    made = facets.scheme(atlas, Project)
    shown = [
        project.model_copy(update={"district": f"wood-{number % AREAS:02}"})
        for number, project in enumerate([next(iter(atlas.records["projects"].values()))] * (AREAS + 3))
    ]
    found = facets.offered(atlas, made, shown)
    assert len(found.slots["district"]) == facets.MOST
    assert {"wood-00", "wood-01", "wood-02"} <= set(found.slots["district"])
    assert facets.tags(atlas, found, shown[AREAS - 1]).a == ""
    assert found.slots["stage"] == made.slots["stage"]
