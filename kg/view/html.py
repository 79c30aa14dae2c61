"""What the page knows at its start in, its HTML out: for a file that needs nothing else, or for the server.

Names and sentences reach the page as JSON in an inert element and are shown as text only. The policy in the page's head
allows just our two scripts, known by their digests, and no request at all, or none but to the server the page came
from; so what stands in an article can't run.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

NOBODY, SELF = "'none'", "'self'"
PAGE = Path(__file__).parent / "page"
VENDOR = Path(__file__).parent / "vendor" / "vis-network.min.js"


def make_page(payload: str, *, title: str, served: bool = False) -> str:
    """Return the HTML of a JSON payload; a `served` page asks its server for what isn't in it."""
    vendor, app = VENDOR.read_text(encoding="utf-8"), join_files("js")
    policy = (
        f"default-src 'none'; script-src {digest_script(vendor)} {digest_script(app)}; "
        f"style-src 'unsafe-inline'; img-src data: blob:; connect-src {SELF if served else NOBODY}; "
        "base-uri 'none'; form-action 'none'"
    )
    context = {
        "title": title,
        "policy": policy,
        "style": Markup(join_files("css")),
        "payload": Markup(make_inert(payload)),
        "vendor": Markup(vendor),
        "app": Markup(app),
    }
    return load_template().render(context)


@cache
def load_template() -> Template:
    """Return the template of the page."""
    environment = Environment(
        loader=FileSystemLoader(PAGE, encoding="utf-8"), autoescape=True, undefined=StrictUndefined,
        keep_trailing_newline=True,
    )  # fmt: skip
    return environment.get_template("page.html")


def make_inert(payload: str) -> str:
    """Return JSON that can stand in a script element: `<` is escaped, so no text in it can end the element."""
    return payload.replace("<", "\\u003c")


def digest_script(text: str) -> str:
    """Return a script's digest as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def join_files(kind: str) -> str:
    """Return the page's own scripts or styles as one text, in the order of their numbers."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((PAGE / kind).glob(f"*.{kind}"))]
    text = "".join(parts)
    return f'(() => {{\n"use strict";\n{text}}})();\n' if kind == "js" else text
