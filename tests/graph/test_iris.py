"""Laws of identifiers."""

import unicodedata

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import example, given
from hypothesis import strategies as st

from kg.errors import InputError
from kg.graph.iris import SPACES, check_base, decode_id, encode_id, make_iri, make_prefixes, read_id

NAMES = st.one_of(
    st.text(max_size=12),
    st.text(alphabet="小米 _-.·:%20/#“”\"'\\\n红😀é한あ", max_size=12),
    st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=6),
)


@given(NAMES, st.sampled_from(SPACES))
@example("\ud800", "entity")
@example("", "fact")
@example(" _ ", "entity")
def test_any_name_comes_back(name, space):
    iri = make_iri(space, name)
    assert read_id(iri) == (space, name)


@given(NAMES, NAMES)
@example("a b", "a_b")
@example("a__b", "a_ b")
@example("豈", "豈")  # a compatibility character and the one that NFC makes of it
@example("%20", " ")
def test_different_names_have_different_iris_even_decoded_and_normalised(one, other):
    if one != other:
        assert encode_id(one) != encode_id(other)
    assert unicodedata.normalize("NFC", encode_id(one)) == encode_id(one)


@given(st.lists(NAMES, min_size=1, max_size=5, unique=True))
def test_every_name_is_a_prefixed_name_that_both_libraries_read(names):
    prefix, label = make_prefixes()["entity"], ox.NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
    triples = [ox.Triple(ox.NamedNode(make_iri("entity", n)), label, ox.Literal("x")) for n in names]
    text = (ox.serialize(triples, format=ox.RdfFormat.TURTLE, prefixes={"entity": prefix}) or b"").decode()
    assert text.count("entity:") == len(names) + 1 and "<https://example.org/kg/entity/>" in text
    wanted = {triple.subject.value for triple in triples}
    assert {quad.subject.value for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)} == wanted
    assert {str(subject) for subject in rdflib.Graph().parse(data=text).subjects()} == wanted


@pytest.mark.parametrize(
    ("id", "local"),
    [
        ("小米", "小米"),
        ("Redmi Note 7", "Redmi_Note_7"),
        ("phone_08", "phone__08"),
        ("史蒂夫·乔布斯", "史蒂夫·乔布斯"),
        ("-x", "%2Dx"),
        (".", "%2E"),
        ("..", "%2E%2E"),
        ("1.5", "1.5"),
        ("a  b", "a%20%20b"),
        ("手机+AIoT", "手机%2BAIoT"),
    ],
)
def test_identifiers_are_readable_and_never_change(id, local):
    assert encode_id(id) == local and decode_id(local) == id


@pytest.mark.parametrize(
    "iri",
    ["https://example.org/kg/entity/a b", "https://elsewhere.org/entity/a", "", "https://example.org/kg/entity/%FF"],
)
def test_an_iri_that_is_not_ours_is_refused(iri):
    with pytest.raises(InputError, match="no identifier of this graph"):
        read_id(iri)


@pytest.mark.parametrize("base", ["", "kg/", "https://a.org/kg", "https://a.org/a b/", 'https://a.org/"/'])
def test_a_base_that_makes_no_iris_is_refused(base):
    with pytest.raises(InputError, match="--base"):
        check_base(base)


def test_another_base_moves_the_data_and_not_the_vocabulary():
    prefixes = make_prefixes(check_base("http://intern.example/图谱/"))
    assert prefixes["entity"] == "http://intern.example/图谱/entity/"
    assert prefixes["kg"] == "https://example.org/kg/ontology#"
