"""The log of an unexpected exception says what is needed to mend it, and nothing of anybody's records."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from generator.core import crashes

PERSON = "Ingrid Solberg"


def described(error: BaseException) -> str:
    return crashes.describe(error, ["weekproof", "check", "--root"], "9.9.9")


def raised(work: object) -> BaseException:
    assert callable(work)
    try:
        work()
    except BaseException as error:
        return error
    raise AssertionError("nothing was raised")


def _value_error(words: str = PERSON) -> None:
    person = words  # a local that a traceback with values would show
    raise ValueError(f"{person} cannot be read")


def _with_cause() -> None:
    try:
        _value_error()
    except ValueError as error:
        raise RuntimeError(PERSON) from error


def _in_a_handler() -> None:
    try:
        _value_error()
    except ValueError:
        raise KeyError(PERSON)  # noqa: B904  # what is not written `from` is told as well


def _in_a_group() -> None:
    raise ExceptionGroup(PERSON, [ValueError(PERSON), RuntimeError(PERSON)])


def _with_a_note() -> None:
    error = ValueError(PERSON)
    error.add_note(PERSON)
    raise error


def _attribute_of_a_record() -> None:
    getattr(object(), PERSON.replace(" ", "_"))


def _json() -> None:
    json.loads(f"[{PERSON}")


def _bytes() -> None:
    PERSON.encode().join([b"\xff"]).decode("ascii")


def _missing_file() -> None:
    Path(f"{PERSON}.yaml").read_text("utf-8")


def _number() -> None:
    int(PERSON)


def _made_code() -> None:
    exec(compile("1 / 0", f"<{PERSON}>", "exec"))  # noqa: S102


@pytest.mark.parametrize(
    "work",
    [
        _value_error, _with_cause, _in_a_handler, _in_a_group, _with_a_note, _attribute_of_a_record, _json,
        _bytes, _missing_file, _number, _made_code,
    ],
)  # fmt: skip
def test_no_text_of_a_record_and_no_path_is_in_it(work: object) -> None:
    log = described(raised(work)).casefold()
    places = (Path.cwd(), Path(crashes.__file__).parent, Path(json.__file__).parent)
    for word in ("ingrid", "solberg", f"{Path.home()}{os.sep}", *map(str, places)):
        assert word.casefold() not in log
    assert "test_crashes.py:" in log


def test_it_has_the_kind_the_calls_the_versions_and_the_command() -> None:
    log = described(raised(_with_cause))
    assert "\ncommand: weekproof check --root\n" in log
    assert "\nweekproof: 9.9.9\n" in log
    assert re.search(r"\npython: \w+ 3\.\d+", log)
    assert re.search(r"\npackages: .*\bPyYAML \d|\npackages: .*\bpyyaml \d", log)
    kinds = re.findall(r"^(\w+Error|caused by:)", log, re.MULTILINE)
    assert kinds == ["RuntimeError", "caused by:", "ValueError"]
    assert re.findall(r":\d+ in (\w+)", log) == ["raised", "_with_cause", "_with_cause", "_value_error"]


def test_calls_of_the_package_of_libraries_and_of_python_are_named_from_their_roots() -> None:
    import click

    log = described(raised(lambda: click.Choice(["a"]).convert("b", None, None)))
    assert re.search(r"^  click/types\.py:\d+ in convert$", log, re.MULTILINE)
    assert re.search(r"^  json/decoder\.py:\d+ in \w+$", described(raised(_json)), re.MULTILINE)
    log = described(raised(lambda: crashes.write_log("x", Path(os.devnull))))
    assert re.search(r"^  generator/core/crashes\.py:\d+ in write_log$", log, re.MULTILINE)


def _misspelt() -> None:
    json.lods("{}")  # type: ignore[attr-defined]


def _wanted_key() -> None:
    record: dict[str, str] = {}
    record["title"]


def _not_there() -> None:
    import nothing_of_this_name  # type: ignore[import-not-found]  # noqa: F401


@pytest.mark.parametrize(
    ("work", "line"),
    [
        (_misspelt, "AttributeError: lods"),
        (_wanted_key, "KeyError: title"),
        (_not_there, "ModuleNotFoundError: nothing_of_this_name"),
        (_bytes, "UnicodeDecodeError: ascii"),
        (_missing_file, "FileNotFoundError: No such file or directory"),
        (_value_error, "ValueError"),
    ],
)
def test_words_that_come_from_code_are_told(work: object, line: str) -> None:
    assert line in described(raised(work)).splitlines()


def test_exceptions_that_lead_to_each_other_end_and_long_tracebacks_are_cut() -> None:
    one, two = ValueError(), KeyError()
    one.__context__, two.__context__ = two, one
    assert described(one).count("KeyError") == 1

    def deeper() -> None:
        deeper()

    log = described(raised(deeper))
    assert "RecursionError" in log
    assert "calls more" in log
    assert len(log.splitlines()) < 100


def test_a_log_is_its_owners_alone_and_the_last_twenty_stay(tmp_path: Path) -> None:
    folder = tmp_path / "cache/crashes"
    paths = [crashes.write_log(f"{number}", folder) for number in range(crashes.MAX_LOGS + 5)]
    assert paths[-1].stat().st_mode & 0o777 == 0o600
    assert len(set(paths)) == len(paths)
    assert len(list(folder.iterdir())) == crashes.MAX_LOGS == 20
    assert paths[-1].read_text("utf-8") == f"{crashes.MAX_LOGS + 4}"


def test_what_is_no_log_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x")
    for _ in range(crashes.MAX_LOGS + 1):
        crashes.write_log("x", tmp_path)
    assert (tmp_path / "mine.txt").exists()


def test_the_first_that_was_noted_is_given_once() -> None:
    crashes.take_recorded()
    first, second = ValueError(), KeyError()
    crashes.record(first)
    crashes.record(second)
    assert crashes.take_recorded() is first
    assert crashes.take_recorded() is None
