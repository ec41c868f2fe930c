"""GitHub's dialect: CommonMark with tables, task lists, bare links, footnotes, alerts and formulas."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from html import escape

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_tail
from mdit_py_plugins.gfm_autolink import gfm_autolink_plugin

from generator.markdown.converted import Converted, Place, PlaceKind, Prose, position
from generator.markdown.mathml import (
    STANDALONE,
    UnreadableFormulaError,
    formula_html,
    is_sentence,
    source_html,
)
from generator.markdown.other_markup import other_markup
from generator.markdown.raw_html import (
    HtmlCleaner,
    Locate,
    is_hidden,
    is_html,
    names_a_user,
    pieces,
    refused_scheme,
    unpaired_tags,
    visible_text,
)

_DEEPEST = 200  # levels of lists, items and quotations; each takes a call or two of the parser
_TOP_LEVEL = 2  # the page's title is its h1
_LANGUAGE = re.compile(r"[{.\s]*([A-Za-z0-9_+#.-]+)")
_TEXT_ONLY = re.compile(r"[^`<&\\$\[\]!]*\Z")
_GAPS = dict.fromkeys(("softbreak", "hardbreak", "code_inline", "math_inline"), " ")
_OTHER = re.compile(r"[{:!?\[=%\\]|^(?:import|export) ", re.MULTILINE)
_IN_ANCHORS = ("L", "M", "Nd", "Nl", "Pc")  # the categories of letters that an anchor keeps
_EMOJI = re.compile(r":([a-z0-9_+-]+):")
_NEARLY_HEADING = re.compile(r"^(#{2,6})([^\s#!].*)", re.MULTILINE)
_ALIGNED = re.compile(r"text-align:(left|center|right)\Z")
_CELL = re.compile(r"(?:[^|\\]|\\.)*\|")
_DEFINITION = re.compile(r" {0,3}\[(?!\^)(?:[^\]\\]|\\.)+\]:\s*")


def to_html(source: str) -> Converted:
    """Convert a text. Raises `RecursionError` if it is nested too deeply."""
    parser = markdown_parser()
    env: dict[str, object] = {}
    tokens = parser.parse(source, env)
    _check_depth(tokens)
    cleaner = _Cleaner(source, env)
    cleaner.clean(tokens)
    html = parser.renderer.render(tokens, parser.options, env).rstrip("\n")
    return Converted(html, tuple(sorted(cleaner.html.places, key=lambda place: (place.line, place.column))))


@dataclass(frozen=True, slots=True)
class Made:
    """HTML that is ready, among parts that are Markdown."""

    html: str


def parts_to_html(parts: Iterable[str | Made]) -> Converted:
    """Convert a text that has HTML of ours in it. Places count the lines of all Markdown, part after part.

    Each part is parsed by itself: what it leaves open ends with it. Footnotes stand at the end of the text.
    """
    parser = _part_parser()
    env: dict[str, object] = {}
    tokens: list[Token] = []
    lines: list[str] = []
    for part in parts:
        if isinstance(part, Made):
            token = Token("made", "", 0)
            token.content, token.block = part.html, True
            tokens.append(token)
            continue
        env["first_line"] = len(lines)
        for token in parser.parse(part, env):
            token.map = [token.map[0] + len(lines), token.map[1] + len(lines)] if token.map else None
            tokens.append(token)
        lines += _NEWLINE.split(part)
    state = StateCore("\n".join(lines), parser, env, tokens)
    footnote_tail(state)
    _check_depth(state.tokens)
    cleaner = _Cleaner(state.src, env)
    cleaner.clean(state.tokens)
    html = parser.renderer.render(state.tokens, parser.options, env).rstrip("\n")
    return Converted(html, tuple(sorted(cleaner.html.places, key=lambda place: (place.line, place.column))))


def prose_of(source: str) -> Prose:
    """The prose of a text. Raises `RecursionError` if it is nested too deeply."""
    parser = _block_parser()
    env: dict[str, object] = {}
    tokens = parser.parse(source, env)
    _check_depth(tokens)
    parts: list[str] = []
    links = False
    quotations = 0
    quotes = False
    for token in tokens:
        quotations += token.nesting if token.tag == "blockquote" else 0
        if token.type == "inline":
            quotes = quotes or quotations > 0
            text, linked = _inline_prose(token.content, env)
            parts.append(text)
            links = links or linked
        elif token.type == "html_block":
            parts.append(visible_text(token.content))
            links = links or "<a " in token.content.lower()
    return Prose("\n\n".join(parts), quotes, links)


@cache
def markdown_parser() -> MarkdownIt:
    """The parser of the dialect, and our renderer."""
    return _full_parser()


def _full_parser() -> MarkdownIt:
    parser = _with_our_blocks()
    parser.inline.ruler.before("escape", "math_inline", _math_inline)
    for name in ("link", "image", "autolink", "html_inline", "math_inline", "backticks"):
        _locate(parser, name)
    parser.renderer = _Renderer(parser)
    return parser


@cache
def _part_parser() -> MarkdownIt:
    """The same parser for a part of a text: the footnotes come after the last one."""
    parser = _full_parser()
    parser.core.ruler.disable("footnote_tail")
    return parser


@cache
def _block_parser() -> MarkdownIt:
    """The same parser without what is inside lines."""
    parser = _with_our_blocks()
    parser.core.ruler.disable(["inline", "footnote_tail"])
    return parser


def _with_our_blocks() -> MarkdownIt:
    """The standard parser with what words are counted in and pages are made of alike."""
    parser = standard_parser()
    parser.options["maxNesting"] = _DEEPEST
    parser.block.ruler.before("fence", "math_block", _math_block, {"alt": ["paragraph", "reference"]})
    parser.block.ruler.before("fence", "environment", _environment, {"alt": ["paragraph", "reference"]})
    parser.core.ruler.after("block", "tags_as_text", _tags_as_text)
    return parser


def standard_parser() -> MarkdownIt:
    """CommonMark with GitHub's extensions, to the letter, before anything of ours."""
    parser = MarkdownIt("commonmark", {"strikethrough_single_tilde": True, "tasklists": True, "alerts": True})
    parser.enable(["table", "strikethrough"])
    parser.use(gfm_autolink_plugin)
    parser.use(footnote_plugin, inline=False)
    notes = next(each.fn for each in parser.block.ruler.__rules__ if each.name == "footnote_def")
    definition = partial(_note_definition, notes)
    parser.block.ruler.at("footnote_def", definition, {"alt": ["paragraph", "reference"]})
    parser.inline.ruler.at("footnote_ref", _note_reference)
    parser.inline.ruler.before("emphasis", "underscore_in_word", _underscore_in_word)
    return parser


