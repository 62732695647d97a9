"""Reads the schema of a skops file into plain records, as far as every node of it is known to be harmless.

A node names a loader, a module and a class. Containers, numbers, arrays, random states and instances of listed classes
are known. A bound method, a partial, an operator or a constructor call can do more, and so can a class from elsewhere.
skops gives whatever has the number of an earlier node that node's object. So equal numbers need equal nodes, and
nodes are read in the order in which skops reads them.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from typing import Any

from ...kernel.hashing import MOST, is_crowded
from . import generators, native, objects, sparse
from .names import FUNCTIONS, LOSSES, OBJECTS
from .npy import HEAD, Array, is_scalar, read_head
from .records import Function, Generator, Instance, Items, Kind, Several, Sparse, Stored
from .refused import Refused
from .skops_archive import Archive
from .trusted_types import TRUSTED

DEPTH = 120
"""Nodes inside each other; skops goes through them by recursion."""
_BUILTIN = re.compile(r"builtins\.(int|float|str|bool|complex|list|set|tuple|dict|bytes|NoneType)")
_NUMPY = re.compile(
    r"numpy\.(ndarray|matrix|bool_?|u?int(8|16|32|64|c)|u?longlong|float(16|32|64)|longdouble|complex(64|128)"
    r"|clongdouble|str_|bytes_|datetime64|timedelta64)"
)
_KEY = re.compile(r"builtins\.(int|float|str|bool|NoneType)|numpy\.(str_|bool_?|u?int(8|16|32|64)|float(32|64))")
_DICTS = ("builtins.dict", "collections.OrderedDict", "sklearn.utils._bunch.Bunch")
_FACTORIES = ("builtins.int", "builtins.float", "builtins.list", "builtins.dict", "builtins.set")
_SPARSE = frozenset(name for name in TRUSTED if name.startswith("scipy.sparse."))
_TRUSTED_FUNCTIONS = frozenset(
    name for name in TRUSTED - _SPARSE - {"numpy.dtype"} if name.rpartition(".")[2][0].islower()
)
NUMBER = 5000
"""Characters of a number."""
_PENDING = object()
"""Stands for a node that is being read: inside itself it would be a circle."""
Json = dict[str, Any]


class Schema:
    """The records of one file."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.names: set[str] = set()
        """Classes and functions of all nodes so far."""
        self._known: dict[int, tuple[Json, Any]] = {}
        self._read: dict[str, Callable[[Json, str, int], Any]] = {
            "DictNode": self._dict,
            "DefaultDictNode": self._default_dict,
            "ListNode": self._list,
            "SetNode": self._set,
            "TupleNode": self._tuple,
            "BytesNode": self._bytes,
            "BytearrayNode": self._bytes,
            "SliceNode": self._slice,
            "JsonNode": self._json,
            "NdArrayNode": self._array,
            "MaskedArrayNode": self._masked,
            "DTypeNode": self._dtype,
            "RandomStateNode": self._random_state,
            "RandomGeneratorNode": self._random_generator,
            "SparseMatrixNode": self._sparse,
            "FunctionNode": self._function,
            "TypeNode": self._kind,
            "ObjectNode": self._object,
            "TreeNode": self._tree,
            "LossNode": self._loss,
        }

    def value(self, node: Any, depth: int = 0) -> Any:
        if type(node) is not dict or depth > DEPTH:
            raise Refused("a schema that is not as skops writes it")
        loader, module, name = (node.get(key) for key in ("__loader__", "__module__", "__class__"))
        if not (type(loader) is str and type(module) is str and type(name) is str):
            raise Refused("a node without loader, module and class")
        number = node.get("__id__")
        if number is not None and type(number) is not int:
            raise Refused("a node whose number is none")
        if number is not None and number in self._known:
            first, record = self._known[number]
            if record is _PENDING or not _same(first, node):
                raise Refused("two objects of one number")
            return record
        read = self._read.get(loader)
        if read is None:
            raise Refused(f"a {loader[:60]}, which can do more than hold data")
        self.names.add(f"{module}.{name}")
        if number is not None:
            self._known[number] = (node, _PENDING)
        record = read(node, f"{module}.{name}", depth + 1)
        if number is not None:
            self._known[number] = (node, record)
        return record

    def _values(self, nodes: Any, depth: int) -> list[Any]:
        if type(nodes) is not list:
            raise Refused("a schema that is not as skops writes it")
        return [self.value(node, depth) for node in nodes]

    def _dict(self, node: Json, name: str, depth: int) -> dict[str, Any]:
        _require(name in _DICTS, name)
        keys = self.value(node.get("key_types"), depth)
        content = node.get("content")
        if type(content) is not dict or type(keys) is not list or len(keys) != len(content):
            raise Refused("a dict whose keys are not as skops writes them")
        if not all(type(key) is Kind and _KEY.fullmatch(key.name) for key in keys):
            raise Refused("a dict whose keys are of an unusual type")
        made = [_key(kind.name, key) for kind, key in zip(keys, content)]
        if is_crowded(map(hash, made)) or len(set(made)) < len(made):
            raise Refused("a dict whose keys become one")
        return {key: self.value(item, depth) for key, item in content.items()}

    def _default_dict(self, node: Json, name: str, depth: int) -> dict[str, Any]:
        _require(name == "collections.defaultdict", name)
        content = _members(node.get("content"), "main", "default_factory")
        main = self.value(content["main"], depth)
        factory = self.value(content["default_factory"], depth)
        if factory is not None and not (type(factory) is Kind and factory.name in _FACTORIES):
            raise Refused("a defaultdict with an unusual factory")
        if type(main) is not dict or "self" in main:
            raise Refused("a defaultdict without a dict")
        return main

    def _list(self, node: Json, name: str, depth: int) -> list[Any]:
        _require(name == "builtins.list", name)
        return self._values(node.get("content"), depth)

    def _set(self, node: Json, name: str, depth: int) -> Several:
        _require(name == "builtins.set", name)
        values = self._values(node.get("content"), depth)
        plainly = all(type(value) in (str, int, float, bool, type(None)) for value in values)
        if len(values) > MOST and (not plainly or is_crowded(map(hash, values))):
            raise Refused("a set that would take hours to make")
        return Several(values)

    def _tuple(self, node: Json, name: str, depth: int) -> tuple[Any, ...]:
        _require(name == "builtins.tuple", name)
        return tuple(self._values(node.get("content"), depth))

    def _bytes(self, node: Json, name: str, depth: int) -> bytes:
        _require(name in ("builtins.bytes", "builtins.bytearray"), name)
        self.archive.size(_file(node, ".bin"))
        return b""

    def _slice(self, node: Json, name: str, depth: int) -> None:
        _require(name == "builtins.slice", name)
        content = _members(node.get("content"), "start", "stop", "step")
        if not all(type(part) in (int, type(None)) for part in content.values()):
            raise Refused("a slice of something else than numbers")

    def _json(self, node: Json, name: str, depth: int) -> Any:
        _require(name == "builtins.str", name)
        content = node.get("content")
        if type(content) is not str or (len(content) > NUMBER and not content.startswith('"')):
            raise Refused("a value that is no text")
        value = json.loads(content)
        if type(value) not in (type(None), bool, int, float, str):
            raise Refused("a value that is neither a number nor a text")
        return value

    def _array(self, node: Json, name: str, depth: int) -> Stored | Items:
        _require(_NUMPY.fullmatch(name) is not None, name)
        if node.get("type") == "json":
            items = self._values(node.get("content"), depth)
            shape = self.value(node.get("shape"), depth)
            if type(shape) is not tuple or not all(type(part) is int for part in shape):
                raise Refused("an array of objects without a shape")
            if name != "numpy.ndarray" or len(items) != (shape[0] if shape else 0):
                raise Refused("an array of objects that is not as long as its shape says")
            return Items(items, shape)
        if node.get("type") != "numpy":
            raise Refused("an array of an unusual kind")
        member = _file(node, ".npy")
        array = self.head(member)
        # Any other class takes the array and makes something else of it, a number that wraps or a text for example.
        if name != "numpy.ndarray" and not (array.plain and array.shape == () and is_scalar(name, array.dtype)):
            raise Refused("an array of an unusual kind")
        return Stored(member, array, name.rpartition(".")[2])

    def head(self, member: str) -> Array:
        return read_head(self.archive.read(member, HEAD), self.archive.size(member), native.RECORDS)

    def _masked(self, node: Json, name: str, depth: int) -> Several:
        _require(name == "numpy.ma.MaskedArray", name)
        content = _members(node.get("content"), "data", "mask")
        return Several([self.value(part, depth) for part in content.values()])

    def _dtype(self, node: Json, name: str, depth: int) -> None:
        _require(name == "numpy.dtype", name)
        content = self.value(node.get("content"), depth)
        if not (isinstance(content, Items) or (isinstance(content, Stored) and content.array.plain)):
            raise Refused("a type of NumPy that is none")

    def _random_state(self, node: Json, name: str, depth: int) -> Generator:
        _require(name == "numpy.random.mtrand.RandomState", name)
        return generators.check_state(self.value(node.get("content"), depth), {"MT19937"})

    def _random_generator(self, node: Json, name: str, depth: int) -> Generator:
        _require(name == "numpy.random._generator.Generator", name)
        content = _members(node.get("content"), "bit_generator", "seed_seq")
        state = self.value(content["bit_generator"], depth)
        generators.check_seed(self.value(content["seed_seq"], depth))
        return generators.check_state(state, generators.NAMES)

    def _sparse(self, node: Json, name: str, depth: int) -> Sparse:
        _require(name in _SPARSE and node.get("type") == "scipy", name)
        with zipfile.ZipFile(io.BytesIO(self.archive.read(_file(node, ".npz")))) as inner:
            return sparse.check(Archive(inner, sparse.MEMBER))

    def _function(self, node: Json, name: str, depth: int) -> Function:
        _require(name in FUNCTIONS or name in _TRUSTED_FUNCTIONS, name)
        return Function(name)

    def _kind(self, node: Json, name: str, depth: int) -> Kind:
        _require(_BUILTIN.fullmatch(name) is not None or _NUMPY.fullmatch(name) is not None, name)
        return Kind(name)

    def _object(self, node: Json, name: str, depth: int) -> Instance:
        _require(name in OBJECTS or (name in TRUSTED and name not in _SPARSE), name)
        state = None if node.get("content") is None else self._state(node["content"], depth)
        instance = Instance(name, state)
        objects.check(instance, self.archive)
        native.check(instance, self.archive)
        return instance

    def _state(self, node: Any, depth: int) -> Any:
        state = self.value(node, depth)
        if type(state) is dict:
            keys = node["key_types"]["content"]
            if node["__class__"] != "dict" or any(key["__class__"] != "str" for key in keys):
                raise Refused("attributes that have no names")
        elif type(state) not in (tuple, type(None)):
            raise Refused("an object whose state is not as skops writes it")
        return state

    def _reduced(self, node: Json, name: str, depth: int) -> Instance:
        state = self._state(node.get("content"), depth)
        arguments = self.value(_members(node.get("__reduce__"), "args")["args"], depth)
        if type(arguments) is not tuple:
            raise Refused("an object whose state is not as skops writes it")
        return Instance(name, state, arguments)

    def _tree(self, node: Json, name: str, depth: int) -> Instance:
        _require(name == native.TREE, name)
        instance = self._reduced(node, name, depth)
        native.check(instance, self.archive)
        return instance

    def _loss(self, node: Json, name: str, depth: int) -> Instance:
        _require(name in LOSSES, name)
        instance = self._reduced(node, name, depth)
        objects.check_loss(instance)
        return instance


