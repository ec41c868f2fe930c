"""What the desk knows and does: the judged repository, drafts and their judgement, saving, undo.

Nothing here knows HTTP or HTML. Everything written goes through `writing/`, under its lock; what was
written is kept as a `Change`, in memory, so that it can be shown and undone.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from zoneinfo import available_timezones

from msgspec import Struct
from msgspec.structs import replace

from generator.agenda.consequences import Consequence, consequence
from generator.core import fileops
from generator.core.diagnostics import Diagnostic, Location, Severity
from generator.core.errors import UserError
from generator.core.resources import shipped_themes
from generator.core.text import capitalized, count, join_words
from generator.desk.forms import BODY, Texts, fields_from, in_words, names_asked, places, texts_of, value_from
from generator.environment import git_commit
from generator.environment.evidence import digested
from generator.intake.prompts import NEVER_COUNT, completed
from generator.model.kinds import KIND, KINDS, Journal, Kind
from generator.model.origin import Record
from generator.model.portfolio import zone_of
from generator.pipeline import run
from generator.pipeline.types import JudgeResult, Request
from generator.preview.snapshot import snapshot
from generator.reading.documents import read_document
from generator.reading.fields import EvidenceField, Group, Key, ListOf, Text, keys_of
from generator.reading.portfolio import MAX_KB, portfolio_from
from generator.reading.records import read_list
from generator.source.files import path_exists, read_bytes
from generator.source.front_matter import split_document
from generator.source.tree import MappingNode, Node, SequenceNode
from generator.source.yaml_tree import parse_yaml
from generator.writing import editable_file
from generator.writing.add_document import draft_document, letter_skeleton
from generator.writing.add_record import Draft, draft_record, write_draft
from generator.writing.edit_record import edit_document, edit_record, remove_record
from generator.writing.emit import Value, coerce_fields
from generator.writing.record_path import path_for_new

MOST_SEEN = 400
"""Earlier answers that are offered for one field."""
EDITABLE: tuple[Kind, ...] = tuple(kind for kind in KINDS if kind.command)
"""The kinds with a form; the settings have one too."""
SETTINGS = KIND["portfolio"]


class Change(Struct, frozen=True, kw_only=True):
    """One file as it was before and after something was saved; None where there was none."""

    number: int
    kind: str
    verb: str
    """What was done, for a message that names nobody: `add`, `change`, `remove`."""
    path: str
    before: bytes | None
    after: bytes | None
    line: int = 1
    undone: bool = False
    committed: bool = False


class Judgement(Struct, frozen=True, kw_only=True):
    """What the readers and the rules make of a form.

    `problems` by the field's dotted name; `general` ones have none. `draft` is what would be written; None if
    the answers do not make a record.
    """

    problems: Mapping[str, tuple[str, ...]] = {}
    general: tuple[str, ...] = ()
    consequence: Consequence = Consequence()
    draft: Draft | None = None
    is_unchanged: bool = False
    is_known: bool = False
    """Whether all that could keep the record from counting was so before, or is meant so."""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it does not count."""
        return self.consequence.reasons

    @property
    def key(self) -> str:
        """What a form sends back to say that these reasons were shown."""
        return (
            hashlib.sha256("\n".join(self.reasons).encode()).hexdigest()[:16]
            if self.reasons and not self.is_known
            else ""
        )


class Opened(Struct, frozen=True, kw_only=True):
    """A record as a form edits it: its file, its entry in it, its answers, and what they are based on."""

    kind: Kind
    path: str
    index: int | None
    texts: Texts
    base: str
    """A digest of the record's own lines: another one means that they have changed since."""
    line: int = 1


class Outdated(Exception):  # noqa: N818 - a state, told with both versions
    """The record was changed in the file while the form was open. `now` is what is there."""

    def __init__(self, now: Opened | None) -> None:
        super().__init__()
        self.now = now


