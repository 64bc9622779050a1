"""check: what intake would say about files, without taking them in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from shishi_xl.folders.files import Stamp, copy_once, sha256_of
from shishi_xl.folders.workspace import WorkspaceError
from shishi_xl.ledger import Arrival, Verdict
from shishi_xl.pipeline.intake import OVERSIZE
from shishi_xl.pipeline.judging import Judge, repeated
from shishi_xl.pipeline.outcome import Outcome, outcome
from shishi_xl.pipeline.recognising import readers_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from shishi_xl.pipeline.desk import Desk


def check(desk: Desk, paths: Sequence[Path], clock: Callable[[], datetime]) -> Iterator[Outcome]:
    """Yield the outcome intake would give each file today, an archive's inner files one by one; nothing is kept."""
    desk.prepare()
    with tempfile.TemporaryDirectory() as spool, desk.open_ledger() as ledger, readers_for(desk) as readers:
        waiting = [_arrival(path, _called(path, desk), Path(spool), clock()) for path in paths]
        judge = Judge(desk, ledger, readers, Path(spool))
        judged: dict[str, Verdict] = {}
        while waiting:
            firsts = {_bytes(one): one for one in reversed(waiting) if _bytes(one) not in judged}
            wave = [one for one in waiting if firsts.get(_bytes(one)) is one]
            again = [one for one in waiting if firsts.get(_bytes(one)) is not one]
            drafts = [draft for group in judge.judge(wave) for draft in group]
            judged |= {_bytes(one.verdict.arrival): one.verdict for one in drafts if not one.members}
            yield from (outcome(draft.verdict) for draft in drafts if draft.verdict.disposition is not None)
            yield from (outcome(repeated(one, judged[_bytes(one)])) for one in again if _bytes(one) in judged)
            waiting = [member for draft in drafts for member in draft.members]
            waiting += [one for one in again if _bytes(one) not in judged]  # an archive again: so are its members


def _bytes(arrival: Arrival) -> str:
    """Return what two copies of a file have in common; one too large to be read is nobody's copy."""
    return arrival.spool if arrival.uncopied else arrival.sha256


def _called(path: Path, desk: Desk) -> str:
    """Return what intake would call a file: its path below inbox/ if it lies there, else its name."""
    inbox, whole = desk.workspace.inbox.resolve(), path.resolve()
    return whole.relative_to(inbox).as_posix() if whole.is_relative_to(inbox) else path.name


def _arrival(path: Path, called: str, spool: Path, now: datetime) -> Arrival:
    seen = Stamp.of(path.stat())
    copy = spool / f"{len(list(spool.iterdir()))}"
    try:
        if seen.size > OVERSIZE:  # judged where it lies
            return Arrival(
                sha256_of(path), called, str(path), now, size=seen.size, mtime_ns=seen.mtime_ns, inode=seen.inode
            )
        sha256, _ = copy_once(path, copy)
    except OSError as error:
        raise WorkspaceError(
            f"{path} 读不出来（{error.strerror or '不是普通文件'}）。请关闭正在使用它的程序后再试。"
        ) from error
    return Arrival(sha256, called, str(copy), now, called)
