"""A résumé made by hand: one of each kind of entry."""

from __future__ import annotations

from dataclasses import replace

from generator.public.view import CredentialView, JobView, Link, ResumeView, SkillView


def resume() -> ResumeView:
    job = JobView(
        name="Lakeside Mercy Hospital",
        role="Pharmacy technician",
        place="Chicago, IL",
        url="https://lakeside.example",
        start="2019-10",
        end="2025-12",
        summary="Inpatient pharmacy.",
        highlights=("Counted everything twice.",),
    )
    return ResumeView(
        path="content/resume.yaml",
        name="Sam Example",
        label="Backend engineer",
        summary="Six years of counting.",
        place="Chicago, IL",
        url="https://sam.example",
        email="hi@sam.example",
        phone=None,
        street=None,
        profiles=(Link("GitHub", "https://github.com/sam-example"),),
        work=(job,),
        volunteer=(replace(job, end=None),),
        education=(replace(job, name="Prairie Code School", start="2026", end="2026"),),
        projects=(replace(job, name="Latebus", role="", place=None),),
        skills=(SkillView("Languages", "", ("Python", "SQL")),),
        languages=(SkillView("English", "Native", ()),),
        interests=(),
        certificates=(CredentialView("CPhT", "PTCB", "2019-09-14", None, None),),
        awards=(CredentialView("An award", None, "2020", "https://award.example", "For care."),),
        publications=(),
        paper="letter",
        font=None,
        as_json='{"basics": {"name": "Sam Example"}}\n',
    )
