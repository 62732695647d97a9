"""The ways of the bytes between kernel and server, and which of them works from here."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any, Protocol

from .errors import AgentError, encodable, to_json
from .way_http import HttpWay
from .way_spool import SpoolWay

Json = dict[str, Any]


class Way(Protocol):
    """One transfer over one way."""

    def prove(self) -> str:
        """'' when the way works from here, else the reason why not. Error `cancelled` when the ticket is void."""

    def wanted(self) -> None:
        """Error `cancelled` when the ticket is void."""

    def begin_save(self) -> Path:
        """An empty folder for the files of the version; tells the server that the work began."""

    def begin_load(self, version: Json) -> Path:
        """The folder with the files of the version."""

    def deliver(self, report: Json) -> None:
        """Hand over the files of a good save and then the report, the agent's last word."""

    def discard(self) -> None:
        """Take back what `deliver` would have handed over, so that a full disk has room for a report without files."""

    def close(self) -> None:
        """Take away what lies around in the kernel's temporary folder."""


def choose(ticket: Json) -> Way:
    """The first way of the ticket that works. Errors: `cancelled`, `unreachable`."""
    reasons: list[str] = []
    void: AgentError | None = None
    for entry in ticket["ways"]:
        way: Way = SpoolWay(entry) if entry["way"] == "spool" else HttpWay(entry, ticket["secret"])
        try:
            reason = way.prove()
        except AgentError as error:
            # Another way may know better: a folder of the same name can be another machine's.
            void = error
            continue
        if not reason:
            return way
        reasons.append(reason)
    raise void or AgentError(
        "unreachable",
        f"The kernel cannot exchange files with the server: {'; '.join(reasons)}.",
        "If the transfer was not cancelled, ask whoever runs the server to allow another way (byte_ways).",
    )


def failed(way: Way, error: BaseException, doing: str) -> Json:
    """The report of a failed transfer; in a folder that a cancel took away any error may come up."""
    if isinstance(error, OSError):
        try:
            way.wanted()
        except Exception as told:  # noqa: BLE001 - asking may fail as the work did; then the first failure counts
            if isinstance(told, AgentError) and told.code == "cancelled":
                error = told
    return {"ok": False, "error": to_json(error, doing)}


def finish(way: Way, report: Json) -> Json:
    """Deliver the report; what comes of it is the reply."""
    try:
        way.deliver(encodable(report))
    except BaseException as error:  # noqa: BLE001 - the page has to learn it, whatever it is
        if report["ok"]:
            report = failed(way, error, "handing the files to the server")
        _last_word(way, report)
    finally:
        way.close()
    return report


def _last_word(way: Way, report: Json) -> None:
    """Tell the server of a failure once more, now without files, so that nobody waits for the transfer's end."""
    with contextlib.suppress(BaseException):
        # The page hears of the failure in any case and tells it to the server where we cannot.
        way.discard()
        way.deliver(encodable(report))
