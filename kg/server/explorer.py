"""The routes of the explorer: its page, and the parts of the graph that the page asks for as its reader goes."""

from typing import Any

from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp

from kg.server.frames import Call, Failure
from kg.server.pool import RefusedError
from kg.server.responses import StoreResponse

PAGE_HEADERS = {"content-security-policy": "frame-ancestors 'none'"}  # the page has a stricter policy of its own
LONGEST = 15  # digits of a number
MOST_NAMES, MOST_NUMBERS = 2000, 50  # in one address


def list_explorer_routes() -> list[BaseRoute]:
    """Return the routes."""
    return [
        Route("/explore", show_page),
        Route("/explore/around", show_around),
        Route("/explore/article", show_article),
        Route("/explore/community", show_community),
        Route("/explore/events", show_events),
        Route("/explore/fringe", show_fringe),
        Route("/explore/path", show_path),
        Route("/explore/search", show_search),
        Route("/explore/wanted", show_wanted),
    ]


async def answer(request: Request, what: str, headers: dict[str, str] | None = None, **wish: Any) -> ASGIApp:
    """Answer with what a worker reads out of the index."""
    path = await request.app.state.index.find()
    arguments = {"path": str(path), "what": what, "made": request.query_params.get("made", ""), **wish}
    return StoreResponse(request.app.state.pool, Call("explore", arguments), headers or {})


async def show_page(request: Request) -> ASGIApp:
    """Answer with the page, its first picture in it."""
    return await answer(request, "page", PAGE_HEADERS)


async def show_around(request: Request) -> ASGIApp:
    """Answer with the facts of a thing, a page at a time, without those that the reader's filters leave out."""
    page = read_number(request, "page") if "page" in request.query_params else 0
    choice: dict[str, Any] = {
        field: request.query_params.getlist(name)[:MOST_NAMES]
        for name, field in (("status", "statuses"), ("property", "properties"), ("class", "classes"))
    }
    choice |= {
        name: read_number(request, name) for name in ("confidence", "first", "last") if name in request.query_params
    }
    return await answer(request, "around", at=read_number(request, "at"), page=page, choice=choice)


async def show_article(request: Request) -> ASGIApp:
    """Answer with an article and what was read out of it."""
    return await answer(request, "article", at=read_number(request, "at"))


async def show_community(request: Request) -> ASGIApp:
    """Answer with the main things of a community."""
    return await answer(request, "community", number=read_number(request, "n"))


async def show_events(request: Request) -> ASGIApp:
    """Answer with the events of a thing, or with the main ones of all."""
    at = read_number(request, "at") if "at" in request.query_params else None
    return await answer(request, "events", at=at)


async def show_fringe(request: Request) -> ASGIApp:
    """Answer with the main relations of each of several things."""
    return await answer(request, "fringe", at=read_numbers(request, "at"))


async def show_path(request: Request) -> ASGIApp:
    """Answer with a shortest way between two things."""
    return await answer(request, "path", start=read_number(request, "from"), end=read_number(request, "to"))


async def show_search(request: Request) -> ASGIApp:
    """Answer with the things that have a name like what was typed."""
    return await answer(request, "search", typed=request.query_params.get("q", ""))


async def show_wanted(request: Request) -> ASGIApp:
    """Answer with the things, facts and articles that an address names."""
    names = {key: request.query_params.getlist(key)[:MOST_NAMES] for key in ("node", "fact", "doc")}
    return await answer(request, "wanted", nodes=names["node"], facts=names["fact"], docs=names["doc"])


def read_numbers(request: Request, name: str) -> list[int]:
    """Return the values of a parameter that are whole numbers.

    Raises:
        RefusedError: it is missing, one is none, or there are too many.
    """
    texts = request.query_params.getlist(name)
    if not texts:
        raise RefusedError(Failure(400, f"a parameter {name} is missing; one such as ?{name}=0 is needed"))
    if len(texts) > MOST_NUMBERS:
        raise RefusedError(Failure(400, f"{len(texts)} values of {name}; {MOST_NUMBERS} are taken at once"))
    for text in texts:
        if not (text.isascii() and text.isdecimal() and len(text) <= LONGEST):
            raise RefusedError(Failure(400, f"{name}={text[:40]}: no whole number; one such as ?{name}=0 is needed"))
    return [int(text) for text in texts]


def read_number(request: Request, name: str) -> int:
    """Return the value of a parameter that is a whole number.

    Raises:
        RefusedError: it is missing or none.
    """
    return read_numbers(request, name)[0]
