"""Relations that names and their order tell: 小米电视, 比亚迪汽车智慧生态研究院, 小米集团董事长、CEO雷军, AI+IoT.

Also products named in one sentence with their maker: the gazetteer knows who makes an iPhone, the sentence names both.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kg.expressions import compile_re
from kg.model import Evidence, Mention
from kg.ontology.gazetteer import Gazetteer, Row
from kg.ontology.lexicon import load_lexicon
from kg.ontology.posts import load_posts
from kg.relations.affiliation import can_employ
from kg.relations.reading import Reading
from kg.relations.status import is_question
from kg.relations.yields import ONCE, WIDE, property_in

NOT_NOW = compile_re(r"原(?:党|市|省|区|县|常|政)")  # 某区原党工委书记
NAME_SCORE = 0.9
POST_SCORE = 0.95
KNOWN_MAKER_SCORE = 0.85
BODIES = {"Company", "Organization"}
BEFORE_POST = compile_re(r"[\w（）()]{0,16}")
BETWEEN_POSTS = compile_re(r"(?:、|兼|及|和|与|，兼|,|兼任)?\w{0,14}")
SENDS = compile_re(r"[^，。]{0,4}?(?:派出|派驻|委派|推荐|提名|聘请|推选)")
GLUE = compile_re(r"(?:、|兼|及|和|与|，兼|,|兼任|暨|以及)?")
MODIFIER = 3  # characters that a post may have before it (首席, 中国区)
PART_OF_BODY = compile_re(
    r"(?:部|区|处|司|局|厅|科|室|所|院|组|团|队|中心|事业群|事业部|业务|板块|集团|公司|委员会|BU|BG|线|市场|战略|运营|技术|产品|"
    r"研发|销售|品牌|公关|人力|财务|全球|海外|国际|首席|高级|执行|常务|联席|创始|轮值|非执行|独立)$"
)
OTHER_LEVEL = compile_re(r"国家$|全国|(?:[省市区县州](?![场区域])|中央)[一-鿿]")  # 全国政协委员、省政协主席
OWNING = {"", "的", "旗下", "旗下的", "下属", "下属的", "内部的", "所属"}  # 小米的人工智能实验室
CODE = compile_re(r"(?:SCP|CP|MTN|PPN|Q)\d+$")  # a bond's or a quarter's, no model's
MAX_PARENTS = 3  # product → line → brand → company


def find_structure(reading: Reading, gazetteer: Gazetteer) -> Iterator[Evidence]:
    """Yield what names and appositions of a sentence tell, in text order of the names."""
    for index, mention in enumerate(reading.mentions):
        if mention.antecedent is not None:
            continue
        if mention.type == "Product" and not mention.generic:
            yield from _read_product(reading, mention, gazetteer)
        elif mention.type in BODIES:
            yield from _read_department(reading, mention, gazetteer)
        elif mention.type == "Technology" and "+" in mention.text:
            yield from _read_sum(reading, mention)
        elif mention.type == "Person" and not is_question(reading.text[reading.sentence.start : reading.sentence.end]):
            yield from _read_posts(reading, index, gazetteer)


def _evidence(
    reading: Reading, subject: Mention, predicate: str, object_: Mention, rule: str, score: float,
    *, status: str = "asserted", title: Mention | None = None,
) -> Evidence:  # fmt: skip
    roles = (("title", title),) if title is not None else ()
    speaker = reading.clause_at(subject.start).speaker
    return Evidence(
        "relation", reading.sentence, predicate, subject, object_, roles, status, f"{predicate}/{rule}", score, speaker  # type: ignore[arg-type]
    )  # fmt: skip


def _read_product(reading: Reading, product: Mention, gazetteer: Gazetteer) -> Iterator[Evidence]:
    known = {
        parent.id for row_id in gazetteer.names.get(product.text, ()) for parent in _list_parents(row_id, gazetteer)
    }
    makers = dict(_find_heads(product.text, gazetteer))
    for kind, head in makers.items():
        if (
            _unmade_suffix().search(product.text)
            or CODE.search(product.text)
            or (known and not known.intersection(gazetteer.names[head]))
        ):
            continue  # 大众点评 is not made by 大众
        name = Mention(product.start, product.start + len(head), head, kind, "name", NAME_SCORE)
        if kind == "Company":
            yield _evidence(reading, name, "produces", product, "name", NAME_SCORE)
        elif makers.get("Company") != head:  # a name that is both: the company makes it
            yield _evidence(reading, product, "hasBrand", name, "name", NAME_SCORE)
    for other in () if _unmade_suffix().search(product.text) else reading.mentions:
        target = other.antecedent or other
        ids = gazetteer.names.get(target.text, ()) if other.type == "Company" else ()
        if known.intersection(row_id for row_id in ids if gazetteer.rows[row_id].type == "Company"):
            yield _evidence(reading, other, "produces", product, "known-maker", KNOWN_MAKER_SCORE)
            break


def _find_heads(name: str, gazetteer: Gazetteer) -> Iterator[tuple[str, str]]:
    """Yield (Company or Brand, the longest listed name of that type that a product's name begins with)."""
    found: dict[str, str] = {}
    for end in range(2, len(name)):
        head, rest = name[:end], name[end]
        if head[-1].isascii() and head[-1].isalnum() and rest.isascii() and rest.isalnum():
            continue
        found.update({gazetteer.rows[row_id].type: head for row_id in gazetteer.names.get(head, ())})
    yield from ((kind, found[kind]) for kind in ("Company", "Brand") if kind in found)


def _list_parents(row_id: str, gazetteer: Gazetteer) -> Iterator[Row]:
    row = gazetteer.rows[row_id]
    for _ in range(MAX_PARENTS):
        if not row.parent:
            return
        row = gazetteer.rows[row.parent]
        yield row


@cache
def _unmade_suffix() -> re.Pattern[str]:
    return compile_re(f"(?:{'|'.join(map(re.escape, load_lexicon().words('unmade_suffix')))})$")


@cache
def _department_suffix() -> re.Pattern[str]:
    return compile_re(f"(?:{'|'.join(map(re.escape, load_lexicon().words('department_suffix')))})$")


def _find_home(body: Mention, gazetteer: Gazetteer) -> Mention | None:
    """Return the company whose name a department's name begins with: 比亚迪汽车智慧生态研究院 → 比亚迪汽车."""
    if not _department_suffix().search(body.text):
        return None
    head = dict(_find_heads(body.text, gazetteer)).get("Company")
    rows = [gazetteer.rows[row_id] for row_id in gazetteer.names.get(head or "", ())]
    vetoes = tuple(f"{head}{word[1:]}" for row in rows for word in row.context if word.startswith("-"))
    if body.text.startswith(vetoes) or any(_department_suffix().search(row.zh) for row in rows):
        return None  # 现代产业研究所 is not 现代's, 牛津经济研究所 is 牛津经济研究院 itself
    return Mention(body.start, body.start + len(head), head, "Company", "name", NAME_SCORE) if head else None


def _is_right_before(reading: Reading, home: Mention, body: Mention) -> bool:
    return home.end <= body.start and reading.text[home.end : body.start] in OWNING


def _read_department(reading: Reading, body: Mention, gazetteer: Gazetteer) -> Iterator[Evidence]:
    home = None
    if _department_suffix().search(body.text):
        home = next((m for m in reading.mentions if m.type == "Company" and _is_right_before(reading, m, body)), None)
    home = home or _find_home(body, gazetteer)
    if home is not None:
        yield _evidence(reading, body, "departmentOf", home, "name", NAME_SCORE)


def _read_sum(reading: Reading, technology: Mention) -> Iterator[Evidence]:
    start = technology.start
    for part in technology.text.split("+"):
        if len(part) > 1:
            name = Mention(start, start + len(part), part, "Technology", "name", NAME_SCORE)
            yield _evidence(reading, technology, "hasPart", name, "name", NAME_SCORE)
        start += len(part) + 1


def _read_posts(reading: Reading, index: int, gazetteer: Gazetteer) -> Iterator[Evidence]:
    """Read the chain of bodies and posts that ends at a person: 华为公司副总裁、云BU总裁郑叶来."""
    person, posts = reading.mentions[index], load_posts()
    chain = _walk_chain(reading, index)
    body: Mention | None = None
    company: Mention | None = None
    for mention in chain:
        if mention.type != "Post":
            body = mention
            company = company or body
            continue
        if body is None:
            continue
        once = ONCE.search(reading.text, max(0, body.start - WIDE), body.start) or NOT_NOW.search(body.text)
        status = "former" if once else posts.status_of(mention.text)
        homes = {body.start: body}
        inside = company is not None and company.type == "Company" and bool(_department_suffix().search(body.text))
        if inside and company is not None:
            homes[company.start] = company
        nested = _find_home(body, gazetteer)
        predicate = property_in(reading, mention)
        if predicate is None or not can_employ(body) or _only_sends(reading, body, mention):
            continue
        for home in [*homes.values(), *([nested] if nested else [])]:
            yield _evidence(reading, person, predicate, home, "apposition", POST_SCORE, status=status, title=mention)
        if inside and body is not company and company is not None and body.type == "Organization":
            yield _evidence(reading, body, "departmentOf", company, "apposition", NAME_SCORE)


def _only_sends(reading: Reading, body: Mention, post: Mention) -> bool:
    """Tell whether a body only sends who holds a post elsewhere (甲派出的董事, 来自甲的监事)."""
    return reading.text.endswith("来自", 0, body.start) or bool(SENDS.match(reading.text, body.end, post.start))


def _names_body(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a body that no finder knows stands between two posts: 甲合伙人、某公司CEO."""
    rest = reading.text[start:end].strip("、兼及和与，, ")
    return bool(OTHER_LEVEL.match(rest)) or (len(rest) > MODIFIER and not PART_OF_BODY.search(rest))


def _walk_chain(reading: Reading, index: int) -> Sequence[Mention]:
    """Return the bodies and posts left of a person, in text order; empty unless a post stands before the person."""
    chain: list[Mention] = []
    right = reading.mentions[index]
    for left in reversed(reading.mentions[:index]):
        gap = reading.text[left.end : right.start]
        if right.type == "Person":
            allowed = left.type == "Post" and not gap.strip(" “")
        elif left.type == "Post":
            between = BETWEEN_POSTS if right.type == "Post" else GLUE  # 教授颜色和甲学院院长: who is no mention
            allowed = bool(between.fullmatch(gap.strip()))
        else:
            allowed = left.type in BODIES and bool(BEFORE_POST.fullmatch(gap.strip()))
        if not allowed:
            break
        if right.type == left.type == "Post" and _names_body(reading, left.end, right.start):
            chain.pop()  # its body is one that no finder knows
        chain.append(left)
        right = left
    return chain[::-1]
