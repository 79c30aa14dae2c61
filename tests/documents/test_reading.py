import gzip
import io
import json
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.documents import READERS, read_documents
from kg.documents.html import read_html
from kg.documents.reading import list_files
from kg.errors import InputError

ARTICLE = "---\ntitle: 美的要约收购库卡\nauthor: 林溪\ndate: 2016-05-18\n---\n美的集团拟收购库卡。"
ROW = {
    "id": "kuka",
    "title": "美的要约收购库卡",
    "date": "2016-05-18",
    "text": "美的集团拟收购库卡。",
    "author": "林溪",
}
PAGE = """<!DOCTYPE html><html><head><title>美的要约收购库卡 - 财经</title><meta name="author" content="林溪">
<meta property="article:published_time" content="2016-05-18"></head><body><nav><a href="/">首页</a></nav>
<h1>美的要约收购库卡</h1><article><p>美的集团<b>拟收购</b>德国机器人公司库卡，报价每股115欧元，
较此前收盘价溢价三成以上。</p><p>库卡的客户以汽车厂商为主，&ldquo;美的&rdquo;看中的是它在中国市场的增长空间。</p>
</article><aside><p>相关阅读：空调价格战再起</p></aside></body></html>"""
SAMPLES = {".md": ARTICLE, ".txt": ARTICLE, ".jsonl": json.dumps(ROW), ".html": PAGE, ".htm": PAGE}


