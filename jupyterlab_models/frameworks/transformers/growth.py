"""How large a text a template can make, in sizes of what it is given: without rendering it.

Every variable is as large as what is put into it. Variables that depend on themselves grow with each round of a loop:
by the same each time if each is put together with one of them, otherwise without end.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

ROUNDS = 100
"""Of a loop, or of loops inside each other."""
ENDLESS = 10**30
_VALUES = ("Compare", "Test", "Not")
"""What gives no text."""
_MULTIPLY = ("replace", "join")


class _Growth:
    def __init__(self, tree: Any) -> None:
        self.values: dict[str, list[Any]] = {}
        """Variable → what is put into it."""
        self.macros: dict[str, Any] = {}
        self._sizes: dict[str, int] = {}
        self._collect(tree)
        self._reached = {name: self._reach(name) for name in self.values}

    def _collect(self, tree: Any) -> None:
        import jinja2.nodes as nodes

        for macro in tree.find_all(nodes.Macro):
            self.macros[macro.name] = macro
            self.values[f"{macro.name}()"] = [macro.body]
        for node in tree.find_all((nodes.Assign, nodes.AssignBlock, nodes.For, nodes.Call)):
            if isinstance(node, nodes.Call):
                self._arguments(node)
                continue
            value = (
                node.body
                if isinstance(node, nodes.AssignBlock)
                else node.iter
                if isinstance(node, nodes.For)
                else node.node
            )
            for name in _targets(node.target):
                self.values.setdefault(name, []).append(value)
            if isinstance(node, nodes.Assign) and isinstance(node.node, nodes.Call):
                for pair in node.node.kwargs:
                    for name in _targets(node.target):
                        self.values.setdefault(f"{name}.{pair.key}", []).append(pair.value)

    def _arguments(self, call: Any) -> None:
        macro = self.macros.get(getattr(call.node, "name", ""))
        if macro is None:
            if type(call.node).__name__ == "Getattr" and call.node.attr == "append":
                for name in _names(call.node.node):
                    self.values.setdefault(name, []).extend([call.node.node, *call.args])
            return
        for argument, value in zip(macro.args, call.args):
            self.values.setdefault(argument.name, []).append(value)
        for pair in call.kwargs:
            self.values.setdefault(pair.key, []).append(pair.value)

    def _reach(self, name: str) -> set[str]:
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for value in self.values.get(waiting.pop(), ()):
                new = {one for one in self._references(value) if one in self.values} - found
                found |= new
                waiting += new
        return found

    def _references(self, value: Any) -> Iterator[str]:
        """Variables whose text goes into a value, each as often as it does."""
        if isinstance(value, list):
            for one in value:
                yield from self._references(one)
            return
        kind = type(value).__name__
        if kind in _VALUES or kind == "Macro":
            return
        if kind == "Call" and getattr(value.node, "name", "") in self.macros:
            yield f"{value.node.name}()"
        elif kind in ("Name", "Getattr") and (names := list(_names(value))):
            yield from names
            return
        for child in value.iter_child_nodes():
            yield from self._references(child)

    def size(self, name: str) -> int:
        if name not in self.values:
            return 1
        if name not in self._sizes:
            self._sizes[name] = ENDLESS
            self._sizes[name] = min(self._size(name), ENDLESS)
        return self._sizes[name]

    def _size(self, name: str) -> int:
        if name not in self._reached[name]:
            return sum(self.of(value) for value in self.values[name]) + 1
        circle = {name, *(one for one in self._reached[name] if name in self._reached.get(one, ()))}
        added = 1
        for member in circle:
            for value in self.values[member]:
                references = list(self._references(value))
                if sum(one in circle for one in references) > 1:
                    return ENDLESS
                added += self.of(value, circle)
        return added * ROUNDS

    def of(self, value: Any, without: Any = ()) -> int:
        """Size of a value; variables of a circle count for nothing."""
        if isinstance(value, list):
            return min(sum(self.of(one, without) for one in value), ENDLESS)
        kind = type(value).__name__
        if kind in _VALUES or kind == "Macro":
            return 1
        if kind in ("TemplateData", "Const"):
            return 1 + len(str(getattr(value, "data", getattr(value, "value", "")))) // 1000
        if kind in ("Name", "Getattr") and (names := list(_names(value))):
            return max(0 if name in without else self.size(name) for name in names)
        parts = [self.of(child, without) for child in value.iter_child_nodes()]
        if kind == "Call" and getattr(value.node, "name", "") in self.macros:
            name = f"{value.node.name}()"
            parts.append(0 if name in without else self.size(name))
        multiplies = kind == "Filter" and value.name in _MULTIPLY
        multiplies |= kind == "Call" and getattr(value.node, "attr", "") in _MULTIPLY
        if multiplies:
            found = 1
            for part in parts:
                found *= 1 + part
            return min(found, ENDLESS)
        return min(sum(parts) * (ROUNDS if kind == "For" else 1), ENDLESS)


def _targets(node: Any) -> Iterator[str]:
    kind = type(node).__name__
    if kind == "Name":
        yield node.name
    elif kind == "NSRef":
        yield f"{node.name}.{node.attr}"
    else:
        for child in node.iter_child_nodes():
            yield from _targets(child)


def _names(node: Any) -> Iterator[str]:
    """The variable of `name`, or of `name.attribute` and so of both."""
    kind = type(node).__name__
    if kind == "Name":
        yield node.name
    elif kind == "Getattr" and type(node.node).__name__ == "Name":
        yield f"{node.node.name}.{node.attr}"
        yield node.node.name


def growth(tree: Any) -> int:
    """Size of what a parsed template gives, and of all that it makes on the way."""
    found = _Growth(tree)
    return max([found.of(tree.body), *(found.size(name) for name in found.values)])
