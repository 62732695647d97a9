"""Which chat templates are read: Jinja without anything that reaches beyond the messages, or grows without end.

The library renders templates in Jinja's sandbox, which has had holes. So a template is parsed, not rendered, and may
use nothing but the constructs, filters, tests, functions and methods that templates of real models use. Loops inside
loops are few, ranges short, macros do not call each other in circles, and no text is put together with itself.
"""

from __future__ import annotations

import re
from typing import Any

from .growth import growth
from .values import NotAllowed

MOST = 200_000
"""Characters."""
LOOPS = 3
"""Inside each other."""
RANGE = 1000
"""Largest number."""
LARGEST = 10**8
"""Most that a template makes of one message."""
_DATE = r"(%[A-Za-z]|[A-Za-z ,./:_-]){0,60}"
NODES = (
    *("Add", "And", "Assign", "AssignBlock", "Block", "Break", "Call", "Compare", "Concat", "CondExpr", "Const"),
    *("Continue", "Dict", "Div", "Filter", "FilterBlock", "FloorDiv", "For", "Getattr", "Getitem", "If", "Keyword"),
    *("List", "Macro", "Mod", "NSRef", "Name", "Neg", "Not", "Operand", "Or", "Output", "Pair", "Scope", "Slice"),
    *("Sub", "Template", "TemplateData", "Test", "Tuple"),
)
FILTERS = (
    *("capitalize", "default", "d", "dictsort", "first", "int", "items", "join", "last", "length", "count", "list"),
    *("lower", "map", "reject", "rejectattr", "replace", "reverse", "safe", "select", "selectattr", "sort", "string"),
    *("sum", "title", "tojson", "trim", "unique", "upper", "abs", "max", "min", "float", "round", "escape", "e"),
)
TESTS = (
    *("boolean", "callable", "defined", "divisibleby", "eq", "equalto", "even", "false", "filter", "float", "ge", "gt"),
    *("greaterthan", "in", "integer", "iterable", "le", "lessthan", "lower", "lt", "mapping", "ne", "none", "number"),
    *("odd", "sameas", "sequence", "string", "true", "undefined", "upper"),
)
FUNCTIONS = ("namespace", "raise_exception", "range", "strftime_now")
METHODS = (
    *("strip", "lstrip", "rstrip", "split", "rsplit", "startswith", "endswith", "items", "keys", "values", "get"),
    *("lower", "upper", "title", "capitalize", "find", "rfind", "index", "count", "replace", "join", "isdigit"),
    *("append",),
)
_BINDS = ("map", "select", "reject", "selectattr", "rejectattr", "sort", "sum", "unique")
"""Filters whose arguments name filters, tests or attributes."""


def check_template(text: Any) -> None:
    """Error `NotAllowed`. Where Jinja is missing, `ModuleNotFoundError`: nothing could render it either."""
    import jinja2
    import jinja2.ext
    from jinja2.parser import Parser

    if type(text) is not str or len(text) > MOST:
        raise NotAllowed("a chat template that is too long")
    if "generation" in text and _has_generation(text):
        raise NotAllowed("a chat template with the tag generation")
    # It parses and never renders.
    environment = jinja2.Environment(trim_blocks=True, lstrip_blocks=True, extensions=[jinja2.ext.loopcontrols])  # noqa: S701
    try:
        # Not by the environment, which makes code to tell of an error.
        tree = Parser(environment, text).parse()
    except (jinja2.TemplateError, RecursionError, ValueError) as error:
        raise NotAllowed(f"a chat template that cannot be parsed ({str(error)[:100]})") from None
    check = _Check()
    check.walk(tree, 0, ())
    if check.divides and check.percent:
        raise NotAllowed("a chat template that formats numbers")
    if growth(tree) > LARGEST:
        raise NotAllowed("a chat template that puts texts together with themselves")


def _has_generation(text: str) -> bool:
    return any(f"{{%{sign} generation" in text for sign in ("", "-", "+"))


