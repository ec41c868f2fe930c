"""Small sites, secrets and journals for the leak guard, and encodings of a text."""

from __future__ import annotations

import datetime as dt
import gzip
import html
import json
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Mapping
from urllib.parse import quote, quote_plus

from generator.core.diagnostics import Diagnostic, Location, Severity
from generator.guard.guard import leaks
from generator.guard.patterns import Guarded, Kind, Secret
from generator.model.activity import Activity
from generator.model.application import Application
from generator.model.coaching import Coaching
from generator.model.contact import Contact, NextStep
from generator.model.decision import Decision, Pause
from generator.model.fields import DateOrDateTime, Evidence, PublicAddress, SiteUrl, Url, WeekName
from generator.model.goal import Goal
from generator.model.kinds import Journal
from generator.model.letter import Letter
from generator.model.offer import Negotiation, Offer
from generator.model.origin import Origin
from generator.model.page import Page
from generator.model.portfolio import Coach, Graduate, Portfolio, ResumeSettings, Search, Site
from generator.model.post import Post
from generator.model.project import Project
from generator.model.resume import Basics, Profile, Reference, Resume
from generator.model.resume import Location as ResumeLocation
from generator.publish.gate import CheckedSite, gate
from generator.site.files import RenderedFile, RenderedSite
from tests.support.diagnostics import words

JANE = Secret("name", ("Jane", "Doe"), "janedoe")
ERROR = Diagnostic("some-rule", Severity.ERROR, words("wrong"), Location("content/blog/a.md", 1))
WARNING = Diagnostic("some-rule", Severity.WARNING, words("odd"), Location("content/blog/a.md", 1))


def site_of(
    files: Mapping[str, str | bytes], sources: Mapping[str, tuple[str, ...]] | None = None
) -> RenderedSite:
    """A rendered site of these files, text or bytes."""
    return RenderedSite(
        {
            path: RenderedFile(
                data.encode() if isinstance(data, str) else data, (sources or {}).get(path, ())
            )
            for path, data in files.items()
        }
    )


def checked(files: Mapping[str, str | bytes]) -> CheckedSite:
    """The same, through the gate."""
    site = gate(site_of(files), ())
    assert site is not None
    return site


def guarded(*secrets: Secret) -> Guarded:
    return Guarded(tuple(secrets))


def secret(kind: Kind, *parts: str) -> Secret:
    return Secret(kind, parts, "someone" if kind in ("name", "single-name", "profile") else "")


def told(text: str | bytes, *secrets: Secret, path: str = "blog/x/index.html") -> bool:
    """Whether the guard finds any of the secrets in a site of this one file."""
    return bool(leaks(site_of({path: text}), guarded(*secrets), {}))


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>x</title>{head}</head><body>{body}</body></html>"


def rules(found: Iterable[Diagnostic]) -> list[str]:
    return [one.rule for one in found]


DAY = dt.date(2026, 11, 16)


def prose(word: str) -> str:
    """Nine words that occur nowhere else."""
    return " ".join(f"{word}{number}" for number in "abcdefghi")


def contact(**fields: object) -> Contact:
    """A contact with Jane Doe at Acme, but for what is given."""
    known: dict[str, object] = {"first_name": "Jane", "last_name": "Doe", "employer": "Acme", "title": "Lead"}
    return Contact(date=DAY, kind="interview", **{**known, **fields})  # type: ignore[arg-type] # any fields


def post(name: str, *mentions: str) -> Post:
    path = f"content/blog/2026-11-16-{name}.md"
    return Post(origin=Origin(path, 1, 1), title=name, date=DateOrDateTime(DAY), mentions=mentions)


def portfolio(contact: str | None = None, show: tuple[str, ...] = ()) -> Portfolio:
    return Portfolio(
        graduate=Graduate(name="Amara Okafor", email="amara@private.example", github="amara-okafor"),
        search=Search(programme="software-engineering"),
        coach=Coach(name="Dana Whitfield", email="dana@school.example"),
        site=Site(
            url=SiteUrl("https://amara.example"),
            contact=PublicAddress(contact) if contact else None,
            resume=ResumeSettings(show=show),
        ),
    )


