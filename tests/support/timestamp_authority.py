"""A timestamp authority on this machine: its certificates, and the answers that openssl makes for it."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

_CONFIG = """\
[tsa]
default_tsa = clock
[clock]
serial = {folder}/serial
signer_cert = {folder}/clock.pem
signer_key = {folder}/clock.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
"""
LONG_AGO, FAR_AHEAD = dt.datetime(2020, 1, 1, tzinfo=dt.UTC), dt.datetime(2100, 1, 1, tzinfo=dt.UTC)


class Authority:
    """An authority with its own root, whose certificate is valid until `until`."""

    def __init__(self, folder: Path, until: dt.datetime = FAR_AHEAD, name: str = "Example Clock") -> None:
        folder.mkdir(parents=True)
        self.folder = folder
        root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        self.root = _certificate(f"{name} Root", root_key, f"{name} Root", root_key, FAR_AHEAD, is_root=True)
        clock = _certificate(name, key, f"{name} Root", root_key, until, is_root=False)
        (folder / "clock.pem").write_bytes(clock)
        (folder / "clock.key").write_bytes(
            key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))

    def answer(self, question: bytes) -> bytes:
        """The answer to a question, with the time of this machine."""
        (self.folder / "question").write_bytes(question)
        command = [
            "openssl",
            "ts",
            "-reply",
            "-config",
            "tsa.cnf",
            "-queryfile",
            "question",
            "-out",
            "answer",
        ]
        subprocess.run(command, cwd=self.folder, check=True, capture_output=True)
        return (self.folder / "answer").read_bytes()


def _certificate(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    until: dt.datetime,
    *,
    is_root: bool,
) -> bytes:
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(LONG_AGO)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(_usage(is_root=is_root), critical=True)
    )
    if not is_root:
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    return builder.sign(issuer_key, SHA256()).public_bytes(Encoding.PEM)


def _usage(*, is_root: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=is_root,
        crl_sign=is_root,
        encipher_only=False,
        decipher_only=False,
    )