class _Check:
    def __init__(self) -> None:
        self.macros: dict[str, set[str]] = {}
        """Macro → macros that it calls; one that is called must be there already."""
        self.depth: dict[str, int] = {}
        self.percent = False
        self.divides = False

    def walk(self, node: Any, loops: int, macro: tuple[str, ...], level: int = 0) -> None:
        kind = type(node).__name__
        if kind not in NODES or level > 200:
            raise NotAllowed(f"a chat template with {kind}")
        check = getattr(self, f"_{kind.lower()}", None)
        if check is not None:
            check(node, loops, macro)
        if kind == "Call" and getattr(node.node, "name", "") == "strftime_now":
            return  # a date has percent signs
        if kind == "For":
            loops += 1
            if loops > LOOPS or node.recursive:
                raise NotAllowed("a chat template with too many loops inside each other")
        if kind == "Macro":
            macro = (*macro, node.name)
        for child in node.iter_child_nodes():
            self.walk(child, loops, macro, level + 1)
        if kind == "Macro":
            self.depth[node.name] = self.depth.get(node.name, 0)

    def _name(self, node: Any, loops: int, macro: tuple[str, ...]) -> None:
        if node.name.startswith("_"):
            raise NotAllowed("a chat template with a private name")

    def _getattr(self, node: Any, loops: int, macro: tuple[str, ...]) -> None:
        if node.attr.startswith("_"):
            raise NotAllowed("a chat template with a private attribute")

    def _getitem(self, node: Any, loops: int, macro: tuple[str, ...]) -> None:
        found = getattr(node.arg, "value", "")
        if type(found) is str and found.startswith("_"):
            raise NotAllowed("a chat template with a private attribute")

    def _filter(self, node: Any, loops: int, macro: tuple[str, ...]) -> None:
        if node.name not in FILTERS:
            raise NotAllowed(f"a chat template with the filter {node.name[:40]}")
        if node.name in _BINDS:
            self._bound(node)

    def _bound(self, node: Any) -> None:
        """Names in its arguments are plain attributes, filters or tests of the lists."""
        values = [*node.args, *(pair.value for pair in node.kwargs)]
        texts = [getattr(value, "value", None) for value in values]
        for text in texts:
            if type(text) is str and any(part.startswith("_") for part in text.split(".")):
                raise NotAllowed("a chat template with a private attribute")
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise NotAllowed("a chat template with arguments that it works out")
        named = texts[0] if node.args else None
        position = 1 if node.name in ("selectattr", "rejectattr") else 0
        chosen = texts[position] if len(node.args) > position and node.name not in ("sort", "sum", "unique") else None
        if node.name == "map" and node.args and named not in FILTERS:
            raise NotAllowed("a chat template with an unknown filter")
        if node.name != "map" and chosen is not None and chosen not in TESTS:
            raise NotAllowed("a chat template with an unknown test")

    def _test(self, node: Any, loops: int, macro: tuple[str, ...]) -> None:
        if node.name not in TESTS:
            raise NotAllowed(f"a chat template with the test {node.name[:40]}")

    def _macro(self, node: Any, loops: int, macro: tuple[str, ...]) -> None:
        if macro or loops or node.name in self.macros or node.name in FUNCTIONS or len(self.macros) >= 20:
            raise NotAllowed("a chat template with a macro inside another, or again")
        self.macros[node.name] = set()

    def _call(self, node: Any, loops: int, macro: tuple[str, ...]) -> None:
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            raise NotAllowed("a chat template with arguments that it works out")
        called = node.node
        kind = type(called).__name__
        if kind == "Getattr" and called.attr in METHODS:
            return
        name = called.name if kind == "Name" else ""
        if name in self.macros:
            if macro and (macro[-1] == name or self.depth.get(name, 0) >= 2):
                raise NotAllowed("a chat template with macros that call each other")
            if macro:
                self.depth[macro[-1]] = max(self.depth.get(macro[-1], 0), self.depth.get(name, 0) + 1)
            return
        if name not in FUNCTIONS:
            raise NotAllowed("a chat template that calls something else")
        if name == "strftime_now" and not all(map(_is_date, node.args)):
            raise NotAllowed("a chat template with an unusual date")

    def _const(self, node: Any, loops: int, macro: tuple[str, ...]) -> None:
        value = node.value
        if type(value) is int and abs(value) > RANGE:
            raise NotAllowed("a chat template with a large number")
        if type(value) is str and "%" in value:
            self.percent = True

    def _mod(self, node: Any, loops: int, macro: tuple[str, ...]) -> None:
        self.divides = True


def _is_date(node: Any) -> bool:
    return type(node).__name__ == "Const" and type(node.value) is str and re.fullmatch(_DATE, node.value) is not None
