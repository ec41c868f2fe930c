"""A record added to a text: it comes back as it was given, and everything else stays byte for byte."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator.model.contact import Contact
from generator.model.fields import Evidence
from generator.reading.records import read_list
from generator.writing.append_entry import append_entry
from generator.writing.emit import Fields, format_entry
from tests.support.hypothesis_profile import examples

PATH = "content/private/contacts/2026-W47.yaml"
DAY = dt.date(2026, 11, 17)
NEW: Fields = {"date": DAY, "kind": "interview", "first_name": "Ada"}
LINES = "- date: 2026-11-17\n  kind: interview\n  first_name: Ada\n"

# What stood there, and what stands there after.
ADDED = [
    ("", LINES),
    ("\n", "\n" + LINES),
    ("# mine\n", "# mine\n\n" + LINES),
    ("# mine", "# mine\n\n" + LINES),
    ("---\n", "---\n" + LINES),
    ("[]\n", LINES),
    ("[]", LINES),
    ("[]  # none yet\n", "  # none yet\n\n" + LINES),
    ("- a: b\n", "- a: b\n\n" + LINES),
    ("- a: b", "- a: b\n\n" + LINES),
    ("- a: b\n\n", "- a: b\n\n" + LINES),
    ("- a: b\n- c: d\n", "- a: b\n- c: d\n" + LINES),
    ("- a: b\n\n# why\n- c: d\n", "- a: b\n\n# why\n- c: d\n\n" + LINES),
    ("- a: b\n# not yet:\n# - c: d\n", "- a: b\n# not yet:\n# - c: d\n\n" + LINES),
    ("- a: b\n...\n", "- a: b\n\n" + LINES + "...\n"),
    ("- a: |+\n    x\n\n", "- a: |+\n    x\n\n" + LINES),
    ("- a: |+\n    x\n- b: c\n", "- a: |+\n    x\n- b: c\n" + LINES),
    ("- {a: b}\n- {c: d}\n", "- {a: b}\n- {c: d}\n" + LINES),
    ("[{a: b}]\n", "[{a: b}, {date: 2026-11-17, kind: interview, first_name: Ada}]\n"),
    ("[{a: b},  # x\n]\n", "[{a: b}, {date: 2026-11-17, kind: interview, first_name: Ada},  # x\n]\n"),
    ("[ # x\n]\n", "[ # x\n{date: 2026-11-17, kind: interview, first_name: Ada}]\n"),
]


@pytest.mark.parametrize(("before", "after"), ADDED)
def test_a_record_is_added_in_the_manner_of_the_list(before: str, after: str) -> None:
    assert append_entry(before, NEW) == after


@pytest.mark.parametrize("before", ["-   a: b\n    c: d\n", "  -   a: b\n      c: d\n"])
def test_the_indentation_of_the_list_is_kept(before: str) -> None:
    dash = before.index("-")
    added = (append_entry(before, NEW) or "").removeprefix(before).splitlines()[1:]
    assert added == [
        " " * dash + line for line in ("-   date: 2026-11-17", "    kind: interview", "    first_name: Ada")
    ]


@pytest.mark.parametrize(("before", "after"), [row for row in ADDED if "\n" in row[0]])
def test_line_ends_of_windows_are_kept(before: str, after: str) -> None:
    assert append_entry(before.replace("\n", "\r\n"), NEW) == after.replace("\n", "\r\n")


BROKEN = [
    "- a: [\n",
    "a: b\n",
    "text\n",
    "- a: b\n---\n- c: d\n",
    "\t- a: b\n",
    "- a: |+\n    x\n\n  \n--- \n",
]


@pytest.mark.parametrize("before", BROKEN)
def test_what_holds_no_list_takes_no_record(before: str) -> None:
    assert append_entry(before, NEW) is None


DECISION: Fields = {"weeks": ("2026-W40",), "decision": "waived"}
DECIDED = "  - weeks: [2026-W40]\n    decision: waived\n"
FLAT = "- weeks: [2026-W40]\n  decision: waived\n"
BELOW_A_KEY = [
    ("", "decisions:\n" + DECIDED),
    ("graduate: A\n", "graduate: A\n\ndecisions:\n" + DECIDED),
    ("graduate: A", "graduate: A\n\ndecisions:\n" + DECIDED),
    ("decisions:\n", "decisions:\n" + DECIDED),
    ("decisions: # none\n", "decisions: # none\n" + DECIDED),
    ("decisions: []\npauses: []\n", "decisions:\n" + DECIDED + "pauses: []\n"),
    ("decisions:\npauses: []\n", "decisions:\n" + DECIDED + "pauses: []\n"),
    ("decisions:\n  - a: b\npauses: []\n", "decisions:\n  - a: b\n\n" + DECIDED + "pauses: []\n"),
    (
        "decisions:\n  - a: b\n\n# p\npauses: []\n",
        "decisions:\n  - a: b\n\n" + DECIDED + "\n# p\npauses: []\n",
    ),
    (
        "decisions:\n- a: |\n    x\n- b: >-\n    y\n\n\npauses: []\n",
        "decisions:\n- a: |\n    x\n- b: >-\n    y\n" + FLAT + "\n\npauses: []\n",
    ),
    (
        "pauses:\n- a: b\n",
        "pauses:\n- a: b\n\ndecisions:\n" + FLAT,
    ),
    ("decisions: [{a: b}]\n", "decisions: [{a: b}, {weeks: [2026-W40], decision: waived}]\n"),
]


@pytest.mark.parametrize(("before", "after"), BELOW_A_KEY)
def test_a_record_is_added_below_its_key(before: str, after: str) -> None:
    assert append_entry(before, DECISION, "decisions") == after


@pytest.mark.parametrize("before", ["{decisions: []}\n", "- a: b\n", "decisions: x\n", "decisions: {a: b}\n"])
def test_a_key_that_holds_no_list_takes_no_record(before: str) -> None:
    assert append_entry(before, DECISION, "decisions") is None


TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8"), min_size=1),
    st.text(" \n\t:#-|>&*!%@`'\"{}[],?~\\aNO0é👩‍👩‍👧\u200b\u2028\x85\ufeff", min_size=1),
    st.lists(st.sampled_from(["so", "a:", "- b", "#c", "'d'", "é", "longer-than-most"]), min_size=9).map(
        " ".join
    ),
    st.sampled_from(
        ["NO", "0123", "12:30", "~", "null", "true", "1e3", "0x1f", "2026-11-01", "---", "...", "<<"]
    ),
)
BEFORE = [text for text, _ in ADDED if "a: b" not in text and "|+" not in text] + [
    "- date: 2026-11-16\n  kind: interview\n  summary: 'x'  # y\n",
    "-   date: 2026-11-16\n    kind: interview\n    summary: |+\n        x\n\n        y",
    "- {date: 2026-11-16, kind: interview}\n\n- date: 2026-11-16\n  kind: interview\n  summary: >\n\n    x\n",
    "[{date: 2026-11-16, kind: interview, summary: x}]",
]


@examples(200)
@given(
    before=st.sampled_from(BEFORE),
    texts=st.lists(TEXTS, min_size=5, max_size=5),
    proof=st.lists(TEXTS, max_size=3),
    is_crlf=st.booleans(),
)
@example(before="", texts=["|", ">", "'", '"', "\\"], proof=["a, b", "x]"], is_crlf=True)
@example(before="", texts=["a \nb", " a\nb", "a\n\n", "\na", "a\n"], proof=[], is_crlf=False)
def test_whatever_goes_in_comes_back(before: str, texts: list[str], proof: list[str], is_crlf: bool) -> None:
    if is_crlf:
        before = before.replace("\n", "\r\n")
    first, last, title, employer, summary = texts
    fields: Fields = {
        "date": DAY,
        "kind": "interview",
        "first_name": first,
        "last_name": last,
        "title": title,
        "employer": employer,
        "summary": summary,
        "single_name": True,
        "evidence": tuple(proof),
        "next_step": {"on": DAY, "what": last},
    }
    after = append_entry(before, fields)
    assert after is not None
    _only_added(before, after)
    read = _read(after)
    record = read[-1]
    assert len(read) == len(_read(before)) + 1
    told = (record.first_name, record.last_name, record.title, record.employer, record.summary)
    assert told == tuple(texts)
    assert (record.date, record.kind, record.single_name) == (DAY, "interview", True)
    assert record.next_step is not None
    assert (record.next_step.on, record.next_step.what) == (DAY, last)
    assert [one.text for one in record.evidence] == proof


def _read(text: str) -> tuple[Contact, ...]:
    found = read_list(text.replace("\r\n", "\n"), PATH, "contacts", Contact, dt.UTC)
    assert found.diagnostics == ()
    return found.records


def _only_added(before: str, after: str) -> None:
    """All bytes of the file are there still, in order, and but for the list's own `[]` nothing is gone."""
    if before.strip() == "[]" or before.startswith("[]  #"):
        before = before.replace("[]", "", 1).lstrip("\r\n")
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    assert after.endswith(before[start:])


