"""In the worker processes: a stranger's file → what it says. The parent gets values, bounded in time and memory."""

from __future__ import annotations

import os
import traceback
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from shishi_xl.core import assessment, recognition
from shishi_xl.core.findings import Finding, find
from shishi_xl.core.grid import Book, Flaw, Sheet, Visibility
from shishi_xl.core.submission import Disposition, Record, Submission, counting
from shishi_xl.pipeline.statements import Statements
from shishi_xl.reading.workers import Readers

if TYPE_CHECKING:
    from shishi_xl.core.form import Form
    from shishi_xl.core.model import Catalogue
    from shishi_xl.pipeline.desk import Desk

_FEWEST, _MOST = 2, 4  # processes: one hung file must not stop the rest, and one parent cannot keep up with more


@dataclass(frozen=True, slots=True)
class Told:
    """What one file says, where its texts contradict its figures, and how its statements were read."""

    submission: Submission
    doubts: tuple[Finding, ...]
    statements: bytes  # of Statements, packed


def readers_for(desk: Desk) -> Readers:
    """Return workers that read files and recognise a desk's form in them."""
    load = partial(_Table.lay, desk.form, desk.catalogue)
    count = min(_MOST, max(_FEWEST, (os.cpu_count() or 1) - 1))
    return Readers(count, load=load, then=partial(told, desk.key))


class _Table:
    """What recognising needs, laid out once in each worker."""

    form: Form
    catalogue: Catalogue

    @classmethod
    def lay(cls, form: Form, catalogue: Catalogue) -> None:
        """Keep the form and the catalogue of the workspace."""
        cls.form, cls.catalogue = form, catalogue


def told(key: bytes, result: dict[str, Any]) -> dict[str, Any]:
    """Return a reader's result with what it says in place of the cells; a riddle costs the one file."""
    try:
        submission = _recognised(key, result)
        statements = Statements()
        doubts = _doubts(submission, statements)
    except Exception as error:  # noqa: BLE001 - the traceback is for the log, the finding for the office
        detail = "".join(traceback.format_exception(error))[-4000:]
        return {"status": "refused", "code": "reading-failed", "facts": {}, "detail": detail}
    return {"status": "ok", "told": Told(submission, doubts, statements.packed())}


def _recognised(key: bytes, result: dict[str, Any]) -> Submission:
    """Return what a readable file says; what the readers noted about the file as a whole is among its findings."""
    book = to_book(result)
    submission = recognition.recognise(book, _Table.form, _Table.catalogue, key)
    notices = tuple(find(code) for code in book.notices)
    return replace(submission, findings=(*notices, *submission.findings))


def _doubts(submission: Submission, statements: Statements) -> tuple[Finding, ...]:
    """Return where the text of a submission contradicts its figures; what is sent back anyway will not ask for it."""
    from datetime import datetime

    unread = Record(
        0, "", "", "", datetime.min, Disposition.ACCEPTED, submission.unit, submission.period
    )  # not on record yet; a doubt says nothing of it
    return assessment.doubts_of(unread, counting(submission.entries), _Table.catalogue, statements.read)


def to_book(result: dict[str, Any]) -> Book:
    """Return the readers' plain data as values of the core."""
    sheets = tuple(
        Sheet(
            name=sheet["name"],
            rows=tuple(tuple(row) for row in sheet["rows"]),
            top=sheet["top"],
            left=sheet["left"],
            visibility=Visibility(sheet["visibility"]),
            merges=tuple(sheet["merges"]),
            hidden_rows=frozenset(sheet["hidden_rows"]),
            hidden_columns=frozenset(sheet["hidden_columns"]),
            widths=tuple(sheet["widths"]),
            flaws={place: (Flaw(kind), text) for place, (kind, text) in sheet["flaws"].items()},
        )
        for sheet in result["sheets"]
    )
    return Book(sheets, result["kind"], tuple(result["notices"]))
