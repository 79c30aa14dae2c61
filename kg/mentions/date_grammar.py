"""The shapes that Chinese dates are written in, as one pattern with named groups; what they mean is decided elsewhere.

A date is a year with or without a part of it (a half, a quarter, months, a day), such a part alone, a relative day, a
weekday, or digits with strokes. The groups of a part have the prefix `y_` after a year and `p_` alone.
"""

import re
from functools import cache

from kg.expressions import compile_re
from kg.ontology.lexicon import load_lexicon

CN_YEAR = "[一二][〇零九][〇零一二三四五六七八九]{2}"
FOUR_DIGITS = rf"(?:1[89]|20)\d\d|{CN_YEAR}"
# Two digits are a year only with a part of the year behind them (19年上半年), with a 0 (08年) or in a comparison with a
# figure (低于17年12.4%); 19年 alone is a length.
PART_AHEAD = r"(?=年(?:[上下]半年|第?[一二三四1-4]季|\d{1,2}月|年?[底初末中]|前|全年|Q[1-4]|H[12]))"
TWO_DIGITS = rf"(?<!\d)[0-4]\d{PART_AHEAD}|(?<=[于较比])[0-2]\d(?=年\d)|(?<!\d)0\d|零[一二三四五六七八九]"
RELATIVE_YEAR = "今明两年|今年|本年度|本年|去年|上年度|上一年度|上年|上一年|前年|明年|后年|下一年"
ECHO_YEAR = "同年|(?<![那想遥])当年|次年|翌年"
MONTH = "1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]"
DAY = r"[12]\d|3[01]|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九]"
DASH = r"\s?[-–—－~～至到]+\s?"
NUMBER = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天]"
STEP = "上上个?|上个?|本|这个?|下下个?|下个?"
NO_MONTH = "票供租薪嫂饼光卡球牌子天内底余"  # 3月期, 五月天: no month of the year
EDGE_END = r"(?=[，。、；）)的]|$)"  # 2018年中 is mid-2018 only here; 2018年中国 is no date's end


def _times_of_day() -> str:
    return "(?:" + "|".join(load_lexicon().words("date_part_of_day")) + ")(?!盘)"  # 早盘 is a trading session


def _weekday(name: str) -> str:
    return rf"(?:\s?[，,（(]?(?P<{name}>{WEEKDAY})[）)]?)?"


def _part(p: str) -> str:
    """Return the pattern of a part of a year, its groups named with the prefix `p`."""
    yearly = "" if p == "y_" else "(?!)"  # 第三个月, 前10天, 年底 are parts only with a year before them
    month, day = rf"(?<![\d.个])(?P<{p}month>{MONTH})\s?月", rf"份?\s?(?P<{p}day>{DAY})\s?[日号]"
    quarter = rf"(?P<{p}quarter>[一二三四1-4首])(?:\s?[-至到、]\s?第?(?P<{p}quarter2>[一二三四1-4]))?"
    unit = rf"个月|个季度|季度|季(?=报)|{yearly}天|(?<!后)月(?![份底初末中])"
    parts = (
        rf"第?{quarter}(?:(?:自然)?季度|季(?=报)|(?<=首)季|(?<=第[一二三四])季(?=净|营|业绩|财报|收入|利润|毛利|每股|出货|销|盈|亏|合并营|同比|环比)|(?<=第[一二三四])个季度)[末底初]?",
        rf"(?<![A-Za-z])Q(?P<{p}q>[1-4])(?!\d)",
        rf"H(?P<{p}h>[12])(?!\d)",
        rf"(?P<{p}half>[上下前后])半年[末底初]?(?!报)",
        rf"{yearly}(?P<{p}mid>半年度?(?=报)|中(?=期?(?:报|业绩)))",
        rf"{yearly}第(?P<{p}nth>{NUMBER})个月(?!以)",
        rf"(?<![提此之日以])(?P<{p}span>前|首|头|后|最后|最後)\s?(?P<{p}count>{NUMBER})\s?(?P<{p}countunit>{unit})",
        rf"(?<![\d.])(?P<{p}month1>{MONTH})(?:月份?)?{DASH}(?P<{p}month2>{MONTH})月份?(?!\d)",
        rf"(?<![\d.])(?P<{p}month1c>{MONTH})(?:月份?)?[、和](?P<{p}month2c>{MONTH})月份",
        rf"{month}份?\s?(?:[上中下]旬|中下旬|上中旬|底|末|初|中{EDGE_END})",
        rf"{month.replace('month', 'month_d')}{day}(?:{DASH}(?P<{p}day2>{DAY})[日号])?{_weekday(p + 'weekday')}"
        rf"(?:{_times_of_day()})?",
        rf"{month.replace('month', 'month_r')}份?\s?(?P<{p}day1c>{DAY})日?{DASH}(?P<{p}day2c>{DAY})[日号]",
        rf"{month.replace('month', 'month_m')}份?(?![{NO_MONTH}]|期(?!间)|有余|之久)",
        rf"{yearly}(?P<{p}whole>年?[底初末](?![期级步始学])|年中|中{EDGE_END}|全年)",
    )
    return f"(?:{'|'.join(parts)})"


