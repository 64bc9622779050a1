"""Whose return it is, and of which month."""

from __future__ import annotations

from shishi_xl.core.kinds.kind import DOUBT, ERROR, NOTE, Kind

KINDS = (
    Kind(
        "forged-identity",
        ERROR,
        "表的标识被改动",
        "表里隐藏的标识与下发时不一致（{reason}）。请在本单位当月下发的原表上重新填写，不要借用别的单位或别的月份的表。",
        "汇总单位当月下发给本单位的那一份 …月推进情况表_本单位.xlsx",
    ),
    Kind(
        "foreign-workspace",
        ERROR,
        "不是本办下发的表",
        "表的标识不是由这里签发的，无法确认来源。请在本单位当月下发的原表上填写后重新报送。",
        "汇总单位当月下发给本单位的那一份 …月推进情况表_本单位.xlsx",
    ),
    Kind(
        "unknown-unit",
        ERROR,
        "单位不明",
        "不能确定是哪个单位报的（{found}）。请在表头“填报单位”处写明单位全称或下发表上的名称；名称没有写错的（单位改了名、"
        "用了新的简称），请联系汇总单位，由汇总单位在 项目库.xlsx“责任单位”表这个单位的“别名”里补上，再重新接收这份表。",
        "填报单位：{example}",
    ),
    Kind(
        "unit-conflict",
        ERROR,
        "单位前后不一",
        "单位前后不一：{clues}。请用下发给本单位的表填写，一张表只写一个单位。",
        "{example}",
    ),
    Kind(
        "period-unknown",
        ERROR,
        "期间不明",
        "不能确定是哪个月的数据（{found}）。请在表头写明期间。",
        "表头写“1-6月形象进度”“1-6月完成投资”",
    ),
    Kind(
        "wrong-period",
        ERROR,
        "期间不对",
        "期间前后不一：{clues}。报哪个月，就请用哪个月下发的表填写；确是报这张表的月份的，请把标红的各处月份都改回来。",
        "{example}",
    ),
    Kind("period-not-open", ERROR, "期间不对", "这是{found}的表，{reason}。请在当月下发的表上填写。", "{example}"),
    Kind(
        "identity-from-page",
        NOTE,
        "按表面内容认定",
        "表里没有下发时的标识，按表面内容认定为 {unit}、{period}（依据：{clues}）。",
    ),
    Kind("older-version", NOTE, "表式已更新", "这是用旧表式填的，已按{layout}读取{changes}。"),
    Kind("late", NOTE, "迟报", "收到时间 {received}，晚于截止日 {deadline}，计为迟报。"),
    Kind(
        "name-differs",
        DOUBT,
        "文件名是别的单位",
        "文件名写的是“{found}”，表是下发给 {unit} 的，已按 {unit} 的报送计入。如果是“{found}”报的，请用下发给自己的表重新填写；"
        "{unit} 没有报过这一件的，请联系汇总单位撤回。",
        "各单位用下发给自己的表填写",
    ),
    Kind(
        "later-month",
        DOUBT,
        "月份比表晚",
        "{where}写的是“{words}”，表是{month}的，已按{month}计入。请核对：报的是{later}的，请用{later}下发的表重新填写；"
        "报的是{month}的，请把{where}里的月份改正。",
        "{example}",
    ),
    Kind(
        "past-period",
        DOUBT,
        "补报以前月份",
        "这是{found}的表，{found}已有接收的报送，这一件作为更新计入。如本意是报当月，请用当月下发的表重新报送。",
    ),
)
