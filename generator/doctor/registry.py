"""Every look that `doctor` takes, in the order in which it tells."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.doctor import privacy, repository, settings, software
from generator.doctor.check import Facts, Line

Look = Callable[[Facts], Iterator[Line]]

LOOKS: tuple[Look, ...] = (
    software.versions,
    software.libraries,
    software.programs,
    settings.settings,
    software.zones,
    repository.in_git,
    privacy.visibility,
    privacy.history,
    privacy.committed,
    settings.workflow,
    repository.clock,
    repository.line_ends,
    repository.large_files,
)


def look_at_all(facts: Facts) -> tuple[Line, ...]:
    """All lines, in the order of the table."""
    return tuple(line for look in LOOKS for line in look(facts))
