"""The field dictionary: every field of every declaration as Markdown tables, in both languages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from atlas.records import RECORD_TYPES, Record
from atlas.records.parts import Part
from atlas.records.shape import Declared, declared
from atlas.records.types import Ref, Term

Schema = Mapping[str, Any]

# What a declaration is called in Chinese; its English name is the class's own.
CHINESE = {
    "Actor": "行为者", "Alias": "别名", "Commitment": "承诺", "Component": "组成部分", "Cooperation": "对外合作",
    "Correction": "更正", "Coordinates": "坐标", "Counted": "计数名词", "District": "片区", "Due": "期限", "Event": "事件",
    "EventDate": "事件日期", "Exceptions": "例外清单", "Figure": "数字", "Finding": "证据", "Indicator": "指标",
    "Industry": "产业", "Location": "位置", "Measure": "衡量办法", "NamedPart": "点名的部分", "Names": "名称",
    "Observation": "指标值", "Organisation": "单位", "Paragraph": "段落", "Parent": "所属单位", "Participant": "参加者",
    "Party": "参与方", "PartOf": "所属项目", "Person": "人", "Place": "地点", "Plan": "规划", "PlanPart": "规划的部分",
    "Project": "项目", "Published": "刊发时间", "Publisher": "刊发者", "Rank": "排名", "Related": "相关条目",
    "Restatement": "重新表述", "RuleException": "例外", "SaidBy": "说话人", "Source": "来源", "StageEntry": "阶段记载",
    "Standard": "对应标准", "Statement": "带引注的句子", "Text": "双语文字", "Total": "成组计数", "Unknown": "未知",
    "Vocabulary": "词表", "VocabularyTerm": "词条",
}  # fmt: skip

_HEAD = (
    "| 字段 field | 含义 | meaning | 取值 takes | 必填 required | 例 example | 单位 unit |",
    "|---|---|---|---|---|---|---|",
)
_SCALARS = {"number": "数 number", "integer": "整数 whole number", "boolean": "`true` `false`"}


def english(cls: type[Part]) -> str:
    """A declaration's English name, `Stage entry`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).capitalize()


def gist(cls: type[Part]) -> str:
    """What a declaration is, in a sentence."""
    return (cls.__doc__ or "").splitlines()[0]


def meaning(field: Declared) -> tuple[str, str, str]:
    """A field's meaning in Chinese and English, and its unit."""
    extra = field.info.json_schema_extra
    assert isinstance(extra, dict)
    return str(extra["description_zh"]), field.info.description or "", str(extra.get("unit", ""))


def dictionary(schemas: Mapping[type[Part], Schema]) -> str:
    """A table for each declaration, by the schemas of all of them: record types first, then parts by name."""
    records = [cls for cls in RECORD_TYPES.values() if cls in schemas]
    parts = sorted((cls for cls in schemas if cls not in records), key=lambda cls: cls.__name__)
    blocks = []
    for title, group in (("条目类别 Record types", records), ("条目的部分 Parts of records", parts)):
        blocks.append(f"### {title}\n\n" + " · ".join(_link(cls) for cls in group) + "\n")
        blocks += [_table(cls, schemas[cls]) for cls in group]
    return "\n".join(blocks)


def _heading(cls: type[Part]) -> str:
    return f"{cls.folder if issubclass(cls, Record) else english(cls)} {CHINESE[cls.__name__]}"


def _link(cls: type[Part]) -> str:
    heading = _heading(cls)
    return f"[{heading}](#{heading.lower().replace(' ', '-')})"


def _table(cls: type[Part], schema: Schema) -> str:
    rows = []
    for key, field in declared(cls).items():
        zh, en, unit = meaning(field)
        required = "是 yes" if key in schema["required"] else ""
        cells = (f"`{key}`", zh, en, _takes(field, schema["properties"][key]), required, _example(field), unit)
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join((f"#### {_heading(cls)}", "", gist(cls), "", *_HEAD, *rows, ""))


def _example(field: Declared) -> str:
    if not field.info.examples:
        return ""
    value = field.info.examples[0]
    return f"`{json.dumps(value, ensure_ascii=False) if isinstance(value, (list, bool)) else value}`"


def _takes(field: Declared, value: Schema) -> str:
    """What a field takes, in a few words."""
    options = " / ".join(dict.fromkeys(_one(option, field) for option in _options(value)))
    if any(option.get("type") == "array" for option in value.get("oneOf", ())):
        return f"{options}，或其列表 or a list"
    return f"列表 list: {options}" if value.get("type") == "array" else options


def _options(value: Schema) -> Iterator[Schema]:
    """The alternatives of a value, lists opened."""
    if "oneOf" in value:
        for option in value["oneOf"]:
            yield from _options(option)
    elif value.get("type") == "array":
        yield from _options(value["items"])
    else:
        yield value


def _one(value: Schema, field: Declared) -> str:
    if "$ref" in value:
        return _link(next(part for part in field.parts if value["$ref"].endswith(f"/{part.__name__}")))
    if isinstance(field.marker, Term):
        return f"[{field.marker.vocabulary}](vocabulary/{field.marker.vocabulary}.yaml)"
    if isinstance(field.marker, Ref):
        return f"{field.marker.folder} 编号 id" if field.marker.folder else "`folder/id`"
    if "enum" in value:
        return " ".join(f"`{item}`" for item in value["enum"])
    if value.get("format") == "edtf":
        return "日期 date"
    pattern = str(value.get("pattern", ""))
    if pattern.startswith("^P"):
        return "时长 duration"
    return "引注 citation" if "#p" in pattern else _SCALARS.get(str(value.get("type")), "文字 text")
