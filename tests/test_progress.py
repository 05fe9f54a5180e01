"""How far a project is, whether it moves, and the days around twelve months of silence."""

from __future__ import annotations

import datetime as dt

import pytest

from atlas.link.progress import Progress, progress
from atlas.records.project import Project
from atlas.records.source import Source

SUMMARY = {"zh": "一处工地。", "en": "A site.", "cite": ["gazette#p1"]}


def source(latest: str | None, name: str = "gazette") -> Source:
    paragraph = {
        "p": 1,
        "gist": {"zh": "一。", "en": "One."},
        "locator": "一",
        "recorded": "full",
        "digest": "3d1f0a6b2c44",
    }
    return Source.model_validate(
        {
            "id": name,
            "names": {"zh": "报", "en": "Gazette"},
            "kind": "media",
            "title_is": "ours",
            "publisher": {"unknown": "not_stated"},
            "published": {"latest": latest} if latest else {},
            "language": "zh",
            "paragraphs": [paragraph],
        }
    )


def stage(name: str, on: str | None = None, condition: str | None = None, cite: str = "gazette#p1") -> dict:
    return {
        "stage": name,
        "cite": [cite],
        **({"on": on} if on else {}),
        **({"condition": condition} if condition else {}),
    }


def derived(day: str, *history: dict, latest: str | None = None, months: int = 12) -> Progress:
    project = Project.model_validate(
        {
            "id": "cedar",
            "names": {"zh": "雪松", "en": "Cedar"},
            "summary": SUMMARY,
            "kind": "facility",
            "district": "alder",
            "history": list(history),
        }
    )
    return progress(project, [source(latest)], dt.date.fromisoformat(day), months)


@pytest.mark.parametrize(
    ("history", "reached"),
    [
        pytest.param([], "not_stated", id="nothing reported"),
        pytest.param([stage("not_stated")], "not_stated", id="stage not stated"),
        pytest.param([stage("proposed", "2024"), stage("started", "2025")], "started", id="the last"),
        pytest.param([stage("started", "2024"), stage("not_stated", "2025")], "started", id="the last that is stated"),
        pytest.param([stage("started", "2024"), stage("launched")], "launched", id="the last, though undated"),
    ],
)
def test_stage_is_the_last_one_stated(history, reached):
    assert derived("2026-01-01", *history).stage == reached


def test_stage_comes_with_the_entry_that_reports_it():
    assert derived("2026-01-01", stage("proposed", "2024"), stage("started", "2025-03")).entry.on.text == "2025-03"
    assert derived("2026-01-01").entry is None


def test_stage_of_tomorrow_does_not_count_yet():
    history = (stage("proposed", "2024"), stage("started", "2025-03-02", "moving"))
    before, after = derived("2025-03-01", *history), derived("2025-03-02", *history)
    assert (before.stage, before.condition) == ("proposed", None)
    assert (after.stage, after.condition) == ("started", "moving")


def test_condition_is_the_last_one_stated():
    history = (stage("started", "2025-01", "moving"), stage("under_construction", "2025-06"))
    assert derived("2025-07-01", *history).condition == "moving"
    assert derived("2025-07-01", *history, stage("under_construction", "2025-07", "paused")).condition == "paused"


@pytest.mark.parametrize(
    ("newest", "last_day"),
    [
        pytest.param("2025-03-15", "2026-03-15", id="a day"),
        pytest.param("2025-03", "2026-03-31", id="a month: its last day"),
        pytest.param("2025", "2026-12-31", id="a year: its last day"),
        pytest.param("2024-02-29", "2025-02-28", id="a leap day"),
    ],
)
def test_project_falls_silent_the_day_after_twelve_months(newest, last_day):
    day = dt.date.fromisoformat(last_day)
    entry = stage("started", newest, "moving")
    assert derived(day.isoformat(), entry).condition == "moving"
    found = derived((day + dt.timedelta(1)).isoformat(), entry)
    assert (found.silent, found.condition, found.stage) == (True, "silent", "started")


def test_months_of_silence_are_a_setting():
    assert not derived("2025-06-30", stage("started", "2025-03-31"), months=3).silent
    assert derived("2025-07-01", stage("started", "2025-03-31"), months=3).silent


def test_date_of_the_source_is_evidence_too():
    found = derived("2026-06-01", stage("started", "2024"), latest="2025-08")
    assert (found.newest, found.silent) == (dt.date(2025, 8, 31), False)


def test_without_any_date_nothing_is_called_silent():
    found = derived("2099-01-01", stage("started", condition="moving"))
    assert (found.newest, found.silent, found.condition) == (None, False, "moving")


def test_last_year_of_the_calendar_is_not_the_end_of_the_program():
    assert not derived("9999-12-31", stage("started", "9999")).silent
