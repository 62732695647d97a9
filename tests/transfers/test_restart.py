"""A server that is killed in the middle, and what the next one makes of it; two servers on one store."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

from ..clients import CBM, FakeAgent, report_of
from ..server import Servers


async def test_a_killed_server_leaves_its_transfers_to_the_next(servers: Servers, store: Path) -> None:
    first, client = await servers.start()
    saved = await client.save("before")
    halfway, finished = await client.begin_save("halfway"), await client.begin_save("finished")
    halfway.begin()
    halfway.write({"model.cbm": CBM[:100]})
    await client.until(halfway, ("running",))
    first.kill()
    finished.begin()
    finished.write({"model.cbm": CBM})
    finished.done(report_of({"model.cbm": CBM}))

    _, client = await servers.start()
    assert (await client.end_of(finished))["state"] == "done"
    failed = await client.end_of(halfway)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "server_stopped")
    assert not halfway.folder.exists()
    assert (await client.api.json("GET", f"transfers/{saved['id']}"))["state"] == "done"
    models = {item["name"]: item for item in (await client.api.json("GET", "models"))["items"]}
    assert {name: (model["state"], model["versions"]) for name, model in models.items()} == {
        "before": ("ready", 1),
        "finished": ("ready", 1),
        "halfway": ("failed", 0),
    }
    assert models["halfway"]["operation"]["error"] == failed["error"]
    assert list((store / "spool").iterdir()) == []


async def test_a_server_killed_after_publishing_does_not_publish_again(servers: Servers, store: Path) -> None:
    first, client = await servers.start()
    saved = await client.save()
    first.kill()
    # As if it had been killed before the record heard of the version, whose files had gone into the registry.
    (record,) = (store / "transfers").glob(f"*/{saved['id']}.json")
    facts = json.loads(record.read_text()) | {
        "state": "running",
        "phase": "publishing",
        "result": None,
        "version": None,
    }
    record.write_text(json.dumps(facts))
    (store / "spool" / saved["id"]).mkdir()
    (store / "spool" / saved["id"] / "done.json").write_text(json.dumps(report_of({"model.cbm": CBM})))

    _, client = await servers.start()
    agent = FakeAgent({"transfer": saved["id"], "ways": [], "secret": ""})
    again = await client.end_of(agent)
    assert (again["state"], again["result"]) == ("done", saved["result"])
    assert (await client.api.json("GET", "models/churn"))["versions"] == 1


async def test_a_save_that_lost_its_files_does_not_take_the_version_of_another(servers: Servers, store: Path) -> None:
    first, client = await servers.start()
    lost = await client.begin_save()
    assert (await client.save())["state"] == "done"
    first.kill()
    (record,) = (store / "transfers").glob(f"*/{lost.ticket['transfer']}.json")
    record.write_text(json.dumps(json.loads(record.read_text()) | {"state": "publishing"}))
    (lost.folder / "files").rmdir()
    (lost.folder / "done.json").write_text(json.dumps(report_of({"model.cbm": CBM})))

    _, client = await servers.start()
    failed = await client.end_of(lost)
    assert (failed["state"], failed["error"]["code"]) == ("failed", "server_stopped")


async def test_two_servers_leave_each_other_alone(servers: Servers, store: Path) -> None:
    _, one = await servers.start()
    agent = await one.begin_save("one")
    agent.begin()
    await one.until(agent, ("running",))
    _, two = await servers.start()
    assert agent.folder.exists()
    assert (await one.api.json("GET", f"transfers/{agent.ticket['transfer']}"))["state"] == "running"
    saves = [client.save("shared") for client in (one, two) for _ in range(5)]
    versions = [saved["result"]["version"] for saved in await asyncio.gather(*saves)]
    assert sorted(versions) == list(range(1, 11))
    agent.write({"model.cbm": CBM})
    agent.done(report_of({"model.cbm": CBM}))
    assert (await one.end_of(agent))["state"] == "done"
    assert (await two.api.json("GET", "models"))["total"] == 2


async def test_abandoned_spool_folders_are_removed(servers: Servers, store: Path) -> None:
    orphan, fresh = store / "spool" / ("a" * 32), store / "spool" / ("b" * 32)
    half_removed = store / "spool" / ("c" * 32 + ".gone")
    for folder in (orphan, fresh, half_removed):
        (folder / "files").mkdir(parents=True)
    for folder in (orphan, half_removed):
        os.utime(folder, (0, 0))
    odd, unremovable = store / "spool" / ".DS_Store", store / "spool" / ("d" * 32)
    odd.touch()
    os.utime(odd, (0, 0))
    unremovable.mkdir()
    (unremovable.with_name(unremovable.name + ".gone") / "x").mkdir(parents=True)
    os.utime(unremovable, (0, 0))
    _, client = await servers.start()
    await client.api.json("GET", "models")
    kept = {odd.name, fresh.name, unremovable.name, f"{unremovable.name}.gone"}
    for _ in range(1500):
        if {path.name for path in (store / "spool").iterdir()} == kept:
            break
        await asyncio.sleep(0.02)
    assert {path.name for path in (store / "spool").iterdir()} == kept
    assert (await client.save())["state"] == "done"
