"""The desk's pages: what they show, as HTML. Every text in them is plain; the templates escape."""

from __future__ import annotations

import difflib
import functools
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from generator.agenda.text import closing, head, missing
from generator.agenda.today import due_now, today
from generator.core.dates import due_phrase, on_phrase, short_day, weekday_and_day
from generator.core.diagnostics import PRIVATE_FOLDER, Diagnostic, Location, Severity
from generator.core.errors import UserError
from generator.core.resources import shipped_themes
from generator.core.text import capitalized, count
from generator.desk.desk import EDITABLE, SETTINGS, Change, Desk, Judgement, Opened, kind_of_path
from generator.desk.forms import Form, Shown, Texts, form_for, in_words
from generator.desk.uploads import MOST_MB
from generator.environment import git_commit
from generator.intake.prompts import suggestions
from generator.model.contact import Contact
from generator.model.kinds import KIND, KIND_OF_RECORD, Kind
from generator.model.origin import Record
from generator.model.verdict import Evaluation

if TYPE_CHECKING:
    from jinja2 import Environment  # heavy: loaded when a page is shown

Line = tuple[str, str]
"""A sign (`+`, `-`, `@` for lines left out, or a space) and a line; or a tone and a sentence."""

MOST_FINDINGS = 12
MOST_TASKS = 12
MOST_RECORDS = 15
_ABOVE_AND_BELOW = 2
_CALLED: Mapping[str, str] = {
    "contributions": "contributions",
    "activities": "design activity",
    "coaching": "coaching record",
}
# Kind of `Due` → the field that a day of its record goes to, and what the button for today says.
_DONE_TODAY: Mapping[str, tuple[str, str]] = {
    "follow-up": ("follow_up", "Followed up today"),
    "message": ("answered", "Answered today"),
    "deliverable": ("completed", "Done today"),
}


@functools.cache
def _environment(folder: Path) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def folder() -> Path:
    """The folder of the templates, the style sheet and the scripts."""
    return shipped_themes() / "_desk"


def page(template: str, base: str, title: str, here: str = "", **values: Any) -> str:
    """A page of the desk at the address `base`."""
    kinds = [(kind.command, capitalized(name_of(kind))) for kind in EDITABLE]
    made = _environment(folder()).get_template(template)
    return made.render(base=base, title=title, here=here, kinds=kinds, **values)


def name_of(kind: Kind) -> str:
    """What one record of a kind is called."""
    return _CALLED.get(kind.name, kind.singular)


def edit_link(base: str, location: Location) -> str:
    """The address of the form for what is at a place."""
    found = f"{base}edit?path={quote(location.path)}"
    if location.line:
        found += f"&line={location.line}"
    return found + (f"&column={location.column}" if location.column else "")


# The week


def week_page(desk: Desk, base: str) -> str:
    """The present week: bars, what is next, what waits, what is wrong, what was logged."""
    judged = desk.judged()
    findings = [one for one in judged.diagnostics if one.severity is not Severity.NOTE]
    findings.sort(key=lambda one: one.severity.rank)
    shown: dict[str, Any] = {
        "head": ["Your week"],
        "site": (),
        "bars": (),
        "closing": (),
        "actions": (),
        "tasks": (),
        "records": (),
        "to_fetch": "",
        "fault": "",
    }
    if judged.verdict is None:
        shown["fault"] = "Nothing can be judged until these are put right."
    else:
        evaluation, commitment = judged.verdict.evaluation, judged.verdict.commitment
        view = today(evaluation, commitment, judged.diagnostics)
        shown |= {
            "head": [line for line in head(view, redact=False) if line],
            "site": view.site,
            "to_fetch": view.to_fetch,
            "actions": [
                {"text": one.text, "link": edit_link(base, one.location) if one.location else ""}
                for one in view.actions
            ],
            "tasks": list(_tasks(desk, evaluation, base))[:MOST_TASKS],
            "records": list(_records_of_week(evaluation, base)),
        }
        if view.week is not None:
            shown["bars"] = [
                {"title": one.title, "counted": one.counted, "needed": one.needed, "missing": missing(one)}
                for one in view.week.requirements
            ]
            shown["closing"] = [line for line in closing(view, view.week) if line]
    told = _findings(desk, findings, base)
    return page(
        "week.html",
        base,
        "This week",
        "week",
        findings=told[:MOST_FINDINGS],
        more_findings=max(0, len(told) - MOST_FINDINGS),
        changes=[{"number": change.number, "text": told_change(change)} for change in reversed(desk.changes)],
        **shown,
    )


