"""The page docs/commands.md: every command with its arguments and options, generated from the commands.

All text comes from the help of a command or option: describe a new one there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from generator.cli.main import LazyGroup, weekproof
from generator.environment.machine import CI_VARIABLES

EXIT_CODES: Mapping[int, str] = {
    0: "No errors. There may be warnings.",
    1: "The content breaks a rule: a finding is an error.",
    2: "The command line, `portfolio.yaml` or the commitment is wrong.",
    3: "The machine failed: a full disk, a missing permission, another build that does not finish.",
    130: "You stopped it with Ctrl-C. Nothing is left half-written.",
}
ENVIRONMENT: Mapping[str, str] = {
    "CI": "If set to anything but `0`, `false` or `no`, logs may be public. Findings about private records "
    "then contain no names, in every format. What other systems set means the same: "
    + ", ".join(f"`{name}`" for name in CI_VARIABLES if name != "CI")
    + ".",
    "SOURCE_DATE_EPOCH": "Seconds since 1970. That day is the day of judging, unless `--as-of` gives one.",
    "NO_COLOR": "If set, no colours.",
    "FORCE_COLOR": "If set, colours even if the output is not a terminal. `NO_COLOR` wins over it.",
    "VISUAL": "The editor that `weekproof edit` opens.",
    "EDITOR": "The same, if `VISUAL` is not set. With neither, it is Notepad on Windows.",
    "GITHUB_TOKEN": "The token for `sync github`; without it `GH_TOKEN`, or the token of `gh auth login`.",
    "GH_TOKEN": "The same, if `GITHUB_TOKEN` is not set.",
    "GITHUB_GRAPHQL_URL": "Where `sync github` asks. Set by GitHub; useful for GitHub Enterprise.",
    "GIT_INDEX_FILE": "Set by git for its hooks: what the commit will hold, for `hook run`.",
    "GITLAB_TOKEN": "The token for `sync gitlab`. Only needed if your profile is not public.",
    "GITLAB_HOST": "The host that gets `GITLAB_TOKEN`. Default: gitlab.com.",
    "FORGEJO_HOST": "The host that gets `FORGEJO_TOKEN`. Default: codeberg.org.",
    "FORGEJO_TOKEN": "The token for `sync forgejo`. Seldom needed.",
    "GITHUB_ACTIONS": "Set by GitHub. Only then is `GITHUB_EVENT_PATH` used.",
    "GITHUB_EVENT_PATH": "Set by GitHub: a file that says whether the repository is public.",
    "GITHUB_SERVER_URL": "Set by GitHub: with the next two, the address of the run that fetched something.",
    "GITHUB_REPOSITORY": "Set by GitHub.",
    "GITHUB_RUN_ID": "Set by GitHub.",
    "GITHUB_SHA": "Set by GitHub: the commit of the run.",
    "GITLAB_CI": "Set by GitLab. Only then are the next two used.",
    "CI_JOB_URL": "Set by GitLab: the address of the run.",
    "CI_COMMIT_SHA": "Set by GitLab: the commit of the run.",
    "CI_PROJECT_VISIBILITY": "Set by GitLab: says whether the repository is public.",
    "WEEKPROOF_DEBUG": "If set, a crash of Weekproof shows its traceback, which may quote private "
    "records. No effect in CI.",
}


def command_reference() -> str:
    """The page."""
    found = dict(commands(weekproof))
    lines = [
        "# Every command",
        "",
        "Generated from the program; `weekproof COMMAND --help` says the same. Parts in `[brackets]` are",
        "optional. Every command has `--help` (`-h`), and `weekproof --version` prints your version.",
        "",
        "| command | what it does |",
        "| --- | --- |",
        *(f"| [`weekproof {name}`](#{_anchor(name)}) | {_about(one)} |" for name, one in found.items()),
    ]
    for name, command in found.items():
        lines += ["", f"## weekproof {name}", "", *_section(name, command)]
    lines += [
        "",
        "## Exit codes",
        "",
        "If several apply, the highest one.",
        "",
        "| code | meaning |",
        "| --- | --- |",
    ]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    lines += ["", "## Environment variables", "", "| name | what it does |", "| --- | --- |"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in ENVIRONMENT.items()]
    return "\n".join([*lines, ""])


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command (no groups, nothing hidden), with its name as typed after `weekproof`."""
    context = click.Context(group)
    verbs = group.verbs if isinstance(group, LazyGroup) else ()
    for name in dict.fromkeys((*verbs, *group.commands, *group.list_commands(context))):
        command = group.get_command(context, name)
        if command is None or command.hidden:
            continue
        if isinstance(command, click.Group):
            yield from commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


def parameters(command: click.Command) -> list[click.Parameter]:
    """Its arguments and options, including those that are created on demand."""
    return [one for one in command.get_params(click.Context(command)) if "--help" not in one.opts]


def _section(name: str, command: click.Command) -> Iterator[str]:
    arguments = [one for one in parameters(command) if isinstance(one, click.Argument)]
    options = [one for one in parameters(command) if isinstance(one, click.Option) and not one.hidden]
    words = [_metavar(one) + (" …" if one.nargs == -1 else "") for one in arguments]
    yield from ("```", " ".join(["weekproof", name, *words, *(["[OPTIONS]"] if options else [])]), "```", "")
    yield _about(command)
    if arguments and (described := [line for one in arguments for line in _choices(one)]):
        yield from ("", *described)
    if options:
        yield from ("", "| option | what it does |", "| --- | --- |", *map(_row, options))


def _about(command: click.Command) -> str:
    return _cell(" ".join((command.help or "").split()))


def _choices(argument: click.Argument) -> Iterator[str]:
    if isinstance(argument.type, click.Choice):
        yield f"{argument.metavar or argument.name} is one of {_words(argument.type)}."


def _row(option: click.Option) -> str:
    names = ", ".join(f"`{one}`" for one in [*option.opts, *option.secondary_opts])
    value = "" if option.is_flag else f" {_value(option)}"
    return f"| {names}{value} | {_cell(_meaning(option))} |"


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return _words(option.type)
    return f"`{_metavar(option)}`"


def _metavar(one: click.Parameter) -> str:
    return one.make_metavar(click.Context(click.Command("")))


def _words(choice: click.Choice[str]) -> str:
    return ", ".join(f"`{word}`" for word in choice.choices)


def _meaning(option: click.Option) -> str:
    """The help, with the default and whether the option can be repeated."""
    said = " ".join((option.help or "").split())
    before, _, default = said.partition("[default: ")
    said = before.strip().replace("[default]", "This is the default.")
    if option.required:
        said += " Required."
    if default:
        said += f" Default: {default.rstrip(']')}."
    elif option.show_default:
        said += f" Default: {option.default}."
    return said + (" Can be repeated." if option.multiple else "")


def _anchor(name: str) -> str:
    return f"weekproof {name}".replace(" ", "-")


def _cell(text: str) -> str:
    """Text for a table cell, which a bar would end."""
    return text.replace("|", "/")
