"""The audit: an article of the tests' own making against its records, and each way in which they can disagree."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from atlas.article.audit import Audit, audit, written
from atlas.article.paragraphs import Article, article
from atlas.article.wanted import Amount
from atlas.cli import main
from atlas.fingerprint import digest
from atlas.link.atlas import Atlas
from atlas.pipeline import linked
from atlas.records.quantity import Qualifier
from atlas.records.source import Source
from atlas.settings import Settings, as_of
from tests.conftest import DAY, ROOT
from tests.overlay import lay, toy_atlas

# An invented town; no article was used.
TEXT = """白桦图书馆在桦镇动工,总建筑面积1.2万平方米,设座位800多个。“书香桦镇”品牌同时推出。

2024年,桦镇更新街道3条,新建2座小桥和4座凉亭,惠及居民约500户。图书馆由青杨建设公司

承建,计划6月10日开馆。
“一湖两园”构想中,湖为镜湖。
"""
LINES = tuple(line for line in TEXT.splitlines() if line)

SOURCE = """id: birch-notes
names: {zh: 桦镇札记, en: Birch Notes}
kind: media
title_is: ours
publisher: {organisation: alder-council, cite: birch-notes#p1}
published: {earliest: 2026-01, latest: 2026-12}
language: zh
paragraphs:
PARAGRAPHSdigest: "WHOLE"
reworded:
  - {record: sources/birch-notes, path: publisher/organisation, why: {zh: 札记没有署刊发者。, en: The notes name no publisher.}}
  - {record: sources/birch-notes, path: published/earliest, why: {zh: 札记没有日期。, en: The notes bear no date.}}
  - {record: sources/birch-notes, path: published/latest, why: {zh: 札记没有日期。, en: The notes bear no date.}}
"""

LIBRARY = """id: birch-library
names: {zh: 白桦图书馆, en: Birch Library}
aliases:
  - {zh: 图书馆, cite: birch-notes#p2}
summary: {zh: 总建筑面积1.2万平方米的图书馆。, en: A library of 12000 square metres., cite: birch-notes#p1}
kind: facility
district: alder
history:
  - {stage: started, wording: 动工, cite: birch-notes#p1}
parties:
  - {organisation: poplar-works, roles: [developer], cite: birch-notes#p2-p3}
figures:
  - {measure: floor_area, value: 12000, unit: m2, qualifier: exact, basis: planned, cite: birch-notes#p1}
  - measure: count
    value: 800
    unit: count
    counted: {zh: 座位, en: seats, en_one: seat, zh_unit: 个}
    qualifier: over
    basis: planned
    cite: birch-notes#p1
"""

WORKS = """id: poplar-works
names: {zh: 青杨建设公司, en: Poplar Works}
summary: {zh: 承建图书馆的公司。, en: The company that builds the library., cite: birch-notes#p2-p3}
kind: company
"""

TOWN = """id: birch-renewal
names: {zh: 桦镇更新计划, en: Birch Renewal}
aliases:
  - {zh: 书香桦镇, cite: birch-notes#p1}
summary: {zh: 2024年桦镇的更新。, en: The renewal of the town in 2024., cite: birch-notes#p2}
kind: layout
made_on: 2024
structure:
  - {what: {zh: 园, en: gardens}, count: 2, complete: not_stated, cite: birch-notes#p4}
  - {what: {zh: 湖, en: lake}, count: 1, named: [{zh: 镜湖, en: Mirror Lake}], complete: full, cite: birch-notes#p4}
slogans:
  - {zh: “一湖两园”, en: One lake and two gardens, cite: birch-notes#p4}
figures:
  - {measure: count, value: 3, unit: count,
     counted: {zh: 街道, en: streets, en_one: street, zh_unit: 条},
     qualifier: exact, basis: achieved, as_of: 2024, cite: birch-notes#p2}
  - {measure: count, value: 2, unit: count,
     counted: {zh: 小桥, en: bridges, en_one: bridge, zh_unit: 座},
     qualifier: exact, basis: achieved, cite: birch-notes#p2}
  - {measure: count, value: 4, unit: count,
     counted: {zh: 凉亭, en: pavilions, en_one: pavilion, zh_unit: 座},
     qualifier: exact, basis: achieved, cite: birch-notes#p2}
  - {measure: count, value: 500, unit: count,
     counted: {zh: 户, en: households, en_one: household, zh_unit: 户},
     qualifier: about, basis: achieved, cite: birch-notes#p2}
"""

OPENING = """id: library-opening
what: {zh: 图书馆开馆。, en: The library opens., cite: birch-notes#p2-p3}
class: commitment
strength: plan
made_by: [{district: alder}]
measure: {kind: yes_no}
due: {date: 2026?-06-10, cite: birch-notes#p3}
"""

FILES = {
    "projects/birch-library.yaml": LIBRARY,
    "organisations/poplar-works.yaml": WORKS,
    "plans/birch-renewal.yaml": TOWN,
    "commitments/library-opening.yaml": OPENING,
}


def source(lines: tuple[str, ...] = LINES, more: str = "") -> str:
    """The record of the article, its paragraphs fingerprinted."""
    paragraphs = "".join(
        f"  - p: {index}\n    gist: {{zh: 一段。, en: A paragraph.}}\n    locator: {json.dumps(line[:6], ensure_ascii=False)}\n"
        f'    recorded: full\n    digest: "{digest(line)}"\n'
        for index, line in enumerate(lines, 1)
    )
    return SOURCE.replace("PARAGRAPHS", paragraphs).replace("WHOLE", digest("".join(lines))) + more


def files(more: str = "", lines: tuple[str, ...] = LINES, **changes: tuple[str, str]) -> dict[str, str]:
    """The records, some of their words changed: `birch_library=(old, new)`."""
    found = {**FILES, "sources/birch-notes.yaml": source(lines, more)}
    for name, (old, new) in changes.items():
        (path,) = (path for path in found if path.endswith(f"/{name.replace('_', '-')}.yaml"))
        assert old in found[path]
        found[path] = found[path].replace(old, new)
    return found


NAMES = """  - {record: plans/birch-renewal, path: names, why: {zh: 名称为我们所拟。, en: The name is ours.}}
"""


def audited(root: Path, over: dict[str, str], text: str = TEXT) -> Audit:
    atlas = toy_atlas(root, over)
    notes = atlas.all(Source)["birch-notes"]
    return audit(atlas, notes, article(text, language=notes.language))


def clean(**changes: tuple[str, str]) -> dict[str, str]:
    return files(NAMES, **changes)


def absent(found: Audit) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [
        (
            item.sought.wanted.rule,
            f"{item.sought.record} {written(item.sought.path)}",
            str(item.sought.wanted.told()),
            item.instead,
        )
        for item in found.absent
    ]


def unrecorded(found: Audit) -> list[tuple[int, str]]:
    return [(item.p, item.text) for item in found.unrecorded]


def test_records_that_say_what_the_article_says_are_clean(tmp_path):
    found = audited(tmp_path, clean())
    assert (absent(found), unrecorded(found), found.idle, found.departures) == ([], [], (), ())
    assert found.unexplained == 0
    assert found.numbers.recorded == found.numbers.total > 6


# The text


def test_one_digit_of_the_article_changed_is_found_by_fingerprint_and_by_number(tmp_path):
    found = audited(tmp_path, clean(), TEXT.replace("800多个", "900多个"))
    assert [(item.recorded, item.held) for item in found.departures] == [((1,), (1,))]
    assert absent(found) == [
        ("number-elsewhere", "projects/birch-library figures/2", "over 800 个 座位", ("900多个",)),
    ]
    assert unrecorded(found) == [(1, "900多个")]


def digits() -> list:
    places = [match.start() for match in re.finditer(r"[0-9]", TEXT)]
    return [pytest.param(place, id=f"{TEXT[place - 3 : place + 3]!r}") for place in places]


@pytest.mark.parametrize("place", digits())
def test_no_digit_of_the_article_can_change_unnoticed(tmp_path, place):
    """Not by the fingerprint alone: the records must be seen to disagree, or the new number to be nobody's."""
    digit = str((int(TEXT[place]) + 1) % 10)
    found = audited(tmp_path, clean(), TEXT[:place] + digit + TEXT[place + 1 :])
    assert found.absent or found.unrecorded


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("800多个", "800个"),
        ("约500户", "500户"),
        ("约500户", "超500户"),
        ("约500户", "不足500户"),
        ("1.2万平方米", "1.2万米"),
        ("1.2万平方米", "近1.2万平方米"),
        ("更新街道3条", "更新街道13条"),
        ("更新街道3条", "更新街道3处"),
        ("2座小桥和4座凉亭", "4座小桥和2座凉亭"),
        ("6月10日", "6月11日"),
        ("青杨建设公司", "青松建设公司"),
        ("动工", "停工"),
        ("动工", "未动工"),
        ("一湖两园", "一湖三园"),
        ("镜湖", "明湖"),
    ],
)
def test_article_that_says_otherwise_does_not_pass(tmp_path, old, new):
    assert old in TEXT
    assert audited(tmp_path, clean(), TEXT.replace(old, new)).absent


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("800多个", "８００余个"),
        ("约500户", "大约五百户"),
        ("1.2万平方米", "一万两千平方米"),
        ("1.2万平方米", "12,000㎡"),
        ("更新街道3条", "更新街道三条"),
        ("6月10日", "六月十日"),
        ("2024年", "二〇二四年"),
        ("白桦图书馆", "“白桦”图书馆"),
    ],
)
def test_article_that_says_the_same_in_other_numerals_passes(tmp_path, old, new):
    assert old in TEXT
    found = audited(tmp_path, clean(), TEXT.replace(old, new))
    assert (absent(found), unrecorded(found)) == ([], [])


def test_paragraph_missing_in_the_middle_does_not_shift_the_others(tmp_path):
    found = audited(tmp_path, clean(), "\n".join((LINES[0], *LINES[2:])))
    assert [(item.recorded, item.held) for item in found.departures] == [((2,), ())]
    assert found.absent
    assert all(2 in cite.paragraphs for item in found.absent for cite in item.sought.cites[:1])


def test_paragraph_too_many_is_named_by_its_line(tmp_path):
    found = audited(tmp_path, clean(), "\n".join((LINES[0], "天气晴好。", *LINES[1:])))
    assert [(item.recorded, item.held) for item in found.departures] == [((), (2,))]
    assert not found.absent


def test_spacing_and_line_ends_are_no_change(tmp_path):
    text = "\ufeff" + TEXT.replace(",", "，").replace("\n", "\r\n")
    assert audited(tmp_path, clean(), text).unexplained == 0


def test_locator_that_does_not_begin_the_paragraph(tmp_path):
    over = clean()
    over["sources/birch-notes.yaml"] = over["sources/birch-notes.yaml"].replace(
        'locator: "承建,计划6"', 'locator: "计划6月"'
    )
    assert audited(tmp_path, over).misplaced == (3,)


def test_digest_of_the_whole_mistyped(tmp_path):
    over = clean()
    over["sources/birch-notes.yaml"] = over["sources/birch-notes.yaml"].replace(digest("".join(LINES)), "0123456789ab")
    found = audited(tmp_path, over)
    assert (found.departures, found.digest_differs, found.unexplained) == ((), True, 1)


# What the records say


@pytest.mark.parametrize(
    ("changes", "rule", "place"),
    [
        ({"birch_library": ("value: 800", "value: 80")}, "number-elsewhere", "figures/2"),
        ({"birch_library": ("qualifier: over", "qualifier: about")}, "number-elsewhere", "figures/2"),
        ({"birch_library": ("zh: 座位", "zh: 阅览室")}, "number-elsewhere", "figures/2"),
        ({"birch_library": ("zh_unit: 个", "zh_unit: 张")}, "number-elsewhere", "figures/2"),
        ({"birch_library": ("面积1.2万", "面积超1.2万")}, "prose-elsewhere", "summary"),
        ({"birch_library": ("wording: 动工", "wording: 竣工")}, "wording-elsewhere", "history/1/wording"),
        ({"birch_library": ("zh: 图书馆, cite", "zh: 书馆楼, cite")}, "name-elsewhere", "aliases/1"),
        ({"birch_library": ("cite: birch-notes#p2-p3", "cite: birch-notes#p1")}, "name-elsewhere", "parties/1/organisation"),
        ({"birch_renewal": ("as_of: 2024", "as_of: 2023")}, "date-elsewhere", "figures/1/as_of"),
        ({"birch_renewal": ("made_on: 2024", "made_on: 2023")}, "date-elsewhere", "made_on"),
        ({"birch_renewal": ("count: 2", "count: 3")}, "number-elsewhere", "structure/1"),
        ({"birch_renewal": ("zh: 镜湖", "zh: 明湖")}, "name-elsewhere", "structure/2/named/1"),
        ({"library_opening": ("2026?-06-10", "2026?-06-11")}, "date-elsewhere", "due/date"),
    ],
)  # fmt: skip
def test_record_that_says_otherwise_is_found(tmp_path, changes, rule, place):
    found = absent(audited(tmp_path, clean(**changes)))
    assert (rule, place) in [(rule, field.split(" ")[1]) for rule, field, _, _ in found]


@pytest.mark.parametrize("name", sorted(FILES))
def test_no_citation_can_be_moved_to_the_last_paragraph_unnoticed(tmp_path, name):
    over = clean()
    over[name] = re.sub(r"birch-notes#p[123](?:-p3)?", "birch-notes#p4", over[name])
    assert audited(tmp_path, over).absent


def test_name_that_runs_over_a_broken_line_stands_where_both_are_cited(tmp_path):
    lines = (LINES[0], LINES[1].replace("青杨建设公司", "青杨建"), "设公司" + LINES[2], LINES[3])
    found = audited(tmp_path, files(NAMES, lines), "\n".join(lines))
    assert absent(found) == []


def test_name_does_not_stand_in_another_number(tmp_path):
    over = clean(birch_renewal=("aliases:", "aliases:\n  - {zh: 2座小桥, cite: birch-notes#p2}"))
    assert not audited(tmp_path / "a", over).absent
    found = absent(audited(tmp_path / "b", over, TEXT.replace("2座小桥", "12座小桥")))
    assert ("name-elsewhere", "plans/birch-renewal aliases/1", "2座小桥", ("2座小桥",)) in found


def test_what_may_stand_in_another_source_is_not_called_wrong(tmp_path):
    cited = ("as_of: 2024, cite: birch-notes#p2", "as_of: 2023, cite: [birch-notes#p2, alder-gazette#p1]")
    found = audited(tmp_path, clean(birch_renewal=cited))
    assert (absent(found), found.elsewhere) == ([], 1)


def test_coined_name_is_reported_once_and_explained_on_file(tmp_path):
    (one,) = audited(tmp_path / "a", files()).absent
    assert (one.sought.record, one.sought.path) == ("plans/birch-renewal", ("names",))
    found = audited(tmp_path / "b", files(NAMES))
    assert (found.reworded, found.unexplained) == (4, 0)


def test_explanation_of_nothing_is_reported(tmp_path):
    more = (
        NAMES
        + "  - {record: projects/birch-library, path: figures/1, why: {zh: 无, en: None}}\nleft_out:\n"
        + ("  - {p: 1, text: 800多个, why: {zh: 无, en: None}}\n")
    )
    found = audited(tmp_path, files(more))
    assert [written(item.path) for item in found.idle] == ["left_out/1", "reworded/5"]
    assert found.unexplained == 2


# What the article says


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        ("小桥和", "小桥、6个亭子和", (2, "6个")),
        ("动工,", "动工,耗资3亿元,", (1, "3亿元")),
        ("动工,", "动工,工期为三年,", (1, "三年")),
        ("动工,", "动工,“镜湖之光”亮相,", (1, "镜湖之光")),
        ("动工,", "动工,《桦镇志》出版,", (1, "桦镇志")),
        ("动工,", "2025年3月动工,", (1, "2025年3月")),
        ("动工,", "动工,位列全镇第二,", (1, "第二")),
        ("动工,", "动工,占比过半达百分之六十,", (1, "百分之六十")),
    ],
)  # fmt: skip
def test_what_no_record_cites_is_listed_with_its_paragraph(tmp_path, old, new, left):
    text = TEXT.replace(old, new)
    lines = tuple(line for line in text.splitlines() if line)
    found = audited(tmp_path, files(NAMES, lines), text)
    assert (absent(found), unrecorded(found)) == ([], [left])


def test_what_is_left_out_on_purpose_is_settled(tmp_path):
    text = TEXT.replace("动工,", "动工,耗资3亿元,")
    lines = tuple(line for line in text.splitlines() if line)
    more = NAMES + "left_out:\n  - {p: 1, text: 3亿元, why: {zh: 另文已更正。, en: Corrected elsewhere.}}\n"
    found = audited(tmp_path, files(more, lines), text)
    assert (found.unexplained, found.numbers.left_out) == (0, 1)


def test_speech_in_quotation_marks_is_no_name(tmp_path):
    text = TEXT.replace("动工,", "动工,他说“大家都很高兴。明年再来。”,")
    lines = tuple(line for line in text.splitlines() if line)
    assert audited(tmp_path, files(NAMES, lines), text).unexplained == 0


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("共有5个公园。", True),
        ("公园共有5个。", True),
        ("公园5个、广场7个。", True),
        ("广场5个、公园7个。", False),
        ("5个广场、7个公园。", False),
        ("5个广场和公园。", False),
        ("公园很美,广场共有5个。", False),
        ("15个公园。", False),
        ("5个文化公园。", True),
        ("五个公园。", True),
        ("五大公园。", True),
        ("第五个公园。", False),
        ("公园增长5%。", False),
    ],
)
def test_count_stands_beside_what_it_counts(text, is_there):
    wanted = Amount(5, "count", "公园", "个")
    assert bool(list(wanted.spans([Article((text,)).passage(1, 1)]))) is is_there


@pytest.mark.parametrize(
    ("text", "is_there"),
    [
        ("The town will open five parks this year.", True),
        ("The town will open 5 city parks this year.", True),
        ("The town will open more than five parks.", False),
        ("The town will open five halls, and parks.", False),
        ("The town will open 15 parks.", False),
        ("Parks grew by 5 per cent.", False),
    ],
)
def test_count_in_an_english_article(text, is_there):
    wanted = Amount(5, "count", "parks", qualifier=Qualifier.EXACT)
    assert bool(list(wanted.spans([Article((text,), "en").passage(1, 1)]))) is is_there


# The command


@pytest.fixture
def project(tmp_path) -> Path:
    root = tmp_path / "project"
    root.mkdir()
    return lay(root, clean())


def run(root: Path, *arguments: str, text: str = TEXT, encoding: str = "utf-8") -> tuple[int, str]:
    file = root / "article.txt"
    file.write_bytes(text.encode(encoding))
    command = ["audit", "birch-notes", "--text", str(file), "--root", str(root), *arguments]
    done = CliRunner(env={"ATLAS_AS_OF": DAY, "LC_ALL": "C"}).invoke(main, command)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.exit_code, done.output


def test_clean_audit_exits_0_and_says_what_it_saw(project):
    code, output = run(project)
    assert code == 0
    assert output.splitlines()[:2] == ["birch-notes · Birch Notes", "4 paragraphs: the text that was fingerprinted"]
    assert output.endswith("nothing unexplained\n")


def test_findings_exit_1_grouped_by_paragraph_with_place_and_what_stands_there(project):
    code, output = run(project, text=TEXT.replace("800多个", "900多个"))
    assert code == 1
    assert "p1  白桦图书馆在\n" in output
    assert "over 800 个 座位 does not stand in the paragraphs cited (p1); there stands: 900多个\n" in output
    assert re.search(r"^    data/projects/birch-library\.yaml:\d+:\d+  figures/2$", output, re.M)
    assert '    - {p: 1, text: "900多个", why: {zh: , en: }}\n' in output
    assert output.endswith("3 findings to answer\n")


def test_audit_speaks_chinese(project):
    assert run(project, "--lang", "zh")[1].endswith("全部有交代\n")
    assert (
        "所引段落（p1）里没有“超过 800 个 座位”；段里有：900多个"
        in run(project, "--lang", "zh", text=TEXT.replace("800多个", "900多个"))[1]
    )


def test_json_holds_every_finding_with_its_place(project):
    code, output = run(project, "--format", "json", text=TEXT.replace("800多个", "900多个"))
    found = json.loads(output)
    assert code == 1
    assert [item["rule"] for item in found["findings"]] == [
        "paragraph-differs",
        "number-elsewhere",
        "number-unrecorded",
    ]
    assert found["findings"][1]["stands"] == ["900多个"]
    assert found["numbers"]["unrecorded"] == 1


def test_annotations_name_file_and_line(project):
    _, output = run(project, "--format", "github", text=TEXT.replace("800多个", "900多个"))
    assert re.search(
        r"^::error file=data/projects/birch-library\.yaml,line=\d+,col=\d+,title=number-elsewhere::over 800",
        output,
        re.M,
    )


def test_no_more_than_twelve_characters_of_the_article_are_shown(project):
    text = TEXT.replace("“书香桦镇”", "“一二三甲乙丙丁戊己庚辛壬癸子丑寅卯”")
    _, output = run(project, text=text)
    assert "一二三甲乙丙丁戊己庚辛壬" in output
    assert "辛壬癸" not in output


def test_lines_of_a_longer_file_and_other_encodings(project):
    longer = "别的文章。\n\n" + TEXT
    assert run(project, "--lines", "2-5", text=longer)[0] == 0
    assert run(project, text=TEXT, encoding="gb18030")[0] == 0
    assert run(project, text=TEXT, encoding="utf-16")[0] == 0
    assert run(project, text=longer)[0] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["audit", "birch-note", "--text", "FILE"], "no source 'birch-note'; did you mean 'birch-notes'?"),
        (["audit", "birch-notes", "--text", "FILE", "--lines", "3-9"], "has 4 lines with text; --lines asks for 3-9"),
        (["audit", "birch-notes", "--text", "FILE", "--lines", "x"], "--lines is 'x'; write it as 13-31"),
        (["audit", "birch-notes", "--text", "none.txt"], "none.txt"),
        (["audit", "birch-notes"], "--text"),
    ],
)
def test_misuse_exits_2_and_says_what_is_wrong(project, arguments, said):
    file = project / "article.txt"
    file.write_text(TEXT, encoding="utf-8")
    command = [str(file) if word == "FILE" else word for word in arguments]
    done = CliRunner(env={"LC_ALL": "C"}).invoke(main, [*command, "--root", str(project)])
    assert done.exit_code == 2
    assert said in done.output


def test_article_can_come_through_a_pipe(project):
    command = ["audit", "birch-notes", "--text", "-", "--root", str(project)]
    assert CliRunner(env={"ATLAS_AS_OF": DAY}).invoke(main, command, input=TEXT.encode()).exit_code == 0


def test_broken_records_are_reported_before_anything_is_audited(project):
    (project / "data/projects/birch-library.yaml").write_text(LIBRARY.replace("m2", "acre"), encoding="utf-8")
    code, output = run(project)
    assert code == 1
    assert "[unknown-term]" in output


# The real articles, where they are at hand

SOURCES = {
    "117-inspection": ("000", (1, 12)),
    "hexi-briefing": ("000", (13, 31)),
    "hongqiao-report": ("003", (1, 17)),
}


@pytest.fixture(scope="module")
def real() -> Atlas:
    atlas = linked(ROOT, Settings(as_of({"ATLAS_AS_OF": DAY}))).atlas
    assert atlas is not None
    return atlas


def held(name: str) -> Article:
    folder = os.environ.get("ATLAS_SOURCES")
    if not folder:
        pytest.skip("ATLAS_SOURCES is not set: the articles themselves are not in the project")
    number, lines = SOURCES[name]
    (file,) = Path(folder).glob(f"{number}_*.txt")
    return article(file.read_text(encoding="utf-8"), lines)


@pytest.mark.parametrize("name", SOURCES)
def test_real_article_ends_with_nothing_unexplained(real, name):
    found = audit(real, real.all(Source)[name], held(name))
    assert (absent(found), unrecorded(found)) == ([], [])
    assert found.unexplained == 0
    assert found.stands > 150


@pytest.mark.parametrize("name", SOURCES)
def test_no_number_of_a_real_article_can_change_unnoticed(real, name):
    article = held(name)
    for index, paragraph in enumerate(article.paragraphs):
        for match in re.finditer(r"[0-9](?![0-9])", paragraph):
            digit = str((int(match.group()) + 1) % 10)
            changed = paragraph[: match.start()] + digit + paragraph[match.end() :]
            paragraphs = (*article.paragraphs[:index], changed, *article.paragraphs[index + 1 :])
            found = audit(real, real.all(Source)[name], Article(paragraphs))
            place = f"p{index + 1}: {changed[max(0, match.start() - 4) : match.end() + 4]}"
            assert found.departures, place
            assert found.absent or found.unrecorded, place


def test_english_article_is_held_against_the_english_of_the_records(tmp_path):
    lines = (
        "Work on Birch Library started in 2024; it will have more than 800 seats.",
        "Poplar Works will finish it by 10 June. The “Reading Town” label is new.",
    )
    library = LIBRARY.partition("aliases:")[0] + (
        "summary: {zh: 图书馆。, en: A library., cite: birch-notes#p1}\nkind: facility\ndistrict: alder\n"
        "history:\n  - {stage: started, on: 2024, cite: birch-notes#p1}\n"
        "figures:\n  - measure: count\n    value: 800\n    unit: count\n"
        "    counted: {zh: 座位, en: seats, en_one: seat, zh_unit: 个}\n"
        "    qualifier: over\n    basis: planned\n    cite: birch-notes#p1\n"
    )
    notes = source(lines).replace("language: zh", "language: en").partition("reworded:")[0]
    works = WORKS.replace("#p2-p3", "#p2")
    over = {
        "projects/birch-library.yaml": library,
        "organisations/poplar-works.yaml": works,
        "sources/birch-notes.yaml": notes,
    }
    found = audited(tmp_path, over, "\n".join(lines))
    assert [item for item in absent(found) if not item[1].startswith("sources/")] == []
    assert unrecorded(found) == [(2, "Reading Town"), (2, "10 June")]
