"""Events: class, roles, date and status."""

from tests.relations.reading import list_events, read


def find(marked: str, kind: str) -> dict[str, str]:
    return next(dict(roles) for event, _, roles in sorted(list_events(marked), key=str) if event == kind)


def test_acquisition_has_buyer_target_and_day():
    roles = find("5月8日，[甲骨智能|Company]收购了[南岭传感|Company]。", "Acquisition")
    assert roles == {"buyer": "甲骨智能", "target": "南岭传感", "date": "2020-05-08"}


def test_report_is_dated_by_its_day_though_it_is_about_a_quarter():
    roles = find("5月8日，[甲骨智能|Company]公布了第一季度财报。", "EarningsReport")
    assert roles["date"] == "2020-05-08"


def test_announcement_of_ones_own_deed_is_only_the_deed():
    events = {event for event, _, _ in list_events("[甲骨智能|Company]宣布收购[南岭传感|Company]。")}
    assert "Acquisition" in events
    assert "Announcement" not in events


def test_planned_event_is_marked():
    assert any(
        event == "Layoff" and status == "planned" for event, status, _ in list_events("[甲骨智能|Company]计划裁员7%。")
    )


def test_teaser_does_not_speak_for_the_article():
    text = "[甲骨智能|Company]董事长[陈立|Person]表示，公司发展良好。\n\n \n \n我们收购了[南岭传感|Company]。\n"
    assert not [e for e in read(text).evidence if e.predicate in {"acquired", "Acquisition"}]
