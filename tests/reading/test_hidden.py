"""What calamine does not tell, and must not be lost: each fault yields the right value or a flaw at its cell."""

import datetime as dt
import io
import re

import openpyxl
import pytest

from shishi_xl.reading import opening, xls
from tests.reading import making


def first(data: bytes):
    result = opening.parse(data)
    assert result["status"] == "ok", result
    return result["sheets"][0]


def value_at(sheet, row, column):
    line = sheet["rows"][row - sheet["top"]]
    return line[column - sheet["left"]] if column - sheet["left"] < len(line) else None


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#NAME?"])
def test_an_error_cell_is_a_flaw_with_its_text(error):
    xml = (
        '<row r="2"><c r="B2"><v>1</v></c>'
        f'<c r="C2" s="0" t="e"><f>1/0</f><v>{error}</v></c><c r="D2" t="e"><v>{error}</v></c></row>'
    )
    sheet = first(making.cells(xml))
    assert sheet["flaws"] == {(2, 3): ("error", error), (2, 4): ("error", error)}
    assert value_at(sheet, 2, 3) is None


def test_a_formula_without_result_is_a_flaw_and_one_with_a_result_is_its_result():
    xml = (
        '<row r="1"><c r="A1"><f>SUM(B1:C1)</f></c><c r="B1"><f>1+1</f><v>2</v></c><c r="C1"><f>X</f><v></v></c>'
        '<c r="D1"><f>Y</f><v/></c><c r="E1" t="str"><f>""</f><v></v></c><c r="F1" t="str"><f>"a"</f><v>甲</v></c>'
        '<c r="G1"><f t="shared" si="0"/><v>7</v></c><c r="H1"><f t="shared" si="0"/></c></row>'
    )
    sheet = first(making.cells(xml))
    assert sheet["flaws"] == {(1, column): ("no-result", "") for column in (1, 3, 4, 8)}
    assert [value_at(sheet, 1, column) for column in range(2, 9)] == [2, None, None, None, "甲", 7, None]


def test_what_openpyxl_writes_as_a_formula_has_no_result():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"] = 1, "=A1*2"
    assert first(making.saved(book))["flaws"] == {(1, 2): ("no-result", "")}


def test_a_value_under_a_merged_area_is_kept_and_flagged():
    xml = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'
        '<row r="2"><c r="A2"><v>3</v></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A1:B1"/></mergeCells>'
    )
    sheet = first(making.workbook(xml))
    assert sheet["merges"] == [(1, 1, 1, 2)]
    assert sheet["flaws"] == {(1, 2): ("under-merge", "2")}
    assert value_at(sheet, 1, 2) == 2


def test_hidden_rows_columns_and_sheets():
    book = openpyxl.Workbook()
    sheet = book.active
    for row in range(1, 5):
        sheet.append([row, row, row])
    sheet.row_dimensions[2].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.column_dimensions["Z"].hidden = True
    book.create_sheet("藏").sheet_state = "hidden"
    book.create_sheet("深藏").sheet_state = "veryHidden"
    sheets = opening.parse(making.saved(book))["sheets"]
    assert (sheets[0]["hidden_rows"], sheets[0]["hidden_columns"]) == ([2], [3])
    assert [sheet["visibility"] for sheet in sheets] == ["visible", "hidden", "veryHidden"]


@pytest.mark.parametrize("dimension", ["A1", "A1:A1", "A1:XFD1048576", "Z99", "B2"])
def test_a_wrong_dimension_loses_nothing(dimension):
    parts = making.parts_of(making.xlsx(merges=()))
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert b'<dimension ref="A1:E5"' in sheet
    parts["xl/worksheets/sheet1.xml"] = sheet.replace(b'ref="A1:E5"', f'ref="{dimension}"'.encode())
    assert first(making.plain_zip(parts))["rows"] == first(making.xlsx())["rows"]


