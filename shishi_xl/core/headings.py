"""What a column of a project list means, told from its heading: other districts name and order theirs otherwise."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shishi_xl.core.document import Row


class Role(Enum):
    """What the import does with a column."""

    NUMBER = "序号"
    GROUP = "大类"
    SUBGROUP = "小类"
    NAME = "项目名称"
    CONTENT = "项目内容"
    LEAD = "牵头单位"
    UNIT = "责任单位"
    SUPPORT = "配合单位"
    MEASURE = "计量单位"
    PLAN = "年度计划投资"
    NOTE = "备注"
    OTHER = "其他"  # a heading that is understood and not part of a catalogue: 进展情况, 分管领导


# The first pattern found in a heading decides; a heading none of them knows leaves the column alone.
_MEANINGS = (
    (Role.NUMBER, r"^(项目)?(序号|编号|序|号|项次|no\.?|no)$"),
    (Role.MEASURE, r"计量单位|^单位\W*(计量|度量)"),
    (Role.PLAN, r"^(?!.*(完成|累计|率|来源|总投资)).*(计划.*投资|投资.*计划|年度?投资)"),
    (Role.SUPPORT, r"配合|协办|协同|协作|参与|参加|协助"),
    (Role.LEAD, r"(牵头|主办|主责).*(单位|部门|主体|机构)|^(承办单位|责任单位)?/?(牵头|主办)$"),
    (Role.UNIT, r"(责任|承办|实施|主管|负责|落实|组织).*(单位|部门|主体|机构)|^(单位|部门)$"),
    (
        Role.OTHER,
        (
            r"进展|进度|完成|形象|存在|问题|达序|评价|状态|打算|预计|累计|上月|本月|督查|领导|负责人|责任人|联系|电话|时限"
            r"|年限|起止|周期|时间|期限|季度?|[上下]半年|(?<!1)\d月|1[01]月|三年|五年|十[三四五]五|性质|投资|资金|开工率|数量|施工|监理|建设单位|业主|地点|地址"
        ),
    ),
    (Role.NOTE, r"备注|^注$|^说明$"),
    (Role.SUBGROUP, r"小类|子类|二级"),
    (Role.GROUP, r"大类|类别|分类|类型|领域|板块|^类$|一级"),
    (
        Role.NAME,
        r"名称|^(民生)?实事(项目)?$|^(项目|事项)$|实事项目|(主要|工作|重点|具体)任务|工作事项|.(项目|工程|实事|事项)$",
    ),
    (Role.CONTENT, r"内容|规模|目标|举措|措施|指标|实施计划|标准|要求|任务"),
)
_COMPILED = tuple((role, regex(pattern)) for role, pattern in _MEANINGS)
_LONGEST_HEADING = 24
_YEARLY = regex(r"(?:年度|[今本当]年|20\d\d年)[^/]*(?:目标|任务|内容|计划)")
_MONEY = regex(r"[（(](?:单位[:：])?([亿万]?元)[）)]")
_PEOPLE = regex(r"负责人|责任人|联系人|联络员|领导")


def fold(text: str) -> str:
    """Return a heading as it is compared: one width, no blanks, lower case."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).lower()


def role_of(heading: str) -> Role | None:
    """Return what a heading means, None for one that is not known."""
    folded = fold(heading)
    if not folded or len(folded) > _LONGEST_HEADING:
        return None
    return next((role for role, pattern in _COMPILED if pattern.search(folded)), None)


@dataclass(frozen=True, slots=True)
class Columns:
    """A table's columns by meaning, counted from 0. `name` and `content` may be one and the same column."""

    width: int
    number: int | None
    name: int
    contents: tuple[int, ...]
    units: tuple[int, ...]  # the lead's column first
    yearly: int | None = None  # the one of several contents that says what this year is to deliver
    people: bool = False  # persons are named behind the units: 牵头单位及主要负责人
    group: int | None = None
    subgroup: int | None = None
    plan: int | None = None
    plan_unit: str = ""  # what the heading says the plan is told in: 亿元, 万元, 元
    measure: int | None = None  # in what the figures of the last content column are told
    note: int | None = None
    unused: tuple[str, ...] = ()  # headings of columns that a catalogue has no place for
    unknown: tuple[str, ...] = ()  # those among them whose meaning is not known

    @property
    def one_text(self) -> bool:
        """Return whether one column holds both name and content."""
        return self.contents == (self.name,)


def looks_like_heading(row: Row) -> bool:
    """Return whether a row names columns: short known words, among them what is to be done and by whom or a number."""
    texts = row.texts
    roles = [role for text in texts if (role := role_of(text))]
    if len(roles) < 2 or len(roles) * 2 <= len(texts) or any(re.fullmatch(r"[\d.]+", fold(text)) for text in texts):
        return False
    return len(set(roles)) >= 2 and (len(set(roles) - {Role.OTHER}) >= 2 or len(roles) >= 3)


def folds_into(first: Row, second: Row) -> bool:
    """Return whether a row is the second half of a two-row heading."""
    texts = second.texts
    filled = {column for column, cell in enumerate(second.cells) if cell.strip()}
    if not texts or len(filled) == len(second.cells) or any(re.fullmatch(r"[\d.]+", fold(text)) for text in texts):
        return False
    spanned = first.left | {column - 1 for column in first.left}
    if first.left and filled <= spanned:
        return True  # it stands under merged headings and nowhere else
    worded = all(role_of(text) or fold(text).startswith("1-") for text in texts)
    return worded and (not first.cells[0].strip() or 0 not in filled)


