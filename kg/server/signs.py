"""The shapes that stand for kinds of things, as on the page of the whole graph, for pages of the server."""

import math
from collections.abc import Iterator

from kg.view.styles import OTHER, TYPES, Shape

SIZE = 12  # units of a sign's own grid, its middle at 0, 0
RIM = 2.4  # the same units: the line of a ring

_CORNERS: dict[Shape, tuple[tuple[float, float], ...]] = {
    "square": ((-0.86, -0.86), (0.86, -0.86), (0.86, 0.86), (-0.86, 0.86)),
    "tag": ((-1, -0.72), (0.55, -0.72), (1.1, 0), (0.55, 0.72), (-1, 0.72)),
    "triangle": ((0, -1.1), (1.05, 0.8), (-1.05, 0.8)),
    "triangleDown": ((0, 1.1), (1.05, -0.8), (-1.05, -0.8)),
    "diamond": ((0, -1.15), (1.15, 0), (0, 1.15), (-1.15, 0)),
}


def make_sprite() -> str:
    """Return an SVG with a symbol for each kind of thing, `#kind-Company`, to be used by reference."""
    symbols = "".join(
        f'<symbol id="kind-{name}" viewBox="-8 -8 16 16">{_draw(style.shape)}</symbol>'
        for name, style in [*TYPES.items(), ("", OTHER)]
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" class="sprite" aria-hidden="true">{symbols}</svg>'


def make_colours() -> str:
    """Return the style sheet that gives each kind its colour, on a light page and on a dark one."""
    kinds = [*TYPES.items(), ("", OTHER)]
    light = "".join(f'[data-kind="{name}"] {{ --kind: {style.light}; }}\n' for name, style in kinds)
    dark = "".join(f'[data-theme="dark"] [data-kind="{name}"] {{ --kind: {style.dark}; }}\n' for name, style in kinds)
    return light + dark


def _draw(shape: Shape) -> str:
    radius = SIZE / 2
    if shape in ("dot", "ring"):
        hollow = f' fill="none" stroke="currentColor" stroke-width="{RIM}"' if shape == "ring" else ""
        return f'<circle r="{radius - (RIM / 2 if shape == "ring" else 0):g}"{hollow}/>'
    points = " ".join(f"{x * radius:.2f},{y * radius:.2f}" for x, y in _list_corners(shape))
    return f'<polygon points="{points}"/>'


def _list_corners(shape: Shape) -> Iterator[tuple[float, float]]:
    if shape in _CORNERS:
        yield from _CORNERS[shape]
        return
    corners, reach, turn = {"hexagon": (6, 1.06, 0.0), "pentagon": (5, 1.08, -math.pi / 2)}.get(
        shape, (10, 1.2, -math.pi / 2)
    )
    for number in range(corners):
        angle = turn + number * 2 * math.pi / corners
        inner = 0.52 if shape == "star" and number % 2 else 1.0
        yield reach * math.cos(angle) * inner, reach * math.sin(angle) * inner
