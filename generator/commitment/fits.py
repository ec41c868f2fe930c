"""Whether the graduate's settings say what the commitment needs to know."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.text import did_you_mean, quoted
from generator.diagnostics import Diagnostic, Severity
from generator.model.calendar import DAY
from generator.model.commitment import Commitment, Programme
from generator.model.portfolio import Portfolio


def check_settings(
    portfolio: Portfolio, commitment: Commitment
) -> tuple[Programme | None, tuple[Diagnostic, ...]]:
    """The programme that the graduate is in, and what is missing or unknown in portfolio.yaml."""
    search = portfolio.search
    programme = commitment.programme(search.programme)
    if programme is None:
        choice = ", ".join(p.id for p in commitment.programmes)
        message = f"{quoted(search.programme)} is no programme of {quoted(commitment.name)}."
        hint = did_you_mean(search.programme, tuple(p.id for p in commitment.programmes))
        hint = hint or f"One of: {choice}."
        return None, (_error(portfolio, "search.programme", "unknown-programme", message, hint),)
    return programme, tuple(_findings(portfolio, commitment, programme))


def _findings(portfolio: Portfolio, commitment: Commitment, programme: Programme) -> Iterator[Diagnostic]:
    search = portfolio.search
    requirements = (commitment.requirement(name) for name in programme.requirements)
    kinds = {requirement.kind for requirement in requirements if requirement is not None}
    if "contributions" in kinds and not portfolio.graduate.github:
        message = "`graduate.github` is missing: this programme counts contributions."
        yield _error(portfolio, "graduate", "missing-key", message, "Add `github: LOGIN`.")
    if programme.specializations and search.specialization not in programme.specializations:
        choice = " or ".join(programme.specializations)
        hint = f"Write `specialization: {choice}`."
        if search.specialization is None:
            message = f"`search.specialization` is missing: {quoted(programme.id)} asks for it."
            yield _error(portfolio, "search", "missing-key", message, hint)
        else:
            message = f"`{search.specialization}` is no specialization of {quoted(programme.id)}."
            yield _error(portfolio, "search.specialization", "unknown-word", message, hint)
    if commitment.window.from_ == "graduated" and search.start and not search.graduated:
        message = "`search.graduated` is missing: the window runs from it."
        yield _error(portfolio, "search", "missing-key", message, "Add `graduated:` with the day.")
    latest = commitment.window.max_start_delay_days
    if latest is not None and search.start and search.graduated:
        last = search.graduated + latest * DAY
        if search.start > last:
            message = f"The search had to start by {last}, {latest} days after graduation."
            yield _error(portfolio, "search.start", "search-started-late", message, "Talk to your coach.")


def _error(portfolio: Portfolio, key: str, rule: str, message: str, hint: str) -> Diagnostic:
    return Diagnostic(rule, Severity.ERROR, message, portfolio.origin.place_of(key), hint)
