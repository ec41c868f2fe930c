"""A record added to a file: written whole or not at all, and only where our own reader reads it back."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest

from generator.core import fileops
from generator.core.errors import MachineError, UserError
from generator.model.contact import Contact
from generator.model.portfolio import Graduate, Portfolio, Search
from generator.writing import editable_file
from generator.writing.add_record import add_record, draft_record, record_as_yaml, write_draft
from generator.writing.emit import Fields
from tests.support.command import tree
from tests.support.effort import times

PATH = "content/private/contacts/2026-W47.yaml"
WHOSE = Portfolio(graduate=Graduate(name="Sam"), search=Search(programme="x", time_zone="America/Chicago"))
NEW: Fields = {"date": dt.date(2026, 11, 17), "kind": "interview", "first_name": "Ada"}
ONE = "- date: 2026-11-16\n  kind: interview\n"


def lay(root: Path, data: bytes) -> Path:
    (root / PATH).parent.mkdir(parents=True)
    (root / PATH).write_bytes(data)
    return root / PATH


def test_a_first_record_makes_folder_and_file(tmp_path: Path) -> None:
    made = add_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    assert isinstance(made.record, Contact)
    assert (made.record.origin.path, made.record.origin.line) == (PATH, 1)
    assert (tmp_path / PATH).read_text() == record_as_yaml("contacts", NEW, WHOSE)
    content = [path for path in tree(tmp_path) if not path.startswith(".weekproof")]
    assert content == ["content", "content/private", "content/private/contacts", PATH]


def test_a_next_one_leaves_every_byte_as_it_was(tmp_path: Path) -> None:
    before = b"\xef\xbb\xbf# mine\r\n" + ONE.replace("\n", "\r\n").encode() + b"# end"
    file = lay(tmp_path, before)
    file.chmod(0o640)
    made = add_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    assert made.record is not None
    assert made.record.origin.line == 6
    assert (
        file.read_bytes()
        == before + b"\r\n\r\n" + record_as_yaml("contacts", NEW, WHOSE).replace("\n", "\r\n").encode()
    )
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_draft_writes_nothing_until_it_is_written(tmp_path: Path) -> None:
    made = draft_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    assert tree(tmp_path) == {}
    write_draft(tmp_path, made, WHOSE)
    assert (tmp_path / PATH).read_text() == record_as_yaml("contacts", NEW, WHOSE)


def test_what_our_reader_refuses_is_told_and_not_written(tmp_path: Path) -> None:
    file = lay(tmp_path, ONE.encode())
    made = add_record(tmp_path, PATH, "contacts", {**NEW, "kind": "coffee", "date": "17.11.2026"}, WHOSE)
    assert made.record is None
    assert [(one.rule, one.location.line) for one in made.diagnostics] == [
        ("unreadable-date", 4),
        ("unknown-word", 5),
    ]
    assert file.read_text() == ONE
    with pytest.raises(UserError):
        write_draft(tmp_path, made, WHOSE)


def test_what_was_wrong_before_keeps_nobody_from_writing(tmp_path: Path) -> None:
    file = lay(tmp_path, (ONE + "  stage: nowhere\n").encode())
    made = add_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    assert (made.diagnostics, made.record is not None) == ((), True)
    assert file.read_text().startswith(ONE)


def test_a_broken_file_is_left_alone_and_its_line_told(tmp_path: Path) -> None:
    file = lay(tmp_path, (ONE + '  summary: "open\n').encode())
    with pytest.raises(UserError, match="cannot take a record") as told:
        add_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    assert "Fix line 3 first" in (told.value.hint or "")
    assert file.read_text() == ONE + '  summary: "open\n'


@pytest.mark.parametrize("data", [b"a: b\n", b"- a: b\n---\n- c: d\n"])
def test_a_file_that_is_no_list_is_left_alone(tmp_path: Path, data: bytes) -> None:
    file = lay(tmp_path, data)
    with pytest.raises(UserError):
        add_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    assert file.read_bytes() == data


def test_text_that_is_no_text_is_left_alone(tmp_path: Path) -> None:
    file = lay(tmp_path, b"\xff\xfe-\0")
    made = add_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    assert (made.record, [one.rule for one in made.diagnostics]) == (None, ["file-not-text"])
    assert file.read_bytes() == b"\xff\xfe-\0"


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
@pytest.mark.parametrize("link", ["content/private", "content/private/contacts", PATH])
def test_no_link_is_followed_out_of_the_repository(tmp_path: Path, link: str) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (away / "2026-W47.yaml").write_text(ONE)
    root = tmp_path / "root"
    (root / link).parent.mkdir(parents=True)
    (root / link).symlink_to(away / "2026-W47.yaml" if link == PATH else away)
    before = tree(tmp_path)
    made = add_record(root, PATH, "contacts", NEW, WHOSE)
    assert (made.record, [one.rule for one in made.diagnostics]) == (None, ["symlink-in-content"])
    assert tree(tmp_path) == before


def test_a_record_is_added_to_what_somebody_else_has_written_meanwhile(tmp_path: Path) -> None:
    file = lay(tmp_path, ONE.encode())
    made = draft_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    file.write_text(ONE + ONE)
    written = write_draft(tmp_path, made, WHOSE)
    assert file.read_text() == ONE + ONE + record_as_yaml("contacts", NEW, WHOSE)
    assert written.record is not None
    assert written.record.origin.line == (ONE + ONE).count("\n") + 1
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_somebody_else_has_broken_meanwhile_is_left_alone(tmp_path: Path) -> None:
    file = lay(tmp_path, ONE.encode())
    made = draft_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    for broken in (b"a: b\n", b"\xff"):
        file.write_bytes(broken)
        with pytest.raises(UserError):
            write_draft(tmp_path, made, WHOSE)
        assert file.read_bytes() == broken


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_none_of_many_that_write_at_once_loses_a_record(tmp_path: Path) -> None:
    lay(tmp_path, b"")
    writers, each = 4, times(6, 200)
    children = []
    for _ in range(writers):
        child = os.fork()
        if child == 0:
            code = 1
            try:
                for _ in range(each):
                    add_record(tmp_path, PATH, "contacts", NEW, WHOSE)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    assert [os.waitpid(child, 0)[1] for child in children] == [0] * writers
    assert (tmp_path / PATH).read_text().count("- date:") == writers * each


@pytest.mark.parametrize("step", ["write_new", "replace"])
@pytest.mark.parametrize("error", [OSError(28, "No space left"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    file = lay(tmp_path, ONE.encode())

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(fileops, step, fail)
    with pytest.raises(MachineError if isinstance(error, OSError) else KeyboardInterrupt):
        add_record(tmp_path, PATH, "contacts", NEW, WHOSE)
    assert file.read_text() == ONE
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_what_a_killed_run_left_behind_is_in_nobodys_way(tmp_path: Path) -> None:
    file = lay(tmp_path, ONE.encode())
    left = file.with_name(f".{file.name}.weekproof-new")
    left.write_text("half")
    assert add_record(tmp_path, PATH, "contacts", NEW, WHOSE).record is not None
    assert not left.exists()


def test_a_file_that_is_not_there_has_no_byte_order_mark(tmp_path: Path) -> None:
    sheet = editable_file.open_file(tmp_path, PATH, 10)
    assert (sheet.data, sheet.text, sheet.bom, sheet.diagnostics) == (None, "", b"", ())


def test_fields_may_come_as_text_in_any_order() -> None:
    fields: Fields = {
        "summary": "",
        "next_step": {"what": "ring", "on": "2026-12-01"},
        "bounced": "no",
        "evidence": ("", "a.txt"),
        "first_name": "0123",
        "kind": "interview",
        "date": "2026-11-17",
    }
    assert record_as_yaml("contacts", fields, WHOSE) == (
        '- date: 2026-11-17\n  kind: interview\n  first_name: "0123"\n  evidence: [a.txt]\n'
        "  bounced: false\n  next_step:\n    on: 2026-12-01\n    what: ring\n"
    )
    assert (
        record_as_yaml("goals", {"title": "Talk", "target": "60"}, WHOSE) == "- title: Talk\n  target: 60\n"
    )
