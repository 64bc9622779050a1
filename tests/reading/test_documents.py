"""Formats for people rather than for cells: delimited text, web pages, Word tables."""

import pytest

from shishi_xl.reading import opening
from shishi_xl.reading.refusal import Refusal
from tests.reading import making


def read(data: bytes | str):
    result = opening.parse(data.encode() if isinstance(data, str) else data)
    assert result["status"] == "ok", result
    return result["sheets"]


# --- text ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("甲,乙\n1,2\n", [["甲", "乙"], ["1", "2"]]),
        ("甲;乙，丙;1,5\n丁;戊;2,5\n", [["甲", "乙，丙", "1,5"], ["丁", "戊", "2,5"]]),
        ("甲\t乙,丙\r\n1\t2,3\r\n", [["甲", "乙,丙"], ["1", "2,3"]]),
        ("sep=|\n甲|乙\n", [["甲", "乙"]]),
        ("甲|乙，丙\n1|2\n", [["甲", "乙，丙"], ["1", "2"]]),
        ('"第一行\n第二行",乙\n', [["第一行\n第二行", "乙"]]),
        ('他说"好",乙\n', [['他说"好"', "乙"]]),
        ('甲,"乙\n丙,丁\n', [["甲", '"乙'], ["丙", "丁"]]),  # a quote never closed swallows nothing
        ("\n甲,,\n\n", [[], ["甲"]]),
    ],
)
def test_delimited_text(text, rows):
    (sheet,) = read(text)
    assert sheet["rows"] == rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_any_encoding_of_a_chinese_office(encoding):
    (sheet,) = read("序号,项目名称\r\n1,修路\r\n".encode(encoding))
    assert sheet["rows"] == [["序号", "项目名称"], ["1", "修路"]]


def test_unicode_text_without_its_mark_may_hold_a_chinese_one():
    (sheet,) = read("序号\t项目名称\r\n1\t一期　二期一\r\n2\t修路\r\n3\t修桥\r\n".encode("utf-16-le"))
    assert sheet["rows"][1] == ["1", "一期　二期一"]


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_text_cut_within_a_character_is_not_whole(encoding):
    with pytest.raises(Refusal) as caught:
        opening.parse("序号,项目名称\r\n1,修路".encode(encoding)[:-1])
    assert (caught.value.code, caught.value.facts["reason"]) == ("unreadable", "文件不完整，可能没有传完")


def test_a_stray_control_character_does_not_make_a_table_unreadable():
    (sheet,) = read("序号,项目名称\n1,修路\x0b一期\x01" + "，正在施工" * 50)
    assert sheet["rows"][0] == ["序号", "项目名称"]


TABLE = "推进情况表\r\n填报单位：甲,,,\r\n序号,项目名称,完成投资,问题\r\n1,修路,310,无\r\n"


@pytest.mark.parametrize("end", ["2,修桥,31", "2,修桥", '2,修桥,310,"征地', '2,修桥,310,"征地\r\n拆迁', "修桥,3"])
def test_a_table_cut_within_its_last_row_is_not_whole(end):
    with pytest.raises(Refusal) as caught:
        opening.parse((TABLE + end).encode())
    assert caught.value.code == "unreadable"
    assert "没有传完" in caught.value.facts["reason"]


@pytest.mark.parametrize(
    ("end", "notices"),
    [
        ("2,修桥,310,无", []),
        ("2,修桥,310,无\r\n", []),
        ("2,修桥,310,3", ["end-open"]),  # 3 of 310, or all there is
        ("2,修桥,310,3\r\n", []),
        ("2,修桥\r\n", []),
        ("填报人：王", []),
        ("", []),
    ],
)
def test_a_table_whose_last_line_may_be_whole_is_read(end, notices):
    result = opening.parse((TABLE + end).encode())
    assert (result["status"], result["notices"]) == ("ok", notices)


def test_delimited_text_tells_how_many_cells_its_records_have():
    (sheet,) = read("甲,乙,\n3,510,无,\n,,\n")
    assert (sheet["rows"], sheet["widths"]) == ([["甲", "乙"], ["3", "510", "无"]], [3, 4])


# --- web pages -------------------------------------------------------------------------------------------------------


def test_a_title_above_and_a_note_below_the_table_are_rows():
    (sheet,) = read(
        "<html><body><h1>推进情况表</h1><p>填报单位：甲</p><table><tr><td>1</td></tr></table>填报人：王</body></html>"
    )
    assert sheet["rows"] == [["推进情况表"], ["填报单位：甲"], ["1"], ["填报人：王"]]


def test_spans_push_cells_aside():
    (sheet,) = read(
        "<table><tr><th rowspan=2>序号<th colspan=2>完成情况<th rowspan=2>问题<tr><td>进度<td>投资<tr><td>1<td>a<td>b<td>c</table>"
    )
    assert sheet["rows"] == [["序号", "完成情况", None, "问题"], [None, "进度", "投资"], ["1", "a", "b", "c"]]
    assert sheet["merges"] == [(1, 1, 2, 1), (1, 2, 1, 3), (1, 4, 2, 4)]


