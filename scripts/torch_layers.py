"""Prints the table of `jupyterlab_models/frameworks/torch/layers.py` from instances of the installed PyTorch.

Attributes that only other versions of PyTorch have are in `OTHERS`. Run it by `python scripts/torch_layers.py`.
"""

from __future__ import annotations

import textwrap
from typing import Any

import torch
from torch import nn
from torch.nn.utils import parametrizations, prune

SPECIAL = {
    "bias_k": "none",
    "bias_v": "none",
    "norm": "none",
    "process_group": "none",
    "_keys": "keys",
    "_flat_weights_names": "names",
    "_all_weights": "names",
    "_flat_weights": "weights",
    "_pruning_methods": "methods",
    "_tensor_name": "tensor_name",
    "orthogonal_map": "map",
    "n": "padding",
}
"""Attributes that are looked at more closely than by their types. `norm` of PairwiseDistance is a number."""
LEFT_OUT = {"_flat_weight_refs"}
"""Not saved."""
HOOK = ("torch.nn.utils.weight_norm.WeightNorm", "torch.nn.utils.spectral_norm.SpectralNorm")
WIDTH = 118


def _many(make: Any, *calls: dict[str, Any]) -> list[Any]:
    return [make(**call) for call in calls]


def _convolutions() -> list[Any]:
    made: list[Any] = []
    for cls in (nn.Conv1d, nn.Conv2d, nn.Conv3d):
        made += [cls(1, 1, 1), cls(1, 1, 1, padding="same", padding_mode="reflect", bias=False)]
    return made + [cls(1, 1, 1) for cls in (nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)]


def _activations() -> list[Any]:
    names = "CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid Mish PReLU RReLU ReLU "
    names += "ReLU6 SELU SiLU Sigmoid Softmax2d Softplus Softshrink Softsign Tanh Tanhshrink"
    made = [getattr(nn, name)() for name in names.split()]
    made += [cls(dim) for cls in (nn.Softmax, nn.LogSoftmax, nn.Softmin) for dim in (None, 1)]
    attention = nn.MultiheadAttention
    return [*made, nn.Threshold(1, 2.0), attention(2, 1), attention(2, 1, add_bias_kv=True, kdim=3, bias=False)]


def _norms() -> list[Any]:
    made: list[Any] = []
    for dimensions in "123":
        for kind in ("BatchNorm", "InstanceNorm"):
            cls = getattr(nn, f"{kind}{dimensions}d")
            made += [cls(2), cls(2, momentum=None, affine=True, track_running_stats=True)]
            made += [cls(2, affine=False, track_running_stats=False)]
    made += [nn.SyncBatchNorm(2), nn.GroupNorm(1, 2), nn.LayerNorm(2), nn.LayerNorm((2, 2), elementwise_affine=False)]
    return [*made, nn.RMSNorm(2), nn.LocalResponseNorm(2), nn.CrossMapLRN2d(2)]


def _losses() -> list[Any]:
    names = "BCELoss BCEWithLogitsLoss CTCLoss CosineEmbeddingLoss CrossEntropyLoss GaussianNLLLoss HingeEmbeddingLoss "
    names += "HuberLoss KLDivLoss L1Loss MSELoss MarginRankingLoss MultiLabelMarginLoss MultiLabelSoftMarginLoss "
    names += "MultiMarginLoss NLLLoss NLLLoss2d PoissonNLLLoss SmoothL1Loss SoftMarginLoss TripletMarginLoss"
    return [getattr(nn, name)() for name in names.split()]


def _places() -> list[Any]:
    """Layers whose work is to move, pad and pool."""
    made: list[Any] = []
    for dimensions in "123":
        for name in ("CircularPad", "ReflectionPad", "ReplicationPad", "ZeroPad"):
            made.append(getattr(nn, f"{name}{dimensions}d")(1))
        made.append(getattr(nn, f"ConstantPad{dimensions}d")(1, 0.5))
        for name in ("AdaptiveAvgPool", "AdaptiveMaxPool"):
            made += _many(getattr(nn, f"{name}{dimensions}d"), {"output_size": 1})
        for name in ("AvgPool", "MaxPool", "MaxUnpool"):
            made += _many(getattr(nn, f"{name}{dimensions}d"), {"kernel_size": 1}, {"kernel_size": 1, "stride": 2})
        made.append(getattr(nn, f"LPPool{dimensions}d")(2, 1))
    made += [nn.AdaptiveAvgPool2d((None, 1)), nn.FractionalMaxPool2d(1, 1), nn.FractionalMaxPool3d(1, 1)]
    made += [nn.FractionalMaxPool2d(1, output_ratio=0.5, _random_samples=torch.ones(1, 1, 2))]
    made += [nn.Upsample(2), nn.Upsample(scale_factor=(2.0, 2.0), mode="bilinear"), nn.UpsamplingBilinear2d(2)]
    made += [nn.UpsamplingNearest2d(scale_factor=2), nn.Flatten(), nn.Unflatten(1, (2, 3)), nn.Fold(2, 1), nn.Unfold(1)]
    return [*made, nn.ChannelShuffle(1), nn.PixelShuffle(1)]


