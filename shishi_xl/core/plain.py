"""Plain text: what a person typed, in one spelling of digits, punctuation and spaces, with the way back to the original."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from shishi_xl.core import note_marks
from shishi_xl.patterns import regex

# Punctuation has one spelling each, so that no rule has to know two; decimal points and brackets stay ASCII.
_PUNCTUATION = str.maketrans(
    {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "–": "-", "—": "-", "―": "-", "−": "-", "~": "-", "〜": "-",
     "{": "(", "}": ")", "[": "(", "]": ")", "【": "(", "】": ")", "〔": "(", "〕": ")", "∶": "：", "﹒": ".",
     "\t": " ", "\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n", "\u3000": " ", "\xa0": " "}
)  # fmt: skip
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\xad")
_SIMPLE = regex(r"[0-9A-Za-z.%()+#/\n一-龥，。；：、！？“”《》-]*")
_GROUPS = regex(r"(?<![\d.])\d{1,3}(?:[,，] ?\d{3})+(?!\d)|(?<![\d.])\d{1,3}(?: \d{3})+(?!\d)")
_CIRCLED = regex("[●◆▲▪•◇\u2460-\u249b\u24ea-\u24ff\u2776-\u2793]")  # ①2座 must not become 12座
_LIST_MARK = regex(r"(?:^|(?<=[\n；。：]))\(?(\d{1,2})[.、)](?=[^\n])")
_EITHER = regex(r"(?<=[镇乡县区市])\((?:街道|街|镇|乡|社区|办事处|农场|场|区|市|县)\)(?=[一-龥])")
_STOP_IN_NUMBER = regex(r"(?<=\d)[。·](?=\d)")
_UNUSUAL = regex(
    rf"(?=[.。·\d(])(?:(?<=[一-龥])\.|{_STOP_IN_NUMBER.pattern}|{_GROUPS.pattern}|{_LIST_MARK.pattern}|{_EITHER.pattern})"
)
_ASCII_STOP = regex(r"(?<=[一-龥])\.(?!\d)")
# Slips of the input method and what was meant; each has the length of what it stands for.
_SLIPS = {"己": "已", "以经": "已经", "累记": "累计", "峻工": "竣工", "俊工": "竣工", "坐": "座", "公理": "公里", "任物": "任务", "剩于": "剩余"}  # fmt: skip
_MISTYPED = regex(
    r"(?<![自知利异体])己(?=[全完建竣改新安装修换配发铺投开启交验累实下通])|以经(?![济营验纪典常费])|累记|[峻俊]工"
    r"|(?<=\d)(?:坐(?=[^位席标车轿]|$)|公理)|任物(?=\d)|剩于(?=的|\d)"
)
# Numerals as a cheque has them (壹亿贰仟万元): a run of several, so that no 拾 of 收拾 is one.
_FORMAL = regex("[壹贰叁肆伍陆柒捌玖拾佰仟][零壹贰叁肆伍陆柒捌玖拾佰仟万亿]+")
_EVERYDAY = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")
_GAP = regex(r" +")
# A slip of the space bar inside a number that stands alone between a word and its measure word.
_IN_ONE_NUMBER = regex(r".*(?:完成|建成|累计|完工|竣工|共|为|：) ?\d{1,2} \d{1,3} ?[一-龥].*", re.DOTALL)
_FIELD = regex("[一-龥]{2,8}：")
_BOXED = regex(r"(?:^|(?<=[\n。；]))【([一-龥]{2,10})】(?=[^\n，。；])")
_NOTE_SIGN = regex(r"(?<!\d)[*※★]|[*※★](?!\d)")  # 45*个 points to a note; 30*40米 does not


_LABEL_DASH = regex(r"(?<=[一-龥])--(?=[一-龥]{2,8}\d)")  # 已并网户数——柳坪村24户
_LABEL_BAR = regex(r"(?<=[一-龥])\|(?=\d)")  # 形象进度｜28%


@dataclass(frozen=True, slots=True)
class Plain:
    """Text in one spelling; `origin[i]` is the place of its i-th character in what was typed."""

    text: str
    origin: range | tuple[int, ...]
    source: str

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the plain text stands in the original."""
        return (self.origin[start], self.origin[end - 1] + 1) if end > start else (0, 0)

    def words(self, start: int, end: int) -> str:
        """Return a stretch of the plain text as it was typed."""
        first, last = self.span(start, end)
        return self.source[first:last]


