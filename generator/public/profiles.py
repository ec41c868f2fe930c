"""Where an account is, told by the name of the place or by its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from generator.public.view import Profile

# The name of a place → its icon, and the hosts that are it. Themes draw the icons in parts/icons.html.
_PLACES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "LinkedIn": ("linkedin", ("linkedin.com",)),
    "GitHub": ("github", ("github.com", "github.io")),
    "GitLab": ("gitlab", ("gitlab.com",)),
    "Codeberg": ("codeberg", ("codeberg.org", "codeberg.page")),
    "Dribbble": ("dribbble", ("dribbble.com",)),
    "Behance": ("behance", ("behance.net",)),
    "Figma": ("figma", ("figma.com",)),
    "Mastodon": ("mastodon", ("mastodon.social", "mastodon.online", "fosstodon.org", "hachyderm.io")),
    "Bluesky": ("bluesky", ("bsky.app", "bsky.social")),
    "Kaggle": ("kaggle", ("kaggle.com",)),
    "Medium": ("medium", ("medium.com",)),
    "YouTube": ("youtube", ("youtube.com", "youtu.be")),
    "Website": ("site", ()),
}
_NAMES = {name.casefold(): name for name in _PLACES} | {
    "blog": "Website",
    "homepage": "Website",
    "site": "Website",
    "web": "Website",
    "portfolio": "Website",
}
_NEUTRAL = "link"
_FEDIVERSE = re.compile(r"/@[\w.-]+/?")


def profile_of(title: str, url: str) -> Profile:
    """The account at `url`. `title` is what the résumé calls it: the place, and often the login."""
    written = title.partition(",")[0].strip()
    known = _NAMES.get(re.sub(r"[\s.\-]+", "", written).casefold()) or _by_host(url)
    name = known if known and (known != "Website" or not written) else written
    return Profile(name or _host(url), url, _PLACES[known][0] if known else _NEUTRAL)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _by_host(url: str) -> str | None:
    """The place whose host the address has; an @ at the start of a path is an account of the Fediverse."""
    host = _host(url)
    for name, (_, hosts) in _PLACES.items():
        if any(host == known or host.endswith(f".{known}") for known in hosts):
            return name
    try:
        is_fediverse = _FEDIVERSE.fullmatch(urlsplit(url).path) is not None
    except ValueError:
        return None
    return "Mastodon" if is_fediverse else None
