"""The table of export formats. Their file names are in `core/report_files.py`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from generator.core.errors import UserError
from generator.core.report_files import EXPORT_FILES
from generator.report.context import Report

INSTALL = "pipx install 'weekproof[export]'"


@dataclass(frozen=True, slots=True)
class Export:
    """One format. `file` is the default file name, `library` the module that it needs."""

    file: str
    library: str
    load: Callable[[], Callable[[Report], bytes]]

    @property
    def extension(self) -> str:
        """The file extension: `.xlsx`."""
        return self.file[self.file.index(".") :]


def find_export(name: str) -> Export:
    """The format called `name`. Raises `UserError` if its library is not installed."""
    export = EXPORTS[name]
    try:
        import_module(export.library)
    except ImportError:
        raise UserError(f"{export.library} is not installed, and {name} needs it.", hint=INSTALL) from None
    return export


def _workbook() -> Callable[[Report], bytes]:
    from generator.export.xlsx import workbook

    return workbook


def _calendar() -> Callable[[Report], bytes]:
    from generator.export.ics import calendar

    return calendar


def _cards() -> Callable[[Report], bytes]:
    from generator.export.vcard import cards

    return cards


EXPORTS: Mapping[str, Export] = {
    "xlsx": Export(EXPORT_FILES["xlsx"], "openpyxl", _workbook),
    "ics": Export(EXPORT_FILES["ics"], "icalendar", _calendar),
    "vcard": Export(EXPORT_FILES["vcard"], "icalendar", _cards),
}
