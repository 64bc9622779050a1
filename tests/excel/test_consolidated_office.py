"""The consolidated workbook in a real office program: it calculates what we stored, and prints as it should."""

import re
from dataclasses import replace

import pytest

from shishi_xl.core.consolidation import consolidate
from shishi_xl.excel.consolidated import render
from tests.core.lists import make
from tests.core.months import silent
from tests.excel import libreoffice
from tests.excel.test_consolidated import load

pytestmark = libreoffice.needed


def unequal(listed):
    """The same list with projects that weigh differently, so that the totals are weighted means."""
    return replace(listed, projects=tuple(replace(row, weight=1.0 + at % 3) for at, row in enumerate(listed.projects)))


def workbook(name):
    listed, form, months = make(80, months=2, text=6) if name == "long" else make(months=3)
    return render(
        consolidate(unequal(listed) if name == "weighted" else listed, form, months[-1], months[:-1], read=silent)
    )


NAMES = ("equal", "weighted", "long")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """The workbooks as (what we wrote, the same calculated by LibreOffice, the same printed by it), by name."""
    folder = tmp_path_factory.mktemp("office")
    written = {name: workbook(name) for name in NAMES}
    stored, bare = [[folder / f"{kind}-{name}.xlsx" for name in NAMES] for kind in ("stored", "bare")]
    for at, content in enumerate(written.values()):
        stored[at].write_bytes(content)
        load(content).save(bare[at])  # openpyxl keeps the formulas and drops their values
    calculated = libreoffice.convert(bare, "xlsx", folder)
    printed = libreoffice.convert(stored, "pdf", folder)
    return {
        name: (written[name], calculated[at].read_bytes(), libreoffice.text_of(printed[at]))
        for at, name in enumerate(NAMES)
    }


@pytest.mark.parametrize("name", NAMES)
def test_recalculated_values_equal_the_stored_ones(office, name):
    written, calculated, _ = office[name]
    live = load(written)
    stored = load(written, data_only=True)
    again = load(calculated, data_only=True)
    compared = 0
    for sheet in live:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    compared += 1
                    expected = stored[sheet.title][cell.coordinate].value
                    found = again[sheet.title][cell.coordinate].value
                    assert found == pytest.approx(expected, rel=1e-9, abs=1e-9), f"{sheet.title}!{cell.coordinate}"
    assert compared > 60


@pytest.mark.parametrize("name", NAMES)
def test_prints_as_the_office_would(office, name):
    pages = office[name][2].split("\f")[:-1]
    firsts = [page.strip().splitlines()[0].strip() for page in pages]
    assert sum("推进情况" in first and "汇总表" not in first for first in firsts) == 1  # 总览 is one page
    assert sum(first == "口径（2020年1-6月）" for first in firsts) == 1
    text = "\n".join(pages)
    assert "###" not in text
    assert "{{" not in text
    assert re.search(rf"第\s*1\s*页\s*共\s*{len(pages)}\s*页", text)
    for page, first in zip(pages, firsts, strict=True):
        if "汇总表" in first:
            assert "完成率依据" in page  # the heading comes again on every page
            *_, last, foot = (line.strip() for line in page.splitlines() if line.strip())
            assert "汇总表（1-6月）" in foot
            assert "完成率按" not in last or "合计" in last  # no heading of a group without its first project


# Of such lengths LibreOffice wrote every other label only, as long as it was left to find room for them itself.
HEADINGS = (
    "附件1",
    "一、建设投用一批学校",
    "二、建设街道养老服务中心",
    "三、实施儿童救助保护",
    "四、实施危旧房改造2000户",
    "五、新建和改建污水管网28km",
    "六、硬化农村入户便道200公里",
    "七、建设“四好农村路”100公里",
    "八、实施天然气“进村入户”工程",
)


def test_every_group_of_the_chart_has_its_label(tmp_path):
    listed, form, months = make(27, months=2)
    projects = tuple(
        replace(row, annex=f"附件{1 if at < 3 else 2}", group=HEADINGS[at // 3] if at > 2 else "", subgroup="")
        for at, row in enumerate(listed.projects)
    )
    written = render(consolidate(replace(listed, projects=projects), form, months[-1], months[:-1], read=silent))
    overview = libreoffice.pages(written, tmp_path).text.split("\f")[0]
    drawn = re.sub(r"\s", "", overview)
    assert [heading for heading in HEADINGS if heading not in drawn] == []
