"""Read Jupyter notebooks: cells, outputs and pictures, and the lines of the file that they stand on.

A notebook is data from somewhere else: nothing in it is run, and nothing but the cells is used. Metadata
stays private, folders in outputs are left out (they name the user), and of a huge output the beginning and
the end are kept. The same holds for what is told: which cell, and why.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Any, Literal

from generator.core.diagnostics import Diagnostic, Location, diagnostic
from generator.core.messages import Message

MOST_LINES = 40
"""Lines of one output that a page shows."""
_FIRST_LINES, _LAST_LINES = 20, 10
_LONGEST_LINE = 1000
_LONGEST_HTML = 150_000
_MOST_OUTPUT = 500_000  # letters of all outputs together; a page of more is no page
_PICTURES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
_INTERACTIVE = re.compile(r"application/(?:vnd\.(?!jupyter\.stderr)|javascript)|text/javascript")
_SCRIPT = re.compile(r"<(?:script|iframe)\b", re.IGNORECASE)
_LANGUAGES = {"ir": "r", "julia-1": "julia", "python3": "python", "ipython": "python"}

OutputKind = Literal["text", "error", "html", "markdown", "latex", "picture", "more"]
Told = Literal["cut", "raw", "interactive", "unreadable", "picture", "too-large", "too-much"]


@dataclass(frozen=True, slots=True)
class Output:
    """What a cell showed when it was run. `text` is the name of a `picture`; of `more`, how many lines."""

    kind: OutputKind
    text: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, its `number` counted from the top.

    `lines` are the lines of the file, 0-based, that the lines of `source` stand on; of code, the first.
    `alt` describes its pictures. `told` is what of its outputs is not shown as it is.
    """

    number: int
    kind: Literal["markdown", "code", "raw"]
    source: str
    lines: tuple[int, ...]
    outputs: tuple[Output, ...] = ()
    alt: str = ""
    told: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class Notebook:
    """A notebook. `pictures` are those of outputs and attachments by name, in base64 or as SVG."""

    language: str
    cells: tuple[Cell, ...]
    pictures: Mapping[str, str] = field(default_factory=dict)


def read_notebook(text: str, path: str) -> tuple[Notebook | None, tuple[Diagnostic, ...]]:
    """The notebook in a file of format 4; None and a finding if it is not one."""
    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        return None, (diagnostic("notebook-unreadable.json", Location(path, error.lineno, error.colno)),)
    except (RecursionError, ValueError, MemoryError):
        return None, (diagnostic("notebook-unreadable.deep", Location(path, 1, 1)),)
    version = tree.get("nbformat") if isinstance(tree, dict) else None
    if version != 4 or isinstance(version, bool):
        is_old = isinstance(version, int) and not isinstance(version, bool)
        key = "notebook-unreadable.version" if is_old else "notebook-unreadable.shape"
        return None, (diagnostic(key, Location(path, 1, 1)),)
    cells = tree.get("cells")
    if not isinstance(cells, list):
        return None, (diagnostic("notebook-unreadable.shape", Location(path, 1, 1)),)
    reader = _Reader(text, path.rpartition("/")[2])
    for number, cell in enumerate(cells, start=1):
        if not reader.add(cell, number):
            text_ = Message("notebook-unreadable.cell", cell=number)
            return None, (diagnostic(text_, Location(path, reader.line + 1, 1)),)
    return Notebook(_language(tree.get("metadata")), tuple(reader.cells), reader.pictures), ()


def picture_bytes(written: str) -> bytes | None:
    """The bytes of a picture in a notebook; None if it is no base64."""
    if written.lstrip().startswith("<"):
        return written.encode("utf-8", "replace")
    try:
        return base64.b64decode("".join(written.split()), validate=True) or None
    except (binascii.Error, ValueError):
        return None


def without_pictures(text: str) -> str:
    """The text of a notebook without its pictures, in the same lines: for those who search in it."""
    return _LONG.sub('""', text)


_LONG = re.compile(r'"[A-Za-z0-9+/=\\]{400,}"')


