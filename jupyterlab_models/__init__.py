"""Versioned models in JupyterLab: the server's half, and the source that runs in kernels."""

from __future__ import annotations

from typing import Any

from .server.version import __version__

__all__ = ["__version__"]


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    return [{"src": "labextension", "dest": "jupyterlab-models"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    from .extension import ModelsExtension

    return [{"module": "jupyterlab_models.extension", "app": ModelsExtension}]