def _findings(desk: Desk, findings: Iterable[Diagnostic], base: str) -> list[Mapping[str, Any]]:
    """What is wrong, each sentence once, with links to all records that it is said of."""
    records = _records_by_path(desk)
    groups: dict[tuple[str, str], dict[str, Any]] = {}
    for one in findings:
        location = one.location
        text = in_words(one.text.with_hint, kind_of_path(location.path))
        group = groups.setdefault(
            (one.severity.value, text), {"severity": one.severity.value, "text": text, "places": []}
        )
        name = _name_at(location, records.get(location.path, ()))
        link = edit_link(base, location)
        if link not in [place["link"] for place in group["places"]]:
            group["places"].append({"name": name, "link": link})
    return list(groups.values())


def _records_by_path(desk: Desk) -> Mapping[str, list[Any]]:
    """The records of each file, by their lines."""
    found: dict[str, list[Any]] = {}
    for kind in EDITABLE:
        for record in getattr(desk.journal, kind.name):
            found.setdefault(record.origin.location.path, []).append(record)
    for records in found.values():
        records.sort(key=lambda record: record.origin.location.line or 0)
    return found


def _name_at(location: Location, records: Iterable[Any]) -> str:
    """What is at a place, as its writer knows it; the path and line of what is no record."""
    if location.path == "portfolio.yaml":
        return "Settings"
    above = [one for one in records if (one.origin.location.line or 0) <= (location.line or 0)]
    record = above[-1] if above else None
    label = record.name if isinstance(record, Contact) else ""
    label = label or getattr(record, "label", "") or getattr(record, "title", "")
    if not record or not label:
        return location.path + (f":{location.line}" if location.line else "")
    return f"{label} ({short_day(record.day)})" if record.day else label


def _tasks(desk: Desk, evaluation: Evaluation, base: str) -> Iterator[Mapping[str, Any]]:
    """Records that wait for something, with a button where a day of today is all that is missing."""
    verdict = desk.judged().verdict
    if verdict is None:
        return
    for item in due_now(evaluation, verdict.commitment):
        record = item.record
        if record is None or item.kind in ("requirement", "decision"):
            continue
        location = record.origin.location
        phrase = (on_phrase if item.kind == "appointment" else due_phrase)(item.by, evaluation.as_of)
        task: dict[str, Any] = {
            "text": getattr(record, "label", "") or location.path,
            "when": f"{item.kind.replace('-', ' ')}, {phrase}",
            "link": edit_link(base, location),
            "field": "",
            "again": "",
        }
        if item.kind in ("follow-up", "next-step") and isinstance(record, Contact) and record.name:
            task["again"] = f"{base}new/contact?who={quote(record.name)}"
        done = _DONE_TODAY.get(item.kind)
        opened = desk.open_at(location) if done else None
        if done and opened:
            task |= {"field": done[0], "button": done[1], "path": opened.path}
            task |= {"index": opened.index, "base": opened.base}
        yield task


def _records_of_week(evaluation: Evaluation, base: str) -> Iterator[Mapping[str, str]]:
    week = next((week for week in evaluation.weeks if evaluation.as_of in week.week), None)
    seen: set[tuple[str, int, int]] = set()
    for requirement in week.requirements if week else ():
        for judged in sorted(requirement.records, key=lambda one: str(one.record.day), reverse=True):
            record: Any = judged.record
            if record.origin.position in seen:
                continue
            seen.add(record.origin.position)
            yield {
                "label": record.label,
                "day": weekday_and_day(record.day),
                "kind": name_of(KIND_OF_RECORD[type(record)]),
                "link": edit_link(base, record.origin.location),
                "note": "counts" if judged.counted else "does not count",
            }


# Forms


