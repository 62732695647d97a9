"""ONNX models that try to read or write other files, to run something, or to end the process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper

from .harness import Reader, Readers
from .samples import SAMPLES, start

Make = Callable[[Path, Path], None]
SIZE = 16_000


def network(*nodes: Any, **more: Any) -> Any:
    import numpy

    value = helper.make_tensor_value_info
    weights = numpy_helper.from_array(numpy.zeros((4, 1000), "float32"), "w")
    first = helper.make_node("MatMul", ["x", "w"], ["y"])
    graph = helper.make_graph([first, *nodes], "g", [value("x", 1, [None, 4])], [value("y", 1, None)], [weights])
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("own", 1)]
    return helper.make_model(graph, ir_version=9, opset_imports=opsets, **more)


def write(folder: Path, model: Any, marks: Any = None) -> None:
    (folder / "model.onnx").write_bytes(model if isinstance(model, bytes) else model.SerializeToString())
    if marks is not None:
        (folder / "model.onnx.data").write_bytes(b"import os" + bytes(SIZE - 9))
        (folder / "external.json").write_text(json.dumps(marks))


def outside(tensor: Any, **entries: Any) -> None:
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, value in {"location": "model.onnx.data", "offset": 0, "length": SIZE, **entries}.items():
        if value is not None:
            tensor.external_data.add(key=key, value=str(value))


def placed(marks: Any = None, **entries: Any) -> Make:
    """Weights in a file, as the model says; `marks` are put on what is read."""

    def make(folder: Path, target: Path) -> None:
        model = network()
        outside(model.graph.initializer[0], **{k: v(target) if callable(v) else v for k, v in entries.items()})
        given = marks(target) if callable(marks) else marks
        write(folder, model, {"0": given or {"location": None, "entries": []}})

    return make


def beside(marks: str) -> Make:
    def make(folder: Path, target: Path) -> None:
        placed()(folder, target)
        (folder / "external.json").write_text(marks)

    return make


def marked(place: Any, **more: str) -> Make:
    """The tensor that comes back says where it is to be written."""

    def marks(target: Path) -> Any:
        name = place(target) if callable(place) else place
        return {"location": 1, "entries": [["location", name], *more.items()]}

    return placed(marks)


def inner(put: Callable[[Any, Any], object]) -> Make:
    """External data where ONNX has none."""

    def make(folder: Path, target: Path) -> None:
        model, tensor = network(), TensorProto(name="t", dims=[4], data_type=1)
        outside(tensor, location=str(target))
        put(model, tensor)
        write(folder, model, {})

    return make


def constant(tensor: Any) -> Any:
    return helper.make_node("Constant", [], ["c"], value=tensor)


def function(name: str, *nodes: Any) -> Any:
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid("own", 1)]
    return helper.make_function("own", name, ["a"], ["b"], list(nodes), opsets)


def call(name: str, **attributes: Any) -> Any:
    return helper.make_node(name, ["a"], ["b"], domain="own", **attributes)


def branch(*nodes: Any) -> Any:
    return helper.make_graph(list(nodes), "i", [], [helper.make_tensor_value_info("c", 1, [1])])


def plain(model: Callable[[], Any]) -> Make:
    return lambda folder, target: write(folder, model())


def long(content: bytes) -> bytes:
    found, rest = b"", len(content)
    while rest > 127:
        found, rest = found + bytes([rest & 127 | 128]), rest >> 7
    return found + bytes([rest]) + content


def nested(depth: int) -> bytes:
    found = b""
    for _ in range(depth):
        found = b"\x0a" + long(b"\x2a" + long(b"\x32" + long(found)))
    return b"\x08\x09\x3a" + long(found)


def linked(folder: Path, target: Path) -> None:
    placed()(folder, target)
    (folder / "model.onnx.data").unlink()
    (folder / "model.onnx.data").symlink_to(target)


ATTEMPTS: dict[str, Make] = {
    # Other files are read
    "weights from above": placed(location="../../../../etc/passwd"),
    "weights from anywhere": placed(location=lambda target: target),
    "weights from a link": linked,
    "weights twice told": placed(location="model.onnx.data", Location="x"),
    "a folder to begin with": placed(basepath=lambda target: target.parent),
    "another entry": placed(__class__="x"),
    "weights beyond the end": placed(offset=1, length=SIZE),
    "weights before the beginning": placed(offset=-1),
    "a place of no number": placed(offset="0x10"),
    "more weights than a number can say": placed(length="9" * 30),
    "no place": placed(location=None),
    "in a node": inner(lambda model, tensor: model.graph.node.append(constant(tensor))),
    "in a branch": inner(
        lambda model, tensor: model.graph.node.append(
            helper.make_node("If", ["x"], ["z"], then_branch=branch(constant(tensor)), else_branch=branch())
        )
    ),
    "in a function": inner(lambda model, tensor: model.functions.append(function("f", constant(tensor)))),
    "in sparse weights": inner(
        lambda model, tensor: model.graph.sparse_initializer.append(helper.make_sparse_tensor(tensor, tensor, [1]))
    ),
    "in training": inner(lambda model, tensor: model.training_info.add().algorithm.CopyFrom(branch(constant(tensor)))),
    # Other files are written when the model is saved
    "saved anywhere": marked(lambda target: str(target)),
    "saved above": marked(lambda target: f"../home/{target.name}"),
    "saved as a program": marked("sitecustomize.py"),
    "saved as a hidden file": marked(".bashrc"),
    "saved with a folder": marked("notes.data", basepath="/etc"),
    "saved far away": marked("weights.data", offset="9" * 20),
    "saved with an attribute": marked("weights.data", __class__="x"),
    "marks that are a list": placed([1]),
    "marks without end": beside("[" * 100_000),
    "marks that fill the memory": beside('{"0": [' + "[]," * 6_000_000 + "[]]}"),
    # Names that a runtime could give a meaning
    "an operator of Python": plain(lambda: network(call("PyOp", module="os", compute="system"))),
    "a library of operators": plain(lambda: _with_metadata()),
    "a context of a device": plain(
        lambda: network(
            helper.make_node("EPContext", ["a"], ["b"], domain="com.microsoft", ep_cache_context="/etc/x.so")
        )
    ),
    "a function that hides an operator": plain(
        lambda: network(functions=[helper.make_function("", "MatMul", ["a", "c"], ["b"], [call("PyOp")], [])])
    ),
    # No end
    "a function that calls itself": plain(lambda: network(call("f"), functions=[function("f", call("f"))])),
    "functions that call each other": plain(
        lambda: network(call("f"), functions=[function("f", call("g")), function("g", call("f"))])
    ),
    "a function that calls itself in a branch": plain(
        lambda: network(
            call("f"),
            functions=[
                function("f", helper.make_node("If", ["a"], ["b"], then_branch=branch(call("f")), else_branch=branch()))
            ],
        )
    ),
    "deep": lambda folder, target: write(folder, nested(40)),
    "deeper": lambda folder, target: write(folder, nested(400)),
    "many parts": lambda folder, target: write(folder, b"\x08\x09\x3a" + long(b"\x0a\x00" * (2 << 20))),
    # Sizes
    "a length beyond the end": lambda folder, target: write(folder, b"\x08\x09\x3a\xff\xff\xff\xff\x0f"),
    "huge weights": plain(lambda: _sized([1 << 40, 1 << 40])),
    "negative weights": plain(lambda: _sized([-1, 4])),
    "a huge constant": plain(
        lambda: network(
            constant(numpy_helper.from_array(_array([1 << 40, 1 << 20]), "s")),
            helper.make_node("ConstantOfShape", ["c"], ["d"]),
        )
    ),
    "a pickle": lambda folder, target: write(folder, b"\x80\x05cposix\nsystem\n."),
    "nothing": lambda folder, target: write(folder, b""),
}


def _with_metadata() -> Any:
    model = network()
    for key, value in (("ort_config", '{"session_options": {"register_custom_ops": "/tmp/x.so"}}'), ("__class__", "x")):
        model.metadata_props.add(key=key, value=value)
    return model


def _sized(dims: list[int]) -> Any:
    model = network()
    model.graph.initializer[0].ClearField("dims")
    model.graph.initializer[0].dims.extend(dims)
    return model


def _array(values: list[int]) -> Any:
    import numpy

    return numpy.array(values, "int64")


SAVE = "onnx.save(model, os.path.join(os.environ['TMPDIR'], 'again.onnx'))"


HAND_WRITTEN = {"onnx": ATTEMPTS}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    uses = {**SAMPLES["onnx"].uses, "copied": "onnx.ModelProto.FromString(model.SerializeToString())", "write": SAVE}
    return start(readers, "onnx", uses=uses, guarded=("onnx.",))


@pytest.mark.parametrize("name", ATTEMPTS)
def test_nothing_of_it_runs(reader: Reader, tmp_path: Path, name: str) -> None:
    reader.check(ATTEMPTS[name], tmp_path)


def test_a_harmless_mark_is_kept(reader: Reader, tmp_path: Path) -> None:
    report = reader.check(marked("weights.data"), tmp_path)
    assert report.outcome == "loaded", report.error
    assert not report.used["write"], report.used


@pytest.mark.parametrize("name", ["saved anywhere", "saved as a program", "saved with a folder"])
def test_other_marks_are_left_off(tmp_path: Path, name: str) -> None:
    from jupyterlab_models.frameworks.onnx.adapter import read

    ATTEMPTS[name](tmp_path, tmp_path / "target")
    tensor = read(tmp_path).graph.initializer[0]
    assert tensor.data_location == onnx.TensorProto.DEFAULT
    assert not tensor.external_data
    assert tensor.raw_data.startswith(b"import os")
