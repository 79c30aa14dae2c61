"""Why the names of a build's articles were joined, or not, from what the build kept of each article."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import groupby
from pathlib import Path

from kg.corpus.cache import list_entries
from kg.corpus.links import load_book
from kg.errors import InputError
from kg.kept import FOLDER
from kg.linking import MergeReason, explain_merge


def explain_names(name: str, directory: Path) -> tuple[MergeReason, ...]:
    """Return why names became the things that `name` (a name or an id) stands for, and why others did not.

    Raises:
        InputError: the build kept nothing, or no article has the name.
    """
    linked = list_entries(directory / FOLDER)
    if not linked:
        raise InputError(
            f"{directory}: no articles kept there; `kg build -o {directory}` without --no-cache keeps them"
        )
    reasons = explain_merge(linked, name, load_book())
    if not reasons:
        names = sorted({surface for doc in linked for found in doc.names for surface, _ in found.surfaces})
        near = get_close_matches(name, names, n=3, cutoff=0.5)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        raise InputError(f"--merge {name}: no article has this name{hint}")
    return reasons


def render_reasons(reasons: Sequence[MergeReason]) -> Iterator[str]:
    """Yield a line for each thing, and below it one for each name and cause."""
    for entity, found in groupby(sorted(reasons, key=lambda reason: reason.entity), key=lambda reason: reason.entity):
        yield entity
        for reason in sorted(found, key=lambda reason: (not reason.joined, reason.surface, reason.reason)):
            where = f"  [{reason.document}]" if reason.document else ""
            yield f"  {'=' if reason.joined else '≠'} {reason.surface}: {reason.reason}{where}"
