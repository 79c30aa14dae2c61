"""Small news of our own: each article tells a deal, a post and a figure, so that every kind of fact is in a corpus."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from kg.documents import read_documents
from kg.model import Document

BUYERS = ("海岚科技", "诚壹汽车", "云杉半导体", "北陆电器", "南屿食品")
BOUGHT = ("微光机器人", "青禾软件", "远帆物流")
HEADS = ("方明远", "李清和", "周若溪", "陈嘉树")
Article = dict[str, str]
Write = Callable[[Sequence[Article]], Path]


def make_article(number: int) -> Article:
    buyer, bought, head = BUYERS[number % 5], BOUGHT[number % 3], HEADS[number % 4]
    text = (
        f"{buyer}有限公司宣布收购{bought}有限公司。{head}担任{buyer}有限公司董事长。\n"
        f"2018年{buyer}有限公司实现营业收入{number + 12}亿元，同比增长{number % 30 + 3}%。\n"
        f"{buyer}有限公司计划进入印度市场，与小米集团合作生产手机。第{number}期\n"
    )
    return {"id": f"news-{number:03}", "title": f"{buyer}收购{bought}", "date": "2019-03-08", "text": text}


def make_articles(count: int) -> list[Article]:
    return [make_article(number) for number in range(count)]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Give a function that writes articles to files of their own in one folder, which it returns."""
    folder = tmp_path / "articles"

    def write_articles(articles: Sequence[Article]) -> Path:
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for article in articles:
            (folder / f"{article['id']}.jsonl").write_text(json.dumps(article, ensure_ascii=False), encoding="utf-8")
        return folder

    return write_articles


@pytest.fixture
def docs(write: Write) -> list[Document]:
    return list(read_documents([str(write(make_articles(12)))]))
