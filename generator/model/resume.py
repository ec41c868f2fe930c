"""The résumé: JSON Resume 1.0.0, written as YAML."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, Struct, field
from msgspec.structs import replace

from generator.core.text import fold_line
from generator.model.fields import PROSE, PartialDate, Private, Url
from generator.model.origin import Record

SectionName = Literal[
    "work",
    "projects",
    "skills",
    "volunteer",
    "education",
    "certificates",
    "awards",
    "publications",
    "languages",
    "interests",
]
"""The sections that are shown, by their keys, in the usual order."""
SECTIONS: tuple[SectionName, ...] = get_args(SectionName)
NAME_KEYS: Mapping[SectionName, tuple[str, ...]] = {
    "work": ("name", "position"),
    "projects": ("name",),
    "skills": ("name",),
    "volunteer": ("organization", "position"),
    "education": ("institution", "area"),
    "certificates": ("name",),
    "awards": ("title",),
    "publications": ("name",),
    "languages": ("language",),
    "interests": ("name",),
}
"""Section → the fields whose text is the name of an entry; the second one only where the first is empty."""


class Location(Struct, frozen=True, kw_only=True):
    """Where the graduate lives. `address` and `postal_code` are private unless the settings show them."""

    address: Annotated[str | None, Private.STREET] = None
    postal_code: Annotated[str | None, Private.POSTAL_CODE] = field(name="postalCode", default=None)
    city: Annotated[str | None, Private.CITY] = None
    country_code: str | None = field(name="countryCode", default=None)
    region: str | None = None


class Profile(Struct, frozen=True, kw_only=True):
    """A profile elsewhere."""

    network: str | None = None
    username: str | None = None
    url: Url | None = None


class Basics(Struct, frozen=True, kw_only=True):
    """Who the graduate is. `phone` is private unless the settings show it."""

    name: str | None = None
    label: str | None = None
    image: str | None = None
    email: str | None = None
    phone: Annotated[str | None, Private.PHONE] = None
    url: Url | None = None
    summary: str | None = None
    location: Location | None = None
    profiles: tuple[Profile, ...] = ()


class Work(Struct, frozen=True, kw_only=True):
    """A job."""

    name: str | None = None
    location: str | None = None
    description: str | None = None
    position: str | None = None
    url: Url | None = None
    start: PartialDate | None = field(name="startDate", default=None)
    end: PartialDate | None = field(name="endDate", default=None)
    summary: str | None = None
    highlights: tuple[str, ...] = ()


class Volunteer(Struct, frozen=True, kw_only=True):
    """A volunteer post."""

    organization: str | None = None
    position: str | None = None
    url: Url | None = None
    start: PartialDate | None = field(name="startDate", default=None)
    end: PartialDate | None = field(name="endDate", default=None)
    summary: str | None = None
    highlights: tuple[str, ...] = ()


class Education(Struct, frozen=True, kw_only=True):
    """A school."""

    institution: str | None = None
    url: Url | None = None
    area: str | None = None
    study_type: str | None = field(name="studyType", default=None)
    start: PartialDate | None = field(name="startDate", default=None)
    end: PartialDate | None = field(name="endDate", default=None)
    score: str | None = None
    courses: tuple[str, ...] = ()


class Award(Struct, frozen=True, kw_only=True):
    """An award."""

    title: str | None = None
    date: PartialDate | None = None
    awarder: str | None = None
    summary: str | None = None


class Certificate(Struct, frozen=True, kw_only=True):
    """A certificate."""

    name: str | None = None
    date: PartialDate | None = None
    url: Url | None = None
    issuer: str | None = None


class Publication(Struct, frozen=True, kw_only=True):
    """A publication."""

    name: str | None = None
    publisher: str | None = None
    release_date: PartialDate | None = field(name="releaseDate", default=None)
    url: Url | None = None
    summary: str | None = None


class Skill(Struct, frozen=True, kw_only=True):
    """A skill."""

    name: str | None = None
    level: str | None = None
    keywords: tuple[str, ...] = ()


class Language(Struct, frozen=True, kw_only=True):
    """A language that the graduate speaks."""

    language: str | None = None
    fluency: str | None = None


class Interest(Struct, frozen=True, kw_only=True):
    """An interest."""

    name: str | None = None
    keywords: tuple[str, ...] = ()


class Reference(Struct, frozen=True, kw_only=True):
    """A reference. It is another person's data, so never published."""

    name: Annotated[str | None, Private.PERSON] = None
    reference: Annotated[str | None, Private.PASSAGE] = None


class ResumeProject(Struct, frozen=True, kw_only=True):
    """A project in the résumé."""

    name: str | None = None
    description: str | None = None
    highlights: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    start: PartialDate | None = field(name="startDate", default=None)
    end: PartialDate | None = field(name="endDate", default=None)
    url: Url | None = None
    roles: tuple[str, ...] = ()
    entity: str | None = None
    type: str | None = None


class ResumeMeta(Struct, frozen=True, kw_only=True):
    """Metadata of the file."""

    canonical: Url | None = None
    version: str | None = None
    last_modified: str | None = field(name="lastModified", default=None)


_Names = tuple[str, ...] | None


