"""The maps: their projection, their labels in both languages, and that no pin stands where nothing supports one."""

from __future__ import annotations

import gzip
import itertools
import math
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some
from lxml import etree
from shapely.geometry import LineString, Polygon

from atlas.load.geography import load_geography
from atlas.problem import Refused
from atlas.records.district import District
from atlas.records.place import Place, Precision
from atlas.records.project import Project
from atlas.settings import Settings
from atlas.view import maps
from atlas.view.cartography import labels, measure
from atlas.view.cartography.ink import path
from atlas.view.cartography.labels import SIZES, Box, NoRoom, Spot, Wish
from atlas.view.cartography.projection import KM_PER_DEGREE, around, fit, scale_bar
from atlas.view.cartography.sheet import Sheet
from atlas.view.composer import Composer
from atlas.view.volume import Volume
from tests.conftest import DAY, ROOT, _build
from tests.overlay import AS_OF

LANGUAGES = ("zh", "en")
CSS = (ROOT / "theme/templates/components/map/map.css").read_text("utf-8")
FRAME = Box(0, 0, 640, 480)
LOCATOR_BUDGET = 3 * 1024
SCHEMATIC = {"zh": "示意图，非测绘成果", "en": "Schematic, not a survey product"}
YEAR = {"zh": "2017年的大致边界", "en": "Approximate boundary, 2017"}


# The projection


@given(some.floats(117.0, 117.4), some.floats(39.0, 39.3), some.floats(0.01, 0.1), some.floats(0.01, 0.1))
def test_distances_are_true_to_half_a_per_cent_within_the_city(lon, lat, along, up):
    bounds = (117.0, 39.0, 117.5, 39.4)
    projection = fit(bounds, 640, 480, 40)
    (x, y), (to_x, to_y) = projection.point(lon, lat), projection.point(lon + along, lat + up)
    drawn = math.hypot(to_x - x, to_y - y) / projection.units_per_km
    a, b = math.radians(lat), math.radians(lat + up)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(along) / 2) ** 2
    true = 2 * math.degrees(math.asin(math.sqrt(half))) * KM_PER_DEGREE
    assert drawn == pytest.approx(true, rel=0.005)


def test_bounds_fit_into_the_frame_with_north_up():
    bounds = (117.1, 39.0, 117.3, 39.2)
    projection = fit(bounds, 640, 480, 40)
    (left, bottom), (right, top) = projection.point(117.1, 39.0), projection.point(117.3, 39.2)
    assert (top, bottom) == (pytest.approx(40), pytest.approx(440))
    assert left > 40 and right < 600 and left + right == pytest.approx(640)


def test_a_single_point_has_ground_around_it():
    assert around([(117.0, 39.0)], (), 0.08) == pytest.approx((116.96, 38.96, 117.04, 39.04))


def test_scale_bar_is_round_and_fits():
    assert scale_bar(12.3, 160) == (10, 123)
    assert scale_bar(1.0, 160) == (100, 100)


def test_paths_are_whole_numbers_relative_to_the_point_before():
    assert path(Polygon([(0.2, 0), (10, 0), (10.4, 9.8), (0, 10)])) == "M0 0l10 0 0 10-10 0z"
    assert path(LineString([(5, 5), (5.2, 5.1), (1, 9)])) == "M5 5l-4 4"
    assert path(Polygon([(0, 0), (0.2, 0), (0.1, 0.2)])) == ""


# Names


def test_required_names_take_what_goes_together():
    """The first choice of each would overlap the other's; taken back, both find room."""
    near = [Wish(f"p{n}", "place", (("天津西站",),), labels.beside(300 + 20 * n, 240, 9)) for n in range(2)]
    taken = [Box(300 + 20 * n - 11, 229, 300 + 20 * n + 11, 251) for n in range(2)]
    assert len(labels.place(near, FRAME, taken)) == 2


def test_a_required_name_without_room_is_an_error_and_an_optional_one_is_left_out():
    spots = (Spot(320, 240, "middle"),)
    assert labels.place([Wish("a", "area", (("河西区",),), spots, False)], FRAME, [FRAME]) == {}
    with pytest.raises(NoRoom) as raised:
        labels.place([Wish("a", "area", (("河西区",),), spots)], FRAME, [FRAME])
    assert raised.value.wish.key == "a"


def test_a_name_falls_back_to_two_lines():
    assert labels.lines("Tianjin West Railway Station", 26) == (
        ("Tianjin West Railway Station",),
        ("Tianjin West", "Railway Station"),
    )
    assert labels.lines("天津西站", 26) == (("天津西站",),)


def test_widths_are_upper_bounds():
    """Held against the advance widths of DejaVu Sans Bold, the widest font that a reader is likely to have."""
    dejavu = {"Tianjin": 0.682 + 0.343 + 0.675 + 0.712 + 0.343 + 0.343 + 0.712}
    for text, wide in dejavu.items():
        assert measure.width(text, 1, bold=True) >= wide
    assert measure.width("红桥区", 10) == 30


