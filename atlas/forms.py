"""The forms on which readers report a mistake or propose a project, for GitHub and GitLab; written by `atlas schema`.

A field of the form on mistakes has the name by which the site's own link fills it in; those of a proposal are
the fields of a project, with the words each takes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from atlas.dictionary import meaning
from atlas.records.project import Project
from atlas.records.shape import declared
from atlas.records.types import Term
from atlas.records.vocabulary import Vocabulary

GITHUB = Path(".github", "ISSUE_TEMPLATE")
GITLAB = Path(".gitlab", "issue_templates")

# What a proposal asks of a project; the editors add the rest from the source.
ASKED = ("names", "district", "kind", "sectors", "summary", "history", "figures")
# Without these nobody can look into it.
_REQUIRED = ("names", "summary", "wrong", "source")


class Asked(Struct, frozen=True):
    """One field of a form: its id, its label and hint in both languages, and the words it takes, if they are given."""

    id: str
    label: str
    hint: str
    is_long: bool = False
    options: tuple[str, ...] = ()
    takes_many: bool = False


class Form(Struct, frozen=True):
    """One form: its file's name, what it is for, what stands before its fields, and the fields."""

    name: str
    title: str
    about: str
    lead: str
    fields: tuple[Asked, ...]


# `record`, `page` and `digest` are filled in by the link beside every record; see settings.REPORT_FIELDS.
MISTAKE = Form(
    "mistake",
    "报告错误 / Report a mistake",
    "数字、日期、名称、译文或引注有误，或说得比来源更肯定"
    " / A wrong figure, date, name, translation or citation, or words firmer than the source",
    "从条目页的“报告错误”来的，前三项已经填好。"
    " / Coming from “Report a mistake” beside a record, the first three are filled in.",
    (
        Asked("record", "条目 / Record", "如 projects/xiyuzhuang-plot-6 / such as projects/xiyuzhuang-plot-6"),
        Asked("page", "网页 / Page", "网页地址和版本 / its address and edition"),
        Asked("digest", "条目摘要 / Record digest", "页面旁注里的一串字符 / the characters beside the text"),
        Asked("wrong", "错在哪里 / What is wrong", "现在怎样写，应当怎样写 / what it says, what it should say", True),
        Asked(
            "source",
            "依据 / What that rests on",
            "最好是某篇来源的某一段，或另一份可以公开引用的材料"
            " / best a paragraph of a source, or other material that can be cited in public",
            True,
        ),
    ),
)


def forms(vocabularies: Mapping[str, Vocabulary]) -> tuple[Form, ...]:
    """Both forms, with today's words."""
    project = Form(
        "project",
        "建议收录一个项目 / Propose a project",
        "来源点了名、本站还没有的项目 / A project that a source names and the atlas does not have",
        "只写来源写了的；不知道的空着。 / Write only what the source says; leave open what it does not.",
        (
            *(_asked(name, vocabularies) for name in ASKED),
            Asked(
                "source",
                "来源 / Source",
                "题目、刊发者、日期、网址，以及说到它的段落"
                " / title, publisher, date, address, and the paragraphs that speak of it",
                True,
            ),
        ),
    )
    return MISTAKE, project


def _asked(name: str, vocabularies: Mapping[str, Vocabulary]) -> Asked:
    """A field of a project, as a form asks for it."""
    field = declared(Project)[name]
    zh, en, _ = meaning(field)
    marker = field.marker
    terms = vocabularies[marker.vocabulary].terms if isinstance(marker, Term) else ()
    options = tuple(f"{term.id}: {term.zh} / {term.en}" for term in terms)
    return Asked(name, f"{zh} / {en}", "", not options and name != "district", options, field.many)


def files(vocabularies: Mapping[str, Vocabulary]) -> dict[Path, str]:
    """Every form as each of the two services takes it, by its path from the root."""
    made = forms(vocabularies)
    return {GITHUB / f"{form.name}.yml": _github(form) for form in made} | {
        GITLAB / f"{form.name}.md": _gitlab(form) for form in made
    }


def _github(form: Form) -> str:
    """A form in GitHub's YAML; every text is written as JSON, which YAML reads alike."""
    lines = ["# Written by `atlas schema`.", f"name: {_text(form.title)}", f"description: {_text(form.about)}", "body:"]
    lines += ["  - type: markdown", "    attributes:", f"      value: {_text(form.lead)}"]
    for field in form.fields:
        kind = "dropdown" if field.options else "textarea" if field.is_long else "input"
        lines += [f"  - type: {kind}", f"    id: {field.id}", "    attributes:", f"      label: {_text(field.label)}"]
        lines += [f"      description: {_text(field.hint)}"] if field.hint else []
        lines += ["      multiple: true"] if field.options and field.takes_many else []
        lines += (
            ["      options:", *(f"        - {_text(option)}" for option in field.options)] if field.options else []
        )
        lines += ["    validations:", "      required: true"] if field.id in _REQUIRED else []
    return "\n".join(lines) + "\n"


def _gitlab(form: Form) -> str:
    """A form as a Markdown template: a heading a field."""
    lines = [f"<!-- {form.about} -->", f"<!-- {form.lead} -->"]
    for field in form.fields:
        lines += ["", f"## {field.label}", ""]
        lines += [f"<!-- {field.hint} -->"] if field.hint else []
        lines += [f"<!-- {option} -->" for option in field.options]
    return "\n".join(lines) + "\n"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
