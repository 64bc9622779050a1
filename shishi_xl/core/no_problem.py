"""What units write under 存在的主要问题 and 说明 when there is nothing to tell: 无问题, 暂未发现问题, 正常推进，无问题."""

from __future__ import annotations

import unicodedata

from shishi_xl.patterns import regex

_LONGEST = 40  # characters; whoever writes more has something to say
_CLAUSES = regex(r"[,，.。;；、:：()（）\s]+")
_NOTHING = regex(r"[-‐-―−/\\]*|0|无|暂无|没有|略|无内容|不涉及")
_NONE = regex(
    r"(?:截[至止]目前|目前|当前|现阶段|暂时|本月|本期|本单位|本项目|该项目|项目|工作|推进|建设|过程|中|上)*(?:均|都|尚|暂|还|也)*"
    r"(?:无|没有|没|未发现|未出现|未遇到|不存在|未存在|不涉及)(?:任何|其他|其它|明显|较大|大的?|重大|突出|主要|实质性)*的?(?:存在)?的?"
    r"(?:需要?(?:帮助|区级|上级|区级层面)*(?:协调|解决|协调解决)的?)?(?:主要|突出)?"
    r"(?:困难|问题|事项|困难[和及与]?问题|问题[和及与]?困难)"
)  # what is not there must be a problem by name: 无资金 is one
_WELL = regex(
    r"(?:目前|当前|项目|工程|工作|各项工作|建设|总体|整体|均|正在|已|按)*"
    r"(?:一切正常|(?:进展|推进|实施|运行)(?:顺利|正常|良好|有序)|(?:正常|顺利|有序|按?计划|按?序时|按?时序)(?:进度)?(?:地|有序|正常)?(?:推进|实施|进行|开展|施工)中?)"
)


def says_none(text: str) -> bool:
    """Return whether a text says that there is no problem, and nothing else but that all goes well."""
    clauses = _clauses(text)
    return (
        bool(clauses) and all(_is_none(one) or _WELL.fullmatch(one) for one in clauses) and any(map(_is_none, clauses))
    )


def goes_well(text: str) -> bool:
    """Return whether a text says only that all goes well, which is no problem."""
    clauses = _clauses(text)
    return bool(clauses) and all(_WELL.fullmatch(one) for one in clauses)


def _clauses(text: str) -> list[str]:
    if len(text) > _LONGEST:
        return []
    return [clause for clause in _CLAUSES.split(unicodedata.normalize("NFKC", text)) if clause]


def _is_none(clause: str) -> bool:
    return _NOTHING.fullmatch(clause) is not None or _NONE.fullmatch(clause) is not None
