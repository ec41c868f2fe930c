"""`make fuzz`: many inputs for each target, on all processors.

    make fuzz                                              # 100,000 of each, new ones each time
    make fuzz INPUTS=10000 ONLY=yaml-tree SEED=7 FIRST=41  # some of them again, from number 41 on

An input has a number, and is the same for the same seed. The first that breaks a law is printed with the
command that repeats it. A target has a budget of minutes; if it is used up, the number of inputs is told.
"""

from __future__ import annotations

import argparse
import multiprocessing.pool
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Iterable

from msgspec import Struct

from tests.fuzz.targets import TARGETS

INPUTS = 100_000
_LONGEST = 30
"""In seconds of an input. A text may take its worker some seconds; more than this is a text that hangs."""
_PART = 500


class Fault(Struct, frozen=True):
    """An input that broke a law, by its number."""

    number: int
    text: str
    trace: str


class Part(Struct, frozen=True):
    """Some inputs in a row of one target: how many were tried, in how many seconds, and a fault if any."""

    target: str
    tried: int
    seconds: float
    fault: Fault | None = None


class TooLongError(Exception):
    """An input took longer than any may."""


def try_inputs(target: str, seed: int, numbers: Iterable[int]) -> Part:
    """Try inputs until one breaks a law."""
    began, tried = time.process_time(), 0
    for number in numbers:
        text = ""
        try:
            text = TARGETS[target].make(random.Random(f"{seed} {target} {number}"))  # noqa: S311 - repeatable
            with_limit(target, text)
        except Exception:
            fault = Fault(number, text, traceback.format_exc(limit=-4))
            return Part(target, tried + 1, time.process_time() - began, fault)
        tried += 1
    return Part(target, tried, time.process_time() - began)


def with_limit(target: str, text: str) -> None:
    """Check one input; one that hangs is a fault, where the system has a clock for it."""
    if not hasattr(signal, "setitimer"):
        TARGETS[target].check(text)
        return

    def stop(*_: object) -> None:
        raise TooLongError(f"more than {_LONGEST} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, _LONGEST)
    try:
        TARGETS[target].check(text)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _part(asked: tuple[str, int, int, int]) -> Part:
    target, seed, first, last = asked
    return try_inputs(target, seed, range(first, last))


def main() -> None:
    """Try all targets; the exit code is 1 if a law was broken."""
    parser = argparse.ArgumentParser(description="Feed the readers with many broken texts.")
    parser.add_argument("--inputs", type=int, default=INPUTS)
    parser.add_argument("--only", nargs="+", choices=TARGETS, default=tuple(TARGETS))
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))  # noqa: S311 - not a secret
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument(
        "--minutes", type=float, default=10, help="of each target; the rest is left out, and told"
    )
    asked = parser.parse_args()
    print(
        f"seed {asked.seed}, {asked.inputs:,} inputs a target, at most {asked.minutes:g} minutes each",
        flush=True,
    )
    broken = 0
    with multiprocessing.Pool(os.cpu_count()) as pool:
        for target in asked.only:
            broken += _run(pool, target, asked)
    sys.exit(1 if broken else 0)


def _run(pool: multiprocessing.pool.Pool, target: str, asked: argparse.Namespace) -> bool:
    """One target on all processors; whether a law was broken."""
    last = asked.first + asked.inputs
    parts = ((target, asked.seed, at, min(at + _PART, last)) for at in range(asked.first, last, _PART))
    began = time.monotonic()
    tried, seconds, fault = 0, 0.0, None
    while fault is None and time.monotonic() - began < asked.minutes * 60:
        group = [part for _, part in zip(range(4 * (os.cpu_count() or 1)), parts, strict=False)]
        if not group:
            break
        for part in pool.imap(_part, group):
            tried, seconds, fault = tried + part.tried, seconds + part.seconds, fault or part.fault
    wall = time.monotonic() - began
    told = "" if tried >= asked.inputs or fault else " (its minutes are over)"
    print(f"{target:26}{tried:9,} inputs{seconds:8.0f} s of processors{wall:7.0f} s{told}", flush=True)
    if fault is not None:
        print(f"\n{fault.trace}\ninput {fault.number}: {fault.text!r}")
        print(f"again: make fuzz ONLY={target} SEED={asked.seed} FIRST={fault.number} INPUTS=1\n", flush=True)
    return fault is not None


if __name__ == "__main__":
    main()
