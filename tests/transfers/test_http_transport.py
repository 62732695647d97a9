"""Saves and loads over the byte routes, with a stand-in for the agent."""

from __future__ import annotations

import asyncio
import json
import socket
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from jupyterlab_models.transfers import byte_routes
from jupyterlab_models.transfers.service import Transfers

from ..clients import CBM, Api, Json, TransferClient, report_of


@pytest.fixture
def settings() -> Json:
    return {"byte_ways": ["http"], "max_upload_bytes": 3_000_000}


async def test_save_and_load(client: TransferClient, api: Api, store: Path) -> None:
    big = CBM + b"\0" * 2_500_000
    agent = await client.begin_save(bytes=len(big))
    assert [way["way"] for way in agent.ticket["ways"]] == ["http"]
    assert (await agent.send("GET", "ticket")).code == 204
    await client.until(agent, ("running",))
    assert (await agent.send("PUT", "files/model.cbm", big)).code == 204
    assert (await agent.send("PUT", "files/more%2Fparams.json", b"{}")).code == 204
    report = report_of({"model.cbm": big, "more/params.json": b"{}"})
    done = await agent.send("POST", "done", json.dumps(report).encode(), **{"Content-Type": "application/json"})
    assert done.code == 204
    saved = await client.end_of(agent)
    assert (saved["state"], saved["bytes"]) == ("done", len(big) + 2)

    agent = await client.begin_load("churn", 1)
    assert (await agent.send("GET", "ticket")).code == 204
    loaded = await agent.send("GET", "files/model.cbm")
    assert (loaded.code, loaded.headers["Content-Type"]) == (200, "application/octet-stream")
    assert loaded.body == big
    assert (await agent.send("GET", "files/more%2Fparams.json")).body == b"{}"
    assert (await api.json("GET", f"transfers/{agent.ticket['transfer']}"))["bytes"] == len(big) + 2
    await agent.send("POST", "done", b'{"ok": true}', **{"Content-Type": "application/json"})
    assert (await client.end_of(agent))["state"] == "done"
    assert list((store / "spool").iterdir()) == []


async def test_a_load_reports_its_progress(client: TransferClient, monkeypatch: pytest.MonkeyPatch) -> None:
    await client.save_over_http(content=CBM + b"\0" * 2_900_000)
    monkeypatch.setattr(byte_routes, "PROGRESS_EVERY", 100.0)
    moved = []
    monkeypatch.setattr(Transfers, "progress", lambda transfers, record, count: moved.append(count))
    agent = await client.begin_load("churn", 1)
    content = (await agent.send("GET", "files/model.cbm")).body
    assert moved == [len(content)]


async def test_the_ticket_is_for_its_transfer_alone(client: TransferClient) -> None:
    one, other = await client.begin_save("one"), await client.begin_save("other")
    one.secret = other.secret
    for method, path in (("GET", "ticket"), ("PUT", "files/a"), ("GET", "files/a"), ("POST", "done")):
        refused = await one.send(method, path, b"x" if method != "GET" else None)
        assert (refused.code, json.loads(refused.body)["code"]) == (403, "bad_ticket")
    for secret in ("", "x", "\u00e9", other.ticket["secret"] + "x"):
        one.secret = {"X-Models-Ticket": secret}
        assert (await one.send("GET", "ticket")).code == 403


async def test_the_login_is_no_ticket(client: TransferClient, api: Api) -> None:
    agent = await client.begin_save()
    response = await api.call("GET", f"transfers/{agent.ticket['transfer']}/ticket")
    assert (response.code, json.loads(response.body)["code"]) == (403, "bad_ticket")
    assert (await api.call("GET", f"transfers/{'0' * 32}/ticket")).code == 403


async def test_the_ticket_is_no_login(client: TransferClient, api: Api) -> None:
    agent = await client.begin_save()
    api.token = ""
    for path in ("models", f"transfers/{agent.ticket['transfer']}", "health"):
        assert (await api.call("GET", path, headers=agent.secret)).code == 403


