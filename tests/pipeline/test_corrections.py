"""改错回件: corrected where it is marked, as its example says, and sent back, it is accepted. For every 错误 a unit can mend."""

import csv
import io
import zipfile
from datetime import datetime

import pytest
from openpyxl.styles import Font

from shishi_xl.core import identity
from shishi_xl.core.findings import KINDS, Level
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition
from shishi_xl.excel import catalogue
from shishi_xl.folders.files import Stamp
from shishi_xl.pipeline.desk import Desk
from shishi_xl.pipeline.generate import generate
from shishi_xl.pipeline.init import init
from shishi_xl.pipeline.intake import Intake
from shishi_xl.pipeline.status import status
from tests.excel.workbooks import add_column, edited_template, opened, saved
from tests.office import INDICATORS, PROJECTS, columns, data_rows, fill
from tests.sheets import CATALOGUE

UNIT = "区教委"
GOOD = {
    "progress": "截至6月25日，总体形象进度45%，正在抓紧施工。",
    "investment": 12.5,
    "problem": "无",
    "current": lambda *_: 7,
}
LIST = "改错清单"


class Post:
    """An office in this process: takes one file in at a time, and hands back what it would mail to the unit."""

    def __init__(self, root):
        init(root)
        self.desk = Desk.at(root)
        self.desk.workspace.catalogue.write_bytes(catalogue.write(CATALOGUE))
        self.desk.workspace.form_template.write_bytes(
            edited_template(
                add_column("开工状态", ["开工状态", "选项", "否", None, None, None, "未开工、在建、完工", "选一个"], 8),
                add_column("拟完工日期", ["拟完工日期", "日期", "否", None, None, None, None, "填日期"], 9),
                add_column("参建人数", ["参建人数", "数值", "否", 5, 900, "否", None, "填人数"], 10),
                add_column("资金到位率", ["资金到位率", "百分比", "否", 0, 100, "否", None, "填百分数"], 11),
            )
        )
        self.desk = Desk.at(root)
        for month in (5, 6):
            list(generate(self.desk, Period(2020, month)))
        self.ledger = self.desk.open_ledger()
        self.intake = Intake(self.desk, self.ledger, lambda: datetime(2020, 6, 20, 9))
        self._sent = 0

    def form(self, unit=UNIT, month=6, **cells):
        folder = self.desk.workspace.outbox / "下发" / f"2020-{month:02}"
        return fill(folder / f"2020年{month}月推进情况表_{unit}.xlsx", month, **(GOOD | cells))

    def send(self, content, ending=".xlsx"):
        """Return what became of a file, and the bytes of its 改错回件 (None where there is none)."""
        self._sent += 1
        path = self.desk.workspace.inbox / f"{self._sent}{ending}"
        path.write_bytes(content)
        (outcome,) = self.intake.take([path], {path: Stamp.of(path.lstat())})
        assert not path.exists()
        return outcome, (self.desk.workspace.root / outcome.marked).read_bytes() if outcome.marked else None

    def close(self):
        self.intake.__exit__(None, None, None)
        self.ledger.close()


@pytest.fixture(scope="module")
def post(tmp_path_factory):
    post = Post(tmp_path_factory.mktemp("post") / "office")
    yield post
    post.close()


def errors(outcome):
    return {finding.code for finding in outcome.findings if finding.level is Level.ERROR}


# --- what units do to a filled form ---------------------------------------------------------------------------------


def cell(heading, value, row=0, sheet=PROJECTS):
    """Return a mistake in one cell of the form."""

    def make(book):
        page = book[sheet]
        page.cell(data_rows(page)[row], columns(page)[heading]).value = value

    return make


def crossed_out(heading, *, crossed):
    """Return how the figure of a cell is crossed out, or made valid again."""

    def make(book):
        page = book[PROJECTS]
        one = page.cell(data_rows(page)[0], columns(page)[heading])
        one.value, one.font = 12, Font(strike=crossed)

    return make


def formatted(value, number_format):
    """Return a figure typed into a cell whose format makes something else of it."""

    def make(book):
        page = book[PROJECTS]
        one = page.cell(data_rows(page)[0], columns(page)[MONEY])
        one.value, one.number_format = value, number_format

    return make


def current(value, row=0, number_format=None):
    def make(book):
        page = book[INDICATORS]
        one = page.cell(data_rows(page)[row], columns(page)["本期累计"])
        one.value, one.number_format = value, number_format or one.number_format

    return make


