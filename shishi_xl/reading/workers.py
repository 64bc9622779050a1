"""Long-lived worker processes that read files side by side: what a file does to its reader costs that file alone."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Future
from concurrent.futures.process import BrokenProcessPool
from enum import Enum
from itertools import groupby
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from shishi_xl.reading import limits
from shishi_xl.reading.refusal import Refusal, Result

_CHUNK_FILES = 16  # a task costs pebble about 0.5 ms, a small form 1 ms
_CHUNK_BYTES = 1024 * 1024
_AHEAD = 2  # chunks under way for each worker: enough to keep it busy, few enough to keep the parent's memory flat
_GRACE_SECONDS = 6.0  # beyond the wall limit: starting a worker, and pebble's own clock

Chunk = list[str]  # paths
Task = Future[list[Result]]
Begun = tuple[Chunk, Task]


class Fate(Enum):
    """What became of a task that brought no results."""

    GUILTY = "guilty"  # it ended its worker or ran out of time
    LOST = "lost"  # the pool broke for another reason


class WorkersUnavailable(RuntimeError):  # noqa: N818 - a state of the machine
    """The machine starts no worker processes: nobody's file is to blame."""


class Readers:
    """A pool of reading processes, started when the first file comes.

    Use as a context manager. `wall_seconds` bounds one file; a file that kills, hangs or exhausts its worker is
    refused as "reading-failed" and no other file notices.
    """

    def __init__(
        self,
        max_workers: int,
        wall_seconds: float = limits.WALL_SECONDS,
        *,
        load: Callable[[], None] | None = None,
        then: Callable[[Result], Result] | None = None,
    ) -> None:
        """Take how many processes may read at once and how long a file may take.

        `then` goes on from the result of a readable file, in the worker and within the file's time, with what `load`
        has made ready there; both must be picklable.
        """
        self._max_workers = max_workers
        self._wall_seconds = wall_seconds
        self._load = load
        self._then = then
        self._pool: Any = None
        self._load_file: Path | None = None  # `load` as the workers find it
        self._begun: dict[str, Begun] = {}  # what is read ahead, by path

    def __enter__(self) -> Self:
        """Return the pool itself; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the workers."""
        self.close()

    def close(self) -> None:
        """End the workers; new ones start with the next file."""
        self._discard()

    def start(self) -> None:
        """Start the workers now, so that they are ready when the first file is."""
        self._submit([], None)

    def begin(self, files: Sequence[Path], spool: Path | None = None) -> None:
        """Begin to read files that `read_many` will ask for, while the caller does something else."""
        for chunk in _chunks([str(path) for path in files]):
            task = self._submit(chunk, _folder(spool))
            if task is not None:
                self._begun |= dict.fromkeys(chunk, (chunk, task))

    def forget(self) -> None:
        """Let what was begun and never asked for come to its end unheard."""
        left = {id(task): task for _, task in self._begun.values()}.values()
        self._begun.clear()
        for number, task in enumerate(left):
            self._outcome(task, number)

    def read_many(self, files: Sequence[Path], spool: Path | None = None) -> Iterator[Result]:
        """Yield what each file holds, in order; what it is called decides nothing.

        A result is plain data: {"status": "ok", "kind", "notices", "sheets"}, {"status": "container", "kind",
        "members"} with the members written into `spool`, or {"status": "refused", "code", "facts"}.
        """
        waiting = deque(self._parts([str(path) for path in files]))
        under_way: deque[tuple[Chunk, Chunk, Task | None]] = deque()
        folder = _folder(spool)
        while waiting or under_way:
            while waiting and len(under_way) < self._max_workers * _AHEAD:
                wanted, begun = waiting.popleft()
                chunk, task = begun or (wanted, self._submit(wanted, folder))
                under_way.append((wanted, chunk, task))
            wanted, chunk, task = under_way.popleft()
            results = self._outcome(task, len(under_way))
            if isinstance(results, list):
                by_path = dict(zip(chunk, results, strict=True))
                yield from (by_path[path] for path in wanted)
            else:  # one of them is poison, the machine is swamped, or the pool broke: read each once more, by itself
                for path in wanted:
                    yield self._alone(path, folder, len(under_way))

    def _parts(self, paths: Sequence[str]) -> Iterator[tuple[Chunk, Begun | None]]:
        """Yield the files task by task: those begun already with theirs, the others for new ones."""
        known = {path: self._begun.pop(path, None) for path in paths}
        for begun, group in groupby(paths, key=known.__getitem__):
            if begun is None:
                yield from ((chunk, None) for chunk in _chunks(list(group)))
            else:
                yield list(group), begun

    def _alone(self, path: str, folder: str | None, tasks_ahead: int) -> Result:
        """Return what a file holds, read as the only one of its task."""
        for _ in range(2):  # a pool that broke for another reason says nothing about the file
            results = self._outcome(self._submit([path], folder), tasks_ahead)
            if isinstance(results, list):
                return results[0]
            if results is Fate.GUILTY:
                return _failed()
        if not isinstance(self._outcome(self._submit([], folder), tasks_ahead), list):
            raise WorkersUnavailable("no worker process can be started")
        return _failed()  # the pool is well and breaks whenever it takes this file

    def _submit(self, chunk: Chunk, folder: str | None) -> Task | None:
        """Return the promise of a chunk's results, None when the pool broke under it."""
        if self._pool is None:
            self._pool = self._start()
        try:
            task: Task = self._pool.schedule(read_chunk, args=(chunk, folder, self._then), timeout=self._wall_seconds)
        except RuntimeError:
            self._discard()
            return None
        return task

    def _outcome(self, task: Task | None, tasks_ahead: int) -> list[Result] | Fate:
        """Return a chunk's results, or whether it ended its worker or was lost with the pool."""
        if task is None:
            return Fate.LOST
        try:
            return task.result(timeout=(self._wall_seconds + _GRACE_SECONDS) * (1 + tasks_ahead / self._max_workers))
        except CancelledError:  # with its pool, which is discarded already
            return Fate.LOST
        except BrokenProcessPool:
            self._discard()
            return Fate.LOST
        except Exception:  # noqa: BLE001 - whatever became of the worker, the parent goes on
            if task.done():
                return Fate.GUILTY
            self._discard()  # the pool lost track of the task: a new one starts with the next file
            return Fate.LOST if tasks_ahead else Fate.GUILTY

    def _start(self) -> Any:
        from pebble import ProcessPool

        if self._load is not None:
            # Through a file: into the pipe of a process that is only starting, the parent would write no faster than
            # that process comes to read.
            handle, name = tempfile.mkstemp()
            with os.fdopen(handle, "wb") as file:
                pickle.dump(self._load, file)
            self._load_file = Path(name)
        return ProcessPool(
            max_workers=self._max_workers,
            initializer=prepare_worker,
            initargs=(self._load_file,),
            context=multiprocessing.get_context("spawn"),
        )

    def _discard(self) -> None:
        if self._pool is not None:
            pool, self._pool = self._pool, None
            with contextlib.suppress(Exception):
                pool.stop()
                pool.join()
        if self._load_file is not None:
            self._load_file.unlink(missing_ok=True)
            self._load_file = None


