"""A nearest-centroid classifier in plain Python, with a text format of its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

HEAD = "centroid 1"
Point = Sequence[float]


class NearestCentroid:
    """Predicts the label whose training points have the nearest mean."""

    def __init__(self) -> None:
        self.centroids: dict[str, list[float]] = {}

    def fit(self, points: Sequence[Point], labels: Sequence[str]) -> NearestCentroid:
        groups: dict[str, list[Point]] = {}
        for point, label in zip(points, labels):
            groups.setdefault(label, []).append(point)
        self.centroids = {
            label: [sum(column) / len(group) for column in zip(*group)] for label, group in groups.items()
        }
        return self

    def predict(self, points: Sequence[Point]) -> list[str]:
        return [min(self.centroids, key=lambda label: self._distance(point, label)) for point in points]

    def _distance(self, point: Point, label: str) -> float:
        return sum((one - other) ** 2 for one, other in zip(point, self.centroids[label]))


def dumps(model: NearestCentroid) -> str:
    """One line per label after the head: the label, a tab and the numbers."""
    lines = [f"{label}\t{' '.join(map(repr, centroid))}" for label, centroid in model.centroids.items()]
    return "\n".join([HEAD, *lines, ""])


def loads(text: str) -> NearestCentroid:
    """The model of such a text. Raises `ValueError` for any other."""
    head, *lines = text.splitlines()
    if head != HEAD:
        raise ValueError("it does not begin like a file of centroid")
    model = NearestCentroid()
    for line in lines:
        label, _, numbers = line.partition("\t")
        model.centroids[label] = [float(number) for number in numbers.split()]
    return model


def load(path: str) -> NearestCentroid:
    """The model in a file."""
    return loads(Path(path).read_text(encoding="utf-8"))
