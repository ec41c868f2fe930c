"""Check public keys that reports are sealed to, by their text alone and without quoting them."""

from __future__ import annotations

import base64
import binascii
import struct

from generator.core.messages import Message
from generator.model.signing_key import split_ssh_strings

_AGE = "age"
_DATA_BYTES = 32
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_MIN_RSA_BITS = 2048
_OTHER_SSH = ("ecdsa-", "sk-", "ssh-dss")

_DAMAGED = Message("unreadable-public-key.damaged")


def recipient_problem(text: str) -> Message | None:
    """What is wrong with a key; None if it is an age or SSH recipient."""
    key = text.strip()
    if key.upper().startswith("AGE-SECRET-KEY-") or "-----BEGIN" in key:
        return Message("unreadable-public-key.secret")
    if key.startswith(("ssh-ed25519 ", "ssh-rsa ")):
        return _ssh(*key.split()[:2])
    if key.startswith(_OTHER_SSH):
        return Message("unreadable-public-key.kind")
    if key.casefold().startswith("age1"):
        return None if _is_age(key) else _DAMAGED
    return Message("unreadable-public-key.none")


def _is_age(key: str) -> bool:
    """Whether `key` is an X25519 recipient with a valid checksum (Bech32, BIP 173)."""
    if key not in (key.lower(), key.upper()):
        return False
    name, _, rest = key.lower().rpartition("1")
    if name != _AGE or not set(rest) <= set(_BECH32):
        return False
    values = [_BECH32.index(letter) for letter in rest]
    prefix = [ord(char) >> 5 for char in name] + [0] + [ord(char) & 31 for char in name]
    if _checksum(prefix + values) != 1:
        return False
    bits = "".join(f"{value:05b}" for value in values[:-6])
    return len(bits) // 8 == _DATA_BYTES and set(bits[_DATA_BYTES * 8 :]) <= {"0"}


def _checksum(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for position, generator in enumerate(_GENERATORS):
            check ^= generator if top >> position & 1 else 0
    return check


def _ssh(kind: str, encoded: str = "") -> Message | None:
    try:
        parts = split_ssh_strings(base64.b64decode(encoded, validate=True))
    except (binascii.Error, ValueError, struct.error):
        return _DAMAGED
    if not parts or parts[0] != kind.encode():
        return _DAMAGED
    if kind == "ssh-ed25519":
        return None if len(parts) == 2 and len(parts[1]) == _DATA_BYTES else _DAMAGED
    if len(parts) != 3:
        return _DAMAGED
    if int.from_bytes(parts[2], "big").bit_length() < _MIN_RSA_BITS:
        return Message("unreadable-public-key.weak", bits=_MIN_RSA_BITS)
    return None
