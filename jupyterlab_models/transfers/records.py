"""What the server knows about one transfer."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime, timezone
from typing import Literal

from ..registry.interface import Json

State = Literal["waiting", "running", "publishing", "done", "failed", "cancelled"]
ENDS = ("done", "failed", "cancelled")


def utc_text(moment: datetime | None = None) -> str:
    """A moment, now by default, as the contract writes times."""
    moment = moment or datetime.now(timezone.utc)
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


@dataclass
class Record:
    """One save or load; `public` is the schema `Transfer`, the rest never leaves the server."""

    id: str
    kind: Literal["save", "load"]
    model: str
    variable: str
    kernel: str
    creator: Json
    total: int | None
    version: int | None = None
    state: State = "waiting"
    bytes: int = 0
    error: Json | None = None
    result: Json | None = None
    created: str = field(default_factory=utc_text)
    updated: str = field(default_factory=utc_text)

    boot: str | None = None
    """Mark of the kernel's process, None for kernels this server does not run."""
    secret: str = ""
    """SHA-256 of the ticket's secret."""
    closed: bool = False
    """Whether the agent's part is over: its ticket is void."""
    expires: str = ""
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

    @property
    def ended(self) -> bool:
        return self.state in ENDS

    @property
    def public(self) -> Json:
        names = ("id", "kind", "state", "model", "version", "variable", "bytes", "total", "error", "result")
        shown: Json = {name: getattr(self, name) for name in names}
        return {
            **shown,
            "kernel": {"id": self.kernel},
            "creator": self.creator,
            "created": self.created,
            "updated": self.updated,
        }

    def to_json(self) -> Json:
        """Everything, for the file that survives a restart of the server."""
        return asdict(self)

    @classmethod
    def from_json(cls, value: Json) -> Record:
        return cls(**value)