@dataclass(slots=True)
class Desk:
    """One graduate's repository at the desk. `changes` are those of this run, the oldest first."""

    request: Request
    changes: list[Change] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    """The paths of files that were dropped here."""
    last: Judgement | None = None
    """The judgement of the latest change, to be told once it is saved."""
    _judged: JudgeResult | None = None
    _stamp: object = None

    @property
    def root(self) -> Path:
        """The repository."""
        return self.request.root

    def judged(self) -> JudgeResult:
        """The repository as it is now, read again if a file or the day has changed."""
        day = None
        if self._judged is not None and self._judged.journal is not None:
            day = self.request.clock(zone_of(self._judged.journal.portfolio.search))[0]
        stamp = (day, snapshot(self._watched()))
        if self._judged is None or stamp != self._stamp:
            self._judged = run.judge(self.request)
            self._stamp = (self._judged.as_of, snapshot(self._watched()))
        return self._judged

    def _watched(self) -> tuple[Path, ...]:
        journal = self._judged.journal if self._judged else None
        terms = (self.root / journal.portfolio.commitment,) if journal else ()
        return self.root / "portfolio.yaml", self.root / "content", *terms

    @property
    def journal(self) -> Journal:
        """All records; a `UserError` if the settings are unreadable."""
        journal = self.judged().journal
        if journal is None:
            raise UserError("portfolio.yaml cannot be read.", hint="Put its mistakes right first.")
        return journal

    @property
    def today(self) -> dt.date:
        """The day of judging."""
        return self.judged().as_of

    # New records

    def new_texts(self, kind: Kind) -> dict[str, str]:
        """The answers that a new form begins with."""
        texts = {kind.day: self.today.isoformat()} if kind.day and kind.storage != "documents" else {}
        if kind.name in ("letters", "posts", "projects"):
            texts["date"] = self.today.isoformat()
        if kind.name == "letters":
            texts[BODY] = letter_skeleton("", self.journal.portfolio.graduate.name)
        if kind.name == "posts":
            texts["draft"] = "yes"
        return texts

    def judge_new(self, kind: Kind, texts: Texts) -> Judgement:
        """Draft a new record and judge it; nothing is written."""
        journal = self.journal
        try:
            fields = completed(kind.name, fields_from(kind.record, texts), journal)
        except UserError as fault:
            return Judgement(general=(fault.message,))
        names = ("employer", "title") if kind.name == "letters" else ("title",)
        if kind.storage == "documents" and (lacking := [name for name in names if not fields.get(name)]):
            return Judgement(problems=dict.fromkeys(lacking, (NEEDED,)))  # its file is named after them
        if isinstance(fields.get("evidence"), tuple):
            fields["evidence"] = digested(self.root, fields["evidence"])
        try:
            if kind.storage == "documents":
                draft = draft_document(self.root, kind, fields, journal, texts.get(BODY, ""))
            else:
                day = texts.get(kind.day, "").strip() if kind.day else ""
                path = path_for_new(
                    kind.name, day, self.today, journal, self._first_weekday, texts.get("kind", "")
                )
                draft = draft_record(self.root, path, kind.name, fields, journal.portfolio)
        except UserError as fault:
            return Judgement(general=(fault.message, *((fault.hint,) if fault.hint else ())))
        return self._judged_draft(kind, draft, -1, None)

    @property
    def _first_weekday(self) -> int:
        commitment = self.judged().commitment
        return commitment.weeks.first_weekday if commitment else 0

    def _judged_draft(self, kind: Kind, draft: Draft, index: int | None, old: Record | None) -> Judgement:
        problems, general = _told(draft, kind, index)
        if draft.record is None:
            return Judgement(problems=problems, general=general if general or problems else _SOMETHING)
        came = self._consequence(kind, draft.record, old)
        return Judgement(
            problems=problems,
            general=general,
            draft=draft,
            consequence=came,
            is_known=_is_meant(draft.record) or self._was_so(kind, came, old),
        )

    def _was_so(self, kind: Kind, came: Consequence, old: Record | None) -> bool:
        """Whether a record did not count before either, for the same reasons."""
        verdict = self.judged().verdict
        if verdict is None or old is None or kind.storage == "record":
            return False
        return came.reasons == consequence(verdict.evaluation, old).reasons

    def _consequence(self, kind: Kind, record: Record, old: Record | None) -> Consequence:
        verdict = self.judged().verdict
        if verdict is None or kind.storage == "record":
            return Consequence()
        records: tuple[Any, ...] = getattr(verdict.journal, kind.name)
        if old is not None and old in records:
            records = tuple(record if one == old else one for one in records)
        else:
            records = (*records, record)
        journal = replace(verdict.journal, **{kind.name: records})
        return consequence(run.judge_again(verdict, journal), record)

    def save_new(self, kind: Kind, judgement: Judgement) -> Change:
        """Write a judged draft of a new record."""
        draft = judgement.draft
        if draft is None:
            raise UserError("Nothing was written.")
        if kind.storage == "documents":
            editable_file.save(self.root, draft.file, draft.text)
        else:
            draft = write_draft(self.root, draft, self.journal.portfolio)
        line = draft.record.origin.line if draft.record else 1
        return self._keep(kind.name, "add", draft.file, draft.text, line)

    # Records that are there

    def find(self, path: str, line: int) -> tuple[Kind, int | None] | None:
        """The kind and the entry of the record at a place; None if there is none that a form can edit."""
        kind = kind_of_path(path)
        if kind is None:
            return None
        if kind.storage not in ("lists", "list"):
            return kind, None
        tree = self._tree(kind, path)
        if not isinstance(tree, SequenceNode):
            return None
        at = [number for number, item in enumerate(tree.items) if item.line <= line]
        return (kind, at[-1]) if at else None

    def open(self, kind: Kind, path: str, index: int | None) -> Opened | None:
        """The record for a form; None if it is not there, or is not one that a form can show."""
        if kind_of_path(path) is not kind:
            return None
        text = self._text(kind, path)
        node = _node(kind, text, path, index)
        if node is None:
            return None
        texts = texts_of(kind.record, node)
        if kind.storage == "documents":
            document, _ = split_document(_with_lf(text), path)
            texts[BODY] = document.body.rstrip("\n") if document else ""
            base = text
        elif index is None:
            base = text
        else:
            base = _own_lines(text, path, index)
        return Opened(kind=kind, path=path, index=index, texts=texts, base=_digest(base), line=node.line)

    def open_at(self, location: Location) -> Opened | None:
        """The record at a place; None if there is no form for it."""
        found = self.find(location.path, location.line or 1)
        return self.open(found[0], location.path, found[1]) if found else None

    def current(self, opened_base: str, kind: Kind, path: str, index: int | None) -> Opened:
        """The record that a form was opened for, wherever in its file it is now.

        Raises `Outdated` if its own lines have changed.
        """
        now = self.open(kind, path, index)
        if now is not None and now.base == opened_base:
            return now
        if index is not None:
            tree = self._tree(kind, path)
            items = range(len(tree.items)) if isinstance(tree, SequenceNode) else ()
            same = [
                found
                for n in items
                if (found := self.open(kind, path, n)) is not None and found.base == opened_base
            ]
            if len(same) == 1:
                return same[0]
        raise Outdated(now)

    def judge_edit(self, opened: Opened, texts: Texts) -> Judgement:
        """Draft the record with other answers and judge it; nothing is written."""
        kind, journal = opened.kind, self.journal if opened.kind is not SETTINGS else None
        file = self._file(kind, opened.path)
        zone = zone_of(journal.portfolio.search) if journal else dt.UTC
        node = _node(kind, file.text, opened.path, opened.index)
        if node is None:
            return Judgement(general=(f"{opened.path} has changed.",))
        # What the form does not ask for (what a machine counted) stays as it is.
        asked = set(names_asked(kind, (*opened.texts, *texts)))
        texts = {**{name: text for name, text in opened.texts.items() if name not in asked}, **texts}
        changes = changes_of(kind.record, node, opened.texts, texts, zone, self.root)
        body = texts.get(BODY) if kind.storage == "documents" else None
        if body is not None and body.rstrip("\n") == opened.texts.get(BODY, "").rstrip("\n"):
            body = None
        if not changes and body is None:
            return Judgement(is_unchanged=True)
        if kind.storage == "documents":
            text = edit_document(file.text, changes, kind.record, body)
        else:
            text = edit_record(file.text, opened.index, changes, kind.record)
        if text is None:
            return Judgement(general=(_NO_ROOM.format(path=opened.path, line=opened.line),))
        record, diagnostics, old = self._read_both(kind, opened, file, text, zone)
        draft = Draft(kind.name, {}, file, text, record, diagnostics)
        return self._judged_draft(kind, draft, opened.index, old)

    def _read_both(
        self, kind: Kind, opened: Opened, file: editable_file.EditableFile, text: str, zone: dt.tzinfo
    ) -> tuple[Record | None, tuple[Diagnostic, ...], Record | None]:
        """The record after and before, and the findings that are new."""
        name, cls, path = kind.name, kind.record, opened.path
        record: Any
        old: Any
        found: Iterable[Diagnostic]
        before: Iterable[Diagnostic]
        if kind.storage == "record":
            record, found = portfolio_from(_with_lf(text))
            old, before = portfolio_from(_with_lf(file.text))
        elif kind.storage == "documents":
            dialect = self.journal.portfolio.site.markdown
            record, found, _ = read_document(_with_lf(text), path, name, cls, zone, dialect)  # type: ignore[type-var]
            old, before, _ = read_document(_with_lf(file.text), path, name, cls, zone, dialect)  # type: ignore[type-var]
        else:
            after_all = read_list(_with_lf(text), path, name, cls, zone)
            before_all = read_list(_with_lf(file.text), path, name, cls, zone)
            found, before = after_all.diagnostics, before_all.diagnostics
            line = _line_of(kind, text, path, opened.index)
            record = next((one for one in after_all.records if one.origin.line == line), None)
            old = next((one for one in before_all.records if one.origin.line == opened.line), None)
        known = {(one.rule, one.message, one.location) for one in before} if old is not None else set()
        new = tuple(one for one in found if (one.rule, one.message, one.location) not in known)
        is_bad = any(one.severity is Severity.ERROR for one in new)
        return (None if is_bad else record), new, old

    def save_edit(self, judgement: Judgement) -> Change:
        """Write a judged change of a record."""
        draft = judgement.draft
        if draft is None:
            raise UserError("Nothing was written.")
        editable_file.save(self.root, draft.file, draft.text)
        line = draft.record.origin.line if draft.record and draft.kind != SETTINGS.name else 1
        return self._keep(draft.kind, "change", draft.file, draft.text, line)

    def remove(self, opened: Opened) -> Change:
        """Remove a record from its list, or a document with its file; it can be undone."""
        file = self._file(opened.kind, opened.path)
        if opened.kind.storage == "documents":
            editable_file.restore(self.root, opened.path, file.data, None)
            return self._keep_bytes(opened.kind.name, "remove", file, None, 1)
        text = remove_record(file.text, opened.index) if opened.index is not None else None
        if text is None:
            raise UserError(_NO_ROOM.format(path=opened.path, line=opened.line))
        editable_file.save(self.root, file, text)
        return self._keep(opened.kind.name, "remove", file, text, opened.line)

    # What was done

    def _keep(self, kind: str, verb: str, file: editable_file.EditableFile, text: str, line: int) -> Change:
        return self._keep_bytes(kind, verb, file, file.bom + text.encode(), line)

    def _keep_bytes(
        self, kind: str, verb: str, file: editable_file.EditableFile, after: bytes | None, line: int
    ) -> Change:
        change = Change(
            number=len(self.changes) + 1,
            kind=kind,
            verb=verb,
            path=file.path,
            before=file.data,
            after=after,
            line=line,
        )
        self.changes.append(change)
        return change

    def change(self, number: int) -> Change | None:
        """The change of that number."""
        return self.changes[number - 1] if 0 < number <= len(self.changes) else None

    def undo(self, change: Change) -> None:
        """Put the file back as it was before a change.

        Raises `UserError` if it is no longer as that change left it, or cannot be written.
        """
        editable_file.restore(self.root, change.path, change.after, change.before)
        self.changes[change.number - 1] = replace(change, undone=True)

    def own_paths(self) -> frozenset[str]:
        """The files that were changed or dropped here and are not committed yet."""
        changed = (one.path for one in self.changes if not (one.undone or one.committed))
        return frozenset((*changed, *self.dropped))

    def message(self, paths: Iterable[str]) -> str:
        """What a commit of these files says: what happened, without names of people."""
        chosen = set(paths)
        told = [one for one in self.changes if one.path in chosen and not (one.undone or one.committed)]
        parts = []
        for verb in ("add", "change", "remove"):
            kinds = [one.kind for one in told if one.verb == verb]
            parts += [f"{verb} {_counted(kind, kinds.count(kind))}" for kind in dict.fromkeys(kinds)]
        others = chosen - {one.path for one in told}
        if others:
            parts.append(f"update {count(len(others), 'file')}")
        text = capitalized(join_words(parts, None))
        return text if len(text) <= MOST_MESSAGE else f"Update {count(len(chosen), 'file')}"

    def commit(self, paths: Iterable[str], message: str) -> str:
        """Commit files; the id of the commit. Raises `UserError` if that is impossible."""
        chosen = tuple(paths)
        name = git_commit.commit(self.root, chosen, message.strip() or self.message(chosen))
        self.changes = [replace(one, committed=True) if one.path in chosen else one for one in self.changes]
        self.dropped = [path for path in self.dropped if path not in chosen]
        return name

    def seen(self, kind: Kind) -> Mapping[str, tuple[str, ...]]:
        """Earlier answers to short questions, the latest first; employers and people of all kinds."""
        if kind is SETTINGS:
            return self._known_settings()
        found: dict[str, dict[str, None]] = {}
        for other in KINDS:
            records = getattr(self.journal, other.name, None)
            if not isinstance(records, tuple):
                continue
            names = _short_texts(other.record)
            for record in sorted(records, key=_newest_first):
                for name in names:
                    if other is kind or name in ("employer", "person"):
                        text = getattr(record, name, None)
                        if text:
                            found.setdefault(name, {}).setdefault(str(text))
        return {name: tuple(texts)[:MOST_SEEN] for name, texts in found.items()}

    def _known_settings(self) -> Mapping[str, tuple[str, ...]]:
        """Words that settings may have."""
        commitment = self.judged().commitment
        own = self.root / "themes"
        folders = [*shipped_themes().iterdir(), *(own.iterdir() if own.is_dir() else ())]
        return {
            "programme": tuple(one.id for one in commitment.programmes) if commitment else (),
            "theme": tuple(sorted(one.name for one in folders if one.is_dir() and one.name[0] not in "._")),
            "time_zone": tuple(sorted(zone for zone in available_timezones() if "/" in zone)),
        }

    # Files

    def findings_at(self, opened: Opened, location: Location) -> tuple[Judgement, str]:
        """The findings on a record, those of a field by its name, and the field at a place."""
        text = self._text(opened.kind, opened.path)
        node = _node(opened.kind, text, opened.path, opened.index)
        names = places(node) if node else {}
        found: dict[str, tuple[str, ...]] = {}
        general: list[str] = []
        for one in self.judged().diagnostics:
            if one.location.path != opened.path or one.severity is Severity.NOTE:
                continue
            name = _field_of(one, names)
            if name:
                found[name] = (*found.get(name, ()), in_words(one.text.with_hint, opened.kind))
            elif node and (one.location.line, one.location.column) == (node.line, node.column):
                general.append(in_words(one.text.with_hint, opened.kind))
        focus = names.get((location.line or 0, location.column or 0), "")
        return Judgement(problems=found, general=tuple(general), is_unchanged=True), focus

    def open_text(self, path: str) -> tuple[str, str]:
        """A file as text, and a digest of it. Raises `UserError` if it is none that can be edited here."""
        file = self._any_file(path)
        return _with_lf(file.text), _digest(file.text)

    def save_text(self, path: str, text: str, base: str) -> Change | None:
        """Write a whole file; None if nothing changed. Raises `Outdated` if it has changed since `base`."""
        file = self._any_file(path)
        if _digest(file.text) != base:
            raise Outdated(None)
        if _with_lf(file.text) == text:
            return None
        new = text.replace("\n", "\r\n") if "\r\n" in file.text else text
        editable_file.save(self.root, file, new)
        kind = kind_of_path(path)
        return self._keep(kind.name if kind else "", "change", file, new, 1)

    def _any_file(self, path: str) -> editable_file.EditableFile:
        parts = path.split("/")
        is_ours = path == SETTINGS.path or (parts[0] == "content" and path.endswith((".yaml", ".yml", ".md")))
        is_clean = all(part and not part.startswith(".") for part in parts)
        if not (is_ours and is_clean and path_exists(self.root, path)):
            raise UserError("This file cannot be changed here.", hint="Open it in an editor.")
        file = editable_file.open_file(self.root, path, MOST_KB_OF_TEXT)
        unread = [one for one in file.diagnostics if file.data is None or not _is_text(file.data)]
        if unread:
            raise UserError(f"{path}: {unread[0].message}", hint=unread[0].hint)
        if file.diagnostics and file.data is not None:  # broken in a way that a person can see and mend
            return editable_file.EditableFile(path, file.data, file.data.decode("utf-8-sig"))
        return file

    def bytes_of(self, path: str) -> bytes | None:
        """What a file holds now."""
        return fileops.read_own(self.root / path)

    def picture(self, name: str) -> bytes | None:
        """A picture below content/images/, or beside the texts; None if it is not there."""
        if ".." in name.split("/") or "\\" in name:
            return None
        for folder in ("content/images", "content", "content/blog", "content/projects"):
            path = f"{folder}/{name}"
            if not path.startswith("content/private/") and path_exists(self.root, path):
                return read_bytes(self.root, path, MOST_KB_OF_TEXT * 16)[0]
        return None

    def _file(self, kind: Kind, path: str) -> editable_file.EditableFile:
        file = editable_file.open_file(self.root, path, self._most_kb(kind))
        if file.diagnostics:
            raise UserError(f"{path}: {file.diagnostics[0].message}", hint=file.diagnostics[0].hint)
        return file

    def _text(self, kind: Kind, path: str) -> str:
        return editable_file.open_file(self.root, path, self._most_kb(kind)).text

    def _most_kb(self, kind: Kind) -> int:
        if kind is SETTINGS:
            return MAX_KB
        limits = self.journal.portfolio.limits
        return limits.post_kb if kind.storage == "documents" else limits.yaml_kb

    def _tree(self, kind: Kind, path: str) -> Node | None:
        return parse_yaml(_with_lf(self._text(kind, path)), path)[0]


