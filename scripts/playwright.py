"""One project of the browser tests alone: `python scripts/playwright.py galata|floor|screenshots|bench […]`."""

from __future__ import annotations

import sys

from suites import MADE, playwright

if __name__ == "__main__":
    MADE.mkdir(exist_ok=True)
    count = playwright(sys.argv[1], *sys.argv[2:])
    sys.exit(1 if count.failed or not count.passed else 0)
