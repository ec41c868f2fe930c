"""The judges, in the order in which they are asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.judge import (
    attacks,
    axe,
    feeds,
    hosts,
    html_validate,
    json_ld,
    json_resume,
    lighthouse,
    lychee,
    nu,
    pdf_order,
    printed,
    shots,
    sitemap,
    weight,
    words,
)
from tests.judge.stage import Finding, Stage


@dataclass(frozen=True, slots=True)
class Judge:
    """One judge. `quick` ones are asked in CI. It yields each thing that it found, with its place."""

    name: str
    title: str
    ask: Callable[[Stage], Iterator[Finding]]
    quick: bool = False


JUDGES = (
    Judge("nu", "W3C Nu checker", nu.judge, quick=True),
    Judge("html-validate", "html-validate", html_validate.judge, quick=True),
    Judge("axe", "axe in Chromium, and no sideways scroll", axe.judge, quick=True),
    Judge("hosts", "requests, refusals and console", hosts.judge),
    Judge("feeds", "feedparser and atoma", feeds.judge, quick=True),
    Judge("sitemap", "sitemap schema", sitemap.judge, quick=True),
    Judge("lychee", "links, by lychee", lychee.judge, quick=True),
    Judge("json-ld", "JSON-LD, by schema.org's types", json_ld.judge, quick=True),
    Judge("json-resume", "JSON Resume schemas", json_resume.judge, quick=True),
    Judge("pdf-order", "résumé as PDF, by pdftotext", pdf_order.judge, quick=True),
    Judge("weight", "weight of the home page", weight.judge, quick=True),
    Judge("words", "words without JavaScript", words.judge),
    Judge("printed", "printed by Chromium", printed.judge),
    Judge("lighthouse", "Lighthouse", lighthouse.judge),
    Judge("attacks", "attack strings in Chromium", attacks.judge),
    Judge("shots", "pictures for people", shots.judge),
)
