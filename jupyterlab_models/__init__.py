"""Versioned models in JupyterLab: the server's half, and the source that runs in kernels."""

from __future__ import annotations

from typing import Any

__all__ = ["__version__"]

try:
    from ._version import __version__
except ImportError:
    # A checkout that was never built has no version file; the front end compares versions, so say so plainly.
    __version__ = "0.0.0.dev0"


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-models"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .extension import ModelsExtension

    return [{"module": "jupyterlab_models.extension", "app": ModelsExtension}]
