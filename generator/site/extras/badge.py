"""An SVG badge with the weeks in one line, to show elsewhere: in a profile's README, in a mail.

It has the totals of the week strip and the day of the build, so that an old badge shows its age.
"""

from __future__ import annotations

from html import escape

from generator.core.addresses import BADGE
from generator.core.text import is_wide
from generator.public.view import ProgressView, SiteView
from generator.site.extras.extra import BuildContext, BuildResult
from generator.site.files import RenderedFile
from generator.site.i18n.language import Language
from generator.site.week_strip import sentence, shown_progress

_HEIGHT, _SIZE, _PAD = 24, 12, 10
# Widths of characters in em, averaged over common sans-serif fonts.
_WIDTHS = {" ": 0.3, "·": 0.32, ",": 0.3, "-": 0.36, "1": 0.58, "i": 0.26, "l": 0.26, "t": 0.36, "r": 0.38}
_SINGULAR = {"contributions": "contribution", "design activities": "design activity"}
_LETTER, _WIDE = 0.58, 1.0


def addresses(view: SiteView) -> tuple[str, ...]:
    """None if the weeks are not shown or have not begun."""
    return (BADGE,) if shown_progress(view) else ()


def make(context: BuildContext) -> BuildResult:
    """The badge, if the weeks are shown."""
    progress = shown_progress(context.view)
    if progress is None:
        return BuildResult()
    return BuildResult({BADGE: badge(context.view, progress, context.site.language.ui)})


def badge(view: SiteView, progress: ProgressView, ui: Language) -> RenderedFile:
    """The badge: text in the viewer's sans-serif font, scaled to a fixed width."""
    text = badge_text(view, progress, ui)
    text_width = round(sum(_width(letter) for letter in text) * _SIZE)
    width = text_width + 2 * _PAD
    description = ui.say(
        "{name}: {sentence}, checked on {date}",
        name=view.name,
        sentence=sentence(progress, ui),
        date=ui.day(view.as_of),
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{_HEIGHT}"'
        f' viewBox="0 0 {width} {_HEIGHT}" role="img" aria-labelledby="title desc">'
        f'<title id="title">{_plain(text)}</title><desc id="desc">{_plain(description)}</desc>'
        "<style>rect{fill:#fbf9f4;stroke:#dfd8c9}text{fill:#1f1c17}@media (prefers-color-scheme:dark)"
        "{rect{fill:#171614;stroke:#3a362f}text{fill:#eae5da}}</style>"
        f'<rect x="0.5" y="0.5" width="{width - 1}" height="{_HEIGHT - 1}" rx="3"/>'
        f'<text x="{_PAD}" y="16" font-family="system-ui,sans-serif" font-size="{_SIZE}"'
        f' textLength="{text_width}" lengthAdjust="spacingAndGlyphs">{_plain(text)}</text></svg>\n'
    )
    return RenderedFile(svg.encode("utf-8", "replace"))


def badge_text(view: SiteView, progress: ProgressView, ui: Language) -> str:
    """`25 weeks · 26 posts · 312 contributions · checked 2026-11-22`."""
    parts = [ui.counted(len(progress.weeks), "week")]
    if progress.total_writing:
        parts.append(ui.counted(progress.total_writing, "post"))
    label = progress.making_label.removeprefix("public ")
    if progress.total_making:
        parts.append(ui.counted(progress.total_making, _SINGULAR.get(label, label), label))
    return " · ".join((*parts, ui.say("checked {date}", date=view.as_of.isoformat())))


def _width(letter: str) -> float:
    return _WIDE if is_wide(letter) else _WIDTHS.get(letter, _LETTER)


def _plain(text: str) -> str:
    """Escaped for XML, without control characters."""
    return escape("".join(letter for letter in text if letter.isprintable()), quote=False)
