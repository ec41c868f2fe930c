"""Pin what a graduate's repository says, in a file on the coach's side, and find what differs from it later.

Keys, terms, programme, start and country all stand in the graduate's repository, and the graduate can change
them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

from generator.commitment.diff import parameters_of
from generator.core.dates import short_day
from generator.core.errors import UserError
from generator.model.commitment import Commitment
from generator.model.portfolio import Portfolio
from generator.model.signing_key import parse_signing_key
from generator.model.trust import Compared, Difference, PinnedTerms, Trust
from generator.reading.convert import Expected, read_mapping

MAX_KB = 256
_EXPECTED = Expected("value-of-wrong-shape.commitment")
_HEAD = """\
# What {name}'s repository said on {day}. Keep it where only you can change it, and compare:
#   weekproof coach verify FOLDER --trust {file}
"""


def pin(portfolio: Portfolio, commitment: Commitment, day: dt.date) -> Trust:
    """What the settings and the terms say now."""
    search = portfolio.search
    return Trust(
        pinned=day,
        graduate=portfolio.graduate.name,
        programme=search.programme,
        specialization=search.specialization,
        graduated=search.graduated,
        start=search.start,
        records_since=search.records_since,
        country=search.country,
        signing_keys=portfolio.coach.signing_keys,
        coach_github=portfolio.coach.github,
        terms=PinnedTerms(
            name=commitment.name, checksum=commitment.digest, parameters=parameters_of(commitment)
        ),
    )


def encode_trust(trust: Trust, file: str) -> bytes:
    """The file, in YAML; `file` is its name."""
    head = _HEAD.format(name=_one_line(trust.graduate), day=short_day(trust.pinned), file=_one_line(file))
    return (head + "\n".join(_lines(trust)) + "\n").encode("utf-8", "replace")


def _lines(trust: Trust) -> Iterator[str]:
    yield f"pinned: {trust.pinned.isoformat()}"
    for key in ("graduate", "programme", "specialization"):
        if getattr(trust, key):
            yield f"{key}: {_quoted(getattr(trust, key))}"
    for key in ("graduated", "start", "records_since"):
        if getattr(trust, key):
            yield f"{key}: {getattr(trust, key).isoformat()}"
    for key in ("country", "coach_github"):
        if getattr(trust, key):
            yield f"{key}: {_quoted(getattr(trust, key))}"
    yield "signing_keys:" if trust.signing_keys else "signing_keys: []"
    for signing_key in trust.signing_keys:
        yield f"  - {_quoted(signing_key)}"
    yield "terms:"
    yield f"  name: {_quoted(trust.terms.name)}"
    yield f"  checksum: {trust.terms.checksum}"
    yield "  parameters:"
    for name, value in sorted(trust.terms.parameters.items()):
        yield f"    {name}: {_quoted(value)}"


def _quoted(text: str) -> str:
    """A string of JSON, which YAML reads as the same text."""
    return json.dumps(text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def read_trust(file: Path) -> Trust:
    """The pinned facts in `file`; a `UserError` where they cannot be read."""
    if not file.is_file():
        raise UserError(f"There is no file {file}.", hint="Make it with weekproof coach trust FILE.")
    tree, convert = read_mapping(file.parent.resolve(), file.name, MAX_KB, dt.UTC, _EXPECTED)
    trust = convert.record(tree, Trust) if tree else None
    if trust is None or convert.diagnostics:
        first = next(iter(convert.diagnostics), None)
        where = f" Line {first.location.line}: {first.message}" if first else ""
        raise UserError(
            f"{file.name} is not a file of weekproof coach trust.{where}",
            hint="Make a new one with weekproof coach trust FILE.",
        )
    return trust


def compare(trust: Trust, portfolio: Portfolio, commitment: Commitment | None) -> Compared:
    """What differs from the pinned facts, the keys first."""
    return Compared(trust.pinned, tuple(_differences(trust, portfolio, commitment)))


def _differences(trust: Trust, portfolio: Portfolio, commitment: Commitment | None) -> Iterator[Difference]:
    yield from _keys(trust.signing_keys, portfolio.coach.signing_keys)
    search = portfolio.search
    facts = (
        ("graduate", portfolio.graduate.name, trust.graduate),
        ("programme", search.programme, trust.programme),
        ("specialization", search.specialization, trust.specialization),
        ("graduated", _day(search.graduated), _day(trust.graduated)),
        ("start", _day(search.start), _day(trust.start)),
        ("records_since", _day(search.records_since), _day(trust.records_since)),
        ("country", search.country, trust.country),
        ("coach_github", portfolio.coach.github, trust.coach_github),
    )
    yield from (Difference(name, here, pinned) for name, here, pinned in facts if here != pinned)
    if commitment is None or commitment.digest == trust.terms.checksum:
        return
    here, pinned = parameters_of(commitment), trust.terms.parameters
    changed = [
        Difference(f"terms.{name}", here.get(name), pinned.get(name))
        for name in sorted(here.keys() | pinned.keys())
        if here.get(name) != pinned.get(name)
    ]
    # Another digest and the same parameters: a title or a clause, or the name of the school.
    yield from changed or [Difference("terms", commitment.digest, trust.terms.checksum)]


def _keys(pinned: tuple[str, ...], here: tuple[str, ...]) -> Iterator[Difference]:
    """The keys that are here and not pinned, and those that are pinned and not here, by their bodies."""
    bodies_here, bodies_pinned = {_body(text) for text in here}, {_body(text) for text in pinned}
    yield from (Difference("key", key_words(text), None) for text in here if _body(text) not in bodies_pinned)
    yield from (Difference("key", None, key_words(text)) for text in pinned if _body(text) not in bodies_here)


def _body(text: str) -> object:
    key = parse_signing_key(text)
    return text.strip() if key is None else key.body


def key_words(text: str) -> str:
    """A key as people compare it: `dana (SHA256:…)`."""
    key = parse_signing_key(text)
    if key is None:
        return "a key that cannot be read"
    return f"{key.name} ({key.fingerprint})" if key.name else key.fingerprint


def _day(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()
