"""What `jupyterlab_models.json` may hold: what a folder of the library does not keep. For server and kernel alike."""

from __future__ import annotations

from typing import Any

from .values import Rule, either, is_flag, is_text, list_of, matching, members, one_of, optional, require

SIDECAR = "jupyterlab_models.json"
_name = matching(r"[A-Za-z][A-Za-z0-9_]{0,99}")
RULES: dict[str, Rule] = {
    "format": lambda value: value == 1 and type(value) is int,
    "class": _name,
    "config": members({"architectures": optional(list_of(_name)), "dtype": lambda value: value is None}),
    "training": either(is_flag, list_of(is_text)),
    "attention": one_of("eager", "sdpa"),
}


def check_sidecar(values: Any) -> dict[str, Any]:
    """Error `NotAllowed`."""
    found = require(values, RULES, SIDECAR)
    for key in ("format", "class"):
        require({} if key in found else {key: None}, {}, SIDECAR)
    return {"config": {}, "training": False, **found}
