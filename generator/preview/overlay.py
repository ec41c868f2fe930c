"""The findings, shown on top of a previewed page.

The overlay is a shadow tree, so that the theme's styles don't reach it, and needs no script. Its style sheet
is served beside the pages, so that the page's content security policy allows it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from html import escape

from generator.core.diagnostics import Diagnostic, Severity
from generator.core.errors import UserError
from generator.core.text import count

SHEET = ".weekproof/overlay.css"
MOST = 30  # findings; the rest is counted


def overlay(
    diagnostics: Sequence[Diagnostic], error: UserError | None, seconds: float, sources: Collection[str] = ()
) -> str:
    """The errors and warnings as HTML for the end of a page; empty if there are none.

    `sources` are the content files of the page: findings in them come first.
    """
    findings = [diagnostic for diagnostic in diagnostics if diagnostic.severity is not Severity.NOTE]
    if not findings and error is None:
        return ""
    findings.sort(key=lambda diagnostic: (diagnostic.severity.rank, diagnostic.location.path not in sources))
    rows = "".join(
        _row(diagnostic, here=diagnostic.location.path in sources) for diagnostic in findings[:MOST]
    )
    more = f"<li><p>{len(findings) - MOST} more: see the terminal.</p></li>" if len(findings) > MOST else ""
    is_open = " open" if error or findings[0].severity is Severity.ERROR else ""
    return (
        '<aside aria-label="Findings"><template shadowrootmode="open">'
        f'<link rel="stylesheet" href="/{SHEET}">'
        f"<details{is_open}><summary><b>{escape(_summary(findings, error))}</b> "
        f"<span>built in {seconds:.2f} s</span></summary>"
        f"{_error(error)}<ul>{rows}{more}</ul></details></template></aside>"
    )


def _summary(findings: Iterable[Diagnostic], error: UserError | None) -> str:
    if error is not None:
        return "The pages were not updated"
    severities = [diagnostic.severity for diagnostic in findings]
    counts = ((severity.value, severities.count(severity)) for severity in (Severity.ERROR, Severity.WARNING))
    return ", ".join(count(number, name) for name, number in counts if number)


def _error(error: UserError | None) -> str:
    if error is None:
        return ""
    hint = f"<p>{escape(error.hint)}</p>" if error.hint else ""
    return f'<div class="error"><p><b>{escape(error.message)}</b></p>{hint}</div>'


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
