"""Posts (董事长) and the people beside them: a name after a post is a person even where the tagger saw none."""

import re
from collections.abc import Iterator, Sequence

from kg.mentions.tagged import looks_like_person
from kg.model import Mention, Token
from kg.ontology.lexicon import load_lexicon
from kg.ontology.posts import load_posts

POST_SCORE = 0.95
BESIDE_POST_SCORE = 0.9
LATIN_AFTER_POST = re.compile(r"\s?([A-Z][a-z]+(?:[ ·][A-Z][A-Za-z.]*){0,3})(?![A-Za-z])")
LATIN_IN_BRACKETS = re.compile(r"\s?[（(]\s?([A-Z][A-Za-z.]+(?:[ ·-][A-Z][A-Za-z.]+){0,3})\s?[）)]")


def find_posts(text: str) -> Iterator[Mention]:
    """Yield a mention of type Post for each post with its prefixes (前执行董事, 高级副总裁), in text order."""
    for match in load_posts().pattern.finditer(text):
        yield Mention(match.start(), match.end(), match[0], "Post", "posts", POST_SCORE)


def find_people_by_post(text: str, tokens: Sequence[Token], posts: Sequence[Mention]) -> Iterator[Mention]:
    """Yield a person for each name that stands right after a post: 创始人肖鹏, AMD CEO Lisa Su."""
    starts = {token.start: index for index, token in enumerate(tokens)}
    for post in posts:
        latin = LATIN_AFTER_POST.match(text, post.end)
        if latin:
            yield Mention(latin.start(1), latin.end(1), latin[1], "Person", "post", BESIDE_POST_SCORE)
            continue
        index = starts.get(post.end)
        if index is None:
            continue
        for count in (1, 2, 3):
            if index + count > len(tokens):
                break
            end = tokens[index + count - 1].end
            name = text[post.end : end]
            following = tokens[index + count].tag if index + count < len(tokens) else "w"
            words = [token.tag for token in tokens[index : index + count]]
            nameable = "PER" in words or all(tag in {"nz", "nr", "n", "xc", "a"} for tag in words)
            if (
                nameable
                and len(name) in (2, 3)
                and looks_like_person(name)
                and following in {"w", "v", "vd", "d", "p", "c"}
            ):
                yield Mention(post.end, end, name, "Person", "post", BESIDE_POST_SCORE)
                break


def find_people_before_post(text: str, bodies: Sequence[Mention], posts: Sequence[Mention]) -> Iterator[Mention]:
    """Yield a person between a body and a post: 工信部辛国斌副部长."""
    ends = {body.end for body in bodies if body.type in {"Company", "Organization"}}
    for post in posts:
        for length in (3, 2):
            name = text[post.start - length : post.start]
            if post.start - length in ends and looks_like_person(name):
                yield Mention(post.start - length, post.start, name, "Person", "post", BESIDE_POST_SCORE)
                break


def find_dotted_names(text: str, tokens: Sequence[Token]) -> Iterator[Mention]:
    """Yield transliterated names with a dot, which taggers cut: 约翰尼·斯鲁吉."""
    starts = {token.start for token in tokens}
    characters = "".join(load_lexicon().words("transliteration"))
    for match in re.finditer(rf"[{characters}]{{1,6}}(?:·[{characters}]{{1,8}})+", text):
        start = next(
            (place for place in range(match.start(), match.end()) if place in starts or place == match.start()), None
        )
        if start is not None and "·" in text[start : match.end()]:
            yield Mention(start, match.end(), text[start : match.end()], "Person", "post", BESIDE_POST_SCORE)


def find_bracketed_names(text: str, people: Sequence[Mention]) -> Iterator[tuple[Mention, str]]:
    """Yield (person, Latin name) where a person's Latin name follows in brackets: 鲍勃·斯旺（Bob Swan）."""
    for person in people:
        match = LATIN_IN_BRACKETS.match(text, person.end)
        if match and person.type == "Person":
            yield person, match[1]
