"""`weekproof new …`: what happened today, written down in a few keystrokes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.cli.group_daily import AS_OF, asked
from generator.cli.options import ROOT, output, request


class RecordCommand(click.Command):
    """A command whose flags are the keys of a record: made from its declaration when they are needed."""

    _made: list[click.Parameter] | None = None

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """The options of the command and those of the record."""
        if self._made is None:
            from generator.cli.new_options import options_of

            self._made = options_of(self.name or "")
        return [*self._made, *super().get_params(ctx)]


class NewGroup(click.Group):
    """`new` with a command for every kind of record, beside those that are written out here."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The words of all kinds that can be added."""
        from generator.cli.new_options import RECORDS

        return sorted({*super().list_commands(ctx), *RECORDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that word; it is made of the kind's row where it is not written out."""
        from generator.cli.new_options import RECORDS

        found = super().get_command(ctx, cmd_name)
        if found is None and cmd_name in RECORDS:
            found = _command_for(cmd_name, RECORDS[cmd_name].command_help)
            self.add_command(found)
        return found


NO_INPUT = click.option("--no-input", is_flag=True, help="Ask nothing, even at a terminal.")
_TITLE = click.argument("words", metavar="[TITLE]", nargs=-1)
_FROM = click.option(
    "--from",
    "mail",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="MAIL.EML",
    help="Fill in what a mail says: who, when and about what.",
)


@click.group(cls=NewGroup)
def new() -> None:
    """Write down what happened today.

    A record or a draft is added, and nothing else is touched.
    """


@new.command(cls=RecordCommand)
@ROOT
@AS_OF
@NO_INPUT
@_FROM
def contact(root: Path, as_of: str | None, *, no_input: bool, mail: Path | None, **fields: Any) -> int:
    """Log contacts, and hear at once whether they count."""
    return _record("contact", root, as_of, fields, no_input=no_input, mail=mail)


@new.command()
@_TITLE
@ROOT
@AS_OF
@NO_INPUT
@click.option("--title", metavar="TEXT", help="The same as [TITLE]: the headline.")
@click.option("--summary", metavar="TEXT", help="One or two sentences for lists and feeds.")
@click.option("--tag", "tags", metavar="TEXT", multiple=True, help="What it is about.")
@click.option("--date", metavar="YYYY-MM-DD", help="The day it is posted.  [default: today]")
def post(root: Path, as_of: str | None, *, no_input: bool, **fields: Any) -> int:
    """Begin a post: content/blog/DATE-TITLE.md, a draft."""
    from generator.model.post import Post

    return _document(Post, root, as_of, fields, no_input=no_input)


@new.command()
@_TITLE
@ROOT
@AS_OF
@NO_INPUT
@click.option("--title", metavar="TEXT", help="The same as [TITLE]: its name.")
@click.option("--summary", metavar="TEXT", help="One or two sentences.")
@click.option("--repository", metavar="URL", help="Where the code is.")
@click.option("--demo", metavar="URL", help="Where it runs.")
@click.option("--stack", metavar="TEXT", multiple=True, help="What it is built with.")
@click.option("--date", metavar="YYYY-MM-DD", help="When it was finished, or last shown.  [default: today]")
def project(root: Path, as_of: str | None, *, no_input: bool, **fields: Any) -> int:
    """Begin a case study: content/projects/TITLE.md."""
    from generator.model.project import Project

    return _document(Project, root, as_of, fields, no_input=no_input)


def _command_for(word: str, about: str) -> click.Command:
    @click.command(word, cls=RecordCommand, help=about)
    @ROOT
    @AS_OF
    @NO_INPUT
    def command(root: Path, as_of: str | None, *, no_input: bool, **fields: Any) -> int:
        return _record(word, root, as_of, fields, no_input=no_input)

    return command


def _record(
    word: str,
    root: Path,
    as_of: str | None,
    fields: dict[str, Any],
    *,
    no_input: bool,
    mail: Path | None = None,
) -> int:
    from generator.cli.new_options import RECORDS, given_fields
    from generator.cli.new_record import new_record

    options = asked(root, as_of)
    wanted, said = request(options), output(options)
    initial = _initial(mail, root) if mail else {}
    return new_record(RECORDS[word].name, given_fields(fields, word), initial, wanted, said, _ask(no_input))


def _document(kind: Any, root: Path, as_of: str | None, fields: dict[str, Any], *, no_input: bool) -> int:
    from generator.cli.new_document import new_document

    options = asked(root, as_of)
    words = " ".join(fields.pop("words"))  # typed behind the command, in quotes or without
    if words and fields["title"]:
        raise click.UsageError("The title stands there twice.")
    fields["title"] = fields["title"] or words
    given = {name: value for name, value in fields.items() if value}
    return new_document(kind, given, request(options), output(options), _ask(no_input))


def _initial(mail: Path, root: Path) -> Any:
    from generator.cli.new_record import answers_of

    return answers_of(mail, root)


def _ask(no_input: bool) -> Any:
    """Who answers: the person at the terminal, or nobody."""
    from generator.intake.question import has_terminal

    if no_input or not has_terminal():
        return None
    from generator.intake.terminal import ask

    return ask