def folded_headings(first: Row, second: Row | None) -> tuple[str, ...]:
    """Return each column's heading, the two rows of one that has two joined by "/"."""
    if second is None:
        return first.cells
    upper = first.cells if len(first.cells) >= len(second.cells) else _spread(first.cells, second.cells)
    headings, parent = [], ""
    for column, cell in enumerate(upper):
        below = second.cells[column].strip() if column < len(second.cells) else ""
        parent = cell.strip() or parent
        above = cell.strip() or (parent if below and upper is first.cells else "")
        headings.append("/".join(part for part in (above, below) if part))
    return tuple(headings)


def _spread(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Return the upper row as wide as the lower one; plain text gives one cell for a heading over several.

    Where two such headings stand side by side, nothing says where one ends: their columns go by the lower row alone.
    """
    blank = [not cell.strip() for cell in lower]
    lead = next((at for at, empty in enumerate(blank) if not empty), len(lower))
    tail = next((at for at, empty in enumerate(reversed(blank)) if not empty), 0)
    parents = upper[lead : len(upper) - tail]
    middle = [parents[0] if len(parents) == 1 else ""] * (len(lower) - lead - tail)
    return (*upper[:lead], *middle, *upper[len(upper) - tail :])[: len(lower)]


def columns_of(headings: Sequence[str]) -> Columns | str:
    """Return the columns by meaning, or the Chinese reason why the table cannot be imported."""
    found, unused, unknown = _roles_of(headings)
    named, contents = found[Role.NAME], found[Role.CONTENT]
    exact = [column for column in named if "名称" in headings[column]]
    name = next(iter(exact or named or contents), None)
    units = (*found[Role.LEAD], *found[Role.UNIT], *found[Role.SUPPORT])
    written = "、".join(heading.replace("\n", "") for heading in headings if heading.strip())
    missing = [word for word, there in (("项目名称或项目内容", name is not None), ("责任单位", units)) if not there]
    if name is None or missing:
        return f"表头里找不到“{'”和“'.join(missing)}”一列（现有：{written}）"
    twice = _twice([headings[column] for column in (*named, *contents)])
    if twice:
        return f"表头里“{twice}”出现了两次，像是两张表左右并排，请上下接成一张（现有：{written}）"
    people = [headings[column].replace("\n", "") for column in units if _PEOPLE.search(fold(headings[column]))]
    rest = tuple(sorted({*named, *contents} - {name})) or (name,)

    def first(role: Role) -> int | None:
        return found[role][0] if found[role] else None

    return Columns(
        width=len(headings),
        number=first(Role.NUMBER),
        name=name,
        contents=rest,
        units=units,
        yearly=next((at for at in rest if len(rest) > 1 and _YEARLY.search(fold(headings[at]))), None),
        people=bool(people),
        group=first(Role.GROUP),
        subgroup=first(Role.SUBGROUP),
        plan=first(Role.PLAN),
        plan_unit=money_unit(headings[found[Role.PLAN][0]]) if found[Role.PLAN] else "",
        measure=first(Role.MEASURE),
        note=first(Role.NOTE),
        unknown=tuple(unknown),
        unused=(*unused, *(f"{heading}（其中的姓名）" for heading in people)),
    )


def money_unit(heading: str) -> str:
    """Return the unit of money a heading names in brackets, "" for none: 年度投资（亿元） → 亿元."""
    found = _MONEY.search(fold(heading))
    return found[1] if found else ""


def _roles_of(headings: Sequence[str]) -> tuple[dict[Role, list[int]], list[str], list[str]]:
    """Return the columns of each role, and the headings that have no place or are not understood at all."""
    found: dict[Role, list[int]] = {role: [] for role in Role}
    unused, unknown = [], []
    for column, heading in enumerate(headings):
        shown = heading.replace("\n", "").strip()
        upper, _, lower = heading.rpartition("/")
        role = role_of(lower) or role_of(heading)  # 责任单位/区级 says it in its upper half
        if upper and role in {Role.NAME, Role.CONTENT} and not role_of(lower):
            role = None  # 任务分解/甲镇: a share of the task, not the task
        if role is None or role is Role.OTHER:
            unused += [shown] if shown else []
            unknown += [shown] if shown and role is None else []
        else:
            found[role].append(column)
    _set_right(found, headings)
    return found, unused, unknown


def _set_right(found: dict[Role, list[int]], headings: Sequence[str]) -> None:
    """Give columns the roles that only their neighbours tell."""
    others = found[Role.LEAD] + found[Role.SUPPORT] + [c for c in found[Role.UNIT] if fold(headings[c]) != "单位"]
    if others and not found[Role.MEASURE]:  # 单位 beside 责任部门 is that of the figures
        found[Role.MEASURE] = [column for column in found[Role.UNIT] if column not in others]
        found[Role.UNIT] = [column for column in found[Role.UNIT] if column in others]
    named, contents, numbers = found[Role.NAME], found[Role.CONTENT], found[Role.NUMBER]
    if (
        len(named) == 1
        and len(contents) > 1
        and numbers
        and named[0] < numbers[0] < contents[0]
        and not found[Role.GROUP]
    ):
        found[Role.GROUP], found[Role.NAME] = (
            named,
            contents[:1],
        )  # 工程名称, 序号, 项目内容, 目标任务: numbered below it
        found[Role.CONTENT] = contents[1:]


def _twice(headings: Sequence[str]) -> str:
    """Return a heading that stands over two columns, as where two lists lie side by side; "" for none."""
    folded = [fold(heading) for heading in headings]
    return next((heading for heading in headings if folded.count(fold(heading)) > 1), "").replace("\n", "")
