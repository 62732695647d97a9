"""A figure that a running cell has half drawn, and the status of the kernel, stay as they are."""

from __future__ import annotations

import contextlib
import queue
import time
from typing import Any

from ..kernels import Kernel
from ..tickets import spool_way, ticket
from .visits import Visits

LIBRARIES = "small"

FIGURE = """
import time
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([1, 2, 3])
time.sleep(0.8)
numbers = plt.get_fignums()
axes.set_title('whole')
"""


def messages(kernel: Kernel, seconds: float) -> list[dict[str, Any]]:
    """What comes on iopub within a time."""
    found, end = [], time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        with contextlib.suppress(queue.Empty):
            found.append(kernel.client.get_iopub_msg(timeout=left))
    return found


def _ends(message: dict[str, Any], parent: str) -> bool:
    """Whether it says that the cell has ended."""
    is_idle = message["content"].get("execution_state") == "idle"
    return bool(is_idle and message["parent_header"].get("msg_id") == parent)


def test_a_half_drawn_figure(kernel: Kernel, visits: Visits) -> None:
    kernel.run("%matplotlib inline")
    reply = visits.while_running(FIGURE)
    assert kernel.value("numbers") == [1]
    images = [output for output in reply["outputs"] if "image/png" in output.get("data", {})]
    assert len(images) == 1
    assert kernel.value("plt.get_fignums()") == []


def test_a_figure_that_is_kept_open_between_cells(kernel: Kernel, visits: Visits) -> None:
    kernel.run("%matplotlib inline\nget_ipython().run_line_magic('config', 'InlineBackend.close_figures = False')")
    kernel.run(FIGURE)
    visits.look()
    assert kernel.value("plt.get_fignums()") == [1]
    kernel.run("plt.close('all')\nget_ipython().run_line_magic('config', 'InlineBackend.close_figures = True')")


def test_a_save_that_waits_behind_the_cell(kernel: Kernel, visits: Visits) -> None:
    kernel.run("%matplotlib inline")
    parent = kernel.client.execute(FIGURE, allow_stdin=False)
    visits.look()
    answer = kernel.ask_later("save", variable="model", ticket=ticket([spool_way(visits.new_folder())]))
    visits.look()
    reply = kernel.answer(parent)
    assert sum("image/png" in output.get("data", {}) for output in reply["outputs"]) == 1
    assert kernel.answer_of(answer)["ok"]


def test_the_kernel_stays_busy(kernel: Kernel, visits: Visits) -> None:
    kernel.run("import time")
    messages(kernel, 0.3)
    parent = kernel.client.execute("time.sleep(1.2)", allow_stdin=False)
    time.sleep(0.2)
    for _ in range(5):
        visits.look()
    received: list[dict[str, Any]] = []
    while not received or not _ends(received[-1], parent):
        received.append(kernel.client.get_iopub_msg(timeout=60))
    received += messages(kernel, 0.5)
    statuses = [
        (message["parent_header"]["msg_type"], message["content"]["execution_state"])
        for message in received
        if message["msg_type"] == "status"
    ]
    # The page and the server leave those of the debugger's requests out.
    assert [state for kind, state in statuses if kind != "debug_request"] == ["busy", "idle"]
    kinds = {message["msg_type"] for message in received if message["parent_header"].get("msg_id") != parent}
    assert kinds <= {"status"}
