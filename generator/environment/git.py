"""Run git offline, without letting a repository run programs of its own.

The configuration of a repository names programs: filters, drivers, hooks, a file system monitor, a pager, a
signature checker, a transport. Whoever gives you a folder gives you those too. So there are only four ways
to run git:

`run_git` runs in the repository and takes only commands that start no program: they read its location,
settings, index and references. None of them compares the work tree with anything.

`reading` opens the stored commits, trees and files. The git that reads them never sees the repository: it
runs in an empty repository of our own in a temporary folder, which borrows the object store. That has no
configuration, attributes, hooks, replacements, grafts or remotes but ours.

`write_git` runs in the repository and records what somebody asked to commit, with commands that start no
program as long as no file has a filter: callers check that. No hooks, no signing.

`push_git` sends a commit to an address from such an empty repository too. The network is for it alone. The
user's own settings count (how to sign in, which key), the repository's do not: it could name programs.
"""

from __future__ import annotations

import itertools
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from generator.core.fileops import scratch_folder
from generator.core.stamps import Places, doubt
from generator.environment.programs import find_program

TIMEOUT_SECONDS = 20
_MOST_NAMES, _MOST_BYTES = 5, 4096

IN_REPOSITORY = frozenset({"--version", "check-ignore", "config", "for-each-ref", "ls-files", "rev-parse"})
"""The commands that may run where the repository's own configuration counts: they start no program."""
ON_OBJECTS = frozenset({"blame", "log", "ls-tree"})
IN_WRITING = frozenset(
    {"check-attr", "check-ignore", "commit-tree", "hash-object", "ls-tree", "read-tree", "symbolic-ref"}
    | {"update-index", "update-ref", "write-tree"}
)
"""Of these only `hash-object` could start a program: the filter of a path that has one."""
PUSH_SECONDS = 120

# None of this should matter for the commands above, but a future git may differ. An empty monitor means
# none for every git; before 2.36 the word `false` was the name of a program.
_OFF: Mapping[str, str] = {
    "core.alternateRefsCommand": "",
    "core.askPass": "",
    "core.attributesFile": os.devnull,
    "core.fsmonitor": "",
    "core.hooksPath": os.devnull,
    "core.pager": "",
    "core.quotePath": "false",
    "core.sshCommand": "",
    "credential.helper": "",
    "diff.external": "",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
}
# The user decides whose repository git may read, and where git is installed. All other GIT_ variables are
# removed: inside a hook they point to another repository.
_KEPT = ("GIT_CEILING_DIRECTORIES", "GIT_CONFIG_", "GIT_DISCOVERY_ACROSS_FILESYSTEM", "GIT_EXEC_PATH")
_DROPPED = ("GIT_CONFIG_PARAMETERS",)
_WITHOUT_USER = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_COUNT": "0",
}
if os.name != "nt":  # a git before 2.32 knows only these
    _WITHOUT_USER |= {"HOME": os.devnull, "XDG_CONFIG_HOME": os.devnull}
# Git's messages, which are in English with LC_ALL=C.
_NOT_OURS = (b"detected dubious ownership", b"is owned by someone else")

FOREIGN = (
    "this repository belongs to another user of this computer, so git does not read it; "
    "if you trust it: git config --global --add safe.directory PATH"
)


class GitError(Exception):
    """Git is not installed, fails or takes too long. The message is the reason."""


class GitRefused(GitError):  # noqa: N818 - names what git did
    """Git ran and returned an error."""


class ForeignRepository(GitError):  # noqa: N818 - names the reason
    """The repository belongs to another user, so git does not read it."""


def run_git(root: Path, command: str, *arguments: str, index: Path | None = None) -> bytes:
    """The output of git in `root`; with another `index` than the repository's. Raises `GitError`."""
    if command not in IN_REPOSITORY:
        raise ValueError(f"git {command} could run a program of the repository's")
    environment = _environment() | ({"GIT_INDEX_FILE": str(index)} if index else {})
    return _run(root, environment, command, *arguments)


def ask_repository(root: Path, command: str, *arguments: str) -> bytes:
    """Like `run_git`, but only the repository's own settings count: what it says is the same for everybody.

    The user's settings are read only if git refuses the repository without them: there the user says whose
    repositories to trust.
    """
    if command not in IN_REPOSITORY:
        raise ValueError(f"git {command} could run a program of the repository's")
    environment = _environment()
    try:
        return _run(root, {**environment, **_WITHOUT_USER}, command, *arguments)
    except ForeignRepository:
        return _run(root, environment, command, *arguments)


def write_git(
    root: Path, command: str, *arguments: str, given: bytes = b"", index: Path | None = None
) -> bytes:
    """The output of a command that records something; with another `index` than the repository's."""
    if command not in IN_WRITING:
        raise ValueError(f"git {command} is not one of those that record a commit")
    environment = _environment() | ({"GIT_INDEX_FILE": str(index)} if index else {})
    return _run(root, environment, command, *arguments, given=given)


