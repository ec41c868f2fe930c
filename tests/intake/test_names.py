"""First and last name of names as people and programs write them."""

from __future__ import annotations

import pytest

from generator.intake.names import clean_name, guess_name, has_lost_letters, is_damaged_form, split_name

CERTAIN = {
    "Ingrid Berg": ("Ingrid", "Berg"),
    "Berg, Ingrid": ("Ingrid", "Berg"),
    "Berg,Ingrid": ("Ingrid", "Berg"),
    "Ingrid Berg, PhD": ("Ingrid", "Berg"),
    "Berg, Ingrid, PhD": ("Ingrid", "Berg"),
    "Berg, Dr. Ingrid": ("Ingrid", "Berg"),
    "Ingrid Berg Ph.D.": ("Ingrid", "Berg"),
    "Ingrid Berg, MBA, PMP®": ("Ingrid", "Berg"),
    "Ingrid Berg, SHRM-SCP": ("Ingrid", "Berg"),
    "Ingrid Berg, M.D.": ("Ingrid", "Berg"),
    "Ingrid Berg Jr.": ("Ingrid", "Berg"),
    "Dr. Ingrid Berg": ("Ingrid", "Berg"),
    "Prof. Dr.-Ing. Ingrid Berg": ("Ingrid", "Berg"),
    "Dr. rer. nat. Ingrid Berg": ("Ingrid", "Berg"),
    "Ms Ingrid Berg": ("Ingrid", "Berg"),
    "Ingrid Berg (she/her)": ("Ingrid", "Berg"),
    "Ingrid Berg She/Her/Hers": ("Ingrid", "Berg"),
    "Ingrid Berg [they/them]": ("Ingrid", "Berg"),
    "Ingrid Berg PhD (She/Her)": ("Ingrid", "Berg"),
    "Ingrid Berg | Acme": ("Ingrid", "Berg"),
    "Ingrid Berg - Acme": ("Ingrid", "Berg"),
    "Ingrid Berg via LinkedIn": ("Ingrid", "Berg"),
    "Ingrid (Inga) Berg": ("Ingrid", "Berg"),
    "Ingrid Berg 🚀": ("Ingrid", "Berg"),
    "'Ingrid Berg'": ("Ingrid", "Berg"),
    "BERG Ingrid": ("Ingrid", "BERG"),
    "INGRID BERG": ("INGRID", "BERG"),
    "van der Berg, Ingrid": ("Ingrid", "van der Berg"),
    "O'Neil, Tom": ("Tom", "O'Neil"),
    # Names that look like titles and degrees.
    "Jack Ma": ("Jack", "Ma"),
    "Ma, Jack": ("Jack", "Ma"),
    "Yo-Yo Ma, PhD": ("Yo-Yo", "Ma"),
    "Do, Anh": ("Anh", "Do"),
    "Doc Brown": ("Doc", "Brown"),
    "Al Pacino": ("Al", "Pacino"),
}


@pytest.mark.parametrize(("text", "parts"), CERTAIN.items(), ids=CERTAIN)
def test_a_name_is_split_without_what_is_no_part_of_it(text: str, parts: tuple[str, str]) -> None:
    assert split_name(text) == parts


# Names that can be read in several ways → the most likely reading, to be asked about.
GUESSED = {
    "Ann Marie Lee": ("Ann Marie", "Lee"),
    "Mary Ann van der Berg": ("Mary Ann", "van der Berg"),
    "Ingrid Berg, Senior Recruiter": ("Ingrid", "Berg"),
    "Dr. Berg": ("", "Berg"),
    "Berg, PhD": ("", "Berg"),
    "Ingrid": ("Ingrid", ""),
    "ingrid@h.example": ("", ""),
    "(she/her)": ("", ""),
    "((((": ("", ""),
    "": ("", ""),
}


@pytest.mark.parametrize(("text", "parts"), GUESSED.items(), ids=GUESSED)
def test_what_is_not_certain_is_a_guess(text: str, parts: tuple[str, str]) -> None:
    assert split_name(text) is None
    assert guess_name(text)[:2] == parts


def test_a_clean_name_stays_as_it_is() -> None:
    for text in (*CERTAIN, *GUESSED):
        assert clean_name(clean_name(text)) == clean_name(text)


def test_lost_letters_are_seen() -> None:
    assert all(map(has_lost_letters, ("Jos? Ray", "Ren?", "Jos\ufffd Ray", "Ren\x81", "=?utf-8?q?Jos")))
    assert not any(map(has_lost_letters, ("José Ray", "Zoë Å", "山田", "")))


def test_a_name_without_its_letters_is_known_as_such() -> None:
    assert is_damaged_form("Jos Ray", "José Ray")
    assert not is_damaged_form("Jos Ray", "Jos Ray")
    assert not is_damaged_form("Joe Ray", "José Ray")
