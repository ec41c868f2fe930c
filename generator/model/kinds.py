"""The journal (everything that a graduate wrote) and the table of the kinds of records in it.

A row has what is true of a kind as a whole: where its files are, what identifies a record, what it is
called. What is true of a single field is at the field's declaration.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from generator.core.diagnostics import PRIVATE_FOLDER
from generator.model.activity import Activity
from generator.model.application import Application
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.decision import Decision, Pause
from generator.model.goal import Goal
from generator.model.letter import Letter
from generator.model.offer import Offer
from generator.model.origin import Record
from generator.model.page import Page
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.model.project import Project
from generator.model.resume import Resume
from generator.model.signing_key import Signature

YAML_ENDINGS = (".yaml", ".yml")
EXAMPLE_LOGIN = "sam-example"

Storage = Literal["lists", "list", "documents", "record", "coach"]
"""A folder of YAML lists; one YAML list; a folder of Markdown files; one YAML file with a single record; a
list in the coach's file."""
Period = Literal["week", "month", "year"]
FutureDates = Literal["keep", "report", "drop"]
"""What to do with records dated after the day of judging; `report` drops them with a finding."""


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of record."""

    name: str
    """Its field of `Journal`, and the `kind` of an `Unreadable`."""
    record: type[Record]
    storage: Storage
    path: str
    """The folder or the file; for a `list` without its ending."""
    description: str
    """Its description in the manual."""
    singular: str
    plural: str
    command: str = ""
    """Its name in `new` and `edit`; empty if they do not support it."""
    command_help: str = ""
    """The help of `new COMMAND`, for lists."""
    by_machines: frozenset[str] = frozenset()
    """Keys that `new COMMAND` does not take, because they say what a machine did."""
    day: str = ""
    """The field with the record's `day`."""
    file_period: Period = "month"
    """The period that a new file is named after, while there are no files yet."""
    identity: tuple[str, ...] = ()
    """Fields that identify a record across changes. Kinds without any are not sealed."""
    counts_for: tuple[str, ...] = ()
    """The kinds of weekly requirements that its records may count for, its own first."""
    future_dates: FutureDates = "keep"
    plannable: frozenset[str] = frozenset()
    """Values of the record's `kind` that may be in the future all the same: appointments, deliverables."""
    known_later: Mapping[str, tuple[str, ...]] = {}
    """Date fields that may be after the day of judging → the fields that are unknown until then."""
    log_promptly: bool = False
    """Whether records have to be logged promptly."""
    example_defaults: Mapping[str, str] | None = None
    """Defaults in a commitment's examples (`{n}` is a number). None: examples cannot have such records."""

    @property
    def is_private(self) -> bool:
        """Whether it is private, except for what `public/disclose.py` publishes."""
        return self.path.startswith(PRIVATE_FOLDER)

    @property
    def is_folder(self) -> bool:
        """Whether it has a folder of files."""
        return self.storage in ("lists", "documents")

    @property
    def files(self) -> tuple[str, ...]:
        """The paths that it may have, if it has no folder."""
        if self.is_folder:
            return ()
        return (
            tuple(self.path + ending for ending in YAML_ENDINGS) if self.storage == "list" else (self.path,)
        )

    @property
    def pattern(self) -> str:
        """A glob of its files, for the manual and editor settings."""
        if self.is_folder:
            return f"{self.path}/*{'.md' if self.storage == 'documents' else '.yaml'}"
        return self.files[0]

    def new_file(self, day: dt.date, week: str) -> str:
        """The path for the first record, of `day` in the week named `week`."""
        if self.storage == "documents":
            return f"{self.path}/{day}-title.md" if self.name == "posts" else f"{self.path}/title.md"
        return (
            f"{self.path}/{file_stem(self.file_period, day, week)}.yaml" if self.is_folder else self.files[0]
        )


def file_stem(named_after: Period, day: dt.date, week: str) -> str:
    """The stem of a file that is named after a period."""
    return {"week": week, "month": f"{day:%Y-%m}", "year": f"{day:%Y}"}[named_after]


