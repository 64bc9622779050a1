"""The same form in every format: the same values at the same places."""

import shutil
import subprocess

import pytest

from shishi_xl.reading import opening
from tests.reading import making


def texts(value):
    """Return a value as a format without types holds it."""
    return None if value is None else str(value)


def trimmed(rows):
    found = [list(row) for row in rows]
    for row in found:
        while row and row[-1] is None:
            row.pop()
    return found


TYPED = {
    "xlsx of openpyxl": (making.xlsx, "xlsx"),
    "xlsx of xlsxwriter": (making.xlsxwriter_xlsx, "xlsx"),
    "strict xlsx": (making.strict_xlsx, "xlsx"),
    "xlsb": (making.xlsb, "xlsb"),
    "xls": (making.xls, "xls"),
    "xls without its container": (making.biff, "xls"),
    "ods": (making.ods, "ods"),
    "xml spreadsheet": (making.spreadsheetml, "xml"),
}
UNTYPED = {
    "csv utf-8": (making.delimited, "csv"),
    "csv utf-8 with mark": (lambda: making.delimited(encoding="utf-8-sig"), "csv"),
    "csv gbk": (lambda: making.delimited(encoding="gbk"), "csv"),
    "csv gb18030": (lambda: making.delimited(encoding="gb18030"), "csv"),
    "unicode text": (lambda: making.delimited(encoding="utf-16", delimiter="\t"), "csv"),
    "csv semicolon": (lambda: making.delimited(delimiter=";"), "csv"),
    "html gb2312": (making.html, "html"),
    "html utf-8": (lambda: making.html(charset="utf-8"), "html"),
    "docx": (lambda: making.docx(before=()), "docx"),
}


@pytest.mark.parametrize("name", TYPED)
def test_a_typed_format_gives_the_values(name):
    make, kind = TYPED[name]
    result = opening.parse(make())
    assert (result["status"], result["kind"], result["notices"]) == ("ok", kind, [])
    (sheet,) = result["sheets"]
    assert (sheet["name"], sheet["visibility"]) == ("推进情况表", "visible")
    assert (sheet["top"], sheet["left"], sheet["rows"]) == (1, 1, trimmed(making.ROWS))
    assert sheet["flaws"] == {}


@pytest.mark.parametrize("name", UNTYPED)
def test_an_untyped_format_gives_the_texts(name):
    make, kind = UNTYPED[name]
    result = opening.parse(make())
    assert (result["status"], result["kind"]) == ("ok", kind)
    (sheet,) = result["sheets"]
    assert (sheet["top"], sheet["left"]) == (1, 1)
    assert sheet["rows"] == [[texts(value) for value in row] for row in trimmed(making.ROWS)]


@pytest.mark.parametrize("suffix", [".csv", ".eml", ".docx", ".xls", ""])
def test_the_name_decides_nothing(tmp_path, suffix):
    path = tmp_path / f"推进情况表{suffix}"
    path.write_bytes(making.xlsx())
    assert opening.read(path)["kind"] == "xlsx"


def test_merges_are_the_same_everywhere():
    table = '<table><tr><td colspan="2">甲</td><td rowspan="2">乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>'
    merge = making.record(0x00E5, b"\x01\x00" + b"\x00\x00\x00\x00\x00\x00\x04\x00")
    expected = {
        making.xlsx(): [(1, 1, 1, 5)],
        making.xls(extra=merge): [(1, 1, 1, 5)],
        table.encode(): [(1, 1, 1, 2), (1, 3, 2, 3)],
    }
    for data, merges in expected.items():
        assert opening.parse(data)["sheets"][0]["merges"] == merges


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("target", ["xls", "ods", "xlsx:Calc MS Excel 2007 XML", "html"])
def test_what_libreoffice_makes_of_a_form(tmp_path, target):
    source = tmp_path / "form.xlsx"
    source.write_bytes(making.xlsx())
    out = tmp_path / "out"
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", target, "--outdir", out, source],
        check=True,
        capture_output=True,
        timeout=120,
    )
    (made,) = out.iterdir()
    result = opening.read(made)
    assert result["status"] == "ok"

    def compared(value):
        return str(value).replace("\n", " ") if target == "html" else value

    def filled(rows):
        found = [[compared(value) for value in row if value is not None] for row in rows]
        return [row for row in found if row]

    assert filled(result["sheets"][0]["rows"]) == filled(making.ROWS)
