"""Events: one node a happening, however often it is told."""

import pytest

from kg.linking import link

NAMES = "[云起|Company]、[海岚|Company]、[岚山|Company]、[雷军|Person]、[港交所|Organization]。"


def happen(tell, gazetteer, *events, documents=False):
    """Return the events of stories told from (class, roles) pairs: one story, or one a pair."""
    if documents:
        stories = [tell(f"{i}：" + NAMES, f"d{i}").happen(name, **roles) for i, (name, roles) in enumerate(events)]
    else:
        stories = [tell(NAMES * len(events))]
        for at, (name, roles) in enumerate(events):
            stories[0].happen(name, at=at, **roles)
    return list(link([story.done() for story in stories], gazetteer=gazetteer).facts.values())


@pytest.fixture
def roles(day, figure):
    """Turn date="2019-01-11" and amount="7" into values."""
    makers = {"date": day, "amount": figure, "quantity": figure}

    def make(**given):
        return {name: makers[name](filler) if name in makers else filler for name, filler in given.items()}

    return make


TOLD_TWICE = [
    # missing roles and dates are filled in
    ("Acquisition", {"buyer": "云起"}, {"buyer": "云起", "target": "海岚", "date": "2019-01-11"}),
    ("Acquisition", {"buyer": "云起", "target": "海岚", "date": "2019"}, {"target": "海岚", "date": "2019-01"}),
    ("Acquisition", {"participant": "云起"}, {"buyer": "云起", "amount": "7"}),
    # an amount may be rounded
    ("Acquisition", {"buyer": "云起", "amount": "150000000"}, {"buyer": "云起", "amount": "148000000"}),
    ("ShareBuyback", {"issuer": "云起", "quantity": "600"}, {"issuer": "云起", "quantity": "600", "amount": "7"}),
    # the same day is enough for what happens again and again
    ("StockMove", {"participant": "云起", "date": "2019-01-11"}, {"participant": "云起", "date": "2019-01-11"}),
]
TOLD_ONCE_EACH = [
    ("Acquisition", {"buyer": "云起", "target": "海岚"}, {"buyer": "云起", "target": "岚山"}),
    ("Acquisition", {"buyer": "云起", "date": "2019-01-11"}, {"buyer": "云起", "date": "2019-01-10"}),
    ("Acquisition", {"buyer": "云起", "amount": "7"}, {"buyer": "云起", "amount": "8"}),
    ("Acquisition", {"buyer": "云起"}, {"buyer": "海岚"}),
    # who sells is not who buys
    ("Acquisition", {"buyer": "云起", "target": "海岚"}, {"seller": "云起"}),
    # of shares: a sum here, a number there
    ("ShareBuyback", {"issuer": "云起", "amount": "7"}, {"issuer": "云起", "quantity": "600"}),
    ("Announcement", {"participant": "雷军"}, {"participant": "雷军", "date": "2019-01-11"}),
    (
        "Announcement",
        {"speaker": "雷军", "organization": "云起"},
        {"speaker": "雷军", "organization": "云起", "date": "2019"},
    ),
]


@pytest.mark.parametrize(("name", "first", "second"), TOLD_TWICE)
def test_tellings_of_one_document_are_one_event(tell, gazetteer, roles, name, first, second):
    for pair in ((first, second), (second, first)):
        (fact,) = happen(tell, gazetteer, *((name, roles(**each)) for each in pair))
        assert len(fact.proofs) == 2
        expected = {**first, **second}
        named = {
            filler for role, filler in expected.items() if role not in ("date", "amount", "quantity", "participant")
        }
        assert {f"Organization-{filler}" for filler in named} <= {f for _, f in fact.qualifiers if isinstance(f, str)}
        dates = [value.iso for role, value in fact.qualifiers if role == "date"]
        assert dates == ([max(first.get("date", ""), second.get("date", ""), key=len)] if "date" in expected else [])


