"""Keras: what the matrix cannot see, such as forged files, another backend, and classes left as they were."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..fork_servers import ForkServers
from ..frameworks.loaded import FRAMEWORKS
from .keras_promises import require_attributes_announced, require_tables
from .kernels import Kernel, running
from .tickets import Json, load, save, spool_way, ticket

LIBRARIES = "all"

SETUP = """
import os
os.environ.update(TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1", KERAS_BACKEND={!r})
import keras, numpy
X = numpy.linspace(-1, 1, 12).reshape(4, 3).astype("float32")
Y = X[:, :1] * 2

def predicted(model):
    return keras.ops.convert_to_numpy(model(X)).astype(float).round(4).tolist()
"""
MODELS = """
class Doubled(keras.Model):
    def __init__(self, units=4):
        super().__init__()
        self.units = units * 2
        self.dense = keras.layers.Dense(self.units)

    def call(self, x):
        return self.dense(x)

doubled = Doubled(3)
doubled(X)

class Kept(keras.Model):
    def __init__(self, units=4):
        super().__init__()
        self.units = units
        self.dense = keras.layers.Dense(units)

    def call(self, x):
        return self.dense(x)

class Block(keras.layers.Layer):
    def call(self, x):
        return x
first = Block()
class Block(keras.layers.Layer):
    def call(self, x):
        return x + 1
mixed = keras.Sequential([keras.Input((3,)), first, Block()])

kept = Kept(2)
kept(X)
plain = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4), keras.layers.Dropout(0.2), keras.layers.Dense(1)])
plain.compile("adam", "mse", metrics=["mae"])
plain.fit(X, Y, epochs=2, verbose=0)
"""


@pytest.fixture(scope="module")
def trained(kernel: Kernel) -> Kernel:
    kernel.run(SETUP.format("tensorflow"))
    kernel.run(MODELS)
    return kernel


@pytest.fixture(scope="module")
def torch(tmp_path_factory: pytest.TempPathFactory, fork_servers: ForkServers) -> Iterator[Kernel]:
    """A kernel in which Keras computes with PyTorch, which has to be said before Keras is imported."""
    for kernel in running(tmp_path_factory.mktemp("torch"), fork_servers.argv("none", "loads")):
        kernel.run(SETUP.format("torch"))
        yield kernel


def attempt(kernel: Kernel, folder: Path, variable: str) -> Json:
    members = {"variable": variable, "encoding": "keras-v3", "ticket": ticket([spool_way(folder)])}
    answer = kernel.ask("save", **members)
    assert answer["ok"] is False
    error: Json = answer["error"]
    return error


def test_what_comes_back_different_is_not_saved(trained: Kernel, tmp_path: Path) -> None:
    error = attempt(trained, tmp_path / "spool", "doubled")
    assert error["code"] == "not_restorable"
    assert "read back from what was written, is not the same" in error["message"]
    assert "get_config" in error["hint"]
    names = "[name for name in ('get_config', 'from_config') if name in vars(Doubled)]"
    assert trained.value(names) == []
    assert trained.value("doubled.get_config()['units']") == 4


def test_two_classes_of_one_name_are_refused(trained: Kernel, tmp_path: Path) -> None:
    check = trained.ask("check", variable="mixed")
    assert "several different things called Block" in check["error"]["message"]
    assert attempt(trained, tmp_path / "spool", "mixed") == check["error"]


def test_a_class_is_as_it_was_after_a_save_and_a_load(trained: Kernel, tmp_path: Path) -> None:
    # Python itself adds an empty __annotations__ when somebody looks for it.
    names = "sorted(name for name in vars(Kept) if name != '__annotations__')"
    before = trained.value(names)
    version = save(trained, "kept", tmp_path / "spool")
    report = load(trained, "again", version, tmp_path / "spool" / "files", tmp_path / "load")
    assert report["ok"], report
    assert trained.value("type(again) is Kept and again.units == 2")
    assert trained.value(names) == before
    assert {entry["path"] for entry in version["files"]} == {"model.keras", "class.pkl", "sources.json"}


def test_another_backend_reads_a_plain_model(trained: Kernel, torch: Kernel, tmp_path: Path) -> None:
    version = save(trained, "plain", tmp_path / "spool")
    assert any("random generators" in sentence for sentence in version["lost"])
    report = load(torch, "plain", version, tmp_path / "spool" / "files", tmp_path / "load")
    assert report["ok"], report
    assert torch.value("keras.config.backend()") == "torch"
    assert torch.value("predicted(plain)") == trained.value("predicted(plain)")
    assert torch.value("int(plain.optimizer.iterations)") == 2
    again = save(torch, "plain", tmp_path / "again")
    assert FRAMEWORKS.risk("keras-v3", tmp_path / "again" / "files", ["model.keras"]) == "parser"
    choices = torch.ask("check", variable="plain")["choices"]
    assert [(choice["encoding"], choice["risk"]) for choice in choices] == [("keras-v3", "parser")]
    # Optimizers of PyTorch lie in modules of their own.
    torch.run("plain.compile('adam', 'mse'); plain.fit(X, Y, verbose=0)")
    assert again["facts"]["device"] == "cpu"


def test_what_the_model_knows_of_itself_is_kept(trained: Kernel, tmp_path: Path) -> None:
    version = save(trained, "plain", tmp_path / "spool")
    require_tables(version)
    tables = {table["title"]: table["rows"] for table in version["summary"]}
    assert ["iterations", "2"] in tables["Optimizer"]
    facts = version["facts"]
    assert set(facts["metrics"]) == {"last epoch: loss", "last epoch: mae"}
    assert facts["parameters"]["optimizer: beta_1"] == "0.9"


FORGE = """
import h5py, io, shutil, zipfile

