import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.alignment import make_aligned
from kg.documents.cleaning import clean_markdown
from kg.documents.markdown import make_article

CASES = {
    "tags": ("<p>格力<b>电器</b></p><p>换帅</p>", "格力电器\n\n换帅"),
    "line of tags": ('一句。\n<img src="a.jpg" />\n <!-- more -->\n二句。', "一句。\n二句。"),
    "link in a tag": ('<a href="http://a.cn">腾讯</a>回应', "腾讯回应"),
    "script": ("前<script>var a = '<p>';</script>后", "前后"),
    "a brand is no tag": ("荣耀<OPPO>与vivo", "荣耀<OPPO>与vivo"),
    "entities": ("阿里&amp;银泰&nbsp;&#25910;购&ldquo;完成&rdquo;", "阿里&银泰 收购“完成”"),
    "escaped tag stays": ("写作&lt;br&gt;", "写作<br>"),
    "carriage returns": ("一句。\r\n\r二句。\r\n", "一句。\n二句。"),
    "old Mac lines": ("一句。\r二句。", "一句。\n二句。"),
    "spaces": ("\u3000\u3000美的\u00a0集团\u200b发布。 ", "美的 集团发布。"),
    "full-width letters": ("ＴＣＬ持股５０％，收购ＫＵＫＡ（库卡）", "TCL持股50%，收购KUKA（库卡）"),
    "heading": ("## 业绩 ##\n增长", "业绩\n增长"),
    "bold and italic": ("**特斯拉**在*上海*建厂，__首期__投产", "特斯拉在上海建厂，首期投产"),
    "special treatment": ("*ST海润、*ST凡谷、*ST昌鱼", "*ST海润、*ST凡谷、*ST昌鱼"),
    "link": ("见[公告](https://a.cn/b_(c).html '标题')。", "见公告。"),
    "footnote is no link": ("据统计[1](注)", "据统计[1](注)"),
    "picture": ("前![说明](a.png)后", "前后"),
    "list": ("- 第一\n* 第二\n1. 第三", "第一\n第二\n1. 第三"),
    "quotation and rule": ("> 引文\n\n---\n正文", "引文\n\n正文"),
    "broken line": ("个股方面，\n美的\n、格力涨停。", "个股方面，美的、格力涨停。"),
    "traditional": ("台積電董事長張忠謀宣布退休", "台积电董事长张忠谋宣布退休"),
    "one traditional name": ("据报道，鴻海已与夏普签署协议，双方将在面板业务上继续合作", None),
}


@pytest.mark.parametrize("name", CASES)
def test_cleaning(name: str) -> None:
    raw, expected = CASES[name]
    assert clean_markdown(make_aligned(raw)).text == (raw if expected is None else expected)


MARKUP = st.lists(
    st.sampled_from(
        [
            "小米",
            "收购",
            "A",
            "Ｂ",
            "，",
            "。",
            "\n",
            "\r\n",
            "\r",
            " ",
            "\u3000",
            "<b>",
            "</b>",
            "<br/>",
            "<!-- more -->",
        ]
        + ["**", "*", "[", "](http://a.cn)", "&amp;", "&nbsp;", "# ", "> ", "---", "`", "\u200b", "電", "“", "”"]
    ),
    max_size=30,
).map("".join)


@given(MARKUP)
def test_offsets_grow_and_stay_inside_the_file(raw: str) -> None:
    cleaned = clean_markdown(make_aligned(raw))
    offsets = cleaned.offsets.tolist()
    assert offsets == sorted(offsets)
    assert all(0 <= offset <= len(raw) for offset in offsets)
    assert "\r" not in cleaned.text


@given(MARKUP)
def test_letters_stand_where_the_offsets_say(raw: str) -> None:
    cleaned = clean_markdown(make_aligned(raw))
    assert all(raw[cleaned.offsets[i]] == char for i, char in enumerate(cleaned.text) if char in "小米收购A，。“”*")


@given(MARKUP)
def test_cleaning_twice_changes_no_characters(raw: str) -> None:
    once = clean_markdown(make_aligned(raw)).text.replace("*", "").replace("`", "").replace("[", "").replace("#", "")
    assert "\u3000" not in once and "\u200b" not in once and "Ｂ" not in once and "<b>" not in once


def test_the_title_line_is_part_of_the_text_and_of_the_file() -> None:
    raw = "---\r\ntitle: ＴＣＬ拆分\r\ndate: 2018-12-07\r\n---\r\n<p>公司公告。</p>\r\n"
    doc = make_article(raw, source="a.md")
    assert doc.title == "TCL拆分"
    assert doc.text == "TCL拆分\n公司公告。"
    assert raw[slice(*doc.raw_span(0, 5))] == "ＴＣＬ拆分"
    assert raw[slice(*doc.raw_span(6, 11))] == "公司公告。"


HEADLINES = {
    "heading": ("# 宁德时代扩产\n\n公司公告。", "宁德时代扩产"),
    "first line": ("宁德时代扩产\n公司公告。", "宁德时代扩产"),
    "none": ("公司公告，宁德时代将扩产。\n其他内容。", "a"),
    "one line": ("宁德时代扩产", "a"),
}


@pytest.mark.parametrize("name", HEADLINES)
def test_title_of_a_text_without_front_matter(name: str) -> None:
    raw, title = HEADLINES[name]
    assert make_article(raw, source="a.txt").title == title