def read_chunk(chunk: Chunk, folder: str | None, then: Callable[[Result], Result] | None = None) -> list[Result]:
    """Return what each file of a chunk holds. Runs in a worker."""
    from shishi_xl.reading import opening

    spool = None if folder is None else Path(folder)
    results = []
    for path in chunk:
        _allow_time()
        result = opening.read(Path(path), spool)
        results.append(then(result) if then and result["status"] == "ok" else result)
    return results


def prepare_worker(load_file: Path | None = None) -> None:
    """Bound a worker's memory and files, where the system knows such bounds, and load the reader and what it needs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to the whole group; the parent decides
    with contextlib.suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)  # a panic of the Rust reader prints; a worker's words reach nobody
        os.close(null)
    if sys.platform != "win32":
        import resource

        _lower(resource.RLIMIT_CORE, 0)
        _lower(resource.RLIMIT_AS, _address_space() + limits.MEMORY_BYTES)
        _lower(resource.RLIMIT_FSIZE, limits.PART_BYTES)
    from shishi_xl.reading import ooxml, opening  # noqa: F401 - loaded before the first file's clock runs

    if load_file:
        pickle.loads(load_file.read_bytes())()  # noqa: S301 - written by the parent, for its own user's eyes


if sys.platform != "win32":

    def _lower(kind: int, wanted: int) -> None:
        import resource

        hard = resource.getrlimit(kind)[1]
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))

    def _allow_time() -> None:
        """Let the next file have its share of processor time, whatever the ones before it used."""
        import resource

        usage = resource.getrusage(resource.RUSAGE_SELF)
        _lower(resource.RLIMIT_CPU, int(usage.ru_utime + usage.ru_stime) + limits.CPU_SECONDS)

else:

    def _allow_time() -> None:
        """Do nothing: Windows has no such bound; the wall limit stands alone."""


def _address_space() -> int:
    """Return the bytes of address space the process has now."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")


def _folder(spool: Path | None) -> str | None:
    return None if spool is None else str(spool)


def _chunks(paths: Sequence[str]) -> Iterator[Chunk]:
    """Yield the files in tasks of a few small ones, a large one by itself."""
    chunk: Chunk = []
    weight = 0
    for path in paths:
        try:
            size = os.lstat(path).st_size
        except OSError:
            size = 0
        if chunk and (len(chunk) >= _CHUNK_FILES or weight + size > _CHUNK_BYTES):
            yield chunk
            chunk, weight = [], 0
        chunk.append(path)
        weight += size
    if chunk:
        yield chunk


def _failed() -> Result:
    return Refusal("reading-failed").result()
