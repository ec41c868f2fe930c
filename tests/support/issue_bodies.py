"""Bodies of issues as GitHub writes them for the form."""

from __future__ import annotations

from generator.intake.issue_form import LABELS

ANSWERS = {
    "First name": "Ingrid",
    "Last name": "Solberg",
    "Their title": "Data engineer",
    "Company": "Harbour Analytics",
    "Kind of contact": "Cold outreach",
    "Summary": "She explained how their loads are tested.",
}


def body(end: str = "\n", **answers: str) -> str:
    """A body with these answers, a `_` in a label for a space; the rest as in ANSWERS, or left empty."""
    given = {**ANSWERS, **{label.replace("_", " "): text for label, text in answers.items()}}
    assert set(given) <= set(LABELS), given.keys()
    parts = [f"### {label}\n\n{given.get(label) or '_No response_'}" for label in LABELS]
    return "\n\n".join(parts).replace("\n", end)