async def test_a_ticket_is_void_after_the_end(client: TransferClient, api: Api) -> None:
    agent = await client.begin_save()
    await api.json("DELETE", f"transfers/{agent.ticket['transfer']}")
    for method, path in (("GET", "ticket"), ("PUT", "files/a"), ("POST", "done")):
        refused = await agent.send(method, path, b"x" if method != "GET" else None)
        assert (refused.code, json.loads(refused.body)["code"]) == (410, "ticket_void")


@pytest.mark.parametrize(
    "path",
    [
        "..%2Fmodel.cbm",
        "a%2F..%2F..%2Fmodel.cbm",
        "%2e%2e",
        "%2e%2e%2fmodel.cbm",
        "%2Fetc%2Fpasswd",
        "a%00b",
        "a%5Cb",
        "C:model",
        ".hidden",
        "a%2F%2Fb",
        "a%0Ab",
        "a" * 300,
        "%ff",
    ],
)
async def test_tricks_with_paths_are_refused(client: TransferClient, store: Path, path: str) -> None:
    agent = await client.begin_save()
    before = sorted(store.rglob("*"))
    refused = await agent.send("PUT", f"files/{path}", CBM)
    assert 400 <= refused.code < 500, refused.body
    assert json.loads(refused.body)["message"]
    assert sorted(store.rglob("*")) == before


async def test_only_the_files_of_the_version_can_be_read(client: TransferClient) -> None:
    await client.save_over_http()
    agent = await client.begin_load("churn", 1)
    for path in ("model.json", "..%2Fmodel.json", "%2Fetc%2Fpasswd", "model.cbm%00"):
        assert (await agent.send("GET", f"files/{path}")).code == 404
    refused = await agent.send("PUT", "files/model.cbm", CBM)
    assert (refused.code, json.loads(refused.body)["code"]) == (422, "not_a_save")
    saving = await client.begin_save()
    assert (await saving.send("GET", "files/model.cbm")).code == 404


async def test_a_body_over_the_limit_is_refused(client: TransferClient, store: Path) -> None:
    agent = await client.begin_save()
    host = urlsplit(agent.ways["http"]["url"])
    head = f"PUT {host.path}files/model.cbm HTTP/1.1\r\nHost: {host.netloc}\r\n"
    head += f"X-Models-Ticket: {agent.ticket['secret']}\r\nContent-Length: 3000001\r\n\r\n"
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    writer.write(head.encode())
    answer = (await reader.readuntil(b"\r\n")).decode()
    writer.close()
    assert " 413 " in answer
    assert not (store / "spool" / agent.ticket["transfer"] / "incoming").exists()
    predicted = await client.api.call(
        "POST",
        "transfers",
        {"kind": "save", "model": "m", "variable": "v", "kernel": {"id": "k"}, "format": "cbm"}
        | {"encoding": "catboost-cbm", "bytes": 3_000_001},
    )
    assert (predicted.code, json.loads(predicted.body)["code"]) == (422, "too_large")


async def test_a_connection_that_breaks_leaves_no_half_file(client: TransferClient, store: Path) -> None:
    agent = await client.begin_save()
    host = urlsplit(agent.ways["http"]["url"])
    head = f"PUT {host.path}files/model.cbm HTTP/1.1\r\nHost: {host.netloc}\r\n"
    head += f"X-Models-Ticket: {agent.ticket['secret']}\r\nContent-Length: 2900000\r\n\r\n"
    incoming = store / "spool" / agent.ticket["transfer"] / "incoming"
    with socket.create_connection((host.hostname, host.port)) as line:
        line.setblocking(False)
        loop = asyncio.get_running_loop()
        await loop.sock_sendall(line, head.encode() + b"\0" * 2_000_000)
        while not (incoming.exists() and list(incoming.iterdir())):
            await asyncio.sleep(0.01)
    for _ in range(200):
        if not list(incoming.iterdir()):
            break
        await asyncio.sleep(0.01)
    assert list(incoming.iterdir()) == []
    assert list((incoming.parent / "files").iterdir()) == []


