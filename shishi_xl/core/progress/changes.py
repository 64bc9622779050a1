"""Changes: what the words around an amount tell of how it rose or fell, and of the level it reached."""

from __future__ import annotations

from shishi_xl.core.progress.lexicon import Kind
from shishi_xl.core.progress.roles import Item, Role

_TIMED = frozenset({Kind.NOW, Kind.MONTH})


def adds_to_level(item: Item) -> bool:
    """Return whether an amount only tells by how much a level before it rose (由9座增加3座)."""
    head = item.inherited
    return head is not None and head.role is Role.FROM and is_added(item)


def reaches(item: Item) -> bool:
    """Return whether a rise is told by the level it reaches (提升至58%), not by its size."""
    told, when = (
        item.text_before,
        next((mark for mark in item.before[::-1] if mark.months or mark.kind in _TIMED), None),
    )
    if when is not None and told.removesuffix("的").endswith(when.word):  # 增至9月底的492个
        told = told.removesuffix("的").removesuffix(when.word) + when.word[: when.word[0] in "至到"]
    if told.endswith(("完成", "建成", "落成")):  # 比上月多完成6个
        return False
    return told.endswith(("至", "到", "为", "达", "达到", "到了", "至约", "到约", "成", "达约"))


def is_added(item: Item) -> bool:
    return item.text_before.rstrip("了约").endswith(("增加", "新增", "净增", "增长", "多"))


def is_by_how_much_more(item: Item) -> bool:
    """Return whether an amount is by how much the one before it is more than asked (放了420场，超20场)."""
    last = item.inherited
    return (
        last is not None
        and item.text_before in {"超", "超了", "多了"}
        and last.quantity.amount.value > item.quantity.amount.value
    )


def starts_change(item: Item) -> bool:
    """Return whether the amount is where a change begins: 由5月的45%提升到58%."""
    tail = item.text_after[:6]
    begun = "由" in item.text_before[-8:] or "从" in item.text_before[-8:]
    return begun and any(
        word in tail
        for word in (
            "提升",
            "提高",
            "增加",
            "上升",
            "增长",
            "扩大",
            "下降",
            "降",
            "减",
            "推进",
            "升",
            "增",
            "到",
            "至",
            "调整",
            "更正",
        )
    )
