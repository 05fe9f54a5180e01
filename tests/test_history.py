"""What has changed since the first edition: told commit by commit, kept, and shown on the pages that promise it."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree, html

from atlas.cli import main
from atlas.diff.changes import Kind, Verb
from atlas.diff.told import History
from atlas.history import log
from atlas.history.log import history
from atlas.pipeline import linked
from atlas.render.feed import atom
from atlas.settings import SettingError, Settings, history_since
from atlas.view.export import record_data
from atlas.view.pages import changes
from tests.commits import Commits
from tests.overlay import AS_OF, dressed, lay

THEME = Path(__file__).parent.parent / "theme"
SINCE = history_since("2026-03-02")
SETTINGS = Settings(AS_OF, history_since=SINCE)
BRIDGE = "projects/alder-bridge.yaml"


def grown(root: Path) -> Commits:
    """A repository with drafting before the first edition, and two days of changes after it."""
    repository = Commits(root)
    repository.edit(BRIDGE, "value: 764", "value: 770")
    repository.commit("2026-03-01T20:00:00+08:00")
    repository.edit(BRIDGE, "value: 770", "value: 780")
    repository.edit("commitments/bridge-opening.yaml", "    outcome: partly\n", "    outcome: done\n")
    repository.commit("2026-03-31T16:30:00+00:00")  # the first of April in Tianjin
    (repository.root / "README").write_text("not data", "utf-8")
    repository.commit("2026-04-02T12:00:00+08:00")
    repository.remove("commitments/quay-shops.yaml")
    repository.commit("2026-05-03T12:00:00+08:00")
    return repository


@pytest.fixture
def repository(tmp_path) -> Commits:
    return grown(tmp_path / "project")


class Pages(Mapping[str, bytes]):
    """The pages and feeds of a project's folder, each rendered when it is asked for."""

    def __init__(self, root: Path, settings: Settings = SETTINGS) -> None:
        atlas = linked(root, settings).atlas
        assert atlas is not None
        self.theme = dressed(THEME, atlas, settings, lambda given, strings: history(root, given, strings))
        self.planned = {page.file: page for page in self.theme.site.pages()}
        self.feeds = {address: atom(feed) for address, feed in self.theme.site.feeds()}

    def __getitem__(self, file: str) -> bytes:
        return self.feeds[file] if file in self.feeds else self.theme.renderer.render(self.planned[file].view())

    def __iter__(self) -> Iterator[str]:
        yield from (*self.planned, *self.feeds)

    def __len__(self) -> int:
        return len(self.planned) + len(self.feeds)

    def telling(self) -> dict[str, bytes]:
        """Every page that tells of changes."""
        told = ("index.html", "changes/", "projects/alder-bridge/", "commitments/bridge-opening/")
        return {file: self[file] for file in self if file.removeprefix("en/").startswith(told)}


def words(page: bytes, path: str = "//main") -> str:
    return " ".join(" ".join(node.text_content().split()) for node in html.fromstring(page).xpath(path))


# What is told


def test_changes_are_told_from_the_first_edition_on_newest_first(repository, strings):
    found = history(repository.root, SETTINGS, strings)
    assert found.gap is None
    assert [entry.day for entry in found.entries] == [dt.date(2026, 5, 3), dt.date(2026, 4, 1)]
    told = [(item.record, item.field, item.verb, item.kind) for item in found.entries[1].told]
    assert told == [
        ("commitments/bridge-opening", "findings", Verb.CHANGED, Kind.CORRECTION),
        ("projects/alder-bridge", "figures", Verb.CHANGED, Kind.CORRECTION),
    ]
    assert [(day, item.verb) for day, item in found.of("commitments/quay-shops")] == [
        (dt.date(2026, 5, 3), Verb.REMOVED)
    ]


