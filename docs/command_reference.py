"""The page docs/commands.md: every command with its arguments and options, made from the commands themselves.

What a command's help says is all that the page knows: whoever adds a command or an option writes it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from generator.cli.main import LazyGroup, weekproof

EXIT_CODES: Mapping[int, str] = {
    0: "Nothing is wrong. There may be warnings.",
    1: "The content breaks a rule: a finding is an error.",
    2: "The command, `portfolio.yaml` or the commitment is wrong.",
    3: "The machine failed: a full disk, a missing permission, another build that does not end.",
    130: "You stopped it with Ctrl-C. Nothing is left half-written.",
}
ENVIRONMENT: Mapping[str, str] = {
    "CI": "Set to anything but `0`, `false` or `no`: logs may be public. Findings on private records "
    "then name nobody, in every format.",
    "SOURCE_DATE_EPOCH": "Seconds since 1970. Its day is the day of judging where `--as-of` gives none.",
    "NO_COLOR": "Set: no colours.",
    "FORCE_COLOR": "Set: colours even where the output is no terminal. `NO_COLOR` is stronger.",
    "VISUAL": "The editor that `weekproof edit` opens.",
    "EDITOR": "The same, where `VISUAL` is not set. Without both it is Notepad on Windows.",
    "GITHUB_ACTIONS": "Set by GitHub. Then `GITHUB_EVENT_PATH` is believed.",
    "GITHUB_EVENT_PATH": "Set by GitHub. Its file says whether the repository is public.",
    "CI_PROJECT_VISIBILITY": "Set by GitLab. It says whether the repository is public.",
    "WEEKPROOF_DEBUG": "Set: a mistake of Weekproof itself shows its traceback, which may quote private "
    "records. It has no effect in CI.",
}


def command_reference() -> str:
    """The page."""
    found = dict(commands(weekproof))
    lines = [
        "# Every command",
        "",
        "Made from the program itself; `weekproof COMMAND --help` says the same. In `[brackets]` is what may",
        "be left out. Every command has `--help` (`-h`), and `weekproof --version` says which one you have.",
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
        "The highest one that applies.",
        "",
        "| code | meaning |",
        "| --- | --- |",
    ]
    lines += [f"| {code} | {meaning} |" for code, meaning in EXIT_CODES.items()]
    lines += ["", "## Environment variables", "", "| name | what it does |", "| --- | --- |"]
    lines += [f"| `{name}` | {meaning} |" for name, meaning in ENVIRONMENT.items()]
    return "\n".join([*lines, ""])


def commands(group: click.Group, before: str = "") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its name as it is typed after `weekproof`."""
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
    """Its arguments and options, those too that are made when they are needed."""
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
    """The help, with the default and with whether it can be given again."""
    said = " ".join((option.help or "").split())
    before, _, default = said.partition("[default: ")
    said = before.strip().replace("[default]", "This is the default.")
    if option.required:
        said += " Needed."
    if default:
        said += f" Default: {default.rstrip(']')}."
    elif option.show_default:
        said += f" Default: {option.default}."
    return said + (" Can be given several times." if option.multiple else "")


def _anchor(name: str) -> str:
    return f"weekproof {name}".replace(" ", "-")


def _cell(text: str) -> str:
    """Text in a table: a bar would end the cell."""
    return text.replace("|", "/")
