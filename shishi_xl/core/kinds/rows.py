"""Rows, headings and sheets."""

from __future__ import annotations

from shishi_xl.core.kinds.kind import DOUBT, ERROR, NOTE, Kind

KINDS = (
    Kind(
        "foreign-row",
        ERROR,
        "不属于本单位的项目",
        "“{found}”不是{unit}的责任项目，整份表没有合并。请删去这一行，只填下发给本单位的项目。",
        "只保留下发表上的 {count} 个项目",
    ),
    Kind(
        "unknown-row",
        ERROR,
        "认不出的项目",
        "这一行的项目“{found}”不在{unit}的项目里{guess}。请按下发的表写项目名称，不要增加行。",
        "{example}",
    ),
    Kind(
        "ambiguous-row",
        ERROR,
        "分不清是哪个项目",
        "“{found}”可能是：{guess}，不能确定是哪一个。请写清序号和完整的项目名称。",
        "{example}",
    ),
    Kind(
        "row-missing",
        ERROR,
        "缺项目",
        "缺少{name}（序号{number}）。请补上这一行，没有进展也要填明。",
        "{example}",
    ),
    Kind(
        "row-repeated",
        ERROR,
        "同一项目填了多行",
        "项目“{name}”填了不止一行（{cells}），内容不同。请合并成一行。",
        "一个项目只占一行",
    ),
    Kind("row-retired", NOTE, "已取消的行", "“{found}”在下发之后已从项目库中取消或改名，这一行没有计入。"),
    Kind(
        "rows-merged",
        ERROR,
        "几个项目合在一格",
        "{reason}。请拆开，一个项目占一行。",
        "一个项目占一行",
    ),
    Kind("heading-missing", ERROR, "缺表头", "找不到“{heading}”这一列。请恢复下发时的表头。", "{heading}"),
    Kind(
        "heading-repeated",
        ERROR,
        "表头重复",
        "“{heading}”这一列出现了不止一次（{cells}），不能确定以哪一列为准。请只保留一列。",
        "{heading}",
    ),
    Kind(
        "two-filled-sheets",
        ERROR,
        "两张表都填了",
        "“{sheets}”都填了数据，不能确定以哪张为准。请只保留一张。",
        "只保留一张填好的推进情况表",
    ),
    Kind(
        "sheet-missing",
        ERROR,
        "缺工作表",
        "文件里没有“{sheet}”这张表。请在下发的原表上填写，两张工作表都要保留，表名和表头不要改。",
        "推进情况表、量化指标两张表都在",
    ),
    Kind(
        "indicators-absent",
        DOUBT,
        "没有量化指标",
        "文件里没有“{sheet}”这张表，完成率只能按形象进度的文字核算，文字没有说清的要人工核定。请用下发的原表补报。",
        "推进情况表、量化指标两张表都在",
    ),
    Kind(
        "money-unit-changed",
        ERROR,
        "金额单位被改动",
        "表上的金额单位写的是“{found}”，本表一律以万元为单位，没有自动换算。请改回万元，并把金额换算成万元。",
        "金额单位：万元",
    ),
    Kind(
        "unknown-indicator",
        ERROR,
        "认不出的指标",
        "“{found}”不是项目“{name}”的指标。该项目的指标是：{known}。请按下发的表写指标名称，不要增加行。",
        "{example}",
    ),
    Kind(
        "hidden-ignored",
        NOTE,
        "隐藏的表没有采用",
        "{found}是隐藏的，里面也有填报内容；以看得见的表为准，隐藏的没有采用。",
    ),
    Kind("hidden-filled", DOUBT, "隐藏处有填报", "{found}是隐藏的，但里面有填报内容，已一并读取。请核对是否应当报送。"),
    Kind("note-outside", NOTE, "表外有文字", "表格下面还有文字“{found}”，没有计入任何项目。"),
)
