"""Variants and the order of sections: what names nothing in the résumé is told at its line."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.core.diagnostics import Diagnostic
from generator.model.resume import SECTIONS, Resume, default_variant, order_of_sections, tailored
from generator.public.view import RESUME_SECTIONS
from generator.reading.convert import Expected, parse_mapping
from generator.reading.resume import resume_from

WHOLE = """\
basics: {name: Sam Example, label: Engineer, summary: Builds things.}
work: [{name: Harbour, position: Clerk}, {position: Night Guard}, {name: Mill, position: Baker}]
projects: [{name: Latebus}, {name: pgdrift}, {name: Shelfwise}]
skills: [{name: Languages, keywords: [Python, SQL]}, {name: Data, keywords: [PostgreSQL]}]
interests: [{name: Chess}]
"""


def read(ours: str) -> tuple[Resume, list[Diagnostic]]:
    text = WHOLE + ours
    tree, convert = parse_mapping(
        text, "content/resume.yaml", dt.UTC, Expected("value-of-wrong-shape.resume")
    )
    assert tree is not None
    resume = resume_from(tree, convert)
    assert resume is not None
    return resume, convert.diagnostics


@pytest.mark.parametrize(
    ("ours", "line", "column", "hint"),
    [
        ("sections: [skils]", 6, 12, "Did you mean `skills`?"),
        ("sections: [references]", 6, 12, "Use one of: work, projects, skills, volunteer, education"),
        ("variants:\n  data: {without: [hobbies]}", 7, 20, "Use one of: work, projects"),
        ("order: [skills, projects]", 6, 1, "`sections: [skills, projects]`"),
        ("variants:\n  data: {hide: [work]}", 7, 10, "`without: [work]`"),
        ("variants:\n  data: {skill: [Data]}", 7, 10, "Did you mean `skills`?"),
        ("variants:\n  data: {skills: [Languages, Data Engineering]}", 7, 30, "Use one of: Languages, Data."),
        ("variants:\n  data: {skills: [langauges]}", 7, 19, "Did you mean `Languages`?"),
        ("variants:\n  data: {skills: [postgresql]}", 7, 19, "Write `Data`."),
        ("variants:\n  data: {projects: [Latebuss]}", 7, 21, "Did you mean `Latebus`?"),
        ("variants:\n  data: {work: [Clerk]}", 7, 17, "Use one of: Harbour, Night Guard, Mill."),
        ("variants:\n  data: {awards: [Prize]}", 7, 19, "Add it to `awards` further up first"),
        ("variants:\n  ../../site: {}", 7, 3, "lower-case letters"),
        ("variants:\n  con: {}", 7, 3, "lower-case letters"),
        ("variants:\n  Data Science: {}", 7, 3, "lower-case letters"),
        (f"variants:\n  {'x' * 41}: {{}}", 7, 3, "up to 40"),
        ("variants:\n  data: {show: [email]}", 7, 17, "Use one of: phone, street."),
        ("default_variant: data", 6, 18, "Add it below `variants` first."),
        ("default_variant: dat\nvariants: {data: {public: true}}", 6, 18, "Did you mean `data`?"),
        (
            "default_variant: data\nvariants: {data: {label: Data}}",
            6,
            18,
            "Write `public: true` below `data`",
        ),
        ("default_variant: data\nvariants: {data: {public: false}}", 6, 18, "or delete `default_variant`."),
    ],
)
def test_what_names_nothing_is_told(ours: str, line: int, column: int, hint: str) -> None:
    _, (found,) = read(ours)
    assert (found.location.line, found.location.column) == (line, column)
    assert hint in found.text.with_hint


def test_what_is_in_the_resume_is_found_whatever_its_capitals() -> None:
    ours = "variants:\n  data: {skills: [data, LANGUAGES], work: [Night guard, mill], projects: []}"
    resume, found = read(ours)
    assert found == []
    shown = tailored(resume, resume.variants["data"])
    assert [skill.name for skill in shown.skills] == ["Data", "Languages"]
    assert [job.position for job in shown.work] == ["Night Guard", "Baker"]
    assert (shown.projects, shown.interests) == ((), resume.interests)


def test_a_variant_says_other_words_and_leaves_sections_out() -> None:
    ours = (
        "sections: [skills]\nvariants: {data: {label: Analyst, sections: [projects], without: [interests]}}"
    )
    resume, found = read(ours)
    assert found == []
    assert order_of_sections(resume)[:3] == ("skills", "work", "projects")
    shown = tailored(resume, resume.variants["data"])
    assert (shown.basics.label, shown.basics.summary, shown.interests) == ("Analyst", "Builds things.", ())
    assert order_of_sections(shown)[:3] == ("projects", "work", "skills")
    assert default_variant(resume) is None


def test_the_order_is_one_of_all_sections_and_of_each_once() -> None:
    resume, _ = read("sections: [interests, skills, interests]")
    assert order_of_sections(resume)[:3] == ("interests", "skills", "work")
    assert sorted(order_of_sections(resume)) == sorted(SECTIONS)
    assert SECTIONS == RESUME_SECTIONS


def test_a_name_that_no_file_can_have_is_no_variant() -> None:
    resume, _ = read("variants: {../../x: {public: true}, fine: {}}\ndefault_variant: ../../x")
    assert list(resume.variants) == ["fine"]
    assert default_variant(resume) is None
