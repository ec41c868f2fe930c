"""The checks of `doctor`, one function each, and their table."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal, NamedTuple

from generator.core.diagnostics import Severity
from generator.core.errors import UserError
from generator.core.text import count, join_words
from generator.core.version import VERSION
from generator.environment import git
from generator.environment.git_history import day_of
from generator.environment.git_remote import repository_name
from generator.environment.own_source import own_source
from generator.environment.programs import find_program
from generator.init.answers import NO_LOGIN, NO_NAME
from generator.init.pins import is_locked, newer, pinned_version, source_of
from generator.init.template import FORM_WORKFLOW, WORKFLOW
from generator.model.portfolio import Portfolio, zone_from_name, zone_of
from generator.model.resume import begins_with_another_field
from generator.reading.journal import read_resume
from generator.reading.portfolio import PATH, read_portfolio
from generator.source.files import path_exists, read_text

State = Literal["ok", "warn", "fail"]


class CheckResult(NamedTuple):
    """The result of looking at one thing. `subject` names it, `todo` says what to do.

    `message` and `todo` contain paths and counts, never a person's data.
    """

    state: State
    subject: str
    message: str
    todo: str | None = None


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What every check is given.

    `public` says whether strangers can read the repository, None if unknown. `portfolio` is None if
    portfolio.yaml cannot be used. `in_git`: the folder is in a git repository. `is_foreign`: git refuses to
    read that repository because it belongs to another user.
    """

    root: Path
    today: dt.date
    public: bool | None
    portfolio: Portfolio | None
    in_git: bool
    is_foreign: bool = False

    def git(self, command: str, *arguments: str) -> str | None:
        """The output of git in the folder; None if it fails."""
        if not self.in_git:
            return None
        try:
            return git.run_git(self.root, command, *arguments).decode("utf-8", "replace")
        except git.GitError:
            return None

    def newest_commit(self) -> int | None:
        """The time of the last commit in seconds since 1970; None if there is none."""
        try:
            with git.reading(self.root) as objects:
                return int(objects.run("log", "-1", "--format=%ct"))
        except (git.GitError, ValueError):
            return None

    def ever_committed(self, *folders: str) -> tuple[str, ...]:
        """The paths below `folders` of all files that a commit of any branch or tag added, sorted."""
        try:
            tips = git.run_git(self.root, "for-each-ref", "--format=%(objectname)")
            with git.reading(self.root) as objects:
                options = ("--diff-filter=A", "--no-renames", "--name-only", "--format=", "-z", "--stdin")
                folder_lines = "".join(f"{objects.prefix}{folder}\n" for folder in folders)
                given = b"HEAD\n" + tips + b"--\n" + os.fsencode(folder_lines)
                output = objects.run("log", *options, given=given)
                prefix = os.fsencode(objects.prefix)
        except git.GitError:
            return ()
        paths = {path.strip(b"\n").removeprefix(prefix) for path in output.split(b"\0")}
        return tuple(sorted(path.decode("utf-8", "replace") for path in paths if path))

    def paths(self, command: str, *arguments: str) -> tuple[str, ...]:
        """The paths that git lists with `-z`, sorted, without repeats."""
        output = self.git(command, *arguments) or ""
        return tuple(sorted({path.strip("\n") for path in output.split("\0") if path.strip("\n")}))


Results = Iterator[CheckResult]


def run_checks(context: CheckContext) -> tuple[CheckResult, ...]:
    """The results of all checks, in the order of the table."""
    return tuple(result for check in CHECKS for result in check(context))


# What is installed: Weekproof, Python, git and the optional libraries.

_OPTIONAL = (
    ("pyrage", "seals the report", "pip install 'weekproof[seal]'"),
    ("mermaidx", "draws diagrams", "pip install 'weekproof[diagrams]'"),
    ("rfc3161-client", "has closed weeks timestamped", "pip install 'weekproof[seal]'"),
    ("openpyxl", "exports a workbook", "pip install 'weekproof[export]'"),
    ("icalendar", "exports calendars and address cards", "pip install 'weekproof[export]'"),
    ("typst", "makes the résumé's PDF", "pip install typst"),
)


def check_versions(_: CheckContext) -> Results:
    """The versions of Weekproof and Python."""
    yield CheckResult("ok", "versions", f"Weekproof {VERSION}, Python {platform.python_version()}.")


