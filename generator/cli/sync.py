"""`weekproof sync …`: fetch contributions, the only command besides `verify` that uses the network."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from generator.cli.findings import print_findings
from generator.cli.options import AS_OF, ROOT, VISIBILITY, asked, moment, output, request
from generator.core import fileops
from generator.core.dates import short_day, weekday_and_day
from generator.core.errors import MachineError, UserError, machine_errors
from generator.core.fileops import read_own
from generator.core.text import capitalized, count
from generator.model.contribution import AMOUNTS, Contribution
from generator.model.kinds import Journal
from generator.model.portfolio import zone_of
from generator.pipeline import run
from generator.pipeline.types import JudgeResult, Request
from generator.reporters.escape import printable
from generator.reporters.registry import Output
from generator.sync.days import Fetched, Span, unsettled

GITLAB, CODEBERG = "gitlab.com", "codeberg.org"
"""Who gets a token, unless the environment names another host: never one that a portfolio names."""

_ALL = click.option("--all", "everything", is_flag=True, help="Fetch every week again, settled ones too.")


@click.group()
def sync() -> None:
    """Fetch your public contributions, and write them to content/contributions/.

    Uses the network; `build` and `check` never do.
    """


@sync.command()
@ROOT
@AS_OF
@_ALL
def github(root: Path, as_of: str | None, *, everything: bool) -> int:
    """From GitHub, with GITHUB_TOKEN or the token of `gh auth login`."""
    from generator.environment.programs import github_token
    from generator.sync import github as source

    def fetch(job: Job) -> Fetched:
        login = job.journal.portfolio.graduate.github
        if not login:
            raise UserError(
                "portfolio.yaml names no GitHub account.", hint="Write your login at graduate.github."
            )
        token = github_token(os.environ)
        if token is None:
            hint = (
                "Run gh auth login once, or set GITHUB_TOKEN to a token without any scopes. "
                "Without a token: weekproof sync git FOLDER counts the commits in your clones."
            )
            raise UserError("GitHub tells its counts only to programs with a token.", hint=hint)
        api = os.environ.get("GITHUB_GRAPHQL_URL") or source.API
        return source.fetch(login, job.spans, job.zone, token, job.now, api=api, cache=job.request.cache)

    return _sync("github-graphql", fetch, root, as_of, everything=everything)


@sync.command()
@ROOT
@AS_OF
@_ALL
def gitlab(root: Path, as_of: str | None, *, everything: bool) -> int:
    """From GitLab, for the account at graduate.gitlab; GITLAB_TOKEN if your profile needs one."""
    from generator.sync.events import account, fetch_gitlab

    def fetch(job: Job) -> Fetched:
        who = job.journal.portfolio.graduate.gitlab
        if not who:
            raise UserError(
                "portfolio.yaml names no GitLab account.", hint="Write your login at graduate.gitlab."
            )
        found = account(who, GITLAB)
        token = _token_for(found.host, os.environ.get("GITLAB_HOST", GITLAB), os.environ.get("GITLAB_TOKEN"))
        return fetch_gitlab(found, job.spans, job.zone, token, job.now, job.request.cache)

    return _sync("gitlab-events", fetch, root, as_of, everything=everything)


@sync.command()
@ROOT
@AS_OF
@_ALL
def forgejo(root: Path, as_of: str | None, *, everything: bool) -> int:
    """From Codeberg or another Forgejo, for the account at graduate.forgejo."""
    from generator.sync.events import account, fetch_forgejo

    def fetch(job: Job) -> Fetched:
        who = job.journal.portfolio.graduate.forgejo
        if not who:
            raise UserError(
                "portfolio.yaml names no Codeberg account.", hint="Write your login at graduate.forgejo."
            )
        found = account(who, CODEBERG)
        token = _token_for(
            found.host, os.environ.get("FORGEJO_HOST", CODEBERG), os.environ.get("FORGEJO_TOKEN")
        )
        return fetch_forgejo(found, job.spans, job.zone, token, job.now, job.request.cache)

    return _sync("forgejo-events", fetch, root, as_of, everything=everything)


@sync.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FOLDER…")
@ROOT
@AS_OF
@_ALL
@click.option(
    "--email",
    "emails",
    multiple=True,
    metavar="TEXT",
    help="An address of yours in commits.  [default: graduate.email]",
)
def git(
    root: Path, as_of: str | None, paths: Sequence[Path], emails: Sequence[str], *, everything: bool
) -> int:
    """From the clones in each FOLDER, by the author's address. Needs no token and no network."""
    from generator.sync.clones import count_commits

    def fetch(job: Job) -> Fetched:
        graduate = job.journal.portfolio.graduate
        if not graduate.github:
            raise UserError(
                "portfolio.yaml names no GitHub account.", hint="Write your login at graduate.github."
            )
        own = frozenset(email.casefold() for email in (*emails, graduate.email or "") if email)
        if not own:
            raise UserError("Whose commits?", hint="Give --email, or write graduate.email in portfolio.yaml.")
        return count_commits(paths, own, graduate.github, job.spans, job.zone, job.now)

    return _sync("git-log", fetch, root, as_of, everything=everything)


