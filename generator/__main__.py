"""`weekproof` and `python -m generator`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A command makes hundreds of thousands of records and ends: looking for cycles among them took a
    # quarter of the time of a large check. `serve`, which stays, turns it on again.
    gc.disable()
    try:
        from generator.cli.main import run

        sys.exit(run())
    except KeyboardInterrupt:  # before the command line began to listen, or after it ended
        sys.exit(130)


if __name__ == "__main__":
    main()