def test_rich_text_inline_text_and_phonetic_runs():
    shared = (
        f'<sst xmlns="{making.SPREADSHEET}"><si><r><t>已完成</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 12 </t></r>'
        '<r><t>公里</t></r><rPh sb="0" eb="1"><t>YI</t></rPh></si></sst>'
    )
    xml = (
        '<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>乙</t></is></c>'
        '<c r="C1" t="inlineStr"><is><r><t>丙</t></r><r><t>丁</t></r></is></c><c r="D1" t="b"><v>1</v></c></row></sheetData>'
    )
    assert first(making.workbook(xml, shared=shared))["rows"] == [["已完成 12 公里", "乙", "丙丁", True]]


def test_dates_since_1904_and_since_1900():
    styles = f'<styleSheet xmlns="{making.SPREADSHEET}"><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    xml = '<sheetData><row r="1"><c r="A1" s="1"><v>43997</v></c></row></sheetData>'
    since_1904 = making.workbook(xml, styles=styles, properties='<workbookPr date1904="1"/>')
    assert first(making.workbook(xml, styles=styles))["rows"] == [[dt.date(2020, 6, 15)]]
    assert first(since_1904)["rows"] == [[dt.date(2024, 6, 16)]]


def test_a_number_stored_as_text_stays_text():
    book = openpyxl.Workbook()
    book.active.append(["0012", "1234.5", 113])
    book.active["A1"].quotePrefix = True
    assert first(making.saved(book))["rows"] == [["0012", "1234.5", 113]]


@pytest.mark.parametrize("number", ["NaN", "1e999", "-1e999", "inf"])
def test_a_number_that_is_none_is_a_flaw(number):
    sheet = first(making.cells(f'<row r="1"><c r="A1"><v>{number}</v></c><c r="B1"><v>1</v></c></row>'))
    assert sheet["flaws"].keys() == {(1, 1)}
    assert value_at(sheet, 1, 1) is None


def test_xml_written_otherwise_says_the_same():
    """Prefixes, single quotes, comments, CDATA, cells without a place: the flaws must not slip through."""
    sheet = (
        "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><!-- <c r=\"Z9\" --><x:cols>"
        "<x:col min='2' max='2' hidden='1'/></x:cols><x:sheetData><x:row><x:c t='e'><x:v>#REF!</x:v></x:c>"
        "<x:c><x:f><![CDATA[A1<2]]></x:f></x:c><x:c><x:v>5</x:v></x:c></x:row><x:row hidden='1'>"
        "<x:c t='inlineStr'><x:is><x:t><![CDATA[甲<乙]]></x:t></x:is></x:c></x:row></x:sheetData>"
        "<x:mergeCells><x:mergeCell ref='A2:B2'/></x:mergeCells></x:worksheet>"
    )
    parts = making.workbook_parts("")
    parts["xl/worksheets/sheet1.xml"] = sheet
    found = first(making.plain_zip(parts))
    assert found["rows"] == [[None, None, 5], ["甲<乙"]]
    assert found["flaws"] == {(1, 1): ("error", "#REF!"), (1, 2): ("no-result", "")}
    assert (found["merges"], found["hidden_rows"], found["hidden_columns"]) == ([(2, 1, 2, 2)], [2], [2])


def test_formatted_rows_below_and_between_the_values_cost_no_value():
    styled = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(2, 9_000))
    last = '<row r="9000"><c r="B9000"><v>2</v></c></row>'
    below = "".join(f'<row r="{row}" hidden="1"><c r="A{row}" s="0"/></row>' for row in range(9_001, 18_000))
    one = '<row r="1"><c r="A1"><v>1</v></c></row>'
    merges = '<mergeCells><mergeCell ref="C1:D1"/></mergeCells>'
    sheet = first(making.workbook(f"<sheetData>{one}{styled}{last}{below}</sheetData>{merges}"))
    assert (sheet["top"], len(sheet["rows"])) == (1, 9_000)
    assert (sheet["rows"][0], sheet["rows"][-1]) == ([1], [None, 2])
    assert sheet["merges"] == [(1, 3, 1, 4)]


