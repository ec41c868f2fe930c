"""`weekproof coach verify`: which closed weeks changed since the coach last had their seals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.cli.coach_keys import read_limited
from generator.core.diagnostics import Location
from generator.core.errors import UserError
from generator.core.text import count
from generator.model.verdict import Evaluation
from generator.pipeline import run
from generator.pipeline.types import Request
from generator.reporters.registry import Output
from generator.seals.compare import Change, changes
from generator.seals.file import MAX_BYTES, decode_seals
from generator.seals.weeks import Seals

_MOST_PLACES = 5


def verify(request: Request, output: Output, file: Path) -> int:
    """Hold the repository against the seals in `file`: 0 if every sealed week is as it was, else 1."""
    seals = decode_seals(read_limited(file, MAX_BYTES))
    judged = run.judge(request)
    if judged.journal is None:
        raise UserError("portfolio.yaml cannot be read.", hint="weekproof check says why.")
    changed = list(changes(seals, judged.journal))
    gone = _no_longer_asked(seals, judged.evaluation)
    for week, found in changed:
        output.echo("\n".join(_week(week, found)))
    for week in gone:
        output.echo(f"{week}  is no week of the search any more")
    if judged.journal.unreadable:
        output.echo("Some records cannot be read (weekproof check says which). Here they look removed.")
    if _none_is_here(seals, changed):
        output.echo("None of the sealed records is here: perhaps these are the seals of another repository.")
    output.echo(_summary(seals, len({*(week for week, _ in changed), *gone})))
    later = _closed_since(seals, judged.evaluation)
    if later:
        output.echo(f"Closed since: {', '.join(later)}. Keep the new seals.json for the next time.")
    return 1 if changed or gone else 0


def _none_is_here(seals: Seals, changed: Sequence[tuple[str, Sequence[Change]]]) -> bool:
    """Whether of all that was sealed nothing was found again, changed or not."""
    sealed = sum(len(texts) for week in seals.weeks for texts in week.records.values())
    return 0 < sealed == sum(change.removed for _, found in changed for change in found)


def _week(week: str, found: Sequence[Change]) -> Iterator[str]:
    yield f"{week}  {', '.join(change.text for change in found)}"
    places = [location for change in found for location in change.places]
    for location in places[:_MOST_PLACES]:
        yield f"          {_shown(location)}"
    if len(places) > _MOST_PLACES:
        yield f"          and {len(places) - _MOST_PLACES} more"


def _shown(location: Location) -> str:
    return f"{location.path}:{location.line}"


def _summary(seals: Seals, changed: int) -> str:
    if not seals.weeks:
        return "There is no sealed week in this file."
    sealed = len(seals.weeks)
    span = f"{seals.weeks[0].week} to {seals.weeks[-1].week}"
    if not changed:
        return f"Nothing has changed in the {sealed} sealed weeks ({span})."
    told = count(changed, "has changed since", "have changed since")
    return (
        f"Of the {sealed} sealed weeks ({span}) {told}. A week changes for many reasons, "
        "from a mended slip to a late note: ask."
    )


def _no_longer_asked(seals: Seals, evaluation: Evaluation | None) -> list[str]:
    """Sealed weeks that the search no longer has: its start, its length or its weeks were changed."""
    if evaluation is None:
        return []
    known = {judged.week.starts for judged in evaluation.weeks}
    return [week.week for week in seals.weeks if week.starts not in known]


def _closed_since(seals: Seals, evaluation: Evaluation | None) -> list[str]:
    if evaluation is None:
        return []
    sealed = {week.starts for week in seals.weeks}
    return [week.week.name for week in evaluation.weeks if week.closed and week.week.starts not in sealed]
