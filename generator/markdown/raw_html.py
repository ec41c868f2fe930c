"""HTML that people write in Markdown: what the page keeps of it, and what to tell about the rest.

The sanitizer decides what is safe. This decides what is meant: `List<String>` is no HTML, so it is shown as
text; an `<iframe>` is HTML that the page does not keep, so there is something to tell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape, unescape
from urllib.parse import urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from generator.markdown.converted import Place, PlaceKind
from generator.markdown.sanitize import DROPPED_WITH_CONTENT, SCHEMES, allowed_attributes, is_allowed

_PIECE = re.compile(
    r"<!--(?:-?>|.*?(?:-->|\Z))|<\?.*?(?:\?>|\Z)|<!\[CDATA\[.*?(?:\]\]>|\Z)|<![A-Za-z][^>]*(?:>|\Z)"
    r"""|<(/?)([A-Za-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>""",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'=<>`]+))?""")


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


_VOID = _names("area base br col embed hr img input link meta param source track wbr")
_HTML = _names(
    """a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button canvas
    caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed
    fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i
    iframe img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noembed
    noframes noscript object ol optgroup option output p param picture plaintext pre progress q rp rt ruby s
    samp script search section select slot small source span strike strong style sub summary sup svg table
    tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp"""
)
# Tags without a look of their own: nothing is lost with them.
_WITHOUT_LOOK = _names(
    """address article aside bdi body col colgroup data footer head header hgroup html label main nav picture
    search section source time wbr h1"""
)
_WITHOUT_EFFECT = re.compile(
    r"(?:aria-.*|data-.*|alt|border|cellpadding|cellspacing|class|crossorigin|decoding|dir|fetchpriority|hreflang|id|itemprop|lang|loading"
    r"|name|open|referrerpolicy|rel|role|scope|scoped|sizes|srcset|tabindex|target|title|translate|type|valign)\Z"
)
_OF_TABLES = _names("table thead tbody tfoot tr th td")
_OF_PANDAS = _names("text-align vertical-align min-width width border padding")
_PLAYERS = frozenset({"iframe", "video", "audio", "embed", "object"})
_OF_PLAYERS = frozenset({"source", "track", "param"})
Locate = Callable[[int], tuple[int, int]]
"""Finds the 0-based line and the 1-based column of an offset."""

_WORD_BEFORE = re.compile(r"[\w.:,<>]*\Z")
_LONGEST_SHOWN = 60


class Piece(Struct, frozen=True):
    """A tag, a comment or another piece of HTML: `name` is lower case, and empty if it is no tag."""

    start: int
    end: int
    text: str
    name: str = ""
    written: str = ""
    closes: bool = False
    attributes: tuple[tuple[str, str, int], ...] = ()

    @property
    def is_comment(self) -> bool:
        """Whether it is a comment."""
        return self.text.startswith("<!--")

    def moved(self, by: int) -> Piece:
        """The same piece as part of a longer text."""
        attributes = tuple((name, value, start + by) for name, value, start in self.attributes)
        return replace(self, start=self.start + by, end=self.end + by, attributes=attributes)


def pieces(html: str) -> Iterator[Piece]:
    """The tags and comments of a piece of HTML; not those inside a script or another raw text."""
    at = 0
    while match := _PIECE.search(html, at):
        at = match.end()
        if match[2] is None:
            yield Piece(match.start(), match.end(), match[0])
            continue
        name = match[2].lower()
        begins = match.start(3)
        attributes = tuple(
            (
                each[1].lower(),
                unescape((each[2] or "").strip("\"'")),
                begins + each.start(2 if each[2] else 1),
            )
            for each in _ATTRIBUTE.finditer(match[3])
        )
        yield Piece(match.start(), at, match[0], name, match[2], bool(match[1]), attributes)
        if name in ("script", "style", "textarea", "title", "xmp") and not match[1]:
            end = html.lower().find(f"</{name}", at)
            at = end if end >= 0 else at


def visible_text(html: str) -> str:
    """The text of a piece of HTML that a page shows, without code."""
    parts: list[str] = []
    at, hidden = 0, ""
    for piece in pieces(html):
        if not hidden:
            parts.append(html[at : piece.start])
        at = piece.end
        if hidden:
            hidden = "" if piece.closes and piece.name == hidden else hidden
        elif not piece.closes and is_hidden(piece.name):
            hidden = piece.name
        parts.append(" ")
    parts.append("" if hidden else html[at:])
    return unescape("".join(parts))


def is_hidden(name: str) -> bool:
    """Whether what is in such an element is no prose: code, or nothing that a page shows."""
    return name in ("pre", "code", "samp", "math") or name in DROPPED_WITH_CONTENT


class HtmlCleaner(Struct):
    """Rewrites the HTML of one text, piece by piece, and collects what there is to tell.

    `closed` are the names of elements that end somewhere in the text. `inside` is the element whose content
    the page drops and that has not ended yet. `before` is what is in front of a piece that is cleaned alone.
    """

    before: str = ""
    closed: frozenset[str] = frozenset()
    places: list[Place] = field(default_factory=list)
    inside: str = ""

    def block(self, html: str, locate: Locate, unpaired: frozenset[int] = frozenset()) -> str:
        """A block of HTML as it is handed on. `unpaired` are the places of tags that are text."""
        return self._rewritten(html, pieces(html), locate, unpaired)

    def inline(self, content: str, at: int, html: str, locate: Locate, unpaired: frozenset[int]) -> str:
        """One tag or comment in a line of text: `html` stands at `at` in `content`."""
        found = (piece.moved(at) for piece in pieces(html))
        return self._rewritten(content, found, locate, unpaired, at, at + len(html))

    def _rewritten(
        self,
        html: str,
        found: Iterable[Piece],
        locate: Locate,
        unpaired: frozenset[int],
        start: int = 0,
        stop: int | None = None,
    ) -> str:
        parts: list[str] = []
        at = start
        for piece in found:
            parts.append(html[at : piece.start])
            at = piece.end
            parts.append(self._piece(html, piece, locate, piece.start in unpaired))
        parts.append(html[at:stop])
        return "".join(parts)

    def _piece(self, html: str, piece: Piece, locate: Locate, is_unpaired: bool) -> str:
        if self.inside:
            if piece.closes and piece.name == self.inside:
                self.inside = ""
            return piece.text
        if piece.is_comment:
            if not piece.text.endswith("-->") and not re.fullmatch(r"<!--?>", piece.text):
                self._tell("comment-unclosed", "<!--", locate(piece.start))
            text = piece.text.removeprefix("<!--").removesuffix("-->").strip()
            self._tell("comment", text, locate(piece.start))
            return ""
        if not piece.name or is_unpaired or not is_html(piece, html) or self._swallows(piece):
            return self._as_text(html, piece, locate)
        if not piece.closes:
            self._open(piece, locate)
        if piece.name in _PLAYERS or piece.name in _OF_PLAYERS or piece.name == "input":
            return ""
        if piece.name == "a" and not any(name == "id" for name, _, _ in piece.attributes):
            return re.sub(r"(?i)(\s)name(?=\s*=)", r"\1id", piece.text)
        if piece.name == "h1":
            return re.sub("(?i)^(</?)h1", r"\1h2", piece.text)
        return piece.text

    def _swallows(self, piece: Piece) -> bool:
        """Whether the rest of the text would vanish with an element that never ends."""
        drops = piece.name in DROPPED_WITH_CONTENT and piece.name not in _PLAYERS
        return drops and not piece.closes and piece.name not in self.closed

    def _as_text(self, html: str, piece: Piece, locate: Locate) -> str:
        around = self.before + html[: piece.start]
        before = _WORD_BEFORE.search(around, max(0, len(around) - 80))
        code = (before[0] if before else "") + piece.text
        if not piece.closes:
            self._tell("shown", _short(piece.text), locate(piece.start), _short(code))
        return escape(piece.text, quote=False)

    def _open(self, piece: Piece, locate: Locate) -> None:
        where = locate(piece.start)
        self._addresses(piece, locate)
        if piece.name in _PLAYERS:
            self._tell("video", f"<{piece.name}>", where, _address(piece))
        elif piece.name == "style" and any(name == "scoped" for name, _, _ in piece.attributes):
            pass  # what pandas puts before its tables, which ours have looks for
        elif piece.name in DROPPED_WITH_CONTENT:
            self._tell("removed", f"<{piece.name}>", where, _gist(piece))
        elif not is_allowed(piece.name):
            if piece.name not in _WITHOUT_LOOK and piece.name not in _OF_PLAYERS:
                self._tell("tag", f"<{piece.name}>", where)
        elif lost := list(dict.fromkeys(_lost_attributes(piece))):
            self._tell("attributes", f"<{piece.name}>", where, ", ".join(lost))
        if piece.name in DROPPED_WITH_CONTENT and piece.name not in _PLAYERS:
            self.inside = "" if piece.text.endswith("/>") and piece.name == "svg" else piece.name

    def _addresses(self, piece: Piece, locate: Locate) -> None:
        """The places of links and pictures."""
        for name, value, start in piece.attributes:
            quote = 1 if piece.text[start - piece.start : start - piece.start + 1] in ("'", '"') else 0
            if name == "href" and piece.name == "a":
                self._tell("link", value, locate(start + quote), value)
                if scheme := refused_scheme(value):
                    self._tell("scheme", value, locate(start + quote), scheme)
                if names_a_user(value):
                    self._tell("user", value, locate(start + quote), "")
            elif name == "src" and piece.name == "img":
                self._tell("picture", value, locate(start + quote), value)

    def _tell(self, kind: PlaceKind, text: str, where: tuple[int, int], more: str = "") -> None:
        self.places.append(Place(kind, text, *where, more))


def unpaired_tags(found: Iterable[Piece]) -> frozenset[int]:
    """Where in a line of text a tag stands that is never closed, or closes nothing, such as "use a <div>"."""
    wrong: set[int] = set()
    opened: list[Piece] = []
    for piece in found:
        if not piece.name or piece.text.endswith("/>"):
            continue
        if piece.name in _VOID:
            is_played = piece.name in _PLAYERS | _OF_PLAYERS
            is_kept = is_allowed(piece.name) if piece.name != "img" else bool(piece.attributes)
            if piece.closes or not (is_kept or (is_played and piece.attributes)):
                wrong.add(piece.start)
        elif not piece.closes:
            opened.append(piece)
        elif match := next((each for each in reversed(opened) if each.name == piece.name), None):
            opened.remove(match)
        elif piece.name not in _PLAYERS:
            wrong.add(piece.start)
    never_closed = (piece for piece in opened if not (piece.name in _PLAYERS and piece.attributes))
    return frozenset(wrong | {piece.start for piece in never_closed})


def is_html(piece: Piece, html: str) -> bool:
    """Whether a tag is meant as HTML: its name is known and not written as types are (`List<Object>`)."""
    if piece.name not in _HTML:
        return False
    if piece.written != piece.name and piece.written != piece.name.upper():
        return False
    is_type = len(piece.written) == 1 and piece.written != piece.name and not piece.attributes
    return not (is_type and html[piece.start - 1 : piece.start].isalnum())


def _lost_attributes(piece: Piece) -> Iterator[str]:
    known = allowed_attributes(piece.name)
    for name, value, _ in piece.attributes:
        if name == "style" and piece.name in _OF_TABLES and _is_of_pandas(value):
            continue  # tables have their sides from what is in them
        if name not in known and not _WITHOUT_EFFECT.match(name):
            yield name


def _is_of_pandas(style: str) -> bool:
    return all(part.partition(":")[0].strip() in _OF_PANDAS for part in style.split(";") if part.strip())


def _gist(piece: Piece) -> str:
    """The address of the code that a script shows; empty if it is another script."""
    source = next((value for name, value, _ in piece.attributes if name == "src"), "")
    return source.removesuffix(".js") if source.startswith("https://gist.github.com/") else ""


def refused_scheme(address: str) -> str:
    """The scheme of an address that no link may have, such as `tel`; else empty."""
    scheme = re.match(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):", address)
    return scheme[1].lower() if scheme and scheme[1].lower() not in SCHEMES else ""


def names_a_user(address: str) -> bool:
    """Whether a web address has a user name or a password before its host. HTML forbids that in a link."""
    if not re.match(r"\s*(?:https?:)?//", address, re.IGNORECASE):
        return False
    return "@" in re.split(r"[/?#\\]", address.strip().partition("//")[2], maxsplit=1)[0]


def _address(piece: Piece) -> str:
    """The address of what a player plays, as visitors would open it."""
    source = next((value for name, value, _ in piece.attributes if name in ("src", "data")), "")
    parts = urlsplit(source if not source.startswith("//") else f"https:{source}")
    if parts.scheme not in ("http", "https"):
        return source
    host, last = (parts.hostname or "").removeprefix("www."), parts.path.rpartition("/")[2]
    if host in ("youtube.com", "youtube-nocookie.com") and parts.path.startswith("/embed/"):
        return f"https://www.youtube.com/watch?v={last}"
    if host == "player.vimeo.com":
        return f"https://vimeo.com/{last}"
    if host in ("loom.com", "www.loom.com") and parts.path.startswith("/embed/"):
        return f"https://www.loom.com/share/{last}"
    return parts.geturl()


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"
