"""Whatever no nearer row of the table has: plain values as JSON, functions and objects as a pickle with their code.

Data has better homes than a registry of models, and a module, a class or a generator is no value that could come back:
these are refused, as the page says of them. A container of tensors is written as the PyTorch adapter writes it.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from .. import by_value, tables
from ..dry_run import summarize
from ..errors import AgentError, words
from ..naming import class_name, names_along_mro
from ..plain import NotPlain, from_json, to_json
from . import Choice, Facts, Folder, Plan, Table
from .torch import ADAPTER as TORCH
from .torch_tensors import plan_of_tensors

VALUE = "value.json"
PICKLE = "object.pkl"
MOST = 16 << 20
"""Characters of JSON; what is longer is no handful of settings and goes into a pickle."""
NO_VALUES = {
    "builtins.type": "a class, not an object made from one",
    "builtins.module": "a module, which is imported and not saved",
    "builtins.generator": "a generator, which can be run only once",
    "builtins.coroutine": "a coroutine, which can be run only once",
    "builtins.async_generator": "a generator, which can be run only once",
}
DATA = {
    "numpy": ("ndarray",),
    "pandas": ("DataFrame", "Series", "Index"),
    "polars": ("DataFrame", "LazyFrame", "Series"),
    "pyarrow": ("Table", "RecordBatch", "Array", "ChunkedArray"),
    "scipy": ("spmatrix", "_spbase", "sparray"),
    "sklearn": ("Bunch",),
    "xarray": ("Dataset", "DataArray"),
    "dask": ("DataFrame", "Array", "Bag"),
    "torch": ("Dataset", "DataLoader"),
    "tensorflow": ("Tensor", "Variable", "DatasetV2"),
    "datasets": ("Dataset", "DatasetDict", "IterableDataset"),
    "lightgbm": ("Dataset",),
    "xgboost": ("DMatrix",),
}
"""As in `src/formats.ts`."""
FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, partial)


class ValuesAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return ()

    def check(self, obj: Any) -> Plan:
        require_value(obj)
        plan = plan_of_tensors(obj)
        if plan is not None:
            return plan
        name = type(obj).__name__
        text = as_json(obj)
        if text is not None:
            choice = Choice("json", "data", f"An equal {name}", (VALUE,), (), "json")
            return Plan((choice,), len(text), modules_of(text))
        pickled = summarize(obj)
        files = (PICKLE, by_value.SOURCES) if pickled.own else (PICKLE,)
        what = (
            "The function with what it uses" if isinstance(obj, FUNCTIONS) else f"The {name} with everything it holds"
        )
        choice = Choice("cloudpickle", "code", what, files, pickled.notes(), "pickle")
        return Plan((choice,), pickled.bytes, tuple(sorted(pickled.modules)))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        if encoding == "json":
            text = as_json(obj)
            if text is None:
                raise AgentError("changed", "It is no plain value any more.", "Open the save dialog again.")
            with folder.open(VALUE) as out:
                out.write(text.encode())
        elif encoding == "cloudpickle":
            by_value.dump(obj, folder, PICKLE)
        else:
            TORCH.write(obj, plan, encoding, folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        if encoding == "cloudpickle":
            return by_value.load(folder / PICKLE)
        try:
            return from_json(json.loads((folder / VALUE).read_bytes())["value"])
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError) as error:
            raise AgentError(
                "damaged", f"{VALUE} cannot be read: {words(error)}", "Load another version, or save the value again."
            ) from error

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        if plan.choices[0].encoding not in ("json", "cloudpickle"):
            return TORCH.describe(obj, plan)
        rows: list[tuple[str, Any]] = [("Class", class_name(type(obj)))]
        if type(obj) in (list, tuple, dict, set, frozenset, str, bytes):
            rows.append(("Length", len(obj)))
        if plan.choices[0].encoding == "json":
            rows.append(("Value", tables.cell(obj)))
        found = [tables.properties("Structure", rows)]
        attributes = vars(obj) if plan.choices[0].encoding == "cloudpickle" and hasattr(obj, "__dict__") else {}
        if attributes:
            found.append(
                Table("Attributes", ("Attribute", "Value"), [[*pair] for pair in tables.texts(attributes).items()])
            )
        return found

    def facts(self, obj: Any) -> Facts:
        return TORCH.facts(obj) if plan_of_tensors(obj) is not None else Facts()


def require_value(obj: Any) -> None:
    """Error `unsupported` for what is no value, and for data."""
    names = names_along_mro(type(obj))
    for name in names:
        if name in NO_VALUES:
            raise AgentError("unsupported", f"This is {NO_VALUES[name]}.", "Save an object that you made with it.")
    if any(f"{library}.{name}" in names for library, known in DATA.items() for name in known):
        raise AgentError(
            "unsupported",
            f"This is data ({names[0]}), which a registry of models is no place for: "
            f"a {class_name(type(obj))} cannot be saved as a model.",
            "Write it with its own library, such as to_parquet or numpy.save, or save the model that was made from it.",
        )


def as_json(obj: Any) -> str | None:
    """None for what is no plain value, or too long for one."""
    try:
        text = json.dumps({"value": to_json(obj)})
    except (NotPlain, RecursionError, ValueError):
        return None
    return text if len(text) <= MOST else None


def modules_of(text: str) -> tuple[str, ...]:
    return ("numpy",) if "numpy" in sys.modules and '"dtype"' in text else ()


ADAPTER = ValuesAdapter()
