"""Check the source of a theme's templates: syntax errors, unknown names, unused files."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.meta import find_undeclared_variables

from generator.core.messages import Message
from generator.site.templates import sandbox
from generator.site.theme import ASSETS, EXTENDS, TYPE, Theme, inside, read
from generator.theme_check.html import FileProblem

_DOCUMENTATION = {"readme", "readme.md", "license", "license.md", "license.txt", "changelog.md"}


Trees = Mapping[str, tuple[Path, nodes.Template]]  # templates by their names


def parse(theme: Theme) -> tuple[Trees, list[FileProblem]]:
    """Name → file and syntax tree of every template, the nearest of each name; and syntax errors."""
    trees: dict[str, tuple[Path, nodes.Template]] = {}
    problems: list[FileProblem] = []
    for folder in theme.folders:
        for path in _templates(folder):
            name = path.relative_to(folder).as_posix()
            try:
                text = read(inside(path, folder)).decode("utf-8", "replace")
                trees.setdefault(name, (path, _tree(text, name)))
            except TemplateSyntaxError as error:
                broken = Message("theme-template-broken.unreadable")
                if error.message:
                    broken = Message("theme-template-broken.jinja", problem=error.message.rstrip("."))
                problems.append(FileProblem(broken, path, error.lineno))
    return trees, problems


@functools.lru_cache(maxsize=256)
def _tree(text: str, name: str) -> nodes.Template:
    """The syntax tree. Raises `TemplateSyntaxError`, also for unknown filters."""
    environment = sandbox()
    environment.compile(text, name)
    return environment.parse(text, name)


def unknown_names(trees: Trees, values: Mapping[str, Mapping[str, object]]) -> Iterator[FileProblem]:
    """Names in a template that it is not given, also in branches that were not rendered.

    A partial template is given what any page is. Names that one template defines may be used in all.
    """
    defined = {name for _, tree in trees.values() for name in _defined(tree)}
    everything = {name for names in values.values() for name in names}
    for template, (path, tree) in trees.items():
        available = defined | (values[template].keys() if template in values else everything)
        unknown = find_undeclared_variables(tree) - available
        for node in tree.find_all(nodes.Name):
            if node.ctx == "load" and node.name in unknown:
                yield FileProblem(
                    Message("theme-template-broken.unknown-name", name=node.name), path, node.lineno
                )


def unused_files(theme: Theme) -> Iterator[Path]:
    """Files in the theme's folder that are neither templates nor assets nor `extends`."""
    folder = theme.folders[0]
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        is_known = path.suffix == ".html" or path.name.lower() in _DOCUMENTATION or parts == (EXTENDS,)
        if (
            path.is_file()
            and not is_known
            and parts[0] not in (ASSETS, TYPE)
            and not any(part[0] == "." for part in parts)
        ):
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
