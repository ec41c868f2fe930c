"""`weekproof cohort decide`: a coach's answer, written into the repository of one graduate of many.

What it writes is committed, and pushed if that was asked for. It is pushed before anything is written here:
where the push fails, or the signature, nothing has changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from msgspec import Struct, structs

from generator.agenda.consequences import consequence
from generator.cli.coach_decide import (
    NOTES,
    Answer,
    CoachContext,
    Draft,
    Leave,
    Note,
    decided,
    granted,
    noted,
    open_for_coach,
    signature_for,
)
from generator.cli.coach_sign import put_signature
from generator.cohort.clones import Diverged, alone, not_pushed, note_pushed, update
from generator.cohort.gather import Job
from generator.commitment.trust import read_trust
from generator.core import fileops
from generator.core.diagnostics import public_path
from generator.core.errors import MachineError, UserError
from generator.core.text import capitalized, count
from generator.environment.git import GitError, run_git
from generator.environment.git_commit import adopt, commit_texts, pending, push
from generator.pipeline.run import judge_again
from generator.pipeline.types import Request
from generator.reading.decisions import PATH
from generator.reporters.escape import printable
from generator.reporters.registry import Output
from generator.writing import add_record, editable_file

_SIGNATURE = f"{PATH}.sig"


class Wanted(Struct, frozen=True, kw_only=True):
    """What the coach asked for: one answer or none, and whether to push."""

    what: Answer | Leave | Note | None
    push: bool


def wanted(**given: Any) -> Wanted:
    """The options as an answer; raises `click.UsageError` where they do not fit together."""
    decision, leave, note = given["decision"], given["leave"], given["note"]
    if sum(bool(one) for one in (decision, leave, note)) > 1:
        raise click.UsageError("Give one of --waive, --acknowledge, --leave and --note.")
    if decision is not None and not given["weeks"]:
        raise click.UsageError(
            "Which week? Write its number or name after the graduate's name: 9, W31, last."
        )
    if decision is None and given["weeks"]:
        raise click.UsageError("Give --waive or --acknowledge.")
    if (decision or leave) and not given["reason"]:
        raise click.UsageError("Say why with --reason. The report shows it.")
    if not (decision or leave or note or given["push"]):
        raise click.UsageError("Give --waive, --acknowledge, --leave, --note, or --push alone.")
    about = {"reason": given["reason"], "by": given["by"]}
    what: Answer | Leave | Note | None = None
    if decision:
        what = Answer(
            weeks=given["weeks"],
            decision=decision,
            requirements=given["requirements"],
            until=given["until"],
            **about,
        )
    elif leave:
        what = Leave(first=leave[0], last=leave[1], **about)
    elif note:
        if note[0] not in NOTES:
            raise click.UsageError(f"{note[0]!r} is not one of {', '.join(NOTES)}.")
        more = {name: given[name] or "" for name in ("on", "notes", "attended")}
        what = Note(kind=note[0], title=note[1], **more)
    return Wanted(what=what, push=given["push"])


def answer(job: Job, wanted: Wanted, request: Request, key: Path, out: Output) -> int:
    """Write the answer into the repository of a graduate; the exit code."""
    root = _folder(job)
    try:
        with alone(root) if job.kind == "git" else nullcontext():
            return _answer(job, root, wanted, request, key, out)
    except GitError as reason:
        raise MachineError(f"Nothing was written: {reason}.") from None


def _answer(job: Job, root: Path, wanted: Wanted, request: Request, key: Path, out: Output) -> int:
    is_repository = _refuse_unready(root, push=wanted.push)
    if wanted.what is None:
        _push_alone(job, root, out)
        return 0
    trust = read_trust(Path(job.trust)) if job.trust else None
    at = open_for_coach(replace(request, root=root, trust=trust), out)
    if at is None:
        return 2
    made = _made(at, wanted.what, key)
    commit = commit_texts(root, made.files, made.title) if is_repository else ""
    to = push(root, commit) if wanted.push else None
    if commit:
        _write_committed(at, made, commit, is_pushed=to is not None)
    else:
        made.write(at)
    if job.kind == "git":
        note_pushed(root, is_pushed=to is not None)
    # In a log that others may read nobody is named.
    name = "" if out.redact else f", for {at.portfolio.graduate.name}"
    out.echo(printable(f"{capitalized(_done(made, is_repository=is_repository))}{name}."))
    for line in made.lines:
        out.echo(printable(line))
    if to is not None:
        out.echo(printable(f"Pushed to {to.branch} of {to.remote}."))
    elif is_repository:
        out.echo("Not pushed. To push it: the same command with --push alone behind the name.")
    return 0


def _write_committed(at: CoachContext, made: Made, commit: str, *, is_pushed: bool) -> None:
    """Write the files and make the commit the last one. Where that fails the files are as before."""
    before = {path: fileops.read_own(at.root / path) for path in made.files}
    made.write(at)
    try:
        adopt(at.root, commit, made.files, made.title)
    except GitError as reason:
        for path, data in made.files.items():
            editable_file.restore(at.root, path, data, before[path])
        there = "It is pushed, but" if is_pushed else "Nothing was written:"
        raise MachineError(f"{there} git could not commit it here: {reason}.") from None


def _folder(job: Job) -> Path:
    """The graduate's repository here: a clone is first brought up to date."""
    if job.kind == "report":
        hint = (
            "Send your decision to the graduate, or put the address of the repository into the file: git: …"
        )
        raise UserError(
            f"Of {job.label} you only have a report: there is no repository to write to.", hint=hint
        )
    if job.kind == "path":
        root = Path(job.source)
        if not (root / "portfolio.yaml").is_file():
            raise UserError(f"There is no portfolio.yaml in {root}.", hint="Look at `path` in the file.")
        return root
    try:
        update(job.source, Path(job.clone))
    except Diverged as reason:
        raise UserError(f"Nothing was written: {reason}.") from None
    except GitError as reason:
        hint = "Nothing was written. Try again when the repository can be reached."
        raise UserError(f"The clone could not be brought up to date: {reason}.", hint=hint) from None
    return Path(job.clone)


