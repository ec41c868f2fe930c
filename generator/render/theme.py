"""Where themes live."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ThemeFolders:
    """`shipped` holds the themes that come with the generator, `own` the graduate's, if any."""

    shipped: Path
    own: Path | None = None
