"""Which attributes an instance may have, and what may be in them.

The names are those of real instances (`attributes_*.py`). All values are plain ones, arrays and random states, but for
the attributes below: only these hold estimators, functions or classes. Where scikit-learn takes a text for the name of
an attribute, a module or a file, or computes with it, only the texts below will do.
"""

from __future__ import annotations

import re
from typing import Any

from . import patterns
from .attributes import ATTRIBUTES, INSTANCES
from .records import Function, Instance, Kind, Stored, inside
from .refused import Refused
from .shapes import whole
from .skops_archive import Archive

FUNCTIONS = frozenset(
    {"func", "inverse_func", "pooling_func", "score_func", "_score_func", "scoring", "metric", "kernel"}
)
"""Attributes that may hold a function of the lists."""
KINDS = frozenset({"dtype", "_dtype", "out_dtype"})
"""Attributes that may hold a class of numbers."""
STATES = ("sklearn.neighbors._kd_tree.", "sklearn.neighbors._ball_tree.", "sklearn.metrics._dist_metrics.")
"""Modules whose objects take a tuple and have no attributes."""
_METHOD = "auto|default|predict|predict_proba|predict_log_proba|decision_function|transform|score"
_PATH = r"(named_steps\.[A-Za-z0-9][\w-]*\.|(best_|regressor_|classifier_|final_)?estimator_?\.|regressor_\.)*"
THREADS = ("_n_threads", "n_jobs", "n_threads")
MOST_THREADS = 1024
"""More of them than a machine gives end the process."""
TEXTS = {
    "importance_getter": re.compile(rf"auto|{_PATH}(coef_|feature_importances_)"),
    "stack_method": re.compile(_METHOD),
    "stack_method_": re.compile(_METHOD),
    "response_method": re.compile(_METHOD),
    "_response_method": re.compile(_METHOD),
    "chain_method": re.compile(_METHOD),
    "chain_method_": re.compile(_METHOD),
    "method": re.compile(r"[a-z][a-z_-]{0,39}"),
    "estimator_params": re.compile(r"[a-z][a-z_]{0,59}"),
    "pre_dispatch": re.compile(r"all|(\d{1,4}\*)?n_jobs|\d{1,6}"),
    "memory": re.compile(r"(?!)"),
    "cache": re.compile(r"(?!)"),
    "encoding": re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}"),
    "input": re.compile(r"content|filename|file"),
    "analyzer": re.compile(r"word|char|char_wb"),
    "_sklearn_output_config": re.compile(r"default|pandas|polars"),
    "_sklearn_version": re.compile(r"[0-9][0-9A-Za-z.+]{0,39}"),
    "optimizer": re.compile(r"fmin_l_bfgs_b"),
    "feature_names_out": re.compile(r"one-to-one"),
    "feature_name_combiner": re.compile(r"concat"),
    "verbose_feature_names_out": re.compile(r"([\w:. -]|\{(transformer_name|feature_name)\}){0,100}"),
}
PATTERNS = frozenset({"token_pattern"})
"""Attributes whose texts are patterns of words: one that goes back and forth would never end."""
"""Attribute → the texts that it may hold."""
GUARDED = frozenset((*THREADS, *TEXTS, *PATTERNS))
"""What a dict of parameters, such as the grid of a search, names no more freely than an attribute does."""
WORDS = frozenset({"vocabulary", "vocabulary_", "_cached_dict", "class_weight", "class_weight_"})
"""Dicts whose keys are words and labels, not parameters."""


def check(instance: Instance, archive: Archive) -> None:
    """Error `Refused` for a name or a value that real instances do not have."""
    known = ATTRIBUTES.get(instance.name)
    if instance.name.startswith(STATES):
        if type(instance.state) is not tuple:
            raise Refused(f"a {_short(instance)} whose state is not as scikit-learn writes it")
        return
    if known is None:
        raise Refused(f"{instance.name[:100]}, whose attributes are not known")
    if type(instance.state) not in (dict, type(None)):
        raise Refused(f"a {_short(instance)} whose state is not as scikit-learn writes it")
    for name, value in instance.attributes.items():
        if name not in known:
            raise Refused(f"a {_short(instance)} with an attribute that real ones do not have, {name[:60]}")
        _check_value(f"{_short(instance)}.{name}", name, value, archive)


def check_loss(loss: Instance) -> None:
    """Error `Refused` unless it is made of numbers."""
    if loss.state not in ((), {}, None) or not all(type(number) in (int, float, bool) for number in loss.arguments):
        raise Refused(f"a {_short(loss)} whose state is not as scikit-learn writes it")


def _check_value(place: str, name: str, value: Any, archive: Archive) -> None:
    for key, one in inside(name, value, frozenset() if name in WORDS else GUARDED):
        texts = TEXTS.get(key)
        if isinstance(one, Instance) and name not in INSTANCES:
            raise Refused(f"an object in {place}, where real ones have none")
        if isinstance(one, Function) and name not in FUNCTIONS:
            raise Refused(f"a function in {place}, where real ones have none")
        if isinstance(one, Kind) and name not in KINDS:
            raise Refused(f"a class in {place}, where real ones have none")
        if texts is not None and not _is_allowed(texts, one):
            raise Refused(f"a text in {place} that is not on its list")
        if key in PATTERNS and isinstance(one, (str, bytes)) and not patterns.is_quick(one):
            raise Refused(f"a pattern in {place} that may take for ever")
        number = whole(one, archive) if key in THREADS else None
        if key in THREADS and one is not None and (number is None or abs(number) > MOST_THREADS):
            raise Refused(f"a number of threads in {place} that no machine has")


def _is_allowed(texts: re.Pattern[str], one: Any) -> bool:
    """Texts of NumPy are texts of Python too, and are never what real objects have here."""
    if isinstance(one, Stored):
        return one.array.dtype[2:3] not in ("U", "S")
    return not isinstance(one, bytes) and (not isinstance(one, str) or texts.fullmatch(one) is not None)


def _short(instance: Instance) -> str:
    return instance.name.rpartition(".")[2]
