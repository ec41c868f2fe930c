"""Diagrams in texts: drawn at build time, described in words, told where they cannot be drawn."""

from __future__ import annotations

import re
from importlib import util
from pathlib import Path

import pytest

from generator.core.messages import Message
from generator.markdown.convert import convert_in_process, prose_of
from generator.site import diagrams
from generator.site.diagrams import Diagram, answer_of, draw
from generator.site.images.svg import clean_svg

FLOW = "flowchart LR\n  A[Feed] -->|daily| B{Valid?}\n  B --> C[Rows & more]\n"
SECONDS = 60.0  # on a busy machine


def test_a_diagram_is_drawn_once_and_described_by_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(diagrams, "SECONDS", SECONDS)
    first = draw(FLOW, tmp_path)
    assert isinstance(first, Diagram)
    for word in ("Feed", "daily", "Valid?", "Rows & more"):
        assert word in first.alt
    cleaned = clean_svg(first.svg)
    assert not isinstance(cleaned, Message)
    assert not re.search(rb"foreignObject|<script|https?://(?!www\.w3\.org)", cleaned[0])
    assert b"Feed" in cleaned[0]
    monkeypatch.setattr(diagrams, "worker", None)  # the second time it is in the cache
    assert draw(FLOW, tmp_path) == first


def test_what_its_author_says_describes_it() -> None:
    alt = diagrams._alt
    assert alt("flowchart LR\n  accTitle: The way\n  accDescr: From feed\n  A-->B", "") == "From feed"
    assert alt("flowchart LR\n  accDescr {\n  From feed\n  to rows\n  }\n A", "") == "From feed to rows"
    assert alt("flowchart LR\n  accTitle: The way\n  A-->B", "") == "The way"
    assert alt("pie title Pets\n", "<svg><text>a</text><text>a</text><text> b </text></svg>") == "a, b"


def test_why_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert draw("x" * 20_000, None) == "too-long"
    assert answer_of("hello") == [None]
    monkeypatch.setattr(diagrams, "find_spec", lambda _: None)
    assert draw(FLOW, None) == "missing"
    monkeypatch.setattr(diagrams, "find_spec", util.find_spec)
    monkeypatch.setattr(diagrams, "SECONDS", 0.0)
    assert draw(FLOW, None) == "slow"


def test_its_fence_is_found_and_its_words_do_not_count() -> None:
    for fence in ("```mermaid", "~~~ Mermaid", "``` {.mermaid}"):
        text = f"One two.\n\n- {fence}\n  flowchart LR\n  {fence[:3]}\n"
        converted = convert_in_process(text)
        assert [(place.kind, place.line) for place in converted.places] == [("diagram", 2)], fence
        assert '<pre><code class="language-mermaid">' in (converted.html or "").replace("Mermaid", "mermaid")
        assert prose_of(text).text.split() == ["One", "two."]
