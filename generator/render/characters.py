"""What may not stand in a page or in an address, however it came into a text."""

from __future__ import annotations

import re

_LAST_TWO = "".join(f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NOT_TEXT = re.compile(f"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef{_LAST_TWO}]")
_HEAD = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?(?://[^/?#]*)?")
_NOT_IN_A_PATH = re.compile(r"[\x00-\x20\x7f\[\]\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")


def readable(page: str) -> str:
    """`page` with U+FFFD for each character that HTML forbids: controls, and what Unicode calls none."""
    return _NOT_TEXT.sub("\ufffd", page)


def tidied(url: str) -> str:
    """`url` as the standard has it: what browsers forgive in its path, query and fragment is escaped."""
    url = url.strip()
    head = _HEAD.match(url)
    at = head.end() if head else 0
    rest, mark, fragment = _NOT_IN_A_PATH.sub(lambda odd: f"%{ord(odd[0]):02X}", url[at:]).partition("#")
    return url[:at] + rest + mark + fragment.replace("#", "%23")
