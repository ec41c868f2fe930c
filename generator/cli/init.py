"""`weekproof init`, and `log-issue`, which its workflows call."""

from __future__ import annotations

import datetime as dt
import os
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
from msgspec import Struct, structs

from generator.cli.options import ROOT, TODAY, asked, output, request
from generator.core import fileops
from generator.core.dates import relative_day
from generator.core.errors import UserError, machine_errors
from generator.core.text import count
from generator.environment.own_source import own_source
from generator.environment.visibility import is_public
from generator.init.answers import Answers, Given, commitment_named, gather
from generator.init.template import starter_files
from generator.init.write import Placed, refuse_inside, refuse_started, write_files
from generator.intake.issue_form import Issue, Value, read_body, read_event, read_form
from generator.intake.question import Question, has_terminal
from generator.model.calendar import Week, week_of
from generator.model.commitment import Commitment
from generator.model.contact import Contact
from generator.model.kinds import Journal
from generator.model.portfolio import zone_from_name, zone_of
from generator.model.verdict import JudgedRequirement
from generator.pipeline import run
from generator.pipeline.types import JudgeResult, Request
from generator.rules.registry import RULES
from generator.writing.add_record import Draft, draft_record, write_draft
from generator.writing.record_path import is_path_of_issue, issue_path, record_path


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: use defaults and placeholders.")
@click.option("--name", help="Your name, as employers should read it.")
@click.option("--github", metavar="LOGIN", help="Your GitHub name.")
@click.option("--programme", help="software-engineering, data-science, ux-ui-design/ux or ux-ui-design/ui.")
@click.option("--start", metavar="YYYY-MM-DD", help="The first day of your search.")
@click.option("--time-zone", metavar="ZONE", help="For example America/Chicago.  [default: the system's]")
@click.option("--country", help="For public holidays: US, or US-IL with a state.")
@click.option("--coach", metavar="NAME", help="Your coach's name.")
@click.option("--coach-github", metavar="LOGIN", help="Your coach's GitHub name, for CODEOWNERS.")
@click.option(
    "--two-repos", "repositories", flag_value="two", help="Publish from a second repository.  [default]"
)
@click.option(
    "--one-repo", "repositories", flag_value="one", help="Publish from this repository; it stays private."
)
@click.option("--commitment", default="flatiron", show_default=True, help="The school's terms.")
@click.option(
    "--requirement",
    metavar="TEXT",
    help="Where CI gets Weekproof, as pip takes it.  [default: where this copy is from]",
)
@click.option("--inside", is_flag=True, help="Even inside another git repository.")
@TODAY
@click.option("-q", "--quiet", is_flag=True, help="Only show errors.")
def init(folder: Path, yes: bool, inside: bool, as_of: str | None, quiet: bool, **given: Any) -> int:
    """Set up FOLDER (this one): a repository that builds at once, with workflows to check and publish."""
    options = asked(folder, as_of, quiet=quiet)
    wanted, out = request(options), output(options)
    root, commitment = wanted.root, given.pop("commitment")
    requirement = given.pop("requirement")
    if requirement is None:
        requirement = own_source() or ""
    refuse_started(root)
    if not inside:
        refuse_inside(root)
    terms = commitment_named(root, commitment)
    if not yes and not quiet:
        out.echo(
            "Up to eight questions. Enter keeps the answer in brackets; Ctrl-C cancels, nothing is changed.\n"
        )
    ask = None if yes else _ask
    now, _ = wanted.clock(dt.UTC)  # the zone is one of the answers
    answers = gather(Given(**given), terms, root, commitment, requirement, ask=ask, say=out.echo, today=now)
    zone = zone_from_name(answers.time_zone)
    assert zone is not None, "every answer was checked"  # noqa: S101 - tells the type checker
    today, _ = wanted.clock(zone)
    root = root.resolve()  # without `..`, for the lines below
    placed = write_files(root, starter_files(answers, terms, today))
    if not quiet:
        for line in _summary(root, placed, answers, week_of(today, terms.weeks.first_weekday), today):
            out.echo(line)
    return 0


def _ask(question: Question) -> str:
    if not has_terminal():
        hint = "Give the answers as flags (weekproof init --help), or use defaults: weekproof init --yes"
        raise UserError("Input is not a terminal.", hint=hint)
    from generator.intake.terminal import ask

    return ask(question)


def _summary(root: Path, placed: Placed, answers: Answers, week: Week, today: dt.date) -> Iterator[str]:
    """Lines on what was written, what to fill in, and what to run next."""
    yield f"\nWrote {len(placed.written)} files to {root}."
    for path in placed.kept:
        yield f"{path} already exists and was not changed.{_ADD.get(path, '')}"
    if answers.to_fill_in:
        yield f"Fill these in, in portfolio.yaml: {', '.join(answers.to_fill_in)}."
    if answers.start is None:
        yield "On the first day of your search, add `start` and your coach's name to portfolio.yaml."
    elif answers.start < week.starts:
        began = relative_day(answers.start, today)
        yield f"Your search began {began}. Its weeks before this one are unknown:"
        yield "log what you did then, each record with its date, or show it to your coach, who decides."
    yield "\nNext:"
    if root != Path.cwd():
        yield f"  cd {_quoted(os.path.relpath(root))}"
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        yield "  git init -b main"
    yield "  weekproof build            # your portfolio in site/, your coach's report in report/"
    yield "  weekproof serve --drafts   # preview it while you write, drafts included"
    yield '  git add -A && git commit -m "Begin"'
    yield "\nThen push it to a private repository on GitHub. README.md explains what happens there"
    yield "and what to do each day."
    if not answers.requirement:
        yield "The workflows don't know where to get Weekproof, and install nothing: README.md says how."
    if answers.repositories == "one":
        yield "Keep the repository private: GitHub Pages then needs a paid plan."


