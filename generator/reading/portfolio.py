"""portfolio.yaml → `Portfolio`. What depends on the commitment is checked in `commitment.fits`."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

from generator.core.diagnostics import Diagnostic, limit_per_file
from generator.core.errors import UserError
from generator.core.messages import Value
from generator.model.kinds import KIND
from generator.model.portfolio import Graduate, Portfolio, Search
from generator.model.signing_key import signing_key_problem
from generator.model.zone import zone_from_name
from generator.reading.convert import Converter, Expected, read_mapping
from generator.reading.countries import is_country
from generator.reading.public_keys import recipient_problem
from generator.source.files import path_exists
from generator.source.tree import MappingNode, Node, ScalarNode, SequenceNode

PATH = KIND["portfolio"].path
PLACEHOLDER = Portfolio(graduate=Graduate(name=""), search=Search(programme=""))
"""Settings for reading the content of a repository whose own settings cannot be used."""
MAX_KB = 256
_EXPECTED = Expected("value-of-wrong-shape.settings")

LOGIN = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TOKEN_VALUE = re.compile(r"[#\w .,%()'\"/+-]{1,120}")
_TOKEN_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")


def require_portfolio(root: Path) -> None:
    """A `UserError` where no settings are: whoever is here meant another folder, or has not begun."""
    if not path_exists(root, PATH):
        raise UserError(
            f"There is no {PATH} in this folder.",
            hint="Run the command in the folder that holds it, or name that with --root. "
            "To begin: weekproof init",
        )


def read_portfolio(root: Path) -> tuple[Portfolio | None, tuple[Diagnostic, ...]]:
    """The settings of the repository at `root`, and what is wrong with them.

    None if they cannot be used at all. A `UserError` if there is no portfolio.yaml: then this is not a
    graduate's repository.
    """
    require_portfolio(root)
    tree, convert = read_mapping(root, PATH, MAX_KB, dt.UTC, _EXPECTED)
    if tree is None:
        return None, tuple(convert.diagnostics)
    convert.zone = _read_zone(tree)
    portfolio = convert.record(tree, Portfolio)
    if portfolio is not None:
        _Checks(portfolio, tree, convert).run()
    return portfolio, limit_per_file(convert.diagnostics)


def _read_zone(tree: Node | None) -> dt.tzinfo:
    """The zone as written, needed before the rest can be typed."""
    node = _node_at(tree, "search.time_zone")
    return (zone_from_name(node.text) if isinstance(node, ScalarNode) else None) or dt.UTC


def _node_at(tree: Node | None, dotted: str) -> Node | None:
    for name in dotted.split("."):
        if not isinstance(tree, MappingNode) or name not in tree.entries:
            return None
        tree = tree.entries[name].value
    return tree


class _Checks:
    """What the types alone cannot say."""

    def __init__(self, portfolio: Portfolio, tree: MappingNode, convert: Converter) -> None:
        self.portfolio, self.tree, self.convert = portfolio, tree, convert

    def run(self) -> None:
        """Note every finding."""
        self.search()
        self.graduate()
        self.coach()
        self.site()

    def error(self, key: str, text: str, /, **params: Value) -> None:
        """Note an error at the value of `key`, or at the group that should hold it."""
        node = _node_at(self.tree, key) or _node_at(self.tree, key.split(".", maxsplit=1)[0]) or self.tree
        self.convert.error(text, node, **params)

    def search(self) -> None:
        """The zone, the coach and the days of the search."""
        search = self.portfolio.search
        if search.time_zone and zone_from_name(search.time_zone) is None:
            self.error("search.time_zone", "unknown-time-zone.named", zone=search.time_zone)
        if search.start and not search.time_zone:
            self.error("search.start", "missing-key.time-zone")
        if search.start and not self.portfolio.coach.name:
            self.error("coach", "missing-key.coach-name")
        if search.start and search.ended and search.ended.on < search.start:
            self.error("search.ended", "ended-before-start")
        if search.country and not is_country(search.country):
            self.error("search.country", "unknown-country.named", country=search.country)

    def graduate(self) -> None:
        """The graduate's name and addresses."""
        graduate = self.portfolio.graduate
        if not graduate.name.strip():
            self.error("graduate.name", "missing-key.own-name")
        if graduate.github and not LOGIN.fullmatch(graduate.github):
            self.error("graduate.github", "unreadable-address.login")
        if graduate.repository and not _REPOSITORY.fullmatch(graduate.repository):
            self.error("graduate.repository", "unreadable-address.repository")

    def coach(self) -> None:
        """The keys that seal the report and those that sign decisions, each at its own line, never quoted."""
        looks = ("coach.public_keys", recipient_problem), ("coach.signing_keys", signing_key_problem)
        for key, look in looks:
            for node in self._keys(key):
                why = look(node.text)
                if why is not None:
                    self.convert.error(why, node)

    def _keys(self, key: str) -> list[ScalarNode]:
        keys = _node_at(self.tree, key)
        nodes = keys.items if isinstance(keys, SequenceNode) else ()
        return [node for node in nodes if isinstance(node, ScalarNode) and not node.is_blank]

    def site(self) -> None:
        """The language and the theme's tokens."""
        site = self.portfolio.site
        if not _LANGUAGE.fullmatch(site.language):
            self.error("site.language", "unknown-word.language", language=site.language)
        for name, value in site.tokens.items():
            if not (_TOKEN_NAME.fullmatch(name) and _TOKEN_VALUE.fullmatch(value)):
                self.error(f"site.tokens.{name}", "unknown-word.token", token=name)
