"""Text in; its quantities out as mentions: amounts with what the words around them say, and ranks.

A mention covers numeral and unit, not the words that hedge or govern it (约, 超过, 下跌, 以上): patterns see those.
Money whose currency the text leaves out (400多亿现金) has an empty unit; a stage that knows the metric may fill it in.
"""

from collections.abc import Iterator
from dataclasses import replace

from kg.expressions import compile_re
from kg.mentions.amounts import Amount, find_amounts
from kg.mentions.governors import COORDINATED, SHARES, Reading, read_change, read_comparator
from kg.mentions.ranks import find_ranks
from kg.model import Mention, Value

FINDER = "quantities"
UNFINISHED = ("", "个")  # units of amounts that a list may still name
LISTED = compile_re(r"\s?[、和及与或]\s?")


def find_quantities(text: str) -> Iterator[Mention]:
    """Yield the quantities of a text in order; none overlap, and `text[start:end] == mention.text`.

    >>> [mention.value.number for mention in find_quantities("连接了1.32亿台设备，跌6.87%")]
    [Decimal('132000000'), Decimal('-6.87')]
    """
    ranks = find_ranks(text)
    rank = next(ranks, None)
    for mention in _find_figures(text):
        while rank is not None and rank.end <= mention.start:
            yield rank
            rank = next(ranks, None)
        if rank is None or rank.start >= mention.end:
            yield mention  # a figure inside a rank is part of it: the 三名 of 前三名
    if rank is not None:
        yield rank
        yield from ranks


def _find_figures(text: str) -> Iterator[Mention]:
    last: Amount | None = None
    reading = Reading()
    for amount in _share_units(text, list(find_amounts(text))):
        low = last.end if last else 0
        if last and COORDINATED.fullmatch(text, low, amount.start) and amount.unit.code == last.unit.code:
            fresh = read_change(text, amount.start, amount.end, low, amount.unit.code)
            reading = fresh if fresh.direction or fresh.loss else reading
        else:
            reading = read_change(text, amount.start, amount.end, low, amount.unit.code)
        last = amount
        yield _make_mention(text, amount, reading, low)


def _share_units(text: str, amounts: list[Amount]) -> list[Amount]:
    """Give the unit of the last to those listed without one: 5亿 of 5亿和7亿元, 1.1个 of 1.1个、2.7个百分点."""
    for index in range(len(amounts) - 2, -1, -1):
        first, second = amounts[index], amounts[index + 1]
        finishes = second.unit.kind == "money" or (second.unit.code in ("pp", "bp") and first.number % 1 != 0)
        if first.unit.code in UNFINISHED and finishes and LISTED.fullmatch(text, first.end, second.start):
            amounts[index] = replace(first, unit=second.unit)
    return amounts


def _make_mention(text: str, amount: Amount, reading: Reading, low: int) -> Mention:
    written = text[amount.start : amount.end]
    negative = amount.sign == "-" or reading.loss or reading.direction == "fall"
    number, upper = amount.number, amount.upper
    if negative:  # a fall of 3 to 5 lies between -5 and -3
        number, upper = (-upper, -number) if upper is not None else (-number if number else number, None)
    direction = reading.direction
    if not direction and amount.sign and amount.unit.code in SHARES and reading.base:
        direction = "rise" if amount.sign == "+" else "fall"
    value = Value(
        "quantity",
        written,
        number,
        upper,
        amount.unit.code,
        read_comparator(text, amount.start, amount.end, low, amount.comparator, share=amount.unit.code in SHARES),
        direction=direction,
        base=reading.base,
    )
    return Mention(amount.start, amount.end, written, "Quantity", FINDER, value=value)
