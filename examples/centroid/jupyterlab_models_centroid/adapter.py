"""Checks, writes, reads and describes classifiers; runs in kernels."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from jupyterlab_models.kernel import tables
from jupyterlab_models.kernel.adapter import Choice, Facts, Folder, Plan, Table
from jupyterlab_models.kernel.errors import AgentError, reading

from .names import ENCODING, FILE


class CentroidAdapter:
    """See `jupyterlab_models.kernel.adapter.Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("centroid", "jupyterlab-models-centroid"),)

    def check(self, obj: Any) -> Plan:
        if not obj.centroids:
            raise AgentError("not_fitted", f"{type(obj).__name__} is not fitted yet.", "Call fit() first.")
        choice = Choice(ENCODING, "parser", "A NearestCentroid with the same centroids", (FILE,))
        return Plan((choice,), len(self._text(obj)), ("centroid",))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        with folder.open(FILE) as out:
            out.write(self._text(obj))

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        import centroid

        with reading("centroid"):
            return centroid.load(str(folder / FILE))

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return [tables.classes(obj.centroids)]

    def facts(self, obj: Any) -> Facts:
        return Facts()

    def _text(self, obj: Any) -> bytes:
        text: str = sys.modules["centroid"].dumps(obj)
        return text.encode()


ADAPTER = CentroidAdapter()
