"""`weekproof coach decide` and `pause`: the coach's file with one more entry."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from msgspec import Struct
from msgspec.structs import replace

from generator.cli.coach_sign import KEY, put_signature, signature_over
from generator.cli.findings import print_findings
from generator.cli.options import ROOT, TODAY, asked, output, request
from generator.core.dates import weekday_day_month
from generator.core.diagnostics import Severity
from generator.core.errors import UserError
from generator.core.text import capitalized
from generator.environment.signature import SignatureStatus, check_signature, verify
from generator.model.decision import Decision, DecisionKind, Pause
from generator.model.portfolio import Portfolio, zone_of
from generator.model.verdict import Evaluation, JudgedWeek
from generator.model.window import is_week
from generator.pipeline import run
from generator.pipeline.types import Request, Verdict
from generator.reading.decisions import PATH, ReadDecisions, parse_decisions
from generator.reporters.registry import Output
from generator.rules.decisions.signature import is_for
from generator.writing import add_record, editable_file, record_path
from generator.writing.append_entry import append_entry
from generator.writing.emit import Fields, coerce_fields


class Answer(Struct, frozen=True, kw_only=True):
    """A coach's decision: on which weeks and requirements (none: all), what and why."""

    weeks: tuple[str, ...]
    decision: DecisionKind
    reason: str
    requirements: tuple[str, ...] = ()
    by: str | None = None
    until: str | None = None
    asked: Fields = {}
    """The account and the issue, if it was asked for in one."""


class Leave(Struct, frozen=True, kw_only=True):
    """Leave that a coach grants. The days are dates, or weeks."""

    first: str
    last: str
    reason: str
    by: str | None = None
    asked: Fields = {}


_REASON = click.option("--reason", required=True, metavar="TEXT", help="Why. The report shows it.")
_BY = click.option("--by", metavar="NAME", help="Who decides.  [default: coach.name]")


@click.command()
@click.argument("weeks", metavar="WEEK", nargs=-1, required=True)
@click.option("--waive", "decision", flag_value="waived", help="Excuse the week.")
@click.option("--acknowledge", "decision", flag_value="acknowledged", help="Say that you have seen it.")
@click.option(
    "--requirement",
    "requirements",
    metavar="ID",
    multiple=True,
    help="Only this requirement.  [default: all]",
)
@_REASON
@_BY
@click.option("--until", metavar="YYYY-MM-DD", help="The last day of its effect.")
@ROOT
@TODAY
@KEY
def decide(root: Path, as_of: str | None, key: Path, **given: Any) -> int:
    """Decide on each WEEK (9, W31, last) that fell short; the decision is signed if keys are set."""
    if given["decision"] is None:
        raise click.UsageError("Give --waive or --acknowledge.")
    options = asked(root, as_of)
    out = output(options)
    at = open_for_coach(request(options), out)
    if at is None:
        return 2
    made = decided(at, Answer(**given))
    write(at, made, key, out)
    for line in made.outcome:
        out.echo(line)
    return 0


def decided(at: CoachContext, answer: Answer) -> Draft:
    """The coach's file with the answer; a `UserError` for one that cannot be given."""
    weeks = [at.week(text) for text in _week_texts(answer.weeks)]
    for week in weeks:
        _refuse_needless(week, answer)
    names = tuple(dict.fromkeys(week.name for week in weeks))
    fields: Fields = {
        "weeks": names,
        "requirements": answer.requirements,
        "decision": answer.decision,
        "reason": answer.reason,
        "by": _by(answer.by, at),
        "on": at.evaluation.as_of,
        "until": answer.until or "",
        "asked": answer.asked,
    }
    made = draft(at, "decisions", fields)
    _refuse_findings(made)
    return replace(made, outcome=tuple(_outcome(names, at, made)))


@click.command()
@click.option("--from", "first", required=True, metavar="YYYY-MM-DD", help="The first day, or a week.")
@click.option("--to", "last", required=True, metavar="YYYY-MM-DD", help="The last day, or a week.")
@_REASON
@_BY
@ROOT
@TODAY
@KEY
def pause(
    root: Path, as_of: str | None, key: Path, first: str, last: str, reason: str, by: str | None
) -> int:
    """Grant leave: days on which nothing is asked."""
    options = asked(root, as_of)
    out = output(options)
    at = open_for_coach(request(options), out)
    if at is None:
        return 2
    made = granted(at, Leave(first=first, last=last, reason=reason, by=by))
    write(at, made, key, out)
    for line in made.outcome:
        out.echo(line)
    return 0


