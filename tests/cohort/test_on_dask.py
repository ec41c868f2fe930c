"""A cohort judged elsewhere: the same bytes as here, or judged here, or words that say why not.

Clusters with processes of their own are slow to start: `make harden` has those tests.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.cohort import on_dask, parcel
from generator.cohort.gather import Row, gather, jobs_of
from generator.cohort.judge import Judged, Terms, judge
from generator.cohort.members import Member
from generator.core.cache import cache_put, close_caches
from generator.core.errors import MachineError, UserError
from generator.environment.receipts import receipts_of
from tests.support.command import run
from tests.support.effort import HARDENING
from tests.support.repositories import AS_OF, SETTINGS, repository, write

Capture = pytest.CaptureFixture[str]
TERMS = Terms(as_of=AS_OF, now=dt.datetime(2026, 6, 3, tzinfo=dt.UTC), with_report=True)
DAY = ("--as-of", AS_OF.isoformat())
CONTACT = "- {{date: 2026-06-0{0}, kind: cold-outreach, first_name: Ann{0}, last_name: Bee, title: Clerk,\n"
CONTACT += "   employer: Wren, summary: Asked., evidence: [{{path: mail.txt, sha256: {1}}}]}}\n"
FILES: dict[str, str | bytes] = {
    "content/private/contacts/2026-W23.yaml": CONTACT.format(1, "00" * 32) + CONTACT.format(2, "ab" * 32),
    "content/private/evidence/mail.txt": b"\xff\x00 a mail",
    "content/blog/2026-06-02-first.md": "---\ntitle: One\ndate: 2026-06-02\n---\nWords about words.\n",
    "Content/private/lost.yaml": "- {}\n",
    "content/odd/file.yaml": "x",
    "school/terms.yaml": "extends: flatiron\nname: ours\ntitle: Ours\n",
    "portfolio.yaml": f"commitment: school/terms.yaml\n{SETTINGS}",
}
GIT = ("git", "-c", "user.name=s", "-c", "user.email=s@mail.example", "-c", "init.defaultBranch=main")
ADDRESS = "https://sam:hunter2@code.example/sam-example/job-search.git"


def git(root: Path, *words: str) -> None:
    subprocess.run([*GIT, *words], cwd=root, check=True, capture_output=True)


def committed(root: Path) -> Path:
    git(root, "init", "-q")
    git(root, "remote", "add", "origin", ADDRESS)
    git(root, "config", "http.extraHeader", "Authorization: hunter2")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "x")
    return root


def elsewhere(root: Path, terms: Terms = TERMS) -> Judged | None:
    """What a worker says; None if it has to be judged here."""
    sent = parcel.parcel_of(root, terms)
    if sent is None:
        return None
    answer = parcel.answer_of(parcel.judge_parcel(sent))
    assert not answer.refused
    return answer.judged


def test_a_parcel_is_judged_as_its_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = {
        "with git": committed(repository(tmp_path / "a", FILES)),
        "without git": repository(tmp_path / "b", FILES),
        "alone": repository(tmp_path / "c"),
        "broken": repository(tmp_path / "d", {"portfolio.yaml": "graduate: [\n"}),
        "terms that are missing": repository(tmp_path / "e", {"portfolio.yaml": FILES["portfolio.yaml"]}),
    }
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name, root in cases.items():
        here = judge(root, TERMS)
        assert (here.summary is None) is (name in ("broken", "terms that are missing")), here.problem
        sent = parcel.parcel_of(root, TERMS)
        assert sent is not None
        (root / "portfolio.yaml").rename(root / "moved")  # the worker cannot look there
        with monkeypatch.context() as patch:
            patch.setattr("tempfile.tempdir", str(scratch))
            assert parcel.answer_of(parcel.judge_parcel(sent)).judged == here, name
        assert list(scratch.iterdir()) == []  # nothing stays
        (root / "moved").rename(root / "portfolio.yaml")
    found = judge(cases["without git"], TERMS).page or b""
    assert found != judge(cases["with git"], TERMS).page
    assert b"mail.txt" in found


def test_a_worker_removes_what_a_killed_one_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "scratch"))
    sent = parcel.parcel_of(repository(tmp_path / "a"), TERMS)
    assert sent is not None
    left = tmp_path / "scratch/weekproof-killed"
    for _ in range(2):  # in the same process
        write(left, {".weekproof-in-use": "", "repository/content/private/contacts/2026.yaml": "- {}\n"})
        os.utime(left / ".weekproof-in-use", (1e9, 1e9))
        monkeypatch.setattr(parcel, "_swept", -1e9)
        parcel.judge_parcel(sent)
        assert not left.exists()


def test_what_was_fetched_here_and_pinned_here_counts_there(tmp_path: Path) -> None:
    fetched = (
        "- {date: 2026-06-01, source: github-graphql, login: sam-example, commits: 3, "
        "fetched_at: 2026-06-02T08:00:00Z}\n"
    )
    root = repository(tmp_path / "a", {"content/contributions/2026-W23.yaml": fetched})
    from generator.environment.receipts import digest
    from generator.pipeline import run as pipeline
    from generator.pipeline.types import Request

    judged = pipeline.judge(Request(root, TERMS.clock))
    assert judged.journal is not None
    kept = f'{{"{digest(judged.journal.contributions[0])}": {{"at": "2026-06-02T08:00:00+00:00"}}}}'
    store = tmp_path / "cache"
    cache_put(store, *receipts_of(root), kept.encode())
    pins = "{pinned: 2026-06-01, graduate: Another, programme: x, terms: {name: x, checksum: x}}\n"
    pinned = write(tmp_path, {"pinned.yaml": pins})
    more = replace(TERMS, cache=str(store), trust=str(pinned / "pinned.yaml"))
    there = elsewhere(root, more)
    close_caches()
    assert there == judge(root, more)
    assert there not in (None, judge(root, TERMS), judge(root, replace(more, cache=None)))


def test_what_is_unusual_is_judged_here(tmp_path: Path) -> None:
    def link(root: Path) -> None:
        (root / "content/link").symlink_to("/etc/passwd")

    def terms_over_a_link(root: Path) -> None:
        (root / "school").rename(root / "other")
        (root / "school").symlink_to("other")

    def in_another(root: Path) -> None:
        git(root.parent, "init", "-q")

    def borrowed(root: Path) -> None:
        write(committed(root), {".git/objects/info/alternates": "/elsewhere\n"})

    def settings_elsewhere(root: Path) -> None:
        git(committed(root), "config", "include.path", "/elsewhere")

    def work_tree(root: Path) -> None:
        git(committed(root), "config", "core.worktree", "/elsewhere")

    def pipe(root: Path) -> None:
        os.mkfifo(root / "content/pipe")

    def large(root: Path) -> None:
        with (root / "content/large").open("wb") as file:
            file.truncate(parcel.MOST_BYTES)

    makers: list[Callable[[Path], None]] = [link, terms_over_a_link, borrowed, settings_elsewhere]
    makers += [work_tree, pipe, large, in_another]
    for make in makers:
        root = repository(tmp_path / make.__name__ / "root", FILES)
        assert parcel.parcel_of(root, TERMS) is not None
        make(root)
        assert parcel.parcel_of(root, TERMS) is None, make.__name__
    nothing = replace(TERMS, trust=str(tmp_path / "missing.yaml"))
    assert parcel.parcel_of(repository(tmp_path / "last"), nothing) is None


def test_no_password_and_nothing_of_others_is_sent(tmp_path: Path) -> None:
    root = committed(repository(tmp_path / "a", {**FILES, "notes.txt": "hunter2", "other/x.yaml": "hunter2"}))
    write(root, {".git/hooks/pre-commit": "hunter2", ".git/logs/HEAD": "hunter2"})
    files, _ = parcel._files(root)
    assert [path for path, data in files.items() if b"hunter2" in data] == []
    assert b"url = https://code.example/sam-example/job-search.git" in files[b".git/config"]
    sent = parcel.parcel_of(root, TERMS)
    assert (str(sent), repr(sent)) == ("<a portfolio>",) * 2


def test_a_worker_of_another_version_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent = parcel.parcel_of(repository(tmp_path / "a"), TERMS)
    assert sent is not None
    other = {**parcel.program(), "holidays": "0.1", "git": "not there"}
    monkeypatch.setattr(parcel, "program", lambda: other)
    said = parcel.answer_of(parcel.judge_parcel(sent)).refused
    assert "has holidays 0.1, and here is " in said
    assert "has git not there, and here is there" in said
    assert on_dask._problem(ModuleNotFoundError("generator")) == "has no Weekproof"
    assert on_dask._problem(dict(other)) == said
    assert on_dask._problem(on_dask._program()) == ""
    assert on_dask._problem(TimeoutError()) == "does not answer: TimeoutError"


def test_addresses_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed")
    for address, why in (
        ("nonsense://x", "is no address of a scheduler"),
        ("tls://127.0.0.1:1", "needs the certificates"),
        ("tcp://127.0.0.1:1", "No scheduler answers at tcp://127.0.0.1:1."),
    ):
        monkeypatch.setattr(on_dask, "_CONNECT", 0.1)
        with pytest.raises(UserError, match=why), on_dask.cluster(address):
            pass


@pytest.fixture(name="base")
def _base(tmp_path: Path) -> Path:
    """Five graduates: with git, without, broken, missing, and one that cannot be sent."""
    committed(repository(tmp_path / "g1", FILES))
    repository(tmp_path / "g2", FILES)
    repository(tmp_path / "g3", {"portfolio.yaml": "graduate: [\n"})
    linked = repository(tmp_path / "g5", FILES)
    (linked / "content/link").symlink_to("/etc/passwd")
    rows = "".join(f"  - path: g{n}\n" for n in range(1, 6))
    (tmp_path / "cohort.yaml").write_text(f"title: June\ngraduates:\n{rows}", "utf-8")
    return tmp_path


def files_of(board: Path) -> dict[str, bytes]:
    """The page and the reports, which are what anybody looks at."""
    return {path.name: path.read_bytes() for path in (board / "index.html", *board.glob("reports/*"))}


def build(capsys: Capture, base: Path, *more: str) -> tuple[int, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.support.command.OF_THE_NETWORK", (("cohort",),))
        ran = run(capsys, "cohort", "build", str(base / "cohort.yaml"), *DAY, *more)
    return ran.code, ran.said


def dask(scheduler: str) -> tuple[str, ...]:
    return "--engine", "dask", "--scheduler", scheduler


@pytest.mark.filterwarnings("ignore:Couldn't detect a suitable IP address")  # on a machine without network
def test_a_cluster_says_what_this_machine_says(base: Path, capsys: Capture) -> None:
    """With a scheduler and a worker in this process."""
    distributed = pytest.importorskip("distributed")
    code, told = build(capsys, base, "--workers", "1")
    here = files_of(base / "board")
    assert (code, len(here)) == (1, 4)
    (base / "board").rename(base / "before")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=2, processes=False, dashboard_address=None
    ) as local:
        code, said = build(capsys, base, *dask(local.scheduler_address))
        assert files_of(base / "board") == here
        assert "1 graduate was judged here: a link" in said
        assert told.splitlines()[0] in said.splitlines()
        again, _ = build(capsys, base, *dask(local.scheduler_address))
    assert (code, again) == (1, 1)
    assert files_of(base / "board") == here
    assert build(capsys, base, "--engine", "dask")[0] == 2
    assert build(capsys, base, "--scheduler", "tls://x:1")[0] == 2


hardened = pytest.mark.skipif(not HARDENING, reason="make harden starts clusters")


@pytest.fixture(name="local")
def _local() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as local:
        yield local


def jobs(tmp_path: Path, number: int, board: str) -> list[Any]:
    for name in ("clones", "kept", "reports"):
        (tmp_path / board / name).mkdir(parents=True, exist_ok=True)
    members = []
    for n in range(number):
        if not (tmp_path / f"g{n}").exists():
            repository(tmp_path / f"g{n}", FILES)
        members.append(Member(path=f"g{n}"))
    folder = tmp_path / board
    more: dict[str, Any] = {"key": Path("none"), "as_of": AS_OF, "cache": None, "with_reports": True}
    return jobs_of(members, tmp_path, folder, now=TERMS.now, **more)


@hardened
@pytest.mark.slow
def test_a_lost_worker_loses_nothing(tmp_path: Path, local: Any) -> None:
    here = {row.slug: row.summary for row in gather(jobs(tmp_path, 60, "here"), 2)}
    rows: list[Row] = []
    with on_dask.cluster(local.scheduler_address) as found:
        told = found._client.run(os.getpid)
        for row in found.rows(jobs(tmp_path, 60, "there")):
            rows.append(row)
            if len(rows) in (5, 30):
                worker = max(found._client.run(os.getpid))
                os.kill(found._client.run(os.getpid, workers=[worker])[worker], signal.SIGKILL)
        later = found._client.run(os.getpid)
    assert set(told.values()) != set(later.values())
    assert {row.slug: row.summary for row in rows} == here
    names = [path.name for path in (tmp_path / "here/reports").iterdir()]
    assert len(names) == 60
    for name in names:
        assert (tmp_path / "here/reports" / name).read_bytes() == (
            tmp_path / "there/reports" / name
        ).read_bytes()


@hardened
@pytest.mark.slow
def test_a_lost_scheduler_is_told_and_what_was_judged_stays(tmp_path: Path, local: Any) -> None:
    given = jobs(tmp_path, 60, "there")
    rows: list[Row] = []

    def judge_all() -> None:
        with on_dask.cluster(local.scheduler_address) as found:
            for row in found.rows(given):
                rows.append(row)
                if len(rows) == 5:
                    local.close()

    with pytest.raises(MachineError, match="connection to the scheduler was lost"):
        judge_all()
    kept = list((tmp_path / "there/kept").iterdir())
    assert 5 <= len(rows) <= len(kept) < 60


@hardened
@pytest.mark.slow
def test_with_certificates(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    import dask as settings

    security = distributed.Security.temporary()
    role = security.get_tls_config_for_role("client")
    for name in ("ca_file", "cert", "key"):
        (tmp_path / name).write_text(role[name])
    wanted = {
        "distributed.comm.tls.ca-file": str(tmp_path / "ca_file"),
        "distributed.comm.tls.client.cert": str(tmp_path / "cert"),
        "distributed.comm.tls.client.key": str(tmp_path / "key"),
    }
    with (
        distributed.LocalCluster(
            n_workers=1, processes=True, protocol="tls://", security=security, dashboard_address=None
        ) as local,
        settings.config.set(wanted),
        on_dask.cluster(local.scheduler_address) as found,
    ):
        assert local.scheduler_address.startswith("tls://")
        assert all(row.summary for row in found.rows(jobs(tmp_path, 3, "there")))
