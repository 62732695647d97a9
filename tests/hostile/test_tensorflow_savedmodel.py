"""A SavedModel is a program: no file of one, true or forged, is ever judged so low that it loads without a question.

Whoever agrees to a forged one gets a sentence, and nothing happens.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from jupyterlab_models.risk.gate import gate
from jupyterlab_models.server.errors import Forbidden
from jupyterlab_models.server.users import User

from .harness import PASSES, Reader, Readers, assert_sentences, frameworks, judge
from .keras_files import layer, sequential
from .keras_files import write as write_keras
from .samples import SAMPLES, start

GRAPH = "savedmodel/saved_model.pb"
WRITES = b"\x08\x01\x12\x40\x0a\x0bWriteFile\x12\x20resource_initializer"
"""As much of a graph as names an operation that writes a file while the model is loaded."""
Make = Callable[[Path], None]


def files(**contents: bytes) -> Make:
    """Names with `__` for the folder and `_dot_` for the dot."""

    def make(folder: Path) -> None:
        for name, content in contents.items():
            path = folder / name.replace("__", "/").replace("_dot_", ".")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    return make


def archive(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        for name in names:
            file.writestr(name, WRITES)
    return content.getvalue()


def named(name: str, content: bytes = WRITES) -> Make:
    def make(folder: Path) -> None:
        for path in (folder / GRAPH, folder / name):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    return make


def linked(folder: Path) -> None:
    (folder / "real").mkdir()
    (folder / "real" / "saved_model.pb").write_bytes(WRITES)
    (folder / "savedmodel").symlink_to("real")


def with_assets(folder: Path) -> None:
    write_keras(folder, sequential(layer("Flatten", name="f")), more={"assets/saved_model.pb": WRITES})


def as_layer(folder: Path) -> None:
    write_keras(folder, sequential(layer("TFSMLayer", filepath=str(folder), name="f")))


AS_SAVED_MODEL: dict[str, Make] = {
    "a graph that writes": named(GRAPH),
    "an empty graph": named(GRAPH, b""),
    "a graph in text": named("savedmodel/saved_model.pbtxt"),
    "a graph for another runtime": named("savedmodel/saved_model.cpb"),
    "metadata of Keras": named("savedmodel/keras_metadata.pb"),
    "a fingerprint": named("savedmodel/fingerprint.pb"),
    "variables": named("savedmodel/variables/variables.index"),
    "a table of words": named("savedmodel/assets/words.txt"),
    "more assets": named("savedmodel/assets.extra/tf_serving_warmup_requests"),
    "a program among the assets": named("savedmodel/assets/sitecustomize.py"),
    "a library": named("savedmodel/variables/evil.so"),
    "a module": named("savedmodel/__init__.py"),
    "a model inside of it": named("savedmodel/savedmodel/saved_model.pb"),
    "a model of Keras beside": named("model.keras"),
    "a pickle beside": named("class.pkl", b"cos\nsystem\n."),
    "a sidecar beside": named("notes.json", b"{}"),
    "no graph": files(savedmodel__variables__variables_dot_index=b""),
    "a graph without its folder": files(saved_model_dot_pb=WRITES),
    "a folder by a link": linked,
    "an archive": files(savedmodel__saved_model_dot_pb=archive("saved_model.pb")),
}
"""Judged as what they are."""
AS_OTHERS: dict[tuple[str, str], Make] = {
    ("keras-v3", "beside a model"): named("model.keras"),
    ("keras-v3", "in an archive"): files(model_dot_keras=archive("saved_model.pb", "metadata.json", "config.json")),
    ("keras-v3", "as a layer"): as_layer,
    ("keras-v2", "in an archive"): files(model_dot_keras=archive("saved_model.pb")),
    ("onnx", "in its place"): files(model_dot_onnx=WRITES),
    ("onnx", "beside a model"): named("model.onnx"),
    ("json", "as a value"): named("value.json", json.dumps({"saved_model": "x"}).encode()),
    ("safetensors", "beside weights"): named("tensors.safetensors"),
    ("skops", "in an archive"): files(model_dot_skops=archive("saved_model.pb")),
}
"""Judged under the name of an encoding that may pass."""


HAND_WRITTEN = {"savedmodel": [*AS_SAVED_MODEL, *AS_OTHERS]}
ADA, BOB = ({"username": name, "name": name.title()} for name in ("ada", "bob"))


def require_asked(risk: str) -> None:
    """Somebody else's version of this risk is loaded after a confirmation, and nowhere else."""
    version = {"risk": risk, "creator": ADA, "sha256": "0" * 64}
    user = User(BOB["username"], BOB["name"])
    for trust, allowed in ((None, True), ("1" * 64, True), ("0" * 64, False)):
        with pytest.raises(Forbidden):
            gate(version, user, trust, allowed)


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "savedmodel")


@pytest.mark.parametrize("name", AS_SAVED_MODEL)
def test_it_never_loads_without_a_question(reader: Reader, tmp_path: Path, name: str) -> None:
    AS_SAVED_MODEL[name](tmp_path)
    risk = judge("savedmodel", tmp_path)
    assert risk in ("program", "code")
    require_asked(risk)
    report = reader.read_and_use(tmp_path)
    assert not report.harm, report.harm
    assert report.outcome == "refused", report
    assert report.refusal is not None
    assert_sentences(report.refusal)


def _without_target(make: Make) -> Callable[[Path, Path], None]:
    return lambda folder, target: make(folder)


@pytest.mark.parametrize("encoding", dict.fromkeys(encoding for encoding, _ in AS_OTHERS))
def test_it_does_not_hide_behind_another_encoding(tmp_path: Path, encoding: str) -> None:
    readers = Readers(tmp_path)
    reader = start(readers, encoding)
    for number, case in enumerate(case for case in AS_OTHERS if case[0] == encoding):
        reader.check(_without_target(AS_OTHERS[case]), tmp_path / str(number))
        require_asked(judge(encoding, tmp_path / str(number)))
    readers.close()


def test_assets_of_a_model_are_read_as_words_alone(tmp_path: Path) -> None:
    """Nothing loads a graph that lies among the words of a model of Keras."""
    with_assets(tmp_path)
    assert judge("keras-v3", tmp_path) == "parser"


def test_a_part_of_it_is_judged_like_the_whole(tmp_path: Path) -> None:
    SAMPLES["savedmodel"].write("savedmodel", tmp_path)
    names = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file())
    for name in names:
        assert frameworks().risk("savedmodel", tmp_path, [name]) not in PASSES, name
