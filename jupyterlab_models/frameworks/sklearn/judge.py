"""Whether a skops file builds nothing but harmless objects, read from its `schema.json` without building any.

A node of the schema names a loader, a module and a class. Only the combinations below are harmless: containers and
numbers, arrays, and what is on a list by its full name: estimators of scikit-learn, its metrics, NumPy's arithmetic.
A bound method, a partial, an operator or a constructor call can do more, and so can a class from anywhere else.
"""

from __future__ import annotations

import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from ...kernel.archives import is_renamed
from ...risk.judging import Judge, Risk, sidecar
from .judge_names import FUNCTIONS, LOSSES, OBJECTS
from .trusted_types import TRUSTED

_PROTOCOL = 2
"""Of files. In older ones skops takes what is built from other fields than module and class."""
_MAX_SCHEMA = 64 * 1024 * 1024
_MAX_MEMBERS = 200_000
_MEMBER = re.compile(r"schema\.json|[0-9A-Za-z-]{1,64}\.(npy|npz|bin)")

_FIXED: dict[str, set[str]] = {
    "DictNode": {"builtins.dict", "collections.OrderedDict", "sklearn.utils._bunch.Bunch"},
    "DefaultDictNode": {"collections.defaultdict"},
    "ListNode": {"builtins.list"},
    "SetNode": {"builtins.set"},
    "TupleNode": {"builtins.tuple"},
    "BytesNode": {"builtins.bytes"},
    "BytearrayNode": {"builtins.bytearray"},
    "SliceNode": {"builtins.slice"},
    "JsonNode": {"builtins.str"},
    "MaskedArrayNode": {"numpy.ma.MaskedArray"},
    "RandomStateNode": {"numpy.random.mtrand.RandomState"},
    "RandomGeneratorNode": {"numpy.random._generator.Generator"},
    "DTypeNode": {"numpy.dtype"},
    "TreeNode": {"sklearn.tree._tree.Tree"},
}
_NUMPY_TYPE = re.compile(
    r"ndarray|matrix|bool_?|u?int(8|16|32|64|c)|u?longlong|float(16|32|64)|longdouble|complex(64|128)|clongdouble"
    r"|str_|bytes_|datetime64|timedelta64"
)
_BUILTIN_TYPE = re.compile(r"int|float|str|bool|complex|list|set|tuple|dict|bytes|NoneType")
_LISTED: dict[str, frozenset[str]] = {
    "ObjectNode": OBJECTS | TRUSTED,
    "FunctionNode": FUNCTIONS | TRUSTED,
    "LossNode": LOSSES,
    "SparseMatrixNode": TRUSTED,
}
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    KeyError,
    ValueError,
    RecursionError,
    NotImplementedError,
    EOFError,
    RuntimeError,
)


def skops_file(file: Path) -> Risk | None:
    if file.suffix == ".json":
        return sidecar(file)
    return "parser" if is_harmless_skops(file) else "code"


def is_harmless_skops(file: Path) -> bool:
    """Whether every type the file asks for is on the list; False for anything that is no plain skops file."""
    schema = _schema(file)
    if schema is None or "__loader__" not in schema:
        return False
    protocol = schema.get("protocol")
    return type(protocol) is int and protocol == _PROTOCOL and all(_is_harmless(node) for node in _nodes(schema))


def trusted_names(file: Path) -> list[str]:
    """Those names of the fixed list that the file mentions, for `trusted=` when it is read; nothing else of it."""
    return sorted(
        TRUSTED.intersection(f"{node.get('__module__')}.{node.get('__class__')}" for node in _nodes(_schema(file)))
    )


def _schema(file: Path) -> dict[str, object] | None:
    """The parsed `schema.json`, None for anything that is no plain skops file."""
    try:
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            names = [member.filename for member in members]
            if len(names) > _MAX_MEMBERS or len(set(names)) != len(names):
                return None
            if not all(_MEMBER.fullmatch(name) for name in names) or any(map(is_renamed, members)):
                return None
            if archive.getinfo("schema.json").file_size > _MAX_SCHEMA:
                return None
            schema = json.loads(archive.read("schema.json"))
    except _DAMAGED:
        return None
    except OSError as error:
        # bz2 has no error of its own for bad data; one of the disk has a number.
        if error.errno is None:
            return None
        raise
    return schema if isinstance(schema, dict) else None


def _nodes(schema: object) -> Iterator[dict[str, object]]:
    # A list instead of recursion: the depth of a file from elsewhere has no bound.
    waiting = [schema]
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            if "__loader__" in value or "__class__" in value:
                yield value
            waiting.extend(value.values())


def _is_harmless(node: dict[str, object]) -> bool:
    loader, module, name = (node.get(key) for key in ("__loader__", "__module__", "__class__"))
    if not (isinstance(loader, str) and isinstance(module, str) and isinstance(name, str)):
        # A value that only looks like a node, such as a cached one that refers to another by id.
        return loader == "CachedNode" and module is None
    full = f"{module}.{name}"
    if loader in _FIXED:
        return full in _FIXED[loader]
    if loader in _LISTED:
        return full in _LISTED[loader]
    if loader == "NdArrayNode":
        return module == "numpy" and _NUMPY_TYPE.fullmatch(name) is not None
    if loader == "TypeNode":
        allowed = {"builtins": _BUILTIN_TYPE, "numpy": _NUMPY_TYPE}.get(module)
        return allowed is not None and allowed.fullmatch(name) is not None
    return False


JUDGES: dict[str, Judge] = {"skops": skops_file}
