"""Neighbour trees: their nodes lie in an array as in a heap, and name ranges of another array."""

from __future__ import annotations

from typing import Any

from .npy import Array, column, integers
from .records import Instance, Stored
from .refused import Refused
from .skops_archive import Archive

TREES = {"sklearn.neighbors._kd_tree.KDTree": 2, "sklearn.neighbors._ball_tree.BallTree": 1}
"""Class → how many bounds a node has."""
NODE = "[('idx_start', '<i8'), ('idx_end', '<i8'), ('is_leaf', '<i8'), ('radius', '<f8')]"
_METRICS = "sklearn.metrics._dist_metrics."


def check(tree: Instance, archive: Archive) -> None:
    """Error `Refused` unless all places are in range."""
    state = tree.state
    if type(state) is not tuple or len(state) != 13 or not all(isinstance(part, Stored) for part in state[:4]):
        raise Refused("a neighbour tree whose state is not as scikit-learn writes it")
    data, order, nodes, bounds = (part.array for part in state[:4])
    numbers, metric, weights = state[4:11], state[11], state[12]
    if not all(type(number) is int and number >= 0 for number in numbers) or numbers[0] < 1:
        raise Refused("a neighbour tree whose state is not as scikit-learn writes it")
    if data.dtype != "'<f8'" or len(data.shape) != 2 or nodes.dtype != NODE or bounds.dtype != "'<f8'":
        raise Refused("a neighbour tree whose state is not as scikit-learn writes it")
    rows, width = data.shape
    count, levels = numbers[2], numbers[1]
    known = (TREES[tree.name], count, width)
    if not 1 <= levels <= 40 or count != 2**levels - 1 or nodes.shape != (count,) or bounds.shape != known:
        raise Refused("a neighbour tree with more or fewer nodes than it says")
    if order.shape != (rows,) or not rows:
        raise Refused("a neighbour tree whose parts do not fit each other")
    places = integers(order, archive.read(state[1].member))
    if min(places) < 0 or max(places) >= rows:
        raise Refused("a neighbour tree whose places are out of range")
    _nodes(nodes, archive.read(state[2].member), rows)
    if weights is not None and not (isinstance(weights, Stored) and weights.array.shape == (rows,)):
        raise Refused("a neighbour tree whose weights do not fit")
    _metric(metric, width)


def _nodes(nodes: Array, data: bytes, rows: int) -> None:
    start, end, leaf = (column(nodes, data, offset, "q") for offset in (0, 8, 16))
    if min(start) < 0 or max(end) > rows or any(one > two for one, two in zip(start, end)):
        raise Refused("a neighbour tree whose ranges are out of range")
    # The children of the node i are 2i + 1 and 2i + 2.
    if not all(leaf[nodes.size // 2 :]):
        raise Refused("a neighbour tree whose nodes are out of range")


def _metric(metric: Any, width: int) -> None:
    state = metric.state if isinstance(metric, Instance) and metric.name.startswith(_METRICS) else None
    if type(state) is not tuple or len(state) != 3 or type(state[0]) is not float:
        raise Refused("a neighbour tree whose metric is none")
    vector, matrix = state[1:]
    if not (isinstance(vector, Stored) and isinstance(matrix, Stored) and len(matrix.array.shape) == 2):
        raise Refused("a metric whose state is not as scikit-learn writes it")
    if vector.array.shape not in ((0,), (width,)) and (vector.array.shape != (1,) or "Minkowski" in metric.name):
        raise Refused("a metric for another width than its data have")
