"""校验意见: every code, its level and its Chinese wording, in one place.

A code is stable and never reused. `message` says which rule, what was found and what to write instead; the place
(file, sheet, cell) travels beside it. `example` is the cell's content as it would be right.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from shishi_xl.core.grid import Place


class Level(Enum):
    """How much a finding weighs."""

    ERROR = "错误"  # the file is sent back and not merged
    DOUBT = "疑问"  # merged and shown; to be corrected or explained
    NOTE = "提示"  # information


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding. The texts are templates; `{…}` are facts that must all be given."""

    code: str
    level: Level
    title: str
    message: str
    example: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark on one place of a submission."""

    code: str
    message: str
    example: str = ""
    place: Place | None = None  # None: the file as a whole
    project: str = ""  # 项目编号
    indicator: str = ""
    field: str = ""
    value: str = ""  # 原值, as it stands in the cell
    answer: str = ""  # what the unit wrote in 说明; a 疑问 so answered stays in the list

    @property
    def kind(self) -> Kind:
        """Return the kind this finding is one of."""
        return KINDS[self.code]

    @property
    def level(self) -> Level:
        """Return the level of its kind."""
        return self.kind.level

    @property
    def sheet(self) -> str:
        """Return the sheet's name, "" for the file as a whole."""
        return self.place.sheet if self.place else ""

    @property
    def cell(self) -> str:
        """Return the cell, e.g. D7, "" for a sheet or the file as a whole."""
        return self.place.cell if self.place else ""


_E, _D, _N = Level.ERROR, Level.DOUBT, Level.NOTE

