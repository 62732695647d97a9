"""The frame of LightGBM's text, which the library itself does not check when it reads; `trees.py` has the trees."""

from __future__ import annotations

import re
from pathlib import Path
from typing import BinaryIO

from .trees import check_tree

LINE = 64 << 20
"""Bytes of one line, such as the names of all features."""
_KNOWN = re.compile(
    rb"(version|num_class|num_tree_per_iteration|label_index|max_feature_idx|objective|feature_names|feature_infos"
    rb"|monotone_constraints|tree_sizes)=.*\n|average_output\n",
    re.DOTALL,
)
_CONTROL = re.compile(rb"[\0-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PARAMETER = re.compile(rb"\[[0-9A-Za-z_]+: [^\n]*\]\r?\n")
_INFO = re.compile(rb"none|\[[0-9a-zA-Z.+-]+:[0-9a-zA-Z.+-]+\]|-?[0-9]+(:-?[0-9]+)*")
_MOST = 1_000_000
"""Classes or features."""


def require_whole(path: Path) -> int:
    """The number of trees. Raises `ValueError` where trees or the end are not where the head says, or out of range."""
    with path.open("rb") as file:
        head = _head(file)
        features, sizes = _check(head), _numbers(head, b"tree_sizes")
        if sum(sizes) > path.stat().st_size:
            raise ValueError("its trees are longer than the file")
        for size in sizes:
            check_tree(file.read(size), features)
        if file.read(12) != b"end of trees":
            raise ValueError("its trees do not end where they should")
        _check_rest(file)
    return len(sizes)


def _check_rest(file: BinaryIO) -> None:
    """What comes behind the trees: importances, parameters, categories."""
    inside, ended = False, False
    for line in iter(lambda: file.readline(LINE), b""):
        if _CONTROL.search(line):
            raise ValueError("it holds signs that are no text")
        if line == b"end of parameters\n":
            inside, ended = False, True
        elif inside and line.strip() and not _PARAMETER.fullmatch(line):
            raise ValueError("one of its parameters is none")
        elif line == b"parameters:\n":
            inside = not ended
        elif line.startswith(b"pandas_categorical:"):
            # The line comes last; what follows the colon is JSON, which is read as a whole or not at all.
            if inside:
                break
            return
    raise ValueError("its end is missing")


def _head(file: BinaryIO) -> dict[bytes, bytes]:
    """Name → value; leaves the file where the first tree begins."""
    if file.readline(LINE) != b"tree\n":
        raise ValueError("it does not begin like a model of LightGBM")
    head: dict[bytes, bytes] = {}
    while b"tree_sizes" not in head:
        line = file.readline(LINE)
        name, _, value = line.partition(b"=")
        if _CONTROL.search(line):
            raise ValueError("it holds signs that are no text")
        if not _KNOWN.fullmatch(line) or name in head:
            raise ValueError("its head does not tell the sizes of its trees")
        head[name] = value
    if file.readline(LINE).strip():
        raise ValueError("its head does not end where it should")
    return head


def _check(head: dict[bytes, bytes]) -> int:
    """The number of features."""
    classes, trees, last = (
        _number(head, name) for name in (b"num_class", b"num_tree_per_iteration", b"max_feature_idx")
    )
    if not 1 <= classes <= _MOST or not 0 <= last < _MOST or trees not in (1, classes):
        raise ValueError("its head tells numbers out of range")
    told = re.search(rb"num_class:([0-9]+)", head.get(b"objective", b""))
    if told is not None and int(told[1]) != classes:
        raise ValueError("its objective is for other classes")
    for name in (b"feature_names", b"feature_infos"):
        if len(head.get(name, b"").split()) != last + 1:
            raise ValueError("its head names more or fewer features than there are")
    if not all(map(_INFO.fullmatch, head[b"feature_infos"].split())):
        raise ValueError("its head tells values of features that cannot be")
    sizes = _numbers(head, b"tree_sizes")
    if any(size < 0 for size in sizes) or len(sizes) % trees or classes > max(len(sizes), 1):
        raise ValueError("its head tells sizes that cannot be")
    return last + 1


def _number(head: dict[bytes, bytes], name: bytes) -> int:
    numbers = _numbers(head, name)
    if len(numbers) != 1:
        raise ValueError(f"its head does not tell {name.decode()}")
    return numbers[0]


def _numbers(head: dict[bytes, bytes], name: bytes) -> list[int]:
    words = head.get(name, b"").split()
    if not all(re.fullmatch(rb"-?[0-9]{1,15}", word) for word in words):
        raise ValueError(f"its head tells {name.decode()} that is no number")
    return [int(word) for word in words]