@pytest.mark.parametrize("place", ["A1 ", "a1", "$A$1", "1A", "A", "AAAA1", ""])
def test_a_cell_with_a_place_that_is_none_is_refused_not_guessed(place):
    result = opening.read_bytes(making.cells(f'<row r="1"><c r="{place}"><v>1</v></c></row>'))
    assert (result["status"], result.get("code")) == (("ok", None) if place == "" else ("refused", "unreadable"))


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030"])
def test_a_part_in_another_encoding_is_read(encoding):
    parts = making.workbook_parts(
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>北碚</t></is></c></row></sheetData>'
    )
    name = "xl/worksheets/sheet1.xml"
    parts[name] = f'<?xml version="1.0" encoding="{encoding}"?>{parts[name]}'.encode(encoding)
    assert first(making.plain_zip(parts))["rows"] == [["北碚"]]


def test_odd_part_names_are_followed():
    parts = making.workbook_parts('<sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>')
    moved = {
        "_rels/.rels": parts["_rels/.rels"].replace("xl/workbook.xml", "/XL/Book2.xml"),
        "xl\\Book2.xml": parts["xl/workbook.xml"],
        "xl/_rels/book2.xml.rels": parts["xl/_rels/workbook.xml.rels"].replace(
            "worksheets/sheet1.xml", "/xl/Tables/a.xml"
        ),
        "xl/tables/A.xml": parts["xl/worksheets/sheet1.xml"],
        "[Content_Types].xml": parts["[Content_Types].xml"],
    }
    assert first(making.plain_zip(moved))["rows"] == [[7]]


def test_macros_and_links_are_noted():
    parts = making.parts_of(making.xlsx())
    parts["xl/vbaProject.bin"] = b"\x00" * 100
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        f'<Relationships xmlns="{making.PACKAGE}"><Relationship Id="rId9" Type="{making.RELATIONS}/hyperlink" '
        'Target="http://example.com/" TargetMode="External"/></Relationships>'
    )
    result = opening.parse(making.plain_zip(parts))
    assert (result["kind"], result["notices"]) == ("xlsm", ["macros-ignored", "links-ignored"])


# --- the same in the other formats -----------------------------------------------------------------------------------


def test_old_workbooks_tell_errors_merges_and_what_is_hidden():
    extra = (
        making.record(0x0205, b"\x03\x00\x03\x00\x00\x00\x17\x01")  # D4 = #REF!
        + making.record(0x0208, b"\x04\x00\x00\x00\x05\x00\xff\x00\x00\x00\x00\x00\x20\x01\x0f\x00")  # row 5 hidden
        + making.record(0x007D, b"\x04\x00\x04\x00\x00\x08\x0f\x00\x01\x00\x00\x00")  # column E hidden
        + making.record(0x00E5, b"\x01\x00" + b"\x03\x00\x03\x00\x00\x00\x01\x00")  # A4:B4
    )
    sheet = first(making.xls(extra=extra, hidden=2))
    assert sheet["flaws"][4, 4] == ("error", "#REF!")
    assert sheet["flaws"][4, 2] == ("under-merge", "四好农村路")
    assert (sheet["hidden_rows"], sheet["hidden_columns"], sheet["visibility"]) == ([5], [5], "veryHidden")


def test_binary_workbooks_tell_errors_merges_and_what_is_hidden():
    import struct

    error = making.binary_record(3, struct.pack("<2IB", 6, 0, 0x2A))
    columns = making.binary_record(60, struct.pack("<4IH", 4, 4, 2048, 0, 1))
    merge = making.binary_record(176, struct.pack("<4I", 3, 3, 0, 1))
    data = making.xlsb_sheet(extra_cells={3: error}, hidden_rows=(5,), after=merge, columns=columns)
    sheet = first(making.xlsb(data))
    assert sheet["flaws"] == {(3, 7): ("error", "#N/A"), (4, 2): ("under-merge", "四好农村路")}
    assert (sheet["hidden_rows"], sheet["hidden_columns"]) == ([5], [5])


