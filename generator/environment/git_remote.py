"""The `owner/name` of a repository, from its git remote `origin`."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

from generator.source.files import read_text

# https://host/owner/name.git, git@host:owner/name.git, ssh://git@host/owner/name
_REMOTE = re.compile(r"(?:^|[/:])([\w.-]+)/([\w.-]+?)(?:\.git)?/?$", re.ASCII)
MAX_CONFIG_KB = 256


def repository_name(root: Path) -> str | None:
    """`owner/name` of the remote `origin` of the repository at `root`; None if there is none.

    It reads git's own file, because starting git would take longer than the whole check. None for a work
    tree whose `.git` is a file (a submodule, a linked work tree).
    """
    file, _ = read_text(root, ".git/config", MAX_CONFIG_KB)
    if file is None:
        return None
    parser = configparser.ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    try:
        # Git indents keys; configparser would take such lines for continuations.
        text = "\n".join(line.strip() for line in file.text.split("\n"))
        parser.read_string(text)
        url = parser.get('remote "origin"', "url", fallback=None)
    except configparser.Error:
        return None
    return name_from_url(url) if url else None


def name_from_url(url: str) -> str | None:
    """`owner/name` at the end of a remote's address; None if it has none."""
    match = _REMOTE.search(url)
    return f"{match[1]}/{match[2]}" if match else None
