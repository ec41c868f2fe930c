"""What is wrong, shown in the page itself: at file and line, above everything, gone when mended.

It stands in a shadow tree, so that no theme's styles reach it, and needs no script. Its style sheet is
served beside the pages, so that the page's own policy lets it in.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.errors import UserError
from generator.core.text import count

SHEET = ".weekproof/overlay.css"
# More than this many are counted only: the terminal has them all.
MOST = 30


def overlay(
    diagnostics: Sequence[Diagnostic], fault: UserError | None, seconds: float, sources: Collection[str] = ()
) -> str:
    """The findings as HTML to stand at the end of a page; empty where there is nothing to mend.

    `sources` are the content files that the page shows: what is wrong in them comes first. Notes are
    left to the terminal.
    """
    told = [diagnostic for diagnostic in diagnostics if diagnostic.severity is not Severity.NOTE]
    if not told and fault is None:
        return ""
    told.sort(key=lambda diagnostic: (diagnostic.severity.rank, diagnostic.location.path not in sources))
    rows = "".join(_row(diagnostic, here=diagnostic.location.path in sources) for diagnostic in told[:MOST])
    more = f"<li><p>{len(told) - MOST} more: the terminal has them all.</p></li>" if len(told) > MOST else ""
    is_open = " open" if fault or told[0].severity is Severity.ERROR else ""
    return (
        '<aside aria-label="What to mend"><template shadowrootmode="open">'
        f'<link rel="stylesheet" href="/{SHEET}">'
        f"<details{is_open}><summary><b>{escape(_counted(told, fault))}</b> "
        f"<span>made in {seconds:.2f} s</span></summary>"
        f"{_fault(fault)}<ul>{rows}{more}</ul></details></template></aside>"
    )


def _counted(told: Iterable[Diagnostic], fault: UserError | None) -> str:
    if fault is not None:
        return "The pages stay as they were"
    severities = [diagnostic.severity for diagnostic in told]
    words = []
    for severity in (Severity.ERROR, Severity.WARNING):
        times = severities.count(severity)
        if times:
            words.append(count(times, severity.value))
    return ", ".join(words)


def _fault(fault: UserError | None) -> str:
    if fault is None:
        return ""
    hint = f"<p>{escape(fault.hint)}</p>" if fault.hint else ""
    return f'<div class="error"><p><b>{escape(fault.message)}</b></p>{hint}</div>'


def _row(diagnostic: Diagnostic, *, here: bool) -> str:
    location = ":".join(str(part) for part in diagnostic.location if part is not None)
    hint = f"<p>{escape(diagnostic.hint)}</p>" if diagnostic.hint else ""
    mark = " <em>this page</em>" if here else ""
    return (
        f'<li class="{diagnostic.severity.value}"><p><code>{escape(location)}</code>{mark}</p>'
        f"<p><b>{escape(diagnostic.message)}</b> <small>{escape(diagnostic.rule)}</small></p>{hint}</li>"
    )


STYLE = b"""\
:host { all: initial; }
details {
  position: fixed; inset: auto 0 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 45vh;
  overflow: auto; overscroll-behavior: contain; color-scheme: light dark;
  background: light-dark(#fffdf8, #1b1a18); color: light-dark(#1c1a17, #efebe3);
  border-top: 3px solid light-dark(#a1261b, #ff9d8c); font: 15px/1.45 system-ui, sans-serif;
}
summary { position: sticky; top: 0; padding: 8px 16px; cursor: pointer; background: inherit; }
summary:focus-visible { outline: 2px solid light-dark(#1f4e79, #9cc4ee); outline-offset: -3px; }
summary span, small, em { color: light-dark(#5f5a52, #aaa397); font-style: normal; font-size: 13px; }
ul, div { margin: 0; padding: 0 16px 12px; list-style: none; }
li { padding: 8px 0; border-top: 1px solid light-dark(#dcd7cc, #3b3833); }
p { margin: 0; overflow-wrap: anywhere; max-width: 90ch; }
code { font: 13px/1.45 ui-monospace, Menlo, Consolas, monospace; }
.error code { color: light-dark(#a1261b, #ff9d8c); }
@media print { details { display: none; } }
"""
