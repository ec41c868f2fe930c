"""Pictures in texts and at their heads: that they are there, can be shown, and are described."""

from __future__ import annotations

from generator.diagnostics import Severity
from generator.rules.rule import Rule

_PAGE = "# file: content/pages/about.md\n---\ntitle: About\n---\n"
_BUS = "# file: content/images/bus.png\n{picture: 4x3}\n"

IMAGE_MISSING = Rule(
    name="image-missing",
    severity=Severity.ERROR,
    title="A picture that a text shows is not there.",
    what="Pictures lie below `content/images/`. A picture in a text and the `image` of a post or project name "
    "one that is there.",
    why="An empty frame is all that a visitor would see.",
    hint="Compare with the names of the files in content/images/.",
    failing="# file: content/images/bus.png\n{picture: 4x3}\n" + _PAGE + "![A late bus](images/buss.png)\n",
    mended="# file: content/images/bus.png\n{picture: 4x3}\n" + _PAGE + "![A late bus](images/bus.png)\n",
)
IMAGE_REMOTE = Rule(
    name="image-remote",
    severity=Severity.WARNING,
    title="A picture is on another host, so its description is shown instead.",
    what="Pages load nothing from other hosts. Of a picture that lies elsewhere its description is shown.",
    why="The other host would learn of every visitor, and could change the picture at any time.",
    hint="Save it into content/images/: a visitor's browser should call nobody else.",
    failing=_PAGE + "![A late bus](https://pictures.example/bus.png)\n",
    mended="# file: content/images/bus.png\n{picture: 4x3}\n" + _PAGE + "![A late bus](images/bus.png)\n",
)
WITHOUT_ALT = Rule(
    name="image-without-alt",
    severity=Severity.WARNING,
    title="Nothing says what a picture shows.",
    what="A picture in a text has its description in the brackets, `![A late bus](…)`, and the `image` of a post "
    "or project has an `image_alt`. A picture that only decorates is told apart by saying so: "
    "`<img src=\"images/line.png\" alt=\"\">` in a text, `image_alt: \"\"` in front matter.",
    why="Whoever cannot see it hears the description instead, and search engines read it.",
    hint="Say in a few words what one would miss without the picture.",
    failing=_BUS + _PAGE + "![](images/bus.png)\n",
    mended=_BUS + _PAGE + "![A bus waits at an empty stop](images/bus.png)\n",
)
UNUSABLE = Rule(
    name="unusable-picture",
    severity=Severity.ERROR,
    title="A picture that a page shows cannot be published.",
    what="PNG, JPEG, WebP and GIF pictures of up to 60 million pixels are published, in several sizes, saved anew "
    "without anything that a camera wrote into them. Other kinds, and files that are not what their name says, "
    "are not. Pictures that no page shows are not looked at.",
    why="SVG can carry scripts, HEIC opens in few browsers, and the place of a photograph is private.",
    hint="Open it in a picture program and save it again as PNG or JPEG.",
    failing="# file: content/images/bus.png\nThis is no picture.\n" + _PAGE + "![A late bus](images/bus.png)\n",
    mended=_BUS + _PAGE + "![A late bus](images/bus.png)\n",
)
WITHOUT_AVIF = Rule(
    name="image-without-avif",
    severity=Severity.NOTE,
    title="Pictures are not offered as AVIF.",
    what="Pictures are offered as AVIF and as WebP, and browsers take the lighter one that they know. Where Pillow "
    "was built without AVIF, they are offered as WebP alone.",
    why="The pages are whole, only a little heavier: you may want to know why.",
    hint="Install a Pillow of 11.3 or later from a wheel.",
    failing="",
    mended="",
)