_ALL = (
    # --- the file as a whole ------------------------------------------------------------------------------------
    Kind(
        "unreadable",
        _E,
        "文件打不开",
        "文件打不开（{reason}）。请在 Excel 或 WPS 里打开原表，另存为“Excel 工作簿（.xlsx）”后重新报送。",
        "2020年6月推进情况表_区教委.xlsx",
    ),
    Kind(
        "encrypted",
        _E,
        "文件有密码",
        "文件设了打开密码，无法读取。请取消密码（文件→信息→保护工作簿→用密码进行加密，清空）后重新报送。",
        "不带密码的 .xlsx 文件",
    ),
    Kind(
        "too-large",
        _E,
        "文件过大",
        "文件超出可以接收的大小（{reason}）。请只保留下发的推进情况表，删去图片、附件和多余的行列后重新报送。",
        "只含推进情况表、量化指标两张表的 .xlsx 文件",
    ),
    Kind(
        "unsafe-file",
        _E,
        "文件结构不安全",
        "文件里有正常表格不会有的内容（{reason}），没有读取。请在下发的原表上填写，另存为 .xlsx 后重新报送。",
        "2020年6月推进情况表_区教委.xlsx",
    ),
    Kind(
        "reading-failed",
        _E,
        "读取中断",
        "读取这个文件时程序中断或超时，已把它单独放在一边。请在下发的原表上重新填写后报送。",
        "2020年6月推进情况表_区教委.xlsx",
    ),
    Kind(
        "not-a-form",
        _E,
        "不是推进情况表",
        "在文件里找不到推进情况表（{reason}）。请填写下发的表，不要改动表头。",
        "表头为：序号、项目名称、项目内容、责任单位、完成情况、存在的主要问题",
    ),
    Kind(
        "not-a-workbook",
        _E,
        "不是表格文件",
        "这是{found}，不是可以汇总的表格。请报送填好的 Excel 表。",
        "2020年6月推进情况表_区教委.xlsx",
    ),
    Kind(
        "archive-unusable",
        _E,
        "压缩包无法使用",
        "压缩包无法使用（{reason}）。请直接报送 Excel 表，或用不带密码的 .zip 重新打包。",
        "附件.zip，里面是 .xlsx 文件",
    ),
    Kind("archive-opened", _N, "已拆开", "已拆开，里面的 {count} 个文件各算一件报送。"),
    Kind("duplicate", _N, "重复报送", "与已收到的“{file}”（{received}）内容完全相同，只算一次。"),
    Kind("still-copying", _N, "还在复制", "文件还没有复制完，先不处理；复制完后会自动接收。"),
    Kind("macros-ignored", _N, "含宏", "文件带有宏，宏没有运行，只读取了单元格的值。"),
    Kind("links-ignored", _N, "含外部链接", "文件里有指向别的文件或网址的链接，没有打开，只读取了单元格的值。"),
    # --- who and when -------------------------------------------------------------------------------------------
    Kind(
        "forged-identity",
        _E,
        "表的标识被改动",
        "表里隐藏的标识与下发时不一致（{reason}）。请在本单位当月下发的原表上重新填写，不要借用别的单位或别的月份的表。",
        "本单位当月的 2020年6月推进情况表_区教委.xlsx",
    ),
    Kind(
        "foreign-workspace",
        _E,
        "不是本办下发的表",
        "表的标识不是由这里签发的，无法确认来源。请在本单位当月下发的原表上填写后重新报送。",
        "本单位当月的 2020年6月推进情况表_区教委.xlsx",
    ),
    Kind(
        "unknown-unit",
        _E,
        "单位不明",
        "不能确定是哪个单位报的（{found}）。请在表头“填报单位”处写明单位全称或下发表上的名称。",
        "填报单位：{example}",
    ),
    Kind(
        "unit-conflict",
        _E,
        "单位前后不一",
        "表中几处所指的单位不一致：{clues}。请改成同一个单位，一个单位一张表。",
        "填报单位：{example}",
    ),
    Kind(
        "period-unknown",
        _E,
        "期间不明",
        "不能确定是哪个月的数据（{found}）。请在表头写明期间。",
        "表头写“1-6月形象进度”“1-6月完成投资”",
    ),
    Kind("wrong-period", _E, "期间不对", "表中几处所指的期间不一致：{clues}。请在当月下发的表上填写。", "{example}"),
    Kind("period-not-open", _E, "期间不对", "这是{found}的表，{reason}。请在当月下发的表上填写。", "{example}"),
    Kind(
        "identity-from-page",
        _N,
        "按表面内容认定",
        "表里没有下发时的标识，按表面内容认定为 {unit}、{period}（依据：{clues}）。",
    ),
    Kind("older-version", _N, "表式已更新", "这是用旧表式填的，已按现在的表式读取。"),
    Kind("late", _N, "迟报", "收到时间 {received}，晚于截止日 {deadline}，计为迟报。"),
    Kind(
        "past-period",
        _D,
        "补报以前月份",
        "这是{found}的表，{found}已有接收的报送，这一件作为更新计入。如本意是报当月，请用当月下发的表重新报送。",
    ),
    # --- rows and headings --------------------------------------------------------------------------------------
    Kind(
        "foreign-row",
        _E,
        "不属于本单位的项目",
        "“{found}”不是{unit}的责任项目，整份表没有合并。请删去这一行，只填下发给本单位的项目。",
        "只保留下发表上的 {count} 个项目",
    ),
    Kind(
        "unknown-row",
        _E,
        "认不出的项目",
        "这一行的项目“{found}”不在{unit}的项目里{guess}。请按下发的表写项目名称，不要增加行。",
        "{example}",
    ),
    Kind(
        "ambiguous-row",
        _E,
        "分不清是哪个项目",
        "“{found}”可能是：{guess}，不能确定是哪一个。请写清序号和完整的项目名称。",
        "{example}",
    ),
    Kind(
        "row-missing",
        _E,
        "缺项目",
        "缺少项目“{name}”（序号{number}）。请补上这一行，没有进展也要填明。",
        "形象进度填“尚未开工，正在办理用地手续”",
    ),
    Kind(
        "row-repeated",
        _E,
        "同一项目填了多行",
        "项目“{name}”填了不止一行（{cells}），内容不同。请合并成一行。",
        "一个项目只占一行",
    ),
    Kind("row-retired", _N, "已取消的行", "“{found}”在下发之后已从项目库中取消或改名，这一行没有计入。"),
    Kind(
        "rows-merged",
        _E,
        "几个项目合在一格",
        "这一格里合并了几个项目（{found}）。请拆开，一个项目占一行。",
        "一个项目占一行",
    ),
    Kind("heading-missing", _E, "缺表头", "找不到“{heading}”这一列。请恢复下发时的表头。", "{heading}"),
    Kind(
        "heading-repeated",
        _E,
        "表头重复",
        "“{heading}”这一列出现了不止一次（{cells}），不能确定以哪一列为准。请只保留一列。",
        "{heading}",
    ),
    Kind(
        "two-filled-sheets",
        _E,
        "两张表都填了",
        "“{sheets}”都填了数据，不能确定以哪张为准。请只保留一张。",
        "只保留一张填好的推进情况表",
    ),
    Kind(
        "sheet-missing",
        _E,
        "缺工作表",
        "文件里没有“{sheet}”这张表。请在下发的原表上填写，两张工作表都要保留，表名和表头不要改。",
        "推进情况表、量化指标两张表都在",
    ),
    Kind(
        "indicators-absent",
        _D,
        "没有量化指标",
        "文件里没有“{sheet}”这张表，完成率只能按形象进度的文字核算，文字没有说清的要人工核定。请用下发的原表补报。",
        "推进情况表、量化指标两张表都在",
    ),
    Kind(
        "money-unit-changed",
        _E,
        "金额单位被改动",
        "表上的金额单位写的是“{found}”，本表一律以万元为单位，没有自动换算。请改回万元，并把金额换算成万元。",
        "金额单位：万元",
    ),
    Kind(
        "unknown-indicator",
        _E,
        "认不出的指标",
        "“{found}”不是项目“{name}”的指标。该项目的指标是：{known}。请按下发的表写指标名称，不要增加行。",
        "{example}",
    ),
    Kind(
        "hidden-ignored",
        _N,
        "隐藏的表没有采用",
        "{found}是隐藏的，里面也有填报内容；以看得见的表为准，隐藏的没有采用。",
    ),
    Kind("hidden-filled", _D, "隐藏处有填报", "{found}是隐藏的，但里面有填报内容，已一并读取。请核对是否应当报送。"),
    Kind("note-outside", _N, "表外有文字", "表格下面还有文字“{found}”，没有计入任何项目。"),
    # --- one cell -----------------------------------------------------------------------------------------------
    Kind("required-blank", _E, "必填项空白", "“{field}”必须填写，这一格是空的。", "{example}"),
    Kind(
        "not-a-number",
        _E,
        "不是数字",
        "“{field}”只能填一个数，现在填的是“{found}”。文字说明请写到“{remark}”。",
        "{example}",
    ),
    Kind(
        "nothing-not-allowed",
        _E,
        "必填项没有填",
        "“{field}”必须填写，不能填“{found}”。没有进展也请写明现状。",
        "{example}",
    ),
    Kind(
        "percent-unclear",
        _E,
        "百分数不清",
        "“{field}”填的是“{found}”，分不清是 1% 还是 100%。全部完成请填 100；只有百分之一请填 1%。",
        "100",
    ),
    Kind(
        "text-too-long",
        _E,
        "文字过长",
        "“{field}”有 {length} 个字，超过 Excel 一格能放的 32767 个字。请写要点，详细材料另附。",
        "{example}",
    ),
    Kind("not-a-date", _E, "不是日期", "“{field}”应填日期，现在填的是“{found}”。", "2020-06-15"),
    Kind(
        "not-in-list",
        _E,
        "不在选项内",
        "“{field}”只能从下拉选项里选，现在填的是“{found}”。可选：{choices}。",
        "{example}",
    ),
    Kind(
        "negative",
        _E,
        "负数",
        "“{field}”不能是负数，现在填的是“{found}”。累计数要核减时，请填核减后的累计数，并在“{remark}”写明原因。",
        "{example}",
    ),
    Kind("below-minimum", _E, "低于最小值", "“{field}”不能小于 {minimum}，现在填的是“{found}”。", "{example}"),
    Kind("above-maximum", _E, "超过最大值", "“{field}”不能大于 {maximum}，现在填的是“{found}”。", "{example}"),
    Kind("error-cell", _E, "公式出错", "这一格显示的是公式错误“{found}”，读不出数。请直接填写结果。", "{example}"),
    Kind(
        "formula-without-result",
        _E,
        "公式没有结果",
        "这一格是公式，但文件里没有存下计算结果，读不出数。请在 Excel 或 WPS 里打开、保存一次，或直接填写结果。",
        "{example}",
    ),
    Kind(
        "value-under-merge",
        _E,
        "合并单元格下有数据",
        "这一格被合并了，合并区域里还藏着另一个数据“{found}”。请取消合并，一个项目填一格。",
        "{example}",
    ),
    Kind(
        "unit-unclear",
        _E,
        "单位不清",
        "“{field}”里写的单位“{found}”不能换算成“{unit}”。请换算后只填数字。",
        "{example}",
    ),
    Kind(
        "several-numbers",
        _E,
        "一格几个数",
        "“{field}”一格里有几个数“{found}”，不能确定是哪一个。请只填一个数。",
        "{example}",
    ),
    Kind(
        "not-exact",
        _E,
        "不是确数",
        "“{field}”要填确数，不能填范围或约数，现在填的是“{found}”。请填截至目前的准确数。",
        "{example}",
    ),
    Kind("unit-converted", _N, "已换算单位", "“{found}”已换算为 {number} {unit}。"),
    Kind("approximate", _N, "约数", "“{found}”按所写的数 {number} 计。"),
    Kind("date-was-months", _N, "月份被改成日期", "Excel 把“{months}”自动改成了日期，已按“{months}”理解。"),
    # --- doubts about the figures -------------------------------------------------------------------------------
    Kind(
        "lower-than-last",
        _D,
        "累计数比上月小",
        "“{field}”本期 {found}，比上期累计 {previous} 小。累计数一般不会减少，请核对；确有核减请在“{remark}”写明原因。",
        "不小于 {previous} 的数，或说明：经复核核减3户",
    ),
    Kind(
        "jump",
        _D,
        "一个月增加过多",
        "“{field}”从上期 {previous} 增加到本期 {found}，一个月增加了{basis}的 {share}。请核对是否多填；属实请在“{remark}”写明原因。",
        "说明：集中验收，一次性计入",
    ),
    Kind(
        "above-plan",
        _D,
        "超过年度计划投资",
        "累计完成投资 {found} 万元，超过年度计划投资 {plan} 万元的 {share}。请核对单位是否为万元；属实请写明原因。",
        "说明：追加投资，已批复",
    ),
    Kind(
        "maybe-yuan",
        _D,
        "可能填成了元",
        "累计完成投资 {found}，{reason}，可能把“元”当成“万元”填了。没有自动换算，请核对。",
        "{example}",
    ),
    Kind(
        "above-target",
        _D,
        "大大超过年度目标",
        "“{indicator}”累计 {found} {unit}，是年度目标 {target} {unit} 的 {times} 倍。请核对计量单位；属实请在“说明”写明原因。",
        "{example}",
    ),
    Kind(
        "same-text",
        _D,
        "与上月文字相同",
        "“{field}”与上期填报的文字完全相同。请填写截至本月的进展；确无进展请写明原因。",
        "截至6月25日，累计完成12公里，正在铺设路面",
    ),
    Kind(
        "preset-changed",
        _D,
        "改动了预填内容",
        "“{field}”是预先填好的，应为“{wanted}”，现在是“{found}”。汇总仍按下发的内容计，如需更正请联系汇总单位。",
        "{wanted}",
    ),
    Kind(
        "text-figures-differ",
        _D,
        "文字与数字不一致",
        "填报数算出的完成率是 {filled}，文字所说是 {told}，相差超过 {limit} 个百分点。请核对，改正其中一处或写明原因。",
        "两处一致，或在说明中写明口径",
    ),
    Kind(
        "text-contradicts",
        _D,
        "文字前后矛盾",
        "“{field}”里前后说法不一致：{found}。没有采用其中任何一个数，请核对改正。",
        "截至6月25日，累计完成12公里",
    ),
    Kind(
        "lead-supporter-differ",
        _D,
        "牵头与配合单位不一致",
        "“{indicator}”牵头单位 {lead} 报 {lead_value}，配合单位 {supporter} 报 {supporter_value}。请两家核对后改成一致，或写明口径。",
        "两家报同一个累计数",
    ),
    Kind("problem-repeated", _N, "问题连续反映", "这个问题已连续 {months} 个月填报。"),
)

KINDS = {kind.code: kind for kind in _ALL}


def find(
    code: str,
    place: Place | None = None,
    *,
    project: str = "",
    indicator: str = "",
    field: str = "",
    value: str = "",
    **facts: Any,
) -> Finding:
    """Return the finding of a code at a place; KeyError where a fact of its wording is missing.

    `field`, `indicator` and `value` (as `found`) are facts too, so that they are not given twice.
    """
    kind = KINDS[code]
    known = {"field": field, "indicator": indicator, "found": value} | facts
    return Finding(
        code, kind.message.format_map(known), kind.example.format_map(known), place, project, indicator, field, value
    )
