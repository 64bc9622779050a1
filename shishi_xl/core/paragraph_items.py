"""Lines of a notice → the projects told in them, each with all its lines and the titles it stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from shishi_xl.core.paragraph_levels import PLAIN, Line, is_class_title, item_rank
from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shishi_xl.core.paragraph_fields import Told

_CLOSING = regex(
    r"^(?:以上|上述|各(?:责任|牵头|有关|相关|单位|部门|镇|街道|区镇|地)|请|联系人|联系电话|电话|附[:：件]|抄送|特此|本通知|[（(]?此件"
    r"|(?:有关|相关)?(?:工作)?要求)|(?:人民政府|办公室|委员会|领导小组)$|^[\d〇零一二三四五六七八九十]{4}年"
)
_LONGEST_NAME = 40
_NO_NAME_ENDING = regex(r"(?:为|是|包括|其中|如下|分别|即)$")
_AMOUNT = regex(r"\d[\d.,]*[百千万亿]*[一-龥]")
_WHEN = regex(r"(?:\d年|[年月底前内]|期间)$")
_GAP = regex(r"\s*(?:——|—|\t|\u3000+|(?<=[一-龥”）)])\s+(?=[一-龥“]))\s*")
_SHORTEST_LINE = 8  # characters of a project without a number


@dataclass(frozen=True, slots=True)
class Item:
    """A project as it is told."""

    titles: tuple[Line, ...]
    lines: tuple[Line, ...]
    number: int

    @property
    def place(self) -> str:
        """Return where it begins."""
        return self.lines[0].place

    @property
    def told(self) -> tuple[Told, ...]:
        """Return its labelled pieces in order."""
        return tuple(one for line in self.lines for one in line.told)

    @property
    def names_units(self) -> bool:
        """Return whether its responsible units are told."""
        return any(line.names_units for line in self.lines)


def items_of(lines: Sequence[Line]) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Return the projects, and a Chinese sentence for each run of numbered lines that was not taken for projects."""
    rank = item_rank(lines)
    if rank is None:
        return _without_numbers(lines), ()
    items: list[Item] = []
    passed: list[str] = []
    for run in _runs(_numbered(lines, rank)):
        goes_on = bool(items) and run[0].number == items[-1].number + 1
        if goes_on or any(item.names_units for item in run):
            items += run
        else:
            passed.append(
                f"{run[0].place}起 {len(run)} 段：有序号，没有责任单位，没有导入（“{run[0].lines[0].text[:30]}”）"
            )
    ended = _ended(items[-1])
    if (left := items[-1].lines[len(ended.lines) :]) and not _CLOSING.search(left[0].text):
        passed.append(f"{left[0].place}：在最后一个项目后面，像是结尾的话，没有导入（“{left[0].text[:30]}”）")
    return (*items[:-1], ended), tuple(passed)


def _numbered(lines: Sequence[Line], rank: int) -> list[Item]:
    items: list[Item] = []
    titles: dict[int, Line] = {}
    inside = False
    for line in lines:
        if line.rank < rank or (line.rank == rank and is_class_title(line) and not line.names_units):
            titles = {**{above: title for above, title in titles.items() if above < line.rank}, line.rank: line}
            inside = False
        elif line.rank == rank:
            items.append(Item(tuple(titles.values()), (line,), line.number))
            inside = True
        elif inside:
            items[-1] = replace(items[-1], lines=(*items[-1].lines, line))
    return items


def _runs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Yield the items that count on from one another under one title."""
    run: list[Item] = []
    for item in items:
        if run and (item.titles != run[-1].titles or item.number <= run[-1].number):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _ended(item: Item) -> Item:
    """Return the last project without what closes the notice below it: whom to report to, who signs."""
    kept = [item.lines[0]]
    for line in item.lines[1:]:
        told = len([one for one in kept if one.rest]) > 1 or name_and_rest(kept[0].rest)[1]
        whole = told and any(one.names_units for one in kept) and (kept[-1].names_units or not kept[-1].rest)
        if not line.names_units and (_CLOSING.search(line.text) or (whole and line.rank == PLAIN and not line.told)):
            break
        kept.append(line)
    return replace(item, lines=tuple(kept))


def _without_numbers(lines: Sequence[Line]) -> tuple[Item, ...]:
    """Return the projects of a list without numbers: paragraphs that name their units themselves, two at least."""
    items: list[Item] = []
    titles: tuple[Line, ...] = ()
    for line in lines:
        if line.names_units and len(line.rest) >= _SHORTEST_LINE:
            items.append(Item(titles, (line,), len(items) + 1))
        elif line.rank != PLAIN and not line.names_units:
            titles = (line,)
        elif items and line.told and not line.rest:
            items[-1] = replace(items[-1], lines=(*items[-1].lines, line))
    return tuple(items) if len(items) > 1 else ()


def name_and_rest(text: str) -> tuple[str, str]:
    """Return the name that opens a line and what follows it; the whole line where the name is a part of its sentence."""
    head, colon, rest = re.sub(r"[：:]", "：", text, count=1).partition("：")
    if colon and _is_name(head):
        return head.strip(), rest.strip()
    if (gap := _GAP.search(text)) and _is_name(text[: gap.start()]) and len(text) - gap.end() > 3:
        return text[: gap.start()], text[gap.end() :]
    head, _, rest = text.partition("。")
    if rest and _is_name(head) and not _AMOUNT.search(head):
        return head, rest
    if not rest and _is_name(head):
        return head, ""
    ends = (found.start() for found in re.finditer(r"[，,；;。：:]", text))
    return next((text[:end] for end in ends if end > 3 and not _WHEN.search(text[:end])), text), text


def _is_name(text: str) -> bool:
    return 1 < len(text) <= _LONGEST_NAME and not re.search(r"[，。；,;]", text) and not _NO_NAME_ENDING.search(text)
