"""What the server knows about one save or load: an operation with a ticket for a kernel."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..operations.record import Operation, State
from ..server.types import Json

PUBLISHING = "publishing"
"""The phase of a save whose bytes have arrived: the server hashes and registers them."""

_OLD_STATES: dict[str, tuple[State, str]] = {
    "waiting": ("queued", ""),
    "running": ("running", ""),
    "publishing": ("running", PUBLISHING),
    "done": ("done", ""),
    "failed": ("failed", ""),
    "cancelled": ("cancelled", ""),
}
"""State of a transfer → state and phase of an operation."""


@dataclass(kw_only=True)
class Transfer(Operation):
    """Only `transfer`, the schema `Transfer`, and `public` leave the server."""

    model: str
    variable: str
    kernel: str
    version: int | None = None
    result: Json | None = None
    model_id: str | None = None
    """Id of the model when the transfer began."""

    boot: str | None = None
    """Mark of the kernel's process, None for kernels this server does not run."""
    secret: str = ""
    """SHA-256 of the ticket's secret."""
    closed: bool = False
    """Whether the agent's part is over: its ticket is void."""
    nonce: str = ""
    folder: str | None = None
    """Of a load, the folder of the version after its files were verified."""
    files: list[str] = field(default_factory=list)
    """Of a load, the files of the version that are loaded."""
    part: str | None = None
    """Of a load, the schema `Part`; None for the whole version."""
    loaded: Json | None = None
    """Of a load, what its result will say."""
    request: Json = field(default_factory=dict)
    """Of a save, the schema `SaveRequest`."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.uploaded = 0
        """Bytes that came over HTTP so far, in all files of the save together."""

    @property
    def subject(self) -> Json:
        return {"model": self.model, "version": self.version, "variable": self.variable, "kernel": self.kernel}

    @property
    def measured(self) -> bool:
        """What a kernel reads from a shared folder, and what the server hashes, is not counted."""
        return self.kind == "save" and self.phase != PUBLISHING

    @property
    def transfer_state(self) -> str:
        """The schema `TransferState`."""
        if self.phase == PUBLISHING:
            return "publishing"
        return {"queued": "waiting", "stalled": "running"}.get(self.state, self.state)

    @property
    def transfer(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "state": self.transfer_state,
            "model": self.model,
            "version": self.version,
            "variable": self.variable,
            "kernel": {"id": self.kernel},
            "bytes": self.done,
            "total": self.total,
            "error": self.error,
            "result": self.result,
            "creator": self.creator,
            "created": self.created,
            "updated": self.updated,
        }

    @classmethod
    def from_json(cls, value: Json) -> Transfer:
        """What `to_json` wrote, or release 0.1.0. Raises `TypeError` or `LookupError` for anything else."""
        value = dict(value)
        if "bytes" in value:
            value["done"] = value.pop("bytes")
            value["state"], value["phase"] = _OLD_STATES[value["state"]]
        return cls(**value)
