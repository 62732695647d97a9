"""What one reader of an archive could see otherwise than another one."""

from __future__ import annotations

import struct
import zipfile

_FIELD = struct.Struct("<2H")
_ZIP64 = 1


def is_renamed(member: zipfile.ZipInfo) -> bool:
    """Whether more is told of a member than how long it is.

    A second name may be among it: newer versions of Python go by that one, older ones and other readers do not.
    """
    rest = member.extra
    while len(rest) >= _FIELD.size:
        kind, size = _FIELD.unpack(rest[: _FIELD.size])
        if kind != _ZIP64:
            return True
        rest = rest[_FIELD.size + size :]
    return bool(rest)
