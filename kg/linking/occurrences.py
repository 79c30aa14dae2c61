"""Mentions of one document into its names: how each node is written, as what, how often, and where first."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.chinese import has_chinese
from kg.linking.definitions import Definition
from kg.linking.names import VALUE_TYPES, split_id
from kg.linking.nodes import NodeFinder, follow_antecedent
from kg.linking.objects import LocalName
from kg.linking.proofs import group_by_sentence
from kg.model import Evidence, Extraction, Mention

MIN_SCORE = 0.5  # of a mention that becomes an entity without any fact


@dataclass(slots=True)
class _Count:
    """What is read of one node so far; `place` is an offset into the text, titles after all else."""

    place: int
    surfaces: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    standing: bool = False


def collect_names(extraction: Extraction, definitions: Iterable[Definition], finder: NodeFinder) -> list[LocalName]:
    """Return the names read, in order of nodes; pronouns and titles add no surface form to what they stand for."""
    counts: dict[str, _Count] = {}
    groups = group_by_sentence(extraction.sentences, extraction.mentions)
    for sentence in extraction.sentences:
        late = len(finder.text) if sentence.zone == "title" else 0  # titles shorten what the text explains
        for mention in groups[sentence.index]:
            node = finder.find_node(mention)
            if node is None or (mention.antecedent is not None and has_chinese(mention.text)):
                continue
            count = _add(counts, node, mention.text, follow_antecedent(mention).type, mention.start + late)
            if not mention.generic and mention.score >= MIN_SCORE and sentence.zone != "noise":
                count.standing = True
    _add_ends(counts, extraction.evidence, finder)
    for definition in definitions:
        mention = definition.mention
        node = finder.find_surface(definition.surface, mention.type)
        if node is not None:
            _add(counts, node, definition.surface, mention.type, mention.end)
    return [_make_name(node, counts[node], finder) for node in sorted(counts)]


def _add(counts: dict[str, _Count], node: str, surface: str, type: str, place: int) -> _Count:
    count = counts.setdefault(node, _Count(place))
    count.surfaces[surface] += 1
    count.types[type] += 1
    count.place = min(count.place, place)
    return count


def _add_ends(counts: dict[str, _Count], evidence: Iterable[Evidence], finder: NodeFinder) -> None:
    """Add what only evidence reads: a pattern may take a name in another sense (小米 as a Brand) than its mention."""
    for mention in _list_ends(evidence):
        node = finder.find_node(mention)
        if node is not None and node not in counts:
            named = follow_antecedent(mention)
            _add(counts, node, named.text, named.type, mention.start)


def _list_ends(evidence: Iterable[Evidence]) -> Iterator[Mention]:
    """Yield the named things of evidence: subjects, objects, role fillers and speakers."""
    for piece in evidence:
        for end in (piece.subject, piece.object, piece.speaker, *(filler for _, filler in piece.roles)):
            if isinstance(end, Mention) and end.type not in VALUE_TYPES:
                yield end


def _make_name(node: str, count: _Count, finder: NodeFinder) -> LocalName:
    generic = not split_id(node) and finder.book.rows[node].generic
    surfaces, types = tuple(sorted(count.surfaces.items())), tuple(sorted(count.types.items()))
    return LocalName(node, surfaces, types, count.standing and not generic, count.place)
