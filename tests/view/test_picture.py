"""Numbers of things: made of their ids alone, and never one for two."""

from kg.view.picture import make_picture, number_ids
from tests.view.sample import make_sample


def test_number_of_an_id_is_the_same_in_any_graph() -> None:
    picture = make_picture(make_sample())
    assert picture.plain
    assert number_ids(["xiaomi"]) == ({"xiaomi": picture.nodes["xiaomi"]}, True)


def test_ids_that_would_share_a_number_get_two() -> None:
    ids = [f"thing-{number}" for number in range(200)]
    numbers, plain = number_ids(ids, size=1)
    assert not plain
    assert len(set(numbers.values())) == 200
    assert number_ids(reversed(ids), size=1) == (numbers, plain)
