"""A skops file as an archive: its schema and its members, bounded before anything is unpacked."""

from __future__ import annotations

import json
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ...kernel.archives import is_renamed
from .refused import Refused

PROTOCOL = 2
"""Of files. In older ones skops takes what is built from other fields than module and class."""
PACKED_SCHEMA = 4 << 20
"""Bytes of a schema that is packed: a few of them can unpack to very many."""
SCHEMA = 32 << 20
"""Bytes of a schema that is stored as it is, as skops does."""
VALUES = 1_500_000
"""Values in a schema: each takes some hundred bytes of memory."""
MEMBERS = 60_000
_ENTRY = 46 + 64 + 32
"""Bytes that the directory of an archive has for a member, at most."""
MEMBER = re.compile(r"schema\.json|[0-9A-Za-z-]{1,64}\.(npy|npz|bin)")
_END = struct.Struct("<4s4H2LH")
_LOCATOR = b"PK\x06\x07"
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    ValueError,
    RecursionError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    struct.error,
)


class Archive:
    """An open archive whose members are all of known kinds and sizes."""

    def __init__(self, archive: zipfile.ZipFile, known: re.Pattern[str] = MEMBER) -> None:
        self._archive = archive
        self._members = {member.filename: member for member in archive.infolist()}
        if len(self._members) != len(archive.infolist()) or len(self._members) > MEMBERS:
            raise Refused("two members of one name, or too many of them")
        for name, member in self._members.items():
            if not known.fullmatch(name) or is_renamed(member):
                raise Refused("a member that skops does not write")
            if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or member.flag_bits & 1:
                raise Refused("a member that is packed in an unusual way")
            if not is_stored(member) and member.file_size > PACKED_SCHEMA:
                raise Refused("a member that unpacks to very much")
        if sum(0 if is_stored(member) else member.file_size for member in self._members.values()) > 16 * PACKED_SCHEMA:
            raise Refused("members that unpack to very much")

    def size(self, name: str) -> int:
        return self._member(name).file_size

    def read(self, name: str, most: int = -1) -> bytes:
        """The member, or its first bytes."""
        if most < 0:
            return self._archive.read(self._member(name))
        with self._archive.open(self._member(name)) as stream:
            return stream.read(most)

    def schema(self) -> dict[str, Any]:
        """The parsed `schema.json`."""
        if self.size("schema.json") > SCHEMA:
            raise Refused(f"a schema beyond {SCHEMA >> 20} MiB")
        text = self.read("schema.json")
        if sum(text.count(sign) for sign in (b",", b"{", b"[")) > VALUES:
            raise Refused("too many values")
        schema = json.loads(text, object_pairs_hook=_members, parse_int=_integer)
        if type(schema) is not dict or type(schema.get("protocol")) is not int or schema["protocol"] != PROTOCOL:
            raise Refused("no schema of today's skops")
        return schema

    def _member(self, name: str) -> zipfile.ZipInfo:
        member = self._members.get(name)
        if member is None:
            raise Refused("a reference to a member that it does not have")
        return member


def is_stored(member: zipfile.ZipInfo) -> bool:
    return member.compress_type == zipfile.ZIP_STORED and member.file_size == member.compress_size


@contextmanager
def opened(file: Path) -> Iterator[Archive]:
    """Error `Refused` for anything that is no plain skops file."""
    try:
        _bound_directory(file)
        with zipfile.ZipFile(file) as archive:
            yield Archive(archive)
    except DAMAGED as error:
        raise Refused("bytes that are no skops file") from error


def _bound_directory(file: Path) -> None:
    """The directory of members is read as a whole when an archive is opened, so its length is bounded before."""
    with file.open("rb") as stream:
        size = stream.seek(0, 2)
        stream.seek(max(0, size - _END.size - (1 << 16)))
        end = stream.read()
    place = end.rfind(b"PK\x05\x06")
    if place < 0 or len(end) - place < _END.size:
        raise Refused("bytes that are no archive")
    _, _, _, _, count, length, _, _ = _END.unpack(end[place : place + _END.size])
    if end[max(0, place - 20) : place].startswith(_LOCATOR) and size < 1 << 32:
        raise Refused("an archive with a second directory")
    if count > MEMBERS or length > MEMBERS * _ENTRY:
        raise Refused("too many members")


def _integer(text: str) -> int:
    if len(text) > 40:
        raise Refused("a number of too many digits")
    return int(text)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise Refused("two values of one name")
    return members
