"""A Value in, how a reader writes it out: 132000000 台 → 1.32亿台 in Chinese, 132 million 台 in English."""

from decimal import Decimal

from kg.model import Value
from kg.ontology.currencies import load_currencies

CHINESE = ((Decimal(10) ** 12, "万亿"), (Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
ENGLISH = ((Decimal(10) ** 12, " trillion"), (Decimal(10) ** 9, " billion"), (Decimal(10) ** 6, " million"))
COMPARATORS = {"exactly": ("", ""), "over": ("超过", "over "), "under": ("不到", "under "), "about": ("约", "about ")}
UNITS = {"CNY": ("元", " CNY"), "%": ("%", "%"), "pp": ("个百分点", " pp"), "times": ("倍", " times")}


def format_value(value: Value) -> tuple[str, str]:
    """Return a value in Chinese and in English.

    >>> from decimal import Decimal
    >>> format_value(Value("quantity", "1.32亿台", Decimal("132000000"), unit="台", comparator="about"))
    ('约1.32亿台', 'about 132 million 台')
    """
    if value.number is None or value.kind == "date":
        return value.iso or value.text, value.iso or value.text
    if value.unit == "rank":
        return f"第{_format_number(value.number)}", f"no. {_format_number(value.number)}"
    zh, en = COMPARATORS[value.comparator]
    unit_zh, unit_en = _name_unit(value.unit)
    return (
        zh + _format_range(value, CHINESE) + unit_zh,
        en + _format_range(value, ENGLISH) + unit_en,
    )


def _name_unit(unit: str) -> tuple[str, str]:
    if unit in UNITS or not unit:
        return UNITS.get(unit, ("", ""))
    if len(unit) == 3 and unit.isascii() and unit.isupper():
        return load_currencies().get(unit, unit), f" {unit}"
    return unit, f" {unit}"


def _format_range(value: Value, scales: tuple[tuple[Decimal, str], ...]) -> str:
    numbers = [number for number in (value.number, value.upper) if number is not None]
    return "–".join(_format_scaled(number, scales) for number in numbers)


def _format_scaled(number: Decimal, scales: tuple[tuple[Decimal, str], ...]) -> str:
    for size, name in scales:
        if abs(number) >= size:
            return _format_number(number / size) + name
    return _format_number(number)


def _format_number(number: Decimal) -> str:
    """Return a number without exponent, at most four digits after the point, no closing zeros."""
    text = f"{number:,.4f}".rstrip("0").rstrip(".")
    return text if text not in {"", "-0"} else "0"
