"""What the guard tells: one finding for each secret and place, where it can be mended."""

from __future__ import annotations

import pytest

from generator.core.diagnostics import Diagnostic, Location, Severity
from generator.guard.guard import leaks
from generator.guard.patterns import Guarded, Secret
from tests.support.guard import JANE, guarded, page, secret, site_of

A, B = "content/blog/2026-11-16-a.md", "content/blog/2026-11-17-b.md"
OWN_KINDS = ("email", "phone", "street", "postal-code")
NOTE = secret("passage", "one two three four five six seven eight nine ten eleven twelve")


def find(
    files: dict[str, str], sources: dict[str, tuple[str, ...]], texts: dict[str, str], guard: Guarded
) -> list[Diagnostic]:
    found = leaks(site_of(files, sources), guard, texts)
    assert all(
        one.rule == "private-text-in-public-output" and one.severity is Severity.ERROR for one in found
    )
    assert all(one.personal and one.hint and one.requirement is None for one in found)
    return list(found)


def test_one_finding_for_a_page_its_list_and_its_feed() -> None:
    shown = page("<p>With Jane Doe")
    files = {
        "blog/a/index.html": shown,
        "blog/index.html": shown,
        "atom.xml": f"<x>{shown}</x>",
        "index.html": page("x"),
    }
    sources = {"blog/a/index.html": (A,), "blog/index.html": (B, A), "atom.xml": (B, A), "index.html": (A, B)}
    texts = {A: "---\ntitle: a\n---\n\nWith Jane\nDoe.\n", B: "nobody"}
    (found,) = find(files, sources, texts, guarded(JANE))
    assert found.location == Location(A, 5)
    assert "3 public files" in found.message
    assert "site/blog/a/index.html" in found.message
    assert "mentions: [Jane Doe]" in (found.hint or "")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Jane Doe", 1),
        ("x\n**Jane** _Doe_", 2),
        ("x\r\ny\r\nJane\r\nDoe", 3),
        ("x\n[Jane-Doe](https://x.example)", 2),
        ("x\n\nJane&nbsp;Doe", 3),
        ("x\n<b>Jane</b> <i>Doe</i>", 2),
        ("\\n Jane Doe\nx", 1),
        ("x\nJa<wbr>ne Doe", 2),
        ("summary: 'x \\u004aane Doe'", 1),
    ],
)
def test_the_line_where_it_was_written(text: str, line: int) -> None:
    files = {"blog/a/index.html": page("Jane Doe")}
    (found,) = find(files, {"blog/a/index.html": (A,)}, {A: text}, guarded(JANE))
    assert found.location == Location(A, line)


def test_both_posts_are_told_where_both_say_it() -> None:
    files = {"blog/index.html": page("Jane Doe")}
    found = find(files, {"blog/index.html": (A, B)}, {A: "Jane Doe", B: "x\nJane Doe"}, guarded(JANE))
    assert [one.location for one in found] == [Location(A, 1), Location(B, 2)]


def test_a_content_file_named_after_somebody() -> None:
    source = "content/blog/2026-11-16-coffee-with-jane-doe.md"
    files = {"blog/coffee-with-jane-doe/index.html": page("nothing")}
    (found,) = find(files, {next(iter(files)): (source,)}, {source: "nothing"}, guarded(JANE))
    assert found.location == Location(source)


def test_what_no_content_says_is_told_once_at_the_output() -> None:
    files = {f"p/{number}/index.html": page("Jane Doe") for number in range(12)}
    files["deep/down/here/index.html"] = page("Jane Doe")
    (found,) = find(files, dict.fromkeys(files, (A,)), {A: "nothing"}, guarded(JANE))
    assert found.location == Location("site/p/0/index.html")
    assert "13 public files" in found.message
    assert found.message.count("site/") == 3
    assert "and 10 more" in found.message


def test_sources_that_cannot_be_read_do_not_matter() -> None:
    (found,) = find({"a.html": "Jane Doe"}, {"a.html": (A,)}, {}, guarded(JANE))
    assert found.location == Location("site/a.html")


