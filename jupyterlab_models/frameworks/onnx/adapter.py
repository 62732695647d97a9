"""ONNX models: the library's own file; large weights, and those marked as external, in one data file beside it.

`onnx.save_model` moves weights out of the user's object for that, so the file is put together here. What the marks
were in the object stands in `external.json`: the proto that comes back is equal. A mark is the name of a file that
`onnx.save` writes beside the model, so only names of data files are put on again (`PLACE`).
"""

from __future__ import annotations

import collections
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ...kernel import tables
from ...kernel.adapter import CHUNK, Array, Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, words
from .structure import DATA, KEYS, first_refused

MODEL = "model.onnx"
BESIDE = "external.json"
MOST = 3 << 29
"""Bytes of weights that a file holds inside: protobuf ends at 2 GiB."""
MOST_MARKS = 16 << 20
"""Bytes of `external.json`; the server takes no more."""
SMALL = 1024
"""Bytes of weights that stay inside in any case, unless they are marked."""
ALIGNED = 4096
"""Where each weight begins in the data file, so that it can be mapped."""
COMPARED = 256 << 20
"""Bytes up to which the written file is parsed and compared."""
EXTERNAL = 1
PLACE = re.compile(r"\w[\w.\-]{0,199}\.(bin|data|onnx_data|raw|weight|weights)", re.ASCII)
VALUE = re.compile(r"[0-9a-zA-Z]{0,128}")


UNMARKED = (
    "The names of the files that some weights are marked for are not kept: they are no plain names of data files, and "
    "onnx.save would write there."
)


class OnnxAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return (("onnx", "onnx"),)

    def check(self, obj: Any) -> Plan:
        if not obj.HasField("graph") or not obj.graph.node:
            raise AgentError("not_fitted", "The ModelProto has no graph with nodes.", "Export it first.")
        require_resolved(obj)
        outside = is_outside(obj)
        files = (MODEL, DATA, BESIDE) if outside else (MODEL,)
        lost = [] if all(may_be_marked(tensor) for tensor in obj.graph.initializer) else [UNMARKED]
        restores = "A ModelProto with all its weights" if lost else "An equal ModelProto with all its weights"
        choice = Choice("onnx", "parser", restores, files, lost=tuple(lost))
        size = sum(weight_bytes(obj)) if outside else obj.ByteSize()
        return Plan((choice,), size, ("onnx",))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        if is_outside(obj):
            write_outside(obj, folder)
        else:
            _write(obj, folder)
        if (folder.root / MODEL).stat().st_size <= COMPARED and sum(weight_bytes(obj)) <= COMPARED:
            folder.raise_if_cancelled()
            if read(folder.root) != (unmarked(obj) if plan.choices[0].lost else obj):
                raise AgentError(
                    "not_restorable",
                    "The model that was read back from what was written differs.",
                    "Nothing was saved. Please report it with the version of onnx.",
                )

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        return read(folder)

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        graph = obj.graph
        operators = collections.Counter(node.op_type for node in graph.node)
        opsets = ", ".join(f"{opset.domain or 'ai.onnx'} {opset.version}" for opset in obj.opset_import)
        structure = [
            ("Graph", graph.name),
            ("Producer", f"{obj.producer_name} {obj.producer_version}".strip()),
            ("IR version", obj.ir_version),
            ("Operator sets", opsets),
            ("Nodes", len(graph.node)),
            ("Weights", len(graph.initializer)),
            ("Parameters", sum(_count(tensor) for tensor in graph.initializer)),
        ]
        arrays = [
            [kind, array.name, array.dtype, _shape(array)]
            for kind, found in (("input", inputs(obj)), ("output", outputs(obj)))
            for array in found
        ]
        found = [
            tables.properties("Structure", structure),
            Table("Inputs and outputs", ("Kind", "Name", "Type", "Shape"), arrays),
            Table("Operators", ("Operator", "Nodes"), [[name, str(count)] for name, count in operators.most_common()]),
        ]
        if obj.metadata_props:
            rows = [[tables.cell(entry.key), tables.cell(entry.value)] for entry in obj.metadata_props]
            found.append(Table("Metadata", ("Key", "Value"), rows))
        return found

    def facts(self, obj: Any) -> Facts:
        dtypes = collections.Counter(_dtype(tensor.data_type) for tensor in obj.graph.initializer)
        return Facts(dtypes=dict(dtypes), inputs=inputs(obj), outputs=outputs(obj))


# What is in a model


