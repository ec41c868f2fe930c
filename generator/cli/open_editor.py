"""How an editor is told to open a file at a line: each has words of its own."""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Mapping

# Name of the editor → its arguments, `{line}` and `{file}` filled in. Of others only the file is known.
_PLUS = ("+{line}", "{file}")
_COLON = ("{file}:{line}",)
_GOTO = ("--goto", "{file}:{line}")
_LINE = ("--line", "{line}", "{file}")
_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"), _GOTO),
    **dict.fromkeys(("vi", "vim", "nvim", "gvim", "mvim", "nano", "pico", "emacs", "emacsclient"), _PLUS),
    **dict.fromkeys(("micro", "joe", "ne", "kak", "gedit", "gnome-text-editor", "mcedit"), _PLUS),
    **dict.fromkeys(("subl", "sublime_text", "zed", "hx", "helix"), _COLON),
    **dict.fromkeys(("idea", "idea64", "pycharm", "pycharm64", "webstorm", "goland", "charm", "kate"), _LINE),
    "notepad++": ("-n{line}", "{file}"),
    "mate": ("--line", "{line}", "{file}"),
}


def editor_of(environment: Mapping[str, str], system: str = os.name) -> list[str]:
    """The graduate's editor with its own arguments: $VISUAL, else $EDITOR, else Notepad on Windows."""
    named = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    if not named:
        return ["notepad"] if system == "nt" else []
    if system == "nt":
        return _windows_words(named)
    try:
        return shlex.split(named)
    except ValueError:
        return [named]


def _windows_words(named: str) -> list[str]:
    """The words of a command line with backslashes in it; a path with spaces may stand bare."""
    if named.lower().endswith(".exe") and '"' not in named:
        return [named]
    return [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', named)]


def command_line(editor: list[str], file: str, line: int | None) -> list[str]:
    """What to start. `line` counts from 1; None where no line is meant."""
    program = shutil.which(editor[0]) or editor[0]
    name = re.split(r"[/\\]", editor[0])[-1].lower()
    name = re.sub(r"\.(exe|cmd|bat|com|sh)$", "", name)
    shape = _ARGUMENTS.get(name) if line is not None else None
    words = [word.format(line=line, file=file) for word in shape] if shape else [file]
    return [program, *editor[1:], *words]


def is_unsafe(words: list[str]) -> bool:
    """Whether a batch file (`code.cmd`) would take something in its arguments for a command of its own."""
    is_batch = words[0].lower().endswith((".cmd", ".bat"))
    return is_batch and any(sign in word for word in words[1:] for sign in '&|<>^%!"\n\r')
