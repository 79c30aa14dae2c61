"""Words and posts (董事长) in, the people among them out.

1. The tagger's word for a person is one if it has the shape of a name, is no everyday word (周易), and nothing behind
   it makes it part of another name (盖蒂中心). A word of another shape needs a post or profession before it or a verb
   of saying behind it. Strangers (李女士) are nobody.
2. A name of two characters takes in a third that the tagger left to the next word (翟天/临), and one of three leaves
   the adverb or verb behind it (陈闻/也).
3. A name right after or before a post is a person even where the tagger saw none (创始人肖鹏).
4. A line of an interview begins with its speaker: 方启明：…, whatever the tagger makes of it.
"""

import re
from collections.abc import Iterator, Sequence

from kg.expressions import compile_re
from kg.mentions.foreign_names import read_foreign
from kg.mentions.lexical import get_words, list_words
from kg.mentions.person_ends import COLONS, STOPS, begins_line, find_whole, settle_end, split_names
from kg.mentions.personal_names import (
    compile_address,
    is_chinese_name,
    is_nearly_transliterated,
    is_transliterated,
    looks_like_person,
)
from kg.mentions.scanning import scan
from kg.model import Mention, Token
from kg.ontology.gazetteer import load_gazetteer
from kg.ontology.posts import load_posts
from kg.text.dictionary import is_common_word, is_frequent_word

TAGGED_SCORE = 0.75
SURE = 2.0  # margin from which a foreign name may hold a character that such names seldom do
UNSURE = 1.0  # margin of the tagger below which one in four names of two characters is a person
UNSURE_FOREIGN = 1.5  # that of foreign names below which one in three is
POST_SCORE = 0.95
BESIDE_POST_SCORE = 0.9
LATIN_AFTER_POST = compile_re(r"\s?([A-Z][a-z]+(?:[ ·][A-Z][A-Za-z.]*){0,3})(?![A-Za-z])")
LATIN_NEXT = compile_re(r"(?: [A-Z][A-Za-z'’-]*\.?){1,3}")
LATIN_WORD = compile_re(r"[A-Za-z]{3,}")
LABEL = compile_re(r"^[一-鿿]{2,3}(?=[：:])", re.M)
PARTS = ("司", "局", "部", "处", "室", "厅")  # 外管局国际司原司长: of a body, no person
LAND = compile_re("[一-鿿]{0,3}[山岭峰](?:[，。、；脉南北东西]|$)")  # 伊尔塔/莫里山南麓
BEFORE = 8  # characters in which a profession stands before a name
# What may stand between a post and the name: 董事长、总裁雷军 is read at the second post.
AFTER_NAME = {"w", "v", "vd", "d", "p", "c"}
ACTING = {"v", "d", "p", "vd"}
NAMEABLE = {"nz", "nr", "n", "xc", "a"}


def find_posts(text: str) -> Iterator[Mention]:
    """Yield a mention of type Post for each post with its prefixes (前执行董事, 高级副总裁), in text order."""
    for match in scan(load_posts().starts, load_posts().pattern, text):
        yield Mention(match.start(), match.end(), match[0], "Post", "posts", POST_SCORE)


