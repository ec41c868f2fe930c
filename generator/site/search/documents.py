"""What the search looks through: posts, projects, pages, the résumé, and nothing around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from generator.core.addresses import RESUME
from generator.public.view import CredentialView, JobView, PostView, ProjectView, ResumeView, SkillView
from generator.site.markdown.render_markdown import TextView
from generator.site.pages.page import SiteContext
from generator.site.urls import file_of


def searched(material: SiteContext) -> dict[str, str]:
    """For each page that can be found: its file and HTML made for the index alone."""
    view = material.view
    texts: tuple[TextView, ...] = (*view.posts, *view.projects, *view.pages)
    pages = {
        file_of(each.address): _page(view.language, each.title, _kind(each, material), _body(each, material))
        for each in texts
    }
    if view.resume is not None:
        title = material.say("Résumé")
        pages[file_of(RESUME)] = _page(view.language, title, title, "".join(_resume(view.resume)))
    return pages


def _kind(each: TextView, material: SiteContext) -> str:
    """What a result is called beside its title; a free page's own title says it."""
    if isinstance(each, PostView):
        return material.say("Writing")
    return material.say("Projects") if isinstance(each, ProjectView) else ""


def _page(language: str, title: str, kind: str, body: str) -> str:
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8"><title>{escape(title)}'
        f'</title></head><body><main data-pagefind-body data-pagefind-meta="kind:{escape(kind)}">'
        f"<h1>{escape(title)}</h1>{body}</main></body></html>"
    )


def _body(each: TextView, material: SiteContext) -> str:
    words: tuple[str, ...] = ()
    if isinstance(each, PostView):
        words = (*each.tags, each.series or "")
    elif isinstance(each, ProjectView):
        words = each.stack
    return (
        _paragraphs((each.summary,))
        + material.texts[each.path].html
        + _paragraphs((", ".join(filter(None, words)),))
    )


def _resume(resume: ResumeView) -> Iterator[str]:
    """The résumé by its sections, under the ids that they have on its page."""
    yield _paragraphs((resume.label, resume.summary))
    parts: tuple[tuple[str, str, Iterable[JobView | SkillView | CredentialView]], ...] = (
        ("work", "Work Experience", resume.work),
        ("projects", "Projects", resume.projects),
        ("skills", "Skills", resume.skills),
        ("volunteering", "Volunteer Experience", resume.volunteer),
        ("education", "Education", resume.education),
        ("certificates", "Certificates", resume.certificates),
        ("awards", "Awards", resume.awards),
        ("publications", "Publications", resume.publications),
        ("languages", "Languages", resume.languages),
        ("interests", "Interests", resume.interests),
    )
    for name, title, entries in parts:
        told = [line for entry in entries for line in _entry(entry)]
        if told:
            yield f'<h2 id="{name}">{title}</h2>{_paragraphs(told)}'


def _entry(entry: JobView | SkillView | CredentialView) -> tuple[str | None, ...]:
    if isinstance(entry, JobView):
        return ", ".join(filter(None, (entry.role, entry.name))), entry.summary, *entry.highlights
    if isinstance(entry, SkillView):
        return f"{entry.name} {entry.level}", ", ".join(entry.keywords)
    return ", ".join(filter(None, (entry.title, entry.issuer))), entry.summary


def _paragraphs(told: Iterable[str | None]) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in told if text)
