"""A copy of the W3C SPARQL 1.1 test suite in, its tests about queries out: what to ask of which graphs, what to expect.

The addresses of its files are those they were published under, so that relative names in them become what results say.
"""

import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pyoxigraph as ox

from kg.errors import InputError

HOME = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"
GROUPS = (
    "aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "exists", "functions", "grouping", "json-res",
    "negation", "project-expression", "property-path", "protocol", "service", "subquery", "syntax-query", "syntax-fed",
)  # fmt: skip
"""The folders with tests about queries. Left out: updates, and entailment regimes, which this server doesn't offer."""

_PREFIXES = {
    "mf": "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#",
    "qt": "http://www.w3.org/2001/sw/DataAccess/tests/test-query#",
    "ut": "http://www.w3.org/2009/sparql/tests/test-update#",
    "ht": "http://www.w3.org/2011/http#",
    "cnt": "http://www.w3.org/2011/content#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
}
_TESTS = """SELECT ?test ?type ?query ?result {
    ?manifest mf:entries/rdf:rest*/rdf:first ?test . ?test a ?type
    OPTIONAL { ?test mf:action ?action OPTIONAL { ?action qt:query ?file }
      BIND(COALESCE(?file, ?action) AS ?query) }
    OPTIONAL { ?test mf:result ?result }
}"""
_DATA = """SELECT ?test ?default ?named ?label {
    { ?test mf:action/qt:data ?default }
    UNION { ?test mf:action/qt:graphData ?named FILTER NOT EXISTS { ?named qt:graph ?file } }
    UNION { ?test mf:action/qt:graphData|ut:graphData ?data . ?data qt:graph|ut:graph ?named ; rdfs:label ?label }
}"""
_REQUESTS = """SELECT ?test ?request ?path ?method ?body ?encoding ?truth ?format (GROUP_CONCAT(STR(?code)) AS ?status)
WHERE {
    ?test mf:action/ht:requests/rdf:rest*/rdf:first ?request .
    ?request ht:absolutePath ?path ; ht:methodName ?method ; ht:resp ?response .
    ?response mf:expectedStatus ?code
    OPTIONAL { ?response mf:expectedBoolean ?truth }
    OPTIONAL { ?response mf:expectedFormat ?format }
    OPTIONAL { ?request ht:body ?content . ?content cnt:chars ?body ; cnt:characterEncoding ?encoding }
} GROUP BY ?test ?request ?path ?method ?body ?encoding ?truth ?format"""
_HEADERS = """SELECT ?request ?name ?value {
    ?request ht:headers/rdf:rest*/rdf:first [ ht:fieldName ?name ; ht:fieldValue ?value ]
}"""


@dataclass(frozen=True, slots=True)
class Request:
    """A request of a protocol test; `statuses` are first digits of what may come back."""

    method: str
    path: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    statuses: tuple[str, ...]
    truth: str
    format: str


@dataclass(frozen=True, slots=True)
class Test:
    """A test; `default` and `named` are the names of its graphs, which hold `files` by graph."""

    name: str
    kind: str
    query: Path | None
    result: Path | None
    default: tuple[str, ...]
    named: tuple[str, ...]
    files: dict[str, Path] = field(default_factory=dict)
    requests: tuple[Request, ...] = ()


@contextmanager
def open_suite(path: Path) -> Iterator[Path]:
    """Give the folder of a copy of the suite, which may also be packed as .tar.gz.

    Raises:
        InputError: it is none.
    """
    with TemporaryDirectory(prefix="kg-w3c-") as folder:
        if path.is_file():
            try:
                with tarfile.open(path) as archive:
                    archive.extractall(folder, filter="data")
            except tarfile.TarError as error:
                raise InputError(f"{path}: not readable as an archive ({error}); a .tar.gz is needed") from error
            path = Path(folder)
        found = sorted(path.glob("**/aggregates/manifest.ttl"))
        if not found:
            raise InputError(f"{path}: no SPARQL 1.1 test suite there; a folder with aggregates/manifest.ttl is needed")
        yield found[0].parent.parent


def load_tests(folder: Path) -> list[Test]:
    """Return the tests of all groups, sorted by group and name."""
    return [test for group in GROUPS for test in sorted(_load_group(folder, group), key=lambda test: test.name)]


def _load_group(folder: Path, group: str) -> Iterator[Test]:
    path = folder / group / "manifest.ttl"
    manifest = ox.Store()
    manifest.load(path.read_bytes(), ox.RdfFormat.TURTLE, base_iri=f"{HOME}{group}/manifest.ttl")
    for row in _select(manifest, _TESTS):
        yield _make_test(folder, manifest, row)


def _make_test(folder: Path, manifest: ox.Store, row: ox.QuerySolution) -> Test:
    def find_file(term: object) -> Path | None:
        return folder / term.value.removeprefix(HOME) if isinstance(term, ox.NamedNode) else None

    default: list[str] = []
    named: list[str] = []
    files: dict[str, Path] = {}
    for data in _select(manifest, _DATA, test=row["test"]):
        graph = _value(data["default"] or data["label"] or data["named"])
        file = find_file(data["default"] or data["named"])
        assert file is not None
        files[graph] = file
        (default if data["default"] else named).append(graph)
    return Test(
        name=_value(row["test"]).removeprefix(HOME).replace("manifest#", ""),
        kind=_value(row["type"]).rpartition("#")[2],
        query=find_file(row["query"]),
        result=find_file(row["result"]),
        default=tuple(default),
        named=tuple(named),
        files=files,
        requests=tuple(_load_requests(manifest, row["test"])),
    )


def _load_requests(manifest: ox.Store, test: object) -> Iterator[Request]:
    for row in _select(manifest, _REQUESTS, test=test):
        headers = [(_value(h["name"]), _value(h["value"])) for h in _select(manifest, _HEADERS, request=row["request"])]
        yield Request(
            method=_value(row["method"]),
            path=_value(row["path"]),
            headers=tuple(sorted(headers)),
            body=_value(row["body"]).encode(_value(row["encoding"]) or "utf-8"),
            statuses=tuple(sorted({code.rpartition("StatusCode")[2][:1] for code in _value(row["status"]).split()})),
            truth=_value(row["truth"]),
            format=_value(row["format"]),
        )


def _select(manifest: ox.Store, text: str, **values: object) -> Iterator[ox.QuerySolution]:
    bound = {ox.Variable(name): value for name, value in values.items()}
    found = manifest.query(text, prefixes=_PREFIXES, substitutions=bound)  # type: ignore[arg-type]  # each is a term
    assert isinstance(found, ox.QuerySolutions)
    return iter(found)


def _value(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
