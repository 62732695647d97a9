"""A fork server: it has imported libraries, and forks kernels that start at once without importing them again.

Run as a program, `python fork_server.py NUMBER LIBRARY...`, by `fork_servers.py`: `NUMBER` is the descriptor of a
listening socket. A process that connects to it (`forked_kernel.py`) asks for one kernel, which is killed when the
connection ends. This process ends with its standard input.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import selectors
import signal
import socket
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Child:
    """A kernel, and the connection of the process that asked for it."""

    pid: int
    process: int
    line: socket.socket

    def end(self) -> None:
        """Kill it unless it has ended, and send its exit status."""
        signal.pidfd_send_signal(self.process, signal.SIGKILL)
        _, status = os.waitpid(self.pid, 0)
        os.close(self.process)
        # The other process may be gone: then the connection is closed.
        with contextlib.suppress(OSError):
            self.line.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
        self.line.close()


class ForkServer:
    """Single-threaded, because a fork copies only one thread."""

    def __init__(self, listening: socket.socket) -> None:
        self.listening = listening
        self.children: list[Child] = []
        self.selector = selectors.DefaultSelector()
        self.selector.register(sys.stdin.buffer, selectors.EVENT_READ)
        self.selector.register(listening, selectors.EVENT_READ)

    def next_request(self) -> dict[str, Any] | None:
        """Serves until it is in a child, whose request it returns; None where there is nothing more to do."""
        while True:
            ready = [key.fileobj for key, _ in self.selector.select()]
            # Remove ended kernels first: a restarted kernel reuses the ports of the one before.
            for child in list(self.children):
                if child.process in ready or child.line in ready:
                    self.remove(child)
            if self.listening in ready and (request := self.fork()) is not None:
                return request
            if sys.stdin.buffer in ready:
                for child in list(self.children):
                    self.remove(child)
                return None

    def remove(self, child: Child) -> None:
        self.children.remove(child)
        self.selector.unregister(child.process)
        self.selector.unregister(child.line)
        child.end()

    def fork(self) -> dict[str, Any] | None:
        """The request, in the child."""
        line, _ = self.listening.accept()
        with line.makefile() as lines:
            text = lines.readline()
        if not text:
            line.close()
            return None
        request: dict[str, Any] = json.loads(text)
        assert len(list(Path("/proc/self/task").iterdir())) == 1, "a library has started threads: a fork has none"
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            self.leave(line)
            return {**request, "parent": parent}
        line.sendall(b"%d\n" % pid)
        child = Child(pid, os.pidfd_open(pid), line)
        self.children.append(child)
        self.selector.register(child.process, selectors.EVENT_READ)
        self.selector.register(line, selectors.EVENT_READ)
        return None

    def leave(self, line: socket.socket) -> None:
        """In the child, which has nothing to do with the others."""
        os.setsid()
        self.selector.close()
        self.listening.close()
        line.close()
        for child in self.children:
            os.close(child.process)
            child.line.close()
        with Path(os.devnull).open() as nothing:
            os.dup2(nothing.fileno(), 0)


THREADED = ("polars",)
"""Libraries that start a thread when they are imported. Those that use them where they are do without them here."""


class Without:
    """Finds no library of `THREADED`: to whoever imports them they are not installed."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name in THREADED:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def import_all(libraries: list[str]) -> None:
    """Import libraries, none of which starts a thread: a process that has one cannot be forked."""
    sys.meta_path.insert(0, Without)
    for library in libraries:
        importlib.import_module(library)
    sys.meta_path.remove(Without)


def main(number: int, libraries: list[str]) -> None:
    # As `ipykernel_launcher` does; IPython puts the working folder in its place.
    sys.path[:] = [path for path in sys.path if path != str(Path(__file__).parent)]
    from ipykernel.kernelapp import IPKernelApp

    import_all(libraries)
    # So that no kernel's garbage collector goes through all that the libraries made.
    gc.collect()
    gc.freeze()
    request = ForkServer(socket.socket(fileno=number)).next_request()
    if request is None:
        return
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(request["env"])
    sys.argv = ["ipykernel_launcher.py", *request["argv"]]
    # So that it ends when this process is killed.
    IPKernelApp.launch_instance([*request["argv"], f"--IPKernelApp.parent_handle={request['parent']}"])


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
