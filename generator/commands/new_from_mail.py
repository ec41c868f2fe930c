"""What a mail file says of a contact, for `weekproof new contact --from`."""

from __future__ import annotations

from pathlib import Path

from generator.asking.forms import Answers
from generator.asking.mail import MAX_BYTES, read_mail
from generator.faults import Fault
from generator.model.zone import zone_of
from generator.reading.portfolio import read_portfolio


def answers_of(mail: Path, root: Path) -> Answers:
    """The answers that the mail gives to whoever the repository at `root` is of."""
    portfolio, _ = read_portfolio(root)
    if portfolio is None:
        raise Fault("portfolio.yaml cannot be read.", hint="weekproof check says why.")
    if mail.stat().st_size > MAX_BYTES:
        raise Fault("This file is too large for a mail.", hint="At most 25 MB are read.")
    public = (portfolio.site.contact or "").removeprefix("mailto:")
    own = frozenset(text.casefold() for text in (portfolio.graduate.email, public) if text and "@" in text)
    return read_mail(mail.read_bytes(), own, zone_of(portfolio.search))
