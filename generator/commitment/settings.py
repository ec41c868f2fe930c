"""Check that the graduate's settings have what the commitment needs."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, diagnostic
from generator.core.messages import Message, Value, did_you_mean
from generator.model.calendar import DAY
from generator.model.commitment import Commitment, Programme
from generator.model.portfolio import Portfolio


def check_settings(
    portfolio: Portfolio, commitment: Commitment
) -> tuple[Programme | None, tuple[Diagnostic, ...]]:
    """The graduate's programme, and findings about what is missing or unknown in portfolio.yaml."""
    search = portfolio.search
    programme = commitment.programme(search.programme)
    if programme is None:
        known = tuple(p.id for p in commitment.programmes)
        hint = did_you_mean(search.programme, known) or Message("unknown-programme.known", known=known)
        programme_named = Message(
            "unknown-programme.named", programme=search.programme, commitment=commitment.name, hint=hint
        )
        return None, (diagnostic(programme_named, portfolio.origin.location_of("search.programme")),)
    return programme, tuple(_findings(portfolio, commitment, programme))


def _findings(portfolio: Portfolio, commitment: Commitment, programme: Programme) -> Iterator[Diagnostic]:
    search = portfolio.search
    requirements = (commitment.requirement(name) for name in programme.requirements)
    kinds = {requirement.kind for requirement in requirements if requirement is not None}
    if "contributions" in kinds and not portfolio.graduate.github:
        yield _error(portfolio, "graduate", "missing-key.github")
    if programme.specializations and search.specialization not in programme.specializations:
        choice: dict[str, Value] = {"programme": programme.id, "choice": programme.specializations}
        if search.specialization is None:
            yield _error(portfolio, "search", "missing-key.specialization", **choice)
        else:
            key, word = "search.specialization", search.specialization
            yield _error(portfolio, key, "unknown-word.specialization", word=word, **choice)
    if commitment.window.from_ == "graduated" and search.start and not search.graduated:
        yield _error(portfolio, "search", "missing-key.graduated")
    latest = commitment.window.max_start_delay_days
    if latest is not None and search.start and search.graduated:
        last = search.graduated + latest * DAY
        if search.start > last:
            yield _error(portfolio, "search.start", "search-started-late.days", last=last, days=latest)


def _error(portfolio: Portfolio, key: str, text: str, /, **params: Value) -> Diagnostic:
    return diagnostic(Message(text, **params), portfolio.origin.location_of(key))
