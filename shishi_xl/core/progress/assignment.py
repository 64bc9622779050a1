"""Assignment: which amounts of a statement speak of which indicator."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from shishi_xl.core.numerals import number_of
from shishi_xl.core.progress.actions import done_with_more
from shishi_xl.core.progress.addressing import indicator_of
from shishi_xl.core.progress.deeds import EXAMINED, carried_out, examined, know_delivery
from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.likeness import canonical, likeness
from shishi_xl.core.progress.matching import Profile, is_rate
from shishi_xl.core.progress.reading import Value
from shishi_xl.core.progress.roles import AMOUNTS, Item, Role
from shishi_xl.core.progress.stages import SURE
from shishi_xl.core.progress.told_again import counts_tasks
from shishi_xl.core.progress.wholes import Whole
from shishi_xl.core.units import bare
from shishi_xl.patterns import regex

_INCOMPLETE = regex(
    r"不完全统计|(?:尚未|待|未|还未|暂未|没有|还没|没)(?:上?报|统计|汇总|反馈)|(?:在|正)(?:统计|汇总|核对|收集)|统计中|汇总中|部分(?:镇|街|村)|暂缺"
    r"|(?:其[他它余]|别的)(?:街道|镇街|街镇|乡镇|镇|乡|村|社区|片区|单位|部门)[一-龥]{0,12}(?:汇总|上报|报送|统计|提供|反馈)"
    r"|多少[一-龥]{0,4}(?:尚未|还未|未|没有|没|不|待)|(?:尚未|还未|暂未|未|还没|待)(?:认定|核定|核实|确认|明确|摸清|导出|提供)"
    r"|(?:尚未|还没|没有|未)收到|无法给出|给不出"
    r"|(?:进度|进展|完成)(?:情况)?(?:较[快好]|领先|靠前)的|[镇乡村][一-龥]{0,4}\d[\d.]*[座个处户家所条]等(?=[，。；]|$)"
    r"|[镇乡村](?:进展|进度|也?完成了?(?:过半|大半|一半|多半|大部分))"
    r"|补报|(?:下周|下旬|下月|随后|稍后|近日|之后)[一-龥]{0,6}(?:汇总|上报|报送|报来)|(?:没|未)(?:报来|报齐|报全|收[齐全到]|汇齐)"
    r"|(?:能否|是否|可否|计不)计入完成|\d[个户座处家所条亩盏台件]…"
)
# Others are at it too: what one of them has done is not all that is done.
_ELSEWHERE = regex(
    r"(?:别的|其[他它余]|另外)[一-龥]{0,2}(?:街道|镇街|街镇|乡镇|镇|乡|村|社区|片区|园区)[一-龥]{0,2}(?:也|正|在|仍|还|陆续)"
)
# What was told before is all there is.
_CLOSED = regex(
    r"(?:此外|除此(?:之外|以外)?|别)(?:均?再?无|没有)|(?:没有|再无|并?无)其[他它余](?!问题|困难|隐患|意见|异常|投诉|矛盾|费用|条件|影响)"
    r"|(?:其[余他它]|余下|剩下)[一-龥\d]{0,6}一[一-龥](?:也|都)?[未没]"  # 余下两个街道一盏未换
    r"|(?:别的|其[他它余])[一-龥]{0,4}(?:无|没有|不安排|未安排|未下达)(?:年度|今年|本年)?(?:的?建设)?任务"
    r"|(?:别的|其[他它余])(?:各?街道|各?镇街|各?乡镇|各?镇|各?村|社区|片区|单位)(?:暂|均|都|尚|还)*(?:无|没有|未有)[一-龥]{0,4}(?:竣工|完工|建成|完成|新增|开工|开业|开放|投用|运营|任务)"
    r"|(?:只|仅|共|就)[一-龥]{0,4}(?:上述|以上|前述|这|此|(?<=涉及)|(?<=包括)|(?<=包含))(?P<parts>[一二两三四五六七八九十]+|\d+)[一-龥]"
    r"|(?:均|都|全部)已?(?:统计|计算|计|包含|包括|纳入|列入)(?:统计)?在内|(?:均|都|全部)已?(?:报|列|统计)[全齐]"
)
_ALL_OF_TASK = regex("的?(?:任务|目标)[数量]?(?:已|均|都|全部|全|如期|提前|圆满)+完成")  # 省下达的900户任务已全部完成
_MET = regex("(?<![需要应须])完成(?:年度|全年)?(?:目标|任务|目标任务|任务目标)数?$")


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
    by_name: Value | None = None  # how many of the things the content names are told to be finished, each by its name
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
    strange, closing = set(foreign), _CLOSED.search(text)
    cases = _open_cases(profiles, text, month)
    topic: int | None = None
    sentence, aside = -1, False
    divided: Item | None = None  # a total of several indicators, told apart by 其中
    _know_met(items, profiles)
    for item in items:
        if item.segment.sentence != sentence or (aside and not item.segment.bracket):
            topic, sentence = None, item.segment.sentence
        aside = item.segment.bracket
        _know_by_name(item, profiles)
        place = None if id(item) in foreign else indicator_of(item, profiles, topics.get(id(item.segment), topic))
        closes = closing is not None and closing.start() <= item.quantity.start < closing.end()
        if closes or counts_tasks(item, profiles) or _sums_up(item, cases):
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


def _sums_up(item: Item, cases: Sequence[Case]) -> bool:
    """Return whether a total is that of several indicators told before it (家政632人、养老385人、育婴219人，合计1236人)."""
    told = [[pair for pair in case.done if pair[1].segment.part == item.segment.part] for case in cases]
    several = [pairs[-1][1].quantity.amount for pairs in told if pairs]
    alike = {amount.unit for amount in several} == {item.quantity.amount.unit}
    together = sum(amount.value for amount in several)
    return item.total and len(several) > 1 and alike and abs(together - item.quantity.amount.value) < 1e-6


def _open_cases(profiles: Sequence[Profile], text: str, month: int) -> list[Case]:
    """Return a case for each indicator, with what the whole statement says of all of them."""
    complete, elsewhere, many = not _INCOMPLETE.search(text), bool(_ELSEWHERE.search(text)), len(profiles) > 1
    closing = _CLOSED.search(text)
    closed = None if closing is None else int(number_of(closing["parts"] or "0") or 0)
    return [Case(known, month, complete=complete, elsewhere=elsewhere, closed=closed, many=many) for known in profiles]


def _know_by_name(item: Item, profiles: Sequence[Profile]) -> None:
    """Change the role of an amount that only an indicator's own name makes clear."""
    if _begins_anew(item, profiles):
        item.role, item.rule = Role.LABEL, "名称加数，前面说的是别的"
    if carried_out(item, profiles):
        item.role, item.rule = Role.DONE, "落实到人、到地"
    if examined(item, profiles):
        item.role, item.rule = Role.DONE, EXAMINED
    if item.role is Role.OTHER and item.noun_after:
        know_delivery(item, profiles)
    if item.role is Role.CHANGE and item.share and (grown := _growth_meant(item, profiles)):
        item.role, item.rule, item.noun_before = Role.DONE, "增长率本身", grown.core


