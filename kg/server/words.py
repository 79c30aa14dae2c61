"""What the pages made by the server say, in Chinese and English."""

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh": {
        "title": "知识图谱", "query": "查询", "graph": "关系图", "language": "EN", "theme": "深色或浅色", "other": "en",
        "skip": "跳到正文", "aliases": "又称", "relations": "关系", "figures": "数据", "events": "事件", "told": "言论",
        "articles": "出现于", "statements": "全部陈述", "outward": "由它出发", "inward": "指向它", "sentences": "原句",
        "facts": "条事实", "said": "称", "rule": "规则", "confidence": "可信度", "issued": "日期", "creator": "作者",
        "source": "来源", "ask": "在查询页打开", "turtle": "Turtle", "json": "JSON-LD", "network": "在关系图中查看",
        "names": "同名的有", "nothing": "没有叫这个名字的", "cut": "太多，只列出一部分；用查询可取得全部",
        "quotes": "读出的事实", "no_facts": "没有句子直接说到这一行", "fact": "事实", "definition": "定义", "of": "←",
        "ask_box": "用中文提问，例如：谁收购了谁？", "unsure": "（不确定）", "understood": "理解为",
        "offers": "可以这样问", "near": "可能有关的原句",
    },
    "en": {
        "title": "Knowledge graph", "query": "Query", "graph": "Network", "language": "中", "theme": "Dark or light",
        "other": "zh", "skip": "Skip to content", "aliases": "also", "relations": "Relations", "figures": "Figures",
        "events": "Events", "told": "Said by it", "articles": "Mentioned in", "statements": "All statements",
        "outward": "From it", "inward": "To it", "sentences": "Sentences", "facts": "facts", "said": "said by",
        "rule": "rule", "confidence": "confidence", "issued": "date", "creator": "author", "source": "source",
        "ask": "Open in the editor", "turtle": "Turtle", "json": "JSON-LD", "network": "Show in the network",
        "names": "Things of this name", "nothing": "Nothing of this name",
        "cut": "Too many: only a part is listed; a query gets them all", "quotes": "What was read",
        "no_facts": "No sentence speaks of this row directly", "fact": "Fact", "definition": "Definition", "of": "←",
        "ask_box": "Ask in Chinese: 谁收购了谁？", "unsure": "(not sure)", "understood": "Understood as",
        "offers": "Questions that can be answered", "near": "Sentences that may tell",
    },
}  # fmt: skip


def choose_language(*wishes: str) -> str:
    """Return the first language wished for that there is: a name, or an Accept-Language header; Chinese if none is.

    >>> choose_language("", "fr;q=0.9, en-GB;q=0.8"), choose_language("")
    ('en', 'zh')
    """
    for wish in wishes:
        for part in wish.split(","):
            name = part.partition(";")[0].strip().lower()[:2]
            if name in WORDS:
                return name
    return "zh"