def check_libraries(context: CheckContext) -> Results:
    """The optional libraries; a missing one fails if the settings need it."""
    installed = {name: version for name, _, _ in _OPTIONAL if (version := _version(name)) is not None}
    if installed:
        names = ", ".join(f"{name} {version}" for name, version in installed.items())
        yield CheckResult("ok", "libraries", f"Also installed: {names}.")
    coach = context.portfolio.coach if context.portfolio else None
    missed = {
        "pyrage": ("your coach's report can't be sealed", bool(coach and coach.public_keys)),
        "rfc3161-client": ("closed weeks get no timestamps", bool(coach and coach.timestamps)),
    }
    for name, purpose, command in _OPTIONAL:
        if name in installed:
            continue
        without, is_needed = missed.get(name, ("", False))
        if is_needed:
            message = f"{name} is not installed, so {without}."
            yield CheckResult("fail", "libraries", message, f"Install it: {command}")
        else:
            yield CheckResult("ok", "libraries", f"Not installed: {name} ({purpose}). You don't need it now.")


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def check_programs(context: CheckContext) -> Results:
    """Git, and OpenSSH if the coach signs decisions."""
    try:
        version = git.run_git(context.root, "--version").decode("ascii", "replace").strip()
        yield CheckResult("ok", "git", f"{version.capitalize()}.")
    except git.GitError as error:
        todo = "Install git and keep your files in a repository: it is your backup and your record."
        yield CheckResult("warn", "git", f"{str(error).capitalize()}.", todo)
    has_keys = context.portfolio is not None and bool(context.portfolio.coach.signing_keys)
    if has_keys and find_program("ssh-keygen") is None:
        message = "ssh-keygen is not installed, so your coach's signatures can't be checked here."
        yield CheckResult("warn", "signatures", message, "Install OpenSSH (8.2 or newer).")


def check_time_zone(context: CheckContext) -> Results:
    """The time zone of the search: without its data, days are judged in UTC."""
    name = context.portfolio.search.time_zone if context.portfolio else None
    if name and zone_from_name(name) is None:
        has_zones = zone_from_name("Europe/Berlin") is not None
        todo = "Correct search.time_zone." if has_zones else "Install the time zones: pip install tzdata"
        yield CheckResult("fail", "time zone", f"This machine has no time zone {name!r}.", todo)
    elif name:
        yield CheckResult("ok", "time zone", f"It is {context.today} in {name}.")


# portfolio.yaml, the coach's keys and the workflows.

_KEY_RULES = ("unreadable-public-key", "unreadable-signing-key")
_TARGET = re.compile(r"^  *PUBLIC_REPOSITORY: *(\S+)", re.MULTILINE)


def check_settings(context: CheckContext) -> Results:
    """Whether portfolio.yaml is valid and has no placeholders, and whether the coach's keys are valid."""
    try:
        portfolio, diagnostics = read_portfolio(context.root)
    except UserError as error:
        yield CheckResult("fail", "settings", error.message, "Start with: weekproof init")
        return
    errors = [
        diagnostic
        for diagnostic in diagnostics
        if diagnostic.severity is Severity.ERROR and diagnostic.rule not in _KEY_RULES
    ]
    if errors:
        message = f"{PATH} has {count(len(errors), 'error')}, the first in line {errors[0].location.line}."
        yield CheckResult(
            "fail", "settings", message, "Run weekproof check to see what is wrong and what to do."
        )
    if portfolio is None:
        return
    graduate = portfolio.graduate
    placeholders = [
        f"graduate.{key}"
        for key, value in (("name", NO_NAME), ("github", NO_LOGIN))
        if getattr(graduate, key) == value
    ]
    if placeholders:
        verb = "is still a placeholder" if len(placeholders) == 1 else "are still placeholders"
        yield CheckResult(
            "fail", "settings", f"{join_words(placeholders)} {verb}.", f"Put your own into {PATH}."
        )
    elif not errors:
        yield CheckResult("ok", "settings", f"{PATH} is valid.")
    invalid = sum(diagnostic.rule in _KEY_RULES for diagnostic in diagnostics)
    keys = len(portfolio.coach.public_keys) + len(portfolio.coach.signing_keys)
    if invalid:
        todo = "Run weekproof check to see the line, and ask your coach for the key again."
        yield CheckResult("fail", "coach's keys", f"Not valid: {count(invalid, 'key')} of your coach.", todo)
    elif keys:
        yield CheckResult("ok", "coach's keys", f"{count(keys, 'key')} of your coach, valid.")
    else:
        yield CheckResult("ok", "coach's keys", "None set; you don't need any.")