def _language(metadata: object) -> str:
    info = metadata if isinstance(metadata, dict) else {}
    for group, key in (("language_info", "name"), ("kernelspec", "language"), ("kernelspec", "name")):
        value = info.get(group)
        name = value.get(key) if isinstance(value, dict) else None
        if isinstance(name, str) and re.fullmatch(r"[A-Za-z0-9_+#.-]{1,30}", name):
            return _LANGUAGES.get(name.lower(), name.lower())
    return "python"


class _Reader:
    """Reads the cells of one notebook in their order, and finds each in the text of the file."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.at = 0
        self.line = 0
        self.counted = 0
        self.left = _MOST_OUTPUT
        self.cells: list[Cell] = []
        self.pictures: dict[str, str] = {}

    def add(self, cell: object, number: int) -> bool:
        """Add a cell; whether it is one."""
        if not isinstance(cell, dict):
            return False
        kind, source = cell.get("cell_type"), _joined(cell.get("source", ""))
        if kind not in ("markdown", "code", "raw") or source is None:
            return False
        metadata = cell.get("metadata")
        metadata = metadata if isinstance(metadata, dict) else {}
        lines = self._lines(source)
        source = _plain(source)
        hidden = _hidden(metadata)
        if "cell" in hidden:
            return True
        if kind == "markdown":
            self.cells.append(Cell(number, "markdown", self._with_attachments(source, cell, number), lines))
        elif kind == "raw":
            self.cells.append(Cell(number, "raw", source, lines, told=("raw",) if source.strip() else ()))
        else:
            outputs = cell.get("outputs", [])
            if not isinstance(outputs, list):
                return False
            code, alt, options = _options(source)
            hidden |= options
            parts = _Outputs(self, number)
            if "output" not in hidden:
                parts.read(outputs)
            shown = "" if "input" in hidden else code
            told = tuple(parts.told)
            self.cells.append(Cell(number, "code", shown, lines[:1], parts.shown(), alt, told))
        return True

    def picture(self, name: str, written: str) -> str:
        """Keep a picture; its path as texts in the same folder write it."""
        path = f"{self.file}/{name}"
        self.pictures[path] = written
        return path

    def _with_attachments(self, source: str, cell: dict[str, Any], number: int) -> str:
        """The text, with the pictures that were pasted into its cell."""
        attachments = cell.get("attachments")
        if not isinstance(attachments, dict):
            return source
        for position, (name, bundle) in enumerate(attachments.items(), start=1):
            mime = next((mime for mime in _PICTURES if isinstance(bundle, dict) and mime in bundle), None)
            written = _joined(bundle[mime]) if mime else None
            if mime and written:
                path = self.picture(f"{number}-attached-{position}.{_PICTURES[mime]}", written)
                source = source.replace(f"(attachment:{name})", f"(<{path}>)").replace(
                    f"(attachment:{name} ", f"(<{path}> "
                )
        return source

    def _lines(self, source: str) -> tuple[int, ...]:
        """Where the lines of a cell stand in the file; if they are not found, where the last one was."""
        count = source.count("\n") + 1
        for match in _SOURCE.finditer(self.text, self.at):
            strings = list(_strings(self.text, match.end()))
            if "".join(part for _, part in strings) != source:
                continue
            self.at = match.end()
            lines: list[int] = []
            for offset, part in strings:
                self.line += self.text.count("\n", self.counted, offset)
                self.counted = offset
                lines += [self.line] * len(part.splitlines() or [""])
            return tuple((lines + [self.line] * count)[:count])
        return (self.line,) * count


_SOURCE = re.compile(r'(?<!\\)"source"\s*:\s*')
_SPACE = re.compile(r"\s*")


def _strings(text: str, at: int) -> Iterator[tuple[int, str]]:
    """The string, or the strings of the list, at a place in valid JSON, each with its own place."""
    is_list = text.startswith("[", at)
    at += is_list
    while True:
        at = _SPACE.match(text, at).end()  # type: ignore[union-attr]
        if not text.startswith('"', at):
            return
        part, end = scanstring(text, at + 1, True)
        yield at, part
        at = _SPACE.match(text, end).end()  # type: ignore[union-attr]
        if not is_list or not text.startswith(",", at):
            return
        at += 1


def _joined(value: object) -> str | None:
    """The text of a field that is a string or a list of strings; None if it is something else."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "".join(value)
    return None


