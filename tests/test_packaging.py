import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FIND = """
from kg.cli.build import SAMPLES
from kg.ontology.paths import find_ontology
print(find_ontology())
print(SAMPLES)
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = place.glob("*.whl")
    return path


def find_places(home: Path, cwd: Path) -> list[Path]:
    environment = {**os.environ, "PYTHONPATH": str(home)}
    environment.pop("KG_ONTOLOGY", None)
    run = subprocess.run([sys.executable, "-c", FIND], cwd=cwd, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return [Path(line) for line in run.stdout.splitlines()]


def test_a_checkout_finds_its_own_ontology_from_any_folder(tmp_path: Path) -> None:
    assert find_places(ROOT, tmp_path) == [ROOT / "ontology", ROOT / "kg" / "samples"]


def test_an_installed_wheel_carries_ontology_samples_and_page(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    ontology, samples = find_places(tmp_path / "site", tmp_path)
    assert ontology == tmp_path / "site" / "kg" / "_ontology"
    for folder, origin in ((ontology, ROOT / "ontology"), (samples, ROOT / "kg" / "samples")):
        packed = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        wanted = {path.relative_to(origin): path.read_bytes() for path in origin.rglob("*") if path.is_file()}
        assert packed == wanted
    assert len(list(samples.glob("*.md"))) >= 8


def test_the_wheel_declares_the_command_and_the_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        (entry,) = [name for name in names if name.endswith("entry_points.txt")]
        assert "kg = kg.cli:main" in archive.read(entry).decode()
        assert any(name.endswith("licenses/LICENSE") for name in names)
        assert not any(name.startswith(("tests/", "output/")) for name in names)
