"""序号 beside the wrong names: a few columns were sorted by themselves, and nobody can tell whose the figures are."""

from __future__ import annotations

from collections.abc import Iterator

from shishi_xl.core.findings import Finding, find
from shishi_xl.core.grid import Place
from shishi_xl.core.normalise import fold
from shishi_xl.core.recognition.roster import Roster
from shishi_xl.core.recognition.rows import Rows


def findings(rows: Rows, roster: Roster) -> Iterator[Finding]:
    """Yield a finding for each row whose 序号 is that of another one, where all of them are there in another order.

    Rows sorted as a whole keep their 序号, and rows numbered anew have other ones. Only numbers from 1 on may be either.
    """
    lines = [(project, name, line) for (project, name), line in rows.lines.items()]
    own = [fold(roster.catalogue.project_by_key[project].number) for project, _, _ in lines]
    written = [fold(line.number) for _, _, line in lines]
    if written == own or sorted(written) != sorted(own):
        return
    by_row = [number for _, number in sorted(zip((line.row for _, _, line in lines), written, strict=True))]
    anew = by_row == [str(number) for number in range(1, len(by_row) + 1)]
    for (project, name, line), number, wanted in zip(lines, written, own, strict=True):
        if number != wanted:
            place = Place(line.table.sheet.name, line.row, line.table.columns.get("序号", line.table.sheet.left))
            facts = {"value": line.number, "name": roster.catalogue.project_by_key[project].name, "example": wanted}
            code = "numbers-anew" if anew else "numbers-apart"
            yield find(code, place, project=project, indicator=name, field="序号", **facts)
