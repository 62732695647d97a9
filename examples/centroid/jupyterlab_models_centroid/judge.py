"""The risk of loading a file, from its bytes; runs in the server, without the library."""

from __future__ import annotations

from jupyterlab_models.risk.judging import Judge, native

from .names import ENCODING, FILE

JUDGES: dict[str, Judge] = {ENCODING: native(FILE, b"centroid 1\n")}
