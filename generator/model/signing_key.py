"""Keys that may sign the coach's decisions: OpenSSH public keys, one line as in a `.pub` file."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import struct
from typing import NamedTuple

from msgspec import Struct

from generator.core.messages import Message
from generator.core.text import isolate

# Kind → the number of parts in its body after the kind. Without DSA, which OpenSSH has dropped.
_PARTS = {
    "ssh-ed25519": 1,
    "ssh-rsa": 2,
    "ecdsa-sha2-nistp256": 2,
    "ecdsa-sha2-nistp384": 2,
    "ecdsa-sha2-nistp521": 2,
    "sk-ssh-ed25519@openssh.com": 2,
    "sk-ecdsa-sha2-nistp256@openssh.com": 3,
}
_LINE = re.compile(r"(\S+) ([A-Za-z0-9+/]+={0,2})(?: ([^\x00-\x1f\x7f-\x9f\u2028\u2029]*))?")


class SigningKey(NamedTuple):
    """A key: its kind, its body in base64 and decoded, and the name after it, which may be empty."""

    kind: str
    encoded: str
    body: bytes
    name: str = ""

    @property
    def fingerprint(self) -> str:
        """As OpenSSH prints it: `SHA256:` and 43 letters."""
        return fingerprint(self.body)


class Signature(Struct, frozen=True):
    """What is known of the signature on the coach's file. `status` is the value of a `SignatureStatus`.

    `key` is the fingerprint of the key that made it, None without a signature that can be read. `name` is
    what the list of keys calls it, empty where it has no name or is not listed.
    """

    status: str
    key: str | None = None
    name: str = ""

    @property
    def is_good(self) -> bool:
        """Whether one of the keys that may sign has signed the file as it is."""
        return self.status == "good"

    @property
    def words(self) -> str:
        """What is said of all that stands in the file: `signed by dana (SHA256:…)`, or `not signed: …`."""
        if self.status == "missing":
            return NOT_SIGNED
        name = f"{isolate(self.name)} ({self.key})" if self.name else self.key or ""
        if self.is_good:
            return f"signed by {name}"
        if self.status == "other key":
            return f"signed by {name}, which is not one of the keys that may sign"
        return f"not signed: {_WHY_NOT[self.status]}"


NOT_SIGNED = "not signed: anyone who can write to this repository could have written it"
_WHY_NOT = {
    "unreadable": "its signature cannot be read",
    "tampered": "the file was changed after it was signed",
    "other namespace": "its signature was made for something else",
    "line ends": "its line endings were changed after it was signed",
    "unchecked": "its signature could not be checked here",
}


def fingerprint(body: bytes) -> str:
    """The fingerprint of a public key as OpenSSH prints it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(body).digest()).decode("ascii").rstrip("=")


def parse_signing_key(text: str) -> SigningKey | None:
    """Parse a key, with or without a comment after it; None if it is not a signing key."""
    line = _LINE.fullmatch(text.strip())
    if line is None or line[1] not in _PARTS:
        return None
    try:
        body = base64.b64decode(line[2], validate=True)
        parts = split_ssh_strings(body)
    except (binascii.Error, ValueError, struct.error):
        return None
    fits = len(parts) == 1 + _PARTS[line[1]] and parts[0] == line[1].encode() and all(parts)
    return SigningKey(line[1], line[2], body, (line[3] or "").strip()) if fits else None


def signing_key_problem(text: str) -> Message | None:
    """Why this is not a signing key, without quoting it; None if it is one."""
    if parse_signing_key(text) is not None:
        return None
    line = text.strip()
    if "-----BEGIN" in line or "PRIVATE KEY" in line:
        return Message("unreadable-signing-key.private")
    if any(ord(char) < 32 or char in "\x7f\u2028\u2029" for char in line):
        return Message("unreadable-signing-key.several-lines")
    if line.startswith("#"):
        return Message("unreadable-signing-key.comment")
    if line.startswith("age1"):
        return Message("unreadable-signing-key.age")
    words = line.split()
    if words and words[0] in _PARTS:
        return Message("unreadable-signing-key.damaged")
    if any(word in _PARTS for word in words[1:]):
        return Message("unreadable-signing-key.options")
    return Message("unreadable-signing-key.none")


def split_ssh_strings(data: bytes) -> list[bytes]:
    """The length-prefixed strings of an SSH key. Raises `struct.error` if they are malformed."""
    strings, start = [], 0
    while start < len(data):
        (length,) = struct.unpack_from(">I", data, start)
        strings.append(struct.unpack_from(f"{length}s", data, start + 4)[0])
        start += 4 + length
    return strings
