"""`weekproof completion SHELL`: commands, options and rules completed by the Tab key."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem  # loaded when something is completed

SHELLS = ("bash", "zsh", "fish", "powershell")
VARIABLE = "_WEEKPROOF_COMPLETE"
EPILOG = """\b
To have it in every session:
  bash        add to ~/.bashrc:  eval "$(weekproof completion bash)"
  zsh         add to ~/.zshrc:   eval "$(weekproof completion zsh)"
  fish        weekproof completion fish > ~/.config/fish/completions/weekproof.fish
  powershell  add to $PROFILE:   weekproof completion powershell | Out-String | Invoke-Expression
"""


@click.command(epilog=EPILOG)
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the lines that let your SHELL complete commands, options and rules."""
    from click.shell_completion import get_completion_class

    from generator.cli.completion import know_shells

    know_shells()
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"There is no completion for {shell}.")
    click.echo(found(context.find_root().command, {}, "weekproof", VARIABLE).source())
    return 0


def rules(_: click.Context, __: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The names of rules that begin so, with what they say."""
    from click.shell_completion import CompletionItem

    from generator.cli.explain_rule import titles

    return [CompletionItem(name, help=title) for name, title in titles() if name.startswith(incomplete)]
