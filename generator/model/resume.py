"""The résumé: JSON Resume 1.0.0, written as YAML."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct, field

from generator.model.fields import PartialDate, Private, Url
from generator.model.origin import Record


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

    name: Annotated[str | None, Private.OPEN] = None
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


class Resume(Record, frozen=True, kw_only=True):
    """The whole résumé."""

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
