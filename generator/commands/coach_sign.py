"""`weekproof coach sign`: the coach signs the decisions, on the coach's own machine."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from generator.diagnostics import has_errors
from generator.evidence.signature import NAMESPACE
from generator.faults import Fault, MachineFault
from generator.model.zone import zone_of
from generator.reading.decisions import PATH, read_decisions
from generator.reading.portfolio import read_portfolio
from generator.reporters.table import Output
from generator.run import Request


def sign(request: Request, output: Output, key: Path) -> int:
    """Sign the decisions of the repository with `key`; 0. A `Fault` where they cannot be signed."""
    file = request.root / PATH
    _refuse_unsound(request, file)
    tool = shutil.which("ssh-keygen")
    if tool is None:
        raise MachineFault("There is no ssh-keygen here.", hint="Install OpenSSH 8.2 or newer.")
    if not key.is_file():
        raise Fault(f"There is no key {key}.", hint="Name your private key with --key.")
    file.with_name(file.name + ".sig").unlink(missing_ok=True)
    # ssh-keygen asks for the passphrase itself, on the terminal.
    done = subprocess.run(  # noqa: S603 - our own words and paths
        [tool, "-Y", "sign", "-n", NAMESPACE, "-f", str(key), str(file)], check=False
    )
    if done.returncode != 0:
        raise MachineFault("ssh-keygen did not sign.", hint="What it said stands above.")
    output.say(f"Signed: {PATH}.sig. Commit both files together.")
    return 0


def _refuse_unsound(request: Request, file: Path) -> None:
    """Nobody should sign what would be void: unreadable, for nobody, or with line ends that change."""
    if not file.is_file():
        raise Fault(f"There is no {PATH}.", hint="Write the decisions first.")
    if b"\r\n" in file.read_bytes():
        hint = f"Save it with LF line ends, and add `{PATH} -text` to .gitattributes."
        raise Fault(f"{PATH} has CRLF line ends, which git may change after you sign.", hint=hint)
    portfolio, _ = read_portfolio(request.root)
    if portfolio is None:
        raise Fault("portfolio.yaml cannot be read.", hint="weekproof check says why.")
    answers = read_decisions(request.root, zone_of(portfolio.search), portfolio.limits.yaml_kb)
    if has_errors(answers.found):
        raise Fault(f"{PATH} has mistakes.", hint="weekproof check says which; mend them before you sign.")
    if answers.graduate != portfolio.graduate.name:
        hint = f"Begin the file with `graduate: {portfolio.graduate.name}`."
        raise Fault("The decisions do not say whom they are for.", hint=hint)
