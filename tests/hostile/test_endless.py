"""Numbers and patterns with which a library's own loops would not end in a lifetime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

from jupyterlab_models.frameworks.sklearn.patterns import is_quick

from .harness import Reader, Readers, judge
from .pickles import Named, New
from .samples import start
from .skops_files import SkopsFile, plain
from .test_torch_skeletons import layer, made

NN = "torch.nn.modules."
POOL = {"stride": 1, "padding": 0, "dilation": 1, "return_indices": False, "ceil_mode": False}
FOLD = {"output_size": (4, 5), "kernel_size": (2, 2), "dilation": 1, "padding": 0, "stride": 1}
NORM = {"alpha": 1e-4, "beta": 0.75, "k": 1.0}


def of(name: str, **state: Any) -> New:
    return layer(Named(NN + name), **state)


LAYERS: dict[str, New] = {
    "padding of a fold": of("fold.Fold", **{**FOLD, "padding": 1 << 40}),
    "size of a fold": of("fold.Fold", **{**FOLD, "output_size": (1 << 40, 1 << 40)}),
    "a window beyond any number": of("pooling.MaxPool1d", **{**POOL, "kernel_size": (1 << 63) - 1}),
    "a window of billions": of("pooling.MaxPool1d", **{**POOL, "kernel_size": 1 << 31, "padding": 1 << 30}),
    "a window in a list": of("pooling.MaxPool2d", **{**POOL, "kernel_size": [2, 1 << 40]}),
    "a window below zero": of("pooling.MaxPool3d", **{**POOL, "kernel_size": -(1 << 40)}),
    "padding of billions": of("padding.ConstantPad1d", padding=(1 << 40, 0), value=0.0),
    "a very long step": of("pooling.AvgPool1d", kernel_size=(2,), stride=(1 << 40,), padding=(0,), ceil_mode=False),
    "many neighbors": of("normalization.LocalResponseNorm", size=1 << 20, **NORM),
    "very many neighbors": of("normalization.CrossMapLRN2d", size=1 << 40, **NORM),
    "an output of billions": of("pooling.AdaptiveAvgPool1d", output_size=1 << 40),
    "a very large scale": of(
        "upsampling.Upsample", size=1 << 40, scale_factor=None, mode="nearest", align_corners=None
    ),
    "very many parts": of("pixelshuffle.PixelShuffle", upscale_factor=1 << 40),
    "very many groups": of("channelshuffle.ChannelShuffle", groups=1 << 62),
}


@pytest.fixture(scope="module")
def torch_reader(readers: Readers) -> Reader:
    return start(readers, "torch-safetensors", uses={"call": "model(torch.zeros(2, 3, 8))"})


@pytest.mark.parametrize("name", LAYERS)
def test_numbers_without_end_are_refused(torch_reader: Reader, tmp_path: Path, name: str) -> None:
    report = torch_reader.check(made(LAYERS[name]), tmp_path / "version")
    assert judge("torch-safetensors", tmp_path / "version") == "code"
    assert report.outcome == "refused"


@pytest.mark.parametrize("kernel_size", [3, 1 << 12])
def test_a_layer_of_a_usual_size_is_read(torch_reader: Reader, tmp_path: Path, kernel_size: int) -> None:
    whole = of("pooling.MaxPool1d", **{**POOL, "kernel_size": kernel_size})
    report = torch_reader.check(made(whole), tmp_path / "version")
    assert report.outcome == "loaded", report.error


SLOW = {
    "repeats in repeats": r"(a+)+$",
    "repeats of groups that may be empty": r"(\w+\s?)*!",
    "choices that overlap": r"(a|aa)+$",
    "choices that are the same": r"(?:ab|ab)*c",
    "many that may be left out": "a?" * 30 + "a" * 30,
    "many repeats in a row": r"\w+\w+\w+\w+!",
    "counted repeats in repeats": r"(a{1,50}){1,50}b",
    "a reference to what was found": r"(.*)\1!",
    "a reference by name": r"(?P<x>a+)(?P=x)!",
    "a condition": r"(a)?(?(1)b|c)+",
    "repeats ahead": r"(?=(a+)+b)a",
    "repeats behind a choice": r"(?:x|(?:y+)+)z",
    "a very long pattern": "a" * 1000,
    "a very deep pattern": "(" * 90 + "a+" + ")+" * 90,
    "no pattern": "(",
}
QUICK = (
    *(r"(?u)\b\w\w+\b", r"(?u)\b\w+\b", r"\S+", r"[a-z]+(?:'[a-z]+)?", r"\b[a-zA-Z]{3,}\b", r"(?i)[a-z]{2,20}"),
    *(r"\d+|\w+", r"#?\w+", r"[A-Za-z]+(?=,|\.)", r"(?<!\w)\w+"),
)


@pytest.fixture(scope="module")
def words_reader(readers: Readers) -> Reader:
    uses = {"words": "model.transform(['a' * 60 + '!']).toarray()"}
    more = ("skops", "rich", "pygments", "pandas", "threadpoolctl")
    libraries = ("sklearn", "numpy", "sklearn.feature_extraction.text")
    return readers.start("sklearn.adapter", "skops", *libraries, trusted=more, uses=uses)


def with_pattern(cls: Any, pattern: str, folder: Path) -> None:
    file = SkopsFile(cls().fit(["a good film", "the bad end"]))
    file.attributes(cls.__name__)["token_pattern"] = plain(pattern)
    file.write(folder)


@pytest.mark.parametrize("name", SLOW)
def test_patterns_without_end_are_refused(words_reader: Reader, tmp_path: Path, name: str) -> None:
    report = words_reader.check(
        lambda folder, target: with_pattern(CountVectorizer, SLOW[name], folder), tmp_path / "version"
    )
    assert judge("skops", tmp_path / "version") == "code"
    assert report.outcome == "refused"


@pytest.mark.parametrize("pattern", QUICK)
def test_patterns_of_words_are_read(words_reader: Reader, tmp_path: Path, pattern: str) -> None:
    assert is_quick(pattern)
    with_pattern(TfidfVectorizer, pattern, tmp_path)
    assert judge("skops", tmp_path) == "parser"
    assert words_reader.read_and_use(tmp_path).outcome == "loaded"
