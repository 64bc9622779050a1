"""What a kind of finding is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """How much a finding weighs."""

    ERROR = "错误"  # the file is sent back and not merged
    DOUBT = "疑问"  # merged and shown; to be corrected or explained
    NOTE = "提示"  # information


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of finding. The texts are templates; `{…}` are facts that must all be given."""

    code: str
    level: Level
    title: str
    message: str
    example: str = ""


ERROR, DOUBT, NOTE = Level.ERROR, Level.DOUBT, Level.NOTE
