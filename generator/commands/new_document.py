"""`weekproof new post|project`: a Markdown file with its front matter, ready to be written."""

from __future__ import annotations

from collections.abc import Mapping

from generator import pipeline
from generator.asking.question import Ask, Question
from generator.commands.told import tell
from generator.faults import Fault
from generator.model.commitment import Commitment, Programme
from generator.model.post import Post
from generator.model.project import Project
from generator.reporters.safe import printable
from generator.reporters.table import Output
from generator.run import Judged, Request
from generator.writing.documents import add_document
from generator.writing.entries import Value

Given = Mapping[str, Value]
_QUESTIONS: Mapping[type[Post | Project], tuple[tuple[str, Question], ...]] = {
    Post: (
        ("title", Question(label="Title", needed=True)),
        ("summary", Question(label="In one sentence (Enter: later)")),
    ),
    Project: (
        ("title", Question(label="Its name", needed=True)),
        ("summary", Question(label="In one sentence", needed=True)),
        ("repository", Question(label="Where the code is (Enter: leave out)")),
        ("demo", Question(label="Where it runs (Enter: leave out)")),
    ),
}


def new_document(
    kind: type[Post | Project], given: Given, request: Request, output: Output, ask: Ask | None
) -> int:
    """Write the file and say where; the exit code. Nothing is opened."""
    judged = pipeline.judge(request)
    if judged.portfolio is None:
        tell(judged.found, 2, output)
        return 2
    fields: dict[str, Value] = dict(given)
    fields.setdefault("date", judged.as_of)
    is_whole = all(key in fields for key, question in _QUESTIONS[kind] if question.needed)
    for key, question in _QUESTIONS[kind]:
        if ask is not None and not is_whole and key not in fields:
            fields[key] = ask(question)
        elif question.needed and key not in fields:
            raise Fault(
                f"What is missing: --{key}.", hint="Nothing was written. At a terminal you are asked for it."
            )
    if kind is Post:
        fields["draft"] = True
    path = _added(kind, request, fields, judged)
    output.say(printable(f"Saved: {path}"))
    if kind is Post:
        output.say(_until(judged))
    return 0


def _added(kind: type[Post | Project], request: Request, fields: Given, judged: Judged) -> str:
    journal = judged.journal
    if journal is None:
        raise Fault("portfolio.yaml cannot be read.", hint="weekproof check says why.")
    if kind is Post:
        taken = frozenset(post.name for post in journal.posts)
        return add_document(request.root, Post, fields, journal.portfolio, taken).origin.path
    taken = frozenset(project.name for project in journal.projects)
    return add_document(request.root, Project, fields, journal.portfolio, taken).origin.path


def _until(judged: Judged) -> str:
    """What a draft still needs to count."""
    words = _fewest_words(judged.commitment, judged.programme)
    more = f"it has {words} words or more and " if words else ""
    return f"It is a draft, shown nowhere. It counts once {more}the line `draft: true` is gone."


def _fewest_words(commitment: Commitment | None, programme: Programme | None) -> int:
    if commitment is None or programme is None:
        return 0
    terms = (commitment.requirement(name) for name in programme.requirements)
    return next((one.min_words for one in terms if one and one.kind == "posts"), 0)
