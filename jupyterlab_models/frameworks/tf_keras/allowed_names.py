"""What the configuration of a Keras 2 model may name. The server and the kernel both ask here.

Safe mode of Keras 2 refuses bytecode alone: of whatever module a configuration names it imports and takes what it
names there, `os.system` too, and a text may name anything in the modules of Keras. So nothing is handed to it but what
stands in this table (`keras_2`), or what a version brings that is loaded as code (`first_disallowed_name`).
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from ..keras.allowed import Allowed
from ..keras.archive import dicts
from .classes import CLASSES, FUNCTIONS, IDENTIFIERS, OPERATIONS

Json = dict[str, Any]

LAYER_OF_OPERATIONS = "tf_keras.src.layers.core.tf_op_layer"
OURS = {
    "keras": "Sequential",
    "tf_keras.src.engine.functional": "Functional",
    LAYER_OF_OPERATIONS: "TFOpLambda: name dtype trainable\nSlicingOpLambda: name dtype trainable",
}
"""Models, and the layers that Keras 2 makes of TensorFlow's own functions."""
SCALED = {"keras.mixed_precision": "LossScaleOptimizer: dynamic dynamic_growth_steps initial_scale inner_optimizer"}
VALUES = ("__tensor__", "__numpy__", "__bytes__")


@cache
def keras_2() -> Allowed:
    classes = {module: text + "\n" + SCALED.get(module, "") for module, text in {**CLASSES, **OURS}.items()}
    computes = frozenset(OPERATIONS["tensorflow"].split())
    return Allowed.parse(
        classes,
        FUNCTIONS,
        IDENTIFIERS,
        operations=lambda symbol: isinstance(symbol, str) and symbol in computes,
        operation_module=LAYER_OF_OPERATIONS,
    )


def first_disallowed_name(config: Any, own: Collection[str]) -> str | None:
    """The first name in a configuration that is neither in the table nor in `own`, in words, or None.

    Error `Unexpected` when the configuration is too large to check.
    """
    for node in dicts(config):
        # Lookup layers read their words from a file, wherever a name of one stands.
        if isinstance(node.get("vocabulary"), str):
            return f"a file with words, {node['vocabulary'][:100]!r}"
        if "class_name" in node and not _known(node, own):
            name = node["config"] if node["class_name"] == "function" and "config" in node else node["class_name"]
            return f"{str(name)[:100]!r} of the module {str(node.get('module'))[:100]!r}"
    return None


def _known(node: Json, own: Collection[str]) -> bool:
    name, module = node["class_name"], node.get("module")
    registered = node.get("registered_name")
    if not isinstance(name, str) or not isinstance(module, (str, type(None))):
        return False
    if name in VALUES:
        return True
    if "registered_name" not in node or not isinstance(registered, (str, type(None))):
        return False
    if name == "function":
        function = node.get("config")
        # Where an older Keras 2 lacks the function, it takes what its module has by the registered name; Keras itself
        # writes “function”, which Python has not.
        return isinstance(function, str) and (
            function in own
            or (module == "builtins" and function in keras_2().functions and registered in (None, name, function))
        )
    # By the name it is registered with it is looked for first.
    return registered in own or (name in keras_2().classes.get(module or "", ()) and registered in (None, name))
