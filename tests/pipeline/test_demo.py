"""The demo shows every kind of return, and ends in figures that the consolidated workbook holds too."""

import subprocess
import sys

import pytest

from tests.office import Office, table


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("demo") / "office")
    return office, office.run("demo", str(office.root))


def test_every_kind_of_return_is_there(demo):
    _, lines = demo
    returns = {line["file"]: line for line in lines if "disposition" in line}
    sent_back = {
        line["unit"]: {found["code"] for found in line["findings"]}
        for line in returns.values()
        if line["disposition"] == "returned"
    }
    assert "not-a-number" in sent_back["区城管局"]
    assert "wrong-period" in sent_back["区水利局"]
    assert any(
        found["code"] == "late"
        for line in returns.values()
        for found in line["findings"]
        if line["disposition"] == "accepted"
    )
    heard = {line["unit"] for line in returns.values()}
    assert {"区住房城乡建委", "缙融公司"} <= heard  # a joint project, told by lead and supporter
    assert not {"区残联", "缙云公司"} & heard


def test_the_end_is_what_the_workbook_says(demo):
    office, lines = demo
    end = lines[-1]
    rows = [
        row
        for row in table(office.consolidated(), "单位完成情况", "报送状态")
        if row["报送状态"] in {"按时", "迟报", "已报待改", "未报"}
    ]
    states = [row["报送状态"] for row in rows]
    assert len(rows) == 21
    assert end["returned_rate"] == pytest.approx(100 * sum(state in {"按时", "迟报"} for state in states) / 21)
    assert end["on_time_rate"] == pytest.approx(100 * states.count("按时") / 21)
    assert end["coverage"].endswith("/37")
    details = table(office.consolidated(), "汇总表", "完成率依据")
    determined = [row for row in details if row["责任单位"] and row["完成率"] is not None]
    assert end["coverage"] == f"{len(determined)}/37"


def test_people_read_chinese(tmp_path):
    run = subprocess.run(
        [sys.executable, "-m", "shishi_xl", "demo", str(tmp_path / "演示")],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stderr.startswith("相关街镇、相关园城公司 还没有填成员")
    assert run.stderr.count("\n") == 1
    assert "迟报" in run.stdout
    assert run.stdout.rstrip().endswith("汇总表（1-6月）.xlsx")
