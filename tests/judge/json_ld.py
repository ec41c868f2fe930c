"""JSON-LD against the types of schema.org: an unknown type or property does not compile.

The npm package `schema-dts` has schema.org's vocabulary as types, the compiler is TypeScript's.
"""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from tests.judge.stage import Finding, Stage
from tests.judge.tools import HERE, module, node
from tests.support.html_reader import Page

_TYPE = "application/ld+json"
_BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
_OPTIONS = ["--noEmit", "--strict", "--skipLibCheck", "--pretty", "false", "--target", "es2022"]
_RESOLUTION = ["--module", "esnext", "--moduleResolution", "bundler", "--types", ""]


def judge(stage: Stage) -> Iterator[Finding]:
    """What the compiler says of any block, and pages that have none although they are to be found."""
    module("schema-dts/package.json")
    source, where = ["import type { Thing, WithContext, Graph } from 'schema-dts';"], [""]
    for site in stage.sites:
        for file in sorted(site.folder.rglob("*.html")):
            page = file.read_text("utf-8")
            blocks = _BLOCK.findall(page)
            name = f"{site.label}: {file.relative_to(site.folder)}"
            if not blocks and site.portfolio == "sample" and "noindex" not in page:
                yield name, "no JSON-LD"
            if len(blocks) != sum(given.get("type") == _TYPE for given in Page(page).all("script")):
                yield name, "a block that a reader sees and this judge does not"
            for block in blocks:
                said = json.dumps(json.loads(block), ensure_ascii=True)
                kind = "Graph" if '"@graph"' in said else "WithContext<Thing>"
                source.append(f"export const b{len(source)}: {kind} = {said};")
                where.append(name)
    stage.note(f"JSON-LD: {len(source) - 1} blocks" if len(source) > 1 else "JSON-LD: there is none yet")
    yield from _compiled(source, where)


def _compiled(source: list[str], where: list[str]) -> Iterator[Finding]:
    # Beside node_modules, where the compiler looks for types; npm's own folder is git-ignored.
    file = HERE / "node_modules" / ".json-ld.ts"
    file.write_text("\n".join(source), "utf-8")
    done = subprocess.run(
        [*node("typescript", "bin/tsc"), *_OPTIONS, *_RESOLUTION, str(file)],
        cwd=HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    for line in done.stdout.splitlines():
        found = re.match(r".*?\((\d+),\d+\): (.*)", line)
        if found:
            yield where[int(found[1]) - 1], found[2][:300]
    if done.returncode and not done.stdout:
        yield "the compiler", f"ended with {done.returncode}: {done.stderr[-300:]}"
    Path(file).unlink()
