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
        from generator.cli.again import said_again

        code = said_again(sys.argv[1:], _not_said)
        if code is None:
            from generator.cli.main import run

            code = run()
        sys.exit(code)
    except KeyboardInterrupt:  # before the command line began to listen, or after it ended
        sys.exit(130)


def _not_said(error: OSError, code: int) -> int:
    from generator.cli.main import not_said

    return not_said(error, code)


if __name__ == "__main__":
    main()
