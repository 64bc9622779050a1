"""What holds of any statement: no number from nowhere, and no plan, target, sum or need changes what was reported."""

import functools
import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.plain import plain
from shishi_xl.core.progress import expected_completion, read
from shishi_xl.core.progress.bare_numbers import find_bare
from shishi_xl.core.quantities import find_quantities, parse_amount
from shishi_xl.core.targets import read_targets
from tests.cases import evaluate

JUNE = Period(2020, 6)
TOILETS = (Indicator("附1-05-2", "农村户厕", 1850, "户"), Indicator("附1-05-2", "农村公厕", 10, "座"))
PATHS = (Indicator("附2-23", "硬化入户便道", 200, "km"),)
CASES = [
    case
    for path in evaluate.LABELLED
    for case in evaluate.cases_of(path)
    if case.statement.strip() and case.period.month < 12  # in December 年底 is now
]


def said(statement, case):
    """Return all that is read of a statement put in the place of a case's own."""
    reading = read(statement, case.indicators, case.period, case.content)
    values = [value and value.number for value in reading.values]
    return values, reading.explicit and reading.explicit.number, reading.state


@functools.cache
def said_alone(case):
    """Return all that is read of a case's own statement; every clause put to it is compared with this."""
    return said(case.statement, case)


def told(case, part=1.0):
    """Return the case's indicators with a part of their targets, as an office writes them."""
    return "、".join(
        f"{each.name}{max(1, round(each.target * part)) if part < 1 else each.target:g}{each.unit}"
        for each in case.indicators
    )


# Clauses that say nothing of what is done. {target} and {less} stand for the indicators with all or nine tenths of their
# targets; those with neither fit a project without indicators too.
BEFORE = (
    "年度目标任务为{target}。",
    "全年计划完成{target}。",
    "年初下达任务{target}。",
    "2020年计划建设{target}。",
    "今年目标：{target}。",
)
AFTER = (
    "。（年度任务：{target}）",
    "。预计年底前可完成{less}。",
    "；计划下月再完成{less}。",
    "，到年底完成{less}。",
    "。到12月底，将完成{less}，实现总体进度90%。",
    "。去年完成{less}。",
    "，预计12月底前全面完成。",
    "；下季度力争总进度达到90%。",
    "。预计12月底总体形象进度达到95%。",
    "。下一步，加快推进剩余工程，力争年底前全面完成。",
    "。完成投资300万元，占年度计划投资的45%。",
    "。存在问题：资金到位率仅62%，用地手续办理缓慢。",
    "。需区级部门协调解决用地12亩、电力迁改3处。",
)


# Every clause meets a fifth of the statements, the next clause the next fifth: each statement meets three or four.
SHARE = 5


@pytest.mark.parametrize(("number", "words"), list(enumerate([*BEFORE, *AFTER])))
def test_what_reports_nothing_changes_nothing(number, words):
    changed = []
    for case in CASES[number % SHARE :: SHARE]:
        if "{" in words and not case.indicators:
            continue
        added = words.format(target=told(case), less=told(case, 0.9))
        statement = added + case.statement if words in BEFORE else case.statement.rstrip("。") + added
        if said(statement, case) != said_alone(case):
            changed.append(f"{case.id} {statement}")
    assert changed == []


AMOUNT = st.builds(
    lambda number, unit: f"{number}{unit}",
    st.integers(1, 3000),
    st.sampled_from(["户", "座", "公里", "%", "万元", "台"]),
)
WORDS = st.sampled_from(
    [
        "累计",
        "完成",
        "建成",
        "户厕",
        "公厕",
        "农村",
        "便道",
        "硬化",
        "本月",
        "去年",
        "计划",
        "其中",
        "仅剩",
        "正在",
        "未开工",
        "，",
        "、",
        "。",
        "；",
        "全部",
        "已",
        "年度任务",
        "占",
        "由",
        "至",
        "总进度",
        "招标",
        "除",
        "外",
        "其余",
        "分别",
        "和",
        "约",
        "近",
    ]
)
STATEMENT = st.lists(st.one_of(WORDS, AMOUNT), max_size=14).map("".join)


