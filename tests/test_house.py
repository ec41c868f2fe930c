"""The rules of the house, held by tests: docs/house.md says them in prose."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.import_graph import PACKAGE, ROOT, cycles, graph, module_of, reached, sources, under

GRAPH = graph()

# Part of the package → the parts it may import besides itself and what everybody may.
EVERYBODY = frozenset({"core", "diagnostics", "faults", "progress"})
ALLOWED: Mapping[str, frozenset[str]] = {
    "__main__": frozenset({"cli"}),
    "cli": frozenset({"cli_coach", "cli_commitment", "cli_daily", "cli_new", "cli_start", "cli_theme"})
    | {"cli_completion", "commands", "completion", "options", "reporters", "version"},
    "cli_completion": frozenset({"commands", "completion"}),
    "completion": frozenset(),
    "cli_new": frozenset({"asking", "cli_daily", "commands", "model", "options"}),
    "cli_daily": frozenset({"commands", "options", "reporters", "run"}),
    "cli_coach": frozenset({"commands", "options"}),
    "cli_commitment": frozenset({"commands", "options"}),
    "cli_start": frozenset({"commands", "inbox", "options", "starting"}),
    "cli_theme": frozenset({"commands", "options", "reporters"}),
    "options": frozenset({"day", "reporters", "run"}),
    "commands": frozenset({"commitment", "evidence", "model", "pipeline", "preview", "reading", "reporters"})
    | {"rules", "run", "seals", "source", "version", "writing"}
    | {"agenda", "asking"}
    | {"places", "render.theme", "render.trial"}
    | {"health", "inbox", "starting", "upgrading"},
    "preview": frozenset({"pipeline", "places", "render", "run"}),
    "pipeline": frozenset({"model", "output", "rules", "run", "stages"}),
    "stages": frozenset({"commitment", "evidence", "model", "output", "places", "reading", "render", "rules"})
    | {
        "exchange",
        "render.report",
        "render.theme",
        "run",
        "seals",
        "source",
        "version",
        "views.disclose",
        "views.public",
    },
    "reporters": frozenset({"model", "rules", "source", "version"}),
    "run": frozenset({"model", "output", "render"}),
    "day": frozenset({"model", "reading"}),
    "output": frozenset({"kept", "model", "render"}),
    "render.report": frozenset({"agenda", "model", "rules"}),
    "render.theme": frozenset(),
    "render.trial": frozenset({"render", "render.theme", "views.public"}),
    "render": frozenset({"kept", "render.theme", "views.public"}),
    "views.disclose": frozenset({"model", "rules", "views.disclose_resume", "views.public"}),
    "views.disclose_resume": frozenset({"model", "views.disclose_json_resume", "views.public"}),
    "views.disclose_json_resume": frozenset({"model"}),
    "exchange": frozenset({"agenda", "model", "render.report", "rules"}),
    "seals": frozenset({"model", "rules"}),
    "asking": frozenset({"model", "reading", "reporters"}),
    "agenda": frozenset({"model", "reporters", "rules"}),
    "writing": frozenset({"model", "output", "reading", "source"}),
    "editors": frozenset({"model", "reading"}),
    "starting": frozenset(
        {"asking", "commitment", "editors", "evidence", "model", "places", "reading", "reporters", "source"}
    )
    | {"version", "writing"},
    "health": frozenset({"evidence", "model", "reading", "source", "starting", "upgrading", "version"}),
    "upgrading": frozenset({"editors", "places", "starting", "version", "writing"}),
    "inbox": frozenset({"reading", "source"}),
    "evidence": frozenset({"model", "source"}),
    "core": frozenset(),
    "commitment": frozenset({"model", "reading", "source"}),
    "rules": frozenset({"model", "places"}),
    "reading": frozenset({"model", "source"}),
    "source": frozenset(),
    "model": frozenset(),
}
# What these import is the standard library and the core, and nothing else at all.
LEAVES = ("diagnostics", "faults", "kept", "places", "progress", "version", "views.public")


def part_of(module: str) -> str:
    """The part of the package that a module belongs to, the longest name that fits."""
    inside = module.removeprefix(f"{PACKAGE}.")
    return next((part for part in _PARTS if under(inside, (part,))), inside)


_PARTS = sorted((*ALLOWED, *LEAVES), key=len, reverse=True)


def arrows() -> Iterator[tuple[str, str]]:
    """Every import of one module of the package by another."""
    assert len(GRAPH) > 100
    for module, imported in GRAPH.items():
        yield from ((module, name) for name in sorted(imported) if under(name, (PACKAGE,)))


def test_the_parts_know_those_below_them_alone() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, name in arrows()
        if part_of(name) not in {part_of(module), *ALLOWED.get(part_of(module), ()), *EVERYBODY}
        and module != PACKAGE
    ]
    assert wrong == []


def test_every_module_belongs_to_a_part() -> None:
    known = {*ALLOWED, *LEAVES, PACKAGE, "views"}
    assert sorted({part_of(module) for module in GRAPH} - known) == []
    inside = [module.removeprefix(f"{PACKAGE}.") for module in GRAPH]
    assert [part for part in (*ALLOWED, *LEAVES) if not any(under(name, (part,)) for name in inside)] == []


def test_down_is_down() -> None:
    assert cycles(ALLOWED) == frozenset()


def test_no_module_imports_itself_by_way_of_others() -> None:
    assert cycles(GRAPH) == frozenset()


@pytest.mark.parametrize("leaf", LEAVES)
def test_leaves_import_the_standard_library_alone(leaf: str) -> None:
    core = {name for name in GRAPH if under(name, (f"{PACKAGE}.core",))}
    outside = GRAPH[f"{PACKAGE}.{leaf}"] - sys.stdlib_module_names - core
    assert outside == frozenset()


def test_the_core_imports_the_standard_library_and_itself_alone() -> None:
    core = {name: GRAPH[name] for name in GRAPH if under(name, (f"{PACKAGE}.core",))}
    assert len(core) > 3
    for name, imported in core.items():
        outside = {way for way in imported if not under(way, (f"{PACKAGE}.core",))}
        assert outside <= sys.stdlib_module_names, name


# What changes something on disk, by the name it is called by. `replace` with one argument is a path's.
CHANGES = {"chmod", "fsync", "hardlink_to", "makedirs", "mkdir", "mkdtemp", "mkstemp", "rename"}
CHANGES |= {"rmdir", "rmtree", "symlink_to", "touch", "unlink", "utime", "write_bytes", "write_text"}
CHANGES |= {"NamedTemporaryFile", "TemporaryDirectory", "copy2", "copyfile", "copytree", "truncate"}
FILEOPS = f"{PACKAGE}.core.fileops"


def changes_on_disk(tree: ast.AST) -> Iterator[ast.Call]:
    """The calls of a module that write, move, remove or make a file or a folder themselves."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        name, of = node.func.attr, ast.unparse(node.func.value)
        texts = [str(arg.value) for arg in node.args if isinstance(arg, ast.Constant)]
        modes = [text for text in texts if name in ("open", "fdopen") and set(text) <= set("rwxabt+")]
        if (
            (name in CHANGES and of != "fileops")
            or (name == "replace" and len(node.args) == 1 and not node.keywords and of != "fileops")
            or any(set(mode) & set("wxa+") for mode in modes)
            or (of == "os" and (name == "link" or (name == "open" and "O_CREAT" in ast.unparse(node))))
        ):
            yield node


