"""`weekproof commitment check|diff|test`: for schools that write their own terms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace as with_changes
from pathlib import Path

import click

from generator.cli.findings import print_findings
from generator.cli.options import asked, output
from generator.commitment.diff import describe_difference, differences
from generator.commitment.examples import Example
from generator.commitment.lint import lint_warnings
from generator.commitment.loader import SHIPPED_FOLDER, load_examples, shipped_names
from generator.core.diagnostics import has_errors, sort_diagnostics
from generator.core.errors import UserError
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation, JudgedWeek
from generator.reporters.escape import printable
from generator.reporters.registry import Output
from generator.rules.engine import judge
from generator.rules.severities import check_severities
from generator.source.tree import MappingNode, Node, ScalarNode


@click.group()
def commitment() -> None:
    """For schools that write their own terms."""


@commitment.command(name="check")
@click.argument("file")
def commitment_check(file: str) -> int:
    """Check a commitment: a FILE, or the name of a shipped one."""
    path, out = _file(file), output(asked())
    terms, examples, diagnostics = load_examples(path)
    if terms is not None:
        diagnostics = (*diagnostics, *check_severities(terms), *lint_warnings(terms))
    code = 2 if has_errors(diagnostics) or terms is None else 0
    print_findings(sort_diagnostics(diagnostics), code, _of_file(path, out))
    if terms is not None and out.is_text:
        programmes = ", ".join(programme.id for programme in terms.programmes)
        out.echo(printable(f"{terms.title}: {programmes}; {len(examples)} examples; digest {terms.digest}"))
    return code


@commitment.command(name="diff")
@click.argument("file")
@click.argument("other", required=False)
def commitment_diff(file: str, other: str | None) -> int:
    """List in words how FILE differs from OTHER: by default what it extends, else flatiron."""
    out = output(asked())
    here = _load(file, out)
    there = _load(other or (here and here.extends) or "flatiron", out)
    if here is None or there is None:
        return 2
    found = differences(here, there)
    for row in found:
        out.echo(printable(describe_difference(*row, there.name)))
    if not found:
        out.echo(printable(f"The same as {there.name}."))
    return 0


@commitment.command(name="test")
@click.argument("file")
def commitment_test(file: str) -> int:
    """Run the examples below `tests:` in the commitment FILE."""
    path, out = _file(file), output(asked())
    terms, examples, diagnostics = load_examples(path)
    if terms is None or has_errors(diagnostics):
        print_findings(sort_diagnostics(diagnostics), 2, _of_file(path, out))
        return 2
    if not examples:
        hint = "Add some below `tests:`; the manual shows how (docs/school/terms.md)."
        raise UserError(f"{file} has no examples.", hint=hint)
    failed = 0
    for example in examples:
        wrong = failures(example, terms)
        failed += bool(wrong)
        word = "failed" if wrong else "ok    "
        out.echo(printable(f"{word}  it {example.head.it} (line {example.line})"))
        for text in wrong:
            out.echo(printable(f"        {text}"))
    out.echo(f"{len(examples) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _load(named: str, output: Output) -> Commitment | None:
    file = _file(named)
    commitment, _, diagnostics = load_examples(file)
    if commitment is None:
        print_findings(sort_diagnostics(diagnostics), 2, _of_file(file, output))
    return commitment


def _of_file(file: Path, output: Output) -> Output:
    """How findings on `file` are told: all of them, with the lines of that file.

    Who checks one file wants all of it; here nothing is a hundred times the same.
    """
    root = file.parent if output.style.root else None
    return with_changes(output, style=with_changes(output.style, root=root, verbose=True))


def _file(named: str) -> Path:
    """The file of a shipped commitment's name, or at a path."""
    if named in shipped_names():
        return SHIPPED_FOLDER / f"{named}.yaml"
    path = Path(named)
    if not path.is_file():
        choice = ", ".join(shipped_names())
        raise UserError(f"There is no commitment called {named}.", hint=f"Give a file, or one of: {choice}.")
    return path


def failures(example: Example, commitment: Commitment) -> list[str]:
    """Each expectation that was not met, in a sentence; none if the example holds."""
    head = example.head
    name = head.programme or commitment.programmes[0].id
    programme = commitment.programme(name)
    if programme is None:
        return [f"there is no programme `{name}`"]
    evaluation = judge(example.journal, commitment, programme, head.as_of, "option")
    return list(_compare(example.expect, evaluation, commitment))


def _compare(expect: MappingNode, evaluation: Evaluation, commitment: Commitment) -> Iterator[str]:
    weeks = {week.week.name: week for week in evaluation.weeks}
    for name, entry in expect.entries.items():
        if name == "standing":
            yield from _unlike("the standing", _text(entry.value), evaluation.standing)
        elif name == "strikes":
            count = evaluation.strikes.count if evaluation.strikes else "none"
            yield from _unlike("the strikes", _text(entry.value), str(count))
        elif name in weeks and isinstance(entry.value, MappingNode):
            yield from _week(weeks[name], entry.value)
        elif commitment.obligation(name):
            verdicts = [obligation.verdict for obligation in evaluation.obligations if obligation.id == name]
            yield from _unlike(f"`{name}`", _text(entry.value), ", ".join(verdicts) or "none")
        else:
            yield f"`{name}` is not a week, an obligation or a word that can be expected"


def _week(week: JudgedWeek, expect: MappingNode) -> Iterator[str]:
    counted = {requirement.id: requirement for requirement in week.requirements}
    for name, entry in expect.entries.items():
        where = f"{week.week.name}, {name}"
        wanted = _text(entry.value)
        if name == "verdict":
            yield from _unlike(where, wanted, week.verdict)
        elif name not in counted:
            yield f"{where}: there is no such requirement"
        elif wanted.isdecimal():
            yield from _unlike(where, wanted, str(counted[name].counted))
        elif " of " in wanted:
            requirement = counted[name]
            yield from _unlike(where, wanted, f"{requirement.counted} of {requirement.needed}")
        else:
            yield from _unlike(where, wanted, counted[name].verdict)


def _unlike(what: str, wanted: str, got: str) -> Iterator[str]:
    if wanted != got:
        yield f"{what}: expected {wanted}, got {got}"


def _text(node: Node) -> str:
    return node.text if isinstance(node, ScalarNode) else "one word"
