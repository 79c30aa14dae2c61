"""One document's sentences, tokens and mentions in, its evidence out."""

from collections.abc import Iterator, Sequence

from kg.model import Document, Evidence, Extraction, Mention, Sentence, Token
from kg.ontology.gazetteer import Gazetteer
from kg.relations.ahead import settle_times
from kg.relations.carrying import Carry
from kg.relations.disclosure import Disclosure, find_signatures
from kg.relations.discourse import Reader
from kg.relations.event_roles import Memory, complete_events
from kg.relations.gapping import find_gapped, find_rivals_behind
from kg.relations.match import find_matches
from kg.relations.observations import find_observations
from kg.relations.ownership import INDEX
from kg.relations.patterns import PatternSet
from kg.relations.reading import make_reading
from kg.relations.structure import find_structure

ANNOUNCEMENT = "Announcement"
POINT = "点"
NOTHING_IF_DENIED = {ANNOUNCEMENT, "Milestone", "StockMove", "EarningsReport"}  # what did not happen is no event


def extract(
    doc: Document,
    sentences: Sequence[Sentence],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    *,
    patterns: PatternSet,
    gazetteer: Gazetteer,
) -> Extraction:
    """Return the evidence of a document in text order; repeated sentences (`copy_of`) and noise give none."""
    reader = Reader(doc, mentions, sentences)
    evidence: list[Evidence] = []
    main = reader.title_company
    carry = Carry(published=doc.published, main=main.text if main is not None else "")
    memory = Memory(main, Disclosure(find_signatures(doc.text, mentions), whole=main is not None))
    seen: list[Mention] = []
    before: list[Evidence] = []  # what the sentence before says
    for sentence, own, words in _by_sentence(sentences, mentions, tokens):
        if sentence.zone == "noise":
            continue
        passages = reader.read(sentence, own, words)
        reading = make_reading(doc.text, sentence, passages)
        seen += reading.mentions
        if sentence.copy_of is None:
            figures = list(find_observations(reading, carry, main))
            matches = list(find_matches(reading, patterns))
            matches += [*find_gapped(reading, before), *find_rivals_behind(reading)]
            before = matches
            evidence += complete_events(reading, drop_announcements(matches), memory)
            evidence += figures
            evidence += find_structure(reading, gazetteer)
    return Extraction(doc, tuple(sentences), tuple(seen), tuple(settle_times(evidence, doc)))


def _by_sentence(
    sentences: Sequence[Sentence], mentions: Sequence[Mention], tokens: Sequence[Token]
) -> Iterator[tuple[Sentence, list[Mention], list[Token]]]:
    m = t = 0
    for sentence in sentences:
        own: list[Mention] = []
        words: list[Token] = []
        while m < len(mentions) and mentions[m].start < sentence.end:
            own.append(mentions[m])
            m += 1
        while t < len(tokens) and tokens[t].start < sentence.end:
            words.append(tokens[t])
            t += 1
        yield sentence, own, words


def drop_announcements(found: Sequence[Evidence]) -> list[Evidence]:
    """Leave out announcements of what the announcer itself does in the same sentence, and what did not happen."""
    actors = {
        filler.text
        for evidence in found
        if evidence.kind == "event" and evidence.predicate != ANNOUNCEMENT
        for _, filler in evidence.roles
        if isinstance(filler, Mention)
    }
    return [
        evidence
        for evidence in found
        if not (evidence.kind == "event" and evidence.status == "denied" and evidence.predicate in NOTHING_IF_DENIED)
        and not (evidence.kind == "event" and (_is_duty(evidence) or _is_of_index(evidence)))
        and not (
            evidence.predicate == ANNOUNCEMENT
            and any(
                role == "speaker" and isinstance(end, Mention) and end.text in actors for role, end in evidence.roles
            )
        )
    ]


def _is_duty(event: Evidence) -> bool:
    """Tell whether a policy is only to be made: what a body is there for (拟订具体办法), no announcement."""
    return event.rule == f"{ANNOUNCEMENT}/policy" and event.status == "planned"


def _is_of_index(event: Evidence) -> bool:
    """Tell whether the mark passed is an index's (站上1300点), told by a company."""
    points = any(isinstance(f, Mention) and f.value is not None and f.value.unit == POINT for _, f in event.roles)
    named = any(isinstance(f, Mention) and INDEX.search(f.text) for _, f in event.roles)
    return event.predicate == "Milestone" and points and not named
