"""Settings without which the portfolio is of less use than it could be."""

from __future__ import annotations

from collections.abc import Iterator

from generator.diagnostics import Diagnostic, Severity
from generator.model.portfolio import Portfolio
from generator.rules.finding import finding
from generator.rules.rule import Rule

_HEAD = """\
# file: portfolio.yaml
graduate: {name: Sam Example, github: sam-example}
search: {programme: software-engineering}
"""

URL_MISSING = Rule(
    name="site-url-missing",
    severity=Severity.WARNING,
    title="`site.url` is not set: no feeds, no sitemap, and posts have no public address here.",
    what="Without `site.url` all links are relative and there are no feeds, no sitemap and no canonical "
    "links. A post then needs a `published_url` or `video` to count.",
    why="Feeds, sitemaps and the school's check of a post all need a whole address.",
    hint="Add `url: https://…` below `site` once you know where the site will stand.",
    failing=_HEAD + "site: {contact: mailto:hi@sam.example}\n",
    mended=_HEAD + 'site: {url: "https://sam.example", contact: mailto:hi@sam.example}\n',
)
NO_PUBLIC_CONTACT = Rule(
    name="no-public-contact",
    severity=Severity.WARNING,
    title="`site.contact` is not set: employers have no way to write.",
    what="The portfolio shows no address to write to.",
    why="A portfolio is there to be answered.",
    hint="Add `contact: mailto:…` or an https address below `site`.",
    failing=_HEAD + 'site: {url: "https://sam.example"}\n',
    mended=_HEAD + 'site: {url: "https://sam.example", contact: mailto:hi@sam.example}\n',
)


def site_settings(portfolio: Portfolio) -> Iterator[Diagnostic]:
    """Findings on what is not set below `site`."""
    if portfolio.site.url is None:
        yield finding(URL_MISSING, portfolio.origin)
    if portfolio.site.contact is None:
        yield finding(NO_PUBLIC_CONTACT, portfolio.origin)