def resume() -> Resume:
    return Resume(
        basics=Basics(
            name="Amara Okafor",
            email="hi@amara.example",
            phone="+1 312 555 0199",
            url=Url("https://amara.example"),
            location=ResumeLocation(address="1420 W Fulton Street", postal_code="60607", city="Chicago"),
            profiles=(Profile(network="GitHub", url=Url("https://github.com/amara-okafor")),),
        ),
        references=(Reference(name="Rosa Lind", reference=prose("reference")),),
    )


ACTIVITY = Activity(date=DAY, kind="extra-credit", title=prose("activity"), evidence="https://made.example/x")


def _filled_contact() -> Contact:
    return contact(
        channel="email",
        summary=prose("summary"),
        field=prose("field"),
        stage="final",
        follow_up=DAY,
        evidence=(
            Evidence(link="https://proof.example/thread"),
            Evidence(path="content/private/evidence/m.eml"),
        ),
        email="jane@acme.example",
        phone="312 555 0142",
        profile="https://linkedin.com/in/jdoe77",
        person="jane-1",
        introduced_by=prose("introduced"),
        next_step=NextStep(on=DAY, what=prose("step")),
    )


def full_journal() -> Journal:
    """Every private field is filled."""
    return Journal(
        portfolio=portfolio(),
        resume=resume(),
        contacts=(_filled_contact(),),
        applications=(
            Application(
                employer=prose("applied"),
                title=prose("opening"),
                date=DAY,
                link=Url("https://jobs.example/x"),
                status="screening",
                contact=prose("insider"),
                notes=prose("jottings"),
                next_step=NextStep(on=DAY, what=prose("upcoming")),
            ),
        ),
        letters=(
            Letter(
                employer="Northwind Analytics",
                title=prose("vacancy"),
                date=DAY,
                to=prose("addressee"),
                address=(prose("premises"),),
                subject=prose("subject"),
                body="I read what **Northwind** wrote about late buses and want to help with it.",
            ),
        ),
        activities=(ACTIVITY,),
        offers=(
            Offer(
                employer=prose("offering"),
                title=prose("position"),
                received=DAY,
                terms=prose("terms"),
                negotiated=Negotiation(asked=prose("asked")),
            ),
        ),
        coaching=(
            Coaching(
                kind="deliverable",
                date=DAY,
                title=prose("appointment"),
                notes=prose("notes"),
                link="https://deliverable.example/x",
                employer=prose("internship"),
            ),
        ),
        goals=(Goal(title=prose("goal"), why=prose("why"), measure=prose("measure")),),
        decisions=(
            Decision(
                weeks=(WeekName("2026-W40"),),
                decision="waived",
                reason=prose("waived"),
                by="Dana Whitfield",
                on=DAY,
            ),
        ),
        pauses=(Pause(first=DAY, last=DAY, reason=prose("paused"), by="Dana Whitfield", on=DAY),),
        posts=(post("plain"),),
        projects=(Project(origin=Origin("content/projects/latebus.md", 1, 1), title="Latebus", summary="x"),),
        pages=(Page(origin=Origin("content/pages/now.md", 1, 1), title="Now"),),
    )


Wrap = Callable[[str], str | bytes]
PNG = b"\x89PNG\r\n\x1a\n"
PIXELS = zlib.compress(b"\0" * 400)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(*notes: bytes, tail: bytes = b"") -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0))
    return PNG + head + b"".join(notes) + chunk(b"IDAT", PIXELS) + chunk(b"IEND", b"") + tail


def jpeg(marker: int, body: bytes, tail: bytes = b"") -> bytes:
    segment = bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body
    return b"\xff\xd8" + segment + b"\xff\xda\x00\x02\x11\x22\x33\xff\xd9" + tail


def avif(kind: bytes, body: bytes, pixels: bytes) -> bytes:
    """A file of three boxes: what it is, one of `kind`, and the pixels or what is said to be a note."""

    def box(name: bytes, inner: bytes) -> bytes:
        return struct.pack(">I", len(inner) + 8) + name + inner

    return box(b"ftyp", b"avif\0\0\0\0avifmif1") + box(kind, body) + box(b"mdat", pixels)


