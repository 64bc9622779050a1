"""Files made for the tests, byte by byte where no library writes them."""

import csv
import io
import struct
import zipfile
from xml.sax.saxutils import escape, quoteattr

SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"

TITLE = "北碚区2020年重点民生实事推进情况表"
ROWS = [
    [TITLE],
    ["填报单位：区交通局", None, None, None, "金额单位：万元"],
    ["序号", "项目名称", "1-6月形象进度", "1-6月完成投资", "存在的主要问题"],
    [1, "四好农村路", "截至6月25日，完成12公里，\n正在铺路面", 1234.5, "无"],
    [2, "北碚玉佛寺天桥", "主体完工 & 装饰<收尾>", 0, "/"],
]


def plain_zip(parts: dict[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def workbook_parts(
    *sheets: str, strict: bool = False, shared: str = "", styles: str = "", properties: str = ""
) -> dict:
    """Return the parts of a workbook whose worksheets hold the given XML (what stands within <worksheet>)."""
    main, relations = (STRICT, STRICT_RELATIONS) if strict else (SPREADSHEET, RELATIONS)
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{relations}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    extra = {}
    for name, xml in (("sharedStrings", shared), ("styles", styles)):
        if xml:
            links += f'<Relationship Id="{name}" Type="{relations}/{name}" Target="{name}.xml"/>'
            extra[f"xl/{name}.xml"] = xml
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r" Type="{relations}/officeDocument" '
        f'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{relations}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        **{f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{main}">{sheets[n - 1]}</worksheet>' for n in numbers},
        **extra,
    }


def workbook(*sheets: str, **options) -> bytes:
    return plain_zip(workbook_parts(*sheets, **options))


def cells(xml: str) -> bytes:
    """Return a workbook of one sheet with these rows."""
    return workbook(f"<sheetData>{xml}</sheetData>")


def xlsx(rows=ROWS, merges=("A1:E1",)) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "推进情况表"
    for row in rows:
        sheet.append(row)
    for merge in merges:
        sheet.merge_cells(merge)
    return saved(book)


def saved(book) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xlsxwriter_xlsx(rows=ROWS, **options) -> bytes:
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, **options}) as book:
        sheet = book.add_worksheet("推进情况表")
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                if value is not None:
                    sheet.write(number, column, value)
    return file.getvalue()


def strict_xlsx(rows=ROWS) -> bytes:
    parts = parts_of(xlsxwriter_xlsx(rows))
    for name, content in parts.items():
        parts[name] = content.replace(SPREADSHEET.encode(), STRICT.encode()).replace(
            RELATIONS.encode(), STRICT_RELATIONS.encode()
        )
    return plain_zip(parts)


def delimited(rows=ROWS, encoding: str = "utf-8", delimiter: str = ",") -> bytes:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=delimiter)
    writer.writerows([["" if value is None else value for value in row] for row in rows])
    return file.getvalue().encode(encoding)


def html(rows=ROWS, charset: str = "gb2312") -> bytes:
    lines = "".join(
        "<tr>"
        + "".join(f"<td>{'' if value is None else escape(str(value)).replace(chr(10), '<br>')}</td>" for value in row)
        + "</tr>"
        for row in rows
    )
    head = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>'
    return f"{head}<body><table border=1>{lines}</table></body></html>".encode(
        "gb18030" if charset == "gb2312" else charset
    )


def docx(rows=ROWS, before=(TITLE,), after=()) -> bytes:
    import docx as word

    document = word.Document()
    for text in before:
        document.add_paragraph(text)
    table = document.add_table(len(rows), max(map(len, rows)))
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            table.cell(number, column).text = "" if value is None else str(value)
    for text in after:
        document.add_paragraph(text)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def ods_content(tables: str, styles: str = "") -> bytes:
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text", "style")
    )
    content = f'<?xml version="1.0"?><office:document-content{spaces} xmlns:calcext="urn:org:calcext:1.0">{tables}</office:document-content>'
    named = f'<?xml version="1.0"?><office:document-styles{spaces}>{styles}</office:document-styles>'
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return plain_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "META-INF/manifest.xml": manifest,
            "content.xml": content,
            "styles.xml": named,
        }
    )


