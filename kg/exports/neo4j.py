"""A pair of CSV files for Neo4j's bulk importer.

`neo4j-admin database import full --array-delimiter=U+001F --multiline-fields=true --nodes=graph-nodes.csv
--relationships=graph-relationships.csv`. Lists are parted by U+001F, which no name holds.
"""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from kg.exports.registry import Source, register
from kg.ontology.vocabulary import Vocabulary, load_vocabulary

ARRAY_DELIMITER = "\x1f"
_TYPES = {int: "int", float: "double", tuple: "string[]", str: "string"}


@register("neo4j", "-nodes.csv", "-relationships.csv", help="a pair of CSV files for Neo4j's bulk importer")
def make_neo4j(source: Source) -> tuple[bytes, ...]:
    """Return nodes.csv and relationships.csv."""
    vocabulary = load_vocabulary()
    nodes = [
        {"key:ID": node, ":LABEL": ARRAY_DELIMITER.join(list_labels(attributes, vocabulary)), **attributes}
        for node, attributes in source.network.nodes(data=True)
    ]
    edges = [
        {":START_ID": subject, ":END_ID": object, ":TYPE": attributes["predicate"], "key": key, **attributes}
        for subject, object, key, attributes in source.network.edges(keys=True, data=True)
    ]
    return _write_csv(nodes, ("key:ID", ":LABEL")), _write_csv(edges, (":START_ID", ":END_ID", ":TYPE"))


def list_labels(attributes: Mapping[str, object], vocabulary: Vocabulary) -> list[str]:
    """Return the classes of a node, the most specific first: Company, Organization, Entity."""
    name = str(attributes["type"])
    if attributes["kind"] == "observation":
        name = "Observation"
    return [name, *vocabulary.classes[name].parents]


def _write_csv(rows: Iterable[Mapping[str, object]], head: tuple[str, ...]) -> bytes:
    rows = list(rows)
    types: dict[str, type] = {}
    for row in rows:
        for name, value in row.items():
            if name not in head and types.get(name, int) is int:
                types[name] = type(value)
    names = [*head, *sorted(types)]
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*head, *(f"{name}:{_TYPES[types[name]]}" for name in names[len(head) :])])
    writer.writerows([_write_cell(row.get(name, "")) for name in names] for row in rows)
    return out.getvalue().encode()


def _write_cell(value: object) -> str:
    return ARRAY_DELIMITER.join(value) if isinstance(value, tuple) else str(value)
