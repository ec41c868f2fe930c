"""The journal, everything that a graduate wrote, and the kinds of records that it holds: one row a kind.

A row says of a kind all that is true of it as a whole: where its files lie, what makes two records the same
one, what readers call it. What is true of a single field stands at the field, where the record is declared.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

from generator.core.diagnostics import PRIVATE_FOLDER
from generator.model.activity import Activity
from generator.model.coaching import Coaching
from generator.model.contact import Contact
from generator.model.contribution import Contribution
from generator.model.decision import Decision, Pause
from generator.model.goal import Goal
from generator.model.offer import Offer
from generator.model.origin import Record
from generator.model.page import Page
from generator.model.portfolio import Portfolio
from generator.model.post import Post
from generator.model.project import Project
from generator.model.resume import Resume

YAML_ENDINGS = (".yaml", ".yml")
EXAMPLE_LOGIN = "sam-example"

Storage = Literal["lists", "list", "documents", "record", "coach"]
"""A folder of YAML files that are lists; one such file; a folder of Markdown files; one YAML file that is a
single record; a list in the coach's file."""
Period = Literal["week", "month", "year"]
FutureDates = Literal["keep", "report", "drop"]
"""What to do with records dated after the day of judging; `report` drops them with a finding."""


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of record."""

    name: str
    """The field of a `Journal` that holds it, and the name of what is unreadable of it."""
    record: type[Record]
    storage: Storage
    path: str
    """The folder or the file that holds it; of a `list` without its ending."""
    description: str
    """What the manual says of it."""
    singular: str
    plural: str
    command: str = ""
    """What the commands `new` and `edit` call it; empty where they do not know it."""
    command_help: str = ""
    """What the help of `new` says of adding one; of a list of records that has a `word`."""
    day: str = ""
    """The field that holds the record's `day`."""
    file_period: Period = "month"
    """How its files are named where nothing is kept yet."""
    identity: tuple[str, ...] = ()
    """Records that agree in these are one that was changed. Without any it is neither judged nor sealed."""
    counts_for: tuple[str, ...] = ()
    """The kinds of weekly requirements that its records go towards."""
    future_dates: FutureDates = "keep"
    plannable: frozenset[str] = frozenset()
    """Values of the record's field `kind` that may lie ahead all the same: appointments, things due."""
    known_later: Mapping[str, tuple[str, ...]] = {}
    """Days that may come after the day of judging, each with the fields that are unknown until then."""
    log_promptly: bool = False
    """Whether it is to be written down promptly."""
    example_defaults: Mapping[str, str] | None = None
    """What a commitment's examples need not say, `{n}` being a number. None: they have no such records."""

    @property
    def is_private(self) -> bool:
        """Whether nothing of it is for the public, unless a line of the wall says so."""
        return self.path.startswith(PRIVATE_FOLDER)

    @property
    def is_folder(self) -> bool:
        """Whether its files lie in a folder of their own."""
        return self.storage in ("lists", "documents")

    @property
    def files(self) -> tuple[str, ...]:
        """The files that may hold it, where it has no folder."""
        if self.is_folder:
            return ()
        return (
            tuple(self.path + ending for ending in YAML_ENDINGS) if self.storage == "list" else (self.path,)
        )

    @property
    def pattern(self) -> str:
        """Its files, as the manual and an editor's settings name them."""
        if self.is_folder:
            return f"{self.path}/*{'.md' if self.storage == 'documents' else '.yaml'}"
        return self.files[0]

    def new_file(self, day: dt.date, week: str) -> str:
        """The file in which the first record of `day` belongs; `week` is the name of its week."""
        if self.storage == "documents":
            return f"{self.path}/{day}-title.md"
        return (
            f"{self.path}/{file_stem(self.file_period, day, week)}.yaml" if self.is_folder else self.files[0]
        )


def file_stem(named_after: Period, day: dt.date, week: str) -> str:
    """How a file that is named after a time is called."""
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
        day="date",
        file_period="week",
        identity=("date", "first_name", "last_name", "employer", "person"),
        counts_for=("contacts",),
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
"""Every kind. A test holds this against the fields of `Journal`."""

KIND: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
"""Name in the journal → kind."""
KIND_COUNTED_FOR: Mapping[str, Kind] = {name: kind for kind in KINDS for name in kind.counts_for}
"""Kind of weekly requirement, but for `any-of` → the kind of record that is counted."""
KIND_OF_RECORD: Mapping[type[Record], Kind] = {kind.record: kind for kind in KINDS}
"""Declaration → kind."""


def kinds_stored_as(*ways: Storage) -> tuple[Kind, ...]:
    """The kinds whose files are held in one of these ways, in order."""
    return tuple(kind for kind in KINDS if kind.storage in ways)


def records_in(journal: Any, *kinds: Kind) -> list[tuple[Kind, Record]]:
    """Every record of these kinds in a journal, each with its kind; of all kinds where none is named."""
    found: list[tuple[Kind, Record]] = []
    for kind in kinds or KINDS:
        held = getattr(journal, kind.name)
        records = held if isinstance(held, tuple) else (held,) if held is not None else ()
        found.extend((kind, record) for record in records)
    return found


CountableRecord = Contact | Post | Contribution | Activity | Coaching
"""Records that can go towards a requirement."""
ObligationRecord = Offer | Coaching | Contact | Activity
"""Records that can be a case of an obligation."""


class Unreadable(Struct, frozen=True):
    """Something that could not be read, and what it may have held.

    `kind` is a kind of record (`contacts`, `posts`, `contributions`, `activities`, `offers`,
    `decisions` …). `day` is the day of the damaged record, None where that is not known: then any
    week may lack a record.
    """

    kind: str
    day: dt.date | None = None


class Journal(Struct, frozen=True, kw_only=True):
    """All records of one graduate, each kind in order of path and line.

    `decisions_void` is true where the coach's file had to be signed and is not as it should be: then
    its decisions are shown and none of them holds, and its pauses are none. `decisions_unchecked` is
    true where nobody here could look at the signature: then what a decision waives is unknown.
    """

    portfolio: Portfolio
    contacts: tuple[Contact, ...] = ()
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
    pauses: tuple[Pause, ...] = ()
    resume: Resume | None = None
    repository: str | None = None
    unreadable: tuple[Unreadable, ...] = ()


__all__ = ["Journal", "Unreadable"]
