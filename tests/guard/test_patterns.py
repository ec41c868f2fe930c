"""Each kind of secret in each form, and what is no secret in any."""

from __future__ import annotations

import gzip
import html

import pytest

from generator.guard.guard import leaks
from generator.guard.patterns import Secret
from tests.support.effort import effort
from tests.support.guard import JANE, WRAPPINGS, guarded, page, pdf, png, secret, site_of, told

NOTE = "She said that the team is tired, and that nobody has had a day off since the launch in May."
KINDS: dict[str, tuple[Secret, str]] = {
    "name": (JANE, "Jane Doe"),
    "name turned round": (JANE, "Doe Jane"),
    "name with accents": (secret("name", "José", "Muñoz"), "José Muñoz"),
    "name of a single name": (secret("single-name", "Madonna", "Acme, Inc."), "Madonna of Acme"),
    "e-mail": (secret("email", "Jane.Doe@acme.example"), "jane.doe@acme.example"),
    "phone": (secret("phone", "+1 (312) 555-0142"), "312 555 0142"),
    "profile": (secret("profile", "https://www.linkedin.com/in/jdoe77/"), "linkedin.com/in/jdoe77"),
    "street": (secret("street", "1420 West Fulton Street, Apt 3"), "1420 West Fulton Street Apt 3"),
    "postal code": (secret("postal-code", "60607", "Chicago"), "Chicago IL 60607"),
    "path": (secret("path", "private/evidence/offer-letter.pdf"), "private/evidence/offer-letter.pdf"),
    "note": (secret("passage", NOTE), "that nobody has had a day off since"),
}


@pytest.mark.parametrize("form", WRAPPINGS)
@pytest.mark.parametrize("kind", KINDS)
def test_found(kind: str, form: str) -> None:
    hidden, text = KINDS[kind]
    wrapped = WRAPPINGS[form](text)
    assert told(wrapped, hidden), wrapped
    assert not told(WRAPPINGS[form]("Nothing to see but the weather, 12 degrees"), hidden)


@pytest.mark.parametrize(
    "text",
    [
        "Jane_Doe", "jane-doe", "jane.doe", "Doe, Jane", "Jane (Doe)", "Jane / Doe", "jane--doe",
        "JANE DOE's", "“Jane” Doe",
        "Jane—Doe", "Jane…Doe", "#jane_doe", "/people/jane/doe/", "Jane\u00a0Doe", "Ｊａｎｅ　Ｄｏｅ",
    ],
)  # fmt: skip
def test_names_next_to_each_other(text: str) -> None:
    assert told(page(f"<p>{text}</p>"), JANE)


@pytest.mark.parametrize(
    "text",
    [
        "Jane", "Doe", "Janedoe", "Jane and Doe", "Jane. Later Doe",
        "Jane marie Doe", "Janet Doe", "Jane Doer",
        "xjane doe", "Jane2 Doe",
        "<p class=jane>doe</p>", "<p>Jane</p><!-- x --><doe>", "Acme", "recruiter", "networking",
        "2026-11-16",
    ],
)  # fmt: skip
def test_names_not_next_to_each_other(text: str) -> None:
    assert not told(page(f"<p>{text}</p>"), JANE)


