"""What needs a decision: the list on 总览 of what only a person can settle, with links to where it stands."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from shishi_xl.core.evaluation import Evaluation
from shishi_xl.core.findings import Level
from shishi_xl.core.standing import State
from shishi_xl.core.streaks import LASTING
from shishi_xl.excel.consolidated.fitting import height
from shishi_xl.excel.consolidated.layout import FINDINGS, HEAD_ROW, PROBLEMS, STANDINGS, SUMMARY, Layout, to_cell

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shishi_xl.core.suspicions import Suspicion
    from shishi_xl.core.workbook_rows import Consolidation
    from shishi_xl.excel.consolidated.page import Page

_LONGEST = 96  # characters of a list of names before it ends in 等
_LONGEST_TO_CALL = (
    280  # of the units that have to be called, for which nobody looks elsewhere as long as the page holds them
)


def write(page: Page, month: Consolidation, layout: Layout, top: int, columns: int, width: float) -> int:
    """Write the list from a row on and return its last row; `width` is that of the columns from the fourth on."""
    page.merge((top, 1), (top, columns), "section")
    page.text(top, 1, "需要研究处理的事项（点左边的词到所在的那一行）", "section")
    page.set_height(top, 22)
    row = top
    for word, target, count, text in _items(month, layout):
        row += 1
        page.merge((row, 1), (row, 3), "centre link")
        page.linked_text(row, 1, f"{word} {count}", target, "centre")
        page.merge((row, 4), (row, columns), "text")
        page.text(row, 4, text)
        page.set_height(row, max(20, height(text, width - 2, 11)))  # fonts differ: rather a line too many
    if row == top:
        row += 1
        page.merge((row, 1), (row, columns), "text")
        page.text(row, 1, "没有。各单位都已按时报送，每个项目都定得下完成率，没有疑问。")
    page.set_height(row + 1, 8)
    return row + 1


def _items(month: Consolidation, layout: Layout) -> Iterable[tuple[str, str, str, str]]:
    """Yield what there is of each kind: word, link to the first of it, count with its measure, in words."""
    for state, hint in ((State.MISSING, ""), (State.TO_MEND, "退回后还没有改好重报：")):
        units = [row.standing.unit for row in month.standings if row.standing.state is state]
        if units:
            names = _names(units, STANDINGS, _LONGEST_TO_CALL)
            yield state.value, layout.to_standing(units[0]), f"{len(units)}家", hint + names
    projects = {word: [row.project for row in month.projects if row.evaluation is word] for word in Evaluation}
    if open_ones := projects[Evaluation.UNDETERMINED]:
        names = _names((project.name for project in open_ones), SUMMARY)
        text = f"{names}。请问清后填入 项目库.xlsx 的“人工核定”。"
        yield "待核定", layout.to_summary(open_ones[0].key), f"{len(open_ones)}项", text
    yield from _doubts(month)
    if far_behind := projects[Evaluation.FAR_BEHIND]:
        names = _names((project.name for project in far_behind), SUMMARY)
        yield "严重滞后", layout.to_summary(far_behind[0].key), f"{len(far_behind)}项", names
    lasting = [(at, row) for at, row in enumerate(month.problems, HEAD_ROW + 1) if row.lasting]
    if lasting:
        longest: dict[str, int] = {}  # by project; several of its units may tell of one
        for _, each in lasting:
            longest[each.project.name] = max(longest.get(each.project.name, 0), each.months)
        names = _names((f"{name}（{months}个月）" for name, months in longest.items()), PROBLEMS)
        yield (
            "长期问题",
            to_cell(PROBLEMS, f"A{lasting[0][0]}"),
            f"{len(lasting)}条",
            f"连续{LASTING}个月及以上：{names}",
        )
    if month.empty_collectives:
        names = "、".join(month.empty_collectives)
        text = f"{names} 还没有填成员，没有下发、不计应报。请在 项目库.xlsx 的“责任单位”表填写。"
        yield "未填成员", to_cell(STANDINGS, "A1"), f"{len(month.empty_collectives)}个", text


def _doubts(month: Consolidation) -> Iterable[tuple[str, str, str, str]]:
    """Yield the 疑问 by unit, and the figures among them that can hardly be true."""
    listed = list(enumerate(month.findings, HEAD_ROW + 1))
    doubts = [row for _, row in listed if row.finding.level is Level.DOUBT]
    if doubts:
        by_unit = Counter(row.unit for row in doubts)
        names = _names((f"{unit}{count}条" for unit, count in by_unit.most_common()), FINDINGS)
        explained = sum(bool(row.finding.answer) for row in doubts)
        first = next(at for at, row in listed if row.finding.level is Level.DOUBT)
        yield (
            "疑问",
            to_cell(FINDINGS, f"A{first}"),
            f"{len(doubts)}条",
            names + (f"（其中 {explained} 条单位写了说明或问题，是否说清请看“{FINDINGS}”）" if explained else ""),
        )
    if suspicions := month.suspicions:
        first = next(at for at, row in listed if row is suspicions[0].doubt)
        count = len({each.project for each in suspicions})
        yield "数字存疑", to_cell(FINDINGS, f"A{first}"), f"{count}项", _suspected(suspicions)


def _suspected(suspicions: Sequence[Suspicion]) -> str:
    """Return which rates of the page above rest on figures that can hardly be true, and on which."""
    rates = dict.fromkeys(each.rate for each in suspicions)
    told = [
        f"影响{rate}的：{_names((f'{each.project}（{each.said}）' for each in suspicions if each.rate == rate), FINDINGS)}"
        for rate in rates
    ]
    return f"{'；'.join(told)}。这些数照报的计在里面，请先核对。"


def _names(names: Iterable[str], sheet: str, longest: int = _LONGEST) -> str:
    """Return names in a row, the first of them where they are many, and then on which sheet all stand."""
    text, every = "", list(names)
    for at, name in enumerate(every):
        joined = f"{text}、{name}" if text else name
        if len(joined) > longest and at:
            return f"{text}等（全部见“{sheet}”）"
        text = joined
    return text
