"""Templates: Jinja in a sandbox, given plain views and a handful of filters, nothing else.

Everything printed is escaped unless it is `Markup`, and what others wrote becomes `Markup` in one place
only (`printing`), out of text that `hygiene` has cleaned and of JSON without a sign that HTML reads. A
name that a template misspells is a fault, not an empty page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, Protocol

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    FileSystemBytecodeCache,
    StrictUndefined,
    TemplateNotFound,
    nodes,
    pass_context,
)
from jinja2 import Environment as JinjaEnvironment
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.core.errors import UserError
from generator.core.fileops import make_folders
from generator.core.text import replace_unprintable
from generator.site import filters
from generator.site.i18n.language import ENGLISH, Language
from generator.site.theme import Theme, read

_A_VIEW = re.compile(r"'generator\.[\w.]*?(\w+) object'")  # as the library names what lacks a field


class Watcher(Protocol):
    """Who looks on while templates are filled: the trial of a theme, and the manual."""

    def mark(self, environment: JinjaEnvironment, text: str, template: str) -> str:
        """The text of a template as it shall be read."""

    def saw(self, template: str, values: Mapping[str, object]) -> None:
        """A page is about to be made of `template`, out of `values`."""


class Templates:
    """The templates of one theme."""

    def __init__(
        self,
        theme: Theme,
        cache: Path | None,
        watcher: Watcher | None = None,
        language: Language = ENGLISH,
    ) -> None:
        self._theme = theme
        self._watcher = watcher
        self._environment = sandbox(_Loader(theme, watcher), _bytecode(cache), language)

    def page(self, name: str, values: Mapping[str, object]) -> bytes:
        """The template `name` filled with `values`, as UTF-8. A broken template is a `UserError`."""
        if self._watcher is not None:
            self._watcher.saw(name, values)
        try:
            page = self._environment.get_template(name).render(values)
            return replace_unprintable(page).encode("utf-8", "replace")
        except TemplateSyntaxError as error:
            at = (error.name or name, error.lineno)
            raise BrokenTemplateError(self._theme, at, error.message or "it cannot be read") from error
        except TemplateNotFound as error:
            place = self._place(error, name)
            raise BrokenTemplateError(self._theme, place, f"there is no template “{error.name}”") from error
        except (
            TemplateError,
            TypeError,
            ValueError,
            LookupError,
            ArithmeticError,
            AttributeError,
            RecursionError,
        ) as error:
            trouble = _A_VIEW.sub(r"a \1", str(error))
            raise BrokenTemplateError(self._theme, self._place(error, name), trouble) from error

    def _place(self, error: Exception, name: str) -> tuple[str, int | None]:
        """The innermost template that was at work when `error` came up, and the line it was at."""
        place: tuple[str, int | None] = (name, None)
        trace: TracebackType | None = error.__traceback__
        while trace is not None:
            inside = self._theme.name_of(trace.tb_frame.f_code.co_filename)
            place = (inside, trace.tb_lineno) if inside else place
            trace = trace.tb_next
        return place


def sandbox(
    loader: BaseLoader | None = None, cache: BytecodeCache | None = None, language: Language = ENGLISH
) -> JinjaEnvironment:
    """The environment that templates live in: the helpers' filters, and no way to print unescaped."""
    environment = _Sandbox(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        bytecode_cache=cache,
    )
    environment.globals.clear()
    environment.globals["ours"] = mark_of(language)
    environment.filters.pop("safe")
    environment.filters.update(filters.FILTERS)
    environment.filters.update({name: _at_run_time(say) for name, say in language.filters().items()})
    return environment


def _at_run_time(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that is never worked out in advance: compiled templates are kept for every language."""

    @pass_context
    def called(_context: Context, *values: Any, **named: Any) -> Any:
        return function(*values, **named)

    return called


def mark_of(language: Language) -> Markup:
    """What stands in a tag around the site's own words where they are not in the site's language."""
    return Markup("") if language.own is language else Markup(' lang="en"')


class BrokenTemplateError(UserError):
    """A template that cannot be read or filled: `name` below the theme's folders, `line` if it is known."""

    def __init__(self, theme: Theme, place: tuple[str, int | None], trouble: str) -> None:
        self.name, self.line = place
        self.trouble = trouble
        where = f"{self.name}, line {self.line}" if self.line else self.name
        super().__init__(
            f"The template {where} of the theme “{theme.name}” is broken: {trouble.rstrip('.')}."
        )


class _Sandbox(ImmutableSandboxedEnvironment):
    """Nothing can be changed, nothing of Python's can be reached, and escaping cannot be switched off."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        switch = next(tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)), None)
        if switch is not None:
            raise TemplateSyntaxError("escaping cannot be switched", switch.lineno, name, filename)
        return tree


class _Loader(BaseLoader):
    def __init__(self, theme: Theme, watcher: Watcher | None) -> None:
        self._theme = theme
        self._watcher = watcher

    def get_source(
        self,
        environment: JinjaEnvironment,
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        path = self._theme.template(template)
        if path is None:
            raise TemplateNotFound(template)
        text = read(path).decode("utf-8", "replace").replace("\r\n", "\n")
        return self._watcher.mark(environment, text, template) if self._watcher else text, str(path), None


def _bytecode(cache: Path | None) -> BytecodeCache:
    """Compiled templates are code: whoever can write into `cache` can run what they like."""
    if cache is None:
        return _MEMORY
    try:
        make_folders(cache)
    except OSError:  # a cache that cannot be had costs time, not the build
        return _MEMORY
    return FileSystemBytecodeCache(str(cache))


class _Memory(BytecodeCache):
    """Compiled templates of this process, by name and content: a preview renders again and again."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._compiled[bucket.key, bucket.checksum] = bucket.code


_MEMORY = _Memory()
