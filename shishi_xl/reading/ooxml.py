"""Workbooks in Open XML (.xlsx, .xlsm, .xlsb, WPS's zipped .et): checked part by part, then read by calamine.

calamine never sees the stranger's zip. It gets one made here, of the parts that hold values, under plain names and
after the checks: so what was checked is what is read, and Strict files, odd part names and wrong types do no harm.
"""

from __future__ import annotations

import io
import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from shishi_xl.patterns import regex
from shishi_xl.reading import limits, markup, raised, sheetxml, shown, struck, unseen, zipped
from shishi_xl.reading.cells import KEPT, Budget, Cell, Flaws, Merge, sheet
from shishi_xl.reading.refusal import Result, broken, locked, oversized, unsafe

_SPREADSHEET = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = b"http://schemas.openxmlformats.org/package/2006/relationships"
_TEXTS, _STYLES = "xl/sharedStrings.xml", "xl/styles.xml"  # in the package made here
_SHARED = regex(rb't="s"[^<>]*>\s*<v>([0-9]{1,9})</v>')
_TEXT_BYTES = limits.TEXT * 10  # of shared texts as they stand in XML, with the markup of rich text
_LINKING = ("/externallinkpath", "/externallink", "/oleobject", "/connections", "/querytable", "/package")

_Crossed = dict[tuple[bytes, int], str]  # (column letters, row) → flaw of a cell with words crossed out


@dataclass(slots=True)
class Facts:
    """What calamine does not tell of a sheet."""

    index: int  # in the workbook calamine reads
    name: str
    visibility: str
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    flaws: Flaws = field(default_factory=dict)
    signs: dict[tuple[int, int], shown.Sign] = field(
        default_factory=dict
    )  # (row, column) → % or a unit shown behind the number


def parts(data: bytes, entries: list[zipped.Entry]) -> dict[str, bytes]:
    """Return the parts of a package by lower-case name, XML in UTF-8; Refusal where a limit or a rule is broken.

    Every part is unpacked and counted; pictures and programs are then dropped.
    """
    found: dict[str, bytes] = {}
    names: set[str] = set()
    total = 0
    for entry in entries:
        name = _part_name(entry.name)
        if name in names:
            raise unsafe("压缩包里有同名的内容")
        names.add(name)
        if entry.encrypted:
            raise locked()
        content = zipped.unpack(data, entry, limits.PART_BYTES)
        total += len(content)
        if total > limits.UNPACKED_BYTES:
            raise oversized(f"解压后超过 {limits.UNPACKED_BYTES // limits.MEGABYTE} MB")
        if name.endswith((".xml", ".rels", ".vml")):
            found[name] = markup.clean(content)
        elif (
            name.endswith(".bin")
            and "/worksheets/" not in name
            and not name.endswith(("workbook.bin", "strings.bin", "styles.bin"))
        ):
            found[name] = b""  # a macro, printer settings …: that it is there is all that is wanted
        else:
            found[name] = content if name.endswith(".bin") or name == "mimetype" else b""
    return found


def document(found: dict[str, bytes]) -> str:
    """Return the name of the package's main part; Refusal where there is none."""
    for relation in markup.tags(found.get("_rels/.rels", b""), "Relationship"):
        if relation.get("Type", "").lower().endswith("/officedocument"):
            target = _resolve("", relation.get("Target", ""))
            if target in found:
                return target
    raise broken("缺少工作簿的主要内容")


def read(found: dict[str, bytes], workbook: str) -> Result:
    """Return the workbook of a package as plain data."""
    relations = _relations(found, workbook)
    if workbook.endswith(".bin"):
        from shishi_xl.reading import xlsb

        facts, package = xlsb.prepare(found, workbook, relations)
    else:
        facts, package = _prepare(found, workbook, relations)
    notices = _notices(found)
    with_macros = "macros-ignored" in notices or b"macroenabled" in found.get("[content_types].xml", b"").lower()
    kind = "xlsb" if workbook.endswith(".bin") else "xlsm" if with_macros else "xlsx"
    return {"status": "ok", "kind": kind, "notices": notices, "sheets": values(package, facts)}


