"""The routes of what people read: the query page, a page for each thing, the page of the whole graph."""

import json
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from kg.graph.iris import SPACES, decode_id, make_iri
from kg.server.calling import call
from kg.server.formats import choose_format, parse_accept, weigh_format, weigh_type
from kg.server.frames import Call, Failure
from kg.server.gallery import dump_gallery
from kg.server.pool import RefusedError
from kg.server.protocol import read_body
from kg.server.rendering import PAGE, render_page
from kg.server.responses import StoreResponse
from kg.server.signs import make_colours
from kg.server.words import WORDS, choose_language

COOKIE = "kg-language"
YEAR = 365 * 86400  # seconds
MOST_TERMS = 5000  # values of one result that are looked up at once

# Everything comes from this server; nothing in a page runs or loads anything but that. Chromium itself writes style
# attributes into text that is being edited, and would complain of them.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; style-src-attr 'unsafe-inline'; "
    "img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
EXPLORER = "graph.html"
EXPLORER_POLICY = "frame-ancestors 'none'"  # the page has a policy of its own, stricter than any of ours


def list_page_routes() -> list[BaseRoute]:
    """Return the routes."""
    return [
        Route("/", show_query_page),
        Route("/resource", show_resource),
        *(Route(f"/{space}/{{id:path}}", redirect_identifier) for space in SPACES),
        Route("/graph", show_explorer),
        Route("/ask", answer_question),
        Route("/offers", list_offers),
        Route("/links", find_links, methods=["POST"]),
        Route("/sentences", show_sentences, methods=["POST"]),
        Route("/static/kinds.css", show_colours),
        Mount("/static", StaticFiles(directory=PAGE / "static")),
    ]


def make_frame(request: Request) -> dict[str, Any]:
    """Return what stands around the content of every page."""
    chosen = request.query_params.get("lang", "")
    language = choose_language(chosen, request.cookies.get(COOKIE, ""), request.headers.get("accept-language", ""))
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return {
        "language": language,
        "other_language": f"?{urlencode([*kept, ('lang', WORDS[language]['other'])])}",
    }


def make_headers(request: Request, frame: Mapping[str, Any], nonce: str = "none") -> dict[str, str]:
    """Return the headers of a page; a language that was chosen is kept."""
    headers = {"content-security-policy": POLICY.format(nonce=nonce), "vary": "accept, accept-language, cookie"}
    headers |= {"cache-control": "no-cache", "referrer-policy": "same-origin"}
    if "lang" in request.query_params:
        headers["set-cookie"] = f"{COOKIE}={frame['language']}; Path=/; Max-Age={YEAR}; SameSite=Lax"
    return headers


async def show_query_page(request: Request) -> Response:
    """Answer with the page to ask queries from."""
    frame, nonce = make_frame(request), secrets.token_urlsafe(16)
    gallery = Markup(dump_gallery(await call(request.app.state.pool, "base")))
    page = render_page("query.html", frame, here="query", nonce=nonce, gallery=gallery)
    headers = make_headers(request, frame, nonce) | {"content-type": "text/html; charset=utf-8"}
    return Response(page, headers=headers)


async def show_resource(request: Request) -> ASGIApp:
    """Answer with the page of a node, by its IRI or by a name; to programs with what the graph says of it."""
    pool, frame = request.app.state.pool, make_frame(request)
    name, iri = request.query_params.get("name", ""), request.query_params.get("iri", "")
    if name and not iri:
        found = await call(pool, "named", name=name)
        if len(found) != 1:
            return StoreResponse(pool, Call("names", {"name": name, "frame": frame}), make_headers(request, frame))
        return RedirectResponse(f"/resource?iri={quote(found[0], safe='')}", 303)
    if not iri:
        raise RefusedError(Failure(400, "a parameter iri or name is needed"))
    if wants_data(request):
        return RedirectResponse(f"/sparql?query={quote(f'DESCRIBE <{iri}>', safe='')}", 303)
    return StoreResponse(pool, Call("resource", {"iri": iri, "frame": frame}), make_headers(request, frame))


def wants_data(request: Request) -> bool:
    """Whether a request wants a graph rather than a page."""
    ranges = parse_accept(request.headers.get("accept", ""))
    format = choose_format("graph", ranges)
    return format is not None and weigh_format(format, ranges) > weigh_type("text/html", ranges)


async def redirect_identifier(request: Request) -> Response:
    """Answer to the path of an identifier, which is the same below any base, with the address of its page."""
    base = await call(request.app.state.pool, "base")
    space, _, name = request.scope["raw_path"].decode("ascii").removeprefix("/").partition("/")
    return RedirectResponse(f"/resource?iri={quote(make_iri(space, decode_id(name), base=base), safe='')}", 303)


async def show_explorer(request: Request) -> Response:
    """Answer with the page of the whole graph, where the build has one."""
    path = request.app.state.pool.settings.directory / EXPLORER
    if not path.is_file():
        raise RefusedError(Failure(404, "no page of the whole graph here; `kg build` writes one"))
    return FileResponse(path, headers={"content-security-policy": EXPLORER_POLICY, "cache-control": "no-cache"})


async def show_colours(request: Request) -> Response:
    """Answer with the colours of the kinds of things."""
    return Response(make_colours(), media_type="text/css", headers={"cache-control": "no-cache"})


async def answer_question(request: Request) -> ASGIApp:
    """Answer a Chinese question."""
    question = request.query_params.get("question", "").strip()
    if not question:
        raise RefusedError(Failure(400, "a parameter question is needed, such as ?question=谁收购了谁？"))
    language = make_frame(request)["language"]
    return StoreResponse(request.app.state.pool, Call("answer", {"question": question, "language": language}), {})


async def list_offers(request: Request) -> ASGIApp:
    """Answer with questions that the graph can answer."""
    return StoreResponse(request.app.state.pool, Call("offers", {}), {})


async def find_links(request: Request) -> ASGIApp:
    """Answer with what values of a result point at."""
    content, sent = await read_terms(request)
    sent["translate"] = content.get("translate") is True
    return StoreResponse(request.app.state.pool, Call("links", sent), {})


async def show_sentences(request: Request) -> ASGIApp:
    """Answer with the sentences that a row of a result rests on."""
    content, sent = await read_terms(request)
    hints = content.get("hints", [])
    sent["hints"] = [str(hint) for hint in hints] if isinstance(hints, list) else []
    return StoreResponse(request.app.state.pool, Call("sentences", sent), {})


async def read_terms(request: Request) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the page sends, and of it the values, as a SPARQL result in JSON has them, with the language.

    Raises:
        RefusedError: the body is too long or not what the page sends.
    """
    body = await read_body(request)
    try:
        content = json.loads(body)
        terms = [{str(key): str(value) for key, value in term.items()} for term in content["terms"][:MOST_TERMS]]
        language = choose_language(content["language"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise RefusedError(Failure(400, "the body is not what the page sends: terms and a language")) from error
    if not all("type" in term and "value" in term for term in terms):
        raise RefusedError(Failure(400, "a term has a type and a value, as in a SPARQL result in JSON"))
    return content, {"terms": terms, "language": language}