def test_evidence_is_a_list_of_links_and_paths() -> None:
    text = append_entry("", {**NEW, "evidence": ("https://a.example/b?c=d#e", "2026-W47/thanks.eml")}) or ""
    assert 'evidence: ["https://a.example/b?c=d#e", "2026-W47/thanks.eml"]' in text
    assert _read(text)[0].evidence == (
        Evidence(link="https://a.example/b?c=d#e"),
        Evidence(path="2026-W47/thanks.eml"),
    )


COMMENTS = st.sampled_from(["", "\n", "# a comment\n", "\n\n# two\n# lines: [x\n", "  # further in\n"])


@examples(150)
@given(
    texts=st.lists(TEXTS, min_size=1, max_size=4),
    comments=st.lists(COMMENTS, min_size=5, max_size=5),
    indent=st.sampled_from([0, 2, 3]),
    step=st.sampled_from([2, 3, 4]),
    end=st.sampled_from(["", "\n", "\n\n", "\n# end", "\n...\n", "  # behind\n"]),
    is_crlf=st.booleans(),
)
def test_any_file_of_ours_takes_one_more(
    texts: list[str], comments: list[str], indent: int, step: int, end: str, is_crlf: bool
) -> None:
    entries = [
        format_entry({**NEW, "last_name": text, "title": "x"}, indent=indent, step=step) for text in texts
    ]
    between = zip(comments, entries, strict=False)
    before = (
        "".join(f"{comment}{chr(10).join(lines)}\n" for comment, lines in between).removesuffix("\n") + end
    )
    before = before.replace("\n", "\r\n") if is_crlf else before
    assume(not _found(before))
    after = append_entry(before, {**NEW, "last_name": texts[0]})
    assert after is not None
    _only_added(before, after)
    assert [one.last_name for one in _read(after)] == [*texts, texts[0]]
    lines = after.replace("\r\n", "\n").split("\n")
    new = lines[_read(after)[-1].origin.line - 1]
    assert new == f"{' ' * indent}-{' ' * (step - 1)}date: 2026-11-17"
    assert is_crlf == ("\r\n" in after) or "\n" not in before


def _found(text: str) -> bool:
    return bool(read_list(text.replace("\r\n", "\n"), PATH, "contacts", Contact, dt.UTC).diagnostics)
