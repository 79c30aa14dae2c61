"""`kg push` and `kg query --endpoint`: what they print, and one line where something is wrong."""

import pytest

from kg.graph.endpoints import add_prefixes


def test_the_command_pushes_and_asks(kg, oxigraph, build):
    status, out, err = kg("push", oxigraph.update, "-d", build)
    assert (status, err) == (0, "") and out.endswith(" there now\n")
    for query in ("brands_of_company", "SELECT ?l { ?c a kg:Company ; skos:prefLabel ?l } ORDER BY ?l"):
        for form in ("table", "csv", "json"):
            here = kg("query", query, "-d", build, "-f", form)
            assert here[0] == 0 and here == kg("query", query, "--endpoint", oxigraph.query, "-f", form)
    here = kg("query", "DESCRIBE entity:yuenan", "-d", build, "-f", "ttl")
    assert "kg:Country" in here[1] and here == kg(
        "query", "DESCRIBE entity:yuenan", "--endpoint", oxigraph.query, "-f", "ttl"
    )
    assert kg("query", "ASK { ?c a kg:Company }", "--endpoint", oxigraph.query)[1] == "yes\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["push", "localhost:3030"], "localhost:3030: no endpoint; an address such as http://localhost:3030/kg/update"),
        (["push", "{home}/nothing"], "/nothing: refused POST (404 Not Found); the address of the store's query,"),
        (["push", "{home}/update", "--graph", "my graph"], "--graph my graph: names no graph ("),
        (["query", "SELECT ?", "--endpoint", "{home}/query"], "/query: refused (400 Bad Request); it says: "),
        (
            ["query", "ASK {{}}", "--endpoint", "{home}/store"],
            "/store: refused POST (415 Unsupported Media Type); the address of",
        ),
    ],
)
def test_errors_are_one_line(kg, oxigraph, build, arguments, message):
    filled = [argument.format(home=oxigraph.query.removesuffix("/query")) for argument in arguments]
    status, out, err = kg(*filled, *(["-d", build] if "push" in arguments else []))
    assert status == 1 and out == "" and err.startswith("kg: ") and err.count("\n") == 1 and message in err, err


def test_prefixes_are_added_where_a_query_uses_and_does_not_declare_them():
    assert add_prefixes("prefix KG: <urn:x> ASK { ?s a kg:A , skos:B }").startswith("PREFIX skos: <")
    assert add_prefixes("ASK { ?s <http://x/kg:a> 'x' }").startswith("ASK")
