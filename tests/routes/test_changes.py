"""Every change to a model records who made it."""

from __future__ import annotations

import json

from ..clients import Api, TransferClient
from .test_gate import Person, server_settings  # noqa: F401 - a fixture

Entry = tuple[str, "int | None", list[str], str]
"""Kind, version, fields and user."""


async def history(person: Person, name: str = "churn", query: str = "") -> list[Entry]:
    page = await person.json("GET", f"models/{name}/changes{query}")
    return [
        (item["kind"], item["version"], item["fields"], (item["user"] or {"name": ""})["name"])
        for item in page["items"]
    ]


async def test_who_did_what_newest_first(api: Api) -> None:
    ada, bob = Person(api, "ada"), Person(api, "bob")
    for person in (ada, bob):
        await TransferClient(person).save("churn")
    await ada.json("PATCH", "models/churn", {"description": "Who leaves", "tags": ["a"]})
    await bob.json("PATCH", "models/churn", {"tags": []})
    one = await bob.json("DELETE", "models/churn/versions/1")
    await ada.json("POST", f"trash/{one['id']}/restore")
    one = await bob.json("DELETE", "models/churn/versions/1")
    assert (await ada.call("DELETE", f"trash/{one['id']}")).code == 204
    everything = [
        ("purged", 1, [], "Ada L."),
        ("deleted", 1, [], "Bob L."),
        ("restored", 1, [], "Ada L."),
        ("deleted", 1, [], "Bob L."),
        ("edited", None, ["tags"], "Bob L."),
        ("edited", None, ["description", "tags"], "Ada L."),
        ("saved", 2, [], "Bob L."),
        ("saved", 1, [], "Ada L."),
    ]
    assert await history(ada) == everything
    assert await history(ada, query="?offset=2&limit=3") == everything[2:5]
    page = await ada.json("GET", "models/CHURN/changes?limit=1")
    assert (page["total"], page["offset"], len(page["items"])) == (8, 0, 1)
    assert page["items"][0]["user"] == {"username": "ada", "name": "Ada L."}


async def test_what_happened_to_a_model_that_is_gone_is_told(api: Api) -> None:
    ada, bob = Person(api, "ada"), Person(api, "bob")
    await TransferClient(ada).save("churn")
    first = (await ada.json("GET", "models/churn"))["id"]
    await bob.json("DELETE", "models/churn")
    assert (await bob.call("DELETE", "trash")).code == 204
    gone: list[Entry] = [("purged", None, [], "Bob L."), ("deleted", None, [], "Bob L."), ("saved", 1, [], "Ada L.")]
    assert await history(ada) == gone
    await TransferClient(ada).save("churn")
    assert await history(ada) == [("saved", 1, [], "Ada L."), *gone]
    page = await ada.json("GET", "models/churn/changes")
    assert [item["model"] == first for item in page["items"]] == [False, True, True, True]


async def test_a_name_that_never_was_has_no_history(api: Api) -> None:
    refused = await Person(api, "ada").call("GET", "models/nothing/changes")
    assert (refused.code, json.loads(refused.body)["code"]) == (404, "not_found")


async def test_a_change_that_fails_leaves_no_trace(api: Api) -> None:
    ada = Person(api, "ada")
    await TransferClient(ada).save("churn")
    assert (await ada.call("DELETE", "models/churn/versions/9")).code == 404
    assert (await ada.call("DELETE", "trash/" + "0" * 32)).code == 404
    assert await history(ada) == [("saved", 1, [], "Ada L.")]