_NEWLINE = re.compile(r"\r\n?|\n")  # as the parser has it
_NOTE = re.compile(r"\[\^([^\]\s]+)\]")


def _note_definition(
    rule: Callable[[StateBlock, int, int, bool], bool], state: StateBlock, start: int, end: int, silent: bool
) -> bool:
    """`[^name]: …`: as on GitHub, capitals do not matter, and of two with the same name the first counts.

    In a later part of a text, a note of the same name is another note.
    """
    if not state.src.startswith("[^", state.bMarks[start] + state.tShift[start]):
        return False
    count = len(state.tokens)
    before = dict(state.env.get("footnotes", {}).get("refs", {}))
    if not rule(state, start, end, silent):
        return False
    if not silent:
        refs, token = state.env["footnotes"]["refs"], state.tokens[count]
        written = token.meta["label"]
        token.meta["label"] = label = name = written.casefold()
        known = state.env.setdefault("notes", {})
        named = state.env.setdefault("named", {})
        part = state.env.get("first_line", 0)
        if label in known:  # no reference has a space
            refs.update({key: number for key, number in before.items() if key == f":{written}"})
            token.meta["label"] = label = f"{label} again" if named[name][0] == part else f"{label} {part}"
        if named.get(name, (-1,))[0] != part:
            named[name] = part, label
        known[label] = start + state.env.get("first_line", 0), written
        if written != label and written not in known:
            refs.pop(f":{written}", None)
        refs[f":{label}"] = -1
    return True


def _note_label(env: EnvType, written: str) -> str:
    name = written.casefold()
    return str(env.get("named", {}).get(name, (0, name))[1])


