"""portfolio.yaml, the coach's keys and the workflows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.core.diagnostics import Severity
from generator.core.errors import UserError
from generator.core.text import count, join_words
from generator.core.version import VERSION
from generator.doctor.check import Facts, Line
from generator.init.answers import NO_LOGIN, NO_NAME
from generator.init.pins import newer, pinned_version
from generator.init.template import FORM_WORKFLOW, WORKFLOW
from generator.reading.portfolio import PATH, read_portfolio
from generator.source.files import path_exists, read_text

_KEYS = ("unreadable-public-key", "unreadable-signing-key")
_KEY = re.compile(r"^  *PUBLIC_REPOSITORY: *(\S+)", re.MULTILINE)


def settings(facts: Facts) -> Iterator[Line]:
    """Whether portfolio.yaml can be read, and what in it is still a stand-in."""
    try:
        portfolio, diagnostics = read_portfolio(facts.root)
    except UserError as fault:
        yield Line("mend", "settings", fault.message, "Begin with: weekproof init")
        return
    errors = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity is Severity.ERROR and diagnostic.rule not in _KEYS
    ]
    if errors:
        message = f"{PATH} has {count(len(errors), 'error')}, the first in line {errors[0].location.line}."
        yield Line("mend", "settings", message, "weekproof check says what is wrong and what to do.")
    if portfolio is None:
        return
    graduate = portfolio.graduate
    stand_ins = [
        key for key, value in (("name", NO_NAME), ("github", NO_LOGIN)) if getattr(graduate, key) == value
    ]
    if stand_ins:
        keys = join_words([f"graduate.{key}" for key in stand_ins])
        yield Line("mend", "settings", f"{keys} {_hold(stand_ins)} stand-in.", f"Write your own into {PATH}.")
    elif not errors:
        yield Line("ok", "settings", f"{PATH} can be read.")
    yield from _keys(facts, [diagnostic.rule for diagnostic in diagnostics])


def _hold(stand_ins: list[str]) -> str:
    return "is still a" if len(stand_ins) == 1 else "are each still a"


def _keys(facts: Facts, rules: list[str]) -> Iterator[Line]:
    wrong = sum(rule in _KEYS for rule in rules)
    if wrong:
        message = f"{count(wrong, 'key')} of your coach cannot be used."
        yield Line(
            "mend",
            "coach's keys",
            message,
            "weekproof check names the line; ask your coach for the key again.",
        )
    elif facts.portfolio is not None:
        coach = facts.portfolio.coach
        keys = len(coach.public_keys) + len(coach.signing_keys)
        said = f"{count(keys, 'key')} of your coach, all sound." if keys else "None set; none is needed."
        yield Line("ok", "coach's keys", said)


def workflow(facts: Facts) -> Iterator[Line]:
    """Whether GitHub checks and publishes, with which version, and whether it knows where to."""
    if not path_exists(facts.root, WORKFLOW):
        message = f"There is no {WORKFLOW}: nothing is checked or published by itself."
        todo = (
            "Have one made in an empty folder (weekproof init --yes FOLDER) and copy its .github folder here."
        )
        yield Line("look", "workflow", message, todo)
        return
    for path in (WORKFLOW, FORM_WORKFLOW):
        file, _ = read_text(facts.root, path, 256) if path_exists(facts.root, path) else (None, ())
        if file is not None:
            yield _version_line(path, file.text)
            yield from _target(file.text)


def _version_line(path: str, text: str) -> Line:
    pinned = pinned_version(text)
    if pinned is None:
        message = f"{path} installs another Weekproof than a numbered one."
        return Line(
            "look",
            "workflow",
            message,
            "Fine if you chose that source; else weekproof init shows the usual line.",
        )
    if newer(VERSION, pinned):
        return Line("look", "workflow", f"{path} installs {pinned}; this is {VERSION}.", "weekproof upgrade")
    if newer(pinned, VERSION):
        message = f"{path} installs {pinned}, and this is only {VERSION}: the two may judge differently."
        return Line("look", "workflow", message, f"pipx upgrade weekproof (or install {pinned}).")
    return Line("ok", "workflow", f"{path} installs this version, {VERSION}.")


def _target(text: str) -> Iterator[Line]:
    target = _KEY.search(text)
    if target and target[1] in ('""', "''"):
        message = "The workflow does not know the public repository yet, so nothing is published."
        yield Line(
            "look",
            "publishing",
            message,
            f"Write it into {WORKFLOW} behind PUBLIC_REPOSITORY: YOU/YOU.github.io",
        )
    elif target:
        message = f"The workflow publishes to {target[1]}, once the secret SITE_DEPLOY_KEY is there."
        yield Line("ok", "publishing", message)
