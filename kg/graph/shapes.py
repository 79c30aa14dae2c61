"""The SHACL shapes of a graph: `ontology/shapes.ttl` and, from `kg.ttl`, which classes each property joins.

Domains and ranges have their home in `kg.ttl`, so a new property is checked without another line anywhere.
"""

from collections.abc import Iterator

from kg.ontology.paths import find_ontology
from kg.ontology.vocabulary import Property, Vocabulary, load_vocabulary

_EXTERNAL = frozenset({"Fact", "Observation", "Evidence", "Event", "Document"})  # domains that are no entities


def make_shapes() -> str:
    """Return all shapes as Turtle."""
    fixed = (find_ontology() / "shapes.ttl").read_text(encoding="utf-8")
    return fixed + "\n# From the domains and ranges of kg.ttl.\n\n" + "\n".join(_derive_shapes(load_vocabulary()))


def _derive_shapes(vocabulary: Vocabulary) -> Iterator[str]:
    for name in sorted(vocabulary.properties):
        property = vocabulary.properties[name]
        if _is_relation(property):
            yield from _derive_relation(property)
        elif {"participant", "qualifier"} & set(property.parents) and property.kind == "object":
            yield _derive_role(property)
        elif "measure" in property.parents:
            yield _derive_measure(property)


def _is_relation(property: Property) -> bool:
    """Say whether the property joins entities, or an entity and a value, and so is the predicate of statements."""
    special = {"participant", "qualifier", "measure", "identifier"} & {property.name, *property.parents}
    return not special and not _EXTERNAL & set(property.domain)


def _derive_relation(property: Property) -> Iterator[str]:
    """Yield the shape of statements with this predicate; its focus is the property, its values the ends."""
    for end, classes in (("subject", property.domain), ("object", property.range)):
        if end == "object" and property.kind == "datatype":
            continue
        zh, en = ("主体", "subject") if end == "subject" else ("客体", "object")
        yield _write_shape(
            f"{property.name}-{end}",
            f"sh:targetNode kg:{property.name}",
            f"sh:path ( [ sh:inversePath rdf:predicate ] rdf:{end} )",
            classes,
            (f"{property.zh}的{zh}类型不符", f"the {en} of {property.name} is a {' or '.join(classes)}"),
        )


def _derive_role(property: Property) -> str:
    return _write_shape(
        f"{property.name}-filler",
        f"sh:targetSubjectsOf kg:{property.name}",
        f"sh:path kg:{property.name}",
        property.range,
        (f"{property.zh}的类型不符", f"{property.name} is a {' or '.join(property.range)}"),
    )


def _write_shape(name: str, target: str, path: str, classes: tuple[str, ...], messages: tuple[str, str]) -> str:
    accepted = " ".join(f"[ sh:class kg:{each} ]" for each in classes)
    return (
        f"kg:shape-{name} a sh:NodeShape ;\n    {target} ;\n    sh:property [\n        {path} ;\n"
        f"        sh:or ( {accepted} ) ;\n        sh:message {_write_messages(messages)} ;\n    ] .\n"
    )


def _derive_measure(property: Property) -> str:
    name = property.name
    form = _write_messages((f"{property.zh}为数值并有单位", f"{name} is a decimal with a {name}Unit"))
    conflict = _write_messages((f"{property.zh}互相矛盾", f"more than one {name}"))
    return (
        f"kg:shape-{name} a sh:NodeShape ;\n    sh:targetSubjectsOf kg:{name} ;\n"
        f"    sh:property [ sh:path kg:{name} ; sh:datatype xsd:decimal ; sh:message {form} ] ;\n"
        f"    sh:property [ sh:path kg:{name}Unit ; sh:minCount 1 ; sh:datatype xsd:string ; sh:message {form} ] ;\n"
        f"    sh:property [ sh:path kg:{name} ; sh:maxCount 1 ; sh:severity sh:Warning ; sh:message {conflict} ] .\n"
    )


def _write_messages(messages: tuple[str, str]) -> str:
    return f'"{messages[0]}"@zh, "{messages[1]}"@en'
