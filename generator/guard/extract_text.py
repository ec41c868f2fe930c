"""Extract the text in a file: also from image metadata, PDF and compressed files."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from html import unescape

from msgspec import Struct


def pdf_text(data: bytes) -> str:
    """The metadata and the text of a PDF; empty if it is broken.

    Also empty without pypdf: then no PDF is made either.
    """
    with suppress(ImportError):
        import logging

        from pypdf import PdfReader

        logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its warnings about broken files help nobody
        with suppress(Exception):  # of a broken file at least the strings are read
            reader = PdfReader(io.BytesIO(data))
            metadata = [str(value) for value in (reader.metadata or {}).values()]
            return "\n".join((*metadata, *(page.extract_text() for page in reader.pages)))
    return ""


_MAX_UNPACKED = 32 * 1024 * 1024  # bytes
_ZIP = b"PK\x03\x04"
_MAX_DEPTH = 3  # archives in archives
_MAX_MEMBERS = 10_000
_PNG, _JPEG, _GZIP, _PDF = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"\x1f\x8b", b"%PDF-"
_PIXELS = frozenset({b"IDAT", b"fdAT", b"VP8 ", b"VP8L", b"ALPH", b"ANMF"})
# Strings of at least four characters, as UTF-8 and as UTF-16 in both byte orders.
_STRINGS = re.compile(
    rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}){4,}"
)
_WIDE_STRINGS = (
    (re.compile(rb"(?:[\x20-\x7e\xa0-\xff]\x00){4,}"), "utf-16-le"),
    (re.compile(rb"(?:\x00[\x20-\x7e\xa0-\xff]){4,}"), "utf-16-be"),
)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_HEX_STRING = re.compile(rb"<\s*(FEFF[0-9A-F\s]+)>", re.IGNORECASE)


class ExtractedText(Struct, frozen=True):
    """The texts in a file. `is_whole` is False if it unpacks to more than the limit."""

    texts: tuple[str, ...]
    is_whole: bool = True


def extract_text(data: bytes, depth: int = 0) -> ExtractedText:
    """The texts of one file. Its first bytes determine its type; `depth` is in how many archives it is."""
    if data.startswith(_GZIP):
        unpacked, is_whole = _unpack(data, zlib.MAX_WBITS | 16)
        nested = ExtractedText((_plain(unpacked),)) if unpacked.startswith(_GZIP) else extract_text(unpacked)
        return ExtractedText(nested.texts, is_whole and nested.is_whole)
    if data.startswith(_PNG):
        return _from_blocks(list(_png_metadata(data)))
    if data.startswith(_JPEG):
        return ExtractedText(tuple(_strings(_jpeg_metadata(data))))
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ExtractedText(tuple(_strings(b"\n".join(_riff_metadata(data)))))
    if data[4:12] in (b"ftypavif", b"ftypavis"):
        return ExtractedText(tuple(_strings(_avif_metadata(data))))
    if data.startswith(_ZIP):
        return _zip(data, depth)
    if data.startswith(_PDF):
        strings = _pdf(data)
        return ExtractedText((*strings.texts, pdf_text(data)), strings.is_whole)
    return ExtractedText(tuple(_binary(data)) if b"\0" in data else (_plain(data),))


def _plain(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _binary(data: bytes) -> Iterator[str]:
    with suppress(UnicodeDecodeError):
        yield data.decode("utf-8")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield data.decode("utf-16", "replace")
    yield from _strings(data)


def _strings(data: bytes) -> Iterator[str]:
    yield "\n".join(_plain(match[0]) for match in _STRINGS.finditer(data))
    for pattern, coding in _WIDE_STRINGS:
        yield "\n".join(match[0].decode(coding) for match in pattern.finditer(data))


def _unpack(data: bytes, wbits: int = zlib.MAX_WBITS) -> tuple[bytes, bool]:
    """The unpacked bytes, up to the damage if there is any, and whether the limit was not reached."""
    unpacked = bytearray()
    while data and len(unpacked) < _MAX_UNPACKED:
        unpacker = zlib.decompressobj(wbits)
        try:
            unpacked += unpacker.decompress(data, _MAX_UNPACKED - len(unpacked))
        except zlib.error:
            break
        if not unpacker.eof:
            break
        data = unpacker.unused_data
    return bytes(unpacked), len(unpacked) < _MAX_UNPACKED


def _zip(data: bytes, depth: int) -> ExtractedText:
    """The names and the texts of all files of an archive, which documents of offices are too.

    It is not whole if it unpacks to more than the limit, is nested too deeply, or has a password.
    """
    texts: list[str] = []
    left, is_whole = _MAX_UNPACKED, depth < _MAX_DEPTH
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            texts += ["\n".join(member.filename for member in members), _plain(archive.comment)]
            is_whole = is_whole and len(members) <= _MAX_MEMBERS
            for member in members[:_MAX_MEMBERS] if depth < _MAX_DEPTH else ():
                texts.append(_plain(member.comment))
                body, is_all = _member(archive, member, left)
                left -= len(body)
                nested = extract_text(body, depth + 1)
                texts += [*nested.texts, *(_without_tags(body) if body.lstrip()[:1] == b"<" else ())]
                is_whole = is_whole and is_all and nested.is_whole
    except (zipfile.BadZipFile, ValueError, OSError, EOFError):
        return ExtractedText((*texts, *_binary(data)), is_whole)
    return ExtractedText(tuple(texts), is_whole)


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> tuple[bytes, bool]:
    """The bytes of one file of an archive, at most `most`, and whether they are all."""
    try:
        with archive.open(member) as file:
            body = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, OSError, EOFError, ValueError):
        return b"", False  # damaged, with a password, or packed in a way that we don't know
    return body[:most], len(body) <= most


# What ends a paragraph, a cell or a line in the documents of offices: the words on both sides are two.
_BLOCK_TAG = re.compile(r"</?(?:\w+:)?(?:p|br|tab|tr|tc|t[dh]|li|h|row|c|si|cr|div|a:p)\b[^>]*>")
_ANY_TAG = re.compile(r"<[^>]*>")


def _without_tags(data: bytes) -> Iterator[str]:
    """The text of an XML file: programs split words and names into pieces with tags of their own."""
    yield unescape(_ANY_TAG.sub("", _BLOCK_TAG.sub("\n", _plain(data))))


def _from_blocks(blocks: list[tuple[bytes, bool]]) -> ExtractedText:
    texts = [text for block, _ in blocks for text in _strings(block)]
    return ExtractedText(tuple(texts), all(is_whole for _, is_whole in blocks))


def _png_metadata(data: bytes) -> Iterator[tuple[bytes, bool]]:
    """Every chunk except pixels, also unpacked if it is compressed, and what follows the image."""
    at = len(_PNG)
    while at + 12 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + size]
        at += 12 + size
        if kind in _PIXELS:
            continue
        yield body, True
        for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body)):
            yield _unpack(body[start:])
        if kind == b"IEND":
            break
    yield data[at:], True


def _jpeg_metadata(data: bytes) -> bytes:
    """The segments before the image data, and what follows its end."""
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF and data[at + 1] != 0xDA:
        at += 2 + int.from_bytes(data[at + 2 : at + 4])
    end = data.rfind(b"\xff\xd9")
    return data[:at] + b"\n" + (data[end:] if end >= at else b"")


def _riff_metadata(data: bytes) -> Iterator[bytes]:
    at = 12
    while at + 8 <= len(data):
        kind, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if kind not in _PIXELS:
            yield data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    yield data[at:]


def _avif_metadata(data: bytes) -> bytes:
    """All boxes, and what follows them; without the pixels, unless the metadata is among them."""
    boxes: list[tuple[bytes, bytes]] = []
    at = 0
    while at + 8 <= len(data):
        size, kind = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if size < 8 or at + size > len(data):
            break
        boxes.append((kind, data[at + 8 : at + size]))
        at += size
    has_metadata = any(b"Exif" in body or b"mime" in body for kind, body in boxes if kind == b"meta")
    bodies = [body for kind, body in boxes if has_metadata or kind != b"mdat"]
    return b"\n".join((*bodies, data[at:]))


def _pdf(data: bytes) -> ExtractedText:
    texts, is_whole = list(_strings(data)), True
    for match in _STREAM.finditer(data):
        unpacked, is_all = _unpack(match[1])
        is_whole = is_whole and is_all
        texts += _strings(unpacked)
    for match in _HEX_STRING.finditer(data):
        digits = re.sub(rb"\s", b"", match[1]).decode()
        texts.append(bytes.fromhex(digits[: len(digits) // 2 * 2]).decode("utf-16", "replace"))
    return ExtractedText(tuple(texts), is_whole)
