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

Held = Literal["lists", "list", "documents", "record", "coach"]
"""A folder of YAML files that are lists; one such file; a folder of Markdown files; one YAML file that is a
single record; a list in the coach's file."""
Span = Literal["week", "month", "year"]
Ahead = Literal["kept", "told", "dropped"]
"""What is done with a record that is dated later than the day of judging; `told` is with a finding."""


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of record."""

    name: str
    """The field of a `Journal` that holds it, and the name of what is unreadable of it."""
    record: type[Record]
    held: Held
    path: str
    """The folder or the file that holds it; of a `list` without its ending."""
    about: str
    """What the manual says of it."""
    one: str
    many: str
    word: str = ""
    """What the commands `new` and `edit` call it; empty where they do not know it."""
    adds: str = ""
    """What the help of `new` says of adding one; of a list of records that has a `word`."""
    day: str = ""
    """The field that holds the record's `day`."""
    named_after: Span = "month"
    """How its files are named where nothing is kept yet."""
    identity: tuple[str, ...] = ()
    """Records that agree in these are one that was changed. Without any it is neither judged nor sealed."""
    feeds: tuple[str, ...] = ()
    """The kinds of weekly requirements that its records go towards."""
    ahead: Ahead = "kept"
    planned: frozenset[str] = frozenset()
    """Values of the record's field `kind` that may lie ahead all the same: appointments, things due."""
    later: Mapping[str, tuple[str, ...]] = {}
    """Days that may come after the day of judging, each with the fields that are unknown until then."""
    is_logged: bool = False
    """Whether it is to be written down promptly."""
    example: Mapping[str, str] | None = None
    """What a commitment's examples need not say, `{n}` being a number. None: they have no such records."""

    @property
    def is_private(self) -> bool:
        """Whether nothing of it is for the public, unless a line of the wall says so."""
        return self.path.startswith(PRIVATE_FOLDER)

    @property
    def is_folder(self) -> bool:
        """Whether its files lie in a folder of their own."""
        return self.held in ("lists", "documents")

    @property
    def files(self) -> tuple[str, ...]:
        """The files that may hold it, where it has no folder."""
        if self.is_folder:
            return ()
        return tuple(self.path + ending for ending in YAML_ENDINGS) if self.held == "list" else (self.path,)

    @property
    def pattern(self) -> str:
        """Its files, as the manual and an editor's settings name them."""
        if self.is_folder:
            return f"{self.path}/*{'.md' if self.held == 'documents' else '.yaml'}"
        return self.files[0]

    def new_file(self, day: dt.date, week: str) -> str:
        """The file in which the first record of `day` belongs; `week` is the name of its week."""
        if self.held == "documents":
            return f"{self.path}/{day}-title.md"
        return (
            f"{self.path}/{file_stem(self.named_after, day, week)}.yaml" if self.is_folder else self.files[0]
        )


def file_stem(named_after: Span, day: dt.date, week: str) -> str:
    """How a file that is named after a time is called."""
    return {"week": week, "month": f"{day:%Y-%m}", "year": f"{day:%Y}"}[named_after]


