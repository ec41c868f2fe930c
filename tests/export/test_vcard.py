from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.export.vcard import cards
from tests.support import report_views
from tests.support.exports import HOSTILE, INJECTED, contact, lines, one_contact, people
from tests.support.hypothesis_profile import examples
from tests.support.reports import Made, changed

ANN: dict[str, Any] = {"first_name": "Ann", "last_name": "Lee", "employer": "Quillstone", "title": "Lead"}


def several(*rows: dict[str, Any]) -> Made:
    made: list[Any] = [
        contact(line=line, date=dt.date(2026, 6, line), **{**ANN, **row}) for line, row in enumerate(rows, 1)
    ]
    return changed(report_views.empty_view(), contacts=tuple(made))


def names(view: Made) -> list[str]:
    return [card.fn.value for card in people(view)]


def test_a_card_says_who_where_and_since_when() -> None:
    view = several(
        {"email": "ann@q.example", "phone": "+1 312 555 0141", "profile": "https://q.example/ann?a=1&b=2"},
        {"title": "Head", "email": "lee@q.example"},
        {"title": "", "phone": "+1 312 555 0141"},
    )
    [card] = people(view)
    assert (card.version.value, card.fn.value) == ("3.0", "Ann Lee")
    assert (card.n.value.family, card.n.value.given) == ("Lee", "Ann")
    assert (card.title.value, card.org.value) == ("Head", ["Quillstone"])
    assert [email.value for email in card.email_list] == ["lee@q.example", "ann@q.example"]
    assert [tel.value for tel in card.tel_list] == ["+1 312 555 0141"]
    assert card.url.value == "https://q.example/ann?a=1&b=2"
    assert card.note.value == "First contact 1 Jun 2026, last 3 Jun 2026, 3 records."


def test_what_is_not_known_is_not_there() -> None:
    view = several({"last_name": "", "title": "", "employer": "", "profile": "q.example/ann"})
    [card] = people(view)
    assert set(card.contents) == {"version", "n", "fn", "uid", "note"}
    assert (card.n.value.family, card.n.value.given) == ("", "Ann")
    assert card.note.value == "Contacted once, on 1 Jun 2026.\nProfile: q.example/ann"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "https://x\r\nTEL:1", "//x"]
)
def test_no_address_but_the_webs_becomes_a_link(address: str) -> None:
    [card] = people(several({"profile": address}))
    assert "url" not in card.contents
    assert "tel" not in card.contents


def test_people_are_brought_together_by_name_and_employer() -> None:
    assert names(several({}, {"first_name": " ANN ", "employer": "quillstone"})) == ["ANN Lee"]
    assert names(several({}, {"employer": "Elsewhere"})) == ["Ann Lee", "Ann Lee"]
    assert names(several({"first_name": "É"}, {"first_name": "E\u0301"})) == ["E\u0301 Lee"]


def test_an_id_parts_people_of_one_name_and_joins_one_of_two_names() -> None:
    assert names(several({"person": "a"}, {"person": "b"})) == ["Ann Lee", "Ann Lee"]
    assert names(several({"person": "a"}, {"person": "a", "last_name": "Lee-Berg"})) == ["Ann Lee-Berg"]
    assert names(several({}, {"person": "a"}, {})) == ["Ann Lee"], "who has none is known by name"


def test_who_has_no_name_has_no_card() -> None:
    assert names(several({"first_name": "", "last_name": " "}, {})) == ["Ann Lee"]


def test_a_card_is_known_again() -> None:
    [first], [second] = people(several({})), people(several({}, {"title": "Head", "email": "a@b.example"}))
    assert first.uid.value == second.uid.value
    every = [card.uid.value for card in people(report_views.full_view())]
    assert len(set(every)) == len(every) > 100


@pytest.mark.parametrize("words", HOSTILE)
def test_no_words_become_a_property(words: str) -> None:
    fields = ("first_name", "last_name", "title", "employer", "email", "phone", "profile", "person")
    view = several(dict.fromkeys(fields, f"x{words}"), {})
    names = {line.split(b":")[0].split(b";")[0] for line in lines(cards(view.report)) if line[:1] != b" "}
    assert names <= {
        *(b"BEGIN", b"END", b"VERSION", b"N", b"FN", b"UID", b"ORG", b"TITLE", b"EMAIL", b"TEL", b"NOTE"),
    }
    read = people(view)
    assert len(read) == 2
    odd = next(card for card in read if card.fn.value != "Ann Lee")
    assert "\n" not in odd.fn.value
    if INJECTED in words:
        assert INJECTED in odd.fn.value


@examples(60)
@given(st.text(), st.text(alphabet="\r\n\t :;,\\NnX\u2028\x0b\x85"))
def test_whatever_is_written_a_reader_finds_one_card(any_text: str, sly_text: str) -> None:
    view = one_contact(first_name="x" + any_text, title=sly_text, employer=sly_text, email=sly_text)
    list(lines(cards(view.report)))
    assert len(people(view)) == 1


@pytest.mark.parametrize("view", [report_views.full_view(), report_views.hostile_view()])
def test_the_same_view_gives_the_same_bytes(view: Made) -> None:
    assert cards(view.report) == cards(changed(view, contacts=view.contacts[::-1]).report)


def test_an_empty_search_has_no_cards() -> None:
    assert cards(report_views.empty_view().report) == b""
