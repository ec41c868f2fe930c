"""`weekproof new post|project`: a Markdown file with its front matter, ready to be written."""

from __future__ import annotations

from collections.abc import Mapping

from generator.cli.findings import print_findings
from generator.core.errors import UserError
from generator.intake.question import Ask, Question
from generator.model.commitment import Commitment
from generator.model.kinds import Journal
from generator.model.post import Post
from generator.model.project import Project
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.reporters.escape import printable
from generator.reporters.registry import Output
from generator.writing.documents import add_document
from generator.writing.entries import Value

Given = Mapping[str, Value]
_QUESTIONS: Mapping[type[Post | Project], tuple[tuple[str, Question], ...]] = {
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
}


def new_document(
    kind: type[Post | Project], given: Given, request: Request, output: Output, ask: Ask | None
) -> int:
    """Write the file and say where; the exit code. Nothing is opened."""
    judged = run.judge(request)
    journal = judged.journal
    if journal is None:
        print_findings(judged.diagnostics, 2, output)
        return 2
    fields: dict[str, Value] = dict(given)
    fields.setdefault("date", judged.as_of)
    is_whole = all(key in fields for key, question in _QUESTIONS[kind] if question.required)
    for key, question in _QUESTIONS[kind]:
        if ask is not None and not is_whole and key not in fields:
            fields[key] = ask(question)
        elif question.required and key not in fields:
            raise UserError(
                f"What is missing: --{key}.", hint="Nothing was written. At a terminal you are asked for it."
            )
    if kind is Post:
        fields["draft"] = True
    path = _added(kind, request, fields, journal)
    output.echo(printable(f"Saved: {path}"))
    if kind is Post:
        output.echo(_until(journal, judged.commitment))
    return 0


def _added(kind: type[Post | Project], request: Request, fields: Given, journal: Journal) -> str:
    if kind is Post:
        taken = frozenset(post.name for post in journal.posts)
        return add_document(request.root, Post, fields, journal.portfolio, taken).origin.path
    taken = frozenset(project.name for project in journal.projects)
    return add_document(request.root, Project, fields, journal.portfolio, taken).origin.path


def _until(journal: Journal, commitment: Commitment | None) -> str:
    """What a draft still needs to count."""
    words = _fewest_words(commitment, journal.portfolio.search.programme) if commitment else 0
    more = f"it has {words} words or more and " if words else ""
    return f"It is a draft, shown nowhere. It counts once {more}the line `draft: true` is gone."


def _fewest_words(commitment: Commitment, name: str) -> int:
    programme = commitment.programme(name)
    terms = (
        (commitment.requirement(requirement) for requirement in programme.requirements) if programme else ()
    )
    return next((term.min_words for term in terms if term and term.kind == "posts"), 0)
