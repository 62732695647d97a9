"""Starts the process in which files are judged (`child.py`), asks it, and replaces it when it hangs or dies."""

from __future__ import annotations

import json
import os
import select
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from logging import Logger
from math import ceil
from pathlib import Path

from ..server.types import Json
from .judging import ORDER, Risk

SECONDS = 20.0
"""A judge takes milliseconds; the limit is for files that were made to be slow."""
BYTES_PER_SECOND = 20 << 20
LONGEST_SECONDS = 120.0
"""The nodes of large forests take longer to read: a second more for so many bytes, up to this."""
MEMORY = 512 << 20
_LONGEST_ANSWER = 1 << 20
_PROGRAM = f"import sys; sys.path[:] = sys.argv[2:]; from {__package__}.child import main; main(int(sys.argv[1]))"
"""It finds modules where this process does."""


class _Died(Exception):
    """The process ended, or its answer is none."""


class JudgeProcess:
    """One warm process for all judging. Everything here blocks: call it in threads; one request goes after the other.

    It starts at the first use, or before by `start`, and ends with `close`; a `start` that comes later does nothing.
    """

    def __init__(self, packages: Sequence[str], log: Logger, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self._packages = list(packages)
        self._log = log
        self._seconds = seconds
        self._memory = memory
        self._lock = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._end: Callable[[], object] = _nothing

    def start(self) -> None:
        with self._lock:
            if not self._closed:
                self._running()

    def close(self) -> None:
        with self._lock:
            self._closed = True
            self._stop()

    def judge(self, encoding: str, folder: Path, files: Sequence[str]) -> tuple[Risk, str | None]:
        """The risk of loading the files, and why it is `code` where that is not due to what they hold.

        Raises `OSError` where they cannot be read.
        """
        size = sum((folder / file).stat().st_size for file in files)
        seconds = min(self._seconds + size / BYTES_PER_SECOND, LONGEST_SECONDS)
        request = {"encoding": encoding, "folder": str(folder), "files": list(files), "seconds": ceil(seconds) + 1}
        with self._lock:
            answer = self._ask(request, seconds)
        if "errno" in answer:
            raise OSError(answer["errno"], answer["error"])
        if "failure" in answer:
            self._log.warning("The judge of “%s” failed, so its files count as code:\n%s", encoding, answer["failure"])
            return "code", "The check of the files failed."
        return (answer["risk"], answer.get("reason")) if answer.get("risk") in ORDER else ("code", "The check failed.")

    def _ask(self, request: Json, seconds: float) -> Json:
        for _ in range(2):
            try:
                answer = self._exchange(self._running(), request, seconds)
            except TimeoutError:
                self._stop()
                return _code(f"The check of the files took longer than {seconds:.0f} seconds.")
            except (_Died, OSError):
                # It may have been ended from outside, so the files get a second chance.
                self._stop()
                continue
            if "memory" not in answer:
                return answer
            self._stop()
            return _code(f"The check of the files took more than {self._memory >> 20} MiB of memory.")
        return _code("The check of the files crashed.")

    def _running(self) -> subprocess.Popen[bytes]:
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._stop()
        self._child = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-c", _PROGRAM, str(self._memory), *filter(None, sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # An interrupt from the terminal is for the server alone.
            start_new_session=True,
        )
        self._end = weakref.finalize(self, _end, self._child)
        problems = self._exchange(self._child, self._packages, SECONDS)["problems"]
        if problems:
            self._log.warning(
                "Some judges cannot be used, so the files of their encodings count as code:\n%s", problems
            )
        return self._child

    def _exchange(self, child: subprocess.Popen[bytes], message: object, seconds: float) -> Json:
        """Send a line and read one. Raises `TimeoutError`, `OSError` or `_Died`."""
        if child.stdin is None or child.stdout is None:
            raise _Died
        child.stdin.write(json.dumps(message).encode() + b"\n")
        child.stdin.flush()
        until = time.monotonic() + seconds
        poll = select.poll()
        poll.register(child.stdout, select.POLLIN)
        text = b""
        while not text.endswith(b"\n"):
            if not poll.poll(max(0.0, until - time.monotonic()) * 1000):
                raise TimeoutError
            block = os.read(child.stdout.fileno(), 65536)
            if not block or len(text) > _LONGEST_ANSWER:
                raise _Died
            text += block
        try:
            answer: Json = json.loads(text)
        except ValueError:
            raise _Died from None
        return answer

    def _stop(self) -> None:
        self._child = None
        self._end()


def _nothing() -> None:
    """There is no process to end."""


def _code(reason: str) -> Json:
    return {"risk": "code", "reason": reason}


def _end(child: subprocess.Popen[bytes]) -> None:
    child.kill()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # a request that it never read
                continue
    child.wait()
