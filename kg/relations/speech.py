"""How a text says that somebody speaks, funds a company or opens a letter: searches for classes of words."""

import re
from functools import cache

from kg.expressions import compile_re
from kg.ontology.lexicon import load_lexicon


@cache
def _alternation(name: str) -> str:
    return "|".join(map(re.escape, load_lexicon().words(name)))


@cache
def compile_say_pattern() -> re.Pattern[str]:
    return compile_re(rf"(?:{_alternation('say')})(?:道|称|了)?(?=[，：:“\s]|$)|(?:{_alternation('say')})")


@cache
def compile_unnamed_source() -> re.Pattern[str]:
    return compile_re(_alternation("unnamed_source"))


@cache
def compile_funds() -> re.Pattern[str]:
    return compile_re(rf"[^，。；]{{0,24}}?(?:{_alternation('joins_round')}|注资)")


@cache
def compile_salutation() -> re.Pattern[str]:
    return compile_re(rf"\s*(?:{_alternation('salutation')})[^。\n]{{0,20}}[：:！!，。]?\s*$")
