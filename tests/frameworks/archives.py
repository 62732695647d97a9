"""Archives whose members have fields that only some readers look at."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib


def with_field(members: dict[str, bytes], kind: int, field: bytes) -> bytes:
    """An archive that tells more of its first member."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for number, (name, data) in enumerate(members.items()):
            info = zipfile.ZipInfo(name)
            info.extra = b"" if number else struct.pack("<2H", kind, len(field)) + field
            file.writestr(info, data)
    return content.getvalue()


def renamed(members: dict[str, bytes], name: str) -> bytes:
    """The first member has this name for readers that look at its field."""
    content = b"\1" + struct.pack("<L", zlib.crc32(next(iter(members)).encode())) + name.encode()
    return with_field(members, 0x7075, content)
