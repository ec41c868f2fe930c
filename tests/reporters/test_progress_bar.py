"""A bar is shown to somebody who waits, and to nobody else."""

from __future__ import annotations

import pytest

from generator.core.progress import no_progress, with_progress
from generator.reporters import progress_bar
from generator.reporters.registry import Output, Style


def output(*, progress: bool) -> Output:
    return Output("text", Style(None), redact=False, progress=progress)


def test_each_step_is_told_as_it_is_begun_and_the_end_too() -> None:
    told: list[tuple[str, int, int]] = []
    seen = [
        (item, list(told)[-1]) for item in with_progress("abc", "Letters", lambda *step: told.append(step))
    ]
    assert seen == [("a", ("Letters", 0, 3)), ("b", ("Letters", 1, 3)), ("c", ("Letters", 2, 3))]
    assert told[-1] == ("Letters", 3, 3)


def test_where_nobody_looks_nothing_is_shown() -> None:
    with progress_bar.progress_bar(output(progress=False)) as progress:
        assert progress is no_progress


def test_what_is_done_in_a_moment_shows_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_bar, "DELAY", 3600.0)
    monkeypatch.setattr(progress_bar, "_bar", None)  # to ask for one would fail
    with progress_bar.progress_bar(output(progress=True)) as progress:
        for _ in with_progress(range(1000), "Pages", progress):
            pass


def test_what_takes_long_shows_how_far_it_is_and_on_standard_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress_bar, "DELAY", 0.0)
    monkeypatch.setattr(progress_bar, "_MIN_INTERVAL", 0.0)
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar.progress_bar(output(progress=True)) as progress:
        for what in ("Pages", "Pictures"):
            for _ in with_progress(range(7), what, progress):
                pass
    said, shown = capsys.readouterr()
    assert said == ""
    assert "Pictures" in shown
    assert "7/7" in shown


def test_a_failure_takes_the_bar_away_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress_bar, "DELAY", 0.0)
    stopped: list[bool] = []
    monkeypatch.setattr(progress_bar._Display, "stop", lambda _: stopped.append(True))

    def work() -> None:
        with progress_bar.progress_bar(output(progress=True)):
            raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        work()
    assert stopped == [True]
