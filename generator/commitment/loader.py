"""Load commitment files."""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path

from msgspec.structs import replace

from generator.commitment.diff import canonical, differences
from generator.commitment.examples import Example, read_examples
from generator.commitment.extend import extended
from generator.commitment.lint import check_effects
from generator.commitment.validate import check_commitment
from generator.core.diagnostics import Diagnostic, has_errors, limit_per_file
from generator.core.errors import UserError
from generator.core.messages import Message
from generator.core.text import quote
from generator.model.commitment import Commitment
from generator.reading.convert import Converter, Expected, read_mapping
from generator.source.tree import MappingNode, ScalarNode

SHIPPED_FOLDER = Path(__file__).parent
MAX_KB = 256
_EXPECTED = Expected("value-of-wrong-shape.commitment")


@cache
def shipped_names() -> tuple[str, ...]:
    """The names of the shipped commitments."""
    return tuple(sorted(path.stem for path in SHIPPED_FOLDER.glob("*.yaml")))


def load_commitment(root: Path, named: str) -> tuple[Commitment | None, tuple[Diagnostic, ...]]:
    """Load the shipped commitment `named`, or the file at that path below `root`.

    None and findings if the file is unusable. Raises `UserError` if there is none.
    """
    if named in shipped_names():
        return _shipped(named)
    if not named.endswith((".yaml", ".yml")):
        choice = ", ".join(shipped_names())
        raise UserError(
            f"There is no commitment {quote(named)}.",
            hint=f"In portfolio.yaml write one of: {choice}; or the path of a file that ends in .yaml.",
        )
    base = root.resolve()
    path = _inside(base, named)
    if path is None:
        raise UserError(
            f"The commitment file {quote(named)} is not in this repository.",
            hint="Correct `commitment:` in portfolio.yaml, or add the file.",
        )
    return _load(base, path)


@cache
def _shipped(name: str) -> tuple[Commitment | None, tuple[Diagnostic, ...]]:
    """Shipped terms, read once in a process: a cohort's are the same for everybody."""
    return _load(SHIPPED_FOLDER, f"{name}.yaml")


def _inside(root: Path, named: str) -> str | None:
    """The path of the file `named` below `root`; None if it does not exist or is outside."""
    try:
        path = (root / named).resolve()
        if path.is_relative_to(root) and path.is_file():
            return path.relative_to(root).as_posix()
    except (OSError, ValueError, RuntimeError):
        pass  # a name that the system refuses: too long, with a zero byte, a circular link
    return None


def _load(root: Path, path: str) -> tuple[Commitment | None, tuple[Diagnostic, ...]]:
    tree, convert = _read(root, path)
    if tree is not None and root != SHIPPED_FOLDER:
        tree = _extended(tree, convert)
    commitment = convert.record(_without_tests(tree), Commitment) if tree else None
    if commitment is None:
        return None, limit_per_file(convert.diagnostics)
    diagnostics = limit_per_file(
        (*convert.diagnostics, *check_commitment(commitment), *check_effects(commitment))
    )
    if has_errors(diagnostics):
        return None, diagnostics
    return _with_digest(commitment, root), diagnostics


def _read(root: Path, path: str) -> tuple[MappingNode | None, Converter]:
    return read_mapping(root, path, MAX_KB, dt.UTC, _EXPECTED)


def _extended(tree: MappingNode, convert: Converter) -> MappingNode:
    """The tree with what it takes from the shipped terms that it extends."""
    entry = tree.entries.get("extends")
    if entry is None or not isinstance(entry.value, ScalarNode):
        return tree
    name = entry.value.text.strip()
    if name not in shipped_names():
        key = "commitment-unsound.extends"
        convert.error(Message(key, name=name, known=shipped_names()), entry.value)
        return tree
    base, _ = _read(SHIPPED_FOLDER, f"{name}.yaml")
    return extended(tree, base, convert) if base is not None else tree


def _without_tests(tree: MappingNode) -> MappingNode:
    """The terms without the examples, which are read only when they are needed."""
    entries = {key: entry for key, entry in tree.entries.items() if key != "tests"}
    return MappingNode(entries, tree.line, tree.column, tree.recovered)


def load_examples(file: Path) -> tuple[Commitment | None, tuple[Example, ...], tuple[Diagnostic, ...]]:
    """Load the commitment of a file with its examples, and the findings of both."""
    root, path = file.parent.resolve(), file.name
    commitment, diagnostics = _load(root, path)
    tree, _ = _read(root, path)
    if commitment is None or tree is None:
        return None, (), diagnostics
    examples, problems = read_examples(tree, path, commitment)
    return commitment, examples, (*diagnostics, *problems)


def _with_digest(commitment: Commitment, root: Path) -> Commitment:
    """Add the digest and the differences from the shipped commitment.

    A school's own file is compared with the shipped terms that it extends, else with those of its name, if
    there are any: what makes one school differ from another is no difference.
    """
    digest = hashlib.sha256(canonical(commitment)).hexdigest()
    if root == SHIPPED_FOLDER:
        return replace(commitment, digest=digest)
    name = commitment.extends or commitment.name
    shipped, _ = _shipped(name) if name in shipped_names() else (None, ())
    differs = differences(commitment, shipped) if shipped else ()
    return replace(commitment, digest=digest, differs=differs)
