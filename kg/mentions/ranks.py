"""Text in; its ranks out as quantities with the unit `rank`: 第一, 第三大, 前五名, TOP 3, 榜首, 全球首个.

第N is a rank only where rank is stated: by a verb (排名, 位列), by 大, 名 or 位, or at the end of a clause that says
among whom. 第一季度, 第三方, 第一步 order other things; `第一，` at the head of a clause is an enumeration.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from kg.expressions import compile_re
from kg.mentions.numerals import CHINESE, fold_numerals, read_numeral
from kg.mentions.scanning import scan
from kg.model import Comparator, Mention, Value
from kg.ontology.units import load_units

SURE = ("榜首",)
_CHAIN = compile_re(r"(?:[、和及至到-]第?[一二三四五六七八九十\d]{1,2})+")
LEAST_IN_TOP, MOST_IN_TOP = 1, 1000  # 前2000名 exists, 前10000 is no statement of rank
_NUMBER = rf"(?:\d{{1,4}}|[{CHINESE}]{{1,4}})"


@cache
def compile_ranks() -> re.Pattern[str]:
    """Return the pattern of everything that may state a rank; find_ranks looks at what stands around it."""
    words = load_units().words
    ranks = load_units().ranks

    def alternate(options: tuple[str, ...]) -> str:
        return "|".join(re.escape(word) for word in sorted(options, key=lambda word: (-len(word), word)))

    never = f"(?!{alternate(words['rank.top_never_after'])})"
    return compile_re(
        rf"第(?P<ordinal>{_NUMBER})(?P<kind>大|名|位|高)?"
        rf"|(?<!公元)(?<![提日目之以此当面从空史])前(?P<top>{_NUMBER})(?![\d{CHINESE}]){never}(?P<tail>名|位|强|大|甲)?{never}"
        r"|(?<![A-Za-z])(?:TOP|Top|top)[\s\-.]?(?P<latin>\d{1,3})(?![\d.%]|-\d)"
        r"|(?<![A-Za-z])(?:No|NO|no)\.?\s?(?P<number>\d{1,2})(?![\d.])"
        rf"|(?<!倒数)(?P<word>{alternate(tuple(ranks))})"
        rf"|(?<=.)(?P<first>{alternate(words['rank.first'])})"
    )


@cache
def compile_starts() -> re.Pattern[str]:
    """Return the pattern of the characters that a statement of rank begins with."""
    words = load_units().words["rank.first"]
    return compile_re(f"[第前TtNn{''.join(sorted({word[0] for word in (*load_units().ranks, *words)}))}]")


def find_ranks(text: str) -> Iterator[Mention]:
    """Yield the ranks of a text in order. A rank among the first N (前五名) is N with the comparator `under`."""
    for match in scan(compile_starts(), compile_ranks(), fold_numerals(text)):
        if match["ordinal"]:
            if _states_rank(match, text):
                yield _make_rank(text, match, _read(match["ordinal"]))
        elif match["top"] or match["latin"]:
            number = _read(match["top"] or match["latin"])
            if LEAST_IN_TOP < number <= MOST_IN_TOP:
                yield _make_rank(text, match, number, "under")
        elif match["number"]:
            yield _make_rank(text, match, _read(match["number"]))
        elif match["word"]:
            if not _states_word(match, text):
                continue
            yield _make_rank(text, match, Decimal(load_units().ranks[match["word"]]))
        elif text[: match.start()].endswith(load_units().words["rank.first_before"]):
            yield _make_rank(text, match, Decimal(1))


def _read(words: str) -> Decimal:
    return read_numeral(words).number


def _states_rank(match: re.Match[str], text: str) -> bool:
    start, end = match.span()
    words = load_units().words
    chain = _CHAIN.match(text, end)  # 第一、第二批 and 第三、四季度 count batches and quarters
    after, before = text[chain.end() if chain else end :][:4], text[max(0, start - 6) : start]
    if match["kind"] in ("大", "高"):
        return not after.startswith(("部分", "块", "类", "步", "章", "届"))
    if after.startswith(words["rank.never_after"]):
        return False
    if before.endswith(words["rank.before"]):
        return True
    if match["kind"]:
        return after[:1] in "，。；、！？）)”」的了\n " or not after
    clause = re.split(r"[，。；、！？：:\n“”（(]", text[max(0, start - 14) : start])[-1]
    if not clause.strip():
        return False
    return _closes(text, end) or clause.endswith(words["rank.among"])


def _states_word(match: re.Match[str], text: str) -> bool:
    """Tell whether 冠军, 首位 … state a rank: after a verb of rank or at a clause's end, not 隐形冠军, 首位华人主席."""
    before = text[max(0, match.start() - 6) : match.start()]
    words = load_units().words
    if before.endswith(words["rank.word_never_before"]):
        return False
    return match["word"] in SURE or before.endswith(words["rank.before"]) or _closes(text, match.end())


def _closes(text: str, end: int) -> bool:
    """Tell whether the clause ends at `end` or goes on with 的 or 了."""
    return text[end : end + 1] in ("", *"，。；、！？）)”」\n的了 ")


def _make_rank(text: str, match: re.Match[str], number: Decimal, comparator: Comparator = "exactly") -> Mention:
    start, end = match.span()
    written = text[start:end]
    return Mention(
        start, end, written, "Quantity", "quantities",
        value=Value("quantity", written, number, unit="rank", comparator=comparator),
    )  # fmt: skip
