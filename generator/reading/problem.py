"""Why a text is not a value."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """The rule that a text breaks, what is wrong and what to write instead."""

    rule: str
    message: str
    hint: str
