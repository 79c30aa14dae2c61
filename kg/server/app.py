"""The application: routes, errors in one line, and the workers' life."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from http import HTTPStatus

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from kg.server.calling import call
from kg.server.description import describe_service
from kg.server.explorer import list_explorer_routes
from kg.server.formats import FORMATS, choose_format, label_format, parse_accept
from kg.server.frames import Failure
from kg.server.indexing import IndexPlace
from kg.server.middleware import Seal, Usher
from kg.server.pages import list_page_routes
from kg.server.pool import Pool, RefusedError
from kg.server.protocol import read_query
from kg.server.responses import CORS, StoreResponse, make_failure
from kg.server.settings import Settings

log = logging.getLogger(__name__)

METHODS = "GET, HEAD, POST, OPTIONS"


def make_app(settings: Settings) -> Starlette:
    """Return the application; its workers start and end with it."""
    pool = Pool(settings)

    @asynccontextmanager
    async def run_pool(app: Starlette) -> AsyncIterator[None]:
        try:
            await pool.start()
            yield
        finally:
            await pool.close()

    app = Starlette(
        routes=list_routes(),
        lifespan=run_pool,
        middleware=[Middleware(Seal), Middleware(Usher)],
        exception_handlers={RefusedError: _tell_refusal, HTTPException: _tell_http, Exception: _tell_fault},
    )
    app.state.pool = pool
    app.state.index = IndexPlace(settings.directory.resolve())  # workers have another current folder
    return app


def list_routes() -> list[BaseRoute]:
    """Return the routes."""
    return [
        Route("/sparql", serve_endpoint, methods=["GET", "POST", "OPTIONS"]),
        *list_page_routes(),
        *list_explorer_routes(),
    ]


async def serve_endpoint(request: Request) -> ASGIApp:
    """Answer a request to the endpoint: a query, or what the endpoint says of itself."""
    if request.method == "OPTIONS":
        return Response(status_code=204, headers=_list_permissions(request))
    query = await read_query(request)
    if query is not None:
        pool = request.app.state.pool
        limits = f"rows={pool.settings.max_rows}, bytes={pool.settings.max_bytes}"
        return StoreResponse(pool, query, {**CORS, "vary": "accept", "kg-limit": limits})
    return await _describe(request)


def _list_permissions(request: Request) -> dict[str, str]:
    asked = request.headers.get("access-control-request-headers", "accept, content-type")
    permissions = {"access-control-allow-methods": METHODS, "access-control-allow-headers": asked}
    return {**CORS, **permissions, "access-control-max-age": "86400", "allow": METHODS}


async def _describe(request: Request) -> Response:
    format = choose_format("graph", parse_accept(request.headers.get("accept", "")))
    if format is None:
        types = ", ".join(format.media_types[0] for format in FORMATS.values() if format.kind == "graph")
        raise RefusedError(Failure(406, f"the description can be had as {types}; a query goes into ?query="))
    graphs = await call(request.app.state.pool, "graphs")
    address = str(request.url.replace(query="", fragment=""))
    data = describe_service(address, graphs, format)
    return Response(data, headers={**CORS, "content-type": label_format(format), "vary": "accept"})


async def _tell_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, RefusedError)
    return make_failure(error.failure, retry=error.retry)


async def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status, path = error.status_code, request.url.path
    if status == HTTPStatus.NOT_FOUND:
        line = f"{path}: nothing here; the endpoint is /sparql, the page /"
    elif status == HTTPStatus.METHOD_NOT_ALLOWED:
        line = f"{request.method} is not taken at {path}; use {METHODS if path == '/sparql' else _list_allowed(error)}"
    else:
        line = error.detail
    return make_failure(Failure(status, line), headers=dict(error.headers or {}))


def _list_allowed(error: HTTPException) -> str:
    return ", ".join(sorted((error.headers or {}).get("Allow", "GET").split(", ")))


async def _tell_fault(request: Request, error: Exception) -> Response:
    log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return make_failure(Failure(500, "the server failed; its log says how"))
