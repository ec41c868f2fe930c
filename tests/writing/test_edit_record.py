"""Values of a record are changed on their own lines: whatever is typed comes back, every other byte stays."""

from __future__ import annotations

import difflib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.contact import Contact
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.source.tree import MappingNode, Node, ScalarNode, SequenceNode
from generator.source.yaml_tree import parse_yaml
from generator.writing.edit_record import edit_document, edit_record, remove_record
from generator.writing.emit import format_inline_value, format_item
from tests.support.hypothesis_profile import examples

LIST = """\
# mine
- date: 2026-06-01  # the first
  kind: cold-outreach
  first_name: Ann
  last_name: 'Lee'
  summary: >-
    one two
    three

  # proofs
  evidence:
    - https://a.example
    - path: content/private/evidence/a.pdf
      sha256: abc
    - https://b.example
  next_step:
    on: 2026-06-09
    what: call  # in the morning

- {date: 2026-06-02, kind: networking, first_name: Bo}
"""
PDF = {"path": "content/private/evidence/a.pdf", "sha256": "abc"}


def edited_lines(before: str, after: str) -> list[str]:
    rows = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [row for row in list(rows)[2:] if not row.startswith("@@")]


@pytest.mark.parametrize(
    ("index", "changes", "lines"),
    [
        (
            0,
            {"date": "2026-06-03"},
            ["-- date: 2026-06-01  # the first", '+- date: "2026-06-03"  # the first'],
        ),
        (0, {"first_name": "Bo: B"}, ["-  first_name: Ann", '+  first_name: "Bo: B"']),
        (0, {"title": "Dev"}, ["+  title: Dev"]),
        (0, {"summary": "short"}, ["-  summary: >-", "-    one two", "-    three", "+  summary: short"]),
        (0, {"last_name": None}, ["-  last_name: 'Lee'"]),
        # A comment keeps its line, with an empty value.
        (0, {"date": None}, ["-- date: 2026-06-01  # the first", "+- date:   # the first"]),
        (
            0,
            {"evidence": ("https://a.example", PDF, "https://c.example")},
            ["-    - https://b.example", "+    - https://c.example"],
        ),
        (0, {"evidence": (PDF, "https://b.example")}, ["-    - https://a.example"]),
        (
            0,
            {"evidence": ("https://a.example", PDF, "https://b.example", "x")},
            ["+    - x"],
        ),
        (0, {"next_step": {"on": "soon"}}, ["-    on: 2026-06-09", "+    on: soon"]),
        (
            0,
            {"first_name": "A\nB"},
            ["-  first_name: Ann", "+  first_name: |-", "+    A", "+    B"],
        ),
        (
            1,
            {"first_name": "Cy, D", "title": "x"},
            [
                "-- {date: 2026-06-02, kind: networking, first_name: Bo}",
                '+- {date: 2026-06-02, kind: networking, first_name: "Cy, D", title: x}',
            ],
        ),
        (
            1,
            {"kind": None},
            [
                "-- {date: 2026-06-02, kind: networking, first_name: Bo}",
                "+- {date: 2026-06-02, first_name: Bo}",
            ],
        ),
        # What would take a comment along is refused.
        (0, {"next_step": None}, None),
        (0, {"next_step": {"on": None, "what": None}}, None),
    ],
)
def test_only_the_lines_of_the_changed_values_change(
    index: int, changes: dict[str, Any], lines: list[str] | None
) -> None:
    after = edit_record(LIST, index, changes, Contact)
    assert (edited_lines(LIST, after) if after is not None else None) == lines


@pytest.mark.parametrize(
    ("text", "changes"),
    [
        ("- &a {date: 2026-06-01, kind: x}\n", {"kind": "y"}),  # an anchor
        ("- date: 2026-06-01\n  date: 2026-06-02\n", {"date": "x"}),  # a key twice
        ("- date: [\n", {"date": "x"}),  # broken
        ("- one\n", {"date": "x"}),  # no record
        ("date: 2026-06-01\n", {"date": "x"}),  # no list
        ("- date: 2026-06-01\n", {"date": None}),  # nothing would be left
    ],
)
def test_what_cannot_be_changed_without_loss_is_left_alone(text: str, changes: dict[str, Any]) -> None:
    assert edit_record(text, 0, changes, Contact) is None
    assert edit_record(text, 7, changes, Contact) is None


def test_line_ends_and_the_end_of_the_file_stay() -> None:
    text = "- date: 2026-06-01\r\n  kind: x\r\n  # end"
    after = edit_record(text, 0, {"first_name": "Ann", "kind": "z"}, Contact)
    assert after == "- date: 2026-06-01\r\n  kind: z\r\n  first_name: Ann\r\n  # end"
    assert edit_record("- kind: x\n  title: a", 0, {"title": "b"}, Contact) == "- kind: x\n  title: b"
    assert edit_record("- kind: x\n  title: a", 0, {"title": None}, Contact) == "- kind: x\n"
    assert edit_record("- kind: x", 0, {"title": "b"}, Contact) == "- kind: x\n  title: b"
    assert edit_record("- kind: x\n  title:\n", 0, {"title": "b"}, Contact) == "- kind: x\n  title: b\n"


