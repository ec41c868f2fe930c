"""The repository's own name, from the git remote `origin`."""

from __future__ import annotations

import configparser
import re
from pathlib import Path

# https://host/owner/name.git, git@host:owner/name.git, ssh://git@host/owner/name
_REMOTE = re.compile(r"(?:^|[/:])([\w.-]+)/([\w.-]+?)(?:\.git)?/?$", re.ASCII)
MAX_CONFIG_BYTES = 256 * 1024


def repository_name(root: Path) -> str | None:
    """`owner/name` of the remote `origin` of the repository at `root`; None if there is none.

    Git's own file is read, not git asked: starting a process would take longer than the check. A
    work tree whose `.git` is a file (a submodule, a linked work tree) has no answer here.
    """
    path = root / ".git" / "config"
    parser = configparser.ConfigParser(strict=False, interpolation=None, allow_no_value=True)
    try:
        if path.stat().st_size > MAX_CONFIG_BYTES:
            return None
        # Git indents its keys; configparser would take those lines for continuations.
        text = "\n".join(line.strip() for line in path.read_text("utf-8").splitlines())
        parser.read_string(text)
        url = parser.get('remote "origin"', "url", fallback=None)
    except (OSError, UnicodeDecodeError, configparser.Error):
        return None
    found = _REMOTE.search(url) if url else None
    return f"{found[1]}/{found[2]}" if found else None