ODS_TABLES = """<office:automatic-styles><style:style style:name="ta2" style:family="table">
<style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>
<table:tracked-changes><table:table-cell office:value-type="float" office:value="9"/></table:tracked-changes>
<table:table table:name="甲"><table:table-column table:number-columns-repeated="2"/>
<table:table-column table:visibility="collapse"/>
<table:table-row><table:table-cell table:number-columns-spanned="2" office:value-type="string"><office:annotation><text:p>批注</text:p>
</office:annotation><text:p>标<text:span>题</text:span></text:p></table:table-cell><table:covered-table-cell office:value-type="float"
office:value="3"/><table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error"><text:p>#DIV/0!</text:p>
</table:table-cell><table:table-cell table:formula="of:=1"/></table:table-row>
<table:table-row table:number-rows-repeated="2" table:visibility="filter"><table:table-cell office:value-type="date"
office:date-value="2020-06-15"/><table:table-cell table:number-columns-repeated="2" office:value-type="percentage" office:value="0.5"/>
</table:table-row><table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>
</table:table-row></table:table><table:table table:name="乙" table:style-name="ta2"/></office:spreadsheet></office:body>"""


def test_open_document_cells_and_flaws():
    visible, hidden = opening.parse(making.ods_content(ODS_TABLES))["sheets"]
    day = dt.date(2020, 6, 15)
    assert visible["rows"] == [["标题", 3.0], [day, "50%", "50%"], [day, "50%", "50%"]]
    assert visible["flaws"] == {
        (1, 2): ("under-merge", "3"),
        (1, 3): ("error", "#DIV/0!"),
        (1, 4): ("no-result", ""),
    }
    assert (visible["hidden_rows"], visible["hidden_columns"]) == ([2, 3], [3])
    assert hidden["visibility"] == "hidden"


def test_xml_spreadsheet_cells_and_flaws():
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    data = (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="甲"><Table>'
        '<Column ss:Index="3" ss:Hidden="1"/><Row ss:Index="2"><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data></Cell>'
        '<Cell><Data ss:Type="Error">#N/A</Data></Cell></Row><Row ss:Hidden="1"><Cell ss:Index="3" ss:Formula="=1"/>'
        '<Cell><Data ss:Type="DateTime">2020-06-15T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>'
    )
    sheet = first(data.encode())
    assert (sheet["top"], sheet["rows"]) == (2, [["标题"], [None, None, None, dt.date(2020, 6, 15)]])
    assert sheet["merges"] == [(2, 1, 2, 2)]
    assert sheet["flaws"] == {(2, 3): ("error", "#N/A"), (3, 3): ("no-result", "")}
    assert (sheet["hidden_rows"], sheet["hidden_columns"]) == ([3], [3])


SHOWN = {
    "0%": ("85%", "100%"),
    "0.00%;[Red]-0.00%": ("85%", "100%"),
    '0.00"%"': ("0.85%", "1%"),
    "General": (0.85, 1.0),
    "#,##0.00_ ;[Red]\\-#,##0.00\\ ": (0.85, 1.0),
    '_ * #,##0.0"元"': ("0.85元", "1元"),
    '0.00"亿元"': ("0.85亿元", "1亿元"),
    'General"个"': ("0.85个", "1个"),
    "0.0‰": ("0.85‰", "1‰"),
    '0!.0,"万元"': tuple(
        f"{small}万元（格式把{raw}缩小了10000倍显示）" for small, raw in (("0.000085", "0.85"), ("0.0001", 1))
    ),
}