@pytest.mark.parametrize(("name", "first", "second"), TOLD_ONCE_EACH)
def test_different_happenings_stay_apart(tell, gazetteer, roles, name, first, second):
    for pair in ((first, second), (second, first)):
        assert len(happen(tell, gazetteer, *((name, roles(**each)) for each in pair))) == 2


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        # the day and two participants
        ({"buyer": "云起", "target": "海岚", "date": "2019-01-11"},
         {"buyer": "云起", "target": "海岚", "date": "2019-01-11", "amount": "7"}, 1),
        # the day and the only one
        ({"buyer": "云起", "date": "2019-01-11"}, {"buyer": "云起", "date": "2019-01-11", "amount": "7"}, 1),
        # but no figure that contradicts
        ({"buyer": "云起", "date": "2019-01-11", "amount": "7"},
         {"buyer": "云起", "date": "2019-01-11", "amount": "9"}, 2),
        ({"buyer": "云起", "target": "海岚", "date": "2019-01"},
         {"buyer": "云起", "target": "海岚", "date": "2019-01", "amount": "7"}, 2),
        ({"buyer": "云起", "target": "海岚", "date": "2019-01-11"}, {"buyer": "云起", "date": "2019-01-11"}, 2),
    ],
)  # fmt: skip
def test_across_documents_the_day_decides(tell, gazetteer, roles, first, second, count):
    events = [("Acquisition", roles(**first)), ("Acquisition", roles(**second))]
    assert len(happen(tell, gazetteer, *events, documents=True)) == count


def test_undated_tellings_of_one_participant_do_not_support_each_other(tell, gazetteer, roles):
    alone = [("Announcement", roles(participant="云起"))] * 2
    dated = [("Announcement", roles(participant="云起", date="2019-01-11"))] * 2
    assert [fact.confidence for fact in happen(tell, gazetteer, *alone, documents=True)] == [0.8]
    assert [fact.confidence for fact in happen(tell, gazetteer, *dated, documents=True)] == [0.96]


def test_status_keeps_events_apart(tell, gazetteer):
    events = [("Acquisition", {"buyer": "云起"}), ("Acquisition", {"buyer": "云起", "status": "planned"})]
    assert len(happen(tell, gazetteer, *events)) == 2


def test_what_a_company_and_its_chief_announce_is_one_event(tell, gazetteer, roles):
    story = tell("[云起|Company]CEO[雷军|Person]宣布[双引擎战略|Strategy]。" * 2)
    story.happen("Announcement", at=0, speaker_="雷军", topic="双引擎战略", date=roles(date="2019-01-11")["date"])
    story.happen("Announcement", at=1, speaker_="云起", topic="双引擎战略")
    assert len(link([story.done()], gazetteer=gazetteer).facts) == 2
    story.relate("雷军", "chiefExecutiveOf", "云起")
    facts = [fact for fact in link([story.done()], gazetteer=gazetteer).facts.values() if fact.kind == "event"]
    assert [[f for r, f in fact.qualifiers if r == "speaker"] for fact in facts] == [
        ["Organization-云起", "Person-雷军"]
    ]


def test_what_a_chief_says_without_a_day_is_not_what_the_company_announced(tell, gazetteer, roles):
    story = tell("[云起|Company]CEO[雷军|Person]宣布[双引擎战略|Strategy]。" * 2)
    story.happen("Announcement", at=0, speaker_="云起", date=roles(date="2019-01-11")["date"])
    story.happen("Announcement", at=1, speaker_="雷军", organization="云起")
    story.relate("雷军", "chiefExecutiveOf", "云起")
    facts = [fact for fact in link([story.done()], gazetteer=gazetteer).facts.values() if fact.kind == "event"]
    assert len(facts) == 2


def test_who_plays_every_part_does_not_take_part(tell, gazetteer):
    assert happen(tell, gazetteer, ("Acquisition", {"buyer": "云起", "target": "云起"})) == []


def test_what_happened_did_not_happen_after_the_article(tell, gazetteer, roles):
    told = ("Acquisition", roles(buyer="云起", target="海岚", date="2019-10"))
    (fact,) = happen(tell, gazetteer, told)
    assert "date" not in dict(fact.qualifiers)
    (plan,) = happen(tell, gazetteer, ("Acquisition", {**told[1], "status": "planned"}))
    assert "date" in dict(plan.qualifiers)


def test_an_event_without_participants_is_none(tell, gazetteer, roles):
    assert happen(tell, gazetteer, ("StockMove", roles(date="2019-01-11"))) == []