def ods(rows=ROWS) -> bytes:
    def cell(value):
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, str):
            paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in value.split("\n"))
            return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'

    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    table = f'<table:table table:name="推进情况表">{lines}</table:table>'
    return ods_content(f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>")


def spreadsheetml(rows=ROWS) -> bytes:
    def cell(value):
        if value is None:
            return "<Cell/>"
        kind = "String" if isinstance(value, str) else "Number"
        return f'<Cell><Data ss:Type="{kind}">{escape(str(value))}</Data></Cell>'

    lines = "".join(f"<Row>{''.join(map(cell, row))}</Row>" for row in rows)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    sheet = f"<Worksheet ss:Name={quoteattr('推进情况表')}><Table>{lines}</Table></Worksheet>"
    return f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">{sheet}</Workbook>'.encode()


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _short(text: str) -> bytes:
    return bytes((len(text), 1)) + text.encode("utf-16-le")


def biff(rows=ROWS, extra: bytes = b"", globals_extra: bytes = b"", hidden: int = 0) -> bytes:
    """Return a BIFF8 stream of one sheet; `extra` holds more records of the sheet."""
    lines = []
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            place = struct.pack("<3H", number, column, 0)
            if isinstance(value, str):
                lines.append(record(0x0204, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")))
            elif value is not None:
                lines.append(record(0x0203, place + struct.pack("<d", value)))
    begin = lambda kind: record(0x0809, struct.pack("<4H2I", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))  # noqa: E731
    font = record(0x0031, struct.pack("<5H4B", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0) + _short("Arial"))
    style = record(0x00E0, struct.pack("<3H", 0, 0, 0xFFF5) + bytes(14))
    head = begin(5) + globals_extra + record(0x0042, struct.pack("<H", 1200)) + font * 4 + style * 16
    bound_length = 4 + 6 + len(_short("推进情况表"))
    start = len(head) + bound_length + 4
    bound = record(0x0085, struct.pack("<IBB", start, hidden, 0) + _short("推进情况表"))
    return head + bound + record(0x000A) + begin(16) + b"".join(lines) + extra + record(0x000A)


def ole(streams: dict[str, bytes]) -> bytes:
    """Return an OLE container with these streams at its root."""
    sector, free, end = 512, 0xFFFFFFFF, 0xFFFFFFFE
    contents = [content.ljust(4096, b"\0") for content in streams.values()]  # 4096: no mini stream
    contents = [content + bytes(-len(content) % sector) for content in contents]
    table: list[int] = []
    starts = []
    for content in contents:
        starts.append(len(table))
        count = len(content) // sector
        table += [*range(len(table) + 1, len(table) + count), end]
    entries = [("Root Entry", 5, free, free, 1, end, 0)]
    for index, (name, content) in enumerate(zip(streams, contents, strict=True), 1):
        right = index + 1 if index < len(streams) else free
        entries.append((name, 2, free, right, free, starts[index - 1], len(content)))
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB3I", len(name) * 2 + 2, kind, 1, left, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
        for name, kind, left, right, child, start, size in entries
    )
    directory += bytes(-len(directory) % sector)
    first = len(table)
    count = len(directory) // sector
    table += [*range(first + 1, first + count), end]
    fat_sector = len(table)
    table.append(0xFFFFFFFD)
    assert len(table) <= 128
    table += [free] * (128 - len(table))
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<5H", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(10)
        + struct.pack("<IIIIIIII", 1, first, 0, 4096, end, 0, end, 0)
        + struct.pack("<109I", fat_sector, *[free] * 108)
    )
    return header + b"".join(contents) + directory + struct.pack("<128I", *table)


def xls(rows=ROWS, **options) -> bytes:
    return ole({"Workbook": biff(rows, **options)})


def binary_record(kind: int, body: bytes = b"") -> bytes:
    head = bytes((kind,)) if kind < 128 else bytes((kind & 0x7F | 0x80, kind >> 7))
    size, length = len(body), b""
    while size >= 128:
        length += bytes((size & 0x7F | 0x80,))
        size >>= 7
    return head + length + bytes((size,)) + body


def binary_text(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb_sheet(rows=ROWS, extra_cells=None, hidden_rows=(), after: bytes = b"", columns: bytes = b"") -> bytes:
    """Return a binary worksheet; extra_cells maps a row to records that follow its own."""
    lines = []
    for number, row in enumerate(rows):
        flags = 0x10 if number + 1 in hidden_rows else 0
        lines.append(binary_record(0, struct.pack("<2IH3B", number, 0, 300, 0, flags, 0) + struct.pack("<I", 0)))
        for column, value in enumerate(row):
            place = struct.pack("<2I", column, 0)
            if isinstance(value, str):
                lines.append(binary_record(6, place + binary_text(value)))
            elif value is not None:
                lines.append(binary_record(5, place + struct.pack("<d", value)))
        lines.append((extra_cells or {}).get(number + 1, b""))
    width = max(map(len, rows))
    size = binary_record(148, struct.pack("<4I", 0, len(rows) - 1, 0, width + 4))
    data = binary_record(145) + b"".join(lines) + binary_record(146)
    return binary_record(129) + size + columns + data + after + binary_record(130)


def xlsb(sheet: bytes | None = None, *, styles: bytes = b"", shared: bytes = b"") -> bytes:
    return xlsb_book({"推进情况表": xlsb_sheet() if sheet is None else sheet}, styles=styles, shared=shared)


def xlsb_book(sheets: dict[str, bytes], *, very_hidden=(), styles: bytes = b"", shared: bytes = b"") -> bytes:
    """Return a binary workbook of worksheets by name."""
    bundle = b"".join(
        binary_record(
            156,
            struct.pack("<2I", 2 if name in very_hidden else 0, number)
            + binary_text(f"rId{number}")
            + binary_text(name),
        )
        for number, name in enumerate(sheets, 1)
    )
    book = binary_record(131) + binary_record(143) + bundle + binary_record(144) + binary_record(132)
    link = "".join(
        f'<Relationship Id="rId{number}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in range(1, len(sheets) + 1)
    )
    if styles:
        link += f'<Relationship Id="rIdS" Type="{RELATIONS}/styles" Target="styles.bin"/>'
    if shared:
        link += f'<Relationship Id="rIdT" Type="{RELATIONS}/sharedStrings" Target="sharedStrings.bin"/>'
    root = f'<Relationship Id="r" Type="{RELATIONS}/officeDocument" Target="xl/workbook.bin"/>'
    return plain_zip(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">{root}</Relationships>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{PACKAGE}">{link}</Relationships>',
            **{f"xl/worksheets/sheet{number}.bin": sheet for number, sheet in enumerate(sheets.values(), 1)},
            **({"xl/styles.bin": styles} if styles else {}),
            **({"xl/sharedStrings.bin": shared} if shared else {}),
        }
    )


def mail(attachments: dict[str, bytes], body: str = "请查收。") -> bytes:
    from email.message import EmailMessage

    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.com", "b@example.com", "6月推进情况表"
    message.set_content(body)
    for name, content in attachments.items():
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
