"""Verify the coach's detached OpenSSH signature over the decisions file.

It is checked offline by `ssh-keygen` (OpenSSH 8.2 and newer; part of Windows since 2020). The kind of
failure is found by parsing the signature, which has the namespace and the key in clear.
"""

from __future__ import annotations

import base64
import binascii
import enum
import re
import struct
import subprocess
from collections.abc import Iterable
from pathlib import Path

from generator.core.fileops import scratch_folder
from generator.core.stamps import doubt
from generator.environment.programs import find_program
from generator.model.signing_key import Signature, fingerprint, parse_signing_key
from generator.source.files import path_exists, read_bytes

NAMESPACE = "weekproof"
TIMEOUT_SECONDS = 10
MAX_KB, MAX_SIGNATURE_KB = 16 * 1024, 64

_ARMOR = re.compile(
    rb"\s*-----BEGIN SSH SIGNATURE-----\s+([A-Za-z0-9+/=\s]+?)\s+-----END SSH SIGNATURE-----\s*"
)
_MAGIC = b"SSHSIG"


class SignatureStatus(enum.Enum):
    """The result of a check."""

    GOOD = "good"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    OTHER_NAMESPACE = "other namespace"
    OTHER_KEY = "other key"
    LINE_ENDS = "line ends"
    TAMPERED = "tampered"
    UNCHECKED = "unchecked"


def check_signature(root: Path, path: str, keys: Iterable[str]) -> SignatureStatus:
    """Check the file at `path` against its `.sig` and the public `keys` that may sign (as in `.pub` files).

    Links and pipes are not followed: a signature behind one is unreadable.
    """
    if not path_exists(root, path + ".sig"):
        return SignatureStatus.MISSING
    data, _ = read_bytes(root, path, MAX_KB)
    armored, _ = read_bytes(root, path + ".sig", MAX_SIGNATURE_KB)
    if data is None or armored is None:
        return SignatureStatus.UNREADABLE
    return verify(data, armored, keys)


def read_signature(root: Path, path: str, keys: Iterable[str]) -> Signature:
    """The signature of the file at `path`, checked as `check_signature` does, and the key that made it.

    Without any key that may sign it is `OTHER_KEY` at best; whether the file is still as it was signed is
    then checked with the key in the signature.
    """
    keys = tuple(keys)
    armored, _ = read_bytes(root, path + ".sig", MAX_SIGNATURE_KB)
    blob = _key_and_namespace(armored) if armored is not None else None
    body = blob[0] if blob else None
    known = {key.body: key.name for text in keys if (key := parse_signing_key(text)) is not None}
    status = check_signature(root, path, keys or ([_key_text(body)] if body else ()))
    if status is SignatureStatus.GOOD and not keys:
        status = SignatureStatus.OTHER_KEY
    return Signature(
        status.value,
        None if body is None else fingerprint(body),
        known.get(body, "") if body else "",
    )


def verify(data: bytes, armored: bytes, keys: Iterable[str]) -> SignatureStatus:
    """Check `data` against a signature and the public `keys` that may sign."""
    blob = _key_and_namespace(armored)
    if blob is None:
        return SignatureStatus.UNREADABLE
    public_key, namespace = blob
    if namespace != NAMESPACE.encode():
        return SignatureStatus.OTHER_NAMESPACE
    allowed = [key for text in keys if (key := parse_signing_key(text)) is not None]
    if public_key not in {key.body for key in allowed}:
        return SignatureStatus.OTHER_KEY
    tool = find_program("ssh-keygen")
    if tool is None:
        return SignatureStatus.UNCHECKED
    signers = [f'coach namespaces="{NAMESPACE}" {key.kind} {key.encoded}' for key in allowed]
    for bytes_, verdict in _line_end_variants(data):
        is_good = _ssh_keygen_verifies(tool, bytes_, armored, signers)
        if is_good is None:
            return SignatureStatus.UNCHECKED
        if is_good:
            return verdict
    return SignatureStatus.TAMPERED


def _line_end_variants(data: bytes) -> Iterable[tuple[bytes, SignatureStatus]]:
    """The bytes unchanged, and with other line endings, which a checkout may have changed."""
    yield data, SignatureStatus.GOOD
    with_lf = data.replace(b"\r\n", b"\n")
    for other in (with_lf, with_lf.replace(b"\n", b"\r\n")):
        if other != data:
            yield other, SignatureStatus.LINE_ENDS


def _ssh_keygen_verifies(tool: str, data: bytes, armored: bytes, signers: list[str]) -> bool | None:
    """Whether `ssh-keygen` accepts the signature; None if it could not be run."""
    # A checkout may have changed the line endings of the armour, which are not signed.
    files = {
        "allowed_signers": "".join(f"{signer}\n" for signer in signers).encode(),
        "signature": armored.replace(b"\r\n", b"\n"),
    }
    with scratch_folder(files) as folder:
        allowed, signature = folder / "allowed_signers", folder / "signature"
        command = [tool, "-Y", "verify", "-f", str(allowed), "-I", "coach", "-n", NAMESPACE]
        try:
            done = subprocess.run(  # noqa: S603 - our own words and paths
                [*command, "-s", str(signature)],
                input=data,
                capture_output=True,
                timeout=TIMEOUT_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            doubt("ssh-keygen took too long or could not be started")
            return None
    # An OpenSSH before 8.2 does not know `-Y` and prints its usage.
    if b"usage:" in done.stderr or b"unknown option" in done.stderr:
        return None
    return done.returncode == 0


def _key_and_namespace(armored: bytes) -> tuple[bytes, bytes] | None:
    """(public key, namespace) of a signature (PROTOCOL.sshsig); None if it is malformed."""
    match = _ARMOR.fullmatch(armored)
    raw = _decoded(match[1].decode("ascii")) if match else None
    if raw is None or not raw.startswith(_MAGIC) or len(raw) < 10:
        return None
    try:
        public_key, rest = _string(raw[10:])
        namespace, _ = _string(rest)
    except struct.error:
        return None
    return public_key, namespace


def _key_text(body: bytes) -> str:
    """A public key as in a `.pub` file; no key at all if `body` is none."""
    try:
        kind = _string(body)[0].decode("ascii", "replace")
    except struct.error:
        kind = ""
    return f"{kind} {base64.b64encode(body).decode('ascii')}"


def _string(data: bytes) -> tuple[bytes, bytes]:
    """One length-prefixed string and the rest."""
    (length,) = struct.unpack_from(">I", data)
    return struct.unpack_from(f"{length}s", data, 4)[0], data[4 + length :]


def _decoded(text: str) -> bytes | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
