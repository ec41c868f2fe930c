from __future__ import annotations

import copy
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from generator.publish import gate as gate_module
from generator.publish.gate import CheckedSite, gate
from generator.publish.publish import publish
from generator.site.files import RenderedFile, RenderedSite
from tests.support.guard import ERROR, WARNING, checked, site_of

SITE = site_of({"index.html": "hello"})


def test_a_site_with_an_error_does_not_pass() -> None:
    assert gate(SITE, [WARNING, ERROR]) is None


def test_a_site_with_warnings_passes_with_all_its_files() -> None:
    passed = gate(SITE, [WARNING])
    assert passed is not None
    assert dict(passed.files) == dict(SITE.files)


def test_what_is_added_after_the_gate_is_not_published() -> None:
    files = {"index.html": RenderedFile(b"hello")}
    passed = gate(RenderedSite(files), ())
    files["late.html"] = RenderedFile(b"never checked")
    assert passed is not None
    assert set(passed.files) == {"index.html"}


def test_nobody_else_makes_a_checked_site() -> None:
    with pytest.raises(TypeError):
        CheckedSite(SITE)  # type: ignore[call-arg] # the very thing that must fail
    with pytest.raises(TypeError):
        CheckedSite(SITE, object())  # type: ignore[arg-type] # the very thing that must fail
    with pytest.raises(TypeError):
        CheckedSite(SITE, type(gate_module._KEY)())
    with pytest.raises(TypeError):

        class Forged(CheckedSite):  # type: ignore[misc] # the very thing that must fail
            pass


def test_a_checked_site_does_not_change_and_is_not_copied() -> None:
    passed = checked({"index.html": "hello"})
    with pytest.raises(AttributeError):
        passed.files = {}
    with pytest.raises(AttributeError):
        del passed.files
    with pytest.raises(TypeError):
        passed.files["x"] = RenderedFile(b"")  # type: ignore[index] # the very thing that must fail
    with pytest.raises(TypeError):
        pickle.dumps(passed)
    with pytest.raises(TypeError):
        copy.deepcopy(passed)


def test_publish_refuses_what_did_not_pass(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        publish(SITE, tmp_path / "site")  # type: ignore[arg-type] # the very thing that must fail
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_the_type_checker_refuses_what_did_not_pass(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "from pathlib import Path\n"
        "from generator.publish.gate import CheckedSite, gate\n"
        "from generator.publish.publish import publish\n"
        "from generator.site.files import RenderedSite\n"
        "site = RenderedSite()\n"
        "publish(site, Path('site'))\n"
        "publish(gate(site, ()), Path('site'))\n"
        "CheckedSite(site)\n"
        "CheckedSite(site, object())\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(wrong)]
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    lines = [line.split(":")[1] for line in told.splitlines() if "wrong.py" in line and ": error:" in line]
    assert lines == ["6", "7", "8", "9"], told
