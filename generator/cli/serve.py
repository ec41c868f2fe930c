"""`weekproof serve`: the portfolio on this machine, again after every change."""

from __future__ import annotations

import gc
import os
import secrets
from dataclasses import replace
from typing import Any

import click

from generator.cli.findings import print_findings, redacted, unpublished
from generator.cli.options import output, request, shared
from generator.core.cache import take_cache_problem
from generator.core.diagnostics import Diagnostic, has_errors, public_path
from generator.core.text import count
from generator.preview.preview import Preview
from generator.reading.portfolio import require_portfolio
from generator.reporters.progress_bar import progress_bar
from generator.reporters.registry import Output


@click.command()
@shared
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="NUMBER",
    default=5500,
    show_default=True,
    help="Port to listen on.",
)
@click.option("--open/--no-open", "open_", default=False, help="Open the page in a browser.")
@click.option("--drafts", is_flag=True, help="Show drafts too. A build never does.")
@click.option(
    "--report", "with_report", is_flag=True, help="Show the coach's report too, at a secret address."
)
@click.option("--timings", is_flag=True, help="Say how long each change took to be shown.")
@click.option("--incognito", is_flag=True, help="Hide private records, for when others see your screen.")
def serve(
    port: int, open_: bool, drafts: bool, with_report: bool, timings: bool, incognito: bool, **options: Any
) -> int:
    """Preview the portfolio on this machine; it reloads after every change."""
    from generator.preview import server

    if incognito and with_report:
        raise click.UsageError("--incognito hides what --report shows: choose one.")
    wanted = replace(request(options), drafts=drafts)
    out = output(options).redacted() if incognito else output(options)
    # Broken settings can be fixed while we serve; without any settings this is the wrong folder.
    require_portfolio(wanted.root)
    gc.enable()
    preview = Preview(wanted, redacted if out.redact else _as_it_is, with_report)
    with progress_bar(out) as progress:
        preview.request = replace(wanted, progress=progress)
        preview.refresh()
    preview.request = wanted
    _print(preview, out)
    address = f"http://localhost:{port}/"
    secret = secrets.token_urlsafe(16) if with_report else ""

    def ready() -> None:
        out.echo(f"Showing {address} (only this machine can see it; Ctrl-C stops)")
        if secret:
            out.echo(f"Report  {address}{secret}/ (private; the address changes each time)")
        if open_:
            import webbrowser

            webbrowser.open(address)

    def changed(paths: list[str]) -> None:
        first = os.path.relpath(paths[0], wanted.root).replace(os.sep, "/")
        first = public_path(first) if out.redact else first
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        updated = count(preview.changed, "file")
        out.echo(f"\nChanged: {first}{more}; updated {updated} of the site in {preview.seconds:.2f} s")
        _print(preview, out)

    def took(measured: server.Timings) -> None:
        if timings:
            out.echo(measured.words)

    server.serve(preview, port, changed, secret, ready, took)
    out.echo("Stopped.")
    return 0


def _as_it_is(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return diagnostics


def _print(preview: Preview, output: Output) -> None:
    problem = take_cache_problem()
    if problem is not None:
        output.echo(problem.words(folder=not output.redact))
    if preview.error is not None:
        output.echo(f"{preview.error.message} {preview.error.hint or ''}".strip())
        output.echo("The pages are not updated until you fix this.")
        return
    print_findings(preview.diagnostics, int(has_errors(preview.diagnostics)), output)
    missing = unpublished(preview.judged, drafts_shown=preview.request.drafts) if preview.judged else ""
    if missing:
        output.echo(f"Skipped: {missing}")
