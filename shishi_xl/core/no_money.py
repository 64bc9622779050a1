"""What units write under 完成投资 where there is none to tell of: 无投资, 不涉及投资, 政策类项目，不需投资."""

from __future__ import annotations

import unicodedata

from shishi_xl.patterns import regex

_LONGEST = 30  # characters; whoever writes more has something to say
_CLAUSES = regex(r"[,，.。;；、:：()（）\s]+")
_PROJECT = r"(?:(?:本|该|此)(?:项目|项|工程|事项|工作)?|项目|属于?|为|系)*"
_NONE = regex(
    rf"{_PROJECT}(?:暂|均|都|尚|并|也)*(?:无需|无须|不需要?|不用|不涉及|未涉及|不产生|未安排|不安排|没有|无|非)(?:任何|新增|安排)?"
    r"(?:固定资产|工程|建设|项目|财政|政府|专项|资金)*(?:投资|投入|资金|经费)(?:类|性|型)?(?:投入|安排|项目|任务|计划|内容|情况)*"
)
_KIND = regex(rf"{_PROJECT}(?:政策|服务|管理|保障|工作)(?:类|性|型)?(?:项目|事项|工作)?|不涉及|不适用|无")


def says_no_money(text: str) -> bool:
    """Return whether a text says that no investment belongs to the project, and nothing else; 尚未投资 says another thing."""
    if len(text) > _LONGEST:
        return False
    clauses = [clause for clause in _CLAUSES.split(unicodedata.normalize("NFKC", text)) if clause]
    none = [_NONE.fullmatch(clause) is not None for clause in clauses]
    return any(none) and all(no or _KIND.fullmatch(clause) for no, clause in zip(none, clauses, strict=True))
