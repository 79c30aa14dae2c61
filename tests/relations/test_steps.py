"""Steps: a pattern is left out only where its expression can't match, and where its words are in the wrong order."""

import pytest

from kg.mentions.markup import parse_markup
from kg.relations.encoding import CODES, encode
from kg.relations.examples import PUBLISHED
from kg.relations.patterns import PatternSet, compile_pattern, compile_source, load_patterns

COMPANY = CODES[frozenset({"Company"})]


def test_every_pattern_that_matches_an_example_is_selected() -> None:
    patterns = load_patterns()
    texts = sorted({example.text for pattern in patterns.patterns for example in pattern.examples})
    assert len(texts) > 500
    matching = selected = 0
    for text in texts:
        plain, mentions = parse_markup(text, reference=PUBLISHED, where="a test")
        code = encode(plain, 0, len(plain), mentions).code
        own = {pattern.id for pattern in patterns.select(code)}
        found = {p.id for p in patterns.patterns if compile_source(p.source).search(code)}
        assert found <= own, text
        matching, selected = matching + len(found), selected + len(own)
    assert matching < selected < 4 * matching


@pytest.mark.parametrize(
    ("match", "text", "selected"),
    [
        ("{subject:Company} ~4 买下 {object:Company}", "@昨天买下“@”", True),
        ("{subject:Company} ~4 买下 {object:Company}", "买下@和@", False),  # the word stands before
        ("{subject:Company} ~4 买下 {object:Company}", "@昨天下午他还买下@", False),  # too far
        ("{subject:Company} ~4 了? 买下 {object:Company}", "@昨天下午了买下@", True),
        ("{subject:Company+} ~4 买下 {object:Company}", "@、@和@昨天买下@", True),
        ("{subject:Company} , 买下 {object:Company}", "“@”，买下@", True),
        ("{subject:Company} , 买下 {object:Company}", "“@”，，买下@", False),
        ("{subject:Company} {place:Place}? 买下 {object:Company}", "@“买下@", True),
        ("{subject:Company} {object:Company}", "@”“@", True),
        ("{subject:Company} {object:Company}", "@ 和 @", False),
    ],
)
def test_words_and_mentions_are_there_in_order_and_in_reach(match: str, text: str, selected: bool) -> None:
    pattern = compile_pattern({"id": "a", "match": match}, where="a test", property_="acquired")
    code = text.replace("@", COMPANY)
    assert bool(list(PatternSet([pattern]).select(code))) is selected
    assert selected or not compile_source(pattern.source).search(code)
