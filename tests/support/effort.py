"""How hard something is, told so that neither a slow machine nor a busy one changes it."""

from __future__ import annotations

import time
from collections.abc import Callable


def effort(work: Callable[[], object]) -> float:
    """Seconds of this process's own time; compare them to those of other work, never to a number of seconds.

    What ends in a blink is done again and the least counts, so that noise does not decide.
    """
    least = float("inf")
    for _ in range(3):
        began = time.process_time()
        work()
        least = min(least, time.process_time() - began)
        if least > 0.1:
            break
    return max(least, 1e-4)
