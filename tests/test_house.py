"""The rules of the house, held by tests: docs/house.md says them in prose."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from tests.support.source_code import PACKAGE, ROOT, cycles, graph, module_of, reached, rooms, sources, under

GRAPH = graph()

# Room of the package → the rooms it may import besides the core, which everybody may.
ALLOWED: Mapping[str, frozenset[str]] = {
    "__main__": frozenset({"cli"}),
    "cli": frozenset({"agenda", "commitment", "doctor", "environment", "init", "intake", "model", "pipeline"})
    | {
        "cohort",
        "desk",
        "export",
        "preview",
        "publish",
        "reading",
        "reporters",
        "rules",
        "seals",
        "site",
        "source",
        "sync",
        "theme_check",
        "writing",
    },
    "cohort": frozenset({"commitment", "directory", "environment", "export", "guard", "model", "pipeline"})
    | {"public", "publish", "reading", "report", "seals", "site"},
    "directory": frozenset({"public", "site"}),
    "preview": frozenset({"pipeline", "site"}),
    "desk": frozenset(
        {"agenda", "environment", "intake", "markdown", "model", "pipeline", "preview", "reading"}
    )
    | {"source", "writing"},
    "pipeline": frozenset({"commitment", "environment", "export", "guard", "markdown", "model", "public"})
    | {"publish", "reading", "report", "rules", "seals", "site", "source"},
    "doctor": frozenset({"environment", "init", "model", "reading", "source"}),
    "init": frozenset({"commitment", "environment", "intake", "model", "reading", "source", "writing"}),
    "export": frozenset({"agenda", "model", "report", "rules"}),
    "report": frozenset({"agenda", "model", "rules"}),
    "agenda": frozenset({"model", "reporters", "rules"}),
    "guard": frozenset({"model", "site"}),
    "publish": frozenset({"site"}),
    "theme_check": frozenset({"public", "site"}),
    "site": frozenset({"markdown", "public"}),
    "public": frozenset({"model", "rules"}),
    "seals": frozenset({"model", "rules"}),
    "sync": frozenset({"environment", "model"}),
    "intake": frozenset({"model", "reading", "reporters"}),
    "reporters": frozenset({"model", "rules", "source"}),
    "rules": frozenset({"markdown", "model"}),
    "writing": frozenset({"model", "reading", "source"}),
    "commitment": frozenset({"model", "reading", "source"}),
    "reading": frozenset({"model", "source"}),
    "environment": frozenset({"model", "source"}),
    "markdown": frozenset(),
    "model": frozenset(),
    "source": frozenset(),
    "core": frozenset(),
}
# What these import is the standard library and the core, and nothing else at all.
LEAVES = ("public.view",)


def part_of(module: str) -> str:
    """The room of the package that a module belongs to."""
    return module.removeprefix(f"{PACKAGE}.").partition(".")[0]


def arrows() -> Iterator[tuple[str, str]]:
    """Every import of one module of the package by another."""
    assert len(GRAPH) > 100
    for module, imported in GRAPH.items():
        yield from ((module, name) for name in sorted(imported) if under(name, (PACKAGE,)))


def test_the_rooms_know_those_below_them_alone() -> None:
    wrong = [
        f"{module} imports {name}"
        for module, name in arrows()
        if part_of(name) not in {part_of(module), "core", *ALLOWED.get(part_of(module), ())}
        and module != PACKAGE
    ]
    assert wrong == []


def test_the_table_of_rooms_is_the_package_and_allows_no_arrow_that_nobody_needs() -> None:
    drawn = rooms()
    assert set(drawn) == set(ALLOWED)
    assert {room: others - {"core"} for room, others in drawn.items()} == ALLOWED


def test_down_is_down() -> None:
    assert cycles(ALLOWED) == frozenset()


def test_only_the_cache_opens_a_database() -> None:
    assert {name for name, imported in GRAPH.items() if "sqlite3" in imported} == {f"{PACKAGE}.core.cache"}


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
CHANGES |= {
    "copyfileobj",
    "mkfifo",
    "mknod",
    "fchmod",
    "lchmod",
    "chown",
    "removedirs",
    "renames",
    "FileLock",
}
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
            or (of == "shutil" and name in ("copy", "move"))
            or (
                of == "os"
                and (
                    name in ("link", "symlink", "remove", "replace")
                    or (name == "open" and "O_CREAT" in ast.unparse(node))
                )
            )
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


def test_only_these_modules_start_programs() -> None:
    starting = {name for name, imported in GRAPH.items() if "subprocess" in imported}
    of_ours = {"cli.coach_sign", "cli.edit", "core.worker", "environment.git"}
    of_ours |= {"environment.programs", "environment.signature", "site.search", "cohort.clones"}
    assert starting == {f"{PACKAGE}.{name}" for name in of_ours}
    asking_git = {
        module_of(path) for path in sources() if re.search(r"""[(\[]["']git["'],?""", path.read_text("utf-8"))
    }
    assert asking_git == {f"{PACKAGE}.environment.git", f"{PACKAGE}.cohort.clones"}


def test_one_module_alone_asks_at_a_terminal() -> None:
    calls = {
        module_of(path)
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("input", "click.prompt", "click.confirm")
    }
    asking = {name for name, imported in GRAPH.items() if "prompt_toolkit" in imported}
    assert asking | calls == {f"{PACKAGE}.intake.terminal"}


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
    forbidden = tuple(f"{PACKAGE}.{room}" for room in ("model", "report", "rules", "public.disclose"))
    public = [name for name in GRAPH if under(name, (f"{PACKAGE}.site",))]
    wrong = {name: [way for way in reached(name, GRAPH) if under(way, forbidden)] for name in public}
    assert len(public) > 20
    assert {name: ways for name, ways in wrong.items() if ways} == {}


def test_one_module_alone_sees_both_sides_of_the_wall() -> None:
    both = {
        name
        for name, imported in GRAPH.items()
        if any(under(way, (f"{PACKAGE}.model",)) for way in imported) and f"{PACKAGE}.public.view" in imported
    }
    # They call disclose: one gives the view to the pages, the other puts what is private beside the report.
    hands_on = {f"{PACKAGE}.pipeline.render", f"{PACKAGE}.pipeline.applications"}
    assert both - hands_on == {f"{PACKAGE}.public.disclose", f"{PACKAGE}.public.disclose_resume"}
    private = {path.stem for path in sources() if "private_variants" in path.read_text("utf-8")}
    assert private == {"disclose_resume", "applications"}


def test_what_is_written_is_files_and_no_pages() -> None:
    ways = [
        (module, name)
        for module, name in arrows()
        if (part_of(module) in ("publish", "guard") or module == f"{PACKAGE}.pipeline.types")
        and part_of(name) == "site"
    ]
    assert ways
    assert [f"{module} imports {name}" for module, name in ways if name != f"{PACKAGE}.site.files"] == []


def test_packages_are_folders_and_say_nothing() -> None:
    inits = [path for path in sources() if path.name == "__init__.py"]
    assert len(inits) > 10
    assert [path for path in inits if path.read_bytes()] == []
    folders = {path.parent for path in sources()}
    assert folders == {path.parent for path in inits}


SHIPPED = (
    "generator",
    "themes",
    "docs",
    "tests",
    "content",
    "examples",
    ".ci",
    "benchmarks",
    "fonts",
    "requirements",
)
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
