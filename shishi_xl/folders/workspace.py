"""The folders of a workspace, and what makes one unusable."""

from __future__ import annotations

import errno
import logging
import os
import secrets
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import filelock

from shishi_xl.core.complaint import Complaint
from shishi_xl.core.submission import Disposition
from shishi_xl.folders.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)

KEPT_FOLDERS = {
    Disposition.ACCEPTED: "已收",
    Disposition.RETURNED: "退回",
    Disposition.DUPLICATE: "重复",
    Disposition.UNRECOGNISED: "未识别",
}
WITHDRAWN_FOLDER = "撤回"
ARCHIVE_FOLDER = "打包"  # below 已收: the outer file of several submissions
OWN_FOLDERS = frozenset({*KEPT_FOLDERS.values(), WITHDRAWN_FOLDER})


class WorkspaceError(Complaint):
    """The workspace cannot be worked in; the text says where and how to mend it, in one Chinese sentence."""


class ClosedError(WorkspaceError):
    """A file of the office's cannot be read now; another program may be saving it."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """The paths of one workspace."""

    root: Path

    @property
    def form_template(self) -> Path:
        """Return templates/推进情况表.xlsx."""
        return self.root / "templates" / "推进情况表.xlsx"

    @property
    def catalogue(self) -> Path:
        """Return templates/项目库.xlsx."""
        return self.root / "templates" / "项目库.xlsx"

    @property
    def inbox(self) -> Path:
        """Return the tray."""
        return self.root / "inbox"

    @property
    def outbox(self) -> Path:
        """Return where everything made for people goes."""
        return self.root / "outbox"

    @property
    def private(self) -> Path:
        """Return the tool's own folder."""
        return self.root / ".shishi"

    @property
    def spool(self) -> Path:
        """Return where copies stand until their verdict; on the same disk as inbox/, so that a move is a rename."""
        return self.private / "spool"

    @property
    def ledger(self) -> Path:
        """Return the ledger's file."""
        return self.private / "台账.sqlite"

    @property
    def lock(self) -> Path:
        """Return the file that one intake at a time holds."""
        return self.private / "lock"

    @property
    def log(self) -> Path:
        """Return the log for engineers."""
        return self.private / "shishi-xl.log"

    @property
    def key(self) -> Path:
        """Return the signing key's file."""
        return self.private / "signing.key"

    def make_folders(self) -> None:
        """Make what is missing of the folders; WorkspaceError where the disk does not let us."""
        try:
            for folder in (self.root / "templates", self.inbox, self.outbox, self.spool):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise WorkspaceError(_trouble(self, error)) from error

    def require(self) -> None:
        """Raise WorkspaceError unless this is a workspace that can be written to."""
        if not self.root.is_dir():
            if self.root.exists():
                raise WorkspaceError(f"{self.root} 是文件，不是文件夹。请用 --workspace 写明工作文件夹。")
            raise WorkspaceError(f'文件夹 {self.root} 不存在。请先运行 shishi-xl init "{self.root}"。')
        for folder in (self.root, self.form_template.parent):
            if os.path.isdir(folder) and not os.access(folder, os.R_OK | os.X_OK):  # noqa: PTH112 - never raises
                raise WorkspaceError(no_access(folder))
        if not self.form_template.exists() and not self.catalogue.exists():
            raise WorkspaceError(
                f"{self.root} 不是工作文件夹：里面没有 templates/推进情况表.xlsx。请先运行 shishi-xl init，或用 --workspace 指明文件夹。"
            )
        self.make_folders()
        kept = [folder for name in sorted(OWN_FOLDERS) for folder in _with_months(self.inbox / name)]
        for folder in (self.inbox, self.outbox, self.private, *kept):
            if not _is_open(folder):
                raise WorkspaceError(no_access(folder))

    def read_template(self) -> bytes:
        """Return the bytes of templates/推进情况表.xlsx."""
        return _read(self.form_template, "请从备份恢复，或运行 shishi-xl init 重新生成")

    def read_catalogue(self) -> bytes:
        """Return the bytes of templates/项目库.xlsx."""
        return _read(self.catalogue, "请先运行 shishi-xl import 通知文件 生成，例如 shishi-xl import 通知.docx")

    def signing_key(self) -> bytes:
        """Return the workspace's key, made at the first call; WorkspaceError for a damaged one."""
        if not self.key.exists():
            self.private.mkdir(parents=True, exist_ok=True)
            write_atomically(self.key, secrets.token_hex(32).encode(), secret=True)
        try:
            key = bytes.fromhex(self.key.read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            key = b""
        if len(key) != 32:
            raise WorkspaceError(
                f"签名密钥 {self.key} 损坏。请从备份恢复这个文件；没有备份就删除它，再重新下发各单位的表。"
            )
        return key


def _with_months(folder: Path) -> list[Path]:
    """Return a folder of kept files and those in it, none where it is not there or cannot be looked into."""
    if not os.path.isdir(folder):  # noqa: PTH112 - never raises
        return []
    if not _is_open(folder):
        return [folder]
    return [folder, *sorted(path for path in folder.iterdir() if path.is_dir() and not path.is_symlink())]


def no_access(folder: Path) -> str:
    """Return the sentence for a folder without rights."""
    return f"没有读写 {folder} 的权限。请在资源管理器里给当前用户“修改”权限，或换一个文件夹。"


def _read(path: Path, mend: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkspaceError(f"找不到 {path}。{mend}。") from None
    except PermissionError as error:
        raise ClosedError(
            f"{path} 打不开，可能正被别的程序占用，或当前用户没有读取它的权限。请关闭正在使用它的程序后再试；还不行就在资源管理器里给当前用户“修改”权限。"
        ) from error
    except OSError as error:
        raise ClosedError(f"{path} 读不出来（{error.strerror}）。请检查磁盘或网络盘后再试。") from error


@contextmanager
def exclusive(workspace: Workspace) -> Iterator[None]:
    """Hold the workspace's intake; WorkspaceError while another collect or watch holds it."""
    with _locked(
        workspace.lock,
        0,
        f"另一个 shishi-xl 正在接收 {workspace.inbox} 里的文件（watch 或 collect）。请等它结束，或先关掉它再试。",
    ):
        yield


@contextmanager
def publishing(workspace: Workspace) -> Iterator[None]:
    """Hold the right to write consolidated workbooks, so that what a slow writer read cannot replace something newer."""
    with _locked(
        workspace.private / "publishing.lock",
        120,
        f"另一个 shishi-xl 正在写 {workspace.outbox} 里的汇总表。请稍后再试。",
    ):
        yield


@contextmanager
def _locked(path: Path, seconds: float, otherwise: str) -> Iterator[None]:
    lock = filelock.FileLock(path)
    try:
        lock.acquire(timeout=seconds)
    except filelock.Timeout:
        raise WorkspaceError(otherwise) from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def bad_disk(workspace: Workspace) -> Iterator[None]:
    """Turn trouble with the disk into a Chinese sentence; what was begun is finished by the next run."""
    try:
        yield
    except OSError as error:
        log.warning("trouble with the disk", exc_info=error)
        raise WorkspaceError(_trouble(workspace, error)) from error


def _is_open(folder: Path) -> bool:
    return os.access(folder, os.R_OK | os.W_OK | os.X_OK)


def _trouble(workspace: Workspace, error: OSError) -> str:
    place = Path(error.filename2 or error.filename or workspace.root)
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"{workspace.root} 所在的磁盘满了，已停下，收到的文件都还在。请清出空间后再运行一次。"
    if isinstance(error, PermissionError):
        folders = [folder for folder in (*reversed(place.parents), place) if folder.is_relative_to(workspace.root)]
        closed = next((one for one in folders if os.path.isdir(one) and not _is_open(one)), None)  # noqa: PTH112 - never raises
        if closed is None and os.path.isfile(place):  # noqa: PTH113 - never raises
            return f"{place} 正被别的程序打开（例如 Excel），换不了。请关闭它再试，收到的文件都还在。"
        return no_access(closed or (folders[-1] if folders else workspace.root))
    if isinstance(error, FileNotFoundError):
        return f"{place} 不见了。请检查文件夹 {workspace.root} 是否被移走或网络盘是否断开。"
    return (
        f"读写 {place} 时出错（{error.strerror or error}），已停下，收到的文件都还在。请检查磁盘或网络盘后再运行一次。"
    )
