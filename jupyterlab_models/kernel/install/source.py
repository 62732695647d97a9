"""Puts together the text of the kernel's half, as the page sends it into kernels."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import zlib
from pathlib import Path

from ...server.types import Json

_KERNEL = Path(__file__).parent.parent
_LOADER = Path(__file__).with_name("loader.py")
_PROBE = _KERNEL / "session" / "probe.py"
_SERVER_SIDE = ("__init__", "kernel.feature")
"""Ends of the names of modules that stay in the server."""
_SYS = "__import__('sys')"
_WATCHED = (
    f"{_SYS}.gettrace() or {_SYS}.getprofile() "
    f"or hasattr({_SYS}, 'monitoring') and any(map({_SYS}.monitoring.get_tool, range(6)))"
)


def kernel_source(frameworks: dict[str, str], table: Json) -> Json:
    """The schema `KernelSource`. Reads files, so call it in a thread.

    `frameworks` are further modules by their name below the package, `table` is what `agent/matching.py` looks up.
    """
    probe, loader = (path.read_text(encoding="utf-8") for path in (_PROBE, _LOADER))
    sources = dict(sorted({**_agent(), **frameworks}.items()))
    digest = hashlib.sha256(repr((probe, loader, sources, table)).encode()).hexdigest()[:16]
    agent = f"{loader}\n\ninstall({digest!r}, {sources!r}, {table!r})\n"
    texts = {"probe": probe, "agent": agent}
    without_tracing = sources["kernel.session.without_tracing"]
    return {"digest": digest, **{name: _installer(name, text, without_tracing) for name, text in texts.items()}}


def _agent() -> dict[str, str]:
    """The modules of this package that run in kernels; `__init__` files hold nothing but text for readers."""
    files = [path for path in _KERNEL.rglob("*.py") if path != _PROBE and path.parent != _LOADER.parent]
    names = {path: ".".join(path.relative_to(_KERNEL).with_suffix("").parts) for path in files}
    sources = {f"kernel.{name}": path.read_text(encoding="utf-8") for path, name in names.items()}
    sources = {name: text for name, text in sources.items() if not name.endswith(_SERVER_SIDE)}
    return {**sources, "kernel.pickling.cloudpickle": _cloudpickle()}


def _installer(name: str, text: str, without_tracing: str) -> str:
    """An expression that executes the text in a namespace of its own, whatever the user has called `compile`.

    A tracer or profiler of the user sees one call of it; where there is none, nothing is done against it, as that
    takes some milliseconds. The libraries that it names are in every kernel already.
    """
    run = f"lambda _: exec(compile({text!r}, __name__, 'exec'), {{'__name__': __name__}})"
    watched = f"exec(compile({without_tracing!r}, __name__, 'exec'))\n    run = without_tracing(run)"
    whole = f"run = {run}\nif {_WATCHED}:\n    {watched}\nrun('')\n"
    packed = base64.b64encode(zlib.compress(whole.encode(), 9)).decode()
    unpacked = f"__import__('zlib').decompress(__import__('binascii').a2b_base64('{packed}'))"
    title, builtins = f"'_jupyterlab_models_{name}'", "__import__('builtins')"
    return f"{builtins}.exec({builtins}.compile({unpacked}, {title}, 'exec'), {{'__name__': {title}}})"


def _cloudpickle() -> str:
    """The text of the installed library, for kernels that have none; it is compiled only there and then."""
    spec = importlib.util.find_spec("cloudpickle")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("cloudpickle is not installed", name="cloudpickle")
    return Path(spec.origin).with_name("cloudpickle.py").read_text(encoding="utf-8")
