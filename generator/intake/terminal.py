"""Questions at a terminal, with completion (prompt_toolkit)."""

from __future__ import annotations

from collections.abc import Iterator
from shutil import get_terminal_size

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.validation import ValidationError, Validator

from generator.intake.question import InvalidAnswer, Question, answer_to, prompt_of
from generator.reporters.escape import printable


class _Seen(Completer):
    """Offers what has the typed letters at the beginning of a word, whatever their case."""

    def __init__(self, words: tuple[str, ...]) -> None:
        self.words = words

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
        """What goes on from the letters before the cursor."""
        typed = document.text_before_cursor.casefold().lstrip()
        for word in self.words:
            parts = word.casefold()
            if parts.startswith(typed) or (typed and f" {typed}" in parts):
                yield Completion(word, start_position=-len(document.text_before_cursor))


class _Answers(Validator):
    """Lets an answer go that the question takes, and says what is wrong with any other."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def validate(self, document: Document) -> None:
        """Raise `ValidationError` where the text is no answer."""
        try:
            answer_to(self.question, document.text)
        except InvalidAnswer as no:
            raise ValidationError(len(document.text), printable(str(no))) from None


def _keys() -> KeyBindings:
    """Tab takes the first offer at once, and the next one when it is pressed again."""
    keys = KeyBindings()

    @keys.add("tab")
    def take(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state:
            buffer.complete_next()
            return
        # The menu of somebody who types fast is not there yet.
        offered = buffer.completer.get_completions(buffer.document, CompleteEvent(completion_requested=True))
        first = next(iter(offered), None)
        if first is not None:
            buffer.delete_before_cursor(-first.start_position)
            buffer.insert_text(first.text)

    return keys


def ask(question: Question) -> str:
    """Ask on the terminal; `KeyboardInterrupt` at Ctrl-C, `EOFError` at Ctrl-D."""
    session: PromptSession[str] = PromptSession()
    typed = session.prompt(
        "\n".join(printable(line) for line in prompt_of(question, get_terminal_size().columns).split("\n")),
        default=question.begun,
        completer=_Seen(question.words or question.seen),
        complete_while_typing=True,
        validator=_Answers(question),
        validate_while_typing=False,
        key_bindings=_keys(),
        reserve_space_for_menu=5,
    )
    return answer_to(question, typed)
