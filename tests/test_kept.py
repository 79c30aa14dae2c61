"""What is kept comes back as it was, whole or not at all."""

import pickle
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.kept import MOST_PARTS, Held, Kept, load_kept, load_map, pack, save_kept, save_map, unpack
from kg.model import Proof

VALUES = st.dictionaries(st.integers(0, 9).map(lambda number: bytes([number])), st.just("值"), max_size=10)
PROOF = Proof("a", 0, 3, "一句话", "acquired/by", 0.5, None, ((1, 2),))


@given(days=st.lists(VALUES, max_size=6), watched=st.booleans())
def test_a_map_holds_at_least_what_was_kept_last(
    days: list[dict[bytes, str]], watched: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    kept = Kept(tmp_path_factory.mktemp("kept"), b"today", {} if watched else None)
    for day in days:
        save_map(load_map(kept, "words"), day)
        assert day.items() <= load_map(kept, "words").items.items()


@pytest.mark.parametrize("held", [None, {}])
def test_a_map_of_many_parts_becomes_one_file_again(held: Held | None, tmp_path: Path) -> None:
    kept = Kept(tmp_path, b"today", held)
    now: dict[bytes, int] = {}
    for number in range(MOST_PARTS + 1):
        now[bytes([number])] = number
        save_map(load_map(kept, "numbers"), now)
    assert [path.name for path in tmp_path.iterdir()] == ["numbers.0"]
    assert load_map(kept, "numbers").items == now
    assert not held or [name for name, (_, _, value) in held.items() if value] == ["numbers.0"]


def test_what_a_map_needs_no_more_leaves_it(tmp_path: Path) -> None:
    kept = Kept(tmp_path, b"today")
    save_map(load_map(kept, "numbers"), {bytes([number]): number for number in range(9)})
    save_map(load_map(kept, "numbers"), {b"\1": 1})
    assert load_map(kept, "numbers").items == {b"\1": 1}


def test_parts_of_other_code_or_spoiled_ones_are_absent(tmp_path: Path) -> None:
    kept = Kept(tmp_path, b"today")
    save_map(load_map(kept, "numbers"), {b"\1": 1})
    save_map(load_map(kept, "numbers"), {b"\1": 1, b"\2": 2})
    assert load_map(Kept(tmp_path, b"tomorrow"), "numbers").items == {}
    (tmp_path / "numbers.1").write_bytes((tmp_path / "numbers.1").read_bytes()[:-1])
    assert load_map(kept, "numbers").items == {b"\1": 1}


def test_only_classes_that_are_asked_for_are_made(tmp_path: Path) -> None:
    assert unpack(pack(PROOF, (Proof,)), (Proof,)) == PROOF
    with pytest.raises(pickle.UnpicklingError):
        unpack(pack(PROOF, (Proof,)))
    save_kept(Kept(tmp_path, b"today"), "proof", PROOF, (Proof,))
    assert load_kept(Kept(tmp_path, b"today"), "proof") is None
    assert load_kept(Kept(tmp_path, b"today"), "proof", (Proof,)) == PROOF


def test_what_is_at_hand_is_what_is_in_the_file(tmp_path: Path) -> None:
    kept, value = Kept(tmp_path, b"today", {}), [1]
    save_kept(kept, "numbers", value)
    assert load_kept(kept, "numbers") is value
    assert load_kept(Kept(tmp_path, b"tomorrow", kept.held), "numbers") is None
    save_kept(Kept(tmp_path, b"today"), "numbers", [2])  # by another process
    found = load_kept(kept, "numbers")
    assert found == [2] and load_kept(kept, "numbers") is found
    (tmp_path / "numbers").unlink()
    assert load_kept(kept, "numbers") is None
