"""Keras models: the `.keras` file, read in safe mode, with classes and functions of the user's own beside it.

A file that names nothing but what `table` lists is read as it is. Anything else is code: what it names goes by value
beside it, and where that file lies, its readers were asked.

What Keras forgets about classes without `get_config` is completed (`configs`), and what was written is read back
and compared: always where classes of one's own take part, else up to `READ_BACK` bytes.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from ...kernel import packages
from ...kernel.adapter import Choice, Facts, Folder, Limit, Plan, Table
from ...kernel.errors import AgentError, reading
from ...kernel.pickling import by_value
from ..tensorflow import adapter as saved_model
from . import archive, comparison, configs, describing
from .table import keras_3

FILE = "model.keras"
CLASSES = "class.pkl"
SPARE = 256 << 20
"""Bytes of variables that no weights account for, such as the counts of metrics."""
READ_BACK = 256 << 20
"""Bytes of weights up to which a model of Keras's own classes is read back too; it is in memory twice meanwhile."""
SAFE = "3.13.2"
"""Versions before it have holes that a file from elsewhere could use in spite of safe mode."""

KERAS_SETS = frozenset(
    [
        "autocast",
        "built",
        "call_signature_parameters",
        "compiled",
        "input_names",
        "inputs",
        "jit_compile",
        "loss",
        "name",
        "output_names",
        "outputs",
        "run_eagerly",
        "steps_per_execution",
        "stop_evaluating",
        "stop_predicting",
        "stop_training",
        "supports_jit",
        "supports_masking",
        "trainable",
        "unrolled_steps_per_execution",
    ]
)
"""Plain attributes of a model that Keras 2 or 3 has set itself."""


