"""A question in, the tokens it is made of out: names, words, posts, dates and figures, and what is left unknown.

The cheapest tiling wins: few tokens, no unknown characters. Only where some are left unknown does jieba cut them into
words, and then a short name inside a word is none (现代 in 现代化).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

import pyoxigraph as ox

from kg.expressions import compile_re
from kg.graph.iris import DCTERMS
from kg.graph.telling import Teller
from kg.model import Mention, Value
from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.posts import load_posts
from kg.questions.names import find_exchanges, find_names
from kg.questions.tokens import Question, Reading, Token
from kg.questions.words import load_words

LONGEST = 20  # characters of a word of ours
TOKEN_COST, NAME_COST = 1.0, 0.8  # a name beats words that cut it as cheaply
UNKNOWN_COST = 3.0  # a character
KINDS = ("Product", "Technology", "Segment")  # names of these are words as well: 液晶
SHORT = 2  # characters: a name or word of this length gives way to a longer word around it
_ALTERNATIVE = compile_re(r"([一-鿿]{1,2})[不没](?=\1)")
_VALUED = compile_re(
    r"[\d〇零一二三四五六七八九十两百千万亿半首冠榜]|[今去前明后本上同当下][年月季]|[年月日季]|[Tt][Oo][Pp]"
)
_YEAR = compile_re(r"(?<![\dA-Za-z.])(?:19|20)\d\d(?![\d年A-Za-z.]|[万亿]|[一-鿿]?元)")  # 营收 2018
_SHORT = compile_re(
    r"(?<!\d)((?:19|20)\d\d)\s?([上下]半年|全年|第?[一二三四1-4]季度?|前[二三]季度|[Qq][1-4]|1?\d月(?:\d{1,2}日)?)"
)
_DATED = compile_re(r"\d|[一二三四五六七八九十零〇]年|[今去前明后本上同当][年月季]|半年|季度|年初|年底|年末|上月|本月")


def read_question(teller: Teller, text: str, *, without: tuple[int, int] | None = None) -> Question:
    """Return a question with its tokens; dates without a year's number count from the newest document.

    `without` is the place of a name that is not to be taken for one.
    """
    reference = find_reference(teller)
    found = [
        *find_names(teller, text),
        *_find_words(text),
        *_find_alternatives(text),
        *_find_posts(text),
        *_find_values(text, reference),
    ]
    candidates = list(_leave_out(_merge(found), without))
    tokens = _tile(text, candidates)
    if any(not token.readings for token in tokens):
        tokens = _split_unknown(text, candidates, tokens)
    tokens = _narrow_listings(_add_exchanges(teller, tokens))
    return Question(text, tuple(tokens), reference.isoformat() if reference else "", tuple(_list_longer(tokens, found)))


def _leave_out(tokens: Sequence[Token], place: tuple[int, int] | None) -> Iterator[Token]:
    """Yield the tokens without what a name stands for, nor what is in it (上海超级工厂 in 特斯拉上海超级工厂)."""
    same = {t.iri for token in tokens if (token.start, token.end) == place for r in token.readings for t in r.things}
    for token in tokens:
        if place is not None and place[0] <= token.start and token.end <= place[1]:
            kept = tuple(reading for reading in token.readings if not same & {t.iri for t in reading.things})
            token = replace(token, readings=kept)
        if token.readings:
            yield token


def _list_longer(tokens: Iterable[Token], found: Sequence[Token]) -> Iterator[tuple[int, int]]:
    names = {(token.start, token.end) for token in found if token.find("entity")}
    for token in tokens:
        if (token.start, token.end) in names and any(s == token.start and e < token.end for s, e in names):
            yield token.start, token.end


def _add_exchanges(teller: Teller, tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens; where the question is about listing, a place may also mean its exchange (在香港上市)."""
    if not any(token.find("event", "StockListing") or token.find("relation", "listedOn") for token in tokens):
        return list(tokens)
    widened = []
    for token in tokens:
        named = token.find("entity")
        exchanges = find_exchanges(teller, named.things) if named else ()
        readings = [replace(r, things=(*r.things, *exchanges)) if r is named else r for r in token.readings]
        widened.append(replace(token, readings=tuple(readings)))
    return widened


