"""`weekproof init` and what its workflows call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.cli.options import NO_OPTIONS, ROOT, output, request


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=".")
@click.option("-y", "--yes", is_flag=True, help="Ask nothing: take what the machine knows, and stand-ins.")
@click.option("--name", help="Your name, as employers should read it.")
@click.option("--github", metavar="LOGIN", help="Your GitHub name.")
@click.option("--programme", help="software-engineering, data-science, ux-ui-design/ux or ux-ui-design/ui.")
@click.option("--start", metavar="YYYY-MM-DD", help="The first day of your search.")
@click.option("--time-zone", metavar="ZONE", help="Such as America/Chicago.  [default: the system's]")
@click.option("--country", help="For public holidays: US, or with a state US-IL.")
@click.option("--coach", metavar="NAME", help="Your coach's name.")
@click.option("--coach-github", metavar="LOGIN", help="Your coach's GitHub name, for CODEOWNERS.")
@click.option("--two-repos", "repositories", flag_value="two", help="Publish from a second one.  [default]")
@click.option("--one-repo", "repositories", flag_value="one", help="Publish from this one; it stays private.")
@click.option("--commitment", default="flatiron", show_default=True, help="The school's terms.")
@click.option("--requirement", metavar="TEXT", help="What CI installs, for pip.  [default: this version]")
@click.option("--as-of", metavar="YYYY-MM-DD", help="Take this day for today.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but mistakes.")
def init(folder: Path, yes: bool, **given: Any) -> int:
    """Begin in FOLDER (this one): a repository that builds at once, with workflows that check and publish."""
    from generator.cli.init import init as run_init
    from generator.init.answers import Given
    from generator.init.template import REQUIREMENT

    options = {**NO_OPTIONS, "root": folder, "as_of": given.pop("as_of"), "quiet": given.pop("quiet")}
    commitment, requirement = given.pop("commitment"), given.pop("requirement") or REQUIREMENT
    asked = request(options)
    return run_init(
        asked.root,
        Given(**given),
        asked.clock,
        output(options),
        commitment=commitment,
        requirement=requirement,
        yes=yes,
    )


@click.command(name="log-issue")
@ROOT
@click.option("--body-file", type=click.Path(dir_okay=False, path_type=Path), help="The issue's text.")
@click.option("--event", type=click.Path(dir_okay=False, path_type=Path), help="The event's file on GitHub.")
@click.option("--reply", type=click.Path(dir_okay=False, path_type=Path), help="Where the answer goes.")
@click.option("--as-of", metavar="YYYY-MM-DD", help="Take this day for today.")
def log_issue(
    root: Path, body_file: Path | None, event: Path | None, reply: Path | None, **given: Any
) -> int:
    """Make a record of a contact that was written into the issue form (for the workflow)."""
    from generator.cli.log_issue import log_issue as run_log_issue
    from generator.intake.issue_form import read_body, read_event

    if (body_file is None) == (event is None):
        raise click.UsageError("Give either --body-file or --event.")
    options = {**NO_OPTIONS, "root": root, **given}
    issue = read_event(event) if event else read_body(body_file or Path())
    return run_log_issue(request(options), output(options), issue, reply)


@click.command()
@ROOT
@click.option("--json", "as_json", is_flag=True, help="JSON, for other programs.")
@click.option("-q", "--quiet", is_flag=True, help="Show what is to be mended only.")
@click.option("--public-repository/--private-repository", default=None, help="Say who can read it.")
@click.option("--as-of", metavar="YYYY-MM-DD", help="Take this day for today.")
def doctor(root: Path, as_json: bool, **given: Any) -> int:
    """Look at everything around your records: versions, privacy, keys, workflow, clock. Offline."""
    from generator.cli.doctor import doctor as run_doctor

    options = {**NO_OPTIONS, "root": root, **given}
    return run_doctor(request(options), output(options), as_json=as_json)


@click.command()
@ROOT
@click.option("--check", is_flag=True, help="Say what would change, and change nothing.")
def upgrade(root: Path, check: bool) -> int:
    """Bring what `init` wrote up to this version; your records and posts stay as they are."""
    from generator.cli.upgrade import upgrade as run_upgrade

    options = {**NO_OPTIONS, "root": root}
    return run_upgrade(request(options).root, output(options), check=check)
