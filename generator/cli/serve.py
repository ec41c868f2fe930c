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
from generator.preview.preview import Preview
from generator.reading.portfolio import require_portfolio
from generator.reporters.progress_bar import shown
from generator.reporters.registry import Output


def serve(request: Request, output: Output, *, port: int, open_browser: bool, with_report: bool) -> int:
    """Serve until Ctrl-C; 0. Where `output` is redacted, for a screen that others see, the pages are too."""
    from generator.preview import server

    # Broken settings can be fixed while we serve; without any settings this is the wrong folder.
    require_portfolio(request.root)
    gc.enable()
    preview = Preview(request, redacted if output.redact else _as_it_is, with_report)
    with shown(output) as progress:
        preview.request = replace(request, progress=progress)
        preview.refresh()
    preview.request = request
    _print(preview, output)
    address = f"http://localhost:{port}/"
    secret = secrets.token_urlsafe(16) if with_report else ""

    def ready() -> None:
        output.echo(f"Showing {address} (only this machine can see it; Ctrl-C stops)")
        if secret:
            output.echo(f"Report  {address}{secret}/ (private; the address changes each time)")
        if open_browser:
            import webbrowser

            webbrowser.open(address)

    def changed(paths: list[str]) -> None:
        first = os.path.relpath(paths[0], request.root)
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        updated = count(preview.changed, "file")
        output.echo(f"\nChanged: {first}{more}; updated {updated} of the site in {preview.seconds:.2f} s")
        _print(preview, output)

    server.serve(preview, port, changed, secret, ready)
    output.echo("Stopped.")
    return 0


def _as_it_is(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return diagnostics


def _print(preview: Preview, output: Output) -> None:
    if preview.error is not None:
        output.echo(f"{preview.error.message} {preview.error.hint or ''}".strip())
        output.echo("The pages are not updated until you fix this.")
        return
    print_findings(preview.diagnostics, int(has_errors(preview.diagnostics)), output)
    missing = left_out(preview.judged, drafts_shown=preview.request.drafts) if preview.judged else ""
    if missing:
        output.echo(f"Skipped: {missing}")
