"""Hostile and broken files, each with the outcome it must have: a file that is suddenly read as good fails too.

Everything is made here, in code; nothing poisonous lies in the repository. An outcome is "ok", "container" or the code
of the refusal.
"""

import random
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.reading import making

MEGABYTE = 1024 * 1024
SHEET = "xl/worksheets/sheet1.xml"
DOCTYPE = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
XXE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


# --- zip files with a will of their own ------------------------------------------------------------------------------


def crafted(entries: list[dict], *, shift: int = 0, tail: bytes = b"") -> bytes:
    """Return a zip written by hand: an entry has name, content, and whatever it shall lie about."""
    body, directory = b"", b""
    for entry in entries:
        name, content = entry["name"].encode(), entry.get("content", b"")
        packed = entry.get("packed")
        if packed is None:
            deflater = zlib.compressobj(9, zlib.DEFLATED, -15)
            packed = deflater.compress(content) + deflater.flush()
        size = entry.get("size", len(content))
        crc = entry.get("crc", zlib.crc32(content))
        flags, method = entry.get("flags", 0), entry.get("method", 8)
        offset = entry.get("offset", len(body))
        local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, flags, method, 0, 33, crc, len(packed), size, len(name), 0)
        if "offset" not in entry:
            body += local + name + packed
        head = (b"PK\x01\x02", 20, 20, flags, method, 0, 33, crc, len(packed), size, len(name), 0, 0, 0, 0, 0, offset)
        directory += struct.pack("<4s6H3L5H2L", *head) + name
    count = len(entries)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body) + shift, 0)
    return body + directory + end + tail


def zeros(size: int) -> tuple[bytes, int]:
    """Return a deflated run of zeros and its checksum, without holding it."""
    deflater, crc, block = zlib.compressobj(9, zlib.DEFLATED, -15), 0, bytes(MEGABYTE)
    packed = b""
    for _ in range(size // MEGABYTE):
        packed += deflater.compress(block)
        crc = zlib.crc32(block, crc)
    return packed + deflater.flush(), crc


def form_entries(**changes) -> list[dict]:
    parts = making.workbook_parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
    return [{"name": name, "content": content.encode(), **changes} for name, content in parts.items()]


def flat_bomb() -> bytes:
    packed, crc = zeros(160 * MEGABYTE)
    return crafted([*form_entries(), {"name": "xl/media/a.png", "packed": packed, "crc": crc, "size": 160 * MEGABYTE}])


def wide_bomb() -> bytes:
    packed, crc = zeros(80 * MEGABYTE)
    bombs = [{"name": f"xl/media/{n}.png", "packed": packed, "crc": crc, "size": 80 * MEGABYTE} for n in range(4)]
    return crafted([*form_entries(), *bombs])


def lying_bomb() -> bytes:
    packed, crc = zeros(64 * MEGABYTE)
    return crafted([*form_entries(), {"name": "xl/media/a.png", "packed": packed, "crc": crc, "size": 100}])


def nested_bomb() -> bytes:
    packed, crc = zeros(45 * MEGABYTE)
    bomb = crafted([{"name": f"{n}.csv", "packed": packed, "crc": crc, "size": 45 * MEGABYTE} for n in range(8)])
    return making.plain_zip({"内.zip": bomb})


def overlapping() -> bytes:
    entries = form_entries()
    return crafted([*entries, {"name": "xl/again.xml", "content": entries[0]["content"], "offset": 0}])


def with_part(name: str, content: str | bytes) -> bytes:
    return making.plain_zip(
        {**making.workbook_parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'), name: content}
    )


def renamed(name: str) -> bytes:
    return crafted([*form_entries(), {"name": name, "content": b"x"}])


def doctype(name: str, declaration: str = DOCTYPE, encoding: str = "utf-8") -> bytes:
    parts = making.workbook_parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>', shared="<sst/>")
    parts[name] = f'<?xml version="1.0"?>{declaration}{parts.get(name, "<a/>")}'.encode(encoding)
    return making.plain_zip(parts)


def truncated(fraction: float) -> Callable[[], bytes]:
    def make() -> bytes:
        data = making.xlsx()
        return data[: int(len(data) * fraction)]

    return make


def flipped_checksum() -> bytes:
    entries = form_entries()
    entries[-1]["crc"] = 1
    return crafted(entries)


# --- sheets ----------------------------------------------------------------------------------------------------------


def filled(cells: str, after: str = "") -> Callable[[], bytes]:
    return lambda: making.workbook(f"<sheetData>{cells}</sheetData>{after}")


def letters(column: int) -> str:
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def many_columns(rows: int) -> bytes:
    names = [letters(column) for column in range(1, 16_385)]
    lines = (
        f'<row r="{n}">' + "".join(f'<c r="{name}{n}"><v>1</v></c>' for name in names) + "</row>"
        for n in range(1, rows + 1)
    )
    return making.cells("".join(lines))


def styled_rows() -> bytes:
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>北碚</t></is></c></row>'
    return making.cells(
        first + "".join(f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(2, 1_000_001))
    )


def merges(count: int, same: bool = False) -> bytes:
    listed = "".join(f'<mergeCell ref="{"A1:E9000" if same else f"A{n}:B{n}"}"/>' for n in range(1, count + 1))
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 9_001))
    return making.workbook(f"<sheetData>{rows}</sheetData><mergeCells>{listed}</mergeCells>")