def check_workflows(context: CheckContext) -> Results:
    """Whether GitHub checks and publishes, with which version, and to which repository."""
    if not path_exists(context.root, WORKFLOW):
        message = f"{WORKFLOW} is missing, so GitHub checks and publishes nothing."
        todo = "Run weekproof init --yes FOLDER with an empty folder, and copy its .github folder here."
        yield CheckResult("warn", "workflow", message, todo)
        return
    for path in (WORKFLOW, FORM_WORKFLOW):
        file, _ = read_text(context.root, path, 256) if path_exists(context.root, path) else (None, ())
        if file is not None:
            yield _check_version(path, file.text)
            yield from _check_target(file.text)
            yield from _check_address(file.text, context.portfolio)


def _check_version(path: str, text: str) -> CheckResult:
    pinned, source = pinned_version(text), source_of(text)
    if not source:
        message = f"{path} does not know where to get Weekproof, so it installs and checks nothing."
        return CheckResult("fail", "workflow", message, _SAY_WHERE)
    if pinned is None:
        return _check_source(path, source)
    if own_source() != source and not newer(VERSION, pinned) and not newer(pinned, VERSION):
        message = f"{path} installs Weekproof by its name, and this copy did not come by that name."
        return CheckResult("warn", "workflow", message, f"Anyone may own that name. {_SAY_WHERE}")
    if newer(VERSION, pinned):
        message = f"{path} installs {pinned}; this is {VERSION}."
        return CheckResult("warn", "workflow", message, "weekproof upgrade")
    if newer(pinned, VERSION):
        message = f"{path} installs {pinned}, but this is {VERSION}: their results may differ."
        return CheckResult("warn", "workflow", message, f"pipx upgrade weekproof (or install {pinned}).")
    message = f"{path} installs this version, {VERSION}, by its name and without a digest."
    return CheckResult("ok", "workflow", message)


_SAY_WHERE = "Write at WEEKPROOF the address of the source at a commit: weekproof[diagrams,seal] @ git+https://…@COMMIT"


def _check_source(path: str, source: str) -> CheckResult:
    if not is_locked(source):
        message = f"{path} installs Weekproof from a source that may change: it has no commit and no digest."
        return CheckResult("warn", "workflow", message, _SAY_WHERE)
    if source == own_source():
        return CheckResult("ok", "workflow", f"{path} installs this very copy of Weekproof.")
    message = f"{path} installs Weekproof from a pinned source, which is not where this copy came from."
    return CheckResult("ok", "workflow", f"{message} Their results may differ.")


def _check_target(text: str) -> Results:
    target = _TARGET.search(text)
    if target and target[1] in ('""', "''"):
        message = "No public repository is set in the workflow, so nothing is published."
        todo = f"Set PUBLIC_REPOSITORY in {WORKFLOW}: YOU/YOU.github.io"
        yield CheckResult("warn", "publishing", message, todo)
    elif target:
        message = f"The workflow publishes to {target[1]} once you have set the secret SITE_DEPLOY_KEY."
        yield CheckResult("ok", "publishing", message)


def _check_address(text: str, portfolio: Portfolio | None) -> Results:
    """Whether `site.url` is where GitHub Pages shows the public repository; another domain is one's own."""
    target = _TARGET.search(text)
    owner, _, name = (target[1] if target else "").partition("/")
    url = (portfolio.site.url or "").rstrip("/").casefold() if portfolio else ""
    if not name or not url.partition("//")[2].partition("/")[0].endswith(".github.io"):
        return
    host = f"{owner}.github.io".casefold()
    served = f"https://{host}" if name.casefold() == host else f"https://{host}/{name}"
    if url != served.casefold():
        message = f"site.url is {url}, but GitHub Pages shows {owner}/{name} at {served}."
        todo = f"Set `url: {served}` under `site` in {PATH}, or publish to another repository."
        yield CheckResult("fail", "publishing", message, todo)


# Whether strangers can read what is private: now, and in the history.

