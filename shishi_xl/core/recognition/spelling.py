"""What a heading may be called: the template's own words, their usual variants, and what makes a column another one."""

from __future__ import annotations

import itertools
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from shishi_xl.core import note_marks
from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET, Column, FieldName, FieldType, Form, Scope
from shishi_xl.core.grid import Raw
from shishi_xl.core.normalise import fold
from shishi_xl.core.recognition import months
from shishi_xl.patterns import regex

_AS_TEXT = ("", "情况", "说明", "描述", "情况说明")


def _each(*choices: tuple[str, ...]) -> tuple[str, ...]:
    """Return every way to put one word of each choice after the other."""
    return tuple("".join(words) for words in itertools.product(*choices))


# Other words for a field, folded. The template's own heading always comes first.
_VARIANTS: dict[tuple[str, str], tuple[str, ...]] = {
    (PROJECT_SHEET, "序号"): ("编号", "序", "no", "项次"),
    (PROJECT_SHEET, "项目名称"): (
        "项目", "名称", "实事项目", "实事名称", "民生实事", "事项", "事项名称", "实事项目名称", "民生实事名称", "民生实事项目", "民生实事项目名称",
    ),
    (PROJECT_SHEET, "项目内容"): ("内容", "建设内容", "目标任务", "主要任务", "工作任务", "项目主要内容", "主要内容"),
    (PROJECT_SHEET, "责任单位"): ("牵头单位", "承办单位", "主办单位", "单位", "责任部门", "牵头责任单位"),
    (PROJECT_SHEET, FieldName.PROGRESS): (
        "进展情况", "进度", "进展", "形象", "主要进展", "最新进展", "进展情况及成效", "文字进展", "完成工作量", "任务完成情况", "目标任务完成情况",
        *_each(("", "工作", "项目", "工程", "建设", "实施", "推进", "落实", "完成", "形象"), ("进展", "进度"), _AS_TEXT),
        *_each(("", "工程", "项目", "实际", "完成", "今年", "本年"), ("形象进度",), _AS_TEXT),
        *_each(("", "工作", "项目", "项目实施", "项目建设"), ("推进", "落实", "实施", "建设"), ("情况", "情况说明")),
    ),
    (PROJECT_SHEET, FieldName.INVESTMENT): (
        "投资", "投资完成", "投资进度", "投资进展", "投资情况", "投资金额", "投资额", "投资完成情况", "投资完成额", "投资完成金额", "完成资金",
        *_each(("完成", "已完成", "实际完成", "今年完成", "本年完成", "年内完成", ""), ("投资",), ("", "额", "金额", "数", "情况")),
    ),
    (PROJECT_SHEET, FieldName.PROBLEM): ("存在问题", "主要问题", "问题", "存在的问题", "存在主要问题", "存在的主要困难和问题"),
    (INDICATOR_SHEET, "序号"): ("编号", "序", "no", "项次"),
    (INDICATOR_SHEET, "项目名称"): ("项目", "实事项目", "实事名称", "事项"),
    (INDICATOR_SHEET, "指标"): ("指标名称", "量化指标", "考核指标"),
    (INDICATOR_SHEET, "计量单位"): ("单位",),
    (INDICATOR_SHEET, "年度目标"): ("目标", "全年目标", "目标值", "年度目标值", "年度任务"),
    (INDICATOR_SHEET, FieldName.PREVIOUS): ("上月累计", "上期累计数", "上期", "上期完成", "上期累计完成"),
    (INDICATOR_SHEET, FieldName.CURRENT): ("累计", "累计完成", "累计数", "本期累计数", "本期完成", "本期累计完成", "累计完成数", "完成数", "完成数量", "完成量", "实际完成", "实际完成数", "累计完成情况", "累计值", "本期", "本期数", "本期完成数"),
    (INDICATOR_SHEET, FieldName.REMARK): ("备注", "情况说明", "说明情况"),
}  # fmt: skip
# 存在问题及下一步打算, 困难和问题: whatever else a unit puts under it, its problems stand there.
_PROBLEMS = regex(
    r"(?:目前|当前|项目)?(?:工作|推进|项目|建设)?中?(?:主要|突出)?(?:存在)?的?(?:主要|突出)?(?:困难|问题|制约因素)"
    r"(?:(?:及|和|与)?(?:存在)?的?(?:主要)?(?:困难|问题|原因|原因分析|建议|意见建议|对策|整?改?措施|诉求|请求|需求|下一?步[一-龥]{0,6}|需[一-龥]{0,4}协调[一-龥]{0,6}))*"
    r"|有何(?:困难|问题)"
    r"|(?:需要?|需|提请|请求)?(?:区级|区里|上级|区委区政府|区政府)?(?:帮助|协助)?(?:协调|解决|协调解决)的(?:主要|困难)?(?:问题|事项)"
)
# What was reached since the work began, the years before this one among it.
SINCE_BEGUN = (
    r"(?:开工|开建|建设|立项|启动)(?:以来|至今)|自开工|历年|往年|以前年度|(?:项目|工程)累计(?:已|实际)?(?:完成)?投资"
)
# A heading with such a word speaks of another time or another figure, however much it looks like ours.
_OTHER_THING = regex(
    r"上月|上期|上年|去年|下月|下期|下步|下一步|本月|当月|本季|本周|近[一二三四五几两\d]+年|新增|预计|计划|拟|目标|全年|同比|环比|增减|率|比例|占比|到位|拨付|支付|目前与"
    r"|未完成|未投|应完成|应投|需投|需完成|总投资|年投资|概算|估算|批复|其中"
    rf"|{SINCE_BEGUN}"
)
# A sum that names its months or its year is no sum since the work began: 项目1-6月累计完成投资, …（不含往年）.
_OF_THIS_YEAR = regex(
    r"(?:项目|工程)(?=(?:20\d\d年)?1月?[-至到~—–]\d{1,2}月)|(?<=\d月)(?:项目|工程)|(?<=\d年)(?:项目|工程)|[(（]不含[^()（）]*[)）]"
)
_TO_THIS_MONTH = regex("(?:截[至止到]|累计[至到]|到)(?:本月|当月)[底末止]?|(?:1-)?(?:本月|当月)[底末止]?(?=累计)")
MONEY_UNITS = "万美元|美元|千万元|百万元|十万元|万元|千元|亿元|元|亿"
_UNIT_IN_BRACKETS = regex(
    rf"[(\[【](?:单位[::]?)?(?:人民币)?(?:{MONEY_UNITS}|%|百分比|个|户|人)[)\]】]|[/,，、;；::-]?(?:单位[::]?)?(?:人民币)?(?:{MONEY_UNITS})$"
)
# What a heading may leave out where its place says it: 1-6月完成, beside 1-6月形象进度, is 完成投资.
_VAGUE = regex("(?:今年|本年|目前|截[至止到]目前)?(?:累计|合计|实际|已)*(?:完成)?(?:累计|情况|数|额|值|金额)?")
_PERCENT = regex(r"[%％]|百分")
_SHARE = regex(r"[%％]|百分|[(（\[](?:个|户|人)[)）\]]")
_SO_FAR = ("累计", "目前", "当前", "年初至今", "至今", "今年累计", "本年累计", "年初以来", "年初以来累计")
# What may stand in a row of its own under a heading: which time its columns count, or the unit.
_BELOW = regex("(?:其中)?(?:本月|当月|本期|年初|今年|本年)?(?:累计|至今|实际)?(?:完成)?[数额值]?|[合总小共]计")
_PLANNED = regex("(?:其中)?(?:计划|目标|任务|应)(?:完成)?[数额值]?")  # beside 实际, under one heading
# How a heading tells that its column counts from January on.
_TO_DATE = regex(r"累计|截[至止到]|[至到]\d{1,2}月|至今|以来|年初|元月?[至到-]")
_BRACKETS = regex(r"[(（][^()（）]*[)）]")
_ASKED_FOR = regex(r"[(（][^()（）]*(?:请|写明|注明)[^()（）]*[)）]")  # （请写明工程量、完成比例）
_JOINED = regex(r"[及和与、/,，;；]")
_TOKEN = regex(r"\{\{(.*?)\}\}")
_TOKEN_VALUES = {"月": "6", "年度": "2020年", "期间": "2020年1-6月"}
PARENTS = ("完成情况", "推进情况", "进展情况", "工作进展情况")
TOTALS = frozenset({"合计", "总计", "小计", "共计", "累计", "总合计", "本页合计"})
_LONGEST = 40
_MOST_REMEMBERED = 20000
_LONGEST_TEXT = (
    1000  # characters of a text of the template, its tokens filled in; a longer one takes its patterns seconds
)
_TELLING = 4  # characters a text of the template must have besides its tokens to be known again


