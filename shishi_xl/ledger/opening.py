"""The ledger's file: making it, opening it, and saying in Chinese what is wrong with it."""

from __future__ import annotations

import os
import sqlite3
import uuid
from typing import TYPE_CHECKING, Any

import sqlalchemy as sql

from shishi_xl.core.complaint import Complaint
from shishi_xl.ledger.rows import SCHEMA, metadata

if TYPE_CHECKING:
    from pathlib import Path

SIDE_FILES = ("-wal", "-shm")  # what SQLite keeps beside a ledger that is open


class LedgerError(Complaint):
    """The ledger cannot be used; the text is one Chinese sentence that says how to mend it."""


def beside(path: Path) -> Path:
    """Return where a ledger is made before it takes its place."""
    return path.with_name(f"{path.name}.new")


def make(path: Path) -> sql.Engine:
    """Return the engine of a new, empty ledger; what an earlier making left at the path goes."""
    for ending in ("", *SIDE_FILES):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    engine = _engine(path)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode = WAL")  # stays with the file
    with engine.begin() as connection:
        metadata.create_all(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
    return engine


def make_first(path: Path) -> None:
    """Make an empty ledger where none stands; one that another process puts there meanwhile is never replaced."""
    fresh = path.with_name(f".{uuid.uuid4().hex[:16]}.{os.getpid()}.tmp")  # swept when left over
    try:
        make(fresh).dispose()
        try:
            os.link(fresh, path)  # whole or not there, and only where nothing is
        except FileExistsError:
            return
        except OSError:  # a disk that knows no second names; Windows refuses to rename onto another file
            if not path.exists():
                fresh.rename(path)
    except FileExistsError:
        return
    finally:
        fresh.unlink(missing_ok=True)


def engine_of(path: Path) -> sql.Engine:
    """Return the engine of a sound ledger; LedgerError for a damaged one and for one of another version."""
    engine = _engine(path)
    try:
        with engine.connect() as connection:
            version = connection.exec_driver_sql("PRAGMA user_version").scalar()
            sound = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar()
            found = sql.inspect(connection)
            whole = all(
                found.has_table(table.name)
                and {column["name"] for column in found.get_columns(table.name)} == set(table.columns.keys())
                for table in metadata.sorted_tables
            )
    except LedgerError:
        engine.dispose()
        raise
    if version != SCHEMA or sound != "ok" or not whole:
        engine.dispose()
        raise LedgerError(_damaged(path))
    return engine


def _engine(path: Path) -> sql.Engine:
    engine = sql.create_engine(sql.URL.create("sqlite", database=str(path)))
    sql.event.listen(engine, "connect", _configure)

    @sql.event.listens_for(engine, "handle_error")
    def complain(context: sql.ExceptionContext) -> None:
        """Say what a person can mend; a mistake of ours stays what it is."""
        error = context.original_exception
        sentence = _sentence(path, error) if isinstance(error, sqlite3.Error) else None
        if sentence:
            raise LedgerError(sentence) from error

    return engine


def _configure(connection: Any, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA busy_timeout = 10000")
    cursor.close()


def _sentence(path: Path, error: sqlite3.Error) -> str | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the upper bits only say where in SQLite
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}:
        return _damaged(path)
    if code == sqlite3.SQLITE_FULL:
        return f"台账 {path} 所在的磁盘满了，已停下，收到的文件都还在。请清出空间后再运行一次。"
    if code == sqlite3.SQLITE_IOERR:
        return f"读写台账 {path} 时磁盘出错（多半是磁盘满了或网络盘断开），已停下，收到的文件都还在。请检查磁盘后再运行一次。"
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}:
        return f"台账 {path} 不能写入。请去掉它的“只读”属性，并给当前用户它所在文件夹的“修改”权限。"
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return f"台账 {path} 正被另一个程序占用。请等它结束后再运行一次。"
    return None


def _damaged(path: Path) -> str:
    return f"台账 {path} 损坏，读不出来。请运行 shishi-xl rebuild，它会按 inbox 各子文件夹里的原件重新建立台账，原件不会丢失。"
