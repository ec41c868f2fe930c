"""Attestations of seals: the bundles that `actions/attest` makes, as far as they can be checked offline.

A certificate, valid for some minutes, says which workflow signed. Whether GitHub issued it can only be said
with its current keys, which `gh attestation verify` fetches. So the best that is said here is `unknown`, with
what was checked.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
from typing import Any

from generator.seals.timestamps import Stamp

_TYPE = "application/vnd.in-toto+json"


def check_bundle(bundle: bytes, statement: bytes) -> Stamp:
    """Whether a bundle attests the statement and its signature fits the certificate that comes with it."""
    try:
        told = json.loads(bundle)
        envelope = told["dsseEnvelope"]
        payload = base64.b64decode(envelope["payload"], validate=True)
        subjects = [subject["digest"]["sha256"] for subject in json.loads(payload)["subject"]]
        signatures = [base64.b64decode(one["sig"], validate=True) for one in envelope["signatures"]]
        kind = str(envelope["payloadType"])
        certificate = _certificate(told["verificationMaterial"])
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return Stamp("wrong", why="it cannot be read")
    if hashlib.sha256(statement).hexdigest() not in subjects:
        return Stamp("wrong", why="it is for other bytes")
    if kind != _TYPE:
        return Stamp("wrong", why="it is an attestation of another kind")
    signed = b"DSSEv1 %d %s %d %s" % (len(kind), kind.encode(), len(payload), payload)
    return _checked(certificate, signatures, signed, told)


def _certificate(material: Any) -> bytes:
    chain = material.get("x509CertificateChain", {}).get("certificates") or [material["certificate"]]
    return base64.b64decode(chain[0]["rawBytes"], validate=True)


def _checked(certificate: bytes, signatures: list[bytes], signed: bytes, told: Any) -> Stamp:
    try:
        from cryptography import x509
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.hashes import SHA256
    except ImportError:
        return Stamp("unknown", why="the library cryptography is not installed here")
    try:
        leaf = x509.load_der_x509_certificate(certificate)
        key = leaf.public_key()
        if not isinstance(key, ec.EllipticCurvePublicKey) or len(signatures) != 1:
            return Stamp("wrong", why="it is signed in an unknown way")
        key.verify(signatures[0], signed, ec.ECDSA(SHA256()))
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        (by,) = names.get_values_for_type(x509.UniformResourceIdentifier)
    except InvalidSignature:
        return Stamp("wrong", why="its signature does not fit")
    except (ValueError, x509.ExtensionNotFound):
        return Stamp("wrong", why="its certificate cannot be read")
    why = "whether GitHub issued its certificate is not checked here: gh attestation verify"
    return Stamp("unknown", _logged(told), by, why)


def _logged(told: Any) -> dt.datetime | None:
    """When the bundle says that it was logged; nobody has checked that here."""
    try:
        seconds = int(told["verificationMaterial"]["tlogEntries"][0]["integratedTime"])
        return dt.datetime.fromtimestamp(seconds, dt.UTC)
    except (ValueError, KeyError, TypeError, IndexError, OverflowError, OSError):
        return None