@sync.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER", default="seals")
@ROOT
@AS_OF
@VISIBILITY
def timestamps(folder: Path, root: Path, as_of: str | None, public_repository: bool | None) -> int:
    """Keep the seals of closed weeks in FOLDER, with a timestamp each if coach.timestamps is set.

    For the workflow, which hands FOLDER on from run to run.
    """
    from generator.pipeline.report import seals_to_keep
    from generator.seals.kept import STATEMENT, TOKEN, weeks_kept

    options = asked(root, as_of, public_repository=public_repository)
    wanted, out = request(options), output(options)
    judged = run.judge(wanted)
    if judged.verdict is None:
        print_findings(judged.diagnostics, 2, out)
        return 2
    folder = folder.absolute() if folder.is_absolute() else wanted.root / folder
    _not_published(folder, wanted)
    names = _names_in(folder)
    for name, data in seals_to_keep(judged.verdict, wanted, names).items():
        _keep(folder / name, data)
        out.echo(printable(f"Kept: {name}"))
    weeks = sorted(weeks_kept(_names_in(folder)))
    if not weeks:
        out.echo("No week is closed yet, so there is no seal to keep.")
        return 0
    words = {week.name: week.words for week in judged.verdict.evaluation.weeks}
    out.echo(f"{count(len(weeks), 'file')} of seals, the newest of {words.get(weeks[-1], weeks[-1])}.")
    authority = judged.verdict.portfolio.coach.timestamps
    if authority is None:
        return 0
    missing = [week for week in weeks if not (folder / f"{week}{TOKEN}").exists()]
    code = 0
    for week in missing:
        told, got = stamped(authority, read_own(folder / f"{week}{STATEMENT}") or b"")
        out.echo(printable(f"{capitalized(words.get(week, week))}: {told}"))
        if got is None:
            code = 3
            continue
        _keep(folder / f"{week}{TOKEN}", got)
    return code


def stamped(authority: str, statement: bytes) -> tuple[str, bytes | None]:
    """What an authority's clock says of a seal, and its answer if that can be kept."""
    from generator.seals.timestamps import check_stamp, make_question
    from generator.sync.client import Unanswered
    from generator.sync.timestamps import ask_authority

    question = make_question(statement)
    try:
        answer = ask_authority(authority, question.data)
    except Unanswered as error:
        return f"unknown, no timestamp: {error.message} The next run asks again.", None
    stamp = check_stamp(answer, statement, nonce=question.nonce)
    if stamp.state == "wrong" or stamp.at is None:
        return f"unknown, no timestamp: the answer is refused, {stamp.why}. The next run asks again.", None
    sealed = f"sealed not later than {short_day(stamp.at.date())}, {stamp.at:%H:%M} UTC, says {stamp.by}"
    return sealed if stamp.state == "fits" else f"{sealed} (its authority is not known here)", answer


def _names_in(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir()) if folder.is_dir() else []


def _not_published(folder: Path, wanted: Request) -> None:
    if folder.resolve().is_relative_to(wanted.site_folder.resolve()):
        raise UserError("Seals are private, and that folder is published.", hint="Name another folder.")


def _keep(file: Path, data: bytes) -> None:
    with machine_errors("the seals"):
        fileops.make_folders(file.parent)
        fileops.write_atomic(file, data, mode=0o600)


class Job(NamedTuple):
    """What a source needs to fetch: the weeks that are asked for, in the zone of the graduate."""

    request: Request
    journal: Journal
    spans: tuple[Span, ...]
    zone: dt.tzinfo
    now: dt.datetime


def _token_for(host: str, trusted: str, token: str | None) -> str | None:
    """The token, if `host` is the one it is for: else a portfolio could name a host that gets a coach's."""
    return token if host == trusted else None


