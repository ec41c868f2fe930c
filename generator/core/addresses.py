"""The addresses of the site itself: its pages, its files and its folders. No text may take one of them.

Readers refuse names of pages by this list before anything is rendered, and what renders puts its files
there: so it stands below both.
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
IMAGES = "images/"
OWN = frozenset((*PAGES, ASSETS, CARDS, IMAGES))
"""What no post and no project may stand at."""
ABOUT = "about/"
"""A free page that the home page leads to, if there is one."""

# What has such a file beside it, and what the site may need one day.
_KEPT_FREE = frozenset({"404", "archive", "atom", "checked", "feed", "index", "private", "report", "robots"})
RESERVED = frozenset(
    {*(address.partition("/")[0] for address in OWN if address), *_KEPT_FREE, "sitemap", "static", "tags"}
)
"""Names that no free page may have."""
