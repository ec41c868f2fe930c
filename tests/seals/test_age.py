"""Sealing and opening: whoever holds a key reads it, and every way to fail is told apart."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.core.errors import MachineError, UserError
from generator.seals.age import looks_sealed, new_key, open_sealed, seal

TEXT = b"Kanari talked about tests. " * 20
ZEROS = "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z"
needs_ssh = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")


def ssh_key(folder: Path, kind: str, passphrase: str = "") -> tuple[bytes, str]:
    """A new key pair: (the private half's file, the public line)."""
    path = folder / f"{kind}-{bool(passphrase)}"
    size = ["-b", "2048"] if kind == "rsa" else []
    command = ["ssh-keygen", "-q", "-t", kind, *size, "-N", passphrase, "-C", "dana@school", "-f", str(path)]
    subprocess.run(command, check=True)
    return path.read_bytes(), path.with_name(f"{path.name}.pub").read_text("utf-8").strip()


def refused(box: bytes, key: bytes) -> str:
    with pytest.raises(UserError) as fault:
        open_sealed(box, key)
    assert b"Kanari" not in f"{fault.value.message} {fault.value.hint}".encode()
    return fault.value.message


def test_each_of_several_keys_opens() -> None:
    mine, yours = new_key(), new_key()
    box = seal(TEXT, [mine[1], f"  {yours[1].upper()} "])
    assert b"Kanari" not in box
    assert looks_sealed(box)
    for identity in (mine[0], yours[0], f"# a comment\n\n{new_key()[0]}\n{yours[0]}\n"):
        assert open_sealed(box, identity.encode()) == TEXT


@needs_ssh
@pytest.mark.parametrize("kind", ["ed25519", "rsa"])
def test_an_ssh_key_opens(kind: str, tmp_path: Path) -> None:
    private, public = ssh_key(tmp_path, kind)
    assert open_sealed(seal(TEXT, [new_key()[1], public]), private) == TEXT


def test_the_same_bytes_are_sealed_otherwise_each_time() -> None:
    _, public = new_key()
    assert seal(TEXT, [public]) != seal(TEXT, [public])


def test_another_key_opens_nothing() -> None:
    assert "sealed for other keys" in refused(seal(TEXT, [new_key()[1]]), new_key()[0].encode())


def test_no_flipped_byte_goes_unseen() -> None:
    identity, public = new_key()
    box = seal(TEXT, [public])
    payload = box.index(b"\n--- ")
    for at in range(0, len(box), 3):
        changed = bytes((*box[:at], box[at] ^ 1, *box[at + 1 :]))
        message = refused(changed, identity.encode())
        if at > payload:
            assert "changed or cut off" in message


def test_no_missing_end_goes_unseen() -> None:
    identity, public = new_key()
    box = seal(TEXT, [public])
    for length in range(len(box) - 1, 30, -37):
        assert "changed or cut off" in refused(box[:length], identity.encode())


def test_what_is_no_sealed_file_is_told() -> None:
    assert "not a sealed file" in refused(b"<!doctype html>", new_key()[0].encode())


@needs_ssh
def test_a_key_with_a_passphrase_is_told(tmp_path: Path) -> None:
    private, public = ssh_key(tmp_path, "ed25519", "a long passphrase")
    assert "protected by a passphrase" in refused(seal(TEXT, [public]), private)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        (b"junk", "no private key"),
        (b"", "no private key"),
        (b"# nothing but a comment\n", "no private key"),
        (b"\xff\xfe\x00", "no private key"),
        (b"-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "no private key"),
        (b"AGE-SECRET-KEY-1QQQQ", "no private key"),
        (b"ssh-ed25519 AAAA dana", "public half"),
        (b"age1dana", "public half"),
        (b"age-encryption.org/v1\n-> scrypt", "locked with a passphrase"),
    ],
)
def test_a_file_that_is_no_private_key_is_told(key: bytes, words: str) -> None:
    assert words in refused(seal(TEXT, [new_key()[1]]), key)


def test_a_key_that_makes_the_library_panic_is_a_fault() -> None:
    with pytest.raises(UserError, match="cannot be sealed to"):
        seal(TEXT, [ZEROS])


def test_without_the_library_one_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyrage", None)
    with pytest.raises(MachineError) as fault:
        new_key()
    assert "weekproof[seal]" in (fault.value.hint or "")
