"""Read pages of the site and of the report, and check that every tag is closed."""

from __future__ import annotations

from collections.abc import Mapping
from html.parser import HTMLParser

from generator.site.files import RenderedSite

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ALLOWED_SCHEMES = ("http:", "https:", "mailto:")
SCRIPTS = tuple(f"assets/{name}.js" for name in ("theme", "copy", "search", "enlarge"))
LINKS = ("href", "src", "action", "formaction", "data", "poster", "srcset")


class Page(HTMLParser):
    """All tags with their attributes, all text, what scripts hold, and what is wrong with the nesting."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.blocks: list[str] = []
        self.trouble: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.trouble += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = [name for name, _ in attrs]
        if len(named) != len(set(named)):
            self.trouble.append(f"<{tag}> has an attribute twice")
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.trouble.append(f"</{tag}> closes what is not open")

    def handle_data(self, data: str) -> None:
        (self.blocks if self._open and self._open[-1] == "script" else self.words).append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] for _, attributes in self.tags if "id" in attributes]

    def all(self, tag: str) -> list[dict[str, str]]:
        """The attributes of every such tag."""
        return [attributes for name, attributes in self.tags if name == tag]

    def links(self) -> list[str]:
        """What the page's links and files point at; the address in a refresh included."""
        found = [
            attributes[key] for _, attributes in self.tags for key in ("href", "src") if key in attributes
        ]
        refreshed = [a["content"] for a in self.all("meta") if a.get("http-equiv") == "refresh"]
        return found + [value.partition("url=")[2] for value in refreshed]


def live(text: str) -> list[str]:
    """What in a page could run, restyle it, or send its reader elsewhere unasked."""
    return live_in(Page(text))


def live_in(page: Page) -> list[str]:
    """The same, of a page that was read already."""
    found = []
    for tag, attributes in page.tags:
        if tag in {"iframe", "object", "embed", "form", "base", "style", "template", "frame"}:
            found.append(f"<{tag}>")
        if tag in {"foreignobject", "animate", "set"} or (tag == "svg" and not _is_drawn(attributes)):
            found.append(f"<{tag}>")
        # Our own formulas have a text; mglyph, maction and annotation-xml lead out of MathML.
        if tag in {"mglyph", "maction", "annotation-xml"} or (tag == "math" and "alttext" not in attributes):
            found.append(f"<{tag}>")
        ours = attributes.get("src", "").endswith(SCRIPTS)
        if tag == "script" and not ours and attributes != {"type": "application/ld+json"}:
            found.append(f"<script> {attributes}")
        found += [
            f"{tag} {name}" for name in attributes if name.startswith("on") or name in {"style", "srcdoc"}
        ]
        if attributes.get("http-equiv", "").lower() == "refresh" and not _leads_home(attributes["content"]):
            found.append(f"refresh {attributes['content']}")
        found += [f"{tag} {name}={attributes[name]}" for name in LINKS if _is_live(attributes.get(name, ""))]
    return found


def _is_drawn(svg: Mapping[str, str]) -> bool:
    """Whether a drawing is one of a theme's: they are decoration and say so."""
    return svg.get("class") in {"plate", "icon"} and svg.get("aria-hidden") == "true"


def _leads_home(refresh: str) -> bool:
    return refresh.startswith("0; url=") and not refresh.startswith("0; url=/") and ":" not in refresh


def _is_live(link: str) -> bool:
    plain = "".join(letter for letter in link if letter > " ").lower()
    scheme, colon, _ = plain.partition(":")
    known = plain.startswith(ALLOWED_SCHEMES)
    return (
        bool(colon)
        and scheme.isalnum()
        and scheme in {"javascript", "vbscript", "data", "file"}
        and not known
    )


def body_of(site: RenderedSite, file: str = "blog/first/index.html") -> str:
    """What stands between the tags of a page's prose, without its sources and related posts."""
    page = site.files[file].data.decode("utf-8")
    start = page.index('<div class="prose">')
    ends = ('<section class="row', "</article>")
    return page[start : min(at for end in ends if (at := page.find(end, start)) > 0)]


REPORT_VOID = {"meta", "br", "input", "link"}


class Seen(HTMLParser):
    """All that is in a page: its tags with attributes, its text, and whether every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Mapping[str, str | None]]] = []
        self.open: list[str] = []
        self.styles: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in REPORT_VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        (self.styles if self.open and self.open[-1] == "style" else self.words).append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())
