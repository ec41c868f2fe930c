"""Instructions for coding assistants: AGENTS.md and a skill, with commands made from the declarations."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping

from generator.core.resources import shipped_template
from generator.intake.prompts import form_of
from generator.model.kinds import Kind, kinds_stored_as
from generator.reading.fields import Choice, keys_of

AGENTS = "AGENTS.md"
SKILL = ".agents/skills/job-search-log/SKILL.md"

# Where the declaration has no example of a key that the command needs.
_MORE: Mapping[str, Mapping[str, str]] = {
    "contributions": {"links": "https://github.com/o/r/pull/1", "commits": "3"},
    "contacts": {"first_name": "Ingrid", "last_name": "Solberg", "summary": "She explained how they test."},
}


def assistant_files() -> dict[str, bytes]:
    """Path → content."""
    folder = shipped_template()
    commands = "\n\n".join(f"# {kind.command_help}\n{example(kind)}" for kind in _kinds())
    agents = (folder / "AGENTS.md").read_text("utf-8").replace("@commands@", commands)
    return {AGENTS: agents.encode(), SKILL: (folder / "skill.md").read_bytes()}


def _kinds() -> Iterator[Kind]:
    return (kind for kind in kinds_stored_as("lists", "list") if kind.command)


def example(kind: Kind) -> str:
    """The shortest command that adds a record of the kind, such as can count."""
    keys = keys_of(kind.record)
    known = {**(kind.example_defaults or {}), **_MORE.get(kind.name, {})}
    needed = [line.key for line in form_of(kind.name) if line.required and not line.is_today]
    words = ["weekproof", "new", kind.command, "--no-input"]
    for name in dict.fromkeys((*known, *needed)):
        if name in kind.by_machines or name not in keys:
            continue
        shape = keys[name].shape
        value = known.get(name, shape.words[0] if isinstance(shape, Choice) else "Example")
        words += [f"--{name.replace('_', '-')}", value.replace("{n}", "1")]
    return shlex.join(words)
