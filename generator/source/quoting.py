"""Write text as a YAML value, and broken lines as they should be."""

from __future__ import annotations

import re

MAX_LINE = 100
"""Characters of a line that a hint shows; what is longer is cut in the middle."""

# Text that needs no quotes: it begins with a letter and has no YAML indicator in it.
_PLAIN = re.compile(r"[^\W\d_](?:[\w .,;/()+'’?!%=$€@&*~^<>-]|:(?=[^\s,\[\]{}]))*")
_PLAIN_IN_BRACKETS = re.compile(r"[^\W\d_](?:[\w ./()+'’?!%=$€@&*~^<>-]|:(?=[^\s,\[\]{}/]|//))*")
_WEEK = re.compile(r"\d{4}-W\d{2}", re.ASCII)
# What some YAML parsers take for something else than text.
_RESERVED = frozenset({"y", "yes", "n", "no", "true", "false", "on", "off", "null", "none", "nan", "inf"})
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r", "\0": "\\0"}

ODD_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
"""Characters that look like a space, or like nothing, and that YAML takes for letters."""
_KEY = r"[^\W\d][\w$]*(?:-\w+)*"
_HEAD = rf"(?P<head>[ ]*(?:-[ ]+)*)(?P<key>{_KEY})"
_ENTRY = re.compile(rf"{_HEAD}[ ]*:[ ]+(?P<value>\S.*)")
_ITEM = re.compile(r"(?P<head>[ ]*(?:-[ ]+)+)(?P<value>\S.*)")
_NO_SPACE = re.compile(rf"{_HEAD}(?P<sign>:(?!//)|[ ]*：|[ ]*=[ ]*)(?P<value>[^\s:=].*)?")
_BULLET = re.compile(rf"(?P<indent>[ ]*)(?:-|[*•–—+·][ ]+|[–—•·])(?P<rest>{_KEY}:(?:[ ].*)?)")
_COMMENT = re.compile(r"\s{2,}#(?:\s.*)?$")
_PAIRS = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’"}
# A word of a list in brackets that YAML takes for a comment, with what belongs to it.
_HASH_ENTRY = re.compile(
    r"(?<=[\[,{])(\s*)((?:[\w-]+:\s+)?)([^,\[\]{}\"']*?(?:(?<!\S)|(?<=[\[,{]))#[^,\]}]*)(?=[,\]}])"
)
_APOSTROPHE = re.compile(r"'(?:\d|(?:tis|twas|em|til|cause|bout|round|n)\b)", re.IGNORECASE)


def format_scalar(text: str, *, in_brackets: bool = False) -> str:
    """`text` on one line, quoted if any parser could misread it."""
    plain = _PLAIN_IN_BRACKETS if in_brackets else _PLAIN
    is_plain = plain.fullmatch(text) and not text.endswith((" ", ":"))
    if (is_plain and text.casefold() not in _RESERVED and is_visible(text)) or _WEEK.fullmatch(text):
        return text
    if ('"' in text or "\\" in text) and "'" not in text and is_visible(text):
        return f"'{text}'"
    return '"' + "".join(_escape(char) for char in text) + '"'


def is_visible(text: str) -> bool:
    """Whether the text has no control characters and no line ends."""
    return all(char.isprintable() for char in text)


def _escape(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if char.isprintable():
        return char
    code = ord(char)
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def entry_line(key: str, text: str, *, in_quotes: bool = False) -> str:
    """`key: text` as a line that means just that, cut where it is long; `- text` for the key `-`."""
    head = "- " if key == "-" else f"{key}: " if key else ""
    if len(head + text) > MAX_LINE:
        room = max(MAX_LINE - len(head), 20) // 2
        text = f"{text[:room].rstrip()} … {text[-room:].lstrip()}"
    value = format_scalar(text)
    return f'{head}"{text}"' if in_quotes and value == text else head + value


def quoted_line(line: str) -> str | None:
    """A line of one key or list entry with its value in quotes; None if that can't be told from the line."""
    match = _ENTRY.fullmatch(line) or _ITEM.fullmatch(line)
    if match is None:
        return None
    key = match.groupdict().get("key") or ""
    text = _inner_text(_COMMENT.sub("", match["value"]).strip())
    return match["head"].lstrip() + entry_line(key, text, in_quotes=True) if text else None


def _inner_text(value: str) -> str:
    """What is meant by a value whose quotation marks are wrong."""
    closing = _PAIRS.get(value[:1])
    if closing is None:
        return value
    inner = value[1:]
    closes_early = re.search(rf"\S{closing}(?=\s)", inner) and not re.search(
        rf"\s{closing}\S.*{closing}\s", inner
    )
    if inner.endswith(closing) and not closes_early:
        return inner[:-1]
    return value if closing in inner or _APOSTROPHE.match(value) else inner


def spaced_line(line: str) -> str | None:
    """`key: value` for a line that lacks the space (`key:value`) or the colon (`key = value`), else None."""
    match = _NO_SPACE.fullmatch(line.rstrip())
    if match is None or (match["sign"] == ":" and not match["value"]):
        return None
    return f"{match['head']}{match['key']}: {match['value'] or ''}".rstrip()


def dashed_line(line: str) -> str | None:
    """`- key: value` for an entry with another beginning, `-key: value` or `* key: value`, else None."""
    match = _BULLET.fullmatch(line.rstrip())
    return f"{match['indent']}- {match['rest']}" if match else None


def list_without_comments(line: str) -> str:
    """The line with quotes around those entries in brackets that YAML takes for comments."""
    return _HASH_ENTRY.sub(_quoted_entry, line)


def _quoted_entry(match: re.Match[str]) -> str:
    space, key, text = match.groups()
    return f"{space}{key}{format_scalar(text.strip(), in_brackets=True)}"
