"""The gate lets owners and confirmed users load code, and nobody where it is forbidden."""

from __future__ import annotations

from typing import Any

import pytest

from jupyterlab_models.risk.gate import gate
from jupyterlab_models.server.errors import Forbidden
from jupyterlab_models.server.users import User

ADA, BOB = User("ada", "Ada"), User("bob", "Bob")


def version(danger: str) -> dict[str, Any]:
    return {"risk": danger, "sha256": "d" * 64, "creator": ADA.to_json()}


def test_the_gate() -> None:
    for danger in ("data", "parser"):
        gate(version(danger), BOB, None, allow_code=False)
    gate(version("code"), ADA, None, allow_code=False)
    gate(version("code"), BOB, "d" * 64, allow_code=True)
    for danger, asked in (("program", "program"), ("code", "code"), ("unheard of", "code"), ("", "code")):
        for trust in (None, "", "e" * 64):
            with pytest.raises(Forbidden) as raised:
                gate(version(danger), BOB, trust, allow_code=True)
            confirm = {"author": ADA.to_json(), "sha256": "d" * 64, "risk": asked}
            assert (raised.value.code, raised.value.extra["confirm"]) == ("confirm_required", confirm)
        with pytest.raises(Forbidden) as forbidden:
            gate(version(danger), BOB, "d" * 64, allow_code=False)
        assert forbidden.value.code == "code_forbidden"
