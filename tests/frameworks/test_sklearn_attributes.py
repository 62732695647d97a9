"""The tables of attributes, compared with the installed scikit-learn."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import pytest

from jupyterlab_models.frameworks.sklearn.attributes import ATTRIBUTES, COMMON, INSTANCES
from jupyterlab_models.frameworks.sklearn.names import OBJECTS
from jupyterlab_models.frameworks.sklearn.objects import FUNCTIONS, KINDS, TEXTS
from jupyterlab_models.frameworks.sklearn.trusted_types import TRUSTED


def found(name: str) -> Any:
    """The class, or None where this version of scikit-learn has none of that name."""
    module, _, last = name.rpartition(".")
    try:
        return getattr(importlib.import_module(module), last, None)
    except ImportError:
        return None


CLASSES = {name: cls for name in ATTRIBUTES if isinstance(cls := found(name), type)}


def test_only_what_may_be_built_has_a_table() -> None:
    assert ATTRIBUTES.keys() <= OBJECTS | TRUSTED
    assert len(CLASSES) > 220


@pytest.mark.parametrize("name", CLASSES)
def test_no_attribute_stands_in_the_place_of_a_method(name: str) -> None:
    """An instance's attribute comes before a method of its class."""
    shadowed = {attribute for attribute in ATTRIBUTES[name] if callable(getattr(CLASSES[name], attribute, None))}
    assert not shadowed


@pytest.mark.parametrize("name", CLASSES)
def test_no_attribute_has_a_name_of_pythons(name: str) -> None:
    assert not {attribute for attribute in ATTRIBUTES[name] if attribute.startswith("__")}


@pytest.mark.parametrize("name", [name for name in CLASSES if name.startswith("sklearn.") and name in OBJECTS])
def test_all_parameters_of_a_constructor_may_be_set(name: str) -> None:
    kinds = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    cls = CLASSES[name]
    if not hasattr(cls, "get_params"):
        return
    parameters = inspect.signature(cls).parameters.values()
    assert {one.name for one in parameters if one.kind not in kinds} <= ATTRIBUTES[name]


def test_attributes_with_rules_of_their_own_exist() -> None:
    names = {attribute for attributes in ATTRIBUTES.values() for attribute in attributes} | COMMON
    # Parameters of other versions, and names that no instance has yet but that would be followed.
    ahead = {"_dtype", "out_dtype", "cache", "stack_method_", "classifier", "classifier_", "candidate_params"}
    assert (FUNCTIONS | KINDS | INSTANCES | TEXTS.keys()) - ahead <= names
