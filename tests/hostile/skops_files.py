"""Files of skops, made from real estimators and changed."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy

Json = dict[str, Any]
FILE = "model.skops"
TEXT_TYPE: Json = {"__class__": "str", "__module__": "builtins", "__loader__": "TypeNode"}


class SkopsFile:
    """The schema and the members of an estimator's file."""

    def __init__(self, model: Any) -> None:
        import skops.io

        with zipfile.ZipFile(io.BytesIO(skops.io.dumps(model))) as archive:
            self.members = {name: archive.read(name) for name in archive.namelist()}
        self.schema: Json = json.loads(self.members.pop("schema.json"))

    def nodes(self) -> Iterator[Json]:
        waiting: list[Any] = [self.schema]
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, dict):
                if "__loader__" in value:
                    yield value
                waiting.extend(value.values())
            elif isinstance(value, list):
                waiting.extend(value)

    def node(self, name: str) -> Json:
        """The first one of this class."""
        return next(node for node in self.nodes() if node["__class__"] == name)

    def attributes(self, name: str) -> Json:
        content: Json = self.node(name)["content"]["content"]
        return content

    def put(self, name: str, attribute: str, value: Json) -> None:
        """Give an object an attribute."""
        content = self.node(name)["content"]
        if attribute not in content["content"]:
            content["key_types"]["content"].append(TEXT_TYPE)
        content["content"][attribute] = value

    def array(self, node: Json) -> Any:
        return numpy.load(io.BytesIO(self.members[node["file"]]))

    def set_array(self, node: Json, array: Any) -> None:
        """Another array in the place of that of a node, in a member of its own."""
        content = io.BytesIO()
        numpy.save(content, array, allow_pickle=True)
        node["file"] = f"forged{len(self.members)}.npy"
        node.pop("__id__", None)
        self.members[node["file"]] = content.getvalue()

    def change(self, node: Json, edit: Callable[[Any], Any]) -> None:
        array = self.array(node).copy()
        edited = edit(array)
        self.set_array(node, array if edited is None else edited)

    def write(self, folder: Path, compression: int = zipfile.ZIP_STORED) -> None:
        write(folder, json.dumps(self.schema), self.members, compression)


def write(folder: Path, schema: str, members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> None:
    with zipfile.ZipFile(folder / FILE, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("schema.json", schema)


def plain(value: Any) -> Json:
    return {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode", "content": json.dumps(value)}


def named(loader: str, module: str, name: str, **more: Any) -> Json:
    return {"__loader__": loader, "__module__": module, "__class__": name, **more}


def listed(*items: Json, loader: str = "ListNode", name: str = "list") -> Json:
    return named(loader, "builtins", name, content=list(items))


def mapping(content: Json) -> Json:
    return named("DictNode", "builtins", "dict", content=content, key_types=listed(*[TEXT_TYPE] * len(content)))
