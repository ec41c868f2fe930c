"""Collect the secrets of a journal: this file decides what counts as private."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from generator.core.diagnostics import Location
from generator.core.text import fold
from generator.guard.extract_text import extract_text
from generator.guard.index import RUN
from generator.guard.normalize import words
from generator.guard.patterns import SETTINGS, Guarded, Secret, phone_core
from generator.model.contact import Contact
from generator.model.fields import Private
from generator.model.individuals import bare_name, is_nobodys_email, is_nobodys_phone, is_nobodys_profile
from generator.model.kinds import Journal, kinds_stored_as, records_in
from generator.model.letter import Letter
from generator.model.origin import Record
from generator.model.private import MarkedTexts, marked_texts, record_fields

__all__ = ["Guarded", "collect"]

_PRIVATE = "private/"


def collect(
    journal: Journal,
    private_paths: Iterable[str],
    unread: Iterable[bytes] = (),
    comments: Iterable[str] = (),
    shown: str = "",
) -> Guarded:
    """All secrets. `private_paths` are the private files, `unread` the content of those without records.

    `comments` are those in public texts, whose pages show `shown`.

    A field's declaration says how its text is guarded; in private records, text without a declaration is
    guarded as a passage. Not guarded: the names of the graduate and the coach, and what the résumé and the
    settings publish.
    """
    published = _Published(journal)
    origins = {Secret("path", (_below_private(path),)): Location(path) for path in private_paths}
    employers: dict[Secret, str] = {}
    for kind, record in records_in(journal):
        for held in marked_texts(record, Private.PASSAGE if kind.is_private else None):
            for secret in (*_person_secrets(held, published), *_other_secrets(held, published)):
                where = _line(record, secret)
                employer = _joined(held, Private.EMPLOYER)
                if secret.kind == "name" and employer and not published.is_name(bare_name(secret.parts[0])):
                    employers[secret] = employer
                origins[secret] = min(where, origins.get(secret, where), key=_position)
        if isinstance(record, Letter):
            origins |= {secret: record.origin.location_of("body") for secret in _letter_secrets(record)}
        if isinstance(record, Contact) and len(words(fold(record.summary or ""))) in _SHORT_SUMMARY:
            origins.setdefault(
                Secret("summary", (record.summary or "",)), record.origin.location_of("summary")
            )
    secrets = set(origins)
    for data in unread:
        for text in extract_text(data).texts:
            secrets.update(_text_secrets(text, published))
    secrets.update(_comment_secrets(comments, shown))
    return Guarded(tuple(sorted(secrets)), _allowed(journal), origins, employers)


def _line(record: Record, secret: Secret) -> Location:
    """The line of a record that has the secret."""
    for field in record_fields(type(record)):
        if getattr(record, field.name) == secret.parts[0]:
            return record.origin.location_of(field.name)
    return record.origin.location


def _position(location: Location) -> tuple[str, int]:
    return location.path, location.line or 0


def _letter_secrets(letter: Letter) -> Iterator[Secret]:
    """The passages of a letter's text that name the employer, each as long as a leak has to be to do so.

    All else in it is the graduate about themselves, and most of that is public in the same words.
    """
    names = {letter.employer.strip(), letter.employer.split()[0]} if letter.employer.strip() else ()
    for name in sorted(names):
        if len(name) < _SHORTEST:
            continue
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)"
        for match in re.finditer(pattern, letter.body, re.IGNORECASE):
            before, after = (
                [part for part in text.split() if any(map(str.isalnum, part))]
                for text in (letter.body[: match.start()], letter.body[match.end() :])
            )
            yield Secret("passage", (" ".join((*before[1 - RUN :], match[0], *after[: RUN - 1])),))


_SHORT_SUMMARY = range(5, RUN)  # words: shorter ones are what anybody says
_SENTENCE = re.compile(r"[\n.!?;]+")
_SHORTEST, _LONGEST = 4, 12  # words of a sentence in a comment that are guarded


def _comment_secrets(comments: Iterable[str], shown: str) -> Iterator[Secret]:
    """The sentences of comments, without those that a text has in public as well."""
    public = _run(shown)
    for comment in comments:
        for sentence in _SENTENCE.split(comment):
            run = _run(" ".join(sentence.split()[:_LONGEST]))
            if len(run.split()) >= _SHORTEST and run not in public:
                yield Secret("comment", (run.strip(),))


_KEYED = r"""(?im)(?:^|[\s{,-])["']?%s["']?\s*[:=]\s*["']?([^"'\n,}#]+)"""
_FIRST_NAME, _LAST_NAME = (re.compile(_KEYED % f"{one}[_ -]?name") for one in ("first", "last"))
_PHONE = re.compile(_KEYED % "(?:phone|mobile|tel)" + r"|(?<!\w)((?:\+|00)\d[\d\s().\-/]{5,30}\d)")
_EMAIL = re.compile(r"(?<![\w.+%-])[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_NEAR = 2000  # characters in which the last name may come before the first


def _text_secrets(text: str, published: _Published) -> Iterator[Secret]:
    """The secrets of a private text that has no readable records: its words, addresses, numbers and names."""
    yield Secret("passage", (text,))
    for email in _EMAIL.findall(text):
        if fold(email) != published.email:
            yield Secret("email", (email,))
    for phone in (keyed or bare for keyed, bare in _PHONE.findall(text)):
        if not published.is_phone(phone):
            yield Secret("phone", (phone.strip(),))
    firsts = list(_FIRST_NAME.finditer(text))
    ends = [*(match.start() for match in firsts[1:]), len(text)]
    for match, end in zip(firsts, ends, strict=False):
        # The last name may stand before the first, in the same record.
        last = _LAST_NAME.search(text, match.end(), end) or _last_before(text, match.start())
        if last is not None and not published.is_name(match[1].strip(), last[1].strip()):
            first_name, last_name = match[1].strip(), last[1].strip()
            yield Secret("name", (first_name, last_name), _key(first_name, last_name))


def _last_before(text: str, at: int) -> re.Match[str] | None:
    return next(reversed(list(_LAST_NAME.finditer(text, max(0, at - _NEAR), at))), None)


class _Published:
    """What the graduate publishes about themselves, and the names of graduate and coach."""

    def __init__(self, journal: Journal) -> None:
        site, resume = journal.portfolio.site, journal.resume
        basics = resume.basics if resume else None
        fields = {field.casefold() for field in site.resume.show}
        self.shows_phone = "phone" in fields
        self.shows_street = bool(fields & {"street", "address"})
        self.email = fold((site.contact or "").removeprefix("mailto:").split("?")[0])
        self._phone = phone_core(basics.phone or "") if basics and self.shows_phone else ""
        profiles = [profile.url or "" for profile in basics.profiles] if basics else []
        self._profiles = {_bare(url) for url in (*profiles, (basics and basics.url) or "", site.url or "")}
        people = (journal.portfolio.graduate.name, journal.portfolio.coach.name or "")
        self._names = [_run(name) for name in people]
        employers = (contact.employer or "" for contact in journal.contacts)
        self.employers = {word.decode() for name in employers for word in words(fold(name))}

    def is_name(self, *parts: str) -> bool:
        """Whether the parts are in the name of the graduate or the coach, in either order."""
        orders = (_run(" ".join(parts)), _run(" ".join(reversed(parts))))
        return any(order in name for name in self._names for order in orders)

    def is_phone(self, phone: str) -> bool:
        """Whether it is the number in the résumé, with or without its country."""
        return phone_core(phone) == self._phone

    def is_profile(self, profile: str) -> bool:
        """Whether it is one of the graduate's own addresses."""
        return _bare(profile) in self._profiles


def _person_secrets(held: MarkedTexts, published: _Published) -> Iterator[Secret]:
    """The name and the profiles in one group of keys."""
    first, last = _joined(held, Private.FIRST_NAME).strip(), _joined(held, Private.LAST_NAME).strip()
    name, person, employer = f"{first} {last}".strip(), _key(first, last), _joined(held, Private.EMPLOYER)
    if first and last:
        if not published.is_name(first, last):
            yield Secret("name", (first, last), person)
    elif name and employer and not published.is_name(name):
        yield Secret("single-name", (name, employer), person)
    for profile in held.get(Private.PROFILE, ()):
        if _is_address(profile) and not is_nobodys_profile(profile) and not published.is_profile(profile):
            yield Secret("profile", (profile.strip(),), person)


def _other_secrets(held: MarkedTexts, published: _Published) -> Iterator[Secret]:
    """All other secrets in one group of keys."""
    passages = (*held.get(Private.PASSAGE, ()), *held.get(Private.PERSON, ()))
    yield from (Secret("passage", (text,)) for text in passages if text.strip())
    for text in held.get(Private.PERSON, ()):
        yield from _named(text, published)
    yield from (Secret("path", (_below_private(path),)) for path in held.get(Private.PATH, ()) if path)
    for email in held.get(Private.EMAIL, ()):
        if email.strip() and not is_nobodys_email(email) and fold(email.strip()) != published.email:
            yield Secret("email", (email.strip(),))
    for phone in held.get(Private.PHONE, ()):
        if phone.strip() and not is_nobodys_phone(phone) and not published.is_phone(phone):
            yield Secret("phone", (phone.strip(),))
    if published.shows_street:
        return
    for street in held.get(Private.STREET, ()):
        if len(words(fold(street))) > 1:
            yield Secret("street", (street,))
    code, city = _joined(held, Private.POSTAL_CODE), _joined(held, Private.CITY)
    if code and city:
        yield Secret("postal-code", (code, city))


# What ends a name in a text that says who somebody is, and what is in the names of organizations.
_NO_NAME = re.compile(r"[^\w\s.'’-]|(?<!\w)(?:at|from|of|and|with|my|the|who)(?!\w)")
_CAPITAL_WORDS = re.compile(r"[^\W\d_][\w.'’-]*(?: +[^\W\d_][\w.'’-]*)+")
_IN_ORGANIZATIONS = (
    "academy agency alumni bootcamp capital center centre city club code college community conference "
    "consulting day days department digital fair foundation group hackathon hub institute job jobs lab "
    "labs library linkedin media meetup network partners school services slack society software "
    "solutions studio studios summit systems team tech technologies university women"
)
_ORGANIZATIONS = frozenset(_IN_ORGANIZATIONS.split())


def _named(text: str, published: _Published) -> Iterator[Secret]:
    """The names of people in a text that says who somebody is: words with capitals, of no organization."""
    for match in _CAPITAL_WORDS.finditer(_NO_NAME.sub("\n", text)):
        parts = [word for word in match[0].split() if not word[0].islower()]
        folded = {word.decode() for part in parts for word in words(fold(part))}
        is_person = 2 <= len(parts) <= 4 and not folded & (_ORGANIZATIONS | published.employers)
        if is_person and not published.is_name(parts[0], parts[-1]):
            first, last = " ".join(parts[:-1]), parts[-1].rstrip(".")
            yield Secret("name", (first, last), _key(first, last))


def _joined(held: MarkedTexts, mark: Private) -> str:
    return " ".join(held.get(mark, ()))


def _below_private(path: str) -> str:
    """The path from `private/` on: that part gives it away."""
    before, separator, after = path.replace("\\", "/").partition(_PRIVATE)
    return _PRIVATE + after if separator else before


def _allowed(journal: Journal) -> dict[str, frozenset[str]]:
    """What each post, project and page, the résumé and the settings mention: people and phrases.

    A person is mentioned by `person` or by full name in either order.
    """
    by_name: dict[str, set[str]] = {}
    for contact in journal.contacts:
        first, last = contact.first_name or "", contact.last_name or ""
        bare = bare_name(first), bare_name(last)
        names = (f"{one} {other}" for one, other in ((first, last), (last, first), bare, bare[::-1]))
        for name in (contact.person, *names):
            if name and name.strip():
                by_name.setdefault(_compact(name), set()).add(_key(first, last))
    mentions = {
        document.origin.path: getattr(document, "mentions", ())
        for _, document in records_in(journal, *kinds_stored_as("documents"))
    }
    if journal.resume is not None:
        mentions[journal.resume.origin.path] = journal.resume.mentions
    mentions[SETTINGS] = journal.portfolio.site.mentions
    return {
        path: frozenset(
            allowed
            for name in names
            for spelling in (name, bare_name(name))
            for allowed in (*by_name.get(_compact(spelling), ()), _run(spelling))
            if allowed.strip()
        )
        for path, names in mentions.items()
        if names
    }


def _key(first: str, last: str) -> str:
    return _compact(f"{first} {last}")


def _compact(text: str) -> str:
    return b"".join(words(fold(text))).decode()


def _run(text: str) -> str:
    """The words of a text with spaces around them, for searching whole words."""
    return " ".join(["", *(word.decode() for word in words(fold(text))), ""])


def _is_address(profile: str) -> bool:
    return profile.strip().startswith("@") or ("." in profile and not profile.strip().count(" "))


def _bare(url: str) -> str:
    return re.sub(r"^[a-z]+://(?:www\.)?", "", fold(url.strip())).rstrip("/")
