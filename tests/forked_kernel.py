"""Proxy process of a kernel forked by `fork_server.py`: `python forked_kernel.py SOCKET` and the kernel's arguments."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from pathlib import Path


def main(place: str, argv: list[str]) -> int:
    """Ask for the kernel, forward signals to it, and exit with its status."""
    with socket.socket(socket.AF_UNIX) as line, line.makefile() as lines:
        line.connect(place)
        request = {"argv": argv, "cwd": str(Path.cwd()), "env": dict(os.environ)}
        line.sendall(json.dumps(request).encode() + b"\n")
        kernel = int(lines.readline())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, frame: os.killpg(kernel, number))
        status = int(lines.readline())
    # As a shell reports a signal.
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
