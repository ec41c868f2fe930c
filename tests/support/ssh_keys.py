"""Keys and signatures of OpenSSH, made on the spot."""

from __future__ import annotations

import functools
import subprocess
import tempfile
from pathlib import Path

DECISIONS = "content/private/coach-decisions.yaml"
TEXT = b"""\
graduate: Sam Example
decisions:
  - {weeks: [2026-W23], decision: waived, reason: Ill., by: Dana Coach, on: 2026-06-08}
pauses:
  - {from: 2026-06-08, to: 2026-06-14, reason: Away., by: Dana Coach, on: 2026-06-05}
"""


def key(kind: str = "ed25519", name: str = "dana") -> Path:
    """A key pair of a kind, the same one throughout a run of tests; the path of its private half."""
    return _made(kind, name)


@functools.cache
def _made(kind: str, name: str) -> Path:
    path = Path(tempfile.mkdtemp(prefix="weekproof-keys-")) / name
    bits = {"rsa": ["-b", "2048"], "ecdsa": ["-b", "256"]}.get(kind, [])
    command = ["ssh-keygen", "-q", "-t", kind, *bits, "-N", "", "-C", f"{name}@school", "-f", str(path)]
    subprocess.run(command, check=True)
    return path


def public(private: Path) -> str:
    """The public half: kind, body and comment on one line."""
    return private.with_suffix(".pub").read_text("utf-8").strip()


def signed(data: bytes, private: Path, namespace: str = "weekproof") -> bytes:
    """A detached signature over `data`."""
    command = ["ssh-keygen", "-q", "-Y", "sign", "-f", str(private), "-n", namespace]
    return subprocess.run(command, input=data, check=True, capture_output=True).stdout


def lay(root: Path, data: bytes = TEXT, signature: bytes | None = None) -> Path:
    """Write the coach's file, and its signature if one is given; `root`."""
    (root / DECISIONS).parent.mkdir(parents=True, exist_ok=True)
    (root / DECISIONS).write_bytes(data)
    if signature is not None:
        (root / f"{DECISIONS}.sig").write_bytes(signature)
    return root
