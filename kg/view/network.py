"""pyvis.Network as our page needs it: it makes the nodes, the edges and the options that vis-network takes.

pyvis's own `generate_html` would load files from the network; `kg.view.html` renders instead.
"""

from pyvis.network import Network  # type: ignore[import-untyped]

OPTIONS = """{
  "layout": {"improvedLayout": false},
  "physics": {"enabled": false},
  "nodes": {"shape": "custom"},
  "interaction": {"hover": true, "keyboard": false, "selectConnectedEdges": false, "zoomSpeed": 0.7}
}"""


class KnownIds(list[str]):
    """A list that also knows at once what it holds: pyvis asks `id in node_ids` for every node and edge it adds.

    Trap: with pyvis 0.3.2's own list 20,000 nodes take 9 seconds.
    """

    def __init__(self) -> None:
        super().__init__()
        self._known: set[str] = set()

    def append(self, item: str) -> None:
        super().append(item)
        self._known.add(item)

    def __contains__(self, item: object) -> bool:
        return item in self._known


class PageNetwork(Network):  # type: ignore[misc]
    """The nodes and edges of one page. pyvis keeps parallel edges only in a directed network."""

    def __init__(self) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.node_ids = KnownIds()
        self.set_options(OPTIONS)
