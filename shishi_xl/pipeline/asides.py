"""Sentences beside the point of a command: what a person should know though nothing stops for it; None where all is well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shishi_xl.pipeline.desk import holds_files

if TYPE_CHECKING:
    from shishi_xl.pipeline.desk import Desk


def lost_key(desk: Desk) -> str | None:
    """Return the sentence about a signing key that is gone while forms signed with it are out."""
    if desk.workspace.key.exists() or not holds_files(desk.workspace.outbox / "下发"):
        return None
    return (
        f"签名密钥 {desk.workspace.key} 不见了，现在另建一个；之前下发的表报回来会认不出，全部退回。"
        "请马上从备份恢复这个文件；没有备份就用 shishi-xl generate 重新下发。"
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
    return f"{'、'.join(empty)} 还没有填成员，暂不下发、不计应报。请在 项目库.xlsx 的“责任单位”表“成员”一栏填写，例如：朝阳街道、天府镇"
