"""Who works where, as the document itself says it: 小米集团董事长、CEO雷军 ties 雷军 to 小米集团."""

from collections.abc import Mapping, Sequence

from kg.expressions import compile_re
from kg.model import Mention

BODIES = {"Company", "Organization", "Brand"}
BETWEEN = compile_re(r"\w{0,14}?(?:、|兼|及|和|与|,)?\w{0,10}")
NO_EMPLOYER = compile_re(
    r".*(?:[ABH港美个新]股|概股|股市|股指|指数|FOF|ETF|LOF|QDII|REITs?|[公私]募(?:基金)?|(?:科创|创业|中小|主|三|B)板|板块|概念|沪市|深市|两市|市场|行业)|会"
)  # 创业板, 港股, 公募FOF: what a manager or investor deals in


def can_employ(body: Mention) -> bool:
    """Tell whether somebody can hold a post at what a name stands for: at no board, market, index or kind of fund."""
    return NO_EMPLOYER.fullmatch((body.antecedent or body).text) is None


def find_affiliations(text: str, mentions: Sequence[Mention]) -> Mapping[str, Mention]:
    """Return, for each person's name, the body named before the post that stands before the person."""
    home: dict[str, Mention] = {}
    for index, person in enumerate(mentions):
        if person.type != "Person" or person.antecedent is not None:
            continue
        body = _walk_left(text, mentions, index)
        if body is not None:
            home.setdefault(person.text, body)
    return home


def _walk_left(text: str, mentions: Sequence[Mention], index: int) -> Mention | None:
    """Return the body left of a chain of posts that ends at the person, if there is one."""
    right, seen_post = mentions[index], False
    for left in reversed(mentions[max(0, index - 5) : index]):
        gap = text[left.end : right.start]
        if not BETWEEN.fullmatch(gap) or (right.type == "Person" and gap.strip()):
            return None
        if left.type == "Post":
            seen_post = True
        elif left.type in BODIES:
            if seen_post:
                return left.antecedent or left
            return None
        elif left.type not in {"Brand", "Product", "Place", "Country", "Region", "City", "Technology"}:
            return None
        right = left
    return None
