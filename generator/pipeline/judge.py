"""Read → judge: from the files of a repository to a verdict."""

from __future__ import annotations

import datetime as dt
import functools
from pathlib import Path

from msgspec.structs import replace

from generator.commitment.loader import load_commitment
from generator.commitment.settings import check_settings
from generator.commitment.trust import compare
from generator.core.diagnostics import (
    Diagnostic,
    Location,
    Severity,
    diagnostic,
    has_errors,
    sort_diagnostics,
)
from generator.core.errors import UserError
from generator.core.messages import Message
from generator.core.resources import shipped_template
from generator.environment.evidence import digests, evidence_path, list_evidence
from generator.environment.git_remote import repository_name
from generator.environment.holidays import cached_holidays, unknown_subdivision
from generator.environment.receipts import with_receipts
from generator.model.commitment import Commitment
from generator.model.history import UNKNOWN, History
from generator.model.kinds import Journal
from generator.model.portfolio import Portfolio, zone_of
from generator.model.signing_key import Signature
from generator.pipeline.types import JudgeResult, Request, Verdict, as_strict, is_exposed
from generator.reading.journal import read_journal, unread_private
from generator.reading.portfolio import PATH, PLACEHOLDER, read_portfolio
from generator.rules.counting.near_duplicates import know_compared
from generator.rules.counting.words import know_words
from generator.rules.decisions.signature import PATH as DECISIONS
from generator.rules.decisions.signature import UNCHECKED, check_signature_status
from generator.rules.engine import judge
from generator.rules.evidence import EvidenceFiles, check_evidence
from generator.rules.history import (
    LOG_DAYS,
    check_order,
    history_key,
    logged_records,
    unjudged_records,
)
from generator.rules.kinds import OBLIGATION
from generator.rules.repository import (
    check_exposed_records,
    check_resume_order,
    check_sealing,
    check_site_settings,
    check_template_texts,
)
from generator.rules.severities import apply_severities, check_severities
from generator.source.files import list_files, path_exists


def read_and_judge(request: Request) -> JudgeResult:
    """Read everything, and judge it if the settings and the terms are valid.

    The content is read even if the settings are wrong, so that one run reports everything.
    """
    portfolio, diagnostics = read_portfolio(request.root)
    if portfolio is None:
        day, as_of_from = request.clock(dt.UTC)
        _, content_findings = read_journal(request.root, PLACEHOLDER, None)
        return JudgeResult(day, as_of_from, sort_diagnostics((*diagnostics, *content_findings)))
    day, as_of_from = request.clock(zone_of(portfolio.search))
    commitment, terms_findings = _commitment(request, portfolio)
    programme, settings_findings = check_settings(portfolio, commitment) if commitment else (None, ())
    journal, content_findings = read_journal(request.root, portfolio, repository_name(request.root))
    fetched = with_receipts(request.cache, request.root, journal.contributions, request.environment)
    journal = replace(journal, contributions=fetched)
    with_errors = {item.location.path for item in content_findings if item.severity is Severity.ERROR}
    listed, _ = list_files(request.root, "content/private", leftovers=True)
    unread_paths = tuple(sorted({*unread_private(request.root), *with_errors.intersection(listed)}))
    private_paths = tuple(sorted({*listed, *unread_paths}))
    severity_findings = check_severities(commitment) if commitment else ()
    settings = (*diagnostics, *terms_findings, *severity_findings, *settings_findings)
    journal, signature_findings = _check_decisions_signature(request, journal)
    content = (
        *content_findings,
        *signature_findings,
        *check_site_settings(portfolio),
        *check_resume_order(journal),
        *check_template_texts(journal, _template_lines()),
        *check_evidence(journal, _evidence_files(request.root, journal)),
        *check_exposed_records(private_paths, is_public=is_exposed(request)),
        *check_sealing(portfolio, is_public=is_exposed(request), can_seal=_can_seal(portfolio)),
    )
    findings: tuple[Diagnostic, ...] = (*settings, *content)
    verdict = None
    if commitment and programme and not has_errors(settings):
        bodies = ((post.body, post.dialect) for post in journal.posts)
        know_words(bodies, request.cache, with_pages=request.with_pages)
        know_compared(request.root, request.cache)
        history = _history(request, journal, commitment)
        rest_days = cached_holidays(portfolio.search.country, request.cache)
        evaluation = judge(journal, commitment, programme, day, as_of_from, history, rest_days)
        verdict = Verdict(journal, commitment, programme, evaluation, history, rest_days)
        findings = (*findings, *check_order(history, portfolio), *_check_subdivision(request, portfolio))
        findings = (*apply_severities(findings, commitment), *evaluation.diagnostics)
    return JudgeResult(
        as_of=day,
        as_of_from=as_of_from,
        diagnostics=sort_diagnostics(as_strict(findings) if request.strict else findings),
        journal=journal,
        commitment=commitment,
        verdict=verdict,
        private_paths=private_paths,
        unread_paths=unread_paths,
        compared=compare(request.trust, portfolio, commitment) if request.trust else None,
    )


