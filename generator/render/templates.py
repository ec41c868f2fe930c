"""Templates: Jinja in a sandbox, given plain views and a handful of helpers, nothing else.

Everything printed is escaped unless it is `Markup`, and `Markup` is made in one place only, out of
text that `hygiene` has cleaned. A name that a template misspells is a fault, not an empty page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import CodeType

from jinja2 import BaseLoader, BytecodeCache, FileSystemBytecodeCache, StrictUndefined, TemplateNotFound
from jinja2 import Environment as JinjaEnvironment
from jinja2.bccache import Bucket
from jinja2.exceptions import TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from generator.faults import Fault
from generator.render import helpers
from generator.render.theme import Theme, read


class Templates:
    """The templates of one theme."""

    def __init__(self, theme: Theme, cache: Path | None) -> None:
        self._theme = theme
        self._environment = ImmutableSandboxedEnvironment(
            loader=_Loader(theme),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            bytecode_cache=_bytecode(cache),
        )
        self._environment.globals.clear()
        self._environment.filters.pop("safe")
        self._environment.filters.update(helpers.FILTERS)

    def page(self, name: str, values: Mapping[str, object]) -> bytes:
        """The template `name` filled with `values`, as UTF-8. A broken template is a `Fault`."""
        try:
            return self._environment.get_template(name).render(values).encode("utf-8", "replace")
        except TemplateSyntaxError as error:
            raise self._fault(error.name or name, f"line {error.lineno}: {error.message}") from error
        except TemplateNotFound as error:
            raise self._fault(name, f"there is no template “{error.name}”") from error
        except (
            TemplateError,
            TypeError,
            ValueError,
            LookupError,
            ArithmeticError,
            AttributeError,
            RecursionError,
        ) as error:
            raise self._fault(name, str(error)) from error

    def _fault(self, name: str, trouble: str) -> Fault:
        return Fault(f"The template {name} of the theme “{self._theme.name}” is broken: {trouble}.")


class _Loader(BaseLoader):
    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def get_source(
        self,
        environment: JinjaEnvironment,  # noqa: ARG002  # the library passes it to every loader
        template: str,
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        path = self._theme.template(template)
        if path is None:
            raise TemplateNotFound(template)
        text = read(path).decode("utf-8", "replace").replace("\r\n", "\n")
        return text, str(path), None


def _bytecode(cache: Path | None) -> BytecodeCache:
    """Compiled templates are code: whoever can write into `cache` can run what they like."""
    if cache is None:
        return _MEMORY
    try:
        cache.mkdir(parents=True, exist_ok=True)
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
