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
    scopes: dict[str, set[str]] = {}
    handed: set[int] = set()
    for _, tree in trees.values():
        _note_scopes(tree, frozenset(), scopes, handed)
    for template, (path, tree) in trees.items():
        available = defined | (values[template].keys() if template in values else everything)
        unknown = find_undeclared_variables(tree) - available
        for block in tree.find_all(nodes.Block):
            given = scopes.get(block.name, ())
            handed.update(id(node) for node in block.find_all(nodes.Name) if node.name in given)
        for node in tree.find_all(nodes.Name):
            if node.ctx == "load" and node.name in unknown and id(node) not in handed:
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


def _note_scopes(
    node: nodes.Node, bound: frozenset[str], scopes: dict[str, set[str]], handed: set[int]
) -> None:
    """Note for each block that is `scoped` the names of the loops and assignments around it.

    `bound` are those around `node`. Jinja gives them to that block, also where another template fills it.
    `handed` gets the places of names that are bound where they stand.
    """
    if isinstance(node, nodes.Name) and node.name in bound:
        handed.add(id(node))
    if isinstance(node, nodes.Block):
        if node.scoped:
            scopes.setdefault(node.name, set()).update(bound)
        else:
            bound = frozenset()
    elif isinstance(node, nodes.For):
        bound |= _targets(node.target) | {"loop"}
    elif isinstance(node, nodes.With):
        bound |= frozenset[str]().union(*map(_targets, node.targets))
    elif isinstance(node, nodes.Macro | nodes.CallBlock):
        bound |= frozenset(argument.name for argument in node.args)
    for child in node.iter_child_nodes():
        _note_scopes(child, bound, scopes, handed)
        if isinstance(child, nodes.Assign | nodes.AssignBlock):  # what is set counts for what follows
            bound |= _targets(child.target)


def _targets(node: nodes.Node) -> frozenset[str]:
    names = [node, *node.find_all(nodes.Name)]
    return frozenset(name.name for name in names if isinstance(name, nodes.Name))
