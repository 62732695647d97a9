"""What a framework implements to check, write, read and describe the objects of its library.

An adapter gets an object and a folder, and knows nothing about kernels, tickets or servers. It imports its library
only inside `write` and `read`, because an object that is checked has brought its library with it. It never changes
the object, and raises `AgentError` with a message for the user.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Protocol

CHUNK = 8 << 20
BUFFER = 1 << 16
"""Of a large piece as much is copied before it is written, so it is small."""
_KEEP_SIZE = 1
"""`FALLOC_FL_KEEP_SIZE` of linux/falloc.h."""


@dataclass(frozen=True)
class Choice:
    """One way to write an object, as the save dialog shows it."""

    encoding: str
    risk: str
    restores: str
    """What loading will give, as one sentence."""
    files: tuple[str, ...]
    lost: tuple[str, ...] = ()
    """What loading will not give back, as sentences."""
    format: str | None = None
    """Where it is not the format of the type's row: a dict of tensors is no JSON."""


@dataclass(frozen=True)
class Plan:
    """What a save of an object would give; the preferred choice first."""

    choices: tuple[Choice, ...]
    bytes: int | None
    """Predicted size; None where the library gives no way to tell."""
    modules: tuple[str, ...]
    """Top-level modules of the libraries involved; their versions are recorded."""
    found: Any = None
    """What the adapter found out on the way and would find out again to write the object."""


@dataclass(frozen=True)
class Table:
    """One table of the version's page: the schema `SummaryTable`, all cells as text."""

    title: str
    columns: tuple[str, ...]
    rows: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Array:
    """One input or output of a model."""

    name: str
    dtype: str
    shape: tuple[int | None, ...]
    """None where any length fits."""


@dataclass(frozen=True)
class Facts:
    """What an object knows of itself, kept with the version: the schema `Facts`. What is unknown stays empty."""

    device: str = ""
    """Where its tensors lay: `cpu`, `cuda:0`."""
    dtypes: dict[str, int] = field(default_factory=dict)
    """Data type → how many tensors have it."""
    features: tuple[str, ...] = ()
    inputs: tuple[Array, ...] = ()
    outputs: tuple[Array, ...] = ()
    parameters: dict[str, str] = field(default_factory=dict)
    """Hyper-parameters, as `tables.cell` writes them."""
    metrics: dict[str, float] = field(default_factory=dict)
    """`data set: metric` → best value."""


@dataclass(frozen=True)
class Limit:
    """Versions of a library that cannot read what newer versions wrote, or that must not read it."""

    encoding: str
    library: str
    saved_from: str
    """It concerns files written by this version or a later one."""
    needed: str
    """The first version that reads them."""
    reason: str


class _Checked(io.FileIO):
    """A file that checks for a cancel before every chunk; the buffer above it writes the rest of a large piece."""

    def __init__(self, path: str, raise_if_cancelled: Callable[[], None]) -> None:
        super().__init__(path, "wb")
        self._raise_if_cancelled = raise_if_cancelled

    def write(self, data: Any) -> int:
        self._raise_if_cancelled()
        return super().write(memoryview(data)[:CHUNK])


class Folder:
    """Where an adapter writes; every new file and every chunk first checks whether the save was canceled."""

    def __init__(self, root: Path, raise_if_cancelled: Callable[[], None]) -> None:
        self.root = root
        self.raise_if_cancelled = raise_if_cancelled

    def path(self, name: str) -> str:
        """For writers that take a file name."""
        self.raise_if_cancelled()
        return str(self.root / name)

    def open(self, name: str, size: int = 0) -> BinaryIO:
        """For writers that take a stream; `size` is how many bytes will come, where that is known and many."""
        raw = _Checked(self.path(name), self.raise_if_cancelled)
        try:
            _reserve(raw.fileno(), size)
        except OSError:
            raw.close()
            raise
        return io.BufferedWriter(raw, buffer_size=BUFFER)


def _reserve(file: int, size: int) -> None:
    """Reserve the space at once: ext4 then writes a quarter faster, and a full disk shows before anything is written.

    The file's size still tells how much was written. Not by `posix_fallocate`: where the file system does not know
    it, the C library writes into every block instead.
    Error `OSError` when there is no room.
    """
    if not size or sys.platform != "linux":
        return
    import ctypes

    allocate = ctypes.CDLL(None, use_errno=True).fallocate
    allocate.argtypes = (ctypes.c_int, ctypes.c_int, ctypes.c_int64, ctypes.c_int64)
    number = ctypes.get_errno() if allocate(file, _KEEP_SIZE, 0, size) else 0
    if number in (errno.ENOSPC, errno.EDQUOT):
        os.ftruncate(file, 0)
        raise OSError(number, os.strerror(number))


class Adapter(Protocol):
    """The seam between the agent and a library.

    Three members are optional: `limits`, a tuple of `Limit`; `read_part(folder, encoding, part)`, where an encoding
    has parts; and `takes(obj)`, whether a plain container is written by this framework.
    """

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        """What reading needs, as (module to import, distribution to install)."""

    def check(self, obj: Any) -> Plan:
        """Look at the object itself. Errors: `unsupported`, `not_fitted`."""

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        """Write the files of one choice of `plan`, which `check` has just made."""

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        """The object that `write` wrote; the class is looked up in the adapter's own table."""

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        """Tables about the object, quickly made; `plan` is what `check` said of it."""

    def facts(self, obj: Any) -> Facts:
        """What the object knows of itself, quickly found."""
