"""The names of rules that the source can put into a finding, read from the source itself.

A name is emitted where it is given, as a literal or as a constant, for a parameter or a field called
`rule` or `trouble`: of `Diagnostic`, of `Problem`, of each module's own little `_error(rule, …)`. A
finding made from a `Rule` object needs no looking for: the name comes from the row.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tests.import_graph import sources

CARRIERS = ("rule", "trouble")


@dataclass(frozen=True, slots=True)
class _Module:
    """What one file defines: constants of text, and where its callables take the name of a rule."""

    tree: ast.Module
    constants: Mapping[str, str]
    takes: Mapping[str, tuple[int, str]]
    defined: frozenset[str]


@cache
def emitted_names() -> frozenset[str]:
    """All names of rules that some call in the package gives."""
    modules = [_read(ast.parse(path.read_text("utf-8"))) for path in sources()]
    public = [(name, place) for m in modules for name, place in m.takes.items() if not name.startswith("_")]
    constants = {name: text for m in modules for name, text in m.constants.items()}
    return frozenset(name for m in modules for name in _given(m, dict(public), constants))


def _read(tree: ast.Module) -> _Module:
    constants = {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }
    takes: dict[str, tuple[int, str]] = {}
    defined: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            defined.add(node.name)
            names = _parameters(node) if isinstance(node, ast.FunctionDef) else _fields(node)
            for carrier in (name for name in names if name in CARRIERS):
                takes[node.name] = names.index(carrier), carrier
    return _Module(tree, constants, takes, frozenset(defined))


def _parameters(function: ast.FunctionDef) -> list[str]:
    return [one.arg for one in function.args.args if one.arg not in ("self", "cls")]


def _fields(made: ast.ClassDef) -> list[str]:
    return [
        node.target.id
        for node in made.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    ]


def _given(
    module: _Module, public: Mapping[str, tuple[int, str]], constants: Mapping[str, str]
) -> Iterator[str]:
    """The names given in the calls of one module. What it defines itself hides what others define."""
    for call in ast.walk(module.tree):
        if not isinstance(call, ast.Call):
            continue
        name = str(getattr(call.func, "attr", None) or getattr(call.func, "id", ""))
        place = module.takes.get(name) if name in module.defined else public.get(name)
        if place is None:
            continue
        value = _argument(call, *place)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.value
        elif isinstance(value, ast.Name):
            found = module.constants.get(value.id) or constants.get(value.id)
            yield from [found] if found else []


def _argument(call: ast.Call, position: int, name: str) -> ast.expr | None:
    if position < len(call.args):
        return call.args[position]
    return next((keyword.value for keyword in call.keywords if keyword.arg == name), None)
