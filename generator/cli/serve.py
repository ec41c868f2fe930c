"""`weekproof serve`: the portfolio on this machine, again after every change."""

from __future__ import annotations

import gc
import os
import secrets
from dataclasses import replace

from generator.cli.build import left_out
from generator.cli.findings import print_findings, redacted
from generator.core.diagnostics import Diagnostic, has_errors
from generator.core.text import count
from generator.pipeline.types import Request
from generator.preview.show import Show
from generator.reading.portfolio import require_portfolio
from generator.reporters.progress_bar import shown
from generator.reporters.registry import Output


def serve(request: Request, output: Output, *, port: int, open_browser: bool, with_report: bool) -> int:
    """Serve until Ctrl-C; 0. Where `output` is redacted, for a screen that others see, the pages are too."""
    from generator.preview import server

    require_portfolio(
        request.root
    )  # broken settings can be mended while we serve; without any this is another folder
    gc.enable()
    show = Show(request, redacted if output.redact else _as_it_is, with_report)
    with shown(output) as progress:
        show.request = replace(request, progress=progress)
        show.refresh()
    show.request = request
    _tell(show, output)
    address = f"http://localhost:{port}/"
    secret = secrets.token_urlsafe(16) if with_report else ""

    def ready() -> None:
        output.echo(f"Showing {address} (only this machine can see it; Ctrl-C stops)")
        if secret:
            output.echo(f"Report  {address}{secret}/ (private; the path is new each time)")
        if open_browser:
            import webbrowser

            webbrowser.open(address)

    def told(paths: list[str]) -> None:
        shown = os.path.relpath(paths[0], request.root)
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        differ = count(show.changed, "file of the site differs", "files differ")
        output.echo(f"\nChanged: {shown}{more}; {differ}; made in {show.seconds:.2f} s")
        _tell(show, output)

    server.serve(show, port, told, secret, ready)
    output.echo("Stopped.")
    return 0


def _as_it_is(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return diagnostics


def _tell(show: Show, output: Output) -> None:
    if show.fault is not None:
        output.echo(f"{show.fault.message} {show.fault.hint or ''}".strip())
        output.echo("The pages stay as they were until this is mended.")
        return
    print_findings(show.diagnostics, int(has_errors(show.diagnostics)), output)
    missing = left_out(show.judged, drafts_shown=show.request.drafts) if show.judged else ""
    if missing:
        output.echo(f"Left out of the pages: {missing}")