@pytest.mark.parametrize("code", SHOWN)
def test_a_number_takes_the_percent_or_unit_that_its_cell_shows(code):
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"], sheet["B3"], sheet["B4"], sheet["B5"] = 0.85, 1, "0.85", True
    for place in ("B2", "B3", "B4", "B5"):
        sheet[place].number_format = code
    part, whole = SHOWN[code]
    assert first(making.saved(book))["rows"] == [[part], [whole], ["0.85"], [True]]


SMALLER = {
    '0!.0,"万元"': "4.0123万元",
    r'0\.0,"万元"': "4.0123万元",
    '0!.0,"万"': "4.0123万",
    "0!.0000": "4.0123万",
    '0.0,"千元"': "40.123千元",
    '0!.00,,"亿元"': "0.00040123亿元（格式把40123缩小了100000000倍显示）",
    "#,##0,": "40.123（格式把40123缩小了1000倍显示）",
    '0.0,"万元"': "40.123万元（格式把40123缩小了1000倍显示）",
    '[>=10000]0!.0,"万元";0"元"': "4.0123万元",
    '[<10000]0"元";0!.0,"万元"': "4.0123万元",
    '0"万"0000"元"': "40123元",
    "#,##0.00": 40123.0,
}


@pytest.mark.parametrize("code", SMALLER)
def test_a_number_that_its_cell_shows_smaller_is_read_as_shown(code):
    import openpyxl

    book = openpyxl.Workbook()
    book.active["A1"] = 40123
    book.active["A1"].number_format = code
    assert first(making.saved(book))["rows"] == [[SMALLER[code]]]


@pytest.mark.parametrize(
    ("number", "text", "value"),
    [
        (40123, "4.0万元", "4.0123万元"),
        (40123, "40,123", 40123),
        (0.85, "0.85亿元", "0.85亿元"),
        (0.8512, "85%", "85.12%"),
        (45, "45%", "45%"),
        (320.5, "￥320.50", 320.5),
        (320.5, "321", 320.5),
        (40123, "40.1", "40.123（格式把40123缩小了1000倍显示）"),
        (0.4, "0", 0.4),
        (0.5, "1/2", 0.5),
    ],
)
def test_a_number_of_which_only_the_text_shown_is_known(number, text, value):
    page = f'<html><table><tr><td x:num="{number}">{text}</td></tr></table></html>'
    assert first(page.encode())["rows"] == [[value]]
    cell = f'<table:table-cell office:value-type="float" office:value="{number}"><text:p>{text}</text:p></table:table-cell>'
    body = f'<office:body><office:spreadsheet><table:table table:name="甲"><table:table-row>{cell}</table:table-row></table:table>'
    ods = making.ods_content(body + "</office:spreadsheet></office:body>")
    assert first(ods)["rows"] == [[value]]


def test_a_formula_shown_as_a_percent():
    data = making.xlsxwriter_xlsx([["完成率"]])
    parts = making.parts_of(data)
    cell = b'<row r="2"><c r="A2" s="1"><f>17/20</f><v>0.85</v></c></row></sheetData>'
    parts["xl/worksheets/sheet1.xml"] = parts["xl/worksheets/sheet1.xml"].replace(b"</sheetData>", cell)
    formats = b'<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="10"/></cellXfs>'
    parts["xl/styles.xml"] = re.sub(rb"<cellXfs.*?</cellXfs>", formats, parts["xl/styles.xml"])
    assert first(making.plain_zip(parts))["rows"][1] == ["85%"]


