"""What a mail says of a contact, and what it does not."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.errors import UserError
from generator.intake.mail import read_mail
from tests.support.hypothesis_profile import examples

CHICAGO = ZoneInfo("America/Chicago")
OWN = frozenset({"amara@mail.example"})


def mail(**headers: str) -> bytes:
    base = {
        "From": "Amara Okafor <Amara@mail.example>",
        "To": "Ingrid Solberg <ingrid@harbour.example>",
        "Date": "Tue, 17 Nov 2026 03:30:00 +0000",
        "Subject": "Your talk on late buses",
    }
    lines = [f"{name}: {value}" for name, value in {**base, **headers}.items() if value]
    return ("\r\n".join(lines) + "\r\n\r\nHello\r\n").encode()


def test_a_sent_mail_says_to_whom_when_and_what_about() -> None:
    assert read_mail(mail(), OWN, CHICAGO) == {
        "name": "Ingrid Solberg",
        "email": "ingrid@harbour.example",
        "date": "2026-11-16",  # half past nine in the evening there
        "summary": "Your talk on late buses",
        "channel": "email",
    }


def test_a_received_mail_says_from_whom() -> None:
    got = read_mail(mail(From='"Solberg, Ingrid" <i@h.example>', To="amara@mail.example"), OWN, CHICAGO)
    assert (got["name"], got["email"]) == ("Solberg, Ingrid", "i@h.example")


def test_of_several_the_first_other_one() -> None:
    to = "amara@mail.example, Ann Lee <ann@h.example>, bob@h.example"
    assert read_mail(mail(To=to), OWN, CHICAGO)["name"] == "Ann Lee"
    copy = read_mail(mail(To="amara@mail.example", Cc="Ann Lee <ann@h.example>"), OWN, CHICAGO)
    assert copy["name"] == "Ann Lee"


@pytest.mark.parametrize("subject", ["Re: Fwd: Hello", "AW: Hello", "re:Hello"])
def test_marks_of_replies_are_no_part_of_the_subject(subject: str) -> None:
    assert read_mail(mail(Subject=subject), OWN, CHICAGO)["summary"] == "Hello"


def test_encoded_headers_are_read_and_stay_on_one_line() -> None:
    got = read_mail(
        mail(To="=?utf-8?q?Zo=C3=AB_=C3=85?= <z@h.example>", Subject="=?utf-8?q?a=0Ab=1B[31m?="), OWN, CHICAGO
    )
    assert got["name"] == "Zoë Å"
    assert got["summary"].isprintable()


def test_what_is_not_said_is_left_out() -> None:
    got = read_mail(mail(To="z@h.example", Subject="", Date=""), OWN, CHICAGO)
    assert got == {"email": "z@h.example", "channel": "email"}


@pytest.mark.parametrize(
    "date", ["yesterday", "Tue, 99 Nov 2026 03:30:00 +0000", "Fri, 31 Dec 9999 23:59:59 -1200"]
)
def test_a_date_that_cannot_be_read_is_left_out(date: str) -> None:
    assert "date" not in read_mail(mail(Date=date), OWN, CHICAGO)


@pytest.mark.parametrize(
    ("data", "own", "why"),
    [
        (mail(), frozenset[str](), "which address is yours"),
        (mail(From="x@h.example"), OWN, "None of the addresses in this mail is yours"),
        (mail(To="amara@mail.example"), OWN, "All addresses in this mail are yours"),
        (b"\x89PNG\r\n\x1a\n", OWN, "not a mail"),
        (b"", OWN, "not a mail"),
    ],
)
def test_what_no_contact_can_be_made_of(data: bytes, own: frozenset[str], why: str) -> None:
    with pytest.raises(UserError, match=why):
        read_mail(data, own, dt.UTC)


@examples(200)
@given(st.binary(max_size=200), st.sampled_from(["From", "To", "Date", "Subject", "Cc"]))
def test_no_bytes_make_it_stumble(data: bytes, header: str) -> None:
    whole = mail().replace(header.encode() + b": ", header.encode() + b": " + data.replace(b"\n", b" "), 1)
    for one in (whole, data):
        try:
            got = read_mail(one, OWN, dt.UTC)
        except UserError:
            continue
        assert all(value.isprintable() for value in got.values())
