"""A name found with good evidence once in a document is found everywhere in it, also in its short forms.

Short forms that the text licenses: (以下简称“诚壹科技”), a registered name without place and legal suffix, and surname +
总/先生 (雷总) when one person of the document has that surname.
"""

import re
from collections.abc import Iterator, Sequence

from kg.mentions.gazetteer import NOUN_TAGS
from kg.model import Mention, Token
from kg.ontology.lexicon import load_lexicon

GOOD_SCORE = 0.85
PROPAGATED_SCORE = 0.8
SPREADING = {"Company", "Organization", "Person", "Brand", "Product", "Technology", "Award"}
SHORT_FORM = re.compile(
    r"[（(](?:以下|下)?(?:简?称|简称为|称)(?:为|：|:)?[“\"'‘]?([^“”\"'’，。（）()\n]{2,12})[”\"'’]?[）)]"
)


def find_short_forms(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
    """Yield (named mention, short form) for each short form given in brackets right behind a name."""
    for mention in mentions:
        match = SHORT_FORM.match(text, mention.end)
        if match:
            yield mention, match[1]


def _strip_legal(name: str) -> str:
    """Return a registered name without its legal suffix and leading place: 深圳市诚壹科技有限公司 → 诚壹科技."""
    suffix = "|".join(map(re.escape, load_lexicon().words("legal_suffix")))
    bare = re.sub(rf"(?:[（(][^（）()]*[）)])?(?:{suffix})$", "", name)
    return re.sub(r"^[一-鿿]{2,3}?(?:省|市|自治区|县|区)", "", bare)


def find_propagated(text: str, mentions: Sequence[Mention], tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield the places of well-evidenced names that no finder saw, in no particular order."""
    names: dict[str, Mention] = {}
    for mention in mentions:
        if mention.type not in SPREADING or mention.generic:
            continue
        if mention.score >= GOOD_SCORE and mention.finder != "gazetteer":
            names.setdefault(mention.text, mention)
        if mention.finder == "legal-name":
            names.setdefault(_strip_legal(mention.text), mention)
    for mention, short in find_short_forms(text, mentions):
        names.setdefault(short, mention)
    tags = {token.start: token.tag for token in tokens}
    for name, source in sorted(names.items()):
        if len(name) < 2:
            continue
        for match in re.finditer(re.escape(name), text):
            if len(name) > 2 or tags.get(match.start()) in NOUN_TAGS:
                yield Mention(match.start(), match.end(), name, source.type, "propagation", PROPAGATED_SCORE)


def find_addresses(text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Yield 雷总, 董小姐 as mentions of the one person of the document with that surname."""
    surnames: dict[str, set[str]] = {}
    people: dict[str, Mention] = {}
    for mention in mentions:
        if mention.type == "Person" and 2 <= len(mention.text) <= 3:
            surnames.setdefault(mention.text[0], set()).add(mention.text)
            people.setdefault(mention.text, mention)
    for surname, names in sorted(surnames.items()):
        if len(names) != 1:
            continue
        person = people[next(iter(names))]
        pattern = rf"(?<![一-鿿]){surname}(?:总(?![裁经理部统监数量额体共计结局署和是要])|小姐|先生|女士|老师|博士)|老{surname}(?![一-鿿]{{0,1}}[头板])"
        for match in re.finditer(pattern, text):
            yield Mention(
                match.start(), match.end(), match[0], "Person", "address", PROPAGATED_SCORE, antecedent=person
            )
