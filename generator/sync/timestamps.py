"""Ask a timestamp authority: one question of bytes, one answer of bytes."""

from __future__ import annotations

from generator.sync.client import Client, Unanswered
from generator.sync.links import host_of, is_local

_KIND, _ANSWER_KIND = "application/timestamp-query", "application/timestamp-reply"


def ask_authority(address: str, question: bytes) -> bytes:
    """The bytes that the authority at `address` answers. Raises `Unanswered`.

    Plain http is as good as https here: the answer is signed, and the question is a digest.
    """
    host = host_of(address)
    if is_local(address):
        raise Unanswered(f"{host} is an address of a local network.")
    with Client(host, address, {}, encrypted=False) as client:
        kind, data = client.post_bytes(address, question, _KIND, _ANSWER_KIND)
    if kind.partition(";")[0].strip().casefold() != _ANSWER_KIND:
        raise Unanswered(f"{host} answered with something that is no timestamp.")
    return data
