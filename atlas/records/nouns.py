"""What declarations are called, in both languages."""

from __future__ import annotations

import re

from atlas.message import Bilingual
from atlas.records import RECORD_TYPES
from atlas.records.parts import Part

# What a declaration is called in Chinese; its English name is the class's own.
CHINESE = {
    "Actor": "行为者",
    "Alias": "别名",
    "Commitment": "承诺",
    "Component": "组成部分",
    "Cooperation": "对外合作",
    "Coordinates": "坐标",
    "Correction": "更正",
    "Counted": "计数名词",
    "District": "片区",
    "Due": "期限",
    "Event": "事件",
    "EventDate": "事件日期",
    "Exceptions": "例外清单",
    "Figure": "数字",
    "Finding": "证据",
    "Indicator": "指标",
    "Industry": "产业",
    "LeftOut": "有意不录",
    "Location": "位置",
    "Measure": "衡量办法",
    "Move": "改址",
    "NamedPart": "点名的部分",
    "Names": "名称",
    "Observation": "指标值",
    "Organisation": "单位",
    "Paragraph": "段落",
    "Parent": "所属单位",
    "Participant": "参加者",
    "Party": "参与方",
    "PartOf": "所属项目",
    "Person": "人",
    "Place": "地点",
    "Plan": "规划",
    "PlanPart": "规划的部分",
    "Project": "项目",
    "Published": "刊发时间",
    "Publisher": "刊发者",
    "Rank": "排名",
    "Redirects": "改址清单",
    "Related": "相关条目",
    "Restatement": "重新表述",
    "Reworded": "改写",
    "RuleException": "例外",
    "SaidBy": "说话人",
    "Source": "来源",
    "StageEntry": "阶段记载",
    "Standard": "对应标准",
    "Statement": "带引注的句子",
    "Text": "双语文字",
    "Total": "成组计数",
    "Unknown": "未知",
    "Vocabulary": "词表",
    "VocabularyTerm": "词条",
}


def english(cls: type[Part]) -> str:
    """A declaration's English name, `Stage entry`."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__).capitalize()


def noun(folder: str) -> Bilingual:
    """One record of a folder, as a message speaks of it: a project."""
    return Bilingual(CHINESE[RECORD_TYPES[folder].__name__], folder.removesuffix("s"))
