"""What the process runs in which files are judged (`process.py`).

The first line of its input is a list of packages of frameworks, every further one is a request; all are JSON, and each
gets one line in return. Hostile files can make a judge slow or large, but reach neither the server nor other files:
memory is limited, nothing is written, and nothing is opened but the files in question and modules of Python.
"""

from __future__ import annotations

import errno
import importlib
import json
import os
import resource
import signal
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .judging import Judge, of_files

Json = dict[str, Any]
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_LISTING = ("os.listdir", "os.scandir", "os.walk")
_REFUSED = ("os.", "shutil.", "socket.", "subprocess.", "ctypes.", "pty.", "tempfile.")
"""Beginnings of the audit events that no judge needs."""


class Forbidden(Exception):
    """A judge did what it may not; no error of the operating system, for which a save would be given up."""


class Guard:
    """An audit hook: no judge opens anything outside of `folder`, nor writes, nor starts anything."""

    def __init__(self) -> None:
        self.folder = ""
        self._modules = tuple({os.path.realpath(place) + os.sep for place in sys.path})

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            self._check_open(*arguments)
        elif event.startswith(_REFUSED) and event not in _LISTING:
            raise Forbidden(event)

    def _check_open(self, path: object, mode: object, flags: object) -> None:
        if isinstance(flags, int) and flags & _WRITING:
            raise Forbidden(f"open {path!r} for writing")
        if not isinstance(path, int):
            place = os.path.realpath(os.fsdecode(path))  # type: ignore[arg-type]
            if not place.startswith((self.folder + os.sep, *self._modules)):
                raise Forbidden(f"open {path!r}")


def load(packages: Sequence[str]) -> tuple[dict[str, Judge], str]:
    """All judges, and what went wrong with those that are missing."""
    judges: dict[str, Judge] = {}
    problems = ""
    for package in packages:
        try:
            judges |= importlib.import_module(f"{package}.judge").JUDGES
        except Exception:  # noqa: BLE001 - other people's code; what has no judge is code
            problems += traceback.format_exc()
    return judges, problems


def limit(memory: int) -> None:
    """Let this process take `memory` bytes more than it has now, where the system counts them, and write no file."""
    for kind in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(kind, (0, 0))
    statistics = Path("/proc/self/statm")
    if statistics.exists():
        size = int(statistics.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + memory, size + memory))


def answer(judges: dict[str, Judge], request: Json) -> Json:
    try:
        return {"risk": of_files(judges.get(request["encoding"]), Path(request["folder"]), request["files"])}
    except OSError as error:
        if error.errno == errno.EINVAL:
            return {"risk": "code"}  # an archive names a place before its own beginning
        return {"errno": error.errno, "error": str(error)}
    except MemoryError:
        return {"memory": True}
    except Exception:  # noqa: BLE001 - what a judge does not understand is code
        return {"failure": traceback.format_exc(limit=-8)[-8000:]}


def main(memory: int) -> None:
    # What a judge prints must not be taken for an answer.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    judges, problems = load(json.loads(sys.stdin.readline()))
    print(json.dumps({"problems": problems}), file=answers, flush=True)
    limit(memory)
    guard = Guard()
    sys.addaudithook(guard)
    for line in sys.stdin:
        request = json.loads(line)
        guard.folder = os.path.realpath(request["folder"])
        # Nobody else ends a judge that hangs when the server was killed meanwhile.
        signal.alarm(request["seconds"])
        print(json.dumps(answer(judges, request)), file=answers, flush=True)
        signal.alarm(0)
