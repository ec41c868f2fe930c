"""Plates: what is drawn in lists for a work without a picture.

The same at every build, in the theme's colours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator

from generator.public.view import Shape

WIDTH, HEIGHT = 160, 100

_Numbers = Iterator[int]


def plate(name: str) -> tuple[Shape, ...]:
    """The drawing for the work at the address `name`."""
    digest = hashlib.sha256(name.encode("utf-8", "replace")).digest()
    numbers = iter((digest * 4)[1:])
    return tuple(_DRAWINGS[digest[0] % len(_DRAWINGS)](numbers))


def _in(numbers: _Numbers, least: int, most: int) -> int:
    return least + next(numbers) % (most - least + 1)


def _rectangle(left: float, top: float, width: float, height: float) -> str:
    return f"M{left:g} {top:g}h{width:g}v{height:g}h{-width:g}z"


def _disc(x: float, y: float, radius: float) -> str:
    half = f"a{radius:g} {radius:g} 0 1 1"
    return f"M{x - radius:g} {y:g}{half} {2 * radius:g} 0{half} {-2 * radius:g} 0z"


def _columns(numbers: _Numbers) -> Iterator[Shape]:
    """Columns on a line, one of them in colour."""
    heights = [_in(numbers, 12, 62) for _ in range(10)]
    chosen = _in(numbers, 3, 9)
    columns = [_rectangle(18 + 12.6 * place, 80 - height, 8, height) for place, height in enumerate(heights)]
    yield Shape("soft", "".join(column for place, column in enumerate(columns) if place != chosen))
    yield Shape("accent", columns[chosen])
    yield Shape("line", "M14 80.5H146")


def _rings(numbers: _Numbers) -> Iterator[Shape]:
    """Rings around a point, and a disc upon one of them."""
    x, y = _in(numbers, 40, 120), _in(numbers, 35, 65)
    yield Shape("line", "".join(_disc(x, y, radius) for radius in (16, 30, 44, 58, 72, 86)))
    yield Shape("ink", _disc(x, y, 6))
    radius = (30, 44)[_in(numbers, 0, 1)]
    yield Shape("accent", _disc(x - radius if x > 80 else x + radius, y, 4))


def _grid(numbers: _Numbers) -> Iterator[Shape]:
    """Discs on a grid, each in its own size, one of them in colour."""
    sizes = [_in(numbers, 2, 10) / 2 for _ in range(45)]
    chosen = _in(numbers, 0, 44)
    discs = [_disc(24 + 14 * (place % 9), 22 + 14 * (place // 9), size) for place, size in enumerate(sizes)]
    yield Shape("soft", "".join(disc for place, disc in enumerate(discs) if place != chosen))
    yield Shape("accent", _disc(24 + 14 * (chosen % 9), 22 + 14 * (chosen // 9), 5))


def _slopes(numbers: _Numbers) -> Iterator[Shape]:
    """Lines that run down side by side, one of them in colour that overtakes."""
    starts = [12 + 18 * place for place in range(7)]
    bends = [_in(numbers, 8, 22) for _ in starts]
    lines = [
        f"M{start} 14L{start + bend} 50L{start + bend + 14} 86"
        for start, bend in zip(starts, bends, strict=True)
    ]
    chosen = _in(numbers, 1, 4)
    yield Shape("line", "".join(lines))
    yield Shape("stroke", f"M{starts[chosen]} 14L{starts[chosen] + 34} 52L{starts[chosen] + 62} 86")


def _leaves(numbers: _Numbers) -> Iterator[Shape]:
    """Sheets that lie upon each other, with lines of text on the top one."""
    for place in range(3):
        left, top = 22 + 17 * place + _in(numbers, 0, 6), 12 + 8 * place + _in(numbers, 0, 4)
        yield Shape("ground", _rectangle(left, top, 66, 58))
        yield Shape("line", _rectangle(left, top, 66, 58))
    widths = [_in(numbers, 22, 50) for _ in range(5)]
    yield Shape("accent", _rectangle(left + 8, top + 9, widths[0], 4))
    yield Shape(
        "soft", "".join(_rectangle(left + 8, top + 12 + 8 * line, widths[line], 2.5) for line in range(1, 5))
    )


def _arcs(numbers: _Numbers) -> Iterator[Shape]:
    """Quarters of a disc in a row of tiles."""
    for tone, count in (("soft", 5), ("line", 3), ("accent", 1)):
        tiles = []
        for _ in range(count):
            left, top, turned = 32 * _in(numbers, 0, 4), 33 * _in(numbers, 0, 2), _in(numbers, 0, 1)
            tiles.append(
                f"M{left} {top}h32a32 33 0 0 1 -32 33z"
                if turned
                else f"M{left + 32} {top + 33}h-32a32 33 0 0 1 32 -33z"
            )
        yield Shape(tone, "".join(dict.fromkeys(tiles)))


_DRAWINGS: tuple[Callable[[_Numbers], Iterator[Shape]], ...] = (
    _columns,
    _rings,
    _grid,
    _slopes,
    _leaves,
    _arcs,
)