def webp(kind: bytes, body: bytes) -> bytes:
    def part(name: bytes, data: bytes) -> bytes:
        return name + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)

    parts = part(b"VP8 ", b"\x01\x02\x03") + part(kind, body)
    return b"RIFF" + struct.pack("<I", len(parts) + 4) + b"WEBP" + parts


def pdf(stream: bytes) -> bytes:
    return b"%PDF-1.7\n1 0 obj<</Filter/FlateDecode>>stream\n" + zlib.compress(stream) + b"\nendstream endobj"


def every(text: str, form: str) -> str:
    """Each character in that form."""
    return "".join(form.format(ord(sign)) for sign in text)


def units(text: str) -> str:
    """Each UTF-16 unit as a JSON escape."""
    data = text.encode("utf-16-be")
    return "".join(f"\\u{data[at : at + 2].hex()}" for at in range(0, len(data), 2))


def percent(text: str) -> str:
    """Each byte as a URL escape."""
    return "".join(f"%{byte:02x}" for byte in text.encode())


def tagged(text: str, tag: str, between: str) -> str:
    """Each word in a tag of its own."""
    return between.join(f"<{tag}>{html.escape(word)}</{tag}>" for word in text.split())


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


def within_words(text: str, sign: str) -> str:
    """Something between all letters of each word."""
    return " ".join(sign.join(word) for word in text.split(" "))


def first_letters(text: str, before: str, after: str) -> str:
    return " ".join(f"{before}{word[0]}{after}{word[1:]}" for word in text.split(" "))


