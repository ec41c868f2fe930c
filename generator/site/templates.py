"""Templates: sandboxed Jinja with plain views and a few filters, nothing else.

All output is escaped unless it is `Markup`, and user texts become `Markup` in one place only
(`page_writer`): from sanitized HTML, and from JSON without a character that HTML interprets. A misspelled
name is an error, not an empty string.
"""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType, TracebackType
from typing import Any, Protocol

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    StrictUndefined,
    TemplateNotFound,
    nodes,
    pass_context,
)
from jinja2 import Environment as JinjaEnvironment
from jinja2.bccache import Bucket, bc_magic
from jinja2.debug import rewrite_traceback_stack
from jinja2.exceptions import TemplateError, TemplateRuntimeError, TemplateSyntaxError
from jinja2.meta import find_referenced_templates
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from generator.core.cache import cache_get, cache_key, cache_put, cache_read, code_fingerprint
from generator.core.errors import UserError
from generator.core.text import replace_unprintable
from generator.site import filters, template_budget
from generator.site.i18n.language import ENGLISH, Language
from generator.site.template_budget import BYTES, PAGE_BYTES, SECONDS, OutOfTimeError, budget
from generator.site.theme import Theme, read

_VIEW_OBJECT = re.compile(r"'generator\.[\w.]*?(\w+) object'")  # how Jinja names an object that lacks a field


class TemplateObserver(Protocol):
    """Observes rendering: used by `theme check` and by the manual."""

    def instrument(self, environment: JinjaEnvironment, text: str, template: str) -> str:
        """The source of a template, possibly changed before it is compiled."""

    def on_render(self, template: str, values: Mapping[str, object]) -> None:
        """Called before a page is rendered."""


class Templates:
    """The templates of one theme."""

    def __init__(
        self,
        theme: Theme,
        cache: Path | None,
        observer: TemplateObserver | None = None,
        language: Language = ENGLISH,
    ) -> None:
        self._theme = theme
        self._cache = cache
        self._observer = observer
        self._environment = sandbox(
            _Loader(theme, observer), _KeptTemplates(cache) if cache else _MEMORY_CACHE, language
        )

    def page(self, name: str, values: Mapping[str, object]) -> bytes:
        """Render the template `name` as UTF-8. Raises `BrokenTemplateError`."""
        if self._observer is not None:
            self._observer.on_render(name, values)
        try:
            with budget():
                page = self._rendered(name, values)
            return replace_unprintable(page).encode("utf-8", "replace")
        except OutOfTimeError:
            error = rewrite_traceback_stack()  # to the template's lines, as Jinja does for exceptions
            problem = f"it takes longer than {SECONDS:.0f} seconds"
            raise BrokenTemplateError(self._theme, self._position(error, name), problem) from None
        except MemoryError as error:
            problem = f"it takes more than {BYTES / 1e9:.0f} GB of memory"
            raise BrokenTemplateError(self._theme, self._position(error, name), problem) from None
        except TemplateSyntaxError as error:
            raise BrokenTemplateError(
                self._theme, (error.name or name, error.lineno), error.message or "it cannot be read"
            ) from error
        except TemplateNotFound as error:
            position = self._position(error, name)
            raise BrokenTemplateError(
                self._theme, position, f"there is no template “{error.name}”"
            ) from error
        except (
            TemplateError,
            TypeError,
            ValueError,
            LookupError,
            ArithmeticError,
            AttributeError,
            RecursionError,
        ) as error:
            problem = _VIEW_OBJECT.sub(r"a \1", str(error))
            raise BrokenTemplateError(self._theme, self._position(error, name), problem) from error

    def fingerprint(self, name: str) -> bytes | None:
        """A key part of the template and of all that it extends, includes or imports; None if unknown."""
        found: dict[str, str] = {}
        wanted = [name]
        while wanted:
            each = wanted.pop()
            if each in found:
                continue
            path = self._theme.template(each)
            text = read(path).decode("utf-8", "replace") if path else ""
            found[each] = f"{path}\n{text}"
            named = self._named_in(text) if path else ()
            if named is None:
                return None
            wanted += named
        return cache_key(*(f"{each}\0{text}".encode() for each, text in sorted(found.items()))).encode()

    def _named_in(self, text: str) -> tuple[str, ...] | None:
        """The templates that a template names; None if it says only while it is rendered which."""
        key = cache_key(_edition(), text.encode("utf-8", "surrogatepass"))
        kept = cache_read(self._cache, "named", key, _names) if self._cache else None
        if kept is not None:
            return kept
        try:
            named = tuple(find_referenced_templates(self._environment.parse_ahead(text)))
        except TemplateSyntaxError:
            return None
        plain = tuple(each for each in named if each is not None)
        if len(plain) < len(named):
            return None
        cache_put(self._cache, "named", key, json.dumps(plain).encode())
        return plain

    def _rendered(self, name: str, values: Mapping[str, object]) -> str:
        parts, size = [], 0
        rendering = self._environment.get_template(name).generate(values)
        for part in rendering:
            parts.append(part)
            size += len(part)
            if size > PAGE_BYTES:  # raised where the template is, to know its line
                fault = TemplateRuntimeError(f"the page is larger than {PAGE_BYTES // 1_000_000} MB")
                rendering.throw(fault)  # type: ignore[attr-defined] # a generator
        return "".join(parts)

    def _position(self, error: BaseException, name: str) -> tuple[str, int | None]:
        """The innermost template that raised `error`, and the line."""
        position: tuple[str, int | None] = (name, None)
        trace: TracebackType | None = error.__traceback__
        while trace is not None:
            inside = self._theme.name_of(trace.tb_frame.f_code.co_filename)
            position = (inside, trace.tb_lineno) if inside else position
            trace = trace.tb_next
        return position


