"""What a GGUF file may hold. For server and kernel alike.

Head, values and places of tensors are read one after the other, and nothing is built from them. Values are numbers and
texts; a chat template is a text that nothing here renders. Tensors follow each other as llama.cpp asks for it, so none
overlaps another, and none is larger than its bytes.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union

FILE = "model.gguf"
MAGIC = b"GGUF"
VERSIONS = (2, 3)
VALUES = 10_000
TENSORS = 100_000
ELEMENTS = 2_000_000
"""Of all arrays together, a text counting as two: the library makes an object of each."""
TEXT = 1 << 20
"""Bytes of a text; chat templates are the longest."""
TOKEN = 1 << 16
"""Bytes of a text of an array."""
NAME = 256
DIMENSIONS = 4
ALIGNMENT = "general.alignment"
MOST_ALIGNMENT = 1 << 16
KEY = re.compile(r"(?!GGUF\.)[!-~]+")
"""The library keeps the head among the values by names that begin so."""
STRING, ARRAY, BOOL, UINT32 = 8, 9, 7, 4
NUMBERS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "B", 10: "Q", 11: "q", 12: "d"}
"""Type of a value → how `struct` reads it."""
CHAT_TEMPLATE = "tokenizer.chat_template"
TEXTS = ("general.architecture", "general.license", "general.name", "tokenizer.ggml.model", "tokenizer.ggml.pre")
SPLIT = "split.count"
# Type of a tensor → name, elements of a block, bytes of a block.
TYPES: dict[int, tuple[str, int, int]] = {
    0: ("F32", 1, 4),
    1: ("F16", 1, 2),
    2: ("Q4_0", 32, 18),
    3: ("Q4_1", 32, 20),
    6: ("Q5_0", 32, 22),
    7: ("Q5_1", 32, 24),
    8: ("Q8_0", 32, 34),
    9: ("Q8_1", 32, 40),
    10: ("Q2_K", 256, 84),
    11: ("Q3_K", 256, 110),
    12: ("Q4_K", 256, 144),
    13: ("Q5_K", 256, 176),
    14: ("Q6_K", 256, 210),
    15: ("Q8_K", 256, 292),
    16: ("IQ2_XXS", 256, 66),
    17: ("IQ2_XS", 256, 74),
    18: ("IQ3_XXS", 256, 98),
    19: ("IQ1_S", 256, 50),
    20: ("IQ4_NL", 32, 18),
    21: ("IQ3_S", 256, 110),
    22: ("IQ2_S", 256, 82),
    23: ("IQ4_XS", 256, 136),
    24: ("I8", 1, 1),
    25: ("I16", 1, 2),
    26: ("I32", 1, 4),
    27: ("I64", 1, 8),
    28: ("F64", 1, 8),
    29: ("IQ1_M", 256, 56),
    30: ("BF16", 1, 2),
    34: ("TQ1_0", 256, 54),
    35: ("TQ2_0", 256, 66),
    39: ("MXFP4", 32, 17),
    40: ("NVFP4", 64, 36),
    41: ("Q1_0", 128, 18),
}
Scalar = Union[int, float, bool, str]


class Refused(ValueError):
    """What no GGUF file of ours holds; the message completes “it holds …”."""


@dataclass(frozen=True)
class Items:
    """An array of values, of which only this is kept."""

    type: int
    count: int


@dataclass(frozen=True)
class Tensor:
    name: str
    shape: tuple[int, ...]
    """The innermost length first, as in the file."""
    type: str
    elements: int


@dataclass
class Head:
    """All that a file says of itself."""

    version: int = 0
    values: dict[str, Scalar | Items] = field(default_factory=dict)
    tensors: list[Tensor] = field(default_factory=list)

    @property
    def alignment(self) -> int:
        found = self.values.get(ALIGNMENT, 32)
        return found if type(found) is int else 0

    def number(self, key: str) -> int | None:
        """Of the architecture, whose name begins its keys."""
        found = self.values.get(f"{self.text('general.architecture')}.{key}")
        return found if type(found) is int else None

    def text(self, key: str) -> str:
        found = self.values.get(key)
        return found if isinstance(found, str) else ""


def read(path: Path) -> Head:
    """Error `Refused`."""
    with path.open("rb") as stream:
        return read_stream(stream, path.stat().st_size)


def read_stream(stream: Any, size: int) -> Head:
    """The file without the tensors themselves, from its beginning. Error `Refused`."""
    return _Reader(stream, size).head()


def read_bytes(data: Any) -> Head:
    """The same of bytes that lie in memory or are mapped. Error `Refused`."""
    view = memoryview(data).cast("B")
    return read_stream(io.BufferedReader(_Mapped(view), 1 << 16), len(view))


class _Mapped(io.RawIOBase):
    def __init__(self, view: memoryview) -> None:
        self._view = view
        self._place = 0

    def readable(self) -> bool:
        return True

    def readinto(self, target: Any) -> int:
        piece = self._view[self._place : self._place + len(target)]
        target[: len(piece)] = piece
        self._place += len(piece)
        return len(piece)


class _Reader:
    def __init__(self, stream: Any, size: int) -> None:
        self._read: Callable[[int], bytes] = stream.read
        self.size = size
        self.place = 0
        self.left = ELEMENTS
        self.order = "<"

    def head(self) -> Head:
        if self.take(4) != MAGIC:
            raise Refused("another magic number than GGUF has")
        raw = self.take(4)
        if raw[:2] == b"\0\0":
            self.order = ">"
        (version,) = struct.unpack(f"{self.order}I", raw)
        if version not in VERSIONS:
            raise Refused(f"version {version} of the format")
        tensors, values = self.number("Q"), self.number("Q")
        if tensors > TENSORS or values > VALUES:
            raise Refused("more tensors or values than models have")
        head = Head(version)
        for _ in range(values):
            key = self.key()
            if key in head.values:
                raise Refused(f"two values of the name {key[:60]!r}")
            kind = self.number("I")
            if key == ALIGNMENT and kind != UINT32:
                raise Refused("an alignment that is no number of 32 bits")
            head.values[key] = self.value(kind)
        _check_values(head)
        self.tensors(head, tensors)
        return head

    def take(self, length: int) -> bytes:
        self.place += length
        if self.place > self.size:
            raise Refused("less than it says")
        data = self._read(length)
        if len(data) != length:
            raise Refused("less than it says")
        return data

    def number(self, letter: str) -> Any:
        return struct.unpack(self.order + letter, self.take(struct.calcsize(self.order + letter)))[0]

    def string(self, most: int, what: str) -> bytes:
        length = self.number("Q")
        if length > most:
            raise Refused(f"{what} of {length} bytes")
        return self.take(length)

    def key(self) -> str:
        text = self.string(NAME, "a name").decode("ascii", "replace")
        if not KEY.fullmatch(text):
            raise Refused(f"a value of the name {text[:60]!r}")
        return text

    def value(self, kind: int) -> Scalar | Items:
        if kind == STRING:
            return _text(self.string(TEXT, "a text"))
        if kind == ARRAY:
            return self.items()
        if kind not in NUMBERS:
            raise Refused(f"a value of the unknown type {kind}")
        found: Scalar = self.number(NUMBERS[kind])
        return _bool(found) if kind == BOOL else found

    def items(self) -> Items:
        kind, count = self.number("I"), self.number("Q")
        if kind != STRING and kind not in NUMBERS:
            raise Refused(f"an array of the type {kind}")
        self.left -= count * (2 if kind == STRING else 1)
        if self.left < 0:
            raise Refused("arrays of more elements than vocabularies have")
        if kind == STRING:
            for _ in range(count):
                self.string(TOKEN, "a text of an array")
        else:
            data = self.take(count * struct.calcsize(self.order + NUMBERS[kind]))
            if kind == BOOL and data.strip(b"\0\1"):
                raise Refused("a truth value that is neither true nor false")
        return Items(kind, count)

    def tensors(self, head: Head, count: int) -> None:
        """Tensors follow each other in the order of their names, each at a multiple of the alignment."""
        alignment, names = head.alignment, set()
        last = end = 0
        for _ in range(count):
            name = _text(self.string(NAME, "a name"))
            if not name or name in names:
                raise Refused(f"a tensor without a name of its own ({name[:60]!r})")
            names.add(name)
            tensor, length = self.tensor(name)
            if self.number("Q") != end:
                raise Refused(f"the tensor {name[:60]!r} at a place that is not its own")
            last = end + length
            end = last + -last % alignment
            if last > self.size:
                raise Refused("less than it says")
            head.tensors.append(tensor)
        begin = self.place + -self.place % alignment
        if count == 0:
            begin, end = self.place, -self.place % alignment
        if self.size not in (begin + last, begin + end):
            raise Refused("more or less bytes than its tensors have")

    def tensor(self, name: str) -> tuple[Tensor, int]:
        """And its bytes."""
        dimensions = self.number("I")
        if dimensions > DIMENSIONS:
            raise Refused(f"the tensor {name[:60]!r} with {dimensions} dimensions")
        shape = struct.unpack(f"{self.order}{dimensions}Q", self.take(8 * dimensions))
        kind = self.number("I")
        if kind not in TYPES:
            raise Refused(f"the tensor {name[:60]!r} of the unknown type {kind}")
        label, block, size = TYPES[kind]
        elements = 1
        for length in shape:
            elements *= length
        if not elements or (shape[0] if shape else 1) % block:
            raise Refused(f"the tensor {name[:60]!r} of a shape that {label} does not have")
        return Tensor(name, shape, label, elements), elements // block * size


def _text(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Refused("a text that is none") from None


def _bool(value: Scalar) -> bool:
    if value not in (0, 1):
        raise Refused("a truth value that is neither true nor false")
    return bool(value)


def _check_values(head: Head) -> None:
    """Values that say how the file is read, and texts that others render."""
    if head.alignment & (head.alignment - 1) or not 0 < head.alignment <= MOST_ALIGNMENT:
        raise Refused("an alignment that is no small power of two")
    for key, value in head.values.items():
        is_text = key in TEXTS or key == CHAT_TEMPLATE or key.startswith(f"{CHAT_TEMPLATE}.")
        if is_text and not isinstance(value, str):
            raise Refused(f"{key[:60]} that is no text")
    parts = head.values.get(SPLIT, 0)
    if type(parts) is not int or not 0 <= parts <= 1:
        raise Refused(f"one of several parts of a model ({SPLIT})")
