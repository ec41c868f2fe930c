"""Pages in Chromium, many in one window: what ran, what was asked for, what is alive in them."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

OURS = tuple(f"assets/{name}" for name in ("theme.js", "copy.js", "search.js"))
_ALIVE = Path(__file__).with_name("alive.js").read_text("utf-8")
# Whatever an attack calls says so; nothing of it waits for an answer.
_TRAPS = """
for (const name of ["alert", "confirm", "prompt", "print", "open", "msgbox"])
  window[name] = () => { console.error(`RAN ${name} in ${location.href}`); };
"""
WINDOW = "window-of-frames.html"
PER_WINDOW = 40


def trouble(browser: Any, folder: Path, address: str, pages: Sequence[str], *, policy: bool) -> list[str]:
    """What came alive in `pages`, paths below `address`, which serves `folder`; `policy` keeps theirs.

    Anything said in the console counts, so that an attack is found too that only a page's policy held back.
    """
    context = browser.new_context(bypass_csp=not policy)
    context.add_init_script(_TRAPS)
    window = context.new_page()
    found: list[str] = []
    window.on("console", lambda said: found.append(f"console: {said.text[:300]}"))
    window.on("pageerror", lambda error: found.append(f"error: {error}"))
    window.on("popup", lambda popup: found.append(f"popup: {popup.url}"))
    window.on("request", lambda asked: _outside(asked.url, address, found))
    window.on("response", lambda got: found.append(f"{got.status} {got.url}") if got.status >= 400 else None)
    for at in range(0, len(pages), PER_WINDOW):
        some = pages[at : at + PER_WINDOW]
        frames = "".join(f'<iframe src="{escape(page)}"></iframe>' for page in some)
        head = '<!doctype html><link rel="icon" href="data:,"><title>x</title>'
        (folder / WINDOW).write_text(head + frames, "utf-8")
        window.goto(f"{address}{WINDOW}?{at}", wait_until="load")
        found += _alive(window, address, some)
    context.close()
    return found


def _outside(url: str, address: str, found: list[str]) -> None:
    if not url.startswith((address, "data:,")):
        found.append(f"asked {url}")


def _alive(window: Any, address: str, pages: Sequence[str]) -> list[str]:
    """What is alive in the frames, and those that did not stay where they were."""
    frames = window.main_frame.child_frames
    found = []
    if sorted(frame.url for frame in frames) != sorted(address + page for page in pages):
        found.append(
            f"frames went elsewhere: {sorted({f.url for f in frames} - {address + p for p in pages})}"
        )
    for frame in frames:
        found += [f"{frame.url}: {what}" for what in frame.evaluate(_ALIVE, list(OURS))]
    return found
