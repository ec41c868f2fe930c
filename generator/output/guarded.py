"""What must not be told: plain strings taken from the private records."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.journal import Journal


@dataclass(frozen=True, slots=True)
class Guarded:
    """Everything that no public file may say."""

    names: tuple[tuple[str, str], ...] = ()


def collect(journal: Journal, private_paths: Iterable[str]) -> Guarded:
    """All guarded strings of a journal; `private_paths` are the files below `content/private/`."""
    del private_paths
    found = {(c.first_name, c.last_name) for c in journal.contacts if c.first_name and c.last_name}
    return Guarded(names=tuple(sorted(found)))