def form_page(
    desk: Desk,
    base: str,
    kind: Kind,
    texts: Texts,
    judged: Judgement,
    opened: Opened | None = None,
    *,
    show_problems: bool = False,
    status: Mapping[str, Any] | None = None,
) -> str:
    """The form for a new record, or for one that was `opened`.

    `status` has what else is to be said: `error` and `hint`, `mine` for both versions, `preview`, `who` and
    `focus`.
    """
    said = {"error": "", "hint": "", "mine": (), "preview": "", "who": "", "focus": "", **(status or {})}
    problems = judged.problems if show_problems else {}
    readable = desk.judged().journal is not None
    form = form_for(kind, Shown(values=texts, problems=problems, seen=desk.seen(kind) if readable else {}))
    hidden: list[tuple[str, Any]] = []
    if opened is not None:
        hidden = [("path", opened.path), ("base", opened.base)]
        hidden += [("n", opened.index)] if opened.index is not None else []
    is_new = opened is None
    called = name_of(kind)
    people = suggestions(desk.journal.contacts, "name") if is_new and kind.name == "contacts" else None
    place_line = opened.line if opened else 1
    return page(
        "form.html",
        base,
        f"New {called}" if is_new else ("Settings" if kind is SETTINGS else f"Change {with_article(called)}"),
        "add" if is_new else "settings" if kind is SETTINGS else "records",
        place=f"{opened.path}:{opened.line}" if opened else "",
        place_path=opened.path if opened else "",
        place_line=place_line,
        privacy=_privacy(kind),
        shows_private=not kind.is_private,
        action=f"{base}new/{kind.command}" if is_new else f"{base}edit",
        judge=f"judge/{kind.command}" if is_new else "judge",
        hidden=hidden,
        people=people,
        form=form,
        more_open=_has_answers(form, problems, str(said["focus"])),
        can_remove=opened is not None and kind is not SETTINGS,
        most_mb=MOST_MB,
        has_body=kind.storage == "documents",
        save="Save" if is_new else "Save the change",
        judged={"general": judged.general, "lines": told(judged), "key": judged.key},
        **said,
    )


def _has_answers(form: Form, problems: Mapping[str, object], focus: str) -> bool:
    """Whether one of the fields that few records need has an answer, a problem, or is looked for."""
    more = Form(first=(), more=form.more).fields
    return any(one.value or one.name in problems or one.name == focus for one in more)


def _privacy(kind: Kind) -> str:
    if kind.is_private:
        return "Private: only you and your coach see it."
    if kind is SETTINGS:
        return "What is not marked private may be shown on your site."
    return "Public: it is shown on your site once it is published."


def told(judged: Judgement) -> list[Line]:
    """What becomes of a record, in sentences with their tone."""
    if judged.is_unchanged:
        return [("note", "Nothing is changed yet.")]
    if judged.draft is None:
        return [("note", "Not complete yet.")] if judged.problems and not judged.general else []
    came = judged.consequence
    lines: list[Line] = []
    if came.counts:
        lines.append(("good", f"Counts: {came.progress}." if came.progress else "Counts."))
    opening = "Does not count yet" if came.is_waiting else "Does not count"
    tone = "note" if came.is_waiting else "bad"
    lines += [(tone, f"{opening}: {reason}") for reason in came.reasons]
    lines += [("note", warning) for warning in came.warnings]
    lines += [("note", f"{due}.") for due in came.due]
    if not lines:
        lines.append(("good", "Can be saved."))
    return lines


# What was done


def told_change(change: Change) -> str:
    """`Added a contact`, without a name."""
    kind = KIND.get(change.kind)
    what = name_of(kind) if kind is not None and kind is not SETTINGS else "the settings"
    words = {"add": "Added", "change": "Changed", "remove": "Removed"}[change.verb]
    return f"{words} {with_article(what)}{', undone' if change.undone else ''}"


def with_article(what: str) -> str:
    """`a contact`, `an offer`, `contributions`."""
    if what.startswith("the ") or what == "contributions":
        return what
    return f"{'an' if what[0] in 'aeiou' else 'a'} {what}"


def changed_lines(before: bytes | str | None, after: bytes | str | None) -> list[Line]:
    """The lines that differ, with some around them."""
    old, new = _lines(before), _lines(after)
    shown: list[Line] = []
    for row in list(difflib.unified_diff(old, new, n=_ABOVE_AND_BELOW, lineterm=""))[2:]:
        if row.startswith("@@"):
            shown += [("@", "")] if shown else []
        else:
            shown.append((row[0], row[1:]))
    return shown


def _lines(text: bytes | str | None) -> list[str]:
    decoded = text.decode("utf-8", "replace") if isinstance(text, bytes) else text or ""
    return decoded.removeprefix("\ufeff").splitlines()


