"""`weekproof new …`: log what happened in a few keystrokes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from generator.cli.findings import print_findings
from generator.cli.new_record import BELOW, answers_of, new_record
from generator.cli.options import AS_OF, NO_INPUT, ROOT, asked, asker, output, request
from generator.core.diagnostics import Severity
from generator.core.errors import UserError
from generator.core.text import join_words
from generator.intake.prompts import suggestions
from generator.intake.question import Ask, Question
from generator.model.commitment import Commitment
from generator.model.kinds import KIND_OF_RECORD, Journal, Kind, kinds_stored_as
from generator.model.letter import Letter
from generator.model.page import Page
from generator.model.post import Post
from generator.model.project import Project
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.reading.fields import Choice, Group, Key, ListOf, Shape, Text, keys_of
from generator.reading.portfolio import read_portfolio
from generator.reading.scalars import read_bool
from generator.reporters.escape import printable
from generator.reporters.registry import Output
from generator.writing.add_document import add_document, letter_skeleton
from generator.writing.emit import Value

_TITLE = click.argument("words", metavar="[TITLE]", nargs=-1)
_FROM = click.option(
    "--from",
    "mail",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="MAIL.EML",
    help="Fill in who, when and what from an email.",
)


@click.group()
def new() -> None:
    """Log what happened today.

    Adds a record or a draft and changes nothing else.
    """


@new.command()
@_TITLE
@ROOT
@AS_OF
@NO_INPUT
@click.option("--title", metavar="TEXT", help="The same as [TITLE].")
@click.option("--summary", metavar="TEXT", help="One or two sentences for lists and feeds.")
@click.option("--tag", "tags", metavar="TEXT", multiple=True, help="A topic.")
@click.option("--date", metavar="YYYY-MM-DD", help="Date of the post.  [default: today]")
def post(root: Path, as_of: str | None, *, no_input: bool, **fields: Any) -> int:
    """Start a post: content/blog/DATE-TITLE.md, a draft."""
    return _document(Post, root, as_of, fields, no_input=no_input)


@new.command()
@_TITLE
@ROOT
@AS_OF
@NO_INPUT
@click.option("--title", metavar="TEXT", help="The same as [TITLE].")
@click.option("--summary", metavar="TEXT", help="One or two sentences.")
@click.option("--repository", metavar="URL", help="Repository of the code.")
@click.option("--demo", metavar="URL", help="Address of a demo.")
@click.option("--stack", metavar="TEXT", multiple=True, help="A language or tool it is built with.")
@click.option("--date", metavar="YYYY-MM-DD", help="Date it was finished.  [default: today]")
def project(root: Path, as_of: str | None, *, no_input: bool, **fields: Any) -> int:
    """Start a case study: content/projects/TITLE.md, a draft."""
    return _document(Project, root, as_of, fields, no_input=no_input)


@new.command()
@_TITLE
@ROOT
@AS_OF
@NO_INPUT
@click.option("--title", metavar="TEXT", help="The same as [TITLE].")
@click.option("--summary", metavar="TEXT", help="One or two sentences.")
@click.option("--nav", is_flag=True, help="List it in the navigation.")
def page(root: Path, as_of: str | None, *, no_input: bool, **fields: Any) -> int:
    """Start a page, such as About: content/pages/TITLE.md, a draft."""
    return _document(Page, root, as_of, fields, no_input=no_input)


@new.command()
@click.argument("words", metavar="[EMPLOYER]", nargs=-1)
@ROOT
@AS_OF
@NO_INPUT
@click.option("--employer", metavar="TEXT", help="The same as [EMPLOYER].")
@click.option("--title", metavar="TEXT", help="Title of the job.")
@click.option("--to", metavar="TEXT", help="The person it is for.")
@click.option("--address", metavar="TEXT", multiple=True, help="A line of the employer's address.")
@click.option("--subject", metavar="TEXT", help="A line above the text.")
@click.option("--date", metavar="YYYY-MM-DD", help="The day on the letter.  [default: today]")
def letter(root: Path, as_of: str | None, *, no_input: bool, **fields: Any) -> int:
    """Start a letter to an employer, private: content/private/letters/EMPLOYER-TITLE.md."""
    return _document(Letter, root, as_of, fields, no_input=no_input, named="employer")


@new.command()
@ROOT
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="RESUME.JSON",
    help="Take what is in a JSON Resume.",
)
def resume(root: Path, source: Path | None) -> int:
    """Start your résumé: content/resume.yaml, with all sections explained."""
    from generator.writing.new_resume import imported_resume, resume_skeleton, write_resume

    options = asked(root)
    wanted, out = request(options), output(options)
    portfolio, _ = read_portfolio(wanted.root)
    if portfolio is None:
        raise UserError("portfolio.yaml cannot be read.", hint="weekproof check says why.")
    text, left_out = imported_resume(source) if source else (resume_skeleton(portfolio.graduate.name), ())
    findings = write_resume(wanted.root, portfolio, text)
    for diagnostic in findings:
        out.echo(printable(diagnostic.text.with_hint))
    if any(diagnostic.severity is Severity.ERROR for diagnostic in findings):
        out.echo("Nothing was written.")
        return 2
    out.echo("Saved: content/resume.yaml")
    if left_out:
        out.echo(printable(f"Left out, because no résumé here has such keys: {join_words(left_out)}."))
    return 0


def _record_command(word: str, kind: Kind) -> click.Command:
    """The command that adds a record of `kind`; its flags are the keys of the record."""

    def command(
        root: Path, as_of: str | None, *, no_input: bool, mail: Path | None = None, **fields: Any
    ) -> int:
        options = asked(root, as_of)
        wanted, out = request(options), output(options)
        initial = answers_of(mail, root) if mail else {}
        return new_record(
            kind.name, given_fields(fields, word), initial, wanted, out, asker(no_input=no_input)
        )

    if word == "contact":
        command = _FROM(command)
    made = click.command(word, help=kind.command_help)(ROOT(AS_OF(NO_INPUT(command))))
    made.params[:0] = options_of(word)
    return made


def _document(
    kind: type[Document],
    root: Path,
    as_of: str | None,
    fields: dict[str, Any],
    *,
    no_input: bool,
    named: str = "title",
) -> int:
    """Begin a text. `named` is the key whose value may stand behind the command."""
    options = asked(root, as_of)
    words = " ".join(fields.pop("words"))  # typed behind the command, in quotes or without
    if words and fields[named]:
        raise click.UsageError(f"Give the {named} once: as an argument or with --{named}.")
    fields[named] = fields[named] or words
    given = {name: value for name, value in fields.items() if value}
    return new_document(kind, given, request(options), output(options), asker(no_input=no_input))


RECORDS: Mapping[str, Kind] = {
    kind.command: kind for kind in kinds_stored_as("lists", "list") if kind.command
}
"""Word of the command → the kind of record that it adds."""


def options_of(word: str) -> list[click.Parameter]:
    """One option per key of the record that `new WORD` adds."""
    made = _options(RECORDS[word].record, "")
    return [option for option in made if option.name not in RECORDS[word].by_machines]


def _options(kind: type[Struct], prefix: str) -> Iterator[click.Parameter]:
    for name, key in keys_of(kind).items():
        if isinstance(key.shape, Group):
            yield from _options(key.shape.type, f"{prefix}{name}{BELOW}")
        else:
            yield _option(f"{prefix}{name}", key)


def _option(name: str, key: Key) -> click.Option:
    flag = name.replace(BELOW, "-").replace("_", "-")
    shape = key.shape
    shown = key.description or name.replace(BELOW, ": ").replace("_", " ")
    about: dict[str, Any] = {"help": f"{shown[0].upper()}{shown[1:]}.", "default": None}
    if _is_bool(shape):
        return click.Option([f"--{flag}/--no-{flag}", name], **about)
    if isinstance(shape, Choice):
        return click.Option([f"--{flag}", name], type=click.Choice(shape.words), **about)
    if isinstance(shape, ListOf):
        return click.Option([f"--{flag}", name], multiple=True, metavar="TEXT", help=about["help"])
    metavar = "YYYY-MM-DD" if _is_day(shape) else "TEXT"
    return click.Option([f"--{flag}", name], metavar=metavar, **about)


def _is_bool(shape: Shape) -> bool:
    return isinstance(shape, Text) and shape.read is read_bool


def _is_day(shape: Shape) -> bool:
    return isinstance(shape, Text) and getattr(shape.read, "__name__", "") == "read_day"


def given_fields(options: Mapping[str, Any], word: str) -> dict[str, Value]:
    """What was given as flags, by the names of their options."""
    known = {option.name for option in options_of(word)}
    return {
        name: ("true" if value else "false") if isinstance(value, bool) else value
        for name, value in options.items()
        if name in known and value not in (None, ())
    }


Given = Mapping[str, Value]
Document = Post | Project | Page | Letter
_QUESTIONS: Mapping[type[Document], tuple[tuple[str, Question], ...]] = {
    Post: (
        ("title", Question(label="Title", required=True)),
        ("summary", Question(label="One-sentence summary (optional)")),
    ),
    Project: (
        ("title", Question(label="Project name", required=True)),
        ("summary", Question(label="One-sentence summary", required=True)),
        ("repository", Question(label="Repository URL (optional)")),
        ("demo", Question(label="Demo URL (optional)")),
    ),
    Page: (
        ("title", Question(label="Title", required=True)),
        ("summary", Question(label="One-sentence summary (optional)")),
    ),
    Letter: (
        ("employer", Question(label="Employer", required=True)),
        ("title", Question(label="Job title", required=True)),
        ("to", Question(label="Person it is for (optional)")),
    ),
}


def new_document(
    kind: type[Document], given: Given, request: Request, output: Output, ask: Ask | None
) -> int:
    """Write the file and say where; the exit code. Nothing is opened."""
    judged = run.judge(request)
    journal = judged.journal
    if journal is None:
        print_findings(judged.diagnostics, 2, output)
        return 2
    fields: dict[str, Value] = dict(given)
    if kind is not Page:
        fields.setdefault("date", judged.as_of)
    is_whole = all(key in fields for key, question in _QUESTIONS[kind] if question.required)
    for key, question in _QUESTIONS[kind]:
        if ask is not None and not is_whole and key not in fields:
            fields[key] = ask(_with_suggestions(key, question, journal) if kind is Letter else question)
        elif question.required and key not in fields:
            raise UserError(
                f"Missing: --{key}.", hint="Nothing was written. In a terminal, Weekproof asks for it."
            )
    body = ""
    if kind is Letter:
        body = letter_skeleton(str(fields.get("to") or ""), journal.portfolio.graduate.name)
    else:
        fields["draft"] = True
    taken = frozenset(text.name for text in getattr(journal, KIND_OF_RECORD[kind].name))
    path = add_document(request.root, kind, fields, journal.portfolio, taken, body).origin.path
    output.echo(printable(f"Saved: {path}"))
    if kind is Letter:
        output.echo(_PRIVATE)
    else:
        output.echo(_until(journal, judged.commitment) if kind is Post else _UNTIL)
    return 0


def _with_suggestions(key: str, question: Question, journal: Journal) -> Question:
    """The question with what is in earlier records, the latest first."""
    if key == "to":
        known = suggestions(journal.contacts, "name")
    else:
        records = (*reversed(journal.applications), *reversed(journal.contacts))
        known = tuple(dict.fromkeys(text for record in records if (text := getattr(record, key))))
    return replace(question, suggestions=known)


_PRIVATE = "It is private. Write your text in it: weekproof build makes the PDF, in report/applications/."
_UNTIL = "It is a draft and not published. Write below the second ---, then delete the line `draft: true`."


def _until(journal: Journal, commitment: Commitment | None) -> str:
    """What a draft still needs to count."""
    words = _fewest_words(commitment, journal.portfolio.search.programme) if commitment else 0
    more = f"it has {words} words or more and " if words else ""
    return f"It is a draft and not published. It counts once {more}you delete the line `draft: true`."


def _fewest_words(commitment: Commitment, name: str) -> int:
    programme = commitment.programme(name)
    terms = (
        (commitment.requirement(requirement) for requirement in programme.requirements) if programme else ()
    )
    return next((term.min_words for term in terms if term and term.kind == "posts"), 0)


for _word, _kind in RECORDS.items():
    new.add_command(_record_command(_word, _kind))
