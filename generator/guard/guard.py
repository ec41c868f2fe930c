"""The leak guard: no public file says what the private records say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.core.diagnostics import Diagnostic, Location, diagnostic, in_order
from generator.core.progress import Progress, no_progress, with_progress
from generator.core.text import fold
from generator.guard.clean_files import innocent
from generator.guard.containers import inside
from generator.guard.encodings import forms
from generator.guard.findings import tell
from generator.guard.folding import BREAK, decode
from generator.guard.index import Hit, Index
from generator.guard.patterns import Guarded
from generator.site.files import SITE, RenderedFile, RenderedSite


@dataclass(slots=True)
class _Scan:
    """What has been read so far of the files that are not known to be clean.

    `tags` are those of each file, `guilty` those that tell something.
    The same tag stands in many pages, so each is looked at once, with all others new to its file.
    """

    index: Index
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    tags: dict[str, dict[str, None]] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict)
    guilty: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


def leaks(
    site: RenderedSite,
    guarded: Guarded,
    sources: Mapping[str, str],
    cache: Path | None = None,
    progress: Progress = no_progress,
) -> tuple[Diagnostic, ...]:
    """One error for each secret and each place where it stands, however many files show it.

    `sources` maps the paths of content files to their texts: where the secret stands in one of
    those that a file shows, the finding points there, else at the output file itself. People whom
    a content file mentions on purpose may be named in every file that shows it. `cache` keeps which
    files were clean.
    """
    clean = innocent(guarded.secrets, cache)
    new = sorted((path, file.data) for path, file in site.files.items() if not clean.has(path, file.data))
    scan = _Scan(Index(guarded.secrets if new else ()))
    for path, data in with_progress(new, "Looking for private text", progress):
        _read(path, data, scan)
    for path, tags in scan.tags.items():
        scan.hits[path] += [hit for tag, hits in scan.guilty.items() if tag in tags for hit in hits]
    clean.keep((path, data) for path, data in new if not scan.hits[path] and path not in scan.unread)
    found: dict[Hit, list[str]] = {}
    for path, hits in scan.hits.items():
        for hit in dict.fromkeys(hits):
            if not _is_allowed(hit, site.files[path], guarded):
                found.setdefault(hit, []).append(path)
    return in_order([*tell(found, site, sources), *map(_unread, scan.unread)])


def _read(path: str, data: bytes, scan: _Scan) -> None:
    tags: dict[str, None] = {}
    content = inside(data)
    if not content.is_whole:
        scan.unread.append(path)
    texts = [form for text in (path, *content.texts) for form in forms(text, tags)]
    scan.hits[path] = list(scan.index.search(fold(BREAK.join(texts))))
    scan.tags[path] = tags
    new = [tag for tag in tags if tag not in scan.seen]
    scan.seen.update(dict.fromkeys(new))
    if new and scan.index.search(_fold_tags(new)):
        scan.guilty |= {tag: hits for tag in new if (hits := scan.index.search(_fold_tags((tag,))))}


def _fold_tags(tags: Iterable[str]) -> str:
    """The insides of tags as one folded text; markup that is escaped in an attribute is read as well."""
    found: list[str] = []
    inner: dict[str, None] = {}
    for tag in tags:
        found.append(tag)
        if "&" in tag or "%" in tag or "\\" in tag:
            plain = decode(tag)
            found += [plain, *(forms(plain, inner) if "<" in plain else ())]
    return fold(BREAK.join((*found, *inner)))


def _is_allowed(hit: Hit, file: RenderedFile, guarded: Guarded) -> bool:
    person = hit.secret.person
    return bool(person) and any(person in guarded.allowed.get(source, ()) for source in file.sources)


def _unread(path: str) -> Diagnostic:
    return diagnostic("private-text-in-public-output.unread", Location(SITE + path), personal=True)
