"""The generator and the oracle judge the same random searches and must agree on everything."""

from __future__ import annotations

from typing import Any

from hypothesis import given

from tests.oracle import naive
from tests.properties.profile import examples
from tests.properties.structs import judged
from tests.properties.told import told
from tests.properties.worlds import worlds

Plain = dict[str, Any]


@examples(600)
@given(worlds())
def test_the_generator_agrees_with_the_oracle(world: Plain) -> None:
    expected, found = naive.judge(world), told(judged(world))
    for part in ("obligations",):
        for verdict in (expected, found):
            verdict[part] = sorted(verdict[part], key=lambda one: (one["id"], one["at"]))
    assert found == expected