KINDS: tuple[Kind, ...] = (
    Kind(
        name="portfolio",
        record=Portfolio,
        storage="record",
        path="portfolio.yaml",
        description="All settings.",
        singular="file of settings",
        plural="settings",
    ),
    Kind(
        name="contacts",
        record=Contact,
        storage="lists",
        path="content/private/contacts",
        description="Who was contacted, when and how. A list of records.",
        singular="contact",
        plural="contacts",
        command="contact",
        command_help="Log contacts, and see at once whether they count.",
        day="date",
        file_period="week",
        identity=("date", "first_name", "last_name", "employer", "person"),
        counts_for=("contacts", "applications"),
        future_dates="report",
        known_later={"follow_up": ("follow_up",)},
        log_promptly=True,
        example_defaults={
            "kind": "cold-outreach",
            "first_name": "Person{n}",
            "last_name": "Example",
            "title": "Developer",
            "employer": "Example Company",
            "summary": "Asked about their work, number {n}.",
        },
    ),
    Kind(
        name="applications",
        record=Application,
        storage="lists",
        path="content/private/applications",
        description="Jobs applied for. A list of records.",
        singular="application",
        plural="applications",
        command="application",
        command_help="Log a job that you applied for.",
        day="date",
        file_period="week",
        identity=("date", "employer", "title"),
        counts_for=("applications",),
        future_dates="report",
        log_promptly=True,
        example_defaults={"employer": "Example Company {n}", "title": "Developer"},
    ),
    Kind(
        name="letters",
        record=Letter,
        storage="documents",
        path="content/private/letters",
        description="Front matter of letters to employers.",
        singular="letter",
        plural="letters",
        command="letter",
        day="date",
    ),
    Kind(
        name="posts",
        record=Post,
        storage="documents",
        path="content/blog",
        description="Front matter of posts.",
        singular="post",
        plural="posts",
        command="post",
        day="date",
        identity=("name",),
        counts_for=("posts",),
        future_dates="report",
        example_defaults={"title": "Post {n}", "published_url": "https://posts.example/{n}"},
    ),
    Kind(
        name="projects",
        record=Project,
        storage="documents",
        path="content/projects",
        description="Front matter of projects.",
        singular="project",
        plural="projects",
        command="project",
        day="date",
    ),
    Kind(
        name="pages",
        record=Page,
        storage="documents",
        path="content/pages",
        description="Front matter of free pages.",
        singular="page",
        plural="pages",
        command="page",
    ),
    Kind(
        name="contributions",
        record=Contribution,
        storage="lists",
        path="content/contributions",
        description="Public contributions by day. A list of records.",
        singular="day of contributions",
        plural="days of contributions",
        command="contribution",
        command_help="Log public contributions that no machine counted, with a link.",
        by_machines=frozenset({"source", "login", "by_repository", "worth_a_look", "fetched_at"}),
        day="date",
        identity=("date", "login", "source"),
        counts_for=("contributions",),
        future_dates="report",
        example_defaults={"source": "github-graphql", "login": EXAMPLE_LOGIN},
    ),
    Kind(
        name="activities",
        record=Activity,
        storage="lists",
        path="content/private/activities",
        description="Design activities. A list of records.",
        singular="design activity",
        plural="design activities",
        command="activity",
        command_help="Log a design activity.",
        day="date",
        file_period="week",
        identity=("date", "kind", "title"),
        counts_for=("activities",),
        future_dates="report",
        log_promptly=True,
        example_defaults={"kind": "extra-credit", "evidence": "https://work.example/{n}"},
    ),
    Kind(
        name="offers",
        record=Offer,
        storage="lists",
        path="content/private/offers",
        description="Offers and their answers. A list of records.",
        singular="offer",
        plural="offers",
        command="offer",
        command_help="Log an offer, and hear by when to answer it.",
        day="received",
        file_period="year",
        identity=("employer", "title"),
        future_dates="report",
        known_later={"answered": ("answer", "answered")},
        log_promptly=True,
        example_defaults={"employer": "Example Company", "title": "Developer"},
    ),
    Kind(
        name="coaching",
        record=Coaching,
        storage="lists",
        path="content/private/coaching",
        description="Appointments, messages, deliverables. A list.",
        singular="coaching record",
        plural="coaching records",
        command="coaching",
        command_help="Log an appointment, a message of your coach's, or something due.",
        day="date",
        identity=("date", "kind", "title"),
        counts_for=("check-ins",),
        future_dates="drop",
        plannable=frozenset({"check-in", "mock-interview", "material-review", "deliverable"}),
        known_later={"answered": ("answered",), "completed": ("completed",), "date": ("attended",)},
        example_defaults={"title": "Number {n}"},
    ),
    Kind(
        name="goals",
        record=Goal,
        storage="list",
        path="content/private/goals",
        description="Goals. A list of records.",
        singular="goal",
        plural="goals",
        command="goal",
        command_help="Add a goal.",
        known_later={"done": ("done",)},
    ),
    Kind(
        name="decisions",
        record=Decision,
        storage="coach",
        path="content/private/coach-decisions.yaml",
        description="The coach's answers.",
        singular="decision",
        plural="decisions",
        day="on",
        future_dates="drop",
        example_defaults={"reason": "Agreed.", "by": "The coach", "decision": "waived"},
    ),
    Kind(
        name="pauses",
        record=Pause,
        storage="coach",
        path="content/private/coach-decisions.yaml",
        description="Days on which nothing is asked.",
        singular="pause",
        plural="pauses",
        day="on",
        future_dates="drop",
        example_defaults={"reason": "Agreed.", "by": "The coach"},
    ),
    Kind(
        name="resume",
        record=Resume,
        storage="record",
        path="content/resume.yaml",
        description="The résumé.",
        singular="résumé",
        plural="résumés",
    ),
)
"""Every kind. A test compares this with the fields of `Journal`."""

