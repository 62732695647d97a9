"""Errors of the agent, with messages for users."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

MESSAGE = 4000
HINT = 1000


class AgentError(Exception):
    """`code` for programs, `message` (what happened and why) and `hint` (what to do next) for people."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint


def cancelled() -> AgentError:
    return AgentError(
        "cancelled", "The transfer was cancelled, or its ticket expired.", "Start it again if you still want it."
    )


def to_json(error: BaseException, doing: str) -> dict[str, Any]:
    """The schema `KernelError`; `doing` completes the sentence "… while …" for errors nobody foresaw."""
    known = error if isinstance(error, AgentError) else translate(error, doing)
    body = {"code": known.code, "message": known.message[:MESSAGE]}
    if known.hint:
        body["hint"] = known.hint[:HINT]
    return body


def encodable(body: dict[str, Any]) -> dict[str, Any]:
    """The same JSON without lone surrogates, which a name may hold and no message can carry."""
    text = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace").decode()
    found: dict[str, Any] = json.loads(text)
    return found


def translate(error: BaseException, doing: str) -> AgentError:
    if isinstance(error, KeyboardInterrupt):
        return AgentError("interrupted", f"The kernel was interrupted while {doing}.", "Start it again.")
    if isinstance(error, MemoryError):
        return AgentError(
            "memory", f"The memory ran out while {doing}.", "Free some memory in the kernel and try again."
        )
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return AgentError(
            "disk_full", f"The disk is full: it happened while {doing}.", "Free some space and try again."
        )
    if isinstance(error, ModuleNotFoundError) and error.name:
        package = error.name.partition(".")[0]
        return AgentError(
            "missing_library",
            f"The module {error.name} is missing in this kernel: it is needed for {doing}.",
            f"Install it in the kernel's environment, for example with: %pip install {package}",
        )
    return AgentError("failed", f"{type(error).__name__} while {doing}: {words(error)}")


def words(error: BaseException) -> str:
    """The error's own message, which its class may fail to give."""
    try:
        return str(error)[:1000] or "no message"
    except Exception:  # noqa: BLE001 - any class may define __str__
        return "no message"


@contextmanager
def reading(library: str) -> Iterator[None]:
    """Error `damaged` for files that the library, or we, cannot make sense of."""
    try:
        yield
    except (AgentError, MemoryError, ImportError):
        raise
    except Exception as error:
        # Behind the first line are the native calls, with paths of the library.
        reason = words(error).strip().partition("\n")[0][:250].rstrip(".")
        raise AgentError(
            "damaged",
            f"{library} cannot read the files of this version: {type(error).__name__}: {reason}.",
            f"Load another version, or try the version of {library} that it was saved with.",
        ) from error
