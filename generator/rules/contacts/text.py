"""How names are compared: what is the same to a reader is the same to the rules."""

from __future__ import annotations

import unicodedata

PLACEHOLDERS = frozenset({"n/a", "n.a.", "tbd", "tba", "unknown"})
"""What people write where they do not know. The commitment manual names `N/A`, `TBD`, `unknown`,
`-` and `?`; text without any letter or digit stands for the last two. Words that are also
surnames (Null, None, Na) are not in the list."""


def folded(text: str | None) -> str:
    """The text after NFKC, case folding and collapsing of spaces; empty for None."""
    if not text:
        return ""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def is_missing(text: str | None) -> bool:
    """Whether an identity field is blank or a placeholder."""
    plain = folded(text)
    return plain in PLACEHOLDERS or not any(sign.isalnum() for sign in plain)