def both(*makes):
    def make(book):
        for one in reversed(makes):
            one(book)

    return make


def merge_rows(heading):
    def make(book):
        page = book[PROJECTS]
        first, second, *_ = data_rows(page)
        page.merge_cells(
            start_row=first, end_row=second, start_column=columns(page)[heading], end_column=columns(page)[heading]
        )

    return make


def split_rows(heading):
    """Mend cells merged over two rows as the list says: taken apart, one project a row."""

    def mend(book):
        page = book[PROJECTS]
        column = columns(page)[heading]
        first, second, *_ = data_rows(page)
        page.unmerge_cells(start_row=first, end_row=second, start_column=column, end_column=column)
        page.cell(second, column).value = page.cell(first, column).value

    return mend


def add_row(*texts, sheet=PROJECTS):
    """Type another row where the first empty one is, below the last project."""

    def make(book):
        page = book[sheet]
        row = data_rows(page)[-1] + 1
        page.insert_rows(row)
        for heading, text in zip(("序号", "项目名称"), texts, strict=False):
            page.cell(row, columns(page)[heading]).value = text
        page.cell(row, columns(page)["指标" if sheet == INDICATORS else "1-6月形象进度"]).value = texts[2]

    return make


def delete_marked_row(book):
    """Mend as the list says: delete the row at the place."""
    for sheet, places, _ in listed(book):
        for place in sorted(places, reverse=True):
            book[sheet].delete_rows(book[sheet][place].row)


def delete_row(row, sheet=PROJECTS):
    def make(book):
        book[sheet].delete_rows(data_rows(book[sheet])[row])

    return make


def restore_row(number, name, sheet=PROJECTS):
    def mend(book):
        add_row(number, name, "截至6月25日，总体形象进度45%。", sheet=sheet)(book)

    return mend


def rename_heading(old, new, sheet=PROJECTS):
    def make(book):
        for row in book[sheet].iter_rows(max_row=8):
            for one in row:
                if one.value == old:
                    one.value = new

    return make


def everywhere(old, new):
    """Replace words in every text of the visible sheets."""

    def make(book):
        for page in (book[PROJECTS], book[INDICATORS]):
            for row in page.iter_rows(max_row=8):
                for one in row:
                    if isinstance(one.value, str):
                        one.value = one.value.replace(old, new)

    return make


def copy_sheet(book):
    copy = book.copy_worksheet(book[PROJECTS])
    copy.title = "推进情况表（改）"
    copy.cell(data_rows(copy)[0], columns(copy)["1-6月完成投资"]).value = 99


def delete_sheet(name):
    def make(book):
        del book[name]

    return make


def repeat_heading(book):
    page = book[PROJECTS]
    column = page.max_column + 1
    for row in data_rows(page):
        page.cell(row, column).value = 77
    page.cell(5, column).value = "1-6月完成投资"


def drop_last_column(book):
    page = book[PROJECTS]
    page.delete_cols(page.max_column)


def rename_project(row, name, number, content):
    def make(book):
        for heading, text in (("项目名称", name), ("序号", number), ("项目内容", content)):
            cell(heading, text, row)(book)

    return make


def swap_names(book):
    """Sort the names without the rest of their rows."""
    page = book[PROJECTS]
    first, second, *_ = data_rows(page)
    for heading in ("项目名称", "项目内容", "责任单位"):
        one, other = (page.cell(row, columns(page)[heading]) for row in (first, second))
        one.value, other.value = other.value, one.value


def name_project(row, name):
    def mend(book):
        page = book[PROJECTS]
        (place,) = [
            place for sheet, places, _ in listed(book) for place in places if sheet == PROJECTS and int(place[1:]) > 5
        ]
        page[place].value = name
        page.cell(page[place].row, 1).value = next(one.number for one in CATALOGUE.projects if one.name == name)

    return mend


def unsigned(*more):
    """Return a mistake made after pasting into a new file: nothing hidden, no identity."""

    def make(book):
        del book["_标识"]
        for one in more:
            one(book)

    return make


# --- how a unit mends its 改错回件 ------------------------------------------------------------------------------------


