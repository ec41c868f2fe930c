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
from generator.core.diagnostics import Diagnostic, has_errors
from generator.core.text import count
from generator.preview.show import Show
from generator.reading.portfolio import refuse_elsewhere
from generator.reporters.progress_bar import shown
from generator.reporters.registry import Output


@click.command()
@shared
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="NUMBER",
    default=5500,
    show_default=True,
    help="Where it listens.",
)
@click.option("--open/--no-open", "open_", default=False, help="Open the page in a browser.")
@click.option("--drafts", is_flag=True, help="Show drafts too. A build never has them.")
@click.option("--report", "with_report", is_flag=True, help="Show the coach's report too, on a secret path.")
@click.option("--incognito", is_flag=True, help="Show nothing of private records: others see the screen.")
def serve(port: int, open_: bool, drafts: bool, with_report: bool, incognito: bool, **options: Any) -> int:
    """Show the portfolio on this machine, and again after every change."""
    from generator.preview import server

    if incognito and with_report:
        raise click.UsageError("--incognito hides what --report shows: choose one of them.")
    wanted = replace(request(options), drafts=drafts)
    out = output(options).hushed() if incognito else output(options)
    refuse_elsewhere(
        wanted.root
    )  # broken settings can be mended while we serve; without any this is another folder
    gc.enable()
    show = Show(wanted, redacted if out.redact else _as_it_is, with_report)
    with shown(out) as progress:
        show.request = replace(wanted, progress=progress)
        show.refresh()
    show.request = wanted
    _tell(show, out)
    address = f"http://localhost:{port}/"
    secret = secrets.token_urlsafe(16) if with_report else ""

    def ready() -> None:
        out.echo(f"Showing {address} (only this machine can see it; Ctrl-C stops)")
        if secret:
            out.echo(f"Report  {address}{secret}/ (private; the path is new each time)")
        if open_:
            import webbrowser

            webbrowser.open(address)

    def told(paths: list[str]) -> None:
        shown = os.path.relpath(paths[0], wanted.root)
        more = f" and {len(paths) - 1} more" if len(paths) > 1 else ""
        differ = count(show.changed, "file of the site differs", "files differ")
        out.echo(f"\nChanged: {shown}{more}; {differ}; made in {show.seconds:.2f} s")
        _tell(show, out)

    server.serve(show, port, told, secret, ready)
    out.echo("Stopped.")
    return 0


def _as_it_is(diagnostics: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return diagnostics


def _tell(show: Show, output: Output) -> None:
    if show.fault is not None:
        output.echo(f"{show.fault.message} {show.fault.hint or ''}".strip())
        output.echo("The pages stay as they were until this is mended.")
        return
    print_findings(show.diagnostics, int(has_errors(show.diagnostics)), output)
    missing = unpublished(show.judged, drafts_shown=show.request.drafts) if show.judged else ""
    if missing:
        output.echo(f"Left out of the pages: {missing}")
