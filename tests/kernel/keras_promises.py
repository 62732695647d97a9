"""What holds for models of Keras 2 and 3 alike. The kernel has a fitted model `plain` and its data `X`."""

from __future__ import annotations

from .kernels import Kernel
from .tickets import Json


def require_tables(version: Json) -> None:
    """The summary of `plain`."""
    tables = {table["title"]: table["rows"] for table in version["summary"]}
    assert ["Parameters", "21"] in tables["Structure"]
    assert [row[1:4] for row in tables["Layers"]] == [
        ["InputLayer", "(None, 3)", "0"],
        ["Dense", "(None, 4)", "16"],
        ["Dropout", "(None, 4)", "0"],
        ["Dense", "(None, 1)", "5"],
    ]
    assert ["loss", "mse"] in tables["Compiled with"]
    facts = version["facts"]
    assert (facts["inputs"][0]["shape"], facts["outputs"][0]["shape"]) == ([None, 3], [None, 1])
    assert (facts["device"], facts["dtypes"]["float32"]) == ("cpu:0", 4)


def require_attributes_announced(kernel: Kernel) -> None:
    """Those that somebody put on `plain`, and none that Keras sets itself."""
    lost = kernel.ask("check", variable="plain")["choices"][0]["lost"]
    assert not [sentence for sentence in lost if "Attributes" in sentence]
    kernel.run("plain.threshold, plain.labels = 0.5, ['no', 'yes']")
    lost = kernel.ask("check", variable="plain")["choices"][0]["lost"]
    assert "Attributes that were set on it are not kept: labels, threshold." in lost
    kernel.run("del plain.threshold, plain.labels")
