from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from generator.environment import holidays
from generator.environment.holidays import cached_holidays, unknown_subdivision
from generator.model.business_days import holidays_in

THANKSGIVING = dt.date(2026, 11, 26)


def test_what_is_kept_is_what_the_package_says(tmp_path: Path) -> None:
    for country in ("US", "US-IL", "DE-BY", "GB"):
        for _ in range(2):  # the first makes it, the second reads it
            is_holiday = cached_holidays(country, tmp_path)
            for year in (2026, 2027):
                days = (dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(365))
                assert {day for day in days if is_holiday(day)} == holidays_in(country, year)


def test_the_second_run_does_not_load_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cached_holidays("US", tmp_path)(THANKSGIVING)

    def refuse(country: str, year: int) -> frozenset[dt.date]:
        raise AssertionError(f"{country} {year} was loaded again")

    monkeypatch.setattr(holidays, "holidays_in", refuse)
    assert cached_holidays("US", tmp_path)(THANKSGIVING)


def test_another_version_of_the_package_is_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cached_holidays("US", tmp_path)(THANKSGIVING)
    monkeypatch.setattr(holidays, "_package_version", lambda: "another")
    monkeypatch.setattr(holidays, "holidays_in", lambda *_: frozenset())
    assert not cached_holidays("US", tmp_path)(THANKSGIVING)


@pytest.mark.parametrize("kept", [b"", b"{", b"7", b'{"days": []}', b'["x"]', b"[1]"])
def test_what_is_kept_and_spoilt_is_made_again(
    tmp_path: Path, kept: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.core.cache.cache_get", lambda *_: kept)
    assert cached_holidays("US", tmp_path)(THANKSGIVING)


def test_a_cache_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert cached_holidays("US", blocked)(THANKSGIVING)
    assert cached_holidays("US", None)(THANKSGIVING)


def test_no_country_has_no_holidays(tmp_path: Path) -> None:
    assert not cached_holidays(None, tmp_path)(THANKSGIVING)
    assert not cached_holidays(f"..{os.sep}US", tmp_path)(THANKSGIVING)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("country", ["JP-13", "IE-D", "FR-IDF"])
def test_a_part_that_the_calendar_does_not_know_has_the_countrys_holidays(
    country: str, tmp_path: Path
) -> None:
    assert holidays_in(country, 2026) == holidays_in(country[:2], 2026) != frozenset()
    for _ in range(2):  # the second is read from the cache
        assert unknown_subdivision(country, tmp_path) is not None


def test_the_parts_that_are_known_are_told(tmp_path: Path) -> None:
    for _ in range(2):
        assert unknown_subdivision("GB-LND", tmp_path) == ("ENG", "NIR", "SCT", "WLS")
        assert unknown_subdivision("GB-SCT", tmp_path) is None
    assert unknown_subdivision("JP-13", None) == ()
    assert unknown_subdivision("US", None) is None
    assert unknown_subdivision(None, None) is None
