"""Single numbers of NumPy: as plain values where JSON has a word for them, else as an array without dimensions."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ..arrays import descr_of, size_of, write_file
from ..python import values
from .adapter import read_scalar
from .names import SCALAR


class ScalarsAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("numpy", "numpy"),)

    def check(self, obj: Any) -> Plan:
        numpy = sys.modules["numpy"]
        own = type(obj).__module__.partition(".")[0] != "numpy"
        if own or values.as_json(obj) is not None:
            return values.ADAPTER.check(obj)
        array = numpy.asarray(obj)
        descr = descr_of(array.dtype, f"The {type(obj).__name__}")
        choice = Choice("npy", "data", f"An equal {type(obj).__name__}", (SCALAR,), (), "npy")
        return Plan((choice,), size_of(array, descr), ("numpy",))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        if encoding != "npy":
            values.ADAPTER.write(obj, plan, encoding, folder)
            return
        array = sys.modules["numpy"].asarray(obj)
        write_file(folder, SCALAR, array, descr_of(array.dtype, "It"))

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        return read_scalar(folder)

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return values.ADAPTER.describe(obj, plan)

    def facts(self, obj: Any) -> Facts:
        return Facts()


ADAPTER = ScalarsAdapter()
