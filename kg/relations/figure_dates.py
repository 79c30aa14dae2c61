"""When a figure is of: the nearest date before it that is no base of comparison and no day of an announcement.

In 1月23日甲发布2018年业绩快报称，净利润94亿元 the figure is of 2018; in 较2017年增长5% it is not of 2017.
"""

import re
from dataclasses import replace

from kg.expressions import compile_re
from kg.model import Mention, Value
from kg.relations.clauses import Clause
from kg.relations.reading import Reading
from kg.relations.times import YEAR, is_loose

Roles = tuple[tuple[str, Mention | Value], ...]
COMPARED = compile_re(r"(?:较|比|相比|相较|相较于|对比|与|同|和|高于|低于|超过|不及|超|逊于|好于)\s*$")
FAR_COMPARED = compile_re("(?:相比|相较于?|对比)[^。；]{1,16}$")
BASE = compile_re(r"同期|上年|上一年|上期|年初")
REPORTED = compile_re(
    r"公告|披露|发布|宣布|公布|表示|透露|称|介绍|报道|指出|召开|举行|获悉|回应|印发|出台|提交|消息|讯|晚间|盘后"
)
REPORT = compile_re(r"(?:年度|度|全年|财年)?(?:的)?(?:主要)?(?:年报|季报|半年报|中报|三季报|财报|业绩|财务|经营|报告)")
OTHER_USE = compile_re(
    r"(?:年)?(?:为基准|为起点|为基期|为界|款|版|规划|计划|发展规划|目标|世界杯|奥运|峰会|大会|年会|工作会|论坛|起家|就|曾|成立|创立|创办|上市|创建|建成|落成|毕业|出生|加入|入职)"
)
FOUNDED_BEFORE = compile_re(r"(?:成立于|创立于|始于|创建于|建成于|创办于|上市于|生于)$")
BEGINS = compile_re(r"(?:上市|挂牌|成立|创立|创办|设立)[，；]\s*$")
AHEAD = compile_re(r"未来|年内|个月内|今后|此后|之后的")
SINCE = compile_re(r"(?:以来|来)(?:的)?(?:最|首|新|单|同期|历史|第)")
REPORTS = compile_re(r"一季报|一季度报告|半年报|中报|三季报|年报|年度报告")
FIRST_DAY = compile_re("的?(?:首个|最后一个|第[一二三四五]个)(?:工作日|交易日)")
ON_TOP = compile_re("[^，。；]{0,24}基础(?:上|之上)")
NOW = compile_re("至今|迄今|目前|如今|现已|现今|眼下")
UNTIL_NOW = compile_re(r"年?(?:到|至)(?:现在|今|目前|如今)")
QUARTER_END, OF_QUARTER = compile_re(r"(\d{4})-(03|06|09|12)"), compile_re("季度|季(?=[净营业财收利])")  # 9月季度
NINE_MONTHS = compile_re(r"度?报(?!告?期)")  # 三季报 tells of nine months
OF_NINE_MONTHS = compile_re(  # 三季度财报 of who is listed at home
    r"度?(?:的)?(?:财报|财务报告|业绩报告|报告)(?!期)[^。；]*?(?:归母|归属于上市公司|归属于母公司|扣非|扣除非经常)"
)
HEADS = compile_re(r"(?:^|[，。；：\s])\s*(?:整个|在|整)?$")  # what stands at the head of a clause
LISTED_DATES = compile_re(r"\s*(?:、|和|与|及|以及)\s*")
DAY = compile_re(r"\d{4}-\d{2}-\d{2}")
DAILY_METRICS = {"sharePrice", "sharePriceChange", "marketCap", "tradingVolume", "turnoverRate", "stockIndexChange"}
ACTIONS = {
    *("acquisitionAmount", "investment", "fundingAmount", "contractValue", "fine", "buybackAmount", "sharesBought"),
    *("sharesSold", "sharesPledged", "stake", "stakeSold", "stakePledged", "layoffs", "reverseRepo", "price"),
    *("registeredCapital", "productionCapacity", "buybackPrice", "sharesIssued", "compensation", "claim"),
}  # what is done on the day of its announcement
FLOWS = compile_re(r"revenue|profit|margin|expense|cash|sales|shipments|assets|ebitda|spending|earnings|growth", re.I)


