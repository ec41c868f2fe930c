"""Whatever bytes stand in the files: findings or a fault, and nothing else ever."""

from __future__ import annotations

import contextlib
import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from generator.commitment.loader import SHIPPED_FOLDER, load_commitment
from generator.core.diagnostics import Diagnostic
from generator.core.errors import UserError
from generator.model.activity import Activity
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.model.origin import Record
from generator.model.post import Post
from generator.model.resume import Resume
from generator.pipeline import run
from generator.reading.decisions import PATH as DECISIONS
from generator.reading.decisions import read_decisions
from generator.reading.documents import read_documents
from generator.reading.fields import keys_of
from generator.reading.journal import RESUME_PATH as RESUME
from generator.reading.journal import read_resume
from generator.reading.portfolio import read_portfolio
from generator.reading.records import read_folder
from tests.support.hypothesis_profile import examples
from tests.support.repositories import SETTINGS, request, write

RECORDS: tuple[type[Record], ...] = (Contact, Activity, Offer, Coaching, Goal, Contribution)
SAMPLE = Path(__file__).parents[1] / "portfolios/data-science"
FLATIRON = (SHIPPED_FOLDER / "flatiron.yaml").read_text("utf-8")
# Values that each mean something somewhere, or nearly so.
_ODD = """2026-06-02|2026-11-31|46329|yes|null|~||''|[]|{}|[a, {b: c}]|{a: [b]}|interview|Interview
8|https://a.example|2026-W23|&a x|*a|!!int 3|a: b|"|2026-06-02T25:00Z|2026-06-02T10:00+01:00|999999999|-1
é|@|[|- x"""
VALUES = st.one_of(
    st.sampled_from([*_ODD.replace("\n", "|").split("|"), "\u202e", "\x00", "|"]), st.text(max_size=12)
)


def _keys(kind: type[Record]) -> st.SearchStrategy[str]:
    return st.one_of(st.sampled_from(sorted(keys_of(kind))), st.text(max_size=8))


@st.composite
def _records(draw: st.DrawFn) -> tuple[type[Record], bytes]:
    """A kind and a file of records that are nearly of that kind."""
    kind = draw(st.sampled_from(RECORDS))
    pairs = st.lists(st.tuples(_keys(kind), VALUES), max_size=6)
    lines = [
        f"{'- ' if n == 0 else draw(st.sampled_from(['  ', ' ', '', chr(9)]))}{key}: {value}\n"
        for record in draw(st.lists(pairs, max_size=4))
        for n, (key, value) in enumerate(record)
    ]
    text = "".join(lines).encode("utf-8", "surrogatepass")
    return kind, text if draw(st.booleans()) else draw(st.binary(max_size=80))


def _sound(found: tuple[Diagnostic, ...], path: str) -> None:
    for one in found:
        assert one.location.path == path
        assert one.message
        one.message.encode()


@given(_records())
@examples(150)
def test_files_of_records(case: tuple[type[Record], bytes]) -> None:
    kind, data = case
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {"content/x/a.yaml": data})
        read = read_folder(root, "content/x", "x", kind, dt.UTC, 64)
    _sound(read.diagnostics, "content/x/a.yaml")
    assert bool(read.unreadable) == bool(read.diagnostics)
    assert all(isinstance(record, kind) for record in read.records)


@given(st.one_of(st.binary(max_size=120), st.lists(st.tuples(_keys(Post), VALUES), max_size=8)))
@examples(100)
def test_files_of_prose(content: bytes | list[tuple[str, str]]) -> None:
    if isinstance(content, list):
        matter = "".join(f"{key}: {value}\n" for key, value in content)
        content = f"---\n{matter}---\nbody\n".encode("utf-8", "surrogatepass")
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {"content/blog/a.md": content})
        read = read_documents(root, "content/blog", "posts", Post, dt.UTC, 64)
    _sound(read.diagnostics, "content/blog/a.md")
    assert read.records or read.diagnostics


@given(st.binary(max_size=200), st.integers(0, 4000), st.integers(0, 40))
@examples(100)
def test_single_files_spoilt_anywhere(noise: bytes, at: int, length: int) -> None:
    def spoil(text: str) -> bytes:
        data = text.encode()
        start = at % len(data)
        return data[:start] + noise + data[start + length :]

    resume = (SAMPLE / RESUME).read_text("utf-8")
    decisions = (SAMPLE / DECISIONS).read_text("utf-8")
    files = {"portfolio.yaml": SETTINGS, "terms.yaml": FLATIRON, RESUME: resume, DECISIONS: decisions}
    with tempfile.TemporaryDirectory() as folder:
        root = write(Path(folder), {path: spoil(text) for path, text in files.items()})
        _sound(read_portfolio(root)[1], "portfolio.yaml")
        _sound(load_commitment(root, "terms.yaml")[1], "terms.yaml")
        cv, found = read_resume(root, dt.UTC, 64)
        _sound(found, RESUME)
        assert cv is None or isinstance(cv, Resume)
        _sound(read_decisions(root, dt.UTC, 64).diagnostics, DECISIONS)


@given(
    st.one_of(
        st.text(max_size=60), st.text(alphabet="./~\\\0a é:", max_size=40).map(lambda text: text + ".yaml")
    )
)
@examples(150)
def test_names_of_commitments(named: str) -> None:
    with tempfile.TemporaryDirectory() as folder, contextlib.suppress(UserError):
        assert load_commitment(Path(folder), named)[0] is not None, (
            "there is no file: it is a fault or shipped"
        )


_FILES = {
    path.relative_to(SAMPLE).as_posix(): path.read_bytes()
    for path in sorted(SAMPLE.rglob("*"))
    if path.is_file()
}


@given(
    st.sampled_from(sorted(_FILES)),
    st.integers(0, 200),
    VALUES,
    st.sampled_from(["value", "line", "drop", "twice"]),
)
@examples(50)
def test_one_slip_anywhere_in_a_whole_portfolio(path: str, at: int, value: str, how: str) -> None:
    lines = _FILES[path].decode().split("\n")
    at %= len(lines)
    match how:
        case "value":
            lines[at] = lines[at].partition(":")[0] + ": " + value
        case "line":
            lines[at] = value
        case "drop":
            del lines[at]
        case "twice":
            lines.insert(at, lines[at])
    spoilt = {**_FILES, path: "\n".join(lines).encode("utf-8", "surrogatepass")}
    with tempfile.TemporaryDirectory() as folder:
        outcome = run.check(request(write(Path(folder), spoilt), dt.date(2026, 10, 4)))
    assert outcome.exit_code in (0, 1, 2)
    assert "rule-crashed" not in {one.rule for one in outcome.diagnostics}
