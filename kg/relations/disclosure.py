"""When what is told was made known: the day in 7月7日晚间发布公告称, of a dateline (9月30日丨), of a signature.

The day on which a deed is announced is not the day on which it was done, though news often gives only the former.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kg.expressions import compile_re
from kg.model import Evidence, Mention, Sentence
from kg.ontology.lexicon import load_lexicon
from kg.relations.reading import Reading
from kg.relations.times import DAY

REACH = 40  # characters from a day to the word that makes something known
DATELINE = compile_re(r"\s*(?:[|丨｜]|日?(?:讯|电|消息|快讯|获悉)|，?[^，。]{0,8}(?:讯|消息|获悉))")

NEWS_MONTHS = 2  # what is older was known before
LOOKS_BACK = compile_re(
    r"当年|曾经?(?![一-鿿]{1,2}(?:表示|说|称))|早在|历史上|时隔|(?:出任|上任|加入|成立|上市|收购|合并|离职)[^，。；]{0,8}之?后"
)


@dataclass
class Disclosure:
    """The days on which things are made known, as a document is read; `signed` are the lines that hold only a day."""

    signed: tuple[Mention, ...] = ()
    latest: Mention | None = None
    paragraph: int = -1
    whole: bool = False  # the article is about one company: its dateline stands for all of it

    def read(self, reading: Reading) -> None:
        """Take in the next sentence."""
        if reading.sentence.paragraph != self.paragraph and not self.whole:
            self.latest = None
        self.paragraph = reading.sentence.paragraph
        found = next((m for m in reading.mentions if _is_announcing(reading, m)), None)
        self.latest = found or self.latest

    def find(self, sentence: Sentence) -> Mention | None:
        """Return the day on which what a sentence tells was made known: told before, or signed below."""
        if self.latest is not None:
            return self.latest
        return next((m for m in self.signed if m.start >= sentence.end), None) if self.whole else None


def find_signatures(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return the days that stand alone on a line, as below an announcement."""
    return tuple(
        m
        for m in mentions
        if _is_day(m)
        and not text[text.rfind("\n", 0, m.start) + 1 : m.start].strip()
        and not text[m.end : (text.find("\n", m.end) + 1 or len(text) + 1) - 1].strip()
    )


def _is_day(mention: Mention) -> bool:
    return mention.type == "Date" and mention.value is not None and bool(DAY.fullmatch(mention.value.iso))


@cache
def _declaring() -> re.Pattern[str]:
    lexicon = load_lexicon()
    words = sorted({*lexicon.words("declare"), *lexicon.words("made_known")}, key=lambda w: (-len(w), w))
    return compile_re("|".join(map(re.escape, words)))


def _is_announcing(reading: Reading, mention: Mention) -> bool:
    """Tell whether something is made known on a day: a word for it stands behind, in the same clause or the next."""
    if not _is_day(mention):
        return False
    if DATELINE.match(reading.text, mention.end, reading.sentence.end):
        return True
    clause = reading.clause_at(mention.start).clause
    behind = next((p.clause for p in reading.passages if p.clause.start >= clause.end), clause)
    end = min(behind.end if clause.end - mention.end < 2 else clause.end, mention.end + REACH)
    return bool(_declaring().search(reading.text, mention.end, end))


def is_history(reading: Reading, event: Evidence, told: Mention) -> bool:
    """Tell whether an event is only looked back on, so that the day of what is told now did not make it known."""
    days = [f.value.iso for role, f in event.roles if role in {"date", "period"} and isinstance(f, Mention) and f.value]
    day = told.value.iso if told.value is not None else ""
    if any(iso[:4] < day[:4] and (len(iso) == 4 or iso[:7] < _months_before(day, NEWS_MONTHS)) for iso in days):
        return True
    clause = reading.clause_at(event.trigger).clause
    return bool(LOOKS_BACK.search(reading.text, clause.start, clause.end)) and not days


def _months_before(day: str, months: int) -> str:
    """Return the month (`2018-11`) a number of months before a day.

    >>> _months_before("2019-01-10", 2)
    '2018-11'
    """
    number = int(day[:4]) * 12 + int(day[5:7]) - 1 - months
    return f"{number // 12}-{number % 12 + 1:02}"
