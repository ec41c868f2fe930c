"""The plain-text résumé: in order, in lines that fit everywhere."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.site.resume.outline import outline
from generator.site.resume.plain_text import WIDTH, plain_text
from tests.support.site_views import resume

WHOLE = """\
Sam Example
Backend engineer

Chicago, IL
hi@sam.example
https://sam.example
https://github.com/sam-example

Six years of counting.

WORK EXPERIENCE

Pharmacy technician, Lakeside Mercy Hospital
Oct 2019 – Dec 2025, Chicago, IL
Inpatient pharmacy.
- Counted everything twice.

PROJECTS

Latebus
Oct 2019 – Dec 2025
https://lakeside.example
Inpatient pharmacy.
- Counted everything twice.
Django, PostGIS

SKILLS

Languages: Python, SQL

VOLUNTEER EXPERIENCE

Pharmacy technician, Lakeside Mercy Hospital
Oct 2019 – Present, Chicago, IL
Inpatient pharmacy.
- Counted everything twice.

EDUCATION

Prairie Code School, Pharmacy technician
2026, Chicago, IL
Inpatient pharmacy. Courses: Counted everything twice.

CERTIFICATES

CPhT, PTCB
Sep 2019

AWARDS

An award
2020
For care.

LANGUAGES

English: Native
"""


def columns(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in line)


def test_a_whole_one() -> None:
    assert plain_text(outline(resume())) == WHOLE


@given(st.text(st.sampled_from("ab é東京 \n\t-–,."), max_size=300), st.text(max_size=200))
def test_no_line_is_wider_than_a_terminal(text: str, other: str) -> None:
    job = replace(resume().work[0], name=other, highlights=(text, other), url=None)
    shown = replace(resume(), summary=text, label=text, work=(job,), projects=(), profiles=())
    long_words = {word for word in f"{text} {other}".split() if columns(word) > WIDTH - 2}
    for line in plain_text(outline(shown)).splitlines():
        assert columns(line) <= WIDTH or any(word in line for word in long_words)
