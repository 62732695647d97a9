"""Saves or loads variables with serialzy, one request a line; runs in serialzy's own environment.

Cells run in `__main__` and can be inspected, as in a notebook. Answers go to the descriptor that was standard output;
what the libraries print goes to standard error.
"""

from __future__ import annotations

import gc
import json
import linecache
import os
import sys
from pathlib import Path
from typing import Any

Json = dict[str, Any]
NAMESPACE = sys.modules["__main__"].__dict__


class Cells:
    """Runs cells as a notebook does: their functions have a source that libraries can read."""

    def __init__(self) -> None:
        self.count = 0

    def run(self, code: str) -> None:
        self.count += 1
        name = f"<cell {self.count}>"
        linecache.cache[name] = (len(code), None, code.splitlines(keepends=True), name)
        exec(compile(code, name, "exec"), NAMESPACE)

    def observe(self, expression: str) -> str:
        return repr(eval(f"(\n{expression}\n)", NAMESPACE))


class Worker:
    """One process; either saves or loads."""

    def __init__(self) -> None:
        self.cells = Cells()
        self.kept: set[str] = set()
        self.registry: Any = None

    def setup(self, request: Json) -> Json:
        self.cells.run(request["setup"])
        # After the libraries, so that it knows them; before any row.
        from serialzy.registry import DefaultSerializerRegistry
        from serialzy.utils import cached_installed_packages as versions

        # It looks libraries up by the name of their import and would read nothing of xgboost-cpu or tensorflow-cpu.
        versions.update({name.replace("_", "-").removesuffix("-cpu"): found for name, found in versions.items()})
        self.registry = DefaultSerializerRegistry()
        self.kept = set(NAMESPACE)
        return {}

    def save(self, request: Json) -> Json:
        self.cells.run(request["make"])
        observed = self.cells.observe(request["observe"])
        serializer = self.registry.find_serializer_by_instance(NAMESPACE["model"])
        with Path(request["path"]).open("wb") as file:
            serializer.serialize(NAMESPACE["model"], file)
        return {"observed": observed, "format": serializer.data_format()}

    def load(self, request: Json) -> Json:
        self.cells.run(request["before"])
        serializer = self.registry.find_serializer_by_data_format(request["format"])
        with Path(request["path"]).open("rb") as file:
            NAMESPACE["model"] = serializer.deserialize(file)
        return {"class": type(NAMESPACE["model"]).__name__}

    def observe(self, request: Json) -> Json:
        return {"observed": self.cells.observe(request["observe"])}

    def tidy(self, request: Json) -> Json:
        for name in set(NAMESPACE) - self.kept:
            del NAMESPACE[name]
        gc.collect()
        return {}

    def answer(self, request: Json) -> Json:
        try:
            done: Json = {"ok": True, **getattr(self, request["do"])(request)}
        except BaseException as error:  # noqa: BLE001 - whatever a row raises is its result
            done = {"ok": False, "error": f"{type(error).__name__}: {error}"[:500]}
        return done


def main() -> None:
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    worker = Worker()
    for line in sys.stdin:
        print(json.dumps(worker.answer(json.loads(line))), file=answers, flush=True)
