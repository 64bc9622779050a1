"""Numbers that Word shows before a paragraph and does not keep in its text: 一、 （一） 1."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from shishi_xl.core.numerals import ordinal

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = frozenset({"chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand"})
_CIRCLED = frozenset({"decimalEnclosedCircle", "decimalEnclosedCircleChinese"})
_DIGITS = frozenset({"decimal", "decimalFullWidth", "decimalZero"})


@dataclass
class Numbers:
    """The lists of a document, counted on as its paragraphs are passed in reading order."""

    numbering: Any  # w:numbering, None where the document has no lists
    styles: Any  # w:styles
    counted: dict[str, Counter[int]] = field(default_factory=dict)

    def before(self, paragraph: Any) -> str:
        """Return what Word shows before a paragraph, "" for one without a number."""
        list_id, level = self._list_of(paragraph)
        levels = self._levels(list_id)
        if level not in levels:
            return ""
        counts = self.counted.setdefault(list_id, Counter())
        counts[level] += 1
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]

        def shown(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            style, start, _ = levels.get(at, ("", 1, ""))
            return _spelled(start - 1 + max(counts[at], 1), style)

        style, _, text = levels[level]
        return re.sub(r"%(\d)", shown, text) if style in _HAN | _CIRCLED | _DIGITS else ""

    def _list_of(self, paragraph: Any) -> tuple[str, int]:
        """Return the id of the list a paragraph stands in, and its level; of the style it has, where it says nothing itself."""
        bearer = paragraph
        for _ in range(10):  # styles rest on styles, not for ever
            if bearer is None:
                break
            number = bearer.find(f"{_W}pPr/{_W}numPr/{_W}numId")
            if number is not None:
                level = bearer.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
                return number.get(f"{_W}val", ""), _whole(level, "val") if level is not None else 0
            named = bearer.find(f"{_W}pPr/{_W}pStyle")
            named = bearer.find(f"{_W}basedOn") if named is None else named
            bearer = self._style(named.get(f"{_W}val")) if named is not None else None
        return "", 0

    def _style(self, name: str) -> Any:
        return next((one for one in self.styles.iter(f"{_W}style") if one.get(f"{_W}styleId") == name), None)

    def _levels(self, list_id: str) -> dict[int, tuple[str, int, str]]:
        """Return the levels of a list: how each counts, from where, and what is printed."""
        if self.numbering is None or list_id in {"", "0"}:
            return {}
        if not list_id.isdecimal():  # it becomes a part of a path
            return {}
        abstract = self.numbering.find(f"{_W}num[@{_W}numId='{list_id}']/{_W}abstractNumId")
        if abstract is None or not abstract.get(f"{_W}val", "").isdecimal():
            return {}
        found = self.numbering.find(f"{_W}abstractNum[@{_W}abstractNumId='{abstract.get(f'{_W}val')}']")
        levels = found.iterfind(f"{_W}lvl") if found is not None else ()
        return {
            _whole(level, "ilvl"): (
                _value(level, "numFmt", "decimal"),
                _whole(level.find(f"{_W}start"), "val", 1),
                _value(level, "lvlText", ""),
            )
            for level in levels
        }


def _value(level: Any, tag: str, otherwise: str) -> str:
    found = level.find(f"{_W}{tag}")
    return str(found.get(f"{_W}val", otherwise)) if found is not None else otherwise


def _whole(element: Any, attribute: str, otherwise: int = 0) -> int:
    told = element.get(f"{_W}{attribute}", "") if element is not None else ""
    return int(told) if told.isascii() and told.isdigit() else otherwise


def _spelled(number: int, style: str) -> str:
    if style in _HAN:
        return ordinal(number)
    return chr(0x2460 + number - 1) if style in _CIRCLED and number <= 20 else str(number)
