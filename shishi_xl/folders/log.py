"""The log for engineers: .shishi/shishi-xl.log, English, with tracebacks; what comes from outside is written escaped."""

from __future__ import annotations

import logging
import logging.handlers
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class _Log(logging.handlers.RotatingFileHandler):
    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - its name in the library
        """Do without the line: a full disk is said in Chinese where it stops the work, not in a traceback here."""


def keep_log(path: Path) -> None:
    """Send the package's log to a file that never grows beyond a few megabytes; a second call changes nothing."""
    logger = logging.getLogger("shishi_xl")
    if any(isinstance(handler, _Log) for handler in logger.handlers):
        return
    handler = _Log(path, maxBytes=2_000_000, backupCount=2, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
