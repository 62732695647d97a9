"""Archives of PyTorch, as far as server and kernel look into them before PyTorch does.

What two readers could see otherwise is refused, and so is what takes long to look at.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from ...kernel.archives import is_renamed
from .records import Refused

MAX_MEMBERS = 50_000
MAX_SOURCE = 16 << 20
"""Bytes of a member that is packed: TorchScript packs its source text. All else is read from where it lies."""
COMMON = r"data\.pkl|data/\d+|version|byteorder|\.data/serialization_id|\.format_version|\.storage_alignment"
_SCRIPT = re.compile(
    rf"[^/]+/({COMMON}|constants\.pkl|traced_inputs\.pkl|(constants|traced_inputs)/\d+"
    r"|code/__torch__(/\w+)*\.py(\.debug_pkl)?)"
)
DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, ValueError, OSError)
_BEGIN = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_WIDE = struct.Struct("<4sQ2H2L4Q")
_WIDE_PLACE = struct.Struct("<4sLQL")
_ENTRY = 46 + 200
"""Bytes of one entry of the list: names are short, as there is nothing else that takes room."""


def members(file: Path, known: re.Pattern[str]) -> dict[str, zipfile.ZipInfo]:
    """Name below the archive's one folder → member, of an archive of such members alone. Error `Refused`."""
    try:
        with file.open("rb") as stream:
            count, begin = _check_end(stream)
            with zipfile.ZipFile(stream) as archive:
                entries = archive.infolist()
                if len(entries) != count or archive.start_dir != begin:
                    raise Refused("its list of members is not where it should be")
                for entry in entries:
                    _check_member(entry, known)
                    # The headers before the bytes have to say the same as the list at the end.
                    archive.open(entry).close()
    except DAMAGED as error:
        raise Refused(f"it is no archive as it should be ({type(error).__name__})") from None
    folders = {entry.filename.partition("/")[0] for entry in entries}
    found = {entry.filename.partition("/")[2]: entry for entry in entries}
    if len(folders) != 1 or len(found) != len(entries):
        raise Refused("it has more than one folder, or one name twice")
    return found


def contents(file: Path, chosen: dict[str, zipfile.ZipInfo]) -> dict[str, bytes]:
    """The bytes of small members. Error `Refused`."""
    try:
        with zipfile.ZipFile(file) as archive:
            return {name: archive.read(member) for name, member in chosen.items()}
    except DAMAGED as error:
        raise Refused(f"a member of it cannot be read ({type(error).__name__})") from None


def check_script(file: Path) -> None:
    """Demand what `torch.jit.save` writes, and nothing beside it. Error `Refused`."""
    if not {"data.pkl", "constants.pkl", "version"} <= members(file, _SCRIPT).keys():
        raise Refused("it is no TorchScript")


def _check_member(entry: zipfile.ZipInfo, known: re.Pattern[str]) -> None:
    name = entry.filename
    if len(name) > 200 or not known.fullmatch(name) or is_renamed(entry) or entry.comment or entry.flag_bits & 1:
        raise Refused(f"it has a member {name[:60]!r}, which PyTorch would not put there")
    packed = entry.compress_type != zipfile.ZIP_STORED
    if packed and ("/code/" not in name or entry.file_size > MAX_SOURCE):
        raise Refused(f"it has a packed member {name[:60]!r}, which PyTorch would not pack")
    if not packed and entry.compress_size != entry.file_size:
        raise Refused(f"it has a member {name[:60]!r} of two lengths")


def _check_end(stream: BinaryIO) -> tuple[int, int]:
    """How many members there are, and where their list begins: it ends where the file does."""
    size = stream.seek(0, 2)
    stream.seek(0)
    if stream.read(len(_BEGIN)) != _BEGIN or size < _END.size:
        # What lies before the archive would be read by those that go by the first bytes.
        raise Refused("it does not begin as an archive")
    place = size - _END.size
    signature, disk, first, here, count, length, begin, comment = _END.unpack(_read(stream, place, _END.size))
    if signature != b"PK\x05\x06" or disk or first or here != count or comment:
        raise Refused("it does not end as an archive")
    wide = place - _WIDE_PLACE.size - _WIDE.size
    if wide >= 0 and _read(stream, wide, 4) == b"PK\x06\x06":
        # PyTorch writes both, and old numbers where they suffice.
        fields = _WIDE.unpack(_read(stream, wide, _WIDE.size))
        pointer = _WIDE_PLACE.unpack(_read(stream, wide + _WIDE.size, _WIDE_PLACE.size))
        whole = (fields[7], fields[8], fields[9])
        old = ((count, 0xFFFF), (length, 0xFFFFFFFF), (begin, 0xFFFFFFFF))
        if pointer[2] != wide or not all(new in pair or pair[0] == pair[1] for new, pair in zip(whole, old)):
            raise Refused("it does not end as an archive")
        place, (count, length, begin) = wide, whole
    if begin + length != place or count > MAX_MEMBERS or length > MAX_MEMBERS * _ENTRY:
        raise Refused(f"its list of members is not before its end, or has more than {MAX_MEMBERS}")
    return count, begin


def _read(stream: BinaryIO, place: int, length: int) -> bytes:
    stream.seek(place)
    return stream.read(length)
