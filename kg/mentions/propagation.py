"""A name found with good evidence once in a document is found everywhere in it, also in its short forms.

1. Names with good evidence (a registered form, a post beside them), and the tagger's longer names, spread over the
   text.
2. A short form given in brackets right behind a name is its name: （以下简称“诚壹科技”）. So is a registered name
   without its place and legal form.
3. Surname and 总, 先生 … is the one person of the document with that surname: 雷总. The last part of a foreign name
   with a dot is its bearer: 约翰尼·斯鲁吉 … 斯鲁吉.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.elsewhere import goes_on
from kg.mentions.gazetteer import NOUN_TAGS
from kg.mentions.lexical import alternate, get_words
from kg.model import Mention, Token
from kg.text.dictionary import is_known_word, is_made_of_words

GOOD_SCORE = 0.85
PROPAGATED_SCORE = 0.8
DEFINED_SCORE = 0.9
SPREADING = {"Company", "Organization", "Person", "Brand", "Product", "Technology", "Award"}
LONG_BODY = 4  # characters; a body that the tagger found once may be looked for again
GOOD = 100  # times that a mention with good evidence counts
LONG_PERSON = 3
SHORT_PERSON = 2
SHORT_FORM = compile_re(
    r"[”\"]?[（(][^（）()。]{0,20}?(?:以下|下)?(?:简称|称)(?:为)?[：:]?\s?[“\"'‘]?"
    r"([^“”\"'’，。（）()：:\n]{2,12})[”\"'’]?[）)]"
)
PLACE_HEAD = compile_re(r"[一-鿿]{2,3}?(?:省|市|自治区|县|区)")
ADDRESS = compile_re(
    r"(?P<surname>[一-鿿])(?:总(?![裁经理部统监数量额体共计结局])|(?P<polite>小姐|先生|女士|老师|博士))"
    r"|老(?P<after>[一-鿿])(?![一-鿿]?[头板])"
)
SUMS = ("和", "署", "是", "要")  # 总和, 总署 … where the tagger does not part them
KNOWN_SCORE = 0.9  # of a person with a post, or listed: only of such 李女士 is said without saying who she is


def find_short_forms(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, int, str]]:
    """Yield (named mention, place, short form) for each short form given in brackets right behind a name."""
    for mention in mentions:
        if text[mention.end : mention.end + 1] not in ("（", "(", "”", '"'):
            continue
        match = SHORT_FORM.match(text, mention.end)
        if match and match[1] not in get_words("no_short_name"):
            yield mention, match.start(1), match[1]


@cache
def _compile_legal_form() -> re.Pattern[str]:
    return compile_re(rf"(?:[（(][^（）()]*[）)])?(?:{alternate('legal_suffix')})$")


def _strip_legal(name: str) -> str:
    """Return a registered name without its legal form and leading place: 深圳市诚壹科技有限公司 → 诚壹科技."""
    bare = _compile_legal_form().sub("", name)
    place = PLACE_HEAD.match(bare)
    return bare[place.end() :] if place else bare


def _list_names(mentions: Sequence[Mention]) -> dict[str, str]:
    """Return the type of each name that spreads: of several the one with good evidence, else the most frequent."""
    told: dict[str, Counter[str]] = {}
    for mention in mentions:
        if mention.type not in SPREADING or mention.generic or mention.finder == "gazetteer":
            continue
        long = LONG_PERSON if mention.type == "Person" else LONG_BODY
        tagged = mention.finder in ("tagger", "body", "context") and len(mention.text) >= long
        if mention.score >= GOOD_SCORE or (tagged and not is_made_of_words(mention.text)):
            told.setdefault(mention.text, Counter())[mention.type] += GOOD if mention.score >= GOOD_SCORE else 1
        if mention.finder == "legal-name" and len(_strip_legal(mention.text)) > 2:
            told.setdefault(_strip_legal(mention.text), Counter())[mention.type] += GOOD
    return {name: types.most_common(1)[0][0] for name, types in told.items()}


def find_propagated(text: str, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield the places of well-evidenced names that no finder saw, in no particular order."""
    names = _list_names(mentions)
    defined: set[str] = set()
    for mention, place, short in find_short_forms(text, mentions):
        if mention.type in SPREADING and mention.antecedent is None and not mention.generic:
            yield Mention(place, place + len(short), short, mention.type, "short-form", DEFINED_SCORE)
            names[short] = mention.type
            defined.add(short)
    tags, ends = {token.start: token.tag for token in tokens}, {token.end for token in tokens}
    bodies = {mention.text for mention in mentions if mention.finder == "body"}  # they beat the names inside them
    seen = {(mention.start, mention.end, mention.type if mention.finder == "tagger" else "") for mention in mentions}
    for name, kind in sorted(names.items()):
        finder = "short-form" if name in defined else "body" if name in bodies else "propagation"
        start = text.find(name) if len(name) > 1 else -1
        while start >= 0:
            fits = len(name) > 2 or tags.get(start) in NOUN_TAGS
            fits = fits and not (kind == "Person" and _is_noun_before_noun(name, tags, start))
            fits = fits and (name.isascii() or kind == "Person" or start + len(name) in ends or start not in tags)
            end = start + len(name)
            if fits and (start, end, kind) not in seen and (start, end, "") not in seen and not goes_on(text, end):
                yield Mention(start, start + len(name), name, kind, finder, PROPAGATED_SCORE)
            start = text.find(name, start + len(name))


def _is_noun_before_noun(name: str, tags: Mapping[int, str], start: int) -> bool:
    """Tell whether a name of two characters that is a word too stands as that: 高峰/论坛."""
    word = len(name) == SHORT_PERSON and tags.get(start) != "PER" and is_known_word(name)
    return word and tags.get(start + len(name)) in NOUN_TAGS


def _find_last_parts(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    whole = {m.text: m for m in reversed(mentions) if m.type == "Person" and "·" in m.text and m.antecedent is None}
    parts: dict[str, list[Mention]] = {}
    for name, person in sorted(whole.items()):
        parts.setdefault(name.rsplit("·", 1)[1], []).append(person)
    for part, people in sorted(parts.items()):
        start = text.find(part) if len(part) > 1 and len(people) == 1 else -1
        while start >= 0:
            if text[start - 1 : start] != "·":
                end = start + len(part)
                yield Mention(start, end, part, "Person", "address", PROPAGATED_SCORE, antecedent=people[0])
            start = text.find(part, start + len(part))


def find_addresses(text: str, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield 雷总, 董小姐 as mentions of the one person of the document with that surname, in text order.

    They begin where a word begins (not 养老金, 深山老林), and 老周 is the tagger's word for a person.
    """
    people: dict[str, dict[str, Mention]] = {}
    for mention in mentions:
        if mention.type == "Person" and 2 <= len(mention.text) <= 3:
            best = people.setdefault(mention.text[0], {}).setdefault(mention.text, mention)
            if mention.score > best.score:
                people[mention.text[0]][mention.text] = mention
    yield from _find_last_parts(text, mentions)
    if not people:
        return
    words = {token.start: token for token in tokens}
    for match in ADDRESS.finditer(text):
        called = people.get(match["surname"] or match["after"], {})
        word = words.get(match.start())
        if len(called) != 1 or word is None or (match["after"] and (word.tag != "PER" or word.end != match.end())):
            continue
        if text[match.end() : match.end() + 1] in SUMS and word.end != match.end():
            continue
        person = next(iter(called.values()))
        if not match["polite"] or person.score >= KNOWN_SCORE:
            yield Mention(
                match.start(), match.end(), match[0], "Person", "address", PROPAGATED_SCORE, antecedent=person
            )
