"""Several files and a few words about them as one run of bytes, to be put away together (see `kept`)."""

from __future__ import annotations

import json
from collections.abc import Sequence


def pack(words: object, blobs: Sequence[bytes]) -> bytes:
    """`words` (anything JSON can hold) and `blobs` in one."""
    head = json.dumps({"words": words, "sizes": [len(blob) for blob in blobs]})
    return b"\n".join((head.encode(), b"".join(blobs)))


def unpack(data: bytes) -> tuple[object, list[bytes]] | None:
    """What was packed; None if it is damaged or cut off."""
    head, _, body = data.partition(b"\n")
    try:
        told = json.loads(head)
        words, sizes = told["words"], [int(size) for size in told["sizes"]]
    except (ValueError, LookupError, TypeError):
        return None
    if sum(sizes) != len(body) or any(size < 0 for size in sizes):
        return None
    blobs: list[bytes] = []
    at = 0
    for size in sizes:
        blobs.append(body[at : at + size])
        at += size
    return words, blobs
