"""The amounts of a 项目内容, each with the words, the verb and the brackets that belong to it."""

import pytest

from shishi_xl.core.target_mentions import find_mentions
from shishi_xl.core.target_times import of_several_years


def told(text):
    return [(mention.written, mention.verb, mention.subset) for mention in find_mentions(text)]


def test_a_list_that_opens_with_a_preposition_has_the_verb_behind_it():
    assert told("对49条道路、20座桥梁进行维修。") == [("49条", "维修", False), ("20座", "维修", False)]
    assert told("加快6个街道、12个镇服务中心改造。") == [("6个", "改造", False), ("12个", "改造", False)]
    assert told("全区6个街道、12个镇参加改造。")[0] == ("6个", "", False)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("新建公园8个(社区公园5个、游园3个)", [False, True, True]),
        ("新建公厕(城区12座、镇街8座)", [False, False]),  # no amount before the bracket: these are all there is
        ("新建充电桩1200个，其中快充400个、慢充800个", [False, True, True]),
        ("累计建成60家(其中2023年新建15家)", [True, False]),  # this year's part is the target, the stock is not
    ],
)
def test_parts_of_an_amount_are_told_from_amounts(text, parts):
    assert [mention.subset for mention in find_mentions(text)] == parts


def test_a_word_in_brackets_does_not_part_an_amount_from_its_thing():
    (first, second) = find_mentions("治理河道5条(段)、新建泵站2座")
    assert (first.after, second.before) == ("(段)", "新建泵站")


def test_words_behind_a_size_belong_to_the_thing_of_that_size():
    size, thing = find_mentions("建设日供水3万吨的水厂1座")
    assert (size.after, thing.before) == ("的", "水厂")
    thing, _ = find_mentions("新建3个10万吨级污水处理厂")
    assert thing.after == "污水处理厂"


def test_amounts_behind_one_head_each_are_dealt_out():
    first, second = find_mentions("污水处理率、垃圾处理率分别达到60%、95%")
    assert (first.before, second.before) == ("污水处理率分别达到", "垃圾处理率分别达到")
    first, second = find_mentions("职工、居民医保报销比例分别稳定在80%和70%")
    assert first.before == "职工报销比例分别稳定在"
    first, second = find_mentions("新建、改建公厕分别为22座、35座")
    assert (first.verb, second.verb) == ("新建", "改建")


def test_nothing_is_dealt_out_where_heads_and_amounts_do_not_match():
    first, *_ = find_mentions("公厕、驿站、公园分别为22座、35座")
    assert first.before == "公厕、驿站、公园分别为"


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("用三年时间改造320个", True),
        ("2021-2023年改造320个", True),
        ("“十四五”期间新建20所", True),
        ("到2025年，床位达到5000张", True),
        ("到2021年底建成20个", False),
        ("2021年改造110个", False),
    ],
)
def test_an_amount_of_several_years_is_known_by_its_words_of_time(text, whole):
    mentions = find_mentions(text)
    assert (mentions[-1] in of_several_years(mentions)) is whole


@pytest.mark.parametrize("text", ["“最多跑3次”", "改造10千伏线路", "建设期2年", "打造“15分钟生活圈”", "提供18个班"])
def test_names_terms_and_classes_are_no_amounts_of_a_year(text):
    assert find_mentions(text) == []


@pytest.mark.parametrize("text", ["优良天数320天", "办理时限缩短至3天", "压缩审批时限至3天"])
def test_a_time_counts_where_it_is_the_thing_told(text):
    assert [mention.written for mention in find_mentions(text)] in (["320天"], ["3天"])