@pytest.mark.parametrize(
    ("first", "last", "text", "is_found"),
    [
        ("Mary Jane", "Watson-Parker", "mary-jane-watson-parker", True),
        ("Bob", "O'Neill", "Bob ONeill", True),
        ("Bob", "O’Neill", "O'Neill, Bob", True),
        ("Bob", "ONeill", "Bob Neill", False),
        ("Mary Jane", "Watson-Parker", "Watson Parker Mary Jane", True),
        ("Mary Jane", "Watson-Parker", "Jane Watson", True),
        ("Mary Jane", "Watson-Parker", "Mary Parker", True),
        ("Mary Jane", "Watson-Parker", "Watson-Parker", False),
        ("Ana", "de la Cruz", "Ana de la Mancha", False),
        ("Jane", "Doe", "Jane Marie Doe", True),
        ("Jane", "Doe", "Jane Q. Doe", True),
        ("Jane", "Doe", "Jane M. K. Doe", True),
        ("Jane", "Doe", "Jane “JD” Doe", True),
        ("Jane", "Doe", "Dr. Jane van Doe, PhD", True),
        ("Jane", "Doe", "Doe, Dr. Jane", True),
        ("José", "Muñoz", "José Luis Muñoz", True),
        ("José", "Muñoz", "Jose Luis Munoz", True),
        ("Jane", "Doering", "#JaneDoering", True),
        ("Jane", "Doering", "#janedoering", True),
        ("Jane", "Doering", "JaneDoering", True),
        ("Jane", "Doering", "DoeringJane", True),
        ("Jane", "Doering", "janedoering", False),
        ("Mark", "Down", "written in markdown", False),
        ("Jane", "Doe", "J a n e  D o e", True),
        ("Jane", "Doe", "J.A.N.E. D.O.E.", True),
        ("Jane", "Doe", "J\u0430ne D\u043e\u0435", True),
        ("Jane M.", "Doe", "Jane Doe", True),
        ("Jane M.", "Doe", "Jane M. Doe", True),
        ("Seán", "O’Brien", "Sean O'Brien", True),
        ("Sean", "O'Brien", "sean-o-brien", True),
        ("Øystein", "Ødegård", "oystein-odegard", True),
        ("Oystein", "Odegard", "Øystein Ødegård", True),
        ("Jürgen", "Groß", "JURGEN GROSS", True),
        ("太郎", "山田", "昨日山田太郎さんと話した", True),
        ("太郎", "山田", "山田・太郎", True),
        ("太郎", "山田", "山田さんと太郎さん", False),
        ("민수", "김", "어제 김민수는 왔다", True),
        ("สมชาย", "ใจดี", "คุณสมชายใจดีครับ", True),
        ("अमित", "शर्मा", "अमित शर्मा से", True),
        ("Анна", "Каренина", "АННА КАРЕНИНА", True),
        ("Анна", "Каренина", "anna-karenina", True),
    ],
)
def test_names_of_all_kinds(first: str, last: str, text: str, is_found: bool) -> None:
    assert told(page(f"<p>{text}</p>"), secret("name", first, last)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Madonna, Acme", True), ("Acme's Madonna", True), ("Madonna, an engineer at Acme", True),
        ("madonna-acme", True),
        ("Madonna", False), ("Acme", False), ("Madonna sings; nobody would ever call Acme", False),
        ("Madonnas of Acme", False),
    ],
)  # fmt: skip
def test_a_single_name_only_beside_its_employer(text: str, is_found: bool) -> None:
    assert told(page(f"<p>{text}</p>"), secret("single-name", "Madonna", "Acme Inc.")) is is_found


@pytest.mark.parametrize(
    ("employer", "text", "is_found"),
    [("AG", "Madonna of AG", True), ("—", "Madonna", False), ("Acme Co. Ltd.", "Madonna, Acme", True)],
)
def test_employers_of_all_kinds(employer: str, text: str, is_found: bool) -> None:
    assert told(page(f"<p>{text}</p>"), secret("single-name", "Madonna", employer)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("mailto:jane.doe@acme.example?subject=x", True), ("<jane.doe@acme.example>", True),
        ("(jane.doe@acme.example).", True),
        ("jane.doe@acme.example.org", False), ("mary-jane.doe@acme.example", False),
        ("jane.doe@acme.examples", False),
        ("doe@acme.example", False), ("jane.doe at acme.example", False),
        ("jane.doe+jobs@acme.example", True), ("xjane.doe+jobs@acme.example", False),
        ("jane.doe [at] acme [dot] example", True), ("jane.doe(at)acme.example", True),
        ("jane dot doe at acme dot example", True), ("jane.doe at acme and example", False),
        ("jane.doe @ acme.example", True), ("jane.doe @acme . example", True), ("doe @ acme.example", False),
    ],
)  # fmt: skip
def test_addresses_of_mail(text: str, is_found: bool) -> None:
    assert told(page(html.escape(text)), secret("email", "jane.doe@acme.example")) is is_found


@pytest.mark.parametrize(
    ("number", "text", "is_found"),
    [
        ("+1 312 555 0142", "tel:+13125550142", True), ("+1 312 555 0142", "(312) 555-0142", True),
        ("312-555-0142", "+1.312.555.0142", True), ("312-555-0142", "0013125550142", True),
        ("+1 312 555 0142", "312/555/0142", True), ("+1 312 555 0142", "312\u2013555\u20130142", True),
        ("+44 20 7946 0958", "020 7946 0958", True), ("+44 20 7946 0958", "+44 (0)20 7946 0958", True),
        ("+33 1 42 68 53 00", "01.42.68.53.00", True), ("+1 312 555 0142", "٣١٢ ٥٥٥ ٠١٤٢", True),
        ("+1 312 555 0142", "call 312 555 0142 2 times", True), ("555 0142", "555-0142", True),
        ("+1 312 555 0142", "312 555 0143", False), ("+1 312 555 0142", "3125550142999", False),
        ("+1 312 555 0142", "555 0142", True), ("+1 312 555 0142", "(773) 555 0142", False),
        ("12345", "12345", False), ("", "312", False),
        ("+1 312 555 0142", "312 of 555 and 0142", False), ("555 0142", "99995550142999", False),
    ],
)  # fmt: skip
def test_numbers(number: str, text: str, is_found: bool) -> None:
    assert told(page(f"<p>{text}</p>"), secret("phone", number)) is is_found


