"""Laws: order and repetition of documents change nothing; two Chinese names never share an id; graphs are closed."""

import pickle
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.contents import digest_fact, digest_marked, find_used
from kg.errors import InputError
from kg.linking import link_document, merge
from kg.linking.assembly import get_partition, join_partition, make_drafts, make_facts
from kg.linking.entities import find_types, group_names
from kg.linking.identity import find_identities
from kg.linking.increments import Merged, merge_again
from kg.linking.merge import resolve_documents
from kg.linking.names import make_id, make_key, make_keys
from kg.linking.sharding import cut_decided, decide, digest_links, draft_part, join_shard, make_all_entities
from kg.ontology.decisions import Decisions, Verdict

CHINESE = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6)
NAMES = (
    "诚壹",
    "诚壹科技",
    "深圳诚壹科技有限公司",
    "北京诚壹科技有限公司",
    "海岚",
    "小米",
    "雷军|Person",
    "王磊|Person",
)


@st.composite
def worlds(draw):
    """Draw what documents say: for each, its names and the pairs of them that it relates."""
    return [
        (
            draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=6)),
            draw(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.booleans()), max_size=4)),
            draw(st.sampled_from(["2019-01-11", "2019-01"])),
        )
        for _ in range(draw(st.integers(1, 5)))
    ]


def write_story(tell, figure, day, index, names, pairs, when):
    names = [name if "|" in name else f"{name}|Company" for name in names]
    story = tell(
        "、".join(f"[{name}]" for name in names) + f"在手机业第{index % 3}次合作、收购，众所周知，各有说法。",
        f"d{index}",
    )
    for first, second, flag in pairs:
        a, b = names[first % len(names)], names[second % len(names)]
        story.relate(a, "acquired" if flag else "partnerOf", b, score=0.3 + 0.1 * first)
        story.happen("Acquisition", buyer=a, target=b, date=day(when))
        story.observe(a, "revenue", figure(str(second)), **({"period": day("2018")} if flag else {}))
    return story


