"""What makes mutation testing (`make mutation`) quick: the best tests first, and nothing is shrunk.

A plugin of the test runner's, named in pyproject.toml. No other run loads it.
"""

from __future__ import annotations

import importlib

import pytest
from hypothesis import Phase, settings

# The second judge sees nearly every wrong verdict within a few searches.
FIRST = (
    "test_the_generator_agrees_with_the_oracle",
    "test_a_parameter_flips_its_case_and_nothing_else",
    "tests/model",
    "tests/rules",
)
LAST = "test_pages.py"

# Hypothesis loads it to tell of a failure, which takes longer than the failing test: once will do.
importlib.import_module("libcst.matchers")

settings.register_profile("mutants", phases=(Phase.explicit, Phase.generate))
settings.load_profile("mutants")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests that find most first. The order within a group stays."""
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    if LAST in nodeid:
        return len(FIRST) + 1
    return next((turn for turn, part in enumerate(FIRST) if part in nodeid), len(FIRST))