def test_the_same_tag_on_many_pages() -> None:
    files = {f"p{number}.html": page('<img alt="Jane Doe">x') for number in range(3)}
    files["other.html"] = page("<p>x</p>")
    (found,) = find(files, {}, {}, guarded(JANE))
    assert "3 public files" in found.message
    assert "other" not in found.message


def test_each_secret_is_told() -> None:
    mail = secret("email", "jane@acme.example")
    found = find(
        {"a.html": "Jane Doe, jane@acme.example, one two three four five six seven eight"},
        {},
        {},
        guarded(JANE, mail, NOTE),
    )
    assert len(found) == 3


def test_a_run_is_told_once_and_as_long_as_it_is() -> None:
    body = page(
        "one two three four five six seven eight nine ten, then, one two three four five six seven eight"
    )
    (found,) = find({"a.html": body}, {}, {}, guarded(NOTE))
    assert found.message.startswith("10 words in a row")
    assert "“one two three four five six seven eight nine ten”" in found.message


def test_a_shorter_run_in_a_list_is_the_same_finding() -> None:
    files = {
        "a.html": "one two three four five six seven eight nine ten",
        "b.html": "two three four five six seven eight nine",
    }
    (found,) = find(files, dict.fromkeys(files, (A,)), {A: "x\n" + files["a.html"]}, guarded(NOTE))
    assert found.location == Location(A, 2)
    assert "2 public files" in found.message


def test_two_notes_with_the_same_words_are_one_finding() -> None:
    other = secret("passage", f"again {NOTE.parts[0]}")
    (found,) = find({"a.html": NOTE.parts[0]}, {}, {}, guarded(NOTE, other))
    assert found.message.startswith("12 words")


def test_a_long_run_is_quoted_in_part() -> None:
    words = " ".join(f"word{number}" for number in range(40))
    (found,) = find({"a.html": words}, {}, {}, guarded(secret("passage", words)))
    assert "40 words" in found.message
    assert "word15 …”" in found.message


@pytest.mark.parametrize(
    ("hidden", "text"),
    [
        (JANE, "Jane Doe"),
        (secret("single-name", "Madonna", "Acme"), "Madonna of Acme"),
        (secret("email", "jane@acme.example"), "jane@acme.example"),
        (secret("phone", "312 555 0142"), "312 555 0142"),
        (secret("profile", "https://x.example/jdoe"), "https://x.example/jdoe"),
        (secret("street", "1420 W Fulton St"), "1420 W Fulton St"),
        (secret("postal-code", "60607", "Chicago"), "60607 Chicago"),
        (secret("path", "private/evidence/x.pdf"), "private/evidence/x.pdf"),
        (secret("comment", "never name the company"), "never name the company"),
        (NOTE, NOTE.parts[0]),
    ],
)
def test_every_kind_has_its_words(hidden: Secret, text: str) -> None:
    for path, source in (("blog/a/index.html", (A,)), ("resume/index.html", ("content/resume.yaml",))):
        (found,) = find({path: text}, {path: source}, {source[0]: text}, guarded(hidden))
        assert found.location == Location(source[0], 1)
        assert hidden.parts[0].split()[0].casefold() in found.message.casefold()
        shown = {"name": "that name", "single-name": "that name", "passage": "them"}.get(hidden.kind, "it")
        assert found.message.endswith(f", and site/{path} would show {shown}.")
        assert ("If it's your own" in (found.hint or "")) is (hidden.kind in OWN_KINDS)
        place = "to the front matter" if source == (A,) else "to content/resume.yaml"
        assert f"If it may be public, add {place}: mentions: [" in (found.hint or "")


def test_a_public_log_gets_nothing_of_it() -> None:
    (found,) = find({"a.html": "Jane Doe"}, {"a.html": (A,)}, {A: "Jane Doe"}, guarded(JANE))
    redacted = found.redacted("Private text would be public.")
    assert "Jane" not in redacted.message
    assert redacted.hint is None


def test_the_order_of_files_does_not_matter() -> None:
    files = {f"p{number}.html": page(f"Jane Doe {'x' * number}") for number in range(5)}
    one = find(files, {}, {}, guarded(JANE, NOTE))
    other = find(dict(reversed(files.items())), {}, {}, guarded(NOTE, JANE))
    assert one == other