class Variant(Struct, frozen=True, kw_only=True):
    """The résumé as one kind of employer gets it: what it leaves unsaid is as in the whole résumé.

    The key of a section lists the entries that are shown, by name, in this order. Only `public` publishes it.
    """

    label: Annotated[str | None, Meta(description="instead of `basics.label`")] = None
    summary: Annotated[str | None, PROSE, Meta(description="instead of `basics.summary`")] = None
    sections: Annotated[tuple[SectionName, ...], Meta(description="these first, in this order")] = ()
    without: Annotated[tuple[SectionName, ...], Meta(description="sections that are left out")] = ()
    work: Annotated[_Names, Meta(description="only these, by employer")] = None
    projects: Annotated[_Names, Meta(description="only these, by name")] = None
    skills: Annotated[_Names, Meta(description="only these groups of skills, by name")] = None
    volunteer: Annotated[_Names, Meta(description="only these, by organization")] = None
    education: Annotated[_Names, Meta(description="only these, by institution")] = None
    certificates: Annotated[_Names, Meta(description="only these, by name")] = None
    awards: Annotated[_Names, Meta(description="only these, by title")] = None
    publications: Annotated[_Names, Meta(description="only these, by name")] = None
    languages: Annotated[_Names, Meta(description="only these, by name")] = None
    interests: Annotated[_Names, Meta(description="only these, by name")] = None
    show: Annotated[
        tuple[Literal["phone", "street"], ...],
        Meta(description="private fields that a variant has which is not public: phone, street"),
    ] = ()
    public: Annotated[bool, Meta(description="has a page, for everybody")] = False


class Resume(Record, frozen=True, kw_only=True):
    """The whole résumé: the keys of JSON Resume, and below them ours."""

    schema: str | None = field(name="$schema", default=None)
    basics: Basics = Basics()
    work: tuple[Work, ...] = ()
    volunteer: tuple[Volunteer, ...] = ()
    education: tuple[Education, ...] = ()
    awards: tuple[Award, ...] = ()
    certificates: tuple[Certificate, ...] = ()
    publications: tuple[Publication, ...] = ()
    skills: tuple[Skill, ...] = ()
    languages: tuple[Language, ...] = ()
    interests: tuple[Interest, ...] = ()
    references: tuple[Reference, ...] = ()
    projects: tuple[ResumeProject, ...] = ()
    mentions: tuple[str, ...] = ()
    meta: ResumeMeta | None = None
    sections: Annotated[tuple[SectionName, ...], Meta(description="these first, in this order")] = ()
    variants: Annotated[Mapping[str, Variant], Meta(description="by name: the résumé as some get it")] = {}
    default_variant: Annotated[
        str | None, Meta(description="the public variant that is the résumé's page")
    ] = None


def entry_names(resume: Resume, section: SectionName) -> tuple[str, ...]:
    """What the entries of a section are called, as variants name them; each may be empty."""
    return tuple(_name_of(entry, section) for entry in getattr(resume, section))


def _name_of(entry: Struct, section: SectionName) -> str:
    return next((text for key in NAME_KEYS[section] if (text := getattr(entry, key))), "")


def same_name(one: str, other: str) -> bool:
    """Whether two names of entries are one, whatever their capitals and spaces."""
    return fold_line(one) == fold_line(other)


def tailored(resume: Resume, variant: Variant) -> Resume:
    """The résumé of a variant. Entries that a list of it names come in its order, all others as they were."""
    changes: dict[str, Any] = {
        name: _chosen(resume, name, getattr(variant, name))
        for name in SECTIONS
        if getattr(variant, name) is not None
    }
    changes |= dict.fromkeys(variant.without, ())
    said = {"label": variant.label, "summary": variant.summary}
    basics = replace(resume.basics, **{key: text for key, text in said.items() if text is not None})
    return replace(resume, basics=basics, sections=variant.sections or resume.sections, **changes)


def _chosen(resume: Resume, section: SectionName, names: tuple[str, ...]) -> tuple[Any, ...]:
    entries = getattr(resume, section)
    found = [entry for name in names for entry in entries if same_name(_name_of(entry, section), name)]
    return tuple(entry for at, entry in enumerate(found) if entry not in found[:at])


def order_of_sections(resume: Resume) -> tuple[SectionName, ...]:
    """All sections: those that the résumé names first, then the others in the usual order."""
    return tuple(dict.fromkeys((*resume.sections, *SECTIONS)))


def default_variant(resume: Resume) -> Variant | None:
    """The variant that is the résumé's public page; None if that is the whole résumé."""
    variant = resume.variants.get(resume.default_variant or "")
    return variant if variant and variant.public else None


# What is in the titles of jobs that the programmes prepare for, and of jobs next to them.
_TITLES = (
    "analyst analytics backend cloud coder computer cto data database designer design developer devops "
    "engineer engineering frontend fullstack graphics informatics it learning machine ml mobile platform "
    "product programmer qa scientist software sre statistician systems technology tech tester testing ui ux "
    "web webmaster"
)
_OF_THE_FIELD = frozenset(_TITLES.split())
_WORDS = re.compile(r"[a-z]+")


def begins_with_another_field(resume: Resume, language: str) -> bool:
    """Whether it begins with work, no job had a title of the graduate's field, and something else could.

    Only titles in English can be told, and an order that was chosen is never questioned.
    """
    if not resume.work or not (resume.projects or resume.skills):
        return False
    variant = default_variant(resume)
    is_chosen = bool(resume.sections or (variant and (variant.sections or "work" in variant.without)))
    if is_chosen or language.partition("-")[0] != "en":
        return False
    label = set(_WORDS.findall((resume.basics.label or "").casefold()))
    titles = [set(_WORDS.findall((job.position or "").casefold())) for job in resume.work]
    return all(titles) and not any(title & (_OF_THE_FIELD | label) for title in titles)
