"""Translates errors of SQLite and the operating system into errors that users can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from ...server.errors import Conflict, Invalid, NoSpace, NotFound, ReadOnly, UserError

SHOWN = 200
"""Characters of a text that an error quotes."""


@contextmanager
def user_errors() -> Iterator[None]:
    """Raise `NoSpace`, `Conflict` or `UserError` for failures with a known remedy; others pass unchanged."""
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise no_space() from error
        raise
    except sqlite3.Error as error:
        known = _database_error(str(error))
        if known is None:
            raise
        raise known from error


def _database_error(text: str) -> UserError | None:
    # Python 3.10 has no `sqlite_errorcode`; these texts are fixed in SQLite's own table.
    if "disk is full" in text:
        return no_space()
    if "is locked" in text:
        return Conflict(
            "busy",
            "The model store stayed locked, because another program has been writing to it for a long time.",
            "Try again. If it goes on, look for another server that hangs.",
        )
    if "unable to open" in text or "readonly database" in text:
        return UserError(
            "store_unusable",
            "The database of the model store cannot be opened for writing.",
            "Check that the folder of the store belongs to the user of this server.",
        )
    if "malformed" in text or "not a database" in text:
        return UserError(
            "store_damaged",
            "The database of the model store is damaged and cannot be read.",
            "Put catalog.db back from a backup. The files of the models lie unharmed in the folder models.",
        )
    return None


def no_space() -> NoSpace:
    return NoSpace(
        "disk_full",
        "The disk of the model store is full, so nothing was changed.",
        "Free some space, for example by emptying the trash, and try again.",
    )


def no_model(name: str) -> NotFound:
    return NotFound(
        "not_found", f"There is no model named “{name}”.", "It may have been deleted; look into the trash.", "name"
    )


def without_version(name: str, failed: bool) -> NotFound:
    if failed:
        sentence, hint = "making its first one failed", "Save it again, or remove it."
    else:
        sentence, hint = "its first one is still being made", "Wait until that has ended."
    return NotFound("not_found", f"“{name}” has no version yet: {sentence}.", hint, "version")


def no_version(name: str, number: int) -> NotFound:
    return NotFound(
        "not_found",
        f"The model “{name}” has no version {number}.",
        "It may have been deleted; look into the trash.",
        "version",
    )


def name_taken(name: str, other: str) -> Conflict:
    return Conflict(
        "name_taken",
        f"“{name}” cannot be renamed, because there is another model named “{other}”.",
        "Choose another name, or rename or delete that model first.",
        "name",
    )


def being_made(name: str) -> Conflict:
    return Conflict(
        "in_use",
        f"“{name}” has no version yet, because its first one is still being made.",
        "Wait until that has ended, or cancel it, and try again.",
    )


def changed_meanwhile(
    name: str, number: int | None, field: str, present: object, last: tuple[str, str | None] | None
) -> Conflict:
    """`last` is when it was changed, and by whom."""
    subject = f"“{name}”" if number is None else f"version {number} of “{name}”"
    verb = "have" if field == "tags" else "has"
    sentence = f"The {field} of {subject} {verb} changed since you began"
    if last is not None:
        time, user = last
        sentence += f": {user or 'the server'} changed it on {time[:10]} at {time[11:16]} UTC"
    return Conflict(
        "changed_meanwhile",
        f"{sentence}. Now it is {_shown(present)}.",
        "Nothing was changed. Look at what is there now, then change it again if you still want to.",
        field,
    )


def _shown(value: object) -> str:
    """A text or tags in a sentence."""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    if not text:
        return "empty"
    return f"“{text[:SHOWN]}…”" if len(text) > SHOWN else f"“{text}”"


def replaced(name: str, number: int) -> Conflict:
    return Conflict(
        "replaced",
        f"Version {number} of “{name}” was replaced by another one a moment ago.",
        "Look at it again, then load it if you still want to.",
    )


def no_entry() -> NotFound:
    return NotFound("not_found", "This entry is not in the trash.", "It was restored or removed by now; refresh.")


def read_only() -> ReadOnly:
    return ReadOnly(
        "read_only",
        "Another JupyterLab server writes to this model store, and its file system allows one writer only.",
        "Save and delete models from that server, or stop it and start this one again.",
    )


def no_folder() -> Invalid:
    return Invalid("invalid_files", "What was staged is not a folder.", "Save the variable again.")
