"""What is locked in requirements/ and what pyproject.toml asks for agree."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NAME = PROJECT["project"]["name"]
EXTRAS = PROJECT["project"]["optional-dependencies"].values()
ASKED: dict[str, list[str]] = {
    "package": [*PROJECT["project"]["dependencies"], *(each for extra in EXTRAS for each in extra)],
    **PROJECT["dependency-groups"],
}
DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


WORKFLOW = ROOT / "generator" / "init" / "template" / "requirements.txt"


def locked(name: str) -> dict[str, list[Requirement]]:
    """The pins of one file by the package's name: several where systems or Pythons need different ones."""
    pins: dict[str, list[Requirement]] = {}
    path = WORKFLOW if name == "workflow" else ROOT / "requirements" / f"{name}.txt"
    for line in path.read_text("utf-8").replace("\\\n", "").splitlines():
        if line.strip() and not line.startswith("#"):
            pin, *digests = line.split(" --hash=")
            assert digests
            assert all(DIGEST.fullmatch(digest.strip()) for digest in digests), line
            requirement = Requirement(pin)
            pins.setdefault(canonicalize_name(requirement.name), []).append(requirement)
    return pins


def version(pin: Requirement) -> str:
    """The one version that a pin allows."""
    (only,) = pin.specifier
    assert only.operator == "=="
    return only.version


def test_there_is_one_file_for_each_need() -> None:
    assert {path.stem for path in (ROOT / "requirements").iterdir()} == set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_all_that_is_asked_for_is_locked_in_its_range(name: str) -> None:
    pins = locked(name)
    asked = [Requirement(text) for text in ASKED[name]]
    assert asked
    for wanted in asked:
        if wanted.name != NAME:
            found = pins.get(canonicalize_name(wanted.name), [])
            assert found, f"{wanted} is not locked: make lock"
            assert all(wanted.specifier.contains(version(pin)) for pin in found), f"{wanted}: make lock"


def test_what_builds_the_package_is_locked() -> None:
    pins = locked("build")
    for text in PROJECT["build-system"]["requires"]:
        wanted = Requirement(text)
        assert [wanted.specifier.contains(version(pin)) for pin in pins[wanted.name]] == [True]


def test_a_package_has_the_same_version_in_every_file() -> None:
    versions: dict[tuple[str, str], set[str]] = {}
    for name in ASKED:
        for package, pins in locked(name).items():
            for pin in pins:
                where = str(pin.marker) if len(pins) > 1 else ""
                versions.setdefault((package, where), set()).add(version(pin))
    assert len(versions) > 50
    assert {key: found for key, found in versions.items() if len(found) > 1} == {}


def test_the_workflow_of_a_graduate_has_the_same_versions() -> None:
    pins, known = locked("workflow"), {**locked("package"), **locked("build")}
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["seal"]]
    needed = {canonicalize_name(Requirement(text).name) for text in wanted} - {"tzdata"}
    assert needed <= pins.keys()
    for name, found in pins.items():
        assert version(found[0]) in [version(pin) for pin in known[name]], f"{name}: make lock"


def test_no_file_says_from_where_anything_is_fetched() -> None:
    for name in ASKED:
        text = (ROOT / "requirements" / f"{name}.txt").read_text("utf-8")
        assert "://" not in text
        assert [line for line in text.splitlines() if line.startswith("-")] == []
