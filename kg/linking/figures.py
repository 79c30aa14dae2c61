"""Whether two figures can be one number, told more and less precisely."""

from decimal import Decimal

from kg.linking.drafts import Filler, Roles
from kg.model import Value

FEWEST_DIGITS = 2  # to which a figure is taken to be rounded; 100 may stand for 98, not for 120


def can_be_equal(a: Filler | None, b: Filler | None) -> bool:
    """Tell whether two figures can be one number: equal when the more precise is rounded, or within a bound.

    >>> can_be_equal(Value("quantity", "223亿", Decimal("22300000000")), Value("quantity", "", Decimal("22276000000")))
    True
    """
    if not (isinstance(a, Value) and isinstance(b, Value)) or a.number is None or b.number is None:
        return True
    if a.unit != b.unit:
        return False
    bounds = {"over": lambda other: other >= a.number, "under": lambda other: other <= a.number}
    if a.comparator in bounds:
        return b.comparator in bounds or bounds[a.comparator](b.number)
    if b.comparator in bounds:
        return can_be_equal(b, a)
    digits = max(FEWEST_DIGITS, min(_count_digits(a.number), _count_digits(b.number)))
    return _round(a.number, digits) == _round(b.number, digits)


def are_near(a: Filler, b: Filler) -> bool:
    """Tell whether two figures are one number rounded differently, whatever bounds they are said with."""
    if not (isinstance(a, Value) and isinstance(b, Value)) or a.number is None or b.number is None:
        return False
    digits = max(FEWEST_DIGITS, min(_count_digits(a.number), _count_digits(b.number)))
    return a.unit == b.unit and _round(a.number, digits) == _round(b.number, digits)


def are_about_equal(a: Filler | None, b: Filler | None) -> bool:
    """Tell whether one of two figures is said to be about a number that the other, cut or rounded, comes to.

    >>> about = Value("quantity", "约671亿", Decimal("67100000000"), comparator="about")
    >>> are_about_equal(about, Value("quantity", "671.56亿", Decimal("67156000000")))
    True
    """
    if not (isinstance(a, Value) and isinstance(b, Value)) or a.number is None or b.number is None:
        return False
    digits = max(FEWEST_DIGITS, min(_count_digits(a.number), _count_digits(b.number)))
    step = Decimal(1).scaleb(max(a.number.adjusted(), b.number.adjusted()) - digits + 1)
    return a.unit == b.unit and "about" in (a.comparator, b.comparator) and abs(a.number - b.number) < step


def keep_precise_figures(roles: Roles) -> Roles:
    """Return roles with one figure, the most precise, of those of a role that are one number rounded differently."""
    kept: list[tuple[str, Filler]] = []
    for role, filler in sorted(roles, key=lambda item: _rank(item[1]), reverse=True):
        if not any(role == other and are_near(filler, figure) for other, figure in kept):
            kept.append((role, filler))
    return tuple(item for item in roles if item in kept)


def _rank(filler: Filler) -> tuple[int, bool, str]:
    if isinstance(filler, str) or filler.number is None:
        return 0, False, ""
    return _count_digits(filler.number), filler.comparator == "exactly", repr(filler)


def _count_digits(number: Decimal) -> int:
    return len(number.normalize().as_tuple().digits)


def _round(number: Decimal, digits: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(number.adjusted() - digits + 1))