@dataclass(frozen=True)
class Vocabulary:
    """The spellings of one template."""

    fields: dict[str, dict[str, str]]  # sheet → folded heading → field
    exact: dict[str, dict[str, str]]  # the template's own headings among them
    parents: frozenset[str]  # upper halves of two-row headings
    columns: dict[str, dict[str, Column]]  # sheet → field → column
    labels: dict[str, Column]  # folded label → field of the whole form
    listed: tuple[Column, ...]
    title: str  # folded, without the district
    texts: tuple[re.Pattern[str], ...]  # what the template itself says outside its rows, folded

    @cached_property
    def understood(self) -> dict[Any, tuple[dict[str, int], dict[int, tuple[Raw, ...]]]]:
        """Return the headings that have been understood before: the cells → fields' columns and columns' heading cells."""
        return {}

    @cached_property
    def _has_problems(self) -> bool:
        return FieldName.PROBLEM in self.columns[PROJECT_SHEET]

    def inputs(self, kind: str) -> set[str]:
        """Return the fields of a kind of table that a unit fills in."""
        return {name for name, column in self.columns[kind].items() if column.rule is not None}

    @cached_property
    def known(self) -> frozenset[str]:
        """Return every folded heading of either sheet."""
        return frozenset(word for known in self.fields.values() for word in known)

    @cached_property
    def longest(self) -> int:
        """Return how long a text may be and still be a heading."""
        written = [len(text) for column in self.listed for text in column.headings]
        return max(_LONGEST, *(length + 20 for length in written)) if written else _LONGEST

    def is_own_text(self, folded: str) -> bool:
        """Return whether a folded text is one the template itself has outside its rows."""
        return len(folded) <= _LONGEST_TEXT and any(own.fullmatch(folded) for own in self.texts)

    @cached_property
    def spelled(self) -> _Spelled:
        """Return the folded headings under the texts that mean them, "" under any other text."""
        return _Spelled(self)

    def heading(self, text: str) -> str:
        """Return a text as a heading is compared; what stands in brackets counts only where the template has it so."""
        if len(text) > self.longest:
            return ""
        whole = heading(text)
        if _PROBLEMS.fullmatch(whole) and whole not in self.known and self._has_problems:
            return fold(FieldName.PROBLEM)
        if whole in self.known or whole in self.parents or ("(" not in text and "（" not in text):
            return whole
        bare = heading(_BRACKETS.sub("", text))
        return bare if bare in self.known else whole


