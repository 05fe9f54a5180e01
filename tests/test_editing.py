"""What surrounds the editing: settings of editors, hooks, and forms, each held to the declarations and commands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from click.testing import CliRunner

from atlas import forms
from atlas.cli import main
from atlas.records import RECORD_TYPES
from atlas.records.project import Project
from atlas.records.shape import declared
from atlas.schema import FOLDER, read_vocabularies
from atlas.settings import REPORT_FIELDS, report_address
from tests.overlay import toy_page

ROOT = Path(__file__).parent.parent
HAN, LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]{2}")
HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))["repos"][0]["hooks"]


# Editors


def test_each_folder_of_records_has_its_schema_in_the_editor() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))
    assert settings["yaml.schemas"] == {
        f"./{(FOLDER / folder).as_posix()}.json": f"data/{folder}/*.yaml" for folder in sorted(RECORD_TYPES)
    }
    # The extension's own formatter would undo what atlas fmt does.
    assert settings["yaml.format.enable"] is False


def test_the_editor_is_told_of_the_extension() -> None:
    assert json.loads((ROOT / ".vscode" / "extensions.json").read_text("utf-8"))["recommendations"] == [
        "redhat.vscode-yaml"
    ]


# Hooks


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hook_runs_a_command_that_exists(hook: dict[str, str]) -> None:
    before, _, command = hook["entry"].partition(" -m atlas ")
    assert before == ".venv/bin/python"
    if command.startswith("fmt"):
        pytest.importorskip("atlas.commands.fmt")
    name, *options = command.split()
    assert name in main.commands
    assert set(options) <= {option for param in main.commands[name].params for option in param.opts}


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_hook_minds_the_records(hook: dict[str, str]) -> None:
    records = [f"data/{path.parent.name}/{path.name}" for path in (ROOT / "data" / "projects").glob("*.yaml")]
    assert records and all(re.search(hook["files"], path) for path in records)
    assert not re.search(hook["files"], "theme/strings/ui.yaml")


def test_check_passes_as_a_hook_runs_it() -> None:
    assert CliRunner().invoke(main, ["check", "--root", str(ROOT)]).exit_code == 0


# Forms

VOCABULARIES = read_vocabularies(ROOT)
FORMS = forms.forms(VOCABULARIES)
MISTAKE, PROJECT = (
    yaml.safe_load((ROOT / forms.GITHUB / f"{name}.yml").read_text("utf-8")) for name in ("mistake", "project")
)


def fields(form: dict) -> dict[str, dict]:
    return {field["id"]: field for field in form["body"] if "id" in field}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_form_speaks_both_languages(form: forms.Form) -> None:
    words = [form.title, form.about, form.lead]
    words += [text for field in form.fields for text in (field.label, field.hint, *field.options) if text]
    for text in words:
        zh, _, en = text.rpartition(" / ")
        assert HAN.search(zh) and LATIN.search(en), text


def test_proposal_asks_for_fields_of_a_project_and_offers_its_words() -> None:
    asked = fields(PROJECT)
    assert set(asked) - {"source"} <= set(declared(Project))
    by_editors = {"id", "checked"}
    required = {key for key, field in declared(Project).items() if field.info.is_required()}
    assert required - by_editors <= set(asked)
    for name, vocabulary in (("kind", "project-kinds"), ("sectors", "sectors")):
        offered = [option.partition(":")[0] for option in asked[name]["attributes"]["options"]]
        assert offered == [term.id for term in VOCABULARIES[vocabulary].terms]
    assert asked["sectors"]["attributes"]["multiple"] is True


def test_link_beside_a_record_fills_in_the_form(tmp_path: Path) -> None:
    fillable = set(REPORT_FIELDS) - {"title"}
    assert fillable < set(fields(MISTAKE))
    readme = (ROOT / "README.md").read_text("utf-8")
    (address,) = re.findall(r"`(https://\S+template=mistake\.yml\S+)`", readme)
    assert report_address(address) == address
    assert {name for name, value in parse_qs(urlsplit(address).query).items() if value == [f"{{{name}}}"]} == {
        *fillable,
        "title",
    }
    page = toy_page(tmp_path, "en/projects/alder-quay/index.html", report_url=address)
    (link,) = re.findall(r'href="([^"]+template=mistake[^"]+)"', page)
    filled = parse_qs(urlsplit(link.replace("&amp;", "&")).query)
    assert filled["record"] == ["projects/alder-quay"]
    assert "/en/projects/alder-quay/" in filled["page"][0]
    assert re.fullmatch(r"[0-9a-f]{8,}", filled["digest"][0])


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_both_services_ask_the_same(form: forms.Form) -> None:
    text = (ROOT / forms.GITLAB / f"{form.name}.md").read_text("utf-8")
    assert re.findall(r"^## (.+)$", text, re.M) == [field.label for field in form.fields]


def test_a_merge_request_is_asked_the_same_on_both_services() -> None:
    text = (ROOT / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text("utf-8")
    assert text == (ROOT / ".gitlab" / "merge_request_templates" / "Default.md").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):(?!=)", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"`make ([a-z]+)`", text)) <= targets
