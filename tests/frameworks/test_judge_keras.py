"""`.keras` files and SavedModels, true to form and forged; the server imports neither Keras nor TensorFlow."""

from __future__ import annotations

import io
import json
import pickle
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path
from typing import Any

import pytest

from .archives import renamed, with_field
from .loaded import FRAMEWORKS

Json = dict[str, Any]
DENSE = {"module": "keras.layers", "class_name": "Dense", "config": {"units": 1}, "registered_name": None}
CONFIG = {"module": "keras", "class_name": "Sequential", "config": {"layers": [DENSE]}, "registered_name": None}
LAMBDA = {"class_name": "Lambda", "module": "keras.layers", "config": {"function": {"class_name": "__lambda__"}}}
WEIGHTS = b"\x89HDF\r\n\x1a\n" + b"\0" * 2000
GOOD: dict[str, bytes] = {
    "metadata.json": b'{"keras_version": "3.15.1"}',
    "config.json": json.dumps(CONFIG).encode(),
    "model.weights.h5": WEIGHTS,
    "assets/_layer_checkpoint_dependencies/text_vectorization/vocabulary.txt": b"the\n",
}


def archive(members: list[tuple[str, bytes]], compression: int = zipfile.ZIP_STORED) -> bytes:
    content = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(content, "w", compression) as file:
        warnings.simplefilter("ignore")
        for name, data in members:
            file.writestr(name, data)
    return content.getvalue()


def changed(**members: bytes | None) -> bytes:
    """The good archive with members replaced, added, or left out."""
    named = {
        name.replace("__", "/").replace("_json", ".json").replace("_h5", ".h5"): data for name, data in members.items()
    }
    return archive([(name, data) for name, data in {**GOOD, **named}.items() if data is not None])


def judged(folder: Path, content: bytes, beside: dict[str, bytes] | None = None) -> str:
    files = {"model.keras": content, **(beside or {})}
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return FRAMEWORKS.risk("keras-v3", folder, list(files))


def config(value: Any) -> bytes:
    return changed(config_json=json.dumps(value).encode())


def linked() -> bytes:
    content = io.BytesIO(archive(list(GOOD.items())))
    with zipfile.ZipFile(content, "a") as file:
        link = zipfile.ZipInfo("assets/passwords")
        link.external_attr = 0o120777 << 16
        file.writestr(link, "/etc/passwd")
    return content.getvalue()


def overlapping() -> bytes:
    """Two names in the index for one and the same content."""
    content = archive(list(GOOD.items()))
    begin = content.index(b"PK\x01\x02")
    entries = content[begin : content.index(b"PK\x05\x06")]
    name = b"model.weights.h5"
    start = entries.rindex(b"PK\x01\x02", 0, entries.index(name))
    first = entries[start : entries.index(name) + len(name)]
    more = b"".join(first.replace(name, b"assets/%09d" % number) for number in range(200))
    end = bytearray(content[content.index(b"PK\x05\x06") :])
    total, size = len(GOOD) + 200, len(entries + more)
    end[8:12] = total.to_bytes(2, "little") * 2
    end[12:16] = size.to_bytes(4, "little")
    return content[:begin] + entries + more + bytes(end)


def test_what_keras_writes_is_read_by_a_parser(tmp_path: Path) -> None:
    assert judged(tmp_path, archive(list(GOOD.items()))) == "parser"
    assert judged(tmp_path, changed(model__weights_h5=None, metadata_json=b"{}")) == "parser"
    assert judged(tmp_path, archive(list(GOOD.items())), {"sources.json": b"{}"}) == "parser"


FORGED = {
    "a lambda": config({**CONFIG, "config": {"layers": [LAMBDA]}}),
    "a lambda by another name": config({"class_name": "layers.Lambda", "module": "keras", "config": {"function": "f"}}),
    "bytecode deep inside": config({"a": [[{"b": {"class_name": "__lambda__", "config": {}}}]]}),
    "traversal": archive([*GOOD.items(), ("../evil.py", b"")]),
    "traversal in assets": archive([*GOOD.items(), ("assets/../../evil.py", b"")]),
    "absolute": archive([*GOOD.items(), ("/etc/evil", b"")]),
    "backslashes": archive([*GOOD.items(), ("assets/..\\evil", b"")]),
    "other weights": archive([*GOOD.items(), ("model.weights.npz", b"")]),
    "a pickle": archive([*GOOD.items(), ("object.pkl", b"")]),
    "two configurations": archive([*GOOD.items(), ("config.json", b"{}")]),
    "two for a system without case": archive([*GOOD.items(), ("assets/a", b""), ("assets/A", b"")]),
    "a symbolic link": linked(),
    "compressed": archive(list(GOOD.items()), zipfile.ZIP_DEFLATED),
    "a bomb": archive([*GOOD.items(), ("assets/zeros", b"\0" * (1 << 24))], zipfile.ZIP_DEFLATED),
    "one content under many names": overlapping(),
    "many members": archive([*GOOD.items(), *((f"assets/{number}", b"") for number in range(10_001))]),
    "no HDF5": archive([*(item for item in GOOD.items() if item[1] != WEIGHTS), ("model.weights.h5", b"PK")]),
    "no configuration": archive([("metadata.json", b"{}")]),
    "no metadata": archive([("config.json", b"{}")]),
    "no JSON": changed(config_json=b"{"),
    "very deep": changed(config_json=b"[" * 200_000 + b"]" * 200_000),
    "cut off": archive(list(GOOD.items()))[:-30],
    "a pickle in its place": pickle.dumps({}),
    "an HDF5 file": WEIGHTS,
    "nothing": b"",
}


