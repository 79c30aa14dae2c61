"""A Turtle file made of the one before is that of the same graph made from nothing."""

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from kg.graph.blocks import digest_tellings, make_blocks
from kg.graph.iris import BASE
from kg.graph.rdf import make_context, make_quads
from kg.graph.splice import TurtleFile, cut_blocks, make_empty, splice_blocks
from kg.graph.turtle import serialize_turtle
from tests.graph.sample import make_sample

SAMPLE = make_sample()
BLOCKS = make_blocks(digest_tellings(SAMPLE), make_context(SAMPLE, BASE))
NAMES = sorted({name for _, name, _ in BLOCKS})


def make_file(names: set[bytes]) -> TurtleFile:
    return splice_blocks(make_empty(BASE), set(), [block for block in BLOCKS if block[1] in names])


def test_the_file_is_the_turtle_of_all_triples(quads):
    assert make_file(set(NAMES)).data == serialize_turtle(quads)


@given(before=st.sets(st.sampled_from(NAMES)), now=st.sets(st.sampled_from(NAMES)))
def test_what_stays_what_goes_and_what_comes_make_the_file_from_nothing(before: set[bytes], now: set[bytes]):
    new = [block for block in BLOCKS if block[1] in now - before]
    assert splice_blocks(make_file(before), before - now, new) == make_file(now)


@given(before=st.sets(st.sampled_from(NAMES)), gone=st.sets(st.sampled_from(NAMES)))
def test_what_goes_is_the_turtle_of_its_blocks(before: set[bytes], gone: set[bytes]):
    assert cut_blocks(make_file(before), gone) == make_file(before & gone).data


def test_each_block_is_turtle_by_itself(quads):
    file = make_file(set(NAMES))
    parts = [set(ox.parse(cut_blocks(file, {name}), format=ox.RdfFormat.TURTLE)) for name in NAMES]
    assert sum(map(len, parts)) == len(quads) and set().union(*parts) == set(make_quads(SAMPLE))
