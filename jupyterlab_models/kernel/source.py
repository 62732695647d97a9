"""Puts together the text of the kernel's half, as the page sends it into kernels."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
import zlib
from pathlib import Path

from ..server.types import Json

_HERE = Path(__file__).parent
_NOT_SENT = ("__init__", "feature", "loader", "probe", "source")
_SYS = "__import__('sys')"
_WATCHED = (
    f"{_SYS}.gettrace() or {_SYS}.getprofile() "
    f"or hasattr({_SYS}, 'monitoring') and any(map({_SYS}.monitoring.get_tool, range(6)))"
)


def kernel_source(rows: list[Json]) -> Json:
    """The schema `KernelSource`; `rows` is the table of formats. Reads files, so call it in a thread."""
    probe = (_HERE / "probe.py").read_text(encoding="utf-8")
    loader = (_HERE / "loader.py").read_text(encoding="utf-8")
    sources = {path.stem: path.read_text(encoding="utf-8") for path in _HERE.glob("*.py") if path.stem not in _NOT_SENT}
    for path in (_HERE / "adapters").glob("*.py"):
        name = "adapters" if path.stem == "__init__" else f"adapters.{path.stem}"
        sources[name] = path.read_text(encoding="utf-8")
    sources["cloudpickle"] = _cloudpickle()
    sources = dict(sorted(sources.items()))
    digest = hashlib.sha256(repr((probe, loader, sources, rows)).encode()).hexdigest()[:16]
    agent = f"{loader}\n\ninstall({digest!r}, {sources!r}, {rows!r})\n"
    texts = {"probe": probe, "agent": agent}
    return {
        "digest": digest,
        **{name: _installer(name, text, sources["without_tracing"]) for name, text in texts.items()},
    }


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
