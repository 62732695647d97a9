"""The contract as a document: its examples keep to its schemas, and the server's checks name what is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

import jupyterlab_models
from jupyterlab_models.extension import FEATURES
from jupyterlab_models.frameworks.service import Frameworks
from jupyterlab_models.server.contract import Contract
from jupyterlab_models.server.contract_parts import merged
from jupyterlab_models.server.errors import Invalid
from jupyterlab_models.server.events import BASE
from jupyterlab_models.server.feature import contract_parts

BUNDLE = Path(jupyterlab_models.__file__).with_name("openapi.yaml")
CONTRACT = Contract(contract_parts(FEATURES))


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
    CONTRACT.check("FormatTable", Frameworks.load().table)


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
    topics = {schema.name.partition(".")[0]: schema.read_text() for feature in FEATURES for schema in feature.events}
    assert set(topics) == {"registry", "transfer", "operation"}
    for topic, text in topics.items():
        assert f'"$id": {BASE}/{topic}/v1\n' in text
    assert BASE == "https://events.jupyter.org/jupyterlab_models"


def test_the_bundle_is_fresh() -> None:
    made = yaml.safe_load(BUNDLE.read_text(encoding="utf-8"))
    assert made == CONTRACT.document, "run make generate"


def test_a_part_may_extend_another_one_but_not_contradict_it(tmp_path: Path) -> None:
    first, second, third = (tmp_path / name for name in ("first", "second", "third"))
    first.write_text("components: {schemas: {Thing: {type: object, required: [a]}}}")
    second.write_text("components: {schemas: {Thing: {required: [b]}}}")
    third.write_text("components: {schemas: {Thing: {type: string}}}")
    assert merged([first, second])["components"]["schemas"]["Thing"] == {"type": "object", "required": ["a", "b"]}
    with pytest.raises(ValueError, match="components/schemas/Thing/type"):
        merged([first, third])
