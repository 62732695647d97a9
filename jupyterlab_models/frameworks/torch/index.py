"""What a safetensors file of ours tells in its header beside the tensors: their names, and the object they came in.

Server and kernel check it in the same way; a kernel then makes the tensors.
"""

from __future__ import annotations

import re
from typing import Any

from .safetensors import Damaged, Head, read_json

METADATA = "jupyterlab_models"
"""Key of the file's metadata under which our JSON lies."""
PAIRS = {"complex32": "F16", "complex128": "F64"}
"""Types that the file format does not know: written as pairs of numbers, with the type in the metadata."""
KINDS = ("tensor", "dict", "OrderedDict", "list", "tuple")
_MEMBERS = {"kind", "names", "more", "versions", "types"}
_DEVICE = re.compile(r"[a-z]{1,20}(:\d{1,4})?")


def read_index(head: Head) -> dict[str, Any]:
    """The checked JSON; empty for a file of somebody else. Error `Damaged`."""
    text = head.metadata.get(METADATA)
    if text is None:
        return {}
    index = read_json(text)
    if not isinstance(index, dict) or not index.keys() <= _MEMBERS or index.get("kind") not in KINDS:
        raise Damaged("its metadata has other members than it should")
    names, more, types = index.get("names"), index.get("more", []), index.get("types", {})
    if not isinstance(names, list) or not isinstance(more, list) or not isinstance(types, dict):
        raise Damaged("its metadata names no tensors")
    for fields in names:
        if not isinstance(fields, list) or not fields or type(fields[0]) is not str:
            raise Damaged("its metadata has a tensor without a name")
        _check_reference(fields[1:], head)
    for fields in more:
        _check_reference(fields, head)
    for name, kind in types.items():
        if name not in head.entries or type(kind) is not str or kind not in PAIRS:
            raise Damaged("its metadata has an unknown type")
    if not is_versions(index.get("versions")):
        raise Damaged("its metadata has versions of layers that are none")
    return index


def _check_reference(fields: Any, head: Head) -> None:
    """The fields of `weights.Ref`."""
    if not isinstance(fields, list) or len(fields) != 5:
        raise Damaged("its metadata tells of a tensor in an unknown way")
    name, parameter, gradient, stride, device = fields
    if type(name) is not str or name not in head.entries or type(parameter) is not bool or type(gradient) is not bool:
        raise Damaged("its metadata tells of a tensor that is not there")
    steps = stride is None or (
        isinstance(stride, list)
        and len(stride) <= len(head.entries[name].shape)
        and all(type(step) is int and 0 <= step < 1 << 63 for step in stride)
    )
    if not steps or type(device) is not str or not _DEVICE.fullmatch(device):
        raise Damaged("its metadata tells of a tensor in an unknown way")


def is_versions(value: Any) -> bool:
    """Whether it is the JSON of what `state_dict` hangs on its dict: versions of the layers, by their names."""
    if value is None:
        return True
    if not isinstance(value, dict):
        return False
    pairs: Any = value.items()
    if "$" in value:
        pairs = value.get("items")
        if value.keys() != {"$", "items"} or value["$"] not in ("dict", "OrderedDict") or not isinstance(pairs, list):
            return False
    return all(_is_version(pair) for pair in pairs)


def _is_version(pair: Any) -> bool:
    if not isinstance(pair, (list, tuple)) or len(pair) != 2 or type(pair[0]) is not str:
        return False
    members = pair[1]
    if not isinstance(members, dict) or "$" in members:
        return False
    return all(type(value) in (int, bool, type(None)) for value in members.values())