def _note_reference(state: StateInline, silent: bool) -> bool:
    """`[^name]`, if there is such a note."""
    match = _NOTE.match(state.src, state.pos, state.posMax)
    notes = state.env.get("footnotes", {})
    key = f":{_note_label(state.env, match[1])}" if match else ""
    if match is None or key not in notes.get("refs", {}):
        return False
    if not silent:
        if notes["refs"][key] < 0:
            notes["refs"][key] = len(notes["list"])
            notes["list"][notes["refs"][key]] = {"label": key[1:], "count": 0}
        number = notes["refs"][key]
        token = state.push("footnote_ref", "", 0)
        token.meta = {"id": number, "subId": notes["list"][number]["count"], "label": key[1:]}
        notes["list"][number]["count"] += 1
    state.pos = match.end()
    return True


def _underscore_in_word(state: StateInline, silent: bool) -> bool:
    """`_` between letters is no emphasis: as text at once, it can be part of an address (a_b@c.example)."""
    src, start = state.src, state.pos
    if src[start] != "_" or not src[start - 1 : start].isalnum():
        return False
    end = start + 1
    while src[end : end + 1] == "_":
        end += 1
    if end >= state.posMax or not src[end].isalnum():
        return False
    if not silent:
        state.pending += src[start:end]
    state.pos = end
    return True


def _check_depth(tokens: Iterable[Token]) -> None:
    """Refuse what the parser would leave out because it is nested too deeply."""
    if any(token.level >= _DEEPEST - 1 for token in tokens if token.block):
        raise RecursionError


# --- formulas -----------------------------------------------------------------------------------------


def _math_block(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """`$$` to `$$`, beginning and ending a line, with no empty line between them."""
    first = _line(state, start)
    if state.is_code_block(start) or not first.startswith("$$"):
        return False
    parts = [first[2:]]
    number = start
    while "$$" not in parts[-1]:
        number += 1
        if number >= end or state.isEmpty(number) or state.sCount[number] < state.blkIndent:
            return False
        parts.append(_line(state, number))
    parts[-1], _, behind = parts[-1].partition("$$")
    if behind or not "".join(parts).strip():
        return False
    if silent:
        return True
    state.line = number + 1
    token = state.push("math_block", "", 0)
    token.content = "\n".join(parts)
    token.map = [start, state.line]
    token.block = True
    return True


_BEGIN = re.compile(r"\\begin\{([a-z]+\*?)\}")


def _environment(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    r"""`\begin{equation}` to its end, as Jupyter has formulas: without dollar signs."""
    match = None if state.is_code_block(start) else _BEGIN.match(_line(state, start))
    if match is None or match[1] not in STANDALONE:
        return False
    closing = f"\\end{{{match[1]}}}"
    parts: list[str] = []
    for number in range(start, end):
        if state.isEmpty(number) or state.sCount[number] < state.blkIndent:
            return False
        parts.append(_line(state, number))
        before, found, behind = parts[-1].partition(closing)
        if found:
            break
    else:
        return False
    if behind.strip() or before.strip().startswith("$"):
        return False
    if not silent:
        state.line = number + 1
        token = state.push("math_block", "", 0)
        token.content = "\n".join(parts)
        token.map = [start, state.line]
        token.block = True
    return True


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]].rstrip()


def _math_inline(state: StateInline, silent: bool) -> bool:
    """`$x$`, with no space inside the signs and no letter or digit outside: "$5 and $6" are prices."""
    src, start = state.src, state.pos
    if src[start] != "$" or src[start - 1 : start].isalnum():
        return False
    mark = next(mark for mark in ("$$", "$`", "$") if src.startswith(mark, start))
    begins = start + len(mark)
    ends = _end_of_formula(src, begins, state.posMax, mark[::-1])
    if ends < 0:
        return False
    content, behind = src[begins:ends], src[ends + len(mark) : ends + len(mark) + 1]
    if not content.strip() or behind.isalnum() or behind == "$":
        return False
    if mark == "$" and is_sentence(content):
        return False
    if mark == "$" and (content[0].isspace() or content[-1].isspace() or src[start - 1 : start] == "$"):
        return False
    if not silent:
        token = state.push("math_inline", "", 0)
        token.content = content
        token.markup = mark
    state.pos = ends + len(mark)
    return True


def _end_of_formula(src: str, begins: int, most: int, mark: str) -> int:
    at = begins
    while (at := src.find(mark, at, most)) >= 0:
        backslashes = len(src[:at]) - len(src[:at].rstrip("\\"))
        if mark != "$" or backslashes % 2 == 0:
            return at
        at += 1
    return -1


