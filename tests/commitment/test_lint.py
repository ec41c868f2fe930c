"""What a commitment says without effect, or so that nobody could meet it, is told at its own line."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.cli import main
from generator.commitment.loader import SHIPPED_FOLDER, load_commitment
from tests.support.repositories import marked, places, write

FLATIRON = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8")
EXTRA_CREDIT = "    of:\n      - id: extra-credit\n        kind: activities\n"
MODULES = "{id: x, kind: activities, title: x, activity: track-module}"
# What is written in flatiron.yaml, what is put in its place (with its mark), what is said.
WITHOUT_EFFECT = {
    "id of two words": (
        "- id: design-challenge",
        "- id: ‸Design Challenge",
        "`Design Challenge` isn't a valid id.",
    ),
    "id with a command": ("- id: data-science", "- id: ‸'::error::x'", "`::error::x` isn't a valid id."),
    "id with markup": ("- id: extra-credit", "- id: ‸<img src=x>", "`<img src=x>` isn't a valid id."),
    "requirement and obligation": (
        "obligations:\n  - id: offer-answer",
        "obligations:\n  - id: ‸contacts",
        "`contacts` isn't a known obligation.",
    ),
    "asked twice": (
        "[contacts, blog-post, design-activity]",
        "‸[contacts, blog-post, contacts]",
        "`ux-ui-design` lists `contacts` twice.",
    ),
    "no such specialization": (
        "specializations: [ux, ui]",
        "specializations: ‸[ux, motion]",
        "`motion` can't be written as `search.specialization`.",
    ),
    "strikes under strict": (
        "  mode: strict",
        "  mode: strict\n  limit: ‸3",
        "`standing.limit` has no effect under `mode: strict`.",
    ),
    "decay under strict": (
        "  mode: strict",
        "  decay: ‸3",
        "`standing.decay` has no effect under `mode: strict`.",
    ),
    "levels under strict": (
        "  mode: strict",
        "  levels: ‸{contacts: [{below: 1, strikes: 1}]}",
        "`standing.levels` has no effect under `mode: strict`.",
    ),
    "level that never holds": (
        "  mode: strict",
        "  mode: strikes\n  levels: {contacts: ‸[{below: 0, strikes: 1}]}",
        "Nothing is below 0, so this level never applies.",
    ),
    "level behind another": (
        "  mode: strict",
        "  mode: strikes\n  levels: {contacts: ‸[{below: 8, strikes: 1}, {below: 4, strikes: 2}]}",
        "The first level that applies is used, so each `below` must be higher than the one before.",
    ),
    "nothing asked": ("minimum: 8", "minimum: ‸0", "`minimum: 0` requires nothing."),
    "everything alike": (
        "similarity: 0.8",
        "similarity: ‸0",
        "`similarity: 0` would make every post a copy of the first.",
    ),
    "never silent": ("days: 14 ", "days: ‸0 ", "`days: 0` can't be met."),
    "no repository": ("[self]", "‸[self, portfolio]", "`portfolio` isn't the name of a repository."),
    "page with scheme": (
        "approved_pages: [designchallenge.xyz]",
        "approved_pages: ‸[https://designchallenge.xyz/]",
        "`https://designchallenge.xyz/` isn't a host name.",
    ),
    "challenge without pages": (
        "activity: design-challenge\n        minimum: 1\n        approved_pages: [designchallenge.xyz]",
        "activity: ‸design-challenge",
        "Without `approved_pages` no design challenge counts.",
    ),
    "pages of modules": (
        "activity: track-module\n",
        "activity: track-module\n        approved_pages: ‸[a.example]\n",
        "`approved_pages` has no effect on `track-module`.",
    ),
    "alternatives of one name": (
        "    of:\n      - id: extra-credit",
        "    of:\n      ‸- id: design-challenge",
        "Two alternatives have the id `design-challenge`.",
    ),
    "alternatives of one activity": (
        EXTRA_CREDIT,
        EXTRA_CREDIT.replace("    of:\n      -", f"    of:\n      ‸- {MODULES}\n      -"),
        "Two alternatives use the same activities (track-module). One is enough.",
    ),
}


@pytest.mark.parametrize(("old", "new", "message"), WITHOUT_EFFECT.values(), ids=WITHOUT_EFFECT)
def test_what_does_nothing_is_told_at_its_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert FLATIRON.count(old) == 1, old
    text, line, column = marked(FLATIRON.replace(old, new))
    commitment, found = load_commitment(write(tmp_path, {"terms.yaml": text}), "terms.yaml")
    assert commitment is None
    assert found[0].hint
    assert (places(found[:1]), found[0].message) == (
        [f"terms.yaml:{line}:{column} commitment-unsound"],
        message,
    )


@pytest.mark.parametrize("name", ["offer-answer", "contacts"])
def test_a_requirement_called_as_an_obligation_is_refused(tmp_path: Path, name: str) -> None:
    text = FLATIRON.replace("id: blog-post\n", f"id: {name}\n").replace(" blog-post,", f" {name},")
    _, found = load_commitment(write(tmp_path, {"terms.yaml": text}), "terms.yaml")
    expected = {
        "offer-answer": "`offer-answer` is also the id of a requirement, "
        "so a decision could mean either one.",
        "contacts": "`contacts` is used twice.",
    }
    assert expected[name] in [one.message for one in found]


LONE = """\
name: ours
title: Our terms
programmes:
  - {id: web, title: Web, field: web, requirements: [contacts]}
requirements:
  - {id: contacts, kind: contacts, title: Contacts, clause: Ask., source: Terms}
  - {id: posts, kind: posts, title: Posts, clause: Write., source: Terms}
  - {id: calls, kind: check-ins, title: Calls}
obligations:
  - {id: attendance, title: Appointments, clause: Come.}
severities:
  post-draft: warning
  post-drafts: warning
  rule-crashed: note
"""


def test_a_check_warns_of_what_nobody_is_asked_and_of_what_has_no_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, {"terms.yaml": LONE.partition("severities")[0]}) / "terms.yaml"
    assert main.run(["commitment", "check", str(file)]) == 0
    said = capsys.readouterr().out
    for line, message in [
        ("7:10", "No programme uses `posts`."),
        ("8:10", "No programme uses `calls`."),
        ("8:10", "`calls` has no `clause` and `source`. Findings and the report quote them."),
        ("10:10", "`attendance` has no `source`. Findings and the report quote them."),
    ]:
        assert f"terms.yaml:{line} warning commitment-unsound\n  {message}\n" in said
    assert "Passed: 4 warnings." in said


def test_a_severity_of_no_rule_is_told_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(tmp_path, {"terms.yaml": LONE}) / "terms.yaml"
    assert main.run(["commitment", "check", str(file)]) == 2
    said = capsys.readouterr().out
    assert (
        "terms.yaml:13:16 error commitment-unsound\n  `severities` names `post-drafts`, which isn't a rule."
        in said
    )
    assert (
        "terms.yaml:14:17 error commitment-unsound\n  The severity of `rule-crashed` can't be changed."
        in said
    )
    assert "post-draft`" not in said.replace("post-drafts`", "")
