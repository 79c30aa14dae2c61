import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.text.words import find_words

CASES = {
    "雷军宣布小米进入印度市场": ["雷军", "宣布", "小米", "进入", "印度", "市场"],
    "她是最美的人": ["她", "是", "最美", "的", "人"],
    "宁德时代扩产": ["宁德时代", "扩产"],
}


@pytest.mark.parametrize("text", CASES)
def test_words_know_the_gazetteer(text: str) -> None:
    assert [text[start:end] for start, end in find_words(text)] == CASES[text]


@given(st.text(alphabet="小米收购了AB1 \n，。😀", max_size=40))
def test_words_tile_the_text(text: str) -> None:
    spans = find_words(text)
    assert "".join(text[start:end] for start, end in spans) == text


def test_nothing_is_printed() -> None:
    code = "from kg.text.words import find_words; find_words('小米发布新手机')"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (run.stdout, run.stderr) == ("", "")