KINDS: tuple[Kind, ...] = (
    Kind(
        name="portfolio",
        record=Portfolio,
        held="record",
        path="portfolio.yaml",
        about="All settings.",
        one="file of settings",
        many="settings",
    ),
    Kind(
        name="contacts",
        record=Contact,
        held="lists",
        path="content/private/contacts",
        about="Who was contacted, when and how. A list of records.",
        one="contact",
        many="contacts",
        word="contact",
        day="date",
        named_after="week",
        identity=("date", "first_name", "last_name", "employer", "person"),
        feeds=("contacts",),
        ahead="told",
        later={"follow_up": ("follow_up",)},
        is_logged=True,
        example={
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
        held="documents",
        path="content/blog",
        about="Front matter of posts.",
        one="post",
        many="posts",
        word="post",
        day="date",
        identity=("name",),
        feeds=("posts",),
        ahead="told",
        example={"title": "Post {n}", "published_url": "https://posts.example/{n}"},
    ),
    Kind(
        name="projects",
        record=Project,
        held="documents",
        path="content/projects",
        about="Front matter of projects.",
        one="project",
        many="projects",
        word="project",
        day="date",
    ),
    Kind(
        name="pages",
        record=Page,
        held="documents",
        path="content/pages",
        about="Front matter of free pages.",
        one="page",
        many="pages",
        word="page",
    ),
    Kind(
        name="contributions",
        record=Contribution,
        held="lists",
        path="content/contributions",
        about="Public contributions by day. A list of records.",
        one="day of contributions",
        many="days of contributions",
        day="date",
        identity=("date", "login", "source"),
        feeds=("contributions",),
        ahead="told",
        example={"source": "github-graphql", "login": EXAMPLE_LOGIN},
    ),
    Kind(
        name="activities",
        record=Activity,
        held="lists",
        path="content/private/activities",
        about="Design activities. A list of records.",
        one="design activity",
        many="design activities",
        word="activity",
        adds="Log a design activity.",
        day="date",
        named_after="week",
        identity=("date", "kind", "title"),
        feeds=("activities",),
        ahead="told",
        is_logged=True,
        example={"kind": "extra-credit", "evidence": "https://work.example/{n}"},
    ),
    Kind(
        name="offers",
        record=Offer,
        held="lists",
        path="content/private/offers",
        about="Offers and their answers. A list of records.",
        one="offer",
        many="offers",
        word="offer",
        adds="Log an offer, and hear by when to answer it.",
        day="received",
        named_after="year",
        identity=("employer", "title"),
        ahead="told",
        later={"answered": ("answer", "answered")},
        is_logged=True,
        example={"employer": "Example Company", "title": "Developer"},
    ),
    Kind(
        name="coaching",
        record=Coaching,
        held="lists",
        path="content/private/coaching",
        about="Appointments, messages, deliverables. A list.",
        one="coaching record",
        many="coaching records",
        word="coaching",
        adds="Log an appointment, a message of your coach's, or something due.",
        day="date",
        identity=("date", "kind", "title"),
        feeds=("check-ins",),
        ahead="dropped",
        planned=frozenset({"check-in", "mock-interview", "material-review", "deliverable"}),
        later={"answered": ("answered",), "completed": ("completed",), "date": ("attended",)},
        example={"title": "Number {n}"},
    ),
    Kind(
        name="goals",
        record=Goal,
        held="list",
        path="content/private/goals",
        about="Goals. A list of records.",
        one="goal",
        many="goals",
        word="goal",
        adds="Add a goal.",
        later={"done": ("done",)},
    ),
    Kind(
        name="decisions",
        record=Decision,
        held="coach",
        path="content/private/coach-decisions.yaml",
        about="The coach's answers.",
        one="decision",
        many="decisions",
        day="on",
        ahead="dropped",
        example={"reason": "Agreed.", "by": "The coach", "decision": "waived"},
    ),
    Kind(
        name="pauses",
        record=Pause,
        held="coach",
        path="content/private/coach-decisions.yaml",
        about="Days on which nothing is asked.",
        one="pause",
        many="pauses",
        day="on",
        ahead="dropped",
        example={"reason": "Agreed.", "by": "The coach"},
    ),
    Kind(
        name="resume",
        record=Resume,
        held="record",
        path="content/resume.yaml",
        about="The résumé.",
        one="résumé",
        many="résumés",
    ),
)
"""Every kind. A test holds this against the fields of `Journal`."""

KIND: Mapping[str, Kind] = {kind.name: kind for kind in KINDS}
"""Name in the journal → kind."""
FEEDS: Mapping[str, Kind] = {name: kind for kind in KINDS for name in kind.feeds}
"""Kind of weekly requirement, but for `any-of` → the kind of record that is counted."""
BY_RECORD: Mapping[type[Record], Kind] = {kind.record: kind for kind in KINDS}
"""Declaration → kind."""


def held_as(*ways: Held) -> tuple[Kind, ...]:
    """The kinds whose files are held in one of these ways, in order."""
    return tuple(kind for kind in KINDS if kind.held in ways)


def records_in(journal: Any, *kinds: Kind) -> list[tuple[Kind, Record]]:
    """Every record of these kinds in a journal, each with its kind; of all kinds where none is named."""
    found: list[tuple[Kind, Record]] = []
    for kind in kinds or KINDS:
        held = getattr(journal, kind.name)
        records = held if isinstance(held, tuple) else (held,) if held is not None else ()
        found.extend((kind, record) for record in records)
    return found


Countable = Contact | Post | Contribution | Activity | Coaching
"""Records that can go towards a requirement."""
Owed = Offer | Coaching | Contact | Activity
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
    damaged: tuple[Unreadable, ...] = ()


__all__ = ["Journal", "Unreadable"]
