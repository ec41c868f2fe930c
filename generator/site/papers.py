"""The first page of a PDF as a picture, for the link that leads to it.

typst draws it. A PDF may keep it busy for minutes or take all memory, so that happens in a worker process,
which is killed when its time is up. Nothing in a PDF is run. One that cannot be drawn has no picture.
"""

from __future__ import annotations

import functools
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Any

from generator.core.cache import cache_key, cache_put, cache_read, code_fingerprint
from generator.core.fileops import scratch_folder
from generator.core.worker import worker
from generator.site.typst import is_installed

SECONDS = 10.0
_FILE = "paper.pdf"
# As it is seen in a text, at twice the size for sharp screens. No page is too long or too wide for that.
_TEMPLATE = b"""\
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#context {
  let first = measure(image("paper.pdf", page: 1))
  let scale = calc.min(960pt / first.width, 1280pt / first.height)
  image("paper.pdf", page: 1, width: scale * first.width, height: scale * first.height)
}
"""


def first_page(pdf: bytes, cache: Path | None) -> bytes | None:
    """A PNG of the first page, from the cache if it is there; None if there is none."""
    if not pdf.startswith(b"%PDF-") or not is_installed():
        return None
    key = cache_key(_edition(), pdf)
    known = cache_read(cache, "papers", key, lambda data: data) if cache else None
    if known is None:
        with scratch_folder({_FILE: pdf}) as folder:
            answer = worker(__name__, answer_of.__name__).ask(str(folder), SECONDS)
        if answer is None:  # perhaps only this machine was too slow
            return None
        known = b64decode(answer)
        if cache:
            cache_put(cache, "papers", key, known)
    return known or None


def answer_of(folder: str) -> str:
    """The picture in base64, however long it takes: for the worker. Empty if the PDF cannot be drawn."""
    import typst

    try:
        root: Any = folder
        made: Any = typst.compile(_TEMPLATE, root=root, format="png", ppi=72, timestamp=0)
    except BaseException as error:  # typst's own errors, and what ends a thread of it
        if isinstance(error, MemoryError | KeyboardInterrupt | SystemExit):
            raise
        return ""
    return b64encode(made[0] if isinstance(made, list) else made).decode("ascii")


@functools.cache
def _edition() -> bytes:
    return code_fingerprint("typst", "generator.site.papers")