def test_status_that_follows_is_told(tmp_path, strings):
    repository = Commits(tmp_path)
    old = "findings:\n"
    new = "findings:\n  - {on: 2026-06-20, outcome: done, by: independent, cite: alder-gazette#p2}\n"
    repository.edit("commitments/bridge-opening.yaml", old, new)
    repository.commit("2026-07-01T12:00:00+08:00")
    (entry,) = history(tmp_path, SETTINGS, strings).entries
    finding, status = entry.told
    assert (finding.kind, status.kind, status.field) == (Kind.WORLD, None, "status")
    assert (status.old.zh, status.new.en) == (strings.get("zh", "status.open"), strings.get("en", "status.met"))


def test_history_follows_a_record_that_moves(tmp_path, strings, monkeypatch):
    monkeypatch.setenv("ATLAS_AS_OF", AS_OF.isoformat())
    repository = Commits(tmp_path)
    repository.edit(BRIDGE, "value: 764", "value: 770")
    repository.commit("2026-04-01T12:00:00+08:00")
    for month, (old, new) in enumerate([("alder-bridge", "second"), ("second", "long-bridge")], 5):
        moved = CliRunner().invoke(main, ["mv", "project", old, new, "--root", str(tmp_path)])
        assert moved.exit_code == 0, moved.output
        repository.commit(f"2026-{month:02}-01T12:00:00+08:00")
    found = history(tmp_path, SETTINGS, strings)
    assert [(day.month, item.verb) for day, item in found.of("projects/long-bridge")] == [
        (6, Verb.MOVED), (5, Verb.MOVED), (4, Verb.CHANGED),
    ]  # fmt: skip
    assert sum(len(entry.told) for entry in found.entries) == 3, "nothing else is said to have changed"
    pages = Pages(tmp_path)
    assert "编号由 projects/alder-bridge 改为 projects/second" in words(pages["changes/index.html"])
    links = html.fromstring(pages["en/changes/index.html"]).xpath("//main//a/@href")
    assert sum(link.endswith("projects/long-bridge/index.html") for link in links) == 3
    assert "Moved: projects/second is now projects/long-bridge" in words(pages["en/projects/long-bridge/index.html"])


def test_repository_younger_than_the_setting_starts_with_its_first_commit(repository, strings):
    early = Settings(AS_OF, history_since=history_since("2020-01-01"))
    assert len(history(repository.root, early, strings).entries) == 3


def test_what_is_not_committed_is_not_told(repository, strings):
    before = history(repository.root, SETTINGS, strings)
    repository.edit(BRIDGE, "value: 780", "value: 790")
    assert history(repository.root, SETTINGS, strings) == before


def test_merge_is_told_as_one_change(tmp_path, strings):
    repository = Commits(tmp_path)
    repository.git("switch", "--quiet", "-c", "branch")
    for old, new in (("764", "765"), ("765", "767")):
        repository.edit(BRIDGE, f"value: {old}", f"value: {new}")
        repository.commit("2026-04-02T12:00:00+08:00")
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "-m", "merge", "branch", when="2026-04-03T12:00:00+08:00")
    (entry,) = history(tmp_path, SETTINGS, strings).entries
    assert entry.day == dt.date(2026, 4, 3)
    assert [(item.old.en, item.new.en) for item in entry.told] == [
        ("floor area: 764 m² (planned, year not stated)", "floor area: 767 m² (planned, year not stated)")
    ]


# What cannot be told