def test_one_module_alone_changes_anything_on_disk() -> None:
    found = {
        module_of(path): [f"{call.lineno} {ast.unparse(call.func)}" for call in changes_on_disk(tree)]
        for path in sources()
        for tree in [ast.parse(path.read_text("utf-8"))]
    }
    assert len(found[FILEOPS]) > 10
    assert {name: calls for name, calls in found.items() if calls and name != FILEOPS} == {}


def test_one_module_alone_asks_at_a_terminal() -> None:
    calls = {
        module_of(path)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("input", "click.prompt", "click.confirm")
    }
    asking = {name for name, imported in GRAPH.items() if "prompt_toolkit" in imported}
    assert asking | calls == {f"{PACKAGE}.asking.terminal"}


READERS = {
    "startswith",
    "endswith",
    "find",
    "index",
    "partition",
    "rpartition",
    "removeprefix",
    "removesuffix",
}
READERS |= {"match", "search", "fullmatch", "sub", "findall", "finditer"}
# What says something to people: what it is made of is at hand where it is made.
TOLD = {"message", "hint"}


def sentences() -> frozenset[str]:
    """The names of the package's constants that are sentences."""
    return frozenset(
        ast.unparse(node.targets[0])
        for path in sources()
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.Assign)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
        and " " in node.value.value
        and node.value.value.rstrip().endswith(".")
    )