def repeated_text(size: int, times: int) -> bytes:
    """Return a workbook whose one long shared text stands in many cells."""
    shared = f'<sst xmlns="{making.SPREADSHEET}"><si><t>{"字" * size}</t></si></sst>'
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, times + 1))
    return making.workbook(f"<sheetData>{cells}</sheetData>", shared=shared)


def without(name: str) -> Callable[[], bytes]:
    def make() -> bytes:
        parts = making.workbook_parts('<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>')
        del parts[name]
        return making.plain_zip(parts)

    return make


def nested_xml(depth: int) -> str:
    return "<a>" * depth + "</a>" * depth


# --- other formats ---------------------------------------------------------------------------------------------------


def ods_rows(xml: str) -> bytes:
    table = f'<table:table table:name="甲">{xml}</table:table>'
    return making.ods_content(f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>")


def ods_bomb(rows: int, columns: int) -> bytes:
    cell = f'<table:table-cell table:number-columns-repeated="{columns}" office:value-type="float" office:value="1"/>'
    return ods_rows(f'<table:table-row table:number-rows-repeated="{rows}">{cell}</table:table-row>')


def changed_ods(name: str, content: bytes) -> bytes:
    return making.plain_zip({**making.parts_of(making.ods()), name: content})


def changed_docx(change: Callable[[str], str]) -> bytes:
    parts = making.parts_of(making.docx())
    parts["word/document.xml"] = change(parts["word/document.xml"].decode()).encode()
    return making.plain_zip(parts)


def random_bytes(size: int = 20_000) -> bytes:
    return random.Random(20200625).randbytes(size)


def looping_ole(sector_of: Callable[[bytes], int]) -> bytes:
    """Return an old workbook one of whose chains of sectors comes back to itself."""
    data = bytearray(making.xls())
    sector, table = sector_of(bytes(data)), len(data) - 512
    data[table + sector * 4 : table + sector * 4 + 4] = struct.pack("<I", sector)
    return bytes(data)


def directory_sector(data: bytes) -> int:
    return data.rfind("Root".encode("utf-16-le")) // 512 - 1


def nested_mail(depth: int) -> bytes:
    from email.message import EmailMessage

    data = making.mail({"甲.csv": b"1,2"})
    for _ in range(depth):
        outer = EmailMessage()
        outer["From"], outer["Subject"] = "a@example.com", "转发"
        outer.set_content("见附件")
        outer.add_attachment(data, maintype="application", subtype="octet-stream", filename="转发.eml")
        data = outer.as_bytes()
    return data


def encrypted_ods() -> bytes:
    manifest = b'<manifest:manifest xmlns:manifest="x"><manifest:encryption-data/></manifest:manifest>'
    return changed_ods("META-INF/manifest.xml", manifest)


ONE = '<row r="1"><c r="A1"><v>1</v></c></row>'

OUTCOMES: dict[str, tuple[Callable[[], bytes], str]] = {
    # the structure of the zip
    "bomb: one part of 160 MB": (flat_bomb, "too-large"),
    "bomb: four parts of 80 MB": (wide_bomb, "too-large"),
    "bomb: 64 MB that claim 100 bytes": (lying_bomb, "unsafe-file"),
    "bomb: a zip in a zip": (nested_bomb, "archive-unusable"),
    "zip in zip in zip": (
        lambda: making.plain_zip({"a.zip": making.plain_zip({"b.zip": making.plain_zip({"c.csv": b"1"})})}),
        "archive-unusable",
    ),
    "size claimed too large": (lambda: crafted(form_entries(size=9_999)), "unreadable"),
    "overlapping entries": (overlapping, "unsafe-file"),
    "3,000 parts": (lambda: crafted([*form_entries(), *({"name": f"x/{n}"} for n in range(3_000))]), "too-large"),
    "duplicate name": (lambda: renamed(SHEET), "unsafe-file"),
    "duplicate name in other case": (lambda: renamed(SHEET.upper()), "unsafe-file"),
    "absolute name": (lambda: renamed("/etc/passwd"), "unsafe-file"),
    "name with a drive": (lambda: renamed("C:/x"), "unsafe-file"),
    "name that climbs": (lambda: renamed("xl/../../x"), "unsafe-file"),
    "name that climbs, backslashes": (lambda: renamed("..\\..\\x"), "unsafe-file"),
    "name with NUL": (lambda: renamed("xl/a\0.xml"), "unsafe-file"),
    "directory elsewhere than it says": (lambda: crafted(form_entries(), shift=7), "unsafe-file"),
    "two zips, one behind the other": (lambda: making.xlsx() + making.xlsx(), "unsafe-file"),
    "zeros behind the zip": (lambda: making.xlsx() + bytes(512), "ok"),
    "wrong checksum": (flipped_checksum, "unreadable"),
    "unknown compression": (lambda: crafted(form_entries(method=12)), "unreadable"),
    "encrypted parts": (lambda: crafted(form_entries(flags=1)), "encrypted"),
    "data of deflate is noise": (lambda: crafted(form_entries(packed=b"\xff" * 50)), "unreadable"),
    **{f"cut at {part} %": (truncated(part / 100), "unreadable") for part in (1, 10, 33, 50, 75, 90, 97, 99)},
    # what the parts say
    "DOCTYPE in the sheet": (lambda: doctype(SHEET), "unsafe-file"),
    "DOCTYPE in the workbook": (lambda: doctype("xl/workbook.xml"), "unsafe-file"),
    "DOCTYPE in the texts": (lambda: doctype("xl/sharedStrings.xml"), "unsafe-file"),
    "DOCTYPE in the relations": (lambda: doctype("_rels/.rels"), "unsafe-file"),
    "DOCTYPE in a part nobody reads": (lambda: doctype("customXml/item1.xml"), "unsafe-file"),
    "DOCTYPE in UTF-16": (lambda: doctype(SHEET, encoding="utf-16"), "unsafe-file"),
    "DOCTYPE in UTF-16 without mark": (lambda: doctype(SHEET, encoding="utf-16-be"), "unsafe-file"),
    "DOCTYPE in UTF-32": (lambda: doctype(SHEET, encoding="utf-32"), "unsafe-file"),
    "external entity": (lambda: doctype(SHEET, XXE), "unsafe-file"),
    "part in UTF-7": (lambda: with_part("xl/a.xml", '<?xml version="1.0" encoding="UTF-7"?><a/>'), "unsafe-file"),
    "no relations": (without("_rels/.rels"), "unreadable"),
    "no workbook": (without("xl/workbook.xml"), "unreadable"),
    "no relations of the workbook": (without("xl/_rels/workbook.xml.rels"), "unreadable"),
    "no worksheet": (without(SHEET), "unreadable"),
    "a relation out of the file": (
        lambda: with_part(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../etc/passwd"/></Relationships>',
        ),
        "unreadable",
    ),
    "a workbook without sheets": (making.workbook, "unreadable"),
    "no XML at all in the sheet": (lambda: with_part(SHEET, random_bytes()), "unreadable"),
    "an empty sheet part": (lambda: with_part(SHEET, b""), "unreadable"),
    "a sheet cut off": (lambda: with_part(SHEET, "<worksheet><sheetData>" + ONE), "unreadable"),
    "deep nesting in the sheet": (
        lambda: with_part(SHEET, f"<worksheet>{nested_xml(200_000)}</worksheet>"),
        "unreadable",
    ),
    # the sheet itself
    "A1 and XFD1048576": (
        filled(ONE + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        "too-large",
    ),
    "a column beyond the last": (filled('<row r="1"><c r="XFE1"><v>1</v></c></row>'), "unreadable"),
    "a row beyond the last": (filled('<row r="1048577"><c r="A1048577"><v>1</v></c></row>'), "too-large"),
    "a row number without end": (filled(f'<row r="{"9" * 40}"><c r="A{"9" * 40}"><v>1</v></c></row>'), "unreadable"),
    "row 0": (filled('<row r="0"><c r="A0"><v>1</v></c></row>'), "unreadable"),
    "16,384 columns": (lambda: many_columns(1), "ok"),
    "16,384 columns, 40 rows": (lambda: many_columns(40), "too-large"),
    "a million rows with a style only": (styled_rows, "ok"),
    "200,000 merges": (lambda: merges(200_000), "too-large"),
    "merges on top of each other": (lambda: merges(15_000, same=True), "too-large"),
    "rows out of order": (filled('<row r="2"><c r="A2"><v>1</v></c></row>' + ONE), "unreadable"),
    "a cell twice": (filled('<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>'), "unreadable"),
    "the rows twice": (
        lambda: making.workbook(f"<sheetData>{ONE}</sheetData><sheetData>{ONE}</sheetData>"),
        "unreadable",
    ),
    "a text that is not there": (filled('<row r="1"><c r="A1" t="s"><v>7</v></c></row>'), "unreadable"),
    "numbers that are none": (filled('<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1e999</v></c></row>'), "ok"),
    "a lone surrogate": (
        filled('<row r="1"><c r="A1" t="inlineStr"><is><t>&#xD800;</t></is></c></row>'),
        "unreadable",
    ),
    "one text of 25 million characters": (lambda: repeated_text(25_000_000, 1), "too-large"),
    "a long text in 300 cells": (lambda: repeated_text(100_000, 300), "too-large"),
    "a long text in 10,000 cells": (lambda: repeated_text(1_000_000, 10_000), "too-large"),
    "macros": (lambda: with_part("xl/vbaProject.bin", random_bytes()), "ok"),
    # other formats
    "OOXML with a password": (
        lambda: making.ole({"EncryptionInfo": b"x", "EncryptedPackage": b"y" * 5000}),
        "encrypted",
    ),
    "xls with a password": (
        lambda: making.xls(globals_extra=making.record(0x002F, b"\x01\x00\x01\x00\x01\x00" + bytes(48))),
        "encrypted",
    ),
    "ods with a password": (encrypted_ods, "encrypted"),
    "OLE directory that follows itself": (lambda: looping_ole(directory_sector), "unreadable"),
    "OLE stream that follows itself": (lambda: looping_ole(lambda _: 2), "unreadable"),
    "OLE header only": (lambda: making.xls()[:512], "unreadable"),
    "OLE cut": (lambda: making.xls()[:2000], "unreadable"),
    "xls without records": (lambda: making.ole({"Workbook": random_bytes(5000)}), "unreadable"),
    "Word 97": (lambda: making.ole({"WordDocument": b"x" * 5000}), "not-a-workbook"),
    "PowerPoint 97": (lambda: making.ole({"PowerPoint Document": b"x" * 5000}), "not-a-workbook"),
    "xlsb cut": (lambda: making.xlsb(making.xlsb_sheet()[:-30]), "unreadable"),
    "xlsb with a far cell": (
        lambda: making.xlsb(
            making.xlsb_sheet(
                after=b"",
                extra_cells={
                    5: making.binary_record(0, struct.pack("<3I", 1_048_575, 0, 0))
                    + making.binary_record(5, struct.pack("<2Id", 16_383, 0, 1))
                },
            )
        ),
        "too-large",
    ),
    "xlsb with rows out of order": (
        lambda: making.xlsb(making.xlsb_sheet(extra_cells={5: making.binary_record(0, struct.pack("<3I", 1, 0, 0))})),
        "unreadable",
    ),
    "ods: a cell repeated without end": (lambda: ods_bomb(1_048_576, 16_384), "too-large"),
    "ods: a row repeated without end": (lambda: ods_bomb(1_048_576, 1), "too-large"),
    "ods: numbers of repeats without end": (lambda: ods_bomb(10**30, 10**30), "ok"),
    "ods with DOCTYPE": (lambda: changed_ods("content.xml", f"{DOCTYPE}<a/>".encode()), "unsafe-file"),
    "ods nested deep": (lambda: changed_ods("content.xml", nested_xml(100_000).encode()), "too-large"),
    "ods cut": (lambda: changed_ods("content.xml", making.parts_of(making.ods())["content.xml"][:-40]), "unreadable"),
    "ods that is a text": (
        lambda: changed_ods("mimetype", b"application/vnd.oasis.opendocument.text"),
        "not-a-workbook",
    ),
    "docx without a table": (
        lambda: changed_docx(lambda _: "<document><body><p/></body></document>"),
        "not-a-workbook",
    ),
    "docx with DOCTYPE": (lambda: changed_docx(lambda text: DOCTYPE + text), "unsafe-file"),
    "docx nested deep": (lambda: changed_docx(lambda _: nested_xml(100_000)), "too-large"),
    "docx with 30,000 nested tables": (
        lambda: changed_docx(lambda _: "<tbl><tr><tc>" * 30_000 + "</tc></tr></tbl>" * 30_000),
        "too-large",
    ),
    "docx with a cell wider than any sheet": (
        lambda: changed_docx(
            lambda _: '<b><tbl><tr><tc><gridSpan val="999999999"/></tc><tc><p><r><t>x</t></r></p></tc></tr></tbl></b>'
        ),
        "too-large",
    ),
    "html: a cell wider than any sheet": (
        lambda: b"<table><tr><td colspan=99999999>a<td>b</table>",
        "too-large",
    ),
    "html: a cell higher than any sheet": (lambda: b"<table><tr><td rowspan=99999999>a<td>b</table>", "ok"),
    "html: 2,000 nested tables": (lambda: b"<table><tr><td>" * 2_000 + b"</table>" * 2_000, "too-large"),
    "html without a table": ("<html><body>请查收</body></html>".encode, "not-a-workbook"),
    "html cut within the table": (lambda: making.html()[:-60], "unreadable"),
    "csv: 20,000 columns": (lambda: b"1," * 20_000 + b"1", "too-large"),
    "csv: two million cells": (lambda: b"1,1,1,1\n" * 500_000, "too-large"),
    "csv: a field without end": (lambda: b'1,"' + b"x" * 25_000_000, "too-large"),
    "csv with NUL": (lambda: b"1,2\x00,3\n", "not-a-workbook"),
    "csv cut within a character": (lambda: "序号,项目".encode()[:-1], "unreadable"),
    "blank lines only": (lambda: b"\n\n , ,\n", "unreadable"),
    "xml of something else": (lambda: b'<?xml version="1.0"?><a/>', "not-a-workbook"),
    "xml with entities": (f'<?xml version="1.0"?>{DOCTYPE}<a>&c;</a>'.encode, "unsafe-file"),
    "mail without attachments": (lambda: making.mail({}), "archive-unusable"),
    "mail with 600 attachments": (lambda: making.mail({f"{n}.csv": b"1" for n in range(600)}), "archive-unusable"),
    "mail in mail in mail": (lambda: nested_mail(4), "archive-unusable"),
    # other things entirely
    "nothing": (lambda: b"", "unreadable"),
    "zeros": (lambda: bytes(4096), "unreadable"),
    "noise": (random_bytes, "not-a-workbook"),
    "PDF": (lambda: b"%PDF-1.7\n" + random_bytes(), "not-a-workbook"),
    "PDF with a workbook behind": (lambda: b"%PDF-1.7\n" + making.xlsx(), "not-a-workbook"),
    "picture with a workbook behind": (lambda: b"\x89PNG\r\n\x1a\n" + making.xlsx(), "not-a-workbook"),
    "JPEG": (lambda: b"\xff\xd8\xff\xe0" + random_bytes(), "not-a-workbook"),
    "program": (lambda: b"MZ\x90\x00" + random_bytes(), "not-a-workbook"),
    "program with an archive behind": (lambda: b"MZ\x90\x00" + making.plain_zip({"甲.csv": b"1"}), "not-a-workbook"),
    "text that begins like a picture": (lambda: b"BMI,1\nMZ,2\n", "ok"),
    "OFD": (lambda: making.plain_zip({"OFD.xml": "<a/>", "Doc_0/Document.xml": "<a/>"}), "not-a-workbook"),
    "RAR": (lambda: b"Rar!\x1a\x07\x01\x00" + random_bytes(), "archive-unusable"),
    "7z": (lambda: b"7z\xbc\xaf\x27\x1c" + random_bytes(), "archive-unusable"),
    "gz": (lambda: b"\x1f\x8b\x08" + random_bytes(), "archive-unusable"),
    "RTF": (lambda: b"{\\rtf1 x}", "not-a-workbook"),
    "an archive of nothing": (lambda: making.plain_zip({}), "archive-unusable"),
    "an archive of one file": (lambda: making.plain_zip({"甲.csv": b"1,2"}), "container"),
}


def files(folder) -> dict[str, tuple]:
    """Write the set into a folder and return path and expected outcome by name."""
    written = {}
    for number, (name, (make, outcome)) in enumerate(OUTCOMES.items()):
        path = folder / f"{number}.xlsx"
        path.write_bytes(make())
        written[name] = (path, outcome)
    return written


# --- workers that come to harm (they run in the worker process) ----------------------------------------------------


def stands_for(name, folder):
    """Return a sound workbook of that name, for `poisoned_chunk`."""
    path = folder / f"{name}.xlsx"
    path.write_bytes(making.xlsx())
    return path


def poisoned_chunk(chunk, folder, then):
    """Read a chunk as a worker does, except that some names do to it what a parser's fault would."""
    from shishi_xl.reading import workers

    for path in chunk:
        if Path(path).stem in POISONS:
            POISONS[Path(path).stem]()
    return workers.read_chunk(chunk, folder, then)


def _abort():
    import os

    os.abort()


def _spin():
    while True:
        pass


def _hang():
    import threading

    threading.Event().wait()


def _devour():
    hoard = []
    while True:
        hoard.append(bytearray(256 * MEGABYTE))


def _leave():
    import os

    os._exit(0)


class _Unsendable(BaseException):
    def __reduce__(self):
        raise TypeError


def _panic():
    raise _Unsendable


POISONS = {"abort": _abort, "spin": _spin, "hang": _hang, "devour": _devour, "leave": _leave, "panic": _panic}


def refuse_to_start(load):
    raise OSError("no memory for another process")


LAID_OUT = []  # in a worker


def lay_out():
    """Make something ready in a worker, as the pipeline does."""
    LAID_OUT.append("ready")


def _been_at(place):
    """Return whether a worker has been here before, and leave a mark for the next one."""
    mark = Path(place)
    been = mark.exists()
    mark.touch()
    return been


def go_on(result):
    """Go on from a readable file in the worker: one cell says how."""
    word = result["sheets"][0]["rows"][0][0]
    if word == "hang" or (word.startswith("once ") and not _been_at(word.removeprefix("once "))):
        _hang()
    return {"status": "ok", "said": f"{word}, {LAID_OUT[0]}"}