_OF_TASK = regex("(?:完成|占)[一-龥]{0,6}(?:任务|目标)[数量]?的?(?:约)?$")


_ROUNDED = 0.6  # points by which a share may differ from the one worked out


def _know_met(items: Sequence[Item], profiles: Sequence[Profile]) -> None:
    """Make a figure told for all the year one that was reached, where the share told right behind it is just its own (全年新增612个，完成目标的136%)."""
    for item, share in itertools.pairwise(items):
        met = share.share and share.role is Role.DONE and _OF_TASK.search(share.text_before) is not None
        if item.role is not Role.TARGET or not met or share.segment.part != item.segment.part:
            continue
        told = [(item.quantity.amount.into(each.indicator.unit), each.indicator.target) for each in profiles]
        if any(
            value is not None and value != target and abs(value / target * 100 - share.quantity.amount.value) < _ROUNDED
            for value, target in told
        ):
            item.role, item.rule, item.verb = Role.DONE, "目标的百分之几", Kind.DONE


_GROWS = regex("(?:增长|上升|提高)(?:率|幅度)?$|增[速幅]$")
_GREW = regex("(?<!去年同期)(?<!上年同期)(?<!去年)(?<!上年)(?:增长|上升|提高|增加)(?:了|约|率?达?)*$")
_OF_GROWTH = regex("(?:增长|上升|提高|增)(?:率|幅度?|速)?$")


