"""`sync timestamps`, `coach verify --seals FOLDER`, `build --seals`: three people and one folder."""

from __future__ import annotations

import json
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import stamina

from generator.cli import sync
from generator.seals import timestamps
from generator.seals.age import new_key
from generator.sync import client
from generator.sync import timestamps as asking
from tests.support.closed_weeks import AS_OF, CONTACTS, contact, lay
from tests.support.command import Ran, run
from tests.support.fake_servers import Asked, Reply, Server, serving
from tests.support.repositories import write
from tests.support.timestamp_authority import LONG_AGO, Authority

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
KIND = {"Content-Type": "application/timestamp-reply"}
BEFORE = "2026-07-01"  # week 27 is not closed yet


@pytest.fixture(name="authority", scope="module")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority") / "good")


@pytest.fixture(autouse=True)
def _this_machine_may_be_asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(asking, "is_local", lambda _: False)
    with stamina.set_testing(True, attempts=2):
        yield


def honest(authority: Authority) -> Callable[[Asked], Reply]:
    return lambda asked: Reply(authority.answer(asked.body), headers=KIND)


def searching(root: Path, server: Server | None = None, *keys: str) -> Path:
    lay(root, *keys)
    if server is not None:
        settings = (root / "portfolio.yaml").read_text()
        line = f"  name: Dana Coach\n  timestamps: {server.address}/tsr\n"
        (root / "portfolio.yaml").write_text(settings.replace("  name: Dana Coach\n", line))
    return root


def stamp(capsys: pytest.CaptureFixture[str], root: Path, as_of: str = AS_OF, *more: str) -> Ran:
    return run(capsys, "sync", "timestamps", "--root", str(root), "--as-of", as_of, *more)


def verify(capsys: pytest.CaptureFixture[str], root: Path, *more: str) -> Ran:
    return run(capsys, "coach", "verify", str(root), "--seals", str(root / "seals"), *more)


def kept(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "seals").iterdir())


def test_each_week_that_closes_is_kept_and_stamped_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], authority: Authority
) -> None:
    with serving(honest(authority)) as server:
        root = searching(tmp_path / "search", server)
        first = stamp(capsys, root, BEFORE)
        again = stamp(capsys, root, BEFORE)
        later = stamp(capsys, root)
    assert (first.code, again.code, later.code) == (0, 0, 0), first.said + again.said + later.said
    assert len(server.asked) == 2
    assert server.asked[0].headers["Content-Type"] == "application/timestamp-query"
    week = (
        r"Week 5 \(29 Jun – 5 Jul\): sealed not later than \d+ \w+ \d{4}, \d\d:\d\d UTC, says Example Clock"
    )
    assert re.search(week, later.out)
    assert "(its authority is not known here)" in later.out  # it is no public one
    names = [f"2026-{week}{end}" for week in ("W26", "W27") for end in (".json", ".seal", ".tsr")]
    assert kept(root) == names
    assert (root / "seals/2026-W27.json").stat().st_mode & 0o077 == 0
    text = (root / "seals/2026-W27.seal").read_text()
    seals = json.loads((root / "seals/2026-W27.json").read_bytes())
    assert text == f"weekproof seal\nweek 2026-W27\nseal {seals['weeks'][-1]['seal']}\n"
    # The coach checks it offline: without the authority's certificate unknown, with it it fits.
    pem = tmp_path / "authority.pem"
    pem.write_bytes(authority.root)
    without = verify(capsys, root)
    assert without.code == 0
    assert "unknown: its authority is not known here (not later than" in without.out
    known = verify(capsys, root, "--authority", str(pem))
    assert known.code == 0
    assert re.search(
        r"Week 5 \(29 Jun – 5 Jul\)  sealed not later than .* UTC, says Example Clock", known.out
    )
    assert "A timestamp proves that a week and those before it were sealed not later than that." in known.out
    # What changed since is told by the week in which it was kept first, although a later file has it changed.
    write(root, {f"{CONTACTS}/2026-W24.yaml": contact("2026-06-09", "Cleo", "Something else.")})
    (root / "seals/2026-W27.json").unlink()
    (root / "seals/2026-W27.seal").unlink()
    (root / "seals/2026-W27.tsr").unlink()
    stamp(capsys, root.parent / "search", AS_OF)
    changed = verify(capsys, root, "--authority", str(pem))
    assert changed.code == 1
    assert "1 contact changed" in changed.out