@pytest.mark.parametrize(
    ("profile", "text", "is_found"),
    [
        ("https://www.linkedin.com/in/jane", "http://linkedin.com/in/jane/?trk=x", True),
        ("linkedin.com/in/jane?x=1", "https://uk.linkedin.com/in/jane#about", True),
        ("https://linkedin.com/in/jane", "https://linkedin.com/in/jane-doe", False),
        ("https://linkedin.com/in/jane", "https://linkedin.com/in/jane.doe", False),
        ("https://linkedin.com/in/jane", "https://linkedin.com/in/", False),
        ("https://github.com/jdoe77", "https://github.com/jdoe77/thing", True),
        ("https://jdoe.example", "https://jdoe.example/", True),
        ("https://acme.example", "https://acme.example/jobs", False),
        ("@jdoe77", "write to @jdoe77!", True),
        ("@jdoe77", "jdoe77", False),
        ("@jdoe77@social.example", "@jdoe77@social.example", True),
    ],
)
def test_profiles(profile: str, text: str, is_found: bool) -> None:
    assert told(page(f'<a href="{text}">{text}</a>'), secret("profile", profile)) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("content/private/contacts/2026-W40.yaml", True), ("content\\private\\contacts\\2026-w40.yaml", True),
        ("private/contacts/2026-W40.yaml.", True), ("contacts/2026-W40.yaml", False),
        ("content/private/contacts/", False), ("private/contacts/2026-W41.yaml", False),
    ],
)  # fmt: skip
def test_private_paths(text: str, is_found: bool) -> None:
    assert told(page(f"<code>{text}</code>"), secret("path", "private/contacts/2026-W40.yaml")) is is_found


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("nobody has had a day off since the", True),
        ("NOBODY has   had—a day, off: since THE", True),
        ("nobody has had a day off since", False),
        ("nobody has had a day off since a", False),
        ("nobody has had a day day off since the", False),
        ("the since off day a had has nobody", False),
    ],
)
def test_eight_words_in_a_row(text: str, is_found: bool) -> None:
    assert told(page(f"<p>Well, {text}. Yes</p>"), secret("passage", NOTE)) is is_found


def test_eight_words_over_tags_and_lines() -> None:
    assert told(page("<p>nobody has <em>had a</em> day\noff</p>\n\n<p>since the"), secret("passage", NOTE))


def test_words_that_recur_in_the_note_do_not_confuse() -> None:
    note = secret("passage", "to be or not to be or to be or not to be at all")
    assert told("or not to be or to be or", note)
    assert not told("to be or not to be not to be or to be not to be", note)


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("来月から一緒に働きたいと言われてとても", True),
        ("一緒に働きたい", False),
    ],
)
def test_notes_without_spaces_count_two_letters_as_a_word(text: str, is_found: bool) -> None:
    note = secret("passage", "彼女に来月から一緒に働きたいと言われてとても嬉しかった。")
    assert told(page(text), note) is is_found


@pytest.mark.parametrize(
    "path", ["blog/jane-doe/index.html", "images/Jane_Doe.png", "tags/doe.jane/index.html", "jane/doe"]
)
def test_names_in_file_names(path: str) -> None:
    assert told(page("nothing"), JANE, path=path)


def test_accents_in_file_names() -> None:
    assert told(page(""), secret("name", "José", "Muñoz"), path="blog/coffee-with-jose-munoz/index.html")


def test_a_name_is_not_put_together_from_two_files_or_from_name_and_content() -> None:
    assert not leaks(site_of({"jane": "doe", "a": "jane", "b": "doe"}), guarded(JANE), {})


def test_a_picture_is_not_read() -> None:
    assert not told(png(), JANE)


def test_what_unpacks_to_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.guard.extract_text._MAX_UNPACKED", 1000)
    for packed in (gzip.compress(b"x" * 5000), pdf(b"x" * 5000)):
        (found,) = leaks(site_of({"a": packed}), guarded(JANE), {})
        assert found.location.path == "site/a"
        assert found.rule == "private-text-in-public-output"


@pytest.mark.parametrize("cut", [10, 20, 30, 41])
def test_damaged_files_are_read_as_far_as_they_go(cut: int) -> None:
    for wrapping in ("packed", "PNG packed text", "JPEG comment", "WebP", "PDF stream"):
        data = WRAPPINGS[wrapping]("Jane Doe")
        assert isinstance(data, bytes)
        told(data[:cut], JANE)
    assert told(gzip.compress(b"Jane Doe " * 99)[:-8], JANE)


@pytest.mark.parametrize(
    "part",
    [
        "<",
        "&lt;",
        "&amp;",
        '<a "',
        "\\",
        "%25",
        "jane ",
        "<b>",
        "a<b>",
        "1 ",
        "312 555 ",
        "\\u0041",
        "x\n<b>y",
    ],
)
def test_hostile_text_takes_little_longer_than_prose(part: str) -> None:
    everything = [hidden for hidden, _ in KINDS.values()]
    prose = "We spoke of maps on Monday, and of what comes after. " * 4_000
    honest = effort(lambda: told(prose, *everything))
    assert effort(lambda: told(part * (len(prose) // len(part)), *everything)) < 60 * honest
