"""A worker answers, is killed when it is late, and answers again."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest

from generator.core import worker as module
from generator.core.worker import Crew, Worker, crew, dismiss_crew


def answer(question: Any) -> Any:
    """In the worker process: does what it is asked."""
    if question == "sleep":
        time.sleep(1000)
    if question == "die":
        os._exit(3)
    if question == "swell":
        return len([bytes(500_000_000) for _ in range(40)])
    if question == "sink":
        return answer(question)
    return [question, os.getpid()]


def list_of(answer: Any) -> list[Any]:
    return [answer]


@pytest.fixture(name="worker")
def _worker() -> Iterator[Worker]:
    made = Worker(__name__, "answer")
    yield made
    made.stop()


def test_it_answers_and_goes_on_after_what_was_late_or_fatal(worker: Worker) -> None:
    first = worker.ask("é\ud800", 600)
    assert first[0] == "é\ud800"
    assert worker.ask(1, 600) == [1, first[1]]  # the same process
    assert worker.ask("sleep", 0.05) is None
    second = worker.ask(2, 600)
    assert second[0] == 2
    assert second[1] != first[1]
    assert worker.ask("die", 600) is None
    assert worker.ask("sink", 600) is None
    assert worker.ask(3, 600)[0] == 3


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux alone")
def test_its_memory_is_limited(worker: Worker) -> None:
    assert worker.ask("swell", 600) is None
    assert worker.ask(1, 600)[0] == 1


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no such clock")
def test_it_does_not_outlive_a_parent_that_was_killed(worker: Worker) -> None:
    process = worker._running()
    assert process.stdin is not None
    process.stdin.write('[-0.9, "sleep"]\n')  # it has a second more than its parent gives it
    process.stdin.flush()
    assert process.wait(timeout=300) == -signal.SIGALRM


def test_there_is_one_for_a_run() -> None:
    assert module.worker("a", "b") is module.worker("a", "b")


def test_a_crew_shares_the_work_and_goes_on_when_one_of_it_dies() -> None:
    helpers = Crew(2)
    try:
        coming = [helpers.ask(__name__, "answer", question, list_of) for question in (1, "die", 2, 3)]
        answers = [one.result() for one in coming]
    finally:
        helpers.stop()
    assert [one[0] and one[0][0] for one in answers] == [1, None, 2, 3]


def test_a_crew_that_is_dismissed_ends_at_once() -> None:
    helpers = Crew(1)
    late, never = (helpers.ask(__name__, "answer", "sleep", list_of) for _ in range(2))
    while helpers._workers[0]._process is None:
        time.sleep(0.01)
    helpers.stop()
    assert late.result() == [None]
    assert never.cancelled()


def test_there_is_no_crew_for_a_single_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    dismiss_crew()
    for number, size in ((1, 0), (2, 1), (64, 7)):
        monkeypatch.setattr(module, "processors", lambda number=number: number)
        made = crew()
        assert (len(made._workers) if made else 0) == size
        dismiss_crew()
