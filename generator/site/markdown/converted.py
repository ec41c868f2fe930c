"""What a Markdown text becomes, or what is wrong with it: the step that both processes take."""

from __future__ import annotations

from dataclasses import dataclass

TOO_LONG = "markdown-too-long"
TOO_DEEP = "markdown-too-deep"
TOO_SLOW = "markdown-too-slow"


@dataclass(frozen=True, slots=True)
class Converted:
    """`html` is not cleaned yet; None where `trouble` (the name of a rule) tells why there is none."""

    html: str | None
    trouble: str | None = None


def convert_here(source: str) -> Converted:
    """The HTML of `source` in this process, however long it takes."""
    from generator.site.markdown.markdown import to_html  # the parser: not needed for what is kept

    try:
        return Converted(to_html(source))
    except RecursionError:
        return Converted(None, TOO_DEEP)
