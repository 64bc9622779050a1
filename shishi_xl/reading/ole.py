"""The directory of an OLE container: what it holds at its root, and that none of its chains runs in a circle."""

from __future__ import annotations

import struct
from typing import NamedTuple

from shishi_xl.reading.refusal import broken

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS = 0xFFFFFFFA  # numbers from here on say what a sector is for instead of naming one
_HEADER = 512


class _Entry(NamedTuple):
    name: str
    left: int
    right: int
    child: int


def streams(data: bytes) -> set[str]:
    """Return the names at the root (what is embedded lies deeper); Refusal where the container is damaged.

    A chain of sectors that comes back to itself would keep xlrd going until memory ends.
    """
    if len(data) < _HEADER:
        raise broken("文件不完整，可能没有传完")
    size = 1 << min(struct.unpack_from("<H", data, 30)[0], 12)
    if size < 128:
        raise broken("文件目录损坏")
    table = _numbers(data, _listed(data, size), size)
    _refuse_circle(table)
    _refuse_circle(_numbers(data, _chain(table, struct.unpack_from("<I", data, 60)[0]), size))
    entries = _entries(data, _chain(table, struct.unpack_from("<I", data, 48)[0]), size)
    names: set[str] = set()
    waiting = [entries[0].child] if entries else []
    visited: set[int] = set()
    while waiting:
        index = waiting.pop()
        if index < len(entries) and index not in visited:
            visited.add(index)
            names.add(entries[index].name)
            waiting += (entries[index].left, entries[index].right)
    if not names:
        raise broken("文件目录损坏")
    return names


def _listed(data: bytes, size: int) -> list[int]:
    """Return the sectors of the allocation table: 109 in the header, more in a chain of their own."""
    listed = list(struct.unpack_from("<109I", data, 76))
    sector = struct.unpack_from("<I", data, 68)[0]
    visited: set[int] = set()
    while sector < _MARKS and sector not in visited and (sector + 2) * size <= len(data):
        visited.add(sector)
        *more, sector = struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
        listed += more
    return [number for number in listed if number < _MARKS]


def _numbers(data: bytes, sectors: list[int], size: int) -> list[int]:
    """Return the numbers that stand in some sectors, as far as the file reaches."""
    numbers: list[int] = []
    for sector in sectors:
        if (sector + 2) * size <= len(data):
            numbers += struct.unpack_from(f"<{size // 4}I", data, (sector + 1) * size)
    return numbers


def _chain(table: list[int], sector: int) -> list[int]:
    """Return a chain of sectors from its first; the table is known to have no circle."""
    chain: list[int] = []
    while sector < len(table):
        chain.append(sector)
        sector = table[sector]
    return chain


def _refuse_circle(table: list[int]) -> None:
    seen_from = [0] * len(table)  # the walk that came by, counted from 1
    for start in range(len(table)):
        sector = start
        while sector < len(table) and not seen_from[sector]:
            seen_from[sector] = start + 1
            sector = table[sector]
        if sector < len(table) and seen_from[sector] == start + 1:
            raise broken("文件目录损坏")


def _entries(data: bytes, sectors: list[int], size: int) -> list[_Entry]:
    found: list[_Entry] = []
    for sector in sectors:
        start = (sector + 1) * size
        for offset in range(start, min(start + size, len(data) - 127), 128):
            length = min(struct.unpack_from("<H", data, offset + 64)[0], 64)
            name = data[offset : offset + max(0, length - 2)].decode("utf-16-le", "replace")
            found.append(_Entry(name, *struct.unpack_from("<3I", data, offset + 68)))
    return found