_PRIVATE = "content/private"
_OUTPUT = ("site", "report", ".weekproof")
_MAY_BE_COMMITTED = frozenset({"site/CNAME", "site/.nojekyll", "site/.gitignore", "report/.gitignore"})
_REMOVE = """\
1. Make the repository private now: Settings, General, Change visibility.
2. Tell your coach. The people in your records have a right to know.
3. In a fresh clone: git filter-repo --path content/private --path report --invert-paths
   Then push it with --force. Forks and other clones still have the files: ask their owners to delete them.
4. Ask GitHub's support to delete what it still shows of the old commits.
5. Change every password or key that was in the files."""


def check_visibility(context: CheckContext) -> Results:
    """Who can read the repository, as far as is known."""
    name = repository_name(context.root) if context.in_git else None
    if context.public:
        todo = "Make it private: Settings, General, Change visibility. Publish only site/, from a second one."
        yield CheckResult("fail", "visibility", "This repository is public.", todo)
    elif context.public is False:
        yield CheckResult("ok", "visibility", "This repository is private.")
    elif name is not None and name.casefold().endswith(".github.io"):
        message = f"GitHub publishes the files of a repository with the name {name}."
        todo = "Keep your records in another, private repository; use this name for the one that gets site/."
        yield CheckResult("fail", "visibility", message, todo)
    elif name is not None:
        message = "It is not known here whether the repository is private."
        todo = (
            "Open it in a browser without signing in. Hidden? Then run weekproof doctor --private-repository"
        )
        yield CheckResult("warn", "visibility", message, todo)


def check_history(context: CheckContext) -> Results:
    """Private files in any commit: whoever can read the repository can read them forever."""
    if not context.in_git or context.git("rev-parse", "--verify", "--quiet", "HEAD") is None:
        return
    paths = context.ever_committed(_PRIVATE, "report")
    if not paths:
        yield CheckResult("ok", "history", "No private file was ever committed.")
        return
    removed = len(set(paths) - set(context.paths("ls-files", "-z", "--", _PRIVATE, "report")))
    since = f", {removed} of them removed since" if removed else ""
    message = f"The history contains {count(len(paths), 'private file')}{since}."
    if context.public:
        yield CheckResult("fail", "history", f"{message} Everybody can read them.", _REMOVE)
    else:
        todo = (
            None if context.public is False else "That's fine in a private repository. Never make it public."
        )
        yield CheckResult("ok", "history", message, todo)


def check_output_folders(context: CheckContext) -> Results:
    """Build output that is committed, or that git does not ignore."""
    tracked = context.paths("ls-files", "-z", "--", *_OUTPUT)
    for folder in _OUTPUT:
        files = sum(path.startswith(f"{folder}/") and path not in _MAY_BE_COMMITTED for path in tracked)
        if files:
            message = f"{count(files, 'file')} of {folder}/ {'is' if files == 1 else 'are'} committed."
            todo = f"Every build makes {folder}/ again. Run git rm -r --cached {folder}, then commit."
            yield CheckResult("fail" if folder == "report" else "warn", "committed", message, todo)
    if not context.in_git or tracked:
        return
    # Builds ignore the folders themselves, but only .gitignore does so before the first build.
    exposed = [
        folder for folder in _OUTPUT if context.git("check-ignore", "--quiet", f"{folder}/index.html") is None
    ]
    if exposed:
        lines = ", ".join(f"/{folder}/" for folder in exposed)
        todo = f"Run weekproof upgrade, or add to .gitignore, one per line: {lines}"
        state: State = "fail" if "report" in exposed else "warn"
        yield CheckResult(state, "committed", "Git doesn't ignore what builds make.", todo)
    else:
        yield CheckResult("ok", "committed", "Git ignores what builds make.")


# The repository: its commits, line endings and file sizes.

IDLE_DAYS, NEARLY_IDLE_DAYS = 60, 45
"""After 60 days without a commit GitHub stops the scheduled workflows of a public repository."""
LARGE, TOO_LARGE = 5 * 1024 * 1024, 95 * 1024 * 1024
"""Bytes of a file that slows clones down, and of one close to the 100 MB that GitHub refuses."""
MOST_LISTED = 3
_RELEASED = dt.date(2026, 11, 1)


