from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ontology.currencies import HEADER, load_currencies


def test_currencies_in_use_have_chinese_names_of_their_own() -> None:
    names = load_currencies()
    assert (names["CHF"], names["XAF"], names["VES"]) == ("瑞士法郎", "中非法郎", "委内瑞拉玻利瓦尔")
    assert len(set(names.values())) == len(names) > 150


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r":1: wrong header; .*: code zh source"),
        (f"{HEADER}\nchf\t瑞士法郎\tCLDR\n", ":2: .*a code as in CHF"),
        (f"{HEADER}\nCHF\t瑞士法郎\n", ":2: .*a name and a source are accepted"),
        (f"{HEADER}\nCHF\t瑞士法郎\tCLDR\nAED\t迪拉姆\tCLDR\n", ':3: "AED" stands after "CHF"'),
        (f"{HEADER}\nCHF\t瑞士法郎\tCLDR\nCHF\t法郎\tCLDR\n", "each code once"),
    ],
)
def test_broken_table_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "currencies.tsv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        load_currencies(path)


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="a table of currencies is needed"):
        load_currencies(tmp_path / "none.tsv")
