"""Verdicts of a person: same, different, rename; and why names were joined."""

import pytest

from kg.errors import InputError
from kg.linking import link, link_document, make_book
from kg.linking.reasons import explain_merge
from kg.ontology.decisions import Decisions, Verdict, load_decisions

STORY = "[深圳市诚壹科技有限公司|Company]与[诚壹科技|Company]、[海岚|Company]、[小米|Company]手机。"


def decide(*rows):
    return Decisions(tuple(Verdict(*row) for row in rows))


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], {"Organization-深圳市诚壹科技有限公司", "Organization-海岚", "xiaomi"}),
        ([("same", "海岚", "诚壹科技")], {"Organization-深圳市诚壹科技有限公司", "xiaomi"}),
        ([("same", "Organization-海岚", "xiaomi")], {"Organization-深圳市诚壹科技有限公司", "xiaomi"}),
        ([("different", "诚壹科技", "深圳市诚壹科技有限公司")],
         {"Organization-深圳市诚壹科技有限公司", "Organization-诚壹科技", "Organization-海岚", "xiaomi"}),
        ([("different", "小米", "xiaomi")],
         {"Organization-深圳市诚壹科技有限公司", "Organization-海岚", "Organization-小米"}),
    ],
)  # fmt: skip
def test_verdicts_override_names(tell, gazetteer, rows, expected):
    graph = link([tell(STORY).done()], gazetteer=gazetteer, decisions=decide(*rows))
    assert set(graph.entities) == expected


def test_a_verdict_holds_in_documents_that_tie_nothing(tell, gazetteer):
    stories = [tell("[诚壹科技|Company]。", "a").done(), tell("[海岚|Company]。", "b").done()]
    graph = link(stories, gazetteer=gazetteer, decisions=decide(("same", "海岚", "诚壹科技")))
    assert set(graph.entities) == {"Organization-诚壹科技"}
    assert graph.entities["Organization-诚壹科技"].aliases == ("海岚",)


def test_rename_changes_the_label_and_keeps_the_id(tell, gazetteer):
    graph = link([tell(STORY).done()], gazetteer=gazetteer, decisions=decide(("rename", "xiaomi", "小米科技")))
    assert (graph.entities["xiaomi"].zh, "小米集团" in graph.entities["xiaomi"].aliases) == ("小米科技", True)


def test_verdicts_are_read_with_comments_and_without_notes(tmp_path):
    path = tmp_path / "decisions.tsv"
    path.write_text("verdict\ta\tb\tnote\n# 同一家\nsame\t海岚\t云起\nrename\txiaomi\t小米\t常用名\n", encoding="utf-8")
    assert load_decisions(path).verdicts == (
        Verdict("same", "海岚", "云起", "", f"{path}:3"),
        Verdict("rename", "xiaomi", "小米", "常用名", f"{path}:4"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("verdict\ta\n", "1: wrong header; it must be, separated by tabs: verdict a b note"),
        ("verdict\ta\tb\tnote\nsame\t甲\n", "2: 2 columns; 4 are needed"),
        ("verdict\ta\tb\tnote\nequal\t甲\t乙\t\n", '2: unknown verdict "equal"; use same, different, rename'),
        ("verdict\ta\tb\tnote\nsame\t甲\t\t\n", '2: "same" needs both a and b'),
        ("verdict\ta\tb\tnote\nsame\t甲\t乙\t\ndifferent\t乙\t甲\t\n", '3: "乙" and "甲" are different here, same in'),
        (
            "verdict\ta\tb\tnote\nsame\t甲\t乙\t\nsame\t丙\t乙\t\nsame\t丁\t戊\t\ndifferent\t甲\t丙\t\ndifferent\t甲\t丁\t\n",
            '5: "甲" and "丙" are different here, same in {place}:2, {place}:3; keep one',
        ),
    ],
)
def test_a_bad_file_names_line_and_cause(tmp_path, text, message):
    path = tmp_path / "decisions.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as error:
        load_decisions(path)
    assert f"decisions.tsv:{message.format(place=path)}" in str(error.value)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(InputError, match="none.tsv: not readable"):
        load_decisions(tmp_path / "none.tsv")


def test_reasons_tell_why_names_were_joined_or_not(tell, gazetteer):
    book = make_book(gazetteer, decide(("different", "海岚", "诚壹科技", "", "decisions.tsv:2")))
    texts = {
        "a": "[深圳市诚壹科技有限公司|Company]（简称“诚壹科技”）与[海岚|Company]。",
        "b": "[诚壹科技|Company]。[小米公司|Company]的手机。",
        "c": "[海岚科技有限公司|Company]、[海岚食品有限公司|Company]、[海岚|Company]。",
    }
    docs = [link_document(tell(text, name).done(), book) for name, text in texts.items()]

    def explain(name):
        return {(r.surface, r.joined, r.reason, r.document) for r in explain_merge(docs, name, book)}

    assert explain("诚壹科技") == {
        ("深圳市诚壹科技有限公司", True, "the same name and kind of thing", "a"),
        ("诚壹科技", True, "the text gives it as another name: 深圳市诚壹科技有限公司（简称“诚壹科技”）", "a"),
        ("诚壹科技", True, "the only full name that articles give for it", "b"),
        ("海岚", False, "a verdict keeps it apart (decisions.tsv:2)", ""),
    }
    assert explain("xiaomi") == {("小米公司", True, "a name of the gazetteer row with another word around it", "b")}
    assert ("海岚", False, "more than one full name fits: 海岚科技有限公司、海岚食品有限公司", "c") in explain("海岚")


def test_reasons_are_found_by_the_name_that_a_verdict_gave(tell, gazetteer):
    book = make_book(gazetteer, decide(("rename", "海岚", "海岚家电")))
    (reason,) = explain_merge([link_document(tell("[海岚|Company]。").done(), book)], "海岚家电", book)
    assert (reason.entity, reason.surface, reason.joined) == ("Organization-海岚", "海岚", True)


def test_the_packaged_verdicts_can_be_read():
    assert load_decisions() == Decisions()
