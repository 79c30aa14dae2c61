"""When the matter of a clause happened."""

from kg.expressions import compile_re
from kg.model import Mention
from kg.relations.clauses import Clause
from kg.relations.reading import Reading

DAY = compile_re(r"\d{4}-\d{2}-\d{2}")
YEAR = 4  # digits
FRAME = 3  # characters around a date that stands alone (早在2016年，)
COMPARED = compile_re(r"[^，。；]{0,24}相比")
BORN = compile_re(r"出生|生[于人的，。）)]")  # 1966年出生的: when somebody was born, not when he acts
RELATIVE = compile_re(r"(?:当地时间|上|本|下|这)*(?:周|星期|礼拜)|[今昨明当前][天日年晚早]|本[月年]|上个?月|去年")
OF_DAY = compile_re(r"的(?:市场|表现|走势|行情|盘面|交易)")  # 从今天的市场表现看，甲将上市
SINCE = compile_re(r"(?:的)?(?:[^，。；]{0,12}以来|来(?:的)?(?:最|首|新|单|同期|历史|第))")
RECORD = compile_re(r"(?:的)?(?:[最首新单第]|同期|历史)")
SAYS = compile_re(r"(?:表示|认为|指出|坦言|回忆|介绍|感慨|谈到|提到|说)[，：:“]+$")
POINT = compile_re(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


def find_when(
    reading: Reading,
    clause: Clause,
    *,
    day_first: bool = False,
    lasting: bool = False,
    inside: bool = False,
    before: int | None = None,
) -> list[tuple[str, Mention]]:
    """Return when a clause's matter happened: its own point in time, else a day named before it, else any date.

    `day_first` prefers a day named anywhere before (a report is published on a day, though it is about a quarter). A
    quarter, half-year or interval is a `period`, anything else a `date`. What is `lasting` takes no date from an
    earlier clause that tells something else (创办于2010年，总部设在北京); what only a noun phrase tells takes none
    from outside its clause (`inside`). What stands behind the place `before` is not looked at: it dates what is
    said, not when (宣布将于2020年量产).
    """
    own = [m for m in clause.mentions if _is_dated(reading, m) and (before is None or m.end <= before)]
    earlier = [m for m in reading.mentions if _is_dated(reading, m) and m.end <= clause.start][::-1]
    earlier = [m for m in earlier if not OF_DAY.match(reading.text, m.end)]
    if clause.subject is not None and not clause.inherited:
        earlier = [m for m in earlier if not _is_anothers(reading, clause.subject, m)]
    if lasting:
        earlier = [m for m in earlier if not _tells(reading, m)]
    if inside:
        earlier = []
    if before is None:
        spoken = _find_speech(reading, clause)
        earlier = [m for m in earlier if m.start >= spoken]
    if before is not None:
        own = [m for m in own if not names_year(reading, m)]
        earlier = [m for m in earlier if not names_year(reading, m)]
    days = [m for m in (*own, *earlier) if m.value and DAY.fullmatch(m.value.iso)]
    points = [m for m in own if m.value and POINT.fullmatch(m.value.iso)]
    own_days = [m for m in points if m.value and DAY.fullmatch(m.value.iso)]
    ordered = [*(days if day_first else ()), *own_days, *points, *days, *own, *earlier]
    if not ordered or ordered[0].value is None:
        return []
    within = [m for m in days if m.value and m.value.iso.startswith(ordered[0].value.iso)]
    ordered = [*within, *ordered]  # 12月28日，甲在2018年最后一日…
    return [("date" if POINT.fullmatch(ordered[0].value.iso) else "period", ordered[0])]


def _find_speech(reading: Reading, clause: Clause) -> int:
    """Return where the last clause before ends by which a person says what this one tells (5月8日，甲表示，乙收购…)."""
    said = [
        p.clause.end
        for p in reading.passages
        if p.clause.end <= clause.start
        and SAYS.search(reading.text, p.clause.start, p.clause.end)
        and any(m.type == "Person" for m in p.clause.mentions)
    ]
    return max(said, default=reading.sentence.start)


def _is_anothers(reading: Reading, subject: Mention, date: Mention) -> bool:
    """Tell whether a date is of what somebody else does in an earlier clause (甲计划下半年推出芯片，乙推出手机)."""
    home = reading.clause_at(date.start).clause
    if home.subject is None or home.subject.end > date.start or home.subject.start < reading.sentence.start:
        return False
    if home.inherited and not _tells(reading, date):
        return False
    return (home.subject.antecedent or home.subject).text != (subject.antecedent or subject).text


def _tells(reading: Reading, mention: Mention) -> bool:
    tokens = reading.clause_at(mention.start).clause.tokens
    return any(t.tag == "v" and reading.text[t.start : t.end] not in {"到", "至", "截至"} for t in tokens)


def names_year(reading: Reading, date: Mention) -> bool:
    """Tell whether a year only tells of which year something is that is spoken of (对于2019年的措施，甲表示)."""
    if date.value is None or len(date.value.iso) != YEAR:
        return False
    token = reading.tokens.get(date.end)
    noun = token is not None and token.tag in {"n", "nz", "vn", "nt", "ns", "nw", "ORG", "LOC"}
    return noun or reading.text.startswith(("的", "度"), date.end)


def names_only_year(reading: Reading, date: Mention, clause: Clause) -> bool:
    """Tell whether a date is a year that another clause tells something of (2018年被称为新股之年，甲表示)."""
    if date.value is None or len(date.value.iso) != YEAR or clause.start <= date.start < clause.end:
        return False
    home = reading.clause_at(date.start).clause
    rest = reading.text[home.start : date.start] + reading.text[date.end : home.end]
    return len(rest.strip("，, \n年初底末中")) > FRAME


def is_point(reading: Reading, mention: Mention) -> bool:
    """Tell whether a mention is a day, month or year, no quarter or interval."""
    return _is_dated(reading, mention) and mention.value is not None and bool(POINT.fullmatch(mention.value.iso))


def _is_dated(reading: Reading, mention: Mention) -> bool:
    """Tell whether a mention is a date, no part of a document's name (《2018年股权激励计划》)."""
    return (
        mention.type == "Date"
        and mention.value is not None
        and bool(mention.value.iso)
        and not is_in_name(reading, mention.start)
        and not _is_compared(reading, mention)
        and not BORN.match(reading.text, mention.end)
        and not _is_since(reading, mention)
        and not is_loose(reading, mention)
    )


def is_loose(reading: Reading, date: Mention) -> bool:
    """Tell whether a date of a teaser counts from a day that nobody knows: the teaser is of another article."""
    return reading.sentence.zone == "teaser" and bool(RELATIVE.match(date.text))


def has_loose_date(reading: Reading, end: int) -> bool:
    """Tell whether a sentence names such a date before a place."""
    return any(m.type == "Date" and m.end <= end and is_loose(reading, m) for m in reading.mentions)


def _is_since(reading: Reading, mention: Mention) -> bool:
    """Tell whether a date only begins a time that lasts (创2009年以来新高), or counts days (连续8日涨停)."""
    since = SINCE.match(reading.text, mention.end, reading.sentence.end)
    if since or (mention.text.endswith("以来") and RECORD.match(reading.text, mention.end, reading.sentence.end)):
        return True
    return reading.text[max(0, mention.start - 2) : mention.start].endswith(("连续", "已连", "创自"))


def _is_compared(reading: Reading, mention: Mention) -> bool:
    """Tell whether a date is only one that something is compared with (较2018年, 同3月7日的高点相比)."""
    before = reading.text[max(reading.sentence.start, mention.start - 2) : mention.start]
    if before.endswith(("较", "相比")) or (before.endswith("比") and not before.endswith("同比")):
        return True
    return before.endswith(("同", "与", "和")) and bool(COMPARED.match(reading.text, mention.end, reading.sentence.end))


def is_in_name(reading: Reading, place: int) -> bool:
    """Tell whether a place is inside the name of a document (《2019年股份回购方案》)."""
    text, start = reading.text, reading.sentence.start
    return text.rfind("《", start, place) > text.rfind("》", start, place)
