"""Write the tables of what `.keras` files may name, from the installed Keras 3 and Keras 2.

    python scripts/keras_tables.py [folder of the frameworks]

Run it after an upgrade of `keras` or `tf_keras`, and read the difference: each class that it adds may be made by a
file from elsewhere, with whatever plain values the file gives. What runs code, reads other files or takes functions
stays out (`LEFT_OUT`).
"""

from __future__ import annotations

import inspect
import os
import sys
import textwrap
from pathlib import Path
from typing import Any

os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", KERAS_BACKEND="tensorflow")

FRAMEWORKS = Path(sys.argv[1] if sys.argv[1:] else Path(__file__).parent.parent / "jupyterlab_models" / "frameworks")
BASE = {"name", "trainable", "dtype", "activity_regularizer", "autocast"}
"""Arguments of every layer; `allowed.py` knows them."""
LEFT_OUT = {
    "layers": "FeatureSpace FlaxLayer InputSpec JaxLayer Lambda Layer TFSMLayer TorchModuleWrapper Wrapper "
    "AbstractRNNCell DenseFeatures",
    "losses": "Loss ReductionV2",
    "metrics": "Metric",
    "optimizers": "MultiOptimizer Optimizer OptimizerMap",
    "optimizers.legacy": "OptimizerV2",
    "mixed_precision": "BaseLossScaleOptimizer",
    "optimizers.schedules": "LearningRateSchedule",
    "initializers": "Initializer",
    "regularizers": "Regularizer",
    "constraints": "Constraint",
    "quantizers": "AWQConfig GPTQConfig QuantizationConfig Quantizer",
    "linalg": "JVP",
    "core": "AssociativeScan Cond ForiLoop Map Scan Switch VectorizedMap WhileLoop",
}
"""Bases of others, and whatever takes a function, a data set, a file or another library's module."""
KERAS_3 = (
    *("layers", "losses", "metrics", "optimizers", "optimizers.schedules", "initializers", "regularizers"),
    *("constraints", "dtype_policies", "quantizers"),
)
KERAS_2 = (
    *("layers", "losses", "metrics", "optimizers", "optimizers.legacy", "optimizers.schedules", "initializers"),
    *("regularizers", "constraints", "mixed_precision"),
)
OPERATIONS = ("core", "numpy", "nn", "math", "linalg", "image")
LOOKED_UP = ("activations", "losses", "metrics", "initializers", "regularizers", "constraints")
TENSORFLOW = ("", "math", "nn", "linalg", "signal", "strings")
TOP_LEVEL = (
    "cast clip_by_value concat expand_dims gather identity one_hot ones_like pad repeat reshape reverse roll shape "
    "split squeeze stack stop_gradient tile transpose unstack where zeros_like"
)
FUNCTIONS_OR_FILES = "fn vocab_file body cond initializer kernel_initializer unigrams cell combiner_fn strategy devices"
"""Names of arguments that stand for functions, files or objects of other kinds."""
ALSO = {
    "StringLookup": "vocabulary_size has_input_vocabulary idf_weights encoding oov_method salt",
    "IntegerLookup": "vocabulary_size has_input_vocabulary idf_weights oov_method salt vocabulary_dtype",
    "TextVectorization": "vocabulary_size",
    "Discretization": "num_bins",
    "InputLayer": "batch_input_shape ragged sparse optional",
}
"""Further arguments: `get_config` of some classes gives more than their constructors name."""
INTERNAL = "adjustment call_fn dynamic conv_op gradient_aggregator gradient_transformers pool_function strategy weights"
"""Arguments that a library's own classes hand to their bases; no configuration has them."""
FUNCTIONS = ("activations", "losses", "metrics")
Classes = dict[str, dict[str, set[str]]]


def arguments(cls: Any, optimizer: bool) -> set[str]:
    """Of the constructor, and of those of bases that it hands its keywords on to."""
    found: set[str] = set()
    for base in cls.__mro__:
        if base is object or "__init__" not in vars(base):
            continue
        parameters = list(inspect.signature(vars(base)["__init__"]).parameters.values())[1:]
        found |= {one.name for one in parameters if one.kind not in (one.VAR_KEYWORD, one.VAR_POSITIONAL)}
        if not any(one.kind is one.VAR_KEYWORD for one in parameters):
            break
    found |= set(ALSO.get(cls.__name__, "").split())
    return found - set(INTERNAL.split()) - (set() if optimizer else BASE)


def classes(module: Any, left_out: str, name_of: Any) -> Classes:
    """Module in a configuration → class → arguments."""
    found: Classes = {}
    for cls in {one for one in vars(module).values() if inspect.isclass(one)}:
        if cls.__name__ in left_out.split():
            continue
        place, _, name = name_of(cls).rpartition(".")
        found.setdefault(place, {})[name] = arguments(cls, "optimizers" in place)
    return found


def member(library: Any, path: str) -> Any:
    for part in path.split("."):
        library = getattr(library, part)
    return library


def keras_3() -> Classes:
    import keras
    from keras.src.api_export import get_name_from_symbol

    found: Classes = {}
    for path in KERAS_3:
        for place, names in classes(member(keras, path), LEFT_OUT.get(path, ""), get_name_from_symbol).items():
            found.setdefault(place, {}).update(names)
    # Losses of functions have no public name.
    found["keras.src.losses.losses"] = {"LossFunctionWrapper": {"fn", "reduction", "name", "dtype"}}
    for path in OPERATIONS:
        module = sys.modules[f"keras.src.ops.{path}"]
        operation = sys.modules["keras.src.ops.operation"].Operation
        own = [
            one
            for one in vars(module).values()
            if inspect.isclass(one) and issubclass(one, operation) and one.__module__ == module.__name__
        ]
        found[module.__name__] = {
            one.__name__: arguments(one, False) for one in own if one.__name__ not in LEFT_OUT.get(path, "").split()
        }
    return found


