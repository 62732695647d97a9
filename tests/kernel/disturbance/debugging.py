"""A session of the debugger, as JupyterLab's debugger has it with a kernel."""

from __future__ import annotations

import queue
import time
from typing import Any

from ..kernels import Kernel

Json = dict[str, Any]


class Debugging:
    """Sends the debugger's requests over the control channel, each waiting for its answer."""

    def __init__(self, kernel: Kernel) -> None:
        self.kernel = kernel
        self.sequence = 0
        assert self.ask("initialize", clientID="test", adapterID="python3", linesStartAt1=True)["success"]
        assert self.ask("attach")["success"]

    def ask(self, command: str, timeout: float = 30, **arguments: Any) -> Json:
        """What the debugger answers."""
        self.sequence += 1
        content = {"type": "request", "seq": self.sequence, "command": command, "arguments": arguments}
        client = self.kernel.client
        message = client.session.msg("debug_request", content)
        client.control_channel.send(message)
        deadline = time.monotonic() + timeout
        while time.monotonic() < deadline:
            try:
                reply = client.get_control_msg(timeout=1)
            except queue.Empty:
                continue
            if reply["parent_header"].get("msg_id") == message["header"]["msg_id"]:
                return reply["content"]  # type: ignore[no-any-return]
        raise TimeoutError(f"no answer to {command}")

    def stop_in(self, code: str, line: int, path: str = "") -> tuple[str, int]:
        """Run a cell until it stops at this line of it, or of a file: the message's id, and the frame."""
        source = {"path": path or self.ask("dumpCell", code=code)["body"]["sourcePath"]}
        assert self.ask("setBreakpoints", source=source, breakpoints=[{"line": line}])["success"]
        self.ask("configurationDone")
        parent: str = self.kernel.client.execute(code, allow_stdin=False)
        deadline = time.monotonic() + 60
        while not (stopped := self.ask("debugInfo")["body"]["stoppedThreads"]):
            assert time.monotonic() < deadline, "the cell never stopped"
            time.sleep(0.05)
        self.thread: int = stopped[0]
        for thread in stopped:
            frames = self.ask("stackTrace", threadId=thread)["body"]["stackFrames"]
            if frames and frames[0]["line"] == line:
                self.thread = thread
                return parent, frames[0]["id"]
        raise AssertionError("no thread stands at the line")

    def go_on(self) -> None:
        """Let the cell run on; the kernel hears of it a moment after the debugger has agreed."""
        assert self.ask("continue", threadId=self.thread)["success"]
        deadline = time.monotonic() + 60
        while self.ask("debugInfo")["body"]["stoppedThreads"]:
            assert time.monotonic() < deadline, "the cell never went on"
            time.sleep(0.05)

    def close(self) -> None:
        self.ask("disconnect", restart=False, terminateDebuggee=False)