MOST_KB_OF_TEXT = 4096
MOST_MESSAGE = 72
"""Characters of a commit's title."""


def _counted(kind: str, number: int) -> str:
    """`2 contacts`; the settings are one."""
    row = KIND.get(kind)
    if row is None or row is SETTINGS:
        return "the settings" if row else count(number, "file")
    return count(number, row.singular, row.plural)


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return b"\0" not in data


_NO_ROOM = (
    "This cannot be changed here without losing a comment, or a form of YAML that only the file can keep: "
    "change {path} as text, at line {line}."
)


def _is_meant(record: Record) -> bool:
    """Whether somebody said that it does not count: a draft, a kind that never does."""
    is_draft = getattr(record, "draft", False) or getattr(record, "status", "") == "saved"
    return is_draft or getattr(record, "kind", "") in NEVER_COUNT


NEEDED = "This is needed."
_SOMETHING = ("This cannot be saved yet.",)


def kind_of_path(path: str) -> Kind | None:
    """The kind of the records in a file, if there is a form for it."""
    if ".." in path.split("/"):
        return None
    for kind in (*EDITABLE, SETTINGS):
        ends = ".md" if kind.storage == "documents" else (".yaml", ".yml")
        if kind.is_folder and path.startswith(f"{kind.path}/") and path.endswith(ends):
            return kind
        if path in kind.files:
            return kind
    return None


