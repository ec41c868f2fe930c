"""Letters: a PDF in the résumé's style, beside the report and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.guard.extract_text import pdf_text
from generator.markdown.convert import convert
from generator.pipeline import run
from generator.pipeline.types import Outcome
from generator.site.resume.letter import Run, blocks_of
from tests.support.repositories import SETTINGS, places, repository, request

RESUME = "basics: {name: Sam Example, label: Engineer, email: hi@sam.example, phone: +1 555 0100}\n"
HEAD = "---\nemployer: Harbour Analytics\ntitle: Data Engineer\ndate: 2026-06-02\n"
BODY = """\
Dear Ingrid,

I read *how* you test, and **want** to help: [my code](https://sam.example/code/ "x").

1. First #panic("x") $x^2$ `raw`
2. Second

> Quoted

## More

| a | b |
| - | - |
| c | d |

![A chart](chart.png) <!-- a thought --> <script>alert(1)</script>
Kind regards\\
Sam
"""
LETTER = f'{HEAD}to: Ingrid Solberg\naddress: [1 Pier, "N-0150 Oslo"]\nsubject: Your opening\n---\n\n{BODY}'
PDF = "sam-example-letter-harbour.pdf"
FOLDER = "content/private/letters"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    files = {"content/resume.yaml": RESUME, f"{FOLDER}/harbour.md": LETTER}
    root = repository(tmp_path_factory.mktemp("letters"), files)
    return root, run.build(request(root))


def test_its_text_is_read_in_the_order_in_which_it_is_written(built: tuple[Path, Outcome]) -> None:
    root, outcome = built
    assert places(outcome.diagnostics) == []
    text = " ".join(pdf_text((root / "report" / "applications" / PDF).read_bytes()).split())
    parts = (
        *("Sam Example", "Engineer", "hi@sam.example", "+1 555 0100", "2 June 2026"),
        *("Ingrid Solberg", "Harbour Analytics", "1 Pier", "N-0150 Oslo", "Your opening", "Dear Ingrid,"),
        *("I read how you test, and want to help: my code.", '#panic("x") x^2 raw', "Second", "Quoted"),
        *("More", "a · b", "c · d", "A chart", "Kind regards", "Sam"),
    )
    at = 0
    for part in parts:
        assert part in text[at:], text
        at = text.index(part, at) + len(part)
    assert "thought" not in text
    assert "alert" not in text


def test_nothing_of_it_is_on_the_site(built: tuple[Path, Outcome]) -> None:
    root, outcome = built
    assert outcome.published is not None
    for path in (root / "site").rglob("*"):
        assert "harbour" not in path.name
        if path.is_file():
            assert not any(word in path.read_bytes() for word in (b"Harbour", b"Solberg", b"555 0100")), path


def test_without_a_resume_it_has_the_name_and_the_address_of_the_settings(tmp_path: Path) -> None:
    settings = SETTINGS.replace("site: {", "site: {language: de, ")
    root = repository(tmp_path, {"portfolio.yaml": settings, f"{FOLDER}/harbour.md": f"{HEAD}---\nHallo.\n"})
    run.build(request(root))
    text = " ".join(pdf_text((root / "report" / "applications" / PDF).read_bytes()).split())
    assert "Sam Example hi@sam.example 2. Juni 2026 Harbour Analytics Hallo." in text


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"a.md": f"{HEAD}---\n国境\n"}, [f"{FOLDER}/a.md:6:1 resume-letters-missing"]),
        ({"a.md": HEAD.replace("title", "role") + "---\nx\n"}, [f"{FOLDER}/a.md:3:1 unknown-key"]),
        ({"a.docx": "x"}, [f"{FOLDER}/a.docx:1:1 private-file-unread"]),
        ({"A b.md": f"{HEAD}---\nx\n", "a-b.md": f"{HEAD}---\nx\n"}, [f"{FOLDER}/a-b.md:1:1 same-address"]),
        ({"!.md": f"{HEAD}---\nx\n"}, [f"{FOLDER}/!.md:1:1 unreadable-slug"]),
    ],
)
def test_what_keeps_a_letter_from_being_made_is_told(
    tmp_path: Path, files: dict[str, str], found: list[str]
) -> None:
    root = repository(tmp_path, {f"{FOLDER}/{name}": text for name, text in files.items()})
    told = places(run.build(request(root)).diagnostics)
    assert set(found) <= set(told)
    assert all(FOLDER in place for place in told)


@pytest.mark.parametrize(
    ("text", "kinds", "last"),
    [
        ("One\ntwo", ["paragraph"], (Run("One two"),)),
        ("- a\n- b\n  - c\n\n1. d", ["list", "enum"], (Run("d"),)),
        ("# A\n\nb  \nc", ["heading", "paragraph"], (Run("b"), Run("\n"), Run("c"))),
        ('<a href="javascript:alert(1)">x</a>', ["paragraph"], (Run("x"),)),
        ("[x](https://a.example)", ["paragraph"], (Run("x", url="https://a.example"),)),
        ("***x***", ["paragraph"], (Run("x", bold=True, italic=True),)),
        ("<!-- only a comment -->", [], None),
        ("```\na\nb\n```", ["paragraph"], (Run("a"), Run("\n"), Run("b"))),
    ],
)
def test_blocks(text: str, kinds: list[str], last: tuple[Run, ...] | None) -> None:
    html = convert(text).html
    assert html is not None
    blocks = blocks_of(html)
    assert [block.kind for block in blocks] == kinds
    assert last is None or blocks[-1].items[-1] == last
