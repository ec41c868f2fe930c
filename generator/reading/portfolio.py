"""Read portfolio.yaml. What depends on the commitment is checked in `commitment/settings.py`."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

from generator.core.diagnostics import Diagnostic, limit_per_file
from generator.core.errors import UserError
from generator.core.messages import Value
from generator.model.kinds import KIND
from generator.model.portfolio import Graduate, Portfolio, Search, zone_from_name
from generator.model.signing_key import signing_key_problem
from generator.reading.convert import Converter, Expected, parse_mapping, read_mapping
from generator.reading.public_keys import recipient_problem
from generator.source.files import path_exists
from generator.source.tree import MappingNode, Node, ScalarNode, SequenceNode

PATH = KIND["portfolio"].path
PLACEHOLDER = Portfolio(graduate=Graduate(name=""), search=Search(programme=""))
"""Settings for reading the content of a repository whose own settings are unusable."""
MAX_KB = 256
_EXPECTED = Expected("value-of-wrong-shape.settings")

LOGIN = re.compile(r"[A-Za-z0-9](?:-?[A-Za-z0-9]){0,38}")
_LOGIN_WITHIN = re.compile(rf"(?:@|(?:https?://)?(?:www\.)?github\.com/@?)({LOGIN.pattern})/?(?:[?#].*)?")
_REPOSITORY_WITHIN = re.compile(
    r"(?:(?:https?://)?(?:www\.)?[\w-]+\.\w+/|(?:ssh://)?git@[\w.-]+[:/])([\w.-]+/[\w.-]+?)(?:\.git)?/?"
    r"(?:/tree/.*)?(?:[?#].*)?",
    re.ASCII,
)
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_TOKEN_VALUE = re.compile(r"[#\w .,%()'\"/+-]{1,120}")
_TOKEN_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")


def require_portfolio(root: Path) -> None:
    """Raise a `UserError` if there is no portfolio.yaml."""
    if not path_exists(root, PATH):
        for name in sorted(entry.name for entry in os.scandir(root)) if root.is_dir() else ():
            if name.casefold().strip() in (PATH, "portfolio.yml", f"{PATH}.txt"):
                raise UserError(
                    f"There is no {PATH} in this folder, only {name}.",
                    hint=f"Rename it to {PATH}, all in lower case.",
                )
        raise UserError(
            f"There is no {PATH} in this folder.",
            hint="Run the command in the folder that holds it, or name that with --root. "
            "To begin: weekproof init",
        )


def read_portfolio(root: Path) -> tuple[Portfolio | None, tuple[Diagnostic, ...]]:
    """Read the settings of the repository at `root`; None if they are unusable.

    Raises `UserError` if there is no portfolio.yaml: then this is not a graduate's repository.
    """
    require_portfolio(root)
    return _settings(*read_mapping(root, PATH, MAX_KB, dt.UTC, _EXPECTED))


def portfolio_from(text: str) -> tuple[Portfolio | None, tuple[Diagnostic, ...]]:
    """Like `read_portfolio`, for the text of the file."""
    return _settings(*parse_mapping(text, PATH, dt.UTC, _EXPECTED))


def _settings(
    tree: MappingNode | None, convert: Converter
) -> tuple[Portfolio | None, tuple[Diagnostic, ...]]:
    if tree is None:
        return None, tuple(convert.diagnostics)
    convert.zone = _read_zone(tree)
    portfolio = convert.record(tree, Portfolio)
    if portfolio is not None:
        _Checks(portfolio, tree, convert).run()
    return portfolio, limit_per_file(convert.diagnostics)


def _read_zone(tree: Node | None) -> dt.tzinfo:
    """The time zone, which is needed before the other values can be read."""
    node = _node_at(tree, "search.time_zone")
    return (zone_from_name(node.text) if isinstance(node, ScalarNode) else None) or dt.UTC


def _node_at(tree: Node | None, dotted: str) -> Node | None:
    for name in dotted.split("."):
        if not isinstance(tree, MappingNode) or name not in tree.entries:
            return None
        tree = tree.entries[name].value
    return tree


class _Checks:
    """Checks of values beyond their types."""

    def __init__(self, portfolio: Portfolio, tree: MappingNode, convert: Converter) -> None:
        self.portfolio, self.tree, self.convert = portfolio, tree, convert

    def run(self) -> None:
        """Run all checks."""
        self.search()
        self.graduate()
        self.coach()
        self.site()

    def error(self, key: str, text: str, /, **params: Value) -> None:
        """Add an error at the value of `key`, or at the mapping that should contain it."""
        node = _node_at(self.tree, key) or _node_at(self.tree, key.split(".", maxsplit=1)[0]) or self.tree
        self.convert.error(text, node, **params)

    def search(self) -> None:
        """Check the time zone, the coach and the dates of the search."""
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
        """Check the graduate's name and addresses."""
        graduate = self.portfolio.graduate
        if not graduate.name.strip():
            self.error("graduate.name", "missing-key.own-name")
        if graduate.github and not LOGIN.fullmatch(graduate.github):
            self._address("graduate.github", _LOGIN_WITHIN.fullmatch(graduate.github.strip()))
        if graduate.repository and not _REPOSITORY.fullmatch(graduate.repository):
            self._address("graduate.repository", _REPOSITORY_WITHIN.fullmatch(graduate.repository.strip()))

    def _address(self, key: str, within: re.Match[str] | None) -> None:
        """Report an address in place of a name; `within` is where the name stands in it."""
        is_login = key.endswith(".github")
        if within is None:
            self.error(key, "unreadable-address.login" if is_login else "unreadable-address.repository")
        elif is_login:
            self.error(key, "unreadable-address.login-meant", meant=within[1])
        else:
            self.error(key, "unreadable-address.repository-meant", meant=within[1])

    def coach(self) -> None:
        """Check the coach's login, and the public and signing keys without quoting them."""
        login = self.portfolio.coach.github
        if login and not LOGIN.fullmatch(login):
            self._address("coach.github", _LOGIN_WITHIN.fullmatch(login.strip()))
        checks = ("coach.public_keys", recipient_problem), ("coach.signing_keys", signing_key_problem)
        for key, problem_of in checks:
            for node in self._keys(key):
                if (problem := problem_of(node.text)) is not None:
                    self.convert.error(problem, node)

    def _keys(self, key: str) -> list[ScalarNode]:
        keys = _node_at(self.tree, key)
        nodes = keys.items if isinstance(keys, SequenceNode) else ()
        return [node for node in nodes if isinstance(node, ScalarNode) and not node.is_blank]

    def site(self) -> None:
        """Check the language and the theme's tokens."""
        site = self.portfolio.site
        if not _LANGUAGE.fullmatch(site.language):
            self.error("site.language", "unknown-word.language", language=site.language)
        for name, value in site.tokens.items():
            if not (_TOKEN_NAME.fullmatch(name) and _TOKEN_VALUE.fullmatch(value)):
                self.error(f"site.tokens.{name}", "unknown-word.token", token=name)


_COUNTRY = re.compile(r"([A-Z]{2})(-[A-Z0-9]{1,3})?")
# ISO 3166-1 alpha-2, the officially assigned codes, 249 of them.
_COUNTRY_CODES = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV
    BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET
    FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM
    IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD
    ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE
    PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST
    SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS
    YE YT ZA ZM ZW""".split()  # noqa: SIM905 - a table of 249 codes is read more easily as words
)


def is_country(code: str) -> bool:
    """Whether `code` is an assigned country code, alone (`US`) or with a subdivision (`US-IL`)."""
    match = _COUNTRY.fullmatch(code)
    return match is not None and match[1] in _COUNTRY_CODES
