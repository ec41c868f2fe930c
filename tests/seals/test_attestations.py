"""Attestations of seals: what can be checked of a Sigstore bundle without asking anybody."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from generator.seals.attestations import check_bundle

STATEMENT = b"weekproof seal\nweek 2026-W47\nseal " + b"0" * 64 + b"\n"
WORKFLOW = (
    "https://github.com/sam-example/sam-example.github.io/.github/workflows/attest-seals.yml@refs/heads/main"
)
KIND = "application/vnd.in-toto+json"


def text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def bundle(statement: bytes = STATEMENT) -> dict[str, Any]:
    """A bundle as `actions/attest` writes it, with a certificate of our own."""
    key, day = ec.generate_private_key(ec.SECP256R1()), dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    nobody = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "nobody")])
    names = x509.SubjectAlternativeName([x509.UniformResourceIdentifier(WORKFLOW)])
    built = x509.CertificateBuilder(nobody, nobody, key.public_key(), x509.random_serial_number(), day, day)
    leaf = built.add_extension(names, critical=True).sign(key, SHA256())
    digest = hashlib.sha256(statement).hexdigest()
    told = {"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://slsa.dev/provenance/v1"}
    subject = {"name": "2026-W47.seal", "digest": {"sha256": digest}}
    payload = json.dumps({**told, "subject": [subject], "predicate": {}}).encode()
    signed = b"DSSEv1 %d %s %d %s" % (len(KIND), KIND.encode(), len(payload), payload)
    signature = key.sign(signed, ec.ECDSA(SHA256()))
    return {
        "mediaType": "application/vnd.dev.sigstore.bundle.v0.3+json",
        "verificationMaterial": {
            "certificate": {"rawBytes": text(leaf.public_bytes(Encoding.DER))},
            "tlogEntries": [{"integratedTime": "1795406400"}],
        },
        "dsseEnvelope": {
            "payload": text(payload),
            "payloadType": KIND,
            "signatures": [{"sig": text(signature)}],
        },
    }


def test_what_can_be_checked_is_and_the_rest_is_unknown() -> None:
    stamp = check_bundle(json.dumps(bundle()).encode(), STATEMENT)
    assert (stamp.state, stamp.by, f"{stamp.at:%Y-%m-%d}") == ("unknown", WORKFLOW, "2026-11-23")
    assert "gh attestation verify" in stamp.why


def _other_payload(made: dict[str, Any]) -> None:
    payload = json.loads(base64.b64decode(made["dsseEnvelope"]["payload"]))
    made["dsseEnvelope"]["payload"] = text(json.dumps({**payload, "predicate": {"x": 1}}).encode())


def _of(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(made: dict[str, Any]) -> None:
        at = made
        *way, last = path.split(".")
        for name in way:
            at = at[name]
        at[last] = value

    return change


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (_other_payload, "its signature does not fit"),
        (lambda made: made.pop("dsseEnvelope"), "it cannot be read"),
        (_of("dsseEnvelope.payloadType", "text/plain"), "it is an attestation of another kind"),
        (_of("dsseEnvelope.payload", "%%%"), "it cannot be read"),
        (_of("dsseEnvelope.signatures", []), "it is signed in an unknown way"),
        (_of("dsseEnvelope.signatures", [{"sig": text(b"0")}]), "its signature does not fit"),
        (_of("verificationMaterial.certificate", {"rawBytes": text(b"0")}), "its certificate cannot be read"),
        (_of("verificationMaterial", {}), "it cannot be read"),
        (_of("verificationMaterial", []), "it cannot be read"),
    ],
)
def test_what_is_wrong_does_not_fit(change: Callable[[dict[str, Any]], object], why: str) -> None:
    made = bundle()
    change(made)
    stamp = check_bundle(json.dumps(made).encode(), STATEMENT)
    assert (stamp.state, stamp.why) == ("wrong", why)


@pytest.mark.parametrize("data", [b"", b"[]", b"{", b"[" * 100_000, b'"x"', b"\xff"])
def test_what_is_no_bundle_does_not_fit(data: bytes) -> None:
    assert check_bundle(data, STATEMENT).why == "it cannot be read"


def test_an_attestation_of_other_bytes_does_not_fit() -> None:
    made = json.dumps(bundle()).encode()
    assert check_bundle(made, STATEMENT + b"\n").why == "it is for other bytes"
