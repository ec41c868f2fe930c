"""Questions at a terminal with completion, by prompt_toolkit."""

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


class _Suggestions(Completer):
    """Offers the suggestions in which a word begins with the typed letters, in any case."""

    def __init__(self, suggestions: tuple[str, ...]) -> None:
        self.suggestions = suggestions

    def get_completions(self, document: Document, _: CompleteEvent) -> Iterator[Completion]:
        """The completions of the text before the cursor."""
        typed = document.text_before_cursor.casefold().lstrip()
        for suggestion in self.suggestions:
            folded = suggestion.casefold()
            if folded.startswith(typed) or (typed and f" {typed}" in folded):
                yield Completion(suggestion, start_position=-len(document.text_before_cursor))


class _AnswerValidator(Validator):
    """Accepts the answers that the question accepts, and says what is wrong with any other."""

    def __init__(self, question: Question) -> None:
        self.question = question

    def validate(self, document: Document) -> None:
        """Raise `ValidationError` if the text is not an answer."""
        try:
            answer_to(self.question, document.text)
        except InvalidAnswer as error:
            raise ValidationError(len(document.text), printable(str(error))) from None


def _keys() -> KeyBindings:
    """Tab completes to the first suggestion, and to the next one when it is pressed again."""
    keys = KeyBindings()

    @keys.add("tab")
    def complete(event: KeyPressEvent) -> None:
        buffer = event.current_buffer
        if buffer.complete_state:
            buffer.complete_next()
            return
        # The menu comes with a delay: for fast typists it is not open yet.
        requested = CompleteEvent(completion_requested=True)
        first = next(iter(buffer.completer.get_completions(buffer.document, requested)), None)
        if first is not None:
            buffer.delete_before_cursor(-first.start_position)
            buffer.insert_text(first.text)

    return keys


def ask(question: Question) -> str:
    """Ask at the terminal; raises `KeyboardInterrupt` on Ctrl-C and `EOFError` on Ctrl-D."""
    session: PromptSession[str] = PromptSession()
    typed = session.prompt(
        "\n".join(printable(line) for line in prompt_of(question, get_terminal_size().columns).split("\n")),
        default=question.initial,
        completer=_Suggestions(question.choices or question.suggestions),
        complete_while_typing=True,
        validator=_AnswerValidator(question),
        validate_while_typing=False,
        key_bindings=_keys(),
        reserve_space_for_menu=5,
    )
    return answer_to(question, typed)