def inputs(obj: Any) -> tuple[Array, ...]:
    weights = {tensor.name for tensor in obj.graph.initializer}
    return tuple(_array(value) for value in obj.graph.input if value.name not in weights)


def outputs(obj: Any) -> tuple[Array, ...]:
    return tuple(_array(value) for value in obj.graph.output)


def _array(value: Any) -> Array:
    tensor = value.type.tensor_type
    shape = tuple(dim.dim_value if dim.HasField("dim_value") else None for dim in tensor.shape.dim)
    return Array(value.name, _dtype(tensor.elem_type), shape)


def _shape(array: Array) -> str:
    return " × ".join("any" if length is None else str(length) for length in array.shape) or "–"


def _dtype(number: int) -> str:
    return str(sys.modules["onnx"].TensorProto.DataType.Name(number)).lower()


def _count(tensor: Any) -> int:
    count = 1
    for length in tensor.dims:
        count *= length
    return count


def inner_tensors(message: Any) -> Iterator[Any]:
    """All tensors but the graph's own weights: in attributes of nodes, in functions and in graphs inside of nodes."""
    if message.DESCRIPTOR.name == "TensorProto":
        yield message
        return
    is_top = message.DESCRIPTOR.name == "ModelProto"
    for field, value in message.ListFields():
        if field.type != field.TYPE_MESSAGE:
            continue
        if is_top and field.name == "graph":
            for node in value.node:
                yield from inner_tensors(node)
            for sparse in value.sparse_initializer:
                yield from inner_tensors(sparse)
            continue
        for part in (value,) if hasattr(value, "DESCRIPTOR") else value:
            yield from inner_tensors(part)


def weight_bytes(obj: Any) -> Iterator[int]:
    yield from (len(tensor.raw_data) or tensor.ByteSize() for tensor in obj.graph.initializer)


def is_outside(obj: Any) -> bool:
    """Whether weights go into a data file."""
    marked = any(tensor.data_location == EXTERNAL for tensor in obj.graph.initializer)
    return marked or sum(weight_bytes(obj)) > MOST


def require_resolved(obj: Any) -> None:
    """Error `unsupported` when weights lie in a file that was not read."""
    for tensor in obj.graph.initializer:
        if tensor.data_location == EXTERNAL and not tensor.raw_data:
            raise _unresolved(tensor)
    for tensor in inner_tensors(obj):
        if tensor.data_location == EXTERNAL:
            if not tensor.raw_data:
                raise _unresolved(tensor)
            raise AgentError(
                "unsupported",
                f"The tensor {tensor.name!r} inside of a node is marked as external, which onnx cannot write.",
                "Clear its data_location, or make it an initializer of the graph.",
            )


def _unresolved(tensor: Any) -> AgentError:
    places = [entry.value for entry in tensor.external_data if entry.key == "location"]
    return AgentError(
        "unsupported",
        f"The weights {tensor.name!r} are not in the variable but in the file {(places or ['of unknown name'])[0]!r}, "
        "which was not read with it: a copy could not be loaded.",
        "Read them first: onnx.load_external_data_for_model(model, folder), or onnx.load with the path.",
    )


def marks_of(tensor: Any) -> tuple[int | None, list[Any]]:
    """Where it is said to lie, and the entries about that."""
    location = tensor.data_location if tensor.HasField("data_location") else None
    return location, [[entry.key, entry.value] for entry in tensor.external_data]


def may_be_marked(tensor: Any) -> bool:
    return is_harmless(*marks_of(tensor))


def is_harmless(location: Any, entries: list[Any]) -> bool:
    """Whether a tensor with these marks is written by `onnx.save` into no file but one of data, beside the model."""
    places = [value for key, value in entries if key == "location"]
    return (
        location in (None, 0, EXTERNAL)
        and {key for key, _ in entries} <= KEYS
        and len(entries) == len({key for key, _ in entries})
        and all(VALUE.fullmatch(value) for key, value in entries if key != "location")
        and all(PLACE.fullmatch(place) for place in places)
        and (location != EXTERNAL or len(places) == 1)
    )


def unmarked(obj: Any) -> Any:
    """A copy without the marks that are not put on again."""
    copy = type(obj)()
    copy.CopyFrom(obj)
    for tensor in copy.graph.initializer:
        if not may_be_marked(tensor):
            _mark(tensor, None, [])
    return copy


# Writing


def _write(message: Any, folder: Folder) -> None:
    data = memoryview(message.SerializeToString())
    with folder.open(MODEL) as out:
        for start in range(0, len(data), CHUNK):
            out.write(data[start : start + CHUNK])


