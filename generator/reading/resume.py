"""Read the résumé, and check that its variants name what is in it."""

from __future__ import annotations

import datetime as dt
import re

from msgspec.structs import replace

from generator.core.messages import Message
from generator.core.text import closest_match, fold_line
from generator.model.resume import NAME_KEYS, Resume, SectionName, entry_names, same_name
from generator.reading.convert import Converter
from generator.reading.scalars import read_slug
from generator.source.tree import Entry, MappingNode, Node, ScalarNode, SequenceNode

_LONGEST = 40
# No folder of these names can be made on Windows.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)\Z")


def resume_from(tree: MappingNode, convert: Converter) -> Resume | None:
    """The résumé in a tree; what is wrong is added to the findings of `convert`."""
    resume = convert.record(tree, Resume)
    if resume is None:
        return None
    entry = tree.entries.get("variants")
    if entry is not None and isinstance(entry.value, MappingNode):
        for variant in entry.value.entries.values():
            _check_variant(variant, resume, convert)
    _check_default(tree.entries.get("default_variant"), resume, convert)
    # Files are named after variants: what is no good name for one never gets as far as that.
    good = {name: variant for name, variant in resume.variants.items() if _is_good_name(name)}
    return replace(resume, variants=good)


def _is_good_name(name: str) -> bool:
    is_slug = not isinstance(read_slug(name, dt.UTC), Message)
    return is_slug and len(name) <= _LONGEST and _RESERVED.match(name) is None


def _check_variant(entry: Entry, resume: Resume, convert: Converter) -> None:
    if not _is_good_name(entry.key.text):
        convert.error("unreadable-slug.variant", entry.key, text=entry.key.text)
    if not isinstance(entry.value, MappingNode):
        return
    for section in NAME_KEYS:
        chosen = entry.value.entries.get(section)
        if chosen is not None and isinstance(chosen.value, SequenceNode):
            for item in chosen.value.items:
                _check_name(item, section, resume, convert)


def _check_name(item: Node, section: SectionName, resume: Resume, convert: Converter) -> None:
    """A name in a variant's list is that of an entry of this section."""
    if not isinstance(item, ScalarNode) or item.is_blank:
        return
    known = tuple(dict.fromkeys(filter(None, entry_names(resume, section))))
    if any(same_name(item.text, name) for name in known):
        return
    convert.error(
        "unknown-word.of-resume",
        item,
        word=item.text,
        key=section,
        hint=_hint(item.text, section, known, resume),
    )


def _hint(word: str, section: SectionName, known: tuple[str, ...], resume: Resume) -> Message:
    groups = [
        skill.name or "" for skill in resume.skills if fold_line(word) in map(fold_line, skill.keywords)
    ]
    if section == "skills" and groups:
        return Message("unknown-word.keyword", word=word, name=groups[0])
    if not known:
        return Message("unknown-word.no-entries", key=section)
    return _near(word, known)


def _near(word: str, known: tuple[str, ...]) -> Message:
    by_fold = {fold_line(name): name for name in known}
    near = closest_match(fold_line(word), by_fold, cutoff=0.7)
    if near:
        return Message("unknown-word.meant", word=by_fold[near])
    return Message("unknown-word.choices", words=known)


def _check_default(entry: Entry | None, resume: Resume, convert: Converter) -> None:
    name = resume.default_variant
    if entry is None or name is None:
        return
    variant = resume.variants.get(name)
    if variant is None:
        known = tuple(resume.variants)
        hint = _near(name, known) if known else Message("unknown-word.no-variants")
        convert.error("unknown-word.of-key", entry.value, key="default_variant", word=name, hint=hint)
    elif not variant.public:
        convert.error("missing-key.public-variant", entry.value, name=name)
