"""A kernel process, timed from outside: wall, CPU of the whole process, and bytes that it sends."""

from __future__ import annotations

import os
import subprocess
import time
from typing import Any, NamedTuple

from jupyter_client.manager import KernelManager


class Figure(NamedTuple):
    """One round trip: ms of wall, ms of kernel CPU, bytes of all messages that came of it."""

    wall: float
    cpu: float
    bytes: int


class Timeout(Exception):
    """The answer did not come in time."""


class Kernel:
    def __init__(self, cwd: str) -> None:
        self.manager: Any = KernelManager(kernel_name="python3")
        self.manager.start_kernel(cwd=cwd, stderr=subprocess.DEVNULL)
        self.client: Any = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def cpu(self) -> float:
        """CPU seconds of the process so far."""
        tasks, total = f"/proc/{self.manager.provisioner.pid}/task", 0
        for thread in os.listdir(tasks):
            with open(f"{tasks}/{thread}/schedstat") as file:
                total += int(file.read().split()[0])
        return total / 1e9

    def run(self, code: str, limit: float = 120, subshell: str = "", **options: Any) -> tuple[Figure, dict[str, Any]]:
        """A request on the main shell until it is idle again; raises `Timeout`."""
        cpu, begin, size = self.cpu(), time.perf_counter(), 0
        content = {"code": code, "user_expressions": {}, "allow_stdin": False, **options}
        message = self.client.session.msg("execute_request", content)
        if subshell:
            message["header"]["subshell_id"] = subshell
        self.client.shell_channel.send(message)
        parent = message["header"]["msg_id"]
        reply = self._until(self.client.shell_channel, parent, begin + limit)
        size += len(str(reply["content"]))
        while True:
            message = self._until(self.client.iopub_channel, parent, begin + limit)
            size += len(str(message["content"]))
            if message["content"].get("execution_state") == "idle":
                break
        return Figure(1000 * (time.perf_counter() - begin), 1000 * (self.cpu() - cpu), size), reply["content"]

    def inspect(self, name: str, limit: float = 30) -> Figure:
        """A look by the debugger's request for variables, on the control channel: it works beside a cell."""
        content = {"type": "request", "seq": 1, "command": "richInspectVariables", "arguments": {"variableName": name}}
        message = self.client.session.msg("debug_request", content)
        cpu, begin = self.cpu(), time.perf_counter()
        self.client.control_channel.send(message)
        reply = self._until(self.client.control_channel, message["header"]["msg_id"], begin + limit)
        wall = 1000 * (time.perf_counter() - begin)
        sent = self.client.session.pack(reply["content"])
        return Figure(wall, 1000 * (self.cpu() - cpu), len(sent))

    def subshell(self) -> str:
        """Id of a new one."""
        message = self.client.session.msg("create_subshell_request", {})
        self.client.control_channel.send(message)
        reply = self._until(self.client.control_channel, message["header"]["msg_id"], time.perf_counter() + 30)
        return str(reply["content"]["subshell_id"])

    def until_replied(self, parent: str) -> dict[str, Any]:
        """Wait for the end of a cell; gives what its reply says."""
        content: dict[str, Any] = self._until(self.client.shell_channel, parent, time.perf_counter() + 60)["content"]
        return content

    @staticmethod
    def _until(channel: Any, parent: str, deadline: float) -> dict[str, Any]:
        while (left := deadline - time.perf_counter()) > 0:
            if channel.socket.poll(int(left * 1000)) == 0:
                break
            message: dict[str, Any] = channel.get_msg(timeout=1)
            if message["parent_header"].get("msg_id") == parent:
                return message
        raise Timeout
