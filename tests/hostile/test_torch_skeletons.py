"""Hostile skeletons of PyTorch's modules, in the file that is read without a question."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jupyterlab_models.frameworks.torch.safetensors import encode

from .harness import PASSES, Make, Reader, Readers, judge
from .known_breaks import evaluates
from .pickles import Again, Call, Named, New, Outside, Pickle, Raw
from .samples import start

NN = "torch.nn.modules."
LINEAR, SEQUENTIAL = Named(NN + "linear.Linear"), Named(NN + "container.Sequential")
PARAMETERS, PARAMETER_LIST = Named(NN + "container.ParameterDict"), Named(NN + "container.ParameterList")
IDENTITY, LSTM, CONV = Named(NN + "linear.Identity"), Named(NN + "rnn.LSTM"), Named(NN + "conv.Conv2d")
ENCODER_LAYER = Named(NN + "transformer.TransformerEncoderLayer")
PARAMETRIZED = Named("torch.nn.utils.parametrize.ParametrizationList")
PRUNED, CONTAINER = Named("torch.nn.utils.prune.L1Unstructured"), Named("torch.nn.utils.prune.PruningContainer")
STRUCTURED = Named("torch.nn.utils.prune.LnStructured")
SPECTRAL = Named("torch.nn.utils.spectral_norm.SpectralNorm")
SPECTRAL_HOOK = Named("torch.nn.utils.spectral_norm.SpectralNormLoadStateDictPreHook")
WEIGHT_NORM = Named("torch.nn.utils.weight_norm.WeightNorm")
WRAPPED = Named(NN + "module._WrappedHook")
RELU, ORDERED = Named("torch.nn.functional.relu"), Named("collections.OrderedDict")
SIZE, DEVICE, SET = Named("torch.Size"), Named("torch.device"), Named("builtins.set")
SHELL, OBJECT = Named("copyreg._reconstructor"), Named("builtins.object")
EVAL, SYSTEM = Named("builtins.eval"), Named("os.system")

WEIGHT, BIAS = Outside(0), Outside(1)
TENSORS: list[tuple[str, tuple[int, ...]]] = [("weight", (2, 2)), ("bias", (2,))]


def weights(metadata: dict[str, Any] | None = None, tensors: list[tuple[str, tuple[int, ...]]] | None = None) -> bytes:
    tensors = TENSORS if tensors is None else tensors
    names = [[name, name, True, True, None, "cpu"] for name, _ in tensors]
    told = {"kind": "OrderedDict", "names": names, "more": [], "versions": None, "types": {}, **(metadata or {})}
    head = encode([(name, "F32", shape) for name, shape in tensors], {"jupyterlab_models": json.dumps(told)})
    sizes = [4 * (shape[0] if len(shape) == 1 else shape[0] * shape[1]) for _, shape in tensors]
    return head + bytes(sum(sizes))


def layer(cls: Named, **state: Any) -> New:
    """A layer with the tables that PyTorch makes for all."""
    return New(cls, {"training": True, "_parameters": {}, "_buffers": {}, "_modules": {}, **state})


def linear(**state: Any) -> New:
    return layer(
        LINEAR, **{"_parameters": {"weight": WEIGHT, "bias": BIAS}, "in_features": 2, "out_features": 2, **state}
    )


def holding(**children: Any) -> New:
    return layer(SEQUENTIAL, _modules=children)


def recurrent(**state: Any) -> New:
    names = ["weight_ih_l0", "weight_hh_l0", "bias_ih_l0", "bias_hh_l0"]
    whole = {
        "_parameters": {"weight_ih_l0": WEIGHT, "weight_hh_l0": WEIGHT, "bias_ih_l0": BIAS, "bias_hh_l0": BIAS},
        "mode": "LSTM",
        "input_size": 2,
        "hidden_size": 2,
        "num_layers": 1,
        "bias": True,
        "batch_first": False,
        "dropout": 0.0,
        "bidirectional": False,
        "proj_size": 0,
        "_flat_weights_names": names,
        "_all_weights": [list(names)],
        "_flat_weights": [WEIGHT, WEIGHT, BIAS, BIAS],
    }
    return layer(LSTM, **{**whole, **state})


def pruned(hook: Any, **state: Any) -> New:
    tables = {"_parameters": {"weight_orig": WEIGHT}, "_buffers": {"weight_mask": WEIGHT}}
    return linear(**{**tables, "weight": WEIGHT, "_forward_pre_hooks": {0: hook}, **state})


def parametrized(inside: Any, name: str = "weight", **state: Any) -> Again:
    """A linear layer whose weight is computed by `inside`."""
    whole = {"_parameters": {"original": WEIGHT}, "_modules": {"0": inside}, "unsafe": True, "is_tensor": True}
    one = layer(PARAMETRIZED, **{**whole, "ntensors": 1, **state})
    table = layer(Named(NN + "container.ModuleDict"), _modules={name: one})
    shell = Call(SHELL, LINEAR, OBJECT, None)
    tables: dict[str, Any] = {"_parameters": {"bias": BIAS}, "_modules": {"parametrizations": table}}
    return Again(shell, training=True, _buffers={}, **tables, in_features=2, out_features=2)


# Calls put together of listed parts, by way of attributes that PyTorch calls


def bound(name: str, **state: Any) -> tuple[New, New]:
    """What can be called and does what the method `name` of a ParameterDict with this state does."""
    owner = New(PARAMETERS, _keys={name: None}, **state)
    return layer(SEQUENTIAL, _modules=Call(ORDERED, owner)), owner


def at_use() -> New:
    """Reads cleanly and would call what it likes when it is called."""
    called, _ = bound("_apply", _parameters={}, _buffers={"p": "1"}, _modules={})
    return layer(SEQUENTIAL, _modules={"0": New(PRUNED, _tensor_name="x", apply_mask=called)})


def without_calls() -> New:
    """A `__setstate__` that looks for weights by names from the file, in what is no table."""
    tables = layer(PARAMETERS, _keys={"forward": None})
    return layer(LSTM, _parameters=tables, num_layers=1, _all_weights=[[1]], _flat_weights_names=["forward"])


def nested(depth: int) -> Any:
    thing: Any = layer(IDENTITY)
    for _ in range(depth):
        thing = holding(a=thing)
    return thing


def attention(**state: Any) -> New:
    """On the way that PyTorch takes in evaluation."""
    numbers = {"embed_dim": 2, "kdim": 2, "vdim": 2, "num_heads": 1, "head_dim": 2, "dropout": 0.0}
    flags = {"batch_first": True, "_qkv_same_embed_dim": True, "add_zero_attn": False, "bias_k": None, "bias_v": None}
    return layer(Named(NN + "activation.MultiheadAttention"), **{**numbers, **flags, **state})


def doubled(thing: Any) -> Any:
    """Printed or called, it would be 2**60 layers."""
    for _ in range(60):
        thing = holding(a=thing, b=thing)
    return thing


def chained() -> Any:
    """Chains that end in each other."""
    chains: list[Any] = [layer(IDENTITY)]
    for _ in range(10):
        thing = chains[-1]
        for _ in range(60):
            thing = holding(a=thing)
        chains.append(thing)
    return holding(**{f"c{number}": chain for number, chain in enumerate(chains)})


def widened() -> Any:
    """Printed, it would be 100**7 values."""
    thing: Any = [1]
    for _ in range(7):
        thing = [thing] * 100
    return thing


def itself() -> Raw:
    """A layer that is its own child, by way of the memo."""
    named = b"\x8c\x1atorch.nn.modules.container\x8c\x0aSequential\x93)\x81\x94"
    inside = b"}(\x8c\x08training\x88\x8c\x08_modules}\x8c\x01ah\x00su"
    return Raw(named + inside + b"b")


HIDDEN = {f"p{number}" for number in range(1000)}


def skeletons() -> dict[str, Any]:
    other = Named("torch.nn.functional.interpolate")
    hook = New(PRUNED, amount=0.5, _tensor_name="weight")
    norm = {"name": "weight", "dim": 0, "n_power_iterations": 1, "eps": 1e-12}
    spectral = {"_parameters": {"weight_orig": WEIGHT}, "_buffers": {"weight_u": BIAS, "weight_v": BIAS}}
    return {
        # Whole programs
        "evaluates_while_it_is_read": evaluates("__import__('os').mkdir('new')"),
        "calls_when_it_is_called": at_use(),
        "looks_up_names_from_the_file": without_calls(),
        # Calls
        "calls_eval": Call(EVAL, "1"),
        "calls_the_system": Call(SYSTEM, "true"),
        "calls_a_listed_class": Call(LINEAR, 2, 2),
        "calls_a_listed_function": Call(RELU, WEIGHT),
        "makes_an_ordered_dict_of_a_layer": linear(extra=Call(ORDERED, New(PARAMETERS, _keys={"forward": None}))),
        "makes_a_set_of_a_layer": linear(extra=Call(SET, linear())),
        "sizes_of_a_layer": linear(in_features=Call(SIZE, linear())),
        "a_device_that_is_none": linear(place=Call(DEVICE, "cpu'); import os; ('")),
        "a_wrong_member_of_an_enum": layer(
            Named("torch.nn.utils.parametrizations._Orthogonal"),
            orthogonal_map=Call(Named("torch.nn.utils.parametrizations._OrthMaps"), "matrix_exp"),
        ),
        "a_class_of_the_standard_library": New(Named("os._Environ"), data={}),
        # Attributes that stand before something
        "forward_from_the_file": linear(forward=RELU),
        "forward_of_a_text": linear(forward="x"),
        "a_method_of_copy": holding(__deepcopy__=linear()),
        "a_method_of_pickle": linear(__reduce_ex__=linear()),
        "setstate_from_the_file": linear(__setstate__=RELU),
        "the_class_itself": linear(__class__=SEQUENTIAL),
        "the_table_of_attributes": linear(__dict__={}),
        "a_child_named_forward": holding(forward=linear()),
        "a_parameter_named_apply": linear(_parameters={"apply": WEIGHT}),
        "a_child_named_keys": layer(Named(NN + "container.ModuleDict"), _modules={"keys": linear()}),
        "a_child_instead_of_a_number": linear(_modules={"in_features": linear()}),
        "a_child_that_shows_itself": holding(_repr_html_=linear()),
        "an_attribute_of_a_function": linear(loss=RELU),
        "an_attribute_of_a_class": linear(kind=LINEAR),
        "an_attribute_of_a_layer": linear(other=[linear()]),
        "a_hidden_attribute": linear(_compiled_call_impl="x"),
        "a_text_instead_of_a_number": linear(in_features="2"),
        "code_in_a_text": layer(CONV, padding_mode="zeros'); __import__('os').mkdir('new'); ('"),
        "code_in_the_name_of_a_child": holding(**{"a\"); __import__('os').mkdir('new'); (\"": linear()}),
        "a_line_in_the_name_of_a_child": holding(**{"a\nimport os": linear()}),
        "a_dot_in_the_name_of_a_child": holding(**{"a.b": linear()}),
        "an_empty_name": holding(**{"": linear()}),
        # Tables
        "children_of_a_layer": layer(SEQUENTIAL, _modules=linear()),
        "parameters_of_a_layer": linear(_parameters=New(PARAMETERS, _keys={})),
        "parameters_of_numbers": linear(_parameters={"weight": 1}),
        "parameters_of_layers": linear(_parameters={"weight": linear()}),
        "children_of_tensors": holding(a=WEIGHT),
        "children_of_functions": holding(a=RELU),
        "children_of_hooks": holding(a=hook),
        "numbers_as_names": layer(SEQUENTIAL, _modules={0: linear()}),
        "a_table_with_attributes": linear(_parameters=New(Raw(b"}"), items=RELU)),
        "an_ordered_dict_with_attributes": linear(_parameters=Again(Call(ORDERED), items=1)),
        "one_name_for_two_things": linear(_modules={"weight": linear()}),
        "buffers_of_texts": linear(_buffers={"a": "x"}),
        "a_set_of_more_than_its_buffers": linear(_non_persistent_buffers_set=HIDDEN),
        "weights_of_more_than_there_are": recurrent(_flat_weights=[WEIGHT] * 1000),
        # Numbers that PyTorch's own code divides by
        "a_recurrent_network_of_nothing": recurrent(hidden_size=0),
        "attention_of_no_heads": attention(num_heads=0),
        # Few layers or values that stand in very many places
        "layers_in_layers_in_layers": doubled(holding()),
        "layers_deeper_by_sharing": chained(),
        "values_in_values_in_values": linear(values=widened()),
        "a_set_of_more_than_texts": linear(_non_persistent_buffers_set={1, 2}),
        # Hooks
        "a_forward_hook": linear(_forward_hooks={0: RELU}),
        "a_hook_of_a_layer": linear(_forward_pre_hooks={0: linear()}),
        "a_hook_by_a_text": linear(_forward_pre_hooks={"x": hook}),
        "a_backward_hook": linear(_backward_hooks={0: RELU}),
        "hooks_of_a_layer": linear(_forward_pre_hooks=linear()),
        "a_state_dict_hook": linear(_state_dict_hooks={0: RELU}),
        "a_load_hook_with_its_module": linear(
            _load_state_dict_pre_hooks={0: New(WRAPPED, hook=RELU, with_module=True, module=linear())}
        ),
        "a_load_hook_of_a_function": linear(_load_state_dict_pre_hooks={0: New(WRAPPED, hook=RELU, with_module=False)}),
        "a_load_hook_of_a_layer": linear(
            _load_state_dict_pre_hooks={0: New(WRAPPED, hook=New(SPECTRAL_HOOK, fn=linear()), with_module=False)}
        ),
        "pruning_with_a_mask_of_its_own": pruned(New(PRUNED, _tensor_name="weight", apply_mask=RELU)),
        "pruning_of_the_class": pruned(New(PRUNED, amount=1, _tensor_name="__class__")),
        "pruning_of_a_method": pruned(New(PRUNED, amount=1, _tensor_name="forward")),
        "pruning_of_a_number": pruned(New(PRUNED, amount=1, _tensor_name="in_features")),
        "pruning_of_what_is_not_there": pruned(New(PRUNED, amount=1, _tensor_name="bias")),
        "pruning_by_a_layer": pruned(New(CONTAINER, _tensor_name="weight", _pruning_methods=[linear()])),
        "pruning_by_itself": pruned(
            New(CONTAINER, _tensor_name="weight", _pruning_methods=[New(CONTAINER, _tensor_name="weight")])
        ),
        "a_norm_of_a_method": linear(_forward_pre_hooks={0: New(WEIGHT_NORM, name="forward", dim=0)}),
        "a_norm_of_a_text_with_methods": linear(_forward_pre_hooks={0: New(WEIGHT_NORM, name=linear(), dim=0)}),
        "a_norm_with_a_method": linear(
            **spectral, _forward_pre_hooks={0: New(SPECTRAL, reshape_weight_to_matrix=RELU, **norm)}
        ),
        "a_norm_without_end": linear(
            **spectral, _forward_pre_hooks={0: New(SPECTRAL, **{**norm, "n_power_iterations": 1 << 60})}
        ),
        # Parametrizations
        "parametrized_by_a_layer": parametrized(linear()),
        "parametrized_by_a_function": parametrized(RELU),
        "parametrized_forward": parametrized(spectral_part(), name="forward"),
        "parametrized_number": parametrized(spectral_part(), name="in_features"),
        "parametrized_originals_as_attributes": parametrized(
            spectral_part(), is_tensor=False, ntensors=2, original0=RELU, original1=RELU
        ),
        "parametrized_without_a_count": parametrized(spectral_part(), ntensors=1 << 40, is_tensor=False),
        "parametrized_in_the_open": linear(_modules={"parametrizations": holding(weight=linear())}),
        "a_free_list_of_parametrizations": holding(a=layer(PARAMETRIZED, _modules={"0": linear()})),
        "a_shell_of_nothing": Again(Call(SHELL, LINEAR, OBJECT, None), training=True),
        # Layers that look up names
        "keys_that_are_methods": layer(PARAMETERS, _keys={"__class__": None}),
        "keys_with_values": layer(PARAMETERS, _keys={"weight": RELU}, _parameters={"weight": WEIGHT}),
        "a_list_longer_than_it_is": layer(PARAMETER_LIST, _size=1 << 50),
        "weights_that_are_methods": recurrent(_flat_weights_names=["forward"], _all_weights=[["forward"]]),
        "weights_of_old_versions": recurrent(all_weights=[["forward"]]),
        "weights_that_are_layers": recurrent(_flat_weights=[linear()]),
        "layers_without_end": recurrent(num_layers=1 << 60, _all_weights=[[1]]),
        "an_activation_of_another_kind": layer(ENCODER_LAYER, activation=other),
        "an_activation_that_evaluates": layer(ENCODER_LAYER, activation=EVAL),
        "a_group_of_processes": layer(Named(NN + "batchnorm.SyncBatchNorm"), process_group=linear()),
        # Tensors
        "a_tensor_with_a_method": linear(_parameters={"weight": Outside((0, {"size": 1}))}),
        "a_tensor_with_a_hook": linear(_parameters={"weight": Outside((0, {"_backward_hooks": {0: RELU}}))}),
        "a_tensor_with_a_function": linear(_parameters={"weight": Outside((0, {"beside": RELU}))}),
        "a_tensor_that_is_none": linear(_parameters={"weight": Outside("weight")}),
        "a_tensor_beyond_the_file": linear(_parameters={"weight": Outside(7)}),
        "a_tensor_before_the_file": linear(_parameters={"weight": Outside(-1)}),
        # Sizes
        "layers_too_deep": nested(100),
        "values_too_deep": linear(extra=[[[[[[[[[[[[1]]]]]]]]]]]]),
        "layers_that_hold_themselves": itself(),
        "a_table_in_too_many_places": shared(),
        "a_layer_made_twice": New(LINEAR, {"training": True}, {"forward": RELU}),
        "no_layer": {"a": 1},
        "a_hook_alone": hook,
    }


def copied() -> New:
    """One list in very many attributes: it may not become as many lists."""
    values = list(range(100_000))
    return layer(SEQUENTIAL, _modules={str(number): linear(values=values) for number in range(1000)})


def spectral_part() -> New:
    return layer(
        Named("torch.nn.utils.parametrizations._SpectralNorm"),
        _buffers={"_u": BIAS, "_v": BIAS},
        dim=0,
        eps=1e-12,
        n_power_iterations=1,
    )


def shared() -> New:
    """One table of names in very many layers."""
    table = {f"p{number}": None for number in range(1100)}
    return layer(SEQUENTIAL, _modules={str(number): linear(_buffers=table) for number in range(1100)})


def made(thing: Any) -> Make:
    def make(folder: Path, target: Path) -> None:
        (folder / "skeleton.pkl").write_bytes(Pickle().of(thing))
        (folder / "weights.safetensors").write_bytes(weights())

    return make


SKELETONS = skeletons()


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    return start(readers, "torch-safetensors")


@pytest.mark.parametrize("name", SKELETONS)
def test_a_hostile_skeleton_is_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(made(SKELETONS[name]), tmp_path)
    assert report.outcome == "refused"
    assert report.refusal is not None
    # Not for its making: the tables have to refuse it.
    assert "no pickle" not in report.refusal["message"]
    assert " step " not in report.refusal["message"]
    if name not in ("a_tensor_beyond_the_file", "a_tensor_with_a_method"):
        assert judge("torch-safetensors", tmp_path) == "code"


def steps(content: bytes) -> Make:
    def make(folder: Path, target: Path) -> None:
        (folder / "skeleton.pkl").write_bytes(content)
        (folder / "weights.safetensors").write_bytes(weights())

    return make


STEPS = {
    "lists_without_end": b"\x80\x04" + b"]" * 100_000 + b"a" * 99_999 + b".",
    "marks_without_end": b"\x80\x04" + b"(" * 1_000_000 + b".",
    "more_bytes_than_allowed": b"\x80\x04" + b"N0" * (3 << 20) + b"N.",
    "more_steps_than_allowed": b"\x80\x04](" + b"N" * 1_100_000 + b"e.",
    "more_tables_than_allowed": b"\x80\x04](" + b"}" * 700_000 + b"e.",
    "a_text_longer_than_the_file": b"\x80\x04X\xff\xff\xff\x7fabc.",
    "bytes_longer_than_the_file": b"\x80\x04B\xff\xff\xff\xffabc.",
    "a_number_longer_than_the_file": b"\x80\x04\x8a\xff\x01.",
    "a_memo_that_is_not_there": b"\x80\x04j\xff\xff\xff\xff.",
    "nothing_on_the_stack": b"\x80\x04R.",
    "two_things_at_the_end": b"\x80\x04NN.",
    "something_after_the_end": b"\x80\x04N.N.",
    "no_end": b"\x80\x04N",
    "a_global_in_two_lines": b"\x80\x02cos\nsystem\n(S'true'\ntR.",
    "an_object_in_one_step": b"\x80\x02(S'true'\nios\nsystem\n.",
    "a_name_of_attributes": b"\x80\x04\x8c\x13torch.nn.functional\x8c\x0erelu.__class__\x93.",
    "an_extension": b"\x80\x04\x82\x01.",
    "keys_that_fall_together": b"\x80\x04}("
    + b"".join(b"\x8a\x20" + (((1 << 61) - 1) * number).to_bytes(32, "little") + b"N" for number in range(1, 60_000))
    + b"u.",
    "a_table_as_a_key": b"\x80\x04}}Ns.",
    "a_key_twice": b"\x80\x04}(\x8c\x01aN\x8c\x01aNu.",
    "an_append_to_a_tuple": b"\x80\x04)Na.",
    "items_of_a_list": b"\x80\x04]NNs.",
}


@pytest.mark.parametrize("name", STEPS)
def test_hostile_steps_are_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(steps(STEPS[name]), tmp_path)
    assert report.outcome == "refused"
    assert report.seconds < 10
    assert judge("torch-safetensors", tmp_path) == "code"


# What passes does no harm either

ODD: dict[str, tuple[Callable[[], Any], list[tuple[str, tuple[int, ...]]]]] = {
    "weights_of_another_shape": (linear, [("weight", (3, 7)), ("bias", (5,))]),
    "sizes_that_do_not_fit": (lambda: linear(in_features=-1, out_features=(1 << 31) - 1), TENSORS),
    "no_weights": (lambda: linear(_parameters={}), TENSORS),
    "weights_that_are_none": (lambda: linear(_parameters={"weight": None, "bias": None}), TENSORS),
    "a_recurrent_network_of_wrong_weights": (recurrent, [("weight", (1, 9)), ("bias", (3,))]),
    "a_recurrent_network_that_reads_beyond": (recurrent, [("weight", (0, 2)), ("bias", (2,))]),
    "a_recurrent_network_that_reads_far_beyond": (lambda: recurrent(hidden_size=1000), TENSORS),
    "a_recurrent_network_that_reads_beyond_when_moved": (
        lambda: recurrent(_flat_weights=[None] * 4),
        [("weight", (0, 2)), ("bias", (2,))],
    ),
    "a_recurrent_network_without_weights": (lambda: recurrent(_flat_weights=[None] * 4, _parameters={}), TENSORS),
    "a_convolution_of_huge_steps": (
        lambda: layer(
            CONV,
            _parameters={"weight": WEIGHT, "bias": BIAS},
            stride=(1 << 20, 1),
            padding=(1 << 20, -5),
            dilation=(0, 1 << 20),
            groups=1 << 30,
            transposed=False,
            padding_mode="zeros",
            kernel_size=(1, 1),
            output_padding=(0, 0),
        ),
        TENSORS,
    ),
    "an_embedding_beyond_its_words": (
        lambda: layer(
            Named(NN + "sparse.Embedding"),
            _parameters={"weight": WEIGHT},
            num_embeddings=1 << 30,
            embedding_dim=2,
            padding_idx=1 << 30,
            max_norm=1.0,
            norm_type=2.0,
            scale_grad_by_freq=True,
            sparse=True,
        ),
        TENSORS,
    ),
    "a_norm_of_other_sizes": (
        lambda: layer(
            Named(NN + "batchnorm.BatchNorm1d"),
            _parameters={"weight": WEIGHT, "bias": BIAS},
            _buffers={"running_mean": BIAS, "running_var": WEIGHT, "num_batches_tracked": BIAS},
            num_features=2,
            eps=float("nan"),
            momentum=float("inf"),
            affine=True,
            track_running_stats=True,
        ),
        TENSORS,
    ),
    "a_mode_that_does_not_exist": (lambda: layer(Named(NN + "upsampling.Upsample"), mode="exec", size=2), TENSORS),
    "attributes_that_are_missing": (lambda: layer(CONV), TENSORS),
    "one_list_in_many_layers": (copied, TENSORS),
    "plain_attributes": (lambda: linear(classes=["a", ("b", 1.5, None)], table={"x": {1, 2}}, layers=[1]), TENSORS),
    "a_tensor_with_plain_attributes": (
        lambda: linear(_parameters={"weight": Outside((0, {"tag": "x", "_dynamo_x": 1})), "bias": BIAS}),
        TENSORS,
    ),
    "a_norm_that_computes_nothing": (
        lambda: parametrized(spectral_part()),
        [("weight", (2, 2)), ("bias", (7,))],
    ),
    "a_pooling_of_much": (
        lambda: layer(Named(NN + "pooling.AdaptiveAvgPool1d"), output_size=1 << 20),
        TENSORS,
    ),
}


HAND_WRITTEN = {"torch-safetensors": [*SKELETONS, *STEPS, *ODD]}


@pytest.mark.parametrize("name", ODD)
def test_what_passes_does_no_harm(reader: Reader, tmp_path: Path, name: str) -> None:
    thing, tensors = ODD[name]

    def make(folder: Path, target: Path) -> None:
        (folder / "skeleton.pkl").write_bytes(Pickle().of(thing()))
        (folder / "weights.safetensors").write_bytes(weights(tensors=tensors))

    assert reader.check(make, tmp_path).outcome in ("loaded", "refused")
    assert judge("torch-safetensors", tmp_path) in PASSES
