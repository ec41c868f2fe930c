"""The targets of `make fuzz` hold for a few inputs, and the machinery around them finds what breaks a law."""

from __future__ import annotations

import random
import time

import pytest

from tests.fuzz import run, targets
from tests.fuzz.targets import TARGETS, Target


@pytest.mark.parametrize("target", TARGETS)
def test_a_few_inputs_break_no_law(target: str) -> None:
    part = run.try_inputs(target, seed=1, numbers=range(30))
    assert part.fault is None
    assert part.tried == 30


def test_inputs_are_broken_in_many_ways_and_the_same_for_the_same_number() -> None:
    for name, target in TARGETS.items():
        made = [target.make(random.Random(f"1 {name} {number}")) for number in range(100)]  # noqa: S311
        assert len(set(made)) > 60, name
        assert made[7] == target.make(random.Random(f"1 {name} 7"))  # noqa: S311


@pytest.mark.parametrize(
    ("law", "said"), [("wrong", "AssertionError"), ("crash", "KeyError"), ("hang", "more than")]
)
def test_a_broken_law_a_crash_and_a_hang_are_found_with_their_number(
    law: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(text: str) -> None:
        if text == "5":
            assert law != "wrong"
            if law == "hang":
                time.sleep(60)
            raise KeyError(law)

    numbers = iter(range(10))
    monkeypatch.setattr(run, "_LONGEST", 1)
    monkeypatch.setitem(targets.TARGETS, "dates-and-weeks", Target(lambda _: str(next(numbers)), check))
    part = run.try_inputs("dates-and-weeks", seed=1, numbers=range(10))
    assert part.fault is not None
    assert (part.fault.number, part.fault.text) == (5, "5")
    assert said in part.fault.trace
