"""The wording of findings: stable, complete, harmless to what comes from outside."""

import re
import string

import pytest

from shishi_xl.core.findings import KINDS, Level, find

FACTS = string.Formatter()


def facts_of(kind):
    return {name for text in (kind.message, kind.example) for _, name, _, _ in FACTS.parse(text) if name}


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_a_kind_says_what_is_wanted(kind):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.code)
    assert kind.message.endswith("。")
    if kind.level is Level.ERROR:
        assert kind.example, "an error carries a correct example"
        assert (
            "请" in kind.message
            or "只能" in kind.message
            or "应" in kind.message
            or "必须" in kind.message
            or "不" in kind.message
        )


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.code)
def test_a_missing_fact_fails_here_and_never_reaches_a_unit(kind):
    facts = dict.fromkeys(facts_of(kind), "某")
    given = {key: facts.pop(key) for key in ("field", "indicator") if key in facts}
    found = facts.pop("found", "")
    finding = find(kind.code, value=found, **given, **facts)
    assert "{" not in finding.message + finding.example
    for name in facts:
        with pytest.raises(KeyError):
            find(kind.code, value=found, **given, **{key: value for key, value in facts.items() if key != name})


def test_text_from_outside_is_never_a_format_string():
    finding = find("not-in-list", field="{0.__class__}", value="{example}", choices="%s", example="{x}")
    assert "{0.__class__}" in finding.message
    assert "{example}" in finding.message
    assert finding.example == "{x}"


def test_where_no_column_holds_the_example_the_message_brings_it_along():
    told = find("required-blank", field="形象进度", example="累计完成62公里").told
    assert told == "“形象进度”必须填写，这一格是空的。示例：累计完成62公里"
    assert find("archive-opened", count=2).told == "已拆开，里面的 2 个文件各算一件报送。"
