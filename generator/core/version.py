"""The version, written once. A test holds it to pyproject.toml."""

from __future__ import annotations

VERSION = "0.1.0"
GENERATOR = f"weekproof {VERSION}"
