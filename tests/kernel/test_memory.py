"""What loading is said to need is what it takes, of large files in a fresh process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ..fork_servers import ForkServers
from .kernels import Kernel, running
from .tickets import load, save

LIBRARIES = "all"

MAKE = {
    "onnx": """
import numpy
from onnx import TensorProto, helper, numpy_helper
ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, 3000]) for name in "xy"]
weights = numpy_helper.from_array(numpy.ones((3000, 3000), "float32"), "w")
nodes = [helper.make_node("MatMul", ["x", "w"], ["y"])]
it = helper.make_model(helper.make_graph(nodes, "g", ends[:1], ends[1:], [weights]))
""",
    "skops": """
import numpy
from sklearn.neighbors import KNeighborsClassifier
it = KNeighborsClassifier(algorithm="brute").fit(numpy.ones((50_000, 100)), numpy.arange(50_000) % 2)
""",
    "keras-v3": """
import keras
it = keras.Sequential([keras.Input((2000,)), *(keras.layers.Dense(2000) for _ in range(4))])
""",
    "keras-v2": """
import tf_keras
it = tf_keras.Sequential([tf_keras.Input((2000,)), *(tf_keras.layers.Dense(2000) for _ in range(4))])
""",
}
SMALL = "import {0}\n{0}.Sequential([{0}.Input((3,)), {0}.layers.Dense(2)])"
WARM = {
    "onnx": "import onnx",
    "skops": "import skops.io, sklearn.neighbors",
    "keras-v3": SMALL.format("keras"),
    "keras-v2": SMALL.format("tf_keras"),
}
"""What the library takes for itself is taken before."""
QUIET = "import os\nos.environ.update(TF_CPP_MIN_LOG_LEVEL='3', CUDA_VISIBLE_DEVICES='-1')\n"
BEGIN = """
import gc
def status(key):
    with open("/proc/self/status") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(key))

gc.collect()
with open("/proc/self/clear_refs", "w") as out:
    out.write("5")
before = status("VmRSS")
"""


@pytest.fixture
def reader(tmp_path: Path, fork_servers: ForkServers) -> Iterator[Kernel]:
    """A process that has freed nothing yet: memory that it still holds would be used again."""
    yield from running(tmp_path, fork_servers.argv(LIBRARIES, "loads"))


@pytest.mark.parametrize("encoding", MAKE)
def test_memory_use_matches_the_prediction(kernel: Kernel, reader: Kernel, tmp_path: Path, encoding: str) -> None:
    kernel.run(QUIET + MAKE[encoding])
    version = save(kernel, "it", tmp_path / "spool", encoding)
    reader.run(QUIET + WARM[encoding])
    needed = reader.ask("target", variable="it", version=version)["memory"]["needed"]
    reader.run(BEGIN)
    report = load(reader, "it", version, tmp_path / "spool" / "files", tmp_path / "load", overwrite=True)
    assert report["ok"], report
    taken = reader.value("status('VmHWM') - before")
    # Threads of the libraries take their share whenever they come to it.
    assert needed * 0.4 < taken < needed * 1.6