KIND: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
"""Name in the journal → kind."""
KINDS_COUNTED_FOR: Mapping[str, tuple[Kind, ...]] = {
    name: tuple(
        sorted((kind for kind in KINDS if name in kind.counts_for), key=lambda k: k.counts_for.index(name))
    )
    for name in dict.fromkeys(name for kind in KINDS for name in kind.counts_for)
}
"""Kind of weekly requirement (without `any-of`) → the kinds of records that it counts, its own first."""
KIND_OF_RECORD: Mapping[type[Record], Kind] = {kind.record: kind for kind in KINDS}
"""Record type → kind."""


def kinds_stored_as(*storages: Storage) -> tuple[Kind, ...]:
    """The kinds with one of these storages, in order."""
    return tuple(kind for kind in KINDS if kind.storage in storages)


def records_in(journal: Any, *kinds: Kind) -> list[tuple[Kind, Record]]:
    """Every record of these kinds (default: all) in a journal, with its kind."""
    rows: list[tuple[Kind, Record]] = []
    for kind in kinds or KINDS:
        value = getattr(journal, kind.name)
        records = value if isinstance(value, tuple) else (value,) if value is not None else ()
        rows.extend((kind, record) for record in records)
    return rows


CountableRecord = Contact | Application | Post | Contribution | Activity | Coaching
"""Records that can count for a requirement."""
ObligationRecord = Offer | Coaching | Contact | Application | Activity
"""Records that an obligation can be about."""


class Unreadable(Struct, frozen=True):
    """A record or file that could not be read.

    `kind` is the name of the kind (`contacts`). `day` is the day of the record, None if unknown: then any
    week may lack a record. `records` is how many records it may hold, None for a file with any number of
    them. `position` is the origin of a record that was read in part, and may count as it is.
    """

    kind: str
    day: dt.date | None = None
    records: int | None = None
    position: tuple[str, int, int] | None = None


class Journal(Struct, frozen=True, kw_only=True):
    """All records of one graduate, each kind in order of path and line.

    `decisions_void`: the coach's file needs a signature and has no good one, so that its decisions are
    shown but none holds, and no pause counts. `decisions_unchecked`: the signature could not be checked
    here, so that what a decision waives is unknown. `signature` is that of the coach's file; None if there
    is no such file.
    """

    portfolio: Portfolio
    contacts: tuple[Contact, ...] = ()
    applications: tuple[Application, ...] = ()
    letters: tuple[Letter, ...] = ()
    posts: tuple[Post, ...] = ()
    projects: tuple[Project, ...] = ()
    pages: tuple[Page, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    activities: tuple[Activity, ...] = ()
    offers: tuple[Offer, ...] = ()
    coaching: tuple[Coaching, ...] = ()
    goals: tuple[Goal, ...] = ()
    decisions: tuple[Decision, ...] = ()
    decisions_for: str | None = None
    decisions_void: bool = False
    decisions_unchecked: bool = False
    signature: Signature | None = None
    pauses: tuple[Pause, ...] = ()
    resume: Resume | None = None
    repository: str | None = None
    unreadable: tuple[Unreadable, ...] = ()