def test_export_without_git_says_so_and_builds(repository, tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shutil.rmtree(repository.root / ".git")
    pages = Pages(repository.root)
    assert "没有版本记录" in words(pages["changes/index.html"])
    assert "carries no history" in words(pages["en/projects/alder-bridge/index.html"], "//aside")
    assert "2026-05" not in " ".join(pages)


def test_folder_within_a_strange_repository_has_no_history(tmp_path, strings):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    lay(tmp_path / "export")
    assert history(tmp_path / "export", SETTINGS, strings).gap == "no-git"


def test_machine_without_git_has_no_history(repository, strings, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    assert history(repository.root, SETTINGS, strings).gap == "no-git"


def test_shallow_clone_says_so(repository, tmp_path, strings):
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=2", f"file://{repository.root}", str(clone)], check=True)
    assert history(clone, SETTINGS, strings).gap == "shallow"
    assert "首版" in words(Pages(clone)["changes/index.html"])


def test_setting_left_empty_tells_nothing(repository, strings):
    assert history_since("") is None
    assert history(repository.root, Settings(AS_OF), strings) == History()


@pytest.mark.parametrize("text", ["soon", "2026-13-01", "2026"])
def test_setting_that_is_no_day_is_refused(text):
    with pytest.raises(SettingError, match="ATLAS_HISTORY_SINCE"):
        history_since(text)


def test_setting_may_give_a_time_of_day(repository, strings):
    assert history_since("2026-03-02 08:30").isoformat() == "2026-03-02T08:30:00+08:00"
    late = Settings(AS_OF, history_since=history_since("2026-04-01 00:31"))
    assert [entry.day for entry in history(repository.root, late, strings).entries] == [dt.date(2026, 5, 3)]


# What is kept


def test_what_was_told_is_kept_and_found_again(repository, strings, monkeypatch):
    first = history(repository.root, SETTINGS, strings)
    monkeypatch.setattr(log._Log, "_tell", lambda *_: pytest.fail("told twice"))
    assert history(repository.root, SETTINGS, strings) == first


@pytest.mark.parametrize("spoilt", [b'[{"record": 1}]', b'[{"record": "', b'[{"record": "\xff"}]', b""])
def test_spoilt_cache_is_told_anew(repository, strings, spoilt):
    first = history(repository.root, SETTINGS, strings)
    for path in (repository.root / log.CACHE).rglob("*.json"):
        path.write_bytes(spoilt)
    assert history(repository.root, SETTINGS, strings) == first


def test_same_commit_gives_the_same_pages_with_and_without_the_cache(repository, tmp_path, monkeypatch):
    cold = Pages(repository.root).telling()
    monkeypatch.setenv("TZ", "America/New_York")
    assert Pages(repository.root).telling() == cold
    clone = tmp_path / "elsewhere"
    subprocess.run(["git", "clone", "--quiet", str(repository.root), str(clone)], check=True)
    assert Pages(clone).telling() == cold


# What readers see


def test_changes_page_and_month_pages_tell_every_change(repository):
    pages = Pages(repository.root)
    for path in ("changes/index.html", "en/changes/index.html"):
        tree = html.fromstring(pages[path])
        assert tree.xpath("//h2[@id='d2026-05-03']") and tree.xpath("//h2[@id='d2026-04-01']")
    april = words(pages["changes/2026-04/index.html"])
    assert "数字：原为“建筑面积：770平方米（计划、年份未载）”，改为“建筑面积：780平方米（计划、年份未载）”" in april
    assert "码头商铺" not in april
    assert "Record (commitment) taken out; it held 9 facts" in words(pages["en/changes/2026-05/index.html"])


def test_record_page_shows_its_latest_changes_and_leads_to_all(repository):
    pages = Pages(repository.root)
    page = html.fromstring(pages["projects/alder-bridge/index.html"])
    (block,) = page.xpath("//section[@aria-labelledby='changes']")
    assert "780平方米" in block.text_content() and "改正" in block.text_content()
    assert page.xpath("//aside//a[@href='#changes']")
    untouched = html.fromstring(pages["projects/alder-quay/index.html"])
    assert not untouched.xpath("//section[@aria-labelledby='changes']")
    assert "自2026年3月2日以来没有改动" in untouched.xpath("string(//aside)")


def test_home_shows_the_latest_changes(repository):
    (block,) = html.fromstring(Pages(repository.root)["en/index.html"]).xpath("//section[@aria-labelledby='changes']")
    entries = block.xpath(".//li")
    assert len(entries) == 3
    assert "3 May 2026" in entries[0].text_content() and "1 April 2026" in entries[1].text_content()


def test_no_changes_yet_is_said(tmp_path):
    Commits(tmp_path)
    pages = Pages(tmp_path)
    assert "自2026年3月2日以来没有改动" in words(pages["changes/index.html"])
    assert not [path for path in pages if re.match(r"changes/\d", path)]


def test_month_with_many_changes_is_divided(repository, strings, monkeypatch):
    monkeypatch.setattr(changes, "MOST", 1)
    sheets = changes.sheets(history(repository.root, SETTINGS, strings))
    assert [sheet.path for sheet in sheets] == [
        "changes/",
        "changes/2026-05/",
        "changes/2026-04/",
        "changes/2026-04/2/",
    ]
    pages = Pages(repository.root)
    assert "780平方米" in words(pages["changes/2026-04/2/index.html"])
    assert html.fromstring(pages["changes/2026-04/index.html"]).xpath("//a[@href='2/index.html']")


def test_feed_leads_to_each_day_where_the_address_is_known(repository):
    pages = Pages(repository.root, Settings(AS_OF, "https://example.org/atlas", history_since=SINCE))
    for path, lang in (("changes/feed.xml", "zh-Hans"), ("en/changes/feed.xml", "en")):
        feed = etree.fromstring(pages[path])
        atom = {"a": "http://www.w3.org/2005/Atom"}
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == lang
        for entry in feed.findall("a:entry", atom):
            address, _, fragment = entry.find("a:link", atom).get("href").partition("#")
            file = address.removeprefix("https://example.org/atlas/") + "index.html"
            assert html.fromstring(pages[file]).xpath(f"//*[@id='{fragment}']")
        assert [one.text[:10] for one in feed.findall("a:entry/a:updated", atom)] == ["2026-05-03", "2026-04-01"]
    assert "changes/feed.xml" not in Pages(repository.root)


def test_hostile_record_does_no_harm_in_the_feed_or_on_the_page(tmp_path):
    repository = Commits(tmp_path)
    repository.edit(BRIDGE, "en: Alder Bridge", 'en: "Alder & Bridge \\"]]>"')
    repository.commit("2026-04-01T12:00:00+08:00")
    pages = Pages(tmp_path, Settings(AS_OF, "https://example.org", history_since=SINCE))
    summary = etree.fromstring(pages["en/changes/feed.xml"]).findtext(".//{*}summary")
    assert 'Alder & Bridge "]]>' in html.fromstring(summary).text_content()


def test_correction_stands_on_the_records_page_and_among_all(tmp_path):
    repository = Commits(tmp_path)
    repository.edit(BRIDGE, "value: 764", "value: 765")
    text = (
        "id: alder-bridge\ncorrections:\n  - on: 2026-10-01\n    field: figures/1/value\n    old: 764\n    new: 765\n"
        "    reason: {zh: 抄错了。, en: It was copied wrongly.}\n    cite: alder-gazette#p1\n"
    )
    repository.edit(BRIDGE, "id: alder-bridge\n", text)
    repository.commit("2026-10-01T12:00:00+08:00")
    atlas = linked(tmp_path, SETTINGS).atlas
    theme = dressed(THEME, atlas, SETTINGS)
    (block,), notes = theme.site.corrections("en")
    (entry,) = block.items
    assert entry.title.text == "Figure (entry 1): was “764”, is now “765”"
    assert (entry.notes[0].text, entry.link.text) == ("It was copied wrongly.", "Alder Bridge")
    assert [note.number for note in notes] == [mark.number for mark in entry.marks] == [1]
    page = html.fromstring(Pages(tmp_path)["projects/alder-bridge/index.html"])
    assert "原为“764”，改为“765”" in page.xpath("string(//section[@aria-labelledby='corrections'])")
    data = record_data(atlas, atlas.get("projects/alder-bridge"))
    assert data["corrections"][0]["field"] == "figures/1/value"
