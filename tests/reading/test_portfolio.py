"""portfolio.yaml: settings that can be used, or every reason why not."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from generator.core.errors import UserError
from generator.reading.portfolio import read_portfolio
from tests.support.repositories import SETTINGS, marked, places, write

SEARCH = "search: {programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago"


def _read(root: Path, text: str | bytes) -> list[str]:
    """Place, rule and message of each finding."""
    write(root, {"portfolio.yaml": text})
    _, found = read_portfolio(root)
    assert all(one.hint for one in found)
    return [
        f"{location.removeprefix('portfolio.yaml:')} {one.message}"
        for location, one in zip(places(found), found, strict=True)
    ]


def test_settings_are_read_and_know_where_they_stand(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": SETTINGS})
    portfolio, found = read_portfolio(tmp_path)
    assert found == ()
    assert portfolio is not None
    assert portfolio.search.start == dt.date(2026, 6, 1)
    assert (portfolio.commitment, portfolio.site.language, portfolio.site.progress) == (
        "flatiron",
        "en",
        "work",
    )
    assert portfolio.origin.location_of("search") == ("portfolio.yaml", 2, 9)
    assert portfolio.origin.location_of("search.start") == ("portfolio.yaml", 2, 50)


def test_a_folder_without_settings_is_no_repository(tmp_path: Path) -> None:
    with pytest.raises(UserError) as fault:
        read_portfolio(tmp_path)
    assert fault.value.exit_code == 2
    assert "portfolio.yaml" in fault.value.message
    assert "--root" in (fault.value.hint or "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["1:1 value-of-wrong-shape The settings should be a group of keys."]),
        ("# nothing yet\n", ["1:1 value-of-wrong-shape The settings should be a group of keys."]),
        ("- graduate\n", ["1:1 value-of-wrong-shape The settings should be a group of keys."]),
        ("just text", ["1:1 value-of-wrong-shape The settings should be a group of keys."]),
        ("search: [\n", ["1:9 yaml-syntax This bracket is never closed."]),
        (b"graduate: \xff\n", ["1:11 file-not-text This character isn't UTF-8."]),
        ("[" * 100_000, ["1:21 yaml-nested-too-deep This is nested more than 20 levels deep."]),
        (b"#" * 300_000, ["1:1 file-too-large This file is 292 KB. The limit is 256 KB."]),
        ("{}", ["1:1 missing-key `graduate` is missing.", "1:1 missing-key `search` is missing."]),
        (
            "graduate:\nsearch: {}\n",
            ["2:9 missing-key `programme` is missing.", "1:10 missing-key `graduate` is empty."],
        ),
    ],
)
def test_settings_that_cannot_be_used_say_why(tmp_path: Path, text: str | bytes, told: list[str]) -> None:
    assert _read(tmp_path, text) == told
    assert read_portfolio(tmp_path)[0] is None


def test_a_folder_a_pipe_or_a_link_of_that_name_is_told(tmp_path: Path) -> None:
    write(tmp_path, {"a/portfolio.yaml/x": "", "b/x": "", "c/x": ""})
    os.mkfifo(tmp_path / "b/portfolio.yaml")
    (tmp_path / "c/portfolio.yaml").symlink_to("/etc/passwd")
    rules = [places(read_portfolio(tmp_path / name)[1]) for name in "abc"]
    assert rules == [
        ["portfolio.yaml:1:1 file-unreadable"],
        ["portfolio.yaml:1:1 file-unreadable"],
        ["portfolio.yaml:1:1 symlink-in-content"],
    ]


def _with(key: str) -> str:
    """Sound settings with one key more, which holds the mark."""
    head, _, rest = key.partition(": ")
    base = {
        "graduate": "{name: Sam Example",
        "search": SEARCH.partition(": ")[2],
        "coach": "{name: Dana Coach",
    }
    lines = {name: f"{name}: {text}}}" for name, text in base.items()}
    if head in base and head != rest:
        lines[head] = f"{head}: {base[head]}, {rest}}}"
    else:
        lines[head] = key
    return "\n".join(lines.values()) + "\n"


WRONG = {
    "time zone": ("search: time_zon: ‸x", "unknown-key", "`time_zon` isn't a valid key"),
    "country": ("search: country: ‸USA", "unknown-country", "`USA` isn't a country code."),
    "small country": ("search: country: ‸us", "unknown-country", "`us` isn't a country code."),
    "end before start": (
        "search: ended: ‸{on: 2026-05-31, reason: hired}",
        "ended-before-start",
        "ends before it starts",
    ),
    "reason": (
        "search: ended: {on: 2026-07-01, reason: ‸fired}",
        "unknown-word",
        "`fired` isn't a valid `reason`.",
    ),
    "login": (
        "graduate: github: ‸https://github.com/sam",
        "unreadable-address",
        "This isn't a GitHub login but the address of one.",
    ),
    "login with a hyphen": ("graduate: github: ‸-sam", "unreadable-address", "This isn't a GitHub login."),
    "repository": (
        "graduate: repository: ‸job-search",
        "unreadable-address",
        "This isn't the name of a repository.",
    ),
    "language": ("site: {language: ‸english_US}", "unknown-word", "`english_US` isn't a language tag."),
    "token value": (
        "site: {tokens: {accent: ‸'red; } body {'}}",
        "unknown-word",
        "The token `accent` can't be used.",
    ),
    "token name": ("site: {tokens: {Accent!: ‸red}}", "unknown-word", "The token `Accent!` can't be used."),
    "contact": ("site: {contact: ‸hi@sam.example}", "unreadable-address", "isn't a contact address"),
    "limit": ("limits: {post_kb: ‸lots}", "unreadable-number", "`lots` isn't a whole number."),
}


@pytest.mark.parametrize(("key", "rule", "message"), WRONG.values(), ids=WRONG)
def test_a_setting_that_makes_no_sense_is_told_at_its_place(
    tmp_path: Path, key: str, rule: str, message: str
) -> None:
    text, line, column = marked(_with(key).replace("time_zon: ‸x", "‸time_zon: x"))
    (told,) = _read(tmp_path, text)
    assert told.startswith(f"{line}:{column} {rule} ")
    assert message in told
    assert read_portfolio(tmp_path)[0] is not None, "the rest can still be used to tell more"


@pytest.mark.parametrize(
    "zone", ["Chicago", "Europe/Atlantis", "../../etc/passwd", "/etc/localtime", "US\0Eastern", "x" * 5000]
)
def test_a_time_zone_that_is_none_is_told_be_it_ever_so_odd(tmp_path: Path, zone: str) -> None:
    written = zone.replace("\0", "\\0")
    text = SETTINGS.replace("America/Chicago", f'"{written}"')
    (told,) = _read(tmp_path, text)
    assert told.startswith("2:73 unknown-time-zone `")
    assert len(told) < 160
    assert told.isprintable()


def test_a_search_that_has_started_needs_a_zone_and_a_coach(tmp_path: Path) -> None:
    text = "graduate: {name: ' '}\nsearch: {programme: x, start: 2026-06-01}\n"
    assert _read(tmp_path, text) == [
        "2:31 missing-key `search.time_zone` is missing.",
        "1:1 missing-key `coach.name` is missing.",
        "1:18 missing-key `name` is empty.",
    ]
    assert _read(tmp_path, text.replace(", start: 2026-06-01", "").replace("' '", "Sam")) == []


def test_times_in_settings_fall_on_the_days_of_their_own_zone(tmp_path: Path) -> None:
    write(tmp_path, {"portfolio.yaml": SETTINGS.replace("2026-06-01", "2026-06-01T03:00Z")})
    portfolio, _ = read_portfolio(tmp_path)
    assert portfolio is not None
    assert portfolio.search.start == dt.date(2026, 5, 31)