class _Spelled(dict[str, str]):
    """Remembers what short texts mean as headings: most cells of a batch have been seen before."""

    def __init__(self, words: Vocabulary) -> None:
        super().__init__()
        self._words = words

    def __missing__(self, text: str) -> str:
        folded = self._words.heading(text)
        found = folded if folded in self._words.known or folded in self._words.parents else ""
        if len(self) > _MOST_REMEMBERED:
            self.clear()
        self[text] = found
        return found


@lru_cache(maxsize=4096)
def heading(text: str) -> str:
    """Return a heading as it is compared: without months, years, units in brackets and punctuation."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", note_marks.without(text)))
    return fold(_TO_THIS_MONTH.sub("", months.without(_UNIT_IN_BRACKETS.sub("", plain))))


def rendered(text: str) -> str:
    """Return a template's text with sample values for its tokens, so that it compares like an issued one."""
    return _TOKEN.sub(lambda token: _TOKEN_VALUES.get(token[1].strip(), ""), text)


def another_thing(path: tuple[str, ...], column: Column) -> bool:
    """Return whether a heading's words turn it into another column than the template's (上月…, 预计…, …率, …（计划）)."""
    own = "".join(heading(rendered(text)) for text in column.headings)
    if column.field == FieldName.PROBLEM:
        path = tuple(text for text in path if not _PROBLEMS.fullmatch(heading(text)))
    told = (heading(_OF_THIS_YEAR.sub("", _ASKED_FOR.sub("", text))) for text in path)
    return any(word not in own for text in told for word in _OTHER_THING.findall(text))


