"""Publishing: what comes out of it, and what is refused."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from jupyterlab_models.registry.local import LocalRegistry
from jupyterlab_models.server.errors import Invalid

from .staged import ADA, FILES, check_store, facts, folder_of, names, save, stage


async def test_first_version(registry: LocalRegistry, root: Path) -> None:
    version = await save(registry, "churn", description="Who leaves", tags=["telecom", "b2c"])
    assert version.items() >= facts().items()
    assert (version["version"], version["state"], version["creator"]) == (1, "ready", ADA.to_json())
    assert version["bytes"] == sum(map(len, FILES.values()))
    files = [
        {"path": path, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for path, content in sorted(FILES.items())
    ]
    assert version["files"] == files
    printed = "".join(f"{file['sha256']}  {file['path']}\n" for file in files)
    assert version["sha256"] == hashlib.sha256(printed.encode()).hexdigest()

    model = await registry.get("churn")
    assert (model["name"], model["description"], model["tags"]) == ("churn", "Who leaves", ["telecom", "b2c"])
    assert (model["type"], model["versions"], model["items"]) == ("none", 1, [version])
    assert model["updated"] == version["created"]
    assert await registry.get_version("churn", 1) == version

    folder = await folder_of(registry, "churn", 1)
    assert folder == root / "models" / model["id"] / "1"
    assert {path: (folder / path).read_bytes() for path in FILES} == FILES
    assert {(folder / path).stat().st_mode & 0o777 for path in [*FILES, "model.json"]} == {0o444}
    stored = json.loads((folder / "model.json").read_text())["version"]
    assert {**stored, "note": "", "tags": []} == version


async def test_next_version_keeps_or_changes_description_and_tags(registry: LocalRegistry) -> None:
    await save(registry, "churn", description="First", tags=["a"])
    await save(registry, "churn", files={"model.cbm": b"2"})
    model = await registry.get("churn")
    assert [item["version"] for item in model["items"]] == [2, 1]
    assert (model["description"], model["tags"], model["latest"]["bytes"]) == ("First", ["a"], 1)
    await save(registry, "churn", description="", tags=[])
    model = await registry.get("churn")
    assert (model["description"], model["tags"], model["versions"]) == ("", [], 3)
    assert await names(registry, q="first") == []


async def test_a_model_gets_the_type_that_its_first_versions_have(registry: LocalRegistry) -> None:
    await save(registry, "churn")
    assert (await registry.get("churn"))["type"] == "none"
    await save(registry, "churn", type="adapter")
    assert (await registry.get("churn"))["type"] == "adapter"
    await save(registry, "churn", type="base")
    await save(registry, "churn")
    assert (await registry.get("churn"))["type"] == "adapter"


async def test_a_name_in_another_case_is_the_same_model(registry: LocalRegistry) -> None:
    await save(registry, "E\u0301te\u0301")
    assert (await save(registry, "éTÉ"))["version"] == 2
    assert await names(registry) == ["Été"]
    assert (await registry.get("été"))["name"] == "Été"


async def test_bad_name_changes_nothing(registry: LocalRegistry) -> None:
    staged = stage(registry, ".hidden/")
    with pytest.raises(Invalid) as raised:
        await registry.publish(staged)
    assert raised.value.field == "name"
    assert {
        str(path.relative_to(staged.files.folder)) for path in staged.files.folder.rglob("*") if path.is_file()
    } == set(FILES)
    assert await registry.revision() == 0


async def test_half_a_surrogate_pair_is_refused(registry: LocalRegistry) -> None:
    with pytest.raises(Invalid) as raised:
        await save(registry, "churn", description="\ud800")
    assert raised.value.field == "description"
    await save(registry, "churn")
    with pytest.raises(Invalid) as raised:
        await registry.update("churn", {"tags": ["fine", "\udfff"]}, ADA)
    assert raised.value.field == "tags"


async def test_store_is_clean(registry: LocalRegistry, root: Path) -> None:
    await save(registry, "churn")
    await registry.close()
    assert await check_store(root) == {"churn": [1]}