def push_git(root: Path, address: str, commit: str, reference: str) -> tuple[bool, str]:
    """Push a commit of the repository at `root` to a reference at an address.

    Gives whether it went, and what git said. Nothing is asked at a terminal: what the user's own settings
    cannot answer fails.
    """
    hash_name = ask_repository(root, "rev-parse", "--show-object-format").decode("ascii").strip()
    store = Path(os.fsdecode(ask_repository(root, "rev-parse", "--git-path", "objects").removesuffix(b"\n")))
    config = f"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = {hash_name}\n"
    files = {"git/config": config.encode(), "git/HEAD": b"ref: refs/heads/none\n"}
    program = find_program("git")
    if program is None:
        raise GitError("git is not installed")
    with scratch_folder(files, ("git/objects", "git/refs", "tree")) as scratch:
        environment = _environment() | {
            "GIT_DIR": str(scratch / "git"),
            "GIT_ALLOW_PROTOCOL": "https:ssh:file",
        }
        environment |= {"GIT_OBJECT_DIRECTORY": str((root / store).resolve())}
        own = {name: value for name, value in os.environ.items() if name.startswith(_TO_SIGN_IN)}
        if not own.keys() & {"GIT_SSH", "GIT_SSH_COMMAND"} and not _has_ssh_command(environment, scratch):
            own["GIT_SSH_COMMAND"] = "ssh -o BatchMode=yes"
        off = {key: value for key, value in _OFF.items() if key not in _FOR_PUSHING}
        settings = [part for key, value in off.items() for part in ("-c", f"{key}={value}")]
        # A repository on this machine must not run its hooks either.
        receive = f"git -c core.hooksPath={os.devnull} -c core.alternateRefsCommand= receive-pack"
        words = ["push", "--porcelain", "--no-verify", "--no-signed", "--recurse-submodules=no"]
        words += [f"--receive-pack={receive}"] if _is_local(address) else []
        try:
            done = subprocess.run(  # noqa: S603 - an address that the caller has checked
                (program, "--no-pager", *settings, *words, "--", address, f"{commit}:{reference}"),
                cwd=scratch / "tree",
                env=environment | own,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PUSH_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise GitError(f"the push took more than {PUSH_SECONDS} seconds") from None
        except OSError:
            raise GitError("git could not be started") from None
    return done.returncode == 0, (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace")


_FOR_PUSHING = ("core.askPass", "core.sshCommand", "credential.helper", "protocol.allow")
_TO_SIGN_IN = ("GIT_ASKPASS", "GIT_SSH", "GIT_SSL_")


def _is_local(address: str) -> bool:
    return address.startswith(("/", "file://")) or (os.name == "nt" and address[1:3] in (":/", ":\\"))


def _has_ssh_command(environment: Mapping[str, str], folder: Path) -> bool:
    """Whether the user's own settings name a program for SSH."""
    program = find_program("git")
    done = subprocess.run(  # noqa: S603 - fixed words
        (program or "git", "config", "--get", "core.sshCommand"),
        cwd=folder,
        env=dict(environment),
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        check=False,
    )
    return done.returncode == 0


@dataclass(frozen=True, slots=True)
class Objects:
    """The object store of a repository. `prefix` is the path of our folder in it, with a final `/`.

    All paths are relative to the repository: those of our folder begin with `prefix`.
    """

    prefix: str
    hash_name: str
    _folder: Path
    _environment: Mapping[str, str]

    def run(self, command: str, *arguments: str, given: bytes = b"") -> bytes:
        """The output of git about the objects; `given` is its input. Raises `GitError`."""
        if command not in ON_OBJECTS:
            raise ValueError(f"git {command} is not one of those that read objects")
        return _run(self._folder, self._environment, command, *arguments, given=given)


class About(NamedTuple):
    """Where a repository has what, as its own git says in one breath: each start of a program takes a while.

    `prefix` is the path of the folder in it, with a final `/`.
    """

    is_shallow: bool
    hash_name: str
    head: bytes
    prefix: bytes
    store: bytes


def about(root: Path) -> About:
    """What `reading` needs of the repository that `root` is in.

    Raises `GitRefused` if there is none, or it has no commit, `GitError` if it belongs to somebody else.
    """
    words = ("--is-inside-work-tree", "--show-object-format", "--is-shallow-repository")
    places = (("--show-prefix",), ("--git-path", "objects"), ("HEAD",))
    said = ask_repository(root, "rev-parse", *words, *itertools.chain(*places)).split(b"\n")
    if len(said) != 7:  # a name with a line break in it
        one = [ask_repository(root, "rev-parse", *place).removesuffix(b"\n") for place in places]
        said = [*said[:3], *one, b""]
    inside, hash_name, shallow, prefix, store, head, _ = said
    if inside != b"true" or hash_name not in (b"sha1", b"sha256"):
        raise GitRefused("git could not read the history")
    return About(shallow != b"false", hash_name.decode("ascii"), head + b"\n", prefix, store)


@contextmanager
def reading(root: Path, known: About | None = None) -> Iterator[Objects]:
    """Open the objects of the repository that `root` is in, with its last commit as HEAD.

    Raises `GitError` if there is no repository, it has no commit, or it belongs to somebody else.
    """
    known = known or about(root)
    hash_name, head, prefix = known.hash_name, known.head, known.prefix
    store = Path(os.fsdecode(known.store))
    config = f"[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = {hash_name}\n"
    files = {"git/config": config.encode(), "git/HEAD": head}
    with scratch_folder(files, ("git/objects", "git/refs", "tree")) as scratch:
        environment = _environment()
        environment |= {"GIT_DIR": str(scratch / "git"), "GIT_WORK_TREE": str(scratch / "tree")}
        environment |= {"GIT_OBJECT_DIRECTORY": str((root / store).resolve())}
        environment |= {**_WITHOUT_USER, "GIT_LITERAL_PATHSPECS": "1", "GIT_NO_REPLACE_OBJECTS": "1"}
        environment |= {"HOME": str(scratch), "XDG_CONFIG_HOME": str(scratch)}
        yield Objects(os.fsdecode(prefix), hash_name, scratch / "tree", environment)


def state_of(root: Path) -> Places:
    """Where it stands which commit the repository at `root` is at, and what of it can be read.

    The folders above `root` are among that as far as git looks for a repository there, and so are the user's
    settings, which say whose repositories to trust. Nothing is run.
    """
    files: list[str] = []
    found: Path | None = None
    for folder in (root, *root.parents):
        files.append(str(folder / ".git"))
        found = _repository_in(folder / ".git")
        if found is not None:
            break
    home = os.path.expanduser("~")  # noqa: PTH111 - of whoever has none it is `~`
    settings = os.getenv("XDG_CONFIG_HOME") or f"{home}/.config"
    files += ["/etc/gitconfig", f"{home}/.gitconfig", f"{settings}/git/config"]
    if found is None:
        return Places(files=tuple(files))
    common = found / (_line(found / "commondir") or "")
    for folder in dict.fromkeys((found, common)):
        names = ("HEAD", "commondir", "config", "config.worktree", "packed-refs", "shallow")
        files += [str(folder / name) for name in (*names, "objects/info/alternates", "reftable/tables.list")]
    name = _line(found / "HEAD") or ""
    for _ in range(_MOST_NAMES):
        if not name.startswith("ref: "):
            break
        name = name.removeprefix("ref: ")
        files += [str(found / name), str(common / name)]
        name = _line(found / name) or _line(common / name) or ""
    return Places(trees=(str(common / "objects/pack"),), files=tuple(files))


def _repository_in(path: Path) -> Path | None:
    """The repository that a `.git` is, or names."""
    if path.is_dir():
        return path
    named = _line(path) or ""
    return path.parent / named.removeprefix("gitdir: ") if named.startswith("gitdir: ") else None


def _line(path: Path) -> str | None:
    """The only line of a small file; None if it cannot be read."""
    try:
        with path.open("rb") as file:
            return os.fsdecode(file.read(_MOST_BYTES)).removesuffix("\n")
    except OSError:
        return None


def _run(
    folder: Path, environment: Mapping[str, str], command: str, *arguments: str, given: bytes = b""
) -> bytes:
    program = find_program("git")
    if program is None:
        raise GitError("git is not installed")
    settings = [part for key, value in _OFF.items() for part in ("-c", f"{key}={value}")]
    try:
        done = subprocess.run(  # noqa: S603 - fixed words and paths that git itself gave
            (program, "--no-pager", *settings, command, *arguments),
            cwd=folder,
            env=environment,
            input=given,
            capture_output=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        doubt("git took too long")
        raise GitError(f"git took more than {TIMEOUT_SECONDS} seconds") from None
    except OSError:
        doubt("git could not be started")
        raise GitError("git could not be started") from None
    if any(words in done.stderr for words in _NOT_OURS):
        raise ForeignRepository(FOREIGN)
    if done.returncode != 0:
        raise GitRefused("git could not read the history")
    return done.stdout


def _environment() -> dict[str, str]:
    """An environment with English messages, without a pager, questions or network access.

    Without a network a clone without blobs cannot fetch them, so that its history is unknown.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith("GIT_") or (name.startswith(_KEPT) and name not in _DROPPED)
    }
    quiet = {"LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_PAGER": "cat"}
    alone = {"GIT_TERMINAL_PROMPT": "0", "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1"}
    return {**kept, **quiet, **alone}
