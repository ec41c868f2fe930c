"""The public directory: of who asked to be listed, what their own site shows; of all others nothing.

This file sees both sides. What it hands to `generator.directory` are public views alone. The guard then
searches all that comes back for the private texts of the whole cohort, listed or not.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import DecodeError, Struct, ValidationError, json
from msgspec.structs import replace

from generator.cohort.clones import update
from generator.cohort.gather import Job, Seen, gather_all, seen_of
from generator.cohort.judge import terms_file, tried
from generator.cohort.members import Directory
from generator.core import fileops
from generator.core.diagnostics import Diagnostic, Severity
from generator.core.errors import MachineError, UserError
from generator.core.resources import shipped_themes
from generator.core.stamps import take_doubts
from generator.core.text import fold
from generator.core.version import GENERATOR
from generator.directory.entry import Entry, entry_of
from generator.directory.site import Newcomer, render_directory
from generator.environment.git import GitError
from generator.guard.encodings import decoded_forms
from generator.guard.guard import leaks
from generator.guard.index import Hit, Index
from generator.guard.normalize import BREAK, words
from generator.guard.patterns import SETTINGS, Guarded, Secret
from generator.public.view import SiteView
from generator.publish.links import broken_links
from generator.publish.paths import unsafe_names
from generator.site.files import Kept, RenderedFile, RenderedSite
from generator.site.theme import ThemeFolders
from generator.site.urls import base_path

if TYPE_CHECKING:
    from generator.pipeline.types import JudgeResult, Request


class Listing(Struct, frozen=True, kw_only=True):
    """What the directory needs to know of a graduate.

    `entry` is None for who is not listed or has a `problem`. `secrets` are what nobody may read there.
    `since` and `works_since` are the days since which the person and each piece of work are in the directory.
    `pictures` has the digest and the size of each file. `is_reached` is whether the repository answered.
    """

    slug: str
    label: str
    problem: str = ""
    is_reached: bool = True
    entry: Entry | None = None
    secrets: tuple[Secret, ...] = ()
    since: dt.date | None = None
    works_since: Mapping[str, dt.date] = {}
    pictures: Mapping[str, tuple[str, int]] = {}

    @property
    def name(self) -> str:
        """The name, as far as it is known."""
        return self.entry.name if self.entry else self.label


class _KeptListing(Struct, frozen=True):
    """What the board's folder keeps of a graduate for the directory, as `gather` does for the board."""

    listing: Listing
    seen: Seen | None = None
    named: str = ""


class Made(Struct, frozen=True, kw_only=True):
    """The directory, not checked yet: its files, what was found in them, and who is in it and who is not."""

    site: RenderedSite
    findings: tuple[Diagnostic, ...]
    listed: tuple[Listing, ...]
    left_out: tuple[Listing, ...]


def listings(jobs: Iterable[Job], workers: int) -> Iterator[Listing]:
    """What there is to know of each graduate, in no order. One that fails never stops the others."""
    yield from gather_all(tuple(jobs), workers, _look, _failed)


def _look(job: Job) -> Listing:
    if job.kind == "report":  # it has no public view
        return Listing(slug=job.slug, label=job.label)
    try:
        return tried(partial(_looked, job), partial(_failed, job))
    finally:
        fileops.unconfine(_root(job))


def _root(job: Job) -> Path:
    return Path(job.clone if job.kind == "git" else job.source)


def _failed(job: Job, problem: str) -> Listing:
    """A graduate who cannot be looked at: what was private is private still, and nothing is shown."""
    before = _read_kept(job)
    listing = before.listing if before else Listing(slug=job.slug, label=job.label)
    listing = replace(listing, slug=job.slug, label=listing.name, problem=problem, entry=None, pictures={})
    _keep(job, _KeptListing(listing), {})
    return listing


def _looked(job: Job) -> Listing:
    try:
        if job.kind == "git":
            update(job.source, Path(job.clone))
    except GitError as error:
        return replace(_failed(job, f"git: {error}"), is_reached=False)
    root = _root(job)
    if not (root / "portfolio.yaml").is_file():
        raise UserError("there is no portfolio.yaml in it")
    before = _read_kept(job)
    named = before.named if before else ""
    known = before.seen if before and _has_pictures(job, before.listing) else None
    if before and known and seen_of(job, root, named, known.files.since, _OTHERS) == known:
        return replace(before.listing, slug=job.slug)
    seen = seen_of(job, root, named, others=_OTHERS)
    take_doubts()
    listing, pictures, terms = _found(job, root, before.listing if before else None)
    if take_doubts() or seen is None:
        seen = None
    elif terms != named:  # its own terms belong to what it was judged by
        anew = seen_of(job, root, terms, others=_OTHERS)
        seen = anew if seen_of(job, root, named, seen.files.since, _OTHERS) == seen else None
    _keep(job, _KeptListing(listing, seen, terms), pictures)
    return listing


