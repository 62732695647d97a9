"""What a report says about an object stays within the contract's limits, however much an adapter finds."""

from __future__ import annotations

import json

from jupyterlab_models.extension import FEATURES
from jupyterlab_models.kernel.adapter import Array, Facts, Table
from jupyterlab_models.kernel.agent.saving import facts_json, summary
from jupyterlab_models.server.contract import Contract
from jupyterlab_models.server.feature import contract_parts
from jupyterlab_models.transfers.publish import MAX_FACTS

CONTRACT = Contract(contract_parts(FEATURES))


def test_tables_lose_their_last_rows() -> None:
    rows = [[f"{number}ü" * 300] * 20 for number in range(500)]
    tables = [Table(f"{number}" * 200, ("column" * 50,) * 20, rows) for number in range(20)]
    small = Table("Small", ("Name",), [["kept"]])
    found = summary([small, *tables])
    CONTRACT.check("Summary", found)
    assert 100_000 < len(json.dumps(found)) <= MAX_FACTS
    assert found[0]["rows"] == [["kept"]]
    assert found[1]["rows"][0][0].startswith("0ü0ü")


def test_facts_within_the_limits() -> None:
    names = tuple(f"größe {number}" + "ü" * 2000 for number in range(3000))
    array = Array("ü" * 1000, "float32" * 50, (None,) * 100)
    found = facts_json(
        Facts(
            device="cpu" * 100,
            dtypes=dict.fromkeys(names, 1),
            features=names,
            inputs=(array,) * 100,
            outputs=(array,) * 100,
            parameters={name: name for name in names},
            metrics={name: float("nan") for name in names[:10]} | dict.fromkeys(names[10:], 0.5),
        )
    )
    CONTRACT.check("Facts", found)
    assert len(json.dumps(found)) <= MAX_FACTS
    assert 0 < len(found["features"]) < found["features_total"] == 3000
    assert found["parameters"]
    assert "features_total" not in facts_json(Facts(features=names[:3]))


def test_what_is_unknown_is_left_out() -> None:
    assert facts_json(Facts()) == {}
    assert summary([]) == []
