"""What a mail says of a contact, and what it does not."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.core.errors import UserError
from generator.intake.mail import read_mail
from generator.intake.names import LOST_NAME
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


def _from(sender: str | bytes) -> dict[str, str]:
    """What is said of the sender."""
    raw = sender if isinstance(sender, bytes) else sender.encode()
    got = read_mail(mail(From="SENDER", To="amara@mail.example").replace(b"SENDER", raw), OWN, CHICAGO)
    return {key: value for key, value in got.items() if key in ("name", "email", LOST_NAME)}


# A header as mail programs write it → the name; all have the address j@h.example.
SENDERS: dict[str | bytes, str] = {
    "José Ray <j@h.example>": "José Ray",
    b"Jos\xe9 Ray <j@h.example>": "José Ray",
    "JosÃ© Ray <j@h.example>": "José Ray",
    "=?utf-8?q?Jos=C3=A9_Ray?= <j@h.example>": "José Ray",
    "=?UTF-8?B?Sm9zw6kgUmF5?= <j@h.example>": "José Ray",
    "=?utf-8*es?q?Jos=C3=A9_Ray?= <j@h.example>": "José Ray",
    '"=?utf-8?q?Jos=C3=A9?= Ray" <j@h.example>': "José Ray",
    "=?utf-8?q?Jos=C3?= =?utf-8?q?=A9_Ray?= <j@h.example>": "José Ray",
    "=?iso-8859-1?q?Jos=E9?= =?utf-8?q?_Ray?= <j@h.example>": "José Ray",
    "=?ISO-2022-JP?B?GyRCOzNFRBsoQg==?= <j@h.example>": "山田",
    "=?gb2312?B?zfXQobfv?= <j@h.example>": "王小凤",
    "=?utf-8?q?Berg=2C_Ingrid?= <j@h.example>": "Berg, Ingrid",
    "Berg, Ingrid <j@h.example>": "Berg, Ingrid",
    '"Berg, Ingrid, PhD" <j@h.example>': "Berg, Ingrid",
    "Ingrid Berg, PhD <j@h.example>": "Ingrid Berg",
    "Berg, Ingrid, MBA <j@h.example>": "Berg, Ingrid",
    "Ingrid Berg, CPA, SHRM-CP <j@h.example>": "Ingrid Berg",
    "Prof. Dr. Ingrid Berg <j@h.example>": "Ingrid Berg",
    "Ingrid Berg (she/her) <j@h.example>": "Ingrid Berg",
    '"Ingrid Berg (Acme)" <j@h.example>': "Ingrid Berg",
    "'Ingrid Berg' <j@h.example>": "Ingrid Berg",
    "j@h.example (Ingrid Berg)": "Ingrid Berg",
    "Ingrid\tBerg <j@h.example>": "Ingrid Berg",
    "Ingrid\r\n Berg <j@h.example>": "Ingrid Berg",
    '"Ingrid Berg <j@h.example>': "Ingrid Berg",
    "Team: Ingrid Berg <j@h.example>, Bo Lee <b@h.example>;": "Ingrid Berg",
    "Ingrid Berg <j@h.example>; Bo Lee <b@h.example>": "Ingrid Berg",
    "j@h.example": "",
    '"j@h.example" <j@h.example>': "",
}


@pytest.mark.parametrize(("sender", "name"), SENDERS.items(), ids=map(str, SENDERS))
def test_a_name_is_read_however_a_program_writes_it(sender: str | bytes, name: str) -> None:
    got = _from(sender)
    assert (got.get("name", ""), got.get("email")) == (name, "j@h.example")


@pytest.mark.parametrize(
    "sender",
    [
        "Jos? Ray <j@h.example>",
        "Jos\ufffd Ray <j@h.example>",
        b"Jos\x81 Ray <j@h.example>",
        b"Micha\xb3 Kowal <j@h.example>",  # Polish letters, read as those of western Europe
        "=?utf-8?q?Jos=E9_Ray?= <j@h.example>",
        "=?x-nonsense?q?Jos=E9_Ray?= <j@h.example>",
        "=?utf-8?q?Jos=C3=A9_Ray <j@h.example>",
    ],
)
def test_a_name_that_lost_a_letter_is_not_taken(sender: str | bytes) -> None:
    got = _from(sender)
    assert "name" not in got
    assert got[LOST_NAME]
    assert got["email"] == "j@h.example"


def test_an_address_that_nobody_reads_is_not_kept() -> None:
    got = _from("Ingrid Berg via LinkedIn <messages-noreply@linkedin.com>")
    assert got == {"name": "Ingrid Berg"}


def test_ones_own_address_may_have_a_tag() -> None:
    got = read_mail(mail(From="A. Okafor <amara+jobs@mail.example>"), OWN, CHICAGO)
    assert got["name"] == "Ingrid Solberg"


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\r\n\r\n", b"From amara Tue Nov 17 03:30:00 2026\r\n"])
def test_what_stands_before_the_headers_does_no_harm(mark: bytes) -> None:
    assert read_mail(mark + mail(), OWN, CHICAGO)["name"] == "Ingrid Solberg"
    assert read_mail(mail().decode().encode("utf-16"), OWN, CHICAGO)["name"] == "Ingrid Solberg"


def test_headers_of_any_size_are_read_in_no_time() -> None:
    many = ", ".join(f"P{n} Q <p{n}@h.example>" for n in range(100_000))
    assert read_mail(mail(To=many), OWN, CHICAGO)["email"] == "p0@h.example"
    for odd in ("((((", "(" * 500_000, "<" * 200_000, "a," * 200_000, "=?utf-8?q?a" * 20_000, '"' * 99_999):
        with pytest.raises(UserError, match="address of the sender"):
            read_mail(mail(From=odd, To="amara@mail.example"), OWN, CHICAGO)


def test_a_mail_of_outlook_is_told_how_to_save() -> None:
    with pytest.raises(UserError, match=r"\.msg"):
        read_mail(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OWN, CHICAGO)


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
