"""`weekproof desk`: log, change and publish in the browser, on this machine."""

from __future__ import annotations

import gc
import secrets
from pathlib import Path

import click

from generator.cli.options import AS_OF, ROOT, asked, output, request
from generator.core import crashes
from generator.reading.portfolio import require_portfolio


@click.command()
@ROOT
@AS_OF
@click.option(
    "--port",
    type=click.IntRange(1024, 65535),
    metavar="NUMBER",
    default=5501,
    show_default=True,
    help="Port to listen on.",
)
@click.option("--open/--no-open", "open_", default=True, help="Open the page in a browser.  [default: open]")
def desk(root: Path, as_of: str | None, port: int, *, open_: bool) -> int:
    """Log, change and publish by forms in the browser, on this machine.

    Each answer is judged as you type it. What is saved goes to the same files, line by line.
    """
    from generator.desk import server
    from generator.desk.desk import Desk

    options = asked(root, as_of)
    wanted, out = request(options), output(options)
    require_portfolio(wanted.root)
    gc.enable()
    secret = secrets.token_urlsafe(24)
    address = f"http://{server.ADDRESS}:{port}/{secret}/"

    def ready(once: str) -> None:
        out.echo(f"Your desk: {address}")
        out.echo("Only this machine can open it, and only at this address. Ctrl-C ends it.")
        if open_:
            import webbrowser

            webbrowser.open(once)

    server.serve(Desk(wanted), port, secret, ready, crashes.record)
    out.echo("Stopped.")
    return 0
