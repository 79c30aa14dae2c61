"""The shapes that Chinese dates are written in, as one pattern with named groups; what they mean is decided elsewhere.

A date is a year with or without a part of it (a half, a quarter, months, a day), such a part alone, a relative day, a
weekday, or digits with strokes. The groups of a part have the prefix `y_` after a year and `p_` alone.
"""

import re
from functools import cache

from kg.ontology.lexicon import load_lexicon

CN_YEAR = r"[一二][〇零九][〇零一二三四五六七八九]{2}"
# Two digits are a year only with a part of the year behind them (19年上半年) or with a 0 (08年); 19年 is a length.
PART_AHEAD = r"(?=年(?:[上下]半年|第?[一二三四1-4]季|\d{1,2}月|年?[底初末中]|前|全年|Q[1-4]|H[12]))"
YEAR = rf"(?P<year>(?:1[89]|20)\d\d|{CN_YEAR}|(?<!\d)[0-4]\d{PART_AHEAD}|(?<!\d)0\d|零[一二三四五六七八九])"
RELATIVE_YEAR = "今明两年|今年|本年度|本年|去年|上年度|上一年度|上年|上一年|前年|明年|后年|下一年"
MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
DAY = r"[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
DASH = r"\s?[-–—－~～至到]+\s?"
NUMBER = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天]"


def _times_of_day() -> str:
    return "(?:" + "|".join(load_lexicon().words("date_part_of_day")) + ")(?!盘)"  # 早盘 is a trading session


def _part(prefix: str) -> str:
    """Return the pattern of a part of a year, its groups named with `prefix`."""
    parts = _times_of_day()
    p = prefix
    yearly = "" if prefix == "y_" else "(?!)"  # 第三个月, 前10天 are dates only with a year before them
    return (
        rf"(?:第?(?P<{p}quarter>[一二三四1-4首])(?:\s?[-至到、]\s?第?(?P<{p}quarter2>[一二三四1-4]))?(?:个?季度|季(?=报)|(?<=首)季)"
        rf"|(?<![A-Za-z])Q(?P<{p}q>[1-4])(?!\d)|H(?P<{p}h>[12])(?!\d)"
        rf"|(?P<{p}half>[上下前后])半年"
        rf"|{yearly}第(?P<{p}nth>{NUMBER})个月(?!以)"
        rf"|(?P<{p}span>(?<!提)前|首|头|后|最后|最後)\s?(?P<{p}count>{NUMBER})\s?(?P<{p}countunit>个月|个季度|季度|季(?=报)|{yearly}天|(?<!后)月(?![份底初末中]))"
        rf"|(?<![\d.])(?P<{p}month1>{MONTH})(?:月份?)?{DASH}(?P<{p}month2>{MONTH})月份?(?![\d])"
        rf"|(?<![\d.])(?P<{p}month1c>{MONTH})(?:月份?)?[、和](?P<{p}month2c>{MONTH})月份"
        rf"|(?<![\d.个])(?P<{p}month>{MONTH})\s?月(?:份?\s?(?P<{p}part>上旬|中旬|下旬|中下旬|上中旬|底|末|初|中(?=[，。、；）)]|$))"
        rf"|份?\s?(?P<{p}day>{DAY})\s?[日号](?:{DASH}(?P<{p}day2>{DAY})[日号])?"
        rf"(?:\s?[，,（(]?(?:{WEEKDAY})[）)]?)?(?:{parts})?"
        rf"|份?\s?(?P<{p}day1c>{DAY})(?:日)?{DASH}(?P<{p}day2c>{DAY})[日号]"
        rf"|份?(?![期票供租薪嫂饼光卡球牌子天内底余]|有余|之久))"
        + (
            rf"|(?P<{p}edge>年?[底初末](?![期级步始学])|年中|中(?=[，。、；）)的]|$))|(?P<{p}whole>全年)"
            if prefix == "y_"
            else ""
        )
        + ")"
    )


@cache
def compile_dates() -> re.Pattern[str]:
    """Return the pattern of one date, without what stands before (截至) or after (以来) it."""
    parts = _times_of_day()
    return re.compile(
        rf"(?<![\d./A-Za-z])(?<![A-Za-z]-)(?P<iso_year>(?:19|20)\d\d)(?P<stroke>[-/.])(?P<iso_month>1[0-2]|0?[1-9])(?P=stroke)"
        r"(?P<iso_day>[12]\d|3[01]|0?[1-9])(?!\d|[./\-]\d{1,2}(?!\d))日?"
        rf"|(?<![\d.\-/A-Za-z第近])(?P<year1>(?:1[89]|20)\d\d|{CN_YEAR})(?:年度?)?{DASH}(?P<year2>(?:20|19)\d\d|{CN_YEAR}|\d\d)\s?(?:年(?!代)(?:度|间)?)"
        rf"|(?<![\d.A-Za-z第])(?:{YEAR}\s?(?:年(?![级代龄薪]|前[一二三四五六七八九十\d])(?:度(?!假))?|(?=[QH][1-4]))|(?P<relative>{RELATIVE_YEAR}))"
        rf"(?:(?P<same>同期)|的?\s?{_part('y_')})?"
        rf"|(?P<fiscal>(?:FY)?(?:20)?\d\d|{CN_YEAR}|本|上|下)?\s?财年(?:第?[一二三四1-4]财?季度?)?|(?:第|本|上)?[一二三四1-4]?财季"
        rf"|(?P<lastperiod>上年同期|去年同期)"
        rf"|(?<![A-Za-z\d])(?P<sellside_q>[1-4])Q(?P<sellside_y>\d\d)(?!\d)"
        rf"|(?P<relday>今天|今日|昨天|昨日|前天|前日(?!本)|明天|明日|后天|昨晚|昨夜|今晚|今晨|今早|明晚|明早)(?!头条|之后》)(?:{parts})?"
        rf"|(?P<weekstep>上上个?|上个?|本|这个?|下下个?|下个?)?(?P<weekday>{WEEKDAY})(?![一二三四五六七八九十\d大])(?:{parts})?"
        rf"|(?P<weekrel>上上个?|上个?|本|这个?|下下个?|下个?)(?:周末?|星期)(?![期年一二三四五六日天])"
        rf"|(?P<monthrel>上上个?|上个?|本|这个?|下下个?|下个?)月份?(?!初?[供刊报])(?:(?P<rel_day>{DAY})[日号]|(?P<rel_part>上旬|中旬|下旬|底|末|初))?"
        r"|(?P<halfmonth>[上下])半月(?!板)"
        rf"|(?P<quarterrel>上个?|上一个?|本|这个?|下个?|下一个?)季度"
        rf"|(?P<century>上世纪|本世纪|[12]\d世纪|十九世纪|二十世纪)?(?P<decade>[0-9]0|[一二三四五六七八九]十)年代"
        rf"|(?<![\d.第近A-Za-z/:：个-])(?P<bare_day>[12]\d|3[01]|[1-9])日(?![内游元均活线K报元年游圆本])(?:\s?[，（(]?(?:{WEEKDAY})[）)]?)?(?:{parts})?"
        rf"|{_part('p_')}",
    )


@cache
def compile_starts() -> re.Pattern[str]:
    """Return the pattern of the characters that a date begins with."""
    return re.compile(r"[\d零〇一二三四五六七八九十今昨前明后去上下本这首头最周星礼第财FQH]")
