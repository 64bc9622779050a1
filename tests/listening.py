"""Hears a watch; waits for what it says, never for time to pass."""

from __future__ import annotations

import json
import signal
import threading
from contextlib import contextmanager


class Listener:
    """The lines of a running watch."""

    def __init__(self, process):
        self.process = process
        self.lines = []
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._listen)
        self._thread.start()

    def _listen(self):
        for line in self.process.stdout:
            with self._news:
                self.lines.append(json.loads(line))
                self._news.notify_all()
        with self._news:
            self._news.notify_all()

    def until(self, wanted, seconds=60):
        with self._news:
            assert self._news.wait_for(lambda: wanted(self.lines), seconds), self.lines

    def files(self):
        return {line["file"]: line["disposition"] for line in self.lines if "file" in line and "disposition" in line}

    def troubles(self):
        return [line["message"] for line in self.lines if line.get("event") == "trouble"]

    def refreshed(self):
        return [line["period"] for line in self.lines if line.get("event") == "consolidated"]

    def end(self, how=signal.SIGTERM):
        """Ask it to stop, expect that it does so in order."""
        if how is not None:
            self.process.send_signal(how)
        code = self.process.wait(timeout=30)
        self._thread.join()
        errors = self.process.stderr.read()
        self.process.stdout.close()
        self.process.stderr.close()
        assert "Traceback" not in errors
        return code


@contextmanager
def watching(office, *args, **extra):
    """Run a watch that is ready, and end it as a person does."""
    listener = Listener(office.start("watch", *args, **extra))
    try:
        listener.until(lambda lines: {"event": "ready"} in lines)
        yield listener
    finally:
        code = listener.end()
    assert code == 0
