"""The acting user, recorded as creator and compared by the gate."""

from __future__ import annotations

import os
import pwd
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from .types import Json

_MADE_UP = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class User:
    """Who acts; recorded as creator, compared by `username`."""

    username: str
    name: str

    def to_json(self) -> Json:
        return {"username": self.username, "name": self.name}


def acting_user(handler: Any) -> User:
    """The authenticated user of a request.

    Jupyter's own identity provider has no accounts: it makes up a name for each browser. The person behind all of
    them is who runs the server.
    """
    from jupyter_server.auth.identity import IdentityProvider, PasswordIdentityProvider

    user = handler.current_user
    stock = type(handler.identity_provider) in (IdentityProvider, PasswordIdentityProvider)
    if stock and _MADE_UP.fullmatch(user.username):
        return system_user()
    return User(user.username, user.display_name or user.name or user.username)


@cache
def system_user() -> User:
    """The operating system's user of this process; by number where it has no name."""
    try:
        entry = pwd.getpwuid(os.geteuid())
    except KeyError:
        # Usual in containers that run under an arbitrary number.
        username = str(os.geteuid())
        return User(username, username)
    return User(entry.pw_name, entry.pw_gecos.partition(",")[0] or entry.pw_name)
