"""`weekproof completion SHELL`: commands, options and rules completed by the Tab key."""

from __future__ import annotations

import os

import click
from click.shell_completion import (
    CompletionItem,
    FishComplete,
    ShellComplete,
    add_completion_class,
    get_completion_class,
    split_arg_string,
)

VARIABLE = "_WEEKPROOF_COMPLETE"
"""Set by a shell that asks for completions, named as click names it."""
SHELLS = ("bash", "zsh", "fish", "powershell")
EPILOG = """\b
To enable it in every session:
  bash        add to ~/.bashrc:  eval "$(weekproof completion bash)"
  zsh         add to ~/.zshrc:   eval "$(weekproof completion zsh)"
  fish        weekproof completion fish > ~/.config/fish/completions/weekproof.fish
  powershell  add to $PROFILE:   weekproof completion powershell | Out-String | Invoke-Expression
"""


@click.command(epilog=EPILOG)
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> int:
    """Print the script that lets your SHELL complete commands, options and rules."""
    know_shells()
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"Completion for {shell} is not supported.")
    click.echo(found(context.find_root().command, {}, "weekproof", VARIABLE).source())
    return 0


def know_shells() -> None:
    """Add completion for PowerShell, and a better one for fish."""
    add_completion_class(PowerShell)
    add_completion_class(Fish)


class Fish(FishComplete):
    """Completion for fish. Click's own lines cut a description at its first comma."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')


class PowerShell(ShellComplete):
    """Completion for PowerShell, which passes the line so far and the word under the cursor."""

    name = "powershell"
    source_template = """\
Register-ArgumentCompleter -Native -CommandName %(prog_name)s -ScriptBlock {
    param($word, $line, $cursor)
    $env:COMP_WORDS = $line.ToString()
    $env:COMP_WORD = $word
    $env:%(complete_var)s = "powershell_complete"
    %(prog_name)s | ForEach-Object {
        $kind, $value, $help = $_ -split "`t", 3
        if ($kind -eq "plain") {
            [System.Management.Automation.CompletionResult]::new($value, $value, "ParameterValue", $help)
        }
    }
    Remove-Item Env:COMP_WORDS, Env:COMP_WORD, Env:%(complete_var)s
}
"""

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the one under the cursor, and that one, which may be empty."""
        words = split_arg_string(os.environ.get("COMP_WORDS", ""))[1:]
        word = os.environ.get("COMP_WORD", "")
        if word and words and words[-1] == word:
            words.pop()
        return words, word

    def format_completion(self, item: CompletionItem) -> str:
        """Kind, value and help, separated by tabs; PowerShell needs a help text."""
        return f"{item.type}\t{item.value}\t{item.help or item.value}"
