"""Pages that were made before: they are made again only if something that they show has changed.

A page is what its templates make of the values that they are given. Most of these values are of this page
alone, but three lead to the whole site: `site`, neighbouring posts, tags with all their posts. So the views
note which of their fields a template reads. The key of a page is made of its template with all that it
extends, includes or imports, of all its values, and of those fields of the views that any page of the same
template has read. Whatever a template reads is therefore in the key, in every theme; what none reads is not.

Whoever may be wrong makes the page: a value of an unknown type, a template whose parts cannot be named.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from markupsafe import Markup

from generator.core.cache import cache_key, cache_put, cache_read
from generator.core.fileops import Spool
from generator.public.view import PageView, PostView, ProjectView, SiteView
from generator.site.files import Kept, Why, find_kept, keep, set_aside
from generator.site.pages.page import Tag

View = TypeVar("View")
Values = Mapping[str, object]
Inputs = Callable[[], tuple[Values, Values]]

_KIND = "pages"
_ATOMS = frozenset((str, int, float, bool, type(None), dt.date, dt.datetime))
_OWN = ("post", "project", "page")
"""The values that are the page's own text."""


class Watch:
    """Makes views that note which of their fields are read while a page is rendered."""

    def __init__(self) -> None:
        self._read: set[str] | None = None
        self._own: object = None
        self._classes = {cls: self._watching(cls) for cls in (SiteView, PostView, ProjectView, PageView, Tag)}
        self._watching_classes = frozenset(self._classes.values())

    def view(self, view: SiteView) -> SiteView:
        """The view of the site with all texts in it."""
        return self.copy(
            replace(
                view,
                posts=tuple(map(self.copy, view.posts)),
                projects=tuple(map(self.copy, view.projects)),
                pages=tuple(map(self.copy, view.pages)),
            )
        )

    def copy(self, view: View) -> View:
        """One view that notes what is read of it."""
        made: Any = self._classes[type(view)]  # type: ignore[index] # a key error is a fault of ours
        values = {each.name: getattr(view, each.name) for each in fields(view)}  # type: ignore[arg-type]
        copy: View = made(**values)
        return copy

    def watches(self, value: object) -> bool:
        """Whether reading the fields of `value` is noted."""
        return type(value) in self._watching_classes

    def is_own(self, value: object) -> bool:
        """Whether it is the text of the page that is rendered."""
        return value is self._own

    def rendering(self, own: object, render: Callable[[], bytes]) -> tuple[bytes, frozenset[str]]:
        """What `render` makes, and the names of the fields that it read."""
        self._own, self._read = own, set()
        try:
            return render(), frozenset(self._read)
        finally:
            self._read = None

    def looking(self, own: object) -> None:
        """Say whose page it is of which a key is made."""
        self._own = own

    def _watching(self, cls: type[Any]) -> type[Any]:
        """A class that is `cls` in everything, and notes each field that is read."""
        members = {each.name: self._field(cls, each.name) for each in fields(cls)}
        told = {"__slots__": (), "__module__": cls.__module__, "__qualname__": cls.__qualname__}
        return type(cls.__name__, (cls,), {**told, **members})

    def _field(self, cls: type[Any], name: str) -> property:
        slot = getattr(cls, name)
        of_own, of_other = (f"{whose} {cls.__name__}.{name}" for whose in ("own", "other"))

        def read(view: object) -> object:
            if self._read is not None:
                self._read.add(of_own if view is self._own else of_other)
            return slot.__get__(view)

        def write(view: object, value: object) -> None:  # by `__init__`
            slot.__set__(view, value)

        return property(read, write)

    def name(self, view: object, field: str) -> str:
        """The name of a field that is read: of the page's own text, or of any other."""
        return f"{'own' if view is self._own else 'other'} {type(view).__name__}.{field}"


class _Unknown(Exception):  # noqa: N818 - no fault: the page is made
    """A value of which no key can be made."""


@dataclass(slots=True)
class _Row:
    """A page of this build: what it is found by, and what it was made from."""

    template: str
    inputs: Inputs
    kept: Kept
    names: frozenset[str]
    key: str
    is_new: bool


