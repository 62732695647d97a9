"""Tensors without a module: one, or a flat dict or list of them as safetensors; nested checkpoints as `torch.save`.

The order of the keys, which the file format does not keep, and which keys show the same tensor stand in its metadata.
"""

from __future__ import annotations

import collections
import sys
from pathlib import Path
from typing import Any

from ...kernel import packages
from ...kernel.adapter import Choice, Folder, Plan
from ...kernel.errors import AgentError, reading
from ...kernel.plain import NotPlain, from_json, to_json
from .index import is_versions
from .mapped import Mapped, as_ref, damaged, is_here
from .records import Refused
from .states import check_state
from .weights import COMPARED, Ref, Stock, pieces, same_bytes

TENSORS = "tensors.safetensors"
STATE = "state.pt"
SAFE = "2.6"
"""Versions of PyTorch before it could run code from such a file in spite of `weights_only` (CVE-2025-32434)."""
CONTAINERS: dict[str, Any] = {"dict": dict, "OrderedDict": collections.OrderedDict, "list": list, "tuple": tuple}
_PLAIN = (type(None), bool, float, complex, str, bytes)
_DEPTH = 60
MAX_BITS = 2000
"""Of a whole number that the pickle has a short word for."""


def plan_of_tensors(obj: Any) -> Plan | None:
    """How a tensor, or a container of tensors and plain values, is written; None for anything else."""
    if "torch" not in sys.modules or not _holds_tensors(obj):
        return None
    name = type(obj).__name__
    reason = ""
    if is_flat(obj):
        try:
            stock = Stock()
            for key, tensor in _items(obj):
                stock.add(tensor, key)
        except AgentError as error:
            reason = f"{error.message} So it goes into a file of torch.save."
        else:
            keeps = "with its type and shape" if name not in CONTAINERS else "with all names, types and shapes"
            restores = f"The {name} {keeps}, bit by bit"
            choice = Choice("safetensors", "data", restores, (TENSORS,), tuple(stock.lost()), "safetensors")
            return Plan((choice,), stock.bytes, ("torch",))
    if not is_state(obj):
        return None
    restores = f"The {name} with its tensors and plain values"
    choice = Choice("torch-state", "parser", restores, (STATE,), (reason,) if reason else (), "torch_state")
    return Plan((choice,), state_bytes(obj), ("torch",))


def is_flat(obj: Any) -> bool:
    """Whether it is a tensor, or names or a list of nothing but tensors."""
    torch = sys.modules["torch"]
    if isinstance(obj, torch.Tensor):
        return True
    if type(obj).__name__ not in CONTAINERS or type(obj) is not CONTAINERS[type(obj).__name__] or not obj:
        return False
    values = obj.values() if isinstance(obj, dict) else obj
    named = not isinstance(obj, dict) or all(type(key) is str for key in obj)
    return named and all(isinstance(value, torch.Tensor) for value in values)


def is_state(obj: Any, depth: int = 0) -> bool:
    """Whether `torch.load` gives it back without running code: tensors and plain values in plain containers."""
    torch = sys.modules["torch"]
    if type(obj) is int:
        return obj.bit_length() < MAX_BITS
    if type(obj) in (torch.Tensor, torch.nn.Parameter):
        return not vars(obj)
    if type(obj) in _PLAIN or type(obj) in (torch.Size, torch.dtype, torch.device):
        return True
    if depth >= _DEPTH:
        return False
    if type(obj) in (dict, collections.OrderedDict):
        return all(_is_key(key) and is_state(value, depth + 1) for key, value in obj.items())
    if type(obj) is set:
        return all(type(value) is not tuple and _is_key(value) for value in obj)
    return type(obj) in (list, tuple) and all(is_state(value, depth + 1) for value in obj)


def _is_key(key: Any) -> bool:
    if type(key) is tuple:
        return all(type(part) is not tuple and _is_key(part) for part in key)
    return type(key) in (str, bool, float, type(None)) or (type(key) is int and key.bit_length() < 61)


def _holds_tensors(obj: Any, depth: int = 0) -> bool:
    if isinstance(obj, sys.modules["torch"].Tensor):
        return True
    if type(obj) in (dict, collections.OrderedDict) and depth < _DEPTH:
        return any(_holds_tensors(value, depth + 1) for value in obj.values())
    return type(obj) in (list, tuple) and depth < _DEPTH and any(_holds_tensors(value, depth + 1) for value in obj)


def tensors_in(obj: Any) -> list[tuple[str, Any]]:
    """Path and tensor, everywhere in plain containers."""
    if isinstance(obj, sys.modules["torch"].Tensor):
        return [("", obj)]
    if isinstance(obj, dict):
        pairs = [(str(key), value) for key, value in obj.items()]
    elif isinstance(obj, (list, tuple)):
        pairs = [(str(key), value) for key, value in enumerate(obj)]
    else:
        return []
    return [(".".join(filter(None, (key, path))), found) for key, value in pairs for path, found in tensors_in(value)]


def state_bytes(obj: Any) -> int:
    sizes = {}
    for _, tensor in tensors_in(obj):
        if tensor.layout == sys.modules["torch"].strided:
            storage = tensor.untyped_storage()
            sizes[storage.data_ptr()] = storage.nbytes()
        else:
            sizes[id(tensor)] = tensor._nnz() * tensor.element_size()
    return sum(sizes.values())


