"""`weekproof coach issue`: what a coach asked for in an issue, for the workflow that writes it down.

Whoever can open an issue may write anything into it. Who asks is believed from two places only: GitHub's
event says whose account opened the issue, and `coach.github` in portfolio.yaml, on the default branch, which
account is the coach's. The entry says in which issue it was asked for. A workflow has no key, so that it is
never shown as signed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from generator.cli.coach_decide import (
    Answer,
    CoachContext,
    Draft,
    Leave,
    Note,
    decided,
    granted,
    noted,
    open_for_coach,
)
from generator.cli.options import ROOT, TODAY, asked, output, request
from generator.core import fileops
from generator.core.errors import UserError, machine_errors
from generator.intake.issue_form import CoachForm, Issue, read_coach_form, read_event
from generator.model.portfolio import Portfolio
from generator.reading.portfolio import read_portfolio
from generator.reporters.registry import Output
from generator.writing import add_record, editable_file
from generator.writing.emit import Fields
from generator.writing.record_path import is_path_of_issue


class Reply(Struct, frozen=True):
    """What became of an issue: the exit code, the answer to the coach (Markdown), a line for the log."""

    code: int
    reply: str
    line: str


@click.command()
@ROOT
@click.option(
    "--event",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="GitHub's event file.",
)
@click.option("--reply", type=click.Path(dir_okay=False, path_type=Path), help="File for the reply.")
@TODAY
def issue(root: Path, event: Path, reply: Path | None, **given: Any) -> int:
    """Write down what a coach asked for in an issue (for the workflow)."""
    # The workflow's log may be read by others: it gets neither a name nor a reason.
    options = asked(root, **given)
    out = output(options)
    told = _answered(read_event(event), root, options, out)
    if reply is not None:
        with machine_errors("the reply"):
            fileops.write_atomic(reply, f"{told.reply}\n".encode())
    out.echo(told.line)
    return told.code


def _answered(issue: Issue, root: Path, options: dict[str, Any], out: Output) -> Reply:
    if not issue.is_private:
        return Reply(1, _PUBLIC, "Nothing was written: the repository is not private.")
    portfolio, _ = read_portfolio(root)
    if portfolio is None:
        return _refused(["`portfolio.yaml` has mistakes: the graduate has to correct them first."])
    problem = _not_the_coach(issue, portfolio)
    if problem:
        return Reply(1, problem, "Nothing was written: not asked by the coach's account.")
    form = read_coach_form(issue.body)
    if form.problems:
        return _refused(form.problems)
    try:
        at = open_for_coach(request(options), out)
        if at is None:
            return _refused(
                ["The settings or the terms have mistakes: the graduate has to correct them first."]
            )
        return _written(at, form, issue)
    except UserError as error:
        return _refused([f"{error.message} {error.hint or ''}".strip()])


_PUBLIC = """\
Nothing was written. This repository is not private: everybody can read its issues, and what a coach decides
is about a person.

Delete this issue (*Delete issue*, at the right). The form works once the repository is private."""
_NOBODY = """\
Nothing was written. `portfolio.yaml` does not say yet which GitHub account is the coach's. The graduate adds
it below `coach`, such as `github: dana-whitfield`, and pushes. Then open a new issue."""
_ANOTHER = "Nothing was written. Only the account that `portfolio.yaml` names as the coach's can decide here."
_OWN = "Nothing was written. `portfolio.yaml` names the graduate's own account as the coach's."
_CHANGED = "Nothing was written. An issue is read when it is opened, and not after a change: open a new one."


def _not_the_coach(issue: Issue, portfolio: Portfolio) -> str:
    """Why the issue is not believed to be the coach's; empty if it is."""
    coach, own = portfolio.coach.github, portfolio.graduate.github
    if not coach:
        return _NOBODY
    if own and own.casefold() == coach.casefold():
        return _OWN
    if not all(login.casefold() == coach.casefold() for login in (issue.author, issue.sender)):
        return _ANOTHER
    return "" if issue.is_opening and issue.number else _CHANGED


def _refused(problems: list[str] | tuple[str, ...]) -> Reply:
    lines = [
        "Nothing was written:",
        "",
        *(f"- {one}" for one in problems),
        "",
        "Open a new issue to try again.",
    ]
    return Reply(1, "\n".join(lines), "Nothing was written: the reply says why.")


def _written(at: CoachContext, form: CoachForm, issue: Issue) -> Reply:
    """Write down what was asked for, unless this issue has been answered."""
    number = issue.number or 0
    journal = at.verdict.journal
    asked = [row.asked for row in journal.decisions] + [row.asked for row in journal.pauses]
    if any(one and one.issue == number for one in asked) or any(
        is_path_of_issue(row.origin.path, number) for row in journal.coaching
    ):
        return Reply(0, "This issue has been answered already.", "Already answered.")
    if form.wish == "note":
        return _note(at, noted(at, _as_note(form), number))
    if at.keys:
        return _refused([_SIGNED.format(command=_command(form))])
    account: Fields = {"account": issue.author, "issue": number}
    made = (
        granted(at, Leave(first=form.first, last=form.last, reason=form.text, asked=account))
        if form.wish == "leave"
        else decided(
            at,
            Answer(
                weeks=form.weeks,
                decision="waived" if form.wish == "waived" else "acknowledged",
                requirements=form.requirements,
                reason=form.text,
                asked=account,
            ),
        )
    )
    return _decision(at, made, issue)


_SIGNED = (
    "The settings name a key that signs the coach's decisions. A workflow has no key, so that what it wrote "
    "would have no effect. Decide on your machine: `{command}`"
)


def _command(form: CoachForm) -> str:
    if form.wish == "leave":
        return 'weekproof coach pause --from … --to … --reason "…"'
    return f'weekproof coach decide … --{"waive" if form.wish == "waived" else "acknowledge"} --reason "…"'


def _as_note(form: CoachForm) -> Note:
    """The first line is the title, if it is short enough for one."""
    title, _, rest = form.text.partition("\n")
    is_short = len(title) <= _LONGEST_TITLE
    return Note(
        kind="message",
        title=title.strip() if is_short else "",
        notes=(rest if is_short else form.text).strip(),
    )


_LONGEST_TITLE = 100


def _note(at: CoachContext, made: add_record.Draft) -> Reply:
    written = add_record.write_draft(at.root, made, at.portfolio)
    path = written.file.path
    return Reply(0, f"Written to `{path}`, for the graduate to answer.", f"Written: {path}")


def _decision(at: CoachContext, made: Draft, issue: Issue) -> Reply:
    editable_file.save(at.root, made.sheet, made.text)
    path = made.sheet.path
    shown = f"as asked for by @{issue.author} in issue {issue.number} and written by the workflow"
    lines = [
        f"Written to `{path}`:",
        "",
        *(f"- {line}" for line in made.outcome),
        "",
        f"The coach's report shows it {shown}, not as signed.",
    ]
    return Reply(0, "\n".join(lines), f"Written: {path}")
