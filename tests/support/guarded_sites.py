"""Small sites, secrets and sources for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.core.diagnostics import Diagnostic, Location, Severity
from generator.guard.guard import leaks
from generator.guard.patterns import Guarded, Kind, Secret
from generator.publish.gate import CheckedSite, gate
from generator.site.files import RenderedFile, RenderedSite
from tests.support.words import words

JANE = Secret("name", ("Jane", "Doe"), "janedoe")
ERROR = Diagnostic("some-rule", Severity.ERROR, words("wrong"), Location("content/blog/a.md", 1))
WARNING = Diagnostic("some-rule", Severity.WARNING, words("odd"), Location("content/blog/a.md", 1))


def site_of(
    files: Mapping[str, str | bytes], sources: Mapping[str, tuple[str, ...]] | None = None
) -> RenderedSite:
    """A rendered site of these files, text or bytes."""
    return RenderedSite(
        {
            path: RenderedFile(
                data.encode() if isinstance(data, str) else data, (sources or {}).get(path, ())
            )
            for path, data in files.items()
        }
    )


def checked(files: Mapping[str, str | bytes]) -> CheckedSite:
    """The same, through the gate."""
    site = gate(site_of(files), ())
    assert site is not None
    return site


def guarded(*secrets: Secret) -> Guarded:
    return Guarded(tuple(secrets))


def secret(kind: Kind, *parts: str) -> Secret:
    return Secret(kind, parts, "someone" if kind in ("name", "single-name", "profile") else "")


def told(text: str | bytes, *secrets: Secret, path: str = "blog/x/index.html") -> bool:
    """Whether the guard finds any of the secrets in a site of this one file."""
    return bool(leaks(site_of({path: text}), guarded(*secrets), {}))


def page(body: str, head: str = "") -> str:
    return f"<!doctype html><html lang=en><head><title>x</title>{head}</head><body>{body}</body></html>"


def rules(found: Iterable[Diagnostic]) -> list[str]:
    return [one.rule for one in found]
