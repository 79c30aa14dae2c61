"""How kinds of things and statuses look: told apart by colour and shape, so that no reader depends on colour.

Source of the colours: Okabe and Ito, "Color Universal Design" (2008); two from Tol's muted scheme where their eight are
not enough. A class without a style takes its nearest ancestor's.
"""

from dataclasses import dataclass
from typing import Literal

Shape = Literal["dot", "square", "triangle", "triangleDown", "diamond", "hexagon", "pentagon", "star", "ring", "tag"]


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """A shape and its colour on a light and on a dark page."""

    shape: Shape
    light: str
    dark: str


TYPES = {
    "Company": TypeStyle("dot", "#0072b2", "#4aa8e0"),
    "Organization": TypeStyle("square", "#3f9bd1", "#7cc4ee"),
    "Person": TypeStyle("triangle", "#e08e00", "#f0ad33"),
    "Brand": TypeStyle("hexagon", "#d55e00", "#f08a45"),
    "Product": TypeStyle("tag", "#009e73", "#35c49c"),
    "Technology": TypeStyle("pentagon", "#b8608f", "#e08fbb"),
    "Strategy": TypeStyle("star", "#c9a400", "#f0dc4e"),
    "Place": TypeStyle("triangleDown", "#6f7782", "#a3acb8"),
    "Segment": TypeStyle("ring", "#7a7a1f", "#c2c25a"),
    "Market": TypeStyle("ring", "#6f7782", "#a3acb8"),
    "Award": TypeStyle("star", "#882255", "#d8709f"),
    "Event": TypeStyle("diamond", "#3d434c", "#d5dae1"),
}
OTHER = TypeStyle("dot", "#8a8f98", "#9aa1ab")
