"""The two protocols of SPARQL 1.1 that change a store over HTTP, and what is asked over them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Protocol(StrEnum):
    """SPARQL 1.1 Update changes any triples; the Graph Store Protocol adds to whole graphs and deletes them."""

    update = "update"
    graph_store = "graph-store"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of an endpoint; `missing_is_fine` takes 404 for an answer."""

    method: str
    url: str
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    missing_is_fine: bool = False
