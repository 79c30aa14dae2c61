"""What of an article reached the graph."""

from kg.evaluate.coverage import measure_coverage, summarize_coverage
from tests.relations.reading import read


def test_sentence_with_names_but_no_fact_is_listed_with_them():
    extraction = read("[甲骨智能|Company]收购了[南岭传感|Company]。[东川电气|Company]的会议室很大。")
    first, second = measure_coverage(extraction)
    assert first.facts > 0
    assert [first.text[start:end] for start, end in first.marks] == ["甲骨智能", "南岭传感"]
    assert second.facts == 0
    assert "东川电气" in second.idle
    assert "1 with names or figures gave none" in summarize_coverage([first, second])