async def test_a_cancelled_upload_is_cut(client: TransferClient, api: Api, store: Path) -> None:
    agent = await client.begin_save()
    host = urlsplit(agent.ways["http"]["url"])
    head = f"PUT {host.path}files/model.cbm HTTP/1.1\r\nHost: {host.netloc}\r\n"
    head += f"X-Models-Ticket: {agent.ticket['secret']}\r\nContent-Length: 2900000\r\n\r\n"
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    writer.write(head.encode() + b"\0" * 1_500_000)
    await client.until(agent, ("running",))
    await api.json("DELETE", f"transfers/{agent.ticket['transfer']}")
    writer.write(b"\0" * 1_400_000)
    answer = (await reader.readuntil(b"\r\n")).decode()
    writer.close()
    assert " 410 " in answer
    assert list((store / "spool").iterdir()) == []


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"ok": true}', "text/plain", 415),
        (b"[]", "application/json", 422),
        (b'{"ok": "yes"}', "application/json", 422),
        (b'{"ok": true, "class": "' + b"x" * 2**20 + b'"}', "application/json", 413),
    ],
)
async def test_an_invalid_report_is_refused(
    client: TransferClient, content: bytes, content_type: str, status: int
) -> None:
    agent = await client.begin_save()
    refused = await agent.send("POST", "done", content, **{"Content-Type": content_type})
    assert refused.code == status
    assert (await agent.send("GET", "ticket")).code == 204


async def test_a_name_for_a_file_and_a_folder(client: TransferClient) -> None:
    agent = await client.begin_save()
    assert (await agent.send("PUT", "files/a", b"x")).code == 204
    refused = await agent.send("PUT", "files/a%2Fb", b"x")
    assert (refused.code, json.loads(refused.body)["code"]) == (422, "bad_path")
    assert (await agent.send("PUT", "files/c%2Fd", b"x")).code == 204
    refused = await agent.send("PUT", "files/c", b"x")
    assert (refused.code, json.loads(refused.body)["code"]) == (422, "bad_path")


async def test_an_empty_file_arrives(client: TransferClient, store: Path) -> None:
    agent = await client.begin_save()
    assert (await agent.send("PUT", "files/empty", b"")).code == 204
    assert (store / "spool" / agent.ticket["transfer"] / "files" / "empty").read_bytes() == b""


async def test_a_body_without_a_length_keeps_to_the_limit(client: TransferClient, store: Path) -> None:
    agent = await client.begin_save()
    host = urlsplit(agent.ways["http"]["url"])
    head = f"PUT {host.path}files/model.cbm HTTP/1.1\r\nHost: {host.netloc}\r\n"
    head += f"X-Models-Ticket: {agent.ticket['secret']}\r\nTransfer-Encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"\0" * 0x10000 + b"\r\n"
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    writer.write(head.encode() + chunk * 46 + b"0\r\n\r\n")
    answer = (await reader.readuntil(b"\r\n")).decode()
    writer.close()
    assert " 413 " in answer or " 400 " in answer
    spool = store / "spool" / agent.ticket["transfer"]
    assert list((spool / "files").iterdir()) == []


@pytest.mark.parametrize("length", ["abc", "-1", "1, 2", "\u0661"])
async def test_lengths_that_are_none(client: TransferClient, store: Path, length: str) -> None:
    agent = await client.begin_save()
    host = urlsplit(agent.ways["http"]["url"])
    head = f"PUT {host.path}files/model.cbm HTTP/1.1\r\nHost: {host.netloc}\r\n"
    head += f"X-Models-Ticket: {agent.ticket['secret']}\r\nContent-Length: {length}\r\n\r\nx"
    reader, writer = await asyncio.open_connection(host.hostname, host.port)
    writer.write(head.encode())
    answer = await reader.read(1000)
    writer.close()
    assert b" 500 " not in answer
    assert list((store / "spool" / agent.ticket["transfer"] / "files").iterdir()) == []
