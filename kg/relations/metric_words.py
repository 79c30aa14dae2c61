"""The words that name what a figure measures, and the nouns around them: whole words, of a part, of somebody else."""

import re
from collections.abc import Sequence

from kg.expressions import compile_re
from kg.model import Mention
from kg.ontology.metrics import Metric, load_metrics
from kg.relations.clauses import Clause
from kg.relations.reading import Reading, find_token

VALUES = {"Quantity", "Date", "Duration"}
MANNERS = compile_re("(?:方式|形式|手段|途径|现金|资金|战略|股权)$")  # 以现金方式出资3亿元: no part
UNNAMED_PART = compile_re("业务|产品|服务|板块|部门|平台|渠道|分部|类")  # of what kind stands before it
WHOLE = compile_re(
    r"公司|股东|集团|企业|全年|合计|累计|平均|年度|季度|整体|综合|最新|当期|同期|报告期|自身|本期|半年|归属|主营|同比|实际"
    r"|合并|净利|利润|总$|^总|单季|财年|财季|领域|方面|市场|全球|品牌|去年|今年|当年|业绩|规模|预期|基本"
)
PART = compile_re(r"(?:业务|集团|部门|平台|板块|分部|事业部|事业群|渠道|产品|服务)$")
PARTED = {
    *("revenue", "netProfit", "grossProfit", "operatingProfit", "profit", "profitBeforeTax", "revenueShare", "share"),
    *("sales", "shipments", "production", "users", "grossMargin", "investment", "salesValue", "orders", "stores"),
    *("revenueGrowth", "netProfitGrowth", "salesGrowth", "shipmentsGrowth", "productionCapacity", "subsidiaries"),
    *("debt", "contractedSales", "patents", "passengers", "parcels"),
    *("usersGrowth", "monthlyActiveUsers", "dailyActiveUsers", "marketShare"),
}
BRACKET = compile_re(r"[（(][^（）()]{1,40}[）)]$")
BASIS = compile_re(
    r"(?P<of>经调整后?|调整后|非(?:美国)?(?:通用会计准则|公认会计准则|GAAP)|[Nn]on-?GAAP|(?<!归属于)(?<!归属)母公司(?!股东|所有者|应占))"
    r"(?:口径|准则)?下?的?(?:实现)?(?:归母)?$"
)  # another figure than that of the accounts
OWN_BASIS = compile_re(r"(?P<of>经调整|主营业务|有息(?=负债)|发明(?=专利))")  # which the word itself begins with
NO_BASIS = {"price", "sharePrice", "sharePriceChange", "marketCap", "interestRate"}  # 调整后 may be later there
OWN = compile_re(r"(?:公司|集团|企业|自身|自己|审计|合并|报表|口径|全年|同期|当期|今年|去年|季度|市场|上半年|下半年)$")
RANKED = compile_re(
    r"排名|排在|排到|排第|排进|升至|冲到|位居|位列|跻身|居|列|占据|登顶|保持|夺得|进入|成为|份额|销量|出货"
)
PART_BEHIND = compile_re(
    r"的?(?P<of>[^，。；：“”（）()\d在于和与及的]{2,10}?(?:业务|板块|分部|事业部|事业群))(?=在|于|20|[今去前][年三]|第[一二三四]|上半年|下半年|全年)"
)
GOODS_SOLD = {"sales", "shipments", "production", "exportVolume", "livestock"}
OF_TRADE = {"trade", "tradeGrowth"}
TOWARDS = "向对给与由"  # 向某某中心增资5亿元: no part
RANKED_BY = compile_re("数据|成绩|优势|表现|身份|姿态|得分|速度|位置|城市|国家$")  # 以238万辆的数据位列榜首
PER_TEN_SHARES = compile_re(r"每\s*(?:10|十)\s*股[^，。；\d]{0,10}$")
KIND_BEFORE = compile_re(
    r"(?:一般贸易|加工贸易|国际线|国内线|预订|认购|权益|并表|全口径|发明|实用新型|自营|直营|加盟|联营|特许|海外|境外|国内|线下|线上|自有|国际|出口)$"
)  # 其中海外门店2753家
DEBT_KIND = compile_re(
    r"(?:到期|逾期|违约|短期|长期|银行|非流动|流动|对外|有息|(?:银行)?(?:贷款|借款|债券|信托|票据|融资租赁)等)$"
)  # 已到期债务12.8亿元
GLUE_NOUN = compile_re(
    r"目标|新车|车辆|整车|新机|(?<!限)额|量|总|数|值|规模|累计|合计|区间|范围|水平|人民币|金额|比例|比重|公司|集团|股|上市|利润|收入|业绩|全年|同期|当期|季|年|月|际|亏"
    r"|涨|跌|幅|价|均|资金|现|美元|港元|盘|强势|新高|新低|左右|份额"
)
CHANGING = compile_re(
    r"同比|环比|增|减|降|升|涨|跌|幅|滑|落|期|年|月|季|公司|集团|股价|股票|股|盘|收|市|计划|目标|预期|强势|弱势|速|累计"
)
PART_TAGS = {"n", "nz", "vn", "a", "an", "b", "s", "f", "nw"}
SPANS = {"该", "季度", "本", "本季", "该季"}
RANKING = compile_re(r"(?P<of>[^，。；、]{2,16})(?:的)?(?:排行榜|排名|排行|榜单|榜)(?:”|”)?(?:上|中|里|，|榜首)")
IN_YEAR = compile_re(r"[去今前全本当上明\d]年$")
LEAST_NOUN = 2  # characters of what is ranked
SHARE_BEHIND = compile_re(r"(?:约|已|则|就)?占")
ENDS_WORD = compile_re(r"[年季财中预公申通日晚早快简汇情海举回上播周月填申]$")  # 报 in 年报, 财报 reports no price


