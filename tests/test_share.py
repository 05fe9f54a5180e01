"""Share pictures: off unless asked for; on, one for each record, the same every time; what is missing is said."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest
from lxml import html

from atlas.pipeline import linked, themed
from atlas.render.picture import Painter, wrapped
from atlas.settings import SettingError, Settings, share_font
from atlas.view.card import Card
from atlas.view.marks import Words
from atlas.view.model import Names
from tests.conftest import ROOT
from tests.overlay import AS_OF, toy_atlas

THEME = Path(__file__).parent.parent / "theme"
# Where Debian's package fonts-noto-cjk puts one; ATLAS_SHARE_FONT names another.
FONT = os.environ.get("ATLAS_SHARE_FONT", "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc")
ADDRESS = "https://example.org/atlas"
LONG = "北岸区滨河东路与铁路东站综合交通枢纽地区城市更新及配套基础设施改造提升工程（一期）"


@pytest.fixture(scope="module")
def painter():
    if not Path(FONT).is_file():
        pytest.skip(f"no font at {FONT}; ATLAS_SHARE_FONT names one")
    return Painter(FONT)


def card(name: str, other: str | None = None) -> Card:
    return Card("项目", Names(Words(name), other), "天津发展图志", "projects/x")


# Settings


@pytest.mark.parametrize("off", ["", "0", "no", "off", "False"])
def test_pictures_are_off_unless_asked_for(off):
    assert share_font(off, "/some/font.ttc", ADDRESS) == ""


def test_pictures_need_a_font():
    with pytest.raises(SettingError, match=r"ATLAS_SHARE_FONT names no font.*fonts-noto-cjk"):
        share_font("1", " ", ADDRESS)


def test_pictures_need_an_address():
    with pytest.raises(SettingError, match="SITE_URL is not set"):
        share_font("1", "/some/font.ttc", None)


def test_font_that_is_not_there_is_named(tmp_path):
    pytest.importorskip("PIL")
    for font in (str(tmp_path / "none.ttf"), str(Path(__file__))):
        with pytest.raises(SettingError, match=r"which is no font on this machine.*fonts-noto-cjk"):
            Painter(font)


def test_missing_font_fails_the_build(tmp_path):
    pytest.importorskip("PIL")
    settings = Settings(AS_OF, site_url=ADDRESS, share_font=str(tmp_path / "none.ttf"))
    with pytest.raises(SettingError, match=r"none\.ttf"):
        themed(THEME, toy_atlas(tmp_path), settings)


def test_missing_pillow_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "PIL", None)
    with pytest.raises(SettingError, match=r"Pillow.*pip install '\.\[share\]'"):
        Painter(FONT)


# Pages


def test_no_page_names_a_picture_where_there_are_none(published_site):
    for address, page in published_site.pages.items():
        assert not page.tree.xpath("//meta[@property='og:image']"), address
    assert not [address for address in published_site.files if address.endswith("share.png")]


def test_every_record_has_a_picture_and_its_page_names_it(painter):
    from PIL import Image

    atlas = linked(ROOT, Settings(AS_OF)).atlas
    theme = themed(THEME, atlas, Settings(AS_OF, site_url=ADDRESS, share_font=FONT))
    cards = dict(theme.site.cards())
    records = {f"{language}{record.key}/" for record in atlas.published() for language in ("", "en/")}
    assert cards.keys() == {f"{address}share.png" for address in records}
    shown = {"districts/hexi/", "en/districts/hexi/", "en/projects/jjj-business-district/"}
    views = {planned.file: planned.view for planned in theme.site.pages()}
    for address in shown:
        tree = html.fromstring(theme.renderer.render(views[f"{address}index.html"]()))
        told = dict(zip(tree.xpath("//meta/@property"), tree.xpath("//meta[@property]/@content"), strict=True))
        assert told["og:image"] == f"{ADDRESS}/{address}share.png"
        assert told["twitter:card"] == "summary_large_image"
        assert told["og:image:alt"] == told["og:title"]
        picture = Image.open(io.BytesIO(theme.painter.draw(cards[f"{address}share.png"])))
        assert picture.size == (int(told["og:image:width"]), int(told["og:image:height"])) == (1200, 630)
    assert b"og:image" not in theme.renderer.render(views["index.html"]())


# Pictures


def test_picture_is_the_same_every_time_and_another_for_another_name(painter):
    first, again = painter.draw(card("桤木码头")), Painter(FONT).draw(card("桤木码头"))
    assert first == again
    assert painter.draw(card("桦木码头")) != first


@pytest.mark.parametrize("name", ["桥", "桤木码头", LONG, "Alder Quay", "A" * 200, "“117项目”建设指挥部", LONG * 4])
def test_name_stays_inside_the_picture(painter, name):
    from PIL import Image, ImageChops

    picture = Image.open(io.BytesIO(painter.draw(card(name, LONG)))).convert("RGB")
    content = picture.crop((0, 20, 1200, 630))
    left, _, right, bottom = ImageChops.invert(content).getbbox()
    assert picture.getpixel((90, 515)) == (0xB2, 0x32, 0x1A)
    assert left >= 70 and right <= 1130 and bottom < 600


def test_lines_are_even_and_no_stop_begins_one(painter):
    _, lines = painter.fitted(LONG)
    assert len(lines) <= 3 and "".join(lines) == LONG
    assert min(map(len, lines)) >= max(map(len, lines)) - 3
    found = wrapped("桤木，桦木，柳木", painter.at(50), 100)
    assert not any(line.startswith("，") for line in found) and "".join(found) == "桤木，桦木，柳木"


def test_words_of_a_language_with_spaces_stay_whole(painter):
    assert wrapped("Riverside Construction Group", painter.at(50), 400) == ["Riverside", "Construction", "Group"]
