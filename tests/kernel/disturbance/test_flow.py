"""Cells that wait, queue, await, spawn and race are as quick and as right as without us."""

from __future__ import annotations

import time

from ..kernels import Kernel
from ..tickets import spool_way, ticket
from .visits import Visits

LIBRARIES = "small"


def test_a_cell_that_waits_for_input(kernel: Kernel, visits: Visits) -> None:
    parent = kernel.client.execute("answer = input('name? ')", allow_stdin=True)
    input_request = kernel.client.get_stdin_msg(timeout=30)
    for _ in range(3):
        assert "answer" not in visits.look()["names"]
    kernel.client.input("me")
    reply = kernel.answer(parent)
    assert input_request["content"]["prompt"] == "name? "
    assert reply["status"] == "ok"
    assert kernel.value("answer") == "me"
    assert "answer" in visits.look()["names"]


def test_the_queue_keeps_its_order(kernel: Kernel, visits: Visits) -> None:
    kernel.run("import time; order = []")
    count = kernel.value("get_ipython().execution_count")
    cell = "time.sleep(0.3); order.append(len(order)); len(order)"
    cells = [kernel.client.execute(cell, allow_stdin=False) for _ in range(2)]
    save = kernel.ask_later("save", variable="model", ticket=ticket([spool_way(visits.new_folder())]))
    cells.append(kernel.client.execute(cell, allow_stdin=False))
    visits.look()
    replies = [kernel.answer(cells[0]), kernel.answer(cells[1])]
    assert kernel.answer_of(save)["ok"]
    replies.append(kernel.answer(cells[2]))
    assert [reply["execution_count"] for reply in replies] == [count, count + 1, count + 2]
    assert [reply["outputs"][-1]["data"]["text/plain"] for reply in replies] == ["1", "2", "3"]
    assert kernel.value("order") == [0, 1, 2]


def test_a_failing_cell_aborts_what_is_queued_and_a_retry_works(kernel: Kernel, visits: Visits) -> None:
    failing = kernel.client.execute("import time; time.sleep(2); 1 / 0", allow_stdin=False, stop_on_error=True)
    folder = visits.new_folder()
    save = kernel.ask_later("save", variable="model", ticket=ticket([spool_way(folder)]))
    assert kernel.answer(failing)["status"] == "error"
    assert kernel.answer(save)["status"] == "aborted"
    assert sorted(path.name for path in folder.iterdir()) == ["nonce"]
    assert kernel.ask("save", variable="model", ticket=ticket([spool_way(visits.new_folder())]))["ok"]


def test_a_load_that_waited_does_not_overwrite(kernel: Kernel, visits: Visits) -> None:
    visits.all()
    files = visits.folder / "1" / "files"
    report = kernel.ask("save", variable="model", ticket=ticket([spool_way(visits.new_folder())]))
    version = {**report, "files": [], "class": report["class"]}
    cell = kernel.client.execute("import time; time.sleep(0.4); late = 'mine'", allow_stdin=False)
    way = spool_way(visits.new_folder(), files)
    load = kernel.ask_later("load", variable="late", ticket=ticket([way], version))
    kernel.answer(cell)
    assert kernel.answer_of(load)["error"]["code"] == "taken"
    assert kernel.value("late") == "mine"


def test_async_cells(kernel: Kernel, visits: Visits) -> None:
    code = (
        "import asyncio\nawaited = []\nasync def count(n):\n    for step in range(n):\n"
        "        await asyncio.sleep(0.02); awaited.append(step)\n    return n\n"
        "task = asyncio.create_task(count(20))\nresult = await asyncio.gather(count(30), count(10))"
    )
    reply = visits.while_running(code)
    assert reply["status"] == "ok"
    assert kernel.value("(result, len(awaited) >= 60 - 1, task.cancelled())") == ([30, 10], True, False)


def test_threads_that_change_the_namespace(kernel: Kernel, visits: Visits) -> None:
    code = (
        "import threading, time\nstopping = False\ndef churn(prefix):\n    n = 0\n    while not stopping:\n"
        "        n += 1; globals()[f'{prefix}{n % 500}'] = [n]; globals().pop(f'{prefix}{(n + 250) % 500}', None)\n"
        "churning = [threading.Thread(target=churn, args=(name,)) for name in ('p', 'q')]\n"
        "for thread in churning: thread.start()\ntime.sleep(1.5)\nstopping = True\n"
        "for thread in churning: thread.join()"
    )
    revisions = []
    begun = kernel.client.execute(code, allow_stdin=False)
    time.sleep(0.3)
    for _ in range(15):
        listing = visits.look()
        assert len(listing["names"]) == len(set(listing["names"])) == len(listing["kinds"]) == len(listing["bound"])
        assert "model" in listing["names"]
        revisions.append(listing["revision"])
    assert kernel.answer(begun)["status"] == "ok"
    assert revisions == sorted(revisions)
    found = {name for name in visits.look()["names"] if name[0] in "pq" and name[1:].isdigit()}
    assert found == set(kernel.value("[n for n in globals() if n[0] in 'pq' and n[1:].isdigit()]"))
    kernel.run("for name in [n for n in globals() if n[0] in 'pq' and n[1:].isdigit()]: del globals()[name]")


def test_processes(kernel: Kernel, visits: Visits) -> None:
    code = (
        "import multiprocessing, os, subprocess, sys, time\n"
        "said = subprocess.run([sys.executable, '-c', 'print(42)'], capture_output=True); time.sleep(0.5)\n"
        "pool = multiprocessing.get_context('fork').Pool(2)\nsquares = pool.map(abs, range(-5, 0))\n"
        "pool.close(); pool.join()\nchild = os.fork()\nif child == 0: os._exit(7)\nleft = os.waitpid(child, 0)[1]"
    )
    assert visits.while_running(code)["status"] == "ok"
    assert kernel.value("(said.stdout.strip(), squares, left >> 8)") == (b"42", [5, 4, 3, 2, 1], 7)
    reply = visits.while_running("!sleep 0.5; echo done")
    assert "done" in "".join(output.get("text", "") for output in reply["outputs"])


def test_an_interrupt_reaches_the_cell_at_once(kernel: Kernel, visits: Visits) -> None:
    cell = "import time\nopen('sleeping', 'w').close()\ntime.sleep(600)"
    parent = kernel.client.execute(cell, allow_stdin=False)
    kernel.wait_for(kernel.cwd / "sleeping")
    for _ in range(3):
        visits.look()
    kernel.manager.interrupt_kernel()
    assert kernel.answer(parent)["ename"] == "KeyboardInterrupt"
    assert "model" in visits.look()["names"]
