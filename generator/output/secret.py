"""What must not be told: plain strings taken from the private records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["name", "single-name", "email", "phone", "profile", "street", "postal-code", "path", "passage"]


@dataclass(frozen=True, slots=True, order=True)
class Secret:
    """One thing that no public file may say.

    `parts`, as they were written, are for a `name` the first and the last name, for a `single-name`
    the name and the employer, for a `postal-code` the code and the city, for a `passage` a whole
    private text (of which runs of words are guarded), else the one text. `person` is a key by
    which a page may be allowed to tell it, empty where none may.
    """

    kind: Kind
    parts: tuple[str, ...]
    person: str = ""


@dataclass(frozen=True, slots=True)
class Guarded:
    """Everything that no public file may say, and what single pages may say all the same.

    `allowed` maps the path of a content file to the keys of the people whom it mentions on purpose.
    """

    secrets: tuple[Secret, ...] = ()
    allowed: Mapping[str, frozenset[str]] = field(default_factory=dict)