def _node(kind: Kind, text: str, path: str, index: int | None) -> MappingNode | None:
    """The mapping that a record is in the text of its file."""
    if kind.storage == "documents":
        document, _ = split_document(_with_lf(text), path)
        return document.front_matter if document else None
    tree, _ = parse_yaml(_with_lf(text), path)
    if index is not None:
        items = tree.items if isinstance(tree, SequenceNode) else ()
        at = len(items) + index if index < 0 else index
        tree = items[at] if 0 <= at < len(items) else None
    return tree if isinstance(tree, MappingNode) and not tree.recovered else None


def _line_of(kind: Kind, text: str, path: str, index: int | None) -> int:
    node = _node(kind, text, path, index)
    return node.line if node else 0


def _own_lines(text: str, path: str, index: int) -> str:
    """The lines of one entry of a list."""
    tree, _ = parse_yaml(_with_lf(text), path)
    items = tree.items if isinstance(tree, SequenceNode) else ()
    lines = _with_lf(text).split("\n")
    start = items[index].line - 1
    end = items[index + 1].line - 1 if index + 1 < len(items) else len(lines)
    own = lines[start:end]
    while own and (not own[-1].strip() or own[-1].lstrip().startswith("#")):
        own.pop()
    return "\n".join(own)


def _digest(text: str) -> str:
    return hashlib.sha256(_with_lf(text).encode()).hexdigest()[:32]


