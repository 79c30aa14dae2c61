"""Posts (董事长, 首席执行官 …): which property each gives its holder, from ontology/lexicon/posts.toml."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kg.errors import OntologyError
from kg.expressions import compile_re
from kg.ontology.paths import find_ontology

PROPERTIES = ("chairmanOf", "chiefExecutiveOf", "founderOf", "executiveOf", "worksFor")
PREFIXES = ("deputy", "rank", "former", "planned")


@dataclass(frozen=True, slots=True)
class Posts:
    """`pattern` finds a post with its prefixes: groups `time`, `prefix`, `core`.

    `properties` maps a core to its property;
    `starts` matches the characters that a post can begin with, to look for posts fast.
    """

    pattern: re.Pattern[str]
    starts: re.Pattern[str]
    properties: Mapping[str, str]
    deputies: tuple[str, ...]
    former: tuple[str, ...]
    planned: tuple[str, ...]

    def property_of(self, post: str) -> str:
        """Return the property that a post as written gives: 副董事长 → executiveOf.

        Raises:
            ValueError: the text is no post.
        """
        match = self.pattern.fullmatch(post)
        if match is None:
            raise ValueError(f"no post: {post}")
        found = self.properties[match["core"]]
        deputy = any(word in (match["prefix"] or "") for word in self.deputies)
        return "executiveOf" if deputy and found != "worksFor" else found

    def status_of(self, post: str) -> str:
        """Return `former`, `planned` or `asserted` by the words before the post itself: 前董事长 → former."""
        if post.startswith(self.former):
            return "former"
        return "planned" if post.startswith(self.planned) else "asserted"


def _alternation(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def load_posts() -> Posts:
    """Load the posts.

    Raises:
        OntologyError: a table is missing or unknown, or its words are no list.
    """
    path = find_ontology() / "lexicon" / "posts.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    expected = {*PROPERTIES, *PREFIXES, "never"}
    if set(tables) != expected:
        wrong = sorted(set(tables) ^ expected)
        raise OntologyError(f"{path}: table {wrong[0]}: {', '.join(sorted(expected))} are accepted, all of them")
    words = {name: list(table["words"]) for name, table in tables.items()}
    properties = {word: name for name in PROPERTIES for word in words[name]}
    prefix = _alternation(words["deputy"] + words["rank"])
    time = _alternation(words["former"] + words["planned"])
    never = _alternation(words["never"])
    whole = [post for post in properties if post.startswith(tuple(words["never"]))]  # 董事会主席, though 董事会 is none
    core = f"{_alternation(whole)}|(?!{never})(?:{_alternation(list(properties))})"
    pattern = compile_re(
        rf"(?:(?<![目此之日以提当年月天])(?P<time>{time}))?(?P<prefix>(?:{prefix})*)(?P<core>{core})(?:(?<![A-Za-z])|(?![A-Za-z]))"
    )
    first = {word[0] for name in (*PROPERTIES, *PREFIXES) for word in words[name]}
    starts = compile_re(f"[{''.join(map(re.escape, sorted(first)))}]")
    return Posts(pattern, starts, properties, tuple(words["deputy"]), tuple(words["former"]), tuple(words["planned"]))