def granted(at: CoachContext, leave: Leave) -> Draft:
    """The coach's file with the leave; a `UserError` for what cannot be granted."""
    fields: Fields = {
        "from": at.week(leave.first).starts if is_week(leave.first) else leave.first,
        "to": at.week(leave.last).ends if is_week(leave.last) else leave.last,
        "reason": leave.reason,
        "by": _by(leave.by, at),
        "on": at.evaluation.as_of,
        "asked": leave.asked,
    }
    made = draft(at, "pauses", fields)
    new = made.answers.pauses[-1]
    asks_nothing = f"Nothing is asked from {weekday_day_month(new.first)} to {weekday_day_month(new.last)}."
    changed = _outcome(_weeks_between(new.first, new.last, made), at, made)
    return replace(made, outcome=(asks_nothing, *changed))


class Note(Struct, frozen=True, kw_only=True):
    """A note for the graduate: a message, an appointment, or something due. `on` is a day, today if empty."""

    kind: str
    title: str
    on: str = ""
    notes: str = ""
    attended: str = ""


NOTES = ("message", "check-in", "mock-interview", "material-review", "deliverable")


def noted(at: CoachContext, note: Note, issue: int | None = None) -> add_record.Draft:
    """The file with the note, in a file of its own where it comes from an issue; else a `UserError`."""
    journal, today = at.verdict.journal, at.evaluation.as_of
    first, day = at.verdict.commitment.weeks.first_weekday, note.on or today.isoformat()
    fields: Fields = {
        "kind": note.kind,
        "date": day,
        "title": note.title,
        "notes": note.notes,
        "attended": note.attended,
    }
    path = record_path.path_for_new("coaching", day, today, journal, first, note.kind)
    if issue is not None:
        path = record_path.issue_path("coaching", today, issue, first)
    given = {name: value for name, value in fields.items() if value}
    made = add_record.draft_record(at.root, path, "coaching", given, at.portfolio)
    if made.record is None:
        first_fault = made.diagnostics[0].text
        raise UserError(f"{first_fault.text} Nothing was written.", hint=first_fault.hint)
    return made


def _weeks_between(first: dt.date, last: dt.date, made: Draft) -> list[str]:
    weeks = (week.week for week in made.evaluation.weeks)
    return [week.name for week in weeks if week.starts <= last and week.ends >= first]


def _by(named: str | None, at: CoachContext) -> str:
    name = named or at.portfolio.coach.name
    if not name:
        raise UserError("Who decides? No coach is set.", hint="Give your name with --by.")
    return name


def _week(name: str, weeks: Sequence[JudgedWeek]) -> JudgedWeek | None:
    return next((week for week in weeks if week.week.name == name), None)


def _week_texts(words: Sequence[str]) -> Iterator[str]:
    """`week 9 W31` → `week 9`, `W31`."""
    rest = iter(words)
    for word in rest:
        yield f"{word} {next(rest, '')}" if word.casefold() == "week" else word


def _refuse_needless(week: JudgedWeek, answer: Answer) -> None:
    """A `UserError` if the week cannot be answered yet, or needs no decision.

    A waiver may be given while its week is open; an acknowledgement may not.
    """
    name = capitalized(week.words)
    if week.verdict == "upcoming":
        hint = "For days that you know of in advance, grant leave: weekproof coach pause."
        raise UserError(f"{name} has not begun.", hint=hint)
    if not week.closed and answer.decision == "acknowledged":
        hint = "Acknowledge it when it is over. It can be excused now (--waive)."
        raise UserError(f"{name} is not over yet.", hint=hint)
    named = [
        requirement
        for requirement in week.requirements
        if not answer.requirements or requirement.id in answer.requirements
    ]
    short = [requirement for requirement in named if requirement.verdict in ("short", "unknown", "open")]
    if not named:
        return  # obligations or unknown ids: the rules check those
    if not short:
        how = (
            "is already excused"
            if any(requirement.verdict == "excused" for requirement in named)
            else "needs no decision"
        )
        counts = ", ".join(
            f"{requirement.id} {requirement.counted} of {requirement.needed}" for requirement in named
        )
        raise UserError(f"{name} {how}: {counts}.", hint="Nothing was written.")
    if answer.decision == "acknowledged" and all(requirement.acknowledged for requirement in short):
        raise UserError(f"{name} is already acknowledged.", hint="Nothing was written.")


