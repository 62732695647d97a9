"""PyTorch: modules of every kind, ScriptModules, tensors, checkpoints and optimisers."""

from __future__ import annotations

from .row import Row

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

NET = """
class Net(nn.Module):
    def __init__(self, width=4):
        super().__init__()
        self.first, self.last = nn.Linear(8, width), nn.Linear(width, 2)
        self.options = {'scale': 3.0, 'names': ['a', 'b']}
    def forward(self, x):
        return self.last(F.relu(self.first(x))) * self.options['scale']
"""
CODE = "code"


def _module(name: str, make: str, inputs: str = "X", risk: str = "parser", more: str = "None", **said: str) -> Row:
    """A module in the preferred encoding."""
    observed = f"(observe(model, {inputs}), {more})"
    return Row(name, "torch.Module", make, observed, "torch-safetensors", risk, **said)  # type: ignore[arg-type]


MODULES = (
    _module("MLP", "model = nn.Sequential(nn.Linear(8, 4), nn.ReLU(), nn.Dropout(0.5), nn.Linear(4, 2))"),
    _module(
        "convolutions with BatchNorm, in evaluation mode",
        "model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.ReLU(), nn.Flatten())\n"
        "model(IMAGES)\nmodel.eval()",
        "IMAGES",
    ),
    _module(
        "modes that differ from layer to layer",
        "model = nn.Sequential(nn.BatchNorm1d(8), nn.Linear(8, 4), nn.Dropout(0.2)).train()\nmodel[0].eval()",
    ),
    _module(
        "frozen parameters",
        "model = nn.Sequential(nn.Linear(8, 4), nn.Linear(4, 2))\nmodel[0].requires_grad_(False)",
    ),
    _module("bfloat16", "model = nn.Linear(8, 4).to(torch.bfloat16)", "X.to(torch.bfloat16)"),
    _module("half", "model = nn.Linear(8, 4).half()", "X.half()"),
    _module(
        "types mixed: bfloat16, float64, float8, complex, integers and bools",
        NET + "model = Net()\n"
        "for name, dtype in (('i', torch.int16), ('b', torch.bool), ('z', torch.complex128), ('c', torch.complex64),\n"
        "                    ('q', torch.float8_e4m3fn), ('u', torch.uint16)):\n"
        "    model.register_buffer(name, torch.arange(5).to(dtype))\n"
        "model.spare = nn.Linear(2, 2).double()\nmodel.short = nn.Linear(2, 2).to(torch.bfloat16)",
        risk=CODE,
    ),
    _module(
        "tied embeddings",
        "class Tied(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.words, self.head = nn.Embedding(6, 8), nn.Linear(8, 6, bias=False)\n"
        "        self.head.weight = self.words.weight\n"
        "    def forward(self, tokens):\n"
        "        return self.head(self.words(tokens))\n"
        "model = Tied()",
        "TOKENS",
        CODE,
        "model.head.weight is model.words.weight",
    ),
    _module(
        "one layer under two names",
        "layer = nn.Linear(8, 8)\nmodel = nn.Sequential(layer, nn.Tanh(), layer)",
        more="model[0] is model[2]",
    ),
    _module("weight_norm", "model = nn.Sequential(nn.utils.parametrizations.weight_norm(nn.Linear(8, 4)))"),
    _module("weight_norm of before 2.0", "model = nn.utils.weight_norm(nn.Linear(8, 4))"),
    _module("spectral_norm", "model = nn.utils.parametrizations.spectral_norm(nn.Linear(8, 4))"),
    _module("orthogonal weights", "model = nn.utils.parametrizations.orthogonal(nn.Linear(8, 8))"),
    _module(
        "a parametrization of the notebook",
        "class Symmetric(nn.Module):\n"
        "    def forward(self, weight):\n"
        "        return weight.triu() + weight.triu(1).T\n"
        "model = nn.Linear(8, 8)\nnn.utils.parametrize.register_parametrization(model, 'weight', Symmetric())",
        risk=CODE,
    ),
    _module(
        "pruned",
        "import torch.nn.utils.prune\nmodel = nn.Linear(8, 4)\n"
        "torch.nn.utils.prune.l1_unstructured(model, 'weight', amount=0.3)",
    ),
    _module(
        "buffers that are not in the state_dict",
        NET + "model = Net()\nmodel.register_buffer('kept', torch.arange(3.))\n"
        "model.register_buffer('hidden', torch.arange(4.), persistent=False)",
        risk=CODE,
    ),
    _module("class of the notebook", NET + "model = Net(5)", risk=CODE, more="model.options"),
    _module(
        "subclass of a subclass",
        NET + "class Child(Net):\n    bias = 1.0\n"
        "    def forward(self, x):\n        return super().forward(x) + self.bias\n"
        "class Grandchild(Child):\n    bias = 2.0\nmodel = Grandchild()",
        risk=CODE,
        more="[base.__name__ for base in type(model).__mro__]",
    ),
    _module(
        "lambdas as attributes",
        NET + "model = Net()\nmodel.last.register_buffer('k', torch.ones(1))\n"
        "model.after = lambda x: x + 1\nmodel.table = {'twice': lambda x: 2 * x}",
        risk=CODE,
        more="(model.after(1), model.table['twice'](4))",
    ),
    _module(
        "tensors in dicts and lists",
        NET + "model = Net()\nmodel.memory = {'seen': torch.arange(6).reshape(2, 3), 'parts': [torch.ones(2), None]}",
        risk=CODE,
        more="plain(model.memory)",
    ),
    _module(
        "ModuleDict, ParameterList and ParameterDict",
        "class Held(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.layers = nn.ModuleDict({'in': nn.Linear(8, 4), 'out': nn.Linear(4, 2)})\n"
        "        self.scales = nn.ParameterList([torch.ones(2), torch.full((2,), 3.)])\n"
        "        self.named = nn.ParameterDict({'shift': torch.ones(2)})\n"
        "    def forward(self, x):\n"
        "        return self.layers['out'](self.layers['in'](x)) * self.scales[1] + self.named['shift']\n"
        "model = Held()",
        risk=CODE,
    ),
    _module(
        "class cell run again before loading",
        NET + "model = Net()",
        risk=CODE,
        more="isinstance(model, Net) and type(model) is Net",
        before=NET,
    ),
    _module(
        "Transformer", "model = nn.Transformer(8, 2, 1, 1, 16, activation=F.gelu, batch_first=True)", "X[None], X[None]"
    ),
    _module("LSTM", "model = nn.LSTM(8, 5, 2, bidirectional=True, proj_size=3)", "X[None]"),
    _module(
        "not scriptable",
        "class Odd(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.layer = nn.Linear(8, 2)\n"
        "    def forward(self, *parts, **options):\n"
        "        return self.layer(parts[0]) + len(options)\n"
        "model = Odd()",
        risk=CODE,
    ),
    _module(
        "channels last",
        "model = nn.Conv2d(3, 4, 3).to(memory_format=torch.channels_last)",
        "IMAGES",
        more="model.weight.stride()",
    ),
    _module(
        "hooks",
        "model = nn.Sequential(nn.Linear(8, 4))\n"
        "handle = model[0].register_forward_hook(lambda module, inputs, output: output * 3)",
        outcome="announced",
        says="Hooks are not saved (those on Linear)",
        back="(handle.remove(), observe(model, X))[1]",
        loaded_back="observe(model, X)",
    ),
    _module(
        "DataParallel",
        "model = nn.DataParallel(nn.Linear(8, 4))",
        outcome="announced",
        says="The model inside the DataParallel comes back",
        back="observe(model.module, X)",
        loaded_back="observe(model, X)",
    ),
    _module(
        "compiled",
        "model = torch.compile(nn.Linear(8, 4), backend='eager')",
        outcome="announced",
        says="as it was before torch.compile",
        back="observe(model._orig_mod, X)",
        loaded_back="observe(model, X)",
    ),
    _module(
        "with gradients",
        "model = nn.Linear(8, 4)\nmodel(X).sum().backward()",
        more="None",
        outcome="announced",
        says="Gradients are not saved",
        back="observe(model, X)",
    ),
    Row(
        "as TorchScript",
        "torch.Module",
        NET.replace("self.options = {'scale': 3.0, 'names': ['a', 'b']}", "self.scale = 3.0").replace(
            "self.options['scale']", "self.scale"
        )
        + "model = Net().eval()",
        "(type(model).__name__, called(model, X))",
        "torchscript",
        "program",
        "announced",
        "A ScriptModule that computes the same",
        "(called(model, X), [(name, shown(tensor)) for name, tensor in model.state_dict().items()])",
    ),
)
REFUSED = (
    ("lazy layers", "model = nn.LazyLinear(4)", "Call the model once with a batch"),
    ("on the device meta", "model = nn.Linear(8, 4, device='meta')", "it has a shape but no numbers"),
    (
        "a lock inside",
        NET + "import threading\nmodel = Net()\nmodel.guard = threading.Lock()",
        "It holds a lock at .guard",
    ),
    (
        "a ScriptModule inside",
        "model = nn.Sequential(torch.jit.script(nn.Linear(8, 4)))",
        "Script the whole model with torch.jit.script",
    ),
    (
        "quantised",
        "model = torch.ao.quantization.quantize_dynamic(nn.Sequential(nn.Linear(8, 4)), dtype=torch.qint8)",
        "is quantised",
    ),
    ("a class without super().__init__()", "model = nn.Linear.__new__(nn.Linear)", "Call super().__init__() first"),
)


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
