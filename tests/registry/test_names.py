"""The rules for names of models, against the examples that the browser's tests read as well."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyterlab_models.registry.names import SENTENCES, broken_rules, check_model_name, name_key, normal_name
from jupyterlab_models.server.errors import Invalid

EXAMPLES = json.loads((Path(__file__).parents[1] / "fixtures" / "names.json").read_text("utf-8"))


@pytest.mark.parametrize("name", EXAMPLES["valid"], ids=ascii)
def test_valid(name: str) -> None:
    assert broken_rules(name) == []
    check_model_name(name)


@pytest.mark.parametrize("example", EXAMPLES["invalid"], ids=ascii)
def test_invalid(example: dict[str, str]) -> None:
    assert broken_rules(example["name"]) == [example["rule"]]


def test_every_broken_rule_is_reported() -> None:
    with pytest.raises(Invalid) as raised:
        check_model_name("./" + "x" * 128 + " ")
    assert raised.value.field == "name"
    assert raised.value.status == 422
    for rule in ("long", "character", "dot", "space"):
        assert SENTENCES[rule] in raised.value.message
    assert SENTENCES["empty"] not in raised.value.message


@pytest.mark.parametrize(
    ("one", "other"),
    [("Churn", "cHURN"), ("e\u0301te\u0301", "ÉTÉ"), ("straße", "STRASSE"), ("ΣΟΦΟΣ", "σοφος"), ("\u01f0", "J\u030c")],
)
def test_same_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@given(st.text(max_size=140))
def test_a_name_that_passes_is_stored_in_a_form_that_passes(name: str) -> None:
    if not broken_rules(name):
        assert broken_rules(normal_name(name)) == []
        assert name_key(normal_name(name)) == name_key(name)
        name.encode("utf-8")