def words_read(tree: ast.AST, named: frozenset[str]) -> Iterator[ast.expr]:
    """Where a module decides by the words of a message: looks into one, or holds it against a sentence."""

    def is_told(node: ast.expr) -> bool:
        return getattr(node, "attr", getattr(node, "id", "")) in TOLD

    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            is_search = isinstance(node.ops[0], ast.In | ast.NotIn) and is_told(node.comparators[0])
            if is_search or any(getattr(side, "attr", getattr(side, "id", "")) in named for side in sides):
                yield node
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in READERS and any(map(is_told, (node.func.value, *node.args))):
            yield node


def test_nothing_is_decided_by_the_words_of_a_message() -> None:
    named = sentences()
    known = ast.parse('"tab" in found.message; why == HALF; CUT.sub("", message)')
    assert len(list(words_read(known, frozenset({"HALF"})))) == 3
    found = [
        f"{module_of(path)}:{node.lineno} {ast.unparse(node)}"
        for path in sources()
        for node in words_read(ast.parse(path.read_text("utf-8")), named)
    ]
    assert found == []


def test_public_pages_reach_neither_the_model_nor_the_report() -> None:
    forbidden = (
        f"{PACKAGE}.model",
        f"{PACKAGE}.render.report",
        f"{PACKAGE}.views.disclose",
        f"{PACKAGE}.rules",
    )
    public = [
        name
        for name in GRAPH
        if under(name, (f"{PACKAGE}.render",)) and not under(name, (f"{PACKAGE}.render.report",))
    ]
    wrong = {name: [way for way in reached(name, GRAPH) if under(way, forbidden)] for name in public}
    assert len(public) > 20
    assert {name: ways for name, ways in wrong.items() if ways} == {}


def test_what_is_written_is_files_and_no_pages() -> None:
    ways = [
        (module, name)
        for module, name in arrows()
        if part_of(module) in ("output", "run") and part_of(name) == "render"
    ]
    assert ways
    assert [f"{module} imports {name}" for module, name in ways if name != f"{PACKAGE}.render.files"] == []


def test_packages_are_folders_and_say_nothing() -> None:
    inits = [path for path in sources() if path.name == "__init__.py"]
    assert len(inits) > 10
    assert [path for path in inits if path.read_bytes()] == []
    folders = {path.parent for path in sources()}
    assert folders == {path.parent for path in inits}


SHIPPED = ("generator", "themes", "docs", "tests", "content", ".ci", "benchmarks", "requirements")
TEXT = {".css", ".html", ".js", ".json", ".md", ".py", ".sh", ".toml", ".txt", ".xml", ".yaml", ".yml", ""}
# Written in pieces, so that this file is none of those that it looks for.
REGISTRIES = {"pypi": "org", "pythonhosted": "org", "npmjs": "com", "crates": "io", "rubygems": "org"}
HOSTS = tuple(f"{name}.{end}" for name, end in REGISTRIES.items())
LOCAL_PATH = re.compile(r"(?<![\w.~$}/:-])/(?:work|home|root|Users)/\w|\b[A-Z]:\\\\?Users\b")


def shipped_texts() -> Iterator[tuple[Path, str]]:
    """Every text file that is part of the project, with its text."""
    loose = [path for path in ROOT.iterdir() if path.is_file() and path.name[0] != "."]
    folders = [
        path for name in SHIPPED for path in (ROOT / name).rglob("*") if "node_modules" not in path.parts
    ]
    for path in sorted([*loose, *folders]):
        if path.suffix in TEXT and path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT), path.read_text("utf-8", "replace")


def test_no_text_names_a_registrys_host_or_a_place_on_somebodys_machine() -> None:
    looked_at = {path.parts[0] for path, _ in shipped_texts()}
    assert {*SHIPPED, "README.md", "pyproject.toml", "Makefile"} <= looked_at
    assert any(host in f"https://{HOSTS[0]}/simple" for host in HOSTS)
    assert LOCAL_PATH.search(" /" + "home/sam")
    wrong = [
        f"{path}:{number}: {line.strip()[:80]}"
        for path, text in shipped_texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if any(host in line for host in HOSTS) or LOCAL_PATH.search(line)
    ]
    assert wrong == []


# `time.process_time` is in tests/support/effort.py alone, which compares work with work.
CLOCK = re.compile(r"assert .*\b(perf_counter|monotonic|process_time|time)\(\) - .* <")


def test_no_test_holds_a_machine_to_a_number_of_seconds() -> None:
    tests = [path for path in (ROOT / "tests").rglob("*.py") if "node_modules" not in path.parts]
    assert len(tests) > 100
    line = "time.monotonic() - began < 2"
    assert CLOCK.search(f"assert {line}")
    wrong = [path for path in tests if CLOCK.search(path.read_text("utf-8"))]
    assert wrong == []
