"""TensorFlow's modules, checkpoints and loaded SavedModels: a SavedModel, which brings back variables and functions.

TensorFlow restores no class: what comes back is an object of its own with the variables, the `tf.function`s with the
signatures they were called with, and the signatures for serving. That is said before saving.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from ...kernel import tables
from ...kernel.adapter import Array, Choice, Facts, Folder, Plan, Table
from ...kernel.errors import AgentError, reading, words

ENCODING = "savedmodel"
FOLDER = "savedmodel"
FILES = (f"{FOLDER}/saved_model.pb", f"{FOLDER}/variables/")
NEEDS = (("tensorflow", "tensorflow"),)
GRAPH = 64 << 10
"""Bytes of the graph of a small SavedModel."""
KEEP = "Keep all variables and tables that its functions use as attributes of the object."
READ_BACK = 256 << 20
"""Bytes of variables up to which it is read back and compared; it is in memory twice meanwhile."""


class TensorFlowAdapter:
    """See `Adapter`."""

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        return NEEDS

    def check(self, obj: Any) -> Plan:
        name = type(obj).__name__
        found, called = variables(obj), traced(obj)
        require_tracked(obj, found)
        signatures = getattr(obj, "signatures", None) or {}
        lost = [f"It comes back as TensorFlow restores it, not as a {name}: its class and Python methods are lost."]
        untraced = sorted(key for key, kept in called.items() if not kept)
        if untraced:
            lost.append(f"Not called yet, so TensorFlow has nothing to keep of it: {', '.join(untraced)}.")
        kept = [f"{len(found)} variable{'' if len(found) == 1 else 's'}"]
        kept += [f"the function {key}" for key, known in sorted(called.items()) if known]
        kept += [f"the signature {key}" for key in sorted(signatures)]
        choice = Choice(
            encoding=ENCODING,
            risk="program",
            restores=f"TensorFlow's object with {', '.join(kept)}",
            files=FILES,
            lost=tuple(lost),
        )
        return Plan((choice,), nbytes(found) + GRAPH, ("tensorflow", "numpy"))

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        import tensorflow

        path = folder.path(FOLDER)
        try:
            tensorflow.saved_model.save(stand_in(obj), path, signatures=getattr(obj, "signatures", None) or None)
        except (AssertionError, TypeError, ValueError, KeyError) as error:
            raise AgentError(
                "unsupported",
                f"TensorFlow cannot save this {type(obj).__name__}: {words(error)[:600]}",
                KEEP,
            ) from None
        folder.raise_if_cancelled()
        if nbytes(variables(obj)) <= READ_BACK:
            compare(obj, read(folder.root))

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        return read(folder)

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        every = variables(obj)
        rows = [[one.name, one.dtype.name, str(tuple(one.shape)), str(one.trainable)] for one in every]
        called = [[key, "yes" if kept else "no"] for key, kept in sorted(traced(obj).items())]
        found = [Table("Variables", ("Name", "Type", "Shape", "Trainable"), rows)]
        if called:
            found.append(Table("Functions", ("Name", "Kept"), called))
        found += [
            Table(f"Signature {key}", ("Argument", "Type", "Shape"), [_row(name, spec) for name, spec in specs(one)])
            for key, one in sorted((getattr(obj, "signatures", None) or {}).items())
        ]
        total = sum(one.shape.num_elements() or 0 for one in every)
        return [tables.properties("Structure", [("Variables", len(rows)), ("Parameters", total)]), *found]

    def facts(self, obj: Any) -> Facts:
        found = variables(obj)
        dtypes: dict[str, int] = {}
        for one in found:
            dtypes[one.dtype.name] = dtypes.get(one.dtype.name, 0) + 1
        signatures = getattr(obj, "signatures", None) or {}
        serving = dict(signatures.items()).get("serving_default")
        outputs = sorted(serving.structured_outputs.items()) if serving else []
        return Facts(
            device=short_device(found[0].device) if found else "",
            dtypes=dtypes,
            inputs=tuple(_array(name, spec) for name, spec in specs(serving)) if serving else (),
            outputs=tuple(_array(name, spec) for name, spec in outputs),
        )


def served(name: str) -> Choice:
    """A model of Keras, exported."""
    return Choice(
        encoding=ENCODING,
        risk="program",
        restores="TensorFlow's object with the function serve, for predictions alone",
        files=FILES,
        lost=(f"It comes back as TensorFlow restores it, not as a {name}: without layers, fit and optimizer.",),
    )


def short_device(device: str) -> str:
    """`/job:localhost/replica:0/task:0/device:CPU:0` → `cpu:0`."""
    return device.rpartition("device:")[2].lower()


def specs(function: Any) -> list[tuple[str, Any]]:
    """Arguments of a signature."""
    return sorted(function.structured_input_signature[1].items())


def _sizes(spec: Any) -> tuple[int | None, ...]:
    return tuple(spec.shape.as_list()) if spec.shape.rank is not None else ()


def _array(name: str, spec: Any) -> Array:
    return Array(name, spec.dtype.name, _sizes(spec))


def _row(name: str, spec: Any) -> list[str]:
    return [name, spec.dtype.name, str(_sizes(spec))]


def stand_in(obj: Any) -> Any:
    """What is written in place of a `Checkpoint`, which would get a counter by being saved: one with its children."""
    tensorflow = sys.modules["tensorflow"]
    if not isinstance(obj, tensorflow.train.Checkpoint):
        return obj
    root, bare = getattr(obj, "_root", None), tensorflow.__internal__.tracking.AutoTrackable()
    children = {} if root in (None, obj) else dict(root._trackable_children())
    for reference in [*obj._unconditional_checkpoint_dependencies, *(obj._attached_dependencies or ())]:
        if reference.name != "root":
            children[reference.name] = reference.ref
    for name, child in children.items():
        setattr(bare, name, child)
    return bare


def variables(obj: Any) -> list[Any]:
    """Every variable that the object tracks, once."""
    tensorflow = sys.modules["tensorflow"]
    found: dict[int, Any] = {}
    waiting = [stand_in(obj)]
    while waiting:
        one = waiting.pop()
        if id(one) not in found:
            found[id(one)] = one
            waiting.extend(reversed(one._trackable_children().values()))
    bare = [_bare(one, tensorflow) for one in found.values()]
    return list({id(one): one for one in bare if isinstance(one, tensorflow.Variable)}.values())


def _bare(one: Any, tensorflow: Any) -> Any:
    """The variable inside of one that a library built on TensorFlow has made: that is a tensor to TensorFlow."""
    if isinstance(one, tensorflow.Variable) or not isinstance(one, tensorflow.__internal__.types.Tensor):
        return one
    return getattr(one, "value", one)


def nbytes(found: list[Any]) -> int:
    return sum(one.dtype.size * (one.shape.num_elements() or 0) for one in found)


def functions(obj: Any) -> dict[str, Any]:
    """Each `tf.function` of the object and its class; no property is asked."""
    kind = sys.modules["tensorflow.python.eager.polymorphic_function.polymorphic_function"].Function
    names = {name: value for base in reversed(type(obj).__mro__) for name, value in vars(base).items()}
    return {name: getattr(obj, name) for name, value in {**names, **vars(obj)}.items() if isinstance(value, kind)}


def traced(obj: Any) -> dict[str, bool]:
    """`tf.function` of the object → whether a SavedModel keeps it: it has a signature, or was called."""
    return {
        name: type(one).__name__ == "RestoredFunction"
        or one.input_signature is not None
        or one.experimental_get_tracing_count() > 0
        for name, one in functions(obj).items()
    }


def require_tracked(obj: Any, found: list[Any]) -> None:
    """Error `unsupported` where a function that was called uses a variable from outside."""
    tracked = {id(one) for one in found}
    for name, function in functions(obj).items():
        for concrete in getattr(function, "_list_all_concrete_functions", list)():
            for variable in concrete.graph.variables:
                if id(variable) not in tracked:
                    raise AgentError(
                        "unsupported",
                        f"The function {name} uses the variable {variable.name}, which this {type(obj).__name__} does "
                        "not have: TensorFlow would not save it.",
                        KEEP,
                    )


def read(folder: Path) -> Any:
    """Load a SavedModel; it is a program of TensorFlow's. Error `damaged`."""
    import tensorflow

    with reading("TensorFlow"):
        return tensorflow.saved_model.load(str(folder / FOLDER))


def compare(obj: Any, copy: Any) -> None:
    """The same variables, bit by bit, and the functions. Error `not_restorable`."""
    ours, theirs = variables(obj), variables(copy)
    differences = [] if values(ours) == values(theirs) else ["its variables"]
    differences += [f"the function {name}" for name, kept in traced(obj).items() if kept and not hasattr(copy, name)]
    if differences:
        raise AgentError(
            "not_restorable",
            f"What TensorFlow reads back of the {type(obj).__name__} differs in {' and '.join(differences)}.",
            "Nothing was saved. Please report it with the version of TensorFlow.",
        )


def values(found: list[Any]) -> list[tuple[str, tuple[int, ...], bytes]]:
    """Their contents in an order that does not depend on names."""
    return sorted((one.dtype.name, tuple(one.shape), one.numpy().tobytes()) for one in found)


ADAPTER = TensorFlowAdapter()