@settings(max_examples=60, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_merging_is_commutative_and_idempotent(tell, figure, day, book, world, chance: random.Random):
    docs = [
        link_document(write_story(tell, figure, day, index, *said).done(), book) for index, said in enumerate(world)
    ]
    graph = merge(docs, book)
    shuffled = [*docs, *docs[:2]]
    chance.shuffle(shuffled)
    assert merge(pickle.loads(pickle.dumps(shuffled)), book) == graph
    for mapping in (graph.documents, graph.entities, graph.facts, graph.annotations):
        assert list(mapping) == sorted(mapping)
    assert find_used(graph.facts) <= graph.entities.keys()
    assert {mark.entity for marks in graph.annotations.values() for mark in marks} <= graph.entities.keys()
    for fact in graph.facts.values():
        assert fact.subject is None or fact.subject != fact.object
        assert 0 < fact.confidence <= 0.99
        for proof in fact.proofs:
            assert graph.documents[proof.document].raw[proof.start : proof.end] == proof.quote


@settings(max_examples=40, deadline=None)
@given(worlds(), st.randoms(use_true_random=False))
def test_partitions_of_drafts_are_joined_alike_in_any_order(tell, figure, day, book, world, chance: random.Random):
    docs = [
        link_document(write_story(tell, figure, day, index, *said).done(), book) for index, said in enumerate(world)
    ]
    resolved = resolve_documents(docs, find_identities(docs, book), book)
    types = find_types(resolved, group_names(resolved), book)
    drafts = [draft for doc, nodes in resolved for draft in make_drafts(doc, nodes, types)]
    facts = make_facts(drafts, {})
    chance.shuffle(drafts)
    assert make_facts(drafts, {}) == facts
    parts = {}
    for draft in drafts:
        parts.setdefault(get_partition(draft), []).append(draft)
    joined = [fact for members in parts.values() for fact in join_partition(members, {})]
    assert {fact.id: fact for fact in joined} == facts and len(joined) == len(facts)


@settings(max_examples=60, deadline=None)
@given(worlds(), worlds(), st.booleans())
def test_a_merge_after_another_makes_the_graph_of_a_merge_alone(tell, figure, day, book, first, second, added):
    worlds = [first, [*first, *second] if added else [*second, *first[len(second) :]]]
    before = Merged()
    for world in worlds:
        docs = {
            f"d{index}": link_document(write_story(tell, figure, day, index, *said).done(), book)
            for index, said in enumerate(world)
        }
        names = {id: repr(doc).encode() for id, doc in docs.items()}
        digests = list(map(digest_links, docs.values()))
        graph, known, before = merge_again(digests, names, docs.__getitem__, book, before)
        assert graph == merge(docs.values(), book)
        assert known.facts == {id: digest_fact(fact) for id, fact in graph.facts.items()}
        assert known.documents == {id: digest_marked(doc, graph.annotations[id]) for id, doc in graph.documents.items()}
        again, same, _ = merge_again(digests, names, lambda id: pytest.fail(f"{id} is read"), book, before)
        assert (again.documents, again.entities, again.facts) == (graph.documents, graph.entities, graph.facts)
        assert same == known


VERDICTS = (
    Verdict("same", "海岚", "诚壹科技"),
    Verdict("same", "Person-王磊", "leijun"),
    Verdict("different", "诚壹", "深圳诚壹科技有限公司"),
    Verdict("rename", "海岚", "海岚集团"),
)


@settings(max_examples=60, deadline=None)
@given(worlds(), st.lists(st.sets(st.sampled_from(VERDICTS)), min_size=2, max_size=3), st.booleans())
def test_a_merge_after_other_verdicts_or_code_makes_the_graph_of_a_merge_alone(
    tell, figure, day, book, world, days, same_code
):
    docs = {
        f"d{index}": link_document(write_story(tell, figure, day, index, *said).done(), book)
        for index, said in enumerate(world)
    }
    digests = list(map(digest_links, docs.values()))
    before = Merged()
    for number, verdicts in enumerate(days):
        judged = replace(book, decisions=Decisions(tuple(sorted(verdicts, key=repr))))
        names = {id: f"{not same_code and number} {doc!r}".encode() for id, doc in docs.items()}
        graph, known, before = merge_again(digests, names, docs.__getitem__, judged, before)
        assert graph == merge(docs.values(), judged)
        assert known.facts == {id: digest_fact(fact) for id, fact in graph.facts.items()}


@settings(max_examples=60, deadline=None)
@given(worlds(), st.integers(1, 4), st.integers(1, 5))
def test_a_merge_in_parts_and_shards_makes_the_graph_of_the_whole(tell, figure, day, book, world, size, shards):
    docs = [
        link_document(write_story(tell, figure, day, index, *said).done(), book) for index, said in enumerate(world)
    ]
    digests = [digest_links(doc) for doc in reversed(docs)]
    decided = decide(digests, book)
    parts = [docs[start : start + size] for start in range(0, len(docs), size)]
    drafted = [
        draft_part(part, cut_decided(decided, [doc.document.id for doc in part]), shards=shards) for part in parts
    ]
    joined = [
        join_shard([draft for part in drafted for draft in part.shards[shard]], decided.copies)
        for shard in range(shards)
    ]
    graph = merge(docs, book)
    assert sum(len(shard.facts) for shard in joined) == len(graph.facts)
    assert {id: fact for shard in joined for id, fact in shard.facts.items()} == graph.facts
    entities = make_all_entities(digests, decided, [shard.used for shard in joined], book)
    assert entities == graph.entities and list(entities) == sorted(entities)
    marks = {id: marks for part in drafted for id, marks in part.marks.items()}
    assert {id: tuple(m for m in found if m.entity in entities) for id, found in marks.items()} == graph.annotations


@given(CHINESE, CHINESE, st.sampled_from(["Company", "Person", "Product", "City"]))
def test_distinct_chinese_names_never_share_an_id(first, second, type):
    assert (make_id(type, make_key(first)) == make_id(type, make_key(second))) == (first == second)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))))
def test_keys_of_many_names_are_those_of_each(names):
    assert make_keys(names) == list(map(make_key, names))


@given(CHINESE, CHINESE)
def test_distinct_names_of_one_document_share_an_entity_only_by_a_tie(tell, book, first, second):
    doc = link_document(tell(f"[{first}|Brand]。[{second}|Brand]。").done(), book)
    assert (len({name.node for name in doc.names}) == 2) == (first != second)


def test_two_documents_of_one_id_are_refused(tell, book):
    docs = [link_document(tell(text, "same").done(), book) for text in ("甲。", "乙。")]
    with pytest.raises(InputError, match='two different documents have the id "same"'):
        merge(docs, book)