def values(package: dict[str, bytes], facts: list[Facts]) -> list[dict[str, Any]]:
    """Return the sheets with the values calamine reads from a package made here."""
    import python_calamine

    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(zipped.pack(package)))
    budget = Budget()
    sheets = []
    for known in facts:
        source = book.get_sheet_by_index(known.index)
        start = source.start or (0, 0)
        rows: list[list[Cell]] = []
        for line in islice(source.iter_rows(), start[0], None) if source.start else ():  # it begins at row 1
            row = [None if value == "" else value for value in line]
            while row and row[-1] is None:
                row.pop()
            budget.spend(row)
            rows.append(row)
        for row_number, column in (place for place, (flaw, _) in known.flaws.items() if flaw not in KEPT):
            _blank(rows, row_number - 1 - start[0], column - 1 - start[1])
        shown.show(rows, start[0] + 1, start[1] + 1, known.signs)
        sheets.append(
            sheet(
                known.name,
                rows,
                top=start[0] + 1,
                left=start[1] + 1,
                visibility=known.visibility,
                merges=known.merges,
                hidden_rows=known.hidden_rows,
                hidden_columns=known.hidden_columns,
                flaws=known.flaws,
            )
        )
    return sheets


def _blank(rows: list[list[Cell]], row: int, column: int) -> None:
    """Take away what the reader made of a cell that has no trustworthy value."""
    if 0 <= row < len(rows) and 0 <= column < len(rows[row]):
        rows[row][column] = None


def _part_name(raw: bytes) -> str:
    name = raw.decode("utf-8", "replace").replace("\\", "/").lower()
    if name.startswith("/") or ".." in name.split("/") or "\0" in name or ":" in name:
        raise unsafe("压缩包里有越出本文件的路径")
    return name


def _resolve(base: str, target: str) -> str:
    """Return the part a relation points at. It is only ever a key among the parts that are there."""
    target = target.replace("\\", "/")
    joined = target if target.startswith("/") else posixpath.join(posixpath.dirname(base), target)
    return posixpath.normpath(joined).lstrip("/").lower()


def _relations(found: dict[str, bytes], workbook: str) -> dict[str, tuple[str, str]]:
    """Return type and part of each of the workbook's relations by its id."""
    folder, _, file = workbook.rpartition("/")
    source = found.get(f"{folder}/_rels/{file}.rels".lstrip("/"), b"")
    return {
        relation.get("Id", ""): (
            relation.get("Type", "").rpartition("/")[2].lower(),
            _resolve(workbook, relation.get("Target", "")),
        )
        for relation in markup.tags(source, "Relationship")
    }


def _prepare(
    found: dict[str, bytes], workbook: str, relations: dict[str, tuple[str, str]]
) -> tuple[list[Facts], dict[str, bytes]]:
    """Return the facts of each worksheet and the package calamine shall read."""
    facts: list[Facts] = []
    package: dict[str, bytes] = {}
    crossed: list[_Crossed] = []
    for name, visibility, part in _worksheets(found, workbook, relations):
        xml, crossed_here = struck.inline(raised.texts(part))
        known = sheetxml.scan(xml)
        package[_sheet_part(len(facts))] = known.xml
        crossed.append(crossed_here)
        facts.append(
            Facts(len(facts), name, visibility, known.merges, known.hidden_rows, known.hidden_columns, known.flaws)
        )
    package |= _shared_parts(found, relations)
    _mark_cells(facts, package, crossed)
    _refuse_repeated_texts(package)
    properties = markup.tags(found[workbook], "workbookPr")
    since_1904 = bool(properties) and properties[0].get("date1904") in {"1", "true"}
    return facts, _frame(len(facts), since_1904=since_1904) | package


def _worksheets(
    found: dict[str, bytes], workbook: str, relations: dict[str, tuple[str, str]]
) -> Iterator[tuple[str, str, bytes]]:
    """Yield name, visibility and content of each worksheet in order; a chart or a macro sheet has no cells of a form."""
    listed = markup.tags(found[workbook], "sheet")
    if not listed or len(listed) > limits.SHEETS:
        raise broken("工作簿里没有工作表") if not listed else oversized(f"工作表超过 {limits.SHEETS} 张")
    for tag in listed:
        identifier = next((value for name, value in tag.items() if name.endswith(":id")), "")
        kind, part = relations.get(identifier, ("", ""))
        if not identifier or (kind and kind != "worksheet"):
            continue
        name = tag.get("name", "")
        if part not in found:
            raise broken(f"工作表“{name}”的内容缺失")
        yield name, {"hidden": "hidden", "veryHidden": "veryHidden"}.get(tag.get("state", ""), "visible"), found[part]


