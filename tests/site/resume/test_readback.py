"""The check of the PDF: it says nothing of a sound one, and finds every fact that is taken out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import asdict, replace
from itertools import zip_longest

import pytest
from pypdf import PdfReader, PdfWriter

from generator.core.diagnostics import Location
from generator.site.colours import Palette
from generator.site.resume.findings import ResumeLocations, facts_lost
from generator.site.resume.outline import Outline, outline
from generator.site.resume.pdf import PdfOptions, make_pdf
from generator.site.resume.readback import BROKEN, LOST, MISPLACED, LostFact, facts_of, lost_facts, text_of
from generator.site.typst import Typesetter
from tests.support.site_views import resume

FORM = PdfOptions("a4", "en", Palette())
SHOWN = outline(resume())
TWO_COLUMNS = b"""\
#let data = json(bytes(sys.inputs.data))
#set document(title: "Two columns", date: none)
#set page(width: 21cm, height: 8cm, columns: 1)
= #data.name
#grid(columns: 2, ..data.sections.map(one => [== #one.title]), ..data.contact.map(one => [#one.text]))
"""


def pdf_of(shown: Outline) -> bytes:
    return make_pdf(shown, FORM, Typesetter(None)).data


def text_without(pdf: bytes, number: int) -> bytes:
    """The PDF without the text of its drawing operation `number`, as a careless program would save it."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf)))
    content = writer.pages[0].get_contents()
    assert content is not None
    drawn = [at for at, (_, operator) in enumerate(content.operations) if operator in (b"TJ", b"Tj")]
    kept = [operation for at, operation in enumerate(content.operations) if at != drawn[number]]
    content.operations = kept
    writer.pages[0].replace_contents(content)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_nothing_of_our_own_pdf_is_lost() -> None:
    assert make_pdf(SHOWN, FORM, Typesetter(None)).lost == ()
    assert len(list(facts_of(SHOWN))) > 30


def test_a_pdf_with_a_fact_taken_out_is_told() -> None:
    pdf = pdf_of(SHOWN)
    assert lost_facts(SHOWN, text_of(pdf)) == ()
    assert lost_facts(SHOWN, text_of(text_without(pdf, 0))) == (LostFact("name", "Sam Example", LOST),)
    assert lost_facts(SHOWN, text_of(text_without(pdf, 1))) == (LostFact("title", "Backend engineer", LOST),)


def test_a_table_that_glues_its_cells_together_is_told() -> None:
    told = lost_facts(SHOWN, text_of(Typesetter(None).pdf(TWO_COLUMNS, asdict(SHOWN))))
    assert LostFact("e-mail", "hi@sam.example", BROKEN) in told
    assert LostFact("employer", "Lakeside Mercy Hospital", LOST) in told


def test_two_columns_read_line_by_line_are_told() -> None:
    lines = text_of(pdf_of(SHOWN)).splitlines()
    half = (len(lines) + 1) // 2
    shuffled = [line for pair in zip_longest(lines[:half], lines[half:], fillvalue="") for line in pair]
    told = lost_facts(SHOWN, "\n".join(shuffled))
    assert len(told) > 10
    assert {loss.problem for loss in told} == {MISPLACED}


def without(fact: str) -> str:
    return text_of(pdf_of(SHOWN)).replace(fact, "", 1)


@pytest.mark.parametrize(
    ("kind", "fact"),
    [
        ("name", "Sam Example"),
        ("e-mail", "hi@sam.example"),
        ("heading", "Work Experience"),
        ("employer", "Lakeside Mercy Hospital"),
        ("role", "Pharmacy technician"),
        ("dates", "Oct 2019 – Dec 2025"),
        ("school", "Prairie Code School"),
        ("skill", "Languages: Python, SQL"),
    ],
)
def test_every_kind_of_fact_is_missed(kind: str, fact: str) -> None:
    assert LostFact(kind, fact, LOST) in lost_facts(SHOWN, without(fact))


def test_a_word_that_is_broken_by_a_hyphen_is_told() -> None:
    read = text_of(pdf_of(SHOWN)).replace("Hospital", "Hospi\ntal", 1)
    assert lost_facts(SHOWN, read) == (LostFact("employer", "Lakeside Mercy Hospital", BROKEN),)


def test_sections_in_another_order_are_told() -> None:
    read = text_of(pdf_of(SHOWN))
    before, mark, after = read.partition("Education")
    told = lost_facts(SHOWN, f"{mark}{after}\n{before}")
    assert {loss.problem for loss in told} == {MISPLACED}
    assert any(loss.kind in ("heading", "school", "name") for loss in told)


@pytest.mark.parametrize(
    "text",
    ["C++, C#, .NET, state-of-the-art", "office, ﬁne, waﬄe", "Ọlá Nguyễn", "½ m², −5 °C, №7", "a | b · c"],
)
def test_what_arrives_is_not_told(text: str) -> None:
    shown = outline(replace(resume(), summary=f"{text} " * 12))
    assert make_pdf(shown, FORM, Typesetter(None)).lost == ()


def found(lost: Sequence[LostFact], source: str) -> list[tuple[Location, str]]:
    spots = ResumeLocations("content/resume.yaml", {"content/resume.yaml": source})
    return [(one.location, one.message) for one in facts_lost(lost, spots)]


def test_a_loss_is_told_at_its_line() -> None:
    source = "basics:\n  name: Sam\n  summary: >-\n    Six years\n    of counting.\n"
    lost = (LostFact("name", "Sam", LOST), LostFact("summary", "Six years of", BROKEN))
    assert found(lost, source) == [
        (
            Location("content/resume.yaml", 2, 9),
            "Software that reads the PDF would not find the name “Sam”.",
        ),
        (
            Location("content/resume.yaml", 4, 5),
            "Software that reads the PDF would find the summary “Six years of” broken into pieces.",
        ),
    ]


def test_a_résumé_that_is_lost_whole_is_told_in_a_dozen_lines() -> None:
    assert len(found([LostFact("skill", str(number), LOST) for number in range(90)], "")) == 12


def test_a_resume_from_right_to_left_may_be_read_in_any_order_of_its_lines() -> None:
    """Programs differ there: what cannot be mended is not told, and what is missing still is."""
    shown = replace(SHOWN, name="عمارة أوكافور")
    rest = text_of(pdf_of(shown)).split("\n", 1)[1]
    assert lost_facts(shown, f"أوكافور عمارة\n{rest}", rtl=True) == ()
    assert lost_facts(shown, f"أوكافور عمارة\n{rest}")[0].kind == "name"
    assert lost_facts(shown, f"عمارة\n{rest}", rtl=True) == (LostFact("name", "عمارة أوكافور", LOST),)


def test_the_page_of_a_language_written_from_right_to_left_is_read_so() -> None:
    shown = replace(SHOWN, name="عمارة أوكافور")
    told = [
        make_pdf(shown, replace(FORM, language="ar", rtl=on), Typesetter(None)).lost for on in (True, False)
    ]
    assert "name" not in {loss.kind for loss in told[0]}
    assert "name" in {loss.kind for loss in told[1]}