_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def _plain(text: str) -> str:
    """The text without what no page may have."""
    text = text.encode("utf-8", "replace").decode().replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text)


def _hidden(metadata: Mapping[str, Any]) -> set[str]:
    """What of a cell its author has hidden, in the words of Jupyter, Jupyter Book and nbconvert."""
    tags = metadata.get("tags")
    jupyter = metadata.get("jupyter")
    names = (
        {tag.replace("_", "-") for tag in tags if isinstance(tag, str)} if isinstance(tags, list) else set()
    )
    hidden = {part for part in ("cell", "input", "output") if names & {f"remove-{part}", f"hide-{part}"}}
    if isinstance(jupyter, dict):
        hidden |= {"input"} if jupyter.get("source_hidden") is True else set()
        hidden |= {"output"} if jupyter.get("outputs_hidden") is True else set()
    return hidden


_OPTION = re.compile(r"#\|[ \t]*([a-z-]+)[ \t]*:[ \t]*(.*)")


def _options(source: str) -> tuple[str, str, set[str]]:
    """The code without the options (`#| fig-alt: …`, as Quarto has them), `alt`, what is hidden."""
    lines = source.split("\n")
    alt, hidden = "", set()
    while lines and (match := _OPTION.match(lines[0])):
        name, value = match[1], match[2].strip().strip("\"'")
        if name in ("fig-alt", "alt"):
            alt = value
        elif value == "false" and name in ("echo", "include", "output"):
            hidden.add({"echo": "input", "include": "output", "output": "output"}[name])
            hidden |= {"input"} if name == "include" else set()
        lines.pop(0)
    return "\n".join(lines).strip("\n"), alt, hidden


