"""The HTTP transport: whole files to and from the byte routes, through a temporary folder that is always removed."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import shutil
import tempfile
import time
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit

from ..errors import AgentError, cancelled

BLOCK = 1 << 20
TIMEOUT = 120
"""Seconds without a byte before the server counts as gone."""
VOID = 410
FORGOTTEN = 403
"""Also the status for an unknown ticket; only after a ticket was valid does it mean that the transfer is over."""
CHECK_EVERY = 1.0
"""Seconds between two checks whether the ticket is still valid."""


class HttpTransport:
    """See `transports.Transport`."""

    def __init__(self, entry: dict[str, Any], secret: str) -> None:
        self.url = urlsplit(entry["url"])
        self.secret = secret
        self.folder: Path | None = None
        self.last_check = 0.0

    def prove(self) -> str:
        try:
            status, reason = self._send("GET", "ticket")
        except (OSError, http.client.HTTPException) as error:
            return f"{self.url.netloc} cannot be reached ({type(error).__name__})"
        if status == VOID:
            raise cancelled()
        return "" if status == 204 else f"{self.url.netloc} did not accept the ticket ({reason})"

    def raise_if_cancelled(self) -> None:
        if time.monotonic() - self.last_check >= CHECK_EVERY:
            self.last_check = time.monotonic()
            status, reason = self._send("GET", "ticket")
            if status in (VOID, FORGOTTEN):
                raise cancelled()
            if status != 204:
                raise AgentError("refused", f"The server no longer answers as it should: {reason}", "Try again.")

    def begin_save(self) -> Path:
        return self._own_folder()

    def begin_load(self, version: dict[str, Any]) -> Path:
        folder = self._own_folder()
        for entry in version["files"]:
            self._fetch(entry, folder / safe(entry["path"]))
        return folder

    def deliver(self, report: dict[str, Any]) -> None:
        for entry in report.get("files", []) if self.folder else []:
            with (self._own_folder() / entry["path"]).open("rb") as body:
                self._expect(*self._send("PUT", f"files/{quote(entry['path'], safe='')}", body, entry["bytes"]))
        self._expect(*self._send("POST", "done", json.dumps(report).encode()))

    def discard(self) -> None:
        """Nothing to do: the server deletes its files with the transfer."""

    def close(self) -> None:
        if self.folder:
            # The transfer is complete; what cannot be removed stays in the temporary folder.
            shutil.rmtree(self.folder, ignore_errors=True)

    def _own_folder(self) -> Path:
        if self.folder is None:
            self.folder = Path(tempfile.mkdtemp(prefix="jupyterlab-models-"))
        return self.folder

    def _connect(self) -> http.client.HTTPConnection:
        kind = http.client.HTTPSConnection if self.url.scheme == "https" else http.client.HTTPConnection
        return kind(self.url.hostname or "", self.url.port, timeout=TIMEOUT, blocksize=BLOCK)

    def _headers(self, length: int | None = None) -> dict[str, str]:
        headers = {"X-Models-Ticket": self.secret}
        if length is not None:
            headers["Content-Length"] = str(length)
        return headers

    def _send(
        self, method: str, route: str, body: BinaryIO | bytes | None = None, length: int | None = None
    ) -> tuple[int, str]:
        """Status and the server's own words about it."""
        connection = self._connect()
        try:
            headers = self._headers(length)
            if method == "POST":
                headers["Content-Type"] = "application/json"
            elif method == "PUT":
                headers["Content-Type"] = "application/octet-stream"
            # The server answers before the body ends when it does not want it; the answer says why.
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                connection.request(method, self.url.path + route, body, headers)
            response = connection.getresponse()
            return response.status, explain(response)
        finally:
            connection.close()

    def _expect(self, status: int, reason: str) -> None:
        if status != 204:
            raise AgentError("refused", f"The server did not take the files: {reason}")

    def _fetch(self, entry: dict[str, Any], target: Path) -> None:
        target.parent.mkdir(parents=True, exist_ok=True)
        connection = self._connect()
        digest = hashlib.sha256()
        try:
            path = f"{self.url.path}files/{quote(entry['path'], safe='')}"
            connection.request("GET", path, headers=self._headers())
            response = connection.getresponse()
            if response.status != 200:
                raise AgentError("refused", f"The server did not give {entry['path']}: {explain(response)}")
            with target.open("wb") as out:
                while block := response.read(BLOCK):
                    digest.update(block)
                    out.write(block)
        finally:
            connection.close()
        if digest.hexdigest() != entry["sha256"]:
            raise AgentError("damaged", f"{entry['path']} arrived damaged.", "Try again.")


def explain(response: http.client.HTTPResponse) -> str:
    """The message of the schema `Error`, else the status in words."""
    try:
        return str(json.loads(response.read(65536))["message"])
    except (ValueError, KeyError, TypeError):
        return f"{response.status} {response.reason}"


def safe(path: str) -> str:
    """A relative path that stays below its folder. Error `refused`."""
    parts = PurePosixPath(path).parts
    if not parts or "\\" in path or path.startswith("/") or any(part.startswith(".") or ":" in part for part in parts):
        raise AgentError("refused", f"The version has a file of an unusable name: {path}")
    return path
