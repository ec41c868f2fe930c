"""THE WALL: whatever stands in a private field, nothing of it is in what is rendered for the view."""

from __future__ import annotations

import dataclasses
import datetime as dt
import enum
import types
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest

from generator.guard.extract_text import pdf_text
from generator.model.private import record_fields
from generator.pipeline import run
from generator.public import view
from tests.support.canaries import PRIVATE_KINDS, portfolio, tokens
from tests.support.repositories import AS_OF, request

PLAIN = (str, int, float, bool, dt.date, dt.datetime, type(None))


@pytest.mark.parametrize("progress", ["work", "full", "off"])
def test_no_byte_and_no_name_of_the_site_has_a_canary(tmp_path: Path, progress: str) -> None:
    root = portfolio(tmp_path, progress)
    asked = request(root, AS_OF)
    rendered = run.render(run.judge(asked), asked)
    assert rendered.site is not None, [one.message for one in rendered.diagnostics]
    everything = {name: file.data.lower() for name, file in rendered.site.files.items()}
    papers = {
        name: pdf_text(file.data) for name, file in rendered.site.files.items() if name.endswith(".pdf")
    }
    everything |= {f"{name} as read": text.lower().encode() for name, text in papers.items()}
    assert {"resume/sam-example-resume.pdf", "resume/resume.txt", "resume/resume.json"} <= everything.keys()
    assert "Sam Example" in papers["resume/sam-example-resume.pdf"]
    assert len(everything) > 15
    for token in tokens(root):
        for name, data in everything.items():
            assert token not in name.lower()
            assert token.encode() not in data, f"{token} is in {name}"


def test_there_is_a_canary_in_every_text_of_every_private_record(tmp_path: Path) -> None:
    found = tokens(portfolio(tmp_path, "work"))
    assert len(found) > 45
    for kind in PRIVATE_KINDS:
        texts = [field.name.replace("_", "") for field in record_fields(kind.record) if field.is_text]
        assert texts
        for name in texts:
            assert any(f"{kind.name}{name}" in token for token in found), name
    assert any("contactsnextstepwhat" in token for token in found)
    assert len(PRIVATE_KINDS) == 9


def test_the_report_has_them_for_it_is_the_coach_s(tmp_path: Path) -> None:
    root = portfolio(tmp_path, "work")
    run.build(request(root, AS_OF))
    report = (root / "report" / "index.html").read_text("utf-8")
    assert "qzcontactssummary" in report
    assert "qzoffersemployer" in report


def test_the_public_view_holds_plain_values_and_other_views_only() -> None:
    seen: set[type] = set()
    waiting: list[type] = [view.SiteView]
    while waiting:
        kind = waiting.pop()
        seen.add(kind)
        assert dataclasses.is_dataclass(kind)
        parameters: Any = kind.__dataclass_params__  # type: ignore[attr-defined] # known to be there
        assert parameters.frozen
        for name, hint in get_type_hints(kind).items():
            assert name not in ("extra", "meta"), f"{kind.__name__}.{name} is a catch-all"
            for part in _parts(hint):
                if dataclasses.is_dataclass(part) and isinstance(part, type):
                    assert part.__module__ == view.__name__
                    waiting += [part] if part not in seen else []
                else:
                    assert part in PLAIN or (isinstance(part, type) and issubclass(part, enum.Enum))


def _parts(hint: Any) -> Iterable[Any]:
    if get_origin(hint) in (tuple, Union, types.UnionType):
        for part in get_args(hint):
            if part is not Ellipsis:
                yield from _parts(part)
    else:
        yield hint
