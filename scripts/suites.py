"""How a suite of checks or tests is run and counted."""

from __future__ import annotations

import json
import os
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / ".make"
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")


class Count(NamedTuple):
    """How many checks or tests of a suite passed, and how many failed."""

    passed: int
    failed: int

    def __add__(self, other: object) -> Count:
        if not isinstance(other, Count):
            return NotImplemented
        return Count(self.passed + other.passed, self.failed + other.failed)


NOTHING = Count(0, 0)
FAILED = Count(0, 1)


def run(*command: str, env: dict[str, str] | None = None) -> int:
    """Run a command in the repository's folder, its output to be seen at once. Gives its exit status."""
    print(f"\n$ {' '.join(command)}", flush=True)
    if env is None:
        env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def check(*command: str) -> Count:
    """Run a command that counts as one check."""
    return Count(1, 0) if run(*command) == 0 else FAILED


def result_file(name: str) -> Path:
    """A place for a suite's results, without the results of an earlier run."""
    path = MADE / name
    path.unlink(missing_ok=True)
    return path


def all_told(count: Count, code: int) -> Count:
    """A suite that ended badly without naming a failed test failed once."""
    return count + FAILED if code != 0 and count.failed == 0 else count


def jest() -> Count:
    """The unit tests of the front end."""
    results = result_file("jest.json")
    code = run("jlpm", "test", "--json", f"--outputFile={results}")
    if not results.exists():
        return FAILED
    told = json.loads(results.read_text())
    return all_told(Count(told["numPassedTests"], told["numFailedTests"] + told["numRuntimeErrorTestSuites"]), code)


def pytest() -> Count:
    """The tests of the server, the store and the kernel's half."""
    results = result_file("pytest.xml")
    code = run(PYTHON, "-m", "pytest", "-q", f"--junitxml={results}")
    if not results.exists():
        return FAILED
    suites = ElementTree.parse(results).getroot().findall("testsuite")
    total, failed, skipped = (
        sum(int(suite.get(name, "0")) for suite in suites) for name in ("tests", "failures", "skipped")
    )
    failed += sum(int(suite.get("errors", "0")) for suite in suites)
    return all_told(Count(total - failed - skipped, failed), code)


def chromium() -> str | None:
    """The Chromium of the browser tests; None when there is none, after a sentence that says so."""
    found = subprocess.run(["sh", "scripts/find-chromium.sh"], cwd=ROOT, stdout=subprocess.PIPE, check=False)
    return found.stdout.decode().strip() if found.returncode == 0 else None


def playwright(project: str, *arguments: str) -> Count:
    """One project of `ui-tests/playwright.config.js`."""
    browser = chromium()
    if browser is None:
        return FAILED
    results = result_file(f"{project}.json")
    env = {
        **os.environ,
        "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH": browser,
        "PLAYWRIGHT_JSON_OUTPUT_FILE": str(results),
        "UI_PROJECT": project,
    }
    code = run("npx", "playwright", "test", "--config", "ui-tests/playwright.config.js", *arguments, env=env)
    if not results.exists():
        return FAILED
    stats = json.loads(results.read_text())["stats"]
    return all_told(Count(stats["expected"] + stats["flaky"], stats["unexpected"]), code)
