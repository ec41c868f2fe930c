"""The table of texts: every one is used, every one that is used is there, with the parameters it shows."""

from __future__ import annotations

import datetime as dt
import re
import string
from pathlib import Path

import pytest

from generator.agenda.consequences import consequence
from generator.core.diagnostics import Location, Severity, diagnostic
from generator.core.messages import TEXTS, Message, Value, did_you_mean, templates
from generator.core.resources import shipped_rule_pages
from generator.intake.issue_form import read_form
from generator.pipeline import run
from generator.rules.registry import RULES
from tests.support.repositories import repository, request
from tests.support.source_code import calls, literals, texts_used

# What a call is given besides the parameters of its text.
BESIDES = {"week", "requirement", "severity", "counts", "personal", "at_start", "may_be_empty"}
FILLED_IN_LATER = {"get", "_too_large"}
# Parameters that a function on the way adds to those of its call.
ADDED_LATER = {"file", "where", "link", "by", "done", "is_now", "how"}
_KEY = re.compile(r"[a-z]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?")


def fields(key: str) -> set[str]:
    """The parameters that the texts under a key show."""
    return {
        str(name)
        for template in templates(key)
        for _, name, _, _ in string.Formatter().parse(template)
        if name is not None
    }


USED = texts_used()


def test_every_text_is_used() -> None:
    assert len(TEXTS) > 300
    assert sorted(TEXTS.keys() - RULES.keys() - USED) == []


def test_every_text_that_is_asked_for_is_there() -> None:
    groups = {key.partition(".")[0] for key in TEXTS}
    asked = {text for text in literals() if "." in text and _KEY.fullmatch(text)}
    assert len(asked) > 250
    assert sorted(text for text in asked if text.partition(".")[0] in groups and text not in TEXTS) == []


def test_every_text_is_of_a_rule_or_of_what_rules_share() -> None:
    shared = {key.partition(".")[0] for key in TEXTS} - RULES.keys()
    assert shared == {"phrase", "redacted", "short-week"}
    assert RULES.keys() <= TEXTS.keys()


@pytest.mark.parametrize("key", TEXTS)
def test_a_text_is_a_key_and_sentences(key: str) -> None:
    assert _KEY.fullmatch(key)
    message, hint, reason = templates(key)
    assert message.strip()
    assert hint == hint.strip()
    assert not reason or reason != message
    if key in RULES:
        assert fields(key) == set(), "the title of a rule stands in logs that strangers read"


# Stiff words that texts once had in place of: fix, typo, is, after, anyone, someone, no one, reported.
_STIFF = re.compile(r"\b(mend\w*|slips?|stands|behind|whoever|somebody|nobody|told)\b", re.IGNORECASE)
_EXAMPLE = re.compile(r"^(`{3,}).*?^\1$", re.DOTALL | re.MULTILINE)


def test_texts_and_pages_are_in_plain_words() -> None:
    texts = {key: " ".join(templates(key)) for key in TEXTS}
    pages = {path.name: path.read_text("utf-8") for path in shipped_rule_pages().glob("*.md")}
    prose = {**texts, **{name: _EXAMPLE.sub("", text) for name, text in pages.items()}}
    assert len(prose) > 500
    assert {
        name: found[0]
        for name, text in prose.items()
        if (found := _STIFF.search(text.replace(name.removesuffix(".md"), "")))
    } == {}


def test_calls_give_the_parameters_that_their_texts_show() -> None:
    wrong = []
    seen = 0
    for where, key, call in calls():
        given = {keyword.arg for keyword in call.keywords if keyword.arg} - (BESIDES - fields(key))
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        is_open = name in FILLED_IN_LATER or any(keyword.arg is None for keyword in call.keywords)
        lacking = set() if is_open else fields(key) - given - ADDED_LATER
        seen += 1
        if given - fields(key) or lacking:
            wrong.append((where, key, given - fields(key), lacking))
    assert seen > 250
    assert wrong == []


def test_a_text_that_is_not_there_is_a_mistake_where_it_is_asked_for() -> None:
    with pytest.raises(KeyError):
        Message("no-such-rule.at-all")


@pytest.mark.parametrize(
    ("template", "value", "shown"),
    [
        ("{x}", 3, "3"),
        ("{x}", None, ""),
        ("{x}", dt.date(2026, 6, 1), "2026-06-01"),
        ("{x:%Y-%m}", dt.date(2026, 6, 1), "2026-06"),
        ("{x:.1f}", 4.46, "4.5"),
        ("{x:04X}", 0x202E, "202E"),
        ("{x} {x:contact|contacts}", 1, "1 contact"),
        ("{x} {x:contact|contacts}", 0, "0 contacts"),
        ("{x} {x:contact|contacts}", 12, "12 contacts"),
        ("{x:`} {x:is|are}", ("a",), "`a` is"),
        ("{x:`} {x:is|are}", ("a", "b"), "`a`, `b` are"),
        ("{x}", ("a", 2, "c"), "a, 2, c"),
        ("{x: or }", ("a", "b"), "a or b"),
        ("{x}", (), ""),
        ("{x:quoted}", "two\nlines", "`two lines`"),
        ("{x:quoted}", "{y} " + "z" * 80, "`{y} " + "z" * 55 + "…`"),
        ("{x}", "{y}", "{y}"),
        ("{{x}} {x}", 1, "{x} 1"),
        ("{x}", Message("phrase.not-done-yet"), "it hasn't come yet"),
        ("{x: and }", (Message("phrase.not-done-yet"), "b"), "it hasn't come yet and b"),
    ],
)
def test_parameters_are_shown_as_the_template_asks(
    monkeypatch: pytest.MonkeyPatch, template: str, value: Value, shown: str
) -> None:
    monkeypatch.setitem(TEXTS, "phrase.tried", (template, template))
    message = Message("phrase.tried", x=value)
    assert (message.text, message.hint, str(message)) == (shown, shown or None, shown)
    assert message.reason == shown