def faults(authority: Authority, statement: Path) -> dict[str, tuple[Callable[[Asked], Reply], str]]:
    """What can go wrong with an authority, and what is said of it."""
    other = authority.answer(timestamps.make_question(b"something else").data)

    def good(asked: Asked) -> bytes:
        return authority.answer(asked.body)

    def earlier(_: Asked) -> Reply:
        return Reply(authority.answer(timestamps.make_question(statement.read_bytes()).data), headers=KIND)

    def slow(asked: Asked) -> Reply:
        time.sleep(0.4)
        return Reply(good(asked), headers=KIND)

    refusal = Reply(bytes.fromhex("30053003020102"), headers=KIND)
    page = Reply(b"<html>", headers={"Content-Type": "text/html"})
    return {
        "wrong digest": (lambda _: Reply(other, headers=KIND), "refused, it is for other bytes"),
        "wrong nonce": (earlier, "refused, it is the answer to another question"),
        "cut body": (lambda a: Reply(good(a), headers=KIND, cut=40), "broke off its answer"),
        "half an answer": (lambda a: Reply(good(a)[:-40], headers=KIND), "refused, it cannot be read"),
        "nothing": (lambda _: Reply(b"", headers=KIND), "refused, it cannot be read"),
        "a problem": (lambda _: Reply(b"", 500), "has a problem (status 500)"),
        "forbidden": (lambda _: Reply(b"", 403), "refused (status 403)"),
        "slow": (slow, "did not answer in time"),
        "redirect": (lambda a: Reply(b"", 302, {"Location": a.path}), "refused (status 302)"),
        "a page": (lambda _: page, "something that is no timestamp"),
        "refusal": (lambda _: refusal, "did not grant it (status 2)"),
        "hangs up": (lambda _: Reply(reset=True), "broke off its answer"),
    }


def test_an_authority_that_fails_is_unknown_and_asked_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(client, "_READ_SECONDS", 0.2)
    root = searching(tmp_path)
    stamp(capsys, root)
    statement = root / "seals/2026-W27.seal"
    now: list[Callable[[Asked], Reply]] = []
    with serving(lambda asked: now[0](asked)) as server:
        for name, (answer, words) in faults(authority, statement).items():
            now[:] = [answer]
            told, token = sync.stamped(f"{server.address}/tsr", statement.read_bytes())
            assert (token, told.startswith("unknown, no timestamp: ")) == (None, True), name
            assert f"{words}. The next run asks again." in told, (name, told)
        searching(root, server)
        failed = stamp(capsys, root)
        assert failed.code == 3
        assert "Week 5 (29 Jun – 5 Jul): unknown, no timestamp: " in failed.out
        assert kept(root) == ["2026-W27.json", "2026-W27.seal"]
        now[:] = [honest(authority)]
        assert stamp(capsys, root).code == 0
    assert kept(root) == ["2026-W27.json", "2026-W27.seal", "2026-W27.tsr"]


def test_an_address_of_this_machine_is_not_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with serving(honest(authority)) as server:
        ran = stamp(capsys, searching(tmp_path, server))
    assert (ran.code, server.asked) == (3, [])
    assert "is an address of a local network" in ran.out


def test_a_stamp_of_anything_else_does_not_fit(tmp_path: Path, authority: Authority) -> None:
    statement = b"weekproof seal\n"
    expired = Authority(tmp_path / "expired", until=LONG_AGO.replace(year=2021), name="Old")
    question = timestamps.make_question(statement)
    good, late = authority.answer(question.data), expired.answer(question.data)
    known = [authority.root, expired.root]
    told = timestamps.check_stamp(good, statement, known)
    assert (told.state, told.by) == ("fits", "Example Clock")
    assert timestamps.check_stamp(good, statement).state == "unknown"
    assert timestamps.check_stamp(good, statement, [expired.root]).state == "unknown"
    assert timestamps.check_stamp(late, statement, known).why == "its certificate was not valid at that time"
    assert timestamps.check_stamp(good, statement + b"\n", known).why == "it is for other bytes"
    # Whatever byte is changed: it never tells another time, and what is signed cannot be changed.
    fits = 0
    for place in range(0, len(good), 13):
        changed = bytearray(good)
        changed[place] ^= 0x10
        other = timestamps.check_stamp(bytes(changed), statement, known)
        assert other.state != "fits" or other.at == told.at, place
        fits += other.state == "fits"
    assert fits <= 2


