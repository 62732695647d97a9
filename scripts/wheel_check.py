"""Whether the wheel is whole and installs, without Node.js, beside the oldest Jupyter programs that we support."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

from suites import MADE, PYTHON, ROOT, Count, check, failure, run

ENVIRONMENT = MADE / "floor"
"""Where `make` has installed `scripts/floor.txt`."""
LABEXTENSION = "share/jupyter/labextensions/jupyterlab-models"


def wheel() -> Count:
    """Build the wheel, look into it, install it, ask Jupyter about it."""
    folder = MADE / "dist"
    shutil.rmtree(folder, ignore_errors=True)
    arguments = ("wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), ".")
    built = check(PYTHON, "-m", "pip", *arguments)
    if built.failed:
        return built
    [path] = folder.glob("*.whl")
    return built + contents(path) + installs(path)


def contents(path: Path) -> Count:
    """Whether the wheel has all of its parts and nothing else, in the version that package.json tells."""
    version = json.loads((ROOT / "package.json").read_text())["version"]
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
    data = f"jupyterlab_models-{version}.data/data"
    expected = [
        f"{data}/{LABEXTENSION}/package.json",
        f"{data}/{LABEXTENSION}/install.json",
        f"{data}/{LABEXTENSION}/schemas/jupyterlab-models/package.json.orig",
        f"{data}/etc/jupyter/jupyter_server_config.d/jupyterlab_models.json",
        "jupyterlab_models/openapi.yaml",
        "jupyterlab_models/frameworks/rows.schema.json",
        "jupyterlab_models/frameworks/python/rows.json",
        "jupyterlab_models/kernel/agent/agent.py",
    ]
    missing = [name for name in expected if name not in names]
    foreign = [name for name in names if not name.startswith(("jupyterlab_models/", f"jupyterlab_models-{version}."))]
    if missing or foreign:
        return failure(f"{path.name}: missing {missing}, not ours {foreign}")
    return Count(1, 0)


def installs(path: Path) -> Count:
    """Whether pip installs it where there is no Node.js, and Jupyter then says OK to both extensions."""
    note = ENVIRONMENT / "wheel.sha256"
    digest = content_digest(path)
    if not note.exists() or note.read_text() != digest:
        bare = {**os.environ, "PATH": str(ENVIRONMENT / "bin")}
        bare.pop("PYTHONPATH", None)
        pip = (str(ENVIRONMENT / "bin/python"), "-m", "pip", "install", "--quiet")
        if run(*pip, str(path), env=bare) or run(*pip, "--force-reinstall", "--no-deps", str(path), env=bare):
            return failure(f"installing {path.name} beside the oldest Jupyter programs")
        note.write_text(digest)
    return Count(1, 0) + extensions_listed(ENVIRONMENT / "bin")


def content_digest(path: Path) -> str:
    """SHA-256 of the names and contents in a wheel; the archive itself also holds times."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            digest.update(name.encode() + b"\0" + archive.read(name))
    return digest.hexdigest()


def extensions_listed(programs: Path) -> Count:
    """Whether `jupyter labextension list` and `jupyter server extension list` say OK."""
    return listed(programs, "labextension", "jupyterlab-models") + listed(programs, "server", "jupyterlab_models")


def listed(programs: Path, kind: str, name: str) -> Count:
    """Whether one of the two lists has the extension with an OK."""
    words = ["labextension", "list"] if kind == "labextension" else ["server", "extension", "list"]
    env = {**os.environ, "PATH": str(programs)}
    output = subprocess.run(
        [str(programs / "jupyter"), *words], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    ).stdout.decode()
    lines = [line for line in output.splitlines() if name in line and "OK" in line]
    print(f"jupyter {' '.join(words)}: {lines[0].strip() if lines else output}")
    return Count(1, 0) if lines else failure(f"jupyter {' '.join(words)} does not say OK to {name}")
