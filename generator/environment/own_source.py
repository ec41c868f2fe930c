"""Where this copy of Weekproof came from, so that a workflow can install the very same."""

from __future__ import annotations

import json
import re
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit

from generator.core.version import VERSION
from generator.environment import git

NAME = "weekproof"
_WANTED = f"{NAME}[diagrams,seal]"
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_SSH = re.compile(r"(?:ssh://)?git@([\w.-]+)[:/](?:\d+/)?([\w./-]+)", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def own_source() -> str | None:
    """What pip has to be given to install this copy; None if others cannot get it, as far as is known.

    A commit or a digest is in it wherever one is known: it is not if pip found this copy by its name in an
    index of packages.
    """
    try:
        told = metadata.distribution(NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return _of_checkout(Path(__file__).parents[2])
    if told is None:
        return f"{_WANTED}=={VERSION}"
    try:
        return _of_direct_url(json.loads(told))
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def _of_direct_url(told: dict[str, object]) -> str | None:
    """From what pip notes of a package that it did not get by its name."""
    url, parts = str(told["url"]), urlsplit(str(told["url"]))
    vcs, archive = told.get("vcs_info"), told.get("archive_info")
    if isinstance(vcs, dict):
        return _at_commit(url, str(vcs["commit_id"])) if vcs["vcs"] == "git" else None
    if isinstance(archive, dict) and parts.scheme == "https" and not parts.username:
        hashes = archive.get("hashes")
        digest = str(hashes.get("sha256", "")) if isinstance(hashes, dict) else ""
        plain = url.partition("#")[0]
        return f"{_WANTED} @ {plain}#sha256={digest}" if _SHA256.fullmatch(digest) else None
    return _of_checkout(Path(parts.path)) if parts.scheme == "file" and Path(parts.path).is_dir() else None


def _of_checkout(folder: Path) -> str | None:
    """From a clone: its remote, at the commit that it is on."""
    try:
        url = git.ask_repository(folder, "config", "--local", "--get", "remote.origin.url")
        commit = git.ask_repository(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    except git.GitError:
        return None
    return _at_commit(url.decode("utf-8", "replace").strip(), commit.decode("ascii", "replace").strip())


def _at_commit(url: str, commit: str) -> str | None:
    """A repository at a commit, as anybody can fetch it: by https and without anybody's password."""
    ssh = _SSH.fullmatch(url)
    parts = urlsplit(f"https://{ssh[1]}/{ssh[2]}" if ssh else url)
    if parts.scheme != "https" or not parts.hostname or not _COMMIT.fullmatch(commit):
        return None
    port = f":{parts.port}" if parts.port else ""
    return f"{_WANTED} @ git+https://{parts.hostname}{port}{parts.path}@{commit}"