def _others() -> list[Any]:
    made: list[Any] = [cls() for cls in (nn.AlphaDropout, nn.Dropout, nn.Dropout1d, nn.Dropout2d, nn.Dropout3d)]
    made += [nn.FeatureAlphaDropout(), nn.PixelUnshuffle(1), nn.CosineSimilarity(), nn.PairwiseDistance()]
    made += [nn.AdaptiveLogSoftmaxWithLoss(4, 6, [2]), nn.Bilinear(1, 1, 1), nn.Identity(), nn.Linear(1, 1)]
    made += [nn.modules.linear.NonDynamicallyQuantizableLinear(1, 1), nn.Embedding(2, 1), nn.EmbeddingBag(2, 1)]
    made += [nn.Embedding(2, 1, padding_idx=0, max_norm=1.0), nn.GRUCell(1, 1), nn.LSTMCell(1, 1), nn.RNNCell(1, 1)]
    made += [nn.LSTM(1, 2, proj_size=1), nn.GRU(1, 1), nn.RNN(1, 1)]
    made += [nn.Container(), nn.ModuleDict(), nn.ModuleList(), nn.ParameterDict(), nn.ParameterList(), nn.Sequential()]
    encoder, decoder = nn.TransformerEncoderLayer(2, 1, 2), nn.TransformerDecoderLayer(2, 1, 2)
    made += [encoder, decoder, nn.TransformerEncoderLayer(2, 1, 2, activation=torch.nn.functional.gelu)]
    return [*made, nn.TransformerEncoder(encoder, 1), nn.TransformerDecoder(decoder, 1), nn.Transformer(2, 1, 1, 1, 2)]


def _inside(module: Any) -> list[Any]:
    """Parametrizations and hooks of a module."""
    hooks = [*module._forward_pre_hooks.values(), *module._state_dict_hooks.values()]
    hooks += list(module._load_state_dict_pre_hooks.values())
    hooks = [getattr(hook, "hook", hook) for hook in hooks]
    return [*module.modules()][1:] + [hook for hook in hooks if type(hook).__module__.startswith("torch.nn.utils.")]


def _utilities() -> list[Any]:
    def layer() -> Any:
        return nn.Linear(2, 2)

    found: list[Any] = []
    for make in (parametrizations.weight_norm, parametrizations.spectral_norm, parametrizations.orthogonal):
        found += _inside(make(layer()))
    found += _inside(parametrizations.spectral_norm(nn.LayerNorm(2)))
    for make in (nn.utils.weight_norm, nn.utils.spectral_norm):
        found += _inside(make(layer()))
    for prune_by in (prune.identity, prune.random_unstructured, prune.l1_unstructured):
        found += _inside(prune_by(layer(), "weight", *(() if prune_by is prune.identity else (0.5,))))
    found += _inside(prune.random_structured(layer(), "weight", 0.5, 0))
    found += _inside(prune.ln_structured(layer(), "weight", 0.5, 2, 0))
    found += _inside(prune.custom_from_mask(layer(), "weight", torch.ones(2, 2)))
    return found + _inside(prune.l1_unstructured(prune.l1_unstructured(layer(), "weight", 0.5), "weight", 0.5))


def instances() -> list[Any]:
    """At least one of each class of the table."""
    with torch.no_grad():
        made = [*_convolutions(), *_activations(), *_norms(), *_losses(), *_places(), *_others(), *_utilities()]
    return made


def kind(cls: str, name: str, value: Any) -> str:
    """Of one value; `number` also stands for tuples of numbers and for None, which nearly all may be."""
    if name in SPECIAL and not cls.endswith("PairwiseDistance"):
        return SPECIAL[name]
    if name == "name" and cls in HOOK:
        return "tensor_name"
    if type(value) is str:
        return "text"
    if isinstance(value, torch.Tensor):
        return "tensor"
    if callable(value):
        return "hook" if name == "fn" else "function"
    return "number"


def joined(one: str, other: str) -> str:
    return one if one == other else "padding" if {one, other} == {"number", "text"} else "function"


def table() -> dict[str, tuple[dict[str, str], list[str]]]:
    """Class → its attributes with their kinds, and names of its own methods, which no part of it may have."""
    common, base = set(vars(nn.Module())), set(dir(nn.Module))
    found: dict[str, tuple[dict[str, str], list[str]]] = {}
    for one in instances():
        cls = type(one)
        full = f"{cls.__module__}.{cls.__qualname__}"
        if full.startswith("torch.nn.utils.parametrize.Parametrized"):
            continue
        module = isinstance(one, nn.Module)
        own = [name for name in dir(cls) if module and name not in base and not name.startswith("_")]
        attributes, _ = found.setdefault(full, ({}, sorted(own)))
        for name, value in vars(one).items():
            if name not in common and name not in LEFT_OUT:
                new = kind(full, name, value)
                attributes[name] = joined(attributes.get(name, new), new)
        for name in [*one._parameters, *one._buffers] if module else ():
            if name.startswith("_"):
                attributes[name] = "tensor"
    return found


def lines() -> list[str]:
    """The text of `layers.TABLE`."""
    module, written = "", []
    for full, (attributes, own) in sorted(table().items()):
        if full.rpartition(".")[0] != module:
            module = full.rpartition(".")[0]
            written.append(module)
        words = [full.rpartition(".")[2]]
        words += [name if value == "number" else f"{name}:{value}" for name, value in attributes.items()]
        text = " ".join([*words, *(f"!{name}" for name in own)])
        written += textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="    ")
    return written


if __name__ == "__main__":
    print("\n".join(lines()))
