"""Classes of nodes in, what vis-network is told of them and of the picture out, as pyvis makes it.

What is said of a single node beside its class is its names. pyvis's own page would load files from the network;
`kg.view.html` renders instead. Looks are kept from build to build, since pyvis takes longer to load than ten articles.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kg.kept import Kept, load_kept, save_kept

KEPT = "looks"
OPTIONS = """{
  "layout": {"improvedLayout": false},
  "physics": {"enabled": false},
  "nodes": {"shape": "custom"},
  "interaction": {"hover": true, "keyboard": false, "selectConnectedEdges": false, "zoomSpeed": 0.7}
}"""

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Looks:
    """The options of a page's picture, and by class a node of it."""

    options: Json
    nodes: Mapping[str, Json]


def find_looks(kept: Kept | None, shapes: Mapping[str, str]) -> Looks:
    """Return the looks of classes, given the shape of each; those that are kept if all are among them."""
    found = load_kept(kept, KEPT)
    if found is not None and shapes.keys() <= found[1].keys():
        return Looks(*found)
    looks = make_looks(shapes)
    save_kept(kept, KEPT, (looks.options, looks.nodes))
    return looks


def make_looks(shapes: Mapping[str, str]) -> Looks:
    """Return the looks of classes. pyvis keeps parallel edges only in a directed network."""
    from pyvis.network import Network  # type: ignore[import-untyped]

    network = Network(directed=True, cdn_resources="in_line")
    network.set_options(OPTIONS)
    for name, shape in sorted(shapes.items()):
        network.add_node(name, label=name, group=name, shape=shape)
    return Looks(network.options, {node["group"]: node for node in network.nodes})


def make_node(look: Json, id: str, label: str, about: Json) -> Json:
    """Return a node of a class with its names and whatever else there is to tell of it."""
    return {"group": look["group"], **about, **look, "id": id, "label": label}
