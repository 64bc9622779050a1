"""Arrivals → verdicts: read and recognised in the workers, a whole batch checked in one pass, decided."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shishi_xl.core import checks, verdict
from shishi_xl.core.complaint import Complaint
from shishi_xl.core.findings import Finding, find
from shishi_xl.core.naming import printable
from shishi_xl.core.period import Period
from shishi_xl.core.submission import Disposition, Record, counting
from shishi_xl.folders import files, steps
from shishi_xl.folders.workspace import WorkspaceError
from shishi_xl.ledger import Arrival, Verdict
from shishi_xl.pipeline import statements
from shishi_xl.pipeline.generate import issued_periods
from shishi_xl.pipeline.months import accepted_before, newest_begun, times_accepted
from shishi_xl.pipeline.recognising import Told
from shishi_xl.reading.workers import WorkersUnavailable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from shishi_xl.ledger import Ledger
    from shishi_xl.pipeline.desk import Desk
    from shishi_xl.reading.workers import Readers

log = logging.getLogger(__name__)

_OF_NOTHING = hashlib.sha256(b"").hexdigest()


@dataclass(frozen=True, slots=True)
class Draft:
    """A verdict that does not know its place yet, and with an outer file the arrivals found inside."""

    verdict: Verdict
    members: tuple[Arrival, ...] = ()


_Recognised = tuple[Arrival, Told]


class Judge:
    """Judges arrivals against the desk's form and catalogue and the ledger's earlier months."""

    def __init__(
        self, desk: Desk, ledger: Ledger, readers: Readers, spool: Path | None = None, *, of_record: bool = False
    ) -> None:
        """Keep what judging needs; `of_record` reads kept files again, whose place is decided already."""
        self._desk = desk
        self._ledger = ledger
        self._readers = readers
        self._spool = spool or desk.workspace.spool  # where an archive's inner files go
        self._of_record = of_record
        self._known: dict[str, list[Record]] = {}  # what is on record of the wave's bytes, by sha256
        self._begun: dict[Period, datetime] = {}  # since when forms of a month are out or coming in

    def judge(self, arrivals: Sequence[Arrival]) -> Iterator[list[Draft]]:
        """Yield a draft for each arrival, in groups to be put on record together before the next one is asked for.

        Earlier periods come first, since later ones are compared with them.
        """
        to_read = []
        unchecked = []
        self._known = self._ledger.same_bytes(arrival.sha256 for arrival in arrivals)
        for arrival in arrivals:
            if not arrival.sha256 or arrival.uncopied:
                unchecked.append(Draft(_refusal(arrival, *_unreadable(arrival))))
            elif same := None if self._of_record else self._counted(arrival.sha256):
                unchecked.append(Draft(repeated(arrival, same)))
            else:
                to_read.append(arrival)
        recognised: dict[Period | None, list[_Recognised]] = {}
        for arrival, result in zip(to_read, self._read(to_read), strict=True):
            if result["status"] == "container":
                unchecked.append(self._opened(arrival, result))
            elif result["status"] == "refused":
                if "detail" in result:
                    log.error("refused without a check of ours: %r\n%s", arrival.file, result["detail"])
                unchecked.append(Draft(self._unless_known(_refusal(arrival, result["code"], result["facts"]))))
            else:
                told: Told = result["told"]
                submission = told.submission
                statements.known.learn(submission.unit, submission.period, told.statements)
                recognised.setdefault(submission.period, []).append((arrival, told))
        steps.reach("read")
        self._begun = self._beginnings(recognised)
        yield unchecked
        for period in sorted(recognised, key=lambda period: str(period or "")):
            yield self._checked(period, recognised[period])

    def _beginnings(self, recognised: Mapping[Period | None, Sequence[_Recognised]]) -> dict[Period, datetime]:
        """Return since when each month is being collected; what a rebuild reads again came before today's forms went out."""
        found = {} if self._of_record else dict.fromkeys(issued_periods(self._desk), datetime.min)
        wave = {
            period: min(arrival.received_at for arrival, _ in group)
            for period, group in recognised.items()
            if period is not None and any(period <= Period.of(arrival.received_at) for arrival, _ in group)
        }
        for period, first in (*self._ledger.begun().items(), *wave.items()):
            found[period] = min(first, found.get(period, first))
        return found

    def _counted(self, sha256: str) -> Record | None:
        """Return the submission these bytes already are; one sent back may be judged anew, the catalogue may have changed."""
        same = [record for record in self._same_bytes(sha256) if record.disposition is Disposition.ACCEPTED]
        return same[0] if same else None

    def _same_bytes(self, sha256: str, *, withdrawn: bool = False) -> list[Record]:
        return [record for record in self._known[sha256] if record.withdrawn is withdrawn]

    def _unless_known(self, made: Verdict) -> Verdict:
        """Return a 重复 in place of a refusal that these very bytes have had before; empty files have nothing in common."""
        settled = self._of_record or made.disposition is Disposition.ACCEPTED or made.arrival.sha256 == _OF_NOTHING
        before = [] if settled else self._same_bytes(made.arrival.sha256)
        return repeated(made.arrival, before[0]) if before else made

    def _read(self, arrivals: Sequence[Arrival]) -> Iterator[dict[str, Any]]:
        workspace = self._desk.workspace
        paths = [workspace.root / arrival.spool for arrival in arrivals]
        try:
            yield from self._readers.read_many(paths, self._spool)
        except WorkersUnavailable as error:
            raise WorkspaceError(
                "现在启动不了读取文件的程序（内存不足，或被安全软件拦住）。收到的文件都还在，请稍后再运行一次。"
            ) from error

    def _opened(self, arrival: Arrival, result: dict[str, Any]) -> Draft:
        """Return an outer file with its members as arrivals of their own."""
        root = self._desk.workspace.root
        members = tuple(
            Arrival(
                files.seal(Path(member["path"])),
                f"{arrival.file}/{member['name']}",
                _below(Path(member["path"]), root),
                arrival.received_at,
            )
            for member in result["members"]
        )
        opened = find("archive-opened", count=len(members))
        return Draft(Verdict(arrival, None, None, None, "", findings=(opened,)), members)

    def _checked(self, period: Period | None, group: list[_Recognised]) -> list[Draft]:
        """Return the drafts of a group; one whose riddle a check cannot stand must not end the others' day."""
        try:
            return list(self._check(period, group))
        except Complaint:  # the ledger or the disk, no file's doing
            raise
        except Exception:
            log.exception("checking failed: %s", [arrival.file for arrival, _ in group])
        if len(group) == 1:
            return [Draft(self._unless_known(_refusal(group[0][0], "reading-failed", {})))]
        return [draft for one in group for draft in self._checked(period, [one])]

    def _check(self, period: Period | None, group: list[_Recognised]) -> Iterator[Draft]:
        previous = accepted_before(self._ledger, period, self._desk.catalogue)
        submissions = [told.submission for _, told in group]
        found = checks.run(submissions, self._desk.form, self._desk.catalogue, previous)
        before = times_accepted(self._ledger, period, self._desk.catalogue)
        inside: dict[str, Arrival] = {}  # the member of an archive that counts so far, by unit
        for number, (arrival, told) in enumerate(group):
            submission = told.submission
            times, newest = before[submission.unit or ""], newest_begun(self._begun, arrival.received_at)
            timed = verdict.calendar_findings(
                submission, arrival.received_at, self._desk.catalogue.settings, times, newest
            )
            findings = (*submission.findings, *found.get(number, ()), *timed)
            disposition = verdict.dispose(submission, findings)
            if disposition is Disposition.ACCEPTED:
                findings += told.doubts  # worth asking only of a sound one
                findings += self._withdrawn_before(arrival)
                findings += verdict.label_findings(submission, printable(arrival.file), self._desk.catalogue)
                findings += self._replaced(arrival, submission.unit or "", inside)
                before[submission.unit or ""] += 1
            else:  # what goes back updates nothing
                findings = tuple(finding for finding in findings if finding.code not in {"past-period", "late"})
            entries = counting(submission.entries)
            made = Verdict(arrival, disposition, submission.unit, submission.period, "", entries, findings)
            yield Draft(self._unless_known(made))

    def _replaced(self, arrival: Arrival, unit: str, inside: dict[str, Arrival]) -> tuple[Finding, ...]:
        """Return the note on the later of two versions in an archive, which counts, and remember it as such."""
        if self._of_record or arrival.original is not None or arrival.inode is not None:
            return ()
        earlier = inside.get(unit)
        inside[unit] = arrival
        return (find("newer-inside", other=printable(earlier.file), unit=unit),) if earlier else ()

    def _withdrawn_before(self, arrival: Arrival) -> tuple[Finding, ...]:
        """Return the note on a file that was withdrawn once: it counts again, which a person should know."""
        same = [one for one in self._same_bytes(arrival.sha256, withdrawn=True) if one.id != arrival.id]
        return (find("withdrawn-before", received=f"{same[0].received_at:%Y-%m-%d %H:%M}"),) if same else ()


def _unreadable(arrival: Arrival) -> tuple[str, dict[str, str]]:
    if arrival.sha256:
        return "too-large", {"reason": f"{(arrival.size or 0) / 1024 / 1024:.0f} MB，上限 50 MB"}
    return "not-a-workbook", {"found": "快捷方式、链接或设备，没有打开"}


def _refusal(arrival: Arrival, code: str, facts: dict[str, Any]) -> Verdict:
    return Verdict(arrival, Disposition.UNRECOGNISED, None, None, "", findings=(find(code, **facts),))


def repeated(arrival: Arrival, first: Record | Verdict) -> Verdict:
    """Return the 重复 of bytes that are on record, or that were judged a moment ago in the same run."""
    seen, withdrawn = (first.arrival, False) if isinstance(first, Verdict) else (first, first.withdrawn)
    sent_back = first.disposition is Disposition.RETURNED
    state = "，已撤回、不再计入" if withdrawn else "，已退回、没有计入，请改正后再报" if sent_back else ""
    received = f"{seen.received_at:%Y-%m-%d %H:%M}{state}"
    finding = find("duplicate", file=printable(seen.file), received=received)
    return Verdict(arrival, Disposition.DUPLICATE, first.unit, first.period, "", findings=(finding,))


def _below(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
