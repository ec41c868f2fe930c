"""The coach's signature, with real keys: what fits, and each way not to fit told apart."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator.core.messages import Message
from generator.environment import signature
from generator.environment.signature import SignatureStatus, check_signature
from generator.model.signing_key import parse_signing_key, signing_key_problem
from tests.support.ssh_keys import DECISIONS, TEXT, key, lay, public, signed

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
KINDS = ("ed25519", "rsa", "ecdsa")


def look(root: Path, *keys: str) -> SignatureStatus:
    return check_signature(root, DECISIONS, keys or (public(key()),))


@pytest.mark.parametrize("kind", KINDS)
def test_a_signature_by_a_key_that_may_is_good(tmp_path: Path, kind: str) -> None:
    root = lay(tmp_path, TEXT, signed(TEXT, key(kind)))
    assert look(root, public(key(kind))) is SignatureStatus.GOOD
    assert look(root, public(key("ed25519", "other")), public(key(kind))) is SignatureStatus.GOOD
    bare = " ".join(public(key(kind)).split()[:2])
    assert look(root, f"  {bare}\n") is SignatureStatus.GOOD


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_of_any_kind_that_may_not_sign_is_told(tmp_path: Path, kind: str) -> None:
    root = lay(tmp_path, TEXT, signed(TEXT, key(kind, "other")))
    assert look(root) is SignatureStatus.OTHER_KEY
    assert look(root, "nonsense") is SignatureStatus.OTHER_KEY


@pytest.mark.parametrize(
    "changed", [TEXT.replace(b"W23", b"W24"), TEXT + b"\n", TEXT[:-1], b"", b"\xef\xbb\xbf" + TEXT]
)
def test_other_bytes_than_were_signed_are_told(tmp_path: Path, changed: bytes) -> None:
    assert look(lay(tmp_path, changed, signed(TEXT, key()))) is SignatureStatus.TAMPERED


@pytest.mark.parametrize("namespace", ["file", "git", "weekproof2", "weekly-waiver"])
def test_a_signature_for_something_else_is_told(tmp_path: Path, namespace: str) -> None:
    assert look(lay(tmp_path, TEXT, signed(TEXT, key(), namespace))) is SignatureStatus.OTHER_NAMESPACE


def test_line_ends_that_were_changed_are_told(tmp_path: Path) -> None:
    with_crlf = TEXT.replace(b"\n", b"\r\n")
    assert look(lay(tmp_path, with_crlf, signed(TEXT, key()))) is SignatureStatus.LINE_ENDS
    assert look(lay(tmp_path, TEXT, signed(with_crlf, key()))) is SignatureStatus.LINE_ENDS
    assert look(lay(tmp_path, with_crlf, signed(with_crlf, key()))) is SignatureStatus.GOOD
    changed_too = with_crlf.replace(b"W23", b"W24")
    assert look(lay(tmp_path, changed_too, signed(TEXT, key()))) is SignatureStatus.TAMPERED


def test_no_signature_is_told(tmp_path: Path) -> None:
    assert look(lay(tmp_path)) is SignatureStatus.MISSING


def garbage() -> list[bytes]:
    good = signed(TEXT, key())
    body = base64.b64decode(b"".join(good.split(b"\n")[1:-2]))

    def armored(raw: bytes) -> bytes:
        lines = base64.encodebytes(raw)
        return b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"-----END SSH SIGNATURE-----\n"

    assert signature._key_and_namespace(armored(body)) is not None
    return [
        b"",
        b"signed, Dana\n",
        b"\x00\xff" * 300,
        good[:60],
        good.replace(b"SSH", b"PGP"),
        good + good,
        armored(body[:6]),
        armored(body[:20]),
        armored(b"SSHSIG" + b"\xff" * 20),
        armored(b"XXXSIG" + body[6:]),
        good.replace(b"\n", b"\n!!", 2),
        b"-----BEGIN SSH SIGNATURE-----\n\n-----END SSH SIGNATURE-----\n",
        b"x" * 70 * 1024,
    ]


def test_what_is_no_signature_is_told(tmp_path: Path) -> None:
    for written in garbage():
        assert look(lay(tmp_path, TEXT, written)) is SignatureStatus.UNREADABLE, written[:40]


def test_a_signature_that_names_the_coachs_key_and_is_anothers_is_told(tmp_path: Path) -> None:
    mine, theirs = (public(key("ed25519", name)).split()[1] for name in ("other", "dana"))
    body = base64.b64decode(b"".join(signed(TEXT, key("ed25519", "other")).split(b"\n")[1:-2]))
    forged = body.replace(base64.b64decode(mine), base64.b64decode(theirs))
    assert forged != body
    armored = b"-----BEGIN SSH SIGNATURE-----\n%s-----END SSH SIGNATURE-----\n" % base64.encodebytes(forged)
    assert look(lay(tmp_path, TEXT, armored)) is SignatureStatus.TAMPERED


def test_line_ends_of_the_signature_itself_do_not_matter(tmp_path: Path) -> None:
    assert look(lay(tmp_path, TEXT, signed(TEXT, key()).replace(b"\n", b"\r\n"))) is SignatureStatus.GOOD


@pytest.mark.parametrize("what", ["link", "pipe", "folder"])
def test_what_is_no_file_is_not_read(tmp_path: Path, what: str) -> None:
    location = lay(tmp_path) / f"{DECISIONS}.sig"
    if what == "link":
        (tmp_path / "elsewhere").write_bytes(signed(TEXT, key()))
        location.symlink_to(tmp_path / "elsewhere")
    elif what == "pipe":
        os.mkfifo(location)
    else:
        location.mkdir()
    assert look(tmp_path) is SignatureStatus.UNREADABLE


def fake_tool(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "ssh-keygen").write_text(f"#!/bin/sh\n{script}\n")
    (folder / "ssh-keygen").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")


def test_without_ssh_keygen_it_is_unchecked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = lay(tmp_path, TEXT, signed(TEXT, key()))
    other = signed(TEXT, key("ed25519", "other"))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert look(root) is SignatureStatus.UNCHECKED
    # What needs no tool is told all the same.
    assert look(lay(tmp_path, TEXT, other)) is SignatureStatus.OTHER_KEY


@pytest.mark.parametrize(
    "script",
    [
        "echo 'unknown option -- Y' >&2; echo 'usage: ssh-keygen [-q]' >&2; exit 1",
        "exec sleep 30",
    ],
)
def test_an_old_or_a_hanging_ssh_keygen_is_unchecked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    root = lay(tmp_path, TEXT, signed(TEXT, key()))
    fake_tool(tmp_path, script, monkeypatch)
    monkeypatch.setattr(signature, "TIMEOUT_SECONDS", 0.3)
    assert look(root) is SignatureStatus.UNCHECKED


BODY = public(key()).split()[1] if shutil.which("ssh-keygen") else ""
REFUSED = {
    "options": f'from="10.0.0.1" ssh-ed25519 {BODY}',
    "authority": f"cert-authority ssh-ed25519 {BODY}",
    "principal": f"coach ssh-ed25519 {BODY}",
    "comment line": f"# ssh-ed25519 {BODY}",
    "two keys": f"ssh-ed25519 {BODY}\nssh-ed25519 {BODY}",
    "carriage return": f"ssh-ed25519 {BODY} x\rcoach ssh-ed25519 {BODY}",
    "line separator": f"ssh-ed25519 {BODY} x\u2028coach ssh-ed25519 {BODY}",
    "tab": f"ssh-ed25519\t{BODY}",
    "cut off": f"ssh-ed25519 {BODY[:-8]}",
    "of another kind": f"ssh-rsa {BODY}",
    "dsa": f"ssh-dss {BODY}",
    "certificate": f"ssh-ed25519-cert-v01@openssh.com {BODY}",
    "no body": "ssh-ed25519",
    "no base64": "ssh-ed25519 ???",
    "not long enough": "ssh-ed25519 AAAA",
    "an age key": "age1d45a50n7hlqdmc80c5067xn8p6svndszpa2k2j2vw4lxqm58tdrqyg2q46",
    "a private key": "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n",
    "nothing": "",
}


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_is_no_key_that_can_sign_is_refused_and_never_quoted(tmp_path: Path, text: str) -> None:
    assert parse_signing_key(text) is None
    why = signing_key_problem(text)
    assert why is not None
    assert not [word for word in text.split() if len(word) > 12 and word in f"{why.text} {why.hint}"]
    root = lay(tmp_path, TEXT, signed(TEXT, key("ed25519", "other")))
    assert look(root, public(key()), text) is SignatureStatus.OTHER_KEY


def test_a_private_key_is_told_as_one() -> None:
    assert signing_key_problem(REFUSED["a private key"]) == Message("unreadable-signing-key.private")
    assert signing_key_problem(key().read_text("utf-8")) == Message("unreadable-signing-key.private")


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_that_ssh_keygen_makes_is_one(kind: str) -> None:
    text = public(key(kind))
    assert signing_key_problem(text) is None
    assert parse_signing_key(f"{text} and, more: words") is not None


def test_the_tool_agrees(tmp_path: Path) -> None:
    """What we call good, `ssh-keygen -Y verify` itself calls good."""
    lay(tmp_path, TEXT, signed(TEXT, key()))
    (tmp_path / "allowed").write_text(f"coach {public(key())}\n")
    command = ["ssh-keygen", "-Y", "verify", "-f", "allowed", "-I", "coach", "-n", "weekproof"]
    done = subprocess.run(
        [*command, "-s", f"{DECISIONS}.sig"], input=TEXT, cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode == 0) == (look(tmp_path) is SignatureStatus.GOOD)