# --- places -------------------------------------------------------------------------------------------


def _locate(parser: MarkdownIt, name: str) -> None:
    """Let a rule for a part of a line note where that part begins."""
    rules = parser.inline.ruler
    rule = next(each.fn for each in rules.__rules__ if each.name == name)
    rules.at(name, partial(_located, rule))


def _located(rule: Callable[[StateInline, bool], bool], state: StateInline, silent: bool) -> bool:
    start, count = state.pos, len(state.tokens)
    if not rule(state, silent):
        return False
    if not silent:
        for token in state.tokens[count:]:
            if token.type != "text":
                token.meta["at"] = start
                token.meta["end"] = state.pos
                break
    return True


def _tags_as_text(state: StateCore) -> None:
    """Make a paragraph of a block that begins with what is no HTML, such as `<your name>` on its line."""
    tokens: list[Token] = []
    for token in state.tokens:
        first = next(pieces(token.content), None) if token.type == "html_block" else None
        if first is None or not first.name or is_html(first, token.content):
            tokens.append(token)
            continue
        opening, inline = Token("paragraph_open", "p", 1), Token("inline", "", 0)
        closing = Token("paragraph_close", "p", -1)
        for each in (opening, inline, closing):
            each.level, each.block, each.map = token.level, True, token.map
        inline.level += 1
        inline.content, inline.children = token.content.strip(), []
        tokens += [opening, inline, closing]
    state.tokens = tokens


# --- prose --------------------------------------------------------------------------------------------


def _inline_prose(content: str, env: EnvType) -> tuple[str, bool]:
    """The prose of one block's text, and whether there is a link in it."""
    if _TEXT_ONLY.match(content):
        return content, "http://" in content or "https://" in content or "www." in content
    parts: list[str] = []
    hidden = ""
    children = markdown_parser().parseInline(content, env)[0].children or ()
    for token in children:
        if token.type == "html_inline":
            hidden = _hidden_after(token.content, hidden)
            piece = next(pieces(token.content), None)
            is_text = piece is not None and piece.name and not is_html(piece, token.content)
            parts.append(token.content if is_text else " ")
        elif not hidden:
            parts.append(token.content if token.type in ("text", "image") else _GAPS.get(token.type, ""))
    links = any(
        token.type == "link_open" or (token.type == "html_inline" and token.content.lower().startswith("<a "))
        for token in children
    )
    return "".join(parts), links


def _hidden_after(tag: str, hidden: str) -> str:
    """The element without prose that is open after a tag, if it was `hidden` before it."""
    for piece in pieces(tag):
        if piece.closes and piece.name == hidden:
            return ""
        if not hidden and not piece.closes and is_hidden(piece.name):
            return piece.name
    return hidden


def line_text(line: str) -> str:
    """The text of a line without marks, comments and HTML; code keeps its letters."""
    children = markdown_parser().parseInline(line, {})[0].children or ()
    parts = []
    for token in children:
        if token.type == "html_inline":
            piece = next(pieces(token.content), None)
            parts.append(token.content if piece and piece.name and not is_html(piece, line) else "")
        else:
            parts.append(token.markup if token.markup in ("_", "__") else token.content)  # __init__ is a name
    return " ".join(re.sub(r"\[\^[^\]\s]+\]", "", "".join(parts)).split())


# --- anchors ------------------------------------------------------------------------------------------


