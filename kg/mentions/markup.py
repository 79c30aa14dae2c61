"""Marked-up text in ("[小米集团|Company]董事长[雷军|Person]"), plain text and mentions out: examples and annotations.

`[name|Type]` names a thing; `[空调|Product~]` a common noun; `[小米|Company+Brand]` a name with further senses. Dates,
figures and posts need no mark: the finders read them.
"""

from datetime import date

from kg.errors import InputError
from kg.expressions import compile_re
from kg.mentions.arbitration import choose_mentions
from kg.mentions.dates import find_dates
from kg.mentions.people import find_posts
from kg.mentions.quantities import find_quantities
from kg.model import Mention
from kg.ontology.vocabulary import load_vocabulary

MARK = compile_re(r"\[([^\[\]|]+)\|([A-Za-z+]+)(~)?\]")


def parse_markup(marked: str, *, reference: date | None = None, where: str = "markup") -> tuple[str, list[Mention]]:
    """Return the text without marks and its mentions in text order.

    >>> text, mentions = parse_markup("[小米集团|Company]推出[空调|Product~]")
    >>> text, [(m.text, m.type, m.generic) for m in mentions]
    ('小米集团推出空调', [('小米集团', 'Company', False), ('空调', 'Product', True)])

    Raises:
        InputError: a type that is no class of the vocabulary.
    """
    plain, mentions, place = "", [], 0
    for mark in MARK.finditer(marked):
        plain += marked[place : mark.start()]
        types = mark[2].split("+")
        unknown = sorted(set(types) - set(load_vocabulary().classes))
        if unknown:
            raise InputError(f"{where}: unknown type {unknown[0]} in {mark[0]}; a class of the ontology is accepted")
        end = len(plain) + len(mark[1])
        mentions.append(
            Mention(len(plain), end, mark[1], types[0], "gazetteer", generic=bool(mark[3]), also=tuple(types[1:]))
        )
        plain += mark[1]
        place = mark.end()
    plain += marked[place:]
    read = [*find_dates(plain, reference=reference), *find_quantities(plain), *find_posts(plain)]
    taken = {place for mention in mentions for place in range(mention.start, mention.end)}
    free = [m for m in read if taken.isdisjoint(range(m.start, m.end))]
    return plain, choose_mentions([*mentions, *free])
