"""What the page calls classes, properties, roles, metrics and statuses, in Chinese and English."""

from kg.ontology.vocabulary import Vocabulary

Pair = tuple[str, str]  # (zh, en)


def find_label(vocabulary: Vocabulary, name: str) -> Pair:
    """Return the label of a class, property, role, metric or status; a name without one is shown as it is written."""
    for terms in (vocabulary.properties, vocabulary.classes, vocabulary.metrics, vocabulary.statuses):
        if term := terms.get(name):
            return term.zh, term.en
    return name, name


def find_ancestors(vocabulary: Vocabulary, name: str) -> tuple[str, ...]:
    """Return a class and its ancestors, nearest first."""
    return (name, *vocabulary.classes[name].parents) if name in vocabulary.classes else (name,)