def check_git(context: CheckContext) -> Results:
    """Whether the folder has its full git history."""
    if context.is_foreign:
        message = "Git doesn't read this repository, because it belongs to another user of this computer."
        todo = f"If you trust it: git config --global --add safe.directory {context.root}"
        yield CheckResult("warn", "git", message, todo)
    elif not context.in_git:
        message = "This folder is not in a git repository."
        yield CheckResult("warn", "git", message, "git init -b main, then commit.")
    elif (context.git("rev-parse", "--is-shallow-repository") or "").strip() == "true":
        message = "This is a shallow clone, so it is unknown when records were first committed."
        yield CheckResult("warn", "git", message, "git fetch --unshallow")


def check_clock(context: CheckContext) -> Results:
    """The machine's date against the newest commit, and how long ago that was."""
    if context.today < _RELEASED:
        message = f"This machine's date is {context.today}, before Weekproof existed."
        yield CheckResult("fail", "clock", message, "Set its clock.")
        return
    zone = zone_of(context.portfolio.search) if context.portfolio else dt.UTC
    seconds = context.newest_commit() if context.in_git else None
    if seconds is None:
        return
    newest = day_of(seconds, zone)
    if newest > context.today:
        message = f"The newest commit is from {newest}, but today is {context.today} here."
        todo = "Check the clock of this machine, and of the one that made the commit."
        yield CheckResult("fail", "clock", message, todo)
        return
    idle = (context.today - newest).days
    yield CheckResult("ok", "clock", f"Today is {context.today}; the newest commit is from {newest}.")
    if idle >= NEARLY_IDLE_DAYS:
        stops = f"GitHub stops the weekly runs of a public repository after {IDLE_DAYS} days without one."
        todo = f"{stops} Commit something, and check under Actions that Weekproof is still enabled."
        yield CheckResult("warn", "weekly run", f"The newest commit is {idle} days old.", todo)


def check_line_endings(context: CheckContext) -> Results:
    """Files committed with Windows line endings: their bytes then differ between machines."""
    output = context.git("ls-files", "--eol", "--", "content", "portfolio.yaml") or ""
    files = sum(
        row.startswith(("i/crlf", "i/mixed")) and "attr/-text" not in row for row in output.splitlines()
    )
    if files:
        message = f"{count(files, 'file has', 'files have')} Windows line endings in git."
        todo = "Run weekproof upgrade if you have no .gitattributes, then git add --renormalize . and commit."
        yield CheckResult("warn", "line endings", message, todo)
    elif context.in_git:
        yield CheckResult("ok", "line endings", "Line endings are consistent.")


def check_large_files(context: CheckContext) -> Results:
    """Files that make every clone slow, or that GitHub refuses."""
    sizes = []
    for path in context.paths("ls-files", "-z"):
        try:
            sizes.append(((context.root / path).lstat().st_size, path))
        except OSError:
            continue
    large = sorted((pair for pair in sizes if pair[0] >= LARGE), reverse=True)
    for size, path in large[:MOST_LISTED]:
        state: State = "fail" if size >= TOO_LARGE else "warn"
        todo = (
            "Make it smaller, or store it elsewhere and link to it. GitHub refuses files of 100 MB or more."
        )
        yield CheckResult(state, "large file", f"{path} has {size >> 20} MB.", todo)
    if len(large) > MOST_LISTED:
        more = count(len(large) - MOST_LISTED, "more file has", "more files have")
        yield CheckResult("warn", "large file", f"{more} over {LARGE >> 20} MB.")


def check_resume(context: CheckContext) -> Results:
    """Offer another order of the résumé's sections after a change of field. Nothing is wrong without it."""
    settings = context.portfolio
    if settings is None:
        return
    resume, _ = read_resume(context.root, zone_of(settings.search), settings.limits.yaml_kb)
    if resume is not None and begins_with_another_field(resume, settings.site.language):
        message = "The résumé begins with jobs whose titles are of another field. That is your decision."
        todo = "To begin with what you built: `sections: [projects, skills]` in content/resume.yaml."
        yield CheckResult("ok", "résumé", message, todo)


CHECKS: tuple[Callable[[CheckContext], Results], ...] = (
    check_versions,
    check_libraries,
    check_programs,
    check_settings,
    check_time_zone,
    check_git,
    check_visibility,
    check_history,
    check_output_folders,
    check_workflows,
    check_clock,
    check_line_endings,
    check_large_files,
    check_resume,
)
