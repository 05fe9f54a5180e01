"""`atlas verify`: a copy of the site held against its manifest."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from atlas.commands.options import LANG
from atlas.message import Lang, Message, editor_language, say, say_count
from atlas.publish.verify import Fault, NoManifest, Verified, verify

WORDS = {
    Fault.MISSING: say("missing"),
    Fault.CHANGED: say("changed"),
    Fault.UNKNOWN: say("not in the manifest"),
}


@click.command("verify")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default=Path("output"))
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="How the result is printed.",
)  # fmt: skip
@LANG
def verify_command(folder: Path, form: str, lang: str | None) -> None:
    """Hold a copy of the site in FOLDER against the manifest in it: every file's size and SHA-256.

    Example: atlas verify /srv/www/atlas
    """
    speech = editor_language(lang)
    try:
        found = verify(folder)
    except NoManifest as error:
        click.echo(_no_manifest(str(error), folder).said(speech), err=True)
        sys.exit(1)
    click.echo(_json(found) if form == "json" else _text(found, speech))
    sys.exit(1 if found.faults else 0)


def _no_manifest(why: str, folder: Path) -> Message:
    if why == "missing":
        return say(
            "{folder} has no data/manifest.json: it is no copy of the site, or not a whole one", folder=str(folder)
        )
    return say("{folder}/data/manifest.json cannot be read; copy the site again", folder=str(folder))


def _text(found: Verified, lang: Lang) -> str:
    lines = [f"{name}: {WORDS[fault].said(lang)}" for name, fault in found.faults]
    edition = say("as of {day}, commit {commit}", day=found.as_of, commit=found.commit or say("unknown"))
    if found.faults:
        count = say_count("{count} fault", "{count} faults", len(found.faults))
        closing = say("{count} in {files} files ({edition})", count=count, files=found.files, edition=edition)
    else:
        closing = say("all {files} files are as they were built ({edition})", files=found.files, edition=edition)
    return "\n".join([*lines, closing.said(lang)])


def _json(found: Verified) -> str:
    body = {
        "as_of": found.as_of,
        "commit": found.commit,
        "files": found.files,
        "faults": [{"path": name, "fault": fault.value} for name, fault in found.faults],
    }
    return json.dumps(body, ensure_ascii=False, indent=1)
