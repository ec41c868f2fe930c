"""Append an entry to a list in a YAML text without changing anything else."""

from __future__ import annotations

from generator.source.layout import Layout, detect_layout, split_lines
from generator.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode
from generator.source.yaml_tree import parse_yaml
from generator.writing.emit import Fields, format_entry, format_inline


def append_entry(text: str, fields: Fields, key: str | None = None) -> str | None:
    """`text` with one more entry in the list that it is, or in the list at its top-level `key`.

    Comments, order, line endings and the style of the list stay. None if it is impossible: the text is
    broken, has no list there, or would change its meaning. The result has been parsed again: it has the
    same content plus the entry.
    """
    layout = detect_layout(text, key)
    if layout is None:
        return None
    for blank_line in (True, False):
        candidate = _insert(text, fields, key, layout, blank_line=blank_line)
        if _adds_one_entry(text, candidate, key):
            return candidate
    return None


def _insert(text: str, fields: Fields, key: str | None, layout: Layout, *, blank_line: bool) -> str:
    lines = split_lines(text)
    end = _line_end(lines)
    if layout.form == "brackets" or (layout.form == "empty" and layout.start[0] != layout.end[0]):
        return _insert_inline(lines, fields, layout)
    new = format_entry(fields, indent=layout.dash, step=layout.key_offset)
    if key is not None and layout.form == "absent":
        new = [f"{key}:", *new]
    if layout.form == "empty":
        lines = _remove_brackets(lines, layout)
    at = _insert_at(lines, layout)
    before, after = lines[:at], lines[at:]
    if before and not before[-1].endswith(("\n", "\r")):
        before[-1] += end
    if blank_line and _needs_blank_line(before, layout, key):
        new = ["", *new]
    return "".join([*before, *(f"{line}{end}" for line in new), *after])


def _line_end(lines: list[str]) -> str:
    """The most frequent line ending."""
    return "\r\n" if sum(line.endswith("\r\n") for line in lines) * 2 > len(lines) else "\n"


def _insert_at(lines: list[str], layout: Layout) -> int:
    """The index of the line before which the new entry goes."""
    if layout.is_last:
        return len(lines) if layout.end_mark is None else layout.end_mark
    line, column = layout.end
    # A block of text ends where the next line begins, and takes empty lines along.
    at = line if column == 0 and layout.form == "block" else line + 1
    while at and _is_blank(lines[at - 1]):
        at -= 1
    return at


def _is_blank(line: str) -> bool:
    return not line.strip()


def _needs_blank_line(before: list[str], layout: Layout, key: str | None) -> bool:
    """Whether to put a blank line before the entry: as in the rest of the list, by default yes."""
    if not any(not _is_blank(line) and line.strip() != "---" for line in before) or _is_blank(before[-1]):
        return False
    if layout.form == "block":
        return _has_blank_lines(before, layout)
    return key is None or layout.form == "absent"


def _has_blank_lines(lines: list[str], layout: Layout) -> bool:
    """Whether there is a blank line before the last entry, or before the comment above it."""
    if len(layout.entry_lines) < 2:
        return True
    at = layout.entry_lines[-1] - 1
    while at > 0 and lines[at].lstrip().startswith("#"):
        at -= 1
    return _is_blank(lines[at])


def _remove_brackets(lines: list[str], layout: Layout) -> list[str]:
    """Remove `[]`, and its line if nothing else is on it."""
    (at, begins), (_, ends) = layout.start, layout.end
    rest = lines[at][:begins].rstrip(" ") + lines[at][ends:]
    return [*lines[:at], *([rest] if rest.strip() else []), *lines[at + 1 :]]


def _insert_inline(lines: list[str], fields: Fields, layout: Layout) -> str:
    at, column = layout.end
    if layout.form == "brackets":
        new = f", {format_inline(fields)}"
    else:
        new, column = format_inline(fields), column - 1
    line = lines[at]
    return "".join([*lines[:at], line[:column] + new + line[column:], *lines[at + 1 :]])


def _adds_one_entry(text: str, candidate: str, key: str | None) -> bool:
    """Whether the candidate has the content of the text plus one entry at the end of the list."""
    if text and not text.endswith("\n"):
        text += "\n"  # the candidate ends the last line, which can change what that line means
    before, _ = parse_yaml(_with_lf(text), "")
    after, _ = parse_yaml(_with_lf(candidate), "")
    if key is not None:
        if not isinstance(after, MappingNode) or not (
            before is None or isinstance(before, MappingNode | ScalarNode)
        ):
            return False
        entries = before.entries if isinstance(before, MappingNode) else {}
        others = {name: _content(entry.value) for name, entry in entries.items() if name != key}
        if others != {name: _content(entry.value) for name, entry in after.entries.items() if name != key}:
            return False
        before, after = _value(entries.get(key)), _value(after.entries.get(key))
    if not isinstance(after, SequenceNode):
        return False
    old = before.items if isinstance(before, SequenceNode) else ()
    return len(after.items) == len(old) + 1 and all(
        _content(a) == _content(b) for a, b in zip(old, after.items, strict=False)
    )


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _value(entry: Entry | None) -> Node | None:
    return entry.value if entry else None


def _content(node: Node) -> object:
    """The content of a node, without its position."""
    if isinstance(node, ScalarNode):
        return node.text, node.plain
    if isinstance(node, SequenceNode):
        return [_content(item) for item in node.items]
    return [(name, _content(entry.value)) for name, entry in node.entries.items()]
