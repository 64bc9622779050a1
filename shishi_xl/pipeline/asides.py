"""Sentences beside the point of a command: what a person should know though nothing stops for it; None where all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.core.period import Period
from shishi_xl.pipeline.desk import holds_files

if TYPE_CHECKING:
    from datetime import datetime

    from shishi_xl.pipeline.desk import Desk


def lost_key(desk: Desk) -> str | None:
    """Return the sentence about a signing key that is gone while forms signed with it are out."""
    if desk.workspace.key.exists() or not holds_files(desk.workspace.outbox / "下发"):
        return None
    return (
        f"签名密钥 {desk.workspace.key} 不见了；没有它，之前下发的表报回来会认不出，全部退回。"
        "请马上从备份恢复这个文件；没有备份就用 shishi-xl generate 重新下发，会另建一个。"
    )


def not_begun(period: Period, now: datetime) -> str | None:
    """Return the sentence about a month that lies ahead: its forms may be made, but returns are refused until it begins."""
    today = Period.of(now)
    if period <= today:
        return None
    said = period.chinese
    return (
        f"{said}还没有到（今天是{now:%Y-%m-%d}），在{period.month}月1日以前报回来的{said}的表会退回。"
        f"请到那时再发给各单位；要收的是别的月份，请重新下发，例如 shishi-xl generate --period {today}。"
    )


def strangers(desk: Desk) -> str | None:
    """Return the sentence about units whose submissions count nowhere since their name is gone from the catalogue."""
    from shishi_xl.core import standing

    with desk.open_ledger() as ledger:
        gone = standing.strangers(ledger.all_records(), desk.catalogue)
    if not gone:
        return None
    return (
        f"台账里有 {'、'.join(gone)} 的报送，但项目库里没有这个单位，没有计入。改了名称的，"
        f"请在 项目库.xlsx 的“责任单位”表新名称那一行的“别名”里写上原名，例如 {gone[0]}，再运行 consolidate。"
    )


def unsigned_decisions(desk: Desk) -> str | None:
    """Return the sentence about 人工核定 that say not why or not who: they count, but nobody answers for them."""
    lacking = [each for each in desk.catalogue.decisions if not (each.basis.strip() and each.by.strip())]
    if not lacking:
        return None
    rows = "、".join(f"{each.period} {each.project}" for each in lacking)
    return (
        f"人工核定没有写依据或核定人：{rows}。完成率已按核定的计入，请在 项目库.xlsx 的“人工核定”表补上，"
        "例如 依据：电话核实，核定人：张三"
    )


def unnamed_members(desk: Desk) -> str | None:
    """Return the sentence about 集合 whose members nobody has filled in; every command that meets them says it."""
    empty = desk.catalogue.empty_collectives
    if not empty:
        return None
    return f"{'、'.join(empty)} 还没有填成员，暂不下发、不计应报。请在 项目库.xlsx 的“责任单位”表“成员”一栏填写，例如：甲街道、乙镇"


def no_address(desk: Desk) -> str | None:
    """Return the sentence about forms that do not say where to send them; only generate says it."""
    if any(desk.catalogue.settings.text(key) for key in ("联系人", "电话", "邮箱")):
        return None
    return (
        "表上没有写填好以后发到哪里、有问题问谁。请在 项目库.xlsx 的“设置”表填联系人、电话、邮箱，"
        "例如 邮箱：mssx@example.com，再运行 generate。"
    )


def unowned(desk: Desk) -> str | None:
    """Return the sentence about projects of no unit: nobody is ever asked to report on them."""
    lone = [project for project in desk.catalogue.projects if not project.units]
    if not lone:
        return None
    names = "、".join(f"{project.key} {project.name}" for project in lone[:5])
    more = f" 等 {len(lone)} 项" if len(lone) > 5 else ""
    return (
        f"{names}{more} 没有填责任单位，没有下发给任何单位。请在 项目库.xlsx 的“项目”表“责任单位”一栏填写，例如 区教委"
    )
