"""An article's mentions in, whom it is about out: the company or person that its title or its body names."""

from collections.abc import Sequence

from kg.model import Mention, Sentence


def find_main(mentions: Sequence[Mention], sentences: Sequence[Sentence], wanted: str) -> Mention | None:
    """Return the first mention of the type in the title or, failing that, the one the body names most (ties: first)."""
    zones = {}
    for sentence in sentences:
        zones.update(dict.fromkeys(range(sentence.start, sentence.end), sentence.zone))
    usable = [m for m in mentions if m.type == wanted and not m.generic]
    in_title = [m for m in usable if zones.get(m.start) == "title"]
    if in_title:
        return in_title[0]
    counts: dict[str, int] = {}
    for mention in usable:
        if zones.get(mention.start) == "body":
            counts[mention.text] = counts.get(mention.text, 0) + 1
    if not counts:
        return None
    best = max(counts.values())
    return next(m for m in usable if counts.get(m.text) == best)


def find_only(mentions: Sequence[Mention], sentences: Sequence[Sentence]) -> Mention | None:
    """Return the one company that the title names, if the title names just one."""
    titles = [sentence for sentence in sentences if sentence.zone == "title"]
    named = [m for m in mentions if m.type == "Company" and any(t.start <= m.start < t.end for t in titles)]
    return named[0] if len({m.text for m in named}) == 1 else None
