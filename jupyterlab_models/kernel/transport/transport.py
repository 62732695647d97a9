"""Transports of the bytes between kernel and server, and the choice of one that works from this kernel."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, Protocol

from ..errors import AgentError, encodable, to_json
from .http import HttpTransport
from .spool import SpoolTransport

Json = dict[str, Any]


class Transport(Protocol):
    """One transfer over one transport."""

    def prove(self) -> str:
        """'' when it works from this kernel, else the reason why not. Error `cancelled` when the ticket is void."""

    def raise_if_cancelled(self) -> None:
        """Raise the error `cancelled` when the ticket is void."""

    def begin_save(self) -> Path:
        """An empty folder for the files of the version; tells the server that the save started."""

    def begin_load(self, version: Json) -> Path:
        """The folder with the files of the version."""

    def deliver(self, report: Json) -> None:
        """Send the files of a successful save, then the final report."""

    def discard(self) -> None:
        """Delete what `deliver` would have sent, so that a full disk has room for a report without files."""

    def close(self) -> None:
        """Remove the kernel's temporary folder."""


def choose(ticket: Json) -> Transport:
    """The first transport of the ticket that works. Errors: `cancelled`, `unreachable`."""
    reasons: list[str] = []
    void: AgentError | None = None
    for entry in ticket["ways"]:
        transport: Transport = (
            SpoolTransport(entry) if entry["way"] == "spool" else HttpTransport(entry, ticket["secret"])
        )
        try:
            reason = transport.prove()
        except AgentError as error:
            # The folder may belong to another machine: try the other transports before giving up.
            void = error
            continue
        if not reason:
            return transport
        reasons.append(reason)
    raise void or AgentError(
        "unreachable",
        f"The kernel cannot exchange files with the server: {'; '.join(reasons)}.",
        "If the transfer was not cancelled, ask whoever runs the server to allow another way (byte_ways).",
    )


def failed(transport: Transport, error: BaseException, doing: str) -> Json:
    """The report of a failed transfer. After a cancel the folder is gone, so any `OSError` may mean `cancelled`."""
    if isinstance(error, OSError):
        try:
            transport.raise_if_cancelled()
        except Exception as reason:  # noqa: BLE001 - the check may fail as the work did; then the first failure counts
            if isinstance(reason, AgentError) and reason.code == "cancelled":
                error = reason
    return {"ok": False, "error": to_json(error, doing)}


def finish(transport: Transport, report: Json) -> Json:
    """Deliver the report and return it, or the report of the failure to deliver it."""
    try:
        transport.deliver(encodable(report))
    except BaseException as error:  # noqa: BLE001 - the page has to learn it, whatever it is
        if report["ok"]:
            report = failed(transport, error, "handing the files to the server")
        _report_failure(transport, report)
    finally:
        transport.close()
    return report


def _report_failure(transport: Transport, report: Json) -> None:
    """Report a failure again, without files, so that the server ends the transfer."""
    with contextlib.suppress(BaseException):
        # The page gets the reply in any case and reports the failure to the server where the kernel cannot.
        transport.discard()
        transport.deliver(encodable(report))
