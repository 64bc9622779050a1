"""责任单位: the units named in one cell, the lead first; and which names stand for several units."""

from __future__ import annotations

import re
import unicodedata

_STARS = "*＊★☆※"
_SEPARATORS = "、，,；;/／\n\r"
_OPEN, _CLOSE = "（(［[【", "）)］]】"
_LABEL = re.compile(r"^[（(]?(牵头|主办|责任|承办|配合|协办|协同|参与|实施)(责任)?(单位|部门|主体)?[）)]?[:：]")
_LEAD_MARK = re.compile(r"[（(【\[](牵头|主办|主责|牵头单位)[）)】\]]")
_OTHER_MARK = re.compile(r"[（(【\[](配合|协办|协同|参与|配合单位)[）)】\]]")
_BARE_ENDING = re.compile(r"[局委办院站处所]|中心|公司|街道|管委会|委员会|办事处|分局|联合会|集团")
_COLLECTIVE = re.compile(
    r"^(相关|有关|各|其他|其它|涉及|属地|所在地?|所属|辖区|全[区县市]各?)"
    r"|^(街镇|镇街|乡镇|镇乡|街道|园城|部门|单位|平台公司)(（街道）|\(街道\))?(公司|管委会)?$"
    r"|等(单位|部门|街镇|镇街)?$"
)


def split_units(text: str, *, people: bool = False) -> tuple[str, ...]:
    """Return the units of a cell, each once, the lead first: the one marked with an asterisk or 牵头, else the first.

    Separators are 、，,；;/ and line breaks; what stands in brackets is part of a name. With `people`, what follows a
    name behind a space is a person.
    """
    leads: list[str] = []
    others: list[str] = []
    for part in _joined_endings(_pieces(text)):
        marked = part[0] in _STARS or part[-1] in _STARS or bool(_LEAD_MARK.search(part))
        bare = _OTHER_MARK.sub("", _LEAD_MARK.sub("", part)).strip(_STARS + "。.：: \t")
        name = bare.split()[0] if people and bare.split() else re.sub(r"\s+", "", bare)
        if name:
            (leads if marked else others).append(name)
    return tuple(dict.fromkeys([*leads, *others]))


def is_collective(name: str) -> bool:
    """Return whether a name stands for units the notice does not list: 相关街镇, 各园城管委会, 有关单位."""
    return bool(_COLLECTIVE.search(name))


def comparable(name: str) -> str:
    """Return a unit's name as it is compared: one width, no blanks, no asterisk."""
    return re.sub(r"[\s*＊]+", "", unicodedata.normalize("NFKC", name))


def _pieces(text: str) -> list[str]:
    pieces, depth, current = [], 0, ""
    for character in text:
        depth = max(0, depth + (character in _OPEN) - (character in _CLOSE))
        if character in _SEPARATORS and not depth:
            pieces.append(current)
            current = ""
        else:
            current += character
    pieces.append(current)
    return [part for piece in pieces if (part := _LABEL.sub("", piece.strip()).strip())]


def _joined_endings(pieces: list[str]) -> list[str]:
    """Return the pieces with a lone ending put back to its name: a narrow column breaks 区规划自然资源局 anywhere."""
    joined: list[str] = []
    for piece in pieces:
        if joined and _BARE_ENDING.fullmatch(piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
