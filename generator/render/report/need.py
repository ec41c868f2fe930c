"""One thing that needs the coach, with the lines to paste where a decision is asked for."""

from __future__ import annotations

from dataclasses import dataclass

from generator.render.report.snippet import decision_lines
from generator.views.coach import ReportView


@dataclass(frozen=True, slots=True)
class Snippet:
    """Lines to paste, and what they do."""

    title: str
    lines: str


@dataclass(frozen=True, slots=True)
class Need:
    """One thing to do or to talk about.

    `where` is the place of a record, a section of the page (`#findings`) or empty.
    """

    title: str
    text: str
    where: str = ""
    snippets: tuple[Snippet, ...] = ()


def snippets(view: ReportView, weeks: tuple[str, ...], requirements: tuple[str, ...]) -> tuple[Snippet, ...]:
    """The two answers that a coach can give for `weeks`, each as an entry of the file of decisions."""
    them = "it" if len(weeks) == 1 else "them"
    stays = "it stays" if len(weeks) == 1 else "they stay"
    return tuple(
        Snippet(title, decision_lines(decision, weeks, requirements, view.coach, view.as_of))
        for decision, title in (
            ("waived", f"To excuse {them}"),
            ("acknowledged", f"To note {them}: {stays} short, the build goes on"),
        )
    )
