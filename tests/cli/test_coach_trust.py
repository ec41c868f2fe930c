"""`coach trust` and what a graduate can do about it: nothing that the coach does not see first."""

from __future__ import annotations

import html
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.commitment.loader import SHIPPED_FOLDER
from generator.commitment.trust import read_trust
from generator.core.errors import UserError
from tests.support.command import Ran, run
from tests.support.repositories import write
from tests.support.ssh_keys import DECISIONS, TEXT, key, lay, public, signed

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
Capture = pytest.CaptureFixture[str]
SETTINGS = f"""\
graduate: {{name: Sam Example, github: sam-example}}
search: {{programme: software-engineering, start: 2026-06-01, time_zone: America/Chicago, country: US-IL}}
site: {{url: "https://sam.example", contact: "mailto:hi@sam.example"}}
coach: {{name: Dana Coach, signing_keys: ["{public(key())}"]}}
"""
FLATIRON = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8")
DAY = "2026-06-15"


@pytest.fixture(name="root")
def _root(tmp_path: Path) -> Path:
    """A search whose first week is waived and whose second is paused, signed by the coach."""
    root = write(tmp_path / "sam", {"portfolio.yaml": SETTINGS})
    return lay(root, TEXT, signed(TEXT, key()))


@pytest.fixture(name="pinned")
def _pinned(root: Path, tmp_path: Path, capsys: Capture) -> Path:
    file = tmp_path / "coach" / "sam.yaml"
    ran = run(capsys, "coach", "trust", str(file), "--root", str(root), "--as-of", DAY)
    assert ran.code == 0, ran.err
    return file


