"""A long made-up list with its returns, for what must hold at any size: numbers, speed, looks."""

import random

from shishi_xl.core.model import Joint
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition
from tests.core.months import FORM, catalogue, entries, indicator, month, project, record

_WORKS = (
    "农村公路",
    "老旧小区",
    "污水管网",
    "社区养老站",
    "幼儿园",
    "公共厕所",
    "便民步道",
    "卫生室",
    "体育公园",
    "停车场",
)
_SAYS = (
    "截至{day}日，已完成招标和场地平整，主体施工有序推进，沿线管线迁改同步进行，累计完成{done}处，余下部分正在备料。"
)
_TROUBLE = "部分点位用地手续尚在办理，协调难度较大，可能影响后续进度。"


def make(projects=37, units=21, *, months=1, last=6, text=1, seed=7):
    """Return a catalogue, a form and the months, the last one being the month itself (June); `text` lengthens every text."""
    chance = random.Random(seed)
    names = [f"区第{at + 1}责任单位" for at in range(units)]
    rows, targets = [], []
    for at in range(projects):
        key = f"附{1 if at < projects // 3 else 2}-{at + 1:03d}"
        lead = at % units
        joined = (names[lead], names[(lead + 1) % units]) if at % 6 == 0 and units > 1 else (names[lead],)
        second = at >= projects // 3
        rows.append(
            project(
                key,
                joined,
                annex="附件2" if second else "附件1",
                group=f"{at // 5}、建设一批{_WORKS[at // 5 % 10]}项目" if second else "",
                subgroup=f"（{at % 2 + 1}）新建改建" if second and at % 10 < 4 else "",
                number=str(at + 1),
                name=f"{_WORKS[at % 10]}建设工程（第{at + 1}号）",
                content=f"新建、改建{_WORKS[at % 10]}{20 + at}处，完善配套设施，年内建成投用。" * text,
                plan=None if at % 5 == 4 else 500.0 + 37 * at,
                joint=Joint.SUM if at % 12 == 0 else Joint.LEAD,
            )
        )
        if at % 4 != 3:
            targets.append(indicator(key, f"{_WORKS[at % 10]}数量", 20.0 + at, "处", source=f"新建{20 + at}处"))
    listed = catalogue(rows, targets)
    made = [_month(listed, names, Period(2020, last + 1 - months + at), chance, text) for at in range(months)]
    return listed, FORM, made


def _month(listed, names, period, chance, text):
    target = {each.project: each for each in listed.indicators}
    sent = []
    for at, unit in enumerate(names):
        if at % 10 == 9:
            continue
        day = 28 if at % 7 == 6 else 20
        disposition = Disposition.RETURNED if at % 10 == 8 else Disposition.ACCEPTED
        one = record(period.month * 10_000 + at, unit, f"{period}-{day}T10:00", disposition, period=period)
        groups = []
        for row, each in enumerate(listed.projects_of(unit), 7):
            share = min(1.1, chance.random() * period.month / 4)
            wanted = target.get(each.key)
            current = {wanted.name: round(wanted.target * share)} if wanted else {"总体形象进度": round(100 * share)}
            groups.append(
                entries(
                    each.key,
                    progress=_SAYS.format(day=day, done=round(10 * share)) * text,
                    investment=None if row % 6 == 5 else round((each.plan or 400) * share, 2),
                    problem=_TROUBLE * text if chance.random() < 0.3 else None,
                    current=None if chance.random() < 0.1 else current,
                    row=row,
                )
            )
        sent.append((one, *groups))
    return month(*sent, period=period)
