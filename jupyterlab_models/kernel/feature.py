"""What kernels answer, as the contract has it; the code that runs there is sent by `frameworks`."""

from __future__ import annotations

from pathlib import Path

from ..server.feature import Feature

FEATURE = Feature(name="kernel", contract=Path(__file__).with_name("contract.yaml"))
