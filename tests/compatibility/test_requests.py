"""The requests that 0.1.0 was recorded with get what they got then; more may be in the answers."""

from __future__ import annotations

import json
from pathlib import Path

from ..server import Servers
from .record import CONFIG, FIXTURES
from .steps import perform, replay
from .store import unpack


async def test_recorded_requests_get_what_they_got(servers: Servers, store: Path) -> None:
    """How risky it is to load what is saved here may change with the rules. The revision rises more often than then:
    a save of a new name is listed when it begins.
    """
    steps = json.loads((FIXTURES / "v0.1.0" / "requests.json").read_text())["steps"]
    assert len(steps) > 250
    _, client = await servers.start(**CONFIG)
    missed = await replay(client.api, steps, store, free=("risk", "revision"))
    assert not missed, "\n".join(missed)


async def test_a_store_of_an_earlier_release_is_opened_as_it_was_left(
    servers: Servers, store: Path, tmp_path: Path
) -> None:
    """With a trash, and saves and loads that were under way when the server was killed.

    Its versions are judged again by today's rules, so their risks may differ, and with each that does the revision.
    """
    unpack(FIXTURES / "v0.1.0" / "store.tar.gz", tmp_path)
    steps = json.loads((FIXTURES / "v0.1.0" / "store.json").read_text())["steps"]
    assert len(steps) > 60
    _, client = await servers.start(**CONFIG)
    missed = await replay(client.api, steps, store, free=("risk", "revision"))
    assert not missed, "\n".join(missed)
    versions = (await client.api.json("GET", "models/churn/versions"))["items"]
    assert all(version["judged"]["rules"] >= 1 for version in versions)


async def test_what_an_answer_lacks_is_reported(servers: Servers, store: Path) -> None:
    _, client = await servers.start(**CONFIG)
    request = {"method": "PUT", "path": "models", "json": {}}
    answer = await perform(client.api, request)
    assert await replay(client.api, [{"request": request, "answer": answer}], store) == []
    body = {**answer["json"], "renamed": 1}
    headers = {**answer["headers"], "Allow": "GET, LOCK", "Cache-Control": "public"}
    recorded = {"status": 201, "headers": headers, "json": body}
    missed = await replay(client.api, [{"request": request, "answer": recorded}], store)
    assert [line.split(" ")[3] for line in missed] == ["status", "Allow", "Cache-Control", "json.renamed"]
    emptied = {"status": 405, "headers": {}}
    assert len(await replay(client.api, [{"request": request, "answer": emptied}], store)) == 1
