"""A SPARQL endpoint over HTTP: requests out, retried while the server is only busy or away, and answers in.

Who asks is told by the environment alone, since arguments show in the list of processes: KG_ENDPOINT_USER with
KG_ENDPOINT_PASSWORD (Basic, or Digest where the server wants that, as Virtuoso does), or KG_ENDPOINT_HEADER for any
other way ("Authorization: Bearer …").
"""

import os
import re
import time
from collections.abc import Callable, Generator
from urllib.parse import urlencode

import httpx
import pyoxigraph as ox

from kg.errors import InputError
from kg.expressions import compile_re
from kg.graph.iris import BASE, make_prefixes
from kg.graph.protocols import Request
from kg.graph.sparql import TOKEN, Results

USER, PASSWORD, HEADER = "KG_ENDPOINT_USER", "KG_ENDPOINT_PASSWORD", "KG_ENDPOINT_HEADER"
CREDENTIALS = f"set {USER} and {PASSWORD}, or {HEADER}"
ATTEMPTS = 6
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0  # seconds; each pause is twice the one before
PASSING = (429, 502, 503, 504)  # statuses that another attempt may not meet
TIMEOUT = httpx.Timeout(600.0, connect=10.0)  # seconds; a large query or batch may take minutes
ANSWERS = "application/sparql-results+xml, application/n-triples;q=0.9, text/turtle;q=0.8"
SHOWN = 200  # characters of a server's complaint in a message
_HEADER = compile_re(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+):\s*(\S.*)")


class _Login(httpx.Auth):
    """Basic or Digest, whichever the server asks for; a class because httpx asks for one.

    Virtuoso answers to Basic with no word on what it takes, so the first request goes without any.
    """

    def __init__(self, user: str, password: str) -> None:
        self.basic, self.digest = httpx.BasicAuth(user, password), httpx.DigestAuth(user, password)
        self.chosen: httpx.Auth | None = None

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        if self.chosen is None:
            response = yield request
            if response.status_code not in (401, 403):
                return
            challenge = response.headers.get("www-authenticate", "")
            self.chosen = self.digest if challenge.lower().startswith("digest") else self.basic
        yield from self.chosen.auth_flow(request)


class Endpoint:
    """A server and the way in; holds the connection and what the server's login asks for.

    Raises:
        InputError: the address is no HTTP address, or the environment holds a header that is none.
    """

    def __init__(self, url: str, *, pause: Callable[[float], None] = time.sleep) -> None:
        address = httpx.URL(url)
        if address.scheme not in ("http", "https") or not address.host:
            raise InputError(f"{url}: no endpoint; an address such as http://localhost:3030/kg/update is needed")
        self.url, self.pause = url, pause
        self.client = httpx.Client(auth=_find_login(), headers=_find_header(), timeout=TIMEOUT, follow_redirects=True)

    def send(self, request: Request) -> httpx.Response:
        """Return the answer to a request that may be repeated, tried again while the server is busy or away.

        Raises:
            InputError: the server refuses it, or is still away after the last attempt.
        """
        for attempt in range(1, ATTEMPTS + 1):
            wait = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1))
            try:
                response = self.client.request(
                    request.method, request.url, content=request.body, headers=dict(request.headers)
                )
            except httpx.TransportError as error:
                problem = f"{request.url}: no answer ({str(error) or type(error).__name__})"
            else:
                if response.is_success or (response.status_code == 404 and request.missing_is_fine):
                    return response
                problem = _explain(request, response)
                if response.status_code not in PASSING:
                    break
                after = response.headers.get("retry-after", "")
                wait = min(LONGEST_PAUSE, float(after)) if after.isdecimal() else wait
            if attempt < ATTEMPTS:
                self.pause(wait)
        raise InputError(problem)


def _find_login() -> _Login | None:
    user = os.environ.get(USER)
    return _Login(user, os.environ.get(PASSWORD, "")) if user else None


def _find_header() -> dict[str, str]:
    text = os.environ.get(HEADER, "")
    match = _HEADER.fullmatch(text)
    if text and not match:
        raise InputError(f"{HEADER}: no HTTP header; write it as Name: value")
    return {match[1]: match[2]} if match else {}


def _explain(request: Request, response: httpx.Response) -> str:
    status = f"{response.status_code} {response.reason_phrase}".strip()
    if response.status_code in (401, 403):
        return f"{request.url}: refused ({status}); {CREDENTIALS} in the environment"
    if response.status_code in (404, 405, 415):
        return (
            f"{request.url}: refused {request.method} ({status}); the address of the store's query, SPARQL Update or "
            "Graph Store service is needed, such as http://localhost:3030/kg/update"
        )
    said = " ".join(re.sub(r"<[^>]*>", " ", response.text).split())[:SHOWN]
    return f"{request.url}: refused ({status}){f'; it says: {said}' if said else ''}"


def query_endpoint(endpoint: Endpoint, text: str, *, base: str = BASE) -> Results:
    """Return what an endpoint answers to a query; our prefixes are known, the dataset is the endpoint's own.

    Raises:
        InputError: the endpoint refuses the query, or answers in no format of SPARQL.
    """
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": ANSWERS}
    # As a form, since Virtuoso 7.2.5 never answers application/sparql-query (its test hangs).
    form = urlencode({"query": add_prefixes(text, base)}).encode()
    response = endpoint.send(Request("POST", endpoint.url, form, headers))
    kind = response.headers.get("content-type", "").partition(";")[0].strip()
    try:
        if format := ox.QueryResultsFormat.from_media_type(kind):
            return ox.parse_query_results(response.content, format)
        if syntax := ox.RdfFormat.from_media_type(kind):
            return _make_results(response.content, syntax)
    except (SyntaxError, ValueError) as error:
        raise InputError(f"{endpoint.url}: its answer is malformed ({' '.join(str(error).split())})") from error
    raise InputError(f"{endpoint.url}: answers in {kind or 'no format'}; a SPARQL query service is needed")


def _make_results(content: bytes, syntax: ox.RdfFormat) -> ox.QueryTriples:
    store = ox.Store()
    store.extend(ox.parse(content, syntax))
    found = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert isinstance(found, ox.QueryTriples)
    return found


def add_prefixes(text: str, base: str = BASE) -> str:
    """Return a query with a declaration for each of our prefixes that it uses and does not declare.

    >>> add_prefixes("ASK { ?c a kg:Company }")
    'PREFIX kg: <https://example.org/kg/ontology#> ASK { ?c a kg:Company }'
    """
    names = {match["name"].partition(":")[0] for match in TOKEN.finditer(text) if match.lastgroup == "name"}
    declared = {name.lower() for name in re.findall(r"prefix\s+([\w.-]*):", text, re.IGNORECASE)}
    wanted = {name: iri for name, iri in make_prefixes(base).items() if name in names and name not in declared}
    return "".join(f"PREFIX {name}: <{iri}> " for name, iri in wanted.items()) + text
