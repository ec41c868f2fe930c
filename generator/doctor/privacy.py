"""Whether strangers could read what is private: now, and in the history."""

from __future__ import annotations

from collections.abc import Iterator

from generator.core.text import count
from generator.doctor.check import Facts, Line
from generator.environment.origin import repository_name

PRIVATE = "content/private"
MADE = ("site", "report", ".weekproof")
_REMOVE = """\
1. Make the repository private now: Settings, General, Change visibility.
2. Tell your coach. The people who are named have a right to know.
3. In a fresh clone: git filter-repo --path content/private --path report --invert-paths
   Then push it with --force. Forks and other clones keep what they have: ask their owners.
4. Ask GitHub's support to remove what it still shows of the old commits.
5. Change every password or key that stood there."""


def visibility(facts: Facts) -> Iterator[Line]:
    """Who can read the repository, as far as anybody here knows."""
    name = repository_name(facts.root) if facts.in_git else None
    if facts.public:
        todo = "Make it private: Settings, General, Change visibility. Publish site/ alone from a second one."
        yield Line("mend", "visibility", "This repository is public.", todo)
    elif facts.public is False:
        yield Line("ok", "visibility", "This repository is private.")
    elif name is not None and name.casefold().endswith(".github.io"):
        message = f"{name} has the name of a repository whose files GitHub publishes."
        todo = "Keep your records in another, private repository; this name is for the one that gets site/."
        yield Line("mend", "visibility", message, todo)
    elif name is not None:
        message = "Nobody here can know whether the repository is private."
        todo = "Look at it without being signed in. Is it hidden? Then: weekproof doctor --private-repository"
        yield Line("look", "visibility", message, todo)


def history(facts: Facts) -> Iterator[Line]:
    """Private files in any commit: whoever can read the repository can read them for ever."""
    if not facts.in_git or facts.git("rev-parse", "--verify", "--quiet", "HEAD") is None:
        return
    paths = facts.ever_committed(PRIVATE, "report")
    now = facts.paths("ls-files", "-z", "--", PRIVATE, "report")
    if not paths:
        yield Line("ok", "history", "No private file was ever committed.")
        return
    gone = len(set(paths) - set(now))
    files = count(len(paths), "private file")
    message = f"The history holds {files}{f', {gone} of them removed since' if gone else ''}."
    if facts.public:
        yield Line("mend", "history", f"{message} Everybody can read them.", _REMOVE)
    else:
        todo = None if facts.public is False else "Fine in a private repository. Never make this one public."
        yield Line("ok", "history", message, todo)


def committed(facts: Facts) -> Iterator[Line]:
    """What is made by a build, in git by mistake, or not kept out of it."""
    tracked = facts.paths("ls-files", "-z", "--", *MADE)
    for folder in MADE:
        open_files = sum(path.startswith(f"{folder}/") and path not in _ALLOWED for path in tracked)
        if open_files:
            files = count(open_files, "file")
            message = f"{files} of {folder}/ stand in git: it is made by each build, and not to be committed."
            todo = f"git rm -r --cached {folder}, then commit."
            yield Line("mend" if folder == "report" else "look", "committed", message, todo)
    if facts.in_git and not tracked:
        open_ = [
            folder for folder in MADE if facts.git("check-ignore", "--quiet", f"{folder}/index.html") is None
        ]
        # The folders that a build makes say so themselves, but a file of a graduate's says it for good.
        if open_:
            listed = ", ".join(f"/{folder}/" for folder in open_)
            todo = f"Add to .gitignore, each on a line of its own: {listed} (weekproof upgrade does it)."
            state = "mend" if "report" in open_ else "look"
            yield Line(
                "mend" if state == "mend" else "look", "committed", "Git would take what builds make.", todo
            )
        else:
            yield Line("ok", "committed", "What builds make is kept out of git.")


_ALLOWED = frozenset({"site/CNAME", "site/.nojekyll", "site/.gitignore", "report/.gitignore"})