@cache
def compile_dates() -> re.Pattern[str]:
    """Return the pattern of one date, without what stands before (截至) or after (以来) it."""
    time = f"(?:{_times_of_day()})?"
    weekday_date = rf"(?:[（(](?:(?P<wd_month>{MONTH})月)?(?P<wd_day>{DAY})[日号][）)])?"
    shapes = (
        r"(?<![\d./A-Za-z])(?<![A-Za-z]-)(?P<iso_year>(?:19|20)\d\d)(?P<stroke>[-/.])(?P<iso_month>1[0-2]|0?[1-9])"
        r"(?P=stroke)(?P<iso_day>[12]\d|3[01]|0?[1-9])(?!\d|[./\-]\d{1,2}(?!\d))日?",
        rf"(?<![\d.\-/A-Za-z第近])(?P<year1>{FOUR_DIGITS})(?:年度?)?{DASH}(?P<year2>{FOUR_DIGITS}|\d\d)\s?年(?!代|\d{{1,2}}月)[度间]?",
        rf"(?<![\d.第])(?:(?<![A-Za-z])(?P<year>{FOUR_DIGITS}|{TWO_DIGITS})\s?"
        r"(?:(?:自然)?年(?![级代龄薪])(?:度(?!假))?|(?=[QH][1-4]))"
        rf"|(?P<relative>{RELATIVE_YEAR})|(?P<echo_year>{ECHO_YEAR})(?!度))(?:(?P<same>同(?:期|财政季度|财季|季度?))|的?\s?{_part('y_')})?",
        rf"(?P<fiscal_year>(?:FY)?(?:20\d\d/)?(?:20)?\d\d|{CN_YEAR}|本|上|下)?\s?财年"
        "(?:的?第?(?P<fiscal_quarter>[一二三四1-4])(?:财季|财?政?季度?))?",
        r"(?P<fiscal_year2>(?<!\d)20\d\d)?(?:(?P<fiscal_this>[本该])|[上下]|第?(?P<fiscal_quarter2>[一二三四1-4]))"
        "(?:财季|财政季度)",
        r"(?<![A-Za-z\d])(?P<sellside_q>[1-4])Q(?P<sellside_y>\d\d)(?!\d)",
        "(?P<relday>今天|今日|昨天|昨日|前天|前日(?!本)|明天|明日|后天(?!气)|昨晚|昨夜|今晚|今晨|今早|明晚|明早|即日(?=起))"
        rf"(?!头条|之后》){time}",
        rf"(?P<weekstep>{STEP})?(?P<weekday>{WEEKDAY})(?![一二三四五六七八九十\d大])(?:{weekday_date}|{time})",
        rf"(?P<weekrel>{STEP})(?:周末?|星期)(?![期年一二三四五六日天])",
        rf"(?P<monthrel>{STEP})月份?(?!初?[供刊报])(?:(?P<rel_day>{DAY})[日号]|[上中下]旬|底|末|初)?",
        "(?P<halfmonth>[上下])半月(?!板)",
        "(?P<quarterrel>上个?|上一个?|本|这个?|下个?|下一个?)季度",
        r"(?P<century>上世纪|本世纪|[12]\d世纪|十九世纪|二十世纪)?"
        r"(?P<decade>(?:(?:19|20)|(?<!\d))\d0|[一二三四五六七八九]十)年代",
        "(?<![应相适每])(?P<echo>当日|当天|同日|次日|翌日|当月|同月|次月)"
        rf"(?:(?<=月)(?P<echo_day>{DAY})[日号])?",
        r"(?<![\d今去前明后本上每当同次一隔这那年多])(?P<bare_edge>年底|年末|年初)(?![期级步始学])",
        rf"(?<![\d.第近A-Za-z/:：个-])(?<!连续)(?<!持续)(?<!长达)(?P<bare_day>[12]\d|3[01]|[1-9])日(?![内游元均活线K报年圆本]){_weekday('bare_weekday')}{time}",
        _part("p_"),
    )
    return compile_re("|".join(shapes))


@cache
def compile_starts() -> re.Pattern[str]:
    """Return the pattern of where a date can start: its first character and what the next one must be."""
    digits = "零〇一二三四五六七八九十"
    count = rf"[\s\d{digits}两]"
    starts = (
        r"\d(?=[\d\s年月日季Q财世/\-.~—–－～至到、和])",
        rf"[{digits}](?=[{digits}年月日季财个世\s\-~—–－～至到、和])",
        "[今昨明](?=[天日年晚夜晨早明])|去年|即日|财[年季政]|最[后後]|星期|礼拜|年[底末初]|FY|Q[1-4]|H[12]",
        rf"[前后](?={count}|[天日年半])|[首头](?={count}|季)|第(?={count}|财)|周(?=[{digits}日天])",
        "[上下本这该](?=[上下个周星月季年半世一财度])|[当同](?=[日天月年])|[次翌](?=[日月年])",
    )
    return compile_re("|".join(starts))
