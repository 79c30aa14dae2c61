"""Names of public bodies and banks brought into one form, whichever way news shortens them.

安徽省阜阳市中级人民法院, 阜阳市中级人民法院 and 阜阳市中院 are one court: a province goes without saying before a city
or county, and each kind of body has its usual short form (ontology/lexicon/short_names.toml, `office_forms`).
"""

from collections.abc import Set
from functools import cache

from kg.expressions import compile_re
from kg.ontology.lexicon import load_lexicon

PARTY = ("中国共产党", "中共")  # goes without saying before 市委
NATIONS = dict(
    zip(
        "美俄日韩英法德印澳",
        ("美国", "俄罗斯", "日本", "韩国", "英国", "法国", "德国", "印度", "澳大利亚"),
        strict=True,
    )
)
MINISTRY = compile_re(
    "(?!大使|领事)[一-鿿]{2,4}部|国务院|政府|国会|央行|最高法院|议会|[众参]议?院|环保署|财务省|联邦政府|联邦[一-鿿]{2,6}(?:局|委员会)"
)  # 美/财政部
PROVINCE = ("省", "自治区")
_AUTONOMOUS = compile_re("^(新疆|广西|宁夏|西藏|内蒙古)(?:维吾尔|壮族|回族)?自治区(?=..)")
_LOCAL = compile_re(r"[一-鿿]{2,6}?(?:市|县|自治州|自治县|新区)")
_TAX = "国家税务总局"  # stands before the name of each of its offices


@cache
def _load_forms() -> tuple[tuple[str, str], ...]:
    """Return (ending written out, short ending), the longest first."""
    pairs = [form.split("=") for form in load_lexicon().words("office_forms")]
    return tuple(sorted(((full, short) for full, short in pairs), key=lambda pair: (-len(pair[0]), pair)))


@cache
def _load_endings() -> tuple[str, ...]:
    return tuple(full for full, _ in _load_forms())


def make_office_key(key: str, regions: Set[str]) -> str:
    """Return what all ways of writing the name of one public body have in common; other names come back whole.

    `regions` are the keys of provinces. The city of a province's name is not cut: 吉林市 stays. 新疆维吾尔自治区 is
    新疆.

    >>> make_office_key("安徽省阜阳市中级人民法院", {"安徽", "安徽省"}), make_office_key("诚壹科技", set())
    ('阜阳市中院', '诚壹科技')
    """
    for prefix in PARTY:
        if key.startswith(prefix) and len(key) > len(prefix) + 2:
            key = key.removeprefix(prefix)
    key = _AUTONOMOUS.sub(r"\1", key)
    if key.endswith("税务局"):
        key = key.removeprefix(_TAX) if len(key) > len(_TAX) + 2 else key
    if (nation := NATIONS.get(key[0])) and MINISTRY.fullmatch(key, 1) and not key.startswith(nation):
        key = nation + key[1:]
    provincial = key[:2] in regions or key[:3] in regions
    for length in (6, 5, 4, 3, 2) if provincial else ():
        rest = key[length:]
        if key[:length] in regions and not rest.startswith(PROVINCE) and _LOCAL.match(rest):
            key = rest
            break
    for full, short in _load_forms() if key.endswith(_load_endings()) else ():
        if key.endswith(full) and len(key) > len(full) + 1:
            return key[: -len(full)] + short
    return key