class Slugs:
    """The anchors of one text: `für-wen`, and `setup-1` for a second `setup`."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def make(self, heading: str) -> str:
        """The anchor of a heading, unlike all others of the text."""
        anchor = base = slug(heading)
        while anchor in self._taken:
            self._taken[base] += 1
            anchor = f"{base}-{self._taken[base]}"
        self._taken[anchor] = 0
        return anchor


def slug(heading: str) -> str:
    """The heading in lower case, with hyphens for spaces, and no signs besides `-` and `_`."""
    text = unicodedata.normalize("NFC", heading.strip()).lower()
    kept = (
        letter for letter in text if letter in "- " or unicodedata.category(letter).startswith(_IN_ANCHORS)
    )
    return "".join(kept).replace(" ", "-")


# --- what a page shows --------------------------------------------------------------------------------


class _Cleaner:
    """Gives the tokens of a text what our pages need, and notes the places of what may need a finding."""

    def __init__(self, source: str, env: EnvType) -> None:
        self.lines = _NEWLINE.split(source)
        self.env = env
        self.html = HtmlCleaner()
        self.slugs = Slugs()
        self.levels: list[int] = []
        self.columns: dict[int, int] = {}
        self.defined: dict[str, tuple[int, int]] | None = None

    def clean(self, tokens: Sequence[Token]) -> None:
        """Change `tokens` in place."""
        self.html.closed = frozenset(_closed_names(tokens))
        row = 0
        for number, token in enumerate(tokens):
            if token.type == "inline":
                self._inline(token, tokens[number - 1].type)
                row = _first(token)
            elif token.type == "heading_open":
                self._heading(token, tokens[number + 1])
            elif token.type == "tr_close":
                self._cells_left_out(row)
            elif token.type == "html_block":
                locate = partial(position, self.lines, _first(token), token.content)
                token.content = self.html.block(token.content, locate)
            else:
                self._block(token)
        self._unused_notes()

    def _block(self, token: Token) -> None:
        match token.type:
            case "heading_close":
                token.tag = f"h{self._level()}"
            case "th_open" | "td_open":
                _align(token)
            case "math_block":
                self._formula(token, _first(token))
            case "fence" if token.info.strip() == "math":
                token.type = "math_block"
                self._formula(token, _first(token) + 1)
            case "fence" if is_diagram(token.info):
                self._note("diagram", "", (_first(token), 1))
            case "alert_open":
                token.attrSet("class", f"alert {token.info.lower()}")
            case "alert_title_open":
                token.attrSet("class", "alert-title")
            case "list_item_open" if "checked" in token.meta:
                token.attrSet("class", "task")
            case "bullet_list_open" | "ordered_list_open":
                token.attrs.pop("class", None)

    def _inline(self, token: Token, parent: str) -> None:
        in_cell = parent in ("th_open", "td_open")
        first = _first(token)
        from_column = self.columns.get(first, 0) if in_cell else 0
        written = token.content.replace("|", "\\|") if in_cell else token.content

        def locate(offset: int) -> tuple[int, int]:
            if in_cell:
                offset += token.content.count("|", 0, offset)
            return position(self.lines, first, written, offset, from_column)

        if in_cell:
            self.columns[first] = locate(0)[1] - 1 + len(written)
        children = token.children or []
        unpaired = unpaired_tags(
            piece.moved(child.meta["at"])
            for child in children
            if child.type == "html_inline"
            for piece in pieces(child.content)
        )
        if parent == "paragraph_open":
            self._nearly_headings(token.content, locate)
        self._other_markup(token.content, children, locate)
        for child in children:
            if child.type == "html_inline":
                at = child.meta["at"]
                child.content = self.html.inline(token.content, at, child.content, locate, unpaired)
            else:
                self._part(child, token.content, locate)

    def _part(self, token: Token, content: str, locate: Locate) -> None:
        """One part of a line."""
        match token.type:
            case "link_open":
                self._link(content, token, locate)
            case "image":
                self._picture(content, token, locate)
            case "math_inline":
                self._inline_formula(token, locate)
            case "text":
                token.content = _with_emoji(token.content)
            case "s_open" | "s_close":
                token.tag = "del"

    def _cells_left_out(self, number: int) -> None:
        """What a row has after the last column of its table, as when a `|` in a cell has no backslash."""
        line = self.lines[number]
        match = _CELL.match(line, self.columns[number])
        if match and (text := line[match.end() :].lstrip(" \t|")):
            shown = text.rstrip().removesuffix("|").rstrip()
            self._note("cells", shown, (number, len(line) - len(text) + 1))

    def _nearly_headings(self, content: str, locate: Locate) -> None:
        for match in _NEARLY_HEADING.finditer(content):
            self._note("heading", match[0], locate(match.start()), f"{match[1]} {match[2]}")

    def _other_markup(self, content: str, children: Sequence[Token], locate: Locate) -> None:
        """What was written for another program. What is code, a formula or HTML is not looked at."""
        if not _OTHER.search(content):
            return
        parts, begins = [], 0
        for child in children:
            if child.type in ("code_inline", "math_inline", "html_inline") and "at" in child.meta:
                at, end = child.meta["at"], child.meta["end"]
                parts += [content[begins:at], "\0" * (end - at)]
                begins = end
        for found in other_markup("".join((*parts, content[begins:]))):
            self._note("other", found.text, locate(found.start), found.instead)

    def _link(self, content: str, token: Token, locate: Locate) -> None:
        target = str(token.attrGet("href") or "")
        if "at" not in token.meta or token.info == "auto":
            if names_a_user(target) and (at := content.find("@")) >= 0:
                self._note("user", target, locate(max(0, content.rfind("//", 0, at) - 6)), "")
            return
        at, written = _written(content[token.meta["at"] : token.meta["end"]])
        where = self._definition(target) if at < 0 else locate(token.meta["at"] + at)
        where = where or locate(token.meta["at"])
        self._note("link", target, where, written if at >= 0 else target)
        if scheme := refused_scheme(target):
            self._note("scheme", target, where, scheme)
        if names_a_user(target):
            self._note("user", target, where, "")

    def _picture(self, content: str, token: Token, locate: Locate) -> None:
        target = str(token.attrGet("src") or "")
        if "at" in token.meta:
            at, written = _written(content[token.meta["at"] : token.meta["end"]])
            where = self._definition(target) if at < 0 else locate(token.meta["at"] + at)
            is_bare = not token.content.strip()
            kind: PlaceKind = "bare-picture" if is_bare else "picture"
            self._note(kind, target, where or locate(token.meta["at"]), written if at >= 0 else target)

    def _note(self, kind: PlaceKind, text: str, where: tuple[int, int], more: str = "") -> None:
        self.html.places.append(Place(kind, text, *where, more))

    def _definition(self, target: str) -> tuple[int, int] | None:
        """Where the address of a link is that is written as [text][name]."""
        if self.defined is None:
            self.defined = dict(reversed(list(_definitions(self.lines))))
        return self.defined.get(target)

    def _heading(self, token: Token, inline: Token) -> None:
        """Headings begin at level 2: a deeper one is one level down, equal ones stay equal."""
        level = int(token.tag[1])
        while self.levels and self.levels[-1] >= level:
            self.levels.pop()
        self.levels.append(level)
        token.tag = f"h{self._level()}"
        token.attrSet("id", self.slugs.make(_heading_text(inline)))

    def _level(self) -> int:
        return min(_TOP_LEVEL + len(self.levels) - 1, 6)

    def _formula(self, token: Token, first: int) -> None:
        try:
            token.content = formula_html(token.content, display=True)
        except UnreadableFormulaError as error:
            part = str(error)
            rows = token.content.split("\n")
            row = next((n for n, row in enumerate(rows) if part and part in row), 0)
            line = min(first + row, len(self.lines) - 1)
            text = self.lines[line]
            column = text.find(part) if part else len(text) - len(text.lstrip())
            self._note("maths", part, (line, max(column, 0) + 1))
            token.content = source_html(token.content, display=True)

    def _inline_formula(self, token: Token, locate: Locate) -> None:
        display = token.markup == "$$"
        try:
            token.content = formula_html(token.content, display=display, box="span")
        except UnreadableFormulaError as error:
            part = str(error)
            at = int(token.meta.get("at", 0)) + len(token.markup) + max(token.content.find(part), 0)
            self._note("maths", part, locate(at if part else int(token.meta.get("at", 0))))
            token.content = source_html(token.content, display=False)

    def _unused_notes(self) -> None:
        refs = self.env.get("footnotes", {}).get("refs", {})
        for label, (line, written) in self.env.get("notes", {}).items():
            if refs.get(f":{label}", -1) < 0:
                self._note("note-unused", written, (line, self.lines[line].find("[^") + 1))


def _definitions(lines: Iterable[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The addresses that `[name]: address` gives, with line and column."""
    for number, line in enumerate(lines):
        inner = line.lstrip("> ")
        match = _DEFINITION.match(inner)
        if match is None or not inner[match.end() :].strip():
            continue
        begins = len(line) - len(inner) + match.end()
        is_bracketed = line.startswith("<", begins)
        rest = line[begins + is_bracketed :]
        written = rest.partition(">")[0] if is_bracketed else rest.split(maxsplit=1)[0]
        yield markdown_parser().normalizeLink(written), (number, begins + is_bracketed + 1)