def test_percents_of_binary_workbooks_xml_spreadsheets_and_web_pages():
    import struct

    record = making.binary_record
    own = record(44, struct.pack("<H", 164) + making.binary_text("0.0%"))
    formats = b"".join(record(47, struct.pack("<2H", 0xFFFF, number)) for number in (0, 9, 164))
    styles = own + record(626) + record(47, struct.pack("<2H", 0xFFFF, 9)) + record(627)
    styles += record(617, struct.pack("<I", 3)) + formats + record(618)
    cells = {1: b"".join(record(5, struct.pack("<2Id", column, column, 0.85)) for column in (0, 1, 2))}
    data = making.xlsb(making.xlsb_sheet([[]], extra_cells=cells), styles=styles)
    assert first(data)["rows"] == [[0.85, "85%", "85%"]]

    space = "urn:schemas-microsoft-com:office:spreadsheet"
    data = (
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Styles><Style ss:ID="a"><NumberFormat '
        'ss:Format="Percent"/></Style><Style ss:ID="b"/></Styles><Worksheet ss:Name="甲"><Table><Row>'
        '<Cell ss:StyleID="a"><Data ss:Type="Number">0.85</Data></Cell><Cell ss:StyleID="b"><Data ss:Type="Number">0.85</Data>'
        "</Cell></Row></Table></Worksheet></Workbook>"
    )
    assert first(data.encode())["rows"] == [["85%", 0.85]]

    page = b'<html><table><tr><td x:num="0.8512">85%</td><td x:num="0.8512">0.85</td></tr></table></html>'
    assert first(page)["rows"] == [["85.12%", 0.8512]]


# --- what a person has crossed out ----------------------------------------------------------------------------------

CROSSED = "<r><rPr><strike/></rPr><t>1120</t></r>"
VALID = '<r><rPr><strike val="0"/></rPr><t>1220</t></r>'
TEXTS = f"<sst><si>{CROSSED}{VALID}</si><si>{CROSSED}</si><si>{VALID}</si><si><t>甲</t></si></sst>"
FONTS = "<fonts><font/><font><strike/></font></fonts>"
STYLES = f'<styleSheet>{FONTS}<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>'


def test_crossed_out_text_of_shared_texts_and_of_whole_cells_is_a_flaw():
    cells = "".join(f'<c r="{letter}1" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABCD"))
    xml = f'<sheetData><row r="1">{cells}<c r="E1" s="1"><v>5</v></c><c r="F1" s="0"><v>6</v></c></row></sheetData>'
    sheet = first(making.workbook(xml, shared=TEXTS, styles=STYLES))
    assert sheet["flaws"] == {(1, 1): ("struck", ""), (1, 2): ("all-struck", ""), (1, 5): ("all-struck", "")}
    assert sheet["rows"] == [["1220", "1120", "1220", "甲", 5, 6]]


def test_crossed_out_text_in_the_cell_itself_is_a_flaw():
    xml = f'<row r="1"><c r="A1" t="inlineStr"><is>{CROSSED}{VALID}</is></c><c r="B1" t="inlineStr"><is>{VALID}</is></c></row>'
    sheet = first(making.cells(xml))
    assert sheet["flaws"] == {(1, 1): ("struck", "")}
    assert sheet["rows"] == [["1220", "1220"]]


def test_crossed_out_text_on_a_web_page_is_a_flaw():
    page = b"<html><table><tr><td><s>1120</s>1220</td><td><del>5</del></td><td>6</td></tr></table></html>"
    sheet = first(page)
    assert sheet["flaws"] == {(1, 1): ("struck", ""), (1, 2): ("all-struck", "")}
    assert sheet["rows"] == [["1220", "5", "6"]]


def test_crossed_out_text_in_a_word_table_is_a_flaw():
    import docx

    document = docx.Document()
    table = document.add_table(1, 3)
    for cell, runs in zip(table.rows[0].cells, [("1120", "1220"), ("5", ""), ("", "6")], strict=True):
        paragraph = cell.paragraphs[0]
        paragraph.add_run(runs[0]).font.strike = True
        paragraph.add_run(runs[1])
    file = io.BytesIO()
    document.save(file)
    sheet = first(file.getvalue())
    assert sheet["flaws"] == {(1, 1): ("struck", ""), (1, 2): ("all-struck", "")}
    assert sheet["rows"] == [["1220", "5", "6"]]


def test_crossed_out_text_in_an_opendocument_sheet_is_a_flaw():
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties style:text-line-through-{how}/></style:style>'
        for name, how in (("T1", 'type="single"'), ("T2", 'style="none"'), ("ce1", 'style="solid"'))
    )
    cells = (
        '<table:table-cell office:value-type="string"><text:p><text:span text:style-name="T1">1120</text:span>'
        '<text:span text:style-name="T2">1220</text:span></text:p></table:table-cell>'
        '<table:table-cell table:style-name="ce1" office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'
        '<table:table-cell office:value-type="float" office:value="6"><text:p>6</text:p></table:table-cell>'
    )
    table = f'<table:table table:name="表"><table:table-row>{cells}</table:table-row></table:table>'
    sheet = first(
        making.ods_content(
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
        )
    )
    assert sheet["flaws"] == {(1, 1): ("struck", ""), (1, 2): ("all-struck", "")}
    assert sheet["rows"] == [["1220", 5.0, 6.0]]


