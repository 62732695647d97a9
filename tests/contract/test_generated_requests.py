"""Generated requests against a running server: every response matches the contract, and none is a 500."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    missing_required_header,
    negative_data_rejection,
    positive_data_acceptance,
)

import jupyterlab_models

from ..clients import Api
from ..server import Servers

EXAMPLES = 12
LEFT_OUT = [
    # Jupyter answers 403, not 401, without a login.
    missing_required_header,
    # Parameters that nobody knows are let through: JupyterLab adds a time stamp to every URL.
    negative_data_rejection,
    # Names of models and variables follow rules that JSON Schema cannot say; `routes/test_bad_input` has them.
    positive_data_acceptance,
]
schema = schemathesis.openapi.from_path(Path(jupyterlab_models.__file__).with_name("openapi.yaml"))


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose store holds what the contract's examples name."""
    servers = Servers(Path(tmp_path_factory.mktemp("walk")))

    async def begin() -> str:
        _, client = await servers.start()
        for name in ("churn", "churn", "deleted"):
            assert (await client.save(name))["state"] == "done"
        await client.api.json("DELETE", "models/deleted")
        return client.api.base

    yield asyncio.run(begin()).removesuffix("/")
    servers.stop()


@pytest.fixture(autouse=True)
def tidied(base_url: str) -> Iterator[None]:
    """No transfers are left that the server would look at fifty times a second."""
    yield
    api = Api(f"{base_url}/", "t")

    async def cancel() -> None:
        for transfer in (await api.json("GET", "transfers?active=true"))["items"]:
            await api.json("DELETE", f"transfers/{transfer['id']}")

    asyncio.run(cancel())


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_the_contract_says(case: Any, base_url: str) -> None:
    case.call_and_validate(
        base_url=base_url,
        headers={"Authorization": "token t"},
        timeout=30,
        excluded_checks=LEFT_OUT,
    )
