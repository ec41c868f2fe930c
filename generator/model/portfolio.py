"""The settings in portfolio.yaml: the graduate, the search, the coach and the site."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from msgspec import Meta, Struct

from generator.core.text import WrittenDialect
from generator.model.fields import Private, PublicAddress, SiteUrl, Url
from generator.model.origin import Record

EndReason = Literal["hired", "withdrawn", "support-ended"]
ProgressMode = Literal["work", "full", "off"]
Switch = Literal["on", "off"]
Specialization = Literal["ux", "ui"]


class Graduate(Struct, frozen=True, kw_only=True):
    """The graduate."""

    name: Annotated[str, Meta(description="full name")]
    email: Annotated[
        str | None, Private.EMAIL, Meta(description="private, unless site.contact has it too")
    ] = None
    github: Annotated[str | None, Meta(description="GitHub login")] = None
    gitlab: Annotated[str | None, Meta(description="GitLab login; elsewhere than gitlab.com, host/login")] = (
        None
    )
    forgejo: Annotated[str | None, Meta(description="Codeberg login; on another Forgejo, host/login")] = None
    repository: Annotated[str | None, Meta(description="this repository, owner/name")] = None

    def account_of(self, source: str) -> str | None:
        """The login that a source of contributions may have, without its host; None if there is none."""
        named = {"gitlab-events": self.gitlab, "forgejo-events": self.forgejo}.get(source, self.github)
        return named.rpartition("/")[2] if named else None


class Ended(Struct, frozen=True, kw_only=True):
    """When and why the search ended. That day is still in the window."""

    on: Annotated[dt.date, Meta(description="the last day")]
    reason: Annotated[EndReason, Meta(description="hired, withdrawn or support-ended")]


class Search(Struct, frozen=True, kw_only=True):
    """The programme and the dates of the search."""

    programme: Annotated[str, Meta(description="a programme of the commitment")]
    specialization: Annotated[
        Specialization | None, Meta(description="ux or ui; required for ux-ui-design")
    ] = None
    graduated: Annotated[dt.date | None, Meta(description="the day of graduation")] = None
    start: Annotated[dt.date | None, Meta(description="the first day of the search")] = None
    records_since: Annotated[
        dt.date | None, Meta(description="first day with records here; weeks that began before are unknown")
    ] = None
    time_zone: Annotated[str | None, Meta(description="IANA name, such as America/Chicago")] = None
    country: Annotated[str | None, Meta(description="for public holidays: US, or US-IL")] = None
    ended: Annotated[Ended | None, Meta(description="when and why it ended")] = None
    availability: Annotated[str | None, Meta(description="one public line: what, where, from when")] = None


class Coach(Struct, frozen=True, kw_only=True):
    """The career coach."""

    name: Annotated[str | None, Private.OPEN, Meta(description="required with search.start")] = None
    email: Annotated[str | None, Private.EMAIL, Meta(description="private")] = None
    github: Annotated[str | None, Private.OPEN, Meta(description="GitHub login, to decide by an issue")] = (
        None
    )
    public_keys: Annotated[
        tuple[str, ...], Private.OPEN, Meta(description="age recipients for the report")
    ] = ()
    signing_keys: Annotated[tuple[str, ...], Private.OPEN, Meta(description="keys that sign decisions")] = ()
    timestamps: Annotated[
        Url | None, Private.OPEN, Meta(description="a timestamp authority for the seals of closed weeks")
    ] = None


class ResumeSettings(Struct, frozen=True, kw_only=True):
    """How the résumé is shown."""

    show: Annotated[tuple[str, ...], Meta(description="private fields to show: phone, street")] = ()
    paper: Annotated[Literal["a4", "letter"] | None, Meta(description="default by country")] = None
    font: Annotated[str | None, Meta(description="a font file of the PDF: fonts/NotoSansJP.ttf")] = None


class Site(Struct, frozen=True, kw_only=True):
    """The public portfolio's settings."""

    url: Annotated[SiteUrl | None, Meta(description="its public address")] = None
    title: Annotated[str | None, Meta(description="default: the graduate's name")] = None
    description: Annotated[str | None, Meta(description="one sentence, for home page and search engines")] = (
        None
    )
    language: Annotated[str, Meta(description="BCP 47")] = "en"
    markdown: Annotated[
        WrittenDialect, Meta(description="how texts are written: github, python-markdown")
    ] = "github"
    theme: Annotated[str | None, Meta(description="a shipped theme or a folder below themes/")] = None
    tokens: Annotated[Mapping[str, str], Meta(description="the theme's tokens")] = {}
    nav: Annotated[tuple[str, ...], Meta(description="the order of sections")] = ()
    contact: Annotated[PublicAddress | None, Meta(description="how visitors can write to you")] = None
    progress: Annotated[ProgressMode, Meta(description="what the weeks show")] = "work"
    portrait: Annotated[str | None, Meta(description="your picture, below content/images/")] = None
    cards: Annotated[Switch, Meta(description="pictures for links to your pages")] = "on"
    search: Annotated[Switch, Meta(description="the search page")] = "on"
    resume: ResumeSettings = ResumeSettings()
    mentions: Annotated[
        tuple[str, ...], Meta(description="private names and phrases that every page may show")
    ] = ()
    listed: Annotated[bool, Meta(description="may be listed in a school's public directory")] = False


class Limits(Struct, frozen=True, kw_only=True):
    """Size limits in kilobytes."""

    post_kb: Annotated[int, Meta(description="the largest Markdown file")] = 1024
    notebook_kb: Annotated[int, Meta(description="the largest notebook, with its pictures")] = 16 * 1024
    yaml_kb: Annotated[int, Meta(description="the largest YAML file")] = 1024
    file_kb: Annotated[int, Meta(description="the largest file below content/files/")] = 25 * 1024


class Portfolio(Record, frozen=True, kw_only=True):
    """The whole of portfolio.yaml. Keys of `origin.fields` are dotted: `search.start`."""

    graduate: Graduate
    search: Search
    coach: Coach = Coach()
    commitment: Annotated[str, Meta(description="a shipped one, or a path to a file")] = "flatiron"
    site: Site = Site()
    limits: Limits = Limits()


def zone_from_name(name: str | None) -> dt.tzinfo | None:
    """Look up an IANA time zone; None if there is no such zone."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


def zone_of(search: Search) -> dt.tzinfo:
    """The graduate's time zone; UTC if it is missing or unknown."""
    return zone_from_name(search.time_zone) or dt.UTC
