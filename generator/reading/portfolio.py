"""portfolio.yaml → `Portfolio`. What depends on the commitment is checked in `commitment.fits`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from generator.core.text import quoted
from generator.diagnostics import Diagnostic
from generator.faults import Fault
from generator.model import signing_key
from generator.model.kinds import KIND
from generator.model.portfolio import Graduate, Portfolio, Search
from generator.model.signing_key import why_no_signing_key
from generator.model.zone import zone_named
from generator.reading.convert import Converter, Expected, read_mapping
from generator.reading.countries import is_country
from generator.reading.public_keys import PRIVATE_HALF, why_no_recipient
from generator.reading.told import at_most
from generator.source.files import is_there
from generator.source.tree import Items, Node, Scalar, Table

PATH = KIND["portfolio"].path
STAND_IN = Portfolio(graduate=Graduate(name=""), search=Search(programme=""))
"""Settings for reading the content of a repository whose own settings cannot be used."""
MAX_KB = 256
_EXPECTED = Expected(
    "The settings must be a group of keys.",
    "Begin with `graduate:` and below it, two spaces further, `name:`; the manual has more.",
)

LOGIN = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TOKEN_VALUE = re.compile(r"[#\w .,%()'\"/+-]{1,120}")
_TOKEN_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")


def refuse_elsewhere(root: Path) -> None:
    """A `Fault` where no settings are: whoever is here meant another folder, or has not begun."""
    if not is_there(root, PATH):
        raise Fault(
            f"There is no {PATH} in this folder.",
            hint="Run the command in the folder that holds it, or name that with --root. "
            "To begin: weekproof init",
        )


def read_portfolio(root: Path) -> tuple[Portfolio | None, tuple[Diagnostic, ...]]:
    """The settings of the repository at `root`, and what is wrong with them.

    None if they cannot be used at all. A `Fault` if there is no portfolio.yaml: then this is not a
    graduate's repository.
    """
    refuse_elsewhere(root)
    tree, convert = read_mapping(root, PATH, MAX_KB, dt.UTC, _EXPECTED)
    if tree is None:
        return None, tuple(convert.found)
    convert.zone = _zone_in(tree)
    portfolio = convert.record(tree, Portfolio)
    if portfolio is not None:
        _Checks(portfolio, tree, convert).run()
    return portfolio, at_most(convert.found)


def _zone_in(tree: Node | None) -> dt.tzinfo:
    """The zone as written, needed before the rest can be typed."""
    node = _at(tree, "search.time_zone")
    return (zone_named(node.text) if isinstance(node, Scalar) else None) or dt.UTC


def _at(tree: Node | None, dotted: str) -> Node | None:
    for name in dotted.split("."):
        if not isinstance(tree, Table) or name not in tree.entries:
            return None
        tree = tree.entries[name].value
    return tree


class _Checks:
    """What the types alone cannot say."""

    def __init__(self, portfolio: Portfolio, tree: Table, convert: Converter) -> None:
        self.portfolio, self.tree, self.convert = portfolio, tree, convert

    def run(self) -> None:
        """Note every finding."""
        self.search()
        self.graduate()
        self.coach()
        self.site()

    def wrong(self, key: str, rule: str, message: str, hint: str) -> None:
        """Note an error at the value of `key`, or at the group that should hold it."""
        node = _at(self.tree, key) or _at(self.tree, key.split(".", maxsplit=1)[0]) or self.tree
        self.convert.error(rule, message, node, hint)

    def search(self) -> None:
        """The zone, the coach and the days of the search."""
        search = self.portfolio.search
        if search.time_zone and zone_named(search.time_zone) is None:
            hint = "Write an IANA name such as America/Chicago or Europe/Berlin."
            message = f"There is no time zone {quoted(search.time_zone)}."
            self.wrong("search.time_zone", "unknown-time-zone", message, hint)
        if search.start and not search.time_zone:
            self.wrong("search.start", "missing-key", "`time_zone` is missing.", "Add it below `search`.")
        if search.start and not self.portfolio.coach.name:
            hint = "Add your coach's name below `coach`."
            self.wrong("coach", "missing-key", "`coach.name` is missing.", hint)
        if search.start and search.ended and search.ended.on < search.start:
            hint = "Correct one of the two days."
            self.wrong("search.ended", "ended-before-start", "The search ends before it starts.", hint)
        if search.country and not is_country(search.country):
            hint = "Write the ISO code, US, or with its subdivision, US-IL."
            message = f"There is no country {quoted(search.country)}."
            self.wrong("search.country", "unknown-country", message, hint)

    def graduate(self) -> None:
        """The graduate's name and addresses."""
        graduate = self.portfolio.graduate
        if not graduate.name.strip():
            hint = "Write your name as employers should read it."
            self.wrong("graduate.name", "missing-key", "`name` is empty.", hint)
        if graduate.github and not LOGIN.fullmatch(graduate.github):
            hint = "Write the login alone, as in github.com/LOGIN."
            self.wrong("graduate.github", "unreadable-address", "This is not a GitHub login.", hint)
        if graduate.repository and not _REPOSITORY.fullmatch(graduate.repository):
            message = "This is not a repository's name."
            self.wrong("graduate.repository", "unreadable-address", message, "Write it as owner/name.")

    def coach(self) -> None:
        """The keys that seal the report and those that sign decisions, each at its own line, never quoted."""
        again = "Take it out, make a new one (weekproof coach keygen), and write the public half here."
        for node in self._keys("coach.public_keys"):
            why = why_no_recipient(node.text)
            if why is not None:
                hint = "Write an age recipient (age1…), or a line such as ssh-ed25519 AAAA… or ssh-rsa AAAA…."
                hint = again if why == PRIVATE_HALF else hint
                self.convert.error("unreadable-public-key", why, node, hint)
        again = "Take it out, make a new one (ssh-keygen), and write the line of its .pub file here."
        for node in self._keys("coach.signing_keys"):
            why = why_no_signing_key(node.text)
            if why is not None:
                hint = "Copy the line of the coach's .pub file: ssh-ed25519 AAAA…"
                hint = again if why == signing_key.PRIVATE_HALF else hint
                self.convert.error("unreadable-signing-key", why, node, hint)

    def _keys(self, key: str) -> list[Scalar]:
        keys = _at(self.tree, key)
        nodes = keys.items if isinstance(keys, Items) else ()
        return [node for node in nodes if isinstance(node, Scalar) and not node.is_blank]

    def site(self) -> None:
        """The language and the theme's tokens."""
        site = self.portfolio.site
        if not _LANGUAGE.fullmatch(site.language):
            hint = "Write a BCP 47 tag: en, en-US, de."
            message = f"{quoted(site.language)} is not a language tag."
            self.wrong("site.language", "unknown-word", message, hint)
        for name, value in site.tokens.items():
            if not (_TOKEN_NAME.fullmatch(name) and _TOKEN_VALUE.fullmatch(value)):
                hint = 'A token is a name and a plain CSS value: accent: "#0b6e4f".'
                message = f"The token {quoted(name)} cannot be used."
                self.wrong(f"site.tokens.{name}", "unknown-word", message, hint)
