"""An archive of arrays as `numpy.savez` writes it: members that are stored as they are, read strictly.

For server and kernel alike; without NumPy.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..kernel.archives import is_renamed
from .npy import Head, Refused, read_head

MOST_MEMBERS = 20_000
MOST_NAME = 500
"""Characters."""
_ENTRY = 46 + 4 * MOST_NAME + 64
"""Bytes that the directory of an archive has for a member, at most."""
_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_LOCAL = struct.Struct("<4s5H3L2H")
_UTF8 = 0x800
DAMAGED = (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, struct.error)


@dataclass(frozen=True)
class Member:
    """One array of an archive."""

    head: Head
    start: int
    """Where its file begins in the archive."""


@contextmanager
def opened(file: Path) -> Iterator[tuple[BinaryIO, dict[str, Member]]]:
    """The open file, and its arrays by name, all of them checked. Error `Refused`."""
    with file.open("rb") as stream:
        try:
            found = _members(stream)
        except Refused:
            raise
        except DAMAGED as error:
            raise Refused("bytes that are no archive of arrays") from error
        yield stream, found


def _members(stream: BinaryIO) -> dict[str, Member]:
    size = _bound_directory(stream)
    with zipfile.ZipFile(stream) as archive:
        infos = archive.infolist()
    if len(infos) > MOST_MEMBERS or archive.comment:
        raise Refused("an archive with too many members")
    found: dict[str, Member] = {}
    place = 0
    for info in infos:
        name = info.filename
        if not name.endswith(".npy") or len(name) > MOST_NAME or name[:-4] in found or name != info.orig_filename:
            raise Refused("an archive with an unusual member")
        if info.compress_type != zipfile.ZIP_STORED or info.file_size != info.compress_size or is_renamed(info):
            raise Refused("an archive with a member that is packed in an unusual way")
        if info.flag_bits & ~_UTF8 or info.header_offset != place:
            raise Refused("an archive with a member in an unusual place")
        start = place + _local_size(stream, info)
        place = start + info.file_size
        if place > size:
            raise Refused("an archive that is cut off")
        stream.seek(start)
        found[name[:-4]] = Member(read_head(stream, info.file_size), start)
    if place != archive.start_dir:
        raise Refused("an archive with something between its members")
    return found


def _local_size(stream: BinaryIO, info: zipfile.ZipInfo) -> int:
    """Bytes before the content of a member, which has to say the same as the directory."""
    stream.seek(info.header_offset)
    fields = _LOCAL.unpack(stream.read(_LOCAL.size))
    name = stream.read(fields[9])
    if fields[0] != b"PK\x03\x04" or fields[2] != info.flag_bits or fields[3] != info.compress_type:
        raise Refused("an archive whose directory says something else than its members")
    if name.decode("utf-8" if fields[2] & _UTF8 else "cp437") != info.filename:
        raise Refused("an archive whose directory says something else than its members")
    if not {fields[7], fields[8]} <= {info.file_size, 0xFFFFFFFF}:
        raise Refused("an archive whose directory says something else than its members")
    return _LOCAL.size + len(name) + int(fields[10])


def _bound_directory(stream: BinaryIO) -> int:
    """The directory of members is read as a whole when an archive is opened, so its length is bounded before."""
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _END.size))
    end = stream.read()
    if len(end) < _END.size or not end.startswith(b"PK\x05\x06"):
        raise Refused("bytes that are no archive of arrays")
    _, _, _, _, count, length, offset, _ = _END.unpack(end)
    if max(count, 1) * _ENTRY < length or count > MOST_MEMBERS:
        raise Refused("an archive with too many members")
    stream.seek(max(0, size - _END.size - 20 - _END64.size))
    record, locator = stream.read(_END64.size), stream.read(4)
    large = locator == b"PK\x06\x07"
    if large:
        fields = _END64.unpack(record)
        count, length, offset = fields[7], fields[8], fields[9]
        if size < 1 << 32 or fields[0] != b"PK\x06\x06" or count > MOST_MEMBERS or count * _ENTRY < length:
            raise Refused("an archive with a second directory")
    if offset + length + _END.size + (20 + _END64.size if large else 0) != size:
        raise Refused("an archive with something after its members")
    return size