def _key(kind: str, text: str) -> Any:
    """What the text of a key becomes, as far as two of them may be equal. Error `ValueError`."""
    if kind.endswith(("str", "str_")):
        return text.rstrip("\0")
    return float(text) if "float" in kind else bool(text) if "bool" in kind else int(text)


def _same(one: Any, two: Any) -> bool:
    """Whether two nodes are equal but for what is made anew for each, such as a dict of attributes, and its numbers."""
    waiting = [(one, two)]
    while waiting:
        left, right = waiting.pop()
        if type(left) is not type(right):
            return False
        if type(left) is dict:
            if left.keys() != right.keys():
                return False
            waiting += [(left[key], right[key]) for key in left if key not in ("__id__", "file")]
        elif type(left) is list:
            if len(left) != len(right):
                return False
            waiting += zip(left, right)
        elif left != right:
            return False
    return True


def _require(known: bool, name: str) -> None:
    if not known:
        raise Refused(f"{name[:100]}, which is not on the list of what only holds data or computes")


def _members(content: Any, *names: str) -> Json:
    if type(content) is not dict or set(content) != set(names):
        raise Refused("a schema that is not as skops writes it")
    return {name: content[name] for name in names}


def _file(node: Json, end: str) -> str:
    name = node.get("file")
    if type(name) is not str or not name.endswith(end):
        raise Refused("a reference to a member of another kind")
    return name