@pytest.fixture(name="today", autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1781524800")  # DAY


def verify(capsys: Capture, root: Path, pinned: Path) -> Ran:
    return run(capsys, "coach", "verify", str(root), "--trust", str(pinned))


def first_screen(capsys: Capture, root: Path, *options: str) -> tuple[str, Any]:
    """The words of the report down to the end of what needs the coach, and `report.json`."""
    run(capsys, "build", "--root", str(root), "-q", *options)
    page = (root / "report/index.html").read_text("utf-8")
    top = page[page.index("<header>") : page.index('<section class="about"')]
    words = html.unescape(re.sub(r"<[^>]+>", "", top))
    return " ".join(words.split()), json.loads((root / "report/report.json").read_text("utf-8"))


def settings(root: Path, old: str, new: str) -> None:
    text = (root / "portfolio.yaml").read_text("utf-8")
    assert old in text
    (root / "portfolio.yaml").write_text(text.replace(old, new), "utf-8")


def test_what_is_pinned_is_told_and_differs_in_nothing(root: Path, pinned: Path, capsys: Capture) -> None:
    ran = verify(capsys, root, pinned)
    assert ran.code == 0
    assert ran.out.splitlines()[0] == "Nothing differs from what you pinned on 15 Jun 2026."
    assert re.match(
        r"1 decision and 1 pause: signed by dana@school \(SHA256:\S{43}\)\.", ran.out.splitlines()[1]
    )
    words, report = first_screen(capsys, root, "--trust", str(pinned))
    assert "differ" not in words
    assert report["trust"] == {"pinned": DAY, "differs": []}
    assert report["pauses"][0]["signed_by"]["name"] == "dana@school"


def test_another_key_for_the_coach_is_seen(root: Path, pinned: Path, capsys: Capture) -> None:
    other = key("ed25519", "sam")
    settings(root, "signing_keys: [", f'signing_keys: ["{public(other)}", ')
    lay(root, TEXT, signed(TEXT, other))
    words, report = first_screen(capsys, root)
    assert "Week 1 (1–7 Jun) excused; paused 8–14 Jun 2026. Signed by sam@school." in words
    assert "The settings let 2 keys sign: sam@school (SHA256:" in words
    assert report["decisions"][0]["holds"]
    words, report = first_screen(capsys, root, "--trust", str(pinned))
    assert "1 thing differs from what you pinned on 15 Jun 2026" in words
    assert "A key that you did not pin may sign here: sam@school (SHA256:" in words
    assert [need["kind"] for need in report["needs"]][:2] == ["differs-from-pinned", "signature"]
    assert not report["decisions"][0]["holds"]
    assert (report["pauses"][0]["holds"], report["pauses"][0]["signed_by"]) == (False, None)
    ran = verify(capsys, root, pinned)
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "1 thing differs from what you pinned on 15 Jun 2026:"
    assert "None of it counts." in ran.out


def test_a_deleted_key_is_seen_whether_or_not_the_file_was_changed(
    root: Path, pinned: Path, capsys: Capture
) -> None:
    settings(root, f', signing_keys: ["{public(key())}"]', "")
    words, report = first_screen(capsys, root)
    assert "The settings do not say which key may sign" in words
    assert "which is not one of the keys that may sign" in words
    assert report["signature"]["status"] == "other key"
    lay(root, TEXT.replace(b"2026-06-14", b"2026-06-28"))
    words, report = first_screen(capsys, root)
    assert "not signed: the file was changed after it was signed" in words
    (root / f"{DECISIONS}.sig").unlink()
    words, report = first_screen(capsys, root)
    assert "paused 8–28 Jun 2026. Not signed: anyone who can write to this repository" in words
    assert report["decisions"][0]["signed_by"] is None
    ran = verify(capsys, root, pinned)
    assert "Your key was removed: dana@school (SHA256:" in ran.out
    assert (ran.code, "None of it counts." in ran.out) == (1, True)


def test_half_the_contacts_are_seen(root: Path, pinned: Path, capsys: Capture) -> None:
    write(root, {"terms.yaml": FLATIRON.replace("minimum: 8", "minimum: 4")})
    settings(root, "site:", "commitment: terms.yaml\nsite:")
    words, _ = first_screen(capsys, root)
    assert "Contacts, minimum: 4 (built-in: 8)." in words
    # Under another name nothing to compare them with; they are a file that anyone could have changed.
    write(
        root,
        {"terms.yaml": FLATIRON.replace("minimum: 8", "minimum: 4").replace("name: flatiron", "name: own")},
    )
    words, _ = first_screen(capsys, root)
    assert "The terms are a file of this repository (terms.yaml): whoever can write" in words
    words, report = first_screen(capsys, root, "--trust", str(pinned))
    assert "Contacts, minimum: 4 (pinned: 8)." in words
    assert "file of this repository" not in words
    assert "built-in" not in words
    difference = {"name": "terms.requirements.contacts.minimum", "here": "4", "pinned": "8"}
    assert report["trust"]["differs"] == [difference]
    # Terms that were pinned are the school's own, and no difference any more.
    run(capsys, "coach", "trust", str(pinned), "--root", str(root), "--replace")
    assert "terms differ" not in first_screen(capsys, root, "--trust", str(pinned))[0]


def test_a_pause_that_was_made_up_is_seen(root: Path, pinned: Path, capsys: Capture) -> None:
    lay(root, TEXT + b"  - {from: 2026-06-22, to: 2026-06-28, reason: x, by: Dana Coach, on: 2026-06-10}\n")
    words, report = first_screen(capsys, root)
    assert "Your decisions have no effect" in words
    assert "1 decision and 2 pauses, not signed: the file was changed after it was signed." in words
    assert [pause["holds"] for pause in report["pauses"]] == [False, False]
    assert "error" not in words  # the item above is about it
    assert verify(capsys, root, pinned).code == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("2026-06-01", "2026-06-08", "First day of the search: 8 Jun 2026 (pinned: 1 Jun 2026)"),
        ("country: US-IL", "country: US", "Country of the holidays: US (pinned: US-IL)"),
        ("software-engineering", "data-science", "Programme: data-science (pinned: software-engineering)"),
        ("Sam Example", "Sam Other", "Name: Sam Other (pinned: Sam Example)"),
        ("start: 2026-06-01, ", "", "First day of the search: not set (pinned: 1 Jun 2026)"),
    ],
)
def test_every_other_fact_is_compared(
    old: str, new: str, words: str, root: Path, pinned: Path, capsys: Capture
) -> None:
    settings(root, old, new)
    ran = verify(capsys, root, pinned)
    assert (ran.code, ran.out.splitlines()[1]) == (1, f"  {words}")