def test_settings_and_front_matter_are_changed_in_the_same_way() -> None:
    settings = (
        "graduate: {name: Sam}  # me\nsearch:\n  programme: x\n  # start: 2026-01-01\nsite:\n  nav: [a, b]\n"
    )
    changes = {"search": {"start": "2026-06-01"}, "site": {"nav": ("a",)}, "graduate": {"github": "sam"}}
    assert edit_record(settings, None, changes, Portfolio) == (
        "graduate: {name: Sam, github: sam}  # me\nsearch:\n  programme: x\n"
        '  # start: 2026-01-01\n  start: "2026-06-01"\nsite:\n  nav: [a]\n'
    )
    post = "---\ntitle: Maps\ndraft: true\n---\n\nOne.  \n\n\n"
    assert edit_document(post, {"draft": None}, Post) == "---\ntitle: Maps\n---\n\nOne.  \n\n\n"
    assert edit_document(post, {}, Post, "Two.\n") == "---\ntitle: Maps\ndraft: true\n---\n\nTwo.\n"
    assert edit_document("no front matter", {"draft": None}, Post) is None


def test_a_record_is_removed_with_the_empty_lines_before_it() -> None:
    one, two, three = "- kind: a\n  title: A\n", "- kind: b  # why\n", "- kind: c"
    text = f"# head\n{one}\n\n# of two\n{two}\n{three}"
    assert remove_record(text, 0) == f"# head\n\n\n# of two\n{two}\n{three}"
    assert remove_record(text, 1) == f"# head\n{one}\n\n# of two\n\n{three}"
    assert remove_record(text, 2) == f"# head\n{one}\n\n# of two\n{two}"
    assert remove_record(one, 0) == ""
    assert remove_record("[{kind: a}]\n", 0) is None
    assert remove_record("- [a]\n- [b]\n", 1) == "- [a]\n"
    assert remove_record(text, 7) is None
    assert remove_record("kind: a\n", 0) is None


ASIDE = """\
graduate:
  name: Sam
  # Private.
  #email: you@mail.example

search:
  programme: x
  # The first day.
  #start: 2026-11-30
  #country: US

# Once it starts.
#coach: {name: Your coach}

site: {url: "https://a.example"}
"""


@pytest.mark.parametrize(
    ("changes", "below"),
    [
        ({"search": {"start": "soon"}}, "  #start: 2026-11-30\n"),
        ({"graduate": {"email": "a@b.example"}}, "  #email: you@mail.example\n"),
        ({"coach": {"name": "Kim"}}, "#coach: {name: Your coach}\n"),
        # Without an example behind the keys before it, and never between a group and its comments.
        ({"commitment": "own"}, "  #country: US\n"),
        ({"graduate": {"github": "sam"}}, "  name: Sam\n"),
    ],
)
def test_a_new_value_goes_below_the_one_that_was_put_aside(changes: dict[str, Any], below: str) -> None:
    after = edit_record(ASIDE, None, changes, Portfolio)
    assert after is not None
    added = [row[1:] for row in edited_lines(ASIDE, after)]
    text = "".join(f"{line}\n" for line in added)
    assert after == ASIDE.replace(below, below + text)


# Records of any keys in any style, between comments and blank lines; changes of any of them.
KEYS = ("date", "kind", "first_name", "title", "employer", "summary", "person")
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff\u2028\u2029"),
    max_size=30,
) | st.sampled_from(["yes", "a: b", "# no", "- x", "'", '"', "{a", "1.5", "2026-06-01", "a\nb", "x " * 60])
COMMENTS = st.sampled_from(["", "  # why", " #"])


@st.composite
def written_values(draw: st.DrawFn) -> str:
    style = draw(st.sampled_from(["plain", "single", "double", "block", "folded", "empty"]))
    word = draw(st.sampled_from(["Ann", "two words", "x-1", "2026-06-01"]))
    if style in ("block", "folded"):
        sign = "|-" if style == "block" else ">"
        return f" {sign}\n    {word}\n    and more\n" + draw(st.sampled_from(["", "\n"]))
    value = {"plain": f" {word}", "single": f" '{word}'", "double": f' "{word}"', "empty": ""}[style]
    return f"{value}{draw(COMMENTS)}\n"


@st.composite
def lists(draw: st.DrawFn) -> tuple[str, int]:
    rows = draw(st.integers(1, 3))
    text = draw(st.sampled_from(["", "# head\n", "---\n"]))
    for _ in range(rows):
        keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=5, unique=True))
        for number, key in enumerate(keys):
            text += ("- " if number == 0 else "  ") + f"{key}:" + draw(written_values())
        text += draw(st.sampled_from(["", "\n", "# between\n", "\n# between\n\n"]))
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return (text if draw(st.booleans()) else text.replace("\n", "\r\n")), rows


def contents(node: Node | None) -> Any:
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, SequenceNode):
        return [contents(item) for item in node.items]
    return {key: contents(entry.value) for key, entry in node.entries.items()} if node else None


def comments(text: str) -> list[str]:
    return [line[line.index("#") :].strip() for line in text.splitlines() if "#" in line and "'#" not in line]


