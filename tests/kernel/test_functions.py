"""Functions of NumPy inside estimators: kernel and server agree on those that skops may read."""

from __future__ import annotations

import numpy
import scipy.special
from sklearn.preprocessing import FunctionTransformer

from jupyterlab_models.frameworks.sklearn.names import FUNCTIONS
from jupyterlab_models.frameworks.sklearn.trusted_types import TRUSTED, is_trusted
from jupyterlab_models.kernel.pickling.dry_run import summarize

FOUND = {f"numpy.{name}": value for name, value in vars(numpy).items() if callable(value) and name[0] != "_"}


def test_the_server_lets_through_what_the_kernel_offers() -> None:
    offered = {name for name, value in FOUND.items() if not isinstance(value, type) and is_trusted(name, value)}
    assert {"numpy.log1p", "numpy.absolute", "numpy.mean"} <= offered
    assert offered <= FUNCTIONS | TRUSTED


def test_functions_are_counted_by_their_names() -> None:
    found = summarize(FunctionTransformer(numpy.log1p, numpy.mean)).globals
    assert found["numpy.log1p"] is numpy.log1p
    assert found["numpy.mean"] is numpy.mean
    assert not any("ufunc" in name or "Dispatcher" in name for name in found)


def test_functions_that_only_look_like_numpys_are_not_trusted() -> None:
    for function in (scipy.special.expit, numpy.linalg.norm, numpy.load, numpy.fromfile):
        found = summarize(FunctionTransformer(function)).globals
        assert not all(is_trusted(name, value) for name, value in found.items())
