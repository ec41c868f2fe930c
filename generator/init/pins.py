"""Versions pinned in workflows: of Weekproof and of actions."""

from __future__ import annotations

import re
from collections.abc import Mapping

from generator.core.resources import shipped_template
from generator.source.quoting import format_scalar

_WEEKPROOF = re.compile(r"(WEEKPROOF:[ \t]*[\"']?weekproof(?:\[[a-z, ]+\])?==)([0-9][0-9A-Za-z.]*)")
_SOURCE = re.compile(r"(?m)^([ \t]*WEEKPROOF:[ \t]*)([\"']?)(.*?)\2[ \t]*(\r?)$")
_AT_COMMIT = re.compile(r"(.*git\+\w+://.+)@([0-9a-f]{40}|[0-9a-f]{64})(#.*)?")
_WITH_DIGEST = re.compile(r".*://.*#(?:.*&)?sha256=[0-9a-f]{64}(?:&.*)?")
_ACTION = re.compile(r"(uses:[ \t]*)([\w.-]+/[\w.-]+)@([0-9a-f]{40}[ \t]+#[ \t]*v[0-9.]+|v[0-9.]+)")
_NUMBER = re.compile(r"\d+")


def pinned_version(text: str) -> str | None:
    """The version of Weekproof that a workflow installs; None if it installs from another source."""
    match = _WEEKPROOF.search(text)
    return match[2] if match else None


def source_of(text: str) -> str | None:
    """Where a workflow gets Weekproof, as pip takes it: empty if not said, None if it gets none."""
    match = _SOURCE.search(text)
    return match[3] if match else None


def is_locked(source: str) -> bool:
    """Whether a source can only ever be one and the same: a commit, or a file with its digest."""
    return bool(_AT_COMMIT.fullmatch(source) or _WITH_DIGEST.fullmatch(source))


def with_source(text: str, own: str | None) -> str:
    """The workflow with `own`, the source of this copy, if it has none or another commit of the same one."""
    source = source_of(text)
    if own is None or source is None:
        return text
    here, there = _AT_COMMIT.fullmatch(own), _AT_COMMIT.fullmatch(source)
    is_same = here is not None and there is not None and here[1] == there[1]
    if source and not is_same:
        return text
    return _SOURCE.sub(lambda match: f"{match[1]}{format_scalar(own)}{match[4]}", text, count=1)


def newer(version: str, other: str) -> bool:
    """Whether `version` is newer than `other`."""
    return _numbers(version) > _numbers(other)


def _numbers(version: str) -> tuple[int, ...]:
    numbers = [int(number) for number in _NUMBER.findall(version)]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def with_version(text: str, version: str) -> str:
    """The workflow, with older versions of Weekproof replaced by `version`."""
    return _WEEKPROOF.sub(lambda match: match[1] + version if newer(version, match[2]) else match[0], text)


def with_actions(text: str, pins: Mapping[str, str]) -> str:
    """The workflow, with older versions of the actions in `pins` replaced."""

    def update(match: re.Match[str]) -> str:
        before, action, pinned = match.groups()
        pin = pins.get(action)
        return f"{before}{action}@{pin}" if pin and newer(_version(pin), _version(pinned)) else match[0]

    return _ACTION.sub(update, text)


def _version(pin: str) -> str:
    return pin.rpartition("v")[2]


def shipped_pins() -> dict[str, str]:
    """Action → `COMMIT # vVERSION`, from the workflow templates."""
    files = sorted(shipped_template().glob("*.yml"))
    return {match[2]: match[3] for file in files for match in _ACTION.finditer(file.read_text("utf-8"))}
