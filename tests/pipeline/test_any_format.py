"""A filled form in any format an office saves it in: the same values, whoever wrote the file."""

import struct
from html import escape

import pytest

from shishi_xl.core.recognition import recognise
from shishi_xl.core.submission import IdentitySource
from shishi_xl.pipeline.recognising import to_book
from shishi_xl.reading import opening
from tests.reading import making
from tests.sheets import CATALOGUE, FORM, KEY, codes, edit, issued, values

UNIT = "区教委"
SPACE = "urn:schemas-microsoft-com:office:spreadsheet"


def binary(book):
    def merged(sheet):
        areas = ((top, bottom, left, right) for top, left, bottom, right in sheet.merges)
        return b"".join(making.binary_record(176, struct.pack("<4I", *(side - 1 for side in area))) for area in areas)

    sheets = {one.name: making.xlsb_sheet(one.rows, after=merged(one)) for one in book.sheets}
    return making.xlsb_book(sheets, very_hidden={one.name for one in book.sheets if one.name == "_标识"})


def excel_2003(book, encoding):
    """Return what Excel 2003 saves as an XML table, merged headings and very hidden sheet and all."""

    def cell(sheet, row, column, value):
        spans = {(top, left): (right - left, bottom - top) for top, left, bottom, right in sheet.merges}
        across, down = spans.get((row, column), (0, 0))
        kind = "String" if isinstance(value, str) else "Number"
        text = escape(str(value)).replace("\n", "&#10;")
        return (
            f'<Cell ss:Index="{column}" ss:MergeAcross="{across}" ss:MergeDown="{down}">'
            f'<Data ss:Type="{kind}">{text}</Data></Cell>'
        )

    def table(sheet):
        for number, row in enumerate(sheet.rows, 1):
            cells = (cell(sheet, number, column, value) for column, value in enumerate(row, 1) if value is not None)
            yield f'<Row ss:Index="{number}">{"".join(cells)}</Row>'

    sheets = "".join(
        f'<Worksheet ss:Name="{sheet.name}"><Table>{"".join(table(sheet))}</Table><WorksheetOptions '
        f'xmlns="urn:schemas-microsoft-com:office:excel"><Visible>'
        f"{'SheetVeryHidden' if sheet.name == '_标识' else 'SheetVisible'}</Visible></WorksheetOptions></Worksheet>"
        for sheet in book.sheets
    )
    head = f'<?xml version="1.0" encoding="{encoding}"?>\r\n<?mso-application progid="Excel.Sheet"?>\r\n'
    return f'{head}<Workbook xmlns="{SPACE}" xmlns:ss="{SPACE}">{sheets}</Workbook>'.encode(encoding)


FORMATS = {
    "xlsb": (binary, "xlsb"),
    "Excel 2003 XML": (lambda book: excel_2003(book, "utf-8"), "xml"),
    "Excel 2003 XML in GB2312": (lambda book: excel_2003(book, "gb2312"), "xml"),
    "Excel 2003 XML in UTF-16": (lambda book: excel_2003(book, "utf-16"), "xml"),
}


def received(data):
    result = opening.parse(data)
    assert result["status"] == "ok", result
    return recognise(to_book(result), FORM, CATALOGUE, KEY), result["kind"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_signed_form_saved_in_another_format(name):
    save, kind = FORMATS[name]
    found, read_as = received(save(issued(UNIT)))
    assert (found.identity, found.unit, read_as, found.findings) == (IdentitySource.SIGNED, UNIT, kind, ())
    assert values(found) == values(recognise(issued(UNIT), FORM, CATALOGUE, KEY))


@pytest.mark.parametrize("name", FORMATS)
def test_a_mangled_form_saved_in_another_format(name):
    """Rows turned round, an empty column in front, a line of thanks above."""

    def mangle(rows):
        turned = [*rows[:5], *reversed(rows[5 : len(rows) - 4]), *rows[len(rows) - 4 :]]
        return [[None, "区发展改革委：现将推进情况报上。"], *([None, *row] for row in turned)]

    book = edit(issued(UNIT), "推进情况表", mangle, merges=())
    found, _ = received(FORMATS[name][0](book))
    assert values(found) == values(recognise(issued(UNIT), FORM, CATALOGUE, KEY))
    assert codes(found.findings) == []


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8-sig", ";"), ("utf-16", "\t"), ("utf-16-le", ","), ("gb18030", "|")]
)
def test_a_table_saved_as_text(encoding, delimiter):
    book = edit(
        issued(UNIT, signed=False),
        "推进情况表",
        lambda rows: [
            [f"{cell}，\n见“图{delimiter}一”" if "完成年度" in str(cell) else cell for cell in row] for row in rows
        ],
    )
    found, _ = received(making.delimited(book.sheets[0].rows, encoding, delimiter))
    expected = values(recognise(book, FORM, CATALOGUE, KEY))
    assert {key: value for key, value in expected.items() if not key[1]} == values(found)
    assert {finding.code for finding in found.findings} == {"identity-from-page", "indicators-absent"}
