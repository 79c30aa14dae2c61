"""Cypher statements that make the graph in Neo4j, Memgraph and others: one a line, safe to run twice.

`cypher-shell < graph.cypher`. Values are escaped, so no name is ever read as a command.
"""

from collections.abc import Mapping

from kg.exports.neo4j import list_labels
from kg.exports.registry import Source, register
from kg.ontology.vocabulary import load_vocabulary

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


@register("cypher", ".cypher", help="Cypher statements for Neo4j, Memgraph and others")
def make_cypher(source: Source) -> tuple[bytes, ...]:
    """Return the statements: nodes first, then edges."""
    vocabulary = load_vocabulary()
    lines = []
    for node, attributes in source.network.nodes(data=True):
        top = _find_top(node)
        labels = "".join(f":{label}" for label in list_labels(attributes, vocabulary) if label != top)
        lines.append(f"MERGE (n:{top} {{key: {write_value(node)}}}) SET n{labels}{_write_set('n', attributes)};")
    for subject, object, key, attributes in source.network.edges(keys=True, data=True):
        ends = (f"({name}:{_find_top(n)} {{key: {write_value(n)}}})" for name, n in (("a", subject), ("b", object)))
        edge = f"MERGE (a)-[r:{attributes['predicate']} {{key: {write_value(key)}}}]->(b)"
        lines.append(f"MATCH {', '.join(ends)} {edge} SET {_write_set('r', attributes).removeprefix(', ')};")
    return ("".join(f"{line}\n" for line in lines).encode(),)


def _find_top(node: str) -> str:
    """Return the label that every node of its kind has: give it an index on `key` before a large import."""
    return "Entity" if node.startswith("entity:") else "Fact"


def _write_set(variable: str, attributes: Mapping[str, object]) -> str:
    return "".join(f", {variable}.{name} = {write_value(value)}" for name, value in sorted(attributes.items()))


def write_value(value: object) -> str:
    r"""Return a Cypher literal.

    >>> write_value('他说"是"\n')
    '"他说\\"是\\"\\n"'
    """
    if isinstance(value, tuple):
        return f"[{', '.join(map(write_value, value))}]"
    if isinstance(value, int | float):
        return repr(value)
    return '"' + "".join(_ESCAPES.get(char, char) for char in str(value)) + '"'
