"""Corrections of a month: it is past when the next one is out or coming in, not when the calendar turns."""

import pytest

from tests.office import fill

JUNE = ("--period", "2020-06")


@pytest.fixture
def office(issued, tmp_path):
    return issued.copy(tmp_path / "office")


def send(office, percent, now, unit="区财政局", period="2020-06", month=6):
    office.drop(f"{unit}{percent}.xlsx", fill(office.form(unit, period), month, progress=f"总体形象进度{percent}%。"))
    (line,) = office.run("collect", now=now)
    assert line["disposition"] == "accepted"
    return [finding["code"] for finding in line["findings"] if finding["code"] in {"past-period", "late"}]


def test_a_month_is_past_when_forms_of_the_next_one_are_out(office):
    assert send(office, 40, "2020-06-20T09:00") == []
    assert send(office, 45, "2020-07-03T09:00") == []
    office.run("generate", "--period", "2020-07", now="2020-07-10T09:00")
    assert send(office, 50, "2020-07-11T09:00") == ["past-period"]


def test_a_rebuild_says_of_a_correction_what_was_said_then(office):
    send(office, 40, "2020-06-20T09:00")
    assert send(office, 45, "2020-07-03T09:00") == []
    office.run("generate", "--period", "2020-07", now="2020-07-10T09:00")
    assert send(office, 50, "2020-07-20T09:00", unit="区水利局", period="2020-07", month=7) == []
    assert send(office, 55, "2020-07-21T09:00") == ["past-period"]
    office.run("consolidate", *JUNE)
    before = office.consolidated().read_bytes()
    office.run("rebuild")
    assert office.consolidated().read_bytes() == before


def test_a_file_called_after_a_later_month_is_told(office):
    office.drop("区财政局7月.xlsx", fill(office.form("区财政局"), progress="截至7月底累计完成60%。"))
    (line,) = office.run("collect", now="2020-06-20T09:00")
    assert line["disposition"] == "accepted"
    found = {finding["cell"] for finding in line["findings"] if finding["code"] == "later-month"}
    assert found == {"", "E6"}