def test_a_variant_has_the_hint_of_its_rule_unless_it_says_otherwise() -> None:
    assert Message("offer-answer.missing", due="today").hint == Message("offer-answer").hint
    assert Message("offer-answer.undated", due="today").hint == "Add `answered:` with the date."
    assert Message("theme-file-unread.here", where=None).hint is None


def test_a_reason_leaves_out_that_the_record_does_not_count() -> None:
    assert Message("post-draft").reason == "It is a draft."
    assert Message("contact-identity-incomplete.fields", fields=("title",)).reason == "`title` is missing."
    assert Message("contact-without-evidence").reason == Message("contact-without-evidence").text


def test_messages_are_one_where_text_and_parameters_are() -> None:
    one, other = Message("phrase.done-on", day=3), Message("phrase.done-on", day=3)
    assert one == other
    assert len({one, other, Message("phrase.done-on", day=4)}) == 2
    assert one != "done on 3"
    assert repr(one) == "Message('phrase.done-on', day=3)"
    assert Message("phrase.done-on").having(day=3) == one


def test_a_finding_is_of_the_rule_that_its_text_belongs_to() -> None:
    location = Location("content/a.yaml", 3, 1)
    found = diagnostic("missing-key.empty", location, Severity.NOTE, week="2026-W23", key="date")
    assert (found.rule, found.message) == ("missing-key", "`date` is empty.")
    assert found.hint == "Write its value after `date:`."
    assert (found.location, found.severity, found.week) == (location, Severity.NOTE, "2026-W23")
    assert diagnostic(Message("missing-key.empty", key="date"), location).text == found.text


def test_a_word_that_is_near_is_offered() -> None:
    assert str(did_you_mean("Cold Outreach", ("cold-outreach",))) == "Did you mean `cold-outreach`?"
    assert str(did_you_mean("first-name", ("first_name",))) == "Did you mean `first_name`?"
    assert did_you_mean("x" * 41, ("x" * 41,)) is None


TORN = {
    "content/private/contacts/2026-W23.yaml": "- date: 2026-06-02\n\tkind: by-chance\n  first_name: Ada\n"
    "  last_name: Solberg\n  tytle: Lead\n"
    "- date: 2026-06-03\n  kind: networking\n  first_name: Bea\n  last_name: Solberg\n  title: Lead\n"
    "  employer: Harbour\n  summary: We spoke.\n",
    "content/blog/2026-06-03-maps.md": "+++\ntitle = 'Maps'\n+++\n",
}
FORM = "### First name\n\nAda\n\n### Kind of contact\n\nby chance\n\n### Date\n\n2026-13-01\n"


def what_is_made(root: Path) -> object:
    """All that is found and concluded of faulty files, without a word of how it is put."""
    judged = run.judge(request(root, dt.date(2026, 6, 10)))
    assert judged.evaluation is not None
    consequences = [consequence(judged.evaluation, one) for one in judged.evaluation.journal.contacts]
    return (
        [(one.rule, one.location, one.severity, one.week, one.counts) for one in judged.diagnostics],
        judged.evaluation.weeks,
        [(one.counts, one.progress, one.due, len(one.reasons)) for one in consequences],
        [text.partition(":")[0] for text in read_form(FORM, dt.date(2026, 6, 10)).problems],
    )


def test_nothing_is_read_out_of_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text can be reworded or translated, and every conclusion stays."""
    root = repository(tmp_path, TORN)
    before = what_is_made(root)
    assert "unknown-word" in str(before), "the tab is read past, so that the rest of its record is told"
    for key in list(TEXTS):
        shown = " ".join(f"{{{name}}}" for name in sorted(fields(key)))
        monkeypatch.setitem(TEXTS, key, (f"§ {shown}", f"§ {shown}", "§"))
    assert what_is_made(root) == before


def test_what_does_not_count_gives_its_reason_in_the_words_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TEXTS, "contact-without-follow-up", ("Zählt nicht: a.", "Do b.", "Only c."))
    evaluation = run.judge(request(repository(tmp_path, TORN), dt.date(2026, 6, 10))).evaluation
    assert evaluation is not None
    (told,) = [consequence(evaluation, one) for one in evaluation.journal.contacts]
    assert told.reasons == ("Only c. Do b.",)
