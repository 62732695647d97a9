"""A part of a version is loaded at the part's own risk, and nothing but its files is handed out."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from jupyterlab_models.frameworks.torch.safetensors import encode

from ..clients import Api, TransferClient, report_of
from .test_gate import LOAD, Person, server_settings  # noqa: F401 - a fixture

WEIGHTS = encode([("weight", "F32", (2,))], {}) + bytes(8)
SKELETON = pickle.dumps({"a": "module"})
PART = {**LOAD, "part": "weights"}


async def saved_by_ada(api: Api, weights: bytes = WEIGHTS) -> tuple[Person, dict[str, Any]]:
    ada, bob = Person(api, "ada"), Person(api, "bob")
    client = TransferClient(ada)
    files = {"weights.safetensors": weights, "skeleton-code.pkl": SKELETON}
    written = {"format": "pt", "encoding": "torch-safetensors"}
    agent = await client.begin_save("churn", **written)
    agent.begin()
    agent.write(files)
    agent.done(report_of(files, **written))
    assert (await client.end_of(agent))["state"] == "done"
    version = await ada.json("GET", "models/churn/versions/1")
    assert version["risk"] == "code"
    return bob, version


async def test_weights_of_others_need_no_trust_in_their_code(api: Api) -> None:
    bob, version = await saved_by_ada(api)
    refused = await bob.call("POST", "transfers", LOAD)
    assert (refused.code, json.loads(refused.body)["code"]) == (403, "confirm_required")
    begun = await bob.json("POST", "transfers", PART, 201)
    ticket = begun["ticket"]
    assert ticket["part"] == "weights"
    assert [file["path"] for file in ticket["version"]["files"]] == ["weights.safetensors"]
    assert (ticket["version"]["bytes"], ticket["version"]["risk"]) == (len(WEIGHTS), "data")
    assert begun["transfer"]["total"] == len(WEIGHTS) < version["bytes"]
    headers = {"X-Models-Ticket": ticket["secret"]}
    place = f"transfers/{ticket['transfer']}/files"
    fetched = await bob.call("GET", f"{place}/weights.safetensors", headers=headers)
    assert fetched.body == WEIGHTS
    assert (await bob.call("GET", f"{place}/skeleton-code.pkl", headers=headers)).code == 404


@pytest.mark.parametrize("weights", [SKELETON, WEIGHTS[:-1], WEIGHTS + b"x", b""])
async def test_weights_that_are_none_pass_the_gate_as_code(api: Api, weights: bytes) -> None:
    bob, version = await saved_by_ada(api, weights)
    refused = await bob.call("POST", "transfers", PART)
    assert (refused.code, json.loads(refused.body)["code"]) == (403, "confirm_required")
    await bob.json("POST", "transfers", {**PART, "trust": version["sha256"]}, 201)


async def test_the_whole_has_no_part(api: Api) -> None:
    await saved_by_ada(api)
    ada = Person(api, "ada")
    begun = await ada.json("POST", "transfers", LOAD, 201)
    assert begun["ticket"]["part"] is None
    assert len(begun["ticket"]["version"]["files"]) == 2


async def test_other_encodings_have_no_part(api: Api) -> None:
    client = TransferClient(Person(api, "ada"))
    await client.save("churn")
    refused = await client.api.call("POST", "transfers", PART)
    assert (refused.code, json.loads(refused.body)["code"]) == (409, "no_part")
    assert (await client.api.call("POST", "transfers", {**PART, "part": "code"})).code == 422
