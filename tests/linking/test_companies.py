"""Company names taken apart, and which may be short for which."""

import pytest

from kg.linking.companies import is_same_but_form, is_short_for, split_company
from kg.linking.definitions import find_definitions

PLACES = {"深圳", "中国", "北京"}


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("深圳市诚壹科技有限公司", ("深圳", "诚壹", "科技", "有限 公司")),
        ("诚壹科技(深圳)有限公司", ("深圳", "诚壹", "科技", "有限 公司")),
        ("诚壹科技(庐州)有限公司", ("庐州", "诚壹", "科技", "有限 公司")),
        ("昆城市岚山电子股份有限公司", ("昆城", "岚山", "电子", "股份 有限 公司")),
        ("岚山集团控股有限公司", ("", "岚山", "", "集团 控股 有限 公司")),
        ("岚山控股集团有限公司", ("", "岚山", "", "控股 集团 有限 公司")),
        ("岚山(集团)有限公司", ("", "岚山", "", "集团 有限 公司")),
        ("北京银行股份有限公司", ("北京", "银行", "", "股份 有限 公司")),
        ("深圳市市场监督管理局", ("深圳", "市场监督管理局", "", "")),
        ("比亚迪汽车", ("", "比亚迪汽车", "", "")),
        ("中国科技", ("", "中国", "科技", "")),
        ("TCL集团".lower(), ("", "tcl", "", "集团")),
        ("岚山北京分公司", None),
    ],
)
def test_names_are_taken_apart(name, parts):
    found = split_company(name, PLACES)
    assert (found and (found.place, found.core, found.trade, found.form)) == (
        parts and (*parts[:3], frozenset(parts[3].split()))
    )


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("诚壹科技", "深圳市诚壹科技有限公司", True),
        ("诚壹", "诚壹科技", True),
        ("深圳诚壹", "深圳市诚壹科技有限公司", True),
        ("诚壹", "深圳诚壹", False),
        ("民政局", "深圳市民政局", True),
        ("诚壹集团公司", "诚壹集团有限公司", True),
        ("深圳诚壹科技", "深圳市诚壹科技", True),
        ("北京诚壹", "深圳市诚壹科技有限公司", False),
        ("诚壹电子", "深圳市诚壹科技有限公司", False),
        ("诚壹集团", "深圳市诚壹科技有限公司", False),
        ("比亚迪", "比亚迪汽车", False),
        ("中国银行", "中国工商银行", False),
    ],
)
def test_short_names_only_leave_parts_out(short, full, expected):
    assert is_short_for(split_company(short, PLACES), split_company(full, PLACES)) == expected


@pytest.mark.parametrize(
    ("short", "full", "expected"),
    [
        ("诚壹", "诚壹有限公司", True),
        ("诚壹股份", "诚壹股份有限公司", True),
        ("诚壹控股", "诚壹控股集团有限公司", True),
        ("诚壹", "诚壹集团", False),
        ("诚壹科技", "诚壹", False),
        ("诚壹科技(深圳)有限公司", "诚壹科技(庐州)有限公司", False),
    ],
)
def test_legal_forms_alone_do_not_tell_companies_apart(short, full, expected):
    assert is_same_but_form(split_company(short, PLACES), split_company(full, PLACES)) == expected


@pytest.mark.parametrize(
    ("markup", "defined"),
    [
        ("[诚壹科技有限公司|Company]（以下简称“诚壹”）", ["诚壹"]),
        ("[诚壹科技有限公司|Company]（下称诚壹）", ["诚壹"]),
        ("[诚壹科技有限公司|Company]（002999.SZ，以下简称“诚壹”或“公司”）", ["诚壹"]),
        ("[诚壹科技有限公司|Company]（证券简称：诚壹科技，证券代码：002999）", ["诚壹科技"]),
        ("“[诚壹科技有限公司|Company]”（简称“诚壹”）", ["诚壹"]),
        ("[诚壹科技有限公司|Company]（以下简称“公司”）", []),
        ("[诚壹科技有限公司|Company]（002999.SZ）", []),
        ("[诚壹科技|Company]（[Chengyi|Company]）", ["Chengyi"]),
        ("[Chengyi|Company]（[诚壹科技|Company]）", ["诚壹科技"]),
        ("[诚壹科技|Company]（[海岚|Company]）", []),
        ("[诚壹科技|Company]（[Chengyi|Company]的子公司）", []),
    ],
)
def test_definitions_behind_a_name(tell, markup, defined):
    story = tell(markup + "公告。")
    found = list(find_definitions(story.text, story.mentions))
    assert [definition.surface for definition in found] == defined
    assert all(definition.surface in story.text[definition.mention.end : definition.end] for definition in found)
