"""The weeks that are shown in public, where a school's terms mix what is shown with what is not."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from generator.model.commitment import Commitment
from generator.model.kinds import Journal
from generator.model.portfolio import Site
from generator.public.disclose import disclose
from generator.public.view import ProgressView
from tests.support.rules.searches import (
    activity,
    coaching,
    contact,
    contributions,
    journal,
    judged,
    post,
    requirement,
    terms,
)

EVERYTHING = (
    *(contact("06-02", n) for n in range(3)),
    *(coaching("check-in", "06-02", n, attended="on-time") for n in range(2)),
    post("06-03"),
    contributions("06-04", commits=5),
    activity("06-05"),
)


def mixed(*kinds: Any) -> Commitment:
    return terms(requirement("any-of", "work", of=tuple(requirement(kind) for kind in kinds)))


def progress(commitment: Commitment, mode: Any = "work") -> ProgressView:
    found: Journal = journal(*EVERYTHING)
    found = replace(found, portfolio=replace(found.portfolio, site=Site(progress=mode)))
    evaluation = judged(commitment, "06-07", found)
    view = disclose(evaluation, commitment, commitment.programmes[0], "weekproof").progress
    assert view is not None
    return view


@pytest.mark.parametrize(
    ("kinds", "writing", "making", "label"),
    [
        (("posts", "contributions"), 1, 5, "public contributions"),
        (("contributions", "posts"), 1, 5, "public contributions"),
        (("posts", "activities"), 1, 1, "design activities"),
        (("contacts", "check-ins"), 0, 0, "public contributions"),
        (("contacts", "check-ins", "posts", "activities"), 1, 1, "design activities"),
    ],
)
def test_each_record_stands_in_the_row_it_belongs_to(
    kinds: tuple[str, ...], writing: int, making: int, label: str
) -> None:
    view = progress(mixed(*kinds))
    assert [(week.writing, week.making, week.contacts) for week in view.weeks] == [(writing, making, None)]
    assert view.making_label == label
    design = [(count.kind, count.number) for week in view.weeks for count in week.design]
    assert design == ([("extra-credit", 1)] if label == "design activities" else [])
    assert (view.total_contacts, view.met, view.asked) == (None, None, None)


def test_contacts_of_an_alternative_are_numbers_where_all_is_shown() -> None:
    view = progress(mixed("contacts", "check-ins", "posts"), "full")
    assert [(week.writing, week.making, week.contacts) for week in view.weeks] == [(1, 0, 3)]


def test_a_record_that_goes_towards_two_requirements_is_shown_once() -> None:
    asked = requirement("posts"), requirement("any-of", "work", of=(requirement("posts", "again"),))
    view = progress(terms(*asked))
    assert [(week.writing, len(week.posts)) for week in view.weeks] == [(1, 1)]
