"""feedparser and atoma: feeds that two readers of others' take without a complaint."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from tests.judge.stage import Finding, Stage


def judge(stage: Stage) -> Iterator[Finding]:
    """Complaints, entries that a reader does not see, and links that are not whole."""
    for site in stage.sites:
        if (site.folder / "atom.xml").is_file():
            yield from ((f"{site.label}: atom.xml", said) for said in _atom(site.folder / "atom.xml"))
        if (site.folder / "feed.json").is_file():
            yield from ((f"{site.label}: feed.json", said) for said in _json(site.folder / "feed.json"))


def _atom(file: Path) -> Iterator[str]:
    import atoma
    import feedparser

    data = file.read_bytes()
    loose, strict = feedparser.parse(data), atoma.parse_atom_bytes(data)
    if loose.bozo:
        yield f"feedparser: {loose.bozo_exception}"
    if len(loose.entries) != len(strict.entries) or not loose.entries:
        yield f"feedparser sees {len(loose.entries)} entries, atoma {len(strict.entries)}"
    for entry in strict.entries:
        if not all(link.href.startswith(("https://", "http://")) for link in entry.links):
            yield f"{entry.id_}: a link that is not whole"


def _json(file: Path) -> Iterator[str]:
    import atoma

    feed = atoma.parse_json_feed_bytes(file.read_bytes())
    raw = json.loads(file.read_bytes())
    if len(feed.items) != len(raw["items"]) or not feed.items:
        yield f"atoma sees {len(feed.items)} items of {len(raw['items'])}"
    for item in feed.items:
        if not (item.url or "").startswith(("https://", "http://")):
            yield f"{item.id_}: an address that is not whole"
