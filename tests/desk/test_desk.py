"""The desk as a browser without script meets it: forms, what is saved, what is told, what is refused."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from generator.core import fileops
from generator.desk.desk import EDITABLE, Desk
from generator.desk.forms import in_words, names_asked, posted_texts
from generator.desk.server import Ticket
from generator.model.kinds import KIND, records_in
from generator.reading.fields import keys_of
from tests.support.desks import SECRET, OpenDesk, open_desk
from tests.support.effort import some
from tests.support.git_repositories import Repository
from tests.support.repositories import repository, request, write

PORTFOLIOS = Path(__file__).parents[1] / "portfolios"
CONTACTS = "content/private/contacts/2026-W23.yaml"
ANN = """\
# people
- date: 2026-06-02   # a Tuesday
  kind: 'networking'
  first_name: Ann
  last_name: Lee
  title: Developer
  employer: Quill
  summary: "Coffee, and maps"

# the second
- date: 2026-06-01
  kind: cold-outreach
  first_name: Bo
  last_name: Cy
  title: Tester
  employer: Quill
  summary: Wrote
"""
POST = "content/blog/2026-06-02-maps.md"
TEXT = "---\ntitle: Maps\ndate: 2026-06-02\ndraft: true\n---\n\nOne two.\n"
NEW = {
    "date": "2026-06-03",
    "kind": "cold-outreach",
    "first_name": "Dee",
    "last_name": "Fox",
    "title": "Lead",
    "employer": "Northline",
    "summary": "Asked: what next?",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    with open_desk(repository(tmp_path, {CONTACTS: ANN, POST: TEXT})) as opened:
        yield opened


def contacts(desk: OpenDesk) -> str:
    return (desk.root / CONTACTS).read_text("utf-8")


def form(desk: OpenDesk, path: str = CONTACTS, line: int = 2) -> dict[str, str]:
    """The answers that the form for a record shows, with its hidden fields."""
    answer = desk.get(f"edit?path={path}&line={line}")
    assert answer.status == 200
    opened = desk.desk.open_at(_place(path, line))
    assert opened is not None
    return {**answer.hidden, **opened.texts}


def _place(path: str, line: int) -> Any:
    from generator.core.diagnostics import Location

    return Location(path, line)


def test_nobody_but_our_own_pages_reads_or_writes_anything(desk: OpenDesk) -> None:
    own = f"http://127.0.0.1:{desk.port}"
    for path in ("", "new/contact", "records", f"edit?path={CONTACTS}&line=2"):
        assert desk.get(path).status == 200
        assert desk.get(path, Host="evil.example").status == 421
        assert desk.get(path, Host=f"evil.example:{desk.port}").status == 421
        for site in ("cross-site", "same-site"):
            assert desk.get(path, **{"Sec-Fetch-Site": site}).status == 403
    for wrong in (SECRET[:-1], SECRET + "x", "x8" * 16):
        assert desk.get(f"/{wrong}/").status == 404
        assert desk.ask("POST", f"/{wrong}/new/contact", headers={"Origin": own}).status == 404
    assert desk.get("/").status == 404
    refused: tuple[dict[str, str], ...] = (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": f"http://localhost:{desk.port}"},  # not the page that it came from
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": own, "Sec-Fetch-Site": "same-site"},
        {"Origin": own, "Sec-Fetch-Site": "cross-site"},
        {"Origin": own, "Sec-Fetch-Site": "none"},
    )
    for path in (
        "new/contact",
        "edit",
        "today",
        "undo/1",
        "file",
        "upload",
        "judge/contact",
        "person",
        "preview",
    ):
        for headers in refused:
            assert desk.post(path, NEW, **headers).status == 403, (path, headers)
        assert desk.ask("POST", path).status == 403  # without an origin
        for method in ("PUT", "DELETE", "OPTIONS", "PATCH"):
            assert desk.ask(method, path, headers={"Origin": own}).status == 405
    assert contacts(desk) == ANN


def test_answers_are_kept_by_nobody_and_run_nothing(desk: OpenDesk) -> None:
    for path in ("", "new/contact", "/desk.js", "/clip", "/nowhere"):
        headers = desk.get(path).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Frame-Options"] == "DENY"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert not {"Access-Control-Allow-Origin", "Set-Cookie", "Server"} & set(headers)
    # The page for the bookmark may be opened from anywhere; it has neither the secret nor a record.
    clip = desk.get("/clip", **{"Sec-Fetch-Site": "cross-site"})
    assert clip.status == 200
    assert SECRET not in clip.text


def test_a_new_contact_is_saved_shown_and_undone(desk: OpenDesk) -> None:
    page = desk.get("new/contact")
    assert 'value="2026-06-03"' in page.text
    saved = desk.get(desk.saved("new/contact", NEW))
    added = (
        "\n- date: 2026-06-03\n  kind: cold-outreach\n  first_name: Dee\n  last_name: Fox\n  title: Lead\n"
    )
    added += '  employer: Northline\n  summary: "Asked: what next?"\n'
    assert contacts(desk) == ANN + added
    assert "Counts: 2 of 8 this week" in saved.words
    assert "+ first_name: Dee" in saved.words
    assert desk.post("undo/1", {}).status == 303
    assert contacts(desk) == ANN
    assert desk.post("undo/1", {}).status == 404
    assert "undone" in desk.get("saved/1").words


def test_a_file_that_undo_made_anew_goes_again(desk: OpenDesk) -> None:
    desk.saved("new/goal", {"title": "Write more"})
    assert (desk.root / "content/private/goals.yaml").read_text() == "- title: Write more\n"
    desk.post("undo/1", {})
    assert not (desk.root / "content/private/goals.yaml").exists()


def test_what_does_not_count_is_said_before_it_is_saved(desk: OpenDesk) -> None:
    fields = {**NEW, "title": ""}
    first = desk.post("new/contact", fields)
    assert first.status == 200
    assert "Does not count:" in first.words
    assert "Not saved yet" in first.words
    assert contacts(desk) == ANN
    assert 'value="Northline"' in first.text  # nothing typed is lost
    desk.saved("new/contact", {**fields, "shown": first.hidden["shown"]})
    assert "Dee" in contacts(desk)


def test_mistakes_stand_at_their_fields_and_keep_what_was_typed(desk: OpenDesk) -> None:
    wrong = {"kind": "", "date": "2026-06-31", "first_name": "<b>Dee", "next_step.on": "soon"}
    answer = desk.post("new/contact", {**NEW, **wrong})
    assert answer.status == 422
    for name in ("kind", "date", "next_step-on"):
        problem = answer.text.partition(f'id="f-{name}-p">')[2].partition("<")[0]
        assert problem.strip(), name
    assert 'value="2026-06-31"' in answer.text
    assert 'value="&lt;b&gt;Dee"' in answer.text
    assert "<b>Dee" not in answer.text
    assert contacts(desk) == ANN


def test_a_change_touches_its_own_line_alone(desk: OpenDesk) -> None:
    answers = form(desk)
    assert answers["summary"] == "Coffee, and maps"
    saved = desk.get(desk.saved("edit", {**answers, "follow_up": "2026-06-03"}))
    assert contacts(desk) == ANN.replace('maps"\n', 'maps"\n  follow_up: 2026-06-03\n')
    assert "Counts: 2 of 8" in saved.words
    assert desk.post("edit", form(desk)).status == 200  # nothing to change
    assert len(desk.desk.changes) == 1


def test_a_record_is_removed_alone_and_comes_back(desk: OpenDesk) -> None:
    fields = {name: text for name, text in form(desk).items() if name in ("path", "n", "base")}
    assert desk.post("remove", {**fields, "base": "0"}).status == 409
    shown = desk.get(desk.saved("remove", fields))
    assert "- first_name: Ann" in shown.words
    assert contacts(desk) == "# people\n\n# the second\n" + ANN.partition("# the second\n")[2]
    fields = {name: text for name, text in form(desk, POST, 1).items() if name in ("path", "base")}
    desk.saved("remove", fields)
    assert not (desk.root / POST).exists()
    for number in (2, 1):
        assert desk.post(f"undo/{number}", {}).status == 303
    assert contacts(desk) == ANN
    assert (desk.root / POST).read_text() == TEXT
    assert desk.post("remove", {"path": "portfolio.yaml", "base": "0"}).status in (404, 409)


def test_one_click_says_that_it_was_done_today(desk: OpenDesk) -> None:
    home = desk.get("")
    assert "Followed up today" in home.words
    fields = {name: home.hidden[name] for name in ("path", "n", "base", "field")}
    desk.saved("today", fields)
    assert "  follow_up: 2026-06-03\n" in contacts(desk)
    assert "Followed up today" not in desk.get("").words
    assert desk.post("today", {**fields, "field": "first_name"}).status in (404, 409)


def test_a_record_that_moved_is_found_and_one_that_changed_is_told_with_both_versions(desk: OpenDesk) -> None:
    answers, file = form(desk), desk.root / CONTACTS
    moved = "- {date: 2026-06-01, kind: application}\n" + ANN
    file.write_text(moved)
    desk.saved("edit", {**answers, "channel": "email"})
    assert contacts(desk) == moved.replace(
        'Quill\n  summary: "Coffee', 'Quill\n  channel: email\n  summary: "Coffee', 1
    )
    answers = form(desk, line=3)
    changed = contacts(desk).replace("title: Developer", "title: Cartographer")
    file.write_text(changed)
    told = desk.post("edit", {**answers, "title": "Surveyor"})
    assert told.status == 409
    assert "- title: Cartographer" in told.words
    assert "+ title: Surveyor" in told.words
    assert contacts(desk) == changed
    # Only now, both seen, it may be replaced.
    desk.saved("edit", {**answers, **told.hidden, "title": "Surveyor"})
    assert contacts(desk) == changed.replace("Cartographer", "Surveyor")
    answers = form(desk, line=3)
    file.write_text("- date: 2026-06-02\n  kind: application\n")
    gone = desk.post("edit", {**answers, "title": "x", "n": "7"})
    assert gone.status == 409
    assert "not in the file any more" in gone.words


def test_undo_never_takes_what_somebody_else_wrote(desk: OpenDesk) -> None:
    desk.saved("new/contact", NEW)
    file = desk.root / CONTACTS
    file.write_text(contacts(desk) + "# by hand\n")
    told = desk.post("undo/1", {})
    assert told.status == 409
    assert "+ # by hand" in told.words
    assert contacts(desk).endswith("# by hand\n")


def test_a_full_disk_is_told_and_nothing_typed_is_lost(
    desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    answers = form(desk)
    monkeypatch.setattr(fileops, "write_atomic", full)
    monkeypatch.setattr(fileops, "write_new", full)
    for path, fields in (("new/contact", NEW), ("edit", {**answers, "title": "Surveyor"})):
        told = desk.post(path, fields)
        assert told.status == 507
        assert "the disk is full" in told.words
        assert f'value="{fields["title"]}"' in told.text
    assert desk.upload("content/private/evidence", "a.pdf", b"x").status == 507
    assert contacts(desk) == ANN
    monkeypatch.undo()
    desk.saved("edit", {**answers, "title": "Surveyor"})


def test_a_post_is_written_with_its_text_and_its_preview(desk: OpenDesk) -> None:
    fields = {"title": "Tides", "date": "2026-06-03", "draft": "yes", "tags": "sea\nmoon"}
    body = "# Up\r\n\r\n![a boat](images/boat.png) <script>x</script>\r\n"
    shown = desk.post("new/post", {**fields, "body": body, "do": "preview"})
    assert shown.status == 200
    assert f'src="/{SECRET}/picture/boat.png"' in shown.text
    assert "<script>x" not in shown.text
    desk.saved("new/post", {**fields, "body": body})
    written = "---\ntitle: Tides\ndate: 2026-06-03\ntags: [sea, moon]\ndraft: true\n---\n\n# Up\n\n![a boat]"
    assert (desk.root / "content/blog/2026-06-03-tides.md").read_text().startswith(written)
    # Taking it out of the drafts changes one line.
    answers = form(desk, POST, 1)
    desk.saved("edit", {**answers, "draft": "", "shown": _shown(desk, answers)})
    assert (desk.root / POST).read_text() == TEXT.replace("draft: true\n", "")


def _shown(desk: OpenDesk, answers: dict[str, str]) -> str:
    return desk.post("edit", {**answers, "draft": ""}).hidden.get("shown", "")


def test_settings_are_changed_where_they_are(desk: OpenDesk) -> None:
    before = (desk.root / "portfolio.yaml").read_text()
    shown = desk.get("edit?path=portfolio.yaml").text
    for word in ("software-engineering", "almanac", "America/Chicago"):
        assert f'<option value="{word}"></option>' in shown
    answers = form(desk, "portfolio.yaml", 1)
    assert answers["search.programme"] == "software-engineering"
    desk.saved("edit", {**answers, "coach.name": "Kim Coach", "graduate.email": "sam@mail.example"})
    after = (desk.root / "portfolio.yaml").read_text()
    assert after == before.replace("Dana Coach", "Kim Coach").replace(
        "sam-example/job-search}", "sam-example/job-search, email: sam@mail.example}"
    )


def test_a_broken_file_is_mended_as_text(desk: OpenDesk) -> None:
    broken = ANN.replace("kind: 'networking'", "kind: 'networking")
    (desk.root / CONTACTS).write_text(broken)
    home = desk.get("")
    assert f"{CONTACTS}:" in home.words
    led = desk.get(f"edit?path={CONTACTS}&line=3&column=9")
    assert led.status == 303
    page = desk.get(led.headers["Location"])
    fields = {**page.hidden, "text": ANN}
    assert desk.post("file", {**fields, "base": "0"}).status == 409
    desk.saved("file", fields)
    assert contacts(desk) == ANN
    for path in (
        "../x.yaml",
        "content/../portfolio.yaml",
        ".git/config",
        "/etc/passwd",
        "content/images/a.png",
    ):
        assert desk.get(f"file?path={path}").status == 422
        assert desk.post("file", {"path": path, "text": "x"}).status == 422


def test_findings_lead_to_their_field(desk: OpenDesk) -> None:
    (desk.root / CONTACTS).write_text(ANN.replace("date: 2026-06-01", "date: 2026-06-31"))
    link = f"edit?path={CONTACTS}&line=11&column=9"
    assert link.replace("&", "&amp;") in desk.get("").text
    page = desk.get(link)
    field = page.text.partition('id="f-date" name="date"')[2].partition(">")[0]
    assert 'value="2026-06-31"' in field
    assert "autofocus" in field
    assert 'type="text"' in field  # no calendar of a browser can show that day
    assert page.text.partition('id="f-date-p">')[2].partition("<")[0].strip()


def test_one_sentence_is_said_once_with_its_records_by_name_and_its_fields_by_label(desk: OpenDesk) -> None:
    """Nobody at the desk has to know a line of a file or the name of a key."""
    (desk.root / CONTACTS).write_text(ANN.replace("'networking'", "cold-outreach"))
    words = desk.get("").words
    section = words.partition("To put right")[2].partition("This week's records")[0]
    assert section.count("“Evidence”") == 1
    assert "Ann Lee (2 Jun 2026) · Bo Cy (1 Jun 2026)" in section
    assert "Maps (2 Jun 2026)" in section
    assert "`" not in section
    assert ".yaml" not in section


def test_the_words_of_keys_are_those_of_the_form() -> None:
    contacts, posts = KIND["contacts"], KIND["posts"]
    for kind, text, told in (
        (contacts, "Write `single_name: true`.", "Write “Single name: yes”."),
        (contacts, "Add `evidence: [LINK]`.", "Add “Evidence”."),
        (contacts, "`last_name` and `title`", "“Last name” and “Job title”"),
        (contacts, "`date: 2026-06-02`", "“Date: 2026-06-02”"),
        (contacts, "`next_step.on` or `on`", "“On” or `on`"),
        (contacts, "`weekproof check`, `site.url`", "`weekproof check`, `site.url`"),
        (posts, "`draft: false`", "“Draft: no”"),
        (None, "`draft: false`", "`draft: false`"),
    ):
        assert in_words(text, kind) == told


def test_a_finding_on_a_record_as_a_whole_stands_above_its_form(desk: OpenDesk) -> None:
    (desk.root / CONTACTS).write_text(ANN.replace("  kind: 'networking'\n", ""))
    page = desk.get(f"edit?path={CONTACTS}&line=2&column=3")
    assert page.text.partition('id="f-date-p">')[2].partition("<")[0] == ""
    assert "is missing" in page.text.partition('id="f-kind-p">')[2].partition("<")[0]
    (desk.root / CONTACTS).write_text(ANN)
    page = desk.get(f"edit?path={CONTACTS}&line=2&column=3")
    assert page.text.partition('id="f-date-p">')[2].partition("<")[0] == ""
    assert "does not count" in page.text.partition('id="verdict"')[2]


def test_files_go_where_they_belong_under_names_that_are_free(desk: OpenDesk) -> None:
    def path(to: str, name: str, data: bytes = b"data") -> str:
        answer = desk.upload(to, name, data)
        return str(json.loads(answer.text).get("path" if answer.status == 200 else "error"))

    evidence, images = "content/private/evidence", "content/images"
    assert path(evidence, "Mail to Ann.eml") == f"{evidence}/Mail-to-Ann.eml"
    assert path(evidence, "Mail to Ann.eml") == f"{evidence}/Mail-to-Ann.eml"  # the same once more
    assert path(evidence, "Mail to Ann.eml", b"other") == f"{evidence}/Mail-to-Ann-2.eml"
    assert path(images, "../../.git/hooks/x.png") == f"{images}/x.png"
    assert path(images, ".htaccess.png") == f"{images}/htaccess.png"
    assert "not a picture" in path(images, "x.exe")
    assert "empty" in path(images, "x.png", b"")
    assert desk.upload(".git", "x", b"x").status == 422
    assert desk.get("picture/x.png").text == "data"
    for outside in ("../portfolio.yaml", "%2e%2e/portfolio.yaml", "private/evidence/x.png", "x.exe"):
        assert desk.get(f"picture/{outside}").status == 404
    # Evidence is written with its digest.
    desk.saved("new/contact", {**NEW, "evidence": f"{evidence}/Mail-to-Ann.eml\nhttps://a.example"})
    assert "sha256: " in contacts(desk)


def test_people_seen_before_are_completed(desk: OpenDesk) -> None:
    known = json.loads(desk.post("person", {"who": "ann lee"}).text)
    assert (known["last_name"], known["employer"]) == ("Lee", "Quill")
    assert json.loads(desk.post("person", {"who": "Dr. Ida Fox, PhD"}).text) == {
        "first_name": "Ida",
        "last_name": "Fox",
    }
    page = desk.get("new/contact").text
    assert '<option value="Ann Lee"></option>' in page
    assert '<option value="Quill"></option>' in page
    again = re.findall(r'href="[^"]*/(new/contact[?]who=[^"]*)"', desk.get("").text)[0]
    filled = desk.get(again).text
    assert 'name="who" type="text" value="Ann Lee"' in filled
    assert 'name="employer" type="text" value="Quill"' in filled
    # Without script the full name is enough.
    fields = {name: text for name, text in NEW.items() if not name.endswith("_name")}
    desk.saved("new/contact", {**fields, "who": "Ida Fox"})
    assert "first_name: Ida\n  last_name: Fox" in contacts(desk)


def test_every_kind_of_record_has_a_form_with_every_key(desk: OpenDesk) -> None:
    assert {kind.name for kind in EDITABLE} >= {
        "contacts",
        "posts",
        "projects",
        "offers",
        "goals",
        "coaching",
    }
    for kind in (*EDITABLE, KIND["portfolio"]):
        page = desk.get(f"new/{kind.command}" if kind.command else "edit?path=portfolio.yaml").text
        for name in keys_of(kind.record):
            wanted = name not in kind.by_machines
            shown = f'name="{name}"' in page or f'id="g-{name}"' in page
            assert shown == wanted, f"{kind.name}: {name}"


def test_a_record_of_each_kind_can_be_added_and_changed(desk: OpenDesk) -> None:
    day = {"date": "2026-06-03"}
    forms: dict[str, dict[str, str]] = {
        "application": {**day, "employer": "Quill", "title": "Dev"},
        "activity": {**day, "kind": "extra-credit", "evidence": "https://a.example"},
        "offer": {"received": "2026-06-03", "employer": "Quill", "title": "Dev", "negotiated.asked": "A day"},
        "goal": {"title": "More", "target": "3"},
        "coaching": {**day, "kind": "message", "title": "Hello"},
        "contribution": {**day, "commits": "2", "links": "https://git.example/a"},
        "project": {**day, "title": "Maps", "summary": "All of them"},
        "page": {"title": "Uses", "body": "A pen."},
    }
    later = {"offer": {"answer": "declined", "answered": "2026-06-03"}, "goal": {"done": "2026-06-03"}}
    later |= {"coaching": {"answered": "2026-06-03"}, "application": {"status": "screening"}}
    for word, fields in forms.items():
        first = desk.post(f"new/{word}", fields)
        if first.status == 200:  # it does not count, and says so
            first = desk.post(f"new/{word}", {**fields, "shown": first.hidden["shown"]})
        assert first.status == 303, f"{word}: {first.words}"
        change = desk.desk.changes[-1]
        answers = form(desk, change.path, change.line)
        for name, text in fields.items():
            assert answers[name].strip() == text, (word, name)
        more = later.get(word, {})
        if more:
            told = desk.post("edit", {**answers, **more})
            assert told.status == 303, f"{word}: {told.words}"
    assert [one.rule for one in desk.desk.judged().diagnostics if one.severity.rank == 0] == []


def test_a_record_with_hostile_text_is_shown_as_text(tmp_path: Path) -> None:
    sly = "</textarea><script>x</script>"
    text = f"- date: 2026-06-02\n  kind: networking\n  first_name: '{sly}'\n  summary: '{sly}'\n"
    with open_desk(repository(tmp_path, {CONTACTS: text})) as desk:
        for path in ("", "records", f"edit?path={CONTACTS}&line=1", f"file?path={CONTACTS}", "new/contact"):
            page = desk.get(path)
            assert page.status == 200
            assert "<script>x" not in page.text


def test_settings_that_cannot_be_read_can_be_mended_here(tmp_path: Path) -> None:
    root = write(tmp_path, {"portfolio.yaml": "graduate: {name: Sam}\nsearch: [\n"})
    with open_desk(root) as desk:
        assert "portfolio.yaml" in desk.get("").words
        assert desk.get("new/contact").status == 422
        led = desk.get("edit?path=portfolio.yaml&line=2")
        assert led.status == 303
        page = desk.get(led.headers["Location"])
        text = "graduate: {name: Sam}\nsearch: {programme: software-engineering}\n"
        desk.saved("file", {**page.hidden, "text": text})
        assert desk.get("new/contact").status == 200


def test_what_was_done_is_committed_and_pushed_in_one_click(
    desk: OpenDesk, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path_factory.mktemp("away")
    (away / "settings").write_text("[user]\n\tname = Sam\n\temail = sam@mail.example\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(away / "settings"))
    assert "no git repository" in desk.get("commit").words
    target = Repository(away / "target")
    target.git("config", "core.bare", "true")
    here = Repository(desk.root, remote=str(target.root / ".git"))
    here.commit("06-02", {})
    assert "Everything is committed" in desk.get("commit").words
    for first in ("Dee", "Eve"):
        desk.saved("new/contact", {**NEW, "first_name": first})
    desk.upload("content/private/evidence", "a.pdf", b"x")
    (desk.root / "content/pages").mkdir()
    (desk.root / "content/pages/own.md").write_text("---\ntitle: Mine\n---\n")
    page = desk.get("commit")
    chosen = re.findall(r'name="file" value="([^"]*)" checked', page.text)
    assert chosen == [CONTACTS, "content/private/evidence/a.pdf"]
    message = re.findall(r'name="message" type="text" value="([^"]*)"', page.text)[0]
    assert message == "Add 2 contacts and update 1 file"
    sent = urlencode({"file": chosen, "message": message, "do": "push"}, doseq=True)
    origin = {"Origin": f"http://127.0.0.1:{desk.port}", "Content-Type": "application/x-www-form-urlencoded"}
    done = desk.ask("POST", "commit", sent.encode(), origin)
    assert done.status == 200, done.words
    assert "and pushed to origin, branch main" in done.words
    assert target.git("log", "-1", "--format=%s", "main").strip() == message
    assert here.git("status", "--porcelain").split() == ["??", "content/pages/"]
    # What was committed can still be undone, as a change of its own.
    assert desk.post("undo/2", {}).status == 303
    (target.root / ".git/HEAD").unlink()
    failed = desk.ask("POST", "commit", urlencode({"file": CONTACTS, "do": "push"}).encode(), origin)
    assert failed.status == 502
    assert "Committed" in failed.words
    assert "Not pushed." in failed.words
    assert here.git("log", "-1", "--format=%s").strip() == "Update 1 file"


def test_a_browser_is_started_with_an_address_that_works_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ticket = Ticket()
    assert not ticket.take(ticket.word + "x")
    assert ticket.take(ticket.word)
    assert not ticket.take(ticket.word)
    late = Ticket()
    monkeypatch.setattr("generator.desk.server.time.monotonic", lambda: 1e12)
    assert not late.take(late.word)


def test_what_people_hand_in_is_shown_as_it_is_and_no_change_by_itself() -> None:
    """A form that is sent as it was shown changes nothing, in whatever style its record is written."""
    opened = 0
    for folder in (PORTFOLIOS / "wild", PORTFOLIOS.parents[1]):
        desk = Desk(request(folder))
        for kind, record in some(records_in(desk.journal, *EDITABLE), 60):
            shown = desk.open_at(record.origin.location)
            assert shown is not None, record.origin.location
            posted = {name: [text.replace("\n", "\r\n")] for name, text in shown.texts.items()}
            texts = posted_texts(posted, names_asked(kind, posted))
            assert desk.judge_edit(shown, texts).is_unchanged, record.origin.location
            opened += 1
    assert opened > 60
