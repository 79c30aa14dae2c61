"""The loader's rules as tables, and the laws the gazetteer that ships must keep."""

import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.documents.cleaning import NARROW
from kg.errors import OntologyError
from kg.ontology.gazetteer import COLUMNS, Gazetteer, load_gazetteer

SHIPPED = Path(__file__).resolve().parents[2] / "ontology" / "gazetteer"
BRACKETS = {ord("（"): "(", ord("）"): ")"}
HEADER = "\t".join(COLUMNS)


def make_line(id: str = "yunfan", **cells: str) -> str:
    """Return one line of a gazetteer file; cells not named are a plain company's."""
    row = dict.fromkeys(COLUMNS, "") | {"id": id, "type": "Company", "zh": id, "source": "test"} | cells
    assert set(row) == set(COLUMNS)
    return "\t".join(row[column] for column in COLUMNS)


def write_file(folder: Path, *lines: str, name: str = "a.tsv", header: str = HEADER) -> Path:
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def test_row_holds_every_column(tmp_path: Path) -> None:
    write_file(
        tmp_path,
        make_line(
            "yunfan",
            zh="云帆科技",
            en="Yunfan",
            aliases="云帆|Yunfan",
            ambiguous="云帆",
            context="手机|-高挂",
            parent="yunfan-group",
            ticker="HKEX:9999|NYSE:YF.A",
            wikidata="Q42",
            note="invented",
        ),
        make_line("yunfan-group", zh="云帆集团"),
        make_line("yunfan-phone", type="Product", zh="云帆手机", generic="yes"),
    )
    gazetteer = load_gazetteer(tmp_path)
    row = gazetteer.rows["yunfan"]
    assert row.names == ("云帆科技", "云帆", "Yunfan")
    assert (row.en, row.ambiguous, row.context) == ("Yunfan", ("云帆",), ("手机", "-高挂"))
    assert (row.parent, row.ticker, row.wikidata) == ("yunfan-group", ("HKEX:9999", "NYSE:YF.A"), "Q42")
    assert (row.note, row.source, row.generic) == ("invented", "test", False)
    assert gazetteer.rows["yunfan-phone"].generic
    assert gazetteer.rows["yunfan-group"].aliases == ()


def test_names_give_sorted_ids_of_every_type(tmp_path: Path) -> None:
    write_file(tmp_path, make_line("b", zh="云帆"), name="a.tsv")
    write_file(tmp_path, make_line("a", type="Brand", zh="云帆", aliases="帆"), name="b.tsv")
    assert load_gazetteer(tmp_path).names == {"云帆": ("a", "b"), "帆": ("a",)}


def test_english_label_is_no_name(tmp_path: Path) -> None:
    write_file(tmp_path, make_line(zh="云帆", en="Sail"))
    assert list(load_gazetteer(tmp_path).names) == ["云帆"]


def test_a_shared_name_is_accepted_where_both_call_it_ambiguous(tmp_path: Path) -> None:
    write_file(tmp_path, *(make_line(id, zh=id, aliases="云帆", ambiguous="云帆") for id in "ab"))
    assert load_gazetteer(tmp_path).names["云帆"] == ("a", "b")


