"""Archives of skops that are no files of skops, or that would be much work to read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from .harness import Reader, Readers, judge
from .samples import start
from .skops_files import FILE, mapping, write


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "skops")


def no_archive(folder: Path) -> None:
    (folder / FILE).write_bytes(b"PK" + bytes(100))


ARCHIVES: dict[str, Callable[[Path], None]] = {
    "schema that unpacks to 64 MB": lambda folder: write(
        folder, json.dumps({**mapping({}), "protocol": 2, "more": " " * (64 << 20)}), {}, zipfile.ZIP_DEFLATED
    ),
    "schema of 4 million values": lambda folder: write(folder, f'{{"a": [{"[]," * 4000000}[]]}}', {}),
    "schema of great depth": lambda folder: write(folder, '{"a":' * 100000, {}),
    "schema with a name twice": lambda folder: write(
        folder, json.dumps({**mapping({}), "protocol": 2})[:-1] + ', "protocol": 2}', {}
    ),
    "too many members": lambda folder: write(
        folder, json.dumps({**mapping({}), "protocol": 2}), {f"{number}.bin": b"" for number in range(61000)}
    ),
    "a pickle": lambda folder: write(folder, json.dumps({**mapping({}), "protocol": 2}), {"object.pkl": b"x"}),
    "no archive": lambda folder: no_archive(folder),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives_are_bounded_before_they_are_read(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(lambda folder, target: ARCHIVES[name](folder), tmp_path / "version")
    assert judge("skops", tmp_path / "version") == "code"
    assert report.outcome == "refused"
