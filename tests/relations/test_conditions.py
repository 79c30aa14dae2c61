"""Conditions on slots: bounds on figures, excluded words, endings, names."""

from decimal import Decimal

import pytest

from kg.model import Mention, Value
from kg.relations.conditions import Conditions, meet_conditions, read_conditions


def figure(number: str) -> Mention:
    value = Value("quantity", number, Decimal(number), unit="%")
    return Mention(0, 3, number, "Quantity", "test", value=value)


def thing(text: str, *, generic: bool = False) -> Mention:
    return Mention(0, len(text), text, "Product", "test", generic=generic)


HALF = Conditions(at_least=(("x", 50),))
LESS = Conditions(below=(("x", 50),))
NO_SECURITY = Conditions(excluded=(("x", "never_made"),))
DEPARTMENT = Conditions(ending=(("x", "department_suffix"),))
NO_COURT = Conditions(not_ending=(("x", "court"),))
NAMED = Conditions(named=("x",))
CASES = [
    (HALF, [figure("50")], 1),
    (HALF, [figure("49.9")], None),
    (HALF, [], 0),  # a figure that is absent breaks no bound
    (LESS, [figure("49.9")], 1),
    (LESS, [figure("50")], None),
    (NO_SECURITY, [thing("空调"), thing("股票")], 1),
    (NO_SECURITY, [thing("股票")], None),
    (DEPARTMENT, [thing("储能研究院")], 1),
    (DEPARTMENT, [thing("科创板")], None),
    (NO_COURT, [thing("滨江法院"), thing("储能研究院")], 1),
    (NO_COURT, [thing("滨江法院")], None),
    (NAMED, [thing("空调", generic=True), thing("岭山一号")], 1),
    (NAMED, [thing("空调", generic=True)], None),
]


@pytest.mark.parametrize(("conditions", "held", "left"), CASES)
def test_conditions_keep_what_fits_and_refuse_what_leaves_nothing(
    conditions: Conditions, held: list[Mention], left: int | None
):
    slots = {"x": held, "y": [thing("股票", generic=True)]}
    assert meet_conditions(conditions, slots) is (left is not None)
    if left is not None:
        assert len(slots["x"]) == left
    assert len(slots["y"]) == 1  # other slots are left alone


def test_keys_of_a_pattern_become_conditions():
    table = {"at_least": {"stake": 50}, "except": {"object": "never_made"}, "named": ["object"]}
    read = read_conditions(table, ("object", "stake"), where="x")
    assert read == Conditions((("stake", 50),), (), (("object", "never_made"),), (), (), ("object",))
