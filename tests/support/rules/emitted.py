"""The texts that the package's own code asks the table for, read from the source itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache

from generator.core.messages import TEXTS
from tests.support.import_graph import PACKAGE, sources

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
