"""The W3C SPARQL 1.1 tests about queries against a running server over HTTP: how many pass, and why each other doesn't.

The suite (rdf-tests) is no part of this project: pass the path of a copy, a folder or a .tar.gz. All its data go into
one store as named graphs; each test's request names the graphs that are its own, so that this is tested too. Every
query is also asked of pyoxigraph in this process: what fails there as well is the engine's.

usage: python -m kg.evaluate.w3c PATH
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.errors import KgError
from kg.evaluate.w3c_run import Outcome, read_data, run_server, run_test
from kg.evaluate.w3c_suite import load_tests, open_suite
from kg.graph.store import open_store, write_quads

_UPDATE = "an update: the server is for reading only and refuses it with 403"
_REMOTE = "asks another endpoint through SERVICE, which is refused: no request leaves the machine"
_ABSENT = "pyoxigraph 0.5.13: a path of no step from a term that no triple has finds nothing, not even that term"
_INSIDE = "pyoxigraph 0.5.13: what stands inside GRAPH ?g is evaluated once over all graphs, not for each of them"
_CONCAT = "pyoxigraph 0.5.13: GROUP_CONCAT keeps the language that its values share; the standard makes a plain text"
CAUSES = {
    "aggregates/agg-empty-group-count-graph": _INSIDE,
    "aggregates/agg-groupconcat-04": _CONCAT,
    "aggregates/agg-groupconcat-06": _CONCAT,
    "bindings/graph": _INSIDE,
    "csv-tsv-res/tsv03": "pyoxigraph 0.5.13: types derived from xsd:integer (here negativeInteger) are stored as it",
    "functions/bnode01": "pyoxigraph 0.5.13: BNODE with the same text makes the same node in every row",
    "negation/graph-minus": _INSIDE,
    "property-path/zero_or_more_set_end": _ABSENT,
    "property-path/zero_or_more_set_start": _ABSENT,
    "property-path/zero_or_one_set_end": _ABSENT,
    "property-path/zero_or_one_set_start": _ABSENT,
    "syntax-query/test_4": "calls a function that is not there; pyoxigraph 0.5.13 refuses it before it evaluates",
}


def main(arguments: Sequence[str]) -> int:
    """Run the tests and print what came out; the exit status is 1 where one fails without a known cause."""
    if len(arguments) != 1:
        print("usage: python -m kg.evaluate.w3c PATH", file=sys.stderr)
        return 2
    try:
        with open_suite(Path(arguments[0])) as folder, TemporaryDirectory(prefix="kg-w3c-store-") as place:
            tests = load_tests(folder)
            write_quads(read_data(tests), Path(place), infer=False)
            store = open_store(Path(place))
            with run_server(Path(place)) as server:
                outcomes = [run_test(test, server.client, store) for test in tests]
    except KgError as error:
        print(f"kg: {error}", file=sys.stderr)
        return 1
    return print_outcomes(outcomes)


def find_cause(outcome: Outcome) -> str:
    """Return why a test that failed did, empty where it is not known."""
    if outcome.test.name.startswith("protocol/update_"):
        return _UPDATE
    if outcome.test.name.startswith(("service/", "syntax-fed/")):
        return _REMOTE
    return CAUSES.get(outcome.test.name, "")


def print_outcomes(outcomes: Sequence[Outcome]) -> int:
    """Print the tests passed by group and the others with their causes."""
    run = Counter(outcome.test.name.partition("/")[0] for outcome in outcomes)
    passed = Counter(outcome.test.name.partition("/")[0] for outcome in outcomes if not outcome.problem)
    alone = Counter(outcome.test.name.partition("/")[0] for outcome in outcomes if outcome.alone)
    print(f"{'':<20}{'tests':>7}{'passed':>8}{'pyoxigraph alone':>18}")
    for group in [*run, ""]:
        counts = (run[group], passed[group], alone[group]) if group else map(Counter.total, (run, passed, alone))
        name = group or "all"
        told = [str(count) for count in counts]
        print(f"{name:<20}{told[0]:>7}{told[1]:>8}{'' if group == 'protocol' else told[2]:>18}")
    failed = [outcome for outcome in outcomes if outcome.problem]
    for outcome in failed:
        print(f"{outcome.test.name}: {find_cause(outcome) or f'UNEXPLAINED: {outcome.problem}'}")
    unexplained = sum(not find_cause(outcome) for outcome in failed)
    print(f"{len(failed)} failed, {unexplained} of them unexplained")
    return 1 if unexplained else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