def listed(book):
    """Yield sheet, cells and example of each 错误 of 改错清单 that has a place."""
    for _, position, problem, _, wanted in book[LIST].iter_rows(min_row=4, values_only=True):
        if "【错误】" not in (problem or ""):
            continue
        for part in position.split("；"):
            sheet, _, cells = part.partition("!")
            if cells:
                yield sheet, cells.split("、"), wanted


def as_the_example_says(book):
    """Type the example into each marked cell, as Excel would take it."""
    for sheet, places, wanted in listed(book):
        for place in places:
            book[sheet][place].value = typed(wanted)


def typed(text):
    try:
        return float(text)
    except ValueError:
        return text


def touched(book):
    """Save it anew: a file of other bytes that says the same."""
    book.properties.title = "存过一次"


def mended(content, mend):
    book = opened(content)
    mend(book)
    return saved(book)


MONEY, PROGRESS = "1-6月完成投资", "1-6月形象进度"
MISTAKES = {  # code (and which): (mistake, how it is mended)
    "required-blank": (cell(PROGRESS, None), as_the_example_says),
    "nothing-not-allowed": (cell(PROGRESS, "无"), as_the_example_says),
    "not-a-number": (cell(MONEY, "待结算"), as_the_example_says),
    "uncorrected": (cell(MONEY, "待改：12、13"), as_the_example_says),
    "not-a-number, indicator": (current("正在统计"), as_the_example_says),
    "percent-unclear": (current(1, 0), as_the_example_says),
    "not-a-date": (cell("拟完工日期", "年底前"), as_the_example_says),
    "not-in-list": (cell("开工状态", "快了"), as_the_example_says),
    "date-not-number": (formatted(320.5, "yyyy-mm-dd hh:mm"), as_the_example_says),
    "percent-impossible": (current(8500, 0), as_the_example_says),
    "negative": (cell(MONEY, -3), as_the_example_says),
    "negative, indicator": (current(-3), as_the_example_says),
    "below-minimum": (cell("参建人数", 2), as_the_example_says),
    "above-maximum": (cell("参建人数", 901), as_the_example_says),
    "error-cell": (cell(MONEY, "#REF!"), as_the_example_says),
    "formula-without-result": (cell(MONEY, "=1+2"), as_the_example_says),
    "struck-out": (crossed_out(MONEY, crossed=True), crossed_out(MONEY, crossed=False)),
    "unseen-value": (formatted(320.5, ";;;"), formatted(320.5, "0.0")),
    "numbers-apart": (swap_names, as_the_example_says),
    "unit-unclear": (cell(MONEY, "12吨"), as_the_example_says),
    "unit-unclear, by its format": (formatted(3, '0"吨"'), as_the_example_says),
    "unit-unclear, shown as a percent": (formatted(0.5, "0%"), as_the_example_says),
    "not-a-number, by its format": (formatted(4100, '0"元/户"'), as_the_example_says),
    "measure-changed": (both(cell("计量单位", "米", 0, INDICATORS), current(12, 0)), as_the_example_says),
    "measure-changed, in the heading": (
        both(rename_heading("本期累计", "本期累计（万元）", INDICATORS), current(12, 0)),
        as_the_example_says,
    ),
    "shown-smaller": (formatted(40000, "#,##0,"), as_the_example_says),
    "several-numbers": (cell(MONEY, "12、13"), as_the_example_says),
    "number-too-long": (cell(MONEY, "110101199003074514"), as_the_example_says),
    "not-exact": (cell(MONEY, "近300"), as_the_example_says),
    "not-exact, indicator": (current("200余"), as_the_example_says),
    "foreign-row": (add_row("4", "实施“四好农村路”建设", "完工"), delete_marked_row),
    "unknown-row": (add_row("99", "兴建太空电梯", "完工"), delete_marked_row),
    "unknown-indicator": (add_row("1", "发展普惠性学前教育", "满意率", sheet=INDICATORS), delete_marked_row),
    "row-missing": (delete_row(2), restore_row("1", "122中教学楼及辅助用房改扩建")),
    "row-repeated": (add_row("1", "122中教学楼及辅助用房改扩建", "另一说"), delete_marked_row),
    "rows-merged": (merge_rows(MONEY), split_rows(MONEY)),
    "heading-missing": (rename_heading("存在的主要问题", "其他"), rename_heading("其他", "存在的主要问题")),
    "heading-repeated": (repeat_heading, drop_last_column),
    "two-filled-sheets": (copy_sheet, delete_sheet("推进情况表（改）")),
    "money-unit-changed": (everywhere("金额单位：万元", "金额单位：元"), everywhere("金额单位：元", "金额单位：万元")),
    "money-unit-changed, over two columns": (rename_heading("完成情况", "完成情况（元）"), as_the_example_says),
    "wrong-period": (everywhere("1-6月", "1-7月"), everywhere("1-7月", "1-6月")),
    "ambiguous-row": (unsigned(rename_project(3, "B地块幼儿园", "", "规划班。")), name_project(3, "B36地块幼儿园")),
    "unknown-row, renamed": (unsigned(rename_project(0, "发展事业", "", "")), name_project(0, "发展普惠性学前教育")),
    "period-unknown": (unsigned(everywhere("1-6月", "")), everywhere("2020年重点", "2020年1-6月重点")),
    "unknown-unit": (
        unsigned(everywhere("填报单位：区教委", "填报单位：区教育处")),
        everywhere("填报单位：区教育处", "填报单位：区教委"),
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_corrected_as_marked_it_is_accepted(post, name):
    make, mend = MISTAKES[name]
    outcome, back = post.send(mended(post.form(problem=name), make))
    assert outcome.disposition is Disposition.RETURNED
    code, *_ = name.split(",")
    also = {"row-missing"} if "renamed" in name else set()  # nobody can tell which project the row may be
    assert errors(outcome) == {code} | also
    unchanged, _ = post.send(mended(back, touched))
    assert (unchanged.disposition, bool(errors(unchanged))) == (
        Disposition.RETURNED,
        True,
    )  # it has mended nothing itself
    again, _ = post.send(mended(back, mend))
    assert errors(again) == set()
    assert (again.disposition, again.unit, again.period) == (Disposition.ACCEPTED, UNIT, "2020-06")


# --- what no spreadsheet program lets one type, or what was never a workbook of ours -----------------------------------


def with_words(content, old, new):
    """Return a workbook with words of one of its parts replaced where they first stand."""
    stream, left = io.BytesIO(), 1
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for part in before.namelist():
            data = before.read(part)
            left -= old.encode() in data and left > 0
            after.writestr(part, data.replace(old.encode(), new.encode(), 1) if part.endswith(".xml") else data)
    assert left == 0
    return stream.getvalue()


def too_long(content):
    return with_words(mended(content, cell(PROGRESS, "LONGTEXT")), "LONGTEXT", "截至6月25日，正在施工。" * 3000)


def under_merge(content):
    return with_words(content, '<mergeCell ref="E4:F4"', '<mergeCell ref="F6:G6"/><mergeCell ref="E4:F4"')


def as_csv(content):
    """Return the first sheet as Excel saves it for "CSV" on a Chinese Windows."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    for row in opened(content)[PROJECTS].iter_rows(values_only=True):
        writer.writerow(["" if value is None else value for value in row])
    return stream.getvalue().encode("gb18030")


def as_loose_csv(content):
    """Return it as a system writes it that quotes nothing."""
    return as_csv(content).replace(b"12345", b"12,345")


def as_html(content):
    rows = opened(content)[PROJECTS].iter_rows(values_only=True)
    cells = ("".join(f"<td>{'' if value is None else value}</td>" for value in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    return f'<html><head><meta charset="gbk"></head><body><table>{table}</table></body></html>'.encode("gb18030")


def altered(content):
    """Return a form whose identity somebody has edited."""

    def edit(book):
        sheet = book["_标识"]
        for row in sheet.iter_rows():
            for one in row:
                if one.value == UNIT:
                    one.value = "区交通局"

    return mended(content, edit)


def foreign(content):
    """Return a form that says it was signed by another workspace."""

    def edit(book):
        for row in book["_标识"].iter_rows():
            if row[0].value == "密钥":
                row[1].value = identity.key_mark(b"another office's key, 32 bytes..")

    return mended(content, edit)


@pytest.mark.parametrize(
    ("code", "make", "ending", "cells"),
    [
        ("text-too-long", too_long, ".xlsx", {}),
        ("value-under-merge", under_merge, ".xlsx", {}),
        ("not-a-number", bytes, ".xls", {"investment": "待结算"}),
        ("not-a-number", bytes, "", {"investment": "待审计"}),
        ("not-a-number", as_csv, ".csv", {"investment": "待结算"}),
        ("row-shifted", as_loose_csv, ".csv", {"investment": lambda name: 12345 if name.startswith("122中") else 5}),
        ("not-a-number", as_html, ".xls", {"investment": "待结算"}),
        ("not-a-number", as_html, ".xlsx", {"investment": "尚未结算"}),
        ("forged-identity", altered, ".xlsx", {}),
        ("foreign-workspace", foreign, ".xlsx", {}),
        ("sheet-missing", lambda content: mended(content, delete_sheet(INDICATORS)), ".xlsx", {}),
    ],
)
def test_what_comes_back_for_odd_files_can_be_corrected_too(post, code, make, ending, cells):
    outcome, back = post.send(make(post.form(**cells)), ending)
    assert (outcome.disposition, errors(outcome)) == (Disposition.RETURNED, {code})
    book = opened(back)
    if code == "value-under-merge":
        assert not book[PROJECTS].protection.sheet  # a protected sheet lets nobody take cells apart
        for area in [str(area) for area in book[PROJECTS].merged_cells.ranges if area.min_row == area.max_row == 6]:
            book[PROJECTS].unmerge_cells(area)
    as_the_example_says(book)
    again, _ = post.send(saved(book))
    assert errors(again) == set()
    assert (again.disposition, again.unit, again.period) == (Disposition.ACCEPTED, UNIT, "2020-06")


@pytest.mark.parametrize(
    "name",
    [
        "money-unit-changed", "heading-missing", "heading-repeated", "numbers-apart", "unit-unclear", "row-repeated",
        "several-numbers", "not-exact",
    ],
)  # fmt: skip
def test_a_fresh_form_in_place_of_a_csv_has_mended_nothing_by_itself(post, name):
    make, _ = MISTAKES[name]
    outcome, back = post.send(as_csv(mended(post.form(problem=f"csv {name}"), make)), ".csv")
    assert (outcome.disposition, name in errors(outcome)) == (Disposition.RETURNED, True)
    again, _ = post.send(mended(back, touched))
    assert (again.disposition, errors(again)) == (Disposition.RETURNED, {"uncorrected"})


def test_a_unit_that_took_anothers_form_gets_its_own_and_the_other_is_not_touched(post):
    wrong, _ = post.send(mended(post.form("区文化旅游委"), cell(PROGRESS, None)))
    assert (wrong.unit, errors(wrong)) == ("区文化旅游委", {"required-blank"})
    borrowed = post.form("区文化旅游委", progress="借来的表，总体形象进度90%。")
    outcome, back = post.send(mended(borrowed, everywhere("填报单位：区文化旅游委", "填报单位：区交通局")))
    assert (outcome.disposition, outcome.unit, errors(outcome)) == (Disposition.RETURNED, "区交通局", {"unit-conflict"})
    words = [str(one.value) for sheet in opened(back).worksheets for row in sheet.iter_rows() for one in row]
    assert not [one for one in words if "填报单位：区文化旅游委" in one or "借来的表" in one]
    standings = {one.unit: one for one in status(post.desk, Period(2020, 6))}
    assert standings["区文化旅游委"].file == wrong.file
    assert standings["区交通局"].file == outcome.file

    def fill_in(book):
        for heading, value in ((PROGRESS, "截至6月25日，累计完成56公里。"), (MONEY, 12)):
            cell(heading, value)(book)
        cell("本期累计", 56, sheet=INDICATORS)(book)

    again, _ = post.send(mended(back, fill_in))
    assert (again.disposition, again.unit, again.period) == (Disposition.ACCEPTED, "区交通局", "2020-06")


BEYOND_THE_UNIT = {  # 错误 of which no corrected copy can be made: nothing was read, or another month's form is wanted
    "unreadable", "encrypted", "too-large", "unsafe-file", "reading-failed", "not-a-form", "not-a-workbook",
    "archive-unusable", "period-not-open",
}  # fmt: skip


def test_every_mistake_a_unit_can_mend_is_mended_above():
    mended_here = {name.split(",")[0] for name in MISTAKES} | {
        "text-too-long", "value-under-merge", "row-shifted", "forged-identity", "foreign-workspace", "sheet-missing",
        "unit-conflict",
    }  # fmt: skip
    known = {code for code, kind in KINDS.items() if kind.level is Level.ERROR}
    assert mended_here | BEYOND_THE_UNIT == known
    assert not mended_here & BEYOND_THE_UNIT
