"""What may not stand in an address, however it came into a text."""

from __future__ import annotations

import re

_HEAD = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.\-]*:)?(?://[^/?#]*)?")
_NOT_IN_A_PATH = re.compile(r"[\x00-\x20\x7f\[\]\"<>\\^`{|}]|%(?![0-9A-Fa-f]{2})")


def tidied(url: str) -> str:
    """`url` as the standard has it: what browsers forgive in its path, query and fragment is escaped."""
    url = url.strip()
    head = _HEAD.match(url)
    at = head.end() if head else 0
    rest, mark, fragment = _NOT_IN_A_PATH.sub(lambda odd: f"%{ord(odd[0]):02X}", url[at:]).partition("#")
    return url[:at] + rest + mark + fragment.replace("#", "%23")
