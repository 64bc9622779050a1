"""Assignment: which amounts of a statement speak of which indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from shishi_xl.core.progress.actions import PLANTING, another_action, clash, done_with_more, same_action
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.matching import PARTS, WAYS, Profile, canonical, is_agent, is_place, is_rate, likeness
from shishi_xl.core.progress.pairing import MEASURES
from shishi_xl.core.progress.predicates import delivers, is_deed, receives
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.rules import CORRECTED
from shishi_xl.core.progress.wholes import Whole, counts_tasks
from shishi_xl.core.quantities import number_of
from shishi_xl.core.units import Dimension, bare, unit_of

_SECTION = re.compile(r"第?[一二三四五六七八九十\d]*标段")  # who built it, not what: of amounts a part like a place
_INCOMPLETE = re.compile(
    r"不完全统计|(?:尚未|待|未|还未|暂未|没有)(?:上?报|统计|汇总|反馈)|(?:在|正)(?:统计|汇总|核对|收集)|统计中|汇总中|部分(?:镇|街|村)|暂缺"
    r"|(?:其[他它余]|别的)(?:街道|镇街|街镇|乡镇|镇|乡|村|社区|片区|单位|部门)[一-龥]{0,12}(?:汇总|上报|报送|统计|提供|反馈)"
    r"|多少[一-龥]{0,4}(?:尚未|还未|未|没有|没|不|待)|(?:尚未|还未|暂未|未|还没|待)(?:认定|核定|核实|确认|明确|摸清|导出|提供)"
    r"|补报|(?:下周|下旬|下月|随后|稍后|近日|之后)[一-龥]{0,6}(?:汇总|上报|报送|报来)|(?:没|未)(?:报来|报齐|报全)"
)
# Others are at it too: what one of them has done is not all that is done.
_ELSEWHERE = re.compile(
    r"(?:别的|其[他它余]|另外)[一-龥]{0,2}(?:街道|镇街|街镇|乡镇|镇|乡|村|社区|片区|园区)[一-龥]{0,2}(?:也|正|在|仍|还|陆续)"
)
# What was told before is all there is.
_CLOSED = re.compile(
    r"(?:此外|除此(?:之外|以外)?|别)(?:均?再?无|没有)|(?:没有|再无|并?无)其[他它余](?!问题|困难|隐患|意见|异常|投诉|矛盾|费用|条件|影响)"
    r"|(?:其[余他它]|余下|剩下)[一-龥\d]{0,6}一[一-龥](?:也|都)?[未没]"  # 余下两个街道一盏未换
    r"|(?:别的|其[他它余])[一-龥]{0,4}(?:无|没有|不安排|未安排|未下达)(?:年度|今年|本年)?(?:的?建设)?任务"
    r"|(?:别的|其[他它余])(?:各?街道|各?镇街|各?乡镇|各?镇|各?村|社区|片区|单位)(?:暂|均|都|尚|还)*(?:无|没有|未有)[一-龥]{0,4}(?:竣工|完工|建成|完成|新增|开工|开业|开放|投用|运营|任务)"
    r"|(?:只|仅|共|就)[一-龥]{0,4}(?:上述|以上|前述|这|此|(?<=涉及)|(?<=包括)|(?<=包含))(?P<parts>[一二两三四五六七八九十]+|\d+)[一-龥]"
    r"|(?:均|都|全部)已?(?:统计|计算|计|包含|包括|纳入|列入)(?:统计)?在内|(?:均|都|全部)已?(?:报|列|统计)[全齐]"
)
_MET = re.compile("(?<![需要应须])完成(?:年度|全年)?(?:目标|任务|目标任务|任务目标)数?$")
_SURE = 0.8  # likeness from which a noun surely names an indicator
_ANY_THING = frozenset({"个", "处", "项"})  # measure words of whatever is counted
_RATE_TOLD = re.compile(
    r"^([一-龥]{2,12}(?:率|比例|占比|满意度))(?:测得|[升增]至|升到|提[高升][到至]|保持在|稳定在)?(?:已?(?:达到?|为|是|约)?)$"
)


@dataclass(slots=True)
class Case:
    """What speaks for and against a value of one indicator."""

    known: Profile
    month: int  # of the form
    done: list[tuple[float, Item]] = field(default_factory=list)
    other: list[tuple[float, Item]] = field(default_factory=list)  # open work, months, parts
    finished: Whole | None = None
    not_begun: Whole | None = None
    complete: bool = True  # no word that reports are still missing
    elsewhere: bool = False  # work is going on in other places too
    many: bool = False  # the project has other indicators too
    apart: bool = False  # some of it is told within another indicator
    closed: int | None = (
        None  # how many parts there are, where the statement says that those told are all; 0: not how many
    )
    unclaimed: list[tuple[float, Item]] = field(default_factory=list)  # amounts of its unit that name something unknown
    carried_over: Item | None = None  # 含上年续建N: part of what is told was done before this year
    subsets: list[tuple[float, Item]] = field(
        default_factory=list
    )  # 其中 amounts of its unit, whatever they are called


def match(
    items: Sequence[Item],
    profiles: Sequence[Profile],
    text: str,
    topics: dict[int, int],
    foreign: frozenset[int],
    month: int,
) -> tuple[list[Case], frozenset[int]]:
    """Return for each indicator the amounts that speak of it, and which amounts (by identity) speak of another thing."""
    strange = set(foreign)
    complete = not _INCOMPLETE.search(text)
    closing = _CLOSED.search(text)
    closed = None if closing is None else int(number_of(closing["parts"] or "0") or 0)
    elsewhere = bool(_ELSEWHERE.search(text))
    many = len(profiles) > 1
    cases = [Case(known, month, complete=complete, elsewhere=elsewhere, closed=closed, many=many) for known in profiles]
    topic: int | None = None
    sentence, aside = -1, False
    divided: Item | None = None  # a total of several indicators, told apart by 其中
    for item in items:
        if item.segment.sentence != sentence or (aside and not item.segment.bracket):
            topic, sentence = None, item.segment.sentence
        aside = item.segment.bracket
        if _begins_anew(item, profiles):
            item.role, item.rule = Role.LABEL, "名称加数，前面说的是别的"
        if _carried_out(item, profiles):
            item.role, item.rule = Role.DONE, "落实到人、到地"
        if item.role is Role.OTHER and item.noun_after:
            _know_delivery(item, profiles)
        place = None if id(item) in foreign else _indicator_of(item, profiles, topics.get(id(item.segment), topic))
        closes = closing is not None and closing.start() <= item.quantity.start < closing.end()
        if closes or counts_tasks(item, profiles):
            continue  # 仅此两片, 两项任务: how many parts or indicators
        if topic is not None and item.subset and (item.time is Kind.PRIOR or item.followed_by(Kind.PRIOR)):
            cases[topic].carried_over = item
            continue
        if place is not None and done_with_more(item, profiles[place]):
            divided, place = item, None
        if divided is not None and place is not None and _is_part(item, divided):
            item.role, item.rule = Role.DONE, "其中各项"
        if item.role is Role.SUBSET and topic is not None:
            _claim_part(item, place, topic, cases)
            continue
        if place is None:
            divided = item if _is_total(item, profiles) else divided
            _leave_unclaimed(item, [cases[topic]] if topic is not None and item.has(Kind.REST) else cases)
            strange |= {id(item)} if item.role in AMOUNTS and not item.share else set()
            continue
        topic = place
        _claim(item, cases[place])
    return cases, frozenset(strange)


def _claim_part(item: Item, place: int | None, topic: int, cases: Sequence[Case]) -> None:
    """Add what 其中 tells of the indicator spoken of; or of another one, or of that very one out of more of its kind."""
    if place is not None and place != topic and cases[place].known.likeness(item.noun) >= _SURE:
        cases[place].apart = True  # 充电站5座（含充电桩210个）: what is told of them alone is not all
        return
    case = cases[topic]
    if place == topic and _is_it_itself(item, case):
        case.done.pop()
        item.role, item.rule = Role.DONE, "其中正是这一项"
        _claim(item, case)
        return
    part = item.quantity.amount.into(case.known.indicator.unit)
    case.subsets.extend([(part, item)] if part is not None else [])


def _is_it_itself(item: Item, case: Case) -> bool:
    """Return whether 其中 names the very indicator, and what it is part of only its kind (新增托位1130个，其中普惠托位870个)."""
    if not case.done or item.share or item.followed_by(Kind.NOT, Kind.GOING, Kind.START, Kind.PREPARE):
        return False
    whole, known = case.done[-1][1], case.known
    named, wider = canonical(item.noun), canonical(whole.noun)
    return known.core in named and known.core not in wider and bool(wider) and known.core.endswith(wider)


def _claim(item: Item, case: Case) -> None:
    """Add an amount to what speaks for or against a value of an indicator."""
    value = item.quantity.amount.into(case.known.indicator.unit)
    if value is None:
        return
    if item.role is Role.TARGET and _MET.search(item.text_before) and value < case.known.indicator.target:
        item.role, item.rule = Role.DONE, "完成目标N，少于目标"
    counts = item.role is Role.STARTED if case.known.counts_starts else item.role in AMOUNTS
    (case.done if counts else case.other).append((value, item))


def _begins_anew(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether an amount names an indicator in a clause of its own after preparations of another thing (口腔检查80人，窝沟封闭54颗)."""
    head = item.inherited
    if item.role is not Role.PREPARE or head is None or item.verb is not None:
        return False
    if not head.noun_before or not item.noun_before or head.segment.clause == item.segment.clause:
        return False
    foreign = not any(known.likeness(head.noun) for known in profiles)
    return foreign and any(known.likeness(item.noun_before) >= 0.8 for known in profiles)


