"""The gate: who may load a version that can act by itself when it is loaded or used."""

from __future__ import annotations

from ..server.errors import Forbidden
from ..server.types import Json
from ..server.users import User

HARMLESS = ("data", "parser")
"""Risks that pass without a question. A program can write files while it is loaded, so it is asked for like code."""


def gate(version: Json, user: User, trust: str | None, allow_code: bool) -> None:
    """Let `user` load `version` or raise `Forbidden`. Every way to a version's bytes for loading passes here.

    `trust` is the version's digest, given back by a user who was shown author and digest.
    """
    if version["risk"] in HARMLESS or version["creator"]["username"] == user.username:
        return
    author = version["creator"]["name"] or version["creator"]["username"]
    program = version["risk"] == "program"
    if not allow_code:
        raise Forbidden(
            "code_forbidden",
            f"Loading this version would run {'a program' if program else 'code'} that {author} saved, and "
            "this server does not allow that.",
            "Ask the author for a format that holds no code, or the administrator of this server.",
        )
    if trust != version["sha256"]:
        raise Forbidden(
            "confirm_required",
            f"Loading this version {'runs a program that can write files' if program else 'can run any code'}, and "
            f"{author} saved it, not you.",
            "Load it only if you trust the author; confirm with the digest that is shown.",
            extra={
                "confirm": {
                    "author": version["creator"],
                    "sha256": version["sha256"],
                    "risk": "program" if program else "code",
                }
            },
        )
