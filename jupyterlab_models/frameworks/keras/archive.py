"""What may be in a `.keras` file, looked at member by member. The server and the kernel both ask here."""

from __future__ import annotations

import io
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...kernel.archives import is_renamed

CONFIG = "config.json"
WEIGHTS = "model.weights.h5"
_MEMBERS = 10_000
_PARTS = 1_000_000
"""Groups and arrays of the weights."""
_MAX_CONFIG = 16 << 20
_MAX_NODES = 500_000
_PART = r"[\w@ =+,\-][\w@ =+,.\-]{0,199}"
_ASSET = re.compile(rf"assets(/{_PART}){{1,20}}/?")
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_HDF5 = b"\x89HDF\r\n\x1a\n"
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    KeyError,
    ValueError,
    RecursionError,
    NotImplementedError,
    EOFError,
    RuntimeError,
)


class Unexpected(Exception):
    """Something that Keras does not write; the message says what."""


def config_of(file: Path) -> Any:
    """The parsed `config.json` of a file that holds nothing but what Keras writes. Error `Unexpected`."""
    try:
        with zipfile.ZipFile(file) as archive:
            _check_members(archive, file.stat().st_size)
            with weights(file, archive) as stream:
                if stream is not None and stream.read(len(_HDF5)) != _HDF5:
                    raise Unexpected("its weights are no HDF5 file")
            content = archive.read(CONFIG)
            if content.count(b"[") + content.count(b"{") > _MAX_NODES:
                raise Unexpected("its configuration is too large")
            return json.loads(content)
    except _DAMAGED as error:
        raise Unexpected(f"it is damaged ({type(error).__name__})") from None


def _check_members(archive: zipfile.ZipFile, size: int) -> None:
    members = archive.infolist()
    if len(members) > _MEMBERS or sum(member.file_size for member in members) > size:
        raise Unexpected("it unpacks to more than it holds")
    seen: set[str] = set()
    for member in members:
        name = member.filename
        # Systems that take no note of case would let one overwrite the other.
        if name.lower() in seen:
            raise Unexpected("it holds two members of the same name")
        seen.add(name.lower())
        if is_renamed(member):
            raise Unexpected("it holds a member with two names")
        if name not in (CONFIG, "metadata.json", WEIGHTS) and not _ASSET.fullmatch(name):
            raise Unexpected(f"it holds {name[:100]!r}")
        if member.compress_type != zipfile.ZIP_STORED or member.file_size != member.compress_size:
            raise Unexpected("its members are compressed, which Keras does not do")
        if member.flag_bits & 1 or (member.external_attr >> 16) & 0o170000 not in (0, 0o100000, 0o040000):
            raise Unexpected("it holds something else than plain files")
        if name in (CONFIG, "metadata.json") and member.file_size > _MAX_CONFIG:
            raise Unexpected("its configuration is too large")
    if not {CONFIG, "metadata.json"} <= seen:
        raise Unexpected("it has no configuration")


def dicts(config: Any) -> Iterator[dict[str, Any]]:
    """Every dict of a configuration. Error `Unexpected` where it is too large to look through."""
    waiting = [config]
    for _ in range(_MAX_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            yield value
            waiting.extend(value.values())
    raise Unexpected("its configuration is too large")


class _Window(io.RawIOBase):
    """One stored member of an archive, read in place: seeking back in `ZipFile.open` would read it all again."""

    def __init__(self, file: Path, begin: int, size: int) -> None:
        self._file = file.open("rb")
        self._begin, self._size, self._at = begin, size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(start + offset, 0)
        return self._at

    def readinto(self, buffer: Any) -> int:
        wanted = min(len(buffer), max(self._size - self._at, 0))
        self._file.seek(self._begin + self._at)
        read = self._file.readinto(memoryview(buffer)[:wanted])
        self._at += read
        return read

    def close(self) -> None:
        self._file.close()
        super().close()


def weights(file: Path, archive: zipfile.ZipFile) -> Any:
    """A context with the stream of the weights, or with None where there are none."""
    if WEIGHTS not in archive.namelist():
        return _Nothing()
    member = archive.getinfo(WEIGHTS)
    with file.open("rb") as stream:
        stream.seek(member.header_offset)
        header = _LOCAL_HEADER.unpack(stream.read(_LOCAL_HEADER.size))
    begin = member.header_offset + _LOCAL_HEADER.size + header[-2] + header[-1]
    return _Window(file, begin, member.file_size)


class _Nothing:
    def __enter__(self) -> None:
        return None

    def __exit__(self, *error: object) -> None:
        return None


def check_weights(file: Path) -> None:
    """The weights are arrays that lie in the file itself, as large as they say. Needs h5py. Error `Unexpected`."""
    import h5py

    try:
        with zipfile.ZipFile(file) as archive, weights(file, archive) as stream:
            if stream is None:
                return
            with h5py.File(stream, "r") as root:
                _check_groups(root, h5py)
    except (OSError, KeyError, ValueError, RuntimeError, TypeError) as error:
        raise Unexpected(f"its weights cannot be read ({type(error).__name__})") from None


def _check_groups(root: Any, h5py: Any) -> None:
    """Each group once; a hard link may lead back."""
    waiting, seen = [root], set()
    _check_attributes(root, h5py)
    while waiting:
        group = waiting.pop()
        for name in group:
            if not isinstance(group.get(name, getlink=True), h5py.HardLink):
                raise Unexpected("its weights hold a link to another file or place")
            found = group[name]
            place = h5py.h5o.get_info(found.id).addr
            if place in seen:
                continue
            seen.add(place)
            if len(seen) > _PARTS:
                raise Unexpected("its weights have too many parts")
            _check_attributes(found, h5py)
            if isinstance(found, h5py.Group):
                waiting.append(found)
            elif not isinstance(found, h5py.Dataset) or found.external or found.is_virtual:
                raise Unexpected("its weights lie partly in another file")
            else:
                _check_array(found, h5py)


def _check_array(found: Any, h5py: Any) -> None:
    """Stored as it is: a filter may be a library that HDF5 loads, and a filled array has any size."""
    created = found.id.get_create_plist()
    if created.get_nfilters() or not _is_plain(found.id.get_type(), h5py.h5t):
        raise Unexpected("its weights are no plain arrays")
    if found.id.get_storage_size() < found.size * found.id.get_type().get_size():
        raise Unexpected("its weights are larger than what is stored of them")


def _check_attributes(found: Any, h5py: Any) -> None:
    for name in found.attrs:
        if not _is_plain(found.attrs.get_id(name).get_type(), h5py.h5t):
            raise Unexpected("its weights have attributes that are neither numbers nor texts")


def _is_plain(kind: Any, types: Any) -> bool:
    """Whether NumPy makes numbers or texts of this type, and never takes bytes of the file for addresses of objects.

    h5py believes the name of a type of NumPy that stands in an opaque one.
    """
    if isinstance(kind, types.TypeOpaqueID):
        # Numbers of 16 bits that NumPy lacks.
        return bool(kind.get_tag() == b"")
    if isinstance(kind, types.TypeCompoundID):
        # Complex numbers are pairs.
        members = [kind.get_member_type(number) for number in range(kind.get_nmembers())]
        return all(isinstance(member, types.TypeFloatID) for member in members)
    return isinstance(kind, (types.TypeIntegerID, types.TypeFloatID, types.TypeEnumID, types.TypeStringID))
