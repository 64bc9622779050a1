"""责任单位: the units named in one cell, the lead first; and which names stand for several units."""

from __future__ import annotations

import re
import unicodedata

from shishi_xl.core import aliases
from shishi_xl.patterns import regex

_STARS = "*＊★☆※"
_SEPARATORS = "、，,；;/／"
_BREAKS = "\n\r"
_OPEN, _CLOSE = "（(［[【", "）)］]】"
_LABEL = regex(r"^[（(【]?(牵头|主办|主责|责任|承办|配合|协办|协同|参与|实施)(责任)?(单位|部门|主体)?[）)】]?[:：]")
_LEAD_MARK = regex(r"[（(【\[](牵头|主办|主责)(单位|部门)?[）)】\]]|(负责)?牵头(负责)?$")
_OTHER_MARK = regex(r"[（(【\[](配合|协办|协同|参与)(单位|部门)?[）)】\]]|(按职责分工|分别)?(负责|配合|协助|参与)$")
# What a whole name ends with.
_NAME_ENDING = regex(
    r"(局|委|办|处|室|院|所|站|中心|公司|街道|镇|乡|会|社|园|城|联|队|部|厅|区|县|市|村|校|学|馆|行|集团|府|组|团|场|库|厂|街|所|署|段|社区"
    r"|单位|部门|街镇|镇街|[）)\]】*＊])$"
)
_BARE_ENDING = regex(r"[局委办院站处所]|中心|公司|管委会|委员会|办事处|分局|联合会|集团")
_SHARED_HEAD = regex(r"^(相关|有关|各|属地|所在地?)")
_BARE_KIND = regex(r"(街道|镇|乡|乡镇|镇街|街镇|社区|村|园区|园城|部门|单位|园城公司|街办)(办事处|管委会|公司)?")
_COLLECTIVE = regex(
    r"^(相关|有关|各|其他|其它|涉及|属地|所在地?|所属|辖区|全[区县市]各?)"
    r"|^(街镇|镇街|乡镇|镇乡|街道|园城|部门|单位|平台公司)(（街道）|\(街道\))?(公司|管委会)?$"
    r"|等(相关|有关)?(单位|部门|街镇|镇街|街道)?$"
)

# 教育局（局长：刘强）: who answers for the unit is no part of its name.
_PERSON = regex(
    r"[（(][^（）()]*?(?:(?:局长|主任|书记|镇长|乡长|区长|县长|市长|处长|科长|院长|校长|经理|董事长|主席|负责人|责任人|联系人"
    r"|联络员|电话)(?:[:：\s][^（）()]*)?|\d{7,}\s*)[）)]"
)
_NOTHING = regex(r"[\W_]*|无")
# A figure with its unit, a date, an item's number: what a slip of the column puts among the units.
_FIGURE = regex(r"(?:[\W_\d]|[零一二三四五六七八九十百千万亿元个项件年月日号底前末第])*")


def split_units(text: str, *, people: bool = False) -> tuple[str, ...]:
    """Return the units of a cell, each once, the lead first: the one marked with an asterisk or 牵头, else the first.

    Separators are 、，,；;/ and line breaks; what stands in brackets is part of a name. With `people`, what follows a
    name behind a space, or stands as a short word for itself, is a person.
    """
    leads: list[str] = []
    others: list[str] = []
    for part in _repaired(_pieces(_PERSON.sub("", text), people=people)):
        marked = part[0] in _STARS or part[-1] in _STARS or bool(_LEAD_MARK.search(part))
        bare = _OTHER_MARK.sub("", _LEAD_MARK.sub("", part)).strip(_STARS + "。.：: \t")
        name = re.sub(r"\s+", "", bare)
        if not _NOTHING.fullmatch(name):
            (leads if marked else others).append(name)
    return tuple(dict.fromkeys([*leads, *others]))


def can_be_a_unit(name: str) -> bool:
    """Return whether a name has more to it than a figure, a date or a number of an item: no unit is called 12万 or ①."""
    return not _FIGURE.fullmatch(comparable(name))


def ends_like_a_unit(text: str) -> bool:
    """Return whether a text ends as the names of units do: 区财政局, 各镇（街道）."""
    return _NAME_ENDING.search(text) is not None


def is_collective(name: str) -> bool:
    """Return whether a name stands for units the notice does not list: 相关街镇, 各园城管委会, 有关单位."""
    return bool(_COLLECTIVE.search(name))


def comparable(name: str) -> str:
    """Return a unit's name as it is compared: one width, no blanks, no asterisk."""
    return re.sub(r"[\s*＊]+", "", unicodedata.normalize("NFKC", name))


def _pieces(text: str, *, people: bool) -> list[str]:
    pieces, depth, current = [], 0, ""
    for character in text:
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        if not depth and character in _SEPARATORS + _BREAKS:
            pieces.append(current)
            current = ""
        elif character not in _BREAKS:
            current += character
    pieces.append(current)
    named = [part for piece in pieces if (part := _LABEL.sub("", piece.strip()).strip())]
    if people:
        return [name for part in named for name in part.split()[:1] if len(name) > 3 or _NAME_ENDING.search(name)]
    return [name for part in named for name in _spaced(part)]


def _spaced(part: str) -> list[str]:
    """Return the names a space alone keeps apart; a space within a name (区教 委) parts nothing."""
    words = part.split()
    whole = len(words) > 1 and all(len(word) >= 3 and _NAME_ENDING.search(word) for word in words)
    return words if whole else [part]


def _repaired(pieces: list[str]) -> list[str]:
    """Return the pieces with what a separator tore apart put back: 各街道、镇 means 各街道 and 各镇."""
    repaired: list[str] = []
    for piece in pieces:
        head = _SHARED_HEAD.match(repaired[-1]) if repaired else None
        if repaired and (
            _BARE_ENDING.fullmatch(piece) or _one_place(repaired[-1], piece) or _one_office(repaired[-1], piece)
        ):
            repaired[-1] += piece  # a narrow column breaks 区规划自然资源局 anywhere
        elif head and head[0] == repaired[-1] and _BARE_KIND.fullmatch(piece):
            repaired[-1] += piece  # the line breaks within 有关乡镇
        elif head and _BARE_KIND.fullmatch(piece):
            repaired.append(head[1] + piece)
        else:
            repaired.append(piece)
    return repaired


def _one_place(first: str, second: str) -> bool:
    """Return whether two halves make the name of a place: 鼓楼 and 街道; 区民政局 and 街道 are two."""
    return second in {"街道", "镇", "乡", "社区"} and not _SHARED_HEAD.match(first) and not _NAME_ENDING.search(first)


def _one_office(first: str, second: str) -> bool:
    """Return whether two halves make an office that neither is: 区规划自 and 然资源局."""
    known = aliases.known_office
    return known(first + second) and not known(first) and not known(second)
