"""The templates of a theme as they are written: those that cannot be read, and names that nobody gives."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables

from generator.core.messages import Message
from generator.site.templates import sandbox
from generator.site.theme import ASSETS, EXTENDS, Theme, checked, read

_READ_BY_PEOPLE = {"readme", "readme.md", "license", "license.md", "license.txt", "changelog.md"}


Trees = Mapping[str, tuple[Path, nodes.Template]]  # templates by their names


class TemplateProblem(NamedTuple):
    """Something wrong with a template's text."""

    text: Message
    path: Path
    line: int | None


def parsed(theme: Theme) -> tuple[Trees, list[TemplateProblem]]:
    """Every template of the chain by its name, the nearest of one name, and those that cannot be read."""
    trees: dict[str, tuple[Path, nodes.Template]] = {}
    slips: list[TemplateProblem] = []
    for folder in theme.folders:
        for path in _templates(folder):
            name = path.relative_to(folder).as_posix()
            try:
                text = read(checked(path, folder)).decode("utf-8", "replace")
                trees.setdefault(name, (path, _tree(text, name)))
            except TemplateSyntaxError as error:
                broken = Message("theme-template-broken.unreadable")
                if error.message:
                    broken = Message("theme-template-broken.jinja", problem=error.message.rstrip("."))
                slips.append(TemplateProblem(broken, path, error.lineno))
    return trees, slips


@functools.lru_cache(maxsize=256)
def _tree(text: str, name: str) -> nodes.Template:
    """The template as it is written; an error of its grammar, or of a filter that there is not."""
    environment = sandbox()
    environment.compile(text, name)
    return environment.parse(text, name)


def unknown_names(trees: Trees, given: Mapping[str, Mapping[str, object]]) -> Iterator[TemplateProblem]:
    """Names that a template prints and nobody gives it, be it in a part that is seldom shown.

    A part is given what any page is. What one template defines for all, others may use.
    """
    defined = {name for _, tree in trees.values() for name in _defined(tree)}
    everything = {name for values in given.values() for name in values}
    for template, (path, tree) in trees.items():
        known = defined | (given[template].keys() if template in given else everything)
        unknown = find_undeclared_variables(tree) - known
        for node in tree.find_all(nodes.Name):
            if node.ctx == "load" and node.name in unknown:
                yield TemplateProblem(
                    Message("theme-template-broken.unknown-name", name=node.name), path, node.lineno
                )


def unread(theme: Theme) -> Iterator[Path]:
    """Files of the nearest folder that nothing reads: a theme is templates, assets, and `extends`."""
    folder = theme.folders[0]
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        known = path.suffix == ".html" or path.name.lower() in _READ_BY_PEOPLE or parts == (EXTENDS,)
        if path.is_file() and not known and parts[0] != ASSETS and not any(part[0] == "." for part in parts):
            yield path


def _templates(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*.html")):
        if path.is_file() and path.relative_to(folder).parts[0] != ASSETS:
            yield path


def _defined(tree: nodes.Template) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, nodes.FromImport):
            yield from (name if isinstance(name, str) else name[1] for name in node.names)
        elif isinstance(node, nodes.Import):
            yield node.target
        elif isinstance(node, nodes.Macro):
            yield node.name
        elif isinstance(node, nodes.Assign) and isinstance(node.target, nodes.Name):
            yield node.target.name
