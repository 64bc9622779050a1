"""Small digits beside a number and hidden words: a person does not read them as part of the figure, nor may the reader."""

import io
import struct
from types import SimpleNamespace

import pytest

from shishi_xl.reading import unseen, xls
from tests.reading import making
from tests.reading.test_hidden import first


def rich(*runs: tuple[str, str]) -> str:
    return "".join(f"<r><rPr>{look}</rPr><t>{text}</t></r>" for look, text in runs)


ABOVE, BELOW = '<vertAlign val="superscript"/>', '<vertAlign val="subscript"/>'
RAISED = [
    rich(("", "60"), (ABOVE, "1")),
    rich(("<b/>", "8"), (BELOW, "12&#38;3")),
    rich((ABOVE, "60")),
    rich(("", "5")),
]
READ = ["60¹", "8₁₂&₃", "60", "5"]


def test_raised_digits_of_shared_texts_are_no_digits_of_the_number():
    shared = "<sst>" + "".join(f"<si>{text}</si>" for text in RAISED) + "</sst>"
    cells = "".join(f'<c r="{letter}1" t="s"><v>{index}</v></c>' for index, letter in enumerate("ABCD"))
    xml = f'<sheetData><row r="1">{cells}</row></sheetData>'
    assert first(making.workbook(xml, shared=shared))["rows"] == [READ]


def test_raised_digits_of_texts_in_the_cells_themselves_are_no_digits_of_the_number():
    cells = "".join(
        f'<c r="{letter}1" t="inlineStr"><is>{text}</is></c>' for letter, text in zip("ABCD", RAISED, strict=True)
    )
    assert first(making.cells(f'<row r="1">{cells}</row>'))["rows"] == [READ]


@pytest.mark.parametrize(
    ("runs", "read"), [([(2, 7)], "60¹"), ([(0, 7), (1, 0)], "⁶01"), ([(2, 8)], "60₁"), ([(2, 3)], "601"), ([], "601")]
)
def test_raised_runs_of_an_old_workbook_are_marked(runs, read):
    source = SimpleNamespace(
        rich_text_runlist_map={(0, 0): runs},
        book=SimpleNamespace(xf_list=[SimpleNamespace(font_index=0)]),
        cell_xf_index=lambda *_: 0,
    )
    assert xls.with_raised("601", source, {7: False, 8: True}, (0, 0)) == read


def test_raised_runs_of_a_binary_workbook_are_marked():
    fonts = [making.binary_record(43, struct.pack("<4H", 220, 0, 400, place) + bytes(17)) for place in (0, 1, 2)]
    formats = making.binary_record(617, struct.pack("<I", 0)) + making.binary_record(618)
    styles = making.binary_record(611) + b"".join(fonts) + making.binary_record(612) + formats
    texts = b"".join(
        making.binary_record(
            19,
            b"\x01"
            + making.binary_text(text)
            + struct.pack("<I", len(runs))
            + b"".join(struct.pack("<2H", *run) for run in runs),
        )
        for text, runs in (("完成601", [(0, 0), (4, 1)]), ("8₂1", [(2, 2)]), ("60", [(0, 1)]))
    )
    plain = making.binary_record(19, b"\x00" + making.binary_text("71"))
    shared = making.binary_record(159, struct.pack("<2I", 4, 4)) + texts + plain + making.binary_record(160)
    cells = b"".join(making.binary_record(7, struct.pack("<3I", column, 0, column)) for column in range(4))
    data = making.xlsb(making.xlsb_sheet([[]], extra_cells={1: cells}), styles=styles, shared=shared)
    assert first(data)["rows"] == [["完成60¹", "8₂₁", "60", "71"]]


def test_raised_spans_of_an_opendocument_sheet_are_marked():
    places = {"T1": "super 58%", "T2": "-33% 58%", "T3": "0% 100%"}
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties style:text-position="{place}"/></style:style>'
        for name, place in places.items()
    )
    cells = "".join(
        f'<table:table-cell office:value-type="string"><text:p>60<text:span text:style-name="{name}">1</text:span></text:p>'
        "</table:table-cell>"
        for name in places
    )
    table = f'<table:table table:name="表"><table:table-row>{cells}</table:table-row></table:table>'
    content = making.ods_content(
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    )
    assert first(content)["rows"] == [["60¹", "60₁", "601"]]


def test_raised_text_of_a_web_page_and_of_an_xml_spreadsheet_is_marked():
    page = "<html><table><tr><td>60<sup>1</sup></td><td>60<sub>2</sub></td><td>60</td></tr></table></html>"
    assert first(page.encode())["rows"] == [["60¹", "60₂", "60"]]
    cell = '<Cell><ss:Data ss:Type="String">60<Sup>1</Sup></ss:Data></Cell>'
    book = (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="表"><Table><Row>'
        f"{cell}</Row></Table></Worksheet></Workbook>"
    )
    assert first(book.encode())["rows"] == [["60¹"]]


