"""The sheets of 项目库.xlsx: their columns, what a heading's note says, how wide a column is, which cells are typed in."""

from __future__ import annotations

from dataclasses import dataclass

from shishi_xl.core.model import Joint, UnitKind

PROJECTS, INDICATORS, UNITS = "项目", "指标", "责任单位"
DECISIONS, SETTINGS, DOUBTS = "人工核定", "设置", "疑点"


@dataclass(frozen=True, slots=True)
class Head:
    """One column of a sheet."""

    title: str
    width: float  # in Excel's characters
    note: str  # what the heading's comment tells the office
    locked: bool = False  # the tool's own: an identity that figures hang on
    invited: bool = False  # the office is asked to fill it in: shown in the input colour
    centred: bool = False
    number: str = ""  # number format
    choices: tuple[str, ...] = ()
    needed: bool = False  # a sheet without this column cannot be read


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet."""

    name: str
    heads: tuple[Head, ...]
    keys: tuple[str, ...]  # the columns that tell one row from another
    required: bool = True  # a catalogue without this sheet cannot be read
    protected: bool = False

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the headings, left to right."""
        return tuple(head.title for head in self.heads)


_JOINT = tuple(joint.value for joint in Joint)
_KINDS = tuple(kind.value for kind in UnitKind)
# A format of optional decimals, as 0.##, would show a whole number with a bare point: "2,400.".
_AMOUNT, _PLAIN = "#,##0.00", "General"

PAGES = (
    Page(
        PROJECTS,
        (
            Head("项目编号", 11, "由导入生成，是各月数据认项目的依据，请不要改。新增项目时自己编一个不重复的，例如 附2-26。", locked=True, centred=True, needed=True),
            Head("附件", 7, "项目列在通知的哪个附件，例如 附件1。", centred=True),
            Head("大类", 18, "汇总表按它分组；没有就空着。"),
            Head("小类", 16, "大类下面再分的组；没有就空着。"),
            Head("序号", 6, "通知上印的序号，例如 5。", centred=True),
            Head("项目名称", 24, "下发、汇总时都用这个名称。", needed=True),
            Head("项目内容", 46, "通知上的原文。改了这里，指标不会自动跟着改，请同时核对“指标”表。"),
            Head("责任单位", 22, "几个单位用顿号分开，写在第一个的牵头，例如 区民政局、相关街镇。", needed=True),
            Head("备注", 12, "内部备注，不下发。"),
            Head("年度计划投资", 12, "单位：万元。填了才算投资完成率；没有就空着，不要填0。例如 1200。", invited=True, number=_AMOUNT),
            Head("权重", 7, "计算平均完成率时的分量；空着就是1，不计入平均的填0。", invited=True, centred=True, number=_PLAIN),
            Head("汇总方式", 10, "几个单位共同负责时怎样取数：牵头为准（默认）、合计、平均。", invited=True, centred=True, choices=_JOINT),
        ),
        ("项目编号",),
        protected=True,
    ),
    Page(
        INDICATORS,
        (
            Head("项目编号", 11, "与“项目”表对应。要新增一个指标，在表末另起一行，选项目编号。", centred=True, needed=True),
            Head("项目名称", 26, "只为方便阅读，以项目编号为准。"),
            Head("指标", 24, "下发表“量化指标”里显示的名称。要删去一个指标，清空“指标”和“年度目标”两格，或删去整行。", invited=True, needed=True),
            Head("年度目标", 11, "只填一个数。越低越好的指标写成 ≤4.3，或在原文里写明“低于”“控制在……以内”。", invited=True, number=_PLAIN, needed=True),
            Head("计量单位", 9, "例如 公里、户、座、%。", invited=True, centred=True),
            Head("权重", 7, "同一项目有几个指标时的分量；空着就是1，只看不计的填0。", invited=True, centred=True, number=_PLAIN),
            Head("原文", 48, "年度目标是从项目内容的这几个字读出来的，请核对。"),
        ),
        ("项目编号", "指标"),
    ),
    Page(
        UNITS,
        (
            Head("单位", 24, "与“项目”表责任单位的写法一致。", needed=True),
            Head("类型", 7, "“集合”是一批单位的统称（如 相关街镇），要在“成员”里列出具体单位才会下发。", centred=True, choices=_KINDS),
            Head("全称", 30, "报送表上可能出现的正式名称，例如 甲市乙区教育局。", invited=True),
            Head("别名", 34, "其他叫法，用顿号分开。两个单位不能有同样的别名。", invited=True),
            Head("成员", 34, "只有“集合”要填：具体单位，用顿号分开，例如 甲街道、乙镇。", invited=True),
            Head("联系人", 10, "催报时找谁。", invited=True, centred=True),
            Head("电话", 14, "催报用。", invited=True, number="@"),
            Head("邮箱", 24, "下发、催报用。", invited=True, number="@"),
        ),
        ("单位",),
    ),
    Page(
        DECISIONS,
        (
            Head("期间", 10, "哪个月的核定，写成 2020-06。", invited=True, centred=True, number="@", needed=True),
            Head("项目编号", 11, "从下拉里选，与“项目”表一致。", invited=True, centred=True, needed=True),
            Head("完成率", 10, "填百分数，例如 80%。核定的完成率优先于一切计算结果。", invited=True, centred=True, number="0.00%", needed=True),
            Head("依据", 50, "凭什么核定，会印进汇总表的“完成率依据”，例如 电话核实。", invited=True),
            Head("核定人", 12, "谁核定的。", invited=True, centred=True),
        ),
        ("期间", "项目编号"),
    ),
    Page(
        SETTINGS,
        (
            Head("键", 14, "设置的名称，请不要改。", locked=True, needed=True),
            Head("值", 34, "空着就用默认值。", invited=True, number="@", needed=True),
            Head("说明", 70, "这项设置管什么。", locked=True),
        ),
        ("键",),
        protected=True,
    ),
    Page(
        DOUBTS,
        (
            Head("项目编号", 18, "说到几个项目的，用顿号分开；空着的是对整份清单的疑点。", centred=True),
            Head("疑点", 50, "导入时拿不准的地方。看过、改过以后，再次导入时会重新检查。"),
            Head("原文", 44, "疑点所指的文字。"),
            Head("建议", 50, "可以怎样处理。"),
        ),
        ("项目编号", "疑点"),
        required=False,
    ),
)  # fmt: skip
PAGE = {page.name: page for page in PAGES}
