"""Syntax highlighting with Pygments, limited to the languages listed here.

A lexer is a set of regular expressions, some of which some input makes run for minutes. So the
language is never guessed, an unlisted language is shown as plain text, and only the modules of the
languages that a page uses are imported. Lexers that load others by name (HTTP, reStructuredText) are
left out, and Markdown's is told not to.

Each block has its time. An ordinary one is coloured in this process, which looks at the clock after each
token. A long one, one with a long run of blanks (within which a single expression can take minutes) and one
that is slow here is coloured in a worker process, which is killed when the block's time is up. Then the
block is shown without colours, with the class `UNCOLOURED`, which no page keeps.
"""

from __future__ import annotations

import html
import importlib
import re
import time
from collections.abc import Iterable, Iterator
from functools import cache as once
from pathlib import Path

from pygments.lexer import Lexer
from pygments.token import STANDARD_TYPES, _TokenType

from generator.core.cache import cache_get, cache_key, cache_put, code_fingerprint
from generator.core.worker import worker

# name in the table → module of pygments.lexers, class
_LEXERS = {
    "python": ("python", "PythonLexer"),
    "pycon": ("python", "PythonConsoleLexer"),
    "traceback": ("python", "PythonTracebackLexer"),
    "sql": ("sql", "SqlLexer"),
    "postgresql": ("sql", "PostgresLexer"),
    "go": ("go", "GoLexer"),
    "bash": ("shell", "BashLexer"),
    "console": ("shell", "BashSessionLexer"),
    "javascript": ("javascript", "JavascriptLexer"),
    "typescript": ("javascript", "TypeScriptLexer"),
    "html": ("html", "HtmlLexer"),
    "xml": ("html", "XmlLexer"),
    "css": ("css", "CssLexer"),
    "scss": ("css", "ScssLexer"),
    "json": ("data", "JsonLexer"),
    "yaml": ("data", "YamlLexer"),
    "toml": ("configs", "TOMLLexer"),
    "ini": ("configs", "IniLexer"),
    "docker": ("configs", "DockerLexer"),
    "nginx": ("configs", "NginxConfLexer"),
    "terraform": ("configs", "TerraformLexer"),
    "diff": ("diff", "DiffLexer"),
    "make": ("make", "MakefileLexer"),
    "java": ("jvm", "JavaLexer"),
    "kotlin": ("jvm", "KotlinLexer"),
    "c": ("c_cpp", "CLexer"),
    "cpp": ("c_cpp", "CppLexer"),
    "csharp": ("dotnet", "CSharpLexer"),
    "rust": ("rust", "RustLexer"),
    "ruby": ("ruby", "RubyLexer"),
    "r": ("r", "SLexer"),
    "php": ("php", "PhpLexer"),
    "markdown": ("markup", "MarkdownLexer"),
    "graphql": ("graphql", "GraphQLLexer"),
}
_ALIASES = {
    "py": "python", "python3": "python", "pytb": "traceback", "postgres": "postgresql", "psql": "postgresql",
    "golang": "go", "sh": "bash", "shell": "bash", "zsh": "bash", "shell-session": "console",
    "js": "javascript", "jsx": "javascript", "mjs": "javascript", "ts": "typescript", "tsx": "typescript",
    "htm": "html", "svg": "xml", "yml": "yaml", "cfg": "ini", "dockerfile": "docker", "tf": "terraform",
    "hcl": "terraform", "patch": "diff", "makefile": "make", "kt": "kotlin", "c++": "cpp", "c#": "csharp",
    "cs": "csharp", "rs": "rust", "rb": "ruby", "md": "markdown",
}  # fmt: skip
_FENCED = re.compile(r'<pre><code class="language-([^"]{1,40})">([^<]*)</code></pre>')

# Kept in the colour of the text: names, operators, punctuation and white space.
_PLAIN = frozenset({"", "n", "nx", "p", "w", "o", "g", "x", "l", "ld", "pm"})
CLASSES = frozenset(STANDARD_TYPES.values()) - _PLAIN


BLOCK_SECONDS = 3.0
TEXT_SECONDS = 6.0
"""The time of one block, and of all slow blocks of a text."""
_HERE_SECONDS = 0.1
_ORDINARY_LENGTH = 4_000  # characters; some hundred lines
_COSTLY_RUN = re.compile(r"\s{80}")

