"""The harness notices what hostile files do: an encoding that is code lets them do it."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .harness import Reader, Readers


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return readers.start("sklearn.adapter", "pickle", "sklearn", "numpy", settings=["numpy.geterr()"], seconds=3)


class Call:
    """Calls a function when it is read."""

    def __init__(self, function: Callable[..., Any], *arguments: Any) -> None:
        self.called = function, arguments

    def __reduce__(self) -> tuple[Any, ...]:
        return self.called


def written(folder: Path, value: object) -> Path:
    folder.mkdir()
    (folder / "model.pkl").write_bytes(pickle.dumps(value))
    return folder


def code(text: str) -> Call:
    return Call(exec, text)


SEEN = {
    "exec": (code("1"), "exec("),
    "eval": (Call(eval, "1"), "exec("),
    "compile": (Call(compile, "1", "x", "eval"), "compile("),
    "a system call": (Call(os.system, "true"), "os.system("),
    "a program": (Call(os.execv, "/bin/true", ["true"]), "os.exec("),
    "a kill": (Call(os.kill, 1, 0), "os.kill("),
    "a new file": (Call(open, "new", "w"), "open('new', 'w'"),
    "a low new file": (Call(os.open, "new", os.O_CREAT | os.O_RDWR), "open('new', None"),
    "a removed file": (Call(os.remove, "picture.png"), "os.remove("),
    "a folder": (Call(os.mkdir, "new"), "os.mkdir("),
    "a module": (code("import this"), "import('this'"),
    "a function": (Call(os.getcwd), "pickle.find_class("),
}


@pytest.mark.parametrize("name", SEEN)
def test_events_are_seen(reader: Reader, tmp_path: Path, name: str) -> None:
    value, event = SEEN[name]
    report = reader.read_and_use(written(tmp_path / "version", value))
    assert any(seen.startswith(event) for seen in report.seen), report
    assert report.harm


def test_a_dead_process_is_a_result(reader: Reader, tmp_path: Path) -> None:
    report = reader.read_and_use(written(tmp_path / "a", code("import os; os._exit(7)")))
    assert (report.outcome, report.error) == ("died", "status 7, while it was read")
    report = reader.read_and_use(written(tmp_path / "b", code("import faulthandler; faulthandler._sigsegv()")))
    assert (report.outcome, report.error) == ("died", "signal SIGSEGV, while it was read")
    assert report.harm


def test_a_hang_is_a_result(reader: Reader, tmp_path: Path) -> None:
    report = reader.read_and_use(written(tmp_path / "a", code("while True: pass")))
    assert report.outcome == "hung"
    assert report.harm


def test_memory_is_limited(reader: Reader, tmp_path: Path) -> None:
    report = reader.read_and_use(written(tmp_path / "a", Call(bytearray, 1 << 34)))
    assert report.outcome == "memory"
    assert report.harm


def test_changed_globals_are_named(reader: Reader, tmp_path: Path) -> None:
    text = "import builtins, numpy\nbuiltins.print = None\nnumpy.seterr(all='ignore')"
    report = reader.read_and_use(written(tmp_path / "a", code(text)))
    assert report.globals == ["builtins.print", "numpy.geterr()"]


def test_changed_functions_and_classes_of_a_library_are_named(readers: Readers, tmp_path: Path) -> None:
    reader = readers.start("sklearn.adapter", "pickle", "sklearn.base", guarded=["sklearn.base"])
    text = "from sklearn import base\nbase.clone = len\nbase.BaseEstimator.get_params = None\nbase.clone.x = 1"
    report = reader.read_and_use(written(tmp_path / "a", code(text)))
    assert report.globals == ["sklearn.base.BaseEstimator.get_params", "sklearn.base.clone"]


def test_files_that_are_read_are_listed(reader: Reader, tmp_path: Path) -> None:
    report = reader.read_and_use(written(tmp_path / "a", code("open('analysis.ipynb').close()")))
    assert "analysis.ipynb" in report.reads
    assert report.outcome == "loaded"


def test_a_file_that_a_library_changes_is_named(reader: Reader, tmp_path: Path) -> None:
    """Whoever writes without Python causes no event for the file."""
    text = f"import ctypes\nctypes.CDLL(None).truncate({str(reader.target).encode()!r}, ctypes.c_long(0))\n"
    report = reader.read_and_use(written(tmp_path / "a", code(text)))
    assert report.files == [str(reader.target)]
    assert reader.target.read_text(), "the next attempt finds everything in place"
    report = reader.read_and_use(written(tmp_path / "b", code(text + "import os; os._exit(1)")))
    assert (report.outcome, report.files) == ("died", [str(reader.target)])


def test_uses_are_watched(readers: Readers, tmp_path: Path) -> None:
    reader = readers.start("sklearn.adapter", "pickle", uses={"call": 'model(\'__import__("os").mkdir("new")\')'})
    report = reader.read_and_use(written(tmp_path / "a", eval))
    assert report.outcome == "loaded"
    assert report.used["repr"] == ""
    assert report.used["call"] == "Prevented: os.mkdir"
    assert any(seen.startswith("os.mkdir('new'") for seen in report.seen)
    assert any(seen.startswith("compile(") for seen in report.seen)


def test_many_attempts_get_one_report_each(reader: Reader, tmp_path: Path) -> None:
    values: list[Any] = [1, code("import os; os._exit(0)"), code("raise ValueError"), [2], code("while True: pass"), 3]
    reports = reader.read_all([written(tmp_path / str(number), value) for number, value in enumerate(values)])
    assert [report.outcome for report in reports] == ["loaded", "died", "refused", "loaded", "hung", "loaded"]


def test_check_demands_that_nothing_happens(reader: Reader, tmp_path: Path) -> None:
    def runs(folder: Path, target: Path) -> None:
        (folder / "model.pkl").write_bytes(pickle.dumps(code("1")))

    def loads(folder: Path, target: Path) -> None:
        (folder / "model.pkl").write_bytes(pickle.dumps(1))

    with pytest.raises(AssertionError, match=r"judged code, .*exec\("):
        reader.check(runs, tmp_path / "a")
    with pytest.raises(AssertionError, match="judged code, but read in a kernel: loaded"):
        reader.check(loads, tmp_path / "b")
