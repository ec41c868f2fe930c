"""The tokens of a theme: colours, fonts and lengths that a portfolio may set."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule


UNKNOWN = Rule(
    name="theme-token-unknown",
    severity=Severity.ERROR,
    title="The theme has no such token.",
    hint="Write one of the theme's tokens.",
)
INVALID = Rule(
    name="theme-token-invalid",
    severity=Severity.ERROR,
    title="A token has a value that a style sheet cannot take.",
    hint="A colour like #0b6e4f, a length like 1.1rem, or a list of fonts.",
)
CONTRAST = Rule(
    name="theme-token-contrast",
    severity=Severity.WARNING,
    title="A token makes text hard to read on the theme's paper.",
    hint="Choose a darker ink for light paper, or a lighter paper.",
)