@examples(60)
@given(
    lists(),
    st.integers(0, 2),
    st.dictionaries(st.sampled_from(KEYS), TEXTS | st.none(), min_size=1, max_size=3),
)
def test_whatever_is_typed_comes_back_and_nothing_else_changes(
    written: tuple[str, int], at: int, changes: dict[str, str | None]
) -> None:
    text, rows = written
    index = at % rows
    wanted = {key: value or None for key, value in changes.items()}
    before, _ = parse_yaml(text.replace("\r\n", "\n"), "")
    assert isinstance(before, SequenceNode)
    after = edit_record(text, index, wanted, Contact)
    if after is None:
        return
    tree, problems = parse_yaml(after.replace("\r\n", "\n"), "")
    assert not [one for one in problems if one.rule == "yaml-syntax"]
    old, new = contents(before), contents(tree)
    expected = {key: value for key, value in old[index].items() if key not in wanted}
    assert {key: value for key, value in new[index].items() if key not in wanted} == expected
    for key, value in wanted.items():
        assert (new[index].get(key) or None) == value
    assert new[:index] + new[index + 1 :] == old[:index] + old[index + 1 :]
    # The lines of others are there as they were, in their order; so are all comments.
    record = before.items[index]
    assert isinstance(record, MappingNode)
    kept = [
        line
        for number, line in enumerate(text.split("\n"), start=1)
        if "#" in line or not (record.line <= number < following(before, index))
    ]
    rest = iter(line.strip("- \r") for line in after.split("\n"))
    values = " ".join(value for value in wanted.values() if value)
    if "#" not in values:
        assert comments(after) == comments(text)
    lines = [line for line in kept if not any(f"{key}:" in line for key in wanted)]
    assert all(line.strip("- \r") in rest for line in lines if line.strip())


LINKS = ("https://a.example", "https://b.example/x?y=1", "mail to Ann.eml", "c # d")
PROOFS = st.sampled_from(LINKS) | st.builds(
    lambda path: {"path": f"content/private/evidence/{path}.pdf", "sha256": "ab12"}, st.sampled_from("xyz")
)


@st.composite
def nested(draw: st.DrawFn) -> tuple[str, list[Any]]:
    """A record with a list of proofs in some style between two keys, in a list of some indentation."""
    proofs = draw(st.lists(PROOFS, min_size=1, max_size=4))
    inner, dash = draw(st.sampled_from(["", "  ", "    "])), draw(st.sampled_from(["", "  "]))
    end = draw(st.sampled_from(["\n", "\r\n"]))
    lines = [f"{dash}- date: 2026-06-01", f"{dash}  evidence:"]
    if draw(st.booleans()):
        lines[-1] += " " + format_inline_value(tuple(proofs)) + draw(COMMENTS)
    else:
        for proof in proofs:
            lines += format_item(proof, len(f"{dash}  {inner}"))
            lines += draw(st.sampled_from([[], [], [""], [f"{dash}  # between"]]))
    lines += draw(
        st.sampled_from([[], [f"{dash}  next_step: {{on: 2026-06-09, what: go}}"], [f"{dash}  title: Dev"]])
    )
    lines += draw(st.sampled_from([[], ["# below"], [f"{dash}- date: 2026-06-02"]]))
    return end.join(lines) + (end if draw(st.booleans()) else ""), proofs


@examples(40)
@given(nested(), st.data())
def test_lists_change_entry_by_entry(written: tuple[str, list[Any]], data: st.DataObject) -> None:
    text, proofs = written
    kept = data.draw(st.lists(st.sampled_from(proofs), max_size=3)) if proofs else []
    wanted = tuple(data.draw(st.permutations([*kept, *data.draw(st.lists(PROOFS, max_size=2))])))
    changes: dict[str, Any] = {"evidence": wanted or None}
    if "next_step:" in text:
        changes["next_step"] = data.draw(st.sampled_from([{"what": "stay"}, {"on": None}, None]))
    after = edit_record(text, 0, changes, Contact)
    if after is None:
        return
    old = contents(parse_yaml(text.replace("\r\n", "\n"), "")[0])
    new = contents(parse_yaml(after.replace("\r\n", "\n"), "")[0])
    assert (new[0].get("evidence") or ()) == (list(wanted) or ())
    assert new[1:] == old[1:]
    assert {k: v for k, v in new[0].items() if k not in changes} == {
        k: v for k, v in old[0].items() if k not in changes
    }
    assert after.count("# b") == text.count("# b")
    assert after.count("# why") == text.count("# why")


def following(tree: SequenceNode, index: int) -> int:
    return tree.items[index + 1].line if index + 1 < len(tree.items) else 10**6


def test_most_records_can_be_changed() -> None:
    """The property above would hold for an editor that refuses everything."""
    tried: list[bool] = []

    @examples(30)
    @given(lists(), st.sampled_from(KEYS), TEXTS)
    def change(written: tuple[str, int], key: str, value: str) -> None:
        tried.append(edit_record(written[0], 0, {key: value or "x"}, Contact) is not None)

    change()
    assert sum(tried) > 0.95 * len(tried)
