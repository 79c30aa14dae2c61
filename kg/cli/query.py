"""`kg query`: SPARQL on a build's store or on any RDF file."""

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import PATH, take_directory

if TYPE_CHECKING:
    import pyoxigraph as ox

    from kg.graph.queries import SavedQuery
    from kg.graph.sparql import Results


class ResultFormat(StrEnum):
    """The formats of results; kg.graph.results writes them."""

    table = "table"
    csv = "csv"
    tsv = "tsv"
    json = "json"
    xml = "xml"
    ttl = "ttl"
    nt = "nt"
    jsonld = "jsonld"
    rdf = "rdf"


@click.command
@click.argument(
    "text", metavar="[QUERY]", required=False, help="SPARQL, a .rq file, or the name of a saved query (see --list)."
)
@click.option("--param", multiple=True, metavar="NAME=VALUE", help="A value for a saved query; repeatable.")
@click.option(
    "--format",
    "-f",
    type=click.Choice(ResultFormat),
    default=ResultFormat.table,
    help="Form of the results; for CONSTRUCT and DESCRIBE ttl, nt, jsonld or rdf.",
)
@take_directory(help="The build whose store is asked.")
@click.option("--file", metavar="FILE", type=PATH, help="Ask an RDF file instead (.ttl .nt .nq .trig .jsonld .rdf).")
@click.option("--infer/--no-infer", default=True, help="Answer with what follows, or with what is asserted alone.")
@click.option("--endpoint", metavar="URL", help="Ask a SPARQL endpoint instead, its default graph.")
@click.option("--list", "list_all", is_flag=True, help="List the saved queries with their parameters.")
def query(
    text: str | None,
    param: Sequence[str],
    format: ResultFormat,
    directory: Path,
    file: Path | None,
    infer: bool,
    endpoint: str | None,
    list_all: bool,
) -> None:
    """Ask the graph in SPARQL; the prefixes are known."""
    from kg.graph.iris import BASE
    from kg.graph.queries import fill_query, find_query, load_queries, parse_parameters
    from kg.graph.sparql import run_query
    from kg.graph.store import find_base

    if list_all:
        for saved in load_queries().values():
            _print_saved(saved)
        return
    if text is None:
        raise click.BadParameter("name a query: SPARQL text, a .rq file, or one of `kg query --list`")
    saved = find_query(text)
    filled = fill_query(saved, parse_parameters(param))
    if endpoint:
        from kg.graph.endpoints import Endpoint, query_endpoint

        _print_results(query_endpoint(Endpoint(endpoint), filled), format, BASE)
    else:
        store = _open(directory, file, infer=infer)
        base = find_base(store)
        _print_results(run_query(store, filled, infer=infer, base=base, origin=saved.name), format, base)


def _open(directory: Path, file: Path | None, *, infer: bool) -> "ox.Store":
    from kg.graph.store import load_store, open_store

    return load_store(file, infer=infer) if file else open_store(directory)


def _print_saved(saved: "SavedQuery") -> None:
    click.echo(f"{saved.name}\n  {saved.help}")
    for parameter in saved.parameters:
        default = "any" if parameter.default == "UNDEF" else parameter.default.split("@")[0].strip('"')
        click.echo(f"  --param {parameter.name}=…  {parameter.help} (default: {default})")


def _print_results(results: "Results", format: ResultFormat, base: str) -> None:
    from kg.graph.results import make_table, serialize_results

    if format is ResultFormat.table:
        from kg.cli.screen import make_console

        make_console().print(make_table(results, base=base), highlight=False, markup=False)
        return
    data = serialize_results(results, format.value, base=base)
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