def forge(source, target, change):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "model.weights.h5":
                content = io.BytesIO(data)
                with h5py.File(content, "a") as root:
                    change(root)
                data = content.getvalue()
            new.writestr(name, data)

def dataset(root):
    found = []
    root.visititems(lambda name, item: found.append(name) if isinstance(item, h5py.Dataset) else None)
    return found[0]

def external_link(root):
    name = dataset(root)
    del root[name]
    root[name] = h5py.ExternalLink("/etc/hostname", "/")

def soft_link(root):
    root["elsewhere"] = h5py.SoftLink("/" + dataset(root))

def external_storage(root):
    name = dataset(root)
    shape = root[name].shape
    del root[name]
    root.create_dataset(name, shape, "float32", external=[("/etc/passwd", 0, 4 * int(numpy.prod(shape)))])

def virtual(root):
    name = dataset(root)
    shape = root[name].shape
    del root[name]
    layout = h5py.VirtualLayout(shape, "float32")
    layout[...] = h5py.VirtualSource("/tmp/other.h5", "data", shape)
    root.create_virtual_dataset(name, layout)
"""


def version_of(report: Json, files: Path) -> Json:
    from .tickets import version_of as made

    entries = [{"path": "model.keras", "bytes": (files / "model.keras").stat().st_size}]
    return made({**report, "files": entries}, files)


@pytest.mark.parametrize("change", ["external_link", "soft_link", "external_storage", "virtual"])
def test_weights_that_lie_in_another_file_are_refused(trained: Kernel, tmp_path: Path, change: str) -> None:
    version = save(trained, "plain", tmp_path / "spool")
    trained.run(FORGE)
    forged = tmp_path / "forged"
    forged.mkdir()
    trained.run(f"forge({str(tmp_path / 'spool/files/model.keras')!r}, {str(forged / 'model.keras')!r}, {change})")
    report = load(trained, f"no_{change}", version_of(version, forged), forged, tmp_path / "load")
    assert report["error"]["code"] == "unsafe_file", report
    assert "another file" in report["error"]["message"]


def test_bytecode_is_not_run_whatever_the_kernel_allows(trained: Kernel, tmp_path: Path) -> None:
    version = save(trained, "plain", tmp_path / "spool")
    forged, mark = tmp_path / "forged", tmp_path / "ran"
    forged.mkdir()
    trained.run(
        f"import pathlib\nmark = {str(mark)!r}\n"
        "bad = keras.Sequential([keras.Input((3,)), keras.layers.Lambda(lambda x: (open(mark, 'w'), x)[1])])\n"
        f"bad.save({str(forged / 'model.keras')!r})\npathlib.Path(mark).unlink()\n"
        "keras.config.enable_unsafe_deserialization()"
    )
    report = load(trained, "bad_again", version_of(version, forged), forged, tmp_path / "load")
    assert report["ok"] is False
    assert "it names 'Lambda'" in report["error"]["message"]
    assert not mark.exists()


def test_an_old_keras_does_not_read(trained: Kernel, tmp_path: Path) -> None:
    version = save(trained, "plain", tmp_path / "spool")
    trained.run(
        "import importlib.metadata\nreal = importlib.metadata.version\n"
        "importlib.metadata.version = lambda name: '3.12.0' if name == 'keras' else real(name)"
    )
    report = load(trained, "old", version, tmp_path / "spool" / "files", tmp_path / "load")
    trained.run("importlib.metadata.version = real")
    assert report["error"]["code"] == "old_library"
    assert "3.12.0" in report["error"]["message"]
    assert "%pip install 'keras>=3.13.2'" in report["error"]["hint"]


def test_keras_2_of_an_old_tensorflow_is_refused(trained: Kernel) -> None:
    """It bears the name of Keras 3."""
    trained.run("real_version, keras.__version__ = keras.__version__, '2.15.0'")
    check = trained.ask("check", variable="plain")
    trained.run("keras.__version__ = real_version")
    assert check["error"]["code"] == "unsupported"
    assert "Keras 2.15.0" in check["error"]["message"]
    assert "import tf_keras as keras" in check["error"]["hint"]


def test_saving_draws_no_random_numbers_and_takes_no_names(trained: Kernel, tmp_path: Path) -> None:
    """Reading back makes layers with seeds and names; the user's next layers are as if nobody had saved."""
    trained.run("import random; random.seed(7); expected = random.random(); random.seed(7)")
    trained.run("before = int(keras.layers.Dropout(0.1).name.rpartition('_')[2])")
    trained.run("random.seed(7)")
    save(trained, "plain", tmp_path / "spool")
    assert trained.value("random.random() == expected")
    assert trained.value("int(keras.layers.Dropout(0.1).name.rpartition('_')[2]) - before") == 1


def test_attributes_that_were_put_on_a_model_are_reported_as_lost(trained: Kernel) -> None:
    trained.run("plain.evaluate(X, Y, verbose=0); plain.predict(X, verbose=0)")
    require_attributes_announced(trained)
