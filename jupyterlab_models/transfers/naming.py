"""What saves and loads mean to the models of the registry: names that are reserved, and models that are in use."""

from __future__ import annotations

from collections.abc import Iterable
from logging import Logger

from ..operations.record import State
from ..registry.interface import Registry
from ..registry.names import name_key
from ..registry.uses import Use
from ..registry.without_version import known_error
from ..server.types import Json
from .records import Transfer


async def reserve(registry: Registry, record: Transfer) -> None:
    """Reserve the name for a save that has begun, if it is a new one."""
    operation = {"id": record.id, "kind": record.kind, "creator": record.creator}
    record.model_id = (await registry.reserve(record.model, operation))["id"]


async def settle(
    registry: Registry, record: Transfer, state: State, error: Json | None, others: Iterable[Transfer], log: Logger
) -> None:
    """A save ended: what it had reserved is gone, or stays as failed, unless another save for the name goes on."""
    if record.kind != "save" or state == "done":
        return
    try:
        if state == "failed":
            await registry.settle(record.id, known_error(error or {}))
        else:
            await registry.release(record.id)
        for other in others:
            if other is not record and other.kind == "save" and name_key(other.model) == name_key(record.model):
                await reserve(registry, other)
                break
    except Exception:
        # The transfer has to end; the next start of a server settles it.
        log.exception("The name that transfer %s had reserved could not be given back", record.id)


def uses(records: Iterable[Transfer]) -> list[Use]:
    """What these saves and loads do not allow."""
    return [_use(record, record.model_id) for record in records if record.model_id is not None]


def _use(record: Transfer, model: str) -> Use:
    who = record.creator["name"] or record.creator["username"]
    if record.kind == "load":
        return Use(model, "load", record.id, f"{who} loads version {record.version} into {record.variable}")
    notebook = record.request.get("notebook")
    place = f" from {notebook}" if notebook else ""
    return Use(model, "save", record.id, f"{who} saves {record.variable}{place}", ("rename",))
