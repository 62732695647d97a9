"""Classes and functions of the notebook travel with the object, and only they."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .kernels import Kernel
from .tickets import load, save

LIBRARIES = "small"

OWN = """
import numpy
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
X = numpy.arange(12.0).reshape(6, 2)
FACTOR = 3
def times(x):
    return x * FACTOR
class Base(TransformerMixin, BaseEstimator):
    "Scales."
    def __init__(self, shift=1): self.shift = shift
    def fit(self, X, y=None):
        self.mean_ = X.mean(0)
        return self
    def transform(self, X): return times(X - self.mean_) + self.shift
class Grand(Base):
    rate = 0.5
    def transform(self, X):
        return super().transform(X) * self.rate
def make():
    class Inner(Base):
        pass
    return Inner
"""
PARTS = ("kind", "name", "source")
SEEN = """[type({0}).__module__, type({0}).__qualname__, [b.__qualname__ for b in type({0}).__mro__],
           {0}.transform(numpy.arange(12.0).reshape(6, 2)).tolist(), sorted(vars({0}))]"""


@pytest.fixture(scope="module")
def saver(kernel: Kernel) -> Kernel:
    kernel.run(OWN)
    return kernel


@pytest.fixture(scope="module")
def loader(fresh: Kernel) -> Kernel:
    fresh.run("import numpy, sys")
    return fresh


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("Grand(2).fit(X)", "class Grand, class Base and function times"),
        ("make()(2).fit(X)", "class make.<locals>.Inner"),
        ("make_pipeline(FunctionTransformer(lambda x: x * 2), Grand()).fit(X)", "a lambda"),
        ("make_pipeline(FunctionTransformer(times)).fit(X)", "function times"),
    ],
)
def test_comes_back_where_nothing_is_defined(
    saver: Kernel, loader: Kernel, tmp_path: Path, code: str, sentence: str
) -> None:
    saver.run(f"thing = {code}")
    before = saver.value(SEEN.format("thing"))
    (choice,) = saver.ask("check", variable="thing")["choices"]
    assert (choice["encoding"], choice["risk"], choice["files"]) == ("pickle", "code", ["model.pkl", "sources.json"])
    assert sentence in choice["lost"][0]
    version = save(saver, "thing", tmp_path / "spool")
    assert sorted(file["path"] for file in version["files"]) == sorted(choice["files"])
    assert saver.value(SEEN.format("thing")) == before
    state = loader.value("[sorted(globals()), [n for n in sys.modules if n.startswith('cloudpickle')]]")
    report = load(loader, "thing", version, tmp_path / "spool" / "files", tmp_path / "load", overwrite=True)
    assert report["ok"], report
    assert loader.value(SEEN.format("thing")) == before
    state[0] = sorted({*state[0], "thing"})
    now = loader.value("[sorted(globals()), [n for n in sys.modules if n.startswith('cloudpickle')]]")
    assert now[0] == state[0]
    # Where it is installed the kernel's own is imported; where it is not, nothing stays: see test_pythons.
    assert set(now[1]) <= {"cloudpickle", "cloudpickle.cloudpickle"}


def test_the_source_lies_beside_it(saver: Kernel, tmp_path: Path) -> None:
    saver.run("thing = make_pipeline(FunctionTransformer(lambda x: x * 2), Grand()).fit(X)")
    save(saver, "thing", tmp_path / "spool")
    sources = json.loads((tmp_path / "spool" / "files" / "sources.json").read_text())
    texts = {(code["kind"], code["name"]): code["source"] for code in sources["code"]}
    assert set(texts) == {("class", "Grand"), ("class", "Base"), ("function", "times"), ("function", "<lambda>")}
    assert texts["class", "Grand"].startswith("class Grand(Base):\n    rate = 0.5\n    def transform")
    assert texts["function", "times"] == "def times(x):\n    return x * FACTOR\n"
    assert texts["function", "<lambda>"] == "lambda x: x * 2"
    assert sources["python"] == f"{sys.version_info.major}.{sys.version_info.minor}"


def test_the_pickle_needs_cloudpickle_and_nothing_of_ours(saver: Kernel, tmp_path: Path) -> None:
    saver.run("thing = Grand(2).fit(X)")
    save(saver, "thing", tmp_path / "spool")
    path = tmp_path / "spool" / "files" / "model.pkl"
    script = f"import pickle; thing = pickle.load(open({str(path)!r}, 'rb')); print(type(thing).__mro__[1].__name__)"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout == "Base\n"
    assert b"jupyterlab_models" not in path.read_bytes()


def test_a_class_of_the_same_text_is_used(saver: Kernel, fresh: Kernel, tmp_path: Path) -> None:
    saver.run("thing = Grand(2).fit(X)")
    version = save(saver, "thing", tmp_path / "spool")
    files = tmp_path / "spool" / "files"
    assert load(fresh, "first", version, files, tmp_path / "1", overwrite=True)["ok"]
    assert load(fresh, "second", version, files, tmp_path / "2", overwrite=True)["ok"]
    assert fresh.value("type(first) is type(second)") is True
    fresh.run(OWN)
    assert load(fresh, "third", version, files, tmp_path / "3", overwrite=True)["ok"]
    assert fresh.value("[type(third) is Grand, isinstance(third, Base), type(first) is Grand]") == [True, True, False]
    # The same text, but a number that its code uses is another one: only its own class predicts what it predicted.
    fresh.run("FACTOR = 4")
    assert load(fresh, "fourth", version, files, tmp_path / "4", overwrite=True)["ok"]
    assert fresh.value("[type(fourth) is Grand, type(fourth) is type(first)]") == [False, True]
    assert fresh.value("fourth.transform(X).tolist()") == saver.value("thing.transform(X).tolist()")
    fresh.run("del FACTOR, Grand, Base, times, make")


def test_loaded_by_value_it_can_be_saved_again_with_its_source(saver: Kernel, fresh: Kernel, tmp_path: Path) -> None:
    saver.run("thing = make_pipeline(FunctionTransformer(times), Grand()).fit(X)")
    version = save(saver, "thing", tmp_path / "spool")
    assert load(fresh, "again", version, tmp_path / "spool" / "files", tmp_path / "1", overwrite=True)["ok"]
    save(fresh, "again", tmp_path / "second")
    files = [tmp_path / name / "files" / "sources.json" for name in ("spool", "second")]
    kept = [{tuple(code[part] for part in PARTS) for code in json.loads(f.read_text())["code"]} for f in files]
    assert kept[0] == kept[1]
    assert all(source for _, _, source in kept[0])


def test_a_local_module_is_saved_too(saver: Kernel, fresh: Kernel, tmp_path: Path) -> None:
    text = "from sklearn.base import BaseEstimator\nimport helpers_here\nclass Local(BaseEstimator):\n" + (
        "    def fit(self, X): self.n_ = len(X); return self\n"
        "    def transform(self, X): return helpers_here.twice(X)\n"
    )
    (saver.cwd / "local_here.py").write_text(text)
    (saver.cwd / "helpers_here.py").write_text("import helpers_here\ndef twice(x): return x + x\n")
    saver.run("import local_here\nthing = local_here.Local().fit(X)")
    version = save(saver, "thing", tmp_path / "spool")
    assert load(fresh, "local", version, tmp_path / "spool" / "files", tmp_path / "load", overwrite=True)["ok"]
    assert fresh.value("[local.transform(2), type(local).__module__]") == [4, "local_here"]
    code = json.loads((tmp_path / "spool" / "files" / "sources.json").read_text())["code"]
    assert {(thing["kind"], thing["name"]) for thing in code} >= {("class", "Local"), ("module", "helpers_here")}


@pytest.mark.parametrize(
    ("code", "place", "what"),
    [
        ("open('log', 'w')", "log", "an open file"),
        ("open('log', 'rb')", "log", "an open file"),
        ("__import__('threading').Lock()", "log", "a lock"),
        ("__import__('socket').socket()", "log", "a socket"),
        ("[1, {'a': (n for n in X)}]", "log[1]['a']", "a generator"),
    ],
)
def test_what_cannot_be_written_is_named(saver: Kernel, code: str, place: str, what: str) -> None:
    saver.run(f"bad = make_pipeline(Grand(), StandardScaler()).fit(X); bad.steps[0][1].log = {code}")
    error = saver.ask("check", variable="bad")["error"]
    assert error["code"] == "unsupported"
    assert f"It holds {what} at .steps[0][1].{place}, which" in error["message"]
    assert "__getstate__" in error["hint"]


def test_large_captured_variables_are_reported(saver: Kernel) -> None:
    saver.run("big = numpy.zeros(500_000)\ndef uses(x): return x + big[0]")
    saver.run("thing = make_pipeline(FunctionTransformer(uses)).fit(X)")
    (choice,) = saver.ask("check", variable="thing")["choices"]
    assert "uses takes the variable big along, a numpy.ndarray of 4.0 MB." in choice["lost"]


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        (lambda data: b"", "EOFError"),
        (lambda data: data[: len(data) // 2], "damaged|truncated|Ran out|EOF"),
        (lambda data: b"no pickle at all", "UnpicklingError"),
        (lambda data: b"\x80\x05\x8e" + b"\xff" * 7 + b"\x0f" + b"x", "."),
        (lambda data: b"\x80\x05" + b"(" * 10_000, "."),
        (lambda data: b"\x80\x05cnowhere\nthing\n.", "nowhere"),
        (lambda data: b"\x80\x05cjson\nnothing\n.", "nothing"),
    ],
)
def test_damaged_files(saver: Kernel, fresh: Kernel, tmp_path: Path, damage, words: str) -> None:  # type: ignore[no-untyped-def]
    saver.run("thing = Grand(2).fit(X)")
    version = save(saver, "thing", tmp_path / "spool")
    path = tmp_path / "spool" / "files" / "model.pkl"
    path.chmod(0o644)
    path.write_bytes(damage(path.read_bytes()))
    version["files"] = [{**file, "bytes": (path.parent / file["path"]).stat().st_size} for file in version["files"]]
    report = load(fresh, "hurt", version, path.parent, tmp_path / "load")
    assert report["ok"] is False
    assert report["error"]["code"] in ("damaged", "missing_library", "missing_definition")


def test_code_of_another_python_is_refused(saver: Kernel, fresh: Kernel, tmp_path: Path) -> None:
    saver.run("thing = Grand(2).fit(X)")
    version = save(saver, "thing", tmp_path / "spool")
    path = tmp_path / "spool" / "files" / "sources.json"
    path.chmod(0o644)
    path.write_text(json.dumps({**json.loads(path.read_text()), "python": "3.8"}))
    report = load(fresh, "older", version, path.parent, tmp_path / "load")
    assert report["error"]["code"] == "other_python"
