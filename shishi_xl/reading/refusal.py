"""The one way the reading room says no: a code of the findings and the facts its Chinese wording needs."""

from __future__ import annotations

from typing import Any

Result = dict[str, Any]


class Refusal(Exception):  # noqa: N818 - an answer, not a fault of ours
    """A file that is not read, and why."""

    def __init__(self, code: str, **facts: str) -> None:
        """Take the code of the finding and its facts, in Chinese."""
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def result(self) -> Result:
        """Return it as the plain data a worker sends."""
        return {"status": "refused", "code": self.code, "facts": self.facts}


def broken(reason: str) -> Refusal:
    """Return the refusal of a damaged file."""
    return Refusal("unreadable", reason=reason)


def locked() -> Refusal:
    """Return the refusal of a document that asks for a password."""
    return Refusal(
        "encrypted",
        what="文件",
        how="取消密码（文件→信息→保护工作簿→用密码进行加密，清空）",
        wanted="不带密码的 .xlsx 文件",
    )


def locked_archive() -> Refusal:
    """Return the refusal of an archive that asks for a password."""
    return Refusal(
        "encrypted",
        what="压缩包",
        how="直接报送里面的 Excel 表，或重新打包、不设密码",
        wanted="不带密码的 .zip 文件，或 .xlsx 文件",
    )


def oversized(reason: str) -> Refusal:
    """Return the refusal of a file beyond a limit."""
    return Refusal("too-large", reason=reason)


def unsafe(reason: str) -> Refusal:
    """Return the refusal of a file built as no honest program builds one."""
    return Refusal("unsafe-file", reason=reason)


def unusable(reason: str) -> Refusal:
    """Return the refusal of an archive or a mail."""
    return Refusal("archive-unusable", reason=reason)
