"""The server extension with one more feature in its list."""

from __future__ import annotations

from typing import Any

from jupyterlab_models.extension import FEATURES, ModelsExtension

from . import counting


class WithCounting(ModelsExtension, counting.CountingConfig):
    features = (*FEATURES, counting.FEATURE)


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    return [{"module": __name__, "app": WithCounting}]
