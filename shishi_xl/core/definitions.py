"""口径: every definition and threshold a consolidated workbook uses, in the words of the office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.streaks import LASTING, SAME
from shishi_xl.core.suspicions import FAR
from shishi_xl.core.wording import number_text, percent_text

if TYPE_CHECKING:
    from shishi_xl.core.model import Catalogue
    from shishi_xl.core.period import Period
    from shishi_xl.core.settings import Settings


def define(catalogue: Catalogue, period: Period) -> tuple[tuple[str, str], ...]:
    """Return the words of the workbook with their meanings, the thresholds as they were set for it."""
    return (
        *_about_progress(catalogue.settings, period),
        *_about_money(),
        *_about_returns(catalogue, period),
        *_about_doubts(catalogue.settings),
    )


def _about_progress(settings: Settings, period: Period) -> tuple[tuple[str, str], ...]:
    schedule = settings.schedule(period.month)
    ahead, far = settings.number("超序时"), settings.number("严重滞后")
    curve = "按“设置”里的序时曲线" if settings.text("序时曲线") else f"{period.month}个月÷12"
    return (
        ("期间", f"{period.year}年{period.months}。各项数字都是从1月起的累计数。"),
        ("计入的报送", "每个单位每月以最后一次接收的报送为准；退回的、撤回的不计；后来报错的表不影响先前已接收的。"),
        (
            "完成率",
            (
                "按下面的顺序，用到第一个说得清的为止：①人工核定；②各项指标都填了“本期累计”的，按 累计÷年度目标 计"
                "（每项最多算100%，“以内、低于”一类的目标反过来算），再按权重平均；③形象进度里写明的总体进度百分比；"
                "④从形象进度文字里读出的各项数量，算法同②；⑤文字写明全部完成的为100%，写明尚未开工的为0%；"
                "⑥都没有的，不猜，留空，列为“待核定”。"
            ),
        ),
        (
            "完成率依据",
            "每个完成率后面写明依据：填报（单位填的数）、文字（形象进度里的原话）、核定（人工核定）。原话所在的文件和单元格见“指标明细”。",
        ),
        (
            "几个单位共同负责的项目",
            (
                "按项目库的“汇总方式”：牵头为准（默认）用牵头单位的数，牵头单位未报时用配合单位的数并注明，配合单位之间相差超过"
                f"{settings.text('来源相差')}个百分点（投资按年度计划的百分点）的不用，留空；合计是各单位相加，"
                "平均是各单位平均，这两种要等各单位都报了才算。百分比类指标不相加，只平均。"
            ),
        ),
        (
            "n/N 项",
            (
                "N 是项目总数，n 是其中定得下完成率的项目数。单位、大类和全区的完成率，是这 n 个项目按权重的平均，没有定下来的不计入，也不当作0。"
                "权重填0的项目照样列出、计在 N 里，但不影响平均。"
            ),
        ),
        (
            "序时进度",
            f"到本月底应当完成的进度：{curve} = {percent_text(schedule)}。",
        ),
        ("进度评价", _evaluations(schedule, ahead, far)),
    )


def _about_money() -> tuple[tuple[str, str], ...]:
    return (
        (
            "完成投资",
            (
                "单位填报的从1月起的累计完成投资，单位万元；单元格里写了亿元、元的已换算，并在校验意见里提示。没有填的留空，不当作0。"
                "牵头单位未报，配合单位填0或空白的，以前报过投资的项目也留空。"
            ),
        ),
        (
            "投资完成率",
            "有年度计划投资的项目，累计完成投资之和÷年度计划投资之和。没有计划的项目，计划和投资都不算；有计划而没有报投资的，计划照样算在分母里，投资没有数可加，所以比率会偏低，要等报来才准。",
        ),
    )


def _about_returns(catalogue: Catalogue, period: Period) -> tuple[tuple[str, str], ...]:
    settings = catalogue.settings
    deadline = settings.deadline(period)
    year = f"{deadline.year}年" if deadline.year != period.year else ""
    return (
        (
            "报送状态",
            (
                f"按时：{year}{deadline.month}月{deadline.day}日（含）以前第一次报来并被接收；迟报：晚于这一天；已报待改：报来的都被退回，还没有改好；"
                "未报：没有报来。四种相加等于应报单位数。"
            ),
        ),
        (
            "报送率",
            "报送率 =（按时 + 迟报）÷ 应报；按时报送率 = 按时 ÷ 应报。应报是项目库里有责任项目的单位。"
            + _collectives(catalogue),
        ),
        ("报送次数", "“报送情况”的次数是这个月一共报来几次（接收和退回的都算，内容完全相同的只算一次）。"),
        (
            "已报项目数",
            "单位负责的项目里，本月报送中填了内容的项目数。滞后项目数 = 滞后 + 严重滞后。共同负责的项目，在每个责任单位名下都计；合计行只计一次。",
        ),
        (
            "连续月数",
            f"同一单位在同一项目上连续几个月反映同一个问题（文字相同，或有{number_text(SAME)}%以上相同），含本月；连续{LASTING}个月及以上的是长期问题。",
        ),
        (
            "环比",
            "本月累计与上月累计相比的增减；完成率的增减是百分点。上月的数按现在的项目库（目标、权重、人工核定）重算，改过的可能与上月印发的不同。有一个月不知道的，不比；合计是全部项目；有项目只有一个月有数的，合计不相减，另写两个月都有数的那些项目增减多少。",
        ),
        (
            "筛选和排序",
            "“汇总表”有分组标题和合并的单元格，可以筛选，不能排序。要把项目按完成率或增减排序，请到“环比”表。",
        ),
    )


def _about_doubts(settings: Settings) -> tuple[tuple[str, str], ...]:
    return (
        (
            "数字存疑",
            (
                f"计在比率里、又多半不可能的数：完成投资超过年度计划的{settings.text('超计划')}%，或可能把元填成了万元；"
                f"累计数达到年度目标的{number_text(FAR)}倍，或百分数超过100%。没有改，照报的计，“总览”写明影响哪个比率。"
            ),
        ),
        (
            "校验意见",
            (
                "错误：这份表已退回，没有合并；疑问：请核对或说明，表已接收的照样合并，已退回的随改好的表一并核对；提示：供参考。"
                f"填报数和文字算出的完成率相差超过{settings.text('来源相差')}个百分点、牵头单位和配合单位的数不同，"
                f"累计数一个月增加超过年度目标（或年度计划投资）的{settings.text('突增')}%、累计数超过它的{settings.text('超计划')}%，都列为疑问。"
            ),
        ),
    )


def _evaluations(schedule: float, ahead: float, far: float) -> str:
    top = f"{percent_text(schedule + ahead)}及以上" if schedule + ahead <= 100 else "本月不会出现"
    floor = f"不到{percent_text(schedule - far)}" if schedule > far else "本月还不会出现"
    return (
        f"已完成：完成率100%；超序时：高出序时进度{number_text(ahead)}个百分点及以上（{top}）；"
        f"按序时：不低于序时进度；滞后：低于序时进度；严重滞后：低于序时进度超过{number_text(far)}个百分点（{floor}）；"
        "待核定：报了，但定不下完成率；未报：责任单位都没有报。按没有四舍五入的数判定。"
    )


def _collectives(catalogue: Catalogue) -> str:
    empty = catalogue.empty_collectives
    return f"{'、'.join(empty)}还没有填成员，不计入应报。" if empty else ""
