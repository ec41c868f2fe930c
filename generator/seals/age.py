"""Encrypt files for the coach's keys and decrypt them: the age format, with the library `pyrage`.

Only the owners of the keys can read a sealed file. It does not prove who made it: anybody can encrypt
something for a public key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import ModuleType
from typing import Any, NoReturn

from generator.core.errors import MachineError, UserError

HINT = "Install it: pip install 'weekproof[seal]'."
_HEADERS = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")
_PROTECTED = "decrypted first"
_WRONG_KEY = "No matching keys"


def is_installed() -> bool:
    """Whether the library is installed."""
    try:
        import pyrage  # noqa: F401 - asked for, not used
    except ImportError:
        return False
    return True


def looks_sealed(data: bytes) -> bool:
    """Whether `data` begins like a sealed file."""
    return data.startswith(_HEADERS)


def new_key() -> tuple[str, str]:
    """A new X25519 key pair: (identity, which is secret; recipient, which is public)."""
    identity = _library().x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def seal(data: bytes, keys: Sequence[str]) -> bytes:
    """Encrypt `data` for the owners of `keys`. The result is different each time.

    Raises `UserError` if a key is refused, `MachineError` if the library is missing.
    """
    pyrage = _library()
    try:
        recipients = [_recipient(pyrage, key.strip()) for key in keys]
        sealed: bytes = pyrage.encrypt(data, recipients)
    except (KeyboardInterrupt, SystemExit):
        raise
    # A key of all zeros makes the library panic, and its panics are no `Exception`.
    except BaseException:
        hint = "Ask the coach for the key again, or for a new one: weekproof coach keygen."
        raise UserError("One of `coach.public_keys` cannot be sealed to.", hint=hint) from None
    return sealed


def open_sealed(sealed: bytes, key: bytes) -> bytes:
    """Decrypt. `key` is the content of an age identity file or of an OpenSSH private key.

    Raises `UserError` if the key is invalid or the wrong one, or the file is not sealed or damaged;
    `MachineError` if the library is missing.
    """
    pyrage = _library()
    identities = list(_identities(pyrage, key))
    if not looks_sealed(sealed):
        raise UserError("This is not a sealed file.", hint="Sealed files are called report.age or seals.age.")
    try:
        data: bytes = pyrage.decrypt(sealed, identities)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        _refuse(error)
    return data


def _refuse(error: BaseException) -> NoReturn:
    if _WRONG_KEY in str(error):
        raise UserError(
            "This key does not open the file: it was sealed for other keys.",
            hint="Compare your public key with `coach.public_keys` in the graduate's portfolio.yaml. "
            "If it is there, the beginning of the file may be damaged.",
        ) from None
    raise UserError(
        "The file was changed or cut off after it was sealed; nothing of it can be trusted.",
        hint="Ask for it again.",
    ) from None


def _recipient(pyrage: ModuleType, key: str) -> Any:
    """The library's object for a public key."""
    kind = pyrage.ssh if key.startswith("ssh-") else pyrage.x25519
    return kind.Recipient.from_str(key if key.startswith("ssh-") else key.lower())


def _identities(pyrage: ModuleType, key: bytes) -> Iterable[Any]:
    """The library's objects for a private key."""
    text = key.decode("utf-8", "replace").strip()
    if looks_sealed(key):
        hint = "Open it with `age --decrypt` first, into a file that you delete afterwards."
        raise UserError("The key file is locked with a passphrase itself.", hint=hint)
    if text.startswith(("ssh-", "ecdsa-", "age1")):
        hint = "Name the private half: for id_ed25519.pub that is id_ed25519."
        raise UserError("This is the public half of a key; only the private half opens.", hint=hint)
    try:
        if text.startswith("-----BEGIN"):
            yield pyrage.ssh.Identity.from_buffer(key)
            return
        lines = [line.strip() for line in text.splitlines()]
        secrets = [line for line in lines if line and not line.startswith("#")]
        for secret in secrets:
            yield pyrage.x25519.Identity.from_str(secret)
    except pyrage.IdentityError as error:
        _refuse_key(str(error))
    if not secrets:
        _refuse_key("")


def _refuse_key(why: str) -> NoReturn:
    if _PROTECTED in why:
        raise UserError(
            "This SSH key is protected by a passphrase, which cannot be asked for here.",
            hint="Make a key for reports alone (weekproof coach keygen), or use the age program: "
            "age --decrypt -i KEY FILE.",
        ) from None
    raise UserError(
        "This is no private key that can open a report.",
        hint="An identity file from `weekproof coach keygen` or an OpenSSH key (ed25519 or rsa) can.",
    ) from None


def _library() -> ModuleType:
    try:
        import pyrage
    except ImportError:
        message = "Sealing needs the library pyrage, which is not installed here."
        raise MachineError(message, hint=HINT) from None
    library: ModuleType = pyrage
    return library