@pytest.mark.parametrize("form", SIZES)
def test_the_style_sheet_sets_the_sizes_that_room_was_made_for(form):
    first = CSS.partition("@container")[0]
    found = re.findall(rf'\.map__label\[data-form="{form}"\][^}}]*font-size: (\d+)px', first)
    assert [int(size) for size in found] in ([SIZES[form]], [] if SIZES[form] == 22 else None)
    assert ".map__label { fill: var(--ink-2); font-size: 22px" in CSS
    assert all(int(size) <= 22 for size in re.findall(r"font-size: (\d+)px", CSS.partition("@container")[2]))


# The built maps


def figures(site, language: str):
    for address, page in site.readers.items():
        if address.startswith("en/") == (language == "en"):
            yield from ((address, figure) for figure in page.tree.xpath("//figure[@class='map']"))


def rooms(figure) -> list[tuple[str, Box]]:
    """Every name and point of a map, with the room it takes at most."""
    found = []
    for text in figure.xpath(".//*[name()='text']"):
        form = text.get("data-form")
        lines = text.xpath("./*[name()='tspan']")
        size, anchor = SIZES[form], text.get("text-anchor") or "start"
        wide = max(measure.width(line.text, size, bold=form in labels.BOLD) for line in lines)
        x, top = float(lines[0].get("x")), float(lines[0].get("y")) - measure.BASELINE * size
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        bottom = top + len(lines) * measure.LINE * size
        found.append((" ".join(line.text for line in lines), Box(left, top, left + wide, bottom)))
    for point in figure.xpath(".//*[contains(@class,'map__sheet')]/*[name()='circle']"):
        x, y, r = (float(point.get(name)) for name in ("cx", "cy", "r"))
        found.append(("○", Box(x - r, y - r, x + r, y + r)))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_never_overlap_and_stay_on_the_map(site, language):
    seen = 0
    for address, figure in figures(site, language):
        *_, width, height = map(int, figure.find(".//svg").get("viewbox").split())
        frame = Box(0, 0, width, height)
        named = rooms(figure)
        for (one, room), (other, other_room) in itertools.combinations(named, 2):
            assert (one, other) == ("○", "○") or not room.meets(other_room), f"{address}: {one} / {other}"
        assert all(room.within(frame) for text, room in named if text != "○"), address
        seen += len(named)
    assert seen > 500


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_map_says_what_it_is_and_whom_to_thank(site, language):
    maps_seen = 0
    for address, figure in figures(site, language):
        words = figure.text_content()
        for needed in (SCHEMATIC[language], YEAR[language], "OpenStreetMap", "ODbL 1.0", "geoBoundaries"):
            assert needed in words, f"{address}: {needed}"
        sheet = figure.find(".//svg")
        assert sheet.get("role") == ("group" if figure.xpath(".//*[@class='map__link']") else "img")
        assert sheet.get("aria-label")
        assert figure.xpath(".//figcaption/p"), address
        maps_seen += 1
    assert maps_seen > 50


def test_a_locator_is_light(site):
    for language in LANGUAGES:
        for address, figure in figures(site, language):
            size = len(gzip.compress(etree.tostring(figure, encoding="utf-8"), 9, mtime=0))
            most = LOCATOR_BUDGET + (2048 if "cooperation" in str(figure.getparent().getparent().attrib) else 0)
            assert size <= most, f"{address}: {size}"


def test_maps_are_on_the_pages_they_belong_to(site):
    for name in ("hexi", "hongqiao"):
        assert site.pages[f"districts/{name}/index.html"].tree.xpath("//figure[@class='map']")
    home = site.pages["index.html"].tree.xpath("//figure[@class='map']//a/@href")
    assert [link for link in home if "districts/" in link] == [
        "districts/hexi/index.html",
        "districts/hongqiao/index.html",
        "districts/project-117/index.html",
    ]


# Nothing is pinned that the data does not place


@pytest.fixture(scope="module")
def atlas():
    from atlas.pipeline import linked

    return linked(ROOT, Settings(AS_OF)).atlas


def composer(atlas, strings, key: str, language="zh", settings=None) -> Composer:
    return Composer(Volume(atlas, settings or Settings(AS_OF), strings, language), f"{key}/")


def points(block) -> list[str]:
    return [point.form for view in block.items for point in view.points] if block is not None else []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_project_is_pinned_only_at_a_place_with_a_coordinate(atlas, strings, language):
    for project in atlas.all(Project).values():
        block = maps.project(composer(atlas, strings, project.key, language), project)
        place = getattr(project.location, "place", None)
        known = atlas.all(Place)[place].coordinates if place else None
        forms = points(block)
        assert len(forms) == (1 if known else 0), project.id
        if known and (project.location.text is not None or known.precision is not Precision.SITE):
            assert forms == ["approximate"], project.id
        if not known:
            assert block.empty or [shape.form for shape in block.items[0].shapes].count("vague") == 1, project.id


