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
from generator.environment.signature import SignatureStatus, check_signature, verify
from generator.model.decision import Decision, DecisionKind, Pause
from generator.model.portfolio import Portfolio, zone_of
from generator.model.verdict import Evaluation, JudgedWeek
from generator.pipeline import run
from generator.pipeline.types import Request, Verdict
from generator.reading.decisions import PATH, ReadDecisions, parse_decisions
from generator.reporters.registry import Output
from generator.rules.decisions.signature import is_for
from generator.writing import editable_file
from generator.writing.append_entry import append_entry
from generator.writing.emit import Fields, coerce_fields


class Answer(Struct, frozen=True, kw_only=True):
    """What a coach decides: which weeks, which requirements (none: all), how and why."""

    weeks: tuple[str, ...]
    decision: DecisionKind
    reason: str
    requirements: tuple[str, ...] = ()
    by: str | None = None
    until: str | None = None


_REASON = click.option("--reason", required=True, metavar="TEXT", help="Why; the report shows it.")
_BY = click.option("--by", metavar="NAME", help="Who decides.  [default: coach.name]")


@click.command()
@click.argument("weeks", metavar="WEEK", nargs=-1, required=True)
@click.option("--waive", "decision", flag_value="waived", help="Excuse what is short.")
@click.option("--acknowledge", "decision", flag_value="acknowledged", help="Say that you have seen it.")
@click.option(
    "--requirement", "requirements", metavar="ID", multiple=True, help="One of several.  [default: all]"
)
@_REASON
@_BY
@click.option("--until", metavar="YYYY-MM-DD", help="The last day on which it holds.")
@ROOT
@TODAY
@KEY
def decide(root: Path, as_of: str | None, key: Path, **given: Any) -> int:
    """Answer each WEEK (2026-W40) that fell short: write the decision, and sign it where keys are set."""
    if given["decision"] is None:
        raise click.UsageError("Say --waive or --acknowledge.")
    given["weeks"] = tuple(name.upper() for name in given["weeks"])
    options, answer = asked(root, as_of), Answer(**given)
    out = output(options)
    at = open_for_coach(request(options), out)
    if at is None:
        return 2
    for name in answer.weeks:
        _refuse_needless(name, answer, at)
    fields: Fields = {
        "weeks": answer.weeks,
        "requirements": answer.requirements,
        "decision": answer.decision,
        "reason": answer.reason,
        "by": _by(answer.by, at),
        "on": at.evaluation.as_of,
        "until": answer.until or "",
    }
    made = draft(at, "decisions", fields)
    _refuse_findings(made)
    write(at, made, key, out)
    for line in _outcome(answer.weeks, at, made):
        out.echo(line)
    return 0


@click.command()
@click.option("--from", "first", required=True, metavar="YYYY-MM-DD", help="The first day.")
@click.option("--to", "last", required=True, metavar="YYYY-MM-DD", help="The last day, inside the pause.")
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
    fields: Fields = {
        "from": first,
        "to": last,
        "reason": reason,
        "by": _by(by, at),
        "on": at.evaluation.as_of,
    }
    made = draft(at, "pauses", fields)
    write(at, made, key, out)
    new = made.answers.pauses[-1]
    out.echo(f"Nothing is asked from {weekday_day_month(new.first)} to {weekday_day_month(new.last)}.")
    for line in _outcome(_weeks_between(new.first, new.last, made), at, made):
        out.echo(line)
    return 0


def _weeks_between(first: dt.date, last: dt.date, made: Draft) -> list[str]:
    weeks = (week.week for week in made.evaluation.weeks)
    return [week.name for week in weeks if week.starts <= last and week.ends >= first]


def _by(named: str | None, at: CoachContext) -> str:
    name = named or at.portfolio.coach.name
    if not name:
        raise UserError("Nobody knows who decides.", hint="Name yourself with --by.")
    return name


def _week(name: str, weeks: Sequence[JudgedWeek]) -> JudgedWeek | None:
    return next((week for week in weeks if week.week.name == name), None)


def _refuse_needless(name: str, answer: Answer, at: CoachContext) -> None:
    """A `UserError` where the week is not over, is no week of the search, or has its answer already."""
    week = _week(name, at.evaluation.weeks)
    if week is None:
        window = at.evaluation.window
        span = f"The window runs from {window.start} to {window.end}." if window else None
        raise UserError(f"{name} is not a week of this search.", hint=span)
    if not week.closed:
        ends = weekday_day_month(week.week.ends)
        hint = "Answer it when it is over. Leave known in advance is a pause: weekproof coach pause."
        raise UserError(f"{name} is not over: its last day is {ends}.", hint=hint)
    named = [
        requirement
        for requirement in week.requirements
        if not answer.requirements or requirement.id in answer.requirements
    ]
    short = [requirement for requirement in named if requirement.verdict in ("short", "unknown")]
    if not named:
        return  # obligations, or ids that nobody knows: the rules tell
    if not short:
        how = (
            "is excused already"
            if any(requirement.verdict == "excused" for requirement in named)
            else "needs no answer"
        )
        counts = ", ".join(
            f"{requirement.id} {requirement.counted} of {requirement.needed}" for requirement in named
        )
        raise UserError(f"{name} {how}: {counts}.", hint="Nothing was written.")
    if answer.decision == "acknowledged" and all(requirement.acknowledged for requirement in short):
        raise UserError(f"{name} is acknowledged already.", hint="Nothing was written.")