def _refuse_findings(made: Draft) -> None:
    """A `UserError` for what the rules find in the new decision, such as an unknown id."""
    new = made.answers.decisions[-1].origin
    for diagnostic in made.evaluation.diagnostics:
        if new.contains(diagnostic.location) and diagnostic.severity is not Severity.NOTE:
            raise UserError(f"{diagnostic.message} Nothing was written.", hint=diagnostic.hint)


def _outcome(weeks: Sequence[str], at: CoachContext, made: Draft) -> Iterator[str]:
    """What changed: the weeks' verdicts and the standing."""
    for name in weeks:
        before, after = _week(name, at.evaluation.weeks), _week(name, made.evaluation.weeks)
        if before is not None and after is not None and _verdict(before) != _verdict(after):
            yield f"{capitalized(after.words)}: {_verdict(before)} → {_verdict(after)}"
        elif after is not None and after.verdict == "short":
            yield f"{capitalized(after.words)} stays short: {_lacking(after)}"
        elif after is not None and after.verdict == "open":
            yield f"{capitalized(after.words)} is still open: it is excused if it ends short."
    if at.evaluation.standing != made.evaluation.standing:
        yield f"Standing: {at.evaluation.standing} → {made.evaluation.standing_words}"


def _lacking(week: JudgedWeek) -> str:
    """`blog-post 0 of 1`, and whether the coach has seen it."""
    return ", ".join(
        f"{one.id} {one.counted} of {one.needed}{' (acknowledged)' if one.acknowledged else ''}"
        for one in week.requirements
        if one.verdict == "short"
    )


def _verdict(week: JudgedWeek) -> str:
    short = [requirement for requirement in week.requirements if requirement.verdict == "short"]
    if short and all(requirement.acknowledged for requirement in short):
        return "short, acknowledged"
    return week.verdict


_SIGNATURES = {
    SignatureStatus.MISSING: "is not signed",
    SignatureStatus.UNREADABLE: "has a signature that cannot be read",
    SignatureStatus.OTHER_NAMESPACE: "has a signature that was made for something else",
    SignatureStatus.OTHER_KEY: "was signed with a key that is not in `coach.signing_keys`",
    SignatureStatus.LINE_ENDS: "has other line endings than when it was signed",
    SignatureStatus.TAMPERED: "was changed after it was signed",
}


class Draft(Struct, frozen=True):
    """The coach's file with one more entry, and the verdict with it. Nothing is written yet."""

    sheet: editable_file.EditableFile
    text: str
    answers: ReadDecisions
    evaluation: Evaluation
    outcome: tuple[str, ...] = ()
    """What it changes, in lines."""

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.sheet.bom + self.text.encode()


class CoachContext(Struct, frozen=True):
    """The repository as it was judged before the coach's decision. `keys` may sign for the coach."""

    root: Path
    verdict: Verdict
    keys: tuple[str, ...]

    @property
    def evaluation(self) -> Evaluation:
        """The verdict on the journal alone."""
        return self.verdict.evaluation

    @property
    def portfolio(self) -> Portfolio:
        """The settings."""
        return self.verdict.portfolio

    def week(self, text: str) -> JudgedWeek:
        """The week that the coach means by `text`; a `UserError` if there is none."""
        return self.evaluation.week_called(text, self.verdict.commitment.weeks.first_weekday)


def open_for_coach(request: Request, output: Output) -> CoachContext | None:
    """The repository judged; None, and its findings told, where its settings or terms are wrong."""
    judged = run.judge(request)
    if judged.verdict is None:
        print_findings(judged.diagnostics, 2, output)
        return None
    if judged.verdict.evaluation.window is None:
        raise UserError(
            "The search has no first day yet.",
            hint="Add it to portfolio.yaml: `start: YYYY-MM-DD` below `search`.",
        )
    listed = judged.verdict.portfolio.coach.signing_keys
    keys = listed if request.trust is None else request.trust.signing_keys or listed
    return CoachContext(request.root, judged.verdict, keys)