def word_table(*cells: tuple[tuple[str, str], ...]) -> dict:
    """Return the sheet of a Word table of one row, each cell given by its runs: look and text."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    table = document.add_table(1, len(cells))
    for cell, runs in zip(table.rows[0].cells, cells, strict=True):
        for look, text in runs:
            run = f"<w:r {nsdecls('w')}><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>"
            cell.paragraphs[0]._p.append(parse_xml(run))
    file = io.BytesIO()
    document.save(file)
    return first(file.getvalue())


def test_raised_runs_of_a_word_table_are_marked():
    sheet = word_table((("", "60"), ('<w:vertAlign w:val="superscript"/>', "1")), (("", "7"), ("<w:b/>", "1")))
    assert sheet["rows"] == [["60¹", "71"]]


def test_hidden_runs_of_a_word_table_are_left_out_and_said():
    hidden, shown = "<w:vanish/>", '<w:vanish w:val="0"/>'
    formerly = f'<w:rPrChange w:id="1" w:author="甲"><w:rPr>{hidden}</w:rPr></w:rPrChange>'
    sheet = word_table(
        (("", "3510"), (hidden, "99")), ((hidden, "5"),), ((shown, "60"), (hidden, " ")), ((formerly, "7"),)
    )
    assert sheet["rows"] == [["3510", None, "60", "7"]]
    assert sheet["flaws"] == {(1, 1): ("hidden-text", ""), (1, 2): ("hidden-text", "")}


def test_a_hidden_row_of_a_word_table_is_a_hidden_row():
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    table = document.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "甲", "乙"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {nsdecls('w')}/>"))
    file = io.BytesIO()
    document.save(file)
    sheet = first(file.getvalue())
    assert (sheet["rows"], sheet["hidden_rows"]) == ([["甲"], ["乙"]], [2])


@pytest.mark.parametrize(
    "cell",
    [
        '<td><span style="display:none">77</span>60</td>',
        '<td>60<span style="DISPLAY : NONE"><b>7</b><br>7</span></td>',
        '<td>60<div style="display:none">7<table><tr><td>7</td></tr></table></div></td>',
        '<td>60<p style="mso-hide:all">77</td>',
        "<td>60<div hidden>77</td>",
    ],
)
def test_hidden_words_of_a_web_page_are_left_out_and_said(cell):
    page = f"<html><table><tr>{cell}<td>5</td></tr><tr><td>6</td></tr></table></html>"
    sheet = first(page.encode())
    assert sheet["rows"] == [["60", "5"], ["6"]]
    assert sheet["flaws"] == {(1, 1): ("hidden-text", "")}


def test_a_cell_without_a_box_takes_no_place_and_a_hidden_table_is_a_hidden_sheet():
    page = (
        '<html><div style="display:none">藏</div><table><tr><td style="display:none">1</td><td>2</td></tr></table>'
        '<table style="display:none"><tr><td>3</td></tr></table></html>'
    )
    from shishi_xl.reading import opening

    sheets = opening.parse(page.encode())["sheets"]
    assert (sheets[0]["rows"], sheets[0]["left"], sheets[0]["flaws"]) == ([["2"]], 1, {(1, 1): ("hidden-text", "")})
    assert [sheet["visibility"] for sheet in sheets] == ["visible", "hidden"]


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        ("<select><option value=1>100</option><option selected>1120<option>3000</select>", "1120"),
        ("<select><option>未开工</option><option>在建</option></select>", "未开工"),
        ("<select></select>7", "7"),
        ('<input type="text" value="8000">', "8000"),
        ("<input name=x value=8000>", "8000"),
        ("<input type=hidden value=3>75<input type=checkbox value=4>", "75"),
        ("<textarea>正在施工</textarea>", "正在施工"),
    ],
)
def test_a_field_of_a_page_is_read_as_it_shows(cell, read):
    page = f"<html><table><tr><td>{cell}</td><td>9</td></tr></table></html>"
    assert first(page.encode())["rows"] == [[read, "9"]]


# --- values that are there and cannot be seen ---------------------------------------------------------------------------

FONTS = '<fonts><font/><font><color rgb="FFFFFFFF"/></font><font><color theme="0"/></font><font><color rgb="FF000000"/></font></fonts>'
FILLS = (
    '<fills><fill/><fill><patternFill patternType="solid"><fgColor rgb="FF1F4E79"/></patternFill></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFFFF9E5"/></patternFill></fill></fills>'
)


@pytest.mark.parametrize(
    ("look", "seen"),
    [
        ('fontId="0"', True),
        ('fontId="3"', True),
        ('fontId="1" fillId="1"', True),  # white on dark blue
        ('fontId="1"', False),
        ('fontId="2" fillId="0"', False),
        ('fontId="1" fillId="2"', False),  # white on the pale yellow of a cell to be filled in
        ('fontId="0" numFmtId="164"', False),
        ('fontId="0" numFmtId="165"', False),
        ('fontId="0" numFmtId="166"', True),
    ],
)
def test_a_value_that_its_cell_does_not_show_is_a_flaw(look, seen):
    formats = "".join(
        f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
        for number, code in ((164, ";;;"), (165, "&quot;—&quot;"), (166, "0.00_ ;[Red]-0.00 "))
    )
    styles = f'<styleSheet><numFmts>{formats}</numFmts>{FONTS}{FILLS}<cellXfs><xf fontId="0"/><xf {look}/></cellXfs></styleSheet>'
    xml = '<sheetData><row r="1"><c r="A1" s="0"><v>1</v></c><c r="B1" s="1"><v>60</v></c></row></sheetData>'
    sheet = first(making.workbook(xml, styles=styles))
    assert sheet["rows"] == [[1, 60]]
    assert sheet["flaws"] == ({} if seen else {(1, 2): ("unseen", "")})


@pytest.mark.parametrize(
    "code", ["General", "0", "#,##0.00", "@", "yyyy-mm-dd", '0"万元"', "G/通用格式", '"约"0', "[=1]0;0"]
)
def test_formats_that_show_a_number(code):
    assert unseen.shows(code)


@pytest.mark.parametrize("code", [";;;", "", '"—"', ";;", "[Red]", '"已完成 100"', "_ * "])
def test_formats_that_show_none(code):
    assert not unseen.shows(code)