_OTHERS = ("content", "portfolio.yaml", "themes")
"""What a site is made from besides what a verdict is."""


def _found(job: Job, root: Path, before: Listing | None) -> tuple[Listing, Mapping[str, RenderedFile], str]:
    """What there is to know, the pictures, and the school's own terms as the settings name them."""
    from generator.pipeline import run
    from generator.pipeline.render import guarded_texts
    from generator.pipeline.types import Request

    request = Request(root, job.clock, cache=Path(job.cache) if job.cache else None, with_pages=True)
    judged = run.judge(request)
    if judged.journal is None:
        raise UserError(f"its settings cannot be read: {_first(judged.diagnostics)}")
    settings = judged.journal.portfolio
    terms = terms_file(settings.commitment)
    listing = Listing(slug=job.slug, label=settings.graduate.name)
    if not settings.site.listed:
        return replace(listing, secrets=guarded_texts(judged, request).secrets), {}, terms
    listing, pictures = _listed(listing, before, judged, request)
    return listing, pictures, terms


def _listed(
    listing: Listing, before: Listing | None, judged: JudgeResult, request: Request
) -> tuple[Listing, Mapping[str, RenderedFile]]:
    """Who asked to be listed, with their pictures; or why they cannot be."""
    from generator.pipeline.render import guarded_texts, render_listed

    rendered = render_listed(judged, request)
    if rendered is None:
        secrets = guarded_texts(judged, request).secrets
        return _left_out(listing, before, secrets, f"nothing can be judged: {_first(judged.diagnostics)}"), {}
    view, site, guarded, errors = rendered
    leave_out = partial(_left_out, listing, before, guarded.secrets)
    if errors:
        return leave_out(f"their own site would not be published: {_first(errors)}"), {}
    entry = entry_of(view, site)
    if entry is None:
        return leave_out("their site does not show their name" if view.url else "site.url is missing"), {}
    leaked = leaks(RenderedSite({_LISTED: RenderedFile(json.encode(entry), _sources(view))}), guarded, {})
    if leaked:
        return leave_out(f"private text would be published: {_first(leaked)}"), {}
    today, _ = request.clock(dt.UTC)
    known = before if before and before.since else None
    pictures = {address: site.files[address] for address in entry.pictures}
    listing = replace(
        listing,
        entry=entry,
        secrets=guarded.secrets,
        since=known.since if known else today,
        works_since={work.url: today for work in entry.works} | dict(known.works_since if known else {}),
        pictures={address: (file.digest, file.size) for address, file in pictures.items()},
    )
    return listing, pictures


_LISTED = "listed.json"


def _left_out(listing: Listing, before: Listing | None, secrets: tuple[Secret, ...], problem: str) -> Listing:
    """Who asked to be listed and cannot be. When they can be again, they are no newcomer."""
    listing = replace(listing, problem=problem, secrets=secrets)
    return replace(listing, since=before.since, works_since=before.works_since) if before else listing


def _first(findings: Iterable[Diagnostic]) -> str:
    for finding in findings:
        if finding.severity is Severity.ERROR:
            line = f":{finding.location.line}" if finding.location.line else ""
            return f"{finding.message} ({finding.location.path}{line})"
    return "the terms cannot be read"


def _sources(view: SiteView) -> tuple[str, ...]:
    """The content files whose `mentions` hold for what is shown of a person."""
    resume = (view.resume.path,) if view.resume else ()
    projects, posts = (text.path for text in view.projects), (text.path for text in view.posts)
    return (*projects, *posts, *resume)


def refuse_unreached(found: Sequence[Listing], jobs: Mapping[str, Job]) -> None:
    """Raise `UserError` if no repository could be fetched: nobody would be listed any more."""
    fetched = [one for one in found if jobs[one.slug].kind == "git"]
    if fetched and not any(one.is_reached for one in fetched):
        raise UserError(
            "None of the repositories could be fetched, so the directory stays as it was.",
            hint=f"Is there a network? {fetched[0].problem}",
        )