def test_what_excel_writes_into_its_pages():
    (sheet,) = read(
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><style>td{}</style><table>"
        "<tr style='display:none'><td x:num='0.123456'>12%</td><td x:err='#REF!'>#REF!</td><td>&nbsp;</td><td>a&lt;b<br>c</td></tr></table></html>"
    )
    assert sheet["rows"] == [["12.3456%", None, None, "a<b\nc"]]
    assert sheet["flaws"] == {(1, 2): ("error", "#REF!")}
    assert sheet["hidden_rows"] == [1]


def test_each_table_is_a_sheet_and_a_table_within_a_cell_too():
    sheets = read(
        "<table><tr><td>甲<table><tr><td>内</td></tr></table></td></tr></table><table><tr><td>乙</td></tr></table>"
    )
    assert [sheet["rows"] for sheet in sheets] == [[["甲"]], [["内"]], [["乙"]]]


@pytest.mark.parametrize(
    "cell",
    [
        "<comment>领导批示：此处须写累计完成100公里</comment>1,500.00",  # LibreOffice
        '1,500.00<a class=msocomanchor id="_anchor_1" href="#_msocom_1">[1]</a>',  # Excel
        "<span class='MsoCommentReference'></span>1,500.00",
    ],
)
def test_the_comment_of_a_cell_is_not_what_stands_in_it(cell):
    below = "<div style='mso-element:comment-list'><div style='mso-element:comment'><p class=MsoCommentText>[1]批注</p></div></div>"
    page = f"<html><table><tr><td>{cell}</td><td>后面</td></tr></table>{below}</html>"
    (sheet,) = read(page.encode())
    assert sheet["rows"] == [["1,500.00", "后面"]]


def test_a_page_that_lies_about_its_charset_is_read_by_its_bytes():
    page = '<html><meta charset="utf-8"><table><tr><td>北碚</td></tr></table></html>'
    assert read(page.encode("gbk"))[0]["rows"] == [["北碚"]]


def test_a_page_saved_as_one_file_is_a_workbook_and_no_mail():
    """Excel's "single file web page", often named .xls: a frame and a page for each sheet."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["X-Document-Type"] = "Workbook"
    frame = "<html><x:Name>推进情况表</x:Name><x:Name>量化指标</x:Name><frameset></frameset></html>"
    message.set_content(frame, subtype="html")
    message.make_related()
    for text in ("甲", "乙"):
        page = f'<html><meta charset="gb2312"><table><tr><td>{text}</td></tr></table></html>'
        message.add_related(page.encode("gbk"), "text", "html", filename="sheet.htm")
    data = message.as_bytes()
    assert [(sheet["name"], sheet["rows"]) for sheet in read(data)] == [
        ("推进情况表", [["甲"]]),
        ("量化指标", [["乙"]]),
    ]


# --- Word ------------------------------------------------------------------------------------------------------------


def test_paragraphs_stand_above_and_below_the_table():
    (sheet,) = read(making.docx([["甲", "乙"]], before=("标题", "", "填报单位：区教委"), after=("填报人：王",)))
    assert sheet["rows"] == [["标题"], ["填报单位：区教委"], ["甲", "乙"], ["填报人：王"]]


def test_word_merges():
    import docx

    document = docx.Document()
    table = document.add_table(3, 3)
    for number in range(9):
        table.cell(number // 3, number % 3).text = str(number)
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    (sheet,) = read(making.saved(document))
    assert sorted(sheet["merges"]) == [(1, 1, 2, 1), (1, 2, 1, 3)]
    assert sheet["rows"][2] == ["6", "7", "8"]
    assert (sheet["rows"][0][0], sheet["rows"][1][1:]) == ("0\n3", ["4", "5"])


def test_a_continued_table_is_one_sheet_and_another_table_another():
    import docx

    document = docx.Document()
    for heading, rows in (
        ("标题", [["序号", "项目"], ["1", "甲"]]),
        ("续表", [["2", "乙"]]),
        ("量化指标", [["a", "b", "c"]]),
    ):
        document.add_paragraph(heading)
        table = document.add_table(len(rows), len(rows[0]))
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                table.cell(number, column).text = value
    sheets = read(making.saved(document))
    assert [sheet["rows"] for sheet in sheets] == [
        [["标题"], ["序号", "项目"], ["1", "甲"], ["2", "乙"]],
        [["量化指标"], ["a", "b", "c"]],
    ]


def test_deleted_text_is_not_read_and_inserted_text_is():
    parts = making.parts_of(making.docx([["甲"]], before=()))
    old = parts["word/document.xml"].decode()
    changed = (
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:t>甲</w:t></w:r>"
    )
    assert "<w:r><w:t>甲</w:t></w:r>" in old
    parts["word/document.xml"] = old.replace("<w:r><w:t>甲</w:t></w:r>", changed)
    assert read(making.plain_zip(parts))[0]["rows"] == [["新甲"]]