def _check_subdivision(request: Request, portfolio: Portfolio) -> tuple[Diagnostic, ...]:
    """Warn of a part of a country whose own holidays the calendar doesn't know."""
    country = portfolio.search.country or ""
    known = unknown_subdivision(country, request.cache)
    if known is None:
        return ()
    code = country.partition("-")[0]
    message = Message("unknown-subdivision.country", country=country, code=code)
    if known:
        parts = tuple(f"{code}-{part}" for part in known)
        message = Message("unknown-subdivision.parts", country=country, code=code, parts=parts)
    return (diagnostic(message, portfolio.origin.location_of("search.country"), Severity.WARNING),)


def _check_decisions_signature(request: Request, journal: Journal) -> tuple[Journal, tuple[Diagnostic, ...]]:
    """The journal with the signature of the coach's file; its decisions void if they need a good one.

    They need one if the settings name keys, or if the coach has pinned some: then those decide alone.
    """
    if not path_exists(request.root, DECISIONS):
        return journal, ()
    listed = journal.portfolio.coach.signing_keys
    keys = listed if request.trust is None else request.trust.signing_keys
    if not (keys or listed or path_exists(request.root, f"{DECISIONS}.sig")):
        return replace(journal, signature=Signature("missing")), ()
    from generator.environment.signature import read_signature

    signature = read_signature(request.root, DECISIONS, keys)
    journal = replace(journal, signature=signature)
    if not (keys or listed):
        return journal, ()
    diagnostics = check_signature_status(journal, signature.status)
    void, unchecked = has_errors(diagnostics), any(item.rule == UNCHECKED.name for item in diagnostics)
    return replace(journal, decisions_void=void, decisions_unchecked=unchecked), diagnostics


def _evidence_files(root: Path, journal: Journal) -> EvidenceFiles:
    """The files that contacts name as evidence, with the digests of those that have one noted."""
    proofs = [proof for contact in journal.contacts for proof in contact.evidence if proof.path]
    if not proofs:
        return EvidenceFiles()
    paths = list_evidence(root)
    known = frozenset(paths)
    named = {proof.path: evidence_path(known, proof.path) for proof in proofs if proof.path}
    meant = {text: path for text, path in named.items() if path is not None}
    noted = [meant[proof.path] for proof in proofs if proof.path in meant and proof.sha256]
    return EvidenceFiles(paths, meant, digests(root, noted))


def _can_seal(portfolio: Portfolio) -> bool:
    """Whether this machine can seal; not checked if there is no key to seal to."""
    if not portfolio.coach.public_keys:
        return False
    from generator.seals.age import is_installed

    return is_installed()


@functools.cache
def _template_lines() -> frozenset[str]:
    """The lines of prose in the posts that `init` writes."""
    texts = [path.read_text("utf-8") for path in shipped_template().glob("first-post*.md")]
    bodies = "\n".join(text.split("---\n", 2)[2] for text in texts)
    return frozenset(line for line in bodies.splitlines() if len(line) > _PROSE and "@" not in line)


_PROSE = 40  # characters: headings and lines of code are shorter


def _history(request: Request, journal: Journal, commitment: Commitment) -> History:
    """The git history, read only if an obligation of the commitment needs it."""
    obligations = [terms for terms in commitment.obligations if OBLIGATION[terms.id].needs_history]
    if not obligations:
        return UNKNOWN
    from generator.environment.git_history import read_history

    logged = logged_records(journal) if commitment.obligation("logged-promptly") else ()
    records = {history_key(record.origin): record.day for record in logged}
    slack = min(LOG_DAYS if terms.days is None else terms.days for terms in obligations)
    repository = journal.portfolio.graduate.repository
    unjudged = [history_key(record.origin) for record in unjudged_records(journal)]
    return read_history(request.root, repository, zone_of(journal.portfolio.search), records, slack, unjudged)


def _commitment(request: Request, portfolio: Portfolio) -> tuple[Commitment | None, tuple[Diagnostic, ...]]:
    """The commitment. A missing one is a finding at the line that names it."""
    try:
        return load_commitment(request.root, portfolio.commitment)
    except UserError as error:
        location = portfolio.origin.location_of("commitment")
        location = location if location.path else Location(PATH, 1, 1)
        finding = diagnostic("unknown-commitment.named", location, text=error.message, hint=error.hint)
        return None, (finding,)
