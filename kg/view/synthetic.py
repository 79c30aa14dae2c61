"""A number of things in, a made-up graph of news of that size out, for timing: the same for the same number.

Things come in trades. A new one joins a company of its trade, half the time one that has many relations already (as in
Barabási and Albert, 1999), and now and then one of another trade. Each article says twenty facts. The randomness is a
fixed sequence, so that every run times the same graph.
"""

from array import array
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from kg.model import Annotation, Document, Entity, Fact, KnowledgeGraph, Proof, Status

KINDS = (
    ("produces", "Product", "推出"),
    ("operatesIn", "Country", "进入"),
    ("competitorOf", "Company", "与之竞争的有"),
    ("supplierOf", "Company", "供货给"),
    ("ownsBrand", "Brand", "拥有品牌"),
    ("usesTechnology", "Technology", "采用"),
)
STATUSES: tuple[Status, ...] = (
    "asserted",
    "asserted",
    "asserted",
    "asserted",
    "planned",
    "former",
    "rumoured",
    "denied",
)
FACTS_A_DOCUMENT = 20
TRADE = 80  # things
ABROAD = 0.12  # of the relations lead to any trade
EXTRA_EDGES = 0.6  # relations a thing has beside the one it came with
FIRST_DAY = date(2018, 1, 1)
SYLLABLES = "华中国金科远东新天海信达瑞德恒安泰宏盛联创美通智云星光明亚博正大"


def make_news_graph(size: int) -> KnowledgeGraph:
    """Return a graph of `size` things and about 1.6 times as many facts."""
    random = Random(1)
    entities, pairs = _make_entities(size, random)
    facts: dict[str, Fact] = {}
    documents: dict[str, Document] = {}
    annotations: dict[str, tuple[Annotation, ...]] = {}
    for number, start in enumerate(range(0, len(pairs), FACTS_A_DOCUMENT)):
        doc_id = f"doc{number:05}"
        text, marks = "", []
        for subject, predicate, target, verb in pairs[start : start + FACTS_A_DOCUMENT]:
            names = entities[subject].zh, entities[target].zh
            sentence = f"{names[0]}{verb}{names[1]}。"
            a, b = len(text), len(text) + len(names[0]) + len(verb)
            spans = ((a, a + len(names[0])), (b, b + len(names[1])))
            proof = Proof(doc_id, a, a + len(sentence), sentence, f"{predicate}/made-up", 0.9, None, spans)
            fact_id = f"f{len(facts):06}"
            status = STATUSES[random.randrange(len(STATUSES))]
            facts[fact_id] = Fact(fact_id, "relation", predicate, subject, target, (), status, 0.9, (proof,))
            marks += [Annotation(*spans[0], subject), Annotation(*spans[1], target)]
            text += sentence
        published = FIRST_DAY + timedelta(days=number)
        offsets = array("I", range(len(text) + 1))
        documents[doc_id] = Document(doc_id, f"第{number + 1}篇报道", text, text, offsets, published)
        annotations[doc_id] = tuple(marks)
    return KnowledgeGraph(documents, entities, facts, annotations)


def _make_entities(size: int, random: Random) -> tuple[dict[str, Entity], list[tuple[str, str, str, str]]]:
    """Return things by id, and (subject, property, object, verb) of every relation."""
    names = _make_names(random)
    entities: dict[str, Entity] = {}
    pairs: list[tuple[str, str, str, str]] = []
    trades: list[tuple[list[str], list[str]]] = []  # of each: its companies, and again once for each relation they have
    for number in range(size):
        entity_id = f"e{number:05}"
        if number % TRADE == 0:
            trades.append(([entity_id], [entity_id]))
            predicate, kind, verb = "partnerOf", "Company", "与之合作的有"
        else:
            predicate, kind, verb = KINDS[random.randrange(len(KINDS))]
        entities[entity_id] = Entity(entity_id, kind, next(names))
        for _ in range(1 + (random.random() < EXTRA_EDGES)):
            home = random.randrange(len(trades)) if random.random() < ABROAD else len(trades) - 1
            companies, busy = trades[home]
            from_these = busy if random.random() < 0.5 else companies
            subject = from_these[random.randrange(len(from_these))]
            if subject != entity_id:
                pairs.append((subject, predicate, entity_id, verb))
                busy.append(subject)
        if kind == "Company" and number % TRADE:
            trades[-1][0].append(entity_id)
    return entities, pairs


def _make_names(random: Random) -> Iterator[str]:
    seen: set[str] = set()
    while True:
        name = "".join(SYLLABLES[random.randrange(len(SYLLABLES))] for _ in range(random.randrange(2, 5)))
        if name not in seen:
            seen.add(name)
            yield name
