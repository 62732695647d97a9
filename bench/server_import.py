"""What the server extension adds to the start of a Jupyter server: import time over jupyter_server's own."""

from __future__ import annotations

import statistics
import subprocess
import sys

GOAL_MS = 50.0
ROUNDS = 7
MEASURE = """
import time
import jupyter_server.serverapp
start = time.process_time()
from jupyterlab_models import _jupyter_server_extension_points
_jupyter_server_extension_points()
print((time.process_time() - start) * 1000)
"""


def main() -> None:
    """Print the median over fresh processes, in milliseconds of processor time: a busy machine does not distort it."""
    times = []
    for _ in range(ROUNDS):
        output = subprocess.run([sys.executable, "-c", MEASURE], check=True, capture_output=True, text=True).stdout
        times.append(float(output))
    median = statistics.median(times)
    print(f"import of the server extension: {median:.1f} ms (goal: at most {GOAL_MS:.0f} ms over jupyter_server)")


if __name__ == "__main__":
    main()