class PageCache:
    """The pages of one site that the build cache knows.

    `base` stands for the program, the theme and the language. `site` tells one site from another in the notes
    on what a page was made from. `fingerprint` is that of a template.
    """

    def __init__(
        self,
        cache: Path,
        base: bytes,
        watch: Watch,
        spool: Spool,
        fingerprint: Callable[[str], bytes | None],
        site: str = "",
    ) -> None:
        self._cache = cache
        self._base = base
        self._watch = watch
        self._spool = spool
        self._fingerprint = fingerprint
        self._site = site
        self._rows: list[_Row] = []
        self._names: dict[str, frozenset[str]] = {}
        self._wanted: dict[tuple[type, bool, frozenset[str]], tuple[str, ...]] = {}
        self._digests: dict[tuple[object, ...], str] = {}
        self._alive: list[object] = []  # so that no `id` is given to another object
        self._templates: dict[str, bytes | None] = {}

    def page(self, path: str, template: str, inputs: Inputs, fill: Callable[[Values], bytes]) -> Kept:
        """The page at `path` as it was kept, or else as `fill` makes it of its values.

        `inputs` gives the values and the same as data, and may be called again: they take more memory than
        the page.
        """
        given_values, values = inputs()
        names = self._known_names(template)
        key, given = self._keyed(template, values, names)
        if key is not None:
            found = find_kept(self._cache, _KIND, key, partial(self._again, inputs, fill))
            if found is not None:
                self._rows.append(_Row(template, inputs, found, names, key, is_new=False))
                return found
        data, read = self._watch.rendering(_own(values), partial(fill, given_values))
        made = set_aside(data, self._spool)
        if not read <= names:
            names |= read
            self._names[template] = names
            key, given = self._keyed(template, values, names)
        if key is not None:
            self._rows.append(_Row(template, inputs, made, names, key, is_new=True))
            self._note(path, template, values, given)
        return made

    def why(self, path: str, template: str, values: Mapping[str, object]) -> Why:
        """Why the page at `path` is going to be made, or why not. To be asked before it is."""
        names = self._known_names(template)
        key, given = self._keyed(template, values, names)
        if key is None:
            return Why("always")
        if find_kept(self._cache, _KIND, key, bytes) is not None:
            return Why("kept")
        before = cache_read(self._cache, _NOTES, self._note_key(path), _parts)
        if before is None:
            return Why("new")
        now = self._parts(template, values, given)
        changed = [part for part in {**now, **before} if now.get(part) != before.get(part)]
        return Why("changed", tuple(changed))

    def finish(self) -> None:
        """Keep the new pages, once all of their templates have shown what they read."""
        for template, names in self._names.items():
            if self._read_names(template) != names:
                cache_put(self._cache, _READS, self._reads_key(template), json.dumps(sorted(names)).encode())
        for row in self._rows:
            names = self._names[row.template]
            is_as_found = names == row.names
            key = row.key if is_as_found else self._keyed(row.template, row.inputs()[1], names)[0]
            if key is not None and (row.is_new or not is_as_found):
                keep(self._cache, _KIND, key, row.kept, has_bytes=not row.is_new)
        self._rows.clear()

    def _again(self, inputs: Inputs, fill: Callable[[Values], bytes]) -> bytes:
        return fill(inputs()[0])

    def _known_names(self, template: str) -> frozenset[str]:
        if template not in self._names:
            self._names[template] = self._read_names(template)
        return self._names[template]

    def _read_names(self, template: str) -> frozenset[str]:
        return cache_read(self._cache, _READS, self._reads_key(template), _names) or frozenset()

    def _reads_key(self, template: str) -> str:
        return cache_key(self._base, template.encode(), self._template(template) or b"")

    def _template(self, template: str) -> bytes | None:
        if template not in self._templates:
            self._templates[template] = self._fingerprint(template)
        return self._templates[template]

    def _keyed(
        self, template: str, values: Mapping[str, object], names: frozenset[str]
    ) -> tuple[str | None, dict[str, object]]:
        """The key of a page, None if there can be none, and what stands for its values in it."""
        made_by = self._template(template)
        if made_by is None:
            return None, {}
        self._watch.looking(_own(values))
        try:
            given = {name: self._plain(value, names) for name, value in values.items()}
        except _Unknown:
            return None, {}
        parts = (template, sorted(names), sorted(given.items()))
        return cache_key(self._base, made_by, _bytes(parts)), given

    def _plain(self, value: object, names: frozenset[str]) -> object:
        """What stands for a value in a key: plain data, other for every other value."""
        kind = type(value)
        if kind in _ATOMS:
            return value
        if kind is Markup:
            return "Markup", str.__str__(value)
        if kind is tuple or kind is list:
            return kind.__name__, *(self._plain(each, names) for each in value)  # type: ignore[attr-defined]
        if self._watch.watches(value):
            return self._of_view(value, names)
        if is_dataclass(value):
            return kind.__qualname__, *(self._plain(getattr(value, name), names) for name in _names_of(kind))
        if isinstance(value, Mapping):
            return "keys", *((key, self._plain(each, names)) for key, each in value.items())
        raise _Unknown

    def _of_view(self, view: object, names: frozenset[str]) -> object:
        """A view: which it is, and of its fields those that are read."""
        if self._watch.is_own(view):
            return "own", *self._fields(view, names).items()
        known = id(view), names
        if known not in self._digests:
            read = tuple(self._fields(view, names).items())
            self._digests[known] = hashlib.sha256(_bytes(read)).hexdigest()
            self._alive.append(view)
        return type(view).__name__, self._digests[known]

    def _fields(self, view: object, names: frozenset[str]) -> dict[str, object]:
        asked = type(view), self._watch.is_own(view), names
        if asked not in self._wanted:
            self._wanted[asked] = tuple(
                field for field in _names_of(type(view)) if self._watch.name(view, field) in names
            )
        read = {field: self._plain(getattr(view, field), names) for field in self._wanted[asked]}
        return {"which": _which(view), **read}

    def _note(
        self, path: str, template: str, values: Mapping[str, object], given: Mapping[str, object]
    ) -> None:
        """Note what the page is made from, for whoever asks why it is made again."""
        parts = self._parts(template, values, given)
        cache_put(self._cache, _NOTES, self._note_key(path), json.dumps(parts).encode())

    def _note_key(self, path: str) -> str:
        return cache_key(self._site.encode("utf-8", "surrogateescape"), path.encode())

    def _parts(
        self, template: str, values: Mapping[str, object], given: Mapping[str, object]
    ) -> dict[str, int]:
        """The parts of a page by what they are called, each with a checksum."""
        names = self._known_names(template)
        self._watch.looking(_own(values))
        parts: dict[str, object] = {"program": self._base, "template": self._template(template)}
        for name, value in values.items():
            if isinstance(value, SiteView):
                parts |= {f"site: {field}": plain for field, plain in self._fields(value, names).items()}
                continue
            views = list(self._views_in(value, names))
            for view in views:
                which = _which(view)
                parts |= {f"{which}: {field}": plain for field, plain in self._fields(view, names).items()}
            parts[name] = [_which(view) for view in views] if views else given[name]
        return {name: zlib.crc32(_bytes(part)) for name, part in parts.items()}

    def _views_in(self, value: object, names: frozenset[str]) -> Iterator[object]:
        """The texts in a value."""
        if isinstance(value, PostView | ProjectView | PageView):
            yield value
        elif isinstance(value, tuple | list):
            for each in value:
                yield from self._views_in(each, names)
        elif is_dataclass(value) and (not isinstance(value, Tag) or "other Tag.posts" in names):
            for field in _names_of(type(value)):
                yield from self._views_in(getattr(value, field), names)


_READS = "reads"
_NOTES = "why"


def _own(values: Mapping[str, object]) -> object:
    return next((values[name] for name in _OWN if name in values), None)


def _which(view: object) -> str:
    return str(view.name if isinstance(view, Tag) else getattr(view, "path", ""))


def _names_of(cls: type[Any]) -> tuple[str, ...]:
    return tuple(cls.__dataclass_fields__)


def _bytes(plain: object) -> bytes:
    return repr(plain).encode("utf-8", "surrogatepass")


def _names(data: bytes) -> frozenset[str]:
    return frozenset(map(str, json.loads(data)))


def _parts(data: bytes) -> dict[str, int]:
    return {str(name): int(checksum) for name, checksum in json.loads(data).items()}