def derivable(number, statement, indicator):
    """Return whether a number is one of the statement's, a sum of some of them, or the target less one of them.

    After 各 an amount may count as often as the statement tells places, by a number or by their names.
    """
    text = plain(statement).text
    written = [
        *find_quantities(text),
        *find_bare(text, [(indicator.target, indicator.unit)]),
    ]  # 完成21.6, where only 公里 are asked
    told = [amount for found in written if (amount := found.amount.into(indicator.unit)) is not None]
    if "各" in text:
        places = {int(found.amount.value) for found in written} | set(
            range(2, len(re.findall("[、，和与及]", text)) + 2)
        )
        told += [amount * number for amount in told for number in places if number <= 99]
    sums = {sum(some) for size in range(1, min(len(told), 8) + 1) for some in itertools.combinations(told, size)}
    known = {0, indicator.target, *sums, *(indicator.target - amount for amount in told)}
    return any(abs(number - other) < 1e-6 for other in known)


def derivable_percent(number, statement):
    """Return whether a percentage is told, or left of 100 by one told, or one told with the points added to it."""
    amounts = [found.amount for found in find_quantities(plain(statement).text)]
    told = {amount.value for amount in amounts if amount.unit == "%"}
    points = {amount.value for amount in amounts if amount.unit == "个百分点"}
    sums = {level + added for level in told for added in points}
    return any(abs(number - other) < 1e-6 for other in {*told, *sums, *(100 - level for level in told)})


@given(STATEMENT)
def test_no_number_comes_from_nowhere(statement):
    for indicators in (TOILETS, PATHS):
        reading = read(statement, indicators, JUNE)
        for value, indicator in zip(reading.values, indicators, strict=True):
            assert value is None or derivable(value.number, statement, indicator)
        if reading.explicit is not None:
            assert derivable_percent(reading.explicit.number, statement)


CLAUSE = st.sampled_from([clause for case in CASES for clause in re.split(r"(?<=[，。；])", case.statement) if clause])


@given(st.lists(CLAUSE, min_size=1, max_size=6).map("".join), st.sampled_from(CASES))
def test_no_number_comes_from_nowhere_in_reports_shuffled(statement, case):
    reading = read(statement, case.indicators, case.period, case.content)
    for value, indicator in zip(reading.values, case.indicators, strict=True):
        assert value is None or derivable(value.number, statement, indicator)


@given(
    STATEMENT,
    st.sampled_from(
        [
            "预计年底前完成户厕1850户、公厕10座。",
            "下步计划再建公厕3座，力争总进度达到100%。",
            "拟于四季度完成户厕900户。",
        ]
    ),
)
def test_a_plan_at_the_end_changes_nothing(statement, plan):
    before, after = read(statement + "。", TOILETS, JUNE), read(statement + "。" + plan, TOILETS, JUNE)
    assert [value and value.number for value in after.values] == [value and value.number for value in before.values]
    assert after.explicit == before.explicit


@given(STATEMENT)
def test_the_target_told_first_changes_nothing(statement):
    target = "年度目标任务为户厕1850户、公厕10座。"
    before, after = read(statement, TOILETS, JUNE), read(target + statement, TOILETS, JUNE)
    assert [value and value.number for value in after.values] == [value and value.number for value in before.values]


@given(
    st.text(max_size=40)
    | st.text(
        alphabet="0123456789.，。；：、()（）%-— 一二三四五七十百千万亿零两点半几分之成余户个公里人次目标完成其中除外由至占的①½ⅣK+每各",
        max_size=40,
    )
)
def test_no_text_breaks_the_readers(text):
    for indicators in (TOILETS, PATHS, ()):
        expected_completion(read(text, indicators, JUNE, text), indicators)
    read_targets(text)
    parse_amount(text)
