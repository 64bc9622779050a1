"""Findings gathered into lines."""

from shishi_xl.core import corrections
from shishi_xl.core.findings import find
from shishi_xl.core.grid import Place


def blank(row, column=5, sheet="推进情况表"):
    return find("required-blank", Place(sheet, row, column), field="形象进度", example="12公里")


def test_one_line_for_many_cells_as_excel_sorts_them():
    (line,) = corrections.gather([blank(10), blank(7), blank(8), blank(7), blank(7, 6), blank(5, 2, "量化指标")])
    assert line.position == "推进情况表!E7、F7、E8、E10；量化指标!B5"


def test_errors_come_first_then_doubts_then_notes():
    late = find("late", received="2020-06-26", deadline="2020-06-25")
    doubt = find("same-text", Place("推进情况表", 6, 5), field="形象进度", example="截至6月25日，累计完成12公里")
    lines = corrections.gather([late, doubt, blank(9)])
    assert [line.level.value for line in lines] == ["错误", "疑问", "提示"]
    assert corrections.summary(lines) == "1处错误必须改正，1处疑问请核对、改正或说明原因。"


def test_nobody_is_sent_to_a_sheet_that_cannot_be_seen():
    (line,) = corrections.gather([find("forged-identity", Place("_标识", 0, 0), reason="签名与内容对不上")])
    assert (line.position, line.places) == ("整个文件", ())


def test_a_thousand_cells_are_counted_not_listed():
    (line,) = corrections.gather([blank(row) for row in range(1, 1001)])
    assert line.position.endswith(" 等1000格")
    assert len(line.position) < 300


def test_what_was_typed_is_shown_and_cut():
    findings = [
        find("not-a-date", Place("推进情况表", row, 8), field="开工时间", value="长" * 400, example="2020-06-15")
        for row in (6, 7)
    ]
    (line,) = corrections.gather(findings)
    assert len(line.current) == 302
    assert corrections.gather([find("reading-failed")])[0].position == "整个文件"