def sandbox(
    loader: BaseLoader | None = None, cache: BytecodeCache | None = None, language: Language = ENGLISH
) -> _Sandbox:
    """The Jinja environment for themes: our filters, and no way to print unescaped."""
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
    environment.globals["ours"] = lang_attribute(language)
    environment.filters.pop("safe")
    environment.filters.update(template_budget.bounded(environment.filters))
    environment.filters.update(filters.FILTERS)
    environment.filters.update({name: _at_run_time(say) for name, say in language.filters().items()})
    return environment


def _at_run_time(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter without constant folding: compiled templates are shared by all languages."""

    @pass_context
    def wrapper(_context: Context, *values: Any, **options: Any) -> Any:
        return function(*values, **options)

    return wrapper


def lang_attribute(language: Language) -> Markup:
    """The `lang` attribute for the site's own texts; empty if they are in the site's language."""
    return Markup("") if language.ui is language else Markup(' lang="en"')


class BrokenTemplateError(UserError):
    """A template that does not compile or render: `name` below the theme's folders, `line` if known."""

    def __init__(self, theme: Theme, position: tuple[str, int | None], problem: str) -> None:
        self.name, self.line = position
        self.problem = problem
        where = f"{self.name}, line {self.line}" if self.line else self.name
        super().__init__(
            f"The template {where} of the theme “{theme.name}” is broken: {problem.rstrip('.')}."
        )


class _Sandbox(ImmutableSandboxedEnvironment):
    """No access to Python internals, no mutation, no way to switch off escaping, nothing huge."""

    intercepted_binops = frozenset({"*", "**", "%", "+"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: dict[tuple[type, str], bool] = {}
        self._parsed: dict[str, nodes.Template] = {}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Jinja's answer, which depends on the type and the name alone: pages ask a hundred times each."""
        asked = type(obj), attr
        if asked not in self._safe:
            self._safe[asked] = super().is_safe_attribute(obj, attr, value)
        return self._safe[asked]

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        template_budget.check_operator(operator, left, right)
        return super().call_binop(context, operator, left, right)

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        template_budget.check_arguments(__obj, (*args, *kwargs.values()))
        return super().call(__context, __obj, *args, **kwargs)

    def parse_ahead(self, source: str) -> nodes.Template:
        """The tree of a template, which is soon to be compiled: then it is not parsed again."""
        self._parsed[source] = tree = self.parse(source)
        return tree

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = self._parsed.pop(source, None)
        if tree is not None:
            return tree
        tree = super()._parse(source, name, filename)
        switch = next(tree.find_all((nodes.EvalContextModifier, nodes.ScopedEvalContextModifier)), None)
        if switch is not None:
            raise TemplateSyntaxError("escaping cannot be switched", switch.lineno, name, filename)
        return tree


class _Loader(BaseLoader):
    def __init__(self, theme: Theme, observer: TemplateObserver | None) -> None:
        self._theme = theme
        self._observer = observer

    def get_source(
        self,
        environment: JinjaEnvironment,
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        path = self._theme.template(template)
        if path is None:
            raise TemplateNotFound(template)
        text = read(path).decode("utf-8", "replace").replace("\r\n", "\n")
        return (
            self._observer.instrument(environment, text, template) if self._observer else text,
            str(path),
            None,
        )


@functools.cache
def _edition() -> bytes:
    return code_fingerprint("jinja2", __name__, filters.__name__, template_budget.__name__)


def _names(data: bytes) -> tuple[str, ...]:
    return tuple(map(str, json.loads(data)))


class _KeptTemplates(BytecodeCache):
    """Compiled templates in the build cache. They are code: whoever can write to it can run anything."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._edition = bc_magic + _edition()

    def load_bytecode(self, bucket: Bucket) -> None:
        data = cache_get(self._cache, "templates", self._key(bucket))
        if data is not None:
            bucket.bytecode_from_string(data)

    def dump_bytecode(self, bucket: Bucket) -> None:
        cache_put(self._cache, "templates", self._key(bucket), bucket.bytecode_to_string())

    def _key(self, bucket: Bucket) -> str:
        return cache_key(self._edition, bucket.key.encode(), bucket.checksum.encode())


class _MemoryCache(BytecodeCache):
    """Compiled templates of this process, by name and content, for the preview."""

    def __init__(self) -> None:
        self._compiled: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._compiled[bucket.key, bucket.checksum] = bucket.code


_MEMORY_CACHE = _MemoryCache()
