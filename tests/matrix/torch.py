"""PyTorch: modules of every kind, ScriptModules, tensors, checkpoints and optimizers."""

from __future__ import annotations

from .row import Row
from .torch_modules import MODULES, REFUSED

SETUP = """
import collections, warnings
import torch
from torch import nn
import torch.nn.functional as F
warnings.filterwarnings('ignore')
torch.manual_seed(0)
X = torch.linspace(-1, 1, 24).reshape(3, 8)
IMAGES = torch.linspace(-1, 1, 2 * 3 * 6 * 6).reshape(2, 3, 6, 6)
TOKENS = torch.tensor([[1, 2, 3, 0], [4, 0, 2, 5]])

def bits(tensor):
    tensor = tensor.detach().cpu().resolve_conj().resolve_neg()
    if tensor.dtype.is_complex:
        tensor = torch.view_as_real(tensor)
    flat = tensor.contiguous().reshape(-1)
    return bytes(flat.view(torch.uint8).tolist()).hex()[:4000] if flat.numel() else ''

def shown(tensor):
    return (str(tensor.dtype), tuple(tensor.shape), bool(tensor.requires_grad), bits(tensor))

def called(module, *inputs):
    mode = [(each, each.training) for each in module.modules()]
    try:
        with torch.no_grad():
            torch.manual_seed(1)
            return [shown(out) for out in flat(module.eval()(*inputs))]
    finally:
        for each, training in mode:
            each.training = training

def flat(out):
    return [out] if isinstance(out, torch.Tensor) else [tensor for part in out for tensor in flat(part)]

def observe(module, *inputs):
    named = [*module.named_parameters(remove_duplicate=False), *module.named_buffers(remove_duplicate=False)]
    return {
        'class': type(module).__qualname__,
        'layers': [(name, type(each).__qualname__, each.training) for name, each in module.named_modules()],
        'tensors': [(name, type(tensor).__name__, *shown(tensor)) for name, tensor in named],
        'state': list(module.state_dict()),
        'shared': [[name for name, other in named if other is tensor] for _, tensor in named],
        'gives': called(module, *inputs),
    }

def plain(value):
    if isinstance(value, torch.Tensor):
        return shown(value)
    if isinstance(value, dict):
        return [type(value).__name__, [(key, plain(one)) for key, one in value.items()]]
    if isinstance(value, (list, tuple)):
        return [type(value).__name__, [plain(one) for one in value]]
    return value if isinstance(value, (int, float, str, bool, complex, type(None))) else str(value)
"""


def _tensors(name: str, make: str, type: str = "torch.Tensor") -> Row:
    return Row(name, type, make, "plain(model)", "safetensors", "data")


TENSORS = (
    _tensors("tensor", "model = torch.randn(3, 4)"),
    _tensors("bfloat16 tensor without dimensions", "model = torch.tensor(1.5, dtype=torch.bfloat16)"),
    _tensors("empty tensor", "model = torch.empty(0, 3)"),
    _tensors("complex128, conjugated and transposed", "model = torch.randn(3, 4, dtype=torch.complex128).conj().T"),
    _tensors("NaN with its bits, infinities", "model = torch.tensor([float('nan'), -float('nan'), float('inf'), -0.])"),
    _tensors("Parameter", "model = nn.Parameter(torch.randn(3))"),
    _tensors("a view, alone", "model = torch.arange(1000.).reshape(10, 100)[3:5, ::7]"),
    Row(
        "sparse tensor",
        "torch.Tensor",
        "model = torch.eye(3).to_sparse()",
        "(str(model.layout), plain(model.to_dense()))",
        "torch-state",
        "parser",
    ),
)
TRAINED = (
    "layer = nn.Sequential(nn.Linear(8, 4), nn.BatchNorm1d(4), nn.Linear(4, 2))\n"
    "adam = torch.optim.Adam(layer.parameters())\nlayer(X).pow(2).sum().backward()\nadam.step()\n"
)
CONTAINERS = (
    _tensors("state_dict", TRAINED + "model = layer.state_dict()", "builtins.dict"),
    Row(
        "state_dict of tied weights",
        "builtins.dict",
        "layer = nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4))\nlayer[1].weight = layer[0].weight\n"
        "model = layer.state_dict()",
        "(plain(model), model['0.weight'].data_ptr() == model['1.weight'].data_ptr(), dict(model._metadata))",
        "safetensors",
        "data",
    ),
    _tensors(
        "dict of tensors of many types, in its order",
        """
model = {str(dtype): torch.arange(5).to(dtype) for dtype in (
    torch.uint8, torch.int8, torch.bool, torch.float64, torch.bfloat16, torch.float16, torch.complex64,
    torch.complex128, torch.float8_e5m2, torch.float8_e4m3fn, torch.uint16, torch.uint32, torch.uint64,
    torch.int64, torch.int32)}
model['__metadata__'] = torch.ones(2)
model['a.b/c ä'] = torch.zeros(0)
""",
        "builtins.dict",
    ),
    _tensors("list of tensors", "model = [torch.ones(2), torch.zeros(1, 3)]", "builtins.list"),
    Row(
        "training checkpoint",
        "builtins.dict",
        TRAINED
        + "model = {'model': layer.state_dict(), 'optimizer': adam.state_dict(), 'epoch': 3, 'loss': [0.5, 0.25],\n"
        "         'best': float('inf'), 'note': 'ä', 'shape': torch.Size([3]), 'none': None, 7: (1, True)}",
        "plain(model)",
        "torch-state",
        "parser",
    ),
)
OPTIMISERS = tuple(
    Row(
        name,
        "torch.Optimizer",
        "layer = nn.Linear(8, 4)\n"
        f"model = {make}\n"
        "for _ in range(3):\n"
        "    model.zero_grad()\n    layer(X).pow(2).sum().backward()\n    model.step()",
        "plain(model.state_dict())",
        None,
        "parser",
        "announced",
        "for load_state_dict of one made again",
        "plain(model.state_dict())",
        "plain(model)",
    )
    for name, make in (
        ("Adam", "torch.optim.Adam(layer.parameters(), lr=0.01, amsgrad=True)"),
        ("SGD with momentum", "torch.optim.SGD(layer.parameters(), lr=0.1, momentum=0.9, nesterov=True)"),
        (
            "AdamW with two groups",
            "torch.optim.AdamW([{'params': [layer.weight], 'lr': 0.1}, {'params': [layer.bias]}], lr=0.01)",
        ),
    )
)
ROWS = (
    *MODULES,
    *(
        Row(name, "torch.Module", make, "type(model).__name__", outcome="refused", says=says)
        for name, make, says in REFUSED
    ),
    Row(
        "ScriptModule",
        "torch.ScriptModule",
        "model = torch.jit.script(nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.BatchNorm1d(4))).eval()",
        "(called(model, X), [(name, shown(tensor)) for name, tensor in model.state_dict().items()], model.training)",
        risk="program",
    ),
    *TENSORS,
    *CONTAINERS,
    *OPTIMISERS,
)
