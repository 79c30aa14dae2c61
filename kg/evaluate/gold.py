"""Gold files of a document's facts in, what their mentions must be out.

One JSON object a document: `document` (the article's file), `entities` with `type` and `labels` (every surface form the
text uses, and other obvious names), `dates`, `observations` and `events`. They say which names and values the article
holds, not where; so each name and value counts once a document. Dates and figures are those that facts use, no
complete list: what else is found can't be judged, and recall alone is measured.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.evaluate.scores import Judgement
from kg.model import Document, Mention

ACCEPTED = 'an object with "document" and "entities": [{"type", "labels"}] is accepted'
BODIES = {"Company", "Organization"}  # told apart by few readers; either is right for the other
PLACES = {"Place", "Country", "Region", "City"}
CLOSE = Decimal("0.000001")  # relative difference at which two figures are the same


@dataclass(frozen=True, slots=True)
class GoldName:
    """One thing that a document names: its type and the folded names it goes by."""

    type: str
    label: str
    names: frozenset[str]


@dataclass(frozen=True, slots=True)
class GoldFile:
    """What a gold file says of the article `document`."""

    document: str
    names: tuple[GoldName, ...]
    dates: tuple[str, ...]
    figures: tuple[tuple[Decimal, str], ...]


def fold_name(name: str) -> str:
    """Return a name as it is compared: no case, spaces, quotation marks, brackets or hyphens.

    >>> fold_name("“手机+AIoT”")
    '手机+aiot'
    """
    return re.sub(r"[\s“”\"'‘’·《》（）()\-]", "", name).lower()


def read_gold(path: Path) -> GoldFile:
    """Return what a gold file says.

    Raises:
        InputError: it can't be read or has another shape.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        names = tuple(
            GoldName(_fold_type(item["type"]), item["labels"][0], frozenset(map(fold_name, item["labels"])))
            for item in data["entities"]
        )
        return GoldFile(str(data["document"]), names, _list_dates(data), _list_figures(data))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise InputError(f"{path}: can't be read ({error}); {ACCEPTED}") from error
    except (KeyError, TypeError, IndexError) as error:
        raise InputError(f"{path}: {error!r}; {ACCEPTED}") from error


def _fold_type(name: str) -> str:
    return "Place" if name in PLACES else name


def _list_dates(data: Mapping[str, Any]) -> tuple[str, ...]:
    found = {item["value"] for item in data.get("dates", ())}
    for item in data.get("observations", ()):
        found.update(item[key] for key in ("period", "date") if item.get(key))
    return tuple(sorted(found))


def _list_figures(data: Mapping[str, Any]) -> tuple[tuple[Decimal, str], ...]:
    return tuple(sorted({(Decimal(str(item["value"])), str(item["unit"])) for item in data.get("observations", ())}))


def judge_document(gold: GoldFile, doc: Document, mentions: Sequence[Mention]) -> list[Judgement]:
    """Return what was wanted and found of each type of name, of dates and of figures."""
    judged = [_judge_type(kind, gold, mentions) for kind in sorted({name.type for name in gold.names})]
    missed = [iso for iso in gold.dates if not any(_is_date(mention, iso) for mention in mentions)]
    judged.append(Judgement("Date", len(gold.dates) - len(missed), len(gold.dates), missed=tuple(missed)))
    lost = [figure for figure in gold.figures if not any(_is_figure(mention, *figure) for mention in mentions)]
    words = tuple(f"{number} {unit}" for number, unit in lost)
    judged.append(Judgement("Quantity", len(gold.figures) - len(lost), len(gold.figures), missed=words))
    return judged


def _judge_type(kind: str, gold: GoldFile, mentions: Sequence[Mention]) -> Judgement:
    wanted = [name for name in gold.names if name.type == kind]
    found: dict[str, str] = {}
    right: set[str] = set()
    for mention in mentions:
        name = fold_name(mention.text)
        types = {_fold_type(mention.type), *map(_fold_type, mention.also)}
        same = types & (BODIES if kind in BODIES else {kind})
        if same and any(name in item.names for item in wanted):
            right.add(name)
        if _fold_type(mention.type) == kind and not mention.generic and mention.antecedent is None:
            found[name] = mention.text
    known = {name for item in gold.names if _is_alike(item.type, kind) for name in item.names}
    spurious = sorted(text for name, text in found.items() if name not in known)
    missed = tuple(item.label for item in wanted if not right & item.names)
    hits = len(wanted) - len(missed)
    return Judgement(kind, hits, len(wanted), hits + len(spurious), missed, tuple(spurious))


def _is_alike(one: str, other: str) -> bool:
    return one == other or {one, other} <= BODIES


def _is_date(mention: Mention, iso: str) -> bool:
    value = mention.value
    return value is not None and bool(value.iso) and (value.iso == iso or value.iso.startswith(iso + "-"))


def _is_figure(mention: Mention, number: Decimal, unit: str) -> bool:
    value = mention.value
    if value is None or value.number is None or value.unit != unit:
        return False
    return any(
        bound is not None and abs(bound - number) <= CLOSE * max(Decimal(1), abs(number))
        for bound in (value.number, value.upper, -value.number)
    )
