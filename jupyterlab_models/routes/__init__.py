"""The REST API: one module a resource, all built on `base`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from . import bytes, formats, health, models, transfers, trash, versions
from .base import NoSuchRoute

if TYPE_CHECKING:
    from ..services import Services

PREFIX = "jupyterlab-models/v1"


def handlers(services: Services) -> list[tuple[str, type, dict[str, Any]]]:
    """Patterns below the server's base URL, their handlers and what those are made with."""
    modules = (health, formats, models, versions, trash, transfers, bytes)
    routes = [route for module in modules for route in module.ROUTES]
    listed = [(rf"/{PREFIX}/{pattern}", handler, {"services": services}) for pattern, handler in routes]
    return [*listed, (rf"/{PREFIX}(?:/.*)?", NoSuchRoute, {"services": services})]
