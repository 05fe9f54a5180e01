"""A build that takes what it can from the last one gives the bytes that a build from nothing gives."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from atlas import pipeline
from atlas.incremental.facts import Facts
from atlas.incremental.links import Links
from atlas.incremental.pages import Pages
from atlas.incremental.reading import watched
from atlas.incremental.records import Records
from atlas.incremental.store import Store
from atlas.incremental.workers import Workers
from atlas.publish.output import Output
from atlas.settings import Settings
from atlas.trace import Kept, Trace, kept_property, note, traced
from tests.overlay import AS_OF, dressed, lay

ROOT = Path(__file__).parent.parent
EDITION = "this one"


class Project:
    """The toy atlas in a copy of the real theme, built again and again."""

    def __init__(self, root: Path) -> None:
        self.root = lay(root)
        shutil.copyfile(ROOT / "data/vocabulary/stages.yaml", root / "data/vocabulary/stages.yaml")
        shutil.copytree(ROOT / "theme", root / "theme")
        self.as_of = AS_OF
        self.page_size = 120
        self.last: dict[str, bytes] = {}
        self.made: list[str] = []
        self.data: list[str] = []

    def build(self, *, clean: bool = False, edition: str = EDITION, jobs: int = 1) -> dict[str, bytes]:
        """Every file of the site; unless from nothing, with what the last build has kept."""
        settings = Settings(self.as_of, page_size=self.page_size)
        folder = self.root / ".cache"
        records = Records(None if clean else Store(folder / "records", edition))
        links = Links(None if clean else Store(folder / "links", edition))
        found = pipeline.linked(self.root, settings, records=records, links=links)
        assert found.atlas is not None, found.problems
        records.save()
        links.save()
        atlas = found.atlas if clean else watched(found.atlas)
        theme = dressed(self.root / "theme", atlas, settings)
        if clean:
            return dict(pipeline.rendered(theme, pipeline.Timings()))
        key = pipeline.key(theme, self.root / "theme", self.root)
        pages = Pages(
            key, Facts(found.atlas, records.stamps(), records.earlier), Store(folder / "pages", edition), Workers(jobs)
        )
        taken: dict[str, bytes] = {}

        def reuse(address: str, digest: str) -> bool:
            body = self.last.get(address, b"")
            if hashlib.sha256(body).hexdigest() != digest:
                return False
            taken[address] = body
            return True

        written = dict(pipeline.rendered(theme, pipeline.Timings(), pages, reuse))
        self.made = sorted(address for address in written if address.endswith(".html"))
        self.data = sorted(address for address in written if address.endswith((".json", "names.js")))
        self.last = taken | written
        pages.save()
        return self.last

    def change(self, name: str, old: str, new: str) -> None:
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, name
        path.write_text(text.replace(old, new, 1), "utf-8")


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    made = Project(tmp_path_factory.mktemp("incremental") / "toy")
    made.build()
    return made


BRIDGE = "data/projects/alder-bridge.yaml"


def figure(project: Project) -> None:
    text = (project.root / BRIDGE).read_text("utf-8")
    value = next(line for line in text.splitlines() if "value:" in line)
    number = int("".join(c for c in value.split("value:")[1].split(",")[0] if c.isdigit()))
    project.change(BRIDGE, value, value.replace(str(number), str(number + 10)))


def same_size_and_time(project: Project) -> None:
    path = project.root / BRIDGE
    before = path.stat()
    text = path.read_bytes()
    old, new = ("桥".encode(), "橋".encode()) if "桥".encode() in text else ("橋".encode(), "桥".encode())
    path.write_bytes(text.replace(old, new))
    assert path.stat().st_size == before.st_size
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def renamed(project: Project) -> None:
    project.change("data/organisations/alder-works.yaml", "en: ", "en: New ")


def moved_stage(project: Project) -> None:
    text = (project.root / BRIDGE).read_text("utf-8")
    line = next(line for line in text.splitlines() if "stage:" in line)
    stage = line.split("stage:")[1].split(",")[0].strip(" {}")
    project.change(BRIDGE, f"stage: {stage}", "stage: not_stated" if stage != "not_stated" else "stage: started")


def added(project: Project) -> None:
    number = len(list((project.root / "data/projects").iterdir()))
    text = (project.root / BRIDGE).read_text("utf-8").replace("id: alder-bridge", f"id: copy-{number}", 1)
    (project.root / f"data/projects/copy-{number}.yaml").write_text(text, "utf-8")


def removed(project: Project) -> None:
    for path in sorted((project.root / "data/projects").glob("copy-*.yaml"))[:1]:
        path.unlink()


def reworded(project: Project) -> None:
    project.change("data/vocabulary/stages.yaml", "zh: ", "zh: 新")


def relabelled(project: Project) -> None:
    """A term has another name, which the pages that show it show."""
    project.change("data/vocabulary/stages.yaml", "- id: started\n    zh: ", "- id: started\n    zh: 已")


def reordered(project: Project) -> None:
    """Two terms change places: none of them is another, and lists of them are."""
    path = project.root / "data/vocabulary/stages.yaml"
    head, first, second, *rest = re.split(r"(?m)^(?=  - id: )", path.read_text("utf-8"))
    path.write_text("".join((head, second, first, *rest)), "utf-8")


def string(project: Project) -> None:
    path = next((project.root / "theme/strings").glob("*.yaml"))
    for path in sorted((project.root / "theme/strings").glob("*.yaml")):
        if "nav.projects" in (text := path.read_text("utf-8")):
            line = next(line for line in text.splitlines() if line.startswith("nav.projects"))
            path.write_text(text.replace(line, line.replace("Projects", "Works and projects"), 1), "utf-8")


def template(project: Project) -> None:
    path = project.root / "theme/templates/record.html"
    path.write_text(path.read_text("utf-8") + "<!-- one more -->\n", "utf-8")


def setting(project: Project) -> None:
    project.page_size = 1 if project.page_size > 1 else 120


def day(project: Project) -> None:
    project.as_of += dt.timedelta(days=400)


def restored(project: Project) -> None:
    """The first edition of a record comes back, with the time it had."""
    shutil.copy2(ROOT / "tests/toy" / BRIDGE, project.root / BRIDGE)
    os.utime(project.root / BRIDGE, (0, 0))


EDITS: tuple[Callable[[Project], None], ...] = (
    figure, same_size_and_time, renamed, moved_stage, added, removed, reworded, relabelled, reordered, string, template,
    setting, day, restored,
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_after_an_edit_it_is_the_site_that_is_built_from_nothing(project, edit):
    edit(project)
    assert differing(project.build(), project.build(clean=True)) == []


@pytest.mark.parametrize("seed", range(1))
def test_after_any_row_of_edits_it_is_the_site_that_is_built_from_nothing(project, seed):
    dice = random.Random(seed)
    for edit in dice.sample(EDITS, 3):
        edit(project)
        if dice.random() < 0.5:
            project.build()
    assert differing(project.build(), project.build(clean=True)) == []


def test_nothing_changed_makes_no_page(project):
    project.build()
    project.build()
    assert project.made == []


def changed_by(project, edit):
    """The pages that are others after an edit, and how many there are in all."""
    project.build()
    edit(project)
    before = dict(project.last)
    now = project.build()
    changed = {name for name in differing(before, now) if name.endswith(".html")}
    return changed, sum(name.endswith(".html") for name in now)


def test_one_figure_makes_the_pages_that_show_it_and_no_others(project):
    changed, pages = changed_by(project, figure)
    assert "projects/alder-bridge/index.html" in changed
    assert changed <= set(project.made)
    assert "organisations/alder-council/index.html" not in project.made
    assert "glossary/index.html" not in project.made
    assert len(project.made) < pages / 3


def test_a_term_with_another_name_makes_the_pages_that_show_it_and_not_every_other(project):
    changed, _ = changed_by(project, relabelled)
    assert {"glossary/index.html", "projects/index.html"} <= changed <= set(project.made)
    assert "organisations/alder-council/index.html" not in project.made
    assert "coverage/index.html" not in project.made


def test_one_more_record_makes_the_pages_that_tell_of_it_and_not_every_other(project):
    changed, pages = changed_by(project, added)
    assert {"index.html", "projects/index.html"} <= changed <= set(project.made)
    assert {"places/birch/index.html", "glossary/index.html"}.isdisjoint(project.made)
    assert len(project.made) < pages * 2 / 3
    assert len(set(project.made) - changed) < pages / 10, "few are made that come out as they were"


def test_page_that_was_tampered_with_is_made_again(project):
    project.build()
    project.last["places/index.html"] = b"something else"
    assert differing(project.build(), project.build(clean=True)) == []


def damaged(content: bytes) -> list[bytes]:
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    return [b"", content[:20], content[:middle], content[:-1], flipped, content + b"x", b"\0" * len(content)]


def test_one_figure_makes_the_data_files_that_say_it_and_no_others(project):
    project.build()
    figure(project)
    project.build()
    beside = [f"{lang}projects/alder-bridge/{name}" for lang in ("", "en/") for name in ("citation.json", "index.json")]
    assert project.data == sorted([*beside, "data/atlas.json"])


def test_another_name_is_in_the_data_of_the_search_box(project):
    project.build()
    renamed(project)
    project.build()
    assert "search/names.js" in project.data


def test_data_file_that_was_tampered_with_is_made_again(project):
    project.build()
    for name in ("en/organisations/alder-council/citation.json", "data/atlas.json", "search/names.js"):
        project.last[name] = b"something else"
    assert differing(project.build(), project.build(clean=True)) == []


def test_build_that_failed_in_between_has_read_the_records_of_none(project):
    """It kept what it read, so that nobody knows any more what the record was when the pages were made."""
    project.build()
    figure(project)
    records = Records(Store(project.root / ".cache" / "records", EDITION))
    pipeline.linked(project.root, Settings(project.as_of), records=records)
    records.save()
    moved_stage(project)
    pages = len([name for name in project.last if name.endswith(".html")])
    assert differing(project.build(), project.build(clean=True)) == []
    assert len(project.made) < 3 * pages / 4


def test_records_whose_files_nobody_has_digested_are_not_taken_for_the_same(project):
    project.build()
    found = pipeline.linked(project.root, Settings(project.as_of))
    assert found.atlas is not None
    kept = Store(project.root / ".cache" / "pages", EDITION).load()
    trace, _ = kept.pages["projects/alder-bridge/index.html"]
    records = Records(Store(project.root / ".cache" / "records", EDITION))
    again = pipeline.linked(project.root, Settings(project.as_of), records=records).atlas
    assert trace not in kept.still(Facts(found.atlas))
    assert trace in kept.still(Facts(again, records.stamps(), records.earlier))


def test_what_is_staged_twice_does_not_change_the_last_generation(tmp_path):
    """Generations share their files; one of a bundle that could be taken is written again with the others."""
    output = Output(tmp_path / "output")
    output.begin()
    output.write("a/one.json", b"as it was")
    output.commit()
    output = Output(tmp_path / "output")
    output.begin()
    assert output.reuse("a/one.json", hashlib.sha256(b"as it was").hexdigest())
    output.write("a/one.json", b"as it is")
    assert (tmp_path / "output/a/one.json").read_bytes() == b"as it was"
    assert output.reuse("a/two.json", "") is False
    output.commit()
    assert (tmp_path / "output/a/one.json").read_bytes() == b"as it is"


def test_file_behind_a_link_is_not_taken(tmp_path):
    output = Output(tmp_path / "output")
    output.begin()
    output.write("one.json", b"ours")
    output.commit()
    (tmp_path / "output/one.json").rename(tmp_path / "elsewhere.json")
    (tmp_path / "output/one.json").symlink_to(tmp_path / "elsewhere.json")
    output = Output(tmp_path / "output")
    output.begin()
    assert not output.reuse("one.json", hashlib.sha256(b"ours").hexdigest())
    output.abandon()


@pytest.mark.parametrize("name", ["records", "links", "pages"])
def test_damaged_cache_is_passed_over(project, name, tmp_path):
    project.build()
    store = Store(project.root / ".cache" / name, EDITION)
    assert store.load() is not None
    for number, content in enumerate(damaged(store.path.read_bytes())):
        other = Store(tmp_path / str(number), EDITION)
        other.path.write_bytes(content)
        assert other.load() is None
    store.path.write_bytes(store.path.read_bytes()[:-7])
    shown = project.last
    assert differing(project.build(), shown) == []


def test_cache_of_another_edition_is_passed_over(project):
    project.build()
    shown = dict(project.last)
    assert differing(project.build(edition="another"), shown) == []
    assert len(project.made) == len([name for name in shown if name.endswith(".html")])


def test_where_nothing_can_be_kept_the_build_goes_on(tmp_path):
    (tmp_path / "file").write_text("")
    store = Store(tmp_path / "file" / "cache", EDITION)
    store.save([1])
    assert store.load() is None


def flat(trace: Trace) -> set:
    return set(trace.facts).union(*(flat(part) for part in trace.parts))


def test_what_a_page_reads_is_noted_whoever_read_it_before(tmp_path):
    """Each page by itself, with nothing worked out before, notes no more than it does in a row with all others."""
    project = Project(tmp_path / "toy")
    found = pipeline.linked(project.root, Settings(AS_OF))
    assert found.atlas is not None
    site = dressed(project.root / "theme", watched(found.atlas), Settings(AS_OF)).site
    row = list(site.pages())
    for number, page in enumerate(row):
        with traced() as in_row:
            page.view()
        if number % 7 and not page.file.startswith(("projects/", "organisations/")):
            continue
        (fresh,) = (one for one in replace(site).pages() if one.file == page.file)
        with traced() as alone:
            fresh.view()
        assert flat(alone) <= flat(in_row), page.file


def test_memo_hands_on_what_its_value_was_made_from():
    def make(name: str) -> str:
        note(("projects", name, "names"))
        return name.upper()

    class Index:
        @kept_property
        def everything(self) -> list[str]:
            note(("projects", "", ""))
            return ["a"]

    kept, index = Kept(make), Index()
    for _ in range(2):
        with traced() as trace:
            assert kept["a"] == "A"
            assert index.everything == ["a"]
        assert flat(trace) == {("projects", "a", "names"), ("projects", "", "")}


def test_two_processes_make_what_one_makes(project):
    project.page_size += 1
    assert differing(project.build(jobs=2), project.build(clean=True)) == []
