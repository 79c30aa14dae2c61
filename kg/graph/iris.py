"""Identifiers: any id becomes a readable IRI that is a valid prefixed name in Turtle, and comes back unchanged.

`https://example.org/kg/entity/小米` is written `entity:小米`. Letters of Chinese, Latin, Greek, Cyrillic, Japanese and
Korean stand as they are; a space is `_`; everything else is percent-encoded, so decoding an IRI (as a browser may)
never makes two ids one. The set of plain characters is a fixed list and not a property of Unicode: Python's tables grow
from version to version, identifiers must not change with them. Every plain character is its own normal form (NFC).
"""

import re
from typing import Literal, get_args
from urllib.parse import unquote_to_bytes

from kg.errors import InputError
from kg.expressions import compile_re
from kg.ontology.vocabulary import KG, OWL, RDF, RDFS, SKOS, XSD

BASE = "https://example.org/kg/"
DCTERMS = "http://purl.org/dc/terms/"
OA = "http://www.w3.org/ns/oa#"
PROV = "http://www.w3.org/ns/prov#"
QUDT = "http://qudt.org/schema/qudt/"
SCHEMA = "https://schema.org/"
UNIT = "http://qudt.org/vocab/unit/"
WIKIDATA = "http://www.wikidata.org/entity/"

Space = Literal["document", "entity", "evidence", "fact"]
SPACES: tuple[Space, ...] = get_args(Space)

_LETTERS = (
    "A-Za-z0-9"
    "\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"  # Latin with marks
    "\u0388-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce\u0400-\u0481\u048a-\u052f"  # Greek, Cyrillic
    "\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc"  # 々 〇 and kana
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\U00020000-\U0002a6df\U0002a700-\U0002ebe0\U00030000-\U0003134a"
)
# Turtle lets hyphen, middle dot (史蒂夫·乔布斯) and full stop into a local name but not at its head, nor a full stop
# at its end.
_SPECIAL = compile_re(rf"\A[-·:.]|\.\Z|[^{_LETTERS}·:.-]", re.DOTALL)
_UNDERSCORES = compile_re("_+")
_BASE = compile_re(r"[a-zA-Z][a-zA-Z0-9+.-]*:[^\x00-\x20<>\"{}|\\^`]+[/#]")


def check_base(base: str) -> str:
    """Return `base` if IRIs can be made below it.

    Raises:
        InputError: it is not an absolute IRI that ends in / or #.
    """
    if _BASE.fullmatch(base):
        return base
    raise InputError(f"--base {base}: not usable; an absolute IRI that ends in / or # is needed, such as {BASE}")


def make_prefixes(base: str = BASE) -> dict[str, str]:
    """Return the prefixes, sorted, that every Turtle file is written with and every query may use."""
    fixed = {"dcterms": DCTERMS, "kg": KG, "oa": OA, "owl": OWL, "prov": PROV, "qudt": QUDT, "rdf": RDF, "rdfs": RDFS}
    fixed |= {"schema": SCHEMA, "skos": SKOS, "unit": UNIT, "wd": WIKIDATA, "xsd": XSD}
    fixed |= {str(space): f"{base}{space}/" for space in SPACES}
    return dict(sorted(fixed.items()))


def make_iri(space: Space, id: str, *, base: str = BASE) -> str:
    """Return the IRI of an id; two ids never share one.

    >>> make_iri("entity", "Redmi Note 7")
    'https://example.org/kg/entity/Redmi_Note_7'
    """
    return f"{base}{space}/{encode_id(id)}"


def read_id(iri: str, *, base: str = BASE) -> tuple[Space, str]:
    """Return what `make_iri` made this IRI of.

    Raises:
        InputError: `make_iri` never made it with this base.
    """
    for space in SPACES:
        head = f"{base}{space}/"
        if iri.startswith(head):
            id = decode_id(iri[len(head) :])
            if make_iri(space, id, base=base) == iri:
                return space, id
    raise InputError(f"{iri}: no identifier of this graph; one below {base} is needed")


def encode_id(id: str) -> str:
    """Return the local name of an id: injective, and `decode_id` undoes it.

    >>> encode_id("手机+AIoT"), encode_id("xiaomi_2019")
    ('手机%2BAIoT', 'xiaomi__2019')
    """
    return _SPECIAL.sub(_escape, id)


def _escape(match: re.Match[str]) -> str:
    """A lone space between other characters is `_`, an underscore `__`: so runs of underscores can be told apart."""
    text, start, char = match.string, match.start(), match[0]
    if char == "_":
        return "__"
    if char == " " and 0 < start < len(text) - 1 and text[start - 1] not in " _" and text[start + 1] not in " _":
        return "_"
    return "".join(f"%{byte:02X}" for byte in char.encode("utf-8", "surrogatepass"))


def decode_id(name: str) -> str:
    """Return the id that `encode_id` made this local name of; bytes that are no UTF-8 become U+FFFD."""
    spaced = _UNDERSCORES.sub(lambda run: " " if len(run[0]) == 1 else "_" * (len(run[0]) // 2), name)
    decoded = unquote_to_bytes(spaced)
    try:
        return decoded.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return decoded.decode("utf-8", "replace")
