"""Whatever stands in a notice, the import refuses it in Chinese or makes a catalogue that can be used."""

from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from shishi_xl.core import catalogue_merge, notice
from shishi_xl.core.document import Document, NoticeError, Row, Table
from shishi_xl.core.doubts import find_doubts
from shishi_xl.excel import catalogue as workbook
from shishi_xl.word import notice as notice_file

HEADINGS = [
    "序号",
    "项目名称",
    "项目内容",
    "责任单位",
    "牵头单位",
    "配合单位",
    "备注",
    "大类",
    "年度目标",
    "进展情况",
    "年度计划投资",
    "别的",
    "",
]
CELLS = [
    "", "1", "2", "3", "一", "（一）甲类", "一、乙类100公里", "合计", "注：说明", "附件2", "序号", "修建公路3公里。", "控制在5%以内", "=1+1", "\x07怪",
    "区教委", "区教委、相关街镇", "*区水利局\n区教委", "、", "重庆市北碚区教委", "区卫健委、区卫生健康委", "各镇、街道", "12万", "①", "1-2", "甲\n乙", "名" * 60, "10月底",
    "区住建局（区人防办）", "区住建局(区人防办)", "区住 建局", "ＡＢ公司、AB公司", "北碚区水务局；区水务局", "（牵头）区教委", "各", "等单位", "朝阳街道/朝阳街道办事处",
]  # fmt: skip


@st.composite
def documents(draw):
    blocks = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        width = draw(st.integers(2, 6))
        usual = ["项目名称", "责任单位"] if draw(st.integers(0, 4)) else []
        others = draw(st.lists(st.sampled_from(HEADINGS), min_size=width - len(usual), max_size=width - len(usual)))
        rows = [draw(st.permutations(usual + others))]
        rows += draw(st.lists(st.lists(st.sampled_from(CELLS), min_size=1, max_size=width), max_size=6))
        columns = st.frozensets(st.integers(0, width - 1), max_size=2)
        name = f"第{number}张表"
        blocks.append(draw(st.sampled_from(["附件1", "附件2", "丙区2021年民生实事", "第五条"])))
        blocks.append(
            Table(
                name,
                tuple(
                    Row(tuple(cells), f"{name}第{at}行", draw(columns), draw(columns))
                    for at, cells in enumerate(rows, 1)
                ),
            )
        )
    return Document(tuple(blocks))


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(documents())
def test_any_tables_are_refused_or_become_a_catalogue_that_reads_back(document):
    try:
        found = notice.read(document).catalogue
    except NoticeError as error:
        assert "没有读到项目" in str(error)  # noqa: PT017 - most tables are read; the refusal is the other half
        return
    keys = [project.key for project in found.projects]
    assert len(set(keys)) == len(keys)
    assert {indicator.project for indicator in found.indicators} == set(keys)
    find_doubts(found)
    back = workbook.read(workbook.write(found))
    assert [project.key for project in back.projects] == keys
    assert [project.units for project in back.projects] == [project.units for project in found.projects]
    assert catalogue_merge.merge(back, found, back).changes == ()


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_refused_or_read(data):
    try:
        notice.read(notice_file.read(data, "通知.txt"))
    except NoticeError as error:
        assert str(error)  # noqa: PT017 - the refusal itself is the subject


@settings(max_examples=25, deadline=None, phases=(Phase.explicit, Phase.generate))
@given(documents(), documents(), st.data())
def test_any_notice_over_any_catalogue_an_office_works_in_reads_back(before, after, data):
    try:
        base, given_now = (notice.read(document).catalogue for document in (before, after))
    except NoticeError:
        return
    mine = _as_edited(base, data)
    try:
        mine = workbook.read(workbook.write(mine))
    except workbook.CatalogueError:
        return  # the office itself wrote what no one can tell apart: the import stops before it begins
    merged = catalogue_merge.merge(mine, given_now, base).catalogue
    back = workbook.read(workbook.write(merged))
    assert [project.key for project in back.projects] == [project.key for project in merged.projects]
    typed = {unit.name: (unit.contact, unit.members) for unit in mine.units}
    assert {unit.name: (unit.contact, unit.members) for unit in back.units if unit.name in typed} == typed


def _as_edited(catalogue, data):
    """Return a catalogue in which the office has given some units other names and someone to call."""
    aliases = st.lists(
        st.sampled_from(["教委", "卫健局", "市水务局", "丙区教委", "区卫健局", "AB公司", "甲"]), max_size=2
    )
    units = tuple(
        replace(unit, aliases=(*unit.aliases, *data.draw(aliases)), contact=data.draw(st.sampled_from(["", "李丽"])))
        for unit in catalogue.units
    )
    return replace(catalogue, units=units)
