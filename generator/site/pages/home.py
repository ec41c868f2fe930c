"""The home page: who, three pieces of work, recent posts, and the weeks."""

from __future__ import annotations

from dataclasses import dataclass

from generator.core.addresses import ABOUT, HOME
from generator.public.view import Cover, PostView, ProjectView, Result, SiteView
from generator.site.pages.page import Page, SiteContext
from generator.site.week_strip import shown_progress, strip

_WORKS = 3
_RECENT = 5


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work to judge somebody by.

    `address` is its page. `title` is its heading. `summary` says in a sentence what it is. `stack`
    names what it is made with. `path` is its source in the repository. `cover` is its picture, or what is
    drawn in its place. `result` is the most important of what came of it. `facts` are a few words about
    its making: role and period if a role is given, else the stack.
    """

    address: str
    title: str
    summary: str
    stack: tuple[str, ...]
    path: str
    cover: Cover
    result: Result | None = None
    facts: tuple[str, ...] = ()


def home(context: SiteContext) -> Page:
    """The page at the site's root."""
    view, progress = context.view, shown_progress(context.view)
    works = _works(view)
    work_paths = {work.path for work in works}
    recent = tuple(post for post in view.posts if post.path not in work_paths)[:_RECENT]
    resume = (view.resume.path,) if view.resume else ()
    values = {
        "works": works,
        "recent": recent,
        "strip": strip(progress, context.language.ui) if progress else None,
    }
    about = tuple(page.path for page in view.pages if page.address == ABOUT)
    sources = (*(work.path for work in works), *(post.path for post in recent), *about, *resume)
    return Page(HOME, "home.html", "", _description(view), values, sources, updated=view.as_of)


def _works(view: SiteView) -> tuple[Work, ...]:
    """Featured projects, then other projects, then posts, up to three."""
    projects = sorted(view.projects, key=lambda project: not project.featured)
    posts = [post for post in view.posts if post.kind == "written"]
    texts: tuple[ProjectView | PostView, ...] = (*projects, *posts)
    return tuple(_work(text) for text in texts[:_WORKS])


def _work(text: ProjectView | PostView) -> Work:
    if isinstance(text, PostView):
        return Work(text.address, text.title, text.summary, (), text.path, text.cover)
    facts = tuple(filter(None, (text.role, text.period))) if text.role else text.stack
    result = text.results[0] if text.results else None
    return Work(text.address, text.title, text.summary, text.stack, text.path, text.cover, result, facts)


def _description(view: SiteView) -> str:
    return view.description or view.availability or view.label or view.title
