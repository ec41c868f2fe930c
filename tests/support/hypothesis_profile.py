"""How hard the properties are tried: a few hundred fixed examples, thousands of new ones where asked."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings

WANTED = os.environ.get("WEEKPROOF_EXAMPLES", "")


def examples(count: int) -> Callable[[Any], Any]:
    """Three quarters of `count` examples, the same in every run: more do not fit into five minutes.

    With `WEEKPROOF_EXAMPLES=N` it is N random ones instead.
    """
    return settings(
        max_examples=int(WANTED) if WANTED else count * 3 // 4,
        derandomize=not WANTED,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
