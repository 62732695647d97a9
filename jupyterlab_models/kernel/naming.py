"""Names of classes, read so that nothing of a metaclass is called."""

from __future__ import annotations

from typing import Any

_mro_of = type.__dict__["__mro__"].__get__
_module_of = type.__dict__["__module__"].__get__
_name_of = type.__dict__["__name__"].__get__
_qualname_of = type.__dict__["__qualname__"].__get__


def _text(value: Any) -> str:
    """A class body may put anything into `__module__`; only true strings count."""
    return value if type(value) is str else "?"


def class_name(cls: type) -> str:
    """`module.qualname`."""
    return f"{_text(_module_of(cls))}.{_text(_qualname_of(cls))}"[:500]


def names_along_mro(cls: type) -> list[str]:
    """`top-level package.class name` of the class and its bases, as in the table of formats."""
    return [f"{_text(_module_of(base)).partition('.')[0]}.{_text(_name_of(base))}" for base in _mro_of(cls)]
