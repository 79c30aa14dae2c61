import codecs
from pathlib import Path

import pytest

from kg.documents import read_documents
from kg.documents.encoding import decode_text
from kg.errors import InputError

SIMPLIFIED = [
    "格力电器换帅",
    "比亚迪",
    "腾讯控股公告称，公司前三季度收入增长两成。",
    "宁德时代2018年登陆创业板，发行价25.14元。\r\n董事长曾毓群敲钟。",
]
TRADITIONAL = ["鴻海買下夏普", "台積電董事長張忠謀宣布退休。", "聯發科第三季營收創下新高，股價應聲上漲。"]
ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", SIMPLIFIED)
def test_simplified_text_is_recognised_however_short(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), "a.txt") == text


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("text", TRADITIONAL)
def test_traditional_text_is_recognised_however_short(text: str, encoding: str) -> None:
    assert decode_text(text.encode(encoding), "a.txt") == text


def test_utf16_of_both_byte_orders_with_a_mark() -> None:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        assert decode_text(mark + "美的收购库卡".encode(encoding), "a.txt") == "美的收购库卡"


NOT_TEXT = {
    "empty": b"",
    "blank": b" \r\n\t",
    "picture": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\1\0\x08\2\0\0\0",
    "archive": b"PK\x03\x04\x14\0\0\0\x08\0",
    "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj",
    "noise": bytes(range(1, 256)) * 4,
    "cut mark": codecs.BOM_UTF8 + "京东方".encode()[:-1],
}


@pytest.mark.parametrize("name", NOT_TEXT)
def test_what_is_no_text_is_told_in_one_line(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(NOT_TEXT[name])
    with pytest.raises(InputError) as told:
        list(read_documents([str(path)]))
    message = str(told.value)
    assert "\n" not in message and str(path) in message