def _sync(
    source: str, fetch: Callable[[Job], Fetched], root: Path, as_of: str | None, *, everything: bool
) -> int:
    from generator.sync.client import Unanswered

    options = asked(root, as_of)
    wanted, out = request(options), output(options)
    judged = run.judge(wanted)
    if judged.verdict is None:
        print_findings(judged.diagnostics, 2, out)
        return 2
    graduate = judged.verdict.portfolio.graduate
    account = graduate.account_of(source)
    zone, now = zone_of(judged.verdict.portfolio.search), moment()
    begun = _begun(judged)
    if not begun:
        out.echo("Your search has not begun yet, so there is no week to fetch.")
        return 0
    if not account and not _asks_for_contributions(judged):
        out.echo(
            "Your school asks for no contributions, and portfolio.yaml names no account: nothing to fetch."
        )
        return 0
    spans = begun if everything else unsettled(begun, judged.verdict.journal.contributions, source, zone, now)
    if not spans:
        out.echo("Everything is fetched and settled. --all fetches it again.")
        return 0
    job = Job(wanted, judged.verdict.journal, spans, zone, now)
    try:
        fetched = fetch(job)
    except Unanswered as error:
        raise MachineError(f"{error.message} Nothing was changed.", hint=error.hint) from None
    _write(fetched, job, judged, out)
    return 3 if fetched.unknown else 0


def _asks_for_contributions(judged: JudgeResult) -> bool:
    verdict = judged.verdict
    asked = verdict.programme.requirements if verdict else ()
    terms = verdict.commitment.requirements if verdict else ()
    return any(way.kind == "contributions" for one in terms if one.id in asked for way in one.ways)


def _begun(judged: JudgeResult) -> tuple[Span, ...]:
    weeks = judged.evaluation.weeks if judged.evaluation else ()
    return tuple(Span(week.words, week.starts, week.ends) for week in weeks if week.starts <= judged.as_of)


def _write(fetched: Fetched, job: Job, judged: JudgeResult, out: Output) -> None:
    from generator.environment.receipts import keep_receipts
    from generator.writing.put_records import put_records
    from generator.writing.record_path import record_path

    commitment = judged.commitment
    first = commitment.weeks.first_weekday if commitment else 0
    known = {_identity(record): record for record in job.journal.contributions}
    by_path: dict[str, list[Contribution]] = {}
    for record in fetched.records:
        older = known.get(_identity(record))
        path = older.origin.path if older else record_path("contributions", record.date, job.journal, first)
        by_path.setdefault(path, []).append(record)
    out.echo(_counted(fetched))
    for path, records in sorted(by_path.items()):
        rows = [(_identity(record), _fields(record)) for record in records]
        put = put_records(job.request.root, path, "contributions", rows, _identity, job.journal.portfolio)
        days = ", ".join(
            f"{number} {what}"
            for number, what in ((put.added, "new"), (put.replaced, "fetched again"))
            if number
        )
        out.echo(printable(f"Saved: {path} ({days})"))
    if fetched.source != "git-log":
        keep_receipts(job.request.cache, job.request.root, fetched.records, job.request.environment)
    for line in _told(fetched, known, job):
        out.echo(printable(line))


def _identity(record: Any) -> object:
    return record.date, record.login.casefold(), record.source


def _fields(record: Contribution) -> dict[str, Any]:
    at = record.fetched_at.at if record.fetched_at else None
    amounts = {name: getattr(record, name) for name in AMOUNTS if getattr(record, name)}
    return {
        "date": record.date,
        "source": record.source,
        "login": record.login,
        **(amounts or {"commits": 0}),
        "by_repository": dict(record.by_repository),
        "worth_a_look": dict(record.worth_a_look),
        "fetched_at": at or "",
    }


def _counted(fetched: Fetched) -> str:
    number = sum(record.total for record in fetched.records)
    what = "commit" if fetched.source == "git-log" else "public contribution"
    weeks = count(len(fetched.answered), "week")
    return printable(f"{count(number, what)} of {fetched.login} in {weeks}.")


def _told(fetched: Fetched, known: dict[object, Contribution], job: Job) -> Iterable[str]:
    """What is worth knowing besides: changed counts, what is unknown, and when to fetch again."""
    for record in fetched.records:
        older = known.get(_identity(record))
        if older is not None and older.total != record.total:
            yield f"Changed: {record.date} has {record.total}, before it had {older.total}."
    yield from (f"Note: {note}" for note in fetched.notes)
    for week, why in fetched.unknown.items():
        yield f"Unknown: {week}: {why}. Nothing was written for it."
    waiting = [span for span in fetched.answered if span.settled(job.zone) > job.now]
    if waiting and fetched.source != "git-log":
        settled = waiting[-1].settled(job.zone).astimezone(job.zone)
        again = f"{weekday_and_day(settled.date())}, {settled:%H:%M}"
        yield f"Not settled yet: {waiting[-1].words}. Fetch again after {again}."
