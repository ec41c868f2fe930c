"""`weekproof serve`: the portfolio on this machine, again after every change."""

from __future__ import annotations

import gc
import os

from generator.commands.left_out import left_out
from generator.commands.told import tell
from generator.diagnostics import has_errors
from generator.preview.show import Show
from generator.reporters.table import Output
from generator.run import Request


def serve(request: Request, output: Output, *, port: int, open_browser: bool) -> int:
    """Serve until Ctrl-C; 0."""
    from generator.preview import server

    gc.enable()
    show = Show(request)
    show.refresh()
    _tell(show, output)
    address = f"http://localhost:{port}/"
    output.say(f"Showing {address} (only this machine can see it; Ctrl-C stops)")
    if open_browser:
        import webbrowser

        webbrowser.open(address)

    def told(paths: list[str]) -> None:
        shown = os.path.relpath(paths[0], request.root)
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        output.say(f"\nChanged: {shown}{more}; made anew in {show.seconds:.2f} s")
        _tell(show, output)

    server.serve(show, port, told)
    output.say("Stopped.")
    return 0


def _tell(show: Show, output: Output) -> None:
    if show.fault is not None:
        output.say(f"{show.fault.message} {show.fault.hint or ''}".strip())
        output.say("The pages stay as they were until this is mended.")
        return
    tell(show.found, int(has_errors(show.found)), output)
    missing = left_out(show.judged) if show.judged else ""
    if missing:
        output.say(f"Left out of the pages: {missing}")