def test_a_place_is_pinned_only_where_it_has_a_coordinate(atlas, strings):
    for place in atlas.all(Place).values():
        forms = points(maps.place(composer(atlas, strings, place.key), place))
        assert bool(forms) == (place.coordinates is not None), place.id
        if place.coordinates and place.coordinates.precision is not Precision.SITE:
            assert forms == ["approximate"], place.id


def test_the_117_area_has_neither_outline_nor_pin(atlas, strings, site):
    area = atlas.all(District)["project-117"]
    block = maps.district(composer(atlas, strings, area.key), area)
    assert not block.items and "没有画出它的边界" in block.empty
    project = atlas.all(Project)["117-project"]
    assert not maps.project(composer(atlas, strings, project.key), project).items
    home = maps.areas(composer(atlas, strings, "map")).items[0]
    assert [item.link.href for item in home.absent] == ["../districts/project-117/index.html"]
    assert home.points == ()
    assert len(home.areas) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_tower_is_a_doubtful_ring_on_its_own_page_and_nowhere_else(site, language):
    marked = [
        address
        for address, figure in figures(site, language)
        if figure.xpath(".//*[contains(@class,'map__sheet')]/*[name()='circle'][@data-form='doubtful']")
    ]
    prefix = "en/" if language == "en" else ""
    assert marked == [f"{prefix}places/goldin-finance-117/index.html"]
    told = {"zh": "一般认为在此，报道没有写", "en": "Commonly taken to be here; not stated by the reports"}
    assert told[language] in site.pages[marked[0]].words()


def test_partners_that_cannot_be_drawn_are_listed_with_the_reason(atlas, strings):
    area = atlas.all(District)["hongqiao"]
    (block,) = maps.cooperation(composer(atlas, strings, area.key), area)
    assert {item.link.text for item in block.items[0].absent} == {"曹妃甸区", "北京市", "河北省"}
    assert all(item.reason for item in block.items[0].absent)
    named = {partner for item in area.cooperation for partner in item.partners}
    assert len(block.items[0].points) + len(block.items[0].absent) == len(named)


def test_a_subject_that_cannot_be_named_stops_the_build(atlas, strings, monkeypatch):
    monkeypatch.setitem(SIZES, "place", 400)
    place = atlas.all(Place)["tianjin-west-station"]
    with pytest.raises(Refused) as raised:
        maps.place(composer(atlas, strings, place.key), place)
    assert raised.value.problem.rule == "no-room-for-label"
    assert raised.value.problem.place.file == "data/places/tianjin-west-station.yaml"


# Settings and files


def test_numbers_of_approval_are_printed_where_they_are_set(tmp_path):
    built = _build(
        tmp_path / "output",
        SITE_URL="",
        ATLAS_MAP_APPROVAL="津S(2026)001号",
        ATLAS_ICP="津ICP备20260001号",
        ATLAS_AS_OF=DAY,
    )
    for language in LANGUAGES:
        assert all("津S(2026)001号" in figure.text_content() for _, figure in figures(built, language))
    for page in built.readers.values():
        assert "津ICP备20260001号" in page.tree.findtext(".//footer//*[@href='https://beian.miit.gov.cn/']")


def test_no_number_is_printed_where_none_is_set(site):
    assert all("审图号" not in page.text and "beian" not in page.text for page in site.readers.values())


def test_map_data_is_whole_and_licensed():
    geography, problems = load_geography(ROOT)
    assert problems == ()
    assert (len(geography.districts), len(geography.water), len(geography.neighbours)) == (16, 2, 2)
    notice = Path(ROOT / "data/geo/README.md").read_text("utf-8")
    assert "ODbL 1.0" in notice and "OpenStreetMap contributors" in notice
    assert (ROOT / "LICENSES/ODbL-1.0.txt").is_file()


def test_every_word_of_the_maps_is_used():
    code = "".join(path.read_text("utf-8") for path in (ROOT / "atlas/view").rglob("*.py"))
    keys = re.findall(r"^([a-z][\w.-]+):", (ROOT / "theme/strings/map.yaml").read_text("utf-8"), re.M)
    built = ("map.key.", "map.label", "block.")
    assert [key for key in keys if f'"{key}"' not in code and not key.startswith(built)] == []


def test_a_crowd_of_rings_takes_no_name_its_room():
    """Where every spot has a ring, the names that the map needs stand on them."""
    geography, _ = load_geography(ROOT)
    shape = geography.districts["120103"].shape
    west, south, east, north = shape.bounds
    sheet = Sheet(geography, "zh", shape.bounds, "{n} km")
    sheet.area("120103", ["河西区"], "1")
    for row in range(40):
        for column in range(40):
            sheet.crowd(west + (east - west) * column / 39, south + (north - south) * row / 39)
    drawn = sheet.finish()
    assert len(drawn.points) == 1600
    assert "河西区" in {line.text for label in drawn.labels for line in label.lines}
