"""Steps of a recording: requests with their answers, and files that an agent writes into the spool."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from typing import Any

from tornado.httpclient import HTTPResponse

from ..clients import PREFIX, Api, Json
from .comparison import Comparison

HEADERS = ("Allow", "Cache-Control", "Content-Length", "Content-Type")
"""Headers of answers that clients read. The length only of files: JSON may grow."""
ENDS = ("done", "failed", "cancelled")


def server_of(api: Api) -> str:
    """Base URL of the server."""
    return api.base.removesuffix(f"{PREFIX}/")


async def perform(api: Api, request: Json) -> Json:
    """Send a recorded request and return the answer as it is recorded.

    `json`, `text` or `spaces` (so many of them) is the body. With `until_ended` it is a transfer that is asked for
    until it has ended.
    """
    deadline = time.monotonic() + 60
    while True:
        answer = _answer(await _send(api, request))
        if not request.get("until_ended") or answer.get("json", {}).get("state") in (None, *ENDS):
            return answer
        assert time.monotonic() < deadline, answer
        await asyncio.sleep(0.01)


async def _send(api: Api, request: Json) -> HTTPResponse:
    headers = dict(request.get("headers", {}))
    raw: bytes | None = None
    if "text" in request:
        raw = request["text"].encode()
    elif "spaces" in request:
        raw = b" " * request["spaces"]
    body = request.get("json")
    return await api.call(request["method"], request["path"], body, raw=raw, headers=headers)


def _answer(response: HTTPResponse) -> Json:
    answer: Json = {"status": response.code}
    headers = {name: response.headers[name] for name in HEADERS if name in response.headers}
    if headers.get("Content-Type") == "application/json":
        answer["json"] = json.loads(response.body)
    elif response.body:
        answer["text"] = response.body.decode()
    if "text" not in answer:
        headers.pop("Content-Length", None)
    return {**answer, "headers": headers}


def write(files: dict[str, str]) -> None:
    """Write files as an agent does; each appears complete."""
    for name, content in files.items():
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.new")
        draft.write_text(content)
        draft.replace(path)


async def replay(api: Api, steps: list[Json], store: Path, free: tuple[str, ...] = ()) -> list[str]:
    """Perform the recorded steps; returns what a client of the recorded server would miss."""
    missed: list[str] = []
    comparison = Comparison({"<store>": str(store), "<server>": server_of(api)}, free)
    for number, step in enumerate(steps):
        if "files" in step:
            write(comparison.filled(step["files"]))
            continue
        request, answer = step["request"], step["answer"]
        today = await perform(api, comparison.filled(request))
        where = f"{number} {request['method']} {request['path']}: "
        growing = tuple(step.get("growing", ()))
        missed += comparison.differences(answer["status"], today["status"], f"{where}status")
        missed += _missed_headers(answer["headers"], today["headers"], where)
        for kind in ("json", "text"):
            if kind in answer:
                missed += comparison.differences(answer[kind], today.get(kind), f"{where}{kind}", growing)
        if "json" not in answer and "text" not in answer and ("json" in today or "text" in today):
            missed.append(f"{where}there is a body, where there was none")
    return missed


def _missed_headers(recorded: dict[str, str], today: dict[str, str], where: str) -> list[str]:
    missed = []
    for name, value in recorded.items():
        found: Any = today.get(name, "")
        same = set(value.split(", ")) <= set(found.split(", ")) if name == "Allow" else value == found
        if not same:
            missed.append(f"{where}{name} is {found!r}, not {value!r}")
    return missed