def test_users_files_are_read_after_the_ontology(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    folder.mkdir()
    write_file(folder, make_line("maker"))
    extra = write_file(tmp_path, make_line("phone", type="Product", parent="maker"), name="mine.tsv")
    assert list(load_gazetteer(folder, extra=[extra]).rows) == ["maker", "phone"]


def test_byte_order_mark_and_windows_lines_are_accepted(tmp_path: Path) -> None:
    text = f"\ufeff{HEADER}\n{make_line(zh='云帆')}\n".replace("\n", "\r\n")
    (tmp_path / "a.tsv").write_bytes(text.encode("utf-8"))
    assert list(load_gazetteer(tmp_path).names) == ["云帆"]


REFUSED = [
    # lines below the header, line the message must name, what it must say
    pytest.param(["yunfan\tCompany\t云帆"], 2, "3 columns; 13 are needed: id type zh", id="too-few-columns"),
    pytest.param([make_line() + "\tx"], 2, "14 columns; 13 are needed", id="too-many-columns"),
    pytest.param([make_line("a"), "", make_line("b")], 3, "1 columns; 13 are needed", id="blank-line"),
    pytest.param([make_line("Yunfan")], 2, 'id "Yunfan"; use lower-case ASCII', id="upper-case-id"),
    pytest.param([make_line("云帆")], 2, 'id "云帆"; use lower-case ASCII', id="chinese-id"),
    pytest.param([make_line("yun--fan")], 2, "single hyphens", id="double-hyphen"),
    pytest.param([make_line("")], 2, 'id ""; use', id="empty-id"),
    pytest.param([make_line(type="Firm")], 2, 'unknown type "Firm"; use one of Company,', id="unknown-type"),
    pytest.param([make_line(zh="")], 2, "has no zh; id, type, zh and source are needed", id="no-zh"),
    pytest.param([make_line(source="")], 2, "has no source; id, type, zh and source are needed", id="no-source"),
    pytest.param([make_line("a"), make_line("a")], 3, "a.tsv:2; an id is used once", id="duplicate-id"),
    pytest.param([make_line("b"), make_line("a")], 3, '"a" stands after "b"; rows are sorted by id', id="unsorted"),
    pytest.param([make_line(parent="nobody")], 2, 'unknown parent "nobody"; use the id of a row', id="unknown-parent"),
    pytest.param([make_line("a", parent="a")], 2, "its own ancestor", id="own-parent"),
    pytest.param(
        [make_line("a", parent="b"), make_line("b", parent="a")], 2, "its own ancestor; end the circle", id="circle"
    ),
    pytest.param(
        [make_line(ambiguous="云")], 2, 'ambiguous "云" is no name of "yunfan"; use zh', id="ambiguous-no-name"
    ),
    pytest.param([make_line(ticker="1810.HK")], 2, 'ticker "1810.HK"; use EXCHANGE:CODE', id="bad-ticker"),
    pytest.param([make_line(ticker="HKEX:1810|")], 2, 'ticker "HKEX:1810|" has an empty', id="empty-ticker"),
    pytest.param([make_line(wikidata="1636958")], 2, 'wikidata "1636958"; use a QID', id="bad-qid"),
    pytest.param([make_line(generic="true")], 2, 'generic "true"; use yes or leave it empty', id="bad-generic"),
    pytest.param([make_line(aliases="云|云")], 2, "aliases of", id="repeated-alias"),
    pytest.param([make_line(zh="云", aliases="云")], 2, "write each once, zh not again", id="alias-repeats-zh"),
    pytest.param([make_line(aliases="云||帆")], 2, "empty or padded item; write a|b|c", id="empty-alias"),
    pytest.param([make_line(aliases="云| 帆")], 2, "empty or padded item; write a|b|c", id="padded-alias"),
    pytest.param([make_line(context="云|-")], 2, "a veto without a word; write -word", id="empty-veto"),
    pytest.param([make_line(note=" x")], 2, 'note " x" has an empty or padded item', id="padded-cell"),
    pytest.param(
        [make_line("a", aliases="云"), make_line("b", aliases="云", ambiguous="云")],
        2,
        '"云" also names "b"',
        id="shared-name",
    ),
]


@pytest.mark.parametrize(("lines", "line", "message"), REFUSED)
def test_broken_file_is_refused_with_its_place(tmp_path: Path, lines: list[str], line: int, message: str) -> None:
    path = write_file(tmp_path, *lines)
    with pytest.raises(OntologyError) as caught:
        load_gazetteer(tmp_path)
    assert str(caught.value).startswith(f"{path}:{line}: ")
    assert message in str(caught.value)


def test_wrong_header_is_refused(tmp_path: Path) -> None:
    path = write_file(tmp_path, header=HEADER.replace("zh", "label"))
    with pytest.raises(OntologyError, match="wrong header; it must be, separated by tabs: id type zh en") as caught:
        load_gazetteer(tmp_path)
    assert str(caught.value).startswith(f"{path}:1: ")


def test_bytes_that_are_no_utf8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.tsv").write_bytes("云帆".encode("gb18030"))
    with pytest.raises(OntologyError, match="a.tsv: not readable as UTF-8"):
        load_gazetteer(tmp_path)


def test_a_file_with_nul_is_refused(tmp_path: Path) -> None:
    write_file(tmp_path, make_line(zh="云\0帆"))
    with pytest.raises(OntologyError, match=r"a\.tsv: a NUL character in it"):
        load_gazetteer(tmp_path)


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="no gazetteer"):
        load_gazetteer(tmp_path)