class _Outputs:
    """Reads the outputs of one cell."""

    def __init__(self, reader: _Reader, number: int) -> None:
        self.reader = reader
        self.number = number
        self.found: list[Output] = []
        self.told: list[Told] = []
        self.pictures = 0

    def read(self, outputs: Sequence[object]) -> None:
        """Read all, one after the other."""
        for output in outputs:
            if not isinstance(output, dict):
                self._tell("unreadable")
                continue
            match output.get("output_type"):
                case "stream":
                    self._text(_joined(output.get("text", "")))
                case "error":
                    self._error(output)
                case "execute_result" | "display_data":
                    self._bundle(output.get("data"))
                case _:
                    self._tell("unreadable")

    def shown(self) -> tuple[Output, ...]:
        """The outputs, without what plotting libraries say besides a picture."""
        return tuple(
            output
            for output in self.found
            if not (
                self.pictures and output.kind == "text" and _BESIDE_PICTURES.fullmatch(output.text.strip())
            )
        )

    def _tell(self, why: Told) -> None:
        if why not in self.told:
            self.told.append(why)

    def _text(self, text: str | None, kind: Literal["text", "error"] = "text") -> None:
        if text is None:
            self._tell("unreadable")
            return
        lines = _printed(text).split("\n")
        if self.found and self.found[-1].kind == kind == "text":
            lines = [*self.found.pop().text.split("\n"), *lines]
        lines = [line if len(line) <= _LONGEST_LINE else f"{line[:_LONGEST_LINE]}…" for line in lines]
        if not any(lines):
            return
        length = sum(map(len, lines[:MOST_LINES]))
        if length > self.reader.left:
            self._tell("too-much")
            return
        self.reader.left -= length
        if len(lines) <= MOST_LINES:
            self.found.append(Output(kind, "\n".join(lines)))
            return
        self._tell("cut")
        left_out = len(lines) - _FIRST_LINES - _LAST_LINES
        self.found += [
            Output(kind, "\n".join(lines[:_FIRST_LINES])),
            Output("more", str(left_out)),
            Output(kind, "\n".join(lines[-_LAST_LINES:])),
        ]

    def _error(self, output: Mapping[str, Any]) -> None:
        traceback = output.get("traceback")
        lines = "\n".join(traceback) if isinstance(traceback, list) and _joined(traceback) else ""
        said = ": ".join(str(output.get(key, "")) for key in ("ename", "evalue") if output.get(key))
        self._text(lines or said or "Error", "error")

    def _bundle(self, data: object) -> None:
        """One output in several forms: the richest that a page can show."""
        if not isinstance(data, dict):
            self._tell("unreadable")
            return
        forms = {mime: text for mime, value in data.items() if (text := _joined(value)) is not None}
        picture = next((mime for mime in _PICTURES if mime in forms), None)
        html = forms.get("text/html", "")
        is_interactive = any(map(_INTERACTIVE.match, data)) or _SCRIPT.search(html) is not None
        if picture is not None:
            self._picture(forms[picture], _PICTURES[picture])
        elif html.strip() and not is_interactive:
            if len(html) <= min(_LONGEST_HTML, self.reader.left):
                self.reader.left -= len(html)
                self.found.append(Output("html", without_folders(_plain(html))))
            else:
                self._tell("too-large")
                self._text(forms.get("text/plain", ""))
        elif is_interactive:
            self._tell("interactive")
        elif "text/latex" in forms or "text/markdown" in forms:
            kind: OutputKind = "latex" if "text/latex" in forms else "markdown"
            rich = forms["text/latex"] if kind == "latex" else forms["text/markdown"]
            self.found.append(Output(kind, without_folders(_plain(rich))[:_LONGEST_HTML]))
        elif "text/plain" in forms:
            self._text(forms["text/plain"])
        elif data:
            self._tell("unreadable")

    def _picture(self, written: str, ending: str) -> None:
        if picture_bytes(written) is None:
            self._tell("picture")
            return
        self.pictures += 1
        path = self.reader.picture(f"{self.number}-{self.pictures}.{ending}", written)
        self.found.append(Output("picture", path))


_BESIDE_PICTURES = re.compile(
    r"(?:\[?<(?:matplotlib|seaborn|Axes|Figure|BarContainer)\b.*>[,\]]?|Text\(.*\)|\(?array\(.*)",
    re.DOTALL,
)
_ESCAPES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\^_])")


def _printed(text: str) -> str:
    """What a terminal shows in the end: no colours, and of a progress bar its last state."""
    text = _ESCAPES.sub("", text).replace("\r\n", "\n")
    lines = (line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n"))
    return without_folders(_plain("\n".join(lines))).strip("\n")


_FOLDERS = re.compile(
    r"""
    (?<![\w/.:\\<])(?:file://)?
    (?:~(?=/)|/(?:Users|home)/[^/\n"'<>]{1,60}(?=/)|/(?:Users|home|root|tmp|private|var|opt|mnt|media|usr|srv|Volumes|content|kaggle
    |workspaces?|dbfs|Workspace|databricks|app|data|lib|github)(?=/))
    (?:/[^/\s"'<>|:;,()\[\]{}]*)*/(?=[^/\s"'<>|:;,()\[\]{}])
    |(?<![\w\\])[A-Za-z]:(?:\\{1,2}|/)(?:[^\\/"'<>|:*?\n]{1,60}(?:\\{1,2}|/)){0,30}
    """,
    re.VERBOSE,
)


_HOME = re.compile(
    r"""
    (?<![\w/.:\\<])/(?:Users|home)/[^/\s"'<>]{1,60}(?![\w/ -])
    |(?<![\w\\])[A-Za-z]:\\{1,2}Users\\{1,2}[^\\/\s"'<>]{1,60}(?![\w\\/ -])
    """,
    re.VERBOSE,
)


def without_folders(text: str) -> str:
    """The text with the names of files alone in place of their whole paths, which name the user."""
    return _FOLDERS.sub("…/", _HOME.sub("~", text))
