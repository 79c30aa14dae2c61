"""Listed names that stand for another body or person of the same name here, told by what stands before them.

1. 农业部 in a list that a foreign body opens (美国国土安全部、农业部), or near a 联邦政府, is of that country; so is a
   national body right behind a country's name (德国国家统计局).
2. 科技部 behind a company's name is its department, 金融委 before 员会 another committee; 医保局 behind 省 or 市, or in
   a list that a body of a place opens (市财政局、统计局), is that of the place.
3. A firm's name made of characters for sounds is a person's where the tagger says so and a post stands before:
   众议员杰弗里斯.
4. A firm's name before a word for a landmark is that one's (绿城广场), 中部 behind a place a part of it (湖南中部), and
   滨海新区 behind a city that it does not lie in that city's; 岚山 before 县 is no 岚山市.
5. A brand named after what is grown is that where farming stands near by and nothing of the brand: 苹果喜获丰收.
"""

import re
from collections.abc import Sequence
from functools import cache

from kg.expressions import compile_re
from kg.mentions.lexical import get_words, list_words
from kg.mentions.personal_names import is_transliterated
from kg.ontology.gazetteer import Row, load_gazetteer
from kg.ontology.posts import load_posts

FIRMS = {"Company", "Brand"}
PLACES = {"Country", "Region", "City", "Place"}
DIRECTION = compile_re("[东西南北中]部|[东西][南北]")
BEARING = ("距", "侧", "面", "方向", "角", "偏", "风", "向", "麓", "坡", "临", "接", "毗邻")  # 东北距厦门百里
WHOLE = ("我国", "中国", "全国")  # 我国中部 is the region that is listed
LAND = ("省", "市", "县", "区", "州", "区域", "地区", "境内")
LONGEST_PLACE = 4  # characters
MINISTRY = compile_re("[一-鿿]{2,5}[部局署委院]")  # 财政部, 国务院; 中国商务部 says whose it is
SOCIETY = compile_re("[一-鿿]{2,4}[办会联协]|[一-鿿]{3,8}(?:办公室|委员会)")  # 工商联, 贸促会
OWN = ("中国", "国家", "中央", "国务院", "全国")
NATIONAL = ("中国", "国家", "国务院")
MINISTRIES = ("部", "局", "署", "委")
GOES_ON = {"部": "门", "委": "员"}  # 众议院金融委/员会, 市自然资源部/门
FEDERAL = "联邦政府"
LOCAL_LIST = compile_re(
    "(?:[省区县州]|市(?!场))[一-鿿]{1,8}[部局署委院办厅](?:[、和与及]|以及)(?:[一-鿿]{2,10}(?:[、和与及]|以及))*$"
)
CABINET = "国务院"  # of China alone, but for the department of state in a list of American ones
DEPARTMENT_OF = ("公司", "集团", "股份", "银行", "证券", "大学", "学院", "研究院")
LOCAL = ("省", "市", "区", "县", "州", "省）", "市）", "区）", "地方", "各地")
FOREIGN_REACH = 25  # characters on each side of a name in which a body that only other countries have says whose it is
BARE_BEFORE = "，。；、 和与及\n"
LIST_REACH = 60  # characters before a name in which the list that it stands in may begin
GROWN_REACH = 20  # characters on each side of a name in which a word for farming speaks
POST_REACH = 8


def is_elsewhere(text: str, start: int, end: int, tag: str, rows: Sequence[Row]) -> bool:
    """Tell whether a listed name means another body or somebody at a place; `tag` is the tagger's of just this word."""
    name = text[start:end]
    if name in get_words("grown_name"):
        return _is_grown(text[max(0, start - GROWN_REACH) : end + GROWN_REACH], rows)
    if _is_part_of_place(text, start, end, rows):
        return True
    if tag == "PER" and is_transliterated(name) and all(row.type != "Person" for row in rows):
        return is_called(text, start)
    if _is_of_country(text, start, rows) or goes_on(text, end):
        return True
    if (name.startswith(OWN) and name != CABINET) or all(row.type != "Organization" for row in rows):
        return False
    if SOCIETY.fullmatch(name):
        return text.endswith(LOCAL, 0, start)
    if not MINISTRY.fullmatch(name) or any(row.zh.startswith(_list_foreign()) for row in rows):
        return False
    near = text[max(0, start - FOREIGN_REACH) : end + FOREIGN_REACH]
    if text.endswith(DEPARTMENT_OF, 0, start) or text.endswith(LOCAL, 0, start):
        return name != CABINET
    if FEDERAL in near or any(_stands_bare(near, body) for body in get_words("foreign_body")):
        return True  # 农业部 beside 内政部, which China has none of
    lists = LOCAL_LIST, _compile_foreign_list()
    return any(opened.search(text, max(0, start - LIST_REACH), start) for opened in lists)