def test_another_order_of_the_same_terms_and_keys_is_no_difference(
    root: Path, pinned: Path, capsys: Capture
) -> None:
    write(root, {"terms.yaml": f"# ours\n{FLATIRON}"})
    settings(root, "site:", "commitment: terms.yaml\nsite:")
    settings(root, f'"{public(key())}"', f'"{public(key()).rsplit(" ", 1)[0]} dana on her new laptop"')
    assert verify(capsys, root, pinned).code == 0


def test_what_is_pinned_is_not_replaced_unasked_and_lies_outside(
    root: Path, pinned: Path, capsys: Capture
) -> None:
    before = pinned.read_bytes()
    assert run(capsys, "coach", "trust", str(pinned), "--root", str(root)).code == 2
    inside = run(capsys, "coach", "trust", str(root / "trust.yaml"), "--root", str(root))
    assert (inside.code, "must not be kept in a graduate's repository" in inside.err) == (2, True)
    assert pinned.read_bytes() == before
    settings(root, "US-IL", "US-NY")
    ran = run(capsys, "coach", "trust", str(pinned), "--root", str(root), "--replace")
    assert "Country of the holidays: US-NY (pinned: US-IL)" in ran.out
    assert verify(capsys, root, pinned).code == 0


@pytest.mark.parametrize("text", ["", "{", "pinned: 2026-06-01\n", "- a\n", "terms: {name: x}\nkey: 1\n"])
def test_a_file_that_is_none_is_told(text: str, tmp_path: Path) -> None:
    (tmp_path / "sam.yaml").write_text(text, "utf-8")
    with pytest.raises(UserError, match="is not a file of weekproof coach trust"):
        read_trust(tmp_path / "sam.yaml")
    with pytest.raises(UserError, match="There is no file"):
        read_trust(tmp_path / "tom.yaml")


def test_names_from_a_repository_stay_on_their_line(tmp_path: Path, capsys: Capture) -> None:
    hostile = 'Sam\\nsigning_keys: []\\u2028"{x}'
    text = SETTINGS.replace("Sam Example", "S").replace("name: S,", f'name: "{hostile}",', 1)
    root = write(tmp_path / "sam", {"portfolio.yaml": text})
    file = tmp_path / "sam.yaml"
    ran = run(capsys, "coach", "trust", str(file), "--root", str(root))
    if ran.code == 0:  # else the settings refused such a name
        assert read_trust(file).signing_keys == (public(key()),)
        assert read_trust(file).graduate.startswith("Sam")


def test_one_of_the_two_files_is_needed(root: Path, capsys: Capture) -> None:
    assert "Give --trust, --seals or both." in run(capsys, "coach", "verify", str(root)).err


def test_an_account_that_may_decide_by_an_issue_is_pinned(root: Path, pinned: Path, capsys: Capture) -> None:
    settings(root, "coach: {name: Dana Coach", "coach: {github: mallory, name: Dana Coach")
    ran = verify(capsys, root, pinned)
    assert (ran.code, "The coach's GitHub account: mallory (pinned: not set)" in ran.out) == (1, True)
    ran = run(capsys, "coach", "trust", str(pinned), "--root", str(root), "--replace")
    assert "May decide by an issue: @mallory" in ran.out
    assert read_trust(pinned).coach_github == "mallory"
    settings(root, "mallory", "'@mallory'")
    assert "Write `github: mallory`." in run(capsys, "check", "--root", str(root)).said