def _sheet_part(index: int) -> str:
    return f"xl/worksheets/sheet{index}.xml"


def _shared_parts(found: dict[str, bytes], relations: dict[str, tuple[str, str]]) -> dict[str, bytes]:
    """Return what the sheets share, texts and styles, under the names it has in the package made here."""
    package = {}
    for kind, title in (("sharedstrings", _TEXTS), ("styles", _STYLES)):
        part = next((part for name, part in relations.values() if name == kind and part in found), "")
        if part:
            package[title] = raised.texts(found[part])
    return package


def _mark_cells(facts: list[Facts], package: dict[str, bytes], crossed: list[_Crossed]) -> None:
    """Note on each sheet the signs shown behind its numbers, and the cells that are crossed out or not to be seen."""
    styles = package.get(_STYLES, b"")
    formats, crossed_texts = shown.styles(styles), _drop_crossed_texts(package)
    marked = unseen.formats(styles) | struck.formats(styles)
    for one, crossed_here in zip(facts, crossed, strict=True):
        xml = package[_sheet_part(one.index)]
        one.signs = shown.places(xml, formats, sheetxml.column_number)
        for (letters, row), flaw in (crossed_here | struck.sharing(xml, crossed_texts)).items():
            one.flaws.setdefault((row, sheetxml.column_number(letters)), (flaw, ""))
        for place, flaw in shown.places(xml, marked, sheetxml.column_number).items():
            one.flaws.setdefault(place, (flaw, ""))


def _drop_crossed_texts(package: dict[str, bytes]) -> dict[int, str]:
    """Take what is crossed out off the shared texts; return the flaw of each that had any, by index."""
    if _TEXTS not in package:
        return {}
    package[_TEXTS], flaws = struck.texts(package[_TEXTS])
    return flaws


def _refuse_repeated_texts(package: dict[str, bytes]) -> None:
    """Refuse shared texts that are short in the file and endless once every cell has its own."""
    lengths = [len(text) for text in package.get(_TEXTS, b"").split(b"</si>")]
    sheets = [xml for name, xml in package.items() if "/worksheets/" in name]
    if max(lengths) * sum(xml.count(b't="s"') for xml in sheets) <= _TEXT_BYTES:
        return
    total = 0
    for xml in sheets:
        for index, times in Counter(_SHARED.findall(xml)).items():
            total += times * (lengths[int(index)] if int(index) < len(lengths) else 0)
    if total > _TEXT_BYTES:
        raise oversized(f"文字超过 {limits.TEXT} 个字")


def _frame(count: int, *, since_1904: bool) -> dict[str, bytes]:
    """Return the parts that make a package of numbered worksheets a workbook."""
    sheets = b"".join(b'<sheet name="%d" sheetId="%d" r:id="r%d"/>' % (n, n + 1, n) for n in range(count))
    links = b"".join(
        b'<Relationship Id="r%d" Type="%s/worksheet" Target="worksheets/sheet%d.xml"/>' % (n, _RELATIONS, n)
        for n in range(count)
    )
    return {
        "_rels/.rels": b'<Relationships xmlns="%s"><Relationship Id="r" Type="%s/officeDocument" Target="xl/workbook.xml"/>'
        b"</Relationships>" % (_PACKAGE, _RELATIONS),
        "xl/workbook.xml": b'<workbook xmlns="%s" xmlns:r="%s"><workbookPr date1904="%d"/><sheets>%s</sheets></workbook>'
        % (_SPREADSHEET, _RELATIONS, since_1904, sheets),
        "xl/_rels/workbook.xml.rels": b'<Relationships xmlns="%s">%s</Relationships>' % (_PACKAGE, links),
    }


def _notices(found: dict[str, bytes]) -> list[str]:
    """Return the codes of what was there and not run or followed."""
    notices = []
    if any(name.endswith("vbaproject.bin") or "/macrosheets/" in name for name in found):
        notices.append("macros-ignored")
    for name, content in found.items():
        lowered = content.lower() if name.endswith(".rels") else b""
        if b'targetmode="external"' in lowered or any(f'{kind}"'.encode() in lowered for kind in _LINKING):
            notices.append("links-ignored")
            break
    return notices