def find_figure_dates(reading: Reading, clause: Clause, figure: Mention, metric: str, since: int) -> Roles:
    """Return when a figure is of, from the dates between `since` and the figure; empty if none fits."""
    dates = [m for m in reading.mentions if m.type == "Date" and m.value and m.value.iso and since <= m.start]
    dates = [m for m in dates if not is_loose(reading, m)]
    reported: Mention | None = None
    for date in reversed([m for m in dates if m.end <= figure.start]):
        if _is_base(reading, date, figure) or _has_other_use(reading, clause, date, figure, metric):
            continue
        if _is_day_of_report(reading, date, figure, metric):
            reported = reported or date
            continue
        day = date.value is not None and DAY.search(date.value.iso)
        heads = HEADS.search(reading.text[reading.sentence.start : date.start]) and reading.text[date.end] != "的"
        if metric in DAILY_METRICS and date.end <= clause.start and not (day or heads):
            continue  # the price of a share moves in a day
        passed = not day and NOW.search(reading.text, date.end, figure.start)  # 2018年完成融资，目前估值…
        if passed or AHEAD.search(reading.text, date.end, figure.start) or _is_listed(reading, date, dates):
            return ()
        whole = widen(reading, date, figure) or _date_back(reading, date, dates)
        return (("period", whole),) if whole is not None else ((role_of(date.value), date),)
    return _name_reported(reading, reported, figure) if reported is not None else ()


def _date_back(reading: Reading, date: Mention, dates: list[Mention]) -> Value | None:
    """Return the year before for 今年 in a sentence that looks back from its end (截至12月28日，甲今年以来…)."""
    value = date.value
    if value is None or not value.text.startswith("今年") or not value.iso[:YEAR].isdigit():
        return None
    year = str(int(value.iso[:YEAR]) - 1)
    ends = (d.value.iso for d in dates if d.end <= date.start and d.value and d.text.startswith("截"))
    if not any(iso.startswith(f"{year}-12") for iso in ends):
        return None
    return replace(value, iso=value.iso.replace(value.iso[:YEAR], year))


def widen(reading: Reading, date: Mention | Value, figure: Mention) -> Value | None:
    """Return the year of a quarter or of December where the figure is of the whole year (四季度业绩：…全年营收80亿元).

    Also the quarter that ends with a month (9月季度).
    """
    value, start = (date.value, date.end) if isinstance(date, Mention) else (date, reading.sentence.start)
    reported = value is not None and isinstance(date, Mention) and OF_NINE_MONTHS.match(reading.text, start)
    third = re.fullmatch(r"(\d{4})Q3", value.iso) if value is not None and isinstance(date, Mention) else None
    if value is not None and third is not None and (reported or NINE_MONTHS.match(reading.text, start)):
        return replace(value, iso=f"{third[1]}-01/{third[1]}-09", text=f"{third[1]}年前三季度")
    ended = QUARTER_END.fullmatch(value.iso) if value is not None and isinstance(date, Mention) else None
    if value is not None and ended is not None and OF_QUARTER.match(reading.text, start):
        return replace(value, iso=f"{ended[1]}Q{int(ended[2]) // 3}", text=f"{value.text}季度")
    quarter = re.fullmatch(r"(\d{4})(?:[QH]\d|-12)", value.iso) if value is not None else None
    if value is None or quarter is None:
        return None
    if "全年" not in reading.text[max(start, reading.sentence.start) : figure.start]:
        return None
    return replace(value, iso=quarter[1], text=f"{quarter[1]}年全年")


def _name_reported(reading: Reading, day: Mention, figure: Mention) -> Roles:
    """Return the period of the report that was published on a day: 5月14日公布的一季报显示…."""
    assert day.value is not None
    report = REPORTS.search(reading.text, day.end, figure.start)
    if report is None:
        return ()
    year = int(day.value.iso[:4])
    iso = {"一": f"{year}Q1", "半": f"{year}H1", "中": f"{year}H1", "三": f"{year}-01/{year}-09"}.get(
        report[0][0], str(year - 1)
    )
    return (("period", replace(day.value, iso=iso, text=report[0])),)