def _is_repository(root: Path) -> bool:
    try:
        return run_git(root, "rev-parse", "--is-inside-work-tree").strip() == b"true"
    except GitError:
        return False


def _refuse_unready(root: Path, *, push: bool) -> bool:
    """Whether it is a git repository.

    A `UserError` if it is none and has to be pushed, or if something there is not committed: the verdict
    would be on what nobody else has.
    """
    if not _is_repository(root):
        if push:
            raise UserError(
                f"{root} is not a git repository, so there is nowhere to push.", hint="Leave out --push."
            )
        return False
    waiting = pending(root)
    if waiting:
        more = f" and {len(waiting) - 1} more" if len(waiting) > 1 else ""
        raise UserError(
            f"{root} has changes that are not committed: {public_path(waiting[0].path)}{more}.",
            hint="Nothing was written. Commit them or take them back first.",
        )
    return True


def _push_alone(job: Job, root: Path, out: Output) -> None:
    number = not_pushed(root) if job.kind == "git" else None
    if number == 0:
        raise UserError("There is nothing to push.", hint="What you decided there has been pushed already.")
    to = push(root)
    if number is not None:
        note_pushed(root, is_pushed=True)
    told = "Pushed" if number is None else f"Pushed {count(number, 'commit')}"
    out.echo(printable(f"{told} to {to.branch} of {to.remote}."))


class Made(Struct, frozen=True, kw_only=True):
    """An answer, ready to be written: the files and their bytes, the commit's title, what it changes."""

    draft: Draft | add_record.Draft
    files: Mapping[str, bytes]
    title: str
    lines: tuple[str, ...]

    def write(self, at: CoachContext) -> None:
        """Write the files here."""
        if isinstance(self.draft, Draft):
            editable_file.save(at.root, self.draft.sheet, self.draft.text)
            if _SIGNATURE in self.files:
                put_signature(at.root, self.files[_SIGNATURE])
        else:
            editable_file.save(at.root, self.draft.file, self.draft.text)


def _made(at: CoachContext, what: Answer | Leave | Note, key: Path) -> Made:
    if isinstance(what, Note):
        draft = noted(at, what)
        file = draft.file
        data = file.bom + draft.text.encode()
        came_to = _came_of(at, draft)
        return Made(draft=draft, files={file.path: data}, title="Leave a note", lines=came_to)
    made = decided(at, what) if isinstance(what, Answer) else granted(at, what)
    signature = signature_for(at, made, key)
    files = {PATH: made.data, **({_SIGNATURE: signature} if signature else {})}
    title = "Grant leave" if isinstance(what, Leave) else "Decide on a week"
    return Made(draft=made, files=files, title=title, lines=made.outcome)


def _came_of(at: CoachContext, draft: add_record.Draft) -> tuple[str, ...]:
    """What a note makes due, and what is odd about it."""
    if draft.record is None:
        return ()
    journal = at.verdict.journal
    after = structs.replace(journal, coaching=(*journal.coaching, draft.record))
    came_to = consequence(judge_again(at.verdict, after), draft.record)
    return (*(f"Note: {warning}" for warning in came_to.warnings), *(f"{due}." for due in came_to.due))


def _done(made: Made, *, is_repository: bool) -> str:
    """`written, signed and committed`."""
    steps = ["written"]
    steps += ["signed"] if _SIGNATURE in made.files else []
    steps += ["committed"] if is_repository else []
    told = f"{', '.join(steps[:-1])} and {steps[-1]}" if len(steps) > 1 else steps[0]
    unsigned = isinstance(made.draft, Draft) and _SIGNATURE not in made.files
    why = " (not signed: the settings there name no key)" if unsigned else ""
    return f"{told}{why}"
