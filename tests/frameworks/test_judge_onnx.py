"""ONNX is judged from its bytes, and read only where the bytes allow: no file but the version's own is ever opened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from jupyterlab_models.frameworks.onnx import adapter
from jupyterlab_models.kernel.adapter import Folder
from jupyterlab_models.kernel.errors import AgentError

from .loaded import FRAMEWORKS

FILES = ("model.onnx", "model.onnx.data", "external.json")
OUTSIDE = ["../secret", "/etc/passwd", "link", "./model.onnx.data", "sub/model.onnx.data", "", "model.onnx.data\0x"]


def network(width: int = 1000) -> Any:
    weights = numpy_helper.from_array(numpy.arange(width * 4, dtype="float32").reshape(4, width), "w")
    value = helper.make_tensor_value_info
    graph = helper.make_graph(
        [helper.make_node("MatMul", ["x", "w"], ["y"])],
        "g",
        [value("x", 1, [None, 4])],
        [value("y", 1, None)],
        [weights],
    )
    return helper.make_model(graph)


def external(tensor: Any, location: str) -> None:
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value=location)
    tensor.external_data.add(key="offset", value="0")
    tensor.external_data.add(key="length", value="16000")


def written(folder: Path, model: Any) -> Path:
    """With the data file that a version with external data has."""
    (folder / "model.onnx").write_bytes(model.SerializeToString())
    (folder / "model.onnx.data").write_bytes(bytes(16000))
    (folder / "external.json").write_text(json.dumps({"0": {"location": None, "entries": []}}))
    return folder


def saved(folder: Path, model: Any) -> list[str]:
    adapter.ADAPTER.write(model, adapter.ADAPTER.check(model), "onnx", Folder(folder, lambda: None))
    return sorted(path.name for path in folder.iterdir())


def judge(folder: Path) -> str:
    return FRAMEWORKS.risk("onnx", folder, sorted(path.name for path in folder.iterdir() if path.name in FILES))


@pytest.mark.parametrize("most", [adapter.MOST, 1000])
def test_own_files_are_read_by_a_parser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(adapter, "MOST", most)
    model = network()
    files = saved(tmp_path, model)
    assert files == (["model.onnx"] if most > 1000 else sorted(FILES))
    assert judge(tmp_path) == "parser"
    assert adapter.read(tmp_path) == model == network()
    assert onnx.load(tmp_path / "model.onnx").graph.initializer[0].raw_data == model.graph.initializer[0].raw_data


@pytest.mark.parametrize("location", OUTSIDE)
@pytest.mark.parametrize("place", ["weights", "node", "function", "inner", "sparse"])
def test_other_files_are_never_opened(tmp_path: Path, location: str, place: str) -> None:
    (tmp_path / "link").symlink_to("/etc/passwd")
    model = network()
    tensor = model.graph.initializer[0]
    if place != "weights":
        tensor = numpy_helper.from_array(numpy.zeros(4000, "float32"), "inner")
        external(tensor, location)
        constant = helper.make_node("Constant", [], ["c"], value=tensor)
        if place == "node":
            model.graph.node.append(constant)
        elif place == "function":
            model.functions.append(helper.make_function("d", "f", [], ["c"], [constant], []))
        elif place == "inner":
            graph = helper.make_graph([constant], "i", [], [helper.make_tensor_value_info("c", 1, [1])])
            model.graph.node.append(helper.make_node("If", ["x"], ["z"], then_branch=graph, else_branch=graph))
        else:
            model.graph.sparse_initializer.append(helper.make_sparse_tensor(tensor, tensor, [1]))
    else:
        external(tensor, location)
    folder = written(tmp_path, model)
    assert judge(folder) == "code"
    with pytest.raises(AgentError) as caught:
        adapter.read(folder)
    assert caught.value.code == "damaged"


@pytest.mark.parametrize(("key", "value"), [("offset", "-1"), ("offset", "9"), ("length", "16001"), ("length", "x")])
def test_places_beyond_the_data_file(tmp_path: Path, key: str, value: str) -> None:
    model = network()
    external(model.graph.initializer[0], "model.onnx.data")
    next(entry for entry in model.graph.initializer[0].external_data if entry.key == key).value = value
    with pytest.raises(AgentError) as caught:
        adapter.read(written(tmp_path, model))
    assert caught.value.code == "damaged"


def test_weights_do_not_grow_beyond_their_file(tmp_path: Path) -> None:
    model = network()
    external(model.graph.initializer[0], "model.onnx.data")
    model.graph.initializer.add().CopyFrom(model.graph.initializer[0])
    written(tmp_path, model)
    mark: dict[str, Any] = {"location": None, "entries": []}
    (tmp_path / "external.json").write_text(json.dumps({"0": mark, "1": mark}))
    with pytest.raises(AgentError, match="more room"):
        adapter.read(tmp_path)


@pytest.mark.parametrize("beside", ["", "[]", "{}", '{"0": 1}', '{"0": {"location": 7, "entries": []}}', "[" * 100_000])
def test_damaged_marks(tmp_path: Path, beside: str) -> None:
    model = network()
    external(model.graph.initializer[0], "model.onnx.data")
    folder = written(tmp_path, model)
    (folder / "external.json").write_text(beside)
    with pytest.raises(AgentError) as caught:
        adapter.read(folder)
    assert caught.value.code == "damaged"


def test_a_data_file_that_is_a_link(tmp_path: Path) -> None:
    model = network()
    external(model.graph.initializer[0], "model.onnx.data")
    folder = written(tmp_path, model)
    (folder / "model.onnx.data").unlink()
    (tmp_path / "elsewhere").write_bytes(bytes(16000))
    (folder / "model.onnx.data").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(AgentError, match="missing"):
        adapter.read(folder)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x80\x05N.",
        b"\x08\x09",
        b"\x08\x09\x3a\xff\xff\xff\xff\x0f",
        b"\x08" + b"\xff" * 20,
        b"\x08\x09\x3a\x02\x2a\x63",
        b"\x08\x09\x3a\x00\xf8\x07\x01",
        network().SerializeToString()[:-5],
    ],
    ids=range(8),
)
def test_what_is_no_onnx_is_code(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "model.onnx").write_bytes(content)
    assert judge(tmp_path) == "code"


def test_the_data_file_alone_is_no_model(tmp_path: Path) -> None:
    (tmp_path / "model.onnx.data").write_bytes(b"1")
    assert judge(tmp_path) == "code"


def test_graphs_without_end_are_code(tmp_path: Path) -> None:
    inner = b""
    for _ in range(200):
        attribute = b"\x32" + _length(inner)
        node = b"\x2a" + _length(attribute)
        inner = b"\x0a" + _length(node)
    (tmp_path / "model.onnx").write_bytes(b"\x08\x09\x3a" + _length(inner))
    assert judge(tmp_path) == "code"


def _length(content: bytes) -> bytes:
    found, rest = b"", len(content)
    while rest > 127:
        found, rest = found + bytes([rest & 127 | 128]), rest >> 7
    return found + bytes([rest]) + content


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"value": [1, {"$": "tuple", "items": []}]}', "data"),
        (b"[1]", "code"),
        (b"", "code"),
        (b"\x80\x05N.", "code"),
    ],
)
def test_plain_values_are_data(tmp_path: Path, content: bytes, expected: str) -> None:
    (tmp_path / "value.json").write_bytes(content)
    assert FRAMEWORKS.risk("json", tmp_path, ["value.json"]) == expected
    assert FRAMEWORKS.risk("cloudpickle", tmp_path, ["value.json"]) == "code"


def test_a_mark_that_names_no_data_file_is_announced_and_left_off(tmp_path: Path) -> None:
    """`onnx.save` would write the weights of the model that comes back into that file."""
    model = network()
    tensor = model.graph.initializer[0]
    tensor.data_location = TensorProto.EXTERNAL
    tensor.external_data.add(key="location", value="../startup.py")
    plan = adapter.ADAPTER.check(model)
    assert "are not kept" in " ".join(plan.choices[0].lost)
    adapter.ADAPTER.write(model, plan, "onnx", Folder(tmp_path, lambda: None))
    assert judge(tmp_path) == "parser"
    found = adapter.read(tmp_path).graph.initializer[0]
    assert found.raw_data == tensor.raw_data
    assert not found.external_data
    assert tensor.external_data[0].value == "../startup.py"