def draft(at: CoachContext, key: str, fields: Fields) -> Draft:
    """The coach's file with `fields` as the last of `decisions` or `pauses`; else `UserError`."""
    kind = Decision if key == "decisions" else Pause
    zone = zone_of(at.portfolio.search)
    sheet = editable_file.open_file(at.root, PATH, at.portfolio.limits.yaml_kb)
    if sheet.diagnostics:
        raise UserError(f"{PATH}: {sheet.diagnostics[0].message}", hint=sheet.diagnostics[0].hint)
    _refuse_unsigned(at, sheet)
    present = sheet.text if sheet.data is not None else f"graduate: {_name(at)}\n"
    declared = coerce_fields(kind, fields, zone)
    in_order = {name: declared[name] for name in fields if name in declared}
    text = append_entry(present, in_order, key)
    before = parse_decisions(_normal(present), zone)
    if text is None:
        first = next(iter(before.diagnostics), None)
        why = f"Fix line {first.location.line} first: {first.message}" if first else "Add the entry yourself."
        raise UserError(f"Could not add an entry to {PATH}.", hint=why)
    after = parse_decisions(_normal(text), zone)
    known = {
        (diagnostic.rule, diagnostic.message, diagnostic.location.line) for diagnostic in before.diagnostics
    }
    for one in after.diagnostics:
        if (one.rule, one.message, one.location.line) not in known:
            raise UserError(f"{one.message} Nothing was written.", hint=one.hint)
    return Draft(sheet, text, after, _judged(at, after))


def _name(at: CoachContext) -> str:
    from generator.source.quoting import format_scalar

    return format_scalar(at.portfolio.graduate.name)


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_unsigned(at: CoachContext, sheet: editable_file.EditableFile) -> None:
    """A `UserError` if the file is not as it was signed: adding an entry signs all of it again."""
    if not at.keys or sheet.data is None:
        return
    if b"\r" in sheet.data:
        hint = f"Save it with LF line endings, and add `{PATH} -text` to .gitattributes."
        raise UserError(f"{PATH} has CRLF line endings, which git may change after you sign.", hint=hint)
    state = check_signature(at.root, PATH, at.keys)
    if state not in (SignatureStatus.GOOD, SignatureStatus.UNCHECKED):
        hint = "Read it, delete what is not yours, sign it with weekproof coach sign, then decide."
        raise UserError(f"{PATH} {_SIGNATURES[state]}.", hint=hint)


def _judged(at: CoachContext, answers: ReadDecisions) -> Evaluation:
    """The verdict if the file said so, and were signed."""
    journal = replace(
        at.verdict.journal,
        decisions=answers.decisions,
        pauses=answers.pauses,
        decisions_for=answers.graduate,
        decisions_void=False,
        decisions_unchecked=False,
    )
    return run.judge_again(at.verdict, journal)


def write(at: CoachContext, made: Draft, key: Path, output: Output) -> None:
    """Write the file, and its signature where the settings name keys; neither where one cannot be made."""
    signature = signature_for(at, made, key)
    editable_file.save(at.root, made.sheet, made.text)
    if signature is not None:
        put_signature(at.root, signature)
    paths = f"{PATH} and {PATH}.sig" if signature else PATH
    output.echo(
        f"Written{' and signed' if signature else ''}: {paths}. Commit {'both' if signature else 'it'}."
    )


def signature_for(at: CoachContext, made: Draft, key: Path) -> bytes | None:
    """The signature of the file to be; None where none is asked for, a `UserError` where none can be made."""
    if not at.keys:
        return None
    if not is_for(made.answers.graduate, at.portfolio):
        hint = f"Add `graduate: {at.portfolio.graduate.name}` at the top of the file."
        raise UserError("The decisions do not say which graduate they are for.", hint=hint)
    signature = signature_over(made.data, key)
    if verify(made.data, signature, at.keys) is SignatureStatus.OTHER_KEY:
        hint = "Nothing was written. Add its public half there, or give another key with --key."
        raise UserError("This key is not in `coach.signing_keys` in portfolio.yaml.", hint=hint)
    return signature