WRAPPINGS: dict[str, Wrap] = {
    "as it stands": lambda text: page(f"<p>{html.escape(text)}.</p>"),
    "upper case": lambda text: page(f"<p>{html.escape(text.upper())}</p>"),
    "head": lambda text: page("", f'<meta name="description" content="With {html.escape(text)}">'),
    "attribute": lambda text: page(f'<img src="/x.png" alt="{html.escape(text)}">'),
    "attribute with a bracket": lambda text: page(f'<img alt="a > b, {html.escape(text)}" src="/x.png">'),
    "attribute without quotes": lambda text: page(
        f"<p title={html.escape(text).replace(' ', '&#32;')}>x</p>"
    ),
    "comment": lambda text: page(f"<!-- {html.escape(text)} -->"),
    "comment with tags": lambda text: page(f"<!-- <p>{html.escape(text)}</p> -->"),
    "decimal entities": lambda text: page(f"<p>{every(text, '&#{};')}</p>"),
    "hexadecimal entities": lambda text: page(f"<p>{every(text, '&#x{:X};')}</p>"),
    "hard spaces": lambda text: page(f"<p>{html.escape(text).replace(' ', '&nbsp;')}</p>"),
    "typographic spaces": lambda text: page(f"<p>{html.escape(text).replace(' ', chr(0x2009))}</p>"),
    "lines": lambda text: page("<p>" + html.escape(text).replace(" ", "\n") + "</p>"),
    "bold": lambda text: page(f"<p>{tagged(text, 'b', ' ')}</p>"),
    "cells": lambda text: page(f"<tr>{tagged(text, 'td', '')}</tr>"),
    "initials": lambda text: page("<p>" + first_letters(text, '<span class="cap">', "</span>") + "</p>"),
    "breaks in words": lambda text: page(f"<p>{within_words(text, '<wbr>')}</p>"),
    "comments in words": lambda text: page(f"<p>{within_words(text, '<!-- -->')}</p>"),
    "soft hyphens": lambda text: page(f"<p>{within_words(text, '&shy;')}</p>"),
    "soft hyphens and tags": lambda text: page(f"<p>{within_words(text, '&shy;<b></b>')}</p>"),
    "zero width": lambda text: page(f"<p>{within_words(text, chr(0x200B))}</p>"),
    "joiners and marks": lambda text: page(f"<p>{within_words(text, chr(0x2060) + chr(0xFEFF))}</p>"),
    "decomposed": lambda text: page(f"<p>{unicodedata.normalize('NFD', text)}</p>"),
    "full width": lambda text: page(f"<p>{wide(text)}</p>"),
    "address": lambda text: page('<a href="/find/?q=' + quote(text, safe="") + '&amp;x=1">x</a>'),
    "address with plus": lambda text: page(f'<a href="https://find.example/?q={quote_plus(text)}">x</a>'),
    "address of all escapes": lambda text: page(f'<a href="/x/{percent(text)}">x</a>'),
    "JSON": lambda text: json.dumps({"title": text}),
    "JSON of all escapes": lambda text: f'{{"title": "{units(text)}"}}',
    "JSON with markup": lambda text: json.dumps({"content_html": f"<p>{html.escape(text)}</p>"}),
    "JSON with slashes": lambda text: json.dumps({"x": f"<p>{text}</p>"}).replace("/", "\\/"),
    "JSON in a page": lambda text: page(f'<script type="application/ld+json">{json.dumps([text])}</script>'),
    "JSON in an attribute": lambda text: page(f'<p data-x="{html.escape(json.dumps([text]))}">x</p>'),
    "script": lambda text: f"who = '{text}';".replace("a", "\\x61").replace("2", "\\x32"),
    "style": lambda text: f'a::after {{ content: "{text}" }}',
    "plain text": lambda text: f"# {text}\n",
    "Atom": lambda text: f"<feed><title>{html.escape(text)}</title></feed>",
    "Atom with markup": lambda text: atom(tagged(text, "b", " ")),
    "Atom with breaks": lambda text: atom(within_words(text, "<wbr>")),
    "Atom with an attribute": lambda text: atom(f'<img alt="{html.escape(text)}">'),
    "Atom with entities": lambda text: atom(every(text, "&#{};")),
    "CDATA": lambda text: f"<feed><content><![CDATA[<p>{text}</p>]]></content></feed>",
    "markup in an attribute": lambda text: page(
        '<p data-html="' + html.escape(tagged(text, "i", " ")) + '">'
    ),
    "SVG": lambda text: f'<svg xmlns="http://www.w3.org/2000/svg"><title>{html.escape(text)}</title></svg>',
    "packed": lambda text: gzip.compress(b"pagefind_dcd" + json.dumps({"content": text}).encode()),
    "PNG text": lambda text: png(chunk(b"tEXt", b"Comment\0" + text.encode())),
    "PNG packed text": lambda text: png(chunk(b"zTXt", b"Comment\0\0" + zlib.compress(text.encode()))),
    "PNG international text": lambda text: png(
        chunk(b"iTXt", b"XML\0\1\0\0\0" + zlib.compress(text.encode()))
    ),
    "behind a PNG": lambda text: png(tail=text.encode()),
    "JPEG comment": lambda text: jpeg(0xFE, text.encode()),
    "JPEG in UTF-16": lambda text: jpeg(0xE1, b"Exif\0\0" + text.encode("utf-16-le")),
    "behind a JPEG": lambda text: jpeg(0xFE, b"x", tail=text.encode()),
    "WebP": lambda text: webp(b"XMP ", f"<x:xmpmeta>{text}</x:xmpmeta>".encode()),
    "AVIF": lambda text: avif(b"meta", b"\0\0\0\0infe\0mime application/rdf+xml", text.encode()),
    "AVIF box": lambda text: avif(b"uuid", text.encode(), b"\x0a\x0b"),
    "behind an AVIF": lambda text: avif(b"meta", b"pict", b"\x0a\x0b") + text.encode(),
    "PDF stream": lambda text: pdf(f"BT ({text}) Tj ET".encode()),
    "PDF title": lambda text: (
        b"%PDF-1.7\n<</Title <feff" + text.encode("utf-16-be").hex().encode() + b">>>\0"
    ),
    "any binary": lambda text: b"\x00\x01\xff\xfe\x9f" * 9 + text.encode() + b"\x00\x9f\x02",
    "UTF-16": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
}


def atom(markup: str) -> str:
    return f'<feed><content type="html">{html.escape(markup)}</content></feed>'
