"""What the page knows at its start in, its HTML out: for a file that needs nothing else, or for the server.

Names and sentences reach the page as JSON in an inert element and are shown as text only. The policy in the page's head
allows just our two scripts, known by their digests, and no request at all, or none but to the server the page came
from; so what stands in an article can't run.
"""

import base64
import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Template

from markupsafe import escape

NOBODY, SELF = "'none'", "'self'"
PAGE = Path(__file__).parent / "page"
VENDOR = Path(__file__).parent / "vendor" / "vis-network.min.js"


def make_page(payload: Iterable[bytes], *, title: str, served: bool = False) -> list[bytes]:
    """Return the HTML of an inert JSON payload, both in parts; a `served` page asks its server for what isn't in it."""
    vendor, app = VENDOR.read_text(encoding="utf-8"), join_files("js")
    policy = (
        f"default-src 'none'; script-src {digest_script(vendor)} {digest_script(app)}; "
        f"style-src 'unsafe-inline'; img-src data: blob:; connect-src {SELF if served else NOBODY}; "
        "base-uri 'none'; form-action 'none'"
    )
    words = {"title": escape(title), "policy": escape(policy), "style": join_files("css"), "vendor": vendor, "app": app}
    before, after = (part.substitute(words).encode("utf-8", "replace") for part in load_templates())
    return [before, *payload, after]


@cache
def load_templates() -> tuple[Template, Template]:
    """Return the templates of what stands before and after the payload; that is too large to be a word of one."""
    before, after = (PAGE / "page.html").read_text(encoding="utf-8").split("$payload")
    return Template(before), Template(after)


def digest_script(text: str) -> str:
    """Return a script's digest as a Content-Security-Policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def join_files(kind: str) -> str:
    """Return the page's own scripts or styles as one text, in the order of their numbers."""
    parts = [path.read_text(encoding="utf-8") for path in sorted((PAGE / kind).glob(f"*.{kind}"))]
    text = "".join(parts)
    return f'(() => {{\n"use strict";\n{text}}})();\n' if kind == "js" else text
