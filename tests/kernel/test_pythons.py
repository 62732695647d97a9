"""The text that is sent runs under every Python from 3.9 on that this machine has, without any library."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from jupyterlab_models.kernel import packages
from jupyterlab_models.kernel.source import kernel_source

from .kernels import ROWS
from .tickets import spool_way, ticket

FIRST = (3, 9)
SCRIPT = """
import json, pathlib, sys, types
class Shell:
    user_ns = {'answer': 42, 'model': object(), 'sys': sys}
    user_ns_hidden = {}
sys.modules['IPython'] = types.SimpleNamespace(get_ipython=lambda: Shell)
probe, agent, ticket = json.loads(pathlib.Path(sys.argv[1]).read_text())
exec(probe, {})
import builtins
mime, = [key for key in builtins.__jupyterlab_models_probe__._repr_mimebundle_() if 'json' in key]
listing = builtins.__jupyterlab_models_probe__._repr_mimebundle_()[mime]
exec(agent, {})
run = sys.modules['_jupyterlab_models'].run
def ask(**request): return run(json.dumps(request))._repr_mimebundle_()[mime]
left = [name for name in sys.modules if 'jupyterlab_models' in name]
print(json.dumps([listing, ask(op='check', variable='model'), ask(op='target', variable='class', version={}),
                  ask(op='save', variable='model', format='x', encoding='x', ticket=ticket), left,
                  sys.modules['_jupyterlab_models'].__dict__['digest']]))
"""


def interpreters() -> dict[str, str]:
    """Version → executable: the running one, those on the PATH and those of pyenv."""
    found = {f"{sys.version_info.major}.{sys.version_info.minor}": sys.executable}
    candidates = [shutil.which(f"python3.{minor}") for minor in range(FIRST[1], 20)]
    candidates += [str(path) for path in (Path.home() / ".pyenv" / "versions").glob("3.*/bin/python3")]
    for candidate in filter(None, candidates):
        probe = [candidate, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
        answer = subprocess.run(probe, capture_output=True, text=True, check=False)
        version = answer.stdout.strip()
        if answer.returncode == 0 and tuple(map(int, version.split("."))) >= FIRST:
            found.setdefault(version, candidate)
    return found


@pytest.mark.parametrize(("version", "executable"), sorted(interpreters().items()))
def test_runs(version: str, executable: str, tmp_path: Path) -> None:
    source = kernel_source(ROWS)
    given = tmp_path / "given.json"
    given.write_text(json.dumps([source["probe"], source["agent"], ticket([spool_way(tmp_path / "spool")])]))
    command = [executable, "-I", "-W", "error", "-c", SCRIPT, str(given)]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    listing, check, target, save, left, digest = json.loads(answer.stdout)
    assert listing["names"] == ["answer", "model"]
    assert (check["class"], check["error"]["code"]) == ("builtins.object", "unsupported")
    assert target["error"]["code"] == "invalid_variable"
    assert save["error"]["code"] == "unsupported"
    assert json.loads((tmp_path / "spool" / "done.json").read_text()) == save
    assert left == ["_jupyterlab_models"]
    assert digest == source["digest"]


STANDARD = """
import json, runpy, sys
is_own = runpy.run_path(sys.argv[1])['is_own']
names = ['json', 'decimal', 'math', 'zlib', 'sys', 'zipimport', 'own_module.part', 'nowhere', '__main__']
print(json.dumps([name for name in names if is_own(name)]))
"""


@pytest.mark.parametrize(("version", "executable"), sorted(interpreters().items()))
def test_standard_modules_are_nobodys_own(version: str, executable: str, tmp_path: Path) -> None:
    (tmp_path / "own_module.py").write_text("")
    script = f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n{STANDARD}"
    command = [executable, "-I", "-c", script, packages.__file__]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(answer.stdout) == ["own_module.part", "nowhere", "__main__"]


def test_standard_modules_where_python_does_not_list_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys, "stdlib_module_names")
    names = ["json", "decimal", "math", "zlib", "sys", "zipimport", "test_pythons_nowhere"]
    assert [name for name in names if packages.is_own(name)] == ["test_pythons_nowhere"]
