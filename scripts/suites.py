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
    reports: tuple[str, ...] = ()
    """Failed and retried tests, each with the first lines of the reason."""
    slowest: tuple[tuple[float, str], ...] = ()
    """Tests with the seconds that each took."""

    def __add__(self, other: object) -> Count:
        if not isinstance(other, Count):
            return NotImplemented
        slowest = self.slowest + other.slowest
        return Count(self.passed + other.passed, self.failed + other.failed, self.reports + other.reports, slowest)


NOTHING = Count(0, 0)
REASON_LINES = 6
"""Lines of a failure's reason that are repeated at the end; the output above has all of them."""


def format_report(kind: str, name: str, reason: str = "") -> str:
    """One entry of `Count.reports`, for a test that failed or was retried."""
    lines = [line for line in re.sub(r"\x1b\[[\d;]*m", "", reason).splitlines() if line.strip()]
    return "\n    ".join([f"{kind}: {name}", *lines[:REASON_LINES]])


def failure(name: str, reason: str = "") -> Count:
    """One check failed."""
    return Count(0, 1, (format_report("failed", name, reason),))


def run(*command: str, env: dict[str, str] | None = None) -> int:
    """Run a command in the repository's folder with its output shown; returns the exit status."""
    print(f"\n$ {' '.join(command)}", flush=True)
    if env is None:
        env = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def check(*command: str) -> Count:
    """Run a command that counts as one check."""
    return Count(1, 0) if run(*command) == 0 else failure(" ".join(command))


def result_file(name: str) -> Path:
    """The file for a suite's results; removes the one of an earlier run."""
    path = MADE / name
    path.unlink(missing_ok=True)
    return path


def with_exit_status(suite: str, count: Count, status: int, reason: str = "") -> Count:
    """Count a suite that exits with an error but names no failed test as one failure."""
    return count + failure(f"{suite} as a whole", reason) if status != 0 and count.failed == 0 else count


def jest() -> Count:
    """The unit tests of the front end."""
    results = result_file("jest.json")
    code = run("jlpm", "test", "--json", f"--outputFile={results}")
    if not results.exists():
        return failure("jest as a whole")
    report = json.loads(results.read_text())
    reports = []
    slowest = []
    for file in report["testResults"]:
        name = os.path.relpath(file["name"], ROOT)
        slowest += [
            ((test.get("duration") or 0) / 1000, f"{name} › {test['fullName']}") for test in file["assertionResults"]
        ]
        tests = [test for test in file["assertionResults"] if test["status"] == "failed"]
        reports += [
            format_report("failed", f"{name} › {test['fullName']}", test["failureMessages"][0]) for test in tests
        ]
        if file["status"] == "failed" and not tests:
            reports.append(format_report("failed", name, file["message"]))
    failed = report["numFailedTests"] + report["numRuntimeErrorTestSuites"]
    return with_exit_status("jest", Count(report["numPassedTests"], failed, tuple(reports), tuple(slowest)), code)


MAX_RETRIED = 10
"""In CI up to this many failed tests are retried; more are not flaky."""


def pytest() -> Count:
    """The tests of the server, the store and the kernel's half.

    In CI a few failed tests are retried once, as browser tests are: kernels and servers share two cores there. The
    reports name them as retried.
    """
    count = run_pytest("pytest.xml")
    if not os.environ.get("CI") or not 0 < count.failed <= MAX_RETRIED:
        return count
    retried = run_pytest("pytest-retried.xml", "--last-failed")
    reports = [line.replace("failed:", "retried:", 1) for line in count.reports]
    return Count(count.passed + retried.passed, retried.failed, (*reports, *retried.reports), count.slowest)


def run_pytest(name: str, *arguments: str) -> Count:
    """One run, with its results in a file of this name."""
    results = result_file(name)
    code = run(PYTHON, "-m", "pytest", "-q", f"--junitxml={results}", *arguments)
    if not results.exists():
        return failure("pytest as a whole")
    tests = list(ElementTree.parse(results).getroot().iter("testcase"))
    passed = sum(not {part.tag for part in test} & {"failure", "error", "skipped"} for test in tests)
    reports = tuple(
        format_report("failed", f"{test.get('classname')} › {test.get('name')}", part.get("message", ""))
        for test in tests
        for part in test
        if part.tag in {"failure", "error"}
    )
    slowest = tuple((float(test.get("time", 0)), f"{test.get('classname')} › {test.get('name')}") for test in tests)
    return with_exit_status("pytest", Count(passed, len(reports), reports, slowest), code)


def chromium() -> str | None:
    """The Chromium of the browser tests; None when there is none, which the script then explains."""
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
    tests = [test for suite in report["suites"] for test in tests_in(suite)]
    reports = tuple(line for name, test in tests for line in failed_tries(name, test))
    slowest = tuple((test["results"][-1]["duration"] / 1000, name) for name, test in tests if test["results"])
    count = Count(stats["expected"] + stats["flaky"], stats["unexpected"], reports, slowest)
    return with_exit_status(project, count, code, "\n".join(error["message"] for error in report["errors"]))


def tests_in(suite: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Names and tests of a suite of Playwright's report, and of the suites in it."""
    for spec in suite["specs"]:
        for test in spec["tests"]:
            yield f"{spec['file']} › {spec['title']}", test
    for inner in suite.get("suites", []):
        yield from tests_in(inner)


def failed_tries(name: str, test: dict[str, Any]) -> Iterator[str]:
    """Reports of the failed tries of a test that failed or passed on a retry."""
    kind = {"unexpected": "failed", "flaky": "retried"}.get(test["status"])
    reasons = [result["error"]["message"] for result in test["results"] if "error" in result]
    if kind:
        yield from (format_report(kind, name, reason) for reason in reasons or [""])