def _items(obj: Any) -> list[tuple[str, Any]]:
    if isinstance(obj, dict):
        return list(obj.items())
    if isinstance(obj, (list, tuple)):
        return [(str(number), tensor) for number, tensor in enumerate(obj)]
    return [("tensor", obj)]


# safetensors


def index(kind: str, items: list[tuple[str, Ref]]) -> dict[str, Any]:
    """What `read_tensors` needs beside the tensors, as JSON."""
    return {"kind": kind, "names": [[name, *ref] for name, ref in items]}


def write_tensors(obj: Any, folder: Folder) -> None:
    stock = Stock()
    kind = type(obj).__name__ if type(obj).__name__ in CONTAINERS else "tensor"
    metadata = index(kind, [(key, stock.add(tensor, key)) for key, tensor in _items(obj)])
    try:
        # The versions of the layers, which `state_dict` hangs on the dict that it gives.
        versions = to_json(getattr(obj, "_metadata", None))
    except NotPlain:
        versions = None
    metadata["versions"] = versions if is_versions(versions) else None
    stock.write(folder, TENSORS, metadata)
    _require_same(obj, read_tensors(folder.root / TENSORS, "cpu"), values=False)


def read_tensors(path: Path, device: str | None = None) -> Any:
    """The tensors of one file in the container that they came in. Error `damaged`."""
    mapped = Mapped(path, device)
    try:
        kind = mapped.metadata["kind"]
        items = [(str(name), mapped.tensor(as_ref(fields))) for name, *fields in mapped.metadata["names"]]
        if kind == "tensor":
            return items[0][1]
        found = CONTAINERS[kind](items if kind in ("dict", "OrderedDict") else [tensor for _, tensor in items])
        versions = mapped.metadata.get("versions")
        if versions is not None and kind == "OrderedDict":
            found._metadata = from_json(versions)
    except (AttributeError, LookupError, RuntimeError, TypeError, ValueError, OverflowError) as error:
        raise damaged(path.name, f"its metadata is not as it should be ({error})") from None
    return found


# torch.save


def write_state(obj: Any, folder: Folder) -> None:
    """Error `not_restorable`."""
    import torch

    with folder.open(STATE) as out:
        torch.save(obj, out)
    path = folder.root / STATE
    try:
        copy = read_state(path)
    except Exception as error:  # noqa: BLE001 - whatever it is, the file is of no use
        raise _not_restorable(f"{type(error).__name__}: {error}") from None
    _require_same(obj, copy, values=path.stat().st_size <= COMPARED)


def _require_same(obj: Any, copy: Any, values: bool) -> None:
    """Error `not_restorable`."""
    different = _difference(obj, copy, values)
    if different:
        raise _not_restorable(different)


def _not_restorable(reason: str) -> AgentError:
    return AgentError(
        "not_restorable",
        f"A copy made from what was written differs: {reason[:500]}.",
        "Nothing was saved. Put tensors and plain values alone into it.",
    )


def read_state(path: Path) -> Any:
    """Errors: `damaged`; `too_old` where PyTorch is too old to do it safely."""
    import torch

    if packages.compare(torch.__version__, SAFE) < 0:
        raise AgentError(
            "too_old",
            f"PyTorch {torch.__version__} has a hole that such a file could use to run code (CVE-2025-32434).",
            f"Install a newer one in the kernel's environment: %pip install 'torch>={SAFE}'",
        )
    try:
        check_state(path)
    except Refused as error:
        raise damaged(path.name, str(error)) from None
    # PyTorch checks what sparse tensors refer to only when it is asked to.
    with reading("PyTorch"), torch.sparse.check_sparse_tensor_invariants():
        return torch.load(path, map_location=_near, weights_only=True, mmap=True)


def _near(storage: Any, location: str) -> Any:
    """None for PyTorch's own choice; what was on a device that is not here goes to the processor."""
    return None if location == "cpu" or is_here(location) else storage


def _difference(one: Any, other: Any, values: bool) -> str:
    torch = sys.modules["torch"]
    if type(one) is not type(other):
        return f"a {type(one).__name__} became a {type(other).__name__}"
    if isinstance(one, torch.Tensor):
        return "" if _same(one, other, values) else f"a tensor of {tuple(one.shape)} differs"
    if isinstance(one, dict):
        if list(one) != list(other):
            return "the keys differ"
        pairs = [(value, other[key]) for key, value in one.items()]
    elif isinstance(one, (list, tuple)):
        if len(one) != len(other):
            return "the lengths differ"
        pairs = list(zip(one, other))
    else:
        return "" if one == other or one != one else f"{str(one)[:100]} became {str(other)[:100]}"
    return next(filter(None, (_difference(a, b, values) for a, b in pairs)), "")


def _same(one: Any, other: Any, values: bool) -> bool:
    alike = (one.dtype, one.shape, one.layout) == (other.dtype, other.shape, other.layout)
    plain = one.layout == sys.modules["torch"].strided and not one.is_quantized
    if not alike or not values or not plain:
        return alike
    return all(same_bytes(a, b) for a, b in zip(pieces(one), pieces(other)))
