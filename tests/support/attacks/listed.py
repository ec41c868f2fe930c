"""The strings of `attacks.yaml`: what a person could write into a field to make a page do something."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("attacks.yaml")

GROUPS: Mapping[str, tuple[str, ...]] = {
    name: tuple(group) for name, group in yaml.safe_load(_FILE.read_text("utf-8")).items()
}
ATTACKS: tuple[str, ...] = tuple(attack for group in GROUPS.values() for attack in group)
EVIL = "evil.example"
"""No attack that works asks another host than this one."""