def _told(
    draft: Draft, kind: Kind, index: int | None
) -> tuple[Mapping[str, tuple[str, ...]], tuple[str, ...]]:
    """The findings on a draft: those of a field by its name, and the others."""
    node = _node(kind, draft.text, draft.file.path, index)
    names = places(node) if node else {}
    problems: dict[str, tuple[str, ...]] = {}
    general: list[str] = []
    for one in draft.diagnostics:
        name = _field_of(one, names)
        text = NEEDED if one.rule == "missing-key" else in_words(one.text.with_hint, kind)
        if name:
            problems[name] = (*problems.get(name, ()), text)
        else:
            general.append(in_words(one.text.with_hint, kind))
    return problems, tuple(general)


def _field_of(one: Diagnostic, names: Mapping[tuple[int, int], str]) -> str:
    """The dotted name of the field that a finding is about; empty if it is about none."""
    at = (one.location.line or 0, one.location.column or 0)
    key = str(one.text.params.get("key", ""))
    if one.rule == "missing-key" and key and at not in _values_of(names, key):
        group = names.get(at, "")  # it is told at the group that lacks it
        return f"{group}.{key}".lstrip(".")
    return names.get(at, "")


def _values_of(names: Mapping[tuple[int, int], str], key: str) -> list[tuple[int, int]]:
    """Where the values of a key are."""
    return [at for at, name in names.items() if name.rpartition(".")[2] == key]


