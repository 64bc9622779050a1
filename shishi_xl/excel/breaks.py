"""Where the pages of a long table end: never right below a heading, never within an item of several rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Programs draw columns a little wider or narrower, so they shrink the page a little differently; a page that is broken
# a little early is right in all of them.
_SURE = 0.95


def room(paper: tuple[float, float], width: float, repeated: float) -> float:
    """Return the points of rows a page holds when the table is shrunk to the paper's width.

    `paper` is what the margins leave of it, across and down; `width` is the table's and `repeated` the height of the
    heading that comes again on every page. All in points.
    """
    across, down = paper
    return down / min(1.0, across / width) * _SURE - repeated


def page_ends(heights: Sequence[float], kept: Sequence[bool], room: float) -> list[int]:
    """Return the index of the last row of every page but the last one.

    `kept` says of each row whether the next one must stand on its page. Rows that are kept together and do not fit on
    any page are parted after all.
    """
    ends: list[int] = []
    used = 0.0
    for first, last in _blocks(kept):
        together = sum(heights[first : last + 1])
        parts = [(first, together)] if together <= room else list(enumerate(heights[first : last + 1], first))
        for start, high in parts:
            if used and used + high > room:
                ends.append(start - 1)
                used = 0.0
            used += high
    return ends


def taken(heights: Sequence[float], kept: Sequence[bool], room: float) -> float:
    """Return the points of paper that rows take: with what stays blank at the foot of every page but the last one."""
    spent, first = 0.0, 0
    for end in page_ends(heights, kept, room):
        spent += max(room, sum(heights[first : end + 1]))
        first = end + 1
    return spent + sum(heights[first:])


def _blocks(kept: Sequence[bool]) -> Iterator[tuple[int, int]]:
    first = 0
    for at, stays in enumerate(kept):
        if not stays or at == len(kept) - 1:
            yield first, at
            first = at + 1
