"""The contract as a document: its examples keep to its schemas, and the server's checks name what is wrong."""

from __future__ import annotations

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from jupyterlab_models.contract import Contract
from jupyterlab_models.events import REGISTRY, TRANSFER
from jupyterlab_models.formats import Formats
from jupyterlab_models.registry.interface import Invalid

CONTRACT = Contract.load()


def examples() -> list[tuple[str, Any, Any]]:
    found = []

    def walk(where: str, node: Any) -> None:
        if isinstance(node, dict):
            if "schema" in node and "example" in node:
                found.append((where, node["schema"], node["example"]))
            if "schema" in node and isinstance(node.get("examples"), dict):
                found.extend(
                    (f"{where} {name}", node["schema"], one["value"]) for name, one in node["examples"].items()
                )
            for key, value in node.items():
                walk(f"{where}/{key}", value)

    walk("", {"paths": CONTRACT.document["paths"], "responses": CONTRACT.document["components"]["responses"]})
    return found


@pytest.mark.parametrize(("where", "schema", "example"), examples())
def test_examples_keep_to_their_schemas(where: str, schema: Any, example: Any) -> None:
    Draft202012Validator({**schema, "components": CONTRACT.document["components"]}).validate(example)


def test_the_table_of_formats_keeps_to_its_schema() -> None:
    CONTRACT.check("FormatTable", Formats.load().table)


def test_the_field_is_named() -> None:
    cases = {
        "kernel.id": {"kind": "load", "model": "m", "version": 1, "variable": "v", "kernel": {"id": ""}},
        "version": {"kind": "load", "model": "m", "variable": "v", "kernel": {"id": "k"}},
        "surprise": {"kind": "load", "model": "m", "version": 1, "variable": "v", "kernel": {"id": "k"}, "surprise": 1},
    }
    for field, value in cases.items():
        with pytest.raises(Invalid) as caught:
            CONTRACT.check("LoadRequest", value)
        assert caught.value.field == field
        assert field in caught.value.message


def test_events_have_the_addresses_that_the_page_listens_to() -> None:
    assert REGISTRY == "https://events.jupyter.org/jupyterlab_models/registry/v1"
    assert TRANSFER == "https://events.jupyter.org/jupyterlab_models/transfer/v1"