def is_of_other(reading: Reading, clause: Clause, word_start: int) -> bool:
    """Tell whether the metric belongs to a common noun that is no entity: 置换出资产的净利润."""
    if reading.text[word_start - 1] != "的" or word_start - 1 <= clause.start:
        return False
    before = [t for t in clause.tokens if t.end == word_start - 1]
    named = any(m.end == word_start - 1 for m in clause.mentions)
    return (
        bool(before)
        and not named
        and before[0].tag in {"n", "nz", "vn"}
        and not OWN.search(reading.text, 0, word_start - 1)
    )


def find_metric_words(reading: Reading, clause: Clause, start: int, end: int) -> list[tuple[int, int, list[Metric]]]:
    """Return (start, end, metrics) of the words for metrics between two places, those inside names left out."""
    names = [(m.start, m.end) for m in reading.mentions if m.type not in VALUES and not m.generic]
    found = load_metrics().find(reading.text[start:end])
    dated = {start + s for s, _, _ in found if IN_YEAR.search(reading.text, 0, start + s + 1)}  # 去|年销量
    return [
        (start + s + (start + s in dated), start + e, metrics)
        for s, e, metrics in found
        if not (e - s == 1 and ENDS_WORD.search(reading.text, 0, start + s))
        and not any(a <= start + s and start + e <= b for a, b in names)
    ]


