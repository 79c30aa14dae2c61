"""An HTTP request in, a query with the formats it may be answered in out (SPARQL 1.1 Protocol, section 2.1).

The text of a query is looked at by workers only: whatever it takes there, others are answered meanwhile.
"""

from collections.abc import Sequence
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.server.formats import FORMATS, Format, Kind, Range, choose_format, parse_accept
from kg.server.frames import Failure, Query
from kg.server.pool import RefusedError

MAX_BODY = 2**20  # bytes
FORM, DIRECT, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
PARAMETERS = ("query", "default-graph-uri", "named-graph-uri", "format", "infer", "max-rows")
YES, NO = ("true", "1", "yes"), ("false", "0", "no")

Parameters = list[tuple[str, str]]


async def read_query(request: Request) -> Query | None:
    """Return the query of a request, None if it asks for none (a GET without parameters: the service description).

    Raises:
        RefusedError: it is not a query as the protocol wants it, or none that this server answers.
    """
    parameters = _parse_parameters(request.scope["query_string"])
    if request.method in ("GET", "HEAD"):
        if not any(name in ("query", "update") for name, _ in parameters):
            return None
    else:
        parameters = await _read_parameters(request, parameters)
    if any(name == "update" for name, _ in parameters):
        raise RefusedError(Failure(403, "this endpoint is for reading only; send a query"))
    texts = [value for name, value in parameters if name == "query"]
    if len(texts) != 1:
        raise RefusedError(Failure(400, f"{len(texts) or 'no'} parameters named query; exactly one is needed"))
    return make_query(texts[0], parameters, request.headers.get("accept", ""))


async def _read_parameters(request: Request, parameters: Parameters) -> Parameters:
    media_type, charset = _parse_content_type(request.headers.get("content-type", ""))
    if media_type == UPDATE:
        raise RefusedError(Failure(403, "this endpoint is for reading only; send a query"))
    if media_type not in (FORM, DIRECT):
        given = f"a body of {media_type or 'no named type'}"
        raise RefusedError(Failure(415, f"{given} is not taken; send {DIRECT} or {FORM}"))
    if charset not in ("", "utf-8", "utf8"):
        raise RefusedError(Failure(415, f"a body in {charset} is not taken; UTF-8 is needed"))
    body = await read_body(request)
    if media_type == FORM:
        return parameters + _parse_parameters(body)
    try:
        return [*(each for each in parameters if each[0] != "query"), ("query", body.decode("utf-8"))]
    except UnicodeDecodeError as error:
        raise RefusedError(Failure(400, f"the body is not UTF-8 (byte {error.start})")) from error


async def read_body(request: Request) -> bytes:
    """Return the body of a request.

    Raises:
        RefusedError: it is too long.
    """
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BODY:
            raise RefusedError(Failure(413, f"the body is longer than {MAX_BODY} bytes"))
    return bytes(body)


def _parse_content_type(header: str) -> tuple[str, str]:
    media_type, *rest = (part.strip() for part in header.lower().split(";"))
    charsets = [part.partition("=")[2].strip('"') for part in rest if part.startswith("charset=")]
    return media_type, charsets[0] if charsets else ""


def _parse_parameters(data: bytes) -> Parameters:
    try:
        return parse_qsl(data.decode("utf-8"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise RefusedError(Failure(400, "the parameters are not UTF-8")) from error


def make_query(text: str, parameters: Parameters, accept: str) -> Query:
    """Return a query; `format` among the parameters goes before the Accept header.

    Raises:
        RefusedError: a parameter has a value it can't have, or nothing that is accepted can be had.
    """
    values: dict[str, list[str]] = {name: [] for name in PARAMETERS}
    for name, value in parameters:
        if name in values:
            values[name].append(value)
    default, named = tuple(values["default-graph-uri"]), tuple(values["named-graph-uri"])
    rows, graph = _choose_formats(values["format"], accept)
    return Query(
        text=text,
        rows=rows,
        truth=rows,
        graph=graph,
        infer=_read_switch("infer", values["infer"]),
        max_rows=_read_number("max-rows", values["max-rows"]),
        dataset=(default, named) if default or named else None,
    )


def _choose_formats(names: Sequence[str], accept: str) -> tuple[str, str]:
    if names:
        return _find_named(names[-1], "rows"), _find_named(names[-1], "graph")
    ranges = parse_accept(accept)
    rows, graph = _name(choose_format("rows", ranges)), _name(choose_format("graph", ranges))
    if not rows and not graph:
        types = ", ".join(format.media_types[0] for format in FORMATS.values())
        raise RefusedError(Failure(406, f"nothing in {accept!r} can be had; use {types}"))
    return rows, graph


def _find_named(name: str, kind: Kind) -> str:
    """Return the format of a kind by its short name or media type; a name of the other kind leaves the choice to us."""
    if name in FORMATS:
        return _name(FORMATS[name] if FORMATS[name].kind == kind else choose_format(kind, parse_accept("")))
    if "/" in name and any(name in format.media_types for format in FORMATS.values()):
        type, _, subtype = name.partition("/")
        return _name(choose_format(kind, [Range(type, subtype, 1.0)]))
    raise RefusedError(Failure(400, f"format={name}: no such format; use {', '.join(FORMATS)} or a media type"))


def _name(format: Format | None) -> str:
    return format.name if format else ""


def _read_number(name: str, values: Sequence[str]) -> int | None:
    if not values:
        return None
    if values[-1].isascii() and values[-1].isdigit() and int(values[-1]) > 0:
        return int(values[-1])
    raise RefusedError(Failure(400, f"{name}={values[-1]}: a number from 1 on is needed"))


def _read_switch(name: str, values: Sequence[str]) -> bool:
    if not values or values[-1] in YES:
        return True
    if values[-1] in NO:
        return False
    raise RefusedError(Failure(400, f"{name}={values[-1]}: use true or false"))
