"""Whom a text hints at without the whole name."""

from __future__ import annotations

import pytest

from generator.guard.hints import hints
from generator.guard.secrets import collect
from generator.model.kinds import Journal
from tests.support.guard import contact, portfolio, post, site_of

A = "content/blog/2026-11-16-a.md"


def lines(text: str, *mentions: str, **fields: object) -> list[int | None]:
    """The lines of a post that hint at a contact with Jane Doering at Acme Maps."""
    known = {"first_name": "Jane", "last_name": "Doering", "employer": "Acme Maps, Inc.", **fields}
    journal = Journal(portfolio=portfolio(), contacts=(contact(**known),), posts=(post("a", *mentions),))
    found = hints(site_of({"a.html": "x"}, {"a.html": (A,)}), collect(journal, ()), {A: text})
    return [one.location.line for one in found if one.personal]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("x\n\nThanks to Ms. Doering.", [3]), ("Thanks to Mrs Doering", [1]), ("Dr. Doering's talk", [1]),
        ("J. Doering", [1]), ("K. Doering", []), ("Doering", []), ("ms doering", []), ("Jan Doering", [1]),
        ("Jane", []), ("Jane showed me.\nAt Acme Maps.", [1]), ("Acme Maps", []), ("jane at acme maps", []),
        ("Jane of Acme", []), ("`Ms Doering`", []), ("Ms Doeringer", []),
    ],
)  # fmt: skip
def test_hints(text: str, at: list[int]) -> None:
    assert lines(text) == at
    assert lines(text, "Jane Doering") == []


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        ("Bob", "O'Neill", "Mr. O'Neill's talk"), ("Bob", "O'Neill", "B. O’Neill"),
        ("Bob", "O’Neill", "Mr Oneill"),
        ("Fatima", "al-Sayed", "Dr. al-Sayed"), ("Fatima", "al-Sayed", "Dr Al Sayed"),
        ("Jan", "van der Berg", "Mr. van der Berg"), ("Jan", "van der Berg", "J. Berg"),
        ("Ana", "López García", "Ms. López"), ("Ana", "López-García", "Ms García"),
        ("Jean-Luc", "Moreau", "J.-L. Moreau"), ("Jean-Luc", "Moreau", "J.L. Moreau"),
        ("Jean-Luc", "Moreau", "JL Moreau"),
        ("Jean-Luc", "Moreau", "J. L. Moreau"), ("Jean-Luc", "Moreau", "J. Moreau"),
    ],
)  # fmt: skip
def test_names_of_more_than_one_part(first: str, last: str, text: str) -> None:
    assert lines(text, first_name=first, last_name=last) == [1]
    assert lines(text.lower(), first_name=first, last_name=last) == []
    assert lines(text.replace("J", "K"), first_name=first, last_name=last) == ([] if "J" in text else [1])


def test_short_forms_of_first_names() -> None:
    assert lines("Bob Doering", first_name="Robert") == [1]
    assert lines("Rob Doering", first_name="Robert") == [1]
    assert lines("Bill Doering", first_name="Robert") == []
    assert lines("Robert Doering", first_name="Bob") == [1]
    assert lines("Bobby Doering", first_name="Bob") == [1]
    assert lines("William Doering", first_name="Bob") == []


def test_a_first_name_that_is_a_word_or_the_graduates_hints_at_nobody() -> None:
    assert lines("Will maps of Acme Maps", first_name="Will") == []
    assert lines("Amara went to Acme Maps", first_name="Amara") == []
