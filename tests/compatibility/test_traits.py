"""Every trait of 0.1.0, set in a configuration file, is in effect, and wrong values are rejected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from traitlets import TraitError
from traitlets.config.loader import PyFileConfigLoader

from jupyterlab_models.extension import ModelsExtension

from ..clients import CBM, Api, Json, TransferClient, report_of
from ..server import Server
from .record import CONFIG

FILE = "jupyter_server_config.py"
DEFAULTS = {
    "store": "",
    "byte_ways": ["spool", "http"],
    "kernel_server_url": "",
    "max_upload_bytes": 100 * 1024**3,
    "ticket_hours": 24.0,
    "trash_days": 30,
    "allow_code_from_others": True,
}
SET = {
    "byte_ways": ["http"],
    "kernel_server_url": "http://kernels.example:8888/base/",
    "max_upload_bytes": 5000,
    "ticket_hours": 0.5,
    "trash_days": 7,
    "allow_code_from_others": False,
}
SAVE: Json = {"kind": "save", "model": "m", "variable": "v", "kernel": {"id": "k"}}


def write_config(folder: Path, traits: Json) -> None:
    lines = [f"c.ModelsExtension.{name} = {value!r}\n" for name, value in traits.items()]
    (folder / FILE).write_text("".join(["c = get_config()\n", *lines]))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("traits")


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """One server with all traits set."""
    write_config(folder, {**SET, "store": str(folder / "models of all")})
    accounts = CONFIG["JUPYTER_CONFIG_PATH"]
    server = Server(None, folder / "home", {"JUPYTER_CONFIG_PATH": f"{folder}:{accounts}"})
    yield server
    server.process.terminate()
    server.process.wait(20)


@pytest.fixture
async def api(server: Server) -> Api:
    return (await server.client()).api


def test_all_traits_are_set_here() -> None:
    assert {*SET, "store"} == set(DEFAULTS)


async def test_store(api: Api, folder: Path) -> None:
    version = await saved(api, "stored")
    found = await api.json("GET", f"models/stored/versions/{version}/load-code")
    assert f"{folder / 'models of all'}/models/" in found["code"]


async def test_byte_ways(api: Api) -> None:
    assert (await api.json("GET", "health"))["byte_ways"] == ["http"]
    begun = await api.json("POST", "transfers", SAVE, 201)
    assert [way["way"] for way in begun["ticket"]["ways"]] == ["http"]


async def test_kernel_server_url(api: Api) -> None:
    begun = await api.json("POST", "transfers", SAVE, 201)
    (way,) = begun["ticket"]["ways"]
    base = "http://kernels.example:8888/base/jupyterlab-models/v1/transfers/"
    assert way["url"] == f"{base}{begun['transfer']['id']}/"


async def test_max_upload_bytes(api: Api) -> None:
    await api.json("POST", "transfers", {**SAVE, "bytes": 5000}, 201)
    assert (await api.json("POST", "transfers", {**SAVE, "bytes": 5001}, 422))["code"] == "too_large"


async def test_ticket_hours(api: Api) -> None:
    begun = await api.json("POST", "transfers", SAVE, 201)
    lasts = moment(begun["ticket"]["expires"]) - moment(begun["transfer"]["created"])
    assert round(lasts / timedelta(hours=0.5), 1) == 1


async def test_trash_days(api: Api) -> None:
    await saved(api, "deleted")
    entry = await api.json("DELETE", "models/deleted")
    assert moment(entry["purge_after"]) - moment(entry["deleted"]) == timedelta(days=7)


async def test_allow_code_from_others(api: Api) -> None:
    assert (await api.json("GET", "health"))["allow_code_from_others"] is False
    version = await saved(api, "code", b"not what it says")
    found = await api.json("GET", f"models/code/versions/{version}")
    assert found["risk"] == "code"
    path = f"models/code/versions/{version}/load-code?trust={found['sha256']}"
    refused = await api.call("GET", path, headers={"X-Person": "bob"})
    assert (refused.code, json.loads(refused.body)["code"]) == (403, "code_forbidden")


@pytest.mark.parametrize("name", DEFAULTS)
def test_defaults(name: str) -> None:
    assert getattr(ModelsExtension(), name) == DEFAULTS[name]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("store", 1),
        ("byte_ways", []),
        ("byte_ways", ["carrier pigeon"]),
        ("byte_ways", ["spool", "fax"]),
        ("kernel_server_url", None),
        ("max_upload_bytes", 0),
        ("max_upload_bytes", "much"),
        ("ticket_hours", -1.0),
        ("trash_days", -1),
        ("trash_days", 1.5),
        ("allow_code_from_others", "yes"),
    ],
)
def test_wrong_values_are_rejected(tmp_path: Path, name: str, value: object) -> None:
    write_config(tmp_path, {name: value})
    config = PyFileConfigLoader(FILE, str(tmp_path)).load_config()
    with pytest.raises(TraitError, match=name):
        ModelsExtension(config=config)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


async def saved(api: Api, name: str, content: bytes = CBM) -> int:
    """Save over HTTP, as no other transport is allowed here; returns the version."""
    client = TransferClient(api)
    agent = await client.begin_save(name)
    # The address for kernels that is set here is that of nobody.
    agent.ways["http"]["url"] = f"{api.base}transfers/{agent.ticket['transfer']}/"
    assert (await agent.send("PUT", "files/model.cbm", content)).code == 204
    report = json.dumps(report_of({"model.cbm": content})).encode()
    assert (await agent.send("POST", "done", report, **{"Content-Type": "application/json"})).code == 204
    return int((await client.end_of(agent))["result"]["version"])