def in_another_measure(path: tuple[str, ...], column: Column) -> bool:
    """Return whether a heading asks for a share or for people where the template's column is of money or of counts."""
    if column.rule is None or column.rule.type not in {FieldType.MONEY, FieldType.NUMBER}:
        return False
    other = _SHARE if column.rule.type is FieldType.MONEY else _PERCENT
    return any(other.search(_ASKED_FOR.sub("", text)) for text in path) and not any(map(other.search, column.headings))


def is_remark(raw: Raw) -> bool:
    """Return whether a cell of a heading only remarks on the one above it: （没有填无）."""
    return isinstance(raw, str) and _BRACKETS.fullmatch(raw.strip()) is not None


def joined(text: str, known: dict[str, str]) -> str:
    """Return the field that a heading of several parts names with its first and no other one with the rest, "" for none.

    形象进度及完成工程量情况 is 形象进度; 形象进度及存在问题 is neither.
    """
    first, *others = (heading(part) for part in _JOINED.split(_BRACKETS.sub("", text)))
    field = known.get(first, "")
    return field if others and all(known.get(other, field) == field for other in others) else ""


def is_below(text: str) -> bool:
    """Return whether a text only says for which time or in which unit the heading above it counts (本月, 累计, 万元)."""
    return len(text) <= 12 and _BELOW.fullmatch(heading(text)) is not None


def is_half(text: str) -> bool:
    """Return whether a text only says which half of the heading above it stands here: 计划, 实际."""
    return is_below(text) or _PLANNED.fullmatch(heading(text)) is not None


def is_vague(text: str, words: Vocabulary) -> bool:
    """Return whether a heading says no more than that something is done, or nothing at all but when."""
    return _VAGUE.fullmatch(words.heading(text)) is not None and _SHARE.search(text) is None


def is_to_date(path: tuple[str, ...]) -> bool:
    """Return whether a heading says that what stands under it counts from January on (累计…, 截至6月底…)."""
    return any(_TO_DATE.search(text) for text in path)


@lru_cache(maxsize=8)
def vocabulary(form: Form) -> Vocabulary:
    """Return the spellings under which a template's columns are found."""
    exact: dict[str, dict[str, str]] = {PROJECT_SHEET: {}, INDICATOR_SHEET: {}}
    fields: dict[str, dict[str, str]] = {PROJECT_SHEET: {}, INDICATOR_SHEET: {}}
    columns: dict[str, dict[str, Column]] = {PROJECT_SHEET: {}, INDICATOR_SHEET: {}}
    parents = {fold(word) for word in PARENTS}
    for column in form.columns:
        if column.scope is Scope.FORM:
            continue
        columns[column.sheet][column.field] = column
        texts = [heading(rendered(text)) for text in column.headings]
        exact[column.sheet].setdefault(texts[-1], column.field)
        exact[column.sheet].setdefault("".join(texts), column.field)
        parents.update(texts[:-1])
    for sheet, known in exact.items():
        fields[sheet] = _with_variants(sheet, known, columns[sheet])
    labels = {
        folded: column
        for column in form.of(Scope.FORM)
        for folded in (fold(rendered(column.headings[-1])), fold(column.field))
        if folded
    }
    known_words = {word for known in fields.values() for word in known}
    return Vocabulary(
        fields,
        exact,
        frozenset(parents - known_words | {"完成情况"}),
        columns,
        labels,
        form.columns,
        heading(rendered(form.title)),
        tuple(_pattern(text) for text in form.texts if len(fold(_TOKEN.sub("", text))) >= _TELLING),
    )


def _pattern(text: str) -> re.Pattern[str]:
    """Return what a text of the template looks like once its tokens have been filled in, folded."""
    pieces = [re.escape(fold(piece)) for piece in _TOKEN.sub("\0", text).split("\0")]
    return regex(re.sub(r"(?:\.\*)+", ".*", ".*".join(pieces)))


def _with_variants(sheet: str, exact: dict[str, str], columns: dict[str, Column]) -> dict[str, str]:
    found = dict(exact)
    for field, column in columns.items():
        own = [folded for folded, meant in exact.items() if meant == field]
        words = [fold(field), *_VARIANTS.get((sheet, field), ())]
        if column.rule is not None:
            spelled = (*own, *words)
            words += [f"{prefix}{word}" for word in spelled for prefix in _SO_FAR]
            words += [f"{word}{suffix}" for word in spelled for suffix in ("累计", "累计数")]
        for word in words:
            found.setdefault(fold(word), field)
    return found