def plain(source: str) -> Plain:
    """Return a text with NFKC digits and signs, one spelling of punctuation, and no spaces inside words and numbers."""
    spelled = _MISTYPED.sub(lambda slip: _SLIPS[slip[0]], source)
    spelled = _FORMAL.sub(lambda numeral: numeral[0].translate(_EVERYDAY), spelled)
    if _SIMPLE.fullmatch(source) and not _UNUSUAL.search(source):
        return Plain(spelled, range(len(source)), source)
    spelled = _BOXED.sub("；\\1：", _CIRCLED.sub("；", note_marks.unlike_powers(spelled)))  # 【形象进度】41%
    marked = {place for mark in note_marks.MARKS.finditer(spelled) for place in range(*mark.span())}
    characters: list[str] = []
    origin: list[int] = []
    for place, typed in enumerate(spelled):
        if typed in _INVISIBLE or place in marked:
            continue
        for character in unicodedata.normalize("NFKC", typed) if typed > "~" else typed:
            characters.append(character)
            origin.append(place)
    text = _blank_list_numbers("".join(characters).translate(_PUNCTUATION))
    text = _LABEL_BAR.sub("：", text)
    text = _LABEL_DASH.sub("：：", text)
    for match in _STOP_IN_NUMBER.finditer(text):
        text = text[: match.start()] + "." + text[match.end() :]
    text = _ASCII_STOP.sub("。", text)
    drop = {place for either in _EITHER.finditer(text) for place in range(*either.span())}
    drop |= _separators_in_numbers(text) | {sign.start() for sign in _NOTE_SIGN.finditer(text)}
    text = _mark_gaps(text, drop)
    kept = [place for place in range(len(text)) if place not in drop]
    return Plain("".join(text[place] for place in kept), tuple(origin[place] for place in kept), source)


def _blank_list_numbers(text: str) -> str:
    """Return the text with 1. 2. 3. at the heads of its items made separators, so that none of them is read as a number."""
    marks = list(_LIST_MARK.finditer(text))
    if [int(mark[1]) for mark in marks[:2]] != [1, 2]:
        marks = [mark for mark in marks if not text[mark.end()].isdigit()]
    for mark in marks:
        text = text[: mark.start()] + "；" * (mark.end() - mark.start()) + text[mark.end() :]
    return text


def _separators_in_numbers(text: str) -> set[int]:
    return {
        place
        for match in _GROUPS.finditer(text)
        for place in range(match.start(), match.end())
        if not text[place].isdigit()
    }


def _mark_gaps(text: str, drop: set[int]) -> str:
    """Return the text with the gaps that part two amounts made a 、; other gaps are put down to be dropped.

    "完成765 户" and "累 计" are slips of the space bar; in "户厕36户 公厕5座" the space is all the punctuation there is.
    """
    for gap in list(_GAP.finditer(text)):
        start, end = gap.span()
        if start in drop:
            continue
        before, after = text[max(0, start - 2) : start], text[end : end + 1]
        if _FIELD.match(text, end) and "：" in text[text.rfind("\n", 0, start) + 1 : start]:
            text = text[:start] + "；" + text[start + 1 :]  # 是否开工：否 完成数量：0座 存在问题：无
            start += 1
        if before[-1:].isdigit() and after.isdigit():
            if end - start == 1 and _IN_ONE_NUMBER.fullmatch(text[max(0, start - 4) : end + 5]):
                drop.add(start)  # 建成1 20个
            continue  # else two numbers side by side: never one
        amount = len(before) == 2 and before[0].isdigit() and not before[1].isdigit() and before[1] not in "年月日.、："
        if (amount and "一" <= after <= "龥") or (end - start > 2 and before and after):
            text = text[:start] + "、" + text[start + 1 :]
            start += 1
        drop.update(range(start, end))
    return text
