"""How a suite of checks or tests is run and counted."""

from __future__ import annotations

import json
import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
MADE = ROOT / ".make"
BIN = ROOT / ".venv" / "bin"
PYTHON = str(BIN / "python")


class Count(NamedTuple):
    """How many checks or tests of a suite passed, and how many failed."""

    passed: int
    failed: int
    told: tuple[str, ...] = ()
    """What failed, or passed only when it was tried again: name and the first lines of the reason."""
    slowest: tuple[tuple[float, str], ...] = ()
    """Tests with the seconds that each took."""

    def __add__(self, other: object) -> Count:
        if not isinstance(other, Count):
            return NotImplemented
        slowest = self.slowest + other.slowest
        return Count(self.passed + other.passed, self.failed + other.failed, self.told + other.told, slowest)


NOTHING = Count(0, 0)
LINES = 6
"""So many lines of the reason of a failure are told at the end; all of them are in the output before."""


def tell(kind: str, name: str, reason: str = "") -> str:
    """What is said at the end of a test that failed or was flaky."""
    lines = [line for line in re.sub(r"\x1b\[[\d;]*m", "", reason).splitlines() if line.strip()]
    return "\n    ".join([f"{kind}: {name}", *lines[:LINES]])


def failure(name: str, reason: str = "") -> Count:
    """One check failed."""
    return Count(0, 1, (tell("failed", name, reason),))


def run(*command: str, env: dict[str, str] | None = None) -> int:
    """Run a command in the repository's folder, its output to be seen at once. Gives its exit status."""
    print(f"\n$ {' '.join(command)}", flush=True)
    if env is None:
        env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def check(*command: str) -> Count:
    """Run a command that counts as one check."""
    return Count(1, 0) if run(*command) == 0 else failure(" ".join(command))


def result_file(name: str) -> Path:
    """A place for a suite's results, without the results of an earlier run."""
    path = MADE / name
    path.unlink(missing_ok=True)
    return path


def all_told(suite: str, count: Count, code: int, reason: str = "") -> Count:
    """A suite that ended badly without naming a failed test failed once."""
    return count + failure(f"{suite} as a whole", reason) if code != 0 and count.failed == 0 else count


def jest() -> Count:
    """The unit tests of the front end."""
    results = result_file("jest.json")
    code = run("jlpm", "test", "--json", f"--outputFile={results}")
    if not results.exists():
        return failure("jest as a whole")
    report = json.loads(results.read_text())
    told = []
    slowest = []
    for file in report["testResults"]:
        name = os.path.relpath(file["name"], ROOT)
        slowest += [
            ((test.get("duration") or 0) / 1000, f"{name} › {test['fullName']}") for test in file["assertionResults"]
        ]
        tests = [test for test in file["assertionResults"] if test["status"] == "failed"]
        told += [tell("failed", f"{name} › {test['fullName']}", test["failureMessages"][0]) for test in tests]
        if file["status"] == "failed" and not tests:
            told.append(tell("failed", name, file["message"]))
    failed = report["numFailedTests"] + report["numRuntimeErrorTestSuites"]
    return all_told("jest", Count(report["numPassedTests"], failed, tuple(told), tuple(slowest)), code)


FEW = 10
"""So many failed tests are tried again in CI; more of them are no accident."""


def pytest() -> Count:
    """The tests of the server, the store and the kernel's half.

    In CI a few that failed may try once more, as the browser tests may: kernels, servers and two cores. They are told.
    """
    count = run_pytest("pytest.xml")
    if not os.environ.get("CI") or not 0 < count.failed <= FEW:
        return count
    again = run_pytest("pytest-again.xml", "--last-failed")
    told = [line.replace("failed:", "retried:", 1) for line in count.told]
    return Count(count.passed + again.passed, again.failed, (*told, *again.told), count.slowest)


def run_pytest(name: str, *arguments: str) -> Count:
    """One run, with its results in a file of this name."""
    results = result_file(name)
    code = run(PYTHON, "-m", "pytest", "-q", f"--junitxml={results}", *arguments)
    if not results.exists():
        return failure("pytest as a whole")
    tests = list(ElementTree.parse(results).getroot().iter("testcase"))
    passed = sum(not {part.tag for part in test} & {"failure", "error", "skipped"} for test in tests)
    told = tuple(
        tell("failed", f"{test.get('classname')} › {test.get('name')}", part.get("message", ""))
        for test in tests
        for part in test
        if part.tag in {"failure", "error"}
    )
    slowest = tuple((float(test.get("time", 0)), f"{test.get('classname')} › {test.get('name')}") for test in tests)
    return all_told("pytest", Count(passed, len(told), told, slowest), code)


def chromium() -> str | None:
    """The Chromium of the browser tests; None when there is none, after a sentence that says so."""
    found = subprocess.run(["sh", "scripts/find-chromium.sh"], cwd=ROOT, stdout=subprocess.PIPE, check=False)
    return found.stdout.decode().strip() if found.returncode == 0 else None


def playwright(project: str, *arguments: str) -> Count:
    """One project of `ui-tests/playwright.config.js`."""
    browser = chromium()
    if browser is None:
        return failure(f"{project}: there is no Chromium")
    results = result_file(f"{project}.json")
    env = {
        **os.environ,
        "PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH": browser,
        "PLAYWRIGHT_JSON_OUTPUT_FILE": str(results),
        "UI_PROJECT": project,
    }
    code = run("npx", "playwright", "test", "--config", "ui-tests/playwright.config.js", *arguments, env=env)
    if not results.exists():
        return failure(f"{project} as a whole")
    report = json.loads(results.read_text())
    stats = report["stats"]
    tests = [test for suite in report["suites"] for test in within(suite)]
    told = tuple(line for name, test in tests for line in unhappy(name, test))
    slowest = tuple((test["results"][-1]["duration"] / 1000, name) for name, test in tests if test["results"])
    count = Count(stats["expected"] + stats["flaky"], stats["unexpected"], told, slowest)
    return all_told(project, count, code, "\n".join(error["message"] for error in report["errors"]))


def within(suite: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Names and tests of a suite of Playwright's report, and of the suites in it."""
    for spec in suite["specs"]:
        for test in spec["tests"]:
            yield f"{spec['file']} › {spec['title']}", test
    for inner in suite.get("suites", []):
        yield from within(inner)


def unhappy(name: str, test: dict[str, Any]) -> Iterator[str]:
    """One line for each try of a test that did not pass, if it failed or passed only later."""
    kind = {"unexpected": "failed", "flaky": "retried"}.get(test["status"])
    reasons = [result["error"]["message"] for result in test["results"] if "error" in result]
    if kind:
        yield from (tell(kind, name, reason) for reason in reasons or [""])
