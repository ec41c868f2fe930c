"""Whether the repository is public: what CI says, and whether its host lets a stranger read it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

MAX_EVENT_BYTES = 4 * 1024 * 1024
HOST_SECONDS = 5
_SCP = re.compile(r"(?:[\w.+-]+@)?([\w.-]+):(?!//|:)(\S+)", re.ASCII)
_ADVERTISED = "application/x-git-upload-pack-advertisement"


def is_public(environment: Mapping[str, str]) -> bool | None:
    """Whether CI says that the repository is public; None if unknown.

    GitHub Actions has it in the event's payload, GitLab CI in a variable.
    """
    visibility = environment.get("CI_PROJECT_VISIBILITY")
    if visibility:
        return visibility == "public"
    event = environment.get("GITHUB_EVENT_PATH")
    if event and environment.get("GITHUB_ACTIONS"):
        return _from_event(Path(event))
    return None


def _from_event(path: Path) -> bool | None:
    try:
        if path.stat().st_size > MAX_EVENT_BYTES:
            return None
        event = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    repository = event.get("repository") if isinstance(event, dict) else None
    if not isinstance(repository, dict):
        return None
    if isinstance(repository.get("private"), bool):
        return not repository["private"]
    visibility = repository.get("visibility")
    return visibility == "public" if isinstance(visibility, str) else None


def can_anyone_read(address: str) -> bool | None:
    """Whether a stranger can clone what is at a remote's address; None where its host does not tell.

    It asks as git does before it clones, without any name, key or password: `GET …/info/refs` of the smart
    HTTP protocol (gitprotocol-http). An address for SSH is asked for at the same host by HTTPS.
    """
    url = _web_address(address)
    if url is None:
        return None
    import httpx

    question = f"{url}/info/refs?service=git-upload-pack"
    try:
        with (
            httpx.Client(timeout=HOST_SECONDS, follow_redirects=True, max_redirects=3) as client,
            client.stream("GET", question, headers={"User-Agent": "git/2 (weekproof)"}) as answer,
        ):
            status, kind = answer.status_code, answer.headers.get("content-type", "")
    except (httpx.HTTPError, httpx.InvalidURL, ValueError):
        return None
    if status == 200:
        return str(kind).startswith(_ADVERTISED)  # else it is a page where one signs in
    return False if status in (401, 403, 404, 410) else None


def _web_address(address: str) -> str | None:
    """Where the repository at a remote's address is in the web; None for a folder."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return None
    if parts.scheme in ("http", "https") and host:
        host = f"[{host}]" if ":" in host else host
        return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path.rstrip('/')}"
    if parts.scheme in ("ssh", "git", "git+ssh") and host:
        return f"https://{host}{parts.path.rstrip('/')}"
    match = None if "://" in address else _SCP.fullmatch(address)
    if match is None or len(match[1]) == 1:  # a drive of Windows
        return None
    return f"https://{match[1]}/{match[2].strip('/')}"
