"""A notice's bytes → paragraphs and tables: every encoding and format the same, what is none of them refused."""

import copy

import pytest

from shishi_xl.core.document import NoticeError, Table
from shishi_xl.core.project_list import read_lists
from shishi_xl.core.project_paragraphs import read_notice
from shishi_xl.word import notice
from tests.notices import grid, text_file, word_file, workbook

LIST = """
序号 | 项目名称 | 项目内容 | 责任单位 | 备注
一、教育（新建2所） | < | < | < | <
1 | 新建学校 | 新建小学1所；\\n配齐设备。 | 区教委 | 续建
^ | ^ | 新建幼儿园1所 | 区住房城乡建委\\n区财政局 |
2 | 校园食堂 | 改造食堂10个 | 区教委 |
3 | 校园操场 | 改造操场5个 | ^ |
"""
# Plain text knows no merged cells: a group heading is a short row, a covered cell a blank one.
PLAIN = (
    LIST.replace("一、教育（新建2所） | < | < | < | <", "一、教育（新建2所） | | ")
    .replace("^ | ^ | 新建幼儿园", " | | 新建幼儿园")
    .replace("改造操场5个 | ^", "改造操场5个 | 区教委")
)
WANTED = [
    ("附件2", "一、教育（新建2所）", "1", "新建学校", "新建小学1所；\n配齐设备。", ("区教委",)),
    ("附件2", "一、教育（新建2所）", "1", "新建学校", "新建幼儿园1所", ("区住房城乡建委", "区财政局")),
    ("附件2", "一、教育（新建2所）", "2", "校园食堂", "改造食堂10个", ("区教委",)),
    ("附件2", "一、教育（新建2所）", "3", "校园操场", "改造操场5个", ("区教委",)),
]


