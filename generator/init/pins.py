"""Versions that a workflow names: of Weekproof and of the actions it uses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.core.resources import shipped_template

_WEEKPROOF = re.compile(r"(WEEKPROOF:[ \t]*[\"']?weekproof(?:\[[a-z, ]+\])?==)([0-9][0-9A-Za-z.]*)")
_ACTION = re.compile(r"(uses:[ \t]*)([\w.-]+/[\w.-]+)@([0-9a-f]{40}[ \t]+#[ \t]*v[0-9.]+|v[0-9.]+)")
_NUMBER = re.compile(r"\d+")


def pinned_version(text: str) -> str | None:
    """The version of Weekproof that a workflow installs; None where it names another source."""
    match = _WEEKPROOF.search(text)
    return match[2] if match else None


def newer(one: str, other: str) -> bool:
    """Whether version `one` is newer than `other`."""
    return _numbers(one) > _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(number) for number in _NUMBER.findall(version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def with_version(text: str, version: str) -> str:
    """The workflow with that version where it names an older one."""
    return _WEEKPROOF.sub(lambda at: at[1] + version if newer(version, at[2]) else at[0], text)


def with_actions(text: str, pins: Mapping[str, str]) -> str:
    """The workflow with each action of `pins` moved on, where it names an older version of it."""

    def moved(at: re.Match[str]) -> str:
        pin = pins.get(at[2])
        return f"{at[1]}{at[2]}@{pin}" if pin and newer(_version(pin), _version(at[3])) else at[0]

    return _ACTION.sub(moved, text)


def _version(pin: str) -> str:
    return pin.rpartition("v")[2]


def shipped_pins() -> dict[str, str]:
    """Action → `COMMIT # vVERSION`, as the starter's workflows have them."""
    files = sorted(shipped_template().glob("*.yml"))
    return {at[2]: at[3] for file in files for at in _ACTION.finditer(file.read_text("utf-8"))}
