"""`weekproof done`: note that something open was done: a follow-up, an answer, an appointment, a goal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import click
from msgspec import Struct

from generator.cli.options import AS_OF, NO_INPUT, ROOT, asked, asker, output, request
from generator.core.dates import short_day
from generator.core.diagnostics import public_path
from generator.core.errors import UserError
from generator.core.text import count, fold_line, quote
from generator.desk.desk import Desk
from generator.intake.prompts import day_parser, name_of
from generator.intake.question import Ask, Question
from generator.model.application import ApplicationStatus
from generator.model.coaching import Attended, Coaching
from generator.model.kinds import Journal
from generator.model.offer import Answer
from generator.model.origin import Record
from generator.reporters.escape import printable
from generator.reporters.registry import Output

APPOINTMENTS = ("check-in", "mock-interview", "material-review")
_STAGES = get_args(ApplicationStatus)
_LAST_STAGES = ("rejected", "withdrawn")


class Open(Struct, frozen=True, kw_only=True):
    """Something that waits to be noted as done, in a record.

    `day` is the key that gets the day, if any; `word` the key that gets one of `words`.
    """

    what: str
    record: Record
    day: str = ""
    word: str = ""
    words: tuple[str, ...] = ()


def open_things(journal: Journal, as_of: dt.date) -> Iterator[Open]:
    """What can be noted as done, the records of each kind from the oldest to the latest."""
    for contact in journal.contacts:
        if contact.kind == "networking" and contact.follow_up is None and contact.date <= as_of:
            met = f"{name_of(contact) or 'somebody'} ({short_day(contact.date)})"
            yield Open(what=f"follow-up: {met}", record=contact, day="follow_up")
    for offer in journal.offers:
        if offer.answer is None:
            words = get_args(Answer)
            yield Open(what=f"offer: {offer.label}", record=offer, day="answered", word="answer", words=words)
    for one in journal.coaching:
        yield from _of_coaching(one, as_of)
    for goal in journal.goals:
        if goal.done is None:
            yield Open(what=f"goal: {goal.title}", record=goal, day="done")
    for job in journal.applications:
        if job.status not in _LAST_STAGES:
            later = _STAGES[_STAGES.index(job.status) + 1 :]
            yield Open(
                what=f"application ({job.status}): {job.label}", record=job, word="status", words=later
            )


def _of_coaching(one: Coaching, as_of: dt.date) -> Iterator[Open]:
    what = f"{one.kind.replace('-', ' ')}: {one.title or short_day(one.date)}"
    if one.kind == "message" and one.answered is None:
        yield Open(what=what, record=one, day="answered")
    elif one.kind == "deliverable" and one.completed is None:
        yield Open(what=what, record=one, day="completed")
    elif one.kind in APPOINTMENTS and one.attended is None and one.date <= as_of:
        yield Open(what=what, record=one, word="attended", words=get_args(Attended))


@click.command()
@click.argument("words", metavar="[NUMBER|WORDS]", nargs=-1)
@ROOT
@AS_OF
@NO_INPUT
@click.option("--on", "day", metavar="YYYY-MM-DD", help="The day it was done.  [default: today]")
@click.option("--as", "word", metavar="WORD", help="How it ended, such as accepted, on-time or interview.")
def done(
    words: tuple[str, ...],
    root: Path,
    as_of: str | None,
    day: str | None,
    word: str | None,
    *,
    no_input: bool,
) -> int:
    """Note that something is done: a follow-up sent, an offer answered, a goal reached.

    Without NUMBER or WORDS, list what is open. WORDS are part of a name or a title.
    """
    options = asked(root, as_of)
    out, desk = output(options), Desk(request(options))
    ask = asker(no_input=no_input)
    things = list(open_things(desk.journal, desk.today))
    found = _found(things, " ".join(words))
    if not found:
        out.echo(f"Nothing open is called {quote(' '.join(words))}." if words else "Nothing is open.")
        return 2 if words else 0
    if len(found) > 1:
        for number in found:
            out.echo(f"{number + 1:>3}  {_shown(things[number], out)}")
        if ask is None:
            out.echo("\nweekproof done NUMBER notes one of them as done." if not words else "Which one?")
            return 2 if words else 0
        numbers = tuple(str(number + 1) for number in found)
        found = [int(ask(Question(label="Number", required=True, parse=_one_of(numbers)))) - 1]
    return _note(things[found[0]], desk, out, ask, day, word)


def _found(things: list[Open], words: str) -> list[int]:
    """The positions of the things that are meant: by number, or by all the words."""
    if words.isdecimal():
        return [int(words) - 1] if 0 < int(words) <= len(things) else []
    wanted = fold_line(words).split()
    return [at for at, thing in enumerate(things) if all(word in fold_line(thing.what) for word in wanted)]


def _shown(thing: Open, out: Output) -> str:
    """The thing in words; where strangers may read it, only its kind and line."""
    if not out.redact:
        return printable(thing.what)
    origin = thing.record.origin
    return f"{thing.what.split(':')[0].split(' (')[0]}: {public_path(origin.path)}:{origin.line}"


def _one_of(numbers: tuple[str, ...]) -> Any:
    from generator.intake.question import InvalidAnswer

    def parse(text: str) -> str:
        if text not in numbers:
            raise InvalidAnswer("Type one of the numbers above.")
        return text

    return parse


def _note(thing: Open, desk: Desk, out: Output, ask: Ask | None, day: str | None, word: str | None) -> int:
    """Write it down, and say what came of it."""
    answers = _answers(thing, ask, desk.today, day, word)
    opened = desk.open_at(thing.record.origin.location)
    if opened is None:
        raise UserError(f"{thing.record.origin.path} cannot be changed here.", hint="Change it by hand.")
    judgement = desk.judge_edit(opened, {**opened.texts, **answers})
    if judgement.draft is None:
        told: Mapping[str, tuple[str, ...]] = judgement.problems
        for problem in (*judgement.general, *(line for lines in told.values() for line in lines)):
            out.echo(printable(problem))
        out.echo("Nothing was written.")
        return 2
    change = desk.save_edit(judgement)
    out.echo(f"Saved: {public_path(change.path) if out.redact else change.path}:{change.line}")
    for reason in judgement.reasons:
        out.echo(f"Does not count: {printable(reason)}")
    if judgement.consequence.progress:
        out.echo(f"{judgement.consequence.progress}.")
    left = len(list(open_things(desk.journal, desk.today)))
    out.echo(f"{count(left, 'more thing is', 'more things are')} open." if left else "Nothing else is open.")
    return 0


def _answers(
    thing: Open, ask: Ask | None, today: dt.date, day: str | None, word: str | None
) -> dict[str, str]:
    """The keys to write: what was given as options, else what was asked."""
    answers: dict[str, str] = {}
    hint = f"Give --as with one of: {', '.join(thing.words)}."
    if thing.word:
        if word is None and ask is None:
            raise UserError("How did it end?", hint=hint)
        question = Question(label="How did it end", choices=thing.words, required=True)
        answers[thing.word] = word or (ask or _nobody)(question)
        if answers[thing.word] not in thing.words:
            raise UserError(f"{quote(answers[thing.word])} is not how this can end.", hint=hint)
    elif word is not None:
        raise UserError("This has only a day.", hint="Leave out --as; --on gives the day.")
    if day is not None and not thing.day:
        raise UserError("This has no day.", hint="Leave out --on.")
    if thing.day:
        asked_for = Question(label="Date", default=today.isoformat(), parse=day_parser(today))
        answers[thing.day] = day or (ask(asked_for) if ask else today.isoformat())
    return answers


def _nobody(_: Question) -> str:
    raise UserError("Input is not a terminal.")
