"""Tensors of PyTorch out of a safetensors file that is mapped into memory.

Nothing is copied until it is used, and what is changed stays in this process.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...kernel.errors import AgentError
from .index import PAIRS, read_index
from .safetensors import Damaged, read_head
from .weights import DTYPES, Ref, is_dense

OURS = {theirs: ours for ours, theirs in DTYPES.items()}
KINDS = ("cuda", "hpu", "mps", "mtia", "npu", "xpu")
"""Devices with a module of PyTorch that tells whether they are there."""


class Mapped:
    """A file that `Stock.write` wrote, mapped into memory. Error `damaged` for any other."""

    def __init__(self, path: Path, device: str | None = None) -> None:
        """`device` is where all tensors go; None for where they were, if that is here."""
        import torch

        self._torch = torch
        self._device = device
        try:
            with path.open("rb") as stream:
                self.head = read_head(stream)
            self.metadata = read_index(self.head)
        except Damaged as error:
            raise damaged(path.name, str(error)) from None
        self._types: dict[str, str] = self.metadata.get("types", {})
        self._file = path.name
        self._bytes = torch.UntypedStorage.from_file(str(path), False, self.head.size)
        self._made: dict[str, tuple[Any, Any]] = {}

    def tensor(self, ref: Ref) -> Any:
        """A new tensor of Python; those of one name share their memory."""
        order = (ref.stride, ref.device)
        if ref.name not in self._made:
            self._made[ref.name] = order, self._moved(self._plain(ref.name), ref)
        known, made = self._made[ref.name]
        if known != order:
            # We write another order under another name; each would be a copy.
            raise damaged(self._file, f"{ref.name!r} should be there in two orders or places")
        shown = made.detach()
        if ref.parameter:
            return self._torch.nn.Parameter(shown, requires_grad=ref.requires_grad)
        return shown.requires_grad_(ref.requires_grad)

    def _moved(self, tensor: Any, ref: Ref) -> Any:
        torch = self._torch
        if ref.stride is not None:
            if not is_dense(tensor.shape, ref.stride):
                raise damaged(self._file, f"the order of {ref.name!r} does not fit its shape")
            ordered = torch.empty_strided(tensor.shape, ref.stride, dtype=tensor.dtype, device="cpu")
            tensor = ordered.copy_(tensor)
        device = self._device or ref.device
        return tensor.to(device) if device != "cpu" and is_here(device) else tensor

    def _plain(self, name: str) -> Any:
        torch = self._torch
        entry = self.head.entries.get(name)
        if entry is None:
            raise damaged(self._file, f"there is no tensor {name!r} in it")
        shape, special = entry.shape, self._types.get(name)
        known = OURS.get(entry.dtype, "")
        if special is not None:
            if PAIRS.get(special) != entry.dtype or shape[-1:] != (2,):
                raise damaged(self._file, f"the type of {name!r} does not fit its bytes")
            known, shape = special, shape[:-1]
        dtype = getattr(torch, known, None)
        if dtype is None:
            raise AgentError(
                "unsupported",
                f"The tensor {name} has the type {known}, which PyTorch {torch.__version__} does not know.",
                "Load it in a kernel with the version of PyTorch that saved it, or a newer one.",
            )
        if entry.start == entry.stop:
            return torch.empty(shape, dtype=dtype, device="cpu")
        empty = torch.empty(0, dtype=dtype, device="cpu")
        if entry.start % empty.element_size():
            raise damaged(self._file, f"the bytes of {name!r} do not lie where their type has to")
        return empty.set_(self._bytes[entry.start : entry.stop], 0, shape)


def is_here(device: str) -> bool:
    """Whether this machine has the device; what was on another one goes to the processor."""
    import torch

    kind, _, number = device.partition(":")
    library: Any = getattr(torch, kind, None) if kind in KINDS else None
    if not hasattr(library, "is_available") or not library.is_available():
        return False
    if number and not (number.isascii() and number.isdigit()):
        return False
    return not hasattr(library, "device_count") or int(number or 0) < library.device_count()


def damaged(file: str, reason: str) -> AgentError:
    return AgentError("damaged", f"{file} cannot be read: {reason}.", "Ask whoever saved the version for another one.")


def as_ref(fields: Any) -> Ref:
    """A checked `Ref`. Error `ValueError`."""
    ref = Ref(*fields)
    types = (type(ref.name), type(ref.parameter), type(ref.requires_grad), type(ref.device))
    order = ref.stride is None or (
        type(ref.stride) in (list, tuple) and all(type(step) is int and step >= 0 for step in ref.stride)
    )
    if types != (str, bool, bool, str) or not order:
        raise ValueError("a tensor is referred to in an unknown way")
    return ref._replace(stride=None if ref.stride is None else tuple(ref.stride))