class KerasAdapter:
    """See `Adapter`."""

    limits = (Limit("keras-v3", "keras", "3", "3", "Keras 2 cannot read the files of Keras 3."),)

    def needs(self, encoding: str) -> tuple[tuple[str, str], ...]:
        if encoding == saved_model.ENCODING:
            return saved_model.NEEDS
        return (("keras", "keras"), ("h5py", "h5py"))

    def check(self, obj: Any) -> Plan:
        require_three()
        name = type(obj).__name__
        found = config, _, table = written_config(obj)
        lost = [] if obj.built else [f"The {name} is not built yet: it has no weights, and gets none."]
        lost += compile_lost(obj) + attributes_lost(obj)
        if len(obj.variables) > len(obj.weights):
            lost.append("The states of its random generators (dropout, sampling) are not kept: they start anew.")
        if getattr(obj, "history", None) is not None:
            lost.append("Its history, the record of the last fit, is not kept; the last values stand on its page.")
        compiled = ", how it was compiled and the state of its optimizer" if obj.compiled else ""
        code = bool(table) or keras_3().first_refused(config) is not None
        choices = [
            Choice(
                encoding="keras-v3",
                risk="code" if code else "parser",
                restores=f"The {name} with its layers and weights{compiled}",
                files=files_of(code, table),
                lost=tuple(lost),
            )
        ]
        if obj.built and configs.backend() == "tensorflow" and comparison.signature(obj) is not None:
            choices.append(saved_model.served(name))
        modules = {"keras", "numpy", "h5py", configs.backend()}
        modules |= {configs.library_of(value) for value in table.values()} - {"__main__"}
        return Plan(tuple(choices), predicted(obj), tuple(sorted(modules)), found)

    def write(self, obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
        with comparison.undisturbed(), without_tensorflow():
            write(obj, plan, encoding, folder)

    def read(self, folder: Path, encoding: str, class_name: str) -> Any:
        if encoding == saved_model.ENCODING:
            return saved_model.read(folder)
        require_recent()
        return load(folder / FILE, by_value.load(folder / CLASSES) if (folder / CLASSES).exists() else None)

    def describe(self, obj: Any, plan: Plan) -> list[Table]:
        return describing.describe(obj)

    def facts(self, obj: Any) -> Facts:
        return describing.facts(obj)


def write(obj: Any, plan: Plan, encoding: str, folder: Folder) -> None:
    """Error `not_restorable`."""
    import keras

    if encoding == saved_model.ENCODING:
        obj.export(folder.path(saved_model.FOLDER), format="tf_saved_model", verbose=False)
        return
    config, classes, table = plan.found
    path = folder.path(FILE)
    with configs.complete(classes):
        keras.saving.save_model(obj, path)
    folder.raise_if_cancelled()
    code = CLASSES in plan.choices[0].files
    if code:
        by_value.dump(table, folder, CLASSES)
    if code or predicted(obj) <= READ_BACK:
        copy = comparison.read_back(type(obj).__name__, lambda: load(Path(path), table if code else None))
        folder.raise_if_cancelled()
        comparison.compare(obj, copy, config, classes)


def written_config(obj: Any) -> tuple[configs.Json, list[type], configs.Table]:
    """The model's configuration, classes of one's own that it may name, and what of one's own it does name."""
    classes, functions = configs.candidates(obj)
    with without_tensorflow():
        config, lambdas = configs.serialized(obj, classes)
    return config, classes, configs.named(config, classes, functions, lambdas)


@contextmanager
def without_tensorflow() -> Iterator[None]:
    """Keras asks of each value it writes whether it is one of TensorFlow's, and imports it, whatever its backend is.

    Where TensorFlow was not imported no value can be one.
    """
    # Past `__getattr__`, which imports it.
    lazy = vars(sys.modules.get("keras.src.utils.module_utils", object)).get("tensorflow")
    if lazy is None or "tensorflow" in sys.modules or vars(lazy).get("_available", True) is not None:
        yield
        return
    lazy._available = False
    try:
        yield
    finally:
        lazy._available = None


def load(file: Path, carried: configs.Table | None) -> Any:
    """Read a file in safe mode, whatever the kernel has set. Errors: `unsafe_file`, `damaged`.

    `carried` is what the user has agreed to, None for a file without code.
    """
    import keras

    safe = sys.modules["keras.src.saving.serialization_lib"].SafeModeScope
    require_archive(file, "Keras", keras_3().first_refused if carried is None else lambda config: None)
    table = carried or {}
    room = limited(keras.Variable, file) if carried is None else nullcontext()
    with reading("Keras"), configs.complete(list(table.values())), safe(True), configs.preferred(table), room:
        return keras.saving.load_model(str(file), custom_objects=dict(table), safe_mode=True)


@contextmanager
def limited(variable: Any, file: Path) -> Iterator[None]:
    """Inside, variables take no more memory than the file's weights account for."""
    spend = budget(file)
    own = vars(variable).get("__init__")
    original = variable.__init__

    def counted(self: Any, initializer: Any, shape: Any = None, *arguments: Any, **named: Any) -> None:
        spend(shape)
        original(self, initializer, shape, *arguments, **named)

    variable.__init__ = counted
    try:
        yield
    finally:
        if own is None:
            del variable.__init__
        else:
            variable.__init__ = own


def budget(file: Path) -> Callable[[Any], None]:
    """Takes the shape of each variable before it is made: a few words may ask for gigabytes.

    Variables of two bytes count four, and an optimizer that has not trained yet has states that are in no file.
    """
    left = 16 * file.stat().st_size + SPARE

    def spend(shape: Any) -> None:
        nonlocal left
        sizes = [size for size in shape if isinstance(size, int)] if isinstance(shape, (tuple, list)) else []
        left -= 4 * math.prod(sizes)
        if left < 0:
            raise AgentError(
                "damaged",
                "The model asks for far more memory than the weights in its file account for.",
                "Load another version, or ask whoever saved it to save it again.",
            )

    return spend


def require_archive(file: Path, library: str, disallowed: Callable[[Any], str | None]) -> None:
    """Error `unsafe_file` for what the library does not write; `disallowed` finds it in a configuration."""
    with reading(library):
        try:
            found = disallowed(archive.config_of(file))
            if found is None:
                archive.check_weights(file)
                return
        except archive.Unexpected as reason:
            raise AgentError(
                "unsafe_file",
                f"The file was not written by {library}, or was changed since: {reason}.",
                "Ask whoever saved it to save it again.",
            ) from None
    raise AgentError(
        "unsafe_file",
        f"The model is not read, as it names {found}, which is not among what {library} may make of a file.",
        "Save it again in the kernel where it was made: then what it needs goes with it.",
    )


def require_recent() -> None:
    """Error `old_library`."""
    version = packages.installed("keras")
    if version is None or packages.compare(version, SAFE) < 0:
        raise AgentError(
            "old_library",
            f"This kernel has Keras {version}, which is too old to read a file safely.",
            f"Install a newer one in the kernel's environment: %pip install 'keras>={SAFE}', and restart the kernel.",
        )


def require_three() -> None:
    """Error `unsupported` for the Keras 2 that old versions of TensorFlow bring as `keras`."""
    version = str(sys.modules["keras"].__version__)
    if packages.compare(version, "3") < 0:
        raise AgentError(
            "unsupported",
            f"The model is made with Keras {version}, as TensorFlow brought it before 2.16.",
            "Make it with tf_keras, which is Keras 2 (%pip install tf_keras, import tf_keras as keras), or with Keras "
            "3.",
        )


def files_of(code: bool, table: configs.Table) -> tuple[str, ...]:
    own = any(packages.is_own(value.__module__ or "__main__") for value in table.values())
    return (FILE, *((CLASSES,) if code else ()), *((by_value.SOURCES,) if own else ()))


def compile_lost(obj: Any, library: str = configs.LIBRARY) -> list[str]:
    """Keras does not call a `compile` of one's own when it reads a model."""
    own = [vars(base) for base in configs.own_bases(type(obj), library)]
    if not comparison.compiled(obj) or not any("compile" in names for names in own):
        return []
    if any("compile_from_config" in names for names in own):
        return []
    return ["It has a compile of its own, which Keras does not call when it reads: call compile again after loading."]


def attributes_lost(obj: Any, library: str = configs.LIBRARY) -> list[str]:
    """What somebody has put on a model of a class of Keras's own, whose configuration knows nothing of it."""
    if configs.own_bases(type(obj), library):
        return []
    plain = (bool, int, float, complex, str, bytes, list, tuple, dict, set, sys.modules["numpy"].ndarray)
    found = [name for name, value in vars(obj).items() if isinstance(value, plain) and name not in KERAS_SETS]
    names = sorted(name for name in found if not name.startswith("_"))
    return [f"Attributes that were set on it are not kept: {', '.join(names)[:300]}."] if names else []


def predicted(obj: Any) -> int:
    """About how many bytes the file will have."""
    variables = [*describing.numbers(obj.variables), *comparison.optimizer_variables(obj)]
    return sum(describing.nbytes(variable) for variable in variables) + 512 * len(variables) + 20_000


ADAPTER = KerasAdapter()