def test_nothing_guarded_nothing_found() -> None:
    assert find({"a.html": "Jane Doe", "b.png": "x"}, {}, {}, Guarded()) == []
    assert find({}, {}, {}, guarded(JANE)) == []


def by_chance(
    name: tuple[str, str], text: str, output: str | None = None, path: str = "a/index.html"
) -> bool:
    """Whether nothing is told of a name in a post and the page made from it."""
    hidden = guarded(Secret("name", name, "x"))
    return not leaks(site_of({path: output or page(text)}, {path: (A,)}), hidden, {A: text})


@pytest.mark.parametrize(
    ("name", "text", "is_chance"),
    [
        (("Will", "Power"), "It takes will power.", True),
        (("Will", "Power"), "It takes Will Power.", False),
        (("Jordan", "Page"), "In Jordan, page layouts run from right to left.", True),
        (("Jordan", "Page"), "I met Jordan Page there.", False),
        (("Max", "Min"), "Both max, min and sum", True),
        (("Max", "Min"), "MAX MIN", False),
        (("J.", "D."), "j.d.call(this)", True),
        (("J.", "D."), "J. D. told me", False),
        (("Mark", "Okonkwo"), "mark okonkwo", False),  # not both are words
        (("Jane", "Doe"), "x\n```js\njane.doe(1)\n```\n", True),
        (("Jane", "Doe"), "call `jane_doe()`", True),
        (("Jane", "Doe"), "call `jane_doe()`, said jane doe", False),
        (("Jane", "Doe"), "~~~\n# Jane Doe told me\n~~~", False),
        (("Jane", "Doe"), "`Jane` Doe", False),
        (("Jane", "Doe"), "`` jane ` doe ``", True),
        (("Jane", "Doe"), "```\njane\n```\ndoe", False),  # half of it is in code
    ],
)
def test_words_and_code_are_no_names(name: tuple[str, str], text: str, is_chance: bool) -> None:
    assert by_chance(name, text) is is_chance


@pytest.mark.parametrize(
    ("name", "path", "output", "is_chance"),
    [
        (("Max", "Width"), "assets/site.css", "a { max-width: 1px }", True),
        (("Skip", "To"), "index.html", page("<a href=#m>Skip to content</a>"), True),
        (("Tina", "Olufsen"), "assets/mine.js", "tina.olufsen()", True),
        (("Tina", "Olufsen"), "assets/mine.js", "// Tina Olufsen wrote this", False),
        (("Tina", "Olufsen"), "index.html", page("tina olufsen"), False),
        (("Skip", "To"), "files/notes.txt", "Skip To told me", False),
    ],
)
def test_our_own_texts_name_nobody(name: tuple[str, str], path: str, output: str, is_chance: bool) -> None:
    assert by_chance(name, "Nothing of it.", output, path) is is_chance


def test_a_name_of_our_words_is_found_where_somebody_wrote_it() -> None:
    assert not by_chance(("Max", "Width"), "With Max Width.")


def test_the_line_to_paste_and_the_private_line() -> None:
    phrase = secret("passage", "yes: one two three four five six seven")
    where = Location("content/private/contacts/2026-W47.yaml", 4)
    for hidden, line in ((JANE, "[Jane Doe]"), (phrase, "[yes one two three four five six seven]")):
        guard = Guarded((hidden,), {}, {hidden: where})
        (found,) = find({"a.html": " ".join(hidden.parts)}, {"a.html": (A,)}, {}, guard)
        assert found.hint is not None
        assert found.hint.endswith(
            f"If it may be public, add below `site:` in portfolio.yaml: mentions: {line}"
        )
        assert "It is private in content/private/contacts/2026-W47.yaml, line 4." in found.hint
    (found,) = find({"a.html": "@jdoe77"}, {}, {}, guarded(secret("profile", "@jdoe77")))
    assert found.hint is not None
    assert found.hint.endswith('mentions: ["@jdoe77"]')
