"""Ticks: of a row of boxes only what is ticked is said (□未开工 □在建 ☑完工; 在建（ ）完工（√）), and what 是否 is answered with."""

from __future__ import annotations

import re

from shishi_xl.patterns import regex

_TICK = "☑✓√✔■"
_OPTION = regex(rf"(?P<box>[□☐{_TICK}])(?P<words>[^□☐{_TICK}\s，。；、,;]{{1,16}})")
_HOW = regex(rf"[（(][^（）()]{{0,6}}[打划画勾选填][{_TICK}“”\"]*[^（）()]{{0,4}}[）)]")  # （打√）: what to do
_IN_BRACKETS = regex(rf"(?P<words>[一-龥]{{2,8}})[（(](?P<box>[\s{_TICK}]*)[）)]")
_ASKED = regex(
    r"是否已?经?(?P<what>开工|动工|启动|完工|竣工|完成|建成|投用)[：:\s]*(?P<said>[是否])(?P<gap>\s+|(?=[，。；,;]|$))"
)


def ticked(statement: str) -> str:
    """Return a statement of the same length in which the options that are not ticked are commas, and the ticks too.

    A question with its answer becomes what that says (是否开工：否 to 未开工).
    """
    statement = _ASKED.sub(_answered, statement)
    if not any(sign in statement for sign in f"□☐{_TICK}"):
        return statement
    told = _HOW.sub(_commas, statement)
    if "□" in told or "☐" in told:
        return _OPTION.sub(_if_chosen, told)
    boxes = [found["box"].strip() for found in _IN_BRACKETS.finditer(told)]
    return _IN_BRACKETS.sub(_if_chosen, told) if any(boxes) and len(boxes) > 1 else told


def _if_chosen(option: re.Match[str]) -> str:
    if option["box"].strip(" \u3000□☐") == "":
        return _commas(option)
    words, kept = option["words"], "，" * (len(option[0]) - len(option["words"]))
    return kept + words if option.start("box") < option.start("words") else words + kept


def _answered(question: re.Match[str]) -> str:
    said = ("已" if question["said"] == "是" else "未") + question["what"]
    return said.rjust(len(question[0]) - len(question["gap"]), "，") + "；" * len(question["gap"])


def _commas(found: re.Match[str]) -> str:
    return "，" * len(found[0])
