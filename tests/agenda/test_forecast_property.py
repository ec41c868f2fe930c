"""Laws of the forecast: it says of each day what judging that day says, and knows nothing of later ones."""

from __future__ import annotations

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.agenda.due import OVER
from generator.agenda.forecast import JudgeOn, changes, state_of, tasks
from generator.model.verdict import Evaluation
from generator.rules.engine import judge
from tests.properties.test_laws import stripped
from tests.support.hypothesis_profile import examples
from tests.support.worlds import structs
from tests.support.worlds.coached import coached_worlds, commitment_of, journal_of

Plain = dict[str, Any]
DAY = dt.timedelta(days=1)


def known(world: Plain) -> Plain:
    """The world without anything that is dated after its day."""
    day = world["as_of"]

    def so_far(one: Plain) -> Plain:
        later = [key for key in ("answered", "completed") if one[key] is not None and one[key] > day]
        if one["date"] > day:
            later.append("attended")
        return {**one, **dict.fromkeys(later)}

    # Appointments and due dates may lie ahead; messages may not.
    kept = [one for one in world["coaching"] if one["date"] <= day or one["kind"] != "message"]
    sent = [one for one in world["applications"] if one["date"] <= day]
    return {**stripped(world), "coaching": [so_far(one) for one in kept], "applications": sent}


def judging(world: Plain) -> JudgeOn:
    """The world judged on any day."""
    commitment, journal = commitment_of(world), journal_of(world)
    programme = structs.programme_of(commitment, world)
    return lambda day: judge(journal, commitment, programme, day, "option")


def so_far(world: Plain) -> JudgeOn:
    """What exists on the world's day, judged on any day: as the command does it."""
    commitment = commitment_of(world)
    programme = structs.programme_of(commitment, world)
    journal = judging(world)(world["as_of"]).journal
    return lambda day: judge(journal, commitment, programme, day, "option")


def verdicts(evaluation: Evaluation) -> dict[tuple[str, ...], str]:
    return {subject: verdict for subject, (verdict, _) in state_of(evaluation).items()}


@examples(40)
@given(coached_worlds())
def test_the_replay_says_of_each_day_what_judging_it_says(world: Plain) -> None:
    evaluation = judging(world)(world["as_of"])
    first = world["as_of"] - 20 * DAY
    told = list(changes(first, world["as_of"], so_far(world)))
    assert [change.day for change in told] == sorted(change.day for change in told)
    state = verdicts(judging(world)(first))
    for n in range(1, 21):
        today = first + n * DAY
        judged = verdicts(judging(world)(today))
        state |= {change.subject: change.after for change in told if change.day == today}
        assert {subject: state[subject] for subject in judged} == judged, today
    assert verdicts(evaluation) == {subject: state[subject] for subject in verdicts(evaluation)}


@examples(40)
@given(coached_worlds(), st.integers(0, 30))
def test_nothing_dated_later_leaks_into_what_lies_ahead(world: Plain, back: int) -> None:
    world = {**world, "as_of": world["as_of"] - back * DAY}
    last = world["as_of"] + 25 * DAY
    assert list(changes(world["as_of"], last, so_far(world))) == list(
        changes(world["as_of"], last, judging(known(world)))
    )


@examples(60)
@given(coached_worlds())
def test_what_is_not_done_by_its_day_fails_on_the_next(world: Plain) -> None:
    evaluation, ahead = judging(world)(world["as_of"]), so_far(world)
    for case in evaluation.obligations:
        if case.verdict == "open" and case.due is not None:
            on, after = ([one.verdict for one in ahead(case.due + n * DAY).obligations
                          if (one.id, one.origin, one.due) == (case.id, case.origin, case.due)]
                         for n in (0, 1))  # fmt: skip
            closed = evaluation.window is not None and case.due >= evaluation.window.end
            # After leave two stretches between check-ins may fall due on one day: the last one runs.
            assert on[-1:] == ["open"] or (closed and on[-1:] == ["met"]), case
            # Overdue and perhaps answered by the coach, or in doubt; or closed with the search.
            assert after[-1] in {"late", "unknown", "acknowledged", "waived"} | ({"met"} if closed else set())


@examples(60)
@given(coached_worlds())
def test_the_weeks_that_are_asked_fail_once_they_close(world: Plain) -> None:
    evaluation, ahead = judging(world)(world["as_of"]), so_far(world)
    asked = {
        task.due.subject[1]: task.by
        for task in tasks(evaluation, commitment_of(world))
        if task.due.kind == "requirement"
    }
    if evaluation.standing in OVER:
        assert asked == {}
        return
    grace = world["terms"]["grace_days"] * DAY
    for week in evaluation.weeks:
        # By then no meeting of its last days can be followed up in time.
        closed = ahead(week.week.ends + max(grace, 3 * DAY) + DAY)
        verdict = verdicts(closed)["week", week.week.name]
        if week.week.name in asked:
            # The last day whose records count, or once the week has ended that to log what happened in it.
            assert evaluation.window is not None
            last = min(week.week.ends, evaluation.window.end)
            assert asked[week.week.name] == (last if evaluation.as_of <= last else week.closes)
            assert week.closes >= week.week.ends + grace
            assert verdict in ("short", "unknown", "excused")
        elif not week.closed:
            assert verdict in ("met", "paused", "partial"), week.week.name