@pytest.mark.parametrize(
    ("runs", "kept", "crossed"),
    [([(0, 7), (4, 1)], "1220", "1120"), ([(0, 1), (4, 7)], "1120", "1220"), ([(0, 7)], "", "11201220")],
)
def test_crossed_out_runs_of_an_old_workbook_are_parted(runs, kept, crossed):
    assert xls.parted("11201220", runs, frozenset({7})) == (kept, crossed)


def test_a_row_and_a_column_without_size_are_hidden():
    xml = (
        '<cols><col min="2" max="2" width="0" customWidth="1"/></cols><sheetData>'
        '<row r="1" ht="0" customHeight="1"><c r="A1"><v>1</v></c></row><row r="2" ht="0.1"><c r="B2"><v>1</v></c></row>'
        '<row r="3" ht="10"><c r="B3"><v>1</v></c></row></sheetData>'
    )
    sheet = first(making.workbook(xml))
    assert (sheet["hidden_rows"], sheet["hidden_columns"]) == ([1, 2], [2])


@pytest.mark.parametrize("strike", ["<strike val='1'/>", "<strike></strike>", "<x:strike/>"])
def test_crossing_out_is_seen_however_its_tag_is_written(strike):
    prefix = "x:" if "x:" in strike else ""
    fonts = f"<{prefix}fonts><{prefix}font/><{prefix}font>{strike}</{prefix}font></{prefix}fonts>"
    formats = f'<{prefix}cellXfs><{prefix}xf fontId="0"/><{prefix}xf fontId="1"/></{prefix}cellXfs>'
    xml = '<sheetData><row r="1"><c r="A1" s="1"><v>5</v></c><c r="B1" s="0"><v>6</v></c></row></sheetData>'
    sheet = first(making.workbook(xml, styles=f"<{prefix}styleSheet>{fonts}{formats}</{prefix}styleSheet>"))
    assert sheet["flaws"] == {(1, 1): ("all-struck", "")}


def test_crossing_out_and_hiding_by_a_style_sheet_are_seen_on_a_web_page():
    sheets = (
        "<style><!-- .xl65 {mso-style-parent:style0;\n\ttext-decoration:line-through;} td.away, .gone {display:none}"
        " .font7 {color:red; text-decoration:line-through} .xl66 {text-decoration:underline} --></style>"
    )
    cells = (
        "<td class=xl65>450</td><td><font class=font7>4</font><font class=font5>50</font></td>"
        "<td><span class='gone'>4</span>50</td><td class=xl66>7</td>"
        "<td style='text-decoration: line-through'>8</td><td><span style='text-decoration:line-through'>1</span>9</td>"
    )
    sheet = first(f"<html><head>{sheets}</head><table><tr>{cells}</tr></table></html>".encode())
    assert sheet["rows"] == [["450", "50", "50", "7", "8", "9"]]
    assert sheet["flaws"] == {
        (1, 1): ("all-struck", ""), (1, 2): ("struck", ""), (1, 3): ("hidden-text", ""),
        (1, 5): ("all-struck", ""), (1, 6): ("struck", ""),
    }  # fmt: skip


