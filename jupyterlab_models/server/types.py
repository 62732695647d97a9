"""Types that every part of the server uses."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]
"""A JSON object whose shape is the schema of the same name in `openapi.yaml`."""
