"""pyvis.Network with our page: it makes the nodes and edges, and renders them through our template."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyvis.network import Network  # type: ignore[import-untyped]

PAGE = Path(__file__).parent / "page"
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
        self.templateEnv = Environment(
            loader=FileSystemLoader(PAGE), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
        )
        self.path = "page.html"

    def render(self, context: Mapping[str, Any]) -> str:
        """Return our template with `context`; pyvis's own `generate_html` would load files from the network."""
        return str(self.templateEnv.get_template(self.path).render(context))
