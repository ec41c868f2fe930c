"""The ways in which one text may stand in a public file."""

from __future__ import annotations

import gzip
import html
import json
import struct
import unicodedata
import zlib
from collections.abc import Callable
from urllib.parse import quote, quote_plus

from tests.support.guarded_sites import page

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
