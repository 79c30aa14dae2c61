import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.markdown import make_article
from kg.text.sentences import find_ends, find_sentences, trim_sentence

SPLITS = {
    "plain": ["公司换帅。", "股价上涨！", "为什么？", "没有答案"],
    "semicolon": ["两大品牌将独立运营，一个做高端；", "另一个做性价比。"],
    "semicolon in a quotation": ["他说：“过去没有机会；如今机会来了。”", "掌声响起。"],
    "decimal point": ["营收同比增长12.5%，No.1的位置没有变。"],
    "closing quote stays": ["董事长说：“今年要打硬仗。”", "台下鼓掌。"],
    "attribution stays": ["“我们的海外收入很快会超过国内。”王立表示。"],
    "attribution that goes on": ["“性价比将超过燃油车。”", "王立表示，明年还会降价。"],
    "long quotation": ["“第一步是公交车全面电动化。", "第二步轮到物流车。”王立说。"],
    "cries in a name": ["商城推出“买！买！买！”活动，销量翻番。"],
    "quoted name goes on": ["这就是“没有最好，只有更好！”的理念。"],
    "nested quotation": ["他强调，“‘硬件+服务’是核心，不会动摇。”", "会议结束。"],
    "quotation inside quotation of its own kind": ["“从“补贴”转向“市场”的驱动，方式更健康。”王立如是说。"],
    "aside": ["公司（下称“甲方”。注册于深圳）发布公告。"],
    "run of marks": ["真的吗？！", "是的……他点头。"],
    "web address": ["详见http://a.cn/?id=1&b=2，谢谢。"],
    "straight quotes": ['他说"今年没有裁员计划。"', "会议结束。"],
    "opening quote without partner": ["“今年是关键的一年。", "明年也是。"],
    "half-width semicolon after a figure": ["渗透率达7%;", "2025年将达到15%。"],
    "half-width question mark": ["真的吗?", "是的。"],
}


@pytest.mark.parametrize("name", SPLITS)
def test_sentences_end_where_a_reader_ends_them(name: str) -> None:
    line = "".join(SPLITS[name])
    ends = find_ends(line)
    assert [line[a:b] for a, b in zip([0, *ends], ends, strict=False)] == SPLITS[name]


LINES = st.lists(
    st.sampled_from(
        list('小米说，。！？；“”‘’（）《》?;!" \n')
        + ["表示", "责任编辑：林溪", "\n\n\n", "1.5", "No.", "公司收购了子公司"]
    ),
    max_size=60,
).map("".join)


@given(LINES)
def test_sentences_tile_the_text(raw: str) -> None:
    text = "开头" + raw
    doc = make_article(text, source="a.txt")
    sentences = find_sentences(doc)
    assert "".join(doc.text[s.start : s.end] for s in sentences) == doc.text
    assert [s.index for s in sentences] == list(range(len(sentences)))
    assert all(s.copy_of is None or s.copy_of < s.index for s in sentences)
    for sentence in sentences:
        start, end = trim_sentence(doc, sentence)
        assert doc.text[start:end] == doc.text[sentence.start : sentence.end].strip() != ""


LEDE = "京东方11月5日公告，控股子公司将在武汉建设第10.5代生产线。"
ARTICLE = f"""---
title: 京东方武汉建厂
author: 林溪
date: 2017-08-08
---
{LEDE}
<!-- more -->
<img src="a.jpg" />
林溪 周可
{LEDE}
项目总投资460亿元，我们将分期投入。
具体进度见下表：
（林溪 摄）
董事会已审议通过。
责任编辑：周可
{{gap}}三星显示关停一条液晶产线。
面板价格连续三个月上涨。
特斯拉上海工厂开工。
"""


def read_zones(text: str) -> list[tuple[str, str]]:
    doc = make_article(text, source="a.md")
    return [(s.zone, doc.text[slice(*trim_sentence(doc, s))][:6]) for s in find_sentences(doc)]


def test_zones_of_a_news_export() -> None:
    assert read_zones(ARTICLE.replace("{gap}", " \n \n")) == [
        ("title", "京东方武汉建"),
        ("body", "京东方11月"),
        ("noise", "林溪 周可"),
        ("body", "京东方11月"),
        ("body", "项目总投资4"),
        ("noise", "具体进度见下"),
        ("noise", "（林溪 摄）"),
        ("body", "董事会已审议"),
        ("noise", "责任编辑：周"),
        ("teaser", "三星显示关停"),
        ("teaser", "面板价格连续"),
        ("teaser", "特斯拉上海工"),
    ]


def test_a_repeated_lede_is_a_copy_even_with_other_marks() -> None:
    doc = make_article("华为发布新机，售价4999元。\n华为发布新机， 售价4999元！\n股价上涨。\n股价上涨。", source="a.md")
    assert [s.copy_of for s in find_sentences(doc)] == [None, 0, None, None]


BODIES = {
    "blank lines between all paragraphs": "一段说公司发布公告。\n\n二段说市场反应。\n\n三段说分析师看法。",
    "a gap before paragraphs that lean": "一段说公告。\n二段说市场。\n\n此外，公司将回购。\n对此，分析师看好。",
    "a section break in the middle": "一段。\n二段。\n\n\n" + "\n".join(f"第{i}段说的是公司业务。" for i in range(12)),
    "sections with headings": "一段。\n二段。\n\n一、业绩增长\n三段说业绩。说利润。\n\n二、展望\n四段说展望。说计划。",
    "one line": "公司发布公告。",
    "a question to a reporter": "公司发布公告。\n记者：“价格会降吗？”\n王立：“不会。”",
    "the editorial department acts": "公司发布公告。\n编辑部宣布改版，新版面将于下月推出。",
}


@pytest.mark.parametrize("name", BODIES)
def test_an_article_of_ones_own_is_all_body(name: str) -> None:
    assert {zone for zone, _ in read_zones(BODIES[name])} == {"body"}


SPACED = "一段说公告。\n\n二段说市场。\n\n三段说分析。\n\n\n\n\n甲公司上市。\n\n乙公司退市。"


def test_a_wider_gap_sets_teasers_off_where_paragraphs_are_spaced() -> None:
    assert [zone for zone, _ in read_zones(SPACED)] == ["body"] * 3 + ["teaser"] * 2


NOISE = [
    "免责声明",
    "本文不构成投资建议。",
    "标签：",
    "2017年10月26日 10:20 来源 财经网",
    "图片来源：视觉中国",
    "（周可 摄）",
    "扫描二维码关注我们。",
    "原标题：旧题",
    "——",
]


@pytest.mark.parametrize("line", NOISE)
def test_what_a_newspaper_prints_around_an_article_is_noise(line: str) -> None:
    assert read_zones(f"公司今天发布公告。\n股价上涨。\n{line}\n董事会已通过。")[2][0] == "noise"


def test_a_full_stop_newline_and_blank_lines_belong_to_the_sentence_before() -> None:
    doc = make_article("公司发布公告。\n\n\n股价上涨。", source="a.md")
    first, second = find_sentences(doc)
    assert (first.start, first.end, second.end) == (0, 10, 15)
    assert (first.paragraph, second.paragraph) == (0, 1)
