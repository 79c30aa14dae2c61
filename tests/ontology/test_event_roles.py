"""Rules for roles of events: what the file of the ontology holds, and how bad files are refused."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.event_roles import load_event_roles

BAD = [
    ('[[ShareBuyback]]\nrole = "hero"\n', "hero"),
    ('[[Purchase]]\nrole = "amount"\n', "Purchase"),
    ('[[ShareBuyback]]\nrole = "amount"\ncolour = "red"\n', "colour"),
    ('[[ShareBuyback]]\nrole = "amount"\ntypes = "Money"\n', "types"),
    ('[[ShareBuyback]]\nrole = "amount"\nreach = "far"\n', "reach"),
    ('[[ShareBuyback]]\nrole = "round"\nword = "("\n', "word"),
    ('[[ShareBuyback]]\nrole = "amount"\nbefore = ["<no_such>"]\n', "<no_such>"),
    ('[ShareBuyback]\nrole = "amount"\n', "[[ShareBuyback]]"),
    ("[[\n", "roles.toml"),
]


def test_classes_that_take_sums_have_rules_for_them():
    rules = load_event_roles()
    for event in ("Acquisition", "Financing", "ShareBuyback", "ShareReduction", "ContractWin"):
        assert any(rule.role == "amount" for rule in rules[event])


@pytest.mark.parametrize(("content", "cause"), BAD, ids=[cause for _, cause in BAD])
def test_bad_file_is_refused_with_file_and_cause(tmp_path: Path, content: str, cause: str):
    path = tmp_path / "roles.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError) as refusal:
        load_event_roles(path)
    assert cause in str(refusal.value)
    assert "roles.toml" in str(refusal.value) or cause == "<no_such>"
