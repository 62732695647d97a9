"""PyTorch's modules of every kind, as rows of the matrix."""

from __future__ import annotations

from .row import Row

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
