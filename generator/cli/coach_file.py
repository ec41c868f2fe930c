"""The coach's file with one entry more: judged before it is written, and signed where it has to be."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from generator.cli.coach_sign import put_signature, signature_over
from generator.cli.findings import print_findings
from generator.core.errors import UserError
from generator.environment.signature import SignatureStatus, check_signature, verify
from generator.model.decision import Decision, Pause
from generator.model.portfolio import Portfolio
from generator.model.verdict import Evaluation
from generator.model.zone import zone_of
from generator.pipeline import run
from generator.pipeline.types import Request, Verdict
from generator.reading.decisions import PATH, ReadDecisions, parse_decisions
from generator.reporters.registry import Output
from generator.rules.decisions.signature import is_for
from generator.writing import files
from generator.writing.entries import Fields
from generator.writing.lists import append_entry
from generator.writing.typed import coerce_fields


class Draft(Struct, frozen=True):
    """The coach's file with one entry more, and the verdict with it. Nothing is written yet."""

    sheet: files.EditableFile
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
    sheet = files.open_file(at.root, PATH, at.portfolio.limits.yaml_kb)
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
    from generator.writing.scalars import format_scalar

    return format_scalar(at.portfolio.graduate.name)


def _normal(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _refuse_unsigned(at: CoachContext, sheet: files.EditableFile) -> None:
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
    files.save(at.root, made.sheet, made.text)
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