def goes_on(text: str, end: int) -> bool:
    """Tell whether what seems to end a body's name is the beginning of a longer word.

    >>> goes_on("金融委员会", 3), goes_on("金融委开会", 3)
    (True, False)
    """
    return text.startswith(GOES_ON.get(text[end - 1], ()), end)


def _is_of_country(text: str, start: int, rows: Sequence[Row]) -> bool:
    """Tell whether another country's name stands right before one of a national body of China."""
    if not text.endswith(_list_foreign(), 0, start):
        return False
    return all(
        row.type == "Organization"
        and (row.zh.startswith(NATIONAL) or row.zh.endswith(MINISTRIES))
        and not row.zh.startswith(_list_foreign())
        for row in rows
    )


def _stands_bare(near: str, body: str) -> bool:
    """Tell whether a body stands somewhere without saying of which country it is."""
    place = near.find(body)
    return place > 0 and near[place - 1] in BARE_BEFORE


def _is_grown(near: str, rows: Sequence[Row]) -> bool:
    """Tell whether words around a name speak of farming and none of what it is a name of."""
    if not any(word in near for word in get_words("grown_word")):
        return False
    own = {word for row in rows for word in row.context if not word.startswith("-")} - get_words("grown_name")
    return not any(word in near for word in own)


def _is_part_of_place(text: str, start: int, end: int, rows: Sequence[Row]) -> bool:
    """Tell whether a name is a part of the name of a landmark, or one of several parts of places so called."""
    types, name = {row.type for row in rows}, text[start:end]
    if types <= PLACES and len(name) == 2 and text.startswith("时间", end):
        return True  # 北京时间
    if types <= FIRMS:
        return text.startswith(list_words("landmark"), end)
    if types <= PLACES and text.startswith("县", end):
        return all(f"{name}市" in row.names for row in rows)
    if not types <= PLACES or not (DIRECTION.fullmatch(name) or name.endswith("区")):
        return False
    before = _find_place_before(text, start)
    if name.endswith("区"):
        return bool(before) and not any(before in known or known in before for row in rows for known in row.names)
    if text.endswith(WHOLE, 0, start):
        return False
    of_province = text[start - 1 : start] in get_words("province_letter")  # 渝东北
    return bool(before) or of_province or text.endswith(LAND, 0, start) or text.startswith(BEARING, end)


def _find_place_before(text: str, start: int) -> str:
    """Return the city or province right before a place, without what kind it is; empty for none."""
    gazetteer = load_gazetteer()
    for length in range(LONGEST_PLACE, 1, -1):
        rows = [gazetteer.rows[row_id] for row_id in gazetteer.names.get(text[max(0, start - length) : start], ())]
        if any(row.type in {"City", "Region"} for row in rows):
            return min((name for row in rows for name in row.names if not name.isascii()), key=len)
    return ""


def is_called(text: str, start: int) -> bool:
    """Tell whether a post or profession stands before a place."""
    before = text[max(0, start - POST_REACH) : start]
    return before.endswith(list_words("person_noun")) or any(
        match.end() == len(before) for match in load_posts().pattern.finditer(before)
    )


@cache
def _list_foreign() -> tuple[str, ...]:
    """Return the Chinese names of all countries but China, in order."""
    names = {name for row in load_gazetteer().rows.values() if row.type == "Country" for name in row.names}
    return tuple(sorted(name for name in names if not name.isascii() and "中" not in name and name != "我国"))


@cache
def _compile_foreign_list() -> re.Pattern[str]:
    """Return the pattern of a list that a body of a foreign country opens: 美国国土安全部、运输部、…"""
    foreign, rows = _list_foreign(), load_gazetteer().rows.values()
    bodies = (row.names for row in rows if row.type == "Organization" and row.zh.startswith(foreign))
    known = "|".join(sorted({re.escape(name) for names in bodies for name in names}))
    return compile_re(
        rf"(?:{known}|(?:{'|'.join(foreign)})[一-鿿]{{1,10}})(?:[、和与及]|以及)(?:[一-鿿]{{2,10}}(?:[、和与及]|以及))*$"
    )
