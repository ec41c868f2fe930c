"""Pictures in texts and at their heads: that they are there, can be shown, and are described."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule


IMAGE_MISSING = Rule(
    name="image-missing",
    severity=Severity.ERROR,
    title="A picture that a text shows is not there.",
    hint="Compare with the names of the files in content/images/.",
)
IMAGE_REMOTE = Rule(
    name="image-remote",
    severity=Severity.WARNING,
    title="A picture is on another host, so its description is shown instead.",
    hint="Save it into content/images/: a visitor's browser should call nobody else.",
)
WITHOUT_ALT = Rule(
    name="image-without-alt",
    severity=Severity.WARNING,
    title="Nothing says what a picture shows.",
    hint="Say in a few words what one would miss without the picture.",
)
UNUSABLE = Rule(
    name="unusable-picture",
    severity=Severity.ERROR,
    title="A picture that a page shows cannot be published.",
    hint="Open it in a picture program and save it again as PNG or JPEG.",
)
WITHOUT_AVIF = Rule(
    name="image-without-avif",
    severity=Severity.NOTE,
    title="Pictures are not offered as AVIF.",
    hint="Install a Pillow of 11.3 or later from a wheel.",
)
