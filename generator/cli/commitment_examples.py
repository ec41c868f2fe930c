"""One example of a commitment, judged, and what came out otherwise than expected."""

from __future__ import annotations

from collections.abc import Iterator

from generator.commitment.examples import Example
from generator.model.commitment import Commitment
from generator.model.verdict import Evaluation, JudgedWeek
from generator.rules.engine import judge
from generator.source.tree import MappingNode, Node, ScalarNode


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
            yield f"there is no week, obligation or word `{name}` to expect"


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