def _first(token: Token) -> int:
    return token.map[0] if token.map else 0


def _closed_names(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        for each in (token, *(token.children or ())):
            if each.type in ("html_block", "html_inline"):
                yield from (piece.name for piece in pieces(each.content) if piece.closes)


def _written(link: str) -> tuple[int, str]:
    """Where in `[text](address "title")` the address is, and the address; -1 if it is not in there."""
    if link.startswith("<"):
        return 1, link[1:-1]
    begins = link.rfind("](") + 2
    if begins < 2 or not link.endswith(")"):
        return -1, ""
    begins += len(link[begins:]) - len(link[begins:].lstrip())
    if link.startswith("<", begins):
        return begins + 1, link[begins + 1 : link.find(">", begins)]
    return begins, link[begins:-1].split(maxsplit=1)[0] if link[begins:-1].strip() else ""


def is_diagram(info: str) -> bool:
    """Whether a block of code is a diagram to draw."""
    language = _LANGUAGE.match(info)
    return language is not None and language[1].lower() == "mermaid"


def _align(token: Token) -> None:
    side = _ALIGNED.match(str(token.attrs.pop("style", "")))
    if side:
        token.attrSet("class", side[1])


def _heading_text(inline: Token) -> str:
    kinds = ("text", "code_inline", "softbreak")
    children = inline.children or ()
    return "".join(_with_emoji(each.content) or " " for each in children if each.type in kinds)


def _with_emoji(text: str) -> str:
    """The text with `:rocket:` as the sign that it stands for."""
    return _EMOJI.sub(lambda match: _emoji().get(match[0], match[0]), text) if text.count(":") > 1 else text


@cache
def _emoji() -> dict[str, str]:
    from pymdownx import gemoji_db

    signs = {
        name: "".join(chr(int(code, 16)) for code in entry["unicode"].split("-"))
        for name, entry in gemoji_db.emoji.items()
        if "unicode" in entry
    }
    return signs | {alias: signs[name] for alias, name in gemoji_db.aliases.items() if name in signs}


class _Renderer(RendererHTML):
    """HTML as our style sheets know it. The signatures are the library's."""

    # ruff: noqa: ARG002

    def fence(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        language = _LANGUAGE.match(tokens[idx].info)
        named = f' class="language-{escape(language[1].lstrip("."))}"' if language else ""
        return f"<pre><code{named}>{escape(tokens[idx].content)}</code></pre>\n"

    def made(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"{tokens[idx].content}\n"

    def math_block(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f"{tokens[idx].content}\n"

    def math_inline(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return tokens[idx].content

    def image(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """A picture without a description has no `alt`, which tells it from a decorative one."""
        html = super().image(tokens, idx, options, env)
        return html if tokens[idx].content.strip() else re.sub(' alt="\\s*"', "", html, count=1)

    def list_item_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[idx]
        html = self.renderToken(tokens, idx, options, env)
        if "checked" not in token.meta:
            return html
        state = 'aria-label="done" checked=""' if token.meta["checked"] else 'aria-label="to do"'
        return f'{html}<input type="checkbox" disabled="" {state}> '

    def footnote_ref(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        number, time = tokens[idx].meta["id"] + 1, tokens[idx].meta["subId"]
        return (
            f'<sup id="fnref{_again(time)}:{number}">'
            f'<a class="footnote-ref" href="#fn:{number}">{number}</a></sup>'
        )

    def footnote_block_open(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return '<div class="footnote">\n<hr>\n<ol>\n'

    def footnote_block_close(
        self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</ol>\n</div>\n"

    def footnote_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return f'<li id="fn:{tokens[idx].meta["id"] + 1}">'

    def footnote_close(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</li>\n"

    def footnote_anchor(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        number, time = tokens[idx].meta["id"] + 1, tokens[idx].meta["subId"]
        title = f"Back to note {number} in the text" + (f" ({time + 1})" if time else "")
        return (
            f' <a class="footnote-backref" href="#fnref{_again(time)}:{number}" title="{title}"'
            f' aria-label="{title}">\u21a9\ufe0e</a>'
        )


def _again(time: int) -> str:
    return str(time + 1) if time else ""