def test_without_the_library_nothing_is_said_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(honest(authority)) as server:
        root = searching(tmp_path, server)
        stamp(capsys, root)
        monkeypatch.setitem(sys.modules, "rfc3161_client", None)
        ran = verify(capsys, root)
        assert ran.code == 0
        assert "unknown: the library rfc3161-client is not installed here" in ran.out
        (root / "seals/2026-W27.tsr").unlink()
        told = stamp(capsys, root)
    assert told.code == 3
    assert "pip install 'weekproof[seal]'" in told.err


def test_a_statement_that_is_not_about_its_seals_does_not_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], authority: Authority
) -> None:
    with serving(honest(authority)) as server:
        root = searching(tmp_path, server)
        stamp(capsys, root)
    file = root / "seals/2026-W27.seal"
    file.write_text(file.read_text().replace("seal 1", "seal 2").replace("W27", "W26"))
    ran = verify(capsys, root)
    assert ran.code == 1
    assert "the timestamp does not fit: 2026-W27.seal is not about these seals" in ran.out


def test_in_a_public_repository_what_is_kept_is_for_the_coach_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    identity, recipient = new_key()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    without = stamp(capsys, searching(tmp_path / "a"), AS_OF, "--public-repository")
    assert without.code == 2
    assert "no key to encrypt the seals for" in without.err
    root = searching(tmp_path / "b", None, recipient)
    assert stamp(capsys, root, AS_OF, "--public-repository").code == 0
    assert kept(root) == ["2026-W27.json.age", "2026-W27.seal"]
    assert (
        stamp(capsys, root, AS_OF, "--public-repository").out
        == "1 file of seals, the newest of week 5 (29 Jun – 5 Jul).\n"
    )
    key = tmp_path / "coach.key"
    key.write_text(identity)
    assert verify(capsys, root, "--key", str(key)).code == 0
    refused = verify(capsys, root)
    assert refused.code == 2
    assert "coach.key" in refused.err


def test_what_is_sealed_with_the_coach_is_told_in_their_own_report_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = searching(tmp_path / "search")
    stamp(capsys, root)
    write(root, {f"{CONTACTS}/2026-W24.yaml": contact("2026-06-09", "Cleo", "Something else.")})

    def known(*more: str) -> dict[str, str]:
        run(capsys, "build", "--root", str(root), "--as-of", AS_OF, *more)
        report = json.loads((root / "report/report.json").read_bytes())
        rows = [row for week in report["weeks"] for one in week["requirements"] for row in one["records"]]
        return {f"{row['date']} {row['path'].split('/')[-2]}": row["known"] for row in rows}

    assert "sealed" not in known().values()
    found = known("--seals", str(root / "seals"))
    assert found["2026-06-02 contacts"] == found["2026-06-25 blog"] == "sealed"
    assert found["2026-06-09 contacts"] == "claimed"  # changed since
    assert found["2026-07-07 contacts"] == "claimed"  # its week is open
    page = (root / "report/index.html").read_text("utf-8")
    assert "2 sealed with the coach" in page


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda folder: shutil.rmtree(folder), "There is no file"),
        (lambda folder: (folder / "2026-W27.json").unlink(), "The seals of 2026-W27 are missing"),
        (lambda at: shutil.copy(at / "2026-W27.json", at / "2026-W28.json"), "of another week"),
        (lambda folder: (folder / "2026-W27.json").write_text("{}"), "This is not a file of seals"),
        (lambda folder: [file.unlink() for file in folder.iterdir()], "There are no kept seals in"),
    ],
)
def test_a_folder_that_is_not_whole_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], prepare: Callable[[Path], object], words: str
) -> None:
    root = searching(tmp_path)
    stamp(capsys, root)
    prepare(root / "seals")
    ran = verify(capsys, root)
    assert ran.code == 2
    assert words in ran.err


def test_seals_are_kept_out_of_the_site_and_only_of_closed_weeks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = searching(tmp_path)
    ran = stamp(capsys, root, AS_OF, "site/seals")
    assert ran.code == 2
    assert "Seals are private, and that folder is published." in ran.err
    assert "No week is closed yet" in stamp(capsys, root, "2026-06-03").out
    assert not (root / "seals").exists()