def test_ids_are_unique_over_files(tmp_path: Path) -> None:
    write_file(tmp_path, make_line("a", zh="云"), name="a.tsv")
    write_file(tmp_path, make_line("a", zh="帆"), name="b.tsv")
    with pytest.raises(OntologyError, match=r'b\.tsv:2: id "a" stands already in .*a\.tsv:2'):
        load_gazetteer(tmp_path)


NAMES = st.text(st.characters(categories=["Lo", "Lu", "Ll", "Nd"]), min_size=1, max_size=8)


@given(names=st.lists(NAMES, min_size=1, max_size=8, unique=True))
def test_every_name_leads_to_its_row_and_back(names: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("gazetteer")
    write_file(folder, make_line("thing", zh=names[0], aliases="|".join(names[1:])))
    gazetteer = load_gazetteer(folder)
    assert gazetteer.rows["thing"].names == tuple(names)
    assert gazetteer.names == dict.fromkeys(names, ("thing",))


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return load_gazetteer(SHIPPED)


def test_shipped_gazetteer_is_broad(shipped: Gazetteer) -> None:
    counts: dict[str, int] = {}
    for row in shipped.rows.values():
        counts[row.type] = counts.get(row.type, 0) + 1
    assert len(shipped.rows) >= 6000
    minimum = {"Company": 1500, "Brand": 150, "Product": 1000, "Technology": 250, "Person": 400}
    assert {name for name, least in minimum.items() if counts[name] < least} == set()


def test_shipped_names_are_in_the_form_documents_are_normalised_to(shipped: Gazetteer) -> None:
    wide = [name for name in shipped.names if name.translate(NARROW) != name]
    decomposed = [name for name in shipped.names if unicodedata.normalize("NFC", name) != name]
    assert (wide, decomposed) == ([], [])


def test_shipped_names_in_brackets_come_in_both_widths(shipped: Gazetteer) -> None:
    lone = [name for name in shipped.names if "（" in name and name.translate(BRACKETS) not in shipped.names]
    assert lone == []


def test_shipped_one_character_chinese_names_need_context(shipped: Gazetteer) -> None:
    short = [
        (name, row_id)
        for name, ids in shipped.names.items()
        for row_id in ids
        if len(name) == 1 and shipped.rows[row_id].type in ("Company", "Brand", "Person")
        if name not in shipped.rows[row_id].ambiguous
    ]
    assert short == []


def test_shipped_vetoes_have_an_ambiguous_name_to_stop(shipped: Gazetteer) -> None:
    idle = [
        row.id for row in shipped.rows.values() if any(w.startswith("-") for w in row.context) and not row.ambiguous
    ]
    assert idle == []


PARENT_TYPES = {
    "Brand": {"Company", "Brand"},
    "Company": {"Company", "Organization"},
    "Person": {"Company", "Organization"},
    "Product": {"Brand", "Company", "Organization", "Product"},
}


@pytest.mark.parametrize("row_type", PARENT_TYPES)
def test_shipped_parents_are_of_a_type_that_can_have_such_a_child(shipped: Gazetteer, row_type: str) -> None:
    odd = [
        (row.id, row.parent)
        for row in shipped.rows.values()
        if row.type == row_type and row.parent and shipped.rows[row.parent].type not in PARENT_TYPES[row_type]
    ]
    assert odd == []


@pytest.mark.parametrize(
    ("name", "ids"),
    [
        ("雷军", {"lei-jun"}),
        ("京东方", {"boe-technology"}),
        ("京东", {"jd"}),
        ("TCL", {"tcl"}),
        ("华星光电", {"csot"}),
    ],
)
def test_shipped_names_lead_to_the_right_rows(shipped: Gazetteer, name: str, ids: set[str]) -> None:
    assert ids <= set(shipped.names[name])


@pytest.mark.parametrize("name", ["小米", "苹果", "联想", "荣耀", "美图", "理想", "大众"])
def test_shipped_everyday_words_carry_context(shipped: Gazetteer, name: str) -> None:
    rows = [shipped.rows[row_id] for row_id in shipped.names[name]]
    assert any(name in row.ambiguous and row.context for row in rows)


def test_loading_is_fast() -> None:
    """Well under 80 ms of processor time; the bound leaves room for a machine four times slower."""
    best = 1e9
    for _ in range(3):
        start = time.process_time()
        load_gazetteer(SHIPPED)
        best = min(best, time.process_time() - start)
    assert best < 0.32
