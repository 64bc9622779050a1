"""设置: what an office decides about its own year, with the defaults and the words that explain them."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from shishi_xl.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from shishi_xl.core.period import Period


@dataclass(frozen=True, slots=True)
class Setting:
    """One row of the sheet 设置."""

    key: str
    default: str
    meaning: str


SETTINGS = (
    Setting("区县", "", "表题和文件名里的区县名，如 北碚区"),
    Setting("年度", "", "清单的年度，如 2020；各月数据从当年1月累计"),
    Setting("汇总单位", "", "收表、汇总的单位，如 区发展改革委"),
    Setting("截止日", "25", "每月几日前报送，如 25；次月报送的写 次月5日；当日收到算按时"),
    Setting("联系人", "", "印在表上，单位有疑问时找谁"),
    Setting("电话", "", "印在表上"),
    Setting("邮箱", "", "印在表上，填好的表发到这里"),
    Setting("超序时", "5", "完成率高出序时进度多少个百分点算“超序时”"),
    Setting("严重滞后", "30", "完成率低于序时进度超过多少个百分点算“严重滞后”"),
    Setting("来源相差", "5", "填报数与文字所说的完成率相差超过多少个百分点要提出疑问"),
    Setting("突增", "50", "累计数一个月增加超过年度目标（或年度计划投资）的百分之几要提出疑问"),
    Setting("超计划", "150", "累计完成投资超过年度计划（或累计数超过年度目标）的百分之几要提出疑问"),
    Setting("序时曲线", "", "12个月末的序时进度（%），用逗号分开；空着就按 月数÷12"),
)
PRINTED = ("区县", "年度", "汇总单位", "截止日", "联系人", "电话", "邮箱")  # on every form
_DEFAULTS = {setting.key: setting.default for setting in SETTINGS}
_DEADLINE = regex(r"((?:次|下个?)月)?的?(\d{1,2})(?:\.0+)?[日号]?")


@dataclass(frozen=True)
class Settings:
    """The office's values over the defaults; ValueError with a Chinese sentence for an unusable one."""

    values: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Check every number once, so that nobody meets a bad one half-way through a month."""
        object.__setattr__(self, "values", MappingProxyType(dict(self.values)))
        self._deadline()
        for key in ("超序时", "严重滞后", "来源相差", "突增", "超计划"):
            if self.number(key) < 0:
                raise ValueError(f"“{key}”不能是负数，现在是“{self.text(key)}”，例如 {_DEFAULTS[key]}")
        for month in range(1, 13):
            self.schedule(month)

    def __reduce__(self) -> tuple[type[Settings], tuple[dict[str, str]]]:
        """Let settings travel to a worker process; a mapping proxy cannot."""
        return Settings, (dict(self.values),)

    def text(self, key: str) -> str:
        """Return a setting as it is written, or its default where the cell is empty."""
        return self.values.get(key, "").strip() or _DEFAULTS.get(key, "")

    def number(self, key: str) -> float:
        """Return a setting as a finite number; a percent sign may stand behind it."""
        try:
            number = float(self.text(key).rstrip("%％"))
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            raise ValueError(f"“{key}”应是一个数，现在是“{self.text(key)}”，例如 {_DEFAULTS.get(key) or '25'}")
        return number

    @property
    def district(self) -> str:
        """Return 区县."""
        return self.text("区县")

    @property
    def year(self) -> int | None:
        """Return 年度, None while the office has not said it."""
        text = self.text("年度").removesuffix("年")
        return int(text) if text.isdigit() else None

    def deadline(self, period: Period) -> date:
        """Return the last day on which a return of a period is 按时."""
        following, day = self._deadline()
        return (period.following if following else period).day(day)

    def _deadline(self) -> tuple[bool, int]:
        """Return whether 截止日 lies in the month after the period, and its day."""
        found = _DEADLINE.fullmatch("".join(unicodedata.normalize("NFKC", self.text("截止日")).split()))
        if found is None or int(found[2]) not in range(1, 32):
            raise ValueError(
                f"截止日应是1到31之间的整数，次月报送的写“次月”几日，现在是“{self.text('截止日')}”，例如 25，或 次月5日"
            )
        return found[1] is not None, int(found[2])

    def schedule(self, month: int) -> float:
        """Return 序时进度 at the end of a month, 0–100: months ÷ 12, or the office's own curve."""
        curve = self.text("序时曲线")
        if not curve:
            return month / 12 * 100
        points = [part.strip().rstrip("%") for part in curve.replace("，", ",").replace("、", ",").split(",")]
        try:
            values = [float(point) for point in points]
        except ValueError:
            values = []
        if (
            len(values) != 12
            or not all(map(math.isfinite, values))
            or values != sorted(values)
            or not 0 <= values[0] <= values[-1] <= 100
        ):
            raise ValueError(f"序时曲线应是12个不减的百分数，现在是“{curve}”，例如 5,10,20,30,40,50,60,70,80,90,95,100")
        return values[month - 1]