def keras_2() -> Classes:
    import tf_keras

    found: Classes = {}
    for path in KERAS_2:
        place = f"keras.{path}"
        module = sys.modules[f"tf_keras.{path}"]
        for cls in {one for one in vars(module).values() if inspect.isclass(one)}:
            if cls.__name__ not in LEFT_OUT.get(path, "").split():
                # Losses write their function, which is not read back.
                also = {"fn"} if path == "losses" else set()
                found.setdefault(place, {})[cls.__name__] = arguments(cls, "optimizers" in path) | also
    del tf_keras
    return found


def functions(library: str) -> dict[str, set[str]]:
    """The public functions of the modules that hold nothing but computation."""
    found = {}
    for path in FUNCTIONS:
        module = sys.modules[f"tf_keras.{path}"] if library == "tf_keras" else member(sys.modules[library], path)
        names = {one.__name__ for one in vars(module).values() if inspect.isfunction(one)}
        found[path] = names - {"deserialize", "get", "serialize"}
    return found


def identifiers(library: str, known: Classes) -> dict[str, set[str]]:
    """Texts that stand for an object: those that the library looks up and that lead into the tables."""
    listed = {name for path in (*LOOKED_UP, "optimizers") for name in known.get(f"keras.{path}", ())}
    listed |= {name for names in functions(library).values() for name in names}
    found = {"optimizers": {name.lower() for name in known["keras.optimizers"]}}
    for path in LOOKED_UP:
        module = sys.modules[f"{library}.src.{path}"]
        objects = getattr(module, "ALL_OBJECTS_DICT", None) or getattr(module, "LOCAL", None) or vars(module)
        if not isinstance(objects, dict):
            module.populate_deserializable_objects()
            objects = objects.ALL_OBJECTS
        found[path] = {
            str(name)
            for name, one in objects.items()
            if (inspect.isclass(one) or inspect.isfunction(one))
            and one.__name__ in listed
            and one.__module__.startswith(f"{library}.src.{path}")
        }
    return found


def tensorflow_operations() -> set[str]:
    """Functions of TensorFlow that compute from their arguments alone."""
    import tensorflow
    from tensorflow.python.util.tf_export import get_canonical_name_for_symbol

    found = set()
    for path in TENSORFLOW:
        for one in vars(member(tensorflow, path) if path else tensorflow).values():
            name = get_canonical_name_for_symbol(one, add_prefix_to_v1_names=True) if inspect.isfunction(one) else None
            if not name or (not path and name not in TOP_LEVEL.split()) or ("." not in name and path):
                continue
            taken = set(inspect.signature(one).parameters)
            if not taken & set(FUNCTIONS_OR_FILES.split()) and not name.startswith(("compat.", "nn.experimental")):
                found.add(name)
    operators = sys.modules["tensorflow.python.ops.math_ops"].tensor_lib.Tensor.OVERLOADABLE_OPERATORS
    plain = {name.strip("_") for name in operators} - {"iter"}
    return found | {f"__operators__.{name}" for name in plain}


def wrapped(names: set[str]) -> str:
    return "\n".join(textwrap.wrap(" ".join(sorted(names)), 118, break_on_hyphens=False))


def text(found: Classes) -> str:
    lines = []
    for place in sorted(found):
        lines.append(f'    "{place}": """')
        if place.startswith("keras.src.ops."):
            lines.append(wrapped(set(found[place])))
        else:
            for name in sorted(found[place]):
                line = f"{name}: {' '.join(sorted(found[place][name]))}".rstrip(": ")
                lines += textwrap.wrap(line, 118, subsequent_indent=" ", break_on_hyphens=False)
        lines.append('    """,')
    return "\n".join(lines)


def write(path: str, title: str, found: Classes, **listed: dict[str, set[str]]) -> None:
    parts = [f'"""{title} Made by scripts/keras_tables.py."""\n\nfrom __future__ import annotations\n', "CLASSES = {"]
    parts += [
        text(found),
        '}\n"""Module in a configuration → classes, with the arguments that each takes beyond those of',
    ]
    parts += ['all layers; operations take plain values alone."""']
    for name, kinds in listed.items():
        parts += [
            f"{name} = {{",
            *(f'    "{kind}": """\n{wrapped(names)}\n    """,' for kind, names in kinds.items()),
            "}",
        ]
    (FRAMEWORKS / path).write_text("\n".join(parts) + "\n", encoding="utf-8")


def main() -> None:
    three, two = keras_3(), keras_2()
    title = "What a model of Keras {} may be made of."
    write(
        "keras/classes.py",
        title.format(3),
        three,
        FUNCTIONS=functions("keras"),
        IDENTIFIERS=identifiers("keras", three),
    )
    write(
        "tf_keras/classes.py",
        title.format(2),
        two,
        FUNCTIONS=functions("tf_keras"),
        IDENTIFIERS=identifiers("tf_keras", two),
        OPERATIONS={"tensorflow": tensorflow_operations()},
    )


if __name__ == "__main__":
    main()