def _refuse_findings(made: Draft) -> None:
    """A `UserError` for what the rules say of the new decision: an unknown id, one that holds no longer."""
    new = made.answers.decisions[-1].origin
    for diagnostic in made.evaluation.diagnostics:
        if new.contains(diagnostic.location) and diagnostic.severity is not Severity.NOTE:
            raise UserError(f"{diagnostic.message} Nothing was written.", hint=diagnostic.hint)


def _outcome(weeks: Sequence[str], at: CoachContext, made: Draft) -> Iterator[str]:
    """What became another: each week's verdict, and the standing."""
    for name in weeks:
        before, after = _week(name, at.evaluation.weeks), _week(name, made.evaluation.weeks)
        if before is not None and after is not None and _told(before) != _told(after):
            yield f"{name}: {_told(before)} → {_told(after)}"
    if at.evaluation.standing != made.evaluation.standing:
        yield f"Standing: {at.evaluation.standing} → {made.evaluation.standing}"


def _told(week: JudgedWeek) -> str:
    short = [requirement for requirement in week.requirements if requirement.verdict == "short"]
    if short and all(requirement.acknowledged for requirement in short):
        return "short, acknowledged"
    return week.verdict


class Draft(Struct, frozen=True):
    """The coach's file with one entry more, and the verdict with it. Nothing is written yet."""

    sheet: editable_file.EditableFile
    text: str
    answers: ReadDecisions
    evaluation: Evaluation


class CoachContext(Struct, frozen=True):
    """The repository as it was judged: what a coach's answer is held against."""

    root: Path
    verdict: Verdict

    @property
    def evaluation(self) -> Evaluation:
        """The verdict on the journal alone."""
        return self.verdict.evaluation

    @property
    def portfolio(self) -> Portfolio:
        """The settings."""
        return self.verdict.portfolio


def open_for_coach(request: Request, output: Output) -> CoachContext | None:
    """The repository judged; None, and its findings told, where its settings or terms are wrong."""
    judged = run.judge(request)
    if judged.verdict is None:
        print_findings(judged.diagnostics, 2, output)
        return None
    if judged.verdict.evaluation.window is None:
        raise UserError(
            "The search has no first day yet.",
            hint="Write it into portfolio.yaml, as `start: YYYY-MM-DD` below `search`.",
        )
    return CoachContext(request.root, judged.verdict)


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
        why = f"Mend line {first.location.line} first: {first.message}" if first else "Write it by hand."
        raise UserError(f"{PATH} cannot take an entry.", hint=why)
    after = parse_decisions(_normal(text), zone)
    known = {
        (diagnostic.rule, diagnostic.message, diagnostic.location.line) for diagnostic in before.diagnostics
    }
    for one in after.diagnostics:
        if (one.rule, one.message, one.location.line) not in known:
            raise UserError(f"{one.message} Nothing was written.", hint=one.hint)
    return Draft(sheet, text, after, _judged(at, after))


def _name(at: CoachContext) -> str:
    from generator.writing.emit import format_scalar

    return format_scalar(at.portfolio.graduate.name)


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_unsigned(at: CoachContext, sheet: editable_file.EditableFile) -> None:
    """Who adds a line signs the whole file, so the rest of it must be as it was signed."""
    keys = at.portfolio.coach.signing_keys
    if not keys or sheet.data is None:
        return
    if b"\r" in sheet.data:
        hint = f"Save it with LF line ends, and add `{PATH} -text` to .gitattributes."
        raise UserError(f"{PATH} has CRLF line ends, which git may change after you sign.", hint=hint)
    state = check_signature(at.root, PATH, keys)
    if state not in (SignatureStatus.GOOD, SignatureStatus.UNCHECKED):
        hint = "Read it, take out what is not yours, and sign it: weekproof coach sign. Then decide."
        raise UserError(f"{PATH} is not as a coach signed it: its signature is {state.value}.", hint=hint)


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
    keys = at.portfolio.coach.signing_keys
    signature = _signature(at, made, key) if keys else None
    editable_file.save(at.root, made.sheet, made.text)
    if signature is not None:
        put_signature(at.root, signature)
    paths = f"{PATH} and {PATH}.sig" if signature else PATH
    output.echo(
        f"Written{' and signed' if signature else ''}: {paths}. Commit {'both' if signature else 'it'}."
    )


def _signature(at: CoachContext, made: Draft, key: Path) -> bytes:
    if not is_for(made.answers.graduate, at.portfolio):
        hint = f"Begin the file with `graduate: {at.portfolio.graduate.name}`."
        raise UserError("The decisions do not say whom they are for.", hint=hint)
    data = made.sheet.bom + made.text.encode()
    signature = signature_over(data, key)
    if verify(data, signature, at.portfolio.coach.signing_keys) is SignatureStatus.OTHER_KEY:
        hint = "Nothing was written. Add its public half there, or name another key with --key."
        raise UserError("This key is none of `coach.signing_keys` in portfolio.yaml.", hint=hint)
    return signature
