"""Verbs that the lexicon does not know: those of delivery count, those of what comes before never do."""

import pytest

from shishi_xl.core.model import Indicator
from shishi_xl.core.period import Period
from shishi_xl.core.progress import read
from shishi_xl.core.progress.predicates import delivers, without_predicate

AUGUST = Period(2020, 8)


def value(name, target, unit, statement):
    (found,) = read(statement, (Indicator("附2-01", name, target, unit),), AUGUST, f"{name}{target}{unit}。").values
    return found and found.number


@pytest.mark.parametrize(
    ("words", "core", "thing"),
    [
        ("燃气管换装", "燃气管", "燃气管"),
        ("儿童之家揭牌", "儿童之家", "儿童之家"),
        ("山体挂网喷播", "山体", None),  # 播: not known for what it is
        ("基站入网", "基站", "基站"),
        ("换管", "供水管网", ""),  # the verb with the thing for its object
        ("公厕勘界", "公厕", None),
        ("食品送检", "食品", None),
        ("通道", "应急设施", None),  # a thing by itself
        ("应急通道", "应急通道", None),  # its own name
    ],
)
def test_a_verb_of_delivery_is_taken_off_a_noun(words, core, thing):
    assert without_predicate(words, core) == thing


@pytest.mark.parametrize(
    ("words", "delivered"),
    [
        ("开门迎客", True),
        ("通上自来水", True),
        ("装妥", True),
        ("围挡", False),
        ("通过图审", False),
        ("定桩", False),
        ("", False),
    ],
)
def test_what_follows_already_is_judged_by_its_characters(words, delivered):
    assert delivers(words) is delivered


@pytest.mark.parametrize(
    ("name", "target", "unit", "statement", "number"),
    [
        ("更换老旧燃气管", 12, "公里", "老旧燃气管换装7.4公里，涉及居民4300户。", 7.4),
        ("AED配置", 100, "台", "AED上墙72台。", 72),
        ("社区食堂", 20, "家", "13家社区食堂已开门迎客，2家装修中。", 13),
        ("公共厕所", 45, "座", "公厕对外开放29座，提档升级中9座。", 29),
        ("二次供水改造", 70, "个", "二次供水移交43个小区。", 43),
        ("职业技能培训", 3000, "人", "结业学员1840人。", 1840),
        ("口袋公园", 20, "个", "12个“家门口”公园向市民开放。", 12),
        ("适配辅助器具", 1800, "件", "今年已适配1260件。", 1260),  # the verb its name opens with
        ("村卫生室标准化建设", 60, "所", "41所村卫生室规范化建设通过验收。", 41),
        ("养老服务站", 18, "个", "11个服务站开门纳客。", 11),
        ("更换老旧电梯", 140, "台", "96台焕新上岗。", 96),
        ("更换老旧电梯", 140, "台", "第一批60台全部换完，第二批完成36台。", 96),
        ("高龄津贴", 9000, "人", "高龄津贴发放到人7800人。", 7800),
        ("急救员培训", 5000, "人", "4050名学员拿到急救员证。", 4050),
        ("免费午餐", 12000, "人", "9600名学生吃上免费午餐。", 9600),
        ("免费午餐", 12000, "人", "9600名学生领到宣传册。", None),
        ("免费午餐", 12000, "人", "9600名学生领到免费午餐告知单。", None),
        # what comes before
        ("养老服务站", 18, "个", "11个服务站装修过半。", None),
        ("加装电梯", 60, "台", "加装电梯井道封顶33台。", None),
        ("老旧小区改造", 36, "个", "21个小区搭好脚手架。", None),
        ("老旧小区改造", 36, "个", "已有21个小区施工队伍到位。", None),
        ("公厕改造", 45, "座", "29座公厕图纸到位。", None),
        ("公厕改造", 45, "座", "公厕勘界29座。", None),
        ("雨污分流改造", 30, "公里", "管网探测18.7公里。", None),
        ("病险水库除险加固", 12, "座", "水库放水7座。", None),
        ("口袋公园", 20, "个", "口袋公园移交施工12个。", None),
        ("举办招聘会", 40, "场", "策划招聘会12场。", None),
        ("智慧路灯", 3200, "盏", "巡修路灯1200盏。", None),
        ("适老化改造", 2600, "户", "回访已改造老人320户。", None),
        ("新增停车泊位", 2400, "个", "拆除地锁420个，恢复泊位420个。", None),
        ("充电桩", 600, "个", "充电桩投建330个。", None),
        # other things
        ("送戏下乡", 240, "场", "送春联进村86场。", None),
        ("社区养老服务站", 18, "个", "社区食堂揭牌11个。", None),
        ("公厕改造", 45, "座", "打通通道12座。", None),
        ("老旧小区改造", 36, "个", "小区出入口12个。", None),
        ("示范农家书屋", 36, "家", "17家示范农家书屋建成开放，另有19家书架采购中；配书3.4万册。", 17),
    ],
)
def test_unknown_verbs_in_reports(name, target, unit, statement, number):
    assert value(name, target, unit, statement) == number
