"""A starter file and values → text. One pass over the file: what a value says is never looked at again."""

from __future__ import annotations

import re
from collections.abc import Mapping

_MARK = re.compile(r"@([a-z_]+)(\??)@")


def fill(text: str, values: Mapping[str, str | None]) -> str:
    """`text` with every `@name@` replaced by its value.

    `@name?@` before a line of YAML is nothing where the value is known, and else the sign of a comment;
    the value itself is then an example, given as `name_example`. A name that nobody knows is a KeyError.
    """

    def value(found: re.Match[str]) -> str:
        name, asks = found[1], found[2]
        known = values[name]
        if asks:
            return "" if known is not None else "# "
        if known is not None:
            return known
        example = values[f"{name}_example"]
        return example if example is not None else ""

    return _MARK.sub(value, text)
