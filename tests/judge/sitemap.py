"""The sitemap against the schema of sitemaps.org, as the npm package `sitemap` ships it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.judge.stage import Finding, Stage
from tests.judge.tools import module


def judge(stage: Stage) -> Iterator[Finding]:
    """What does not fit the schema, and addresses of pages that do not exist."""
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(str(module("sitemap/schema/sitemap.xsd"))))
    for site in stage.sites:
        file = site.folder / "sitemap.xml"
        if not file.is_file():
            continue
        tree = etree.parse(str(file))
        if not schema.validate(tree):
            yield from ((f"{site.label}: sitemap.xml:{e.line}", e.message) for e in schema.error_log)
        found = [str(each.text) for each in tree.getroot().iter("{*}loc")]
        home = min(found, key=len)
        for address in found:
            if not (site.folder / address.removeprefix(home) / "index.html").is_file():
                yield f"{site.label}: sitemap.xml: {address}", "is no page"
        stage.note(f"sitemap, {site.label}: {len(found)} addresses")