def is_cut(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a word for a metric is only part of a longer word (负债 in 资产负债表)."""
    token = find_token(reading, end - 1)
    return not reading.text[start:end].isascii() and token is not None and token.start < start and end < token.end


def is_of_noun(reading: Reading, clause: Clause, word_end: int, figure: Mention, *, dealt: bool) -> bool:
    """Tell whether another noun stands between the word and the figure, so that it is that noun's (债务限额).

    `dealt` tells that the figure is of what is bought, sold or held: a company may stand there (减持甲300万股).
    """
    if not dealt and any(word_end <= m.start and m.end <= figure.start and _is_thing(m) for m in clause.mentions):
        return True  # 收入甲基金1200万元出资额: no revenue of 甲基金
    return any(
        token.tag in {"n", "nz", "an"} and not GLUE_NOUN.search(reading.text[token.start : token.end])
        for token in clause.tokens
        if word_end <= token.start
        and token.end <= figure.start
        and not any(m.start < token.end and token.start < m.end for m in reading.mentions)
    )


def _is_thing(mention: Mention) -> bool:
    return mention.type in {"Company", "Organization", "Brand"} and mention.finder != "coreference"


def names_another(reading: Reading, clause: Clause, left: int, figure: Mention) -> bool:
    """Tell whether a noun stands before a rise or fall that no metric is known for (不良率下降0.2%)."""
    return any(
        token.tag in {"n", "nz", "an"} and not CHANGING.search(reading.text[token.start : token.end])
        for token in clause.tokens
        if max(left, clause.start) <= token.start
        and token.end <= figure.start
        and not any(m.start < token.end and token.start < m.end for m in reading.mentions)
    )


def find_part(reading: Reading, clause: Clause, figure: Mention, word_start: int, metric: str) -> str:
    """Return the part of the owner that the figure is about: 数据中心业务 in 英特尔数据中心业务营收."""
    if metric == "dividend" and (ten := PER_TEN_SHARES.search(reading.text, clause.start, figure.start)):
        return re.sub(r"\s", "", ten[0])[: ten[0].index("股") + 1]
    basis = BASIS.search(reading.text, clause.start, word_start) or OWN_BASIS.match(reading.text, word_start)
    if basis and metric not in NO_BASIS:
        return basis["of"]
    kind = (DEBT_KIND if metric == "debt" else KIND_BEFORE).search(reading.text, clause.start, word_start)
    if kind and (metric in PARTED or metric in OF_TRADE):
        return kind[0]
    place = word_start - 1 if metric in PARTED and reading.text[word_start - 1] == "的" else word_start
    first = end = place
    for token in reversed([t for t in clause.tokens if t.end <= word_start]):
        inside = any(m.start < token.end and token.start < m.end and not m.generic for m in clause.mentions)
        if token.start >= place:
            continue
        if (
            token.end == place
            and first == end
            and (token.tag == "TIME" or reading.text[token.start : token.end] in SPANS)
        ):
            place = first = end = _skip_bracket(reading, clause, token.start)  # 管理服务业务该季度营收
            continue
        beyond = [m.end for m in clause.mentions if m.start <= token.start < m.end < token.end and not m.generic]
        if token.end == place and beyond:
            first = beyond[-1]  # the tagger's word runs on behind a name
        if token.end != place or inside or token.tag not in {"n", "nz", "vn", "a", "an", "b"}:
            break
        place = first = token.start
    part = "" if reading.text[first - 1] in TOWARDS else reading.text[first:end]
    if UNNAMED_PART.fullmatch(part):
        part = _name_part(reading, clause, first, end) or part
    whole = metric not in PARTED or WHOLE.search(part) or (metric == "investment" and MANNERS.search(part))
    return part if PART.search(part) or (len(part) > 1 and not whole) else ""


def find_goods(reading: Reading, clause: Clause, figure: Mention, word_end: int, metric: str) -> str:
    """Return the goods that stand between a verb and their number: 新能源汽车 in 销售新能源汽车34万辆."""
    goods = [m for m in clause.mentions if m.generic and word_end <= m.start and m.end <= figure.start]
    goods = [m for m in goods if m.type in {"Product", "Technology"}]
    return goods[-1].text if goods and metric in GOODS_SOLD else ""


def find_part_behind(reading: Reading, clause: Clause, owner: Mention, measured_from: int) -> str:
    """Return the part named right behind an owner whose metric stands apart from it: 甲电商业务在第四季度的毛利率."""
    told = PART_BEHIND.match(reading.text, owner.end, measured_from) if owner.start >= clause.start else None
    return "" if told is None or WHOLE.search(told["of"]) else told["of"]


def _name_part(reading: Reading, clause: Clause, first: int, end: int) -> str:
    """Return a part whose name goes on before a word that any may end with: 线上业务, 酒店业务 in 酒店业务的分部."""
    start, place = first, first
    for token in reversed([t for t in clause.tokens if t.end <= first]):
        named = any(m.start < token.end and token.start < m.end and not m.generic for m in clause.mentions)
        of = token.tag == "u" and reading.text[token.start : token.end] == "的" and start == first
        beyond = [m.end for m in clause.mentions if m.start <= token.start < m.end < token.end and not m.generic]
        if token.end == place and beyond:
            start = beyond[-1]
        if token.end != place or named or not (of or token.tag in PART_TAGS):
            break
        place = token.start
        start = start if of else place
    if start == first:
        return ""
    kept = reading.text[start:first]
    if not kept.endswith("的"):
        return reading.text[start:end]
    return kept[:-1] if PART.search(kept[:-1]) else ""


def _skip_bracket(reading: Reading, clause: Clause, place: int) -> int:
    """Return where a bracket that ends at a place begins (平台部门（包括云）第四季度营收), else the place."""
    bracket = BRACKET.search(reading.text, clause.start, place)
    return bracket.start() if bracket else place


def find_ranked(reading: Reading, clause: Clause, figure: Mention) -> str:
    """Return the nouns right before the verb of a rank that are no name: 金融板块持仓 in 甲的金融板块持仓位居第二."""
    verbs = [m.start() for m in RANKED.finditer(reading.text, clause.start, figure.start)]
    if not verbs:
        return ""
    tokens = [t for t in clause.tokens if t.end <= verbs[-1]]
    while tokens and tokens[-1].tag in {"d", "TIME", "ad", "c"}:
        tokens.pop()
    end = tokens[-1].end if tokens else 0
    first = end
    for token in reversed(tokens):
        named = any(m.start < token.end and token.start < m.end for m in clause.mentions)
        if token.end != first or named or token.tag not in {"n", "nz", "vn", "an"}:
            break
        first = token.start
    noun = reading.text[first:end]
    return "" if len(noun) < LEAST_NOUN or WHOLE.search(noun) or RANKED_BY.search(noun) else noun


def find_share_part(reading: Reading, clause: Clause, figure: Mention) -> str:
    """Return what has a share of a whole: 海外市场收入 in 海外市场收入已占到总收入的四成."""
    share = reading.text.rfind("占", clause.start, figure.start)
    tokens = [t for t in clause.tokens if t.end <= share]
    while tokens and tokens[-1].tag in {"d", "ad", "TIME", "c"}:
        tokens.pop()
    first = end = tokens[-1].end if tokens else share
    for token in reversed(tokens):
        named = any(m.start < token.end and token.start < m.end and not m.generic for m in clause.mentions)
        if token.end != first or named or token.tag not in {"n", "nz", "vn", "an", "a", "b", "s", "u", "ORG"}:
            break
        first = token.start
    part = reading.text[first:end].lstrip("的")
    return part if share >= 0 and len(part) > len("收入") else ""


def find_ranking(reading: Reading, clause: Clause, figure: Mention) -> str:
    """Return what a ranking named before is of (在投资收益榜单上), or what the clause before tells a figure of."""
    listed = list(RANKING.finditer(reading.text, reading.sentence.start, figure.start))
    if listed:
        noun = re.sub(r"^.*(?:的|在|年|”|“|度)", "", listed[-1]["of"])
        return noun if len(noun) >= LEAST_NOUN else ""
    before = next((p.clause for p in reading.passages if p.clause.end == clause.start), None)
    if before is None or not any(m.type == "Quantity" for m in before.mentions):
        return ""
    words = find_metric_words(reading, before, before.start, before.end)
    return reading.text[words[-1][0] : words[-1][1]] if words else ""


def name_growth(words: Sequence[tuple[int, int, list[Metric]]], place: int) -> str:
    """Return whose growth a word at a place tells (销量增速), growth itself where no metric stands before it."""
    before = [metrics for _, end, metrics in words if end == place]
    return next((m.growth for m in before[-1] if m.growth), "") if before else "growth"


def find_share(reading: Reading, clause: Clause, figure: Mention) -> str:
    """Return the share that a part's own metric has where the part stands before 占: 海外收入占总收入的43.9%."""
    found = find_metric_words(reading, clause, clause.start, figure.start)
    shares = (m.share for _, end, metrics in found for m in metrics if SHARE_BEHIND.match(reading.text, end))
    return next((share for share in shares if share), "")
