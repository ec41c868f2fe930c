"""The tokens of a theme: colours, fonts and lengths that a portfolio may set."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

_HEAD = """\
# file: portfolio.yaml
graduate: {name: Sam Example, github: sam-example}
search: {programme: software-engineering}
site:
  url: https://sam.example
  contact: mailto:hi@sam.example
"""

UNKNOWN = Rule(
    name="theme-token-unknown",
    severity=Severity.ERROR,
    title="The theme has no such token.",
    what="`site.tokens` sets tokens that the theme declares; the message names the nearest.",
    why="A token that no theme reads changes nothing, and the slip would show only to the eye.",
    hint="Write one of the theme's tokens.",
    failing=_HEAD + '  tokens: {acent: "#0b6e4f"}\n',
    mended=_HEAD + '  tokens: {accent: "#0b6e4f"}\n',
)
INVALID = Rule(
    name="theme-token-invalid",
    severity=Severity.ERROR,
    title="A token has a value that a style sheet cannot take.",
    what="A token is a colour, a length or a list of fonts. Functions are limited to those for colours and "
    "sizes; brackets and quotation marks come in pairs.",
    why="A style sheet can call for files of other hosts, and a value that breaks it breaks every page.",
    hint="A colour like #0b6e4f, a length like 1.1rem, or a list of fonts.",
    failing=_HEAD + '  tokens: {accent: "url(bus.png)"}\n',
    mended=_HEAD + '  tokens: {accent: "#0b6e4f"}\n',
)
CONTRAST = Rule(
    name="theme-token-contrast",
    severity=Severity.WARNING,
    title="A token makes text hard to read on the theme's paper.",
    what="Text has a contrast of at least 4.5 to the paper, by light and by dark. A token of the portfolio's "
    "own brings it below.",
    why="Pale text is read by fewer people; 4.5 is what WCAG 2.2 asks for at level AA.",
    hint="Choose a darker ink for light paper, or a lighter paper.",
    failing=_HEAD + '  tokens: {ink: "#cccccc"}\n',
    mended=_HEAD + '  tokens: {ink: "#222222"}\n',
)
