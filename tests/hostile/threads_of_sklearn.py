"""Imported before the forks: scikit-learn opens the libraries of its threads when it first computes with them."""

from __future__ import annotations

from sklearn.utils.parallel import _get_threadpool_controller

_get_threadpool_controller()