def rows(data, name="通知"):
    found = read_notice(notice.read(data, name))
    assert found.skipped == ()
    return [(row.annex, row.group, row.number, row.name, row.content, row.units) for row in found.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_a_text_file_reads_the_same_in_every_encoding(encoding, newline):
    text = text_file("关于某事的通知", "附件2", PLAIN).replace("\n", newline)
    assert rows(text.encode(encoding)) == WANTED


def test_a_word_file_reads_the_same_with_merged_cells():
    assert rows(word_file("关于某事的通知", "附件2", LIST)) == WANTED


def test_a_workbook_reads_the_same_with_merged_cells():
    assert rows(workbook(附件2=LIST)) == WANTED


def test_rows_pasted_from_a_sheet_read_the_same():
    lines = ["\t".join(cells).replace("\\n", " ") for cells in grid(PLAIN)]
    found = read_lists(notice.read("\n".join(["附件2", *lines]).encode()))
    assert [row.name for row in found.rows] == ["新建学校", "新建学校", "校园食堂", "校园操场"]
    assert found.skipped == ()


def test_a_blank_line_within_a_cell_does_not_end_the_row():
    text = text_file("附件2", PLAIN).replace("新建小学1所；\n", "新建小学1所；\n\n")
    assert rows(text.encode())[0][4] == "新建小学1所；\n配齐设备。"


def test_a_text_whose_line_ends_were_trimmed_keeps_its_annexes_apart():
    wide = """
序号 | 项目名称 | 项目内容 | 责任单位 | 备注
1 | 修路 | 修路3公里 | 区交通局 |
"""
    text = text_file("附件1", wide, "附件2", "丙区2021年民生实事", wide)
    trimmed = "\n".join(line.rstrip() for line in text.split("\n"))
    found = read_lists(notice.read(trimmed.encode()))
    assert [(row.annex, row.name, row.units) for row in found.rows] == [
        ("附件1", "修路", ("区交通局",)),
        ("附件2", "修路", ("区交通局",)),
    ]


def test_merged_text_is_not_doubled():
    (table,) = [block for block in notice.read(word_file("附件2", LIST)).blocks if isinstance(block, Table)]
    everything = "".join(cell for row in table.rows for cell in row.cells)
    assert everything.count("一、教育") == everything.count("新建学校") == everything.count("校园操场") == 1


def test_numbers_that_word_counts_itself_are_counted():
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    def number_automatically(file):
        for row in file.tables[0].rows[1:]:
            row.cells[0].text = ""
            properties = row.cells[0].paragraphs[0]._p.get_or_add_pPr()
            numbered = OxmlElement("w:numPr")
            for tag, value in (("w:ilvl", "0"), ("w:numId", "7")):
                element = OxmlElement(tag)
                element.set(qn("w:val"), value)
                numbered.append(element)
            properties.append(numbered)

    data = word_file(
        "附件1",
        "序号 | 项目名称 | 项目内容 | 责任单位\n1 | 甲 | 修路3公里 | 区交通局\n2 | 乙 | 修桥2座 | 区交通局",
        change=number_automatically,
    )
    assert [(number, name) for _, _, number, name, _, _ in rows(data)] == [("1", "甲"), ("2", "乙")]


def test_paragraphs_that_word_numbers_itself_are_projects_and_a_seal_beside_them_no_table():
    from docx.oxml import OxmlElement

    def listed(file):
        for text in ("公厕改造：新建公厕12座。（责任单位：区城管局）", "修路：修路3公里。（责任单位：区交通局）"):
            file.add_paragraph(text, style="List Number")
        file.add_paragraph().add_run()._r.append(OxmlElement("w:drawing"))

    assert rows(word_file("丙区2021年民生实事", change=listed)) == [
        ("附件1", "", "1", "公厕改造", "新建公厕12座。", ("区城管局",)),
        ("附件1", "", "2", "修路", "修路3公里。", ("区交通局",)),
    ]


def test_levels_of_a_list_that_word_numbers_are_spelled_as_shown():
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    from shishi_xl.word.numbered import Numbers

    def level(at, style, text):
        return (
            f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        )

    levels = level(0, "chineseCounting", "%1、") + level(1, "decimal", "（%2）") + level(2, "bullet", "●")
    numbering = parse_xml(
        f'<w:numbering {nsdecls("w")}><w:abstractNum w:abstractNumId="4">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="4"/></w:num></w:numbering>'
    )
    numbers = Numbers(numbering, None)

    def before(at, list_id="7"):
        number = f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="{list_id}"/></w:numPr>'
        return numbers.before(parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{number}</w:pPr></w:p>"))

    assert [before(at) for at in (0, 1, 1, 2, 0, 1)] == ["一、", "（1）", "（2）", "", "二、", "（1）"]
    assert before(0, "8") == before(0, "0") == ""


def test_tables_in_content_controls_and_inserted_words_are_read_deleted_ones_not():
    from docx.oxml import OxmlElement

    def wrap(file):
        table = file.tables[0]._tbl
        run = file.tables[0].cell(1, 1).paragraphs[0].runs[0]._r
        inserted = OxmlElement("w:ins")
        run.addprevious(inserted)
        inserted.append(run)
        deleted = OxmlElement("w:del")
        deleted.append(copy.deepcopy(run))
        inserted.addnext(deleted)
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        table.addprevious(control)
        control.append(content)
        content.append(table)

    data = word_file("序号 | 项目名称 | 项目内容 | 责任单位\n1 | 甲 | 修路3公里 | 区交通局", change=wrap)
    assert [name for _, _, _, name, _, _ in rows(data)] == ["甲"]


def test_hidden_sheets_are_left_alone():
    import io

    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(workbook(附件1=LIST, 旧=LIST)))
    book["旧"].sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    assert len(rows(stream.getvalue())) == 4


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "是空的"),
        (b"   \n", "是空的"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1 }", "RTF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "WordDocument".encode("utf-16-le"), "旧版 Word"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "打不开"),
        (b"PK\x03\x04 nothing of a workbook", "打不开"),
        (b"PK\x03\x04 word/document.xml", "打不开"),
        (b"\x89PNG\r\n\x1a\n\xff\xff\xff\xff\xfe\xfe", "编码"),
    ],
)
def test_what_cannot_be_read_is_refused_in_chinese(data, said):
    with pytest.raises(NoticeError) as refused:
        notice.read(data, "通知.docx")
    assert said in str(refused.value)


def test_a_list_cut_off_in_the_middle_is_refused_not_half_read():
    data = word_file("附件1", LIST)
    for share in (0.3, 0.6, 0.95):
        with pytest.raises(NoticeError, match="打不开"):
            notice.read(data[: int(len(data) * share)], "通知.docx")


def test_a_table_that_is_a_picture_is_refused_and_named_so():
    import base64
    import io

    dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

    def paste(file):
        file.add_picture(io.BytesIO(base64.b64decode(dot)))

    with pytest.raises(NoticeError, match="表格是图片"):
        notice.read(word_file("关于某事的通知", change=paste), "通知.docx")
    assert len(rows(word_file("附件2", LIST, change=paste))) == 4  # a seal beside a table does not matter


@pytest.mark.parametrize("name", ["说明.md", "list.py", "通知.html", "通知.json"])
def test_a_text_that_is_no_text_file_is_no_notice(name):
    with pytest.raises(NoticeError, match=r"另存为 \.txt"):
        notice.read(text_file("附件2", PLAIN).encode(), name)


@pytest.mark.parametrize("name", ["通知", "通知.TXT", "第2号.2020", "通知.txt"])
def test_a_text_under_its_own_or_no_ending_is_read(name):
    assert rows(text_file("附件2", PLAIN).encode(), name) == WANTED
