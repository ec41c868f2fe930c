"""Colours in code: an ordinary block gets them at once, a slow one in the worker, and none past its time."""

from __future__ import annotations

from html import escape
from pathlib import Path

import pytest

from generator.core.worker import worker
from generator.markdown import convert as timeout
from generator.markdown import highlight
from generator.markdown.highlight import uncoloured
from generator.markdown.sanitize import sanitize

# Ordinary-looking or not, a few kilobytes of each keep a lexer busy for long.
SLOW = {
    "docker": "CMD " + " " * 6_000 + "x",
    "csharp": "some words\n" * 3_000,
    "java": "some words\n" * 6_000,
    "terraform": "a" * 30_000,
    "cpp": "x " + " " * 60_000 + "x",
}


def block(language: str, code: str) -> str:
    return f'<pre><code class="language-{language}">{escape(code, quote=False)}</code></pre>'


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages of the blocks that go to the worker."""
    seen: list[str] = []
    real = highlight._SlowBlocks.spans

    def watched(self: highlight._SlowBlocks, name: str, code: str) -> str | None:
        seen.append(name)
        return real(self, name, code)

    monkeypatch.setattr(highlight._SlowBlocks, "spans", watched)
    return seen


def test_ordinary_blocks_need_no_worker(asked: list[str]) -> None:
    code = "".join(f"def f{n}(x):\n    return x + {n}  # n\n" for n in range(60))
    for name in highlight._LEXERS:
        assert highlight.highlight(block(name, 'a "b" 1\n')).startswith("<pre><code>")
    assert '<span class="k">def</span>' in highlight.highlight(block("python", code))
    assert highlight.highlight(block("python", "")) == "<pre><code>\n</code></pre>"
    assert asked == []


def test_a_long_block_gets_the_same_colours_in_the_worker(asked: list[str]) -> None:
    code = "x = 'é'\n"
    short = highlight.highlight(block("python", code))
    long = highlight.highlight(block("python", code * 1_000))
    assert asked == ["python"]
    assert long.count("<span") == 1_000 * short.count("<span")
    assert list(uncoloured(long)) == []


@pytest.mark.parametrize("language", SLOW)
def test_what_takes_long_is_shown_without_colours(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highlight, "BLOCK_SECONDS", 0.05)
    shown = highlight.highlight(block(language, SLOW[language]) + block("json", "[1]"))
    assert list(uncoloured(shown)) == [SLOW[language]]
    assert shown.endswith('<pre><code>[<span class="mi">1</span>]\n</code></pre>')


def test_the_slow_blocks_of_a_text_share_their_time(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(highlight, "TEXT_SECONDS", 0.05)
    started: list[float] = []

    class Watched:
        def ask(self, question: object, seconds: float) -> object:
            started.append(seconds)
            return worker(highlight.__name__, "spans_of").ask(question, seconds)

    monkeypatch.setattr(highlight, "worker", lambda *_: Watched())
    shown = highlight.highlight(block("docker", SLOW["docker"]) * 50)
    assert len(list(uncoloured(shown))) == len(asked) == 50
    assert len(started) == 1


def test_without_colours_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = f"```docker\n{SLOW['docker']}\n```\n"
    monkeypatch.setattr(highlight, "BLOCK_SECONDS", 0.05)
    first = timeout.convert(text, tmp_path)
    assert list(uncoloured(first.html or ""))
    monkeypatch.setattr(highlight, "_spans_here", lambda *_: "quick")
    assert "quick" in (timeout.convert(text, tmp_path).html or "")
    assert highlight.UNCOLOURED not in sanitize(first.html or "", lambda *_: None)
