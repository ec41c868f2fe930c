"""`weekproof coach sign`: the coach signs the decisions, on the coach's own machine."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli.options import ROOT, asked, output
from generator.core import fileops
from generator.core.diagnostics import has_errors
from generator.core.errors import MachineError, UserError, machine_errors
from generator.environment.programs import find_program
from generator.environment.signature import NAMESPACE, SignatureStatus, check_signature
from generator.model.portfolio import Portfolio, zone_of
from generator.reading.decisions import PATH, read_decisions
from generator.reading.portfolio import read_portfolio
from generator.rules.decisions.signature import is_for
from generator.source.files import path_exists, read_bytes

KEY = click.option(
    "--key",
    type=click.Path(path_type=Path),
    default=Path.home() / ".ssh" / "id_ed25519",
    help="Your private OpenSSH key.  [default: ~/.ssh/id_ed25519]",
)


@click.command()
@ROOT
@KEY
def sign(root: Path, key: Path) -> int:
    """Sign content/private/coach-decisions.yaml with your OpenSSH key."""
    # A signature that is there already stays as it is until there is a new one.
    root, out = root.absolute(), output(asked(root))
    data, portfolio = _sound(root)
    signature = signature_over(data, key)
    put_signature(root, signature)
    out.echo(f"Signed: {PATH}.sig. Commit both files together.")
    for line in _advice(root, portfolio.coach.signing_keys):
        out.echo(line)
    return 0


def signature_over(data: bytes, key: Path) -> bytes:
    """The detached signature of `data` by the private key in the file `key`; a `UserError` without one."""
    tool = find_program("ssh-keygen")
    if tool is None:
        raise MachineError("ssh-keygen is not installed.", hint="Install OpenSSH 8.2 or newer.")
    if not key.is_file():
        raise UserError(f"There is no key at {key}.", hint="Give your private key with --key.")
    # ssh-keygen asks for the passphrase itself, on the terminal, and says itself what is wrong.
    done = subprocess.run(  # noqa: S603 - our own words and paths
        [tool, "-Y", "sign", "-n", NAMESPACE, "-f", str(key)], input=data, stdout=subprocess.PIPE, check=False
    )
    if done.returncode != 0 or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        raise MachineError("ssh-keygen could not sign.", hint="Its message is above.")
    return done.stdout


def put_signature(root: Path, data: bytes) -> None:
    """Write the signature in one move. A link in its place is not followed: the folder is another's."""
    fileops.confine(root)
    file = root / f"{PATH}.sig"
    with machine_errors("the signature"):
        fileops.write_atomic(file, data, mode=0o644)


def _advice(root: Path, keys: tuple[str, ...]) -> Iterator[str]:
    """Why a good signature may have no effect."""
    if not keys:
        yield "portfolio.yaml has no `coach.signing_keys`, so the signature is not checked yet."
    elif check_signature(root, PATH, keys) is SignatureStatus.OTHER_KEY:
        yield "This key is not in `coach.signing_keys` in portfolio.yaml: add its public half there."


def _sound(root: Path) -> tuple[bytes, Portfolio]:
    """The bytes to sign. A `UserError` if their signature would be void."""
    portfolio, _ = read_portfolio(root)
    if portfolio is None:
        raise UserError("portfolio.yaml cannot be read.", hint="weekproof check says why.")
    if not path_exists(root, PATH):
        raise UserError(
            f"There is no {PATH}.", hint="Write the decisions first, or use weekproof coach decide."
        )
    data, _ = read_bytes(root, PATH, portfolio.limits.yaml_kb)
    answers = read_decisions(root, zone_of(portfolio.search), portfolio.limits.yaml_kb)
    if data is not None and b"\r" in data:
        hint = f"Save it with LF line endings, and add `{PATH} -text` to .gitattributes."
        raise UserError(f"{PATH} has CRLF line endings, which git may change after you sign.", hint=hint)
    if data is None or has_errors(answers.diagnostics):
        raise UserError(f"{PATH} has errors.", hint="Fix them before you sign: see weekproof check.")
    if not is_for(answers.graduate, portfolio):
        hint = f"Add `graduate: {portfolio.graduate.name}` at the top of the file."
        raise UserError("The decisions do not say which graduate they are for.", hint=hint)
    return data, portfolio
