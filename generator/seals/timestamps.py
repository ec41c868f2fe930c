"""Timestamps of seals by an authority (RFC 3161), with the library `rfc3161-client`. No network here.

A timestamp that fits proves that a seal existed not later than a certain time. It says nothing of earlier.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import warnings
from collections.abc import Iterable
from types import ModuleType
from typing import Any, Literal, NamedTuple

from msgspec import Struct

from generator.core.errors import MachineError, UserError

HINT = "Install it: pip install 'weekproof[seal]'."
_GRANTED = 0
_CHAIN_UNKNOWN = (
    "unable to get local issuer certificate",
    "self-signed certificate",
    "self signed certificate",
)
_EXPIRED = "certificate has expired", "certificate is not yet valid"


class Question(NamedTuple):
    """What an authority is asked, and the number that its answer has to repeat."""

    data: bytes
    nonce: int


class Stamp(Struct, frozen=True):
    """What became of a timestamp. `fits`: it existed not later than `at`, says `by`. Otherwise `why` not."""

    state: Literal["fits", "wrong", "unknown"]
    at: dt.datetime | None = None
    by: str = ""
    why: str = ""


def is_installed() -> bool:
    """Whether the library is installed."""
    try:
        import rfc3161_client  # noqa: F401 - asked for, not used
    except ImportError:
        return False
    return True


def make_question(statement: bytes) -> Question:
    """The question for an authority. Raises `MachineError` if the library is missing."""
    library = _library()
    builder = library.TimestampRequestBuilder().data(statement)
    asked = builder.hash_algorithm(library.HashAlgorithm.SHA256).build()
    return Question(asked.as_bytes(), asked.nonce)


def check_stamp(
    token: bytes, statement: bytes, authorities: Iterable[bytes] = (), nonce: int | None = None
) -> Stamp:
    """Whether an answer is a timestamp of the statement, by a public authority or one of `authorities`.

    Those are certificates in PEM. Public authorities are those whose certificates every browser accepts.
    With `nonce` it has to be the answer to that question. The certificate has to be valid at the time that
    the timestamp tells.
    """
    try:
        library = _library()
    except MachineError:
        return Stamp("unknown", why="the library rfc3161-client is not installed here")
    try:
        answer = library.decode_timestamp_response(token)
        if answer.status != _GRANTED:
            return Stamp("wrong", why=f"the authority did not grant it (status {answer.status})")
        told = answer.tst_info
        at: dt.datetime = told.gen_time
        signer = _signer(answer)
        told_digest, told_nonce = told.message_imprint.message, told.nonce
        algorithm = told.message_imprint.hash_algorithm.dotted_string
    except Exception:  # the library's parser fails in its own ways
        return Stamp("wrong", why="it cannot be read")
    digest = _DIGESTS.get(algorithm)
    if digest is None or told_digest != hashlib.new(digest, statement).digest():
        return Stamp("wrong", at, signer, "it is for other bytes")
    if nonce is not None and told_nonce != nonce:
        return Stamp("wrong", at, signer, "it is the answer to another question")
    try:
        verifier = library.VerifierBuilder(roots=_roots(authorities)).build()
        verifier.verify_message(answer, statement)
    except library.VerificationError as error:
        return _refused(str(error), at, signer)
    return Stamp("fits", at, signer)


_DIGESTS = {
    "2.16.840.1.101.3.4.2.1": "sha256",
    "2.16.840.1.101.3.4.2.2": "sha384",
    "2.16.840.1.101.3.4.2.3": "sha512",
}


def _refused(error: str, at: dt.datetime, signer: str) -> Stamp:
    if any(words in error for words in _CHAIN_UNKNOWN):
        return Stamp("unknown", at, signer, "its authority is not known here")
    if any(words in error for words in _EXPIRED):
        return Stamp("wrong", at, signer, "its certificate was not valid at that time")
    return Stamp("wrong", at, signer, "its signature does not fit")


def _signer(answer: Any) -> str:
    """What the authority calls itself: the common name of its certificate."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    (info,) = answer.signed_data.signer_infos
    for data in answer.signed_data.certificates:
        certificate = x509.load_der_x509_certificate(data)
        if certificate.serial_number == info.serial_number and certificate.issuer == info.issuer:
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            return str(names[0].value) if names else certificate.subject.rfc4514_string()
    return ""


def _roots(authorities: Iterable[bytes]) -> list[Any]:
    """The certificates of public authorities, and those that were named."""
    import certifi
    from cryptography import x509

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some old roots have odd serial numbers
        roots = x509.load_pem_x509_certificates(certifi.contents().encode("ascii"))
        for pem in authorities:
            roots += read_authority(pem)
    return roots


def read_authority(pem: bytes) -> list[Any]:
    """The certificates in a file. Raises `UserError` if there are none."""
    from cryptography import x509

    try:
        return list(x509.load_pem_x509_certificates(pem))
    except ValueError:
        hint = "It begins with -----BEGIN CERTIFICATE-----. Authorities publish theirs on their web site."
        raise UserError("This is not the certificate of an authority.", hint=hint) from None


def _library() -> ModuleType:
    try:
        import rfc3161_client
    except ImportError:
        message = "Timestamps need the library rfc3161-client, which is not installed here."
        raise MachineError(message, hint=HINT) from None
    library: ModuleType = rfc3161_client
    return library