def saved_page(base: str, change: Change, judged: Judgement | None) -> str:
    """What was saved: the lines that changed, and what can be done next."""
    kind = KIND.get(change.kind)
    command = kind.command if kind else ""
    return page(
        "saved.html",
        base,
        told_change(change),
        place=f"{change.path}:{change.line}",
        lines=changed_lines(change.before, change.after),
        another=f"{base}new/{command}" if command and change.verb == "add" else "",
        edit=edit_link(base, Location(change.path, change.line))
        if not change.undone and kind and change.verb != "remove"
        else "",
        can_undo=not change.undone,
        number=change.number,
        judged={"general": (), "lines": told(judged) if judged else (), "key": ""},
    )


def message_page(
    base: str, title: str, message: str, hint: str | None = None, lines: Iterable[Line] = ()
) -> str:
    """A page that says one thing."""
    return page("message.html", base, title, message=message, hint=hint or "", lines=list(lines))


# Records


def records_page(desk: Desk, base: str, query: str) -> str:
    """The latest records of each kind, or those with a word in them."""
    groups = []
    word = query.strip().casefold()
    for kind in EDITABLE:
        records: list[Any] = [
            record for record in getattr(desk.journal, kind.name) if not word or word in _said(record)
        ]
        records.sort(key=lambda record: (str(record.day or ""), record.origin.position), reverse=True)
        if word and not records:
            continue
        groups.append(
            {
                "word": kind.command,
                "title": f"{capitalized(kind.plural)} ({count(len(records), 'record')})",
                "one": with_article(name_of(kind)),
                "records": [
                    {
                        "label": getattr(record, "label", "") or record.title,
                        "day": weekday_and_day(record.day) if record.day else "",
                        "link": edit_link(base, record.origin.location),
                    }
                    for record in records[:MOST_RECORDS]
                ],
                "more": max(0, len(records) - MOST_RECORDS),
            }
        )
    return page("records.html", base, "Records", "records", groups=groups, query=query)


def _said(record: Record) -> str:
    """All texts of a record, for finding it."""
    texts = (getattr(record, name) for name in record.__struct_fields__ if name != "origin")
    return " ".join(text for text in texts if isinstance(text, str)).casefold()


# Git


def commit_page(
    desk: Desk, base: str, done: str = "", error: str = "", hint: str = "", message: str = ""
) -> str:
    """What is not committed yet, with a message that says what happened."""
    files: list[Mapping[str, Any]] = []
    fault, to = "", None
    with suppress(UserError):  # on no branch one can commit, and not push
        to = git_commit.where(desk.root)
    try:
        found = git_commit.pending(desk.root)
    except UserError as user_error:
        found, fault = (), f"{user_error.message} {user_error.hint or ''}".strip()
    own = desk.own_paths()
    is_all = not any(one.path in own for one in found)
    files = [
        {
            "path": one.path,
            "state": one.state,
            "is_chosen": (is_all or one.path in own) and not one.is_filtered,
            "is_filtered": one.is_filtered,
        }
        for one in found
    ]
    chosen = [one["path"] for one in files if one["is_chosen"]]
    return page(
        "commit.html",
        base,
        "Commit and push",
        "commit",
        files=files,
        message=message or (desk.message(chosen) if chosen else ""),
        has_private=any(one["path"].startswith(PRIVATE_FOLDER) for one in files),
        to=to if to and to.address else None,
        done=done,
        error=error,
        hint=hint,
        fault=fault,
    )


def bookmarklet_page(base: str, origin: str) -> str:
    """The page with the bookmark."""
    script = (folder() / "bookmarklet.js").read_text("utf-8")
    code = " ".join(line.strip() for line in script.split("\n") if not line.strip().startswith("//"))
    address = "javascript:" + quote(code.replace("ORIGIN", origin), safe="(){}[]=>;:,.!?&|+*/'@$_-")
    return page("bookmarklet.html", base, "A bookmark for contacts", "", address=address)


def file_link(base: str, location: Location) -> str:
    """The address of a file as text."""
    return f"{base}file?path={quote(location.path)}&line={location.line or 1}"


def file_page(
    base: str, path: str, text: str, digest: str, line: int, error: str = "", lines: Iterable[Line] = ()
) -> str:
    """A file as text."""
    about = text.split("\n")[line - 1 : line] if line > 1 else ()
    return page(
        "file.html",
        base,
        path,
        "records",
        path=path,
        text=text,
        digest=digest,
        line=line,
        about=about[0] if about else "",
        error=error,
        lines=list(lines),
    )


DAYS = frozenset(field for field, _ in _DONE_TODAY.values())
"""The fields that a button fills with today."""
