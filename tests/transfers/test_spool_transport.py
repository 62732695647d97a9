"""Saves and loads through the shared folder, with a stand-in for the agent."""

from __future__ import annotations

import asyncio
import hashlib
import json
import stat
from pathlib import Path

import pytest

from ..clients import CBM, Api, TransferClient, only_failed, report_of


def left_in_spool(store: Path) -> list[str]:
    return sorted(path.name for path in (store / "spool").iterdir())


async def test_a_save_becomes_a_version(client: TransferClient, api: Api, store: Path) -> None:
    agent = await client.begin_save(description="Who leaves", tags=["telecom"], notebook="work/churn.ipynb")
    assert stat.S_IMODE(agent.folder.stat().st_mode) == 0o700
    waiting = await api.json("GET", f"transfers/{agent.ticket['transfer']}")
    assert (waiting["state"], waiting["total"], waiting["version"]) == ("waiting", len(CBM), None)
    agent.begin()
    await client.until(agent, ("running",))
    agent.write({"model.cbm": CBM})
    agent.done(report_of({"model.cbm": CBM}, libraries={"catboost": "1.2.10"}, restores="It", lost=["nothing"]))
    done = await client.end_of(agent)
    digest = hashlib.sha256(f"{hashlib.sha256(CBM).hexdigest()}  model.cbm\n".encode()).hexdigest()
    expected = {"version": 1, "format": "cbm", "bytes": len(CBM), "sha256": digest}
    assert done["state"] == "done"
    assert done["result"] == {**expected, "class": "catboost.core.CatBoostClassifier"}
    version = await api.json("GET", "models/churn/versions/1")
    assert {key: version[key] for key in ("family", "kind", "risk", "origin", "variable", "notebook")} == {
        "family": "catboost",
        "kind": "model",
        "risk": "parser",
        "origin": "kernel",
        "variable": "model",
        "notebook": "work/churn.ipynb",
    }
    assert version["restores"] == "It"
    model = await api.json("GET", "models/churn")
    assert (model["description"], model["tags"]) == ("Who leaves", ["telecom"])
    assert left_in_spool(store) == []


async def test_a_load_reads_the_version_in_place(client: TransferClient, store: Path) -> None:
    await client.save()
    agent = await client.begin_load("churn", 1)
    folder = Path(agent.ways["spool"]["read"])
    assert (folder / "model.cbm").read_bytes() == CBM
    assert agent.ticket["version"]["version"] == 1
    agent.begin()
    agent.done({"ok": True, "class": "catboost.core.CatBoostClassifier"})
    done = await client.end_of(agent)
    assert (done["state"], done["bytes"], done["result"]["version"]) == ("done", len(CBM), 1)
    assert left_in_spool(store) == []
    assert (folder / "model.cbm").read_bytes() == CBM


async def test_the_report_is_found_without_a_request(client: TransferClient) -> None:
    agent = await client.begin_save()
    agent.begin()
    agent.write({"model.cbm": CBM})
    await client.until(agent, ("running",))
    agent.done(report_of({"model.cbm": CBM}))
    await client.until(agent, ("publishing", "done"))


async def test_progress_grows_while_the_kernel_writes(client: TransferClient, api: Api) -> None:
    agent = await client.begin_save()
    agent.begin()
    seen = []
    for size in (1000, 2000, 3000):
        agent.write({"model.cbm": CBM[:size]})
        for _ in range(1500):
            moved = (await api.json("GET", f"transfers/{agent.ticket['transfer']}"))["bytes"]
            if moved == size:
                break
            await asyncio.sleep(0.02)
        seen.append(moved)
    assert seen == [1000, 2000, 3000]


async def test_what_the_kernel_could_not_do_is_reported(client: TransferClient, store: Path) -> None:
    agent = await client.begin_save()
    agent.begin()
    error = {"code": "not_fitted", "message": "The estimator is not fitted.", "hint": "Call fit first."}
    agent.done({"ok": False, "error": error})
    failed = await client.end_of(agent)
    assert (failed["state"], failed["error"]) == ("failed", error)
    assert left_in_spool(store) == []


