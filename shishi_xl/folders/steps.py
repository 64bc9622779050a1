"""Named steps on the way of a file, so that tests can kill the process, or fill the disk, at each of them.

`SHISHI_FAULT=kill@step:3` ends the process without warning at the third arrival at a step; `enospc@step:1` makes the
first one fail as a full disk does. The tests name every step; nobody else sets the variable.
"""

from __future__ import annotations

import errno
import os
import signal
from collections import Counter

STEPS = (
    "spool-written",  # the copy of a waiting file is safe in the spool
    "received",  # its ledger entry is committed
    "read",  # the readers are through with the batch
    "judged",  # the verdict and the values of one file are committed
    "kept",  # the copy stands in its folder below inbox/
    "marked",  # the 改错回件 stands in outbox/
    "removed",  # the original has left the tray
    "filed",  # the ledger knows that all this is done
    "beside",  # a workbook is written beside its place, not yet swapped in
    "published",  # a consolidated workbook is swapped in
)
REBUILDING = (
    "rebuilding",  # a batch of kept files is in the new ledger
    "set-aside",  # the old ledger is out of the way, the new one not yet in its place
)

_arrivals: Counter[str] = Counter()


def reach(step: str) -> None:
    """Do nothing, unless a test asked for a fault at this arrival at the step."""
    fault = os.environ.get("SHISHI_FAULT")
    if not fault:
        return
    kind, _, where = fault.partition("@")
    wanted, _, arrival = where.partition(":")
    if wanted != step:
        return
    _arrivals[step] += 1
    if _arrivals[step] != int(arrival or 1):
        return
    if kind == "kill":
        os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