def find_people(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield a person for each of the tagger's that is one by rule 1 or 4, in text order."""
    whole = find_whole(text, tokens)
    for index, token in enumerate(tokens):
        if token.tag != "PER":
            continue
        for start, end in split_names(text, token.start, token.end):
            if is_transliterated(text[start:end]) and end - start > 2 and (kind := read_foreign(text, tokens, index)):
                yield Mention(start, end, text[start:end], kind, "tagger", TAGGED_SCORE)
                continue
            cut = end - start == 2 and text[start : end + 1] in whole
            end = end + 1 if cut else settle_end(text, tokens, index, start, end)
            after = tokens[index + 1].tag if index + 1 < len(tokens) else "w"
            if end - start > 1 and _is_person(text, start, end, token.margin, acts=after in ACTING):
                longer = LATIN_NEXT.match(text, end) if text[start:end].isascii() else None
                end = longer.end() if longer else end  # Chip/ Wilson
                yield Mention(start, end, text[start:end], "Person", "tagger", TAGGED_SCORE)


def find_speakers(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield the speaker of each line of an interview that begins with a Chinese name and a colon, in text order."""
    ends = {token.end for token in tokens}
    for label in LABEL.finditer(text):
        name = label[0]
        words = is_common_word(name) or is_common_word(name[1:]) or compile_address().fullmatch(name)
        said = len(name) == 3 and name[2] in get_words("no_name_end")
        if label.end() in ends and is_chinese_name(name) and not words and not said:
            yield Mention(label.start(), label.end(), name, "Person", "post", BESIDE_POST_SCORE)


def _is_person(text: str, start: int, end: int, margin: float, *, acts: bool) -> bool:
    """Tell whether a tagger's person is one by rule 1; `acts` says that a verb or the like stands behind it."""
    name = text[start:end]
    if (
        name in get_words("not_a_name")
        or name in get_words("no_person")
        or compile_address().fullmatch(name)
        or "某" in name
    ):
        return False
    if set(name) <= get_words("province_letter") or (len(name) == 2 and _is_no_name(name, margin)):
        return False
    if text.startswith(list_words("not_after_person"), end) or (is_transliterated(name) and LAND.match(text, end)):
        return False
    if looks_like_person(name):
        if len(name) == 2 and name[1] in get_words("no_given_name"):
            return False
        if margin < _need_margin(name) and not _is_called(text, start, end):
            return False
        if _is_country(name[1:]) and not _is_called(text, start, end):
            return False  # 连德国
        if len(name) == 3 and not acts and is_frequent_word(name[1:]) and not _stands_as_person(text, start, end):
            return False
        return acts or not is_common_word(name) or _is_called(text, start, end)
    if margin > SURE and is_nearly_transliterated(name):
        return True
    return (bool(LATIN_WORD.fullmatch(name)) or not name.isascii()) and (
        _is_called(text, start, end) or (begins_line(text, start) and text[end : end + 1] in COLONS)
    )


def _is_country(name: str) -> bool:
    gazetteer = load_gazetteer()
    return any(gazetteer.rows[id].type == "Country" for id in gazetteer.names.get(name, ()))


def _is_no_name(name: str, margin: float) -> bool:
    """Tell whether two characters are two countries (法德) or somebody whose name is kept (小刘)."""
    if name[0] == "小" and name[1] in get_words("surname"):
        return True
    return set(name) <= get_words("country_of_letter") and margin < SURE


def _need_margin(name: str) -> float:
    """Return how sure the tagger must be of a name that nothing beside it calls a person's."""
    if not is_chinese_name(name):
        return UNSURE_FOREIGN
    return 0 if len(name) > 2 and not is_transliterated(name) else UNSURE


def _stands_as_person(text: str, start: int, end: int) -> bool:
    """Tell whether a surname before an everyday word (林保护) stands as a name: called one, listed, or alone."""
    if _is_called(text, start, end) or text[end : end + 1] in STOPS or text[start - 1 : start] in STOPS:
        return True
    return text.count(text[start:end]) > 2


def _is_called(text: str, start: int, end: int) -> bool:
    """Tell whether a post or profession stands before a word, or a verb of saying behind it."""
    if text.endswith(list_words("person_noun"), max(0, start - BEFORE), start):
        return True
    return bool(text.startswith(list_words("person_verb"), end) or _posts_end_at(text, start))


def _posts_end_at(text: str, place: int) -> bool:
    pattern = load_posts().pattern
    return any(match.end() == place for match in pattern.finditer(text, max(0, place - BEFORE), place))


def find_people_by_post(text: str, tokens: Sequence[Token], posts: Sequence[Mention]) -> Iterator[Mention]:
    """Yield a person for each name that stands right after a post: 创始人肖鹏, AMD CEO Lisa Su."""
    starts = {token.start: index for index, token in enumerate(tokens)}
    whole = find_whole(text, tokens)
    for post in posts:
        latin = LATIN_AFTER_POST.match(text, post.end)
        if latin:
            yield Mention(latin.start(1), latin.end(1), latin[1], "Person", "post", BESIDE_POST_SCORE)
            continue
        index = starts.get(post.end)
        end = None if index is None else _end_name(text, tokens, index)
        end = end + 1 if end == post.end + 2 and text[post.end : end + 1] in whole else end
        if end is not None:
            yield Mention(post.end, end, text[post.end : end], "Person", "post", BESIDE_POST_SCORE)


def _end_name(text: str, tokens: Sequence[Token], index: int) -> int | None:
    """Return where the Chinese name ends that begins with a word and takes in at most two more."""
    for count in (1, 2, 3):
        if index + count > len(tokens):
            return None
        words = tokens[index : index + count]
        name = text[words[0].start : words[-1].end]
        following = tokens[index + count].tag if index + count < len(tokens) else "w"
        tags = {token.tag for token in words}
        if (
            ("PER" in tags or tags <= NAMEABLE)
            and len(name) in (2, 3)
            and (is_chinese_name(name) or (tags == {"PER"} and _is_sure_name(name)))
            and not compile_address().fullmatch(name)
            and name not in get_words("no_person")
            and not (is_common_word(name) and tags != {"PER"})
            and following in AFTER_NAME
        ):
            cut = name[-1] in get_words("no_name_end") and is_chinese_name(name[:-1])
            return None if cut and is_common_word(name[:-1]) else words[-1].end - cut
    return None


def _is_sure_name(name: str) -> bool:
    """Tell whether the tagger's word behind a post is a foreign name, or one of two characters with a rare surname."""
    return is_transliterated(name) or (len(name) == 2 and name[0] in get_words("rare_surname"))


def find_people_before_post(text: str, bodies: Sequence[Mention], posts: Sequence[Mention]) -> Iterator[Mention]:
    """Yield a person between a body and a post: 工信部辛国斌副部长."""
    ends = {body.end for body in bodies if body.type in {"Company", "Organization"}}
    for post in posts:
        for length in (3, 2):
            name = text[post.start - length : post.start]
            named = is_chinese_name(name) and not is_common_word(name) and not name.endswith(PARTS)
            named = named and name[1:] not in load_gazetteer().names  # 和/美国/总统
            named = named and not (name[0] == "和" and is_transliterated(name[1:]))  # 和/卡特/总统
            if post.start - length in ends and named:
                yield Mention(post.start - length, post.start, name, "Person", "post", BESIDE_POST_SCORE)
                break