_ADD = {".gitignore": " Add these lines to it: /site/, /report/, /seals/ and /.weekproof/"}
_quoted: Callable[[str], str] = shlex.quote if os.name == "posix" else lambda text: f'"{text}"'


class Reply(Struct, frozen=True):
    """What became of an issue: the exit code, the answer to its author (Markdown), a line for the log."""

    code: int
    reply: str
    line: str


@click.command(name="log-issue")
@ROOT
@click.option(
    "--body-file", type=click.Path(dir_okay=False, path_type=Path), help="File with the text of the issue."
)
@click.option("--event", type=click.Path(dir_okay=False, path_type=Path), help="GitHub's event file.")
@click.option("--reply", type=click.Path(dir_okay=False, path_type=Path), help="File for the reply.")
@TODAY
def log_issue(
    root: Path, body_file: Path | None, event: Path | None, reply: Path | None, **given: Any
) -> int:
    """Turn a contact from the issue form into a record (for the workflow)."""
    # The workflow's log may be read by others: it says path and line alone. `reply`, a file for the answer
    # to the author, is written in any case.
    if (body_file is None) == (event is None):
        raise click.UsageError("Give either --body-file or --event.")
    issue = read_event(event) if event else read_body(body_file or Path())
    wanted = request(asked(root, **given))
    public = is_public(wanted.environment) if wanted.public is None else wanted.public
    if public:
        raise UserError(
            "This repository is public: contacts must not go into its issues.",
            hint="Delete the issue, then make the repository private.",
        )
    told = _logged(wanted, issue)
    if reply is not None:
        with machine_errors("the reply"):
            fileops.write_atomic(reply, f"{told.reply}\n".encode())
    output(asked(root)).echo(told.line)
    return told.code


def _logged(request: Request, issue: Issue) -> Reply:
    judged = run.judge(request)
    journal = judged.journal
    if journal is None:
        raise UserError("portfolio.yaml cannot be used.", hint="weekproof check says why.")
    opened = (
        issue.opened.astimezone(zone_of(journal.portfolio.search)).date() if issue.opened else judged.as_of
    )
    fields, wrong = read_form(issue.body, opened)
    if wrong:
        return _refused(wrong)
    made = _draft(request.root, fields, journal, judged.commitment, issue.number)
    if made.record is None:
        return _refused([diagnostic.text.with_hint for diagnostic in made.diagnostics])
    for known in journal.contacts:
        if _content(known) == _content(made.record):
            return Reply(0, "This contact is already logged.", f"Already logged: {_place(known)}")
        if is_path_of_issue(known.origin.path, issue.number):
            where = f"This issue is already logged in `{known.origin.path}`."
            text = f"{where} Change it there, or open a new issue."
            return Reply(0, text, f"Already logged: {_place(known)}")
    written = write_draft(request.root, made, journal.portfolio).record or made.record
    again = run.judge(request)
    return Reply(0, "\n".join(_reply(written, again)), f"Logged: {_place(written)}")


def _draft(
    root: Path,
    fields: dict[str, Value],
    journal: Journal,
    commitment: Commitment | None,
    number: int | None,
) -> Draft:
    first = commitment.weeks.first_weekday if commitment else 0
    day = fields["date"]
    assert isinstance(day, dt.date), "the form gives a day"  # noqa: S101 - tells the type checker
    path = (
        issue_path("contacts", day, number, first) if number else record_path("contacts", day, journal, first)
    )
    return draft_record(root, path, "contacts", fields, journal.portfolio)


def _refused(wrong: list[str] | tuple[str, ...]) -> Reply:
    text = "\n".join(
        ["Not logged yet. Edit the issue (three dots, then Edit) and fix this; it is then read again.", ""]
        + [f"- {one}" for one in wrong]
    )
    return Reply(1, text, f"Not logged: {count(len(wrong), 'answer')} in the form to fix.")


def _content(record: Any) -> dict[str, Any]:
    """A record without where it stands."""
    return {key: value for key, value in structs.asdict(record).items() if key != "origin"}


def _place(record: Any) -> str:
    return f"{record.origin.path}:{record.origin.line}"


def _reply(record: Any, judged: JudgeResult) -> Iterator[str]:
    """Where it stands, whether it counts, and how the week stands."""
    yield f"Logged in `{record.origin.path}`, line {record.origin.line}. Thank you."
    found = _requirement(record, judged)
    if found is None:
        return
    week, requirement, reasons = found
    if reasons:
        yield ""
        yield "It does not count yet:"
        yield from (f"- {RULES[name].title}" + f" {RULES[name].hint or ''}".rstrip() for name in reasons)
    yield ""
    yield f"{requirement.title} in {week}: {requirement.counted} of {requirement.needed}."


def _requirement(
    record: Contact, judged: JudgeResult
) -> tuple[str, JudgedRequirement, tuple[str, ...]] | None:
    """The week and the requirement that the record was judged for, and what kept it from counting."""
    for week in judged.evaluation.weeks if judged.evaluation else ():
        for requirement in week.requirements:
            for one in requirement.records:
                if one.origin.position == record.origin.position:
                    return week.words, requirement, () if one.counted else one.reasons
    return None
