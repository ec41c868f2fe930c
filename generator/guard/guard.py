"""The leak guard: search the public files for private data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec import Struct, field

from generator.core.diagnostics import Diagnostic, Location, diagnostic, sort_diagnostics
from generator.core.progress import Progress, no_progress, with_progress
from generator.core.text import fold
from generator.guard.clean_files import load_clean_files
from generator.guard.encodings import decoded_forms
from generator.guard.extract_text import extract_text
from generator.guard.findings import leak_findings
from generator.guard.index import Hit, Index
from generator.guard.normalize import BREAK, decode
from generator.guard.patterns import Guarded
from generator.site.files import SITE, RenderedSite


class _Scan(Struct):
    """The state of a search through the files that are not known to be clean.

    `hits` and `tags` are by file, `tag_hits` by tag. The same tag is in many pages, so each is searched once,
    together with all others that are new in its file. `partial` are files that could not be read whole.
    """

    index: Index
    hits: dict[str, list[Hit]] = field(default_factory=dict)
    tags: dict[str, dict[str, None]] = field(default_factory=dict)
    seen: dict[str, None] = field(default_factory=dict)
    tag_hits: dict[str, tuple[Hit, ...]] = field(default_factory=dict)
    partial: list[str] = field(default_factory=list)


def leaks(
    site: RenderedSite,
    guarded: Guarded,
    sources: Mapping[str, str],
    cache: Path | None = None,
    progress: Progress = no_progress,
) -> tuple[Diagnostic, ...]:
    """One error for each secret and each location of it, however many files show it.

    `sources` maps the paths of content files to their texts: the location is in the source of the output
    file if the secret is there, else the output file itself. What a content file `mentions` may be
    in every file made from it. `cache` is the folder for the clean files.
    """
    clean = load_clean_files(guarded.secrets, cache)
    new = sorted((path for path, file in site.files.items() if not clean.has(path, file)))
    scan = _Scan(Index(guarded.secrets if new else ()))
    for path in with_progress(new, "Checking for private text", progress):
        _read(path, site.files[path].data, scan)
    for path, tags in scan.tags.items():
        scan.hits[path] += [hit for tag, hits in scan.tag_hits.items() if tag in tags for hit in hits]
    clean.save((path, site.files[path]) for path in new if not scan.hits[path] and path not in scan.partial)
    leaking: dict[Hit, list[str]] = {}
    for path, hits in scan.hits.items():
        for hit in dict.fromkeys(hits):
            if not guarded.allows(hit.secret, hit.words, site.files[path].sources):
                leaking.setdefault(hit, []).append(path)
    return sort_diagnostics(
        [*leak_findings(leaking, site, sources, guarded.origins), *map(_unread, scan.partial)]
    )


def _read(path: str, data: bytes, scan: _Scan) -> None:
    tags: dict[str, None] = {}
    content = extract_text(data)
    if not content.is_whole:
        scan.partial.append(path)
    texts = [form for text in (path, *content.texts) for form in decoded_forms(text, tags)]
    scan.hits[path] = list(scan.index.search(fold(BREAK.join(texts))))
    scan.tags[path] = tags
    new = [tag for tag in tags if tag not in scan.seen]
    scan.seen.update(dict.fromkeys(new))
    if new and scan.index.search(_fold_tags(new)):
        scan.tag_hits |= {tag: hits for tag in new if (hits := scan.index.search(_fold_tags((tag,))))}


def _fold_tags(tags: Iterable[str]) -> str:
    """The contents of tags as one folded text, with the markup that is escaped in attributes."""
    texts: list[str] = []
    inner: dict[str, None] = {}
    for tag in tags:
        texts.append(tag)
        if "&" in tag or "%" in tag or "\\" in tag:
            plain = decode(tag)
            texts += [plain, *(decoded_forms(plain, inner) if "<" in plain else ())]
    return fold(BREAK.join((*texts, *inner)))


def _unread(path: str) -> Diagnostic:
    return diagnostic("private-text-in-public-output.unread", Location(SITE + path), personal=True)