_ON_PEOPLE_OR_LAND = frozenset({Dimension.PERSONS, Dimension.HOUSEHOLDS, Dimension.AREA})


def _carried_out(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether 落实 says that what an indicator is about was done (保护性耕作落实54.5万亩), not that a place was found."""
    unit, words = unit_of(item.quantity.amount.unit), [mark.word for mark in item.before if mark.kind is Kind.PREPARE]
    if item.role is not Role.PREPARE or set(words) != {"落实"} or item.after or unit is None:
        return False
    named = any(
        known.likeness(item.noun_before) >= _SURE for known in profiles if known.fits(item.quantity.amount.unit)
    )
    return named and unit.dimension in _ON_PEOPLE_OR_LAND


def _know_delivery(item: Item, profiles: Sequence[Profile]) -> None:
    """Count an amount nothing known governs where its noun is the indicator's with a verb of delivery (7家中心开门纳客)."""
    noun = item.noun_after
    if item.verb is not None or item.handed or item.followed_by(Kind.VAGUE) or PARTS.search(noun):
        return
    for known in profiles:
        if _of_people(item) and receives(item.text_after, known.full):  # 4050名学员拿到急救员证
            item.role, item.rule, item.noun_after = Role.DONE, "得到的人", ""
            return
        if _done_for(item, known):
            item.role, item.rule, item.noun_after = Role.DONE, "为N人做了", ""
            return
        places = range(2, len(noun) - 1) if known.fits(item.quantity.amount.unit) else ()
        if any(delivers(noun[place:]) and likeness(noun[:place], known.core) >= 0.5 for place in places):
            item.role, item.rule, item.noun_after = Role.DONE, "未知的动作", known.core
            return


def _done_for(item: Item, known: Profile) -> bool:
    """Return whether people counted are those for whom an indicator's own deed was done (已为712名残疾人适配轮椅)."""
    deed = known.full[-2:]
    return (
        _of_people(item) and item.aspect and item.text_before.endswith(("为", "给", "对")) and deed in item.text_after
    )


def _leave_unclaimed(item: Item, cases: Sequence[Case]) -> None:
    """Keep an amount that names something unknown for the indicators that have its unit: it may yet cast doubt on another."""
    for case in cases:
        value = item.quantity.amount.into(case.known.indicator.unit)
        if value is not None and (not item.share or is_rate(case.known.indicator.name)):
            case.unclaimed.append((value, item))


def _is_total(item: Item, profiles: Sequence[Profile]) -> bool:
    """Return whether an amount is told of several indicators together (新改建公厕共完成42座)."""
    fitting = [known for known in profiles if known.fits(item.quantity.amount.unit)]
    like = [known for known in fitting if not item.noun or likeness(item.noun, known.core) >= 0.5]
    whole = len(like) > 1 or (len(fitting) > 1 and not like)  # 助餐设施40个, of 食堂 and 助餐点
    return item.role is Role.DONE and not item.share and whole


def _is_part(item: Item, total: Item) -> bool:
    return item.role is Role.SUBSET and item.segment.part == total.segment.part


def _indicator_of(item: Item, profiles: Sequence[Profile], topic: int | None) -> int | None:
    """Return the indicator an amount counts, None where its unit or its noun says otherwise or two fit alike."""
    fitting = _fitting(item, profiles)
    if item.role is Role.EXCEPT:
        own = [place for place in fitting if item.quantity.amount.unit == bare(profiles[place].indicator.unit)]
        fitting = own if len(own) == 1 else fitting
        return fitting[0] if len(fitting) == 1 else topic if topic in fitting else None
    if len(item.noun_before) == 1 and item.text_before == item.noun_before + "了" and not is_deed(item.noun_before):
        return None
    if not fitting or _of_a_part(item, [profiles[place] for place in fitting]):
        return None
    if len(fitting) == 1 and _undergone(item, profiles[fitting[0]]):
        return fitting[0]
    between = item.role in AMOUNTS and item.noun_before and item.noun_after and not delivers(item.noun_after)
    between = between and not (item.followed_by(Kind.LATER) or _all_done_to(item))  # 2片画线交付; 60台全部配到村
    if between and _is_other(item, [profiles[place] for place in fitting]):
        return None
    if item.share and (named := _by_rate(item, profiles, fitting)) is not None:
        return named
    nouns = _telling_nouns(item, [profiles[place] for place in fitting])
    acting = any(same_action(profiles[place].acts, item.acts) for place in fitting)
    done_to = all(_RECIPIENTS.search(noun) for noun in nouns)
    acting = acting or (item.verb is Kind.DONE and _of_people(item))  # 结业学员1840人
    if item.role is Role.REMAIN and len(fitting) == 1 and (acting or done_to or item.rest_done):
        return fitting[0]
    served = done_to and len(fitting) == 1 and _RECIPIENTS.search(profiles[fitting[0]].core) is not None
    opening = [place for place in fitting if item.noun_before in _opening(profiles[place])]
    if len(opening) == 1 and len(fitting) > 1 and not nouns:
        return opening[0]  # 造林2.28万亩、抚育4.25万亩, of 抚育中幼林
    if not nouns or (item.share and not item.noun_before) or (acting and done_to) or served:
        return _unnamed(item, profiles, fitting, topic)
    return _most_like(item, profiles, {place: max(map(profiles[place].likeness, nouns)) for place in fitting}, topic)


def _all_done_to(item: Item) -> bool:
    """Return whether a verb of one character says what was done to all of an amount (60台全部配到村)."""
    deed = item.noun_after
    return is_deed(deed) and any(
        item.text_after.startswith(every + deed) for every in ("全部", "均已", "都已", "均", "都")
    )


def _opening(known: Profile) -> frozenset[str]:
    """Return the word of two characters that an indicator's name opens with."""
    return frozenset({known.core[:2]} if len(known.core) > 3 else ())


def _by_rate(item: Item, profiles: Sequence[Profile], fitting: Sequence[int]) -> int | None:
    """Return the only indicator a percent names by the end of its name (接种率95.6%, of 儿童疫苗接种率)."""
    told = _RATE_TOLD.search(item.text_before)
    ending = [
        place
        for place in fitting
        if told is not None
        and (profiles[place].indicator.name.endswith(told[1]) or canonical(told[1]).endswith(profiles[place].full))
    ]
    if len(ending) != 1 and len(item.noun_before) > 1:  # 签约率方面，全人群42.6%、重点人群81%
        ending = [
            place
            for place in fitting
            if profiles[place].indicator.name.startswith(item.noun_before)
            and is_rate(profiles[place].indicator.name)
            and profiles[place].indicator.name[-3:] in item.context
        ]
    if not ending and told is not None:  # 规模化供水覆盖比例, of 规模化供水覆盖农村人口比例
        ending = [place for place in fitting if _shortened(told[1], profiles[place].indicator.name)]
    return ending[0] if len(ending) == 1 else None


def _shortened(told: str, name: str) -> bool:
    """Return whether words are a name with some words in its middle left out."""
    kept = next((place for place, pair in enumerate(zip(told, name, strict=False)) if pair[0] != pair[1]), len(told))
    return kept >= 4 and name.endswith(told[kept:]) and len(told) - kept >= 2


def _fitting(item: Item, profiles: Sequence[Profile]) -> list[int]:
    """Return the indicators an amount can count by its unit and by what was done."""
    fitting = [
        place
        for place, known in enumerate(profiles)
        if known.fits(item.quantity.amount.unit) and not another_action(item, known) and not _another_rate(item, known)
    ]
    fitting = [place for place in fitting if not clash(item.acts, profiles[place].acts)] or fitting
    started = [place for place in fitting if profiles[place].counts_starts]
    if started and len(started) < len(fitting) and item.role in {Role.STARTED, *AMOUNTS}:
        return started if item.role is Role.STARTED else [place for place in fitting if place not in started]
    return fitting


_RATE_NAMED = re.compile("([一-龥]{2}率)(?:已?(?:达到?|为|是|约)?)$")


def _another_rate(item: Item, known: Profile) -> bool:
    """Return whether a percent is told of a rate that an indicator is not named after (示范村建设资金到位率, of 示范村覆盖率)."""
    told = _RATE_NAMED.search(item.text_before) if item.share else None
    name = known.indicator.name
    return told is not None and name.endswith("率") and not name.endswith(told[1])


def _of_a_part(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether an amount is of a trade or a stage of the work that no indicator is named after."""
    parts = set(PARTS.findall(_SECTION.sub("", item.noun)))
    if not parts or item.role is Role.REMAIN:
        return False
    planted = any(known.acts & PLANTING and item.acts & PLANTING for known in fitting)
    named = any(parts & set(PARTS.findall(known.full)) or known.likeness(item.noun) for known in fitting)
    return not planted and not named and not any(canonical(item.noun).endswith(known.core) for known in fitting)


def _telling_nouns(item: Item, fitting: Sequence[Profile]) -> list[str]:
    """Return the nouns of an amount that say what it counts: no place, no names of some of them (城北、城西等3个)."""
    before = item.noun_before.rstrip("离距") if item.role is Role.REMAIN else item.noun_before  # 公厕离目标还差4座
    nouns = [noun for noun in (item.noun_after, before, before + item.noun_after) if noun]
    if any(known.likeness(noun) for noun in nouns for known in fitting):
        return nouns
    if item.text_before.endswith("等") or item.rest_done:  # 尚余老鹰嘴、沙坝2处，其余都已建成
        return []
    if item.share:
        return nouns
    if item.rule == CORRECTED:  # 实际有效260笔: a correction speaks of what was told before
        return []
    named = any(known.core + "的" in item.noun_before for known in fitting)  # 装了路灯的村: villages, not lamps
    who = acts_itself(item)
    where = (
        (is_place(item.noun_before) and not named)
        or _kinds_together(item, fitting)
        or who
        or (item.total and _TOGETHER.fullmatch(item.noun_before))
        or _acts_somewhere(item)
        or item.noun_before in WAYS
        or item.noun_before in _TO_THE_DOOR
    )
    told = [item.noun_after, "" if where else item.noun_before]
    if any(known.acts & item.acts for known in fitting):  # 造林面积1.2万亩
        told = [noun for noun in told if noun not in MEASURES]
    unit = item.quantity.amount.unit
    acting_there = any(unit == bare(known.indicator.unit) and known.acts & item.acts for known in fitting)
    return [
        noun
        for noun in told
        if noun
        and not (acting_there and _SITES.fullmatch(noun))  # 9个小区完成改造
        and not any(known.only_done(noun, unit, reported=item.aspect) for known in fitting)
        and not (is_deed(noun) and item.text_before == noun + "了")
    ]


def _kinds_together(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether the noun before a sum is the last of its kinds (一次网、二次网合计更换21.6公里, of 管网)."""
    noun, listed = item.noun_before, item.segment.opener == "、" and item.total
    return (
        bool(noun)
        and listed
        and any(known.core[-1:] == noun[-1] and item.acts and not clash(item.acts, known.acts) for known in fitting)
    )


def _most_like(item: Item, profiles: Sequence[Profile], scores: dict[int, float], topic: int | None) -> int | None:
    """Return the indicator a noun is most like; of several alike the one whose action it is, or the one spoken of."""
    best = max(scores.values())
    if best < 0.5:
        return None
    alike = [place for place, score in scores.items() if score >= best - 0.02]
    if len(alike) > 1:
        acting = [place for place in alike if profiles[place].acts & item.acts]
        alike = acting or ([topic] if topic in alike and topic is not None else alike)
    return alike[0] if len(alike) == 1 else None


def acts_itself(item: Item) -> bool:
    """Return whether the noun before an amount is who did what is told after it (区城管局建成12座)."""
    who = item.noun_before
    return is_agent(who) and item.text_before.startswith(who) and item.text_before != who


_TOGETHER = re.compile(
    "[两二三四五六七八九十]?[种类项个]?(?:方式|渠道|途径|类型|部分|类|项|片|地|家|者)"
)  # 三种方式合计1110套
_TO_THE_DOOR = frozenset({"入户", "上门", "到户", "进户", "进村"})  # 入户装好3180个: how, not what
_SOMEWHERE = frozenset({"园区", "片区", "组团", "街道", "乡镇"})


def _acts_somewhere(item: Item) -> bool:
    """Return whether 园区, 街道 or the like opens what was done there (园区建成1个), and is not itself what was."""
    where = item.noun_before
    return where in _SOMEWHERE and item.text_before.startswith(where) and item.text_before != where


_RECIPIENTS = re.compile(
    r"(?:居民|群众|村民|市民|农民|妇女|老人|老年人|学生|儿童|人员|患者|苗木|树苗|树木|学员|农民工|军人|毕业生|劳动力|职工|住户|农户|用户|家庭|对象|观众|游客|读者|旅客)$"
)


_SITES = re.compile(
    r"(?:小区|社区|行政村|自然村|村|村居|学校|街道|工地|路段|单位|楼栋|院落)$"
)  # where a thing is done, counted with it


def _is_other(item: Item, fitting: Sequence[Profile]) -> bool:
    """Return whether the noun after an amount names neither a place nor anything counted: then what was done to it is not known (公厕5座勘界)."""
    noun = item.noun_after
    if _SITES.fullmatch(noun) and any(item.quantity.amount.unit == known.indicator.unit for known in fitting):
        return False  # 二次供水移交43个小区
    return not is_place(noun) and not any(known.likeness(noun) for known in fitting)


def _undergone(item: Item, known: Profile) -> bool:
    """Return whether people counted are those the indicator's action is done to (7920名妇女接受筛查)."""
    done_to = any(act in item.text_after for act in known.acts) or receives(item.text_after, known.full)
    return _of_people(item) and done_to and not item.has(Kind.PREPARE)


def _of_people(item: Item) -> bool:
    unit = unit_of(item.quantity.amount.unit)
    return unit is not None and unit.dimension in {Dimension.PERSONS, Dimension.HOUSEHOLDS}


def _unnamed(item: Item, profiles: Sequence[Profile], fitting: list[int], topic: int | None) -> int | None:
    """Return the indicator of an amount without a noun: the only one of its unit, or the one spoken of."""
    if item.share:
        return None
    if len(fitting) == 1:
        return fitting[0]
    acting = [place for place in fitting if profiles[place].acts & item.acts]
    if len(acting) == 1:
        return acting[0]
    unit = item.quantity.amount.unit
    own = [place for place in fitting if unit == bare(profiles[place].indicator.unit) and unit not in _ANY_THING]
    if len(own) == 1 and (
        topic not in fitting or topic is None or bare(profiles[topic].indicator.unit) != unit
    ):  # 2所已开园, where 学位 are counted in 个
        return own[0]
    return topic if topic in fitting else None
