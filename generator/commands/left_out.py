"""What of the writing stands on no page yet: drafts, and posts whose day has not come."""

from __future__ import annotations

from generator.core.text import count
from generator.run import Judged


def left_out(judged: Judged, *, drafts_shown: bool = False) -> str:
    """`1 draft, 2 posts dated later (next: 2026-12-01)`; empty where every post is shown."""
    posts = judged.journal.posts if judged.journal else ()
    drafts = 0 if drafts_shown else sum(post.draft for post in posts)
    later = sorted(post.date.day for post in posts if not post.draft and post.date.day > judged.as_of)
    told = []
    if drafts:
        told.append(count(drafts, "draft"))
    if later:
        told.append(f"{count(len(later), 'post')} dated later (next: {later[0]})")
    return ", ".join(told)
