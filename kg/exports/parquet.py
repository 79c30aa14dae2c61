"""A pair of Parquet files, entities and facts a row each, for pandas, Polars, DuckDB and Spark.

What a fact has several of (qualifiers, evidence) is a list of structs in its row, so no table has to be joined to read
a fact; `subject`, `entity` and the like hold the `id` of entities.parquet. Figures are doubles, with the words of the
article beside them. pyarrow is an extra, since it takes 150 MB.
"""

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.exports.registry import Source, register
from kg.model import Entity, Fact, Proof, Value

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

Row = Mapping[str, object]


@register("parquet", "-entities.parquet", "-facts.parquet", help="Parquet of entities and of facts (extra: parquet)")
def make_parquet(source: Source) -> tuple[bytes, ...]:
    """Return entities.parquet and facts.parquet.

    Raises:
        InputError: pyarrow is not installed.
    """
    try:
        import pyarrow  # noqa: F401
    except ModuleNotFoundError as error:
        raise InputError(
            f"--format parquet needs {error.name}; install it with: pip install 'kg-news[parquet]'"
        ) from error
    graph = source.graph
    return (
        _write_table((_make_entity(graph.entities[id]) for id in sorted(graph.entities)), _make_entity_schema()),
        _write_table((_make_fact(graph.facts[id]) for id in sorted(graph.facts)), _make_fact_schema()),
    )


def _write_table(rows: Iterable[Row], schema: "pa.Schema") -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq  # type: ignore[import-untyped]

    out = BytesIO()
    pq.write_table(pa.Table.from_pylist(list(rows), schema=schema), out, compression="zstd")
    return out.getvalue()


def _make_entity_schema() -> "pa.Schema":
    import pyarrow as pa

    text = pa.string()
    identifiers = pa.list_(pa.struct([("scheme", text), ("value", text)]))
    fields = [("id", text), ("type", text), ("name", text), ("name_en", text), ("aliases", pa.list_(text))]
    return pa.schema([*fields, ("identifiers", identifiers)])


def _make_entity(entity: Entity) -> Row:
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.zh,
        "name_en": entity.en or None,
        "aliases": list(entity.aliases),
        "identifiers": [{"scheme": scheme, "value": value} for scheme, value in entity.identifiers],
    }


def _make_value_fields() -> list[tuple[str, "pa.DataType"]]:
    import pyarrow as pa

    texts = [(name, pa.string()) for name in ("unit", "comparator", "date", "text")]
    return [("entity", pa.string()), ("number", pa.float64()), *texts]


def _make_filler(filler: str | Value | None) -> dict[str, object]:
    """Return an entity's id or what a value says, as the fields of `_make_value_fields`."""
    if not isinstance(filler, Value):
        return {"entity": filler}
    return {
        "number": None if filler.number is None else float(filler.number),
        "unit": filler.unit or None,
        "comparator": None if filler.number is None else filler.comparator,
        "date": filler.iso or None,
        "text": filler.text,
    }


def _make_fact_schema() -> "pa.Schema":
    import pyarrow as pa

    text, whole, real = pa.string(), pa.int64(), pa.float64()
    proof = [("document", text), ("start", whole), ("end", whole), ("sentence", text)]
    proof += [("rule", text), ("score", real), ("speaker", text)]
    return pa.schema(
        [
            *((name, text) for name in ("id", "kind", "predicate", "status")),
            ("confidence", real),
            ("subject", text),
            ("object", pa.struct(_make_value_fields())),
            ("qualifiers", pa.list_(pa.struct([("role", text), *_make_value_fields()]))),
            ("evidence", pa.list_(pa.struct(proof))),
        ]
    )


def _make_fact(fact: Fact) -> Row:
    return {
        "id": fact.id,
        "kind": fact.kind,
        "predicate": fact.predicate,
        "status": fact.status,
        "confidence": fact.confidence,
        "subject": fact.subject,
        "object": None if fact.object is None else _make_filler(fact.object),
        "qualifiers": [{"role": role, **_make_filler(filler)} for role, filler in fact.qualifiers],
        "evidence": [_make_proof(proof) for proof in fact.proofs],
    }


def _make_proof(proof: Proof) -> Row:
    return {
        "document": proof.document,
        "start": proof.start,
        "end": proof.end,
        "sentence": proof.quote,
        "rule": proof.rule,
        "score": proof.score,
        "speaker": proof.speaker,
    }
