from pathlib import Path

from kg.evaluate.speed import main, measure_speed


def test_speed_is_of_the_articles_given(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("雷军宣布小米进入印度市场。\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("华为在深圳。\n", encoding="utf-8")
    speed = measure_speed(str(tmp_path), 1)
    assert (speed.characters, speed.mentions) == (13, 3)
    assert speed.rate > 0 and speed.shipped_rate > 0 and speed.memory > 0


def test_missing_articles_are_told(tmp_path: Path, capsys) -> None:
    assert main([str(tmp_path / "none")]) == 1
    assert "no such file" in capsys.readouterr().err
