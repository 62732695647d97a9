"""What the matrix cannot show of PyTorch: parts, reasons of torch.jit, cancels between chunks, memory."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from jupyterlab_models.frameworks.torch.adapter import ADAPTER
from jupyterlab_models.kernel.adapter import CHUNK, Folder
from jupyterlab_models.kernel.errors import AgentError

from .kernels import Kernel
from .tickets import load, save, spool_way, ticket

LIBRARIES = "all"

NET = """
import torch
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.words = torch.nn.Embedding(5, 3)
        self.head = torch.nn.Linear(3, 5, bias=False)
        self.head.weight = self.words.weight
        self.register_buffer('hidden', torch.ones(2), persistent=False)
        self.register_buffer('kept', torch.zeros(2))
net = Net()
"""
STATE = "[(name, tensor.tolist(), tensor.requires_grad) for name, tensor in {}.items()]"


def test_weights_load_without_the_class(kernel: Kernel, fresh: Kernel, tmp_path: Path) -> None:
    kernel.run(NET)
    version = save(kernel, "net", tmp_path / "spool")
    files = tmp_path / "spool" / "files"
    # Whatever the skeleton is, nobody looks at it.
    (files / "skeleton-code.pkl").write_bytes(b"no pickle")
    members = {**ticket([spool_way(tmp_path / "load", files)], version), "part": "weights"}
    report = fresh.ask("load", variable="weights", ticket=members)
    assert (report["ok"], report["class"]) == (True, "collections.OrderedDict"), report
    assert [row[:2] for row in fresh.value(STATE.format("weights"))] == [
        row[:2] for row in kernel.value(STATE.format("net.state_dict()"))
    ]
    assert fresh.value("weights['head.weight'].data_ptr() == weights['words.weight'].data_ptr()")
    kernel.run(NET)
    fresh.run(NET + "answer = net.load_state_dict(weights)")
    assert fresh.value("(answer.missing_keys, answer.unexpected_keys)") == ([], [])


def test_other_formats_have_no_weights_alone(kernel: Kernel, tmp_path: Path) -> None:
    kernel.run("import torch\nnumbers = torch.ones(2)")
    version = save(kernel, "numbers", tmp_path / "spool")
    way = spool_way(tmp_path / "load", tmp_path / "spool" / "files")
    for part, encoding in (("layers", "safetensors"), ("weights", "safetensors")):
        members = {**ticket([way], {**version, "encoding": encoding}), "part": part}
        report = kernel.ask("load", variable="other", ticket=members)
        assert not report["ok"]


def test_torch_jit_gives_the_reason(kernel: Kernel, tmp_path: Path) -> None:
    kernel.run(
        "import torch\nclass Odd(torch.nn.Module):\n    def forward(self, *parts, **options):\n"
        "        return parts\nodd = Odd()"
    )
    check = kernel.ask("check", variable="odd")
    choice = check["choices"][1]
    assert choice["encoding"] == "torchscript"
    assert "tried when it is saved" in choice["restores"]
    members = {"variable": "odd", "format": "pt", "encoding": "torchscript"}
    report = kernel.ask("save", ticket=ticket([spool_way(tmp_path / "spool")]), **members)
    assert report["error"]["code"] == "unsupported"
    assert "torch.jit cannot script it: " in report["error"]["message"]
    assert "torch-safetensors" in report["error"]["hint"]


@pytest.mark.parametrize("make", ["contiguous", "transposed"])
def test_a_cancel_is_noticed_between_chunks(tmp_path: Path, make: str) -> None:
    tensor = torch.zeros(1024, 10 * CHUNK // 4096)
    calls = 0

    def raise_if_cancelled() -> None:
        nonlocal calls
        calls += 1
        if calls > 4:
            raise AgentError("cancelled", "cancelled")

    plan = ADAPTER.check(tensor)
    with pytest.raises(AgentError, match="cancelled"):
        ADAPTER.write(
            tensor if make == "contiguous" else tensor.T, plan, "safetensors", Folder(tmp_path, raise_if_cancelled)
        )
    assert (tmp_path / "tensors.safetensors").stat().st_size <= 4 * CHUNK


def test_large_files_are_written_from_where_the_tensors_lie(kernel: Kernel, tmp_path: Path) -> None:
    kernel.run(
        "import torch\nlarge = torch.nn.Linear(8192, 8192, bias=False)\n"
        "with open('/proc/self/clear_refs', 'w') as file: file.write('5')\n"
        "def peak():\n    with open('/proc/self/status') as file:\n"
        "        return next(int(line.split()[1]) for line in file if line.startswith('VmHWM')) // 1024\n"
        "before = peak()"
    )
    save(kernel, "large", tmp_path / "spool")
    assert kernel.value("peak() - before") < 64
    kernel.run("del large")


def test_a_change_while_it_is_written_is_noticed(tmp_path: Path) -> None:
    module = nn.Linear(300, 300)
    folder = Folder(tmp_path, lambda: None)
    written = folder.open

    def open_and_change(name: str, size: int = 0):  # type: ignore[no-untyped-def]
        found = written(name, size)
        if name == "weights.safetensors":
            close = found.close

            def closing() -> None:
                close()
                with torch.no_grad():
                    module.weight.add_(1)

            found.close = closing  # type: ignore[method-assign]
        return found

    folder.open = open_and_change  # type: ignore[method-assign]
    with pytest.raises(AgentError) as noticed:
        ADAPTER.write(module, ADAPTER.check(module), "torch-safetensors", folder)
    assert noticed.value.code == "not_restorable"


@pytest.mark.parametrize("place", ["register_parameter('mask', mask)", "masks = [mask]"])
def test_gradients_are_reported_as_lost_wherever_the_tensor_is(kernel: Kernel, place: str) -> None:
    kernel.run(f"import torch\nown = torch.nn.Linear(2, 2)\nmask = torch.nn.Parameter(torch.ones(2))\nown.{place}")
    assert kernel.ask("check", variable="own")["choices"][0]["lost"] == []
    kernel.run("mask.grad = torch.ones(2)")
    assert kernel.ask("check", variable="own")["choices"][0]["lost"] == ["Gradients are not saved."]


def test_what_is_loaded_can_be_trained_and_leaves_the_file_alone(tmp_path: Path) -> None:
    module = nn.Sequential(nn.Linear(4, 4), nn.BatchNorm1d(4))
    ADAPTER.write(module, ADAPTER.check(module), "torch-safetensors", Folder(tmp_path, lambda: None))
    path = tmp_path / "weights.safetensors"
    path.chmod(0o444)
    before = path.read_bytes()
    loaded = ADAPTER.read(tmp_path, "torch-safetensors", "Sequential")
    optimizer = torch.optim.SGD(loaded.parameters(), lr=0.1)
    loaded(torch.randn(8, 4)).pow(2).sum().backward()
    optimizer.step()
    assert not torch.equal(loaded[0].weight, module[0].weight)
    assert path.read_bytes() == before
    again = tmp_path / "again"
    again.mkdir()
    ADAPTER.write(loaded, ADAPTER.check(loaded), "torch-safetensors", Folder(again, lambda: None))
    assert (again / "weights.safetensors").stat().st_size == path.stat().st_size


def test_devices_that_are_not_here_become_the_processor(tmp_path: Path) -> None:
    model = nn.Linear(2, 2)
    ADAPTER.write(model, ADAPTER.check(model), "torch-safetensors", Folder(tmp_path, lambda: None))
    for name in ("weights.safetensors", "skeleton.pkl"):
        content = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(content.replace(b"cpu", b"xpu"))
    loaded = ADAPTER.read(tmp_path, "torch-safetensors", "Linear")
    assert {str(tensor.device) for tensor in loaded.parameters()} == {"cpu"}
    weights = ADAPTER.read_part(tmp_path, "torch-safetensors", "weights")
    assert {str(tensor.device) for tensor in weights.values()} == {"cpu"}


LOOSE = """
import torch
class Blocks(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.blocks = [torch.nn.Linear(3, 3)]
        self.blocks[0].weight.beside = torch.nn.ReLU()

    def forward(self, x):
        return self.blocks[0].weight.beside(self.blocks[0](x))
blocks = Blocks()
"""


def test_modules_in_lists_and_of_tensors_can_be_called_after_loading(
    kernel: Kernel, fresh: Kernel, tmp_path: Path
) -> None:
    kernel.run(LOOSE)
    version = save(kernel, "blocks", tmp_path / "spool")
    load(fresh, "blocks", version, tmp_path / "spool/files", tmp_path / "load")
    call = "blocks(__import__('torch').ones(1, 3)).tolist()"
    assert fresh.value(call) == kernel.value(call)


def test_a_parametrized_module_in_a_list_is_refused() -> None:
    module = nn.Linear(3, 3)
    module.beside = [nn.utils.parametrizations.weight_norm(nn.Linear(3, 3))]
    with pytest.raises(AgentError, match="none of the model's layers"):
        ADAPTER.check(module)


def test_a_tensor_that_refers_to_itself_keeps_all_its_attributes(kernel: Kernel, fresh: Kernel, tmp_path: Path) -> None:
    kernel.run("import torch\nround = torch.nn.Linear(2, 2)\nround.weight.itself = round.weight")
    kernel.run("round.weight.more = lambda: 7  # its own code, so Python's unpickler reads it")
    version = save(kernel, "round", tmp_path / "spool")
    load(fresh, "round", version, tmp_path / "spool/files", tmp_path / "load")
    assert fresh.value("(round.weight.itself is round.weight, round.weight.more())") == (True, 7)


def test_a_class_that_forgets_its_weights_is_not_saved(kernel: Kernel, tmp_path: Path) -> None:
    kernel.run(
        "import torch\nclass Forgets(torch.nn.Linear):\n    def __getstate__(self): return {'size': 3}\n"
        "    def __setstate__(self, state): torch.nn.Linear.__init__(self, 3, 3)\nforgets = Forgets(3, 3)"
    )
    members = {"variable": "forgets", "encoding": "torch-safetensors"}
    report = kernel.ask("save", ticket=ticket([spool_way(tmp_path / "spool")]), **members)
    assert report["error"]["code"] == "not_restorable", report
    assert "the values of weight" in report["error"]["message"]


def test_a_bare_object_is_kept_by_a_pickle(kernel: Kernel, fresh: Kernel, tmp_path: Path) -> None:
    kernel.run("import torch\nmarked = torch.nn.Linear(2, 2)\nmarked.missing = object()")
    version = save(kernel, "marked", tmp_path / "spool")
    report = load(fresh, "marked", version, tmp_path / "spool/files", tmp_path / "load")
    assert report["ok"], report
    assert fresh.value("type(marked.missing) is object")
