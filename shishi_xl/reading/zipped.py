"""The entries of a zip file, trusted no further than they were counted.

The central directory is read here rather than by zipfile, which before Python 3.11.8 does not see overlapping entries
and costs ten times as much on a small workbook.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from shishi_xl.reading import limits
from shishi_xl.reading.refusal import broken, oversized, unsafe

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_ENTRY = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_UNKNOWN32 = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the central directory tells it; `size` is a claim until the entry was unpacked."""

    name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    start: int  # of the packed bytes
    modified: int = 0  # when its file was last written, as MS-DOS counts it: a later one is greater

    @property
    def encrypted(self) -> bool:
        """Tell whether a password is needed."""
        return bool(self.flags & 0x41)

    @property
    def is_utf8(self) -> bool:
        """Tell whether the name says that it is UTF-8."""
        return bool(self.flags & 0x800)


def entries(data: bytes) -> list[Entry]:
    """Return the entries of a zip in the directory's order; Refusal where the structure is damaged or a trick."""
    first, end, count = _directory(data)
    if count > limits.PARTS:
        raise oversized(f"里面有 {count} 个部件，最多 {limits.PARTS} 个")
    found: list[tuple[int, int, Entry]] = []
    position = first
    while position < end:
        if len(found) >= limits.PARTS:
            raise oversized(f"里面的部件超过 {limits.PARTS} 个")
        if position + _ENTRY.size > end or data[position : position + 4] != b"PK\x01\x02":
            raise broken("压缩目录损坏")
        field = _ENTRY.unpack_from(data, position)
        name_length, extra_length, comment_length = field[10:13]
        name_end = position + _ENTRY.size + name_length
        name = data[position + _ENTRY.size : name_end]
        size, packed, offset = _wide(data[name_end : name_end + extra_length], field[9], field[8], field[16])
        start = _start(data, offset, first)
        entry = Entry(name, field[3], field[4], field[7], packed, size, start, field[6] << 16 | field[5])
        found.append((offset, start + packed, entry))
        position = name_end + extra_length + comment_length
    if position != end or len(found) != count:
        raise broken("压缩目录损坏")
    _refuse_overlap(found, first)
    return [entry for _, _, entry in found]


def unpack(data: bytes, entry: Entry, limit: int) -> bytes:
    """Return the bytes of an entry, counted while they are unpacked; Refusal beyond the limit or its own claim."""
    packed = data[entry.start : entry.start + entry.packed]
    if entry.method == _STORED:
        content = packed
    elif entry.method == _DEFLATED:
        inflater = zlib.decompressobj(-15)
        try:
            content = inflater.decompress(packed, min(limit, entry.size) + 1)
        except zlib.error:
            raise broken("压缩数据损坏") from None
        if len(content) <= min(limit, entry.size) and not inflater.eof:
            raise broken("压缩数据不完整")
    else:
        raise broken("用了不支持的压缩方法")
    if len(content) > limit:
        raise oversized(f"解压后超过 {limit // limits.MEGABYTE} MB")
    if len(content) > entry.size:
        raise unsafe("压缩包里写明的大小与实际不符")
    if len(content) < entry.size or zlib.crc32(content) != entry.crc:
        raise broken("压缩数据损坏")
    return content


def alone(data: bytes, entry: Entry) -> bytes:
    """Return a zip of nothing but one entry, packed and locked as it is."""
    first, end, _ = _directory(data)
    position = first
    while True:
        if position >= end:  # beyond 4 GB
            raise broken("压缩目录损坏")
        field = _ENTRY.unpack_from(data, position)
        listed = data[position : position + _ENTRY.size + sum(field[10:13])]
        if field[16] != _UNKNOWN32 and _start(data, field[16], first) == entry.start:
            break
        position += len(listed)
    body = data[field[16] : entry.start + entry.packed]
    listed = listed[: _ENTRY.size - 4] + bytes(4) + listed[_ENTRY.size :]
    return body + listed + _END.pack(b"PK\x05\x06", 0, 0, 1, 1, len(listed), len(body), 0)


def pack(parts: dict[str, bytes]) -> bytes:
    """Return a zip of parts without compression, for a reader that takes nothing else."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for title, content in parts.items():
        name, crc, size = title.encode(), zlib.crc32(content), len(content)
        local = _LOCAL.pack(b"PK\x03\x04", 20, 0, 0, 0, 0x21, crc, size, size, len(name), 0)
        entry = _ENTRY.pack(
            b"PK\x01\x02", 20, 20, 0, 0, 0, 0x21, crc, size, size, len(name), 0, 0, 0, 0, 0, offset
        )  # fmt: skip
        body += (local, name, content)
        directory += (entry, name)
        offset += len(local) + len(name) + size
    tail = b"".join(directory)
    end = _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(tail), offset, 0)
    return b"".join((*body, tail, end))


def _directory(data: bytes) -> tuple[int, int, int]:
    """Return where the central directory begins and ends, and how many entries it claims."""
    position = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if position < 0 or position + _END.size > len(data):
        raise broken("文件不完整，可能没有传完")
    _, disk, first_disk, _, count, size, offset, _ = _END.unpack_from(data, position)
    end = position
    if _UNKNOWN32 in (size, offset) or count == 0xFFFF:
        locator = position - 20
        if locator < 0 or data[locator : locator + 4] != b"PK\x06\x07":
            raise broken("压缩目录损坏")
        (end,) = struct.unpack_from("<Q", data, locator + 8)
        if end + _END64.size > locator or data[end : end + 4] != b"PK\x06\x06":
            raise broken("压缩目录损坏")
        _, _, _, _, disk, first_disk, _, count, size, offset = _END64.unpack_from(data, end)
    if disk or first_disk:
        raise broken("是分卷压缩包的一部分")
    if offset + size != end:
        raise unsafe("压缩结构前后不一")
    return offset, end, count


def _wide(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """Return size, packed size and offset, taking from the zip64 field those that are not in the entry itself."""
    values = [size, packed, offset]
    if _UNKNOWN32 not in values:
        return size, packed, offset
    position = 0
    while position + 4 <= len(extra):
        tag, length = struct.unpack_from("<2H", extra, position)
        if tag == 1:
            field = extra[position + 4 : position + 4 + length]
            wide = iter(struct.unpack(f"<{len(field) // 8}Q", field[: len(field) // 8 * 8]))
            values = [next(wide, value) if value == _UNKNOWN32 else value for value in values]
        position += 4 + length
    return values[0], values[1], values[2]


def _start(data: bytes, offset: int, first: int) -> int:
    """Return where the packed bytes of the entry at an offset begin."""
    if offset + _LOCAL.size > first or data[offset : offset + 4] != b"PK\x03\x04":
        raise broken("压缩目录损坏")
    name_length, extra_length = struct.unpack_from("<2H", data, offset + 26)
    return offset + _LOCAL.size + int(name_length) + int(extra_length)


def _refuse_overlap(found: list[tuple[int, int, Entry]], first: int) -> None:
    end = 0
    for offset, finish, _ in sorted(found, key=lambda span: span[0]):
        if offset < end or finish > first:
            raise unsafe("压缩包里的内容互相重叠")
        end = finish