@pytest.mark.parametrize("suffix", READERS)
def test_every_reader_gives_title_date_author_and_offsets_into_the_file(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"kuka{suffix}"
    path.write_text(SAMPLES[suffix], encoding="utf-8")
    (doc,) = read_documents([str(path)])
    assert (doc.id, doc.title, doc.published, doc.author) == ("kuka", "美的要约收购库卡", date(2016, 5, 18), "林溪")
    start = doc.text.index("收购库卡" if suffix in (".md", ".txt", ".jsonl") else "收购德国")
    assert doc.raw[slice(*doc.raw_span(start, start + 2))] == "收购"


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("encoding", ["gb18030", "utf-16"])
def test_every_reader_reads_every_encoding(suffix: str, encoding: str, tmp_path: Path) -> None:
    path = tmp_path / f"kuka{suffix}"
    path.write_bytes(SAMPLES[suffix].encode(encoding))
    (doc,) = read_documents([str(path)])
    assert doc.title == "美的要约收购库卡"


def test_a_page_keeps_the_article_and_drops_what_stands_around_it(tmp_path: Path) -> None:
    path = tmp_path / "kuka.html"
    path.write_text(PAGE, encoding="utf-8")
    (doc,) = read_documents([str(path)])
    assert doc.text.split("\n") == [
        "美的要约收购库卡",
        "美的集团拟收购德国机器人公司库卡，报价每股115欧元，较此前收盘价溢价三成以上。",
        "库卡的客户以汽车厂商为主，“美的”看中的是它在中国市场的增长空间。",
    ]


PORTAL = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>京东方柔性屏量产-财经</title>
</head><body><div><a href=1>首页</a> <a>股票</a></div><h1>京东方柔性屏量产</h1><div>2017年10月26日 10:20 来源</div>
<div id="artibody">　　京东方宣布，成都第六代柔性产线量产，总投资465亿元人民币。<br><br>　　华为等客户
出席了交付仪式，绵阳的产线也将投产。<br></div><div class="footer">Copyright</div></body></html>"""


def test_an_old_portal_in_gb2312_with_line_breaks_for_paragraphs(tmp_path: Path) -> None:
    path = tmp_path / "boe.htm"
    path.write_bytes(PORTAL.encode("gb2312"))
    (doc,) = read_documents([str(path)])
    assert doc.published == date(2017, 10, 26)
    assert doc.text.split("\n")[-2:] == [
        "京东方宣布，成都第六代柔性产线量产，总投资465亿元人民币。",
        "华为等客户出席了交付仪式，绵阳的产线也将投产。",
    ]


PIECES = [
    "<p>",
    "</p>",
    "<br>",
    "<div>",
    "</div>",
    "<article>",
    "<h1>扩产</h1>",
    "<!-- c -->",
    "<script>x<y</script>",
    "<",
    "&",
]
PIECES += [
    "&#12345;",
    "&ldquo;",
    "宁德时代将在匈牙利建设电池工厂，总投资73.4亿欧元。",
    "\n",
    "<table><td>营收",
    "<p",
    "<nav>首页</nav>",
]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_broken_pages_give_text_with_true_offsets_or_a_clear_error(raw: str) -> None:
    try:
        (doc,) = read_html(raw, "a.html")
    except InputError as error:
        assert str(error).startswith("a.html: ")
    else:
        assert all(
            raw[doc.offsets[i]] in (char, "&") for i, char in enumerate(doc.text) if "\u4e00" <= char <= "\u9fff"
        )


def test_a_row_may_hold_front_matter_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"id": "a", "text": ARTICLE}, ensure_ascii=False).encode()))
    (doc,) = read_documents([str(path)])
    assert doc.text == "美的要约收购库卡\n美的集团拟收购库卡。"
    assert (doc.id, doc.published, doc.source) == ("a", date(2016, 5, 18), f"{path}:1")


def test_folders_are_walked_in_order_and_every_file_is_read_once(tmp_path: Path) -> None:
    for name in ("b/x.md", "a/x.md", "a/x.txt", "a/.hidden/y.md", "a/z.csv"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")
    forth = [doc.id for doc in read_documents([str(tmp_path), str(tmp_path / "b" / "x.md")])]
    back = [doc.id for doc in read_documents([str(tmp_path / "b"), str(tmp_path / "a"), str(tmp_path / "b")])]
    assert forth == back == ["x", "x-txt", "x-md"]


def test_what_a_build_wrote_into_a_folder_is_no_article(tmp_path: Path) -> None:
    for name in ("x.md", "output/graph.ttl", "output/graph.html", "pages/graph.html"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(ARTICLE, encoding="utf-8")
    assert [file.relative_to(tmp_path).as_posix() for file in list_files(tmp_path)] == ["pages/graph.html", "x.md"]


def test_rows_with_one_id_get_ids_of_their_own(tmp_path: Path) -> None:
    for name in ("a", "b"):
        rows = "\n".join(json.dumps(ROW) for _ in range(2))
        (tmp_path / f"{name}.jsonl").write_text(rows, encoding="utf-8")
    ids = [doc.id for doc in read_documents([str(tmp_path)])]
    assert (
        ids[0] == "kuka" and len(set(ids)) == 4 and all(name.endswith(("kuka", "kuka-a", "kuka-b")) for name in ids[:3])
    )


@pytest.mark.parametrize("text", [ARTICLE, PAGE, json.dumps(ROW)])
def test_standard_input_is_recognised_by_its_content(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text.encode("gb18030"))))
    (doc,) = read_documents(["-"])
    assert doc.title == "美的要约收购库卡"


BAD_FILES = {
    "binary": ("a.md", b"\x89PNG\r\n\x1a\n\0\0\0"),
    "empty": ("a.md", b""),
    "front matter alone": ("a.md", "---\ntitle: 美的\n---\n".encode()),
    "front matter open": ("a.md", "---\ntitle: 美的\n".encode()),
    "broken row": ("a.jsonl", b'{"text": "\xe7\xbe\x8e"}\n{"text": '),
    "row without text": ("a.jsonl", b'{"title": "a"}'),
    "row of another kind": ("a.jsonl", b"[1, 2]"),
    "text of another kind": ("a.jsonl", b'{"text": ["a"]}'),
    "date of a row": ("a.jsonl", b'{"text": "\xe7\xbe\x8e", "date": "soon"}'),
    "unknown suffix": ("a.docx", b"text"),
    "broken archive": ("a.md.gz", b"\x1f\x8b\x08\0broken"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_bad_input_is_one_line_that_names_the_file(name: str, tmp_path: Path) -> None:
    path = tmp_path / BAD_FILES[name][0]
    path.write_bytes(BAD_FILES[name][1])
    with pytest.raises(InputError) as told:
        list(read_documents([str(path)]))
    assert str(path) in str(told.value) and "\n" not in str(told.value)


def test_a_broken_row_is_named_by_its_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "美的"}\n\n{"text": ', encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl:3: "):
        list(read_documents([str(path)]))


def test_a_missing_path_and_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("a,b", encoding="utf-8")
    for path in (tmp_path, tmp_path / "none.md"):
        with pytest.raises(InputError, match=str(path)):
            list(read_documents([str(path)], keep_going=True))


def test_keep_going_reports_what_it_skips(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\0\1\2\3")
    (tmp_path / "b.md").write_text(ARTICLE, encoding="utf-8")
    skipped: list[InputError] = []
    docs = list(read_documents([str(tmp_path)], keep_going=True, report=skipped.append))
    assert [doc.id for doc in docs] == ["b"]
    assert len(skipped) == 1 and "a.md" in str(skipped[0])
