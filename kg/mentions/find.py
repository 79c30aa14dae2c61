"""The mention stage of one document: all finders, arbitration, propagation and the settling of types."""

from collections.abc import Iterable, Iterator, Sequence

from kg.expressions import compile_re
from kg.mentions.appointed import find_appointed
from kg.mentions.arbitration import choose_mentions
from kg.mentions.company_contexts import find_companies_by_context, find_sellers
from kg.mentions.company_shapes import find_arms, find_stocks, find_traders
from kg.mentions.dates import find_dates
from kg.mentions.drugs import find_drugs
from kg.mentions.elsewhere import is_elsewhere
from kg.mentions.foreign_names import (
    find_bracketed_names,
    find_dotted_names,
    find_japanese_people,
    find_latin_people,
)
from kg.mentions.gazetteer import GazetteerFinder, find_gazetteer
from kg.mentions.goods import drop_described, find_titled
from kg.mentions.headed import find_headed
from kg.mentions.latin_names import find_latin_names
from kg.mentions.launched import find_launched
from kg.mentions.legal_names import find_legal_names
from kg.mentions.people import (
    find_people,
    find_people_before_post,
    find_people_by_post,
    find_posts,
    find_speakers,
)
from kg.mentions.products import find_coded, find_products
from kg.mentions.propagation import find_addresses, find_propagated
from kg.mentions.quantities import find_quantities
from kg.mentions.senses import settle_senses
from kg.mentions.shapes import find_awards, find_brands, find_segments
from kg.mentions.strategies import find_described_strategies, find_quoted_strategies
from kg.mentions.tagged import find_tagged
from kg.model import Document, Mention, Sentence, Token

TITLE = compile_re(r"《([^《》\n]{1,40})》")
DESCRIBING = ("公司", "企业", "厂商", "集团", "巨头")
LOOSE_BODIES = {"tagger", "body"}
COUNTRY_LENGTHS = (2, 3, 4)  # characters of a country's name: 瑞典, 以色列, 澳大利亚
LOOSE_NAMES = {"tagger", "trade", "post"}


def find_mentions(
    doc: Document, sentences: Sequence[Sentence], tokens: Sequence[Token], finder: GazetteerFinder
) -> list[Mention]:
    """Return the mentions of a document in text order, none overlapping, each inside one sentence.

    `tokens` are the tagger's words of the whole document, in text order, offsets into `doc.text`.
    """
    text = doc.text
    listed = list(find_gazetteer(text, tokens, finder))
    posts = list(find_posts(text))
    found: list[Mention] = [
        *listed,
        *posts,
        *find_dates(text, reference=doc.published),
        *find_quantities(text),
        *find_tagged(text, tokens),
        *find_people(text, tokens),
        *find_speakers(text, tokens),
        *find_people_by_post(text, tokens, posts),
        *find_people_before_post(text, listed, posts),
        *find_appointed(text, posts),
        *find_dotted_names(text, tokens),
        *find_latin_people(text, tokens),
        *find_japanese_people(text, tokens),
        *find_legal_names(text, tokens),
        *find_latin_names(text),
        *find_traders(text, tokens),
        *find_stocks(text, tokens),
        *find_companies_by_context(text, tokens, listed),
        *find_sellers(text),
        *find_arms(text, tokens),
        *find_products(text, listed),
        *find_coded(text, listed),
        *find_launched(text, tokens, listed),
        *find_drugs(text, tokens),
        *find_titled(text),
        *find_quoted_strategies(text),
        *find_described_strategies(text),
        *find_headed(text, tokens),
        *find_segments(text),
        *find_awards(text),
        *find_brands(text),
    ]
    chosen = choose_mentions(_outside_titles(text, _drop_elsewhere(text, found, finder)))
    chosen = choose_mentions([*chosen, *_find_bracketed_names(text, chosen)])
    chosen = choose_mentions([*chosen, *find_propagated(text, chosen, tokens)])
    chosen = choose_mentions([*chosen, *find_addresses(text, chosen, tokens)])
    chosen = drop_described(text, _drop_descriptions(_keep_inside(sentences, chosen), finder))
    return settle_senses(text, chosen, sentences)


def _drop_elsewhere(text: str, mentions: Iterable[Mention], finder: GazetteerFinder) -> Iterator[Mention]:
    """Yield mentions but for loose ones with a listed name that means another country's or place's body here."""
    names, rows = finder.gazetteer.names, finder.gazetteer.rows
    for mention in mentions:
        listed = names.get(mention.text, ()) if mention.finder in LOOSE_BODIES else ()
        if not (listed and is_elsewhere(text, mention.start, mention.end, "ORG", [rows[id] for id in listed])):
            yield mention


def _drop_descriptions(mentions: Sequence[Mention], finder: GazetteerFinder) -> list[Mention]:
    """Leave out what only says where a company is from and what it is: 瑞典流媒体公司 before Spotify, 科创板公司."""
    behind = {mention.start: mention.type for mention in mentions if mention.type in {"Company", "Brand"}}
    return [
        mention
        for mention in mentions
        if not (
            mention.finder in LOOSE_BODIES
            and mention.end in behind
            and mention.text.endswith(DESCRIBING)
            and (behind[mention.end] == "Company" or _begins_with_country(mention.text, finder))
        )
    ]


def _begins_with_country(text: str, finder: GazetteerFinder) -> bool:
    gazetteer = finder.gazetteer
    ids = [id for end in COUNTRY_LENGTHS for id in gazetteer.names.get(text[:end], ())]
    return any(gazetteer.rows[id].type == "Country" for id in ids)


def _find_bracketed_names(text: str, mentions: Sequence[Mention]) -> Iterable[Mention]:
    for person, latin in find_bracketed_names(text, mentions):
        start = text.index(latin, person.end)
        yield Mention(start, start + len(latin), latin, "Person", "post", person.score, antecedent=person)


def _outside_titles(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """Drop loose names inside the title of a book, film or law (《范进中举》): it names itself, not them.

    The name of a series before a colon (《星海：远征》) is not the work that is mostly called so.
    """
    inside = {place for title in TITLE.finditer(text) for place in range(title.start(1), title.end(1))}
    return [
        mention
        for mention in mentions
        if mention.start not in inside
        or not (mention.finder in LOOSE_NAMES or (mention.type == "Product" and text[mention.end] in "：:"))
    ]


def _keep_inside(sentences: Sequence[Sentence], mentions: Sequence[Mention]) -> list[Mention]:
    """Drop mentions that cross a sentence's border, with surrounding space trimmed."""
    ends = {sentence.start: sentence.end for sentence in sentences}
    starts = sorted(ends)
    kept, place = [], 0
    for mention in mentions:
        while place + 1 < len(starts) and starts[place + 1] <= mention.start:
            place += 1
        if starts and starts[place] <= mention.start and mention.end <= ends[starts[place]]:
            kept.append(mention)
    return kept