def test_tags_that_are_not_nested_well_cross_out_no_more_and_no_less():
    sheet = first(b"<html><table><tr><td><b><s>4</b>5</s>0</td><td><b>7<td>8</tr></table></html>")
    assert (sheet["rows"], sheet["flaws"]) == ([["0", "7", "8"]], {(1, 1): ("struck", "")})


def test_crossing_out_in_an_xml_spreadsheet_is_a_flaw():
    styles = (
        '<Styles><Style ss:ID="s1"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="s2" ss:Parent="s1"/>'
        '<Style ss:ID="s3"><Font ss:StrikeThrough="0"/></Style></Styles>'
    )
    cells = (
        '<Cell ss:StyleID="s1"><Data ss:Type="Number">450</Data></Cell>'
        '<Cell ss:StyleID="s2"><Data ss:Type="Number">451</Data></Cell>'
        '<Cell ss:StyleID="s3"><Data ss:Type="Number">452</Data></Cell>'
        '<Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>4</S><Font>50</Font></ss:Data></Cell>'
    )
    sheet = first(
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'{styles}<Worksheet ss:Name="表"><Table><Row>{cells}</Row></Table></Worksheet></Workbook>'.encode()
    )
    assert sheet["flaws"] == {(1, 1): ("all-struck", ""), (1, 2): ("all-struck", ""), (1, 4): ("struck", "")}
    assert sheet["rows"] == [[450, 451, 452, "50"]]


def test_crossing_out_and_hiding_by_a_named_style_are_seen_in_a_word_table():
    import docx
    from docx.enum.style import WD_STYLE_TYPE

    document = docx.Document()
    old = document.styles.add_style("Old", WD_STYLE_TYPE.CHARACTER)
    old.font.strike = True
    older = document.styles.add_style("Older", WD_STYLE_TYPE.CHARACTER)
    older.base_style = old
    secret = document.styles.add_style("Secret", WD_STYLE_TYPE.CHARACTER)
    secret.font.hidden = True
    struck = document.styles.add_style("Struck", WD_STYLE_TYPE.PARAGRAPH)
    struck.font.strike = True
    cells = document.add_table(1, 4).rows[0].cells
    for cell, style in zip(cells, ("Old", "Older", "Secret"), strict=False):
        cell.paragraphs[0].add_run("4").style = document.styles[style]
        cell.paragraphs[0].add_run("50")
    cells[3].paragraphs[0].style = struck
    cells[3].paragraphs[0].add_run("6")
    file = io.BytesIO()
    document.save(file)
    sheet = first(file.getvalue())
    assert sheet["rows"] == [["50", "50", "50", "6"]]
    assert sheet["flaws"] == {
        (1, 1): ("struck", ""), (1, 2): ("struck", ""), (1, 3): ("hidden-text", ""), (1, 4): ("all-struck", ""),
    }  # fmt: skip


def test_a_style_that_an_opendocument_sheet_is_based_on_crosses_out_too():
    named = '<style:style style:name="Old" style:family="table-cell"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    own = "".join(
        f'<style:style style:name="{name}" style:parent-style-name="Old" style:family="table-cell">{more}</style:style>'
        for name, more in (("ce1", ""), ("ce2", '<style:text-properties style:text-line-through-style="none"/>'))
    )
    cells = "".join(
        f'<table:table-cell table:style-name="{name}" office:value-type="float" office:value="5"><text:p>5</text:p></table:table-cell>'
        for name in ("ce1", "ce2", "Old")
    )
    content = (
        f"<office:automatic-styles>{own}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="表"><table:table-row>{cells}</table:table-row></table:table></office:spreadsheet></office:body>'
    )
    sheet = first(making.ods_content(content, styles=f"<office:styles>{named}</office:styles>"))
    assert sheet["flaws"] == {(1, 1): ("all-struck", ""), (1, 3): ("all-struck", "")}
