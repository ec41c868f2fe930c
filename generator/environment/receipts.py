"""Receipts: what this machine fetched itself, kept outside the repository.

Anybody can type `source: github-graphql` into a file. A receipt is in the user's cache, where only a program
run on this machine puts it, and says in which run of a CI that was.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from generator.core.cache import cache_get, cache_put
from generator.model.contribution import AMOUNTS, Contribution, Receipt


def this_run(environment: Mapping[str, str]) -> tuple[str | None, str | None]:
    """The address of the CI's run that we are in, and its commit; None outside a CI that we know."""
    server, repository = environment.get("GITHUB_SERVER_URL"), environment.get("GITHUB_REPOSITORY")
    number = environment.get("GITHUB_RUN_ID")
    if environment.get("GITHUB_ACTIONS") and server and repository and number:
        return f"{server}/{repository}/actions/runs/{number}", environment.get("GITHUB_SHA")
    if environment.get("GITLAB_CI"):
        return environment.get("CI_JOB_URL"), environment.get("CI_COMMIT_SHA")
    return None, None


def keep_receipts(
    cache: Path | None, root: Path, records: Iterable[Contribution], environment: Mapping[str, str]
) -> None:
    """Keep a receipt for each record that was just fetched, beside the earlier ones."""
    if cache is None:
        return
    run, commit = this_run(environment)
    receipts = _read(cache, root)
    for record in records:
        at = record.fetched_at.at if record.fetched_at and record.fetched_at.at else None
        if at is not None:
            receipts[digest(record)] = {"at": at.isoformat(), "run": run, "commit": commit}
    cache_put(cache, *receipts_of(root), json.dumps(receipts).encode())


def with_receipts(
    cache: Path | None, root: Path, records: tuple[Contribution, ...], environment: Mapping[str, str]
) -> tuple[Contribution, ...]:
    """The records, each with its receipt if this machine fetched exactly that.

    Only the run that fetched it may say that a CI saw it.
    """
    receipts = _read(cache, root) if cache is not None else {}
    if not receipts:
        return records
    run, _ = this_run(environment)
    return tuple(_with_receipt(record, receipts.get(digest(record)), run) for record in records)


def _with_receipt(
    record: Contribution, kept: Mapping[str, str | None] | None, run: str | None
) -> Contribution:
    if kept is None or kept.get("at") is None:
        return record
    is_here = kept.get("run") is not None and kept["run"] == run
    try:
        at = dt.datetime.fromisoformat(str(kept["at"]))
    except ValueError:
        return record
    seen = (kept["run"], kept.get("commit")) if is_here else (None, None)
    return replace(record, receipt=Receipt(at, *seen))


def digest(record: Contribution) -> str:
    """The SHA-256 of what a record says, without when it was fetched."""
    told = [record.source, record.login.casefold(), f"{record.date}"]
    told += [f"{name} {getattr(record, name)}" for name in AMOUNTS]
    told += [f"{name} {number}" for name, number in sorted(record.by_repository.items())]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


_KIND = "receipts"


def receipts_of(root: Path) -> tuple[str, str]:
    """Where the cache has the receipts of a repository: kind and key."""
    return _KIND, hashlib.sha256(os.fsencode(root)).hexdigest()


def _read(cache: Path, root: Path) -> dict[str, dict[str, str | None]]:
    try:
        known = json.loads(cache_get(cache, *receipts_of(root)) or b"{}")
    except ValueError:
        return {}
    return (
        {str(key): value for key, value in known.items() if isinstance(value, dict)}
        if isinstance(known, dict)
        else {}
    )
