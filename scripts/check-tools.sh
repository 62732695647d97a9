#!/bin/sh
# Says in one sentence what is missing on this machine before anything is installed.
python="$1"

if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
  echo "Development needs Python 3.11 or newer, and '$python' is not: name one, as in 'make PYTHON=python3.12 setup'." >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  echo "'$python' cannot make virtual environments: install its venv module (Debian: apt-get install python3-venv)." >&2
  exit 1
fi
if ! node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
    process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)' 2>/dev/null; then
  echo "Building needs Node.js 20.19 or newer ('node' on the PATH); see https://nodejs.org." >&2
  exit 1
fi
