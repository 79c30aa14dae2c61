"""Relations that a name itself tells: 小米电视 is produced by 小米; 红米Redmi Note 7 bears the brand Redmi."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from kg.model import Evidence, Mention
from kg.ontology.gazetteer import Gazetteer
from kg.relations.match import Reading

MAKER_SCORE = 0.85


def find_makers(reading: Reading, gazetteer: Gazetteer) -> Iterator[Evidence]:
    """Yield produces and hasBrand for products whose name begins with a company's or brand's."""
    for mention in reading.mentions:
        if mention.type != "Product" or mention.generic or mention.antecedent is not None:
            continue
        for maker, is_brand in _read_maker(mention, gazetteer):
            if is_brand:
                yield _evidence(reading, mention, "hasBrand", maker)
            else:
                yield _evidence(reading, maker, "produces", mention)


def _evidence(reading: Reading, subject: Mention, predicate: str, object_: Mention) -> Evidence:
    passage = reading.clause_at(reading.mentions[0].start)
    return Evidence(
        "relation", reading.sentence, predicate, subject, object_, (), "asserted", f"{predicate}/name", MAKER_SCORE, passage.speaker
    )  # fmt: skip


def _read_maker(product: Mention, gazetteer: Gazetteer) -> Iterator[tuple[Mention, bool]]:
    """Yield (name, is a brand) for the longest listed maker and brand that begin a product's name."""
    found: Mapping[str, str] = {}
    for end in range(2, len(product.text)):
        head = product.text[:end]
        rest = product.text[end : end + 1]
        if head[-1].isascii() and head[-1].isalnum() and rest.isascii() and rest.isalnum():
            continue
        for row_id in gazetteer.names.get(head, ()):
            row = gazetteer.rows[row_id]
            if row.type in {"Company", "Brand"}:
                found = {**found, row.type: head}
    for kind, head in found.items():
        if kind == "Brand" and "Company" in found and found["Company"] == head:
            continue  # a name that is both: the company makes it
        name = Mention(product.start, product.start + len(head), head, kind, "name", MAKER_SCORE)
        yield replace(name, also=()), kind == "Brand"
