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


def build_wheel(place: Path, *, version: str = "standard") -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "-t", f"wheel:{version}", "-d", str(place)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (path,) = place.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"))


def find_places(cwd: Path, *path: Path) -> list[Path]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, path))}
    environment.pop("KG_ONTOLOGY", None)
    run = subprocess.run([sys.executable, "-c", FIND], cwd=cwd, env=environment, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return [Path(line) for line in run.stdout.splitlines()]


def test_a_checkout_finds_its_own_ontology_from_any_folder(tmp_path: Path) -> None:
    assert find_places(tmp_path, ROOT) == [ROOT / "ontology", ROOT / "kg" / "samples"]


def test_an_editable_install_finds_the_ontology_of_its_checkout(tmp_path: Path) -> None:
    site = tmp_path / "site"  # hatchling leaves a copy of the ontology here, which must not be the one used
    with zipfile.ZipFile(build_wheel(tmp_path, version="editable")) as archive:
        archive.extractall(site)
    (pointer,) = site.glob("*.pth")
    checkout = Path(pointer.read_text(encoding="utf-8").strip())
    assert find_places(tmp_path, site, checkout) == [ROOT / "ontology", ROOT / "kg" / "samples"]


def test_an_installed_wheel_carries_ontology_samples_and_page(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    ontology, samples = find_places(tmp_path, tmp_path / "site")
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
