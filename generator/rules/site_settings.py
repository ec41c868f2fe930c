"""Settings without which the portfolio is of less use than it could be."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.diagnostics import Diagnostic, Severity
from generator.model.portfolio import Portfolio
from generator.rules.rule import Rule, finding

URL_MISSING = Rule(name="site-url-missing", severity=Severity.WARNING)
NO_PUBLIC_CONTACT = Rule(name="no-public-contact", severity=Severity.WARNING)


def site_settings(portfolio: Portfolio) -> Iterator[Diagnostic]:
    """Findings on what is not set below `site`."""
    if portfolio.site.url is None:
        yield finding(URL_MISSING, portfolio.origin)
    if portfolio.site.contact is None:
        yield finding(NO_PUBLIC_CONTACT, portfolio.origin)
