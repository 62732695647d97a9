"""Models without a version: what this server knows of the operation that makes the first one."""

from __future__ import annotations

from ..operations.record import Operation
from ..operations.service import Operations
from ..server.errors import Conflict
from ..server.rendered import Rendered
from ..server.types import Json
from ..server.users import User
from .interface import Registry

ERROR_FIELDS = ("code", "message", "hint")
HAS_OPERATION = '"operation": {'
"""Is in the text of every page with an operation, and in no other: inside of a text its quotes would be escaped."""
LOST = {
    "code": "server_stopped",
    "message": "The Jupyter server that was making the first version stopped, and nothing is left of it.",
    "hint": "Start it again, or remove the model.",
}


def known_error(error: Json) -> Json:
    """The schema `KernelError` of an error."""
    return {field: error[field] for field in ERROR_FIELDS if field in error}


def with_progress(model: Json, operations: Operations) -> Json:
    """The schema `ModelHead`, or what contains it, with the present state of its operation where this server has it."""
    record = operations.find(model["operation"]["id"]) if model["operation"] else None
    if record is None:
        return model
    state = "failed" if record.state in ("failed", "cancelled") else "pending"
    return {**model, "state": state, "operation": _operation(record)}


def page_with_progress(page: Json | Rendered, operations: Operations) -> Json | Rendered:
    """The schema `ModelPage` with the present state of all operations in it."""
    if isinstance(page, Rendered) and HAS_OPERATION not in page.text:
        return page
    return {**page, "items": [with_progress(head, operations) for head in page["items"]]}


def _operation(record: Operation) -> Json:
    """The schema `ModelOperation`."""
    return {
        "id": record.id,
        "kind": record.kind,
        "state": record.state,
        "progress": None if record.ended else record.public["progress"],
        "error": None if record.error is None else known_error(record.error),
    }


async def remove(model: Json, registry: Registry, operations: Operations, user: User) -> None:
    """Remove a model without a version (schema `ModelHead`), and cancel its operation.

    Raises `Forbidden` when the operation is somebody else's, `Conflict` when it cannot be cancelled.
    """
    operation = model["operation"]["id"]
    record = operations.find(operation)
    if record is not None:
        if not record.ended and not (await operations.cancel(operation, user)).ended:
            raise Conflict(
                "in_use",
                f"“{model['name']}” cannot be removed now: its first version is being stored this moment.",
                "Wait until it is there, then delete it.",
            )
    elif model["state"] == "pending" and operation in await operations.known():
        raise Conflict(
            "in_use",
            f"“{model['name']}” cannot be removed here: another Jupyter server is making its first version.",
            "Cancel it where it was begun.",
        )
    await registry.release(operation, user)


async def settle_lost(registry: Registry, operations: Operations) -> None:
    """Let the operations fail that no server knows any more; for features that start after both."""
    if "write" not in registry.capabilities():
        return
    # In this order: an operation is written down before it reserves a name.
    pending = await registry.pending()
    lost = set(pending) - await operations.known() if pending else ()
    for operation in lost:
        await registry.settle(operation, LOST)
