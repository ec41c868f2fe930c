"""Change some values of a record on their own lines; every other byte of the file stays.

Values are found by the parser's positions. What is not a change stays as it was typed: comments, order,
quotes, line ends, other keys. Where a value cannot be replaced without losing something (a comment inside it,
an anchor), nothing is changed, and the caller says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import yaml
from msgspec import Struct

from generator.reading.fields import Group, keys_of
from generator.source.builder import LOADER
from generator.source.invisible import replace_invisible
from generator.source.layout import split_lines
from generator.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode
from generator.source.yaml_tree import parse_yaml
from generator.writing.emit import format_inline_value, format_item, format_pair

Changes = Mapping[str, Any]
"""Key → its new value; None to remove it; for a group of keys, the changes in it."""

_LINE_END = re.compile(r"\r\n?|\n")


class _Mark(NamedTuple):
    line: int
    column: int


class _Value(Struct):
    """A value in the text: where it begins and ends (exclusive), and what is in it."""

    start: _Mark
    end: _Mark
    style: str
    """`plain`, `quoted`, `block` for a text with `|` or `>`, `flow` or `nested` for lists and groups."""
    items: list[_Value] = []
    pairs: list[tuple[str, _Mark, _Value]] = []
    is_odd: bool = False
    """Whether it has an anchor, an alias or a tag in it."""


def edit_record(text: str, index: int | None, changes: Changes, kind: type[Struct]) -> str | None:
    """`text` with changed values in the record at `index` of its list, or in the mapping that it is (None).

    None if that cannot be done without losing something else. The result has been parsed again: it has the
    same content but for the changes.
    """
    root = _read(text)
    record = root if index is None or root is None else _item(root, index)
    if record is None or record.is_odd or record.style not in ("nested", "flow"):
        return None
    editor = _Editor(text)
    if not editor.change(record, changes, kind):
        return None
    edited = editor.result()
    return edited if _is_meant(text, edited, index, changes) else None


def remove_record(text: str, index: int) -> str | None:
    """`text` without the record at `index` of its list, and without the empty lines before it.

    None if the list is in brackets, or something else would be lost.
    """
    root = _read(text)
    record = _item(root, index) if root is not None else None
    if root is None or record is None or root.style != "nested" or root.is_odd:
        return None
    editor = _Editor(text)
    first, last = record.start.line, editor.last_line(record)
    if editor.lines[first][: record.start.column].strip() != "-":
        return None
    while first and not editor.lines[first - 1].strip():
        first -= 1
    rest = editor.lines[last + 1 :]
    if first == 0:
        rest = rest[next((n for n, line in enumerate(rest) if line.strip()), len(rest)) :]
    edited = "".join([*editor.lines[:first], *rest])
    before, _ = parse_yaml(_LINE_END.sub("\n", text), "")
    after, problems = parse_yaml(_LINE_END.sub("\n", edited), "")
    if problems or not isinstance(before, SequenceNode):
        return None
    left = [_content(item) for n, item in enumerate(before.items) if n != index]
    now = [_content(item) for item in after.items] if isinstance(after, SequenceNode) else []
    return edited if left == now else None


def edit_document(text: str, changes: Changes, kind: type[Struct], body: str | None = None) -> str | None:
    """`text`, a Markdown file, with changed values in its front matter and, if it is given, another body.

    None if that cannot be done.
    """
    lines = split_lines(text)
    fences = [n for n, line in enumerate(lines) if _FENCE.fullmatch(line.rstrip("\r\n"))]
    if len(fences) < 2 or fences[0] != 0:
        return None
    matter, rest = "".join(lines[1 : fences[1]]), lines[fences[1] :]
    if changes:
        edited = edit_record(matter, None, changes, kind)
        if edited is None:
            return None
        matter = edited
    if body is not None:
        line_end = "\r\n" if lines[0].endswith("\r\n") else "\n"
        fence = rest[0] if rest[0].endswith(("\n", "\r")) else rest[0] + line_end
        blank = _leading_blank(rest[1:]) or [line_end]
        written = body.strip("\n").split("\n") if body.strip() else []
        rest = [fence, *blank, *(f"{line}{line_end}" for line in written)]
    return lines[0] + matter + "".join(rest)


_FENCE = re.compile(r"-{3}[ \t]*")


def _leading_blank(lines: list[str]) -> list[str]:
    """The empty lines with which a body begins."""
    for number, line in enumerate(lines):
        if line.strip():
            return lines[:number]
    return lines


def _item(root: _Value, index: int) -> _Value | None:
    return root.items[index] if root.style in ("nested", "flow") and 0 <= index < len(root.items) else None


def _read(text: str) -> _Value | None:
    plain = replace_invisible(_LINE_END.sub("\n", text))
    try:
        events = [event for event in yaml.parse(plain, Loader=LOADER) if _is_content(event)]
    except yaml.YAMLError:
        return None
    found = list(_values(events))
    return found[0] if len(found) == 1 else None


def _is_content(event: Any) -> bool:
    return isinstance(event, yaml.NodeEvent | yaml.CollectionEndEvent)


def _values(events: Sequence[Any]) -> Iterable[_Value]:
    """The values that the events make, one after the other."""
    stack: list[tuple[_Value, list[tuple[Any, _Value]]]] = []
    for event in events:
        start, end = _Mark(event.start_mark.line, event.start_mark.column), _end(event)
        if isinstance(event, yaml.CollectionStartEvent):
            style = "flow" if event.flow_style else "nested"
            value = _Value(start, end, style, [], [], _is_odd(event))
            stack.append((value, []))
            continue
        if isinstance(event, yaml.CollectionEndEvent):
            value, inside = stack.pop()
            value.end = end if value.style == "flow" else max([value.end, *(part.end for _, part in inside)])
            if isinstance(event, yaml.MappingEndEvent):
                for (key, at), (_, item) in zip(inside[::2], inside[1::2], strict=True):
                    value.pairs.append((getattr(key, "value", "\0"), at.start, item))
            else:
                value.items = [item for _, item in inside]
            value.is_odd = value.is_odd or any(part.is_odd for _, part in inside)
        else:
            style = {None: "plain", "": "plain", "|": "block", ">": "block"}.get(
                getattr(event, "style", None), "quoted"
            )
            value = _Value(start, end, style, [], [], _is_odd(event))
        if stack:
            stack[-1][1].append((event, value))
        else:
            yield value


def _end(event: Any) -> _Mark:
    return _Mark(event.end_mark.line, event.end_mark.column)


def _is_odd(event: Any) -> bool:
    return (
        isinstance(event, yaml.AliasEvent)
        or getattr(event, "anchor", None) is not None
        or getattr(event, "tag", None) is not None
    )


class _Editor:
    """Collects replacements in a text and makes them from the end on."""

    def __init__(self, text: str) -> None:
        self.lines = split_lines(text)
        ends = sum(line.endswith("\r\n") for line in self.lines)
        self.line_end = "\r\n" if ends * 2 > len(self.lines) else "\n"
        self.replaced: list[tuple[_Mark, _Mark, str]] = []

    def result(self) -> str:
        """The text with all replacements made."""
        lines = list(self.lines)
        for start, end, new in sorted(self.replaced, key=lambda row: (row[0], row[1]), reverse=True):
            before = lines[start.line][: start.column] if start.line < len(lines) else ""
            after = lines[end.line][end.column :] if end.line < len(lines) else ""
            if start.line >= len(lines) and lines and not lines[-1].endswith(("\n", "\r")):
                new = self.line_end + new.removesuffix(self.line_end)
            lines[start.line : end.line + 1] = [before + new + after]
        return "".join(lines)

    def change(self, mapping: _Value, changes: Changes, kind: type[Struct]) -> bool:
        """Plan the changes of a mapping; False if one of them is impossible."""
        keys = keys_of(kind)
        written = {name: (at, value) for name, at, value in mapping.pairs}
        if len(written) != len(mapping.pairs):
            return False
        new = {name: value for name, value in changes.items() if name not in written and value is not None}
        gone = [name for name, value in changes.items() if name in written and value is None]
        if len(gone) == len(written) and not new:
            return False
        for name, value in changes.items():
            if name not in written or value is None:
                continue
            at, old = written[name]
            key = keys.get(name)
            inner = key.shape.type if key and isinstance(key.shape, Group) else None
            if inner is not None and isinstance(value, Mapping) and old.pairs:
                if not self.change(old, value, inner):
                    return False
            elif not self._replace(mapping, at, old, value):
                return False
        if mapping.style == "flow":
            return self._change_flow(mapping, gone, new)
        order = list(keys)
        return all(self._remove(mapping, name) for name in gone) and self._insert(mapping, new, order, gone)

    def _replace(self, mapping: _Value, at: _Mark, old: _Value, value: Any) -> bool:
        """Put another value in place of an old one."""
        value = _without_nothing(value)
        if mapping.style == "flow":
            self.replaced.append((old.start, old.end, self._spaced(old, format_inline_value(value))))
            return True
        if old.items and old.style == "nested" and isinstance(value, tuple):
            return self._replace_items(old, value)
        first, *rest = format_pair("k", value, at.column)
        first = first.removeprefix(" " * at.column).removeprefix("k:").removeprefix(" ")
        return self._put(at, old, first, rest)

    def _put(self, at: _Mark, old: _Value, first: str, rest: list[str]) -> bool:
        """Put the lines of a value in place of one behind the key at `at`."""
        if old.style in ("block", "nested"):
            last = self.last_line(old)
            header = self.lines[old.start.line][old.start.column :] if old.style == "block" else ""
            comment = _comment_of(header) if old.style == "block" else ""
            begins = old.start
            if old.style == "nested":
                begins = self._behind_key(at, old)
                first = f" {first}" if first else ""
                if self._has_comment(begins, last):
                    return False
            lines = [first + comment, *rest]
            end = _Mark(last, len(self.lines[last]) - len(self._ending(last)))
            self.replaced.append((begins, end, self.line_end.join(lines)))
            return True
        new = self._spaced(old, first)
        if not rest:
            self.replaced.append((old.start, old.end, new))
            return not (old.end.line > old.start.line and self._has_comment(old.start, old.end.line - 1))
        # A block of lines goes below what stands behind the value.
        line = self.lines[old.end.line]
        ending = self._ending(old.end.line)
        behind = line[old.end.column : len(line) - len(ending)]
        end = _Mark(old.end.line, len(line) - len(ending))
        self.replaced.append((old.start, end, self.line_end.join([new + behind.rstrip(), *rest])))
        return not behind.strip() or behind.lstrip().startswith("#")

    def _spaced(self, old: _Value, new: str) -> str:
        """The new value with a space before it where the old one was empty."""
        line = self.lines[old.start.line] if old.start.line < len(self.lines) else ""
        return f" {new}" if line[: old.start.column].endswith(":") and new else new

    def _behind_key(self, at: _Mark, old: _Value) -> _Mark:
        """Where the value of the key at `at` begins: right behind the colon."""
        line = self.lines[at.line]
        between = line[at.column : old.start.column if old.start.line == at.line else len(line)]
        return _Mark(at.line, at.column + between.rindex(":") + 1) if ":" in between else old.start

    def last_line(self, value: _Value) -> int:
        """The last line of a value, without the empty lines and comments that follow it."""
        last = value.end.line - 1 if value.end.column == 0 else value.end.line
        last = min(last, len(self.lines) - 1)
        while last > value.start.line and not self.lines[last].strip():
            last -= 1
        return max(last, value.start.line)

    def _ending(self, line: int) -> str:
        text = self.lines[line]
        return text[len(text.rstrip("\r\n")) :]

    def _has_comment(self, start: _Mark, last: int) -> bool:
        texts = [self.lines[start.line][start.column :], *self.lines[start.line + 1 : last + 1]]
        return any("#" in text for text in texts)

    def _remove(self, mapping: _Value, name: str) -> bool:
        """Remove a key with its value. A comment behind the value keeps its line, with an empty value."""
        number = next(n for n, (key, _, _) in enumerate(mapping.pairs) if key == name)
        _, at, value = mapping.pairs[number]
        last = self.last_line(value) if value.style in ("block", "nested") else value.end.line
        begins = self._behind_key(at, value) if value.style == "nested" else value.start
        if value.style in ("block", "nested"):
            if self._has_comment(begins, last):
                return False
        elif self.lines[last][value.end.column :].strip():
            behind = self.lines[last][value.end.column :].lstrip()
            self.replaced.append((value.start, value.end, ""))
            return behind.startswith("#") and last == value.start.line
        if number == 0 and self.lines[at.line][: at.column].strip():
            # The first key stands behind the dash: the next one takes its place.
            following = mapping.pairs[1][1] if len(mapping.pairs) > 1 else None
            if following is None or any(line.strip() for line in self.lines[last + 1 : following.line]):
                return False
            self.replaced.append((at, following, ""))
            return True
        end = _Mark(last + 1, 0)
        if last + 1 >= len(self.lines):  # the last line of a file keeps the way it ends
            end = _Mark(last, len(self.lines[last]))
        self.replaced.append((_Mark(at.line, 0), end, ""))
        return True

    def _insert(self, mapping: _Value, new: Mapping[str, Any], order: list[str], gone: Sequence[str]) -> bool:
        """Add keys, each behind the one that comes before it in the order of the declaration."""
        places: dict[int, list[str]] = {}
        column = mapping.pairs[0][1].column
        for name in sorted(new, key=lambda name: order.index(name) if name in order else len(order)):
            before = order[: order.index(name)] if name in order else order
            behind = [n for n, (key, _, _) in enumerate(mapping.pairs) if key in before and key not in gone]
            behind = behind or [n for n, (key, _, _) in enumerate(mapping.pairs) if key not in gone]
            if not behind:
                return False
            last = self._example_of(mapping, name)
            if last is None:
                last = self._after_comments(self._pair_end(mapping, behind[-1]), column)
            lines = format_pair(name, _without_nothing(new[name]), column)
            places.setdefault(last + 1, []).extend(lines)
        for at, lines in places.items():
            text = "".join(f"{line}{self.line_end}" for line in lines)
            if at >= len(self.lines) and not self.lines[-1].endswith(("\n", "\r")):
                end = len(self.lines[-1])
                text = self.line_end + text.removesuffix(self.line_end)
                self.replaced.append((_Mark(at - 1, end), _Mark(at - 1, end), text))
            else:
                self.replaced.append((_Mark(at, 0), _Mark(at, 0), text))
        return True

    def _example_of(self, mapping: _Value, name: str) -> int | None:
        """The line with a key that was put aside, `#start: 2026-06-01`: a new value goes below it."""
        column = mapping.pairs[0][1].column
        first, last = mapping.start.line, self._pair_end(mapping, len(mapping.pairs) - 1)
        while last + 1 < len(self.lines) and self._is_aside(last + 1, column):
            last += 1
        example = re.compile(rf" {{{column}}}# ?{re.escape(name)}:(?:\s|$)")
        found = [n for n in range(first, last + 1) if example.match(self.lines[n])]
        inside = [(at.line, self._pair_end(mapping, n)) for n, (_, at, _) in enumerate(mapping.pairs)]
        found = [n for n in found if not any(start < n <= end for start, end in inside)]
        return found[-1] if found else None

    def _is_aside(self, line: int, column: int) -> bool:
        """Whether a line is empty, or a comment that stands in this column or further in."""
        text = self.lines[line]
        return not text.strip() or (text.lstrip().startswith("#") and text.index("#") >= column)

    def _after_comments(self, last: int, column: int) -> int:
        """The last line of a value with the comments below it that stand further in: they are about it."""
        at = last + 1
        while at < len(self.lines) and self._is_aside(at, column + 1):
            last = at if self.lines[at].strip() else last
            at += 1
        return last

    def _pair_end(self, mapping: _Value, number: int) -> int:
        """The last line of a key with its value."""
        _, at, value = mapping.pairs[number]
        return max(at.line, self.last_line(value) if value.style in ("block", "nested") else value.end.line)

    def _change_flow(self, mapping: _Value, gone: Sequence[str], new: Mapping[str, Any]) -> bool:
        """Remove and add keys of a group in braces."""
        kept = [n for n, (key, _, _) in enumerate(mapping.pairs) if key not in gone]
        if not kept:
            return False
        for n, (key, at, value) in enumerate(mapping.pairs):
            if key in gone:
                if n < len(mapping.pairs) - 1:
                    start, end = at, mapping.pairs[n + 1][1]
                    if self._has_comment(start, max(start.line, end.line - 1)) and end.line > start.line:
                        return False
                else:
                    start, end = mapping.pairs[kept[-1]][2].end, value.end
                if n == len(mapping.pairs) - 1 and kept[-1] != n - 1:
                    return False  # several at the end: too much for one line
                self.replaced.append((start, end, ""))
        if new:
            if mapping.pairs[-1][0] in gone:
                return False
            at = mapping.pairs[-1][2].end
            added = ", ".join(
                f"{key}: {format_inline_value(_without_nothing(value))}" for key, value in new.items()
            )
            self.replaced.append((at, at, f", {added}"))
        return True

    def _replace_items(self, old: _Value, new: tuple[Any, ...]) -> bool:
        """Change a list with dashes entry by entry: those at both ends that are the same stay."""
        texts = [_content_at(self.lines, item) for item in old.items]
        wanted = [_content_of(value) for value in new]
        head = 0
        while head < min(len(texts), len(wanted)) and texts[head] == wanted[head]:
            head += 1
        tail = 0
        while tail < min(len(texts), len(wanted)) - head and texts[-1 - tail] == wanted[-1 - tail]:
            tail += 1
        middle, fresh = old.items[head : len(texts) - tail], new[head : len(wanted) - tail]
        if len(middle) == len(old.items) and not fresh:
            return False
        column = old.start.column
        lines = [line for value in fresh for line in format_item(value, column)]
        text = "".join(f"{line}{self.line_end}" for line in lines)
        if middle:
            return self._replace_lines(old, middle, text)
        at = self.last_line(old.items[head - 1]) + 1 if head else old.items[0].start.line
        if not head and self.lines[at][:column].strip():
            return False
        if at >= len(self.lines) and not self._ending(len(self.lines) - 1):
            there = _Mark(at - 1, len(self.lines[-1]))
            self.replaced.append((there, there, self.line_end + text.removesuffix(self.line_end)))
        else:
            self.replaced.append((_Mark(at, 0), _Mark(at, 0), text))
        return True

    def _replace_lines(self, old: _Value, entries: Sequence[_Value], text: str) -> bool:
        """Put `text` in place of the lines of some entries of a list."""
        first, last = entries[0].start.line, self.last_line(entries[-1])
        before_dash = self.lines[first][: old.start.column].strip()  # an outer list's dash
        if (
            before_dash
            or not self.lines[first].lstrip().startswith("-")
            or self._has_comment(_Mark(first, 0), last)
        ):
            return False
        end = _Mark(last + 1, 0)
        if last + 1 >= len(self.lines) and not self._ending(last):
            end, text = _Mark(last, len(self.lines[last])), text.removesuffix(self.line_end)
        self.replaced.append((_Mark(first, 0), end, text))
        return True


def _comment_of(header: str) -> str:
    """What stands behind the sign of a block of text, with the spaces before it."""
    match = re.search(r"\s+#.*", header.rstrip("\r\n"))
    return match[0] if match else ""


def _content_at(lines: list[str], value: _Value) -> object:
    """The content of an entry of a list, read from its own lines."""
    last = value.end.line if value.end.column or value.end.line == value.start.line else value.end.line - 1
    rows = list(lines[value.start.line : last + 1])
    if value.end.line == last:
        rows[-1] = rows[-1][: value.end.column]
    rows[0] = " " * value.start.column + rows[0][value.start.column :]
    tree, _ = parse_yaml(_LINE_END.sub("\n", "".join(rows)), "")
    return _content(tree) if tree is not None else None


def _content_of(value: Any) -> object:
    tree, _ = parse_yaml("\n".join(format_item(value, 0)) + "\n", "")
    return _content(tree.items[0]) if isinstance(tree, SequenceNode) and tree.items else None


def _without_nothing(value: Any) -> Any:
    """A value without the keys that are None."""
    if isinstance(value, Mapping):
        return {key: _without_nothing(item) for key, item in value.items() if item is not None}
    return value


def _is_meant(text: str, edited: str, index: int | None, changes: Changes) -> bool:
    """Whether the edited text has the content of `text` with the changes and nothing else."""
    before, _ = parse_yaml(_LINE_END.sub("\n", text), "")
    after, problems = parse_yaml(_LINE_END.sub("\n", edited), "")
    if any(problem.rule == "yaml-syntax" for problem in problems) or before is None or after is None:
        return False
    old, new = before, after
    if index is not None:
        if not isinstance(old, SequenceNode) or not isinstance(new, SequenceNode):
            return False
        if len(old.items) != len(new.items):
            return False
        others = [
            (_content(a), _content(b))
            for n, (a, b) in enumerate(zip(old.items, new.items, strict=True))
            if n != index
        ]
        if any(a != b for a, b in others):
            return False
        old, new = old.items[index], new.items[index]
    return isinstance(old, MappingNode) and isinstance(new, MappingNode) and _fits(old, new, changes)


def _fits(old: MappingNode, new: MappingNode, changes: Changes) -> bool:
    for name in {*old.entries, *new.entries, *changes}:
        was, now = old.entries.get(name), new.entries.get(name)
        if name not in changes:
            if was is None or now is None or _content(was.value) != _content(now.value):
                return False
            continue
        value = changes[name]
        if value is None:
            if now is not None and not (isinstance(now.value, ScalarNode) and now.value.is_blank):
                return False
        elif now is None:
            return False
        elif isinstance(value, Mapping) and was is not None and isinstance(was.value, MappingNode):
            if not isinstance(now.value, MappingNode) or not _fits_group(was, now, value):
                return False
        elif not _says(now.value, _without_nothing(value)):
            return False
    return True


def _fits_group(was: Entry, now: Entry, changes: Changes) -> bool:
    old, new = was.value, now.value
    return isinstance(old, MappingNode) and isinstance(new, MappingNode) and _fits(old, new, changes)


def _says(node: Node, value: Any) -> bool:
    """Whether a node is what the value is written as."""
    tree, _ = parse_yaml("\n".join(format_pair("k", value, 0)) + "\n", "")
    return isinstance(tree, MappingNode) and _text(tree.entries["k"].value) == _text(node)


def _text(node: Node) -> object:
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, SequenceNode):
        return [_text(item) for item in node.items]
    return [(name, _text(entry.value)) for name, entry in node.entries.items()]


def _content(node: Node) -> object:
    """The content of a node, without its position."""
    if isinstance(node, ScalarNode):
        return node.text, node.plain
    if isinstance(node, SequenceNode):
        return [_content(item) for item in node.items]
    return [(name, _content(entry.value)) for name, entry in node.entries.items()]