def _growth_meant(item: Item, profiles: Sequence[Profile]) -> Profile | None:
    """Return the indicator that is just how much the thing spoken of grew (收入14862元，同比增长13.4%, of 收入增长率)."""
    grow = [known for known in profiles if known.fits("%")]
    now = item.mood is None and item.time is None and not item.segment.agenda
    if len(grow) != 1 or not (now and _GROWS.search(grow[0].indicator.name) and _GREW.search(item.text_before)):
        return None
    noun, thing = item.noun_before, _OF_GROWTH.sub("", grow[0].indicator.name)
    spoken_of = noun == "" and len(thing) > 3 and thing[-5:] in item.context
    return grow[0] if spoken_of or (noun and grow[0].likeness(noun) >= SURE) else None


def _claim_part(item: Item, place: int | None, topic: int, cases: Sequence[Case]) -> None:
    """Add what 其中 tells of the indicator spoken of; or of another one, or of that very one out of more of its kind."""
    if place is not None and place != topic and _is_another_in_full(item, cases[place], cases[topic]):
        item.role, item.rule = Role.DONE, "其中正是另一项"
        _claim(item, cases[place])
        return
    if place is not None and place != topic and cases[place].known.likeness(item.noun) >= SURE:
        cases[place].apart = True  # 充电站5座（含充电桩210个）: what is told of them alone is not all
        return
    case = cases[topic]
    if place == topic and _is_it_itself(item, case):
        case.done.pop()
        item.role, item.rule = Role.DONE, "其中正是这一项"
        _claim(item, case)
        return
    part = item.quantity.amount.into(case.known.indicator.unit)
    prepared = case.other[-1:] if case.known.counts_starts and not case.done else []
    begun = {mark.kind for mark in item.after} <= {Kind.ALREADY, Kind.START, Kind.WEAK} and not item.noun_after
    if (
        part is not None
        and item.verb is Kind.START
        and begun
        and any(whole.role is Role.PREPARE for _, whole in prepared)
    ):
        item.role, item.rule = Role.STARTED, "其中已开工的"  # 3个中心立项完成，其中2个已动工, where starts count
        case.done.append((part, item))
        return
    case.subsets.extend([(part, item)] if part is not None else [])


def _is_another_in_full(item: Item, own: Case, whole: Case) -> bool:
    """Return whether 其中 tells another indicator by its very name and in the measure of what it is part of (高标准农田2.8万亩，其中高效节水灌溉8500亩)."""
    told = whole.done[-1][1] if whole.done else None
    if told is None or item.share or item.followed_by(Kind.NOT, Kind.GOING, Kind.START, Kind.PREPARE):
        return False
    alike = told.quantity.amount.unit == item.quantity.amount.unit and told.role is Role.DONE
    plain = item.time is None and not item.has(Kind.MONTH) and not item.segment.closer.startswith("(")
    return alike and plain and canonical(item.noun) == own.known.core


def _is_it_itself(item: Item, case: Case) -> bool:
    """Return whether 其中 names the very indicator, and what it is part of only its kind (新增托位1130个，其中普惠托位870个)."""
    if not case.done or item.followed_by(Kind.NOT, Kind.GOING, Kind.START, Kind.PREPARE):
        return False
    whole, known = case.done[-1][1], case.known
    named, wider = canonical(item.noun), canonical(whole.noun)
    if item.share:  # 全人群签约率48%，其中重点人群签约率69%
        return whole.share and named == known.core != wider
    kind = bool(wider) and known.core not in wider
    by_kind = kind and not case.subsets and named in known.core and named not in wider and known.core == named + wider
    return by_kind or (kind and known.core in named and known.core.endswith(wider))  # 学位3100个，其中公办1680个


def _claim(item: Item, case: Case) -> None:
    """Add an amount to what speaks for or against a value of an indicator."""
    value = item.quantity.amount.into(case.known.indicator.unit)
    if value is None:
        return
    less = item.role is Role.TARGET and value < case.known.indicator.target
    if less and (_MET.search(item.text_before) or (not item.handed and _ALL_OF_TASK.fullmatch(item.text_after))):
        item.role, item.rule, item.verb = Role.DONE, "完成目标N，少于目标", Kind.DONE
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
    own = [known for known in fitting if item.quantity.amount.unit == bare(known.indicator.unit)]
    whole = len(like) > 1 or (len(fitting) > 1 and not like and len(own) != 1)  # 助餐设施40个, of 食堂 and 助餐点
    return item.role is Role.DONE and not item.share and whole


def _is_part(item: Item, total: Item) -> bool:
    return item.role is Role.SUBSET and item.segment.part == total.segment.part
