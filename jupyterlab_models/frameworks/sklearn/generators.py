"""States of random generators: names by list, and places inside their buffers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from .records import Generator, Stored
from .refused import Refused

NAMES = frozenset({"MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64"})
_MEMBERS = {"bit_generator", "state", "has_gauss", "gauss", "has_uint32", "uinteger", "buffer", "buffer_pos"}
_ARRAYS = {
    "MT19937": {"key": ("'<u4'", (624,))},
    "Philox": {"counter": ("'<u8'", (4,)), "key": ("'<u8'", (2,))},
    "SFC64": {"state": ("'<u8'", (4,))},
}
_NUMBERS = {"MT19937": {"pos"}, "PCG64": {"state", "inc"}, "PCG64DXSM": {"state", "inc"}}


def check_state(state: Any, names: Collection[str]) -> Generator:
    """Error `Refused` unless it is the state of one of these generators."""
    name = state.get("bit_generator") if type(state) is dict else None
    if type(name) is not str or name not in names:
        raise Refused("a random generator that is not on the list")
    inner = state.get("state")
    arrays, numbers = _ARRAYS.get(name, {}), _NUMBERS.get(name, set())
    if not state.keys() <= _MEMBERS or type(inner) is not dict or inner.keys() != arrays.keys() | numbers:
        raise Refused("a random generator with an unusual state")
    buffer = state.get("buffer")
    checked = {key: (inner[key], known) for key, known in arrays.items()}
    if name == "Philox":
        checked["buffer"] = (buffer, ("'<u8'", (4,)))
    for value, known in checked.values():
        if not isinstance(value, Stored) or (value.array.dtype, value.array.shape) != known:
            raise Refused("a random generator with an unusual state")
    for place, most in ((inner.get("pos", 0), 624), (state.get("buffer_pos", 0), 4)):
        if type(place) is not int or not 0 <= place <= most:
            raise Refused("a random generator whose place is out of range")
    rest = [inner[key] for key in numbers] + [state.get(key, 0) for key in ("has_gauss", "has_uint32", "uinteger")]
    if not all(type(number) is int and number >= 0 for number in rest) or type(state.get("gauss", 0.0)) is not float:
        raise Refused("a random generator with an unusual state")
    return Generator()


def check_seed(state: Any) -> None:
    """Error `Refused` unless it is the state of a `SeedSequence`."""
    if type(state) is not dict or not state.keys() <= {"entropy", "spawn_key", "pool_size", "n_children_spawned"}:
        raise Refused("a seed with an unusual state")
    entropy, key = state.get("entropy"), state.get("spawn_key", ())
    if isinstance(entropy, Stored) and entropy.array.shape == () and entropy.name in ("uint64", "uint32", "int64"):
        entropy = 0
    numbers = [*(entropy if type(entropy) is list else [entropy]), *(key if type(key) is tuple else [None])]
    numbers += [state.get("pool_size", 4), state.get("n_children_spawned", 0)]
    if not all(type(number) is int and number >= 0 for number in numbers) or not 4 <= state.get("pool_size", 4) <= 64:
        raise Refused("a seed with an unusual state")
