"""The import graph of the package as a picture: docs/pictures/house.svg, written by `make docs`.

Each box is a room, a floor holds the rooms that import only what lies below it. An arrow that follows from
other arrows is left out, else nobody could read the picture; tests hold all of them to pointing down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from tests.support.source_code import floors, reached, rooms, sources

WIDTH, BOX, HEIGHT, GAP, MARGIN = 960, 112, 44, 46, 24
Edges = Mapping[str, frozenset[str]]

_STYLE = """\
  <style>
    text { font: 14px system-ui, sans-serif; fill: #1c1b1a; text-anchor: middle }
    .small { font-size: 11px; fill: #5d5a56 }
    rect { fill: #fbfaf8; stroke: #8a857e }
    path { fill: none; stroke: #8a857e; marker-end: url(#tip) }
    marker path { fill: #8a857e; stroke: none; marker-end: none }
    .paper { fill: #ffffff; stroke: none }
    @media (prefers-color-scheme: dark) {
      text { fill: #ece9e4 } .small { fill: #b3aea6 }
      rect { fill: #262422; stroke: #8f8a83 } .paper { fill: #161514 }
      path { stroke: #8f8a83 } marker path { fill: #8f8a83 }
    }
  </style>"""
_TIP = """\
  <defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">\
<path d="M0 0 8 4 0 8z"/></marker></defs>"""


def house_picture() -> str:
    """The SVG, the same for the same imports."""
    edges = {room: others for room, others in rooms().items() if room != "__main__"}
    direct = _reduced(edges)
    levels = _levels(edges, direct)
    places = dict(_places(levels))
    height = len(levels) * (HEIGHT + GAP) - GAP + 2 * MARGIN
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img">',
        "  <title>The rooms of the package and what each imports: arrows point down</title>",
        _STYLE,
        _TIP,
        f'  <rect class="paper" width="{WIDTH}" height="{height}"/>',
        *_arrows(direct, places),
        *_boxes(places),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _reduced(edges: Edges) -> Edges:
    """The arrows that do not follow from others."""
    return {
        room: frozenset(
            other for other in others if not any(other in reached(via, edges) for via in others - {other})
        )
        for room, others in edges.items()
    }


def _levels(edges: Edges, direct: Edges) -> list[list[str]]:
    """The rooms of each floor, the highest floor first, each near what it imports or is imported by."""
    floor = floors(edges)
    levels = [sorted(room for room in edges if floor[room] == n) for n in range(max(floor.values()), -1, -1)]
    neighbours = {room: direct[room] | {other for other in edges if room in direct[other]} for room in edges}
    for _ in range(8):
        centre = {room: x for room, (x, _) in _places(levels)}
        for level in levels:
            level.sort(key=lambda room: (_middle(room, neighbours, centre), room))
    return levels


def _middle(room: str, neighbours: Edges, centre: Mapping[str, float]) -> float:
    near = [centre[other] for other in neighbours[room]]
    return round(sum(near) / len(near), 3) if near else centre[room]


def _places(levels: list[list[str]]) -> Iterator[tuple[str, tuple[float, float]]]:
    """Each room → the middle of its box."""
    for row, level in enumerate(levels):
        step = (WIDTH - 2 * MARGIN) / len(level)
        for column, room in enumerate(level):
            yield room, (MARGIN + step * (column + 0.5), MARGIN + HEIGHT / 2 + row * (HEIGHT + GAP))


def _arrows(direct: Edges, places: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    for room in sorted(direct):
        for other in sorted(direct[room]):
            (x, y), (to_x, to_y) = places[room], places[other]
            top, end = y + HEIGHT / 2, to_y - HEIGHT / 2 - 2
            bend = (end - top) / 2
            yield (
                f'  <path d="M{x:.0f} {top:.0f}C{x:.0f} {top + bend:.0f} {to_x:.0f} {end - bend:.0f}'
                f' {to_x:.0f} {end:.0f}"/>'
            )


def _boxes(places: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    files: dict[str, int] = {}
    for path in sources():
        room = path.parts[path.parts.index("generator") + 1].removesuffix(".py")
        files[room] = files.get(room, 0) + (path.name != "__init__.py")
    for room, (x, y) in sorted(places.items()):
        yield (
            f'  <rect x="{x - BOX / 2:.0f}" y="{y - HEIGHT / 2:.0f}" width="{BOX}" height="{HEIGHT}" rx="4"/>'
            f'<text x="{x:.0f}" y="{y - 2:.0f}">{escape(room)}</text>'
            f'<text class="small" x="{x:.0f}" y="{y + 14:.0f}">{files[room]} files</text>'
        )