def test_a_member_with_a_second_name_is_code(tmp_path: Path) -> None:
    """Newer and older versions of Python see different names: the server would judge one, a kernel read the other."""
    harmless = {"assets/a": json.dumps(CONFIG).encode(), **GOOD}
    assert judged(tmp_path, archive(list(harmless.items()))) == "parser"
    assert judged(tmp_path, renamed(harmless, "config.json")) == "code"
    assert judged(tmp_path, with_field(harmless, 1, bytes(16))) == "parser"


@pytest.mark.parametrize("name", FORGED)
def test_forged_archives_are_code(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, FORGED[name]) == "code"


BESIDE = {"class.pkl": b"", "arguments.json": pickle.dumps({}), "other.keras": archive(list(GOOD.items()))}


@pytest.mark.parametrize("name", BESIDE)
def test_what_lies_beside_counts(tmp_path: Path, name: str) -> None:
    assert judged(tmp_path, archive(list(GOOD.items())), {name: BESIDE[name]}) == "code"


def test_a_configuration_too_large_to_look_through_is_code(tmp_path: Path) -> None:
    def with_sizes(count: int) -> Json:
        return {**CONFIG, "config": {"layers": [{**DENSE, "config": {"units": [0] * count}}]}}

    assert judged(tmp_path, config(with_sizes(1000))) == "parser"
    assert judged(tmp_path, config(with_sizes(1_000_000))) == "code"
    assert judged(tmp_path, changed(config_json=json.dumps(CONFIG).encode() + b" " * (16 << 20))) == "code"


SAVED = ["saved_model.pb", "fingerprint.pb", "variables/variables.index", "variables/variables.data-00000-of-00001"]


def saved_model(folder: Path, names: list[str]) -> str:
    paths = [f"savedmodel/{name}" for name in names]
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(b"x")
    return FRAMEWORKS.risk("savedmodel", folder, paths)


def test_a_saved_model_is_a_program(tmp_path: Path) -> None:
    assert saved_model(tmp_path, [*SAVED, "assets/words.txt"]) == "program"


@pytest.mark.parametrize("name", ["evil.py", "variables/evil.so", "saved_model.pbtxt", "model.keras", "class.pkl"])
def test_other_files_of_a_saved_model_are_code(tmp_path: Path, name: str) -> None:
    assert saved_model(tmp_path, [*SAVED, name]) == "code"


def test_a_saved_model_without_its_graph_or_folder_is_code(tmp_path: Path) -> None:
    assert saved_model(tmp_path, SAVED[1:]) == "code"
    (tmp_path / "saved_model.pb").write_bytes(b"x")
    assert FRAMEWORKS.risk("savedmodel", tmp_path, ["saved_model.pb"]) == "code"


def test_the_server_imports_nothing_of_it() -> None:
    load = "import sys; from jupyterlab_models.frameworks.service import Frameworks; Frameworks.load(); "
    code = load + "assert not {'keras', 'tensorflow', 'h5py', 'numpy'} & set(sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("registered", [{"registered_name": "exec"}, {}])
def test_a_function_of_keras_2_has_one_name(tmp_path: Path, registered: Json) -> None:
    """A version of Keras 2 without the function would take the one of Python that is registered beside it."""
    function = {"module": "builtins", "class_name": "function", "config": "mish"}
    for more, expected in (({"registered_name": "mish"}, "parser"), (registered, "code")):
        dense = {**DENSE, "config": {"units": 1, "activation": {**function, **more}}}
        (tmp_path / "model.keras").write_bytes(config({**CONFIG, "config": {"layers": [dense]}}))
        assert FRAMEWORKS.risk("keras-v2", tmp_path, ["model.keras"]) == expected


SYMBOLS = {
    "nn.relu": "parser",
    "math.reduce_sum": "parser",
    "nn.fixed_unigram_candidate_sampler": "code",
    "nn.RNNCellDeviceWrapper": "code",
}


@pytest.mark.parametrize("symbol", SYMBOLS)
def test_operations_of_keras_2_read_no_files(tmp_path: Path, symbol: str) -> None:
    """A sampler takes the name of a file with words, and opens it while the model is made."""
    layer = {**DENSE, "module": "tf_keras.src.layers.core.tf_op_layer", "class_name": "TFOpLambda"}
    made = config({**CONFIG, "config": {"layers": [{**layer, "config": {"function": symbol}}]}})
    (tmp_path / "model.keras").write_bytes(made)
    assert FRAMEWORKS.risk("keras-v2", tmp_path, ["model.keras"]) == SYMBOLS[symbol]
