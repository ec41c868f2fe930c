"""Addresses of the site's own pages, files and folders, and the names that no text may take.

The reader checks names against this list and the renderer writes to it, so it sits below both.
"""

from __future__ import annotations

HOME = ""
BLOG = "blog/"
TAGS = "blog/tags/"
ARCHIVE = "blog/archive/"
PROJECTS = "projects/"
RESUME = "resume/"
PROGRESS = "progress/"
COLOPHON = "colophon/"
SEARCH = "search/"
SECTIONS = (PROJECTS, BLOG, RESUME, PROGRESS)
PAGES = (HOME, *SECTIONS, TAGS, ARCHIVE, COLOPHON, SEARCH)
NOT_FOUND = "404.html"
FEED = "atom.xml"
JSON_FEED = "feed.json"
WEEKS_JSON = "weeks.json"
BADGE = "badge.svg"
MANIFEST = "site.webmanifest"
ICON = "favicon.svg"
TOUCH_ICON = "apple-touch-icon.png"
MIDDLE_ICON = "icon-192.png"
LARGE_ICON = "icon-512.png"
MASKABLE_ICON = "icon-maskable.png"
ASSETS = "assets/"
CARDS = "cards/"
FILES = "files/"
"""What a graduate publishes as it is."""
IMAGES = "images/"
SITE_ADDRESSES = frozenset((*PAGES, ASSETS, CARDS, FILES, IMAGES))
"""Addresses that no post and no project may have."""
ABOUT = "about/"
"""The free page that the home page links to, if it exists."""

# What has such a file beside it, and what the site may need one day.
_FUTURE_NAMES = frozenset(
    {"404", "archive", "atom", "checked", "feed", "index", "private", "report", "robots"}
)
RESERVED = frozenset(
    {
        *(address.partition("/")[0] for address in SITE_ADDRESSES if address),
        *_FUTURE_NAMES,
        "sitemap",
        "static",
        "tags",
    }
)
"""Names that no free page may have."""
