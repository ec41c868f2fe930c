"""The weekly run starts when the week is over where the graduate lives, in winter and in summer."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo, available_timezones

import pytest

from generator.init.cron import weekly
from generator.model.calendar import week_of

ZONES = sorted(
    name for name in available_timezones() if "/" in name and not name.startswith(("posix", "right"))
)
SUNDAYS = [dt.date(2026, 1, 4) + dt.timedelta(weeks=n) for n in range(52)]


def run_behind(cron: str, day: dt.date) -> dt.datetime:
    """The first moment in UTC, from the noon before `day` on, at which cron starts the run."""
    minute, hour, _, _, weekday = cron.split()
    at = dt.datetime.combine(day - dt.timedelta(days=1), dt.time(12), tzinfo=dt.UTC)
    while (at.isoweekday() % 7, at.hour) != (int(weekday), int(hour)):
        at += dt.timedelta(hours=1)
    return at.replace(minute=int(minute))


@pytest.mark.parametrize("start", [0, 2, 6])
@pytest.mark.parametrize("grace", [0, 1])
def test_never_before_four_and_never_past_seven_in_any_zone(start: int, grace: int) -> None:
    assert len(ZONES) > 100
    for name in ZONES:
        zone = ZoneInfo(name)
        week = week_of(dt.date(2026, 11, 23), start)
        cron, _ = weekly(zone, week, grace, name)
        for turn in (0, 13, 26, 39):
            last = week.ends + dt.timedelta(days=grace) - dt.timedelta(weeks=turn)
            at = run_behind(cron, last).astimezone(zone)
            assert at.date() == last + dt.timedelta(days=1), (name, cron, last)
            assert dt.time(4) <= at.time() < dt.time(7), (name, cron, at)


@pytest.mark.parametrize("seed", ["sam", "amara-okafor", "", "李"])
def test_never_on_a_full_hour_and_the_same_for_the_same_graduate(seed: str) -> None:
    one = weekly(ZoneInfo("America/Chicago"), week_of(dt.date(2026, 11, 23)), 0, seed)
    assert one == weekly(ZoneInfo("America/Chicago"), week_of(dt.date(2026, 3, 1)), 0, seed)
    assert re.fullmatch(r"([7-9]|[1-4]\d|5[0-2]) 10 \* \* 1", one.cron)
    assert re.fullmatch(r"Monday, 04:\d\d or 05:\d\d", one.words)