UNCOLOURED = "not-coloured-in-time"
_UNCOLOURED = re.compile(rf'<pre><code class="{UNCOLOURED}">([^<]*)</code></pre>')


def highlight(html_text: str, cache: Path | None = None) -> str:
    """`html_text` with spans and classes in each fenced block whose language is known.

    `cache` keeps the blocks: around them a text changes often, and a lexer takes long to make ready.
    """
    slow_blocks = _SlowBlocks()
    return _FENCED.sub(lambda match: _block(match[1], match[2], slow_blocks, cache), html_text)


def uncoloured(html_text: str) -> Iterator[str]:
    """The code of each block of `highlight` that took too long."""
    return (html.unescape(match[1]) for match in _UNCOLOURED.finditer(html_text))


def _block(language: str, escaped: str, slow_blocks: _SlowBlocks, cache: Path | None) -> str:
    name = html.unescape(language).lower()
    name = _ALIASES.get(name, name)
    if name == "mermaid":  # drawn when the site is rendered
        return f'<pre><code class="language-mermaid">{escaped}</code></pre>'
    if name not in _LEXERS:
        return f"<pre><code>{escaped}</code></pre>"
    code = html.unescape(escaped)
    key = cache_key(_edition(), name.encode(), code.encode("utf-8", "surrogatepass")) if cache else ""
    kept = cache_get(cache, "code", key)
    spans = kept.decode("utf-8", "replace") if kept is not None else _spans_here(name, code)
    if kept is None and spans is not None:
        cache_put(cache, "code", key, spans.encode("utf-8", "replace"))
    if spans is None:
        spans = slow_blocks.spans(name, code)
    if spans is None:
        return f'<pre><code class="{UNCOLOURED}">{escaped}</code></pre>'
    return f"<pre><code>{spans}</code></pre>"


@once
def _edition() -> bytes:
    return code_fingerprint("pygments", __name__)


def _spans_here(name: str, code: str) -> str | None:
    """The block, coloured in this process; None if that could take long."""
    if len(code) > _ORDINARY_LENGTH or _COSTLY_RUN.search(code):
        return None
    lexer, until = _lexer(name), time.perf_counter() + _HERE_SECONDS
    tokens = []
    for token in lexer.get_tokens(code):
        if time.perf_counter() > until:
            return None
        tokens.append(token)
    return _spans(tokens)


class _SlowBlocks:
    """The blocks of one text that go to the worker, and the time that is left for them."""

    def __init__(self) -> None:
        self._seconds = TEXT_SECONDS

    def spans(self, name: str, code: str) -> str | None:
        """The block, coloured in the worker; None if it takes too long."""
        if self._seconds <= 0:
            return None
        start = time.perf_counter()
        answer = worker(__name__, spans_of.__name__).ask([name, code], min(BLOCK_SECONDS, self._seconds))
        self._seconds -= time.perf_counter() - start
        return answer if isinstance(answer, str) else None


def spans_of(question: tuple[str, str]) -> str:
    """The code of a lexer's block in colours, however long it takes: for the worker."""
    name, code = question
    return _spans(_lexer(name).get_tokens(code))


def _spans(tokens: Iterable[tuple[_TokenType, str]]) -> str:
    """The tokens as HTML; neighbouring tokens of one class share a span."""
    runs: list[tuple[str, list[str]]] = []
    for kind, text in tokens:
        name = _class_of(kind)
        if not runs or runs[-1][0] != name:
            runs.append((name, []))
        runs[-1][1].append(text)
    return "".join(_span(name, html.escape("".join(texts), quote=False)) for name, texts in runs)


def _span(name: str, text: str) -> str:
    return f'<span class="{name}">{text}</span>' if name else text


@once
def _class_of(kind: _TokenType) -> str:
    token_type: _TokenType | None = kind
    while token_type is not None and token_type not in STANDARD_TYPES:
        token_type = token_type.parent
    name = STANDARD_TYPES[token_type] if token_type is not None else ""
    return "" if name in _PLAIN else name


@once
def _lexer(name: str) -> Lexer:
    module, class_name = _LEXERS[name]
    # handlecodeblocks: otherwise Markdown's lexer loads whatever lexer a nested fence names
    lexer: Lexer = getattr(importlib.import_module(f"pygments.lexers.{module}"), class_name)(
        stripnl=False, handlecodeblocks=False
    )
    return lexer
