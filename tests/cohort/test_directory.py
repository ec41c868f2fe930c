"""`weekproof cohort directory`: what listed people show in public, and of all others nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.cohort import directory as made_by
from generator.cohort.directory import Listing, make_directory
from generator.cohort.gather import Job
from generator.cohort.members import Directory, read_cohort
from generator.directory.entry import Entry, entry_of
from generator.guard.patterns import Secret
from generator.model.fields import SiteUrl
from generator.pipeline import run as run_of
from generator.pipeline.render import render_listed
from tests.support import canaries
from tests.support.command import Ran, run
from tests.support.pngs import png
from tests.support.repositories import AS_OF, SETTINGS, repository, request, write

Capture = pytest.CaptureFixture[str]
LISTED = SETTINGS.replace("site: {", "site: {listed: true, ")
PROJECT = "---\ntitle: Latebus\nsummary: Tells riders early.\nthumbnail: bus.png\n---\nText.\n"
CONTACT = """\
- date: 2026-06-02
  kind: cold-outreach
  first_name: Ada
  last_name: Quill
  email: ada.quill@wren.example
  title: Engineer
  employer: Wren
  summary: Asked about the team.
"""


def settings(name: str, *, listed: bool = True) -> str:
    host = re.sub(r"[^a-z]+", "", name.lower())
    text = LISTED if listed else SETTINGS
    return text.replace("Sam Example", name).replace("https://sam.example", f"https://{host}.example")


@dataclass(frozen=True, slots=True)
class Cohort:
    base: Path

    def make(self, capsys: Capture, *more: str) -> Ran:
        file = str(self.base / "cohort.yaml")
        return run(capsys, "cohort", "directory", file, "--workers", "1", "--as-of", str(AS_OF), *more)

    def files(self) -> dict[str, bytes]:
        folder = self.base / "directory"
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.*")}

    def text(self, name: str = "index.html") -> str:
        return self.files()[name].decode()


@pytest.fixture(name="cohort", scope="module")
def _cohort(tmp_path_factory: pytest.TempPathFactory) -> Cohort:
    """Two who are listed, one who is not, and one who is later."""
    base = tmp_path_factory.mktemp("cohort")
    repository(base / "sam", {"portfolio.yaml": LISTED, "content/private/contacts/w.yaml": CONTACT})
    ada = {"portfolio.yaml": settings("Ada Quill"), "content/projects/latebus.md": PROJECT}
    ada |= {
        "content/resume.yaml": "basics: {name: Ada Quill}\nskills: [{name: C}, {name: C++}, {name: 'C#'}]\n"
    }
    repository(base / "ada", {**ada, "content/images/bus.png": png(640, 400)})
    hidden = {"portfolio.yaml": settings("Hidden Person", listed=False)}
    repository(base / "hidden", {**hidden, "content/private/contacts/w.yaml": CONTACT})
    repository(base / "later", {"portfolio.yaml": settings("Lena Later", listed=False)})
    rows = "".join(f"  - path: {name}\n" for name in ("sam", "ada", "hidden", "later"))
    head = "directory: {url: 'https://school.example/people', title: People}\n"
    (base / "cohort.yaml").write_text(f"{head}graduates:\n{rows}", "utf-8")
    return Cohort(base)


def test_it_shows_who_is_listed_and_nobody_else(cohort: Cohort, capsys: Capture) -> None:
    ran = cohort.make(capsys)
    assert (ran.code, ran.out.splitlines()[0]) == (0, "2 people listed."), ran.said
    page = cohort.text()
    assert re.findall(r'<h2 dir="auto"><a href="([^"]+)">([^<]+)</a>', page) == [
        ("https://adaquill.example/", "Ada Quill"),
        ("https://sam.example/", "Sam Example"),
    ]
    # Hidden knows Ada as a contact. Ada is here by her own name, which is nobody's secret then.
    for name, data in cohort.files().items():
        assert b"Hidden" not in data, name
        assert b"wren" not in data.lower(), name
    assert {f"skills/{name}/index.html" for name in ("c", "c-plus-plus", "c-sharp")} < cohort.files().keys()
    assert "people/ada-quill/bus-" in page
    assert 'href="https://adaquill.example/projects/latebus/"' in page
    assert cohort.text("atom.xml").count("<entry>") == 2


def test_no_private_field_is_in_any_file(tmp_path: Path) -> None:
    root = canaries.portfolio(tmp_path / "full", "work")
    asked = request(root, AS_OF)
    # Its errors are not asked for: the wall holds without the gate.
    view, site, guarded, _ = render_listed(run_of.judge(asked), asked) or pytest.fail("nothing is rendered")
    one = entry_of(view, site)
    assert one is not None
    assert (one.name, one.place, [work.title for work in one.works]) == (
        "Sam Example",
        "Chicago",
        ["Maps", "Maps"],
    )
    made = make_directory(
        Directory(url=SiteUrl("https://school.example")),
        [Listing(slug="x-1", label="x", entry=one, since=AS_OF, secrets=guarded.secrets)],
        {"x-1": None},  # type: ignore[dict-item]  # no picture is asked for
        tmp_path,
        AS_OF,
        None,
    )
    assert made.findings == ()
    tokens = canaries.tokens(root)
    assert len(tokens) > 45
    for name, file in made.site.files.items():
        text = f"{name} {file.data.decode('latin-1').lower()}"
        assert [token for token in tokens if token in text] == [], name


def test_who_cannot_be_read_is_told_and_not_shown(cohort: Cohort, capsys: Capture) -> None:
    broken = cohort.base / "later"
    (broken / "portfolio.yaml").write_text("graduate: [\n", "utf-8")
    ran = cohort.make(capsys)
    assert ran.code == 1
    assert "1 person left out:\n  Lena Later: its settings cannot be read" in ran.out
    leak = {"content/private/contacts/w.yaml": CONTACT.replace("Ada", "Ida")}
    post = "---\ntitle: Thanks\ndate: 2026-06-02\n---\nThanks to Ida Quill.\n"
    write(
        broken, {"portfolio.yaml": settings("Lena Later"), "content/blog/2026-06-02-thanks.md": post, **leak}
    )
    ran = cohort.make(capsys)
    assert ran.code == 1
    assert "Lena Later: their own site would not be published: " in ran.out
    assert all(b"Lena" not in data for data in cohort.files().values())
    write(broken, {"portfolio.yaml": settings("Lena Later", listed=False)})
    assert cohort.make(capsys).code == 0


def test_who_takes_it_back_is_gone_with_their_pictures(
    cohort: Cohort, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    found = made_by._found

    def noted(job: Job, root: Path, before: Listing | None) -> object:
        looked.append(job.label)
        return found(job, root, before)

    monkeypatch.setattr(made_by, "_found", noted)
    cohort.make(capsys)
    assert any(name.startswith("people/ada-quill/bus-") for name in cohort.files())
    looked.clear()
    write(cohort.base / "ada", {"portfolio.yaml": settings("Ada Quill", listed=False)})
    ran = cohort.make(capsys)
    assert looked == ["ada"]
    assert ran.out.startswith("1 person listed.")
    assert [name for name, data in cohort.files().items() if "ada" in name or b"Ada" in data] == []
    assert not [*(cohort.base / "board/kept").glob("ada*.pictures/*")]


def test_without_a_network_it_stays_as_it_was(tmp_path: Path, capsys: Capture) -> None:
    gone = Cohort(tmp_path)
    (tmp_path / "cohort.yaml").write_text(f"graduates: [{{git: {tmp_path}/gone}}]\n", "utf-8")
    ran = gone.make(capsys)
    assert (ran.code, "stays as it was" in ran.said) == (2, True)
    assert not (tmp_path / "directory").exists()


def test_where_it_may_not_be(cohort: Cohort, capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Mine.", "utf-8")
    for folder, why in (
        (cohort.base / "board/public", "the board is private"),
        (cohort.base / "sam/people", "in a graduate's repository"),
        (tmp_path, "files that Weekproof did not make"),
    ):
        ran = cohort.make(capsys, "--out", str(folder))
        assert ran.code == 2, folder
        assert why in ran.said
    assert cohort.make(capsys, "--out", str(tmp_path), "--adopt").code == 0
    assert (tmp_path / "notes.txt").read_text("utf-8") == "Mine."


def entry(name: str, line: str = "") -> Entry:
    return Entry(name, f"https://{name[0]}.example", "en", line, "", "", (), (), ())


def listing(number: int, one: Entry | None, *secrets: Secret) -> Listing:
    return Listing(slug=f"x-{number}", label="x", entry=one, since=AS_OF, secrets=secrets)


def test_the_guard_knows_everybody_s_secrets(tmp_path: Path) -> None:
    secret = Secret("email", ("jo@wren.example",))
    passage = Secret("passage", ("one two three four five six seven eight nine ten eleven twelve",))

    def rules(title: str, *found: Listing, mentions: tuple[str, ...] = ()) -> list[str]:
        settings = Directory(title=title, mentions=mentions)
        jobs = {one.slug: None for one in found}
        made = make_directory(settings, found, jobs, tmp_path, AS_OF, None)  # type: ignore[arg-type]
        return [finding.rule for finding in made.findings]

    leak = "private-text-in-public-output"
    hidden = listing(2, None, secret, passage)
    assert rules("People", listing(1, entry("Ann Lee")), hidden) == []
    assert rules("Write to jo@wren.example", listing(1, entry("Ann Lee")), hidden) == [leak]
    assert rules("Write to jo@wren.example", hidden, mentions=("jo@wren.example",)) == []
    # What somebody says of themselves in public is theirs to say, and no more of it than they say.
    says = entry("Ann Lee", "one two three four five six seven eight nine")
    assert rules("People", listing(1, says), hidden) == []
    assert rules("three four five six seven eight nine ten eleven", listing(1, says), hidden) == [leak]


def test_one_address_is_one_person(tmp_path: Path) -> None:
    found = [listing(1, entry("Ann Lee")), listing(2, entry("Ann Lee"))]
    made = make_directory(Directory(), found, dict.fromkeys(("x-1", "x-2")), tmp_path, AS_OF, None)  # type: ignore[arg-type]
    assert (len(made.listed), [one.problem for one in made.left_out]) == (
        1,
        ["Ann Lee has the same address, https://A.example"],
    )


def test_forgetting_a_person_forgets_what_the_directory_kept(cohort: Cohort, capsys: Capture) -> None:
    cohort.make(capsys)
    kept = cohort.base / "board/kept"
    assert [*kept.glob("sam*.listing.json")]
    ran = run(capsys, "cohort", "forget", str(cohort.base / "cohort.yaml"), "sam")
    assert (ran.code, "make that anew too" in ran.out) == (0, True)
    assert not [*kept.glob("sam*")]


def test_the_settings_are_read(cohort: Cohort) -> None:
    assert read_cohort(cohort.base / "cohort.yaml").directory.theme == "almanac"
