"""Months made by hand: a catalogue in a few words, submissions of units, and a reader that says what it is told."""

from datetime import datetime

from shishi_xl.core.form import INDICATOR_SHEET, PROJECT_SHEET, Column, FieldName, FieldType, Form, Rule, Scope
from shishi_xl.core.grid import Place
from shishi_xl.core.model import Catalogue, Indicator, Project, Unit, UnitKind
from shishi_xl.core.period import Period
from shishi_xl.core.progress.reading import Note, Reading, State, Value
from shishi_xl.core.settings import Settings
from shishi_xl.core.submission import Disposition, Entry, Month, Record

JUNE = Period(2020, 6)
FORM = Form(
    (
        Column(
            FieldName.PROGRESS, PROJECT_SHEET, ("完成情况", "1-{{月}}月形象进度"), Scope.PROJECT, 5, Rule("形象进度")
        ),
        Column(
            FieldName.INVESTMENT,
            PROJECT_SHEET,
            ("完成情况", "1-{{月}}月完成投资"),
            Scope.PROJECT,
            6,
            Rule("完成投资", FieldType.MONEY),
        ),
        Column(FieldName.PROBLEM, PROJECT_SHEET, ("存在的主要问题",), Scope.PROJECT, 7, Rule("存在的主要问题")),
        Column(
            FieldName.CURRENT, INDICATOR_SHEET, ("本期累计",), Scope.INDICATOR, 7, Rule("本期累计", FieldType.NUMBER)
        ),
        Column(FieldName.REMARK, INDICATOR_SHEET, ("说明",), Scope.INDICATOR, 9, Rule("说明")),
    )
)


def silent(statement, indicators, period, content=""):
    """A reader that understands nothing."""
    return Reading((None,) * len(indicators))


def value(number, words="原话"):
    return None if number is None else Value(float(number), words, (0, 0))


def reader(answers):
    """A reader that knows some statements: text → dict(values=[…], explicit=…, state=State.…, contradictions=[…])."""

    def read(statement, indicators, period, content=""):
        answer = answers.get(statement, {})
        return Reading(
            tuple(value(number, statement) for number in answer.get("values", (None,) * len(indicators))),
            value(answer.get("explicit"), statement),
            answer.get("state", State.UNSAID),
            statement if "state" in answer else "",
            tuple(Note("", words, contradiction=True) for words in answer.get("contradictions", ())),
        )

    return read


def project(key="附1-01", units=("区教委",), **facts):
    facts = {
        "annex": "附件1",
        "group": "",
        "subgroup": "",
        "number": "1",
        "name": f"项目{key}",
        "content": "内容",
    } | facts
    return Project(key=key, units=tuple(units), **facts)


def indicator(key="附1-01", name="建设里程", target=100.0, unit="公里", **facts):
    return Indicator(key, name, target, unit, **facts)


def catalogue(projects, indicators=(), *, decisions=(), units=None, settings=None):
    named = dict.fromkeys(name for each in projects for name in each.units)
    kinds = [Unit(name, UnitKind.COLLECTIVE if name.startswith("相关") else UnitKind.SINGLE) for name in named]
    return Catalogue(
        tuple(projects),
        tuple(indicators),
        tuple(units if units is not None else kinds),
        tuple(decisions),
        Settings({"区县": "北碚区", "年度": "2020"} | (settings or {})),
    )


def record(number, unit, when="2020-06-20T10:00", disposition=Disposition.ACCEPTED, *, period=JUNE, withdrawn=False):
    received = datetime.fromisoformat(when)
    folder = {Disposition.ACCEPTED: "已收", Disposition.RETURNED: "退回"}.get(disposition, "重复")
    kept = f"inbox/{folder}/{period}/{unit}_{received:%Y%m%d-%H%M%S}_{number:08x}.xlsx"
    return Record(number, f"{number:064x}", f"{unit}.xlsx", kept, received, disposition, unit, period, withdrawn)


def entries(key, *, progress=None, investment=None, problem=None, current=None, remark=None, row=7, **others):
    """The entries of one project; `current` and `remark` are dicts by indicator."""
    found = []

    def add(field, value, column, name="", sheet=PROJECT_SHEET, at=row):
        raw = "" if value is None else str(value)
        found.append(Entry(key, name, field, raw, value if value != "/" else None, Place(sheet, at, column)))

    add(FieldName.PROGRESS, progress, 5)
    add(FieldName.INVESTMENT, investment, 6)
    add(FieldName.PROBLEM, problem, 7)
    for column, (field, value) in enumerate(others.items(), start=8):
        add(field, value, column)
    for at, (name, value) in enumerate((current or {}).items()):
        add(FieldName.CURRENT, value, 7, name, INDICATOR_SHEET, row + at)
    for at, (name, value) in enumerate((remark or {}).items()):
        add(FieldName.REMARK, value, 9, name, INDICATOR_SHEET, row + at)
    return tuple(found)


def month(*submissions, period=JUNE, findings=None):
    """A month of (record, entries…) pairs; a record alone has no entries."""
    records, values = [], {}
    for each in submissions:
        one, *groups = each if isinstance(each, tuple) else (each,)
        records.append(one)
        values[one.id] = tuple(entry for group in groups for entry in group)
    return Month(period, tuple(records), values, findings or {})
