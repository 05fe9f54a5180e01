"""Settings: the day the atlas speaks of."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from atlas import settings
from atlas.settings import SettingError, as_of


@pytest.mark.parametrize(
    ("environment", "day"),
    [
        pytest.param({"ATLAS_AS_OF": "2026-11-22"}, dt.date(2026, 11, 22), id="the day given"),
        pytest.param(
            {"SOURCE_DATE_EPOCH": "1795305599"}, dt.date(2026, 11, 22), id="a second before midnight in Tianjin"
        ),
        pytest.param(
            {"SOURCE_DATE_EPOCH": "1795363200"}, dt.date(2026, 11, 23), id="midnight in Greenwich is morning in Tianjin"
        ),
        pytest.param({"SOURCE_DATE_EPOCH": "0"}, dt.date(1970, 1, 1), id="the epoch"),
        pytest.param(
            {"ATLAS_AS_OF": "2026-11-22", "SOURCE_DATE_EPOCH": "0"},
            dt.date(2026, 11, 22),
            id="the day before the epoch",
        ),
        pytest.param({"ATLAS_AS_OF": "", "SOURCE_DATE_EPOCH": "0"}, dt.date(1970, 1, 1), id="empty is unset"),
    ],
)
def test_day_comes_from_the_environment(environment, day):
    assert as_of(environment) == day


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (dt.datetime(2026, 11, 22, 15, 59, tzinfo=dt.UTC), dt.date(2026, 11, 22)),
        (dt.datetime(2026, 11, 22, 16, 0, tzinfo=dt.UTC), dt.date(2026, 11, 23)),
    ],
    ids=["before midnight in Tianjin", "midnight in Tianjin"],
)
def test_day_is_that_of_tianjin_wherever_the_machine_stands(monkeypatch, now, day):
    class Clock(dt.datetime):
        @classmethod
        def now(cls, tz=None):
            return now.astimezone(tz)

    monkeypatch.setattr(settings.dt, "datetime", Clock)
    assert as_of({}) == day
    assert ZoneInfo(settings.HOME_ZONE).key == "Asia/Shanghai"


@pytest.mark.parametrize(
    "environment",
    [
        {"ATLAS_AS_OF": "yesterday"},
        {"ATLAS_AS_OF": "2026-02-30"},
        {"ATLAS_AS_OF": "2026-11"},
        {"SOURCE_DATE_EPOCH": "noon"},
        {"SOURCE_DATE_EPOCH": "9" * 30},
    ],
    ids=["a word", "no such day", "a month", "no number", "beyond all time"],
)
def test_what_is_no_day_is_named_with_its_remedy(environment):
    with pytest.raises(SettingError) as caught:
        as_of(environment)
    name, value = next(iter(environment.items()))
    assert name in str(caught.value)
    assert value in str(caught.value)
    assert "write" in str(caught.value)


@pytest.mark.parametrize(("given", "size"), [(None, settings.PAGE_SIZE), (50, 50), ("7", 7)])
def test_page_size_is_a_whole_number(given, size):
    assert settings.page_size(given) == size


@pytest.mark.parametrize("given", [0, -1, "many", 1.5, True, "١٢"])
def test_what_is_no_page_size_is_named_with_its_remedy(given):
    with pytest.raises(SettingError, match="ATLAS_PAGE_SIZE"):
        settings.page_size(given)