def write_outside(obj: Any, folder: Folder) -> None:
    """The model without its weights, made anew: the user's object keeps its own."""
    light = type(obj)()
    _copy(obj, light, "graph")
    _copy(obj.graph, light.graph, "initializer")
    marks: dict[str, Any] = {}
    with folder.open(DATA) as out:
        position = 0
        for index, tensor in enumerate(obj.graph.initializer):
            target = light.graph.initializer.add()
            raw = tensor.raw_data
            if tensor.data_location != EXTERNAL and len(raw) < SMALL:
                target.CopyFrom(tensor)
                continue
            _copy(tensor, target, "raw_data", "external_data", "data_location")
            out.write(b"\0" * (-position % ALIGNED))
            position += -position % ALIGNED
            for start in range(0, len(raw), CHUNK):
                out.write(memoryview(raw)[start : start + CHUNK])
            place = {"location": DATA, "offset": str(position), "length": str(len(raw))}
            _mark(target, EXTERNAL, list(place.items()))
            position += len(raw)
            location, entries = marks_of(tensor)
            marks[str(index)] = {"location": location, "entries": entries}
    _write(light, folder)
    with folder.open(BESIDE) as out:
        out.write(json.dumps(marks).encode())


def _copy(source: Any, target: Any, *without: str) -> None:
    for field, value in source.ListFields():
        if field.name in without:
            continue
        if hasattr(value, "DESCRIPTOR") or hasattr(value, "MergeFrom"):
            getattr(target, field.name).MergeFrom(value)
        else:
            setattr(target, field.name, value)


def _mark(tensor: Any, location: int | None, entries: list[Any]) -> None:
    tensor.ClearField("external_data")
    tensor.ClearField("data_location")
    if location is not None:
        tensor.data_location = location
    for key, value in entries:
        tensor.external_data.add(key=key, value=value)


# Reading


def read(folder: Path) -> Any:
    """Every place of external data is looked at before a byte of it is read. Error `damaged`."""
    import onnx

    decode_error = sys.modules["google.protobuf.message"].DecodeError
    refused = first_refused(folder / MODEL) if (folder / MODEL).is_file() else f"{MODEL} is missing"
    if refused is not None:
        raise damaged(refused)
    try:
        model = onnx.load(folder / MODEL, load_external_data=False)
    except decode_error as error:
        raise damaged(words(error)) from error
    if not model.graph.node:
        # An empty file, and some that are cut off, are a proto all the same.
        raise damaged("it has no graph with nodes")
    if any(tensor.data_location == EXTERNAL for tensor in inner_tensors(model)):
        raise damaged("a node holds data of another file")
    if any(tensor.data_location == EXTERNAL for tensor in model.graph.initializer):
        _fill(model, folder)
    return model


def _fill(model: Any, folder: Path) -> None:
    path = folder / DATA
    if not path.is_file() or path.is_symlink():
        raise damaged(f"{DATA} is missing")
    try:
        if (folder / BESIDE).stat().st_size > MOST_MARKS:
            raise ValueError("it is too large")
        marks = json.loads((folder / BESIDE).read_bytes())
    except (OSError, ValueError, RecursionError) as error:
        raise damaged(f"{BESIDE} cannot be read: {words(error)}") from error
    with path.open("rb") as file:
        size = left = path.stat().st_size
        for index, tensor in enumerate(model.graph.initializer):
            if tensor.data_location != EXTERNAL:
                continue
            place = {entry.key: entry.value for entry in tensor.external_data}
            try:
                location, start, length = place["location"], int(place["offset"]), int(place["length"])
                was = marks[str(index)]
                number, entries = was["location"], [(str(key), str(value)) for key, value in was["entries"]]
            except (KeyError, ValueError, TypeError) as error:
                raise damaged(f"the place of {tensor.name!r} is missing: {words(error)}") from error
            if location != DATA or not 0 <= start <= start + length <= size or number not in (None, 0, EXTERNAL):
                raise damaged(f"the weights {tensor.name!r} should lie at {location[:100]!r}, outside of the version")
            left -= length
            if left < 0:
                raise damaged("its weights would need more room than their file has")
            file.seek(start)
            tensor.raw_data = file.read(length)
            _mark(tensor, *((number, entries) if is_harmless(number, entries) else (None, [])))


def damaged(reason: str) -> AgentError:
    return AgentError("damaged", f"{MODEL} cannot be read: {reason}.", "Load another version, or save the model again.")


ADAPTER = OnnxAdapter()
