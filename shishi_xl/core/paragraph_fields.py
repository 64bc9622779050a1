"""What a line of a project told in a paragraph says under which label: （责任单位：区教委；完成时限：12月底前）."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from shishi_xl.core.aliases import known_office
from shishi_xl.core.headings import Role, role_of
from shishi_xl.core.responsible import ends_like_a_unit, is_collective, split_units
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

UNIT_ROLES = (Role.LEAD, Role.UNIT, Role.SUPPORT)

_OFFICE_LABEL = (
    r"(?:[省市区县镇]级?|主要|项目|总)?(?:牵头|责任|承办|实施|主办|主责|主管|负责|落实|组织|配合|协办|协同|协作|参与|参加|协助)"
    r"(?:责任|实施|落实)?(?:单位|部门|主体|机构)|牵头|主办|承办|责任|配合|协办"
)
_OTHER_LABEL = (
    r"(?:牵头|责任|分管|挂钩|挂联|包保|包抓|联系|督办|[省市区县]级?){0,2}(?:领导|负责人|责任人|联系人|联络员|联系电话)"
    r"|(?:计划|完成|办结|实施|建设|进度|推进|责任){0,2}(?:时限|期限|时间|时间节点|时间安排|进度安排|进度要求)"
    r"|(?:建设|实施|项目)?(?:地点|地址)|资金来源"
)
_CONTENT_LABEL = (
    r"(?:项目|建设|工作|主要|实施|年度|具体|目标|任务){0,3}(?:内容|目标|任务|规模|举措|措施|标准)(?:及[一-龥]{2,4})?"
)
_LABEL = (
    rf"(?:{_OFFICE_LABEL}|{_OTHER_LABEL}|{_CONTENT_LABEL}|项目名称|名称|备注|(?:年度)?计划投资|年度投资计划|投资计划)"
)
_MARK = regex(
    rf"(?:^|(?<=[。；;，,、\s]))(?:[【\[〔](?P<boxed>{_LABEL})[】\]〕]\s*[:：]?|(?P<plain>{_LABEL})\s*[:：])\s*"
)
_SPACED_LABEL = regex(rf"(?P<label>{_OFFICE_LABEL})\s+(?P<units>.+)")
_PAIRS = dict(zip("（(【[〔", "）)】]〕", strict=True))
_LEADING = regex(r"(?P<units>.+?)(?:负责)?(?:牵头|主办|主责|承办|负责)(?:负责|落实|实施|办理|组织实施)?")
_SUPPORTING = regex(r"(?P<units>.+?)(?:按职责分工|分别|共同|积极)?(?:配合|协办|协助|参与|落实)(?:实施|落实)?")


def opens_with_label(line: str) -> bool:
    """Return whether a line begins with a label: 牵头单位：…, 【完成时限】…, （责任单位：…）."""
    return bool(_MARK.match(line.lstrip("（(")))


@dataclass(frozen=True, slots=True)
class Told:
    """One labelled piece of a line."""

    label: str
    value: str

    @property
    def role(self) -> Role:
        """Return what the label means; a short one (责任：) that no table has for a heading is that of the units."""
        if re.fullmatch(_CONTENT_LABEL, self.label):
            return Role.CONTENT
        return role_of(self.label) or (Role.UNIT if re.fullmatch(_OFFICE_LABEL, self.label) else Role.NAME)


def taken_apart(line: str) -> tuple[str, tuple[Told, ...]]:
    """Return what a line says without a label, and its labelled pieces in order."""
    rest, told = _without_brackets(_closed(line))
    marks = list(_MARK.finditer(rest))
    plain = rest[: marks[0].start()] if marks else rest
    for mark, following in zip_longest(marks, marks[1:]):
        value = rest[mark.end() : following.start() if following else len(rest)]
        found = Told(mark["boxed"] or mark["plain"], value.strip(" \t\u3000；;，,"))
        if found.role in UNIT_ROLES:
            units, _, more = found.value.partition("。")
            found, plain = Told(found.label, units), plain + more
        told.append(found)
    if not any(one.role in UNIT_ROLES for one in told):
        begin = _last_sentence(plain)
        deeds = _by_deed(plain[begin:].strip("。；; "))
        plain = plain[:begin] if deeds else plain
        told += deeds
    return _tidied(plain), tuple(told)


_LEFT_OPEN = regex(rf"(?P<open>[（(【\[〔])(?={_LABEL}\s*[:：])[^（()）【】\[\]〔〕]*$")


def _closed(line: str) -> str:
    """Return a line with a bracket closed that opens with a label and was left open: …300张。（责任单位：县民政局"""
    left = _LEFT_OPEN.search(line)
    return line + _PAIRS[left["open"]] if left else line


def _last_sentence(text: str) -> int:
    """Return where the last sentence begins; 由… behind a comma is one of its own: 新建公厕9座，由区城管局负责。"""
    body = text.rstrip("。；; ")
    return max(body.rfind(mark) for mark in ("，由", ",由", "。", "；")) + 1


def _without_brackets(line: str) -> tuple[str, list[Told]]:
    """Return a line without the brackets that hold labelled pieces or units, and what they hold."""
    told: list[Told] = []
    kept, at = "", 0
    for start, end in _brackets(line):
        found = _in_brackets(line[start + 1 : end].strip(), last=not line[end + 1 :].strip("。；; \t\u3000"))
        kept += line[at : start if found else end + 1]
        told += found
        at = end + 1
    return kept + line[at:], told


def _brackets(line: str) -> Iterator[tuple[int, int]]:
    """Yield where each outermost pair of brackets opens and closes."""
    opened: list[tuple[int, str]] = []
    for at, character in enumerate(line):
        if opened and character == opened[-1][1]:
            start, _ = opened.pop()
            if not opened:
                yield start, at
        elif character in _PAIRS:
            opened.append((at, _PAIRS[character]))


def _in_brackets(inner: str, *, last: bool) -> list[Told]:
    """Return the labelled pieces or the units a pair of brackets holds; `last` where nothing follows it on the line."""
    if re.fullmatch(_LABEL, inner):
        return []  # 【责任单位】 is the label of what follows
    if mark := _MARK.match(inner):
        _, told = taken_apart(inner)
        return list(told) if mark.end() < len(inner) else []
    if spaced := _SPACED_LABEL.fullmatch(inner):
        return [Told(spaced["label"], spaced["units"])]
    if deeds := _by_deed(inner):
        return deeds
    names = split_units(inner) if last else ()
    return [Told("责任单位", inner)] if names and _are_units(names) and _is_office(names[0]) else []


def _by_deed(text: str) -> list[Told]:
    """Return the units of 市教育局牵头，各区镇配合 or 由区民政局负责; nothing for any other sentence."""
    lead, *rest = re.split(r"[，,；;]\s*", text.strip().removeprefix("由"))
    found = _LEADING.fullmatch(lead)
    if found is None or not _are_units(names := split_units(found["units"])) or not _is_office(names[0]):
        return []
    told = [Told("牵头单位", found["units"])]
    for part in rest:
        supporting = _SUPPORTING.fullmatch(part) or _LEADING.fullmatch(part)
        if supporting is None or not _are_units(split_units(supporting["units"])):
            return []
        told.append(Told("配合单位", supporting["units"]))
    return told


def _are_units(names: tuple[str, ...]) -> bool:
    return bool(names) and all(len(name) <= 20 and ends_like_a_unit(name) for name in names)


def _is_office(name: str) -> bool:
    """Return whether a name without a label is sure to be a unit's: 区教委, 悦来镇, 各街道, and no 居民小区."""
    return (
        known_office(name) or is_collective(name) or bool(re.search(r"([局委办]|街道|镇|乡|集团|公司|联合会)$", name))
    )


def _tidied(text: str) -> str:
    text = re.sub(r"([。；;，,])[。；;，,]+", r"\1", text.strip())
    return re.sub(r"^[，,；;。]+|[，,；;]+$", "", text).strip()