LIES: dict[str, tuple[dict[str, bytes], object]] = {
    "more files than reported": ({"model.cbm": CBM, "extra.json": b"{}"}, report_of({"model.cbm": CBM})),
    "fewer files than reported": ({"model.cbm": CBM}, report_of({"model.cbm": CBM, "extra.json": b"{}"})),
    "other size": ({"model.cbm": CBM}, report_of({"model.cbm": CBM[:-1]})),
    "listed twice": (
        {"model.cbm": CBM},
        {**report_of({"model.cbm": CBM}), "files": [{"path": "model.cbm", "bytes": len(CBM)}] * 2},
    ),
    "no file": ({}, report_of({})),
    "hidden file": ({".model.cbm": CBM}, report_of({".model.cbm": CBM})),
    "backslash": ({"a\\model.cbm": CBM}, report_of({"a\\model.cbm": CBM})),
    "other format": ({"model.cbm": CBM}, report_of({"model.cbm": CBM}, format="lgbm")),
    "other encoding": ({"model.cbm": CBM}, report_of({"model.cbm": CBM}, encoding="pickle")),
    "climbing out": ({"model.cbm": CBM}, report_of({"../model.cbm": CBM})),
    "no JSON": ({"model.cbm": CBM}, "{"),
    "no object": ({"model.cbm": CBM}, "[]"),
    "deep": ({"model.cbm": CBM}, "[" * 100_000),
    "unknown field": ({"model.cbm": CBM}, report_of({"model.cbm": CBM}, risk="data")),
    "requirement with an option": (
        {"model.cbm": CBM},
        report_of({"model.cbm": CBM}, requirements=["catboost==1.2 --index-url http://example.org/"]),
    ),
    "drive": ({"C:model.cbm": CBM}, report_of({"C:model.cbm": CBM})),
    "too large": ({"model.cbm": CBM}, json.dumps({"ok": True, "class": "x" * 2**20})),
}


@pytest.mark.parametrize("lie", LIES)
async def test_a_false_report_publishes_nothing(client: TransferClient, api: Api, store: Path, lie: str) -> None:
    files, report = LIES[lie]
    agent = await client.begin_save()
    agent.begin()
    agent.write(files)
    agent.done(report)
    failed = await client.end_of(agent)
    assert failed["state"] == "failed"
    assert failed["error"]["code"] in ("bad_report", "bad_path", "invalid")
    assert failed["error"]["message"]
    assert (await only_failed(api))["operation"]["id"] == failed["id"]
    assert left_in_spool(store) == []


@pytest.mark.parametrize("kind", ["link", "hard link", "folder link", "done link"])
async def test_links_are_refused(client: TransferClient, api: Api, store: Path, tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(CBM)
    agent = await client.begin_save()
    agent.begin()
    place = agent.folder / "files" / "model.cbm"
    if kind == "link":
        place.symlink_to(secret)
    elif kind == "hard link":
        place.hardlink_to(secret)
    elif kind == "folder link":
        (agent.folder / "files" / "deep").symlink_to(tmp_path)
    else:
        agent.write({"model.cbm": CBM})
        target = tmp_path / "target.json"
        target.write_text(json.dumps(report_of({"model.cbm": CBM})))
        (agent.folder / "done.json").symlink_to(target)
    if kind != "done link":
        agent.done(report_of({"model.cbm": CBM}))
    failed = await client.end_of(agent)
    assert failed["state"] == "failed"
    assert (await only_failed(api))["operation"]["id"] == failed["id"]
    assert secret.read_bytes() == CBM
    assert left_in_spool(store) == []


async def test_a_spool_that_vanishes_ends_the_transfer(client: TransferClient) -> None:
    agent = await client.begin_save()
    agent.begin()
    await client.until(agent, ("running",))
    agent.folder.rename(agent.folder.with_name("elsewhere"))
    failed = await client.end_of(agent)
    assert failed["error"]["code"] == "spool_gone"
