"""Patterns: what their own examples say, and how bad pattern files are refused."""

from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.relations.examples import read_example
from kg.relations.patterns import Pattern, compile_source, load_patterns

PATTERNS = load_patterns().patterns
EXAMPLES = [(pattern, example.text, example.yields) for pattern in PATTERNS for example in pattern.examples]


def test_examples_are_there():
    assert len(EXAMPLES) >= 3


@pytest.mark.parametrize(
    ("pattern", "text", "yields"), EXAMPLES, ids=[f"{p.id}:{i}" for i, (p, _, _) in enumerate(EXAMPLES)]
)
def test_pattern_yields_what_its_example_says(pattern: Pattern, text: str, yields: tuple[str, ...]):
    assert sorted(read_example(pattern, text)) == sorted(yields)


def test_every_pattern_compiles():
    assert all(compile_source(pattern.source) for pattern in PATTERNS)


def test_every_pattern_with_examples_has_one_that_yields_nothing():
    with_examples = [pattern for pattern in PATTERNS if pattern.examples]
    assert [p.id for p in with_examples if all(e.yields for e in p.examples)] == []


def test_every_pattern_of_a_property_has_an_example_that_yields_and_one_that_does_not():
    of_property = [pattern for pattern in PATTERNS if pattern.property]
    assert [p.id for p in of_property if not any(e.yields for e in p.examples)] == []
    assert [p.id for p in of_property if all(e.yields for e in p.examples)] == []


GOOD = '[[pattern]]\nid = "a"\nmatch = "{subject:Company} 买 {object:Company}"\n'
BAD = [
    (
        f'property = "acquired"\n{GOOD}\n# 买 as others say it\n[[pattern]]\nid = "b"\nmatch = "?"',
        "bad.toml:7: pattern",
    ),
    ('colour = "red"', "unknown key colour"),
    ('property = "acquires"\n[[pattern]]\nid = "x"\nmatch = "{subject:Company} 买 {object:Company}"', "acquires"),
    ('property = "acquired"\n[[pattern]]\nid = "x"\nmatch = "{subject:Firm} 买 {object:Company}"', "unknown type Firm"),
    ('property = "acquired"\n[[pattern]]\nid = "x"\nmatch = "{buyer:Company} 买 {object:Company}"', "{subject}"),
    (
        'property = "acquired"\n[[pattern]]\nid = "x"\nmatch = "{subject:Company} <no_such> {object:Company}"',
        "<no_such>",
    ),
    (
        'property = "acquired"\n[[pattern]]\nid = "x"\nmatch = "{subject:Company} 买 {object:Company}"\n'
        'without = "none_such"',
        "<none_such>",
    ),
    (
        'property = "acquired"\n[[pattern]]\nid = "x"\nmatch = "{subject:Company} 买 {object:Company}"\ncolor = 1',
        "color",
    ),
    (
        'property = "acquired"\n[[pattern]]\nid = "x"\nscore = 2.0\nmatch = "{subject:Company} 买 {object:Company}"',
        "score",
    ),
    ('event = "Acquisition"\n[[pattern]]\nid = "x"\nmatch = "{a:Company} 买"\nroles = {b = "buyer"}', "roles"),
    ('event = "Acquisition"\n[[pattern]]\nid = "x"\nmatch = "{a:Company} 买"\nroles = {a = "hero"}', "hero"),
    ("[[pattern]\n", "bad.toml"),
    (
        'property = "acquired"\n[[pattern]]\nid = "x"\nmatch = "{subject:Company} 买 {object:Company}"\n'
        "at_least = {stake = 50}",
        "at_least",
    ),
    (
        'property = "acquired"\n[[pattern]]\nid = "x"\nmatch = "{subject:Company} 买 {object:Company} {stake:Percent}"\n'
        'below = {stake = "half"}',
        "a number",
    ),
    (
        'property = "acquired"\n[[pattern]]\nid = "x"\nmatch = "{subject:Company} 买 {object:Company}"\n'
        'except = {object = "no_such"}',
        "<no_such>",
    ),
    (
        'property = "acquired"\n[[pattern]]\nid = "x"\nmatch = "{subject:Company} 买 !{Firm} {object:Company}"',
        "unknown type Firm",
    ),
]


@pytest.mark.parametrize(("content", "cause"), BAD, ids=[cause for _, cause in BAD])
def test_bad_pattern_file_is_refused_with_file_and_cause(tmp_path: Path, content: str, cause: str):
    (tmp_path / "bad.toml").write_text(content, encoding="utf-8")
    with pytest.raises(OntologyError) as refusal:
        load_patterns(tmp_path)
    assert "bad.toml" in str(refusal.value)
    assert cause in str(refusal.value)
    assert "\n" not in str(refusal.value).strip() or cause == "bad.toml"
