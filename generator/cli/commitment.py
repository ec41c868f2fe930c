"""`weekproof commitment check|diff|test`: for a school that writes its own terms."""

from __future__ import annotations

from dataclasses import replace as with_changes
from pathlib import Path

from generator.cli.commitment_examples import failures
from generator.cli.findings import print_findings
from generator.commitment.diff import describe_difference, differences
from generator.commitment.lint import lint_warnings
from generator.commitment.loader import SHIPPED_FOLDER, load_examples, shipped_names
from generator.core.diagnostics import has_errors, in_order
from generator.core.errors import UserError
from generator.model.commitment import Commitment
from generator.reporters.escape import printable
from generator.reporters.registry import Output
from generator.rules.severities import check_severities


def check(named: str, output: Output) -> int:
    """Read a commitment file and print_findings all that is wrong with it; the exit code."""
    file = _file(named)
    commitment, examples, diagnostics = load_examples(file)
    if commitment is not None:
        diagnostics = (*diagnostics, *check_severities(commitment), *lint_warnings(commitment))
    code = 2 if has_errors(diagnostics) or commitment is None else 0
    print_findings(in_order(diagnostics), code, _of_file(file, output))
    if commitment is not None and output.is_text:
        programmes = ", ".join(programme.id for programme in commitment.programmes)
        said = f"{commitment.title}: {programmes}; {len(examples)} examples; digest {commitment.digest}"
        output.echo(printable(said))
    return code


def diff(named: str, other: str, output: Output) -> int:
    """Say in words every parameter that two commitments do not share; 0."""
    here, there = _load(named, output), _load(other, output)
    if here is None or there is None:
        return 2
    found = differences(here, there)
    for row in found:
        output.echo(printable(describe_difference(*row, there.name)))
    if not found:
        output.echo(printable(f"No parameter differs from {there.name}."))
    return 0


def test(named: str, output: Output) -> int:
    """Run a commitment's own examples; 0 if all come out as they say, else 1."""
    file = _file(named)
    commitment, examples, diagnostics = load_examples(file)
    if commitment is None or has_errors(diagnostics):
        print_findings(in_order(diagnostics), 2, _of_file(file, output))
        return 2
    if not examples:
        hint = "Add some below `tests:`; docs/school/terms.md shows how."
        raise UserError(f"{named} has no examples.", hint=hint)
    failed = 0
    for example in examples:
        wrong = failures(example, commitment)
        failed += bool(wrong)
        word = "failed" if wrong else "ok    "
        output.echo(printable(f"{word}  it {example.head.it} (line {example.line})"))
        for text in wrong:
            output.echo(printable(f"        {text}"))
    output.echo(f"{len(examples) - failed} passed, {failed} failed")
    return 1 if failed else 0


def _load(named: str, output: Output) -> Commitment | None:
    file = _file(named)
    commitment, _, diagnostics = load_examples(file)
    if commitment is None:
        print_findings(in_order(diagnostics), 2, _of_file(file, output))
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
        raise UserError(f"There is no commitment {named}.", hint=f"Name a file, or one of: {choice}.")
    return path