def _narrow_listings(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens; 上市 launches something only where the question names a product, a brand or a kind of them."""
    launched = any(
        token.find("class", "Product", "Brand")
        or any({"Product", "Brand"} & t.types for r in token.readings for t in r.things)
        for token in tokens
    )
    narrowed = []
    for token in tokens:
        listed = token.find("event", "StockListing")
        names = tuple(name for name in listed.names if name != "ProductLaunch") if listed else ()
        if listed and not launched and names != listed.names:
            token = replace(
                token, readings=tuple(replace(r, names=names) if r is listed else r for r in token.readings)
            )
        narrowed.append(token)
    return narrowed


def find_reference(teller: Teller) -> date | None:
    """Return the day of the newest document."""
    issued = teller.store.quads_for_pattern(None, ox.NamedNode(DCTERMS + "issued"), None, ox.DefaultGraph())
    days = [quad.object.value for quad in issued if isinstance(quad.object, ox.Literal)]
    return date.fromisoformat(max(days)) if days else None


def _find_words(text: str) -> Iterator[Token]:
    readings, lowered = load_words().readings, text.lower()
    if len(lowered) != len(text):  # a letter such as İ has no one lower form
        lowered = text
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + LONGEST) + 1):
            found = readings.get(lowered[start:end]) or _read_parted(readings, lowered[start:end])
            if found:
                yield Token(start, end, text[start:end], found)


def _read_parted(readings: Mapping[str, tuple[Reading, ...]], word: str) -> tuple[Reading, ...]:
    """Return what a verb of two characters means with a particle between them: 退了休, 上的市."""
    if len(word) != len("退了休") or word[1] not in "了的过":
        return ()
    return tuple(r for r in readings.get(word[0] + word[2], ()) if r.kind in ("relation", "event"))


def _find_alternatives(text: str) -> Iterator[Token]:
    """Yield the asking part of 造不造, 有没有: a verb, 不 or 没, before the same verb."""
    for match in _ALTERNATIVE.finditer(text):
        yield Token(match.start(), match.end(), match[0], (Reading("ask", ("truth",)),))


def _find_posts(text: str) -> Iterator[Token]:
    """Yield posts (副总裁) with the property they give, the title to look for and what 前 or 候任 says of it."""
    posts = load_posts()
    for match in posts.pattern.finditer(text):
        start, end = match.span()
        title = (match["prefix"] or "") + match["core"]
        status = posts.status_of(match[0])
        property = posts.property_of(match[0])
        reading = Reading("post", (property,), "subject", title=title, status="" if status == "asserted" else status)
        yield Token(start, end, match[0], (reading,))


def _find_values(text: str, reference: date | None) -> Iterator[Token]:
    """Yield dates and figures; their grammars are loaded only for a question that may hold one."""
    if not _VALUED.search(text):
        return
    from kg.mentions.dates import find_dates
    from kg.mentions.quantities import find_quantities

    found = [*find_dates(text, reference=reference), *_find_short_dates(text, reference)]
    for mention in found:
        if mention.type == "Date" and mention.value and mention.value.iso and _DATED.search(mention.text):
            reading = Reading("date", value=mention.value)
            yield Token(mention.start, mention.end, text[mention.start : mention.end], (reading,))
    for match in _YEAR.finditer(text):
        value = Value("date", f"{match[0]}年", iso=match[0])
        yield Token(match.start(), match.end(), match[0], (Reading("date", value=value),))
    for mention in find_quantities(text):
        if mention.value and mention.value.number is not None:
            kind = "rank" if mention.value.unit == "rank" else "amount"
            reading = Reading("quantity", (kind,), value=mention.value)
            yield Token(mention.start, mention.end, mention.text, (reading,))


def _find_short_dates(text: str, reference: date | None) -> Iterator[Mention]:
    """Yield the dates that leave out 年: 2018上半年, 2019Q3."""
    from kg.mentions.dates import find_dates

    for match in _SHORT.finditer(text):
        for mention in find_dates(f"{match[1]}年{match[2]}", reference=reference):
            if (mention.start, mention.end) == (0, len(match[0]) + 1):
                yield replace(mention, start=match.start(), end=match.end())


def _merge(tokens: Iterable[Token]) -> list[Token]:
    """Return one token a stretch, with all its readings."""
    found: dict[tuple[int, int], Token] = {}
    for token in tokens:
        place = (token.start, token.end)
        if place in found:
            token = Token(*place, token.text, (*found[place].readings, *token.readings))
        found[place] = token
    return [found[place] for place in sorted(found)]


def _tile(text: str, candidates: Sequence[Token]) -> list[Token]:
    """Return the cheapest tiling; runs of characters that nothing covers are tokens without a reading."""
    by_end: dict[int, list[Token]] = {}
    for token in candidates:
        by_end.setdefault(token.end, []).append(token)
    costs: list[float] = [0.0]
    last: list[Token | None] = [None]
    for end in range(1, len(text) + 1):
        best, chosen = costs[end - 1] + UNKNOWN_COST, None
        for token in by_end.get(end, ()):
            cost = costs[token.start] + (NAME_COST if token.find("entity") else TOKEN_COST)
            if cost < best:
                best, chosen = cost, token
        costs.append(best)
        last.append(chosen)
    return _read_back(text, last)


def _read_back(text: str, last: Sequence[Token | None]) -> list[Token]:
    tokens: list[Token] = []
    end = len(text)
    while end:
        token = last[end]
        if token is None:
            following = tokens[-1] if tokens and not tokens[-1].readings else None
            stop = following.end if following else end
            if following:
                tokens.pop()
            token = Token(end - 1, stop, text[end - 1 : stop], ())
        tokens.append(token)
        end = token.start
    return tokens[::-1]


def _split_unknown(text: str, candidates: Sequence[Token], tokens: Sequence[Token]) -> list[Token]:
    """Return the tiling with the unknown cut into words; short tokens inside such a word are taken into it."""
    from kg.text.words import find_words  # its dictionary takes longer to load than all the rest of an answer

    unknown = {place for token in tokens if not token.readings for place in range(token.start, token.end)}
    words = [(start + text[start:end].startswith("的"), end) for start, end in find_words(text)]
    words = [(start, end) for start, end in words if unknown & set(range(start, end))]
    kept = [token for token in candidates if not any(_gives_way(token, start, end) for start, end in words)]
    tiled: list[Token] = []
    for token in _tile(text, kept):
        if token.readings:
            tiled.append(token)
            continue
        cuts = sorted({token.start, token.end} | {end for _, end in words if token.start < end < token.end})
        cuts = _join_single(cuts)
        pieces = zip(cuts, cuts[1:], strict=False)
        tiled += [Token(start, end, text[start:end], _read_unknown(text[start:end])) for start, end in pieces]
    return tiled


def _join_single(cuts: Sequence[int]) -> list[int]:
    """Return where to cut, single characters side by side left together: a name that jieba doesn't know (狼爪)."""
    kept = [
        cut for before, cut, after in zip(cuts, cuts[1:], cuts[2:], strict=False) if cut - before > 1 or after - cut > 1
    ]
    return [cuts[0], *kept, cuts[-1]]


def _read_unknown(word: str) -> tuple[Reading, ...]:
    """Return a reading for what is surely a name, though of nothing in the store."""
    gazetteer = load_gazetteer()
    rows = (gazetteer.rows[id] for id in gazetteer.names.get(word, ()))
    named = any(not row.generic and row.type not in KINDS and word not in row.ambiguous for row in rows)
    return (Reading("unknown"),) if named else ()


def _gives_way(token: Token, start: int, end: int) -> bool:
    """Tell whether a short token lies within a longer word, or across the edge of one as long (外卖 in 海外卖)."""
    overlaps, length = token.start < end and start < token.end, token.end - token.start
    across = not (start <= token.start and token.end <= end)
    return overlaps and length <= SHORT and (length < end - start or (across and length == end - start))
