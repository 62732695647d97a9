"""Whatever no nearer row of the table has: plain values as JSON, functions and objects as a pickle with their code.

Types that the table excludes never get here, nor do containers that another framework takes.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, words
from ...kernel.naming import class_name
from ...kernel.pickling import by_value
from ...kernel.pickling.dry_run import summarize
from ...kernel.plain import NotPlain, check, from_json, to_json
from .value_file import MOST, read_value

VALUE = "value.json"
PICKLE = "object.pkl"
FUNCTIONS = (FunctionType, BuiltinFunctionType, MethodType, partial)


class ValuesAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return ()

    def check(self, obj: Any) -> Plan:
        name = type(obj).__name__
        text = as_json(obj)
        if text is not None:
            choice = Choice("json", "data", f"An equal {name}", (VALUE,), (), "json")
            return Plan((choice,), len(text), modules_of(text))
        pickled = summarize(obj)
        files = (PICKLE, by_value.SOURCES) if pickled.own else (PICKLE,)
        what = "The function with what it uses" if isinstance(obj, FUNCTIONS) else f"The complete {name}"
        choice = Choice("cloudpickle", "code", what, files, pickled.notes(), "pickle")
        return Plan((choice,), pickled.bytes, tuple(sorted(pickled.modules)))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        if encoding == "json":
            text = as_json(obj)
            if text is None:
                raise AgentError("changed", "It is no longer a plain value.", "Open the save dialog again.")
            with folder.open(VALUE) as out:
                out.write(text.encode())
        else:
            by_value.dump(obj, folder, PICKLE)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        if encoding == "cloudpickle":
            return by_value.load(folder / PICKLE)
        try:
            value = read_value(folder / VALUE)
        except ValueError as reason:
            raise AgentError(
                "unsafe_file",
                f"{VALUE} was not loaded, because it holds {reason}.",
                "Load another version, or save the value again.",
            ) from None
        try:
            return from_json(value)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError, OverflowError) as error:
            raise AgentError(
                "damaged", f"{VALUE} cannot be read: {words(error)}.", "Load another version, or save the value again."
            ) from error

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
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
        return Facts()


def as_json(obj: Any) -> str | None:
    """None for what is no plain value, or too long for one."""
    try:
        value = to_json(obj)
        check(value)
        text = json.dumps({"value": value})
    except (NotPlain, RecursionError, ValueError):
        return None
    return text if len(text) <= MOST else None


def modules_of(text: str) -> tuple[str, ...]:
    return ("numpy",) if "numpy" in sys.modules and '"dtype"' in text else ()


ADAPTER = ValuesAdapter()