def changes_of(
    kind: type[Struct], node: MappingNode, before: Texts, after: Texts, zone: dt.tzinfo, root: Path
) -> dict[str, Any]:
    """What differs between two sets of answers, as changes of the record's own mapping."""
    return _changes(kind, node, before, after, zone, root, "")


def _changes(
    kind: type[Struct],
    node: MappingNode | None,
    before: Texts,
    after: Texts,
    zone: dt.tzinfo,
    root: Path,
    prefix: str,
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in keys_of(kind).values():
        name = prefix + key.name
        entry = node.entries.get(key.name) if node else None
        is_group = isinstance(key.shape, Group)
        if is_group and entry is not None and isinstance(entry.value, MappingNode):
            inner = _changes(key.shape.type, entry.value, before, after, zone, root, f"{name}.")  # type: ignore[union-attr]
            if inner:
                is_gone = value_from(key.shape, after, name) in ("", (), {})
                found[key.name] = None if is_gone else inner
            continue
        if not _differ(name, before, after):
            continue
        value = value_from(key.shape, after, name)
        if value in ("", (), {}):
            if entry is not None:
                found[key.name] = None
            continue
        found[key.name] = _written(kind, key, value, entry.value if entry else None, zone, root)
    return found


def _written(
    kind: type[Struct], key: Key, value: Value, old: Node | None, zone: dt.tzinfo, root: Path
) -> Any:
    """A value as it is written: dates and numbers as such, evidence that was there as it was."""
    if isinstance(key.shape, ListOf) and isinstance(key.shape.of, EvidenceField) and isinstance(value, tuple):
        kept = (
            {_path_in(item): _as_value(item) for item in old.items} if isinstance(old, SequenceNode) else {}
        )
        return tuple(
            kept[item] if item in kept else _proof(kind, key, item, zone, root)
            for item in value
            if isinstance(item, str)
        )
    return coerce_fields(kind, {key.name: value}, zone).get(key.name, value)


def _proof(kind: type[Struct], key: Key, item: str, zone: dt.tzinfo, root: Path) -> Any:
    """New evidence: a link, or a file with its digest."""
    (meant,) = digested(root, (item,))
    if meant != item:
        return meant
    return cast(Any, coerce_fields(kind, {key.name: (item,)}, zone)[key.name])[0]


def _path_in(node: Node) -> str:
    if isinstance(node, MappingNode):
        path = node.entries.get("path")
        return getattr(path.value, "text", "") if path else ""
    return getattr(node, "text", "")


def _as_value(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key: _as_value(entry.value) for key, entry in node.entries.items()}
    return getattr(node, "text", "")


def _differ(name: str, before: Texts, after: Texts) -> bool:
    """Whether the answers at a dotted name, or below it, are not the same."""
    names = {one for one in (*before, *after) if one == name or one.startswith(f"{name}.")}
    return any(before.get(one, "").strip() != after.get(one, "").strip() for one in names)


def _short_texts(kind: type[Struct]) -> tuple[str, ...]:
    """The fields with a short text that may come again."""
    return tuple(
        key.field
        for key in keys_of(kind).values()
        if isinstance(key.shape, Text) and key.shape.is_text and not key.is_prose
    )


def _newest_first(record: Record) -> tuple[int, str, int]:
    return -(record.day or dt.date.min).toordinal(), record.origin.path, -record.origin.line


def _with_lf(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
