from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.paths import find_ontology
from kg.ontology.units import load_units

FILE = find_ontology() / "lexicon" / "units.toml"


def test_units_carry_code_and_scale() -> None:
    units = load_units()
    assert (units.after["港币"].code, units.after["毛"].code, units.after["毛"].scale) == ("HKD", "CNY", Decimal("0.1"))
    assert (units.after["成"].code, units.after["成"].scale, units.after["个百分点"].code) == ("%", Decimal(10), "pp")
    assert units.after["平米"].code == "平方米"
    assert units.before["HK$"] == "HKD"


def test_currencies_the_file_does_not_name_come_from_their_own_table() -> None:
    assert "丹麦克朗" not in FILE.read_text(encoding="utf-8")
    assert load_units().after["丹麦克朗"].code == "DKK"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("[measure]", "[measures]", r"\[top level\]: unknown key measures; .*measure.* are accepted"),
        (
            "[hedge.over]\nbefore",
            "[hedge.over]\nbefor",
            r"\[hedge.over\]: unknown key befor; before, after are accepted",
        ),
        ("[currency.HKD]\nafter", "[currency.HKD]\nsuffix", r"\[currency.HKD\]: unknown key suffix"),
        ("[hedge.over]", "[hedge.beyond]", "unknown key beyond"),
        ('"角" = "0.1"', '"角" = "a tenth"', "decimals are accepted"),
        ('"一半" = { number', '"一半" = { amount', r"\[idiom.一半\]: unknown key amount"),
        ("[only_followed]\n", '[only_followed]\n"桌子" = ["上"]\n', "桌子 is no unit of this file"),
        ('exact_before = ["仅"', 'exact_before = [7, "仅"', "a list of words is accepted"),
        ("[rank]\n", "[rank\n", "a TOML file is accepted"),
    ],
)
def test_broken_file_names_key_and_what_is_accepted(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / "units.toml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        load_units(path)