def _is_listed(reading: Reading, date: Mention, dates: list[Mention]) -> bool:
    """Tell whether a date is one of several listed (2015年、2016年和2017年), so that one figure is of none alone."""
    return any(
        LISTED_DATES.fullmatch(reading.text, a.end, b.start)
        for a, b in zip(dates, dates[1:], strict=False)
        if date in (a, b)
    )


def role_of(value: Value | None) -> str:
    """Return the role of a date: a day is a `date`, anything longer a `period`."""
    assert value is not None
    return "date" if DAY.fullmatch(value.iso) else "period"


def is_base_date(mention: Mention | Value) -> bool:
    """Tell whether a date is named as one to compare with: 上年同期."""
    return bool(BASE.search(mention.text))


def _is_base(reading: Reading, date: Mention, figure: Mention) -> bool:
    """Tell whether a figure is compared with a date, unless the figure itself stands right behind it."""
    far = FAR_COMPARED.search(reading.text, reading.sentence.start, date.start)
    if figure.value is not None and figure.value.direction and far:
        return True  # 相比参考价，即2017年2月27日的收盘价4元，跌38%
    if not COMPARED.search(reading.text, reading.sentence.start, date.start):
        return False
    moved = figure.value is not None and (figure.value.direction or figure.value.base)
    return bool(moved) or reading.text[date.end : figure.start].strip() not in {"", "的"}


def _dates_beginning(reading: Reading, date: Mention) -> bool:
    """Tell whether the clause of a date tells when somebody began or went public (2021年12月在港交所上市，…)."""
    clause = reading.clause_at(date.start).clause
    return bool(BEGINS.search(reading.text, date.end, clause.end))


def _is_source(reading: Reading, date: Mention, figure: Mention) -> bool:
    """Tell whether a date is of what a figure was before it changed (由去年的6.5%调整为6%)."""
    if not reading.text.endswith(("由", "从", "自"), reading.sentence.start, date.start):
        return False
    return any(m.type == "Quantity" and date.end <= m.start and m.end < figure.start for m in reading.mentions)


def _has_other_use(reading: Reading, clause: Clause, date: Mention, figure: Mention, metric: str) -> bool:
    """Tell whether a date names something else (2020年款) or tells when something was founded."""
    if reading.text[: date.start].endswith("连续"):
        return True  # 已连续5日跌停
    if metric not in DAILY_METRICS and date.end <= clause.start and _dates_beginning(reading, date):
        return True
    if ON_TOP.match(reading.text, date.end, figure.start) or _is_source(reading, date, figure):
        return True  # 2020年，甲在2019年…的基础上
    if not (date.value and DAY.fullmatch(date.value.iso)) and FIRST_DAY.match(reading.text, date.end):
        return True  # 本周首个工作日
    other = UNTIL_NOW.match(reading.text, date.end) or OTHER_USE.match(reading.text, date.end)
    if other and other[0].endswith("就") and date.start >= clause.start:
        return False  # 其在2017年就投入了47亿元
    if other or SINCE.search(reading.text, date.start, date.end + 4):
        return True
    return bool(FOUNDED_BEFORE.search(reading.text, reading.sentence.start, date.start)) and date.end <= clause.start


def _is_day_of_report(reading: Reading, date: Mention, figure: Mention, metric: str) -> bool:
    """Tell whether a day is only when the figure was published."""
    assert date.value is not None
    if metric in DAILY_METRICS or metric in ACTIONS or REPORT.match(reading.text, date.end):
        return False
    if not re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", date.value.iso) or is_base_date(date):
        return False
    if re.search(r"截至|截止|至$", reading.text[max(reading.sentence.start, date.start - 3) : date.start]):
        return False
    return bool(REPORTED.search(reading.text, date.end, figure.start))
