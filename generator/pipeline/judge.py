"""Read → judge: from the files of a repository to a verdict."""

from __future__ import annotations

import datetime as dt

from msgspec.structs import replace

from generator.commitment.loader import load_commitment
from generator.commitment.settings import check_settings
from generator.core.diagnostics import Diagnostic, Location, diagnostic, has_errors, in_order
from generator.core.errors import UserError
from generator.environment.holidays import cached_holidays
from generator.environment.origin import repository_name
from generator.model.commitment import Commitment
from generator.model.history import UNKNOWN, History
from generator.model.kinds import Journal
from generator.model.portfolio import Portfolio
from generator.model.zone import zone_of
from generator.pipeline.types import JudgeResult, Request, Verdict, as_strict, is_exposed
from generator.reading.journal import read_journal
from generator.reading.portfolio import PATH, PLACEHOLDER, read_portfolio
from generator.rules.decisions.signature import PATH as DECISIONS
from generator.rules.decisions.signature import UNCHECKED, judge_signature
from generator.rules.engine import judge
from generator.rules.history import LOG_DAYS, logged_records, spot
from generator.rules.kinds import OBLIGATION
from generator.rules.repository import exposed, unsealed
from generator.rules.severities import check_severities, with_severities
from generator.rules.site_settings import site_settings
from generator.source.files import list_files, path_exists


def read_and_judge(request: Request) -> JudgeResult:
    """Everything that is read, and the verdict where the settings and the terms allow one.

    The content is read even if the settings are wrong, so that one run tells all.
    """
    portfolio, diagnostics = read_portfolio(request.root)
    if portfolio is None:
        day, came_from = request.clock(dt.UTC)
        _, content_found = read_journal(request.root, PLACEHOLDER, None)
        return JudgeResult(day, came_from, in_order((*diagnostics, *content_found)))
    day, came_from = request.clock(zone_of(portfolio.search))
    commitment, terms_found = _commitment(request, portfolio)
    programme, settings_found = check_settings(portfolio, commitment) if commitment else (None, ())
    journal, content_found = read_journal(request.root, portfolio, repository_name(request.root))
    private_paths, _ = list_files(request.root, "content/private")
    severities_found = check_severities(commitment) if commitment else ()
    settings = (*diagnostics, *terms_found, *severities_found, *settings_found)
    journal, signature_found = _signed(request, journal)
    content = (
        *content_found,
        *signature_found,
        *site_settings(portfolio),
        *exposed(private_paths, is_public=is_exposed(request)),
        *unsealed(portfolio, is_public=is_exposed(request), can_seal=_can_seal(portfolio)),
    )
    told: tuple[Diagnostic, ...] = (*settings, *content)
    verdict = None
    if commitment and programme and not has_errors(settings):
        past = _history(request, journal, commitment)
        rest_days = cached_holidays(portfolio.search.country, request.cache)
        evaluation = judge(journal, commitment, programme, day, came_from, past, rest_days)
        verdict = Verdict(journal, commitment, programme, evaluation, past, rest_days)
        told = (*with_severities(told, commitment), *evaluation.diagnostics)
    return JudgeResult(
        as_of=day,
        as_of_from=came_from,
        diagnostics=in_order(as_strict(told) if request.strict else told),
        journal=journal,
        commitment=commitment,
        verdict=verdict,
        private_paths=private_paths,
    )


def _signed(request: Request, journal: Journal) -> tuple[Journal, tuple[Diagnostic, ...]]:
    """The journal with the coach's decisions void where they had to be signed and are not."""
    keys = journal.portfolio.coach.signing_keys
    if not keys or not path_exists(request.root, DECISIONS):
        return journal, ()
    from generator.environment.signature import check_signature

    diagnostics = judge_signature(journal, check_signature(request.root, DECISIONS, keys).value)
    void, unchecked = has_errors(diagnostics), any(one.rule == UNCHECKED.name for one in diagnostics)
    return replace(journal, decisions_void=void, decisions_unchecked=unchecked), diagnostics


def _can_seal(portfolio: Portfolio) -> bool:
    """Whether this machine can seal; not asked where there is no key to seal for."""
    if not portfolio.coach.public_keys:
        return False
    from generator.seals.age import is_installed

    return is_installed()


def _history(request: Request, journal: Journal, commitment: Commitment) -> History:
    """What git knows, asked only where the commitment has an obligation that needs it."""
    asking = [terms for terms in commitment.obligations if OBLIGATION[terms.id].needs_history]
    if not asking:
        return UNKNOWN
    from generator.environment.git_history import read_history

    logged = logged_records(journal) if commitment.obligation("logged-promptly") else ()
    records = {spot(record.origin): record.day for record in logged}
    slack = min(LOG_DAYS if terms.days is None else terms.days for terms in asking)
    own = journal.portfolio.graduate.repository
    return read_history(request.root, own, zone_of(journal.portfolio.search), records, slack)


def _commitment(request: Request, portfolio: Portfolio) -> tuple[Commitment | None, tuple[Diagnostic, ...]]:
    """The terms. A commitment that is not there is told at the line that names it, with all the rest."""
    try:
        return load_commitment(request.root, portfolio.commitment)
    except UserError as fault:
        location = portfolio.origin.location_of("commitment")
        location = location if location.path else Location(PATH, 1, 1)
        named = diagnostic("unknown-commitment.named", location, text=fault.message, hint=fault.hint)
        return None, (named,)
