"""The package's source code: its imports, and the texts that it uses."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from generator.core.messages import TEXTS

ROOT = Path(__file__).parent.parent.parent
PACKAGE = "generator"


def sources(root: Path = ROOT) -> Iterator[Path]:
    """All Python files of the package."""
    return iter(sorted((root / PACKAGE).rglob("*.py")))


def module_of(path: Path, root: Path = ROOT) -> str:
    """The dotted name of a module, of a package for its `__init__.py`."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, modules: frozenset[str]) -> Iterator[str]:
    """The dotted names that a file imports: of its own package the modules, of others the top name.

    A relative import is told as `.`: there are none here.
    """
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name if alias.name in modules else alias.name.partition(".")[0]
        elif isinstance(node, ast.ImportFrom):
            if node.level or not node.module:
                yield "."
            elif node.module.partition(".")[0] != PACKAGE:
                yield node.module.partition(".")[0]
            else:
                for alias in node.names:
                    name = f"{node.module}.{alias.name}"
                    yield name if name in modules else node.module


def graph(root: Path = ROOT) -> Mapping[str, frozenset[str]]:
    """Each module of the package → what it imports."""
    paths = {module_of(path, root): path for path in sources(root)}
    modules = frozenset(paths)
    return {name: frozenset(imports(path, modules)) for name, path in paths.items()}


def rooms(root: Path = ROOT) -> Mapping[str, frozenset[str]]:
    """Each room (a first folder below the package, with all below it) → the other rooms it imports.

    A module that stands beside the rooms is a room of its own.
    """
    paths = {module_of(path, root): path for path in sources(root)}
    home = {name: _room(path, root) for name, path in paths.items() if path.name != "__init__.py"}
    edges: dict[str, set[str]] = {room: set() for room in home.values()}
    for name, imported in graph(root).items():
        if name in home:
            edges[home[name]] |= {home[other] for other in imported if other in home}
    return {room: frozenset(others - {room}) for room, others in edges.items()}


def _room(path: Path, root: Path) -> str:
    inside = path.relative_to(root / PACKAGE)
    return inside.stem if inside.parent == Path() else inside.parts[0]


def floors(edges: Mapping[str, frozenset[str]]) -> Mapping[str, int]:
    """Each room → how many floors lie below it: 0 for one that imports none. `edges` has no cycle."""
    known: dict[str, int] = {}

    def floor(room: str) -> int:
        if room not in known:
            known[room] = 1 + max((floor(other) for other in edges[room]), default=-1)
        return known[room]

    return {room: floor(room) for room in edges}


def reached(start: str, edges: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Everything that `start` imports, directly or not; itself only if it is part of a cycle."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        new = edges.get(waiting.pop(), frozenset()) - seen
        seen |= new
        waiting.extend(new)
    return frozenset(seen)


def cycles(edges: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The modules that reach themselves."""
    return frozenset(name for name in edges if name in reached(name, edges))


def under(name: str, folders: Iterable[str]) -> bool:
    """Whether a module is one of `folders` or lies below one."""
    return any(name == folder or name.startswith(folder + ".") for folder in folders)


_TABLE = f"{PACKAGE}/core/messages.py"


@cache
def _trees() -> tuple[tuple[str, ast.Module], ...]:
    """Every module with its path; of the table's own module what stands outside of the table."""
    found = [(path.as_posix(), ast.parse(path.read_text("utf-8"))) for path in sources()]
    for path, tree in found:
        if path.endswith(_TABLE):
            tree.body = [node for node in tree.body if not isinstance(node, ast.AnnAssign)]
    return tuple(found)


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call that is given a key of the table: where it is, the key, the call."""
    for path, tree in _trees():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call):
                continue
            for given in node.args:
                if isinstance(given, ast.Constant) and given.value in TEXTS:
                    yield f"{path}:{given.lineno}", str(given.value), node


def literals() -> frozenset[str]:
    """Every text that is written as such."""
    return frozenset(
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def texts_used() -> frozenset[str]:
    """The keys that stand in the source; of those that are a rule's name the ones that some call is given."""
    given = {key for _, key, _ in calls()}
    return frozenset(text for text in literals() if text in given or ("." in text and text in TEXTS))


def emitted_names() -> frozenset[str]:
    """The names of rules of which some text is used."""
    return frozenset(key.partition(".")[0] for key in texts_used())
