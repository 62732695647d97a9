"""Hostile files of `torch.save` that pose as tensors and plain values."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from .harness import PASSES, Make, Reader, Readers, judge
from .pickles import Again, Call, Named, New, Outside, Pickle
from .samples import start

FLOAT, LONG, UNTYPED = Named("torch.FloatStorage"), Named("torch.LongStorage"), Named("torch.storage.UntypedStorage")
QUANTIZED = Named("torch.QInt8Storage")
V2, V3 = Named("torch._utils._rebuild_tensor_v2"), Named("torch._utils._rebuild_tensor_v3")
PARAMETER = Named("torch._utils._rebuild_parameter")
WITH_STATE = Named("torch._utils._rebuild_parameter_with_state")
SPARSE, QTENSOR = Named("torch._utils._rebuild_sparse_tensor"), Named("torch._utils._rebuild_qtensor")
LAYOUT, SIZE, DEVICE = Named("torch.serialization._get_layout"), Named("torch.Size"), Named("torch.device")
ORDERED, SET, ENCODE = Named("collections.OrderedDict"), Named("__builtin__.set"), Named("_codecs.encode")
BYTES = {"0": bytes(16), "1": bytes(64)}
"""Storages: four numbers of 32 bits, eight of 64."""


def storage(kind: Named = FLOAT, key: Any = "0", place: Any = "cpu", count: Any = 4) -> Outside:
    return Outside(("storage", kind, key, place, count))


def tensor(
    *more: Any,
    of: Any = None,
    offset: Any = 0,
    sizes: Any = (2, 2),
    strides: Any = (2, 1),
    gradient: Any = False,
    hooks: Any = None,
) -> Call:
    hooks = Call(ORDERED) if hooks is None else hooks
    return Call(V2, storage() if of is None else of, offset, sizes, strides, gradient, hooks, *more)


def whole(*numbers: int) -> tuple[Call, bytes]:
    """A tensor of these whole numbers, and its bytes, which are those of the storage `2`."""
    content = b"".join(number.to_bytes(8, "little", signed=True) for number in numbers)
    made = tensor(of=storage(LONG, "2", count=len(numbers)), sizes=(len(numbers),), strides=(1,))
    return made, content


def archive(thing: Any, storages: dict[str, bytes] | None = None, members: dict[str, bytes] | None = None) -> bytes:
    content = io.BytesIO()
    pickled = thing if isinstance(thing, bytes) else Pickle(2).of(thing)
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("m/data.pkl", pickled)
        file.writestr("m/version", b"3\n")
        for name, value in {**BYTES, **(storages or {})}.items():
            file.writestr(f"m/data/{name}", value)
        for name, value in (members or {}).items():
            file.writestr(f"m/{name}", value)
    return content.getvalue()


def layout(name: str, *parts: Any) -> Call:
    return Call(SPARSE, Call(LAYOUT, name), parts)


def line(*indices: int) -> tuple[Any, dict[str, bytes]]:
    """A sparse vector of four with values at these indices."""
    _, content = whole(*indices)
    places = tensor(of=storage(LONG, "2", count=len(indices)), sizes=(1, len(indices)), strides=(len(indices), 1))
    values = tensor(sizes=(len(indices),), strides=(1,))
    return layout("torch.sparse_coo", places, values, Call(SIZE, (4,)), False), {"2": content}


def rows(crow: tuple[int, ...], column: tuple[int, ...]) -> tuple[Any, dict[str, bytes]]:
    """A sparse matrix of two by four."""
    starts, first = whole(*crow)
    columns = tensor(of=storage(LONG, "3", count=len(column)), sizes=(len(column),), strides=(1,))
    values = tensor(sizes=(len(column),), strides=(1,))
    second = b"".join(number.to_bytes(8, "little", signed=True) for number in column)
    made = layout("torch.sparse_csr", starts, columns, values, Call(SIZE, (2, 4)))
    return made, {"2": first, "3": second}


def nested(depth: int, copies: int = 1) -> list[Any]:
    thing: list[Any] = []
    for _ in range(depth):
        thing = [thing] * copies
    return thing


def many_times(make: Callable[[Any], Call], thing: Any, count: int) -> list[Any]:
    return [make(thing) for _ in range(count)]


ONE_TENSOR = (
    b"ctorch._utils\n_rebuild_tensor_v2\nq\x00((X\x07\0\0\0storagectorch\nFloatStorage\nX\x01\0\0\x000X\x03\0\0\0cpuK\x04"
    b"tQK\x00K\x02K\x02\x86K\x02K\x01\x86\x89ccollections\nOrderedDict\n)Rtq\x01R"
)
"""Its function and arguments are kept, so that each further one takes five bytes."""
QINT = storage(QUANTIZED, "0", count=16)
STATES: dict[str, Any] = {
    # Calls
    "calls_eval": Call(Named("__builtin__.eval"), "1"),
    "calls_the_system": Call(Named("posix.system"), "true"),
    "makes_a_layer": New(Named("torch.nn.modules.linear.Linear"), training=True),
    "calls_a_constructor": Call(Named("torch.Tensor"), 100_000, 100_000),
    "asks_for_much_memory": Call(UNTYPED, 10_000_000_000),
    "asks_for_many_bytes": Call(Named("__builtin__.bytearray"), 10_000_000_000),
    "rebuilds_a_subclass": Call(Named("torch._tensor._rebuild_from_type_v2"), V2, SIZE, (), {}),
    "rebuilds_on_a_device": Call(Named("torch._utils._rebuild_device_tensor_from_numpy"), 1, 2, 3, 4),
    "rebuilds_without_bytes": Call(Named("torch._utils._rebuild_meta_tensor_no_storage"), 1, (2,), (1,), False),
    "a_counter": Call(Named("collections.Counter"), {}),
    "a_set_of_a_text": Call(SET, "abc"),
    "a_set_of_numbers_that_fall_together": Call(SET, [((1 << 61) - 1) * number for number in range(1, 50)]),
    "an_ordered_dict_of_a_list": Call(ORDERED, [("a", 1)]),
    "bytes_of_another_encoding": Call(ENCODE, "a", "rot13"),
    "bytes_of_a_module": Call(ENCODE, "a", "zlib_codec"),
    "a_number_without_end": Call(Named("__builtin__.complex"), "1"),
    "sizes_below_zero": Call(SIZE, (-1,)),
    "sizes_of_texts": Call(SIZE, ("a",)),
    "a_place_that_is_none": Call(DEVICE, "cpu\n"),
    "names_alone": FLOAT,
    "a_function_alone": V2,
    # Attributes
    "an_ordered_dict_with_methods": Again(Call(ORDERED), items=1),
    "versions_of_functions": Again(Call(ORDERED), _metadata={"": {"version": V2}}),
    "versions_of_texts": Again(Call(ORDERED), _metadata={"": {"version": "x"}}),
    "versions_that_are_a_text": Again(Call(ORDERED), _metadata="x"),
    "attributes_of_a_tensor": Again(tensor(), size=1),
    "attributes_of_a_parameter": Call(WITH_STATE, tensor(), False, Call(ORDERED), {"data": 1}),
    "hooks_of_a_tensor": tensor(hooks={0: 1}),
    "hooks_that_are_none": tensor(hooks=0),
    "hooks_of_a_parameter": Call(PARAMETER, tensor(), False, {0: 1}),
    "flags_of_texts": tensor({"conj": "x"}),
    "flags_that_are_none": tensor({"other": True}),
    # Lengths
    "a_tensor_of_more_than_there_is": tensor(sizes=(100_000, 100_000), strides=(100_000, 1)),
    "a_tensor_behind_the_end": tensor(offset=1),
    "a_tensor_before_the_beginning": tensor(offset=-4),
    "a_tensor_of_large_steps": tensor(strides=(1 << 62, 1)),
    "a_tensor_of_steps_back": tensor(strides=(-2, 1)),
    "a_tensor_of_sizes_that_overflow": tensor(sizes=(1 << 62, 1 << 62), strides=(0, 0)),
    "a_tensor_of_one_number_many_times": tensor(sizes=(1 << 20, 1 << 20), strides=(0, 0)),
    "an_empty_tensor_of_sizes_that_overflow": tensor(sizes=(0, 1 << 62, 1 << 62), strides=(1, 1, 1)),
    "a_tensor_of_more_steps_than_sizes": tensor(strides=(2, 1, 1)),
    "a_tensor_of_texts": tensor(sizes=("2", "2")),
    "a_tensor_of_flags": tensor(sizes=(True, True)),
    "a_storage_of_more_than_there_is": tensor(of=storage(count=1 << 40)),
    "a_storage_of_less_than_nothing": tensor(of=storage(count=-4)),
    "a_storage_that_is_not_there": tensor(of=storage(key="7")),
    "a_storage_outside": tensor(of=storage(key="../version", count=0)),
    "a_storage_by_a_number": tensor(of=storage(key=0)),
    "a_storage_of_another_kind": tensor(of=storage(Named("torch.QUInt4x2Storage"), count=16)),
    "a_storage_of_a_function": tensor(of=storage(V2)),
    "a_storage_in_a_strange_place": tensor(of=storage(place="meta\n")),
    "a_storage_alone": storage(),
    "a_storage_that_is_a_text": tensor(of=Outside("storage")),
    "another_kind_of_reference": Outside(("module", FLOAT, "0", "cpu", 4)),
    "a_type_that_is_larger": Call(
        V3, storage(UNTYPED, "0", "cpu", 16), 0, (4,), (1,), False, Call(ORDERED), Named("torch.complex128")
    ),
    "a_type_that_is_none": Call(V3, storage(UNTYPED, "0", "cpu", 16), 0, (4,), (1,), False, Call(ORDERED), SIZE),
    # Quantized and sparse tensors
    "channels_without_scales": Call(
        QTENSOR,
        QINT,
        0,
        (4, 4),
        (4, 1),
        (Named("torch.per_channel_affine"), tensor(sizes=(1,), strides=(1,)), tensor(sizes=(1,), strides=(1,)), 0),
        False,
        Call(ORDERED),
    ),
    "channels_of_a_dimension_that_is_not_there": Call(
        QTENSOR,
        QINT,
        0,
        (4, 4),
        (4, 1),
        (Named("torch.per_channel_affine"), tensor(sizes=(4,), strides=(1,)), tensor(sizes=(4,), strides=(1,)), 9),
        False,
        Call(ORDERED),
    ),
    "a_scheme_of_texts": Call(
        QTENSOR, QINT, 0, (4, 4), (4, 1), (Named("torch.per_tensor_affine"), "1", "0"), False, Call(ORDERED)
    ),
    "a_layout_that_is_none": layout("torch.strided", tensor(), tensor(), Call(SIZE, (4,))),
    "a_layout_of_another_module": Call(SPARSE, Call(LAYOUT, "os.system"), ()),
    "a_sparse_tensor_of_numbers": layout("torch.sparse_coo", 1, 2, Call(SIZE, (4,)), False),
    "a_sparse_tensor_of_too_few": layout("torch.sparse_csr", tensor()),
    # Much of little
    "one_text_as_many_bytes": many_times(lambda text: Call(ENCODE, text, "latin1"), "a" * 1_000_000, 100),
    "one_list_as_many_sets": many_times(lambda items: Call(SET, items), list(range(100_000)), 200),
    "very_many_tensors": b"\x80\x02](" + ONE_TENSOR + b"h\x00h\x01R" * 100_001 + b"e.",
    "one_index_in_many_tensors": many_times(
        lambda index: layout("torch.sparse_coo", index, index, Call(SIZE, (4,)), False), tensor(), 100
    ),
    # Nesting
    "values_too_deep": nested(200),
    "values_in_too_many_places": nested(40, 2),
    "values_in_very_many_places": nested(7, 100),
}


@pytest.fixture(scope="module")
def reader(readers: Readers) -> Reader:
    uses = {
        "dense": "[one.to_dense() for one in model.values() if one.is_sparse or one.layout is torch.sparse_csr]",
        "sum": "[torch.sum(one) for one in model.values()]",
    }
    return start(readers, "torch-state", uses=uses)


def written(content: bytes) -> Make:
    def make(folder: Path, target: Path) -> None:
        (folder / "state.pt").write_bytes(content)

    return make


@pytest.mark.parametrize("name", STATES)
def test_a_hostile_state_is_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(written(archive(STATES[name])), tmp_path)
    assert report.outcome == "refused"
    assert report.refusal is not None
    assert "no pickle" not in report.refusal["message"] or name in ("makes_a_layer",)
    assert "archive" not in report.refusal["message"]
    assert judge("torch-state", tmp_path) == "code"


SPARSE_FILES: dict[str, tuple[Any, dict[str, bytes]]] = {
    "an_index_behind_the_end": line(0, 1 << 40),
    "an_index_before_the_beginning": line(-(1 << 40), 1),
    "indices_that_are_not_in_order": rows((0, 1 << 40, 2), (0, 1)),
    "indices_below_zero": rows((0, -5, 2), (0, 1)),
    "a_column_behind_the_end": rows((0, 1, 2), (0, 1 << 40)),
}


@pytest.mark.parametrize("name", SPARSE_FILES)
def test_indices_of_sparse_tensors_are_checked(reader: Reader, tmp_path: Path, name: str) -> None:
    """The server does not look at them: the kernel has to, before they are used."""
    made, storages = SPARSE_FILES[name]
    assert reader.check(written(archive({"a": made}, storages)), tmp_path).outcome == "refused"
    assert judge("torch-state", tmp_path) in PASSES


def test_whole_sparse_tensors_are_read(reader: Reader, tmp_path: Path) -> None:
    for number, (made, storages) in enumerate((line(0, 2), rows((0, 1, 2), (0, 3)))):
        report = reader.check(written(archive({"a": made}, storages)), tmp_path / str(number))
        assert report.outcome == "loaded", report.error
        assert not report.used["dense"]


def listed_twice() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("m/data.pkl", Pickle(2).of({}))
        file.writestr("m/version", b"3")
        file.writestr("m/data/0", b"")
        file.writestr("m/data/0", bytes(16))
    return content.getvalue()


def packed() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("m/data.pkl", Pickle(2).of(["a" * 1000] * 100))
        file.writestr("m/version", b"3")
    return content.getvalue()


def many() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("m/data.pkl", Pickle(2).of({}))
        for number in range(50_001):
            file.writestr(zipfile.ZipInfo(f"m/data/{number}"), b"")
    return content.getvalue()


GOOD = archive({"a": tensor()})
ARCHIVES: dict[str, Callable[[], bytes]] = {
    "a_comment": lambda: GOOD[:-2] + b"\x04\x00abcd",
    "a_second_end": lambda: GOOD[:-2] + b"\x16\x00" + GOOD[-22:],
    "bytes_before": lambda: b"\x80\x02N." + GOOD,
    "bytes_after": lambda: GOOD + b"x",
    "bytes_between": lambda: GOOD[: GOOD.index(b"PK\x01\x02")] + b"x" * 50 + GOOD[GOOD.index(b"PK\x01\x02") :],
    "another_name_in_the_list": lambda: GOOD[:-300] + GOOD[-300:].replace(b"m/data.pkl", b"m/data/007"),
    "another_name_before_the_bytes": lambda: GOOD.replace(b"m/data.pkl", b"m/data/007", 1),
    "a_name_twice": listed_twice,
    "packed_values": packed,
    "more_members_than_allowed": many,
    "a_script": lambda: archive({}, members={"constants.pkl": b"N.", "code/__torch__.py": b"1"}),
    "the_other_byte_order": lambda: archive({"a": tensor()}, members={"byteorder": b"big"}),
    "a_strange_alignment": lambda: archive({"a": tensor()}, members={".storage_alignment": b"-1"}),
    "a_strange_version": lambda: archive({"a": tensor()}, members={".format_version": b"9" * 50}),
    "a_longer_pickle_than_allowed": lambda: archive(b"\x80\x02" + b"N0" * (9 << 20) + b"N."),
    "a_pickle": lambda: Pickle(2).of({}),
    "nothing": lambda: b"",
    "a_cut_archive": lambda: GOOD[: len(GOOD) // 2],
}


HAND_WRITTEN = {"torch-state": [*STATES, *SPARSE_FILES, *ARCHIVES]}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ARCHIVES)
def test_a_hostile_archive_is_refused(reader: Reader, tmp_path: Path, name: str) -> None:
    report = reader.check(written(ARCHIVES[name]()), tmp_path)
    assert report.outcome == "refused"
    assert judge("torch-state", tmp_path) == "code"


def test_what_it_is_made_of_is_read(reader: Reader, tmp_path: Path) -> None:
    """So the others are not refused for their making."""
    things: list[Any] = [
        b"\x80\x02](" + ONE_TENSOR + b"h\x00h\x01Re.",
        {
            "a": tensor(),
            "b": Call(PARAMETER, tensor(), True, Call(ORDERED)),
            "c": tensor({"conj": True}, of=storage(Named("torch.ComplexFloatStorage"), "1", count=8)),
        },
        {"a": Call(SET, ["a", 1]), "b": Call(ENCODE, "a", "latin1"), "c": Call(SIZE, (2,)), "d": Call(DEVICE, "cpu")},
        Again(Call(ORDERED), _metadata={"": {"version": 1}}),
        Call(QTENSOR, QINT, 0, (4, 4), (4, 1), (Named("torch.per_tensor_affine"), 0.5, 0), False, Call(ORDERED)),
    ]
    for number, thing in enumerate(things):
        report = reader.check(written(archive(thing)), tmp_path / str(number))
        assert report.outcome == "loaded", report.error
        assert judge("torch-state", tmp_path / str(number)) in PASSES
