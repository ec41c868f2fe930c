"""`weekproof hook …`: git hooks that keep private records out of a public repository."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from generator.cli.options import ROOT, asked, output, request
from generator.core.errors import UserError
from generator.environment import git_hooks
from generator.environment.git import GitError
from generator.reporters.escape import printable

_MOST_BYTES = 1024 * 1024


@click.group()
def hook() -> None:
    """Keep private records out of a public repository, before git commits or pushes them."""


@hook.command()
@ROOT
def install(root: Path) -> int:
    """Write the hooks `pre-commit` and `pre-push` of this clone.

    They refuse to commit or push files of `content/private/` and of the report in plain text if anyone can
    read the repository. For that they ask its host, without your name or password, and only where such
    files are about to go there.
    """
    options = asked(root)
    files = git_hooks.install(request(options).root)
    out = output(options)
    for file in files:
        out.echo(f"Written: {printable(str(file))}")
    out.echo("Git now asks before each commit and push whether strangers would see private records.")
    out.echo("A clone does not bring hooks along: run this once in each.")
    return 0


@hook.command()
@ROOT
def remove(root: Path) -> int:
    """Remove the hooks that `hook install` wrote."""
    options = asked(root)
    files = git_hooks.remove(request(options).root)
    out = output(options)
    for file in files:
        out.echo(f"Removed: {printable(str(file))}")
    if not files:
        out.echo("There is no hook of Weekproof's here.")
    return 0


@hook.command()
@ROOT
@click.option("--push", is_flag=True, help="Before a push: what is pushed stands on standard input.")
@click.argument("remote", required=False, default="")
@click.argument("address", required=False, default="")
def run(root: Path, push: bool, remote: str, address: str) -> int:  # noqa: ARG001 - git gives both
    """Refuse private records in a public repository. Git's hooks call this.

    Git names the REMOTE and its ADDRESS before a push.
    """
    options = asked(root)
    wanted, out = request(options), output(options)
    try:
        if push:
            commits = _pushed(sys.stdin.buffer.read(_MOST_BYTES))
            paths = tuple(
                sorted({path for one in commits for path in git_hooks.private_in(wanted.root, one)})
            )
        else:
            index = os.environ.get("GIT_INDEX_FILE")
            paths = git_hooks.staged_private(wanted.root, Path(index).absolute() if index else None)
    except GitError as reason:
        raise UserError(f"It is unknown whether there are private files among this: {reason}.") from None
    if not paths:
        return 0
    address = address or git_hooks.remote_address(wanted.root)
    if not address:  # it is on this machine alone
        return 0
    is_open = git_hooks.is_open(address, wanted.environment)
    doing = "push" if push else "commit"
    if is_open:
        what = "Not pushed." if push else "Not committed."
        way_out = f"If all people in it are made up: git {doing} --no-verify"
        raise git_hooks.refusal(what, address, paths, way_out, named=not out.redact)
    if is_open is None:
        out.echo(f"Its host did not say whether this repository is public, so the {doing} goes on.")
    return 0


def _pushed(told: bytes) -> tuple[str, ...]:
    """The commits that git is about to push: the second word of each line, zeros for a branch that goes."""
    names = [row.split()[1].decode("ascii", "replace") for row in told.splitlines() if len(row.split()) > 1]
    return tuple(name for name in names if name.strip("0"))