def make_directory(
    settings: Directory,
    found: Iterable[Listing],
    jobs: Mapping[str, Job],
    base: Path,
    as_of: dt.date,
    cache: Path | None,
) -> Made:
    """The directory of those who are listed. `base` is the folder of cohort.yaml."""
    everybody = sorted(found, key=lambda one: int(one.slug.rpartition("-")[2]))
    listed, left_out = _once(everybody)
    people = [
        Newcomer(one.entry, one.since, one.works_since, _pictures(jobs[one.slug], one))
        for one in listed
        if one.entry and one.since
    ]
    themes = ThemeFolders(shipped_themes(), base / "themes")
    site, token_findings = render_directory(_view(settings, as_of), people, themes, cache)
    guarded = _guarded(everybody, listed, settings)
    findings = (
        *token_findings,
        *leaks(site, guarded, {}, cache),
        *broken_links(site, base_path(settings.url)),
        *unsafe_names(site),
    )
    return Made(site=site, findings=findings, listed=tuple(listed), left_out=tuple(left_out))


def _once(everybody: Iterable[Listing]) -> tuple[list[Listing], list[Listing]]:
    """Those who are listed, each address once, and those who are left out."""
    listed: dict[str, Listing] = {}
    left_out = []
    for one in everybody:
        if one.entry and one.entry.url.casefold() in listed:
            twice = f"{listed[one.entry.url.casefold()].name} has the same address, {one.entry.url}"
            left_out.append(replace(one, problem=twice))
        elif one.entry:
            listed[one.entry.url.casefold()] = one
        elif one.problem:
            left_out.append(one)
    return list(listed.values()), left_out


def _view(settings: Directory, as_of: dt.date) -> SiteView:
    return SiteView(
        name=settings.title,
        title=settings.title,
        description=settings.description,
        language="en",
        url=settings.url.rstrip("/") if settings.url else None,
        github=None,
        contact=settings.contact,
        availability=None,
        label=None,
        programme="",
        theme=settings.theme,
        tokens=tuple(sorted(settings.tokens.items())),
        nav=(),
        as_of=as_of,
        generator=GENERATOR,
        posts=(),
        projects=(),
        pages=(),
        resume=None,
        progress=None,
        cards=False,
        search=False,
    )


def _guarded(everybody: Iterable[Listing], listed: Iterable[Listing], settings: Directory) -> Guarded:
    """What is private to anybody, without what a listed person says of themselves in public.

    One graduate's contact may be another one, who is listed and has that name. What somebody's own guard
    keeps private was searched for in their own entry.
    """
    secrets = dict.fromkeys(secret for one in everybody for secret in one.secrets)
    said = _said(listed, secrets)
    phrases = {_run(b" ".join(hit.words).decode()) for hit in said if hit.words}
    for hit in said:
        if not hit.words:
            secrets.pop(hit.secret, None)
    contact = (settings.contact or "").removeprefix("mailto:").partition("?")[0]
    phrases |= {_run(text) for text in (*settings.mentions, contact)}
    allowed = frozenset(phrase for phrase in phrases if phrase.strip())
    return Guarded(tuple(sorted(secrets)), {SETTINGS: allowed})


def _said(listed: Iterable[Listing], secrets: Iterable[Secret]) -> list[Hit]:
    index = Index(secrets)
    texts = [json.encode(one.entry).decode() for one in listed]
    return [hit for text in texts for hit in index.search(fold(BREAK.join(decoded_forms(text, {}))))]


def _run(text: str) -> str:
    return " ".join(["", *(word.decode() for word in words(fold(text))), ""])


def _pictures(job: Job, listing: Listing) -> Mapping[str, RenderedFile]:
    return {
        address: RenderedFile(Kept(digest, size, partial(_picture, job.pictures / digest)))
        for address, (digest, size) in listing.pictures.items()
    }


def _picture(path: Path) -> bytes:
    data = fileops.read_own(path)
    if data is None:
        raise MachineError(f"{path} was removed while the directory was made.", hint="Make it again.")
    return data


def _has_pictures(job: Job, listing: Listing) -> bool:
    files = ((job.pictures / digest, size) for digest, size in listing.pictures.values())
    return all(path.is_file() and path.stat().st_size == size for path, size in files)


def _keep(job: Job, kept: _KeptListing, pictures: Mapping[str, RenderedFile]) -> None:
    """Keep what was found, and the pictures that are shown; no others."""
    wanted = {file.digest: file for file in pictures.values()}
    if job.pictures.is_dir():
        for path in job.pictures.iterdir():
            if path.name not in wanted:
                fileops.remove_file(path)
    if wanted:
        fileops.private_folder(job.pictures)
    for digest, file in wanted.items():
        if not (job.pictures / digest).is_file():
            fileops.write_atomic(job.pictures / digest, file.data, mode=0o600)
    with suppress(OSError):  # then it is looked at again the next time
        fileops.write_atomic(job.listing, json.encode(kept), mode=0o600)


def _read_kept(job: Job) -> _KeptListing | None:
    try:
        return json.decode(job.listing.read_bytes(), type=_KeptListing)
    except (OSError, DecodeError, ValidationError):
        return None
