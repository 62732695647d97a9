"""Records steps from a running server, and puts placeholders where values differ from run to run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from ..clients import Api, Json, report_of
from .comparison import KINDS
from .steps import perform, write

_ID = re.compile(rf"(?<![0-9a-f]){KINDS['id']}(?![0-9a-f])")
_TIME = re.compile(KINDS["time"])


class Recorder:
    """Acts as the page and the agents, and keeps every step."""

    def __init__(self, api: Api, store: Path) -> None:
        self.api = api
        self.store = store
        self.steps: list[Json] = []

    async def send(self, method: str, path: str, **request: Any) -> Any:
        """Send a request (see `steps.perform`); returns the JSON or text of the answer."""
        growing = request.pop("growing", None)
        request = {"method": method, "path": path, **request}
        answer = await perform(self.api, request)
        self.steps.append({"request": request, "answer": answer, **({"growing": growing} if growing else {})})
        return answer.get("json", answer.get("text"))

    async def begin(self, kind: str, model: str, **more: Any) -> Agent:
        """Begin a transfer of the variable `model`; returns its agent."""
        request = {"kind": kind, "model": model, "variable": "model", "kernel": {"id": "kernel"}, **more}
        return Agent(self, (await self.send("POST", "transfers", json=request))["ticket"])

    async def save(self, model: str, files: dict[str, str], encoding: str, report: Json, **more: Any) -> Any:
        """A whole save over the spool; returns the ended transfer."""
        agent = await self.begin("save", model, encoding=encoding, **more)
        agent.write(files)
        agent.report(files, encoding=encoding, **report)
        return await agent.end()

    def write(self, files: dict[str, str]) -> None:
        write(files)
        self.steps.append({"files": files})


class Agent:
    """Uses a ticket as the kernel's agent does."""

    def __init__(self, recorder: Recorder, ticket: Json) -> None:
        self.id = ticket["transfer"]
        self._recorder = recorder
        self._headers = {"X-Models-Ticket": ticket["secret"], "X-Person": ""}
        self.folder = next((way["path"] for way in ticket["ways"] if way["way"] == "spool"), "")

    async def send(self, method: str, path: str, **request: Any) -> Any:
        """A request to a byte route, with the ticket instead of a login."""
        headers = {**self._headers, **request.pop("headers", {})}
        return await self._recorder.send(method, f"transfers/{self.id}/{path}", headers=headers, **request)

    def write(self, files: dict[str, str]) -> None:
        self._recorder.write({f"{self.folder}/files/{path}": content for path, content in files.items()})

    def report(self, files: dict[str, str], **more: Any) -> None:
        report = report_of({path: content.encode() for path, content in files.items()}, **more)
        self._recorder.write({f"{self.folder}/done.json": json.dumps(report)})

    async def end(self) -> Any:
        return await self._recorder.send("GET", f"transfers/{self.id}", until_ended=True)


class Placeholders:
    """Replaces what differs from run to run in recorded steps. What is in `kept` stays as it is."""

    def __init__(self, store: Path, server: str, kept: bytes = b"") -> None:
        self._kept = kept
        self._names: dict[tuple[str, str], str] = {}
        self._texts = {str(store): "<store>", server: "<server>"}

    def replace(self, steps: list[Json]) -> list[Json]:
        for step in steps:
            self._find_secrets(step)
        return [self._replaced(step) for step in steps]

    def _name(self, kind: str, value: str) -> str:
        count = sum(1 for other, _ in self._names if other == kind)
        return self._names.setdefault((kind, value), f"<{kind}-{count + 1}>")

    def _find_secrets(self, value: Any) -> None:
        """Names that are known by their member alone; they come back in headers and files."""
        if isinstance(value, dict):
            for member, inner in value.items():
                if member in ("secret", "nonce"):
                    self._texts[inner] = self._name(member, inner)
                self._find_secrets(inner)
        elif isinstance(value, list):
            for inner in value:
                self._find_secrets(inner)

    def _replaced(self, value: Any, member: str = "") -> Any:
        if isinstance(value, dict):
            racing = value.get("kind") == "save" and value.get("state") in ("running", "failed", "cancelled")
            members = {self._text(name): self._replaced(inner, name) for name, inner in value.items()}
            # How far a save came before it failed depends on when the server looked.
            return {**members, "bytes": "<number>"} if racing else members
        if isinstance(value, list):
            return [self._replaced(inner) for inner in value]
        if isinstance(value, str):
            return self._member(member, value)
        if member == "revision":
            return self._name("revision", str(value))
        return "<number>" if member == "free_bytes" else value

    def _member(self, member: str, value: str) -> str:
        if member in ("digest", "kernel_source"):
            return self._name("digest", value)
        if member in ("probe", "agent"):
            return "<text>"
        return self._text(value)

    def _text(self, text: str) -> str:
        for value, name in self._texts.items():
            text = text.replace(value, name)
        text = _ID.sub(lambda found: found[0] if self._stays(found[0]) else self._name("id", found[0]), text)
        return _TIME.sub(lambda found: found[0] if self._stays(found[0]) else "<time>", text)

    def _stays(self, value: str) -> bool:
        return value.encode() in self._kept or value in ("0" * 32, "f" * 32)
